"""Rules, warning signs and actions. Each names the worry that it answers; words alone are enough to save."""

from typing import Any, ClassVar
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields, people_choices
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry
from kinmap.planning.forms.plans import children_choices
from kinmap.planning.models import Plan, PlanAction, PlanRule
from kinmap.planning.models.items import PlanItem

SHORT = 80


def statement_choices(family: Family, reader: Reader) -> list[tuple[UUID, str]]:
    """The danger or worry statements that an item may answer, numbered as this reader has them."""
    rows = Entry.objects.readable_by(reader).standing().filter(family=family, category=Category.DANGER_STATEMENT)
    texts = enumerate(rows.order_by("place", "id").values_list("pk", "text"), start=1)
    return [
        (pk, f"{number}. {text if len(text) <= SHORT else text[:SHORT].rsplit(' ', 1)[0] + '…'}")
        for number, (pk, text) in texts
    ]


class ItemForm(GuardFields):
    """What rules, warning signs and actions ask alike."""

    version = forms.HiddenField(coerce=int, required=False)
    text = forms.TextAreaField(label="Words", rows=2)
    answers = forms.SelectField(
        label="Which worry is this for?", coerce=UUID, blank="Not said yet", required=False, mark=False
    )
    also_answers = forms.SelectField(
        label="And another one?", coerce=UUID, blank="No other", required=False, mark=False
    )
    children = forms.ChildrenField(label="Which children?")

    own: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[tuple[str, str, str]] = ("", "", "")

    def __init__(
        self, *args: Any, family: Family, reader: Reader, plan: Plan, item: PlanItem | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=item, **kwargs)
        label, hint, missing = self.words
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        self.fields["text"].error_messages["required"] = missing
        statements = statement_choices(family, reader)
        self.offer_reference("answers", statements, current=item.answers_id if item else None)
        self.offer_reference("also_answers", statements, current=item.also_answers_id if item else None)
        children = [(pk, name) for pk, name in children_choices(family, reader) if pk in plan.children]
        ticked = item.children if item else plan.children
        self.offer_children(children, standing=item.children if item else frozenset(), ticked=ticked)
        if item is not None:
            for name in ("version", "text", *self.own):
                self.fields[name].initial = getattr(item, name)

    def clean(self) -> dict[str, Any]:
        """One worry is named once."""
        cleaned = super().clean()
        if cleaned.get("answers") and cleaned.get("answers") == cleaned.get("also_answers"):
            self.add_error("also_answers", "This is the same worry as above. Choose another, or none")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the item's verbs want."""
        facts = {name: self.cleaned_data[name] for name in ("text", *self.own)} | {"children": self.about()}
        return facts | {f"{name}_id": self.reference(name) for name in ("answers", "also_answers")}


class RuleForm(ItemForm):
    """A rule, in positive words: who does it, who steps in, who checks, what if not (domain.md §4.5)."""

    words = (
        "What will people do?",
        "Say what happens, not what stops. For example “Nana sleeps over on Fridays”.",
        "Enter what people will do",
    )
    own = ("who", "backup", "who_checks", "how_checked", "if_not", "when", "when_words", "child_knows")

    who = forms.TextField(label="Who does it?", longest=300, size="", missing="Enter who does it")
    backup = forms.TextField(label="Who steps in if they cannot?", longest=300, size="", required=False, mark=False)
    who_checks = forms.TextField(label="Who checks?", longest=300, size="", required=False, mark=False)
    how_checked = forms.TextField(label="How do they check?", longest=300, size="", required=False, mark=False)
    if_not = forms.TextAreaField(
        label="What happens if it is not kept?", hint="One step on each line: the first thing first.", rows=3,
        required=False, mark=False,
    )  # fmt: skip
    when = forms.SelectField(label="When does it apply?", choices=PlanRule.When.choices, blank=None)
    when_words = forms.TextField(label="Which time, in words", size="", required=False, mark=False)
    child_knows = forms.TickField(label="The children know this rule")


class TriggerForm(ItemForm):
    """A warning sign, what is done first and what second."""

    words = (
        "What is the warning sign?",
        "Something that people can see or hear. For example “an unknown number rings twice in a day”.",
        "Enter the warning sign",
    )
    own = ("seen_by", "first_action", "second_action", "emergency")

    seen_by = forms.TextField(label="Who may notice it?", longest=300, size="", required=False, mark=False)
    first_action = forms.TextAreaField(label="What do we do first?", rows=2, missing="Enter what is done first")
    second_action = forms.TextAreaField(label="And if that is not enough?", rows=2, required=False, mark=False)
    emergency = forms.TickField(label="Ring 999 at once")


class ActionForm(ItemForm):
    """Something to be done once, by somebody, by a day."""

    words = (
        "What needs doing?", "One small thing. For example “put a new lock on the back door”.", "Enter what needs doing"
    )  # fmt: skip
    own = ("owner_words", "due", "done_on", "evidence")

    owner = forms.SelectField(label="Who will do it?", coerce=UUID, blank="Nobody chosen", required=False, mark=False)
    owner_words = forms.TextField(label="Or in words", size="", required=False, mark=False)
    due = forms.DateField(label="By when?", required=False, mark=False)
    done_on = forms.DateField(label="Done on", past=True, required=False, mark=False)
    evidence = forms.TextAreaField(label="How do we know?", rows=2, required=False, mark=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, plan=plan, **kwargs)
        item = kwargs.get("item")
        owner = item.owner_id if isinstance(item, PlanAction) else None
        self.offer_reference("owner", people_choices(family, reader), current=owner)

    def clean(self) -> dict[str, Any]:
        """Somebody does it: chosen, or named in words."""
        cleaned = super().clean()
        if not self.reference("owner") and not cleaned.get("owner_words"):
            self.add_error("owner", "Choose who will do it, or say it in words")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """As for every item, and who does it."""
        return super().facts() | {"owner_id": self.reference("owner")}


class DoneForm(forms.WriteForm):
    """An action is done: on which day, and how that is known."""

    version = forms.HiddenField(coerce=int)
    done_on = forms.DateField(label="Done on", past=True, missing="Enter the day it was done")
    evidence = forms.TextAreaField(label="How do we know?", rows=2, required=False, mark=False)
