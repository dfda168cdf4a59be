"""The mapping room as a Django app."""

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """The living map: entries, danger statements, goals, scales and judgments."""

    name = "kinmap.mapping"
    verbose_name = "Mapping"
