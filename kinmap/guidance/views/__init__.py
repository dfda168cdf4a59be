"""Pages of guidance: to read, and to write a council's own."""

from kinmap.guidance.views.reading import index, own_page, page, questions
from kinmap.guidance.views.writing import add, bring_back, change, changed, own, withdraw

__all__ = [
    "add", "bring_back", "change", "changed", "index", "own", "own_page", "page", "questions", "withdraw",
]  # fmt: skip
