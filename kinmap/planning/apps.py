"""The planning room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Safety plans: rules, triggers, actions, in versions."""

    name = "kinmap.planning"
    verbose_name = "Planning"

    def ready(self) -> None:
        import_module("kinmap.planning.shelved")  # what this room puts on the shelves of lower rooms
