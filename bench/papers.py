"""Every document of the family with the big map: how long it takes, how many pages it has, whether it is whole."""

import io
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pikepdf
from django.utils import timezone

from bench.figures import Figure, Report, Sample
from build_tools.ground import say
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.copying import copies_offered, documents_for, previewed, recipients
from kinmap.casework.doors import admit
from kinmap.casework.shelves import PrintDocument
from kinmap.documents import press
from kinmap.families.models import Family
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger

if TYPE_CHECKING:
    from bench.generate import Town

TIMES = 3
RULES, SIGNS, JOBS = 8, 5, 20


def measure(town: "Town", report: Report) -> None:
    """Each document in each copy, size and format, prepared and printed; every PDF is checked."""
    family, reader = admit(town.worker, town.big.ref, to=Permission.PRINT)
    _plan(family, town)
    press.warm()
    made: list[bytes] = []
    for document in documents_for(family, reader):
        for form in document.formats:
            made += _of_one(document, form, family, reader, report)
    _checked(made, report)
    say("Measured: documents.")


def _of_one(document: PrintDocument, form: str, family: Family, reader: Reader, report: Report) -> list[bytes]:
    """One document in one format, for each reader in each size; its PDFs."""
    spent: list[float] = []
    made: list[bytes] = []
    pages: dict[str, list[str]] = defaultdict(list)
    for copy, person in _readers(family, reader).items():
        for size in document.papers:

            def whole(copy: str = copy, person: UUID = person, size: str = size) -> bytes:
                shown = previewed(family, reader, document=document.name, copy=copy, person=person, size=size)
                return document.made(shown.prepared.sheet, at=shown.wanted.at, format=form)

            content = whole()
            spent += [_timed(whole) for _ in range(TIMES)]
            if form == "pdf":
                made.append(content)
                pages[copy].append(f"{_pages(content)} ({size})")
    told = ", ".join(f"{copy} {' and '.join(found)}" for copy, found in pages.items())
    report.figures.append(
        Figure(f"{document.words}, {form.upper()}", Sample(tuple(spent)), f"pages: {told}" if told else "")
    )
    return made


def _readers(family: Family, reader: Reader) -> dict[str, UUID]:
    """One reader for each form of copy."""
    found: dict[str, UUID] = {}
    for member in recipients(family, reader):
        found.setdefault(copies_offered(member), member.person_id)
    return found


def _plan(family: Family, town: "Town") -> None:
    """The bench's family has a map and no plan; a plan of an ordinary size is written for it once."""
    if Plan.objects.filter(family=family).exists():
        return
    children = [child.pk for child in family.children_on()]
    plan = Plan.begin(
        family=family, kind=Plan.Kind.FAMILY, title="The plan", children=children, by=town.worker,
        who_to_ring="Nan: 01632 960111, day or night\nThe neighbour: 01632 960112",
    )  # fmt: skip
    answered = list(Entry.objects.filter(family=family, category=Category.DANGER_STATEMENT).order_by("place", "id"))
    due = timezone.localdate() + timedelta(days=30)
    kinds: tuple[tuple[Any, int, dict[str, Any]], ...] = (
        (
            PlanRule,
            RULES,
            {"who": "Mum", "backup": "Nan", "who_checks": "The neighbour", "if_not": "Ring Nan → ring 999"},
        ),
        (
            PlanTrigger,
            SIGNS,
            {"seen_by": "The teacher", "first_action": "Ring Nan.", "second_action": "Come together."},
        ),
        (PlanAction, JOBS, {"owner_words": "Nan", "due": due}),
    )
    for model, many, facts in kinds:
        for one in range(many):
            text = f"Somebody who is rested is with the children, and all of them know whom to ring ({one + 1})."
            model(
                family=family,
                plan=plan,
                text=text,
                children=plan.children,
                answers=answered[one % len(answered)],
                **facts,
            ).write(by=town.worker)
    plan.fix_version(by=town.worker)


def _timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return len(opened.pages)


def _checked(made: list[bytes], report: Report) -> None:
    """Tags, title, language and words for pictures in each; ``qpdf --check`` where it is here."""
    whole = sum(_says_everything(content) for content in made)
    report.figures.append(
        Figure("PDFs with tags, title, language and alternative text", Sample((whole,), ""), f"of {len(made)}",
               told="all", kept=whole == len(made))
    )  # fmt: skip
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        report.not_measured.append("qpdf --check of every document, because qpdf is not here.")
        return
    with tempfile.TemporaryDirectory(prefix="kinmap-papers-") as folder:
        passed = 0
        for number, content in enumerate(made):
            place = Path(folder) / f"{number}.pdf"
            place.write_bytes(content)
            passed += subprocess.run([qpdf, "--check", str(place)], capture_output=True, check=False).returncode == 0
    report.figures.append(
        Figure("PDFs that pass qpdf --check", Sample((passed,), ""), f"of {len(made)}", told="all",
               kept=passed == len(made))
    )  # fmt: skip


def _says_everything(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as opened:
        pictures = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return bool(
            opened.Root.MarkInfo.Marked and opened.Root.Lang and opened.docinfo["/Title"]
            and all(str(one.get("/Alt", "")) for one in pictures)
        )  # fmt: skip
