"""The codes of an entry in plain words: on what it was done, on which page, why. The file keeps the codes themselves.

What is not listed here stands as it was written: a new noun is named readably enough by its own kind.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kinmap.access.permissions import Permission
from kinmap.access.trail import TrailEntry, Verb
from kinmap.casework.models import AccessGrant, Misfiled, Opening, OpeningReview
from kinmap.families.models import RecordLock

_THINGS = {
    "family": "the record",
    "record": "the record",
    "lock": "a lock on the record",
    "map": "the map",
    "plan": "the plan",
    "map entry": "an entry of the map",
    "office": "a page that belongs to no family",
    "guidance": "the guidance",
    "desk": "their desk",
    "people": "for people",
    "account": "an account",
    "session": "a session",
    "form": "a form",
    "contact": "a contact",
    "opening": "an emergency opening",
    "misfiled": "a request about misfiled words",
    "sharing decision": "a decision about sharing",
    "filed copy": "a filed copy",
    "look at a copy": "a second look at a copy",
    "trail": "the trail",
    "person": "a person",
    "household": "a household",
    "family member": "somebody’s place in the family",
    "involvement": "a stage",
    "timeline event": "an event of the story",
    "visit": "a visit",
}
#: Where verb and noun would say the same twice.
_TOGETHER = {
    (Verb.SIGN_IN, "account"): "",
    (Verb.GRANT, "access"): "to the record",
    (Verb.REVOKE, "access"): "to the record",
    (Verb.REVOKE, "opening"): "after an emergency, to the record",
    (Verb.ALLOCATE, "allocation"): "somebody to children",
    (Verb.ALLOCATE, "allocation ended"): "the end of somebody’s work with children",
    (Verb.SHARE, "sharing decision"): "something from the record",
}
_REASONS: dict[str, tuple[Any, ...]] = {
    "family": (Opening.Why, Permission),
    "opening": (OpeningReview.Outcome,),
    "access": (AccessGrant.Purpose,),
    "record": (RecordLock.Kind,),
    "lock": (RecordLock.Kind,),
    "misfiled": (Misfiled.Act, Misfiled.Reason, Misfiled.State),
    "office": (Permission,),
    "guidance": (Permission,),
}
_PAGE = re.compile(r"\b[a-z]+:([a-z_]+)\b")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")
_ACCOUNT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def thing_in_words(entry: TrailEntry) -> str:
    """On what: "the record"; nothing where the verb says it all."""
    return _TOGETHER.get((Verb(entry.verb), entry.kind), _THINGS.get(entry.kind, entry.kind))


def accounts_in(entry: TrailEntry) -> set[UUID]:
    """The accounts that a reason names by their ids: of who asked for words to be struck out."""
    return {UUID(one) for one in _ACCOUNT.findall(entry.reason)} if entry.verb == Verb.STRIKE_OUT else set()


def reason_in_words(entry: TrailEntry, people: Mapping[Any, Any]) -> str:
    """Why, or on which page: "page “people”", "A child is in danger now". ``people``: accounts by their ids."""
    labels = _labels(entry)

    def said(found: re.Match[str]) -> str:
        return labels.get(found[0], found[0])

    def named(found: re.Match[str]) -> str:
        somebody = people.get(UUID(found[0]))
        return somebody.name if somebody else "a former account"

    if entry.verb == Verb.STRIKE_OUT:
        return _CODE.sub(said, _ACCOUNT.sub(named, entry.reason), count=1)
    before, apart, page = entry.reason.rpartition(": ")
    words = _PAGE.sub(lambda found: f"page “{found[1].replace('_', ' ')}”", page)
    return f"{_CODE.sub(said, before)}{apart}{words if words != page else _CODE.sub(said, page)}"


def _labels(entry: TrailEntry) -> dict[str, str]:
    kinds = (Misfiled.Reason,) if entry.verb == Verb.STRIKE_OUT else _REASONS.get(entry.kind, ())
    return {str(value): str(label) for kind in reversed(kinds) for value, label in kind.choices}
