"""Versions and files leave with the family, and come back as they were."""

import json
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from kinmap.access.permissions import Permission
from kinmap.casework.doors import admit
from kinmap.casework.exchange import Refused, export_family, exported, import_family
from kinmap.casework.tests.family_file import as_file
from kinmap.documents.models import Issue
from kinmap.families.models import Person
from tests import making

pytestmark = pytest.mark.django_db
Entry = apps.get_model("mapping", "Entry")  # rooms upstairs
Judgment = apps.get_model("mapping", "Judgment")
NOW = timezone.now()


class Enough(Exception):
    """Takes everything back."""


class Place:
    """Two workers with accounts here; what they write is taken back once the family has left."""

    def __init__(self):
        self.hannah = making.user("Hannah Osei", role=making.TEAM_MANAGER, team=making.team())
        self.priya = making.user("Priya Nair")
        Person.of(self.hannah), Person.of(self.priya)

    def begin(self):
        self.home = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        for worker in (self.hannah, self.priya):
            making.allocate(worker, self.home)
        self.about = {self.home["Kayla"].pk}
        return self.home

    def entry(self, text="First words.", **facts):
        return self.home.map.add_entry(category="past_harm", text=text, children=self.about, by=self.priya, **facts)

    def leave(self, by=None):
        """The text that leaves, as somebody sees it."""
        by = by or self.hannah
        family, reader = admit(by, self.home.ref, to=Permission.EXPORT)
        return exported(family, reader, by=by)

    def after(self, write):
        """What leaves once ``write`` was done; then this place is empty again."""
        try:
            with transaction.atomic():
                self.begin()
                write()
                text = self.leave()
                for issue in Issue.objects.all():
                    issue.path.unlink()
                raise Enough
        except Enough:
            return json.loads(text)


def told():
    rows = Entry.history.order_by("history_id")
    return list(rows.values_list("text", "status", "history_date", "history_user"))


@pytest.fixture
def place(settings, tmp_path):
    settings.KINMAP_FILES = tmp_path / "files"
    return Place()


def test_every_version_leaves_with_its_moment_and_writer_and_comes_back_as_it_was(place):
    def write():
        entry = place.entry()
        entry.change(by=place.hannah, text="Second words.", event_date=date(2026, 6, 13))
        entry.withdraw(by=place.priya)
        place.was = told()

    data = place.after(write)
    (row,) = data["mapping"]["entries"]
    assert [version["text"] for version in row["earlier"]] == ["First words.", "Second words."]
    assert row["changed_by"]["name"] == "Priya Nair"
    import_family(as_file(data), by=place.hannah)
    assert told() == place.was
    assert Entry.objects.get().version == 3
    family, reader = admit(place.hannah, data["families"]["family"]["ref"], to=Permission.EXPORT)
    assert json.loads(exported(family, reader, by=place.hannah)) == data


def test_the_map_that_came_can_be_seen_as_it_stood(place):
    def write():
        entry = place.entry()
        entry.change(by=place.hannah, text="Second words.")
        old = Entry.history.order_by("history_id").first()
        old.history_date = NOW - timedelta(days=30)
        old.save()

    import_family(as_file(place.after(write)), by=place.hannah)
    (then,) = Entry.history.as_of(NOW - timedelta(days=10))
    assert then.text == "First words."


def test_a_writer_without_an_account_here_stays_a_name(place):
    def write():
        place.entry().change(by=place.hannah, text="Second words.")

    data = place.after(write)
    (row,) = data["mapping"]["entries"]
    row["changed_by"] = {"name": "Ida Brook", "account": "ida@southmoor.example"}
    row["earlier"][0]["changed_by"] = {"name": "Leo Stone"}
    import_family(as_file(data), by=place.hannah)
    told = Entry.history.order_by("history_id").values_list("recorded_by_name", "history_user")
    assert list(told) == [("Leo Stone", None), ("Ida Brook", None)]
    family, reader = admit(place.hannah, data["families"]["family"]["ref"], to=Permission.EXPORT)
    again = json.loads(exported(family, reader, by=place.hannah))["mapping"]["entries"][0]
    assert again["changed_by"] == {"name": "Ida Brook"}


def test_a_version_that_was_hidden_from_whoever_exports_stays_behind(place):
    def write():
        hannah = Person.of(place.hannah).pk
        entry = place.entry("For Priya’s eyes.", hidden_from=frozenset({hannah}))
        entry.change(by=place.priya, text="For everybody.", hidden_from=frozenset())

    (row,) = place.after(write)["mapping"]["entries"]
    assert "earlier" not in row
    assert "Priya’s eyes" not in json.dumps(row, ensure_ascii=False)


