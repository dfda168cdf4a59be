"""The restricted items of the Larkin family (docs/domain.md §12B), on the pages of each worker and on paper.

``test_cast_secrecy.py`` asks the database reader by reader; here the same rows are looked for where people meet
them: pages followed link by link by everybody with an account, and PDFs made for everybody of the family.
"""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.copying import copies_offered, documents_for, previewed, recipients
from kinmap.casework.doors import admit, ties_of
from kinmap.desk.demonstration import demo
from kinmap.desk.tests.test_cast_secrecy import (
    CHILDREN,
    CORE_GROUP,
    INNER_CIRCLE,
    NEVER,
    WORKERS,
    named_children,
    only_about,
)
from kinmap.documents.tests.reading import read_aloud
from kinmap.families.models import Family, Household, Person
from kinmap.mapping.models import Entry, Informant
from kinmap.planning.models import PlanTrigger

pytestmark = [pytest.mark.django_db, pytest.mark.once]

REF = "NM-1042"
HOME = f"/families/{REF}/"
NO_PAGE = re.compile(r"\.(?:pdf|docx|csv|png)$|/export/|/drafts/")
#: Of one kind of page (its address without ids) so many are followed.
OF_A_KIND = 2
#: The documents that hold the most between them; every layout says the same words.
PAPERS = {"map", "statements", "plan", "chronology", "visits"}
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def letters(text: str) -> str:
    """Letters and figures alone: how a page or a press breaks lines and bends quotation marks is no matter."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def pages_of(client: Client) -> str:
    """What somebody reads on every kind of page of the family that links lead them to, their desk first."""
    waiting, met, kinds, read = ["/", HOME], set(), {}, []  # type: ignore[var-annotated]
    while waiting:
        where = waiting.pop(0)
        kind = ID.sub("*", urlsplit(where).path)
        if where in met or kinds.get(kind, 0) >= OF_A_KIND:
            continue
        met.add(where)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(where)
        if answer.status_code in (301, 302, 303):
            waiting.append(answer["Location"])
        elif "text/html" in answer["Content-Type"]:
            page = BeautifulSoup(answer.content, "html5lib")
            read.append(html.unescape(str(page)))
            links = (urlsplit(urljoin(where, str(tag["href"]))) for tag in page.find_all("a", href=True))
            waiting += [
                f"{link.path}?{link.query}" if link.query else link.path
                for link in links
                if not link.netloc and link.path.startswith(HOME) and not NO_PAGE.search(link.path)
            ]
    return letters(" ".join(read))


@pytest.fixture(scope="module")
def family(django_db_setup: None, django_db_blocker: Any) -> Iterator[Family]:
    """The Larkins, taken in once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo()
        yield Family.objects.get(name="Larkin family")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def screens(family: Family) -> dict[str, str]:
    """Everything on the pages of each person with an account who may open the family."""
    read = {}
    for user in User.objects.order_by("email"):
        if ties_of(user, family_id=family.pk, in_emergency=False):
            client = Client()
            client.force_login(user)
            read[Person.of(user).called] = pages_of(client)
    return read


@pytest.fixture(scope="module")
def papers(family: Family) -> dict[str, str]:
    """Everything in the PDFs that Hannah makes for each of the family's people."""
    hannah = User.objects.get(email="hannah.osei@northmoor.example")
    here, preparer = admit(hannah, REF, to=Permission.PRINT)
    read = {}
    for member in recipients(here, preparer):
        told = []
        for document in documents_for(here, preparer):
            if document.name not in PAPERS:
                continue
            shown = previewed(here, preparer, document=document.name, copy=copies_offered(member),
                              person=member.person_id)  # fmt: skip
            told.append(read_aloud(document.made(shown.prepared.sheet, at=shown.wanted.at)))
        read[member.person.called] = letters(" ".join(told))
    return read


def told_to(words: str, where: dict[str, str]) -> set[str]:
    """Who meets these words there."""
    return {name for name, text in where.items() if letters(words) in text}


def test_everybody_with_an_account_is_followed_to_many_pages(screens: dict[str, str], papers: dict[str, str]) -> None:
    assert set(screens) >= WORKERS | {"Mrs Desai", "Mr Burton", "Priya"}
    assert all(len(text) > 2000 for text in screens.values())
    assert set(papers) >= CHILDREN | INNER_CIRCLE | CORE_GROUP | NEVER


def test_x1_the_refuge_is_met_by_four_workers_and_printed_for_nobody_else(
    family: Family, screens: dict[str, str], papers: dict[str, str]
) -> None:
    address = Household.objects.get(family=family, name="Refuge").address
    assert address is not None
    for words in (address.lines.splitlines()[0], address.postcode):
        assert told_to(words, screens) == {"Hannah", "Colin", "Leanne", "DC Lowe"}
        assert told_to(words, papers) <= {"Dee", "Hannah", "Colin", "Leanne", "DC Lowe"}
    assert not told_to("refuge", papers) & (NEVER | {"Craig", "Mrs Desai", "Mr Burton"})


def test_x2_what_kayla_told_priya(screens: dict[str, str], papers: dict[str, str]) -> None:
    words = "I'm scared to go home but don't tell Mum, she'll drink"
    assert told_to(words, screens) == {"Hannah", "Priya", "Ruth"}
    assert told_to(words, papers) == {"Kayla", "Priya", "Hannah", "Ruth", "Dee"}


def test_x3_the_safety_signal(family: Family, screens: dict[str, str], papers: dict[str, str]) -> None:
    signal = PlanTrigger.objects.get(plan__family=family, text__contains="blue dinosaur")
    assert told_to(signal.text, screens) == CORE_GROUP & set(screens)
    assert told_to(signal.text, papers) == INNER_CIRCLE | {"Dee"} | CHILDREN | CORE_GROUP
    assert not told_to("dinosaur", papers) & NEVER


def test_x4_who_reported(family: Family, papers: dict[str, str]) -> None:
    report = Informant.objects.get(family=family).entry
    assert {"Hannah", "Dee", "Nana Mo"} <= told_to(report.text, papers)
    assert not told_to(report.text, papers) & NEVER


def test_x5_craigs_health(family: Family, screens: dict[str, str], papers: dict[str, str]) -> None:
    note = Entry.objects.get(family=family, text__startswith="Craig's health")
    assert told_to(note.text, screens) == {"Hannah", "Ruth"}
    assert told_to(note.text, papers) == {"Craig", "Hannah", "Ruth"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Kayla", "Reece"), {"Dee", "Craig", "Priya"} | WORKERS | CORE_GROUP),
        (("Toby", "Isla"), ({"Dee"} | WORKERS | CORE_GROUP) - {"Craig"}),
        (("Mia",), ({"Dee", "Pat"} | WORKERS | CORE_GROUP) - {"Craig"}),
    ],
    ids=["x6", "x7", "x8"],
)
def test_x6_to_x8_what_concerns_some_of_the_children_alone(
    names: tuple[str, ...], expected: set[str], family: Family, screens: dict[str, str], papers: dict[str, str]
) -> None:
    tried = 0
    for row in only_about(family, *names):
        words = getattr(row, "text", "")
        if len(words) < 25:  # too short to be anybody's alone
            continue
        who = expected | named_children(row) | {person.called for person in Person.objects.filter(pk__in=row.named)}
        assert told_to(words, screens) <= who, words
        assert told_to(words, papers) <= who, words
        tried += bool(told_to(words, papers))
    assert tried > 2
