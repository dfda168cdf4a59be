"""Builds a world, or what one reader would have without the hidden things, in the real database."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from kinmap.access.models import Organisation, User
from kinmap.access.roles import ROLES, Role
from kinmap.assessment.models import (
    AssessedChild,
    Assessment,
    AssessmentStep,
    Caller,
    Contact,
    ContactChild,
    ContactDecision,
    Enquiry,
    Referral,
    ReferralDecision,
    StrategyDiscussion,
    ToolResult,
)
from kinmap.casework.models import (
    AccessGrant,
    Agreement,
    Allocation,
    Involvement,
    Opening,
    Proposal,
    ProposalAnswer,
    SharingDecision,
    TimelineEvent,
)
from kinmap.families.models import (
    Address,
    Family,
    FamilyMember,
    Household,
    ParentalResponsibility,
    Person,
    Relationship,
    Residence,
    SchoolPlace,
)
from kinmap.live.models import Draft, KeptWords
from kinmap.live.models.typed import Box, Typed
from kinmap.mapping.models import (
    Entry,
    EntryLink,
    Informant,
    Judgment,
    Map,
    OtherView,
    PinnedQuestion,
    Round,
    Scale,
    Waved,
    Wording,
)
from kinmap.planning.models import Plan, PlanAction, PlanAgreement, PlanRule, PlanTrigger, PlanVersion
from kinmap.supervision.models import GroupSession
from kinmap.visits.models import Said, Seen, Visit, VisitAccount, VisitPlace
from tests import making
from tests.secrecy.making_worlds import ROLES as ASSIGNABLE
from tests.secrecy.making_worlds import START
from tests.secrecy.world import UNSAVED, Eyes, Item, World, without_what_is_hidden_from

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REF = "SECRET1"
FAMILY_ID = UUID("01960000-0000-7000-8000-000000000001")

NOUNS: dict[str, type[models.Model]] = {
    "person": Person, "member": FamilyMember, "relationship": Relationship, "responsibility": ParentalResponsibility,
    "address": Address, "household": Household, "residence": Residence, "school": SchoolPlace,
    "involvement": Involvement, "agreement": Agreement, "proposal": Proposal, "reply": ProposalAnswer,
    "decision": SharingDecision,
    "session": GroupSession, "allocation": Allocation, "event": TimelineEvent, "map": Map,
    "grant": AccessGrant, "opening": Opening,
    "entry": Entry, "view": OtherView, "informant": Informant, "wording": Wording, "link": EntryLink, "round": Round,
    "scale": Scale, "judgment": Judgment, "plan": Plan, "rule": PlanRule, "trigger": PlanTrigger,
    "question": PinnedQuestion, "waved": Waved, "action": PlanAction, "version": PlanVersion, "answer": PlanAgreement,
    "contact": Contact, "caller": Caller,
    "named child": ContactChild, "contact decision": ContactDecision, "referral": Referral,
    "referral decision": ReferralDecision, "discussion": StrategyDiscussion, "enquiry": Enquiry,
    "visit": Visit, "visit account": VisitAccount, "visit place": VisitPlace, "seen": Seen, "said": Said,
    "assessment": Assessment, "assessed": AssessedChild, "state": AssessmentStep, "result": ToolResult,
}  # fmt: skip
OF_NO_FAMILY = {"person", "relationship", "responsibility", "address", "residence", "school"}
NAMES = {
    "worker": "wanda.worker", "chair": "cora.chair", "agency": "agnes.agency", "granted": "greta.granted",
    "emergency": "edwin.emergency",
}  # fmt: skip
#: Once for a whole run: both tellings of a world say the same hours.
OPENED = datetime.now(UTC) - timedelta(hours=1)
PARTS = {"worker": "social_worker", "chair": "chair", "agency": "partner"}


@dataclass
class Accounts:
    """The accounts of every world."""

    users: dict[str, User] = field(default_factory=dict)

    @classmethod
    def open(cls, world: World | None = None) -> "Accounts":
        """A social worker, a chair, a partner, somebody with a grant and one in an emergency, in this world's roles."""
        held = world.roles if world else {name: usual[0] for name, usual in ASSIGNABLE.items()}
        return cls({name: _account(NAMES[name], ROLES[code], _employer(code)) for name, code in held.items()})


def _employer(code: str) -> Organisation:
    return making.school() if code == "partner" else making.council()


def _account(name: str, role: Role, organisation: Organisation) -> User:
    words = name.replace(".", " ").title()
    user = User.objects.create_user(f"{name}@northmoor.example", name=words, organisation=organisation)
    user.hold(role, since=START)
    return user


def whole(world: World) -> list[Item]:
    """Everything."""
    return world.items


def for_eyes(eyes: Eyes, world: World) -> list[Item]:
    """What these eyes may see, with stand-ins that say nothing where a row cannot be without another."""
    kept = without_what_is_hidden_from(eyes, world)
    present = {item.id for item in kept}
    originals = {item.id: item for item in world.items}
    stand_ins = []
    for item in kept:
        for name in ("entry", "round"):
            other = item.facts.get(name)
            if isinstance(other, UUID) and other not in present:
                stand_ins.append(_stand_in(originals[other]))
                present.add(other)
    order = {item.id: place for place, item in enumerate(world.items)}
    return sorted([*kept, *stand_ins], key=lambda item: order[item.id])


