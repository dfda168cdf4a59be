"""The live room as a Django app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Receipts of repeated writes, so that the same sentence sent twice is kept once."""

    name = "kinmap.live"
    verbose_name = "Live"
