"""The desk room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """A worker's own desk: my families, what is due, search."""

    name = "kinmap.desk"
    verbose_name = "Desk"
