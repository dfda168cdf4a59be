"""What casework puts on its own shelves: its tabs and its share of the exchange file."""

from kinmap.access.permissions import Permission
from kinmap.casework.chronology_sheet import ChronologyForm, outline_of_chronology, prepare_chronology
from kinmap.casework.deciding_to_share.printing import outline_of_sharing, prepare_sharing
from kinmap.casework.desk_lines import without_agreement
from kinmap.casework.emergency import banner
from kinmap.casework.emergency.reviewing import openings_open_to
from kinmap.casework.emergency.reviewing import waiting_lines as openings_to_review
from kinmap.casework.exchange import parts
from kinmap.casework.misfiled.events import MISFILED
from kinmap.casework.misfiled.showing import misfilable_rows
from kinmap.casework.misfiled.showing import waiting_lines as misfiled_lines
from kinmap.casework.models import (
    AccessGrant,
    Agreement,
    Allocation,
    CopyCheck,
    Misfiled,
    Proposal,
    SharingDecision,
    TimelineEvent,
)
from kinmap.casework.moved import not_joined_away
from kinmap.casework.people.ending import ENDINGS
from kinmap.casework.proposals import waiting_lines
from kinmap.casework.second_look.asking import to_look_at
from kinmap.casework.sheets import CHRONOLOGY, SHARING
from kinmap.casework.shelves import (
    Addressed,
    DeskCard,
    FamilyTab,
    PrintDocument,
    addressed,
    desk_cards,
    exchange_parts,
    family_tabs,
    misfilables,
    print_documents,
    rows_of,
)
from kinmap.documents.models import Issue
from kinmap.families.models import Household, Person, RecordLock
from kinmap.kit.navigation import Link, navigation
from kinmap.kit.notices import Notice, notices
from kinmap.live.once import last_questions

last_questions.append(not_joined_away)
for name, nouns in (
    ("event_id", (TimelineEvent,)),
    ("proposal_id", (Proposal,)),
    ("agreement_id", (Agreement,)),
    ("allocation_id", (Allocation,)),
    ("grant_id", (AccessGrant,)),
    ("lock_id", (RecordLock,)),
    ("decision_id", (SharingDecision,)),
    ("misfiled_id", (Misfiled,)),
    ("person_id", (Person,)),
    ("other_id", (Person,)),
    ("person", (Person,)),
    ("household_id", (Household,)),
    ("issue", (Issue,)),
    ("check_id", (CopyCheck,)),
    ("pk", tuple(ending.rows.model for ending in ENDINGS.values())),
):
    addressed.put(Addressed(name=f"casework.{name}", needs=Permission.FAMILY_READ, readable=rows_of(*nouns)))
addressed.put(Addressed(name="casework.item_id", needs=Permission.FAMILY_EDIT, readable=misfilable_rows))
addressed.put(Addressed(name="casework:open_family", needs=Permission.FAMILY_CREATE))
addressed.put(Addressed(name="casework:break_glass", needs=Permission.BREAK_GLASS))
addressed.put(Addressed(name="casework.opening_id", needs=Permission.REVIEW_OPENINGS, readable=openings_open_to))
misfilables.put(MISFILED)
exchange_parts.put(parts.FAMILIES)
exchange_parts.put(parts.CASEWORK)
exchange_parts.put(parts.DOCUMENTS)
exchange_parts.put(parts.SHARING)
family_tabs.put(FamilyTab("people", "People", "casework:people", Permission.FAMILY_READ, order=40))
family_tabs.put(FamilyTab("work", "Work", "casework:work", Permission.FAMILY_READ, order=50))
family_tabs.put(FamilyTab("story", "Story", "casework:story", Permission.FAMILY_READ, order=60))
family_tabs.put(FamilyTab("copies", "Copies", "casework:copies", Permission.PRINT, order=70))
desk_cards.put(
    DeskCard(
        "proposals", "Waiting for my answer", "No proposal waits for your answer.", waiting_lines, order=15,
        needs=Permission.AUTHORISE,
    )
)  # fmt: skip
desk_cards.put(
    DeskCard(
        "looks", "Copies to look at", "No copy waits for a second look.", to_look_at, order=17,
        needs=Permission.HAND_OVER,
    )
)  # fmt: skip
desk_cards.put(
    DeskCard(
        "misfiled", "Does this belong here?", "Nothing misfiled waits for you.", misfiled_lines, order=18,
        needs=Permission.STRIKE_OUT,
    )
)  # fmt: skip
desk_cards.put(
    DeskCard("agreements", "What I left unfinished", "Every early help has its agreement.", without_agreement, order=50)
)
print_documents.put(
    PrintDocument(
        name="chronology", words="The chronology", layout=CHRONOLOGY, needs=Permission.FAMILY_READ,
        prepare=prepare_chronology, outline=outline_of_chronology, asks=ChronologyForm, order=45,
    )
)  # fmt: skip
print_documents.put(
    PrintDocument(
        name="sharing", words="What was decided to share", layout=SHARING, needs=Permission.FAMILY_READ,
        prepare=prepare_sharing, outline=outline_of_sharing, order=47,
    )
)  # fmt: skip
desk_cards.put(
    DeskCard(
        "openings", "Opened in an emergency", "No emergency opening waits to be reviewed.", openings_to_review,
        order=12, needs=Permission.REVIEW_OPENINGS, everywhere=True,
    )
)  # fmt: skip
notices.put(Notice("opened in an emergency", "casework/emergency/banner.html", banner.lines))
navigation.put(
    Link(name="Emergency openings", order=68, url_name="casework:openings", needs=Permission.REVIEW_OPENINGS)
)
navigation.put(Link(name="Time limits", order=62, url_name="casework:limits", needs=Permission.SETTINGS))
navigation.put(Link(name="Sharing", order=63, url_name="casework:sharing_bases", needs=Permission.SETTINGS))
navigation.put(Link(name="Stages", order=65, url_name="casework:stage_names", needs=Permission.SETTINGS))
navigation.put(Link(name="Who looked", order=70, url_name="casework:trail", needs=Permission.READ_TRAIL))
navigation.put(Link(name="Roles", order=66, url_name="casework:roles", needs=Permission.SETTINGS))
navigation.put(Link(name="Council", order=64, url_name="casework:council", needs=Permission.SETTINGS))
