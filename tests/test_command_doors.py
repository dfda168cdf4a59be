"""The command line passes the same doors as the pages: whoever has no account or no right gets a sentence."""

import json

import pytest

from kinmap.access.models import TrailEntry
from kinmap.access.trail import Verb
from kinmap.config.command import main
from tests import making

pytestmark = pytest.mark.django_db


def test_nobody_without_an_account_gets_anything(tmp_path, capsys):
    household = making.family()
    file = tmp_path / "family.json"
    assert main(["export-family", household.ref, str(file), "--as", "nobody@northmoor.example"]) == 1
    assert capsys.readouterr().err == (
        "Nobody with the e-mail address nobody@northmoor.example has an open account here.\n"
    )
    assert not file.exists()


def test_a_closed_account_opens_nothing(tmp_path, capsys):
    household = making.family()
    manager = making.worker(of=household, role=making.TEAM_MANAGER)
    manager.is_active = False
    manager.save()
    assert main(["export-family", household.ref, str(tmp_path / "f.json"), "--as", manager.email]) == 1
    assert "has an open account here" in capsys.readouterr().err


def test_a_stranger_hears_the_same_of_a_family_that_is_there_and_of_one_that_is_not(tmp_path, capsys):
    household = making.family()
    stranger = making.user(role=making.TEAM_MANAGER)
    said = []
    for ref in (household.ref, "T99999"):
        assert main(["export-family", ref, str(tmp_path / "f.json"), "--as", stranger.email]) == 1
        said.append(capsys.readouterr().err.replace(ref, "REF"))
    assert said == ["There is no family REF that this account may open.\n"] * 2


def test_whoever_may_export_gets_the_file_and_the_trail_says_so(tmp_path, capsys):
    household = making.family(children=["Kayla", "Mia"])
    manager = making.worker(of=household, role=making.TEAM_MANAGER)
    file = tmp_path / "family.json"
    assert main(["export-family", household.ref, str(file), "--as", manager.email.upper()]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["kinmap"] == "family"
    assert TrailEntry.objects.filter(verb=Verb.EXPORT, user_id=manager.pk, subject_id=household.ref).count() == 1
    assert household.ref in capsys.readouterr().out


def test_a_file_that_is_no_family_is_refused_with_the_place_and_the_reason(tmp_path, capsys):
    manager = making.user(role=making.TEAM_MANAGER)
    file = tmp_path / "broken.json"
    file.write_text('{"kinmap": "family",\n "version": }', encoding="utf-8")
    assert main(["import-family", str(file), "--as", manager.email]) == 1
    said = capsys.readouterr().err
    assert "was refused, and nothing was changed. line 2, column 13: This is not JSON" in said


def test_a_file_that_is_not_there_is_one_sentence(tmp_path, capsys):
    manager = making.user(role=making.TEAM_MANAGER)
    assert main(["import-family", str(tmp_path / "none.json"), "--as", manager.email]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/none.json: No such file or directory.\n"


def test_whoever_may_not_import_is_refused(tmp_path, capsys):
    partner = making.user(role=making.PARTNER, organisation=making.school())
    assert main(["import-family", str(tmp_path / "none.json"), "--as", partner.email]) == 1
    assert capsys.readouterr().err == "You may not import a family.\n"


def test_an_unknown_document_is_refused(tmp_path, capsys):
    household = making.family()
    manager = making.worker(of=household, role=making.TEAM_MANAGER)
    asked = ["print", "horoscope", "--family", household.ref, "--copy", "professional", "--as", manager.email]
    assert main([*asked, "-o", str(tmp_path / "x.pdf")]) == 1
    assert capsys.readouterr().err == "There is no such document.\n"
