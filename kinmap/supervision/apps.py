"""The supervision room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Group mapping: drafts written alone, read together, chosen, and kept apart from the record until adopted."""

    name = "kinmap.supervision"
    verbose_name = "Supervision"

    def ready(self) -> None:
        import_module("kinmap.supervision.shelved")  # what this room puts on the shelves of lower rooms
