"""A change of stage: ticked for several children at once, written down for each child by itself."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.reader import Reader
from kinmap.casework.models import Agreement, Allocation, Involvement, StageName, TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.kit.dates import plain_date
from kinmap.kit.people_field import People, people


def standing_of(family: Family, reader: Reader) -> dict[UUID, Involvement]:
    """The open stage of each child, as far as this reader may see."""
    rows = Involvement.objects.readable_by(reader).filter(family=family, ended__isnull=True)
    return {row.child_id: row for row in rows.select_related("child").order_by("id")}


def seen_in(standing: dict[UUID, Involvement]) -> str:
    """What the page showed, in one word that travels with its form: the open stages and their versions."""
    return ",".join(sorted(f"{row.pk.hex}.{row.version}" for row in standing.values())) or "none"


def _in_line(family: Family, reader: Reader, seen: str | None) -> dict[UUID, Involvement]:
    """Stand in line behind whoever is changing this family's stages; refuse if they changed what was seen."""
    Family.objects.select_for_update().filter(pk=family.pk).get()
    standing = standing_of(family, reader)
    if seen is not None and seen != seen_in(standing):
        raise Outdated("\n".join(_in_words(standing.values())) or "No child has an open stage now.")
    return standing


def _in_words(rows: Iterable[Involvement]) -> list[str]:
    """For each: "Kayla: Child protection since 1 July 2026"."""
    names = StageName.names()
    return [f"{row.child.called}: {names[row.stage]} since {plain_date(row.started)}" for row in rows]


def change_stage(
    *, family: Family, children: Sequence[Person], stage: str, basis: str, started: date, by: User, reader: Reader,
    seen: str | None = None, told: str = "", **facts: Any,
) -> list[Involvement]:  # fmt: skip
    """Begin a stage for each of these children; the one before ends on the same day.

    ``seen`` is what the writer's page showed (``seen_in``); ``facts``: reason, sharing, named, hidden_from.
    ``told``: what the story says instead of the stage's own sentence. Raises ``Outdated`` when somebody
    changed a stage meanwhile, ``ValueError`` for a day before the child's present stage began.
    """
    _in_line(family, reader, seen)
    begun = [
        Involvement.begin(family=family, child=child, stage=stage, basis=basis, started=started, by=by, **facts)
        for child in children
    ]
    _tell(begun, told or f"{StageName.of(stage)} began.", on=started, by=by)
    return begun


def end_stage(
    *, family: Family, children: People, on: date, by: User, reader: Reader, reason: str = "", seen: str | None = None
) -> list[Involvement]:
    """End the present stage of these children, with no other after it: work with them stops."""
    standing = _in_line(family, reader, seen)
    ended = [standing[child].end(on=on, by=by, reason=reason) for child in sorted(children) if child in standing]
    _tell(ended, "Work with the council ended.", on=on, by=by)
    return ended


def agree(*, family: Family, children: Iterable[Person], by: User, started: date, **facts: Any) -> list[Agreement]:
    """Write down one agreement to early help for each of these children."""
    given = [Agreement.give(family=family, child=child, started=started, by=by, **facts) for child in children]
    _tell(given, "Agreement to early help was given.", on=started, by=by)
    return given


def withdraw_agreement(agreement: Agreement, *, on: date, by: User, version: int | None = None) -> Agreement:
    """Write down that an agreement was withdrawn, in the family's story too."""
    agreement.withdraw(on=on, by=by, version=version)
    _tell([agreement], "Agreement to early help was withdrawn.", on=on, by=by)
    return agreement


def bring_in(
    *, family: Family, children: Iterable[Person], worker: Person, part: str, by: User, **facts: Any
) -> list[Allocation]:
    """Allocate a worker to each of these children who do not have them in this part yet."""
    Family.objects.select_for_update().filter(pk=family.pk).get()
    there = Allocation.objects.filter(family=family, worker=worker, part=part, ended__isnull=True)
    already = frozenset(there.order_by().values_list("child_id", flat=True))
    return [
        Allocation.allocate(family=family, child=child, worker=worker, part=part, by=by, **facts)
        for child in children
        if child.pk not in already
    ]


def part_of(allocation: Allocation, reader: Reader) -> list[Allocation]:
    """The open rows of the same worker in the same part: one for each child the reader may see."""
    rows = Allocation.objects.readable_by(reader).filter(
        family_id=allocation.family_id, worker_id=allocation.worker_id, part=allocation.part, ended__isnull=True
    )
    return list(rows.select_related("child", "worker").order_by("child__born", "id"))


def end_part(allocation: Allocation, *, children: People, on: date, by: User, reader: Reader) -> list[Allocation]:
    """End a worker's part with some of the children; for the others it goes on.

    Raises ``Outdated`` when somebody has ended it for one of them meanwhile, ``ValueError`` for a day
    before it began.
    """
    Family.objects.select_for_update().filter(pk=allocation.family_id).get()
    rows = {row.child_id: row for row in part_of(allocation, reader)}
    if gone := children - rows.keys():
        raise Outdated(f"Somebody has ended this already for {len(gone)} of the children you ticked.")
    return [rows[child].end(on=on, by=by) for child in sorted(children)]


def _tell(rows: Sequence[Involvement] | Sequence[Agreement], text: str, *, on: date, by: User) -> None:
    """One event for all the children it happened to; one each for rows that are not equally secret."""
    together: dict[tuple[str, People, People], list[UUID]] = {}
    for row in rows:
        together.setdefault((row.sharing, row.named, row.hidden_from), []).append(row.child_id)
    for (sharing, named, hidden_from), children in together.items():
        TimelineEvent(
            family_id=rows[0].family_id, children=people(children), kind="stage", text=text, on=on,
            sharing=sharing, named=named, hidden_from=hidden_from,
        ).keep(by=by)  # fmt: skip
