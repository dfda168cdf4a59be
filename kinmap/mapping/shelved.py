"""What mapping puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import FamilyTab, PrintDocument, desk_cards, exchange_parts, family_tabs, print_documents
from kinmap.kit.navigation import Link, navigation
from kinmap.mapping import sheets
from kinmap.mapping.desk_lines import CARDS
from kinmap.mapping.exchange import EXCHANGE
from kinmap.mapping.preparing import prepare_map, prepare_statements

exchange_parts.put(EXCHANGE)
family_tabs.put(FamilyTab("map", "Map", "mapping:map", Permission.MAP_READ, order=10))
family_tabs.put(FamilyTab("statements", "Worries and goals", "mapping:statements", Permission.MAP_READ, order=20))
for card in CARDS:
    desk_cards.put(card)
print_documents.put(
    PrintDocument(
        name="map", words="The map", layout=sheets.MAP, needs=Permission.MAP_READ, prepare=prepare_map,
        papers=("A3", "A4"),
        order=10,
    )
)  # fmt: skip
print_documents.put(
    PrintDocument(
        name="statements", words="Statements, goals and scales", layout=sheets.STATEMENTS, needs=Permission.MAP_READ,
        prepare=prepare_statements, order=20,
    )
)  # fmt: skip
navigation.put(Link(name="Headings", order=60, url_name="mapping:labels", needs=Permission.SETTINGS))
