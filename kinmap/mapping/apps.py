"""The mapping room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """The living map: entries, danger statements, goals, scales and judgments."""

    name = "kinmap.mapping"
    verbose_name = "Mapping"

    def ready(self) -> None:
        exchange = import_module("kinmap.mapping.exchange")
        import_module("kinmap.casework.shelves").exchange_parts.put(exchange.EXCHANGE)
