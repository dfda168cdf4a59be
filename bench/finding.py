"""The figures of search: the page against an indexed prefix query, and how often the right person is found."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote_plus
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection

from bench import generate, mistyped
from bench.client import Asked, Visitor
from bench.figures import Figure, Report, Sample
from bench.pouring import pour
from build_tools.ground import say
from kinmap.access.reader import Reader
from kinmap.access.sharing import ReaderKind
from kinmap.families.asked import Asked as Words
from kinmap.families.models import Family, FamilyMember, NameKey, Person
from kinmap.families.names import keys_of
from kinmap.families.search import search

AMONG_THE_FIRST = 10
OFTEN_ENOUGH = 0.95
TIMES_THE_BARE = 20


def pour_keys() -> int:
    """The search keys of everybody, as saving each person would have made them."""
    people = list(Person.objects.order_by().values_list("pk", "first_name", "last_name", "known_as"))
    number = pour(NameKey, _keys(people))  # asked for before: one connection cannot read while it copies
    with connection.cursor() as cursor:
        for reset in connection.ops.sequence_reset_sql(no_style(), [NameKey]):
            cursor.execute(reset)
    return number


def _keys(people: Sequence[tuple[UUID, str, str, str]]) -> Iterable[NameKey]:
    numbers = count(1)
    for pk, *names in people:
        for key in keys_of(*names):
            yield NameKey(id=next(numbers), person_id=pk, kind=key.kind, key=key.key)


def everybody() -> list[mistyped.Sought]:
    """Everybody who belongs to a family, in a fixed order."""
    belong = FamilyMember.objects.exclude(role=FamilyMember.Role.PROFESSIONAL).values("person")
    people = Person.objects.filter(pk__in=belong, born__isnull=False).order_by("pk")
    facts = people.values_list("pk", "first_name", "last_name", "known_as", "born")
    return [mistyped.Sought(pk, first, last, called, born) for pk, first, last, called, born in facts if born]


def who_may_open_all() -> Reader:
    """Somebody to whom every family is open: the hardest search, with everybody's namesakes in the answer."""
    families = frozenset(Family.objects.order_by().values_list("pk", flat=True))
    return Reader(kind=ReaderKind.COLLEAGUE, name="Bench", family_ids=families, child_ids=frozenset())


@dataclass
class Score:
    """How many of how many were found among the first ten."""

    found: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def count(self, kinds: Iterable[str], *, found: bool) -> None:
        for kind in kinds:
            self.asked[kind] += 1
            self.found[kind] += found

    def share(self, kind: str) -> float:
        return self.found[kind] / self.asked[kind] if self.asked[kind] else 0.0

    def told(self, kind: str) -> str:
        return f"{self.share(kind):.1%} of {self.asked[kind]}"


def score(searches: Sequence[mistyped.Search], reader: Reader) -> tuple[Score, list[mistyped.Search]]:
    """Ask each and see whether the one who was meant is among the first ten; also those who were missed."""
    kept, missed = Score(), []
    for one in searches:
        shown = search(Words.of(one.typed), reader=reader).found[:AMONG_THE_FIRST]
        found = any(person.person.pk == one.person for person in shown)
        half = "set aside" if one.aside else "tuned on"
        dated = "with date of birth" if one.dated else "name alone"
        kept.count(("all", one.kind, half, dated), found=found)
        if not found:
            missed.append(one)
    return kept, missed


def rightly(report: Report, *, number: int = 1000) -> None:
    """The right person among the first ten, for so many mistyped searches among everybody."""
    kept, _missed = score(mistyped.searches(everybody(), number=number), who_may_open_all())
    for half in ("set aside", "tuned on"):
        share = kept.share(half)
        report.figures.append(
            Figure(
                f"Search: the right person among the first ten, searches {half}", Sample((share * 100,), "%"),
                f"{kept.asked[half]} mistyped searches", told=f"at least {OFTEN_ENOUGH:.0%}",
                kept=share >= OFTEN_ENOUGH,
            )
        )  # fmt: skip
    kinds = "; ".join(f"{kind} {kept.told(kind)}" for kind in (*mistyped.KINDS, "name alone", "with date of birth"))
    report.notes.append(f"Search, the right person among the first ten, by kind of error: {kinds}.")


def quickly(visitor: Visitor, town: generate.Town, report: Report, requests: int) -> None:
    """The search page for a common name, a rare one, and one mistyped, against an indexed prefix query."""
    for what, typed in (("a rare name", "Imogen Kirkthorpe"), ("a common name", "Mohammed Khan"),
                        ("a name with a slip", "Kathrine Smtih")):  # fmt: skip
        ways = {"ours": Asked(f"/search/?q={quote_plus(typed)}"),
                "bare": Asked(f"/bench/prefix/?q={quote_plus(typed.split()[-1].lower())}")}  # fmt: skip
        found = visitor.compare({name: _always(asked) for name, asked in ways.items()}, times=requests)
        ours, bare = (Sample(tuple(found[name].clock), "ms", found[name].busy) for name in ("ours", "bare"))
        report.figures.append(
            Figure(f"Search page for {what}, {town.people:,} people", ours, "bare view, indexed prefix query", bare,
                   limit=TIMES_THE_BARE)
        )  # fmt: skip
        say(f"Measured: search for {what}.")


def _always(asked: Asked) -> Callable[[], Asked]:
    return lambda: asked
