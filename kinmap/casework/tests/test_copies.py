"""Copies: chosen, looked at, handed over, filed exactly as they were given."""

import io
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from kinmap.access.models import TrailEntry
from kinmap.access.permissions import Permission
from kinmap.casework.copying import copy_for, documents_for, previewed
from kinmap.casework.doors import admit
from kinmap.casework.models import Involvement
from kinmap.documents.models import Issue
from kinmap.families.models import Person
from kinmap.kit.identity import new_id
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"], network=["Pat"])


@pytest.fixture
def hannah(larkin: making.Household) -> Any:
    return making.worker("Hannah Osei", of=larkin)


@pytest.fixture(autouse=True)
def filing_cabinet(tmp_path: Any, settings: Any) -> None:
    settings.KINMAP_FILES = tmp_path


def say(larkin: making.Household, by: Any, text: str, *children: str, **guard: Any) -> Any:
    about = [larkin[name] for name in children]
    return larkin.map.add_entry(category="past_harm", text=text, children=about, by=by, **guard)


def address(
    larkin: making.Household, who: str, copy: str = "family", document: str = "map", name: str = "preview"
) -> str:
    return reverse(f"casework:{name}", args=[larkin.ref, document, copy, larkin[who].pk])


def give(client: Client, larkin: making.Household, who: str = "Dee", **changed: Any) -> Any:
    page = client.get(address(larkin, who))
    words = page.context["form"]["words"].value()
    sent = {"write": str(new_id()), "how": "by_hand", "words": words, **changed}
    return client.post(address(larkin, who, name="give"), sent)


def test_a_copy_is_looked_at_before_it_is_given(client: Client, larkin: making.Household, hannah: Any) -> None:
    client.force_login(hannah)
    answer = client.get(
        reverse("casework:copies", args=[larkin.ref]), {"document": "map", "person": larkin["Dee"].pk, "copy": ""}
    )
    assert answer.status_code == 303
    assert answer["Location"] == address(larkin, "Dee")


def test_the_preview_says_what_is_left_out_and_why(client: Client, larkin: making.Household, hannah: Any) -> None:
    say(larkin, hannah, "Mia hid under the bed.", "Mia", hidden_from=frozenset({larkin["Dee"].pk}))
    client.force_login(hannah)
    page = client.get(address(larkin, "Dee")).content.decode()
    assert "Mia hid under the bed." in page
    assert "hidden from Dee Larkin" in page


def test_a_grandmother_gets_only_the_children_she_may_be_told_about(larkin: making.Household, hannah: Any) -> None:
    say(larkin, hannah, "Kayla missed school.", "Kayla")
    say(larkin, hannah, "Mia draws black doors.", "Mia")
    larkin.family.members.get(person=larkin["Pat"]).may_be_told_about(larkin["Mia"], by=hannah)
    family, reader = admit(hannah, larkin.ref, to=Permission.PRINT)
    shown = previewed(family, reader, document="map", copy="family", person=larkin["Pat"].pk)
    words = repr(shown.prepared.sheet)
    assert "black doors" in words
    assert "Kayla" not in words
    assert [one.why for one in shown.prepared.left_out] == ["it is about Kayla"]


