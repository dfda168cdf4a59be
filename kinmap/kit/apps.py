"""The kit room as a Django app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The design system: form fields, dates, privacy labels; no tables."""

    name = "kinmap.kit"
    verbose_name = "Kit"
