"""The benchmark's own tools, on a council of fifty people."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bench import generate, mapped
from kinmap.access.permissions import Permission
from kinmap.casework.doors import admit, ties_of
from kinmap.families.models import FamilyMember, Person
from kinmap.mapping.models import Entry, Judgment, Scale

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.bench, pytest.mark.once]


@pytest.fixture
def town(db):
    return generate.make(50)


def test_it_says_what_it_can_be_asked():
    said = subprocess.run(
        [sys.executable, "-m", "bench", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--only" in said.stdout


def test_the_invented_council_is_as_large_as_asked_and_fits_together(town):
    belonging = FamilyMember.objects.exclude(role=FamilyMember.Role.PROFESSIONAL)
    assert belonging.values("person").distinct().count() == 50
    assert town.families == 10
    connection.check_constraints()  # every foreign key leads somewhere; checks and uniqueness held while writing


def test_the_two_mapped_families_hold_what_the_figures_name(town):
    for family, entries in ((town.big, 150), (town.small, 15)):
        assert Entry.objects.filter(family=family).count() == entries
        assert Scale.objects.filter(family=family).count() == mapped.STATEMENTS
        assert Judgment.objects.filter(family=family).count() == 40
        assert family.children_on().count() == 5


def test_every_row_has_its_first_version(town):
    for model in (Person, Entry, Judgment):
        assert model.history.count() == model.objects.count()


def test_the_first_worker_may_open_every_family_of_theirs(town):
    assert len({tie.family_id for tie in ties_of(town.worker)}) == 10
    family, reader = admit(town.worker, town.big.ref, to=Permission.MAP_EDIT)
    assert Entry.objects.readable_by(reader).filter(family=family).count() == 150
