"""Identities that the writer's own device may make.

A person on a train makes the id of a new statement; sending it twice then makes one statement, not two.
UUIDv7 sorts by the time it was made, which keeps database indexes compact.
"""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562): unique without asking a server, in order of time."""
    return compat.uuid7()
