"""The assessment room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """How a family comes in: contact, referral, assessment, section 47 enquiry, their clocks, other tools."""

    name = "kinmap.assessment"
    verbose_name = "Assessment"

    def ready(self) -> None:
        import_module("kinmap.assessment.shelved")  # what this room puts on the shelves of lower rooms
