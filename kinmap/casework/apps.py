"""The casework room as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Who is involved with which child, the stage, the door to a family, the chronology."""

    name = "kinmap.casework"
    verbose_name = "Casework"
