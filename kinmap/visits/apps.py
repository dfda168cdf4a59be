"""The visits room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits and contacts: planned and made, who was there, each child seen and heard."""

    name = "kinmap.visits"
    verbose_name = "Visits"

    def ready(self) -> None:
        import_module("kinmap.visits.shelved")  # what this room puts on the shelves of lower rooms
