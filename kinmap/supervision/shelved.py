"""What supervision puts on the shelves of lower rooms. No exchange part: drafts are no part of the record."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import (
    Addressed,
    DeskCard,
    FamilyTab,
    MadeOf,
    addressed,
    desk_cards,
    family_tabs,
    made_of,
)
from kinmap.supervision.door import drafts_open_to, sessions_open_to, turns_open_to
from kinmap.supervision.models import Draft
from kinmap.supervision.table import invited_lines

family_tabs.put(FamilyTab("group", "Group mapping", "supervision:sessions", Permission.GROUP_MAP, order=65))
for name, open_to in (("session_id", sessions_open_to), ("turn_id", turns_open_to), ("draft_id", drafts_open_to)):
    addressed.put(Addressed(name=f"supervision.{name}", needs=Permission.GROUP_MAP, readable=open_to))
desk_cards.put(
    DeskCard(
        "group-mapping", "Group mapping", "You have no seat in a group mapping.", invited_lines, order=60,
        needs=Permission.GROUP_MAP, everywhere=True,
    )
)  # fmt: skip
made_of.put(MadeOf(name="group drafts", rows=lambda ids: Draft.objects.filter(became__in=ids)))
