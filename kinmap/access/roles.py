"""Roles as prose: what each person is there to do, and what they may therefore do.

Names are what the council calls them today; the law of 2026 renames some, so a name is shown from
here and stored only as its code. A role alone opens no family: see ``kinmap.casework.doors``.
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
    "everybody's numbers, prints copies and hands them over. Sees only families they work with.",
    _WORK | _CASE | {P.EXPORT},
)
TEAM_MANAGER = Role(
    "team_manager",
    "Team manager",
    "Answers for a team's families: everything a practitioner does, says who works with which child, authorises "
    "assessments, closures and transfers, and joins records that are one.",
    _WORK | _CASE | {P.ALLOCATE, P.EXPORT, P.IMPORT, P.TAKE_CONTACT, P.AUTHORISE, P.JOIN},
)
CONFERENCE_CHAIR = Role(
    "conference_chair",
    "Conference chair",
    "Chairs conferences independently of the team: reads the record of families they chair, restricted items "
    "included, gathers numbers in the room and prints. Does not rewrite other people's words elsewhere.",
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
FRONT_DOOR = Role(
    "front_door",
    "Front-door worker",
    "First to hear that somebody worries about a child: takes contacts, looks whether the child is known, and passes "
    "a referral on. Opens a new family; sees families only while they work with them.",
    _WORK | _CASE | {P.TAKE_CONTACT},
)
SYSTEM_ADMINISTRATOR = Role(
    "system_administrator",
    "System administrator",
    "Keeps the system running: settings and headings. Opens no family.",
    frozenset({P.SETTINGS}),
)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (PRACTITIONER, FRONT_DOOR, TEAM_MANAGER, CONFERENCE_CHAIR, PARTNER, PRACTICE_LEAD, SYSTEM_ADMINISTRATOR)
}
