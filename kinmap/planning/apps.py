"""The planning room as a Django app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Safety plans: rules, triggers, actions, in versions."""

    name = "kinmap.planning"
    verbose_name = "Planning"
