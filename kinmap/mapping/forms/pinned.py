"""Pinning questions, writing one of one's own, and answering one into the map."""

from typing import Any
from uuid import UUID

from django.http import QueryDict

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields, people_choices
from kinmap.families.models import Family
from kinmap.guidance.questions import Question
from kinmap.kit import forms
from kinmap.mapping.categories import Category
from kinmap.mapping.forms.entry import EntryForm
from kinmap.mapping.models import PinnedQuestion
from kinmap.mapping.people import children_of
from kinmap.mapping.pinning import ORDER, visits_to_come


class TakeForm(forms.WriteForm):
    """Several questions of the bank at once, about some of the children."""

    questions = forms.CheckboxesField(label="Questions", small=True)
    children = forms.ChildrenField()

    def __init__(self, *args: Any, questions: list[Question], children: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {one.code: one for one in questions}
        self.offer("questions", [(code, one.text) for code, one in self.asked.items()])
        self.fields["questions"].error_messages["required"] = "Tick at least one question"
        self.offer("children", children, initial=[child for child, _ in children if len(children) == 1])

    def ticked(self, child: UUID | None) -> frozenset[str]:
        """The children whose boxes stand ticked: as sent, else the one whose map it is, or the only one."""
        sent = self["children"].value() or ()
        return frozenset(map(str, sent if self.is_bound or child is None else [child]))

    def chosen(self) -> list[Question]:
        """The questions ticked."""
        return [self.asked[code] for code in self.cleaned_data["questions"]]


class PinForm(GuardFields):
    """One question: its words, whom to ask, for which visit, where the answer belongs, who may see it."""

    version = forms.HiddenField(coerce=int, required=False)
    text = forms.TextAreaField(label="The question", rows=2, longest=2_000, missing="Enter the question")
    children = forms.ChildrenField()
    whom = forms.SelectField(label="Whom will you ask?", coerce=UUID, blank="Nobody chosen", required=False, mark=False)
    visit = forms.SelectField(label="For which visit?", coerce=UUID, blank="None yet", required=False, mark=False)
    category = forms.SelectField(
        label="Where on the map does the answer belong?", blank=None, initial=Category.NOT_SURE_YET.value
    )

    def __init__(
        self, *args: Any, family: Family, reader: Reader, words: dict[str, str], pin: PinnedQuestion | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, family=family, reader=reader, guarded=pin, **kwargs)
        children = children_of(family, reader)
        standing = pin.children if pin else frozenset()
        ticked = standing if pin else frozenset(child for child, _ in children if len(children) == 1)
        self.offer_children(children, standing=standing, ticked=ticked)
        self.offer_reference("whom", people_choices(family, reader), current=pin.whom_id if pin else None)
        visits = visits_to_come(family, reader, also=[pin.visit_id] if pin and pin.visit_id else ())
        self.offer_reference("visit", list(visits.items()), current=pin.visit_id if pin else None)
        self.has_visits = bool(visits)
        self.offer("category", [(one.value, words[one]) for one in ORDER])
        if pin is not None:
            for name in ("version", "text", "category"):
                self.fields[name].initial = getattr(pin, name)

    @staticmethod
    def bare(sent: QueryDict | None = None, *, version: int | None = None) -> "MovePinForm":
        """Nothing but which version was seen: to take a question off the list, or along again."""
        return MovePinForm(sent, auto_id="moving-%s", initial={"version": version})

    def facts(self) -> dict[str, Any]:
        """What the verb wants; what this writer could not see stays as it was."""
        cleaned = self.cleaned_data
        told = {"text": cleaned["text"], "category": cleaned["category"], "children": self.about()}
        return told | {"whom_id": self.reference("whom"), "visit_id": self.reference("visit")} | self.guard()


class MovePinForm(forms.WriteForm):
    """Taking a question off the list, or along again, as it was seen."""

    version = forms.HiddenField(coerce=int, required=False)


class AnswerForm(EntryForm):
    """The answer as an entry: its heading, its children, who said it and who may see it are those of the question."""

    def __init__(self, *args: Any, family: Family, reader: Reader, pin: PinnedQuestion, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, category=pin.category, like=pin, **kwargs)
        self.fields["said_by"].initial = pin.whom_id if self._offered("said_by", pin.whom_id) else ""
        self.fields["text"].label = "The answer, in their words"
