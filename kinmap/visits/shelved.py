"""What visits puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
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
from kinmap.visits import sheets
from kinmap.visits.desk_lines import to_make, to_see_again, to_write_up
from kinmap.visits.exchange import EXCHANGE
from kinmap.visits.misfiled import MISFILED
from kinmap.visits.models import Said, Seen, Visit
from kinmap.visits.preparing import VisitsForm, outline_of_visits, prepare_visits

exchange_parts.put(EXCHANGE)
misfilables.put(MISFILED)
for name, noun in (("visit_id", Visit), ("part_id", Seen), ("said_id", Said)):
    addressed.put(Addressed(name=f"visits.{name}", needs=Permission.VISIT_READ, readable=rows_of(noun)))
family_tabs.put(FamilyTab("visits", "Visits", "visits:visits", Permission.VISIT_READ, order=35))
desk_cards.put(DeskCard("visits", "Visits to make", "No visit is planned.", to_make, order=25))
desk_cards.put(DeskCard("seen-again", "Children to see again", "Every child was seen in time.", to_see_again, order=26))
desk_cards.put(DeskCard("write-ups", "What I left unfinished", "Every visit is written up.", to_write_up, order=45))
print_documents.put(
    PrintDocument(
        name="visits", words="Visits and contacts", layout=sheets.VISITS, needs=Permission.VISIT_READ,
        prepare=prepare_visits, outline=outline_of_visits, asks=VisitsForm, order=46,
    )
)  # fmt: skip
