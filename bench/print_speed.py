"""The plan as PDF: Kinmap's press, WeasyPrint and LibreOffice with the same words."""

import importlib
import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pikepdf
from docx.shared import Pt

from bench.figures import Figure, Report, Sample
from bench.plan_words import AT, as_html, lines, sheet
from build_tools.ground import run_logged, say
from kinmap.documents import press
from kinmap.planning.sheets import PLAN

WARM, ROUNDS, OF_LIBREOFFICE = 3, 15, 5
NUMBERS = count(1)  #: no plan is printed twice: the press would remember it
WHAT = "Plan as PDF, two pages, warm"


def measure(report: Report) -> None:
    """Prints in turns with each peer that is here, and says in a sentence which is not."""
    report.notes.append(f"The plan has {pages(ours())} pages by the press.")
    if weasyprint := _weasyprint():

        def peer() -> Any:
            return weasyprint.HTML(string=as_html(sheet(next(NUMBERS)))).write_pdf(pdf_variant="pdf/ua-1")

        report.notes.append(f"By WeasyPrint it has {pages(peer())} pages.")
        _compare(report, "WeasyPrint, the same words", peer, rounds=ROUNDS, faster=8)
    else:
        report.not_measured.append("WeasyPrint, because its system libraries (Pango) are not here.")
    if office := _libreoffice():
        with tempfile.TemporaryDirectory(prefix="kinmap-office-") as folder:
            converted = _conversion(office, Path(folder))
            report.notes.append(f"By LibreOffice it has {pages(converted())} pages.")
            _compare(
                report, "one LibreOffice process, the same words in a DOCX", converted, rounds=OF_LIBREOFFICE, faster=20
            )
    else:
        report.not_measured.append("LibreOffice, because it is not here and could not be installed.")
    say("Measured: plan.")


def ours() -> bytes:
    """One plan with words of its own, from the press."""
    return press.pdf(PLAN, sheet(next(NUMBERS)), at=AT)


def _compare(report: Report, against: str, peer: Callable[[], Any], *, rounds: int, faster: float) -> None:
    """Ours and theirs in turn; ours several times for each of theirs, because it is so much shorter."""
    pressed: list[float] = []
    theirs: list[float] = []
    for _ in range(WARM):
        ours()
    peer()
    for _ in range(rounds):
        pressed += [_timed(ours) for _ in range(3)]
        theirs.append(_timed(peer))
    report.figures.append(Figure(WHAT, Sample(tuple(pressed)), against, Sample(tuple(theirs)), faster=faster))


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _weasyprint() -> Any:
    """The library, if the machine has what it needs."""
    try:
        return importlib.import_module("weasyprint")
    except OSError:
        _install("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
    try:
        return importlib.import_module("weasyprint")
    except OSError:
        return None


def _libreoffice() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        _install("libreoffice-writer-nogui")
        found = shutil.which("soffice") or shutil.which("libreoffice")
    return found


def _install(*packages: str) -> None:
    """Installs what is missing where that is allowed."""
    if os.environ.get("KINMAP_INSTALL") == "0" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"Installing {' and '.join(packages)} for the comparison …")
    command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    run_logged(f"apt-{packages[0]}", command, {"DEBIAN_FRONTEND": "noninteractive"})


def _conversion(office: str, folder: Path) -> Callable[[], bytes]:
    """A DOCX of the plan, and what turns it into a PDF: a process of its own each time, with a profile of its own."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    for line in lines(sheet()):
        if line.heading:
            document.add_heading(line.words, level=line.heading)
        elif line.name:
            row = document.add_table(rows=1, cols=2).rows[0]
            row.cells[0].text, row.cells[1].text = line.name, line.words
        else:
            document.add_paragraph(line.words)
    source = folder / "plan.docx"
    document.save(str(source))
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]

    def convert() -> bytes:
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()

    return convert
