"""The pages of visits, one file for reading and one for writing."""

from kinmap.visits.views.acts import add_words, call_off, change_words, made, place
from kinmap.visits.views.reading import visit, visits
from kinmap.visits.views.writing import change_plan, plan, write_new, write_up

__all__ = [
    "add_words", "call_off", "change_plan", "change_words", "made", "place", "plan", "visit", "visits", "write_new",
    "write_up",
]  # fmt: skip
