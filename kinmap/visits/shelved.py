"""What visits puts on the shelves of lower rooms."""

from kinmap.casework.shelves import exchange_parts
from kinmap.visits.exchange import EXCHANGE

exchange_parts.put(EXCHANGE)
