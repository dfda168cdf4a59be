"""A family leaves Kinmap: whole, in the same form each time, and only what the reader may see."""

import json
import stat

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from kinmap.access.trail import TrailEntry
from kinmap.casework.exchange import export_family, import_family
from kinmap.casework.tests.family_file import as_file, family_file, ident
from kinmap.families.models import Family
from tests import making

pytestmark = pytest.mark.django_db


def account(email, role=making.PRACTITIONER, team=None, organisation=None):
    made = making.user(email.split("@")[0].replace(".", " ").title(), role=role, team=team, organisation=organisation)
    made.email = email
    made.save()
    return made


@pytest.fixture
def colin():
    return account("colin.prentice@northmoor.example", making.TEAM_MANAGER, making.team())


@pytest.fixture
def hannah():
    return account("hannah.osei@northmoor.example")


@pytest.fixture
def larkin(colin, hannah):
    return import_family(as_file(family_file()), by=colin)


def exported(path, by, ref="NM-0417"):
    export_family(ref, path, by=by)
    return path.read_text(encoding="utf-8")


def test_what_left_is_what_came(larkin, hannah, tmp_path):
    out = json.loads(exported(tmp_path / "out.json", hannah))
    came = family_file()
    for part in ("families", "casework", "mapping", "planning"):
        for key, rows in came[part].items():
            given = out[part][key]
            if isinstance(rows, dict):
                assert given == rows
            else:
                assert sorted(given, key=lambda row: row["id"]) == sorted(rows, key=lambda row: row["id"]), key


class Enough(Exception):
    """Takes everything back."""


def test_a_file_brought_to_an_empty_place_leaves_it_byte_for_byte(colin, hannah, tmp_path):
    with pytest.raises(Enough), transaction.atomic():
        import_family(as_file(family_file()), by=colin)
        first = exported(tmp_path / "first.json", hannah)
        raise Enough
    assert not Family.objects.exists()
    import_family(tmp_path / "first.json", by=colin)
    assert exported(tmp_path / "second.json", hannah) == first
