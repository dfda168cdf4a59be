"""What planning puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import PrintDocument, exchange_parts, print_documents
from kinmap.planning import sheets
from kinmap.planning.exchange import EXCHANGE
from kinmap.planning.preparing import prepare_plan

exchange_parts.put(EXCHANGE)
print_documents.put(
    PrintDocument(
        name="plan", words="The plan", layout=sheets.PLAN, needs=Permission.PLAN_READ, prepare=prepare_plan, order=30
    )
)
