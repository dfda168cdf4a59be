"""What assessment puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.assessment import sheets
from kinmap.assessment.desk_lines import due_lines, for_a_manager, waiting_contacts
from kinmap.assessment.exchange import EXCHANGE
from kinmap.assessment.preparing import prepare_assessment
from kinmap.casework.shelves import (
    DeskCard,
    FamilyTab,
    PrintDocument,
    desk_cards,
    exchange_parts,
    family_tabs,
    print_documents,
)
from kinmap.kit.navigation import Link, navigation

exchange_parts.put(EXCHANGE)
family_tabs.put(FamilyTab("assessment", "Assessment", "assessment:assessment", Permission.ASSESS_READ, order=37))
desk_cards.put(DeskCard("due-assessment", "What is due", "No limit is near.", due_lines, order=15))
desk_cards.put(
    DeskCard("contacts", "Contacts waiting", "No contact waits for a decision.", waiting_contacts, order=10,
             needs=Permission.TAKE_CONTACT, everywhere=True)
)  # fmt: skip
desk_cards.put(
    DeskCard("authorise", "Waiting for your word", "No assessment waits for you.", for_a_manager, order=12,
             needs=Permission.AUTHORISE)
)  # fmt: skip
print_documents.put(
    PrintDocument(
        name="assessment", words="The single assessment", layout=sheets.ASSESSMENT, needs=Permission.ASSESS_READ,
        prepare=prepare_assessment, order=40,
    )
)  # fmt: skip
navigation.put(Link(name="Contacts", order=10, url_name="assessment:contacts", needs=Permission.TAKE_CONTACT))
