"""The families room as a Django app."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """People, families, kinship, households and where each child sleeps tonight."""

    name = "kinmap.families"
    verbose_name = "Families"
