"""Whatever a reader can reach equals what they would reach had the hidden things never been.

A case is one reader and one output: a page, a part, a search, a PDF, a sheet, an exported file, with its
filename. ``make prove`` runs at least 10,000 cases, ``make test`` a seeded share.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kinmap.access.permissions import Permission
from kinmap.casework.copying import copies_offered, previewed, recipients
from kinmap.casework.doors import admit
from kinmap.casework.exchange import export_family
from kinmap.casework.shelves import print_documents
from tests.secrecy.building import REF, Accounts, build, for_copy, for_eyes, whole
from tests.secrecy.crawling import crawl, same_but_for_passing
from tests.secrecy.making_worlds import make
from tests.secrecy.world import Eyes, Item, World

PROVE = bool(os.environ.get("KINMAP_PROVE"))
SEEDS = range(1000, 1012 if PROVE else 1001)
MOST_PAGES = 200 if PROVE else 40
AT = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@contextmanager
def standing(items: list[Item], world: World) -> Iterator[tuple[Any, Accounts]]:
    """The family built from these items, gone again afterwards."""
    with transaction.atomic():
        accounts = Accounts.open(world)
        yield build(items, world, accounts), accounts
        transaction.set_rollback(True)


def differences(left: dict[str, str], right: dict[str, str]) -> str:
    """Where two readings differ, and the first line that does."""
    told = [f"only with the hidden things: {where}" for where in left.keys() - right.keys()]
    told += [f"only without them: {where}" for where in right.keys() - left.keys()]
    for where in left.keys() & right.keys():
        if left[where] != right[where]:
            lines = zip(left[where].splitlines(), right[where].splitlines(), strict=False)
            first = next(((a, b) for a, b in lines if a != b), ("length", "differs"))
            told.append(f"{where}:\n  with:    {first[0].strip()[:300]}\n  without: {first[1].strip()[:300]}")
    return "\n".join(told[:6])


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Callable[[int], None]:
    """Counts cases; the sum stands at the end of the run."""
    return lambda cases: request.node.user_properties.append(("secrecy cases", cases))


def compared(world: World, eyes: Eyes, twin: list[Item], read: Callable[[Any, Accounts], dict[str, str]]) -> int:
    """Read the family twice; the number of cases. Fails on any difference."""
    with standing(whole(world), world) as (family, accounts):
        left = read(family, accounts)
    with standing(twin, world) as (family, accounts):
        right = read(family, accounts)
    assert left == right, f"seed {world.seed}, {eyes.name}:\n{differences(left, right)}"
    return len(left)


def fixed_ids(world: World) -> frozenset[str]:
    return frozenset(str(item.id) for item in world.items)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("who", [0, 1, 2, 3, 4], ids=["worker", "chair", "agency", "granted", "emergency"])
def test_no_page_or_part_tells_of_what_is_hidden(seed: int, who: int, counted: Callable[[int], None]) -> None:
    world = make(seed)
    eyes = world.eyes[who]

    def read(family: Any, accounts: Accounts) -> dict[str, str]:
        client = Client()
        client.force_login(accounts.users[eyes.account])
        return crawl(client, fixed_ids(world), most=MOST_PAGES)

    pages = compared(world, eyes, for_eyes(eyes, world), read)
    counted(pages)
    assert pages > 5


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_no_copy_tells_of_what_is_hidden_from_its_reader(seed: int, counted: Callable[[int], None]) -> None:
    world = make(seed)
    worker = world.eyes[0]
    known = World(world.seed, for_eyes(worker, world), world.eyes, world.children, world.roles)
    for eyes in world.eyes:
        if not any(item.id == eyes.person for item in known.items):
            continue

        def read(family: Any, accounts: Accounts, eyes: Eyes = eyes) -> dict[str, str]:
            _, preparer = admit(accounts.users["worker"], REF, to=Permission.PRINT)
            member = next(one for one in recipients(family, preparer) if one.person_id == eyes.person)
            copies = {}
            for document in print_documents:
                shown = previewed(family, preparer, document=document.name, copy=copies_offered(member),
                                  person=eyes.person, at=AT)  # fmt: skip
                copies[f"{document.name} sheet"] = repr(shown.prepared.sheet).replace(", ", ",\n")
                for form in document.formats if PROVE or document.name == "plan" else ():
                    made = document.made(shown.prepared.sheet, at=AT, format=form)
                    copies[f"{document.name} {form}"] = made.decode("latin-1")
            return copies

        counted(compared(known, eyes, for_copy(eyes, known), read))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_no_exported_file_tells_of_what_is_hidden_from_whoever_exports(
    seed: int, tmp_path: Path, counted: Callable[[int], None]
) -> None:
    world = make(seed)
    eyes = world.eyes[0]

    def read(family: Any, accounts: Accounts) -> dict[str, str]:
        path = tmp_path / "family.json"
        path.unlink(missing_ok=True)
        export_family(REF, path, by=accounts.users["worker"])
        return {"file": same_but_for_passing(path.read_text(encoding="utf-8"), fixed_ids(world))}

    counted(compared(world, eyes, for_eyes(eyes, world), read))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_no_search_tells_of_somebody_hidden_not_even_by_its_queries(seed: int, counted: Callable[[int], None]) -> None:
    world = make(seed)
    eyes = world.eyes[0]
    twin = for_eyes(eyes, world)
    present = {item.id for item in twin}
    hidden = [item for item in world.items if item.noun == "person" and item.id not in present]
    sought = [item.facts["first_name"] for item in (*hidden, *(i for i in world.items if i.noun == "person"))][:6]
    sought += [item.facts["postcode"] for item in world.items if item.noun == "address"]

    def read(family: Any, accounts: Accounts) -> dict[str, str]:
        client = Client()
        client.force_login(accounts.users["worker"])
        found = {}
        for words in sought:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get("/search/", {"q": words})
            text = same_but_for_passing(answer.content.decode(), fixed_ids(world))
            found[words] = f"{answer.status_code} {len(queries)} queries\n{text}"
        return found

    counted(compared(world, eyes, twin, read))
