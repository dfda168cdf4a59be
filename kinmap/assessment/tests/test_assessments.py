"""Referral, single assessment and section 47 enquiry on a family's record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinmap.assessment.models import (
    AssessedChild,
    Assessment,
    AssessmentStep,
    Closed,
    Enquiry,
    Referral,
    ReferralDecision,
    StrategyDiscussion,
)
from kinmap.assessment.tests.writing import TODAY, about, on, sent, signed_in
from kinmap.casework.models import TimelineEvent
from tests import making

pytestmark = pytest.mark.django_db
OPEN: dict[str, Any] = {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}


@pytest.fixture
def house() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee", "Shane"])


@pytest.fixture
def hannah(house: making.Household) -> Any:
    return making.worker("Hannah Osei", of=house)


@pytest.fixture
def colin(house: making.Household) -> Any:
    return making.worker("Colin Prentice", of=house, role=making.TEAM_MANAGER)


def page(house: making.Household, more: str = "") -> str:
    return f"/families/{house.ref}/assessment/{more}"


def both(house: making.Household) -> frozenset[Any]:
    return frozenset({house["Kayla"].pk, house["Mia"].pk})


def begun(house: making.Household, by: Any, *, days: int = 30, **more: Any) -> Assessment:
    since = TODAY - timedelta(days=days)
    facts = {"children": both(house), "counted_from": since, "started": since, "guard": OPEN, **more}
    return Assessment.begin(family=house.family, by=by, **facts)


def complete(assessment: Assessment, house: making.Household, by: Any) -> None:
    for child in ("Kayla", "Mia"):
        assessment.assess(house[child], by=by, factors="3B", outcome="cin", outcome_why="Help is wanted.")


# --- Referral --------------------------------------------------------------------------------------


def test_a_referral_is_written_once_for_both_and_decided_for_each(house: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)
    form = sent(source="6", reason="Police came.", **about(house, "Kayla", "Mia"), **on("received"))
    assert [client.post(page(house, "referrals/new/"), form).status_code for _ in range(2)] == [303, 303]
    referral = Referral.objects.get()
    decide = page(house, f"referrals/{referral.pk}/decide/")
    for child, decision in (("Kayla", "strategy"), ("Mia", "assessment")):
        told = sent(children=[str(house[child].pk)], decision=decision, need="N1", reason="", **on("on"))
        assert client.post(decide, told).status_code == 303
    rows = {row.child_id: row.decision for row in ReferralDecision.objects.all()}
    assert rows == {house["Kayla"].pk: "strategy", house["Mia"].pk: "assessment"}
    told = TimelineEvent.objects.filter(kind="referral", text__startswith="Decided")
    assert {event.children for event in told} == {frozenset({house["Kayla"].pk}), frozenset({house["Mia"].pk})}


def test_two_who_decide_on_a_referral_at_once_do_not_overwrite_each_other(house: making.Household, hannah: Any) -> None:
    referral = Referral.receive(
        family=house.family, children=both(house), received=TODAY, source="6", reason="x", by=hannah, guard=OPEN
    )
    ola, decide = making.worker("Ola Other", of=house), page(house, f"referrals/{referral.pk}/decide/")
    seen = signed_in(hannah).get(decide).context["form"]["seen"].value()
    told = {"children": [str(house["Mia"].pk)], "need": "N1", "reason": "", "seen": seen, **on("on")}
    assert signed_in(ola).post(decide, sent(decision="strategy", **told)).status_code == 303
    answer = signed_in(hannah).post(decide, sent(decision="assessment", **told))
    assert answer.status_code == 409
    assert "Mia: Strategy discussion" in answer.content.decode()
    assert ReferralDecision.objects.get().decision == "strategy"


def test_no_further_action_on_a_referral_needs_its_reason(house: making.Household, hannah: Any) -> None:
    referral = Referral.receive(
        family=house.family, children=both(house), received=TODAY, source="6", reason="x", by=hannah, guard=OPEN
    )
    told = sent(children=[str(house["Mia"].pk)], decision="nfa", need="N0", reason="", **on("on"))
    answer = signed_in(hannah).post(page(house, f"referrals/{referral.pk}/decide/"), told)
    assert answer.context["form"].errors.keys() == {"reason"}


def test_a_referral_from_a_contact_is_offered_its_words(house: making.Household, hannah: Any) -> None:
    contact = making.contact(hannah)
    contact.put_on_record(house.family, children=both(house), by=hannah, guard=OPEN)
    form = signed_in(hannah).get(page(house, f"referrals/new/?contact={contact.pk}")).context["form"]
    assert form["reason"].value() == "She came to school hungry."
    assert signed_in(hannah).get(page(house, "referrals/new/?contact=nonsense")).status_code == 404


def test_each_child_has_one_decision_and_the_database_keeps_it_so(house: making.Household, hannah: Any) -> None:
    referral = Referral.receive(
        family=house.family, children=both(house), received=TODAY, source="6", reason="x", by=hannah, guard=OPEN
    )
    decided = {"decision": "assessment", "need": "N1", "on": TODAY, "reason": ""}
    referral.decide(children=[house["Mia"]], by=hannah, **decided)
    referral.decide(children=[house["Mia"]], by=hannah, **{**decided, "decision": "strategy"})
    row = ReferralDecision.objects.get()
    assert (row.decision, row.version) == ("strategy", 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralDecision(referral=referral, family=house.family, child=house["Mia"], **decided).keep(by=hannah)


# --- The single assessment -------------------------------------------------------------------------


def test_its_clock_counts_45_working_days_from_the_referral(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah, counted_from=date(2026, 6, 13), started=date(2026, 6, 14))
    shown = signed_in(hannah).get(page(house, f"{assessment.pk}/"))
    held = shown.context["step"].clock
    assert held.due == date(2026, 8, 14)
    assert held.late
    assert "Nobody has written yet why it is late." in shown.content.decode()


def test_a_missed_limit_takes_a_reason_even_after_it_was_authorised(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah, counted_from=date(2026, 1, 5), started=date(2026, 1, 5))
    complete(assessment, house, hannah)
    assessment.send(on=TODAY, by=hannah)
    assessment.authorise(on=TODAY, by=hannah)
    assessment.refresh_from_db()
    form = sent(late_reason="Dee was in hospital.", version=str(assessment.version))
    assert signed_in(hannah).post(page(house, f"late/assessment/{assessment.pk}/"), form).status_code == 303
    shown = signed_in(hannah).get(page(house)).content.decode()
    assert "Done late" in shown
    assert "Dee was in hospital." in shown


def test_it_goes_from_the_worker_to_the_manager_and_back_and_every_step_stays(
    house: making.Household, hannah: Any, colin: Any
) -> None:
    assessment = begun(house, hannah)
    complete(assessment, house, hannah)
    where = page(house, f"{assessment.pk}/")
    worker, manager = signed_in(hannah), signed_in(colin)
    assert worker.post(where + "send/", sent(comment="Read it please.", **on("on"))).status_code == 303
    back = sent(answer="return", comment="What does Mia say?", **on("on"))
    assert manager.post(where + "authorise/", back).status_code == 303
    assert worker.post(where + "send/", sent(comment="", **on("on"))).status_code == 303
    assert manager.post(where + "authorise/", sent(answer="authorise", comment="Good.", **on("on"))).status_code == 303
    states = [(step.state, step.recorded_by_name) for step in AssessmentStep.objects.order_by("recorded_at")]
    assert states == [("sent", "Hannah Osei"), ("returned", "Colin Prentice"), ("sent", "Hannah Osei"),
                      ("authorised", "Colin Prentice")]  # fmt: skip
    assert "Done in time" in worker.get(where).content.decode()


def test_a_worker_cannot_authorise(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    answer = signed_in(hannah).post(page(house, f"{assessment.pk}/authorise/"), sent(answer="authorise", **on("on")))
    assert answer.status_code == 403


def test_an_assessment_without_an_outcome_for_each_child_is_not_authorised(
    house: making.Household, hannah: Any, colin: Any
) -> None:
    assessment = begun(house, hannah)
    assessment.assess(house["Kayla"], by=hannah, factors="3B", outcome="cin", outcome_why="x")
    answer = signed_in(colin).post(page(house, f"{assessment.pk}/authorise/"), sent(answer="authorise", **on("on")))
    assert answer.status_code == 422
    assert "1 of the children have no outcome yet." in answer.content.decode()
    assert not AssessmentStep.objects.exists()


def test_an_assessment_with_nothing_found_yet_is_not_sent_to_a_manager(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    form = sent(comment="Please.", **on("on"))
    answer = signed_in(hannah).post(page(house, f"{assessment.pk}/send/"), form)
    assert answer.status_code == 422
    assert "2 of the children have no outcome yet." in answer.content.decode()
    assert "Please." in answer.content.decode(), "what was typed is still there"
    assessment.must_be_open()


def test_while_a_manager_has_it_its_words_do_not_change(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    complete(assessment, house, hannah)
    assessment.send(on=TODAY, by=hannah)
    form = sent(
        **about(house, "Kayla", "Mia"), analysis="New words.", version="1", **on("started"), **on("counted_from")
    )
    answer = signed_in(hannah).post(page(house, f"{assessment.pk}/change/"), form)
    assert answer.status_code == 422
    assert "New words." in answer.content.decode(), "what was typed is still there"
    with pytest.raises(Closed):
        assessment.assess(house["Mia"], by=hannah, factors="3B")


def test_what_is_found_for_one_child_stands_with_that_child_alone(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    where = page(house, f"{assessment.pk}/children/{house['Mia'].pk}/")
    form = sent(child_view="He is loud.", factors=["3B", "1B"], factor_words="", outcome="cin",
                outcome_why="She hides.", version="0")  # fmt: skip
    assert [signed_in(hannah).post(where, form).status_code for _ in range(2)] == [303, 303]
    row = AssessedChild.objects.get()
    assert (row.child_id, row.factors, row.factor_codes) == (house["Mia"].pk, "1B,3B", ["1B", "3B"])
    told = TimelineEvent.objects.get(text__startswith="Outcome")
    assert told.children == frozenset({house["Mia"].pk})
    assert "He is loud." not in told.text


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"factors": ["21", "3B"]}, "factors"),
        ({"factors": ["20"]}, "factor_words"),
        ({"factors": ["3B"], "outcome": "cin", "outcome_why": ""}, "outcome_why"),
        ({"factors": ["21"], "outcome": "cin", "outcome_why": "x"}, "factors"),
    ],
)
def test_factors_and_outcomes_that_contradict_each_other_are_told(
    house: making.Household, hannah: Any, typed: dict[str, Any], wrong: str
) -> None:
    where = page(house, f"{begun(house, hannah).pk}/children/{house['Mia'].pk}/")
    answer = signed_in(hannah).post(where, sent(version="0", **typed))
    assert wrong in answer.context["form"].errors


def test_two_who_write_about_one_child_at_once_both_keep_their_words(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    where = page(house, f"{assessment.pk}/children/{house['Mia'].pk}/")
    first, second = (sent(child_view=words, version="0") for words in ("The first.", "The second."))
    assert signed_in(hannah).post(where, first).status_code == 303
    answer = signed_in(hannah).post(where, second)
    assert answer.status_code == 409
    assert "The first." in answer.content.decode()
    assert "The second." in answer.content.decode()


def test_the_map_is_read_beside_it_as_it_stood_when_it_was_authorised(house: making.Household, hannah: Any) -> None:
    entry = house.map.add_entry(  # type: ignore[union-attr]
        category="danger_statement", text="What might happen then.", children=both(house), by=hannah
    )
    assessment = begun(house, hannah)
    where = page(house, f"{assessment.pk}/")
    assert "What might happen then." in signed_in(hannah).get(where).content.decode()
    complete(assessment, house, hannah)
    step = assessment.authorise(on=TODAY, by=hannah)
    step.recorded_at = timezone.now()
    entry.change(by=hannah, text="What might happen now.")
    tomorrow = timezone.now() + timedelta(days=1)
    rows = entry.history.filter(text="What might happen now.")
    rows.update(history_date=tomorrow)
    shown = signed_in(hannah).get(where).content.decode()
    assert "What might happen then." in shown
    assert "What might happen now." not in shown


def test_a_restriction_reaches_what_stands_under_it_and_the_story(house: making.Household, hannah: Any) -> None:
    assessment = begun(house, hannah)
    complete(assessment, house, hannah)
    shane = making.eyes_for(house, "Shane")
    assert AssessedChild.objects.readable_by(shane).exists()
    assessment.change(by=hannah, guard={**OPEN, "hidden_from": frozenset({house["Shane"].pk})})
    for noun in (Assessment, AssessedChild, AssessmentStep, TimelineEvent):
        assert not noun.objects.filter(family=house.family).readable_by(shane).exists(), noun


def test_an_assessment_does_not_start_before_its_referral(house: making.Household, hannah: Any) -> None:
    form = sent(**about(house, "Mia"), **on("counted_from"), **on("started", TODAY - timedelta(days=1)))
    assert "started" in signed_in(hannah).post(page(house, "begin/"), form).context["form"].errors


# --- Section 47 ------------------------------------------------------------------------------------


def discussed(house: making.Household, by: Any, day: date) -> StrategyDiscussion:
    return StrategyDiscussion.hold(
        family=house.family, children=[house["Kayla"], house["Mia"]], on=day, present="Police", decision="enquire",
        by=by, guard=OPEN,
    )  # fmt: skip


def test_a_decision_to_enquire_begins_an_enquiry_for_each_child(house: making.Household, hannah: Any) -> None:
    form = sent(**about(house, "Kayla", "Mia"), present="Police", decision="enquire", reason="", **on("on"))
    assert signed_in(hannah).post(page(house, "enquiries/new/"), form).status_code == 303
    assert {row.child_id for row in Enquiry.objects.all()} == both(house)


def test_a_decision_not_to_enquire_begins_none(house: making.Household, hannah: Any) -> None:
    form = sent(**about(house, "Kayla"), present="Police", decision="go_on", reason="", **on("on"))
    signed_in(hannah).post(page(house, "enquiries/new/"), form)
    assert not Enquiry.objects.exists()


def test_the_conference_is_due_15_working_days_after_the_strategy_discussion(
    house: making.Household, hannah: Any
) -> None:
    held = discussed(house, hannah, date(2026, 6, 14))
    step = next(one for one in signed_in(hannah).get(page(house)).context["steps"] if one.act == held)
    assert step.clock.due == date(2026, 7, 3)
    form = sent(children=[str(pk) for pk in both(house)], outcome="conference", why="Confirmed.", seen="",
                **on("ended", date(2026, 6, 26)), **on("conference_on", date(2026, 7, 1)))  # fmt: skip
    assert signed_in(hannah).post(page(house, f"enquiries/{held.pk}/outcome/"), form).status_code == 303
    shown = signed_in(hannah).get(page(house)).content.decode()
    assert "13 working days used of 15 working days" in shown
    told = TimelineEvent.objects.get(text__startswith="Section 47 enquiry ended")
    assert told.children == both(house), "one event for both, not one each"


def test_no_conference_no_clock(house: making.Household, hannah: Any) -> None:
    held = discussed(house, hannah, TODAY)
    for child, day in (("Kayla", TODAY), ("Mia", TODAY)):
        held.conclude(children=[house[child]], outcome="not_confirmed", ended=day, why="x", by=hannah,
                      reader=making.eyes_of(hannah))  # fmt: skip
    step = next(one for one in signed_in(hannah).get(page(house)).context["steps"] if one.act == held)
    assert step.clock is None


def test_an_outcome_written_over_somebody_elses_is_a_clash(house: making.Household, hannah: Any) -> None:
    held = discussed(house, hannah, TODAY)
    where = page(house, f"enquiries/{held.pk}/outcome/")
    seen = signed_in(hannah).get(where).context["form"]["seen"].value()
    kayla = {"children": [str(house["Kayla"].pk)], "why": "x", "seen": seen, **on("ended")}
    assert signed_in(hannah).post(where, sent(outcome="not_at_risk", **kayla)).status_code == 303
    assert signed_in(hannah).post(where, sent(outcome="not_confirmed", **kayla)).status_code == 409
    assert Enquiry.objects.get(child=house["Kayla"]).outcome == "not_at_risk"


def test_an_enquiry_that_ended_has_an_outcome(house: making.Household, hannah: Any) -> None:
    discussed(house, hannah, TODAY)
    row = Enquiry.objects.first()
    assert row is not None
    row.ended = TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.keep(by=hannah)


# --- The page --------------------------------------------------------------------------------------


def test_the_page_asks_the_same_of_the_database_however_much_is_there(house: making.Household, hannah: Any) -> None:
    client = signed_in(hannah)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(house)).status_code == 200
        return len(asked)

    def more() -> None:
        contact = making.contact(hannah)
        contact.put_on_record(house.family, children=both(house), by=hannah, guard=OPEN)
        discussed(house, hannah, TODAY)
        complete(begun(house, hannah), house, hannah)

    more()
    queries()
    first = queries()
    for _ in range(3):
        more()
    assert queries() == first
    assert first <= 32


def test_a_partner_agency_does_not_open_it(house: making.Household) -> None:
    school = making.partner("Anita Desai", of=house, children=["Mia"])
    assert signed_in(school).get(page(house)).status_code == 403
