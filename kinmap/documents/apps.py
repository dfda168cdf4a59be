"""The documents room as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The press that prints and the filing cabinet that keeps what was handed over."""

    name = "kinmap.documents"
    verbose_name = "Documents"
