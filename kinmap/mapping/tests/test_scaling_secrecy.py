"""A number that has not been shown is nowhere, except with whoever entered it."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.sharing import Sharing
from kinmap.casework.copying import copy_for
from kinmap.casework.doors import reader_of, ties_of
from kinmap.casework.models import TimelineEvent
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Judgment, Round, Scale
from kinmap.mapping.preparing import prepare_map, prepare_statements
from kinmap.mapping.tests.filling import send
from kinmap.mapping.tests.larkin import put
from tests import making

pytestmark = pytest.mark.django_db
REASON, HIGHER = "because of the blue gate", "when the moon is full"


@pytest.fixture
def scale(family: making.Household, hannah: User) -> Scale:
    statement = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Kayla", "Mia", "Toby"])
    return Scale.write(family=family.family, statement=statement, zero_text="Any day", ten_text="Never", by=hannah)


@pytest.fixture
def opened(family: making.Household, hannah: User, scale: Scale, worker: Client) -> Round:
    """A round in which Hannah has entered Dee's number."""
    held = Round.open(family=family.family, scales=[scale], held_on=timezone.localdate(), given_in="", by=hannah)
    at = f"/families/{family.ref}/statements/rounds/{held.pk}/gather/{family['Dee'].pk}/{scale.pk}/"
    assert send(worker, at, value="7.5", reason=REASON, one_higher=HIGHER).status_code == 303
    return held


def pages(family: making.Household, opened: Round) -> list[str]:
    home = f"/families/{family.ref}/"
    held = f"{home}statements/rounds/{opened.pk}/"
    return [
        "/",
        f"{home}map/",
        f"{home}statements/",
        held,
        f"{held}gather/",
        f"{held}show/",
        f"{held}mend/",
        f"{home}story/",
    ]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def everything(client: Client, family: making.Household, opened: Round) -> str:
    told = []
    for page in pages(family, opened):
        response = client.get(page, follow=True)
        assert response.status_code == 200, page
        told.append(response.content.decode())
    return " ".join(told)


def test_before_it_is_shown_a_colleague_finds_no_number_or_reason_on_any_page(
    family: making.Household, opened: Round
) -> None:
    gemma = making.worker("Gemma Tate", of=family)
    told = everything(signed_in(gemma), family, opened)
    for secret in (REASON, HIGHER, "7½", 'data-at="15"'):
        assert secret not in told


def test_even_whoever_entered_it_sees_none_on_the_pages_that_a_room_sees(
    family: making.Household, opened: Round, worker: Client
) -> None:
    for page in pages(family, opened):
        if "/map/" not in page:  # the map shows a worker the numbers that they themselves entered, marked so
            told = worker.get(page, follow=True).content.decode()
            assert REASON not in told, page
            assert "7½" not in told, page


def test_a_copy_holds_no_number_before_it_is_shown_and_holds_it_after(
    family: making.Household, hannah: User, opened: Round
) -> None:
    preparer = reader_of(hannah, ties_of(hannah, family_id=family.family.pk))

    def sheets() -> str:
        copy = copy_for(family.family, preparer=preparer, person=family["Dee"], copy="family")
        return json.dumps([asdict(prepare(copy).sheet) for prepare in (prepare_map, prepare_statements)], default=str)

    assert REASON not in sheets()
    opened.show(by=hannah)
    assert REASON in sheets()


def test_shown_to_everybody_who_may_see_it_and_to_nobody_else(
    family: making.Household, hannah: User, opened: Round
) -> None:
    opened.show(by=hannah)
    assert REASON in everything(signed_in(making.worker("Gemma Tate", of=family)), family, opened)
    desai = signed_in(making.partner(of=family, children=["Kayla"]))
    home = f"/families/{family.ref}/"
    for page in (f"{home}map/", f"{home}statements/"):
        assert REASON not in desai.get(page).content.decode()
    assert desai.get(f"{home}statements/rounds/{opened.pk}/").status_code == 404


