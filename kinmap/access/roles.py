"""Roles as prose: what each person is there to do, and what they may therefore do.

Only the code of a role is stored. The names below are the usual ones; the law of 2026 renames some, and a council
says what it calls a role (``kinmap.access.models.RoleName``). A role alone opens no family: see
``kinmap.casework.doors``.
"""

from dataclasses import dataclass

from kinmap.access.permissions import Permission as P  # noqa: N817
from kinmap.access.sharing import ReaderKind


@dataclass(frozen=True)
class Role:
    """A role: its code, its name, a description in sentences and its permissions."""

    code: str
    name: str
    description: str
    permissions: frozenset[P]
    reads_as: ReaderKind = ReaderKind.COLLEAGUE


_READ = frozenset({P.FAMILY_READ, P.MAP_READ, P.PLAN_READ})
_WORK = _READ | {P.FAMILY_EDIT, P.MAP_EDIT, P.JUDGE, P.PLAN_EDIT, P.PRINT, P.HAND_OVER, P.SEARCH, P.FAMILY_CREATE}
_CASE = frozenset({P.ASSESS_READ, P.ASSESS_EDIT, P.VISIT_READ, P.VISIT_EDIT, P.GROUP_MAP})

PRACTITIONER = Role(
    "practitioner",
    "Practitioner",
    "Works with families day by day: opens a family, writes the map and the plan with them, gathers "
    "everybody's numbers, prints copies and hands them over, and writes down what was decided to share. Sees only "
    "families they work with, and in an emergency one more for a few hours, which somebody reviews.",
    _WORK | _CASE | {P.DECIDE_SHARING, P.EXPORT, P.BREAK_GLASS},
)
TEAM_MANAGER = Role(
    "team_manager",
    "Team manager",
    "Answers for a team's families: everything a practitioner does, says who works with which child and who else "
    "may open a record, authorises assessments, closures and transfers, joins records that are one, locks a record, "
    "reviews what was opened in an emergency, and agrees as the second person that misfiled words are moved or struck "
    "out.",
    _WORK
    | _CASE
    | {P.DECIDE_SHARING, P.STRIKE_OUT, P.ALLOCATE, P.EXPORT, P.IMPORT, P.TAKE_CONTACT, P.AUTHORISE, P.JOIN}
    | {P.LOCK, P.BREAK_GLASS, P.REVIEW_OPENINGS},
)
LEAD_PRACTITIONER = Role(
    "lead_practitioner",
    "Lead practitioner",
    "Leads the work with a family and speaks for everybody helping it: everything a practitioner does, and says who "
    "else works with the children and who may open the record. Family help and child protection both name one for each "
    "family.",
    _WORK | _CASE | {P.DECIDE_SHARING, P.EXPORT, P.ALLOCATE, P.BREAK_GLASS},
)
CONFERENCE_CHAIR = Role(
    "conference_chair",
    "Conference chair",
    "Chairs conferences independently of the team: reads the record of families they chair, restricted items "
    "included, gathers numbers in the room and prints. Does not rewrite other people's words elsewhere.",
    _READ | {P.MAP_EDIT, P.JUDGE, P.PRINT, P.HAND_OVER, P.ASSESS_READ, P.VISIT_READ},
    ReaderKind.CHAIR,
)
MINUTE_TAKER = Role(
    "minute_taker",
    "Minute taker",
    "Writes down what is said in a meeting, on the map and in the plan, for families whose meeting it is, and prepares "
    "copies. Gathers no numbers and hands nothing over.",
    _READ | {P.MAP_EDIT, P.PLAN_EDIT, P.PRINT},
)
REVIEWING_OFFICER = Role(
    "reviewing_officer",
    "Independent reviewing officer",
    "Watches over the plan of a child who is looked after, independently of the team: reads the record of the children "
    "they review, restricted items included, writes what the child says, and prints.",
    _READ | {P.MAP_EDIT, P.JUDGE, P.PRINT, P.HAND_OVER, P.ASSESS_READ, P.VISIT_READ},
    ReaderKind.CHAIR,
)
PARTNER = Role(
    "partner",
    "Partner-agency professional",
    "A teacher, health visitor, police officer or other professional invited to one child: reads that child's map "
    "and plan, and nothing about other children.",
    _READ,
    ReaderKind.AGENCY,
)
PRACTICE_LEAD = Role(
    "practice_lead",
    "Practice lead",
    "Helps colleagues do the work well: reads and writes with the worker on families they are invited to, and looks "
    "after guidance, headings and plain words. Brings people together to map in a group.",
    _READ | {P.MAP_EDIT, P.JUDGE, P.PRINT, P.SEARCH, P.SETTINGS, P.VISIT_READ, P.ASSESS_READ, P.GROUP_MAP},
)
TRAINER = Role(
    "trainer",
    "Trainer",
    "Teaches the approach with invented families and looks after guidance and its words. Opens no family.",
    frozenset({P.SETTINGS}),
)
ANALYST = Role(
    "performance_analyst",
    "Performance analyst",
    "Works with counts and never with a family’s words. Opens no family.",
    frozenset(),
)
AUDITOR = Role(
    "auditor",
    "Auditor",
    "Reads who looked at what, and when, and asks why. Opens no family, and changes nothing.",
    frozenset({P.READ_TRAIL}),
)
DATA_PROTECTION_OFFICER = Role(
    "data_protection_officer",
    "Data protection officer",
    "Answers for how the council keeps people’s facts: reads who looked at what, and writes to families who ask who "
    "has looked, and reviews what was opened in an emergency. Opens no family.",
    frozenset({P.READ_TRAIL, P.REVIEW_OPENINGS}),
)
FRONT_DOOR = Role(
    "front_door",
    "Front-door worker",
    "First to hear that somebody worries about a child: takes contacts, looks whether the child is known, and passes "
    "a referral on. Opens a new family; sees families only while they work with them, and in an emergency one more for "
    "a few hours, which somebody reviews.",
    _WORK | _CASE | {P.TAKE_CONTACT, P.BREAK_GLASS},
)
SYSTEM_ADMINISTRATOR = Role(
    "system_administrator",
    "System administrator",
    "Keeps the system running: settings and headings. Opens no family.",
    frozenset({P.SETTINGS}),
)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        PRACTITIONER, LEAD_PRACTITIONER, FRONT_DOOR, TEAM_MANAGER, CONFERENCE_CHAIR, MINUTE_TAKER, REVIEWING_OFFICER,
        PARTNER, PRACTICE_LEAD, TRAINER, ANALYST, AUDITOR, DATA_PROTECTION_OFFICER, SYSTEM_ADMINISTRATOR,
    )
}  # fmt: skip
