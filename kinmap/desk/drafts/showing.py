"""What a draft shows: its words and its family only while that family is open to its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.live.models import Draft
from kinmap.live.models.typed import Typed

#: On the desk itself; the page of all drafts has every one of them.
ON_THE_DESK = 5


@dataclass(frozen=True)
class Shown:
    """A draft as its author may see it today."""

    draft: Draft
    family: Family | None

    @property
    def is_open(self) -> bool:
        """Whether its words may be shown: it is about no family, or about one that is open to its author."""
        return self.family is not None or not self.draft.family_ref

    @property
    def typed(self) -> Typed:
        """The words: what stood in the form last, or before it was emptied."""
        earlier = self.draft.earlier_versions()
        return self.draft.typed if self.draft.typed.said or not earlier else earlier[-1]

    @property
    def taken_out(self) -> list[tuple[datetime, Typed]]:
        """What stood there before and was taken out, the newest first."""
        earlier = [one for one in self.draft.earlier_versions() if one != self.typed]
        return [(datetime.fromisoformat(one.at), one) for one in reversed(earlier)]

    @property
    def first_words(self) -> str:
        """What it begins with, to know it by."""
        said = (box.text for box in self.typed.said)
        return " ".join(" · ".join(text for text in said if any(letter.isalpha() for letter in text)).split())


def shown(drafts: Iterable[Draft], readers: Iterable[Reader]) -> list[Shown]:
    """Drafts with the families that are open to their author; one question for all of them."""
    drafts = list(drafts)
    refs = {draft.family_ref for draft in drafts if draft.family_ref}
    ids = frozenset().union(*(reader.family_ids for reader in readers))
    families = {family.ref: family for family in Family.objects.filter(pk__among=ids, ref__in=refs)} if refs else {}
    return [Shown(draft, families.get(draft.family_ref)) for draft in drafts]


def found(draft_id: Any, *, by: User, readers: Iterable[Reader]) -> Shown:
    """One's own draft; raises ``Http404`` for anybody else's."""
    return shown([Draft.found(draft_id, by=by)], readers)[0]


def found_open(draft_id: Any, *, by: User, readers: Iterable[Reader]) -> Draft:
    """The same, to do something with its words: raises ``PermissionDenied`` while its family is not open."""
    one = found(draft_id, by=by, readers=readers)
    if not one.is_open:
        raise PermissionDenied
    return one.draft


def waiting(user: User, readers: Iterable[Reader], actions: Iterable[str]) -> list[Shown]:
    """The drafts for the forms of one page, of families open to their author, the newest first."""
    drafts = Draft.waiting_for(user).filter(action__in=set(actions))
    return [one for one in shown(drafts, readers) if one.is_open and one.typed.said]
