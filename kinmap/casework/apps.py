"""The casework room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Who is involved with which child, the stage, the door to a family, the chronology."""

    name = "kinmap.casework"
    verbose_name = "Casework"

    def ready(self) -> None:
        import_module("kinmap.casework.shelved")  # what this room puts on the shelves of lower rooms
