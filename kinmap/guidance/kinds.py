"""The two things that a council writes, for the pages that serve both."""

from dataclasses import dataclass

from django.http import Http404

from kinmap.guidance.forms import OwnForm, PageForm, QuestionForm
from kinmap.guidance.models import CouncilPage, CouncilQuestion
from kinmap.guidance.models.own import Own


@dataclass(frozen=True)
class Kind:
    """One of them: its code in addresses, its noun, its form, what it is called."""

    code: str
    noun: type[Own]
    form: type[OwnForm]
    words: str


KINDS: dict[str, Kind] = {
    "question": Kind("question", CouncilQuestion, QuestionForm, "question"),
    "page": Kind("page", CouncilPage, PageForm, "page"),
}


def kind_of(code: str) -> Kind:
    """The kind of this code. Raises ``Http404``."""
    if code not in KINDS:
        raise Http404
    return KINDS[code]
