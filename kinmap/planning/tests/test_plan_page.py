"""The plan page: begun, filled, changed, fixed in versions, agreed, ended; and who may do it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinmap.casework.models import TimelineEvent
from kinmap.kit.identity import new_id
from kinmap.planning.models import Plan, PlanAction, PlanAgreement, PlanRule, PlanTrigger
from tests import making

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


@pytest.fixture
def larkin() -> making.Household:
    return making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])


@pytest.fixture
def hannah(larkin: making.Household, client: Client) -> Any:
    worker = making.worker("Hannah Osei", of=larkin)
    client.force_login(worker)
    return worker


def url(name: str, larkin: making.Household, *args: Any) -> str:
    return reverse(f"planning:{name}", args=[larkin.ref, *args])


def begun(larkin: making.Household, by: Any, *children: str, kind: str = "family", **facts: Any) -> Plan:
    about = [larkin[name] for name in children or ("Kayla", "Mia")]
    if kind == "interim":
        facts.setdefault("expires", TODAY + timedelta(days=3))
    return Plan.begin(
        family=larkin.family, kind=kind, title=facts.pop("title", "Our plan"), children=about, by=by, **facts
    )


def plan_words(larkin: making.Household, **changed: Any) -> dict[str, Any]:
    return {
        "write": str(new_id()), "kind": "interim", "title": "The plan until Thursday",
        "children": [str(larkin["Kayla"].pk), str(larkin["Mia"].pk)], "opening": "Nana has the little ones tonight.",
        "must_not": "Shane", "who_to_ring": "Sandie: 01632 960123", "sharing": "family_all",
        **day("started", TODAY), **day("expires", TODAY + timedelta(days=3)), **changed,
    }  # fmt: skip


def rule_words(larkin: making.Household, **changed: Any) -> dict[str, Any]:
    return {
        "write": str(new_id()), "text": "Doors are locked when the lights go out.", "who": "Dee", "backup": "Alan",
        "who_checks": "Sandie", "if_not": "Sandie rings\nSandie walks over\n999", "when": "always",
        "children": [str(larkin["Kayla"].pk), str(larkin["Mia"].pk)], "sharing": "family_all", **changed,
    }  # fmt: skip


def test_an_interim_plan_is_begun_and_shown_with_the_day_it_ends(
    client: Client, larkin: making.Household, hannah: Any
) -> None:
    answer = client.post(url("begin", larkin), plan_words(larkin))
    assert answer.status_code == 303
    page = client.get(url("plan", larkin)).content.decode()
    assert "Nana has the little ones tonight." in page
    assert "in 3 days" in page


def test_an_interim_plan_without_an_end_is_kept_on_the_page_and_asked_for_it(
    client: Client, larkin: making.Household, hannah: Any
) -> None:
    words = {key: value for key, value in plan_words(larkin).items() if not key.startswith("expires")}
    answer = client.post(url("begin", larkin), words)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter the day on which this interim plan ends" in page
    assert "Nana has the little ones tonight." in page
    assert not Plan.objects.exists()


def test_beginning_the_same_plan_twice_makes_one(client: Client, larkin: making.Household, hannah: Any) -> None:
    words = plan_words(larkin)
    client.post(url("begin", larkin), words)
    client.post(url("begin", larkin), words)
    assert Plan.objects.count() == 1


def test_a_rule_says_who_backs_up_who_checks_and_what_if_not(
    client: Client, larkin: making.Household, hannah: Any
) -> None:
    plan = begun(larkin, hannah)
    danger = larkin.map.add_entry(
        category="danger_statement", text="Shane will come.", children=[larkin["Mia"]], by=hannah
    )
    sent = rule_words(larkin, answers=str(danger.pk))
    assert client.post(url("add_item", larkin, plan.pk, "rule"), sent).status_code == 303
    rule = PlanRule.objects.get()
    assert (rule.answers, rule.backup) == (danger, "Alan")
    page = client.get(url("plan", larkin)).content.decode()
    assert "Doors are locked" in page
    assert "Danger statement 1" in page


def test_a_warning_sign_has_a_first_and_a_second_action(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    sent = {
        "write": str(new_id()), "text": "Dee’s hands shake.", "seen_by": "Kayla", "first_action": "Ring Jodie.",
        "second_action": "Children to Nana’s.", "emergency": "on", "children": [str(larkin["Mia"].pk)],
        "sharing": "family_all",
    }  # fmt: skip
    assert client.post(url("add_item", larkin, plan.pk, "trigger"), sent).status_code == 303
    sign = PlanTrigger.objects.get()
    assert (sign.first_action, sign.second_action, sign.emergency) == ("Ring Jodie.", "Children to Nana’s.", True)


def test_an_action_has_an_owner_and_a_day_and_is_done(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    sent = {
        "write": str(new_id()), "text": "A new lock.", "owner_words": "Alan", "children": [str(larkin["Mia"].pk)],
        "sharing": "family_all", **day("due", TODAY - timedelta(days=1)),
    }  # fmt: skip
    assert client.post(url("add_item", larkin, plan.pk, "action"), sent).status_code == 303
    action = PlanAction.objects.get()
    assert "Late" in client.get(url("plan", larkin)).content.decode()
    done = {"write": str(new_id()), "version": action.version, **day("done_on", TODAY), "evidence": "Seen."}
    assert client.post(url("done", larkin, action.pk), done).status_code == 303
    action.refresh_from_db()
    assert action.done_on == TODAY
    assert "Late" not in client.get(url("plan", larkin)).content.decode()


def test_nobody_doing_it_is_asked_for(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    sent = {"write": str(new_id()), "text": "A new lock.", "children": [str(larkin["Mia"].pk)], "sharing": "family_all"}
    answer = client.post(url("add_item", larkin, plan.pk, "action"), sent)
    assert answer.status_code == 422
    assert "Choose who will do it" in answer.content.decode()


def test_two_people_changing_one_rule_lose_neither_text(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    client.post(url("add_item", larkin, plan.pk, "rule"), rule_words(larkin))
    rule = PlanRule.objects.get()
    where = url("item", larkin, "rule", rule.pk)
    assert client.post(where, rule_words(larkin, version=1, text="Jodie’s words.")).status_code == 303
    clash = client.post(where, rule_words(larkin, version=1, text="Hannah’s words."))
    assert clash.status_code == 409
    assert "Jodie’s words." in clash.content.decode()
    assert "Hannah’s words." in clash.content.decode()
    rule.refresh_from_db()
    assert rule.text == "Jodie’s words."


def test_a_rule_taken_out_stays_in_the_version_before(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    client.post(url("add_item", larkin, plan.pk, "rule"), rule_words(larkin))
    client.post(url("fix", larkin, plan.pk), {"write": str(new_id()), "note": "First."})
    rule = PlanRule.objects.get()
    client.post(url("item", larkin, "rule", rule.pk), rule_words(larkin, version=1, text="Quite other words."))
    rule.refresh_from_db()
    taken = {"write": str(new_id()), "version": rule.version}
    assert client.post(url("withdraw", larkin, "rule", rule.pk), taken).status_code == 303
    assert "Doors are locked" not in client.get(url("plan", larkin)).content.decode()
    version = plan.versions.get()
    then = client.get(url("version", larkin, version.pk)).content.decode()
    assert "Doors are locked" in then
    assert "Quite other words" not in then


def test_an_answer_belongs_to_the_newest_version(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    assert client.get(url("agree", larkin, plan.pk)).status_code == 404
    client.post(url("fix", larkin, plan.pk), {"write": str(new_id()), "note": ""})
    sent = {"write": str(new_id()), "person": str(larkin["Dee"].pk), "answer": "partly", "words": "Not the Fridays."}
    assert client.post(url("agree", larkin, plan.pk), sent).status_code == 303
    assert PlanAgreement.objects.get().words == "Not the Fridays."
    assert "agrees with some of it" in client.get(url("plan", larkin)).content.decode()


def test_an_ended_plan_stays_readable(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah, title="The old plan")
    sent = {"write": str(new_id()), **day("on", TODAY), "reason": "A better one."}
    assert client.post(url("end", larkin, plan.pk), sent).status_code == 303
    assert "The old plan" not in client.get(url("plan", larkin)).content.decode()
    assert "The old plan" in client.get(url("ended", larkin)).content.decode()


def test_a_plan_is_hidden_with_its_items_and_its_story(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah, title="A secret plan")
    chair = making.worker("Ruth", of=larkin, role=making.CONFERENCE_CHAIR, part="chair")
    sent = plan_words(larkin, version=1, title="A secret plan", hidden_from=[str(chair.person.pk)])
    assert client.post(url("change", larkin, plan.pk), sent).status_code == 303
    client.force_login(chair)
    assert "A secret plan" not in client.get(url("plan", larkin)).content.decode()
    assert client.get(url("change", larkin, plan.pk)).status_code == 403
    assert all(chair.person.pk in event.hidden_from for event in TimelineEvent.objects.filter(subject=plan.pk))


def test_a_school_sees_only_what_concerns_its_child(client: Client, larkin: making.Household, hannah: Any) -> None:
    begun(larkin, hannah, "Kayla", title="For Kayla alone")
    begun(larkin, hannah, "Mia", kind="interim", title="For Mia alone")
    client.force_login(making.partner(of=larkin, children=["Mia"]))
    page = client.get(url("plan", larkin)).content.decode()
    assert "For Mia alone" in page
    assert "Kayla" not in page


def test_a_stranger_finds_no_plan(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    client.force_login(making.user())
    for where in (url("plan", larkin), url("change", larkin, plan.pk), url("begin", larkin)):
        assert client.get(where).status_code == 404


def test_a_partner_may_read_but_not_write(client: Client, larkin: making.Household, hannah: Any) -> None:
    plan = begun(larkin, hannah)
    client.force_login(making.partner(of=larkin, children=["Mia"]))
    assert client.post(url("begin", larkin), plan_words(larkin)).status_code == 403
    assert client.post(url("add_item", larkin, plan.pk, "rule"), rule_words(larkin)).status_code == 403


@pytest.mark.parametrize("rules", [2, 20])
def test_the_page_asks_as_often_for_two_rules_as_for_twenty(
    client: Client, larkin: making.Household, hannah: Any, rules: int, django_assert_max_num_queries: Any
) -> None:
    plan = begun(larkin, hannah)
    for number in range(rules):
        PlanRule(family=larkin.family, plan=plan, text=f"Rule {number}", who="Dee", children=plan.children).write(
            by=hannah
        )
    with django_assert_max_num_queries(25):
        client.get(url("plan", larkin))
