"""The demonstration partnership is loaded through the same import as any other family."""

import json
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from kinmap.access.models import Organisation, TrailEntry, User
from kinmap.access.trail import Verb
from kinmap.casework.exchange import export_family, opened
from kinmap.desk import demonstration
from kinmap.desk.demonstration import HERE, REFERENCE_DAY, demo, moved, weeks_to
from kinmap.families.models import Family, Person
from kinmap.mapping.models import Entry

LARKIN, RAHMAN = (json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) for name in ("larkin", "rahman"))
HANNAH, JOANNE, COLIN = (f"{name}@northmoor.example" for name in ("hannah.osei", "joanne.beckett", "colin.prentice"))


@pytest.mark.django_db
def test_the_demonstration_has_its_people_and_both_families():
    said = demo()
    assert Family.objects.exclude(locks__isnull=False).count() == 2
    assert User.objects.get(email=COLIN).roles()[0].code == "team_manager"
    assert said[0] == f"{User.objects.count()} demonstration people have an account."


@pytest.mark.django_db
def test_nobody_in_the_demonstration_has_a_password():
    demo()
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.django_db
def test_everything_in_the_files_is_here():
    demo()
    entries = [row["id"] for file in (LARKIN, RAHMAN) for row in file["mapping"]["entries"]]
    assert Entry.objects.filter(pk__in=entries).count() == len(entries)
    assert TrailEntry.objects.filter(verb=Verb.IMPORT).count() == 2


@pytest.mark.django_db
def test_loading_it_twice_keeps_what_is_here_and_says_so():
    demo()
    dee = Person.objects.get(known_as="Dee")
    dee.describe(by=User.objects.get(email=HANNAH), phone="01632 960099")
    said = demo()
    assert said[0] == "The demonstration people are here already and were kept as they are."
    assert said[1] == "The Larkin family (NM-1042) is here already and was kept as it is."
    assert Person.objects.get(pk=dee.pk).phone == "01632 960099"


@pytest.mark.django_db
def test_what_is_missing_is_added_and_counted():
    Organisation.objects.create(name="Northmoor Council", kind="council")
    User.objects.create_user(HANNAH, name="Hannah Osei")
    assert demo()[0].endswith("1 were here already and were kept.")


@pytest.mark.django_db
def test_the_demonstration_stays_out_of_a_deployment(settings):
    settings.DEPLOYED = True
    with pytest.raises(ImproperlyConfigured, match="not for a deployment"):
        demo()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_nothing_is_left_of_a_demonstration_that_fails(monkeypatch):
    monkeypatch.setattr(demonstration, "FAMILIES", ("larkin", "missing"))
    with pytest.raises(FileNotFoundError):
        demo()
    assert not User.objects.exists()
    assert not Family.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_it_did_in_sentences(capsys):
    main = import_module("kinmap.config.command").main  # a room upstairs
    assert main(["demo"]) == 0
    assert "The Larkin family (NM-1042) is here; its dates were moved by whole weeks:" in capsys.readouterr().out
    assert main(["demo", "--if-empty"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("ahead", [0, 1, 6, 7, 8, 90, 365, -1, -400])
def test_dates_move_by_whole_weeks_so_that_the_reference_day_is_at_most_six_days_ago(ahead):
    today = REFERENCE_DAY + timedelta(days=ahead)
    reached = REFERENCE_DAY + timedelta(weeks=weeks_to(today))
    assert 0 <= (today - reached).days < 7
    assert reached.weekday() == REFERENCE_DAY.weekday()


def instants(data):
    """Every string of the data, in order."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [text for one in data for text in instants(one)]
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize("file", [LARKIN, RAHMAN])
@pytest.mark.parametrize("weeks", [3, 18, -70])
def test_every_day_and_every_moment_moves_and_nothing_else_does(file, weeks):
    before, after = instants(file), instants(moved(file, weeks=weeks))
    days = moments = 0
    for old, new in zip(before, after, strict=True):
        if old == new:
            assert not (old[:4].isdigit() and old[4:5] == "-" and old[7:8] == "-" and len(old) < 40), old
        elif len(old) == 10:
            assert date.fromisoformat(new) - date.fromisoformat(old) == timedelta(weeks=weeks)
            days += 1
        else:
            clocks = [timezone.localtime(datetime.fromisoformat(text)).replace(tzinfo=None) for text in (old, new)]
            assert clocks[1] - clocks[0] == timedelta(weeks=weeks)  # by the clock on the wall
            moments += 1
    assert days > 20
    assert moments > 20


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "ref", "email"), [("larkin", "NM-1042", HANNAH), ("rahman", "NM-1017", JOANNE)])
def test_a_family_of_the_cast_leaves_an_empty_place_as_the_bytes_with_which_it_came(name, ref, email, tmp_path):
    """Exported, taken in where nothing is, exported again: the same bytes."""
    texts = []
    source = HERE
    for turn in ("first", "second"):
        place = transaction.savepoint()
        said = demonstration.make_partnership(json.loads((HERE / "partnership.json").read_text(encoding="utf-8")))
        assert said.endswith("have an account.")
        demonstration.bring_in(opened(source / f"{name}.json"), by=User.objects.get(email=COLIN))
        source = tmp_path / turn
        source.mkdir()
        export_family(ref, source / f"{name}.json", by=User.objects.get(email=email))
        texts.append((source / f"{name}.json").read_bytes())
        transaction.savepoint_rollback(place)
    assert texts[0] == texts[1]
    assert len(texts[0]) > 10_000
