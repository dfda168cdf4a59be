"""Gentle prompts about one text, from the standards of domain.md §2: pure checks that know no family.

Each looks only for what a checklist names. It judges nobody, writes nothing and blocks nothing (§2.7).
"""
