"""What supervision puts on the shelves of lower rooms. No exchange part: drafts are no part of the record."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import DeskCard, FamilyTab, desk_cards, family_tabs
from kinmap.supervision.table import invited_lines

family_tabs.put(FamilyTab("group", "Group mapping", "supervision:sessions", Permission.GROUP_MAP, order=65))
desk_cards.put(
    DeskCard(
        "group-mapping", "Group mapping", "You have no seat in a group mapping.", invited_lines, order=60,
        needs=Permission.GROUP_MAP, everywhere=True,
    )
)  # fmt: skip
