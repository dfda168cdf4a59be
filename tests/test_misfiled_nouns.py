"""Whatever can be misfiled goes whole when it is struck out: from every table, also what hangs from it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import TEAM_MANAGER
from kinmap.assessment.models import Contact, ContactDecision, Referral, ReferralDecision
from kinmap.casework.misfiled.doing import agree
from kinmap.casework.models import Misfiled, TimelineEvent
from kinmap.casework.shelves import misfilables
from kinmap.families.models import Person
from kinmap.kit.people_field import people
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger
from kinmap.supervision.models import GroupSession
from kinmap.visits.models import Said
from tests import making
from tests.doors.items import OPEN
from tests.nowhere import tables_with

pytestmark = pytest.mark.django_db
WORD = "quokkaberry"
TODAY = timezone.localdate()


def _entry(home: making.Household, by: User) -> Any:
    assert home.map is not None
    return home.map.add_entry(category="past_harm", text=f"A {WORD}.", children=people([home["Kayla"]]), by=by)


def _event(home: making.Household, by: User) -> Any:
    told = TimelineEvent.write(family=home.family, children=people([home["Kayla"]]), on=TODAY, text=f"A {WORD}.",
                               meant=f"It meant {WORD}.", source=f"Mr {WORD}", by=by)  # fmt: skip
    return told.change(by=by, text=f"Another {WORD}.")


def _item(noun: Any, **said: str) -> Callable[[making.Household, User], Any]:
    def made(home: making.Household, by: User) -> Any:
        about = people([home["Kayla"]])
        plan = Plan.begin(family=home.family, kind="interim", title="Tonight", children=about, by=by,
                          guard=OPEN, expires=TODAY + timedelta(days=9))  # fmt: skip
        item = noun(family=home.family, plan=plan, text=f"The {WORD} rule.", children=about, **said).write(by=by)
        plan.fix_version(by=by)
        return item.change(by=by, text=f"The other {WORD} rule.")

    return made


def _visit(home: making.Household, by: User) -> Any:
    made = making.visit(
        home, "Kayla", words=f"I like {WORD}.", place=f"{WORD} Lane", text=f"A {WORD} on the wall.", by=by
    )
    return made.accounts.get()


def _contact(home: making.Household, by: User) -> Any:
    contact = Contact.take(
        received=TODAY, source="3A", reason=f"The {WORD} again.", others=f"Mr {WORD}", by=by, taker=None,
        children=[{"first_name": WORD, "last_name": "", "born": None, "about": f"likes {WORD}"}],
        caller={"name": f"Ada {WORD}", "reached_at": "", "private": False},
    )  # fmt: skip
    contact.family, contact.children = home.family, people([home["Kayla"]])
    contact.keep(by=by)
    ContactDecision(
        contact=contact, family=home.family, decision="referral", on=TODAY, reason=f"Too much {WORD}."
    ).keep(by=by)
    return contact


def _referral(home: making.Household, by: User) -> Any:
    made = Referral(family=home.family, children=people([home["Kayla"]]), received=TODAY, source="3A",
                    reason=f"Because of the {WORD}.").keep(by=by)  # fmt: skip
    ReferralDecision(family=home.family, referral=made, child=home["Kayla"], decision="assessment", on=TODAY,
                     reason=f"The {WORD}.").keep(by=by)  # fmt: skip
    return made


MADE: dict[str, Callable[[making.Household, User], Any]] = {
    "entry": _entry,
    "event": _event,
    "rule": _item(PlanRule, who=f"Ada {WORD}", if_not=f"Ring {WORD}."),
    "trigger": _item(PlanTrigger, first_action=f"Ring {WORD}."),
    "action": _item(PlanAction, owner_words=f"Ada {WORD}"),
    "visit-account": _visit,
    "contact": _contact,
    "referral": _referral,
}


def test_every_kind_that_can_be_misfiled_is_looked_at() -> None:
    assert {kind.name for kind in misfilables} == MADE.keys()


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_it_is_left_in_any_table(name: str) -> None:
    home = making.family("Larkin", children=["Kayla"])
    worker = making.worker(of=home)
    manager = making.worker("Colin Prentice", of=home, role=TEAM_MANAGER)
    item = MADE[name](home, worker)
    assert tables_with(WORD)
    asked = Misfiled.report(item, kind=name, by=worker, act="strike", reason="wrong_person", words="")
    agree(asked, reader=making.eyes_of(manager), by=manager, version=1, seen=item.version)
    assert tables_with(WORD) == []


def test_a_childs_words_that_neither_of_the_two_may_read_stay_for_those_who_may() -> None:
    home = making.family("Larkin", children=["Kayla"])
    worker = making.worker(of=home)
    manager = making.worker("Colin Prentice", of=home, role=TEAM_MANAGER)
    account = _visit(home, worker)
    said = Said.objects.get(part__visit=account.visit_id)
    said.hidden_from = frozenset({Person.of(worker).pk, Person.of(manager).pk})
    said.keep(by=worker)
    asked = Misfiled.report(account, kind="visit-account", by=worker, act="strike", reason="wrong_person", words="")
    agree(asked, reader=making.eyes_of(manager), by=manager, version=1, seen=account.version)
    left = tables_with(WORD)
    assert left
    assert all(table.startswith(("visits_said.", "visits_historicalsaid.")) for table in left), left


def test_the_draft_of_a_group_of_which_it_was_made_goes_with_it() -> None:
    home = making.family("Larkin", children=["Kayla"])
    worker = making.worker(of=home)
    manager = making.worker("Colin Prentice", of=home, role=TEAM_MANAGER)
    held = GroupSession.begin(family=home.family, held_on=TODAY, headline="Words.", best_hope="Words.", by=worker,
                              children=people([home["Kayla"]]))  # fmt: skip
    draft = held.ask_for("goal", by=worker).write(f"No {WORD} yet", by=worker)
    item = _entry(home, worker)
    draft.became = item.pk
    draft.keep(by=worker)
    asked = Misfiled.report(item, kind="entry", by=worker, act="strike", reason="wrong_person", words="")
    agree(asked, reader=making.eyes_of(manager), by=manager, version=1, seen=item.version)
    assert tables_with(WORD) == []


@pytest.mark.parametrize("kind", list(misfilables), ids=lambda kind: kind.name)
def test_what_it_says_is_shown_to_whoever_must_agree(kind: Any) -> None:
    home = making.family("Larkin", children=["Kayla"])
    worker = making.worker(of=home)
    item = MADE[kind.name](home, worker)
    assert WORD in " ".join(words for _, words in kind.said(item))
    assert kind.address(home.ref, item).startswith(f"/families/{home.ref}/")
