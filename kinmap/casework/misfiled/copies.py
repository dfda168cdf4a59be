"""Which filed copies hold the words, and who has them on paper."""

from collections.abc import Iterable
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.models import Misfiled
from kinmap.casework.shelves import Misfilable
from kinmap.documents.models import Issue
from kinmap.families.models import Family


def copies_with(item: object, ids: Iterable[UUID], kind: Misfilable, family: Family) -> list[Issue]:
    """The copies that were handed over with these rows in them.

    By the ids that filing keeps; a copy that was filed before it kept them counts when its document holds such items
    and it was made after this one was written down: rather one copy too many than one that goes on telling.
    """
    wanted = {str(one) for one in ids}
    written = getattr(item, "recorded_at", None)
    return [
        issue
        for issue in Issue.objects.filter(family=family, taken_away_at__isnull=True).order_by("handed_at", "id")
        if wanted & set(issue.holds)
        or (not issue.holds and issue.document in kind.documents and (written is None or issue.made_at >= written))
    ]


def take_away(copies: Iterable[Issue], *, by: User) -> None:
    """Destroy the bytes of these; each row stays, with its reader, its day and its digest."""
    for issue in copies:
        issue.take_away(by=by)


def out_there(asked: Misfiled, reader: Reader) -> list[Issue]:
    """The paper copies that somebody has and that should be fetched back, as far as this reader may know of them."""
    rows = Issue.objects.readable_by(reader).filter(family_id=asked.family_id, taken_away_at__isnull=False)
    return list(rows.select_related("recipient").order_by("handed_at", "id"))
