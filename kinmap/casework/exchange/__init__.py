"""A family arrives from, and leaves to, one documented JSON file (docs/exchange.md)."""

from kinmap.casework.exchange.bringing import import_family
from kinmap.casework.exchange.refusal import Refused
from kinmap.casework.exchange.schema import family_schema, schema_text
from kinmap.casework.exchange.writing import export_family, exported

__all__ = ["Refused", "export_family", "exported", "family_schema", "import_family", "schema_text"]
