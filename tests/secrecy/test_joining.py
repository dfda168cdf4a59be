"""Nobody gains by a joining: what anybody can read after it, they could read before; and undoing gives all back."""

import os
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from kinmap.access.models import User
from kinmap.casework.joining.doing import joined, looked_at
from kinmap.casework.joining.one_family import OneFamily
from kinmap.casework.joining.one_person import OnePerson, Refusal, TwoRecords
from kinmap.casework.joining.undoing import Undoing, size, undo
from kinmap.families.models import Family, Person
from kinmap.kit.identity import new_id
from tests import making
from tests.secrecy.joining_worlds import Files, eyes_for, eyes_on, make_files, words_of

pytestmark = pytest.mark.django_db
#: A case asks for everything that everybody can read, five times over: in `make test` there is one of each.
CASES, PAIRS = (60, 2) if os.environ.get("KINMAP_PROVE") == "1" else (1, 1)
#: Rows that a joining and its undoing add: evidence, and what is made anew.
ADDED = ("access.TrailEntry", "casework.Join", "families.NameKey", "live.Receipt")


def readings(files: Files, same: dict[UUID, UUID]) -> dict[Any, set[Any]]:
    """What everybody can read, by account and by person; two records of one person read together."""
    families = list(Family.objects.filter(pk__in=[one.pk for one in files.families]))
    told: dict[Any, set[Any]] = {
        user.pk: words_of(eyes_on(user, families), same) for user in User.objects.order_by("pk")
    }
    for person in Person.objects.filter(account__isnull=True, joined_into__isnull=True).order_by("pk"):
        told.setdefault(same.get(person.pk, person.pk), set()).update(words_of(eyes_for(person, families), same))
    return told


def everything() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every noun, without what counts versions."""
    told: dict[str, dict[Any, dict[str, Any]]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("kinmap.") or hasattr(model, "instance_type"):
            continue
        if model._meta.label not in ADDED:
            rows = {row["pk"]: row for row in model._default_manager.order_by().values()
                    for row in [row | {"pk": row.get("id")}]}  # fmt: skip
            told[model._meta.label] = {pk: {k: v for k, v in row.items() if k != "version"} for pk, row in rows.items()}
    return told


def some(readings: dict[Any, set[Any]]) -> dict[Any, set[Any]]:
    """Those who read anything at all: looking on makes a record for a manager who had none."""
    return {who: words for who, words in readings.items() if words}


def nobody_gains(before: dict[Any, set[Any]], after: dict[Any, set[Any]], why: str) -> None:
    for who, words in after.items():
        gained = words - before.get(who, set())
        assert not gained, f"{why}, {who}: {sorted(map(str, gained))[:6]}"


def all_back(rows: Any, now: Any) -> None:
    for label, known in rows.items():
        for pk, row in known.items():
            assert now[label].get(pk) == row, f"{label} {pk}"
        new = now[label].keys() - known.keys()
        told = [now[label][pk] for pk in new if label != "families.Person" or now[label][pk]["account_id"] is None]
        assert all(row.get("kind") == "joining" for row in told), f"{label}: {told}"


@pytest.mark.parametrize("seed", range(CASES))
def test_nobody_gains_when_files_are_joined_and_undoing_gives_everything_back(seed: int) -> None:
    files = make_files(seed, number=2 + seed % 2)
    before, rows = readings(files, {}), everything()

    def plan() -> OneFamily:
        stands, *others = Family.objects.filter(pk__in=[one.pk for one in files.families]).order_by("pk")
        return OneFamily(stands, others, stands.name, making.eyes_of(files.boss))

    shown = looked_at(plan(), by=files.boss)
    assert everything() == rows, "looking beforehand changed something"
    join = joined(plan(), seen=shown.seen, by=files.boss, id=new_id())
    after = readings(files, {})
    # The line in the story that says so is new, and is nobody's secret.
    story = {"two", "files", "of", "this", "family", "were", "joined", "into", "one.", "joining"}
    nobody_gains(before, {who: words - story for who, words in after.items()}, f"seed {seed}")
    undo(join, by=files.boss, version=size(Undoing.of(join)))
    all_back(rows, everything())
    again = {who: words - story for who, words in readings(files, {}).items()}
    assert some(again) == some(before)


@pytest.mark.parametrize("seed", range(100, 100 + CASES))
def test_nobody_gains_when_two_records_of_a_person_are_joined_and_undoing_gives_everything_back(seed: int) -> None:
    files = make_files(seed)
    people = sorted({one for some in (*files.adults.values(), *files.children.values()) for one in some},
                    key=lambda one: one.pk)  # fmt: skip
    tried = 0
    for _ in range(12):
        pair = [Person.objects.get(pk=one.pk) for one in files.dice.sample(people, 2)]
        answers = {name: files.dice.choice(["left", "right", "neither"]) for name in ("phone", "note", "languages")}
        keep_names = files.dice.random() < 0.5

        def plan(pair: Any = pair, answers: Any = answers, keep_names: bool = keep_names) -> OnePerson:
            fresh = [Person.objects.get(pk=one.pk) for one in pair]
            return OnePerson(TwoRecords.of(*fresh), answers, making.eyes_of(files.boss), keep_names=keep_names)

        rows = everything()
        try:
            shown = looked_at(plan(), by=files.boss)
        except Refusal:
            assert everything() == rows
            continue
        tried += 1
        same = {plan().two.right.pk: plan().two.left.pk}
        before, alone = readings(files, same), readings(files, {})
        join = joined(plan(), seen=shown.seen, by=files.boss, id=new_id())
        nobody_gains(before, readings(files, same), f"seed {seed}, {[one.name for one in pair]}")
        undo(join, by=files.boss, version=size(Undoing.of(join)))
        all_back(rows, everything())
        assert some(readings(files, {})) == some(alone)
        if tried == PAIRS:
            break
    assert tried
