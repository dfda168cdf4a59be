"""The mapping room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """The living map: entries, danger statements, goals, scales and judgments."""

    name = "kinmap.mapping"
    verbose_name = "Mapping"

    def ready(self) -> None:
        import_module("kinmap.mapping.shelved")  # what this room puts on the shelves of lower rooms
