"""``kinmap verify-trail``: every entry of the trail against its digest, its neighbours and the heads."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from kinmap.access import heads as written
from kinmap.access.trail import NO_FAMILY, Verb, record
from kinmap.access.verifying import Chains, Fault, Heads, Report, entries, read_heads
from kinmap.config.backups import rows
from kinmap.config.commands import Refused
from kinmap.config.commands.serve_command import check_database
from kinmap.families.models import Family

#: Nobody reads more lines than that; with so many, something happened to the whole.
MOST = 100
#: “kinmap serve” writes three times in this time.
LATE = timedelta(minutes=15)


def run(asked: Namespace) -> None:
    """Says what was read and how far it can vouch; ``Refused`` when anything is wrong."""
    check_database()
    heads = read_heads(written.folder())  # first: what is written meanwhile must not seem to be cut off
    if heads.other_key:
        raise Refused(
            "This is not the key that the trail’s heads were made with, so nothing can be said about the trail: set "
            "KINMAP_TRAIL_KEY, or bring back trail_key into the data folder, for instance from a backup."
        )
    chains = Chains(heads)
    with rows.snapshot():
        for row in entries():
            chains.add(row)
    report = chains.end()
    found = list(findings(heads, report))
    with transaction.atomic():
        record(by=None, verb=Verb.LOOK, kind="trail", reason=f"verified: {len(found) or 'nothing'} wrong")
    print("\n".join([*found[:MOST], *told(heads, report)]))
    if found:
        raise Refused(f"The trail does not hold, in {many(len(found), 'place')}. Keep database and heads: evidence.")


def findings(heads: Heads, report: Report) -> Iterator[str]:
    """One sentence for each thing that is wrong, the heads first."""
    yield from heads.wrong
    if report.rows and not heads.lines and not heads.wrong:
        yield (
            f"There are no heads in {written.folder()}: either none has been written yet (kinmap write-heads), or "
            "somebody took them away. Whether the end of a chain was cut off cannot be said."
        )
    refs = _references(report.faults[:MOST])
    for fault in report.faults:
        whose = (
            "What belongs to no family" if fault.chain == NO_FAMILY else f"Family {refs.get(fault.chain, fault.chain)}"
        )
        yield f"{whose}, entry {fault.number:,}: {fault.what}"


def _references(faults: list[Fault]) -> dict[str, str]:
    ids = [UUID(fault.chain) for fault in faults if fault.chain != NO_FAMILY]
    return {pk.hex: ref for pk, ref in Family.objects.filter(pk__in=ids).order_by().values_list("pk", "ref")}


def told(heads: Heads, report: Report) -> Iterator[str]:
    """What was read, and how far that vouches."""
    more = len(report.faults) - MOST
    if more > 0:
        yield f"… and {many(more, 'more chain')}."
    read, held = many(report.rows, "entry", "entries"), report.vouched + report.uncovered
    yield f"Read: {read} in {many(report.chains, 'chain')}. Holding: {held:,}."
    if heads.until is not None:
        vouched = many(report.vouched, "entry", "entries")
        yield (
            f"Vouched for: {vouched}, up to {_when(heads.until)}, when the heads were last written "
            f"({many(heads.lines, 'line')}). None of them was changed, taken out, put in or cut off."
        )
        if report.uncovered:
            yield (
                f"Not covered by a head yet: {many(report.uncovered, 'entry', 'entries')} after that. None of them was "
                "changed or put in; whether later ones were cut off cannot be said."
            )
            if timezone.now() - heads.until > LATE:
                yield "That is long ago: “kinmap serve” writes heads every five minutes. Does it run, and may it write?"
    if heads.unfinished:
        yield f"Cut off while they were written, with nothing missing: {many(heads.unfinished, 'line')} of the heads."
    if report.plain:
        yield f"From before there was a key, vouched for by what follows: {many(report.plain, 'entry', 'entries')}."


def many(number: int, one: str, more: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
