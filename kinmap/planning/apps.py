"""The planning room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Safety plans: rules, triggers, actions, in versions."""

    name = "kinmap.planning"
    verbose_name = "Planning"

    def ready(self) -> None:
        exchange = import_module("kinmap.planning.exchange")
        import_module("kinmap.casework.shelves").exchange_parts.put(exchange.EXCHANGE)
