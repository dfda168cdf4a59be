"""What the pages of visits ask for."""

from kinmap.visits.forms.acts import CallOffForm, MadeForm, PlaceForm, WordsForm
from kinmap.visits.forms.planning import PlanVisitForm
from kinmap.visits.forms.writing import ChildPartForm, WriteUpForm

__all__ = ["CallOffForm", "ChildPartForm", "MadeForm", "PlaceForm", "PlanVisitForm", "WordsForm", "WriteUpForm"]
