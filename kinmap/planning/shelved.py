"""What planning puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import (
    DeskCard,
    FamilyTab,
    PrintDocument,
    desk_cards,
    exchange_parts,
    family_tabs,
    print_documents,
)
from kinmap.planning import sheets
from kinmap.planning.desk_lines import due_lines, unfinished_lines
from kinmap.planning.exchange import EXCHANGE
from kinmap.planning.preparing import prepare_plan

exchange_parts.put(EXCHANGE)
family_tabs.put(FamilyTab("plan", "Plan", "planning:plan", Permission.PLAN_READ, order=30))
desk_cards.put(DeskCard("due-plans", "What is due", "Nothing in a plan is due.", due_lines, order=20))
desk_cards.put(
    DeskCard("unfinished-plans", "What I left unfinished", "No plan waits for a version.", unfinished_lines, order=40)
)
print_documents.put(
    PrintDocument(
        name="plan", words="The plan", layout=sheets.PLAN, needs=Permission.PLAN_READ, prepare=prepare_plan, order=30
    )
)
