"""Misfiled words: what was put where it does not belong is moved, or struck out for good, by two people.

Elsewhere nothing is ever lost; here words go from every version, draft, snapshot and filed copy. What stays is
which kind of item it was, who asked, who agreed, when, and a reason from a list.
"""
