"""What a draft shows: its words only while its author may see the family, and whatever the form was about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.desk.drafts.open_now import shut
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
    #: Whether what the form was about may still be seen: the entry that was being changed, the right to take contacts.
    is_seen: bool = True

    @property
    def is_open(self) -> bool:
        """Whether its words may be shown: its family, if it has one, and what it is about are open to its author."""
        return self.is_seen and not self.family_is_shut

    @property
    def family_is_shut(self) -> bool:
        """Whether it is about a family that is not open to its author now."""
        return bool(self.draft.family_ref) and self.family is None

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


def shown(drafts: Iterable[Draft], *, by: User, readers: Iterable[Reader]) -> list[Shown]:
    """Drafts with the families that are open to their author; one question for each kind of thing they are about."""
    drafts, readers = list(drafts), list(readers)
    refs = {draft.family_ref for draft in drafts if draft.family_ref}
    ids = frozenset().union(*(reader.family_ids for reader in readers))
    families = {family.ref: family for family in Family.objects.filter(pk__among=ids, ref__in=refs)} if refs else {}
    closed = shut((draft.action for draft in drafts), user=by, readers=readers)
    return [Shown(draft, families.get(draft.family_ref), draft.action not in closed) for draft in drafts]


def found(draft_id: Any, *, by: User, readers: Iterable[Reader]) -> Shown:
    """One's own draft; raises ``Http404`` for anybody else's."""
    return shown([Draft.found(draft_id, by=by)], by=by, readers=readers)[0]


def found_open(draft_id: Any, *, by: User, readers: Iterable[Reader]) -> Draft:
    """The same, to do something with its words: raises ``PermissionDenied`` while it is not open."""
    one = found(draft_id, by=by, readers=readers)
    if not one.is_open:
        raise PermissionDenied
    return one.draft


def waiting(user: User, readers: Iterable[Reader], actions: Iterable[str]) -> list[Shown]:
    """The drafts for the forms of one page, of families open to their author, the newest first."""
    drafts = Draft.waiting_for(user).filter(action__in=set(actions))
    return [one for one in shown(drafts, by=user, readers=readers) if one.is_open and one.typed.said]
