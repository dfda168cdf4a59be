"""When a second person looks at a copy, who may, and what they see.

A copy for somebody from whom anything is hidden that its preparer knows of is looked at twice; where the record has
the rule of two people, every copy is. What the preparer does not know of changes nothing: nobody learns of it here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import LEVELS_ADMITTED, ReaderKind, Sharing
from kinmap.casework.copying import Preview, previewed, secrecy_of
from kinmap.casework.doors import admit
from kinmap.casework.models import CopyAnswer, CopyCheck, TwoPersonRule
from kinmap.casework.shelves import DeskLine
from kinmap.documents.models import Issue
from kinmap.families.models import Address, Family, FamilyMember, Household, Person, SchoolPlace

#: How long an answered look lies on the desk of whoever asked, if they do nothing about it.
REMEMBERED = timedelta(days=14)


@dataclass(frozen=True)
class SecondLook:
    """How a copy stands: whether it must be looked at, what was asked about exactly these words, and the answer."""

    needed: bool
    by_rule: bool = False
    asked: CopyCheck | None = None
    answer: CopyAnswer | None = None

    @property
    def may_go(self) -> bool:
        """Whether it may be handed over without saying why nobody looked."""
        said = self.answer.outcome if self.answer else ""
        return not self.needed or said == CopyAnswer.Outcome.RIGHT

    @property
    def is_waiting(self) -> bool:
        """Whether a colleague has it before them now."""
        return self.asked is not None and self.answer is None


def second_look(shown: Preview, *, by: User) -> SecondLook:
    """How this copy stands for the person who prepares it."""
    wanted = shown.wanted
    if wanted.person.pk == wanted.preparer.person_id:
        return SecondLook(needed=False)
    rule = TwoPersonRule.of(wanted.family)
    by_rule = rule is not None and rule.stands
    if not (by_rule or _something_is_hidden(shown)):
        return SecondLook(needed=False)
    same = CopyCheck.objects.filter(family=wanted.family, recorded_by=by, words=shown.words, recipient=wanted.person)
    asked = same.filter(issue__isnull=True).exclude(answer_given__outcome=CopyAnswer.Outcome.TAKEN_BACK).first()
    return SecondLook(True, by_rule, asked, asked.answered() if asked else None)


def _something_is_hidden(shown: Preview) -> bool:
    """Whether the preparer knows of anything in this record that is hidden from whom the copy is for."""
    if any(one.is_hidden for one in shown.prepared.left_out):
        return True
    wanted = shown.wanted
    people = wanted.known_to_preparer
    places: tuple[tuple[Any, dict[str, Any]], ...] = (
        (Person, {"pk__in": people}), (FamilyMember, {"family": wanted.family}), (SchoolPlace, {"child__in": people}),
        (Household, {"family": wanted.family}), (Address, {"households__family": wanted.family}),
    )  # fmt: skip
    known = (noun.objects.readable_by(wanted.preparer).filter(**here) for noun, here in places)
    return any(rows.filter(hidden_from__has=wanted.person.pk).exists() for rows in known)


def ask(shown: Preview, *, by: User, note: str = "", **facts: Any) -> CopyCheck:
    """Ask for a look at exactly this copy; ``facts``: ``alone`` and ``issue`` of one that was given without."""
    wanted = shown.wanted
    return CopyCheck.ask(
        family=wanted.family, by=by, document=shown.document.name, copy=wanted.copy, title=shown.document.words,
        recipient=wanted.person, size=wanted.size, asked=shown.query.removeprefix("&"), words=shown.words, note=note,
        **guard_of(shown), **facts,
    )  # fmt: skip


def guard_of(shown: Preview) -> dict[str, Any]:
    """Who may look: whoever may see each thing and everybody in the copy, and the person who prepared it."""
    wanted = shown.wanted
    rows = [*shown.prepared.included, *wanted.guards_of_names()]
    guard = secrecy_of(shown.prepared.included, wanted, every_child=wanted.preparer.child_ids)
    closed = [row for row in rows if row.sharing not in LEVELS_ADMITTED[ReaderKind.COLLEAGUE]]
    levels = {row.sharing for row in closed}
    named = frozenset.intersection(*(row.named for row in closed)) if closed else frozenset()
    sharing = Sharing.NAMED_AGENCIES
    if levels:
        sharing = Sharing.RESTRICTED if levels == {Sharing.RESTRICTED} else Sharing.SEALED
    own = {wanted.preparer.person_id} if wanted.preparer.person_id else set()
    hidden = frozenset().union(*(row.hidden_from for row in rows))
    return {"children": guard["children"], "sharing": sharing, "named": (named | own) - {wanted.person.pk},
            "hidden_from": (hidden | {wanted.person.pk}) - own}  # fmt: skip


def handed_over(shown: Preview, look: SecondLook, issue: Issue, *, alone: str, by: User) -> None:
    """Keep with the filed copy who looked at it; or that nobody did, and why, so that somebody looks afterwards.

    Raises ``Outdated`` where a copy that needs a look was to be given without one and without a reason.
    """
    if not look.needed:
        return
    if look.may_go and look.asked is not None:
        look.asked.filed_as(issue, by=by)
    elif alone:
        ask(shown, by=by, alone=alone, issue=issue)
    else:
        raise Outdated("Nobody has looked at this copy yet.")


def answer(check: CopyCheck, said: dict[str, Any], *, family: Family, reader: Reader, by: User) -> None:
    """Keep what the second person says of exactly the copy that they saw, in the caller's transaction.

    Raises ``Outdated`` when the copy would be another one by now: then it is asked about anew.
    """
    found = CopyCheck.found(check.pk, family=family, reader=reader, lock=True)
    if found.issue_id is None and said["outcome"] == CopyAnswer.Outcome.RIGHT:
        shown = shown_to(reader, found, family)
        if shown is None or shown.words != said["seen"]:
            raise Outdated("The copy has changed since you were asked. It has to be asked about again.")
    found.answer(outcome=said["outcome"], words=said["words"], by=by)


def laid_before(check: CopyCheck, family: Family) -> Preview | None:
    """The copy as its preparer would hand it over now; ``None`` when they cannot any more."""
    if check.recorded_by is None:
        return None
    try:
        _, preparer = admit(check.recorded_by, family.ref, to=Permission.PRINT)
        return previewed(
            family, preparer, document=check.document, copy=check.copy, person=check.recipient_id, size=check.size,
            asked=QueryDict(check.asked),
        )  # fmt: skip
    except (Http404, PermissionDenied):
        return None


def shown_to(reader: Reader, check: CopyCheck, family: Family) -> Preview | None:
    """The copy as it is now, for somebody who may know of the look; ``None`` where it holds by now what they may
    not see, as where there is none any more. Of what is left out, only what they may see themselves."""
    shown = laid_before(check, family)
    return _known_to(reader, shown) if shown is not None and _sees_all_of(shown, reader) else None


def _sees_all_of(shown: Preview, reader: Reader) -> bool:
    """Whether every thing and every name in the copy is this reader's to see, today."""
    rows = (*shown.prepared.included, *shown.wanted.guards_of_names())
    return {row.pk for row in rows} == _seen(rows, reader)


