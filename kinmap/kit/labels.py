"""Privacy labels: every model field says what it holds.

Labels drive what may be logged, redacted and scrubbed. A model names its fields in ``privacy``;
a test walks every model and fails on a field without a label (design: "The four that stay", 3).
"""

from enum import StrEnum

from django.db import models


class Label(StrEnum):
    """What a field holds, from harmless to dangerous."""

    PLAIN = "plain"  # ids, codes, counts, dates of recording: may be logged
    PERSONAL = "personal"  # says who somebody is
    SENSITIVE = "sensitive"  # case words, health, harm, judgments
    CHILDS_WORDS = "childs_words"  # what a child said
    LOCATION = "location"  # where somebody can be found
    SECRET = "secret"  # noqa: S105 - passwords, keys: the label, not one of them


def label_of(model: type[models.Model], field: str) -> Label | None:
    """The label of a model's field, looked up through its bases; ``None`` when nobody gave one."""
    for base in model.__mro__:
        declared: dict[str, Label] = base.__dict__.get("privacy", {})
        if field in declared:
            return declared[field]
    return None
