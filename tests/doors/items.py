"""One item of every noun that an address can name, about one child; made seen, hidden and in another family."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.casework.models import (
    Agreement,
    Allocation,
    CopyCheck,
    Join,
    Misfiled,
    Proposal,
    SharingDecision,
    TimelineEvent,
)
from kinmap.documents.models import Issue
from kinmap.families.models import (
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.kit.identity import new_id
from kinmap.kit.people_field import people
from kinmap.live.models import Draft, KeptWords
from kinmap.live.models.typed import Box, Typed
from kinmap.mapping.models import Entry, Judgment, PinnedQuestion, Round, Scale
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger
from kinmap.supervision.models import GroupSession
from tests import making
from tests.doors.access_items import make_access_items
from tests.doors.assessment_items import make_assessment_items
from tests.doors.visit_items import make_visit_items

Guard = dict[str, Any]
#: What an address needs to name an item, by the item's name in the table.
Named = dict[str, dict[str, Any]]
OPEN: Guard = {"sharing": "family_all", "named": frozenset(), "hidden_from": frozenset()}


def make_items(house: making.Household, child: str, *, by: User, guard: Guard = OPEN) -> Named:
    """An item of every noun about this child, guarded like this."""
    return {
        **_people(house, child, by, guard),
        **_casework(house, child, by, guard),
        **_mapping(house, child, by, guard),
        **_plan(house, child, by, guard),
        **make_assessment_items(house, child, by, guard, waits=guard is OPEN and child == "Kayla"),
        **make_visit_items(house, child, by=by, guard=guard),
        **make_access_items(house, child, by=by, guard=guard),
    }


def _people(house: making.Household, child: str, by: User, guard: Guard) -> Named:
    family, first_of_all = house.family, house[child]
    today = timezone.localdate()
    person = Person.enter(first_name="Rosa", last_name="Quist", by=by, **guard)
    place = family.welcome(person, role=FamilyMember.Role.NETWORK, by=by, children=people([first_of_all]))
    second = Person.enter(first_name="Rose", last_name="Quist", by=by, **guard)
    family.welcome(second, role=FamilyMember.Role.NETWORK, by=by)
    carer = making.person("Carol", "Quist")
    home = Household(family=family, name="A home", **guard).keep(by=by)
    ended: dict[str, Any] = {
        "place": place,
        "relationship": Relationship.say(person=carer, kind="friend", other=first_of_all, by=by, **guard),
        "responsibility": ParentalResponsibility.hold(
            person=carer, child=first_of_all, basis="court_order", by=by, started=today, **guard
        ),
        "stay": Residence(person=first_of_all, household=home, kind="home", started=today, **guard).keep(by=by),
        "school": SchoolPlace(child=first_of_all, name="A school", started=today, **guard).keep(by=by),
    }
    family.welcome(carer, role=FamilyMember.Role.NETWORK, by=by, children=people([first_of_all]))
    copy = {"document": "plan", "copy": "family", "person": person.pk}
    return {
        "person": {"person_id": person.pk},
        "two people": {"person_id": person.pk, "other_id": second.pk},
        "joining": {"join_id": Join.objects.create(what="person", kept=person.pk, by=by).pk},
        "household": {"household_id": home.pk},
        "copy": copy,
        **{f"end {what}": {"what": what, "pk": row.pk} for what, row in ended.items()},
    }


def _casework(house: making.Household, child: str, by: User, guard: Guard) -> Named:
    family, first_of_all = house.family, house[child]
    about = people([first_of_all])
    today = timezone.localdate()
    worker = Person.enter(first_name="Wil", last_name="Worker", by=by, **guard)
    allocated = Allocation.allocate(family=family, child=first_of_all, worker=worker, part="support_worker", by=by)
    agreement = Agreement.give(
        family=family, child=first_of_all, given_by=next(iter(house.people.values())), started=today, by=by, **guard
    )
    event = TimelineEvent.write(family=family, children=about, on=today, text="A visit.", by=by, **guard)
    proposal = Proposal.propose(
        family=family, kind="close", on=today, why="goal_met", reason="Enough.", children=about, by=by, **guard
    )
    issue, word = (
        Issue.file(
            b"invented", by=by, family=family, document="plan", copy="family", title="The plan", format=form,
            recipient=first_of_all, made_at=timezone.now(), children=about, **guard,
        )
        for form in ("pdf", "docx")
    )  # fmt: skip
    prepared = User.objects.get(name="lead")  # who hands nothing over: nobody here is asked about their own copy
    check = CopyCheck.ask(
        family=family, by=prepared, document="plan", copy="family", title="The plan", recipient=first_of_all, size="A4",
        words="0" * 64, children=about, **guard,
    )  # fmt: skip
    decision = SharingDecision.decide(
        family=family, children=about, by=by, shared=True, what="Words.", to_whom="agency", recipient_words="A school",
        why="Words.", basis="agreement", told_family=True, told_words="Words.", decided_by="Wil", decided_on=today,
        **guard,
    )  # fmt: skip
    wrong = TimelineEvent.write(family=family, children=about, on=today, text="Not theirs.", by=by, **guard)
    asked = Misfiled.report(wrong, kind="event", by=making.user("Whoever asked"), act="strike", reason="wrong_family")
    return {
        "decision": {"decision_id": decision.pk},
        "misfiled": {"misfiled_id": asked.pk},
        "misfiled event": {"kind": "event", "item_id": event.pk},
        "allocation": {"allocation_id": allocated.pk},
        "agreement": {"agreement_id": agreement.pk},
        "event": {"event_id": event.pk},
        "proposal": {"proposal_id": proposal.pk},
        "issue": {"issue": issue.pk},
        "copy check": {"check_id": check.pk},
        "word issue": {"issue": word.pk},
    }


def _mapping(house: making.Household, child: str, by: User, guard: Guard) -> Named:
    family, about = house.family, people([house[child]])

    def entry(category: str, **facts: Any) -> Entry:
        return house.map.add_entry(category=category, text="Some words.", children=about, by=by, **guard, **facts)

    statement, bare = entry("danger_statement"), entry("danger_statement")
    goal = entry("goal", answers=statement)
    scale = Scale.write(family=family, statement=statement, zero_text="Not safe", ten_text="Safe", by=by)
    gathering = Round.open(family=family, scales=[scale], held_on=timezone.localdate(), given_in="home", by=by)
    shown = Round.open(family=family, scales=[scale], held_on=timezone.localdate(), given_in="home", by=by)
    shown.show(by=by)
    asked = PinnedQuestion.pin(family=family, text="Some words?", children=about, by=by, **guard)
    answering = {"round_id": gathering.pk, "person_id": house[child].pk}
    return {
        "entry": {"entry_id": entry("strength").pk},
        "withdrawn": {"entry_id": entry("strength").withdraw(by=by).pk},
        "statement": {"entry_id": statement.pk},
        "bare statement": {"entry_id": bare.pk},
        "goal": {"entry_id": goal.pk},
        "scale": {"scale_id": scale.pk},
        "round": {"round_id": gathering.pk},
        "shown round": {"round_id": shown.pk},
        "asking": answering,
        "question": {"question_id": asked.pk},
        "number": {**answering, "scale_id": scale.pk},
    }


def _plan(house: making.Household, child: str, by: User, guard: Guard) -> Named:
    family, about = house.family, people([house[child]])
    expires = timezone.localdate() + timedelta(days=9)
    plan = Plan.begin(
        family=family, kind="interim", title="Tonight", children=about, by=by, guard=guard, expires=expires
    )
    items = {
        kind: model(family=family, plan=plan, text="Words.", children=about, **guard).write(by=by)
        for kind, model in (("rule", PlanRule), ("trigger", PlanTrigger), ("action", PlanAction))
    }
    version = plan.fix_version(by=by)
    return {
        "plan": {"plan_id": plan.pk},
        "plan version": {"version_id": version.pk},
        "action": {"item_id": items["action"].pk},
        **{f"plan {kind}": {"kind": kind, "item_id": item.pk} for kind, item in items.items()},
        **{f"plan with {kind}": {"plan_id": plan.pk, "kind": kind} for kind in items},
    }


def own_number(item: Named, *, person: Person, by: User) -> dict[str, Any]:
    """A number that this account entered for somebody, in the round of these items."""
    scale = Scale.objects.get(pk=item["number"]["scale_id"])
    held = Round.objects.get(pk=item["round"]["round_id"])
    given = Judgment.give(scale=scale, round=held, person=person, value=Decimal(5), reason="Because.", by=by)
    return {"round_id": held.pk, "judgment_id": given.pk}


def council_guidance(*, by: User) -> Named:
    """A question and a page of the council's own."""
    question = CouncilQuestion.write(
        text="Some words?", category="detail", column="all", audience=["parent"], ears_step="elicit", author="Sam",
        by=by,
    )  # fmt: skip
    page = CouncilPage.write(title="Some words", text="Some words.", author="Sam", by=by)
    return {"council question": {"kind": "question", "own_id": question.pk}, "council page": {"page_id": page.pk}}


