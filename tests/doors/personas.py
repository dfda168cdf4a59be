"""Who knocks at the doors: a family with two children, and everybody who may or may not come in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.roles import (
    AUDITOR,
    CONFERENCE_CHAIR,
    PARTNER,
    PRACTICE_LEAD,
    PRACTITIONER,
    SYSTEM_ADMINISTRATOR,
    TEAM_MANAGER,
)
from kinmap.casework.models import AccessGrant, Opening
from kinmap.families.models import Person, RecordLock
from tests import making

#: In the order of the table's columns; the first is signed in as nobody.
COLUMNS = (
    "nobody",
    "stranger",  # a practitioner of the council with no tie to this family
    "revoked",  # a practitioner whose work with it ended yesterday
    "other_team",  # the manager of another team, with a family of their own
    "other_child",  # a partner agency invited to the sister alone
    "this_child",  # a partner agency invited to the child whose items are tried
    "chair",  # the conference chair of this family
    "practitioner",  # works with this family, and with another one
    "manager",  # manages the team it is allocated to; no allocation of their own
    "lead",  # a practice lead invited to this family
    "administrator",  # keeps the system running, opens no family
    "auditor",  # reads who looked, opens no family
)
#: Let in or shut out by another way, and treated everywhere as one of those above: what differs is in the table.
LIKE = {
    "granted": "practitioner",  # given access to it until tomorrow, without working with it
    "granted_once": "revoked",  # given access to it until yesterday
    "in_emergency": "practitioner",  # has opened it in an emergency
    "after_emergency": "revoked",  # opened it in an emergency this morning; the four hours are over
    "locked_out": "revoked",  # works with it, but is not on the list of its lock
}
PERSONAS = (*COLUMNS, *LIKE)
#: Those to whom the family is not there.
STRANGERS = ("stranger", "revoked", "other_team", "administrator", "auditor", "granted_once", "after_emergency",
             "locked_out")  # fmt: skip


@dataclass
class Knocking:
    """The family, another one, and the accounts by persona."""

    household: making.Household
    elsewhere: making.Household
    users: dict[str, User] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "Knocking":
        """Everybody, each with a record as a person, so that things can be hidden from them by name."""
        here = making.family("Larkin", children=["Kayla", "Mia"], parents=["Dee"])
        there = making.family("Rahman", children=["Aisha"], parents=["Nadia"])
        east, west = making.team("East team"), making.team("West team")
        everybody = cls(here, there)
        everybody._open(stranger=PRACTITIONER, revoked=PRACTITIONER, chair=CONFERENCE_CHAIR, practitioner=PRACTITIONER,
                        lead=PRACTICE_LEAD, administrator=SYSTEM_ADMINISTRATOR, auditor=AUDITOR,
                        **dict.fromkeys(LIKE, PRACTITIONER))  # fmt: skip
        everybody.users["manager"] = making.user("manager", role=TEAM_MANAGER, team=east)
        everybody.users["other_team"] = making.user("other team", role=TEAM_MANAGER, team=west)
        for name in ("other_child", "this_child"):
            everybody.users[name] = making.user(name, role=PARTNER, organisation=making.school())
        for user in everybody.users.values():
            Person.of(user)
        everybody._allocate(east=east, west=west)
        everybody._let_in_otherwise()
        return everybody

    def lock(self) -> None:
        """Lock both records for everybody who was let in, and for all others but one."""
        users, setter = self.users, self.users["manager"]
        may = [user for name, user in users.items() if name != "locked_out"]
        for household in (self.household, self.elsewhere):
            RecordLock.put_on(family=household.family, kind="other", words="Words.", may_open=may, by=setter)

    def _let_in_otherwise(self) -> None:
        users, family, now = self.users, self.household.family, timezone.now()
        today, manager = timezone.localdate(), users["manager"]
        making.allocate(users["locked_out"], self.household)
        given: dict[str, Any] = {"family": family, "purpose": "cover", "words": "Words.", "by": manager}
        AccessGrant.give(account=users["granted"], until=today + timedelta(days=1), **given)
        AccessGrant(
            family=family, account=users["granted_once"], purpose="cover", words="Words.",
            started=today - timedelta(days=9), until=today - timedelta(days=1),
        ).keep(by=manager)  # fmt: skip
        for name, at in (("in_emergency", now), ("after_emergency", now - timedelta(hours=5))):
            Opening.break_glass(family=family, why="danger", words="Words.", by=users[name], at=at)

    def _open(self, **roles: making.Role) -> None:
        for name, role in roles.items():
            self.users[name] = making.user(name, role=role)

    def _allocate(self, *, east: making.Team, west: making.Team) -> None:
        users, here, there = self.users, self.household, self.elsewhere
        making.allocate(users["practitioner"], here, team=east)
        making.allocate(users["practitioner"], there)
        making.allocate(making.user("somebody of West"), there, team=west)
        making.allocate(users["chair"], here, part="chair")
        making.allocate(users["lead"], here, part="practice_lead")
        making.allocate(users["this_child"], here, children=["Kayla"], part="partner")
        making.allocate(users["other_child"], here, children=["Mia"], part="partner")
        yesterday = timezone.localdate() - timedelta(days=1)
        for allocation in making.allocate(users["revoked"], here):
            allocation.end(on=yesterday, by=users["revoked"])