def test_a_round_is_as_secret_as_the_most_secret_of_its_worries(
    family: making.Household, hannah: User, scale: Scale
) -> None:
    shane, dee = family["Shane"].pk, family["Dee"].pk
    kept = put(
        family, hannah, Category.DANGER_STATEMENT, "Kept from Shane.", ["Kayla"], hidden_from=frozenset({shane}),
        named=frozenset({dee}),
    )  # fmt: skip
    other = Scale.write(family=family.family, statement=kept, zero_text="0", ten_text="10", by=hannah)
    held = Round.open(family=family.family, scales=[scale, other], held_on=timezone.localdate(), given_in="", by=hannah)
    assert (held.hidden_from, held.named, held.children) == ({shane}, frozenset(), scale.children)
    held.show(by=hannah)
    assert not TimelineEvent.objects.filter(subject=held.pk).exists()  # nobody gave a number
    loud = put(family, hannah, Category.DANGER_STATEMENT, "Workers only.", ["Kayla"], sharing=Sharing.PROFESSIONALS)
    third = Scale.write(family=family.family, statement=loud, zero_text="0", ten_text="10", by=hannah)
    with pytest.raises(ValueError, match="one round for each"):
        Round.open(family=family.family, scales=[scale, third], held_on=timezone.localdate(), given_in="", by=hannah)


def test_the_event_of_showing_is_as_secret_as_the_round(family: making.Household, hannah: User, opened: Round) -> None:
    opened.hidden_from = frozenset({family["Shane"].pk})
    opened.keep(by=hannah).show(by=hannah)
    event = TimelineEvent.objects.get(subject=opened.pk)
    assert (event.hidden_from, event.children) == (opened.hidden_from, opened.children)
    assert "7" not in event.text


def test_who_has_answered_is_told_without_somebody_whom_one_may_not_see(
    family: making.Household, opened: Round, hannah: User
) -> None:
    gemma = making.worker("Gemma Tate", of=family)
    dee = family.family.members.get(person=family["Dee"])
    dee.restrict(sharing=Sharing.FAMILY_ALL, named=(), hidden_from={gemma.person.pk})
    dee.keep(by=None)
    told: Any = signed_in(gemma).get(f"/families/{family.ref}/statements/rounds/{opened.pk}/gather/")
    assert "Dee" not in told.content.decode()
    assert "0 people have answered" in " ".join(
        signed_in(gemma).get(f"/families/{family.ref}/statements/").content.decode().split()
    )
    assert Judgment.objects.count() == 1


def test_where_numbers_were_given_is_told_only_to_readers_of_the_whole_round(
    family: making.Household, hannah: User, worker: Client
) -> None:
    every = put(family, hannah, Category.DANGER_STATEMENT, "Shane could come back.", ["Kayla", "Mia", "Toby"])
    one = put(family, hannah, Category.DANGER_STATEMENT, "Mia does not sleep.", ["Mia"])
    scales = [
        Scale.write(family=family.family, statement=statement, zero_text="Any day", ten_text="Never", by=hannah)
        for statement in (every, one)
    ]
    held = Round.open(
        family=family.family, scales=scales, held_on=timezone.localdate(), given_in="at the refuge", by=hannah
    )
    at = f"/families/{family.ref}/statements/rounds/{held.pk}/gather/{family['Dee'].pk}/{scales[1].pk}/"
    assert send(worker, at, value="7.5", reason=REASON, one_higher=HIGHER).status_code == 303
    held.show(by=hannah)
    school = making.user("Anita Desai", role=making.PARTNER, organisation=making.school())
    making.allocate(school, family, children=["Mia"], part="partner")
    page = f"/families/{family.ref}/statements/"
    shown = signed_in(school).get(page).content.decode()
    assert "Numbers of" in shown
    assert "at the refuge" not in shown
    assert "at the refuge" in worker.get(page).content.decode()