def own_words(*, by: User, family_id: UUID) -> dict[str, Any]:
    """Words that wait on this account's desk."""
    kept = KeptWords.keep(by=by, family_id=family_id, where="An entry", address="/", words={"text": "Some words."})
    return {"kept_id": kept.pk}


def own_draft(*, by: User, family_ref: str) -> dict[str, Any]:
    """Words that this account has typed and not saved."""
    typed = Typed((Box("text", "Words", True, ("Some words.",)),))
    page = f"/families/{family_ref}/map/"
    kept = Draft.keep(new_id(), by=by, typed=typed, page=page, action=page, family_ref=family_ref)
    assert kept is not None
    return {"draft_id": kept.pk}


def own_group(house: making.Household, child: str, *, by: User) -> Named:
    """A session of group mapping that this account brought: one turn read with a draft chosen, one being written."""
    held = GroupSession.begin(
        family=house.family, held_on=timezone.localdate(), headline="Words.", best_hope="Words.", by=by,
        children=people([house[child]]),
    )  # fmt: skip
    read = held.ask_for("goal", by=by)
    draft = read.write("Words.", by=by).choose(by=by)
    read.read_together(by=by)
    now = held.ask_for("goal", by=by)
    here = {"session_id": held.pk}
    return {
        "own session": here,
        "own session and a colleague": {**here, "user_id": by.pk},
        "own turn": {**here, "turn_id": now.pk},
        "own draft to choose": {**here, "draft_id": draft.pk},
        "own draft in a group": {"draft_id": draft.pk},
    }
