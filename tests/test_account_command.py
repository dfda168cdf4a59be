"""``kinmap account``: a council opens, changes and closes the accounts of its people."""

import io
import re

import pytest
from django.test import Client

from kinmap.access.models import Organisation, RoleHeld, TrailEntry, User
from kinmap.access.tests.entering import code, with_app
from kinmap.config.command import KINDS, main
from tests import making

pytestmark = pytest.mark.django_db

EMAIL = "ada.okafor@northmoor.example"
LONG = "four unlikely words together"
ADA = [EMAIL, "--name", "Ada Okafor"]
COUNCIL = ["--organisation", "Northmoor Council", "--kind", "council"]


def run(*words: str) -> int:
    return main(["account", *words])


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one sentence with which it refused; nothing was made."""
    before = User.objects.count(), Organisation.objects.count(), TrailEntry.objects.count()
    assert run(*words) == 1
    assert (User.objects.count(), Organisation.objects.count(), TrailEntry.objects.count()) == before
    said = capsys.readouterr().err.strip()
    assert len(said.splitlines()) == 1
    return said


def test_a_new_account_signs_in_with_the_password_chosen_at_the_printed_address(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    assert run(*ADA, "--role", "practitioner", *COUNCIL, "--team", "East team") == 0
    said = capsys.readouterr().out
    assert "Ada Okafor has an account as practitioner, Northmoor Council." in said
    link = re.search(r"http://127\.0\.0\.1:\d+(/accounts/password/reset/key/\S+)", said)
    assert link is not None
    form = client.get(link[1])["Location"]
    client.get(form)
    assert client.post(form, {"password1": LONG, "password2": LONG}).status_code == 302
    signed_in = client.post("/accounts/login/", {"login": EMAIL, "password": LONG})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/accounts/second-step/"
    ada = User.objects.get(email=EMAIL)
    assert (ada.organisation.kind, ada.team.name, [role.code for role in ada.roles()]) == (
        "council", "East team", ["practitioner"],
    )  # fmt: skip
    assert b"no longer works" in Client().get(link[1], follow=True).content


def test_nobody_signs_in_before_a_password_is_chosen(client: Client) -> None:
    run(*ADA, "--role", "practitioner", *COUNCIL)
    assert not User.objects.get(email=EMAIL).has_usable_password()
    assert client.post("/accounts/login/", {"login": EMAIL, "password": ""}).status_code == 200


def test_a_password_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{LONG}\n"))
    assert run(*ADA, "--role", "practitioner", *COUNCIL, "--password-from-stdin") == 0
    said = capsys.readouterr().out
    assert "The password is set." in said
    assert LONG not in said
    assert User.objects.get(email=EMAIL).check_password(LONG)


def test_a_weak_password_is_refused_and_makes_no_account(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    said = refused(capsys, *ADA, "--role", "practitioner", *COUNCIL, "--password-from-stdin")
    assert "at least 12 characters" in said


def test_the_same_address_again_brings_the_account_up_to_date_and_ends_the_earlier_role() -> None:
    run(*ADA, "--role", "practitioner", *COUNCIL)
    made = User.objects.get(email=EMAIL)
    assert run(EMAIL.upper(), "--name", "Ada Okafor-Lane", "--role", "practice_lead") == 0
    (ada,) = User.objects.filter(email__iexact=EMAIL)
    assert (ada.pk, ada.name, [role.code for role in ada.roles()]) == (made.pk, "Ada Okafor-Lane", ["practice_lead"])
    assert RoleHeld.objects.get(user=ada, code="practitioner").ended is not None


def test_the_only_council_is_where_people_work_unless_said_otherwise() -> None:
    council = making.council()
    assert run(*ADA, "--role", "conference_chair") == 0
    assert User.objects.get(email=EMAIL).organisation == council


def test_a_closed_account_signs_in_no_more_and_opens_again_by_name(client: Client) -> None:
    hannah = making.user("Hannah Osei")
    client.force_login(hannah)
    assert run(hannah.email, "--close") == 0
    assert client.get("/").status_code == 302
    hannah.refresh_from_db()
    assert (hannah.is_active, User.objects.get(pk=hannah.pk).roles()) == (False, [])
    assert run(hannah.email, "--name", "Hannah Osei", "--role", "practitioner") == 0
    assert User.objects.get(pk=hannah.pk).is_active
    assert [role.code for role in User.objects.get(pk=hannah.pk).roles()] == ["practitioner"]


def test_every_change_of_an_account_is_in_the_trail() -> None:
    run(*ADA, "--role", "practitioner", *COUNCIL)
    run(*ADA, "--role", "practice_lead")
    run(EMAIL, "--close")
    ada = User.objects.get(email=EMAIL)
    entries = TrailEntry.objects.filter(kind="account", subject_id=str(ada.pk)).order_by("number")
    assert list(entries.values_list("verb", "reason")) == [
        ("create", "practitioner command line"), ("change", "practice_lead command line"), ("withdraw", "command line"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["not-an-address", "--name", "A", "--role", "practitioner", *COUNCIL], "is not an e-mail address"),
        ([EMAIL], "Say who it is and what they are there to do"),
        ([*ADA, "--role", "practitioner"], "Say where they work"),
        ([*ADA, "--role", "partner", "--organisation", "Hillcrest"], "say what it is with --kind"),
        ([*ADA, "--role", "partner", *COUNCIL], "Partner-agency professional is a role for people of a partner agency"),
        (
            [*ADA, "--role", "practitioner", "--organisation", "Hillcrest", "--kind", "school"],
            "for people of the council",
        ),
        ([*ADA, "--role", "partner", "--organisation", "H", "--kind", "school", "--team", "T"], "H has none"),
        ([EMAIL, "--close"], "Nobody has an account with the e-mail address"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert said in refused(capsys, *words)


def test_an_organisation_is_not_taken_for_another_kind(capsys: pytest.CaptureFixture[str]) -> None:
    making.school("Hillcrest")
    asked = [*ADA, "--role", "partner", "--organisation", "hillcrest", "--kind", "health"]
    assert "already here as “School or nursery”" in refused(capsys, *asked)


def test_the_kinds_that_are_offered_are_the_kinds_there_are() -> None:
    assert Organisation.Kind.values == KINDS


def test_whoever_lost_phone_and_codes_begins_anew_and_is_out_everywhere(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    hannah, petra = making.user("Hannah Osei"), making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR)
    with_app(hannah)
    client.post("/accounts/login/", {"login": hannah.email, "password": "a long enough pass phrase"})
    client.post("/accounts/login/second-step/", {"code": code()})
    assert client.get("/").status_code == 200
    assert run(hannah.email, "--reset-sign-in", "--as", petra.email) == 0
    assert "Hannah Osei is signed out everywhere" in capsys.readouterr().out
    assert client.get("/")["Location"].startswith("/accounts/login/")
    client.post("/accounts/login/", {"login": hannah.email, "password": "a long enough pass phrase"})
    assert client.get("/")["Location"] == "/accounts/second-step/"
    entry = TrailEntry.objects.get(reason="second step: reset command line")
    assert (entry.user_id, entry.subject_id) == (petra.pk, str(hannah.pk))


def test_nobody_resets_it_for_themselves_or_without_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    hannah, petra = making.user("Hannah Osei"), making.user("Petra Novak", role=making.SYSTEM_ADMINISTRATOR)
    assert "Say who resets it" in refused(capsys, hannah.email, "--reset-sign-in")
    assert "may not reset" in refused(capsys, petra.email, "--reset-sign-in", "--as", petra.email)
    assert "may not reset" in refused(capsys, petra.email, "--reset-sign-in", "--as", hannah.email)
