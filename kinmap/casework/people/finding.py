"""Searching as council staff do it: behind a door, in the trail, and with whom to ask about a closed record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, note_look
from kinmap.casework.doors import open_office, reader_of, ties_of
from kinmap.casework.emergency.asking import links_for
from kinmap.casework.models import Allocation
from kinmap.families.asked import Asked
from kinmap.families.forms import PersonForm
from kinmap.families.models import Person
from kinmap.families.search import Found, Results, search

#: When no worker is named on a closed record.
NOBODY_NAMED = "your team manager"


@dataclass(frozen=True)
class Answer:
    """What a search found, and in plain words whom to ask about records that are not open to the searcher.

    ``told``: for each such record whom to ask, and where the searcher may open it in an emergency (or nothing).
    """

    results: Results
    ask: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.results.found and not self.ask


def open_search(request: HttpRequest, *, to: Permission = Permission.SEARCH) -> tuple[User, Reader]:
    """The door of search: council staff whose role lets them search; and the eyes for all families open to them."""
    user = open_office(request, to=to)
    if not user.is_council_staff():
        note_look(request, kind="office", verb=Verb.REFUSED, reason=str(to))
        raise PermissionDenied
    return user, reader_everywhere(user)


def reader_everywhere(user: User) -> Reader:
    """The eyes for all families open to somebody today."""
    return reader_of(user, ties_of(user))


def look_for(request: HttpRequest, asked: Asked, *, reader: Reader) -> Answer:
    """Search, and note it: what sort of thing was asked, and for each closed record that its existence was told."""
    if asked.is_empty:
        return Answer(Results(asked))
    results = search(asked, reader=reader)
    note_look(request, kind="people", verb=Verb.SEARCH, reason=asked.kinds)
    for family_id in sorted(results.elsewhere):
        note_look(request, kind="family", family_id=family_id, verb=Verb.SEARCH, reason="told that a record exists")
    whom = whom_to_ask(results.elsewhere, reader=reader)
    links = links_for(cast(User, request.user), results.elsewhere)
    told = sorted((words, links.get(family, "")) for family, words in whom.items())
    return Answer(results, tuple(sorted(set(whom.values()))), tuple(told if links else dict.fromkeys(told)))


def whom_to_ask(family_ids: Iterable[UUID], *, reader: Reader) -> dict[UUID, str]:
    """One worker of each family, its lead practitioner before others, with team: never anything about the family."""
    wanted = frozenset(family_ids)
    at_work = Allocation.objects.on().filter(reader.admits(), family__in=wanted)
    at_work = at_work.exclude(part__in=(Allocation.Part.PARTNER, Allocation.Part.ADVOCATE))
    rows = at_work.order_by("started", "pk").values_list(
        "family", "part", "worker__first_name", "worker__last_name", "team__name", "worker__account__team__name"
    )
    best: dict[UUID, tuple[bool, str]] = {}
    for family, part, first, last, team, own_team in rows:
        words = f"{first} {last}".strip() + (f" ({team or own_team})" if team or own_team else "")
        lead = part == Allocation.Part.LEAD
        if family not in best or (lead and not best[family][0]):
            best[family] = (lead, words)
    return {family: best[family][1] if family in best else NOBODY_NAMED for family in wanted}


def may_be_the_same(answer: Answer, *, but: frozenset[UUID] = frozenset()) -> list[tuple[UUID, str]]:
    """Records that may be the person being written down, in words: name, birth and families."""
    return [
        (one.person.pk, in_one_line(one)) for one in answer.results.found if one.is_near and one.person.pk not in but
    ]


def in_one_line(found: Found) -> str:
    """ "Mia Larkin, born 3 May 2018: Larkin family (KM-7K3F2)"."""
    person = found.person
    born = f", born {person.born_in_words}" if person.born else ""
    due = f", due {person.born_in_words}" if person.is_unborn else ""
    families = ", ".join(f"{place.family.name} ({place.family.ref})" for place in found.places)
    return f"{person.full_name}{born}{due}: {families}"


def chosen_in(form: PersonForm, *, reader: Reader) -> Person | None:
    """The existing record that the writer chose, which must be open to them; ``None`` for a new one."""
    person: Person | None = Person.objects.found(form.chosen, reader=reader) if form.chosen else None
    return person
