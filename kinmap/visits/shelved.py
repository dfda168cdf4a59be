"""What visits puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import DeskCard, FamilyTab, desk_cards, exchange_parts, family_tabs
from kinmap.visits.desk_lines import to_make, to_write_up
from kinmap.visits.exchange import EXCHANGE

exchange_parts.put(EXCHANGE)
family_tabs.put(FamilyTab("visits", "Visits", "visits:visits", Permission.VISIT_READ, order=35))
desk_cards.put(DeskCard("visits", "Visits to make", "No visit is planned.", to_make, order=25))
desk_cards.put(DeskCard("write-ups", "What I left unfinished", "Every visit is written up.", to_write_up, order=45))
