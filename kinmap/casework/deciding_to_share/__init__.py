"""Deciding to share: what is told to whom, why and on what basis, or why it is not told (domain.md §9.1)."""