def test_what_is_handed_over_is_filed_byte_for_byte(client: Client, larkin: making.Household, hannah: Any) -> None:
    say(larkin, hannah, "Shane broke the door.", "Kayla", "Mia")
    client.force_login(hannah)
    assert give(client, larkin).status_code == 303
    issue = Issue.objects.get()
    filed = client.get(reverse("casework:filed_pdf", args=[larkin.ref, issue.pk]))
    assert filed.content == issue.content()
    assert issue.recipient == larkin["Dee"]
    with pikepdf.open(io.BytesIO(filed.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert TrailEntry.objects.filter(verb="hand_over", subject_id=str(issue.pk)).exists()
    assert "Larkin" not in filed["Content-Disposition"]


def test_a_filed_copy_that_was_tampered_with_is_not_passed_off(
    larkin: making.Household, hannah: Any, client: Client
) -> None:
    client.force_login(hannah)
    give(client, larkin)
    issue = Issue.objects.get()
    issue.path.write_bytes(b"something else")
    with pytest.raises(ValueError, match="digest"):
        issue.content()


def test_handing_over_twice_with_the_same_id_files_once(client: Client, larkin: making.Household, hannah: Any) -> None:
    client.force_login(hannah)
    write = str(new_id())
    assert give(client, larkin, write=write).status_code == 303
    assert give(client, larkin, write=write).status_code == 303
    assert Issue.objects.count() == 1


def test_nothing_is_given_when_the_words_changed_since_the_preview(
    client: Client, larkin: making.Household, hannah: Any
) -> None:
    client.force_login(hannah)
    answer = give(client, larkin, words="0" * 64)
    assert answer.status_code == 409
    assert "Something changed since you looked" in answer.content.decode()
    assert not Issue.objects.exists()


def test_without_saying_how_nothing_is_given(client: Client, larkin: making.Household, hannah: Any) -> None:
    client.force_login(hannah)
    assert give(client, larkin, how="").status_code == 422
    assert not Issue.objects.exists()


def test_a_filed_copy_is_hidden_from_whoever_may_not_see_all_of_it(
    client: Client, larkin: making.Household, hannah: Any
) -> None:
    chair = making.worker("Ruth Adeyemi", of=larkin, role=making.CONFERENCE_CHAIR, part="chair")
    say(larkin, hannah, "A word for the chair not to see.", "Mia", hidden_from=frozenset({chair.person.pk}))
    client.force_login(hannah)
    give(client, larkin)
    client.force_login(chair)
    issue = Issue.objects.get()
    assert client.get(reverse("casework:filed_pdf", args=[larkin.ref, issue.pk])).status_code == 404
    assert "Dee Larkin" not in client.get(reverse("casework:copies", args=[larkin.ref])).context["issues"]


def test_a_stranger_finds_no_copies(client: Client, larkin: making.Household) -> None:
    client.force_login(making.user())
    assert client.get(reverse("casework:copies", args=[larkin.ref])).status_code == 404
    assert client.get(address(larkin, "Dee", name="preview_pdf")).status_code == 404


def test_a_partner_may_read_but_not_print(client: Client, larkin: making.Household) -> None:
    client.force_login(making.partner(of=larkin, children=["Mia"]))
    assert client.get(reverse("casework:copies", args=[larkin.ref])).status_code == 403


def test_a_childs_copy_is_for_a_child(larkin: making.Household, hannah: Any) -> None:
    family, reader = admit(hannah, larkin.ref, to=Permission.PRINT)
    with pytest.raises(ValueError, match="not one of this family’s children"):
        copy_for(family, preparer=reader, person=larkin["Dee"], copy="child")


@pytest.mark.parametrize("document", ["map", "statements", "plan"])
@pytest.mark.parametrize(("who", "copy"), [("Dee", "family"), ("Mia", "child")])
def test_every_document_prints_for_parent_and_child(
    client: Client, larkin: making.Household, hannah: Any, document: str, who: str, copy: str
) -> None:
    say(larkin, hannah, "Shane broke the door.", "Mia")
    client.force_login(hannah)
    answer = client.get(address(larkin, who, copy, document, "preview_pdf"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_a_stages_own_document_is_not_offered_to_somebody_from_whom_that_stage_is_hidden() -> None:
    home = making.family("Larkin", children=["Mia"], stage="early_help")
    hannah, joanne = making.worker("Hannah Osei", of=home), making.worker("Joanne Beckett", of=home)
    stage = Involvement.objects.get()
    stage.hidden_from = frozenset({Person.of(joanne).pk})
    stage.keep(by=hannah)
    offered = [{one.name for one in documents_for(home.family, making.eyes_of(who))} for who in (hannah, joanne)]
    assert ["early-help-plan" in names for names in offered] == [True, False]
