"""Writing a council's own questions and pages: plain text, an author, a day to look at it again."""

from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone

from kinmap.guidance.models.own import CouncilQuestion, Own
from kinmap.guidance.pages import PAGES
from kinmap.guidance.questions import AUDIENCES, CATEGORIES, COLUMNS, HEADINGS, STAGES, STEP_MEANS, STEPS
from kinmap.kit import forms

#: Practice moves on: a year is a day on which somebody still remembers why.
LOOK_AGAIN_AFTER = timedelta(days=365)


class OwnForm(forms.WriteForm):
    """What both kinds are asked."""

    version = forms.HiddenField(coerce=int, required=False)
    author = forms.TextField(
        label="Who answers for it?", hint="Whom may a colleague ask about it?", missing="Enter who answers for it",
    )  # fmt: skip
    review_on = forms.DateField(
        label="When should somebody look at it again?", required=False, mark=False,
        hint="After that day the page says that its review was due.",
    )  # fmt: skip

    facts_asked: ClassVar[tuple[str, ...]] = ("author", "review_on")

    def __init__(self, *args: Any, own: Own | None = None, author: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["author"].initial = author
        self.fields["review_on"].initial = timezone.localdate() + LOOK_AGAIN_AFTER
        if own is not None:
            for name in ("version", *self.facts_asked):
                self.fields[name].initial = getattr(own, name)

    def facts(self) -> dict[str, Any]:
        """What the verb wants."""
        return {name: self.cleaned_data[name] for name in self.facts_asked}


class QuestionForm(OwnForm):
    """A question of our own, in the shape of the bank."""

    text = forms.TextAreaField(label="The question, as you would ask it", rows=2, longest=500,
                               missing="Enter the question")  # fmt: skip
    column = forms.SelectField(label="In which column?", choices=list(COLUMNS.items()))
    headings = forms.CheckboxesField(
        label="Under which headings does it fit?", choices=list(HEADINGS.items()), small=True, required=False,
        mark=False, hint="It is offered beside these headings of the map.",
    )  # fmt: skip
    category = forms.SelectField(label="What kind of question is it?", choices=list(CATEGORIES.items()))
    audience = forms.CheckboxesField(label="Whom is it for?", choices=list(AUDIENCES.items()), small=True)
    stages = forms.CheckboxesField(
        label="At which stages?", choices=list(STAGES.items()), small=True, required=False, mark=False,
        hint="None ticked: at all of them.",
    )  # fmt: skip
    ears_step = forms.SelectField(
        label="At which step of a conversation?", choices=list(STEPS.items()), blank=None, initial="elicit"
    )
    avoid_when = forms.TextAreaField(label="When should it not be asked?", rows=2, longest=500, required=False,
                                     mark=False)  # fmt: skip

    facts_asked = (
        "text", "column", "headings", "category", "audience", "stages", "ears_step", "avoid_when", "author",
        "review_on",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, words in STEPS.items():
            self.fields[f"then_{step}"] = forms.TextAreaField(
                label=f"{words}: {STEP_MEANS[step].lower()}", hint="One to a line.", rows=2, longest=2_000,
                required=False, mark=False,
            )  # fmt: skip
            if isinstance(self.own, CouncilQuestion):
                self.fields[f"then_{step}"].initial = "\n".join(self.own.follow_ups.get(step, ()))

    @property
    def then_fields(self) -> list[Any]:
        """The follow-ups, in the order of a conversation."""
        return [self[f"then_{step}"] for step in STEPS]

    def facts(self) -> dict[str, Any]:
        """With the follow-ups, step by step."""
        said = {step: self.cleaned_data[f"then_{step}"].splitlines() for step in STEPS}
        told = {step: [line.strip() for line in lines if line.strip()] for step, lines in said.items()}
        return super().facts() | {"follow_ups": {step: lines for step, lines in told.items() if lines}}


class PageForm(OwnForm):
    """A page of our own, or a note under one of Kinmap's pages."""

    title = forms.TextField(label="Title", missing="Enter a title")
    text = forms.TextAreaField(
        label="Text", rows=10, longest=50_000, missing="Enter the text",
        hint="Plain words. An empty line begins a new paragraph; a line that begins with a dash is an item of a list.",
    )  # fmt: skip
    beside = forms.SelectField(
        label="Where does it stand?", choices=[(page.slug, f"At the foot of “{page.title}”") for page in PAGES],
        blank="On a page of its own", required=False, mark=False,
    )  # fmt: skip

    facts_asked = ("title", "text", "beside", "author", "review_on")

    def facts(self) -> dict[str, Any]:
        """A page of its own stands at the foot of none."""
        told = super().facts()
        return told | {"beside": told["beside"] or ""}
