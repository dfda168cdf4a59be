"""What assessment puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.assessment import sheets
from kinmap.assessment.desk_lines import due_lines, for_a_manager, waiting_contacts
from kinmap.assessment.exchange import EXCHANGE
from kinmap.assessment.front_door import contacts_open_to
from kinmap.assessment.misfiled import MISFILED
from kinmap.assessment.models import Assessment, Contact, Referral, StrategyDiscussion, ToolResult
from kinmap.assessment.preparing import prepare_assessment
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
from kinmap.families.models import Person
from kinmap.kit.navigation import Link, navigation

exchange_parts.put(EXCHANGE)
for kind in MISFILED:
    misfilables.put(kind)
for name, nouns in (
    ("referral_id", (Referral,)),
    ("discussion_id", (StrategyDiscussion,)),
    ("assessment_id", (Assessment,)),
    ("result_id", (ToolResult,)),
    ("act_id", (Contact, Referral, Assessment, StrategyDiscussion)),
    ("child_id", (Person,)),
):
    addressed.put(Addressed(name=f"assessment.{name}", needs=Permission.ASSESS_READ, readable=rows_of(*nouns)))
addressed.put(Addressed(name="assessment.contact_id", needs=None, readable=contacts_open_to))
addressed.put(Addressed(name="assessment:new_contact", needs=Permission.TAKE_CONTACT))
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
