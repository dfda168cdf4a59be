"""Every page that the demonstration offers: no dead link, valid HTML, one heading, nothing inline."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from build_tools.testbed import java
from tests.doors.table import DOORS
from tests.following import Crawled, everything_followed

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROOT = Path(__file__).resolve().parent.parent
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture(scope="module")
def crawled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crawled]:
    with everything_followed(django_db_blocker) as found:
        yield found


def test_the_demonstration_leads_to_most_of_kinmap(crawled: Crawled) -> None:
    views = set(crawled.one_of_each_view())
    assert len(views) > 45, sorted(views)
    assert {"mapping:map", "mapping:statements", "planning:plan", "casework:story", "desk:search"} <= views


#: Addresses that answer a reader with no page of their own, and what they answer with.
NO_PAGE = {
    "casework:council_logo": "a picture",
    "casework:schema": "the exchange file's schema",
    "casework:preview_pdf": "a PDF",
    "casework:preview_docx": "a Word file",
    "casework:filed_pdf": "a PDF",
    "casework:filed_docx": "a Word file",
    "casework:copy_check_file": "a PDF",
    "casework:trail_file": "a file for a spreadsheet",
    "mapping:blank_pdf": "a PDF",
    "mapping:questions_sheet": "a PDF",
    "assessment:tool_file": "the file of a result",
    "access:still": "what a script asks for, as JSON",
    "desk:waiting_drafts": "what a script asks for, as JSON",
}


def test_a_page_of_every_address_is_looked_at(crawled: Crawled) -> None:
    seen = {page.view for page in crawled.pages}
    shows = {name for name, door in DOORS.items() if door.get == 200}
    assert shows - seen - set(NO_PAGE) == set()
    assert seen & set(NO_PAGE) == set()


def test_no_link_is_dead(crawled: Crawled) -> None:
    dead = [f"{page}: {page.status}" for page in crawled.pages if page.status != 200]
    assert not dead, "\n".join(dead)


def test_every_page_has_one_heading_a_title_and_a_language_and_nothing_inline(crawled: Crawled) -> None:
    wrong = [f"{page}: {said}" for page in crawled.pages for said in wrong_with(page.text)]
    assert not wrong, "\n".join(wrong[:40])


def wrong_with(text: str) -> Iterator[str]:
    """What our own rules find on a page."""
    page = BeautifulSoup(text, "html5lib")
    if len(page.find_all("h1")) != 1:
        yield f"{len(page.find_all('h1'))} first headings"
    if not page.title or len(page.title.text.split("·")) < 2 or not page.title.text.split("·")[0].strip():
        yield "no title of its own"
    if page.html is None or page.html.get("lang") != "en-GB":
        yield "no language"
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    yield from (f"id “{name}” {times} times" for name, times in ids.items() if times > 1)
    for tag in page.find_all(True):
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        if inline or (tag.name == "script" and not tag.get("src") and tag.get("type") != "application/json"):
            yield f"inline: {str(tag)[:120]}"
        asks = tag.get("src") or (tag.get("href") if tag.name == "link" else "") or tag.get("action") or ""
        if urlsplit(str(asks)).netloc:
            yield f"somebody else's server: {asks}"
    labels = {label["for"] for label in page.find_all("label") if label.get("for")}
    yield from (f"a label for nothing: {name}" for name in labels - set(ids))


def test_every_page_is_valid_html(crawled: Crawled, tmp_path: Path) -> None:
    if java() is None:
        pytest.skip("Java is not installed, so the pages' HTML was not checked by the Nu validator.")
    by_file = {tmp_path / f"{number}.html": page for number, page in enumerate(crawled.pages)}
    for file, page in by_file.items():
        file.write_text(page.text, encoding="utf-8")
    ask = ["java", "-Xss2m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", "--errors-only", str(tmp_path)]
    done = subprocess.run(ask, capture_output=True, text=True, check=True)
    found = Counter[str]()
    first: dict[str, str] = {}
    for message in json.loads(done.stderr or done.stdout)["messages"]:
        page = by_file[Path(urlsplit(message["url"]).path)]
        said = f"{page.view}: {message['message']} {message.get('extract', '')[:100]!r}"
        if "“hx-" in message["message"] and "not allowed on element" in message["message"]:
            continue  # htmx reads its own attributes; the standard asks for data- before them
        found[said] += 1
        first.setdefault(said, page.where)
    wrong = [f"{times} × {said} first at {first[said]}" for said, times in found.most_common(30)]
    assert not wrong, "\n".join(wrong)
