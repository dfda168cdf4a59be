"""The guidance room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """The question bank, how-to pages, standards with examples, plain words. It knows no family."""

    name = "kinmap.guidance"
    verbose_name = "Guidance"

    def ready(self) -> None:
        import_module("kinmap.guidance.shelved")  # what this room puts on the shelves of lower rooms
