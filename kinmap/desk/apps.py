"""The desk room as a Django app."""

from django.apps import AppConfig

from kinmap.kit.navigation import Link, navigation


class DeskConfig(AppConfig):
    """A worker's own desk: my families, what is due, search."""

    name = "kinmap.desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        navigation.put(Link(name="My desk", order=1, url_name="desk:desk"))
        navigation.put(Link(name="Search", order=20, url_name="desk:search", needs="search"))
