"""A figure with its limit, and the report of one run: for the terminal and as a document."""

import os
import platform
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Sample:
    """Measurements of one thing, in ``unit``."""

    values: tuple[float, ...]
    unit: str = "ms"
    busy: float | None = None  #: median milliseconds on the web workers' processors

    @property
    def median(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        if len(self.values) == 1:
            return f"{_short(self.values[0])} {self.unit}".strip()
        spread = f"{_short(self.median)} {self.unit} ({_short(min(self.values))}–{_short(max(self.values))})"
        return spread + (f", processor {_short(self.busy)}" if self.busy is not None else "")


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``limit``: how many times the baseline is still good; ``faster``: at least so many."""

    what: str
    ours: Sample
    against: str = ""
    baseline: Sample | None = None
    limit: float | None = None
    faster: float | None = None
    told: str = ""  #: the limit in words where it is no ratio
    kept: bool | None = None  #: whether that is kept

    @property
    def ratio(self) -> float | None:
        if self.baseline is None:
            return None
        ours, other = self.ours.median, self.baseline.median
        return other / ours if self.faster is not None else ours / other

    @property
    def met(self) -> bool | None:
        """Whether the limit is kept; ``None`` where there is none."""
        if self.ratio is not None and self.limit is not None:
            return self.ratio <= self.limit
        if self.ratio is not None and self.faster is not None:
            return self.ratio >= self.faster
        return self.kept

    def cells(self) -> list[str]:
        """What, ours, against what, the ratio, the limit, whether it is met."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}× {'faster' if self.faster is not None else ''}".strip()
        limit = self.told
        if self.limit is not None:
            limit = f"at most {self.limit:.3g}×"
        elif self.faster is not None:
            limit = f"at least {self.faster:.3g}× faster"
        met = {True: "yes", False: "NO", None: ""}[self.met]
        against = f"{self.against}: {self.baseline}" if self.baseline else self.against
        return [self.what, str(self.ours), against, ratio, limit, met]


HEAD = ["What", "Kinmap", "Against", "Ratio", "Limit", "Met?"]


@dataclass
class Report:
    """The figures of one run and what stands beside them."""

    people: int
    requests: int
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_measured: list[str] = field(default_factory=list)

    def in_a_terminal(self) -> str:
        """The table in columns."""
        rows = [HEAD, *(figure.cells() for figure in self.figures)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        missing = [f"Not measured: {sentence}" for sentence in self.not_measured]
        return "\n".join(["", *lines, "", *self.notes, *missing, machine()])

    def as_document(self) -> str:
        """docs/figures.md."""
        rows = [HEAD, ["---"] * len(HEAD), *(figure.cells() for figure in self.figures)]
        table = "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows)
        notes = "".join(f"- {note}\n" for note in [*self.notes, *(f"Not measured: {one}" for one in self.not_measured)])
        return DOCUMENT.format(
            day=f"{date.today():%-d %B %Y}",  # noqa: DTZ011 - the day on the wall
            machine=machine(), people=f"{self.people:,}", requests=self.requests, table=table, notes=notes,
        )  # fmt: skip


DOCUMENT = """# Figures

Made by `make bench` on {day}. {machine} Read the ratios: milliseconds differ from machine to machine.

Pages: PostgreSQL with its ordinary promises about a power cut, two gunicorn workers, an invented council of
{people} people; one visitor, {requests} requests each, ours and the other in turn after a warm-up. Given are the
median and, in brackets, the least and the most; *processor* is the median time on the web workers' processors.

{table}

{notes}
## Known misses, and why

- **Adding, against the admin's create.** Ours makes 17 round trips to the database, the admin's 15, and five inserts
  (row, its version, trail, chronology with its version) against three: the trail's chain is locked, read and
  written, and the receipt is claimed. One round trip could go where the lock and the last entry are asked together.
- **The desk.** More than half of it is what is due, to be seen again and left unfinished: sixteen questions, which
  six rooms ask, each of them only for what its reader may see; most of that is Django putting queries together.
  The list alone keeps its limit against the bare view.
- **A third of the admin's list.** The bare view itself takes about a third of the admin's list with the same columns
  fetched ahead, so a page with permissions cannot.
- **WeasyPrint.** The ratio moves between 7.5 and 10.5 from run to run on two processors; it sets three pages where
  the press sets two.

## What is compared with what

- **Map.** A family of five children, 150 entries in the shares of a well-kept map, 40 numbers on three scales. The
  bare view renders the same template to the same HTML (checked) from a dictionary that is ready: session and
  sign-in are asked for, nothing else is; the banner's children and the navigation's rights are ready too.
- **Adding.** From the box under a heading: the door, the check, the row with its version and that version's history,
  the trail, the chronology with its own history, the receipt. The bare view writes the same row and nothing else.
  Django's admin checks its form and writes the row, its version (the same library) and its own log. All answer 303.
- **Families.** A worker with fifty families: the list alone with door, look and permissions, and the whole desk with
  what is due and what was left unfinished, which four rooms are asked for. The bare view shows the same columns of
  fifty families in a plain template, with four queries that ask no permission. Django's admin shows fifty families
  with the same columns, everything beside the row fetched ahead; and, without a limit, columns of their own row only.
- **Search.** The search page of a worker with fifty families, among everybody, against twenty rows of one indexed
  prefix query in a plain template. *The right person among the first ten*: a thousand searches, each with one named
  kind of error, for people drawn from everybody, asked as somebody to whom every family is open, so that all
  namesakes compete; every second round was set aside before the search was tuned. Half carry the date of birth.
  What is missed is mostly a name alone that more than ten people bear: one family in three has one of forty surnames.
- **Plan.** The press with its compiler kept, PDF/UA-1 and PDF/A-2a, against WeasyPrint (PDF/UA-1) with the same words
  in one process, and one LibreOffice process that converts a DOCX of the same words.
- **Documents.** Of the family with 150 entries and a plan of 33 items, each document in each copy (one reader of each
  kind) and size, prepared from the database and printed, three times after one to warm up; of a Word file no pages are
  counted, because whoever opens it makes them. Each PDF is checked for tags, title, language and words for pictures.
- **Look.** The map page as people get it against the same page, of which nothing is written to the trail.
- **Trail.** On SQLite in a process of its own, a thousand chains. Writing is what a request does (the last entry asked
  for, the digest, the row); the bare insert writes the same rows, finished, into a table with the same indexes and no
  triggers. Verifying streams all rows, works out every digest with the key and compares the heads; the bare hash reads
  the same rows in the same order and hashes each as it comes.
- **Memory.** Of both web workers together when all pages above had been asked for.
- **Clone to first page.** `git clone` from this machine's disk, then `make run` with the demonstration families, until
  the sign-in page answers. Most of it is fetching and installing packages, so it depends on the network.
"""


def machine() -> str:
    """The machine in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Machine: {_processor()}, {os.cpu_count()} processors, {memory:.0f} GiB, {_system()}, "
        f"Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} at the end."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"
