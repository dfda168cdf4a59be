"""Roles and acts as a table, so that somebody checking need not compare paragraphs."""

from collections.abc import Iterable

from kinmap.access.permissions import Permission
from kinmap.access.roles import Role


def table(roles: Iterable[Role]) -> list[tuple[str, list[Role]]]:
    """Every act in the practice's words, with the roles that may do it."""
    known = list(roles)
    return [(str(act.label), [role for role in known if act in role.permissions]) for act in Permission]
