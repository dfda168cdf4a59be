"""What becomes of a chosen draft: an entry of the map, or a question to take along. Only now it joins the record."""

from datetime import date
from typing import Any

from kinmap.access.models import User
from kinmap.families.models import Family
from kinmap.mapping.models import Entry, Map, PinnedQuestion
from kinmap.supervision.models import Draft


def onto_map(draft: Draft, *, family: Family, share_by: date, by: User, **words: Any) -> Entry:
    """Put it on the map as the opinion of professionals, and say by when the family will have seen it.

    ``words``: text, category, children and who may see it. A map that was shared with the family is
    marked as not yet shared again, because something now stands on it that they do not know (domain.md §1.6).
    """
    whole = Map.of(family, by=by)
    entry = whole.add_entry(
        by=by, source=Entry.Source.OPINION, said_by_words="A group of colleagues", **words
    )  # fmt: skip
    whole.seen_by_family(seen=False, share_by=share_by, by=by)
    draft.adopt(entry.pk, by=by)
    return entry


def take_along(draft: Draft, *, family: Family, by: User, **words: Any) -> PinnedQuestion:
    """Pin it for the next visit. ``words``: text, children and who may see it."""
    question = PinnedQuestion.pin(family=family, by=by, **words)
    draft.adopt(question.pk, by=by)
    return question