def test_a_version_that_names_somebody_hidden_stays_behind(place):
    def write():
        shane = making.person("Shane", "Doyle", hidden_from=frozenset({Person.of(place.hannah).pk}))
        place.home.family.welcome(shane, role="parent", by=place.priya)
        place.entry("Shane said this.", said_by=shane).change(by=place.priya, text="Said at school.", said_by=None)

    data = place.after(write)
    assert "Shane" not in json.dumps(data)
    assert "earlier" not in data["mapping"]["entries"][0]


def test_versions_out_of_order_are_refused_with_their_place(place):
    data = place.after(lambda: place.entry().change(by=place.hannah, text="Second words."))
    row = data["mapping"]["entries"][0]
    row["earlier"][0]["changed_at"] = row["changed_at"].replace("2026", "2027", 1)
    with pytest.raises(Refused) as refused:
        import_family(as_file(data), by=place.hannah)
    assert refused.value.path == "$.mapping.entries[0].earlier"
    assert not Entry.objects.exists()


def test_a_version_about_somebody_who_is_no_child_is_refused(place):
    data = place.after(lambda: place.entry().change(by=place.hannah, text="Second words."))
    data["mapping"]["entries"][0]["earlier"][0]["children"] = [data["families"]["people"][0]["id"]]
    adults = {row["person"] for row in data["families"]["members"] if row["role"] != "child"}
    data["mapping"]["entries"][0]["earlier"][0]["children"] = [adults.pop()]
    with pytest.raises(Refused) as refused:
        import_family(as_file(data), by=place.hannah)
    assert refused.value.path == "$.mapping.entries[0].earlier[0].children[0]"


def _filed(place):
    def write():
        Issue.file(
            b"%PDF-1.7 invented", by=place.hannah, family=place.home.family, document="plan", copy="family",
            title="The plan", recipient=place.home["Dee"], made_at=NOW, children=frozenset(place.about),
        )  # fmt: skip

    return write


def test_a_filed_copy_leaves_with_its_bytes_and_comes_back_the_same(place):
    data = place.after(_filed(place))
    import_family(as_file(data), by=place.hannah)
    assert Issue.objects.get().content() == b"%PDF-1.7 invented"


def test_bytes_that_are_not_the_ones_given_are_refused_and_nothing_is_filed(place, settings):
    data = place.after(_filed(place))
    data["documents"]["issues"][0]["content"] = "b3RoZXI="
    with pytest.raises(Refused) as refused:
        import_family(as_file(data), by=place.hannah)
    assert refused.value.path == "$.documents.issues[0].content"
    assert not [place for place in settings.KINMAP_FILES.rglob("*") if place.is_file()]


@pytest.mark.parametrize("content", [b"%PDF-1.7 /S /JavaScript /JS (x)", b"<html><script>x</script>"])
def test_a_file_that_would_not_be_taken_by_hand_does_not_come_with_a_record_either(place, settings, content):
    data = place.after(_filed(place))
    told = {"content": b64encode(content).decode(), "digest": sha256(content).hexdigest(), "size": len(content)}
    data["documents"]["issues"][0] |= told
    with pytest.raises(Refused) as refused:
        import_family(as_file(data), by=place.hannah)
    assert refused.value.path == "$.documents.issues[0].content"
    assert not [place for place in settings.KINMAP_FILES.rglob("*") if place.is_file()]


def test_when_a_later_row_is_refused_the_files_of_earlier_ones_are_gone_too(place, settings):
    def write():
        _filed(place)()
        place.entry()

    data = place.after(write)
    data["mapping"]["entries"][0]["children"] = []
    with pytest.raises(Refused):
        import_family(as_file(data), by=place.hannah)
    data["mapping"]["entries"][0]["children"] = [str(one) for one in place.about]
    data["families"]["family"]["ref"] = making.family("Taken").ref
    with pytest.raises(Refused):
        import_family(as_file(data), by=place.hannah)
    assert not [place for place in settings.KINMAP_FILES.rglob("*") if place.is_file()]


def test_the_command_line_writes_the_same_file(place, tmp_path):
    place.begin()
    place.entry().change(by=place.hannah, text="Second words.")
    export_family(place.home.ref, tmp_path / "family.json", by=place.hannah)
    assert (tmp_path / "family.json").read_text(encoding="utf-8") == place.leave()
