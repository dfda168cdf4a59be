"""The restricted items of the Larkin family (docs/domain.md §12B, rows X1 to X8), reader by reader.

The table says who sees each item, and is complete among the people who can open the family. So each
test compares whole sets of names: every member of the family as the reader of a copy, and every worker
with an account as the reader at the screen.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.doors import reader_for, reader_of, ties_of
from kinmap.casework.models import Involvement, TimelineEvent
from kinmap.desk.demonstration import demo
from kinmap.families.models import Address, Family, FamilyMember, Household, Person, Residence
from kinmap.mapping.models import Entry, Informant, Judgment, OtherView, Scale, Wording
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger

pytestmark = pytest.mark.django_db

CHILDREN = {"Kayla", "Reece", "Mia", "Toby", "Isla"}
INNER_CIRCLE = {"Nana Mo", "Alan", "Jodie", "Tash", "Sandie", "Craig", "Pat", "Emmanuel"}
CORE_GROUP = {"Hannah", "Dee", "Craig", "Nana Mo", "Gemma", "Mrs Desai", "Mr Burton", "Ben", "Leanne"}
#: Allocated to every one of the children; Priya only to Kayla and Reece.
WORKERS = {"Hannah", "Colin", "Ruth", "Gemma", "DC Lowe", "Leanne", "Ben"}
NEVER = {"Shane", "Lorraine", "Shane's solicitor"}


@pytest.fixture(scope="module")
def _cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both families, taken in once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def family(_cast: None) -> Family:
    return Family.objects.get(name="Larkin family")


@pytest.fixture
def copies(family: Family) -> dict[str, Reader]:
    """Everybody of the family as the reader of a copy made for them, by what people call them."""
    members = FamilyMember.objects.filter(family=family, ended=None).select_related("person")
    return {one.person.called: reader_for(one.person, family) for one in members}


@pytest.fixture
def screens(family: Family) -> dict[str, Reader]:
    """Everybody with an account who may open the family, as the reader they are at the screen."""
    ties = {user: ties_of(user, family_id=family.pk) for user in User.objects.order_by("email")}
    found = [reader_of(user, live) for user, live in ties.items() if live]
    return {Person.objects.get(pk=reader.person_id).called: reader for reader in found}


def seen_by(row: Any, readers: dict[str, Reader]) -> set[str]:
    """Who of these readers may see a row."""
    model: Any = type(row)
    return {name for name, one in readers.items() if model.objects.readable_by(one).filter(pk=row.pk).exists()}


def only_about(family: Family, *names: str) -> list[Any]:
    """Everything that concerns some of these children and nobody else, without what has a row of its own."""
    ids = frozenset(
        Person.objects.filter(memberships__family=family, first_name__in=names).values_list("pk", flat=True)
    )
    models: tuple[Any, ...] = (Entry, TimelineEvent, Judgment, Plan, PlanRule, PlanTrigger, PlanAction)
    rows = [row for model in models for row in model.objects.filter(family=family).order_by("pk")]
    return [row for row in rows if row.children <= ids and row.sharing != Sharing.RESTRICTED]


def named_children(row: Any) -> set[str]:
    return {person.called for person in Person.objects.filter(pk__in=row.children)}


def hold(rows: list[Any], expected: set[str], copies: dict[str, Reader], screens: dict[str, Reader]) -> None:
    """Each of these is seen by exactly these readers, and by each child it is about."""
    assert rows
    for row in rows:
        who = expected | named_children(row)
        assert seen_by(row, copies) == who
        assert seen_by(row, screens) == who & set(screens)


def test_everybody_of_the_table_is_here(copies: dict[str, Reader], screens: dict[str, Reader]) -> None:
    assert CHILDREN | INNER_CIRCLE | CORE_GROUP | WORKERS | NEVER | {"Priya"} <= set(copies)
    assert set(screens) == WORKERS | {"Mrs Desai", "Mr Burton", "Priya"}


def test_x1_five_people_know_where_the_refuge_is(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    household = Household.objects.get(family=family, name="Refuge")
    stay = Residence.objects.get(household=household)
    for row in (Address.objects.get(pk=household.address_id), household, stay):
        assert seen_by(row, copies) == {"Dee", "Hannah", "Colin", "Leanne", "DC Lowe"}
        assert seen_by(row, screens) == {"Hannah", "Colin", "Leanne", "DC Lowe"}


def test_x1_nobody_is_told_that_dee_is_in_a_refuge_by_another_sentence(
    family: Family, copies: dict[str, Reader]
) -> None:
    away = TimelineEvent.objects.get(family=family, text__startswith="Dee is staying somewhere safe")
    assert not seen_by(away, copies) & (NEVER | {"Craig", "Mrs Desai", "Mr Burton"})
    rooms: tuple[Any, ...] = (Entry, TimelineEvent, Wording, PlanRule, PlanTrigger, PlanAction)
    texts = [row.text for model in rooms for row in model.objects.filter(family=family)]
    address = Household.objects.get(family=family, name="Refuge").address
    assert address is not None
    told = [*address.lines.splitlines(), address.postcode, "refuge"]
    assert not [text for text in texts if any(word.lower() in text.lower() for word in told)]


def test_x2_what_kayla_told_priya_is_known_to_five_people(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    said = Entry.objects.get(family=family, text="I'm scared to go home but don't tell Mum, she'll drink")
    assert seen_by(said, copies) == {"Kayla", "Priya", "Hannah", "Ruth", "Dee"}  # Dee since Kayla told her herself
    assert seen_by(said, screens) == {"Priya", "Hannah", "Ruth"}


def test_x3_the_inner_circle_the_children_and_the_core_group_have_the_plan_and_its_signal(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    plan = Plan.objects.get(family=family, kind=Plan.Kind.FAMILY)
    signal = PlanTrigger.objects.get(plan=plan, text__contains="blue dinosaur")
    items = [row for model in (PlanRule, PlanTrigger, PlanAction) for row in model.objects.filter(plan=plan)]
    practised = TimelineEvent.objects.filter(family=family, kind="practice")
    assert PlanRule.objects.filter(plan=plan).count() == 8
    assert practised.count() == 4
    for row in (plan, signal, *items, *practised):
        assert seen_by(row, copies) == INNER_CIRCLE | {"Dee"} | CHILDREN | CORE_GROUP
        assert seen_by(row, screens) == CORE_GROUP & set(screens)


def test_x3_no_other_words_give_the_signal_away(family: Family, copies: dict[str, Reader]) -> None:
    rooms: tuple[Any, ...] = (Entry, TimelineEvent, Wording, PlanRule, PlanTrigger, PlanAction)
    for model in rooms:
        for row in model.objects.filter(family=family, text__icontains="dinosaur"):
            assert not seen_by(row, copies) & NEVER
    told = Judgment.objects.filter(family=family, reason__icontains="dinosaur")
    assert told.count() == 1
    assert not seen_by(told[0], copies) & NEVER


def test_x4_who_reported_is_told_as_the_report_itself_now_that_she_agreed(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    report = Entry.objects.get(family=family, text__startswith="At eleven on a Saturday morning Isla was found")
    informant = Informant.objects.get(entry=report)
    assert "Nana Mo" in informant.name
    assert "Nana Mo" not in report.text
    assert report.said_by is None
    for readers in (copies, screens):
        assert seen_by(informant, readers) == seen_by(report, readers)
    assert {"Hannah", "Dee", "Nana Mo"} <= seen_by(informant, copies)
    assert not seen_by(report, copies) & NEVER


def test_x4_her_name_came_to_the_record_only_when_she_agreed(family: Family) -> None:
    informant = Informant.objects.get(family=family)
    agreed = FamilyMember.objects.get(family=family, person__first_name="Hannah").started
    assert informant.recorded_at.date() == agreed
    assert informant.entry.recorded_at < informant.recorded_at
    assert not Informant.history.as_of(informant.entry.recorded_at).filter(family=family).exists()


def test_x5_craigs_health_is_known_to_three_people(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    note = Entry.objects.get(family=family, text__startswith="Craig's health")
    assert seen_by(note, copies) == {"Craig", "Hannah", "Ruth"}
    assert seen_by(note, screens) == {"Hannah", "Ruth"}


def test_x6_what_concerns_only_kayla_or_reece(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    hold(only_about(family, "Kayla", "Reece"), {"Dee", "Craig", "Priya"} | WORKERS | CORE_GROUP, copies, screens)


def test_x7_what_concerns_only_toby_or_isla(
    family: Family, copies: dict[str, Reader], screens: dict[str, Reader]
) -> None:
    rows = only_about(family, "Toby", "Isla")
    shane = copies["Shane"].person_id
    for_him = [row for row in rows if shane in row.named]
    others = [row for row in rows if shane not in row.named]
    expected = ({"Dee"} | WORKERS | CORE_GROUP) - {"Craig"}
    hold(others, expected, copies, screens)
    hold(for_him, expected | {"Shane"}, copies, screens)


def test_x7_shane_reads_the_decision_the_category_and_what_is_expected_of_him_and_nothing_else(
    family: Family, copies: dict[str, Reader]
) -> None:
    shane = copies["Shane"]

    def texts(model: Any, field: str = "text") -> set[str]:
        return set(model.objects.readable_by(shane).filter(family=family).values_list(field, flat=True))

    assert texts(TimelineEvent) == {
        "Toby needs a child protection plan. Category: emotional.",
        "Isla needs a child protection plan. Category: emotional.",
        "Toby: the child protection plan continues.",
        "Isla: the child protection plan continues.",
    }
    assert texts(Involvement, "reason") == {
        "Section 47 enquiry, begun at the strategy discussion.", "Child protection plan. Category: emotional.",
    }  # fmt: skip
    assert texts(Entry) == {
        "Shane keeps away from Dee, the children and the house, as the court has ordered.",
        "Shane has no contact with Toby and Isla, direct or through others, except as the court allows.",
    }
    assert {text[:6] for text in texts(Wording)} == {"Hannah", "Shane "}
    for model in (OtherView, Informant, Scale, Judgment, Plan, PlanRule, PlanTrigger, PlanAction):
        rows: Any = model
        assert not rows.objects.readable_by(shane).filter(family=family).exists()


def test_x7_the_stage_and_category_of_toby_and_isla_stay_from_the_others(
    family: Family, copies: dict[str, Reader]
) -> None:
    rows = Involvement.objects.filter(family=family, child__first_name__in=["Toby", "Isla"])
    assert rows.count() == 4
    for row in rows:
        seen = seen_by(row, copies)
        assert {"Dee", "Shane", "Nana Mo", row.child.called} | WORKERS <= seen
        assert not seen & {"Craig", "Pat", "Lorraine", "Sandie", "Tash"}


def test_x8_what_concerns_only_mia(family: Family, copies: dict[str, Reader], screens: dict[str, Reader]) -> None:
    hold(only_about(family, "Mia"), ({"Dee", "Pat"} | WORKERS | CORE_GROUP) - {"Craig"}, copies, screens)


def test_lorraine_and_the_solicitor_read_nothing_about_any_child(family: Family, copies: dict[str, Reader]) -> None:
    rooms: tuple[Any, ...] = (Entry, Wording, TimelineEvent, Involvement, Scale, Judgment, OtherView, Informant, Plan)
    for name in ("Lorraine", "Shane's solicitor"):
        for model in rooms:
            assert not model.objects.readable_by(copies[name]).filter(family=family).exists()
        called = {person.called for person in Person.objects.readable_by(copies[name])}
        assert not called & (CHILDREN | {"Sandie", "Tash", "Jodie", "Emmanuel", "Leanne"})
        assert not Household.objects.readable_by(copies[name]).exists()


def test_shane_learns_no_address_and_none_of_the_supporters(family: Family, copies: dict[str, Reader]) -> None:
    shane = copies["Shane"]
    called = {person.called for person in Person.objects.readable_by(shane)}
    assert called & CHILDREN == {"Toby", "Isla"}
    assert not called & {"Sandie", "Tash", "Jodie", "Pat", "Craig", "Emmanuel", "Leanne", "Ben", "Priya"}
    assert [one.name for one in Household.objects.readable_by(shane)] == ["Where Shane must live while on bail"]


def test_x6_to_x8_a_wording_is_for_one_reader_and_the_children_it_is_about(
    family: Family, copies: dict[str, Reader]
) -> None:
    for wording in Wording.objects.filter(family=family):
        told = named_children(wording)
        (reader,) = [name for name in ("Craig", "Pat", "Shane") if name in seen_by(wording, copies)]
        assert told <= {"Craig": {"Kayla", "Reece"}, "Pat": {"Mia"}, "Shane": {"Toby", "Isla"}}[reader]
        assert "Lorraine" not in seen_by(wording, copies)


@pytest.mark.parametrize(("name", "about"), [("Craig", "Kayla or Reece"), ("Pat", "Mia"), ("Mia", "Mia")])
def test_the_first_danger_statement_has_words_for_those_who_may_not_see_all_five(
    name: str, about: str, family: Family, copies: dict[str, Reader]
) -> None:
    statement = Entry.objects.filter(family=family, category="danger_statement").order_by("place")[0]
    own = Wording.objects.readable_by(copies[name]).filter(entry=statement)
    assert len(own) == 1
    assert about in own[0].text
    others = CHILDREN - set(about.split(" or "))
    assert not [child for child in others if child in own[0].text]
    if name != "Mia":  # she gave her own number on it
        assert name not in seen_by(statement, copies)