def _known_to(reader: Reader, shown: Preview) -> Preview:
    left_out = [one for one in shown.prepared.left_out if one.row is not None]
    seen = _seen([one.row for one in left_out], reader)
    known = [one for one in left_out if one.row.pk in seen]
    return replace(shown, prepared=replace(shown.prepared, left_out=known))


def _seen(rows: Iterable[Any], reader: Reader) -> set[UUID]:
    """The ids of those of these rows that the reader may see: one question for each noun, however many rows."""
    by_noun: dict[Any, set[UUID]] = {}
    for row in rows:
        by_noun.setdefault(type(row), set()).add(row.pk)
    asked = (noun._default_manager.readable_by(reader).filter(pk__in=ids) for noun, ids in by_noun.items())
    return {pk for found in asked for pk in found.order_by().values_list("pk", flat=True)}


def to_look_at(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Copies that wait for somebody else's look; and, for whoever prepared them, those that may go or may not."""
    if not reader.may(Permission.HAND_OVER):
        return []
    said: dict[str, str] = {
        CopyAnswer.Outcome.RIGHT: "Looked at, ready to hand over",
        CopyAnswer.Outcome.NOT_RIGHT: "Not like this",
    }
    lately = timezone.now() - REMEMBERED
    waits = Q(answer_given__isnull=True) & ~Q(recorded_by=user)
    answered = Q(answer_given__outcome__in=said, answer_given__recorded_at__gte=lately, issue__isnull=True)
    rows = CopyCheck.objects.readable_by(reader).filter(waits | (answered & Q(recorded_by=user)))
    rows = rows.select_related("family", "recipient", "answer_given").order_by("recorded_at", "id")
    return [_line(check, said) for check in rows]


def _line(check: CopyCheck, said: Mapping[str, str]) -> DeskLine:
    given: CopyAnswer | None = getattr(check, "answer_given", None)
    asked = "Given without a second look" if check.issue_id else "Look at a copy before it goes"
    words = f"{said[given.outcome] if given else asked}: {check.title} for {check.recipient.name}"
    return DeskLine(words, check.family.name, reverse("casework:copy_check", args=[check.family.ref, check.pk]))


def looks_of(family: Family, reader: Reader) -> list[CopyCheck]:
    """Every look at a copy of this family that this reader may know of, newest first."""
    rows = CopyCheck.objects.filter(family=family).readable_by(reader)
    return list(rows.select_related("recipient", "answer_given").order_by("-recorded_at", "-id"))
