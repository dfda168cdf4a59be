"""Forms of guidance: to look for questions, and to write a council's own."""

from kinmap.guidance.forms.looking import QuestionFilter
from kinmap.guidance.forms.own import OwnForm, PageForm, QuestionForm

__all__ = ["OwnForm", "PageForm", "QuestionFilter", "QuestionForm"]
