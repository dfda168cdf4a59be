"""A family arrives from, and leaves to, one documented JSON file (docs/exchange.md)."""

from kinmap.casework.exchange.bringing import bring_in, import_family, is_here
from kinmap.casework.exchange.opening import opened
from kinmap.casework.exchange.refusal import Refused
from kinmap.casework.exchange.schema import family_schema, schema_text
from kinmap.casework.exchange.writing import export_family, exported

__all__ = [
    "Refused",
    "bring_in",
    "export_family",
    "exported",
    "family_schema",
    "import_family",
    "is_here",
    "opened",
    "schema_text",
]
