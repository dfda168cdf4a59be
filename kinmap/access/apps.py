"""The access room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, organisations, teams, roles, sign-in and the trail."""

    name = "kinmap.access"
    verbose_name = "Access"
