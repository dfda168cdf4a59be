"""The main job, from the first visit to the copy on the kitchen table, walked in four ways."""

from collections.abc import Callable

import pytest

from kinmap.access.models import User
from kinmap.documents.models import Issue
from kinmap.families.models import Address, Family, FamilyMember, ParentalResponsibility
from kinmap.mapping.models import Entry, Judgment
from kinmap.planning.models import Plan
from tests.journeys import steps
from tests.journeys.conftest import KINDS
from tests.journeys.dragging import drags
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("kind", KINDS)
def test_from_the_first_visit_to_the_copy_on_the_table(
    kind: str, take_hands: Callable[[str], Hands], hannah: User
) -> None:
    hands, when = take_hands(kind), steps.days()
    # Given Hannah, back from her first visit, at her desk
    steps.signs_in_as(hands, "Hannah Osei")
    # When she searches and nobody is found, and opens the family of Elsie and of the baby to come
    steps.searches_and_finds_nobody(hands, "Elsie Farrow")
    steps.opens_the_family(hands)
    steps.adds_the_unborn_child(hands, when)
    # and writes down mum and dad, whose they are, and who holds parental responsibility
    steps.adds_a_parent(hands, "Tara", "Farrow", "Girl or woman")
    steps.adds_a_parent(hands, "Liam", "Pike", "Boy or man")
    steps.relates(hands, "Tara Farrow", "mother of", "Elsie")
    steps.relates(hands, "Liam Pike", "father of", "Elsie")
    steps.says_who_is_responsible(hands, "Elsie Farrow", "Tara Farrow", "Mother")
    steps.lets_them_be_told(hands, "Tara Farrow", "mum")
    steps.lets_them_be_told(hands, "Liam Pike", "dad")
    # and an address that dad must never learn
    steps.shields_the_address(hands, against="Liam Pike")
    steps.says_where_she_sleeps(hands, "Elsie Farrow")
    # Then the family stands in the record as she wrote it
    assert FamilyMember.objects.filter(role="child").count() == 2
    dad = FamilyMember.objects.get(describes="dad").person_id
    assert Address.objects.get().hidden_from == {dad}
    assert ParentalResponsibility.objects.get().basis == "mother"

    # When she writes the map in the family's words, once for both children where it is about both
    steps.opens_the_tab(hands, "Map")
    hands.looks("empty-map")
    steps.writes_on_the_map(hands, "past_harm", "Liam kicked the door in while Elsie stood behind it.", "Elsie", "Baby")
    steps.writes_what_dad_must_not_read(hands, "Liam Pike")
    steps.writes_on_the_map(hands, "strength", "Elsie tells Nan Jean when she is frightened.", "Elsie")
    steps.writes_on_the_map(hands, "existing_safety", "Tara took Elsie to Nan Jean’s before he came.", "Elsie")
    steps.writes_on_the_map(hands, "not_sure_yet", "Liam has started a new job with nights.", "Elsie")
    hands.looks("map-written")
    # and moves what she was not sure about by the form, and with a mouse drags a card and takes that back
    steps.moves_by_hand(hands, "Liam has started a new job", "complicating_factor", "What makes it harder")
    drags(hands, "Elsie tells Nan Jean", "goal")
    # and sets dad's view beside what was said of him
    steps.disputes(hands, "Liam kicked the door in", "Liam", "It was stuck. I pushed it.")
    # Then both children are on the one entry, and dad's view stands beside it
    harm = Entry.objects.get(text__startswith="Liam kicked")
    assert len(harm.children) == 2
    assert harm.category == "past_harm"
    assert harm.other_views.get().person_id == dad

    # When she writes danger statement, goal and scale as one set
    steps.opens_the_tab(hands, "Worries and goals")
    steps.writes_the_danger_statement(hands)
    steps.writes_the_goal(hands, "Elsie and the baby sleep through every night, and Tara opens the door unafraid.")
    steps.adds_the_scale(hands)
    # and links the safety to the danger that it answered
    steps.opens_the_tab(hands, "Map")
    steps.links_safety_to_its_danger(hands, "Tara took Elsie")
    assert Entry.objects.get(category="existing_safety").answers == Entry.objects.get(category="danger_statement")
    # and three people give their numbers, none seeing another's before all are shown
    steps.opens_the_tab(hands, "Worries and goals")
    steps.starts_a_round(hands)
    steps.gives(hands, "Elsie", "3", "The door still rattles")
    steps.gives(hands, "Tara", "6", "He has not been back")
    steps.gives(hands, "Liam", "5.5", "I only want to see her")
    steps.shows_the_numbers(hands)
    assert Judgment.objects.count() == 3

    # When she writes the plan for tonight
    steps.opens_the_tab(hands, "Plan")
    steps.begins_an_interim_plan(hands, when)
    steps.adds_a_rule(hands)
    steps.adds_a_warning_sign(hands)
    steps.adds_something_to_do(hands, when)
    plan = Plan.objects.get()
    assert plan.expires == when.plan_ends
    assert plan.planrules.get().answers == Entry.objects.get(category="danger_statement")

    # When she prepares dad's copy, Then she is told what it leaves out and why
    steps.looks_at_a_copy(hands, "Liam Pike")
    hands.looks("preview-for-dad")
    hands.sees(steps.SECRET)
    hands.sees("hidden from Liam Pike")
    # When she hands mum hers
    steps.looks_at_a_copy(hands, "Tara Farrow")
    steps.hands_it_over(hands)
    # Then exactly what was given is filed
    filed = Issue.objects.get()
    opened = steps.filed_bytes(hands, filed.title)
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.body() == filed.content()
    assert Family.objects.count() == 1