def for_copy(eyes: Eyes, world: World) -> list[Item]:
    """What a copy's reader may see, while the worker who prepares it still works with the family.

    Children of whom the reader may not be told are there under a name that says nothing.
    """
    kept = {item.id: item for item in for_eyes(eyes, world)}
    nameless = [
        replace(item, facts=item.facts | ({"first_name": "Nobody"} if item.noun == "person" else {}))
        for item in world.items
        if item.id not in kept and item.child is not None and item.noun in ("person", "member", "allocation")
    ]
    order = {item.id: place for place, item in enumerate(world.items)}
    return sorted([*kept.values(), *nameless], key=lambda item: order[item.id])


def _stand_in(item: Item) -> Item:
    """The same row saying nothing: an entry under its own guard (a wording of it depends on that), a round sealed."""
    if item.noun == "entry":
        return replace(item, facts=item.facts | {"text": "a stand-in", "said_by": None, "answers": None})
    facts = item.facts | {"given_in": ""}
    return replace(item, facts=facts, sharing="sealed", named=frozenset(), hidden_from=frozenset())


def build(items: list[Item], world: World, accounts: Accounts) -> Family:
    """Write the items, in order, with their ids, authors and times fixed."""
    family = Family(id=FAMILY_ID, ref=REF, name="The family").keep(by=accounts.users["worker"], at=MOMENT)
    place = {item.id: number for number, item in enumerate(world.items)}
    for item in items:
        if item.noun in UNSAVED:
            _unsaved(item, accounts.users[item.author], at=MOMENT + timedelta(minutes=place[item.id]))
            continue
        row = NOUNS[item.noun](id=item.id, **_facts(item, family, accounts, place[item.id]))
        row.keep(by=accounts.users[item.author], at=MOMENT + timedelta(minutes=place[item.id]))  # type: ignore[attr-defined]
    return family


def _unsaved(item: Item, author: User, *, at: datetime) -> None:
    """Words typed over an entry: the box held what stands there, whoever wrote it."""
    where = f"/families/{REF}/map/entries/{item.facts['of']}/"
    if item.noun == "kept words":
        KeptWords(id=item.id, author=author, family_id=FAMILY_ID, where="Your words for an entry on the map",
                  address=where, words={"text": item.facts["text"]}, at=at).save()  # fmt: skip
        return
    boxes = Typed((Box("text", "In the family’s words", True, (item.facts["text"],)),)).as_json()
    Draft(id=item.id, author=author, family_ref=REF, where=item.facts["text"][:60], page=where, action=where,
          fields=boxes, fullest=boxes, begun_at=at, saved_at=at).save()  # fmt: skip


def _facts(item: Item, family: Family, accounts: Accounts, place: int) -> dict[str, Any]:
    model = NOUNS[item.noun]
    names = {field.name: field for field in model._meta.concrete_fields}
    given = {name: value for name, value in item.facts.items() if name in names or name in ("shown", "account")}
    special: dict[str, Callable[[], dict[str, Any]]] = {
        "person": lambda: {"account": accounts.users.get(item.facts.get("account", ""))},
        "round": lambda: {"shown_at": MOMENT if item.facts["shown"] else None},
        "judgment": lambda: {"given_on": START},
        "plan": lambda: {"started": START, "expires": START + timedelta(days=4000)},
        "allocation": lambda: {"started": START, "part": PARTS[item.facts["part"]]},
        "grant": lambda: {
            "account": accounts.users[item.facts["account"]],
            "started": OPENED.date(),
            "until": OPENED.date() + timedelta(days=30),
        },
        "opening": lambda: {
            "account": accounts.users[item.facts["account"]],
            "opened_at": OPENED,
            "until": OPENED + timedelta(days=2),
        },
        "involvement": lambda: {"started": START, "basis": "s17"},
        "agreement": lambda: {"started": START},
        "session": lambda: {"held_on": START + timedelta(days=place)},
        "decision": lambda: {"decided_on": START, "basis": "public_task", "told_family": False, "to_whom": "person"},
        "proposal": lambda: {"on": START, "why": "goal_met"},
        "residence": lambda: {"started": START},
        "rule": lambda: {"who": "somebody"},
        "version": lambda: {"fixed_at": MOMENT},
        "answer": lambda: {"answer": "yes", "on": START},
    }
    given.pop("shown", None)
    given |= special.get(item.noun, dict)()
    row = {
        f"{name}_id" if names[name].is_relation and not isinstance(value, models.Model) else name: value
        for name, value in given.items()
        if name in names
    }
    if item.noun not in OF_NO_FAMILY:
        row["family"] = family
    if "sharing" in names:
        row |= {"sharing": item.sharing, "named": item.named, "hidden_from": item.hidden_from}
    if item.about is not None:
        row["children"] = item.about
    if "place" in names:
        row["place"] = float(place)
    return row
