"""Writing a danger or worry statement and its goal: guided questions beside free text (domain.md §1.3)."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict

from kinmap.access.nouns import AboutChildren
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.guard import GuardFields
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.forms import clean_words
from kinmap.mapping.categories import PART_ANSWERS, Category
from kinmap.mapping.composing import goal_from, statement_from
from kinmap.mapping.models import Entry

Children = tuple[tuple[UUID, str], ...]


def _part(label: str, hint: str, *, rows: int = 1) -> forms.TextAreaField:
    return forms.TextAreaField(label=label, hint=hint, rows=rows, longest=2_000, required=False, mark=False)


def _choice(part: str, label: str, *, hint: str = "") -> forms.RadiosField:
    answers = PART_ANSWERS[Category.DANGER_STATEMENT, part]
    return forms.RadiosField(
        label=label, hint=hint, choices=answers, required=False, mark=False, small=True, inline=True
    )


class GuidedForm(GuardFields):
    """Parts to answer, and the paragraph: made from the parts, or typed freely, and always the writer's own.

    ``made`` remembers the last paragraph that was made, so that making it again replaces only that and
    never a sentence that somebody typed.
    """

    version = forms.HiddenField(coerce=int, required=False)
    made = forms.HiddenField(required=False)
    children = forms.ChildrenField()

    category: ClassVar[Category]
    parts_asked: ClassVar[tuple[str, ...]]

    @staticmethod
    def compose(parts: Mapping[str, str]) -> str:
        """The paragraph made from the parts."""
        return statement_from(parts)

    def __init__(
        self, *args: Any, family: Family, reader: Reader, children: Children, entry: Entry | None = None,
        like: AboutChildren | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.entry = entry
        like = entry or like
        super().__init__(*args, family=family, reader=reader, guarded=like, **kwargs)
        ticked = like.children if like else frozenset(child for child, _ in children if len(children) == 1)
        self.offer_children(children, standing=like.children if like else frozenset(), ticked=ticked)
        if entry is not None:
            shown = {"text": entry.text, "version": entry.version, **entry.parts}
            for name in shown.keys() & self.fields.keys():
                self.fields[name].initial = shown[name]

    @classmethod
    def made_from(cls, sent: QueryDict, **asked: Any) -> "GuidedForm":
        """The same form with the paragraph made from what was sent; nothing typed is lost, nothing is saved."""
        many = {"children", "named", "hidden_from"}
        typed = {name: sent.getlist(name) if name in many else sent.get(name) for name in sent}
        paragraph = cls.compose(sent)
        own, made = (clean_words(sent.get(name) or "").strip() for name in ("text", "made"))
        if made and own.startswith(made):
            own = own[len(made) :].strip()
        text = "\n\n".join(part for part in (paragraph, "" if own == paragraph else own) if part)
        return cls(initial=typed | {"text": text, "made": paragraph}, **asked)

    @property
    def guiding_fields(self) -> list[Any]:
        """The guided questions, in order."""
        return [self[name] for name in self.parts_asked]

    def facts(self) -> dict[str, Any]:
        """The entry's facts; what this writer could not see or was not asked stays as it was."""
        cleaned, entry = self.cleaned_data, self.entry
        kept = dict(entry.parts) if entry else {}
        kept |= {name: cleaned[name] or "" for name in self.parts_asked}
        guard = self.guard()
        if guard["sharing"] != Sharing.FAMILY_ALL and self.reader.person_id is not None:
            guard["named"] = guard["named"] | {self.reader.person_id}  # whoever sets a level is never locked out by it
        return {
            "text": cleaned["text"], "children": self.about(),
            "parts": {part: words for part, words in kept.items() if words}, **guard,
        }  # fmt: skip


class StatementForm(GuidedForm):
    """A danger or worry statement."""

    category = Category.DANGER_STATEMENT

    worried_people = _part(
        "Who is worried?", "Names, the family’s own people too. For example: Priti, Nana June and Dan himself."
    )
    circumstances = _part("When, or in what situation?", "For example: at weekends after Dan has used heroin.")
    feared_behaviour = _part(
        "What do they fear somebody will do?", "Name whose behaviour it is. For example: Dan won’t wake when Ava cries."
    )
    feared_impact = _part(
        "What could happen to which child?",
        "Each child by name, soon and later. For example: Ava could choke or roll off the bed with nobody to help.",
    )
    acknowledges = _part(
        "What is already being done about it?", "A whole sentence. For example: June takes Ava on Fridays."
    )
    family_view = _choice("family_view", "Does the family agree?")
    family_words = _part(
        "What do they say about it, in their words?", "For example: Dan says he only uses when his brother has her."
    )
    kind = _choice("kind", "Is it a danger or a worry?")
    category_of_harm = _choice(
        "category_of_harm", "What kind of harm is feared?", hint="For a conference. Leave it empty otherwise."
    )
    text = forms.TextAreaField(
        label="The statement, as you would read it aloud", size="m", rows=6,
        missing="Write the statement, or make it from the answers",
        hint="Type it freely, or make it from the answers and change every word you like.",
    )  # fmt: skip

    parts_asked = (
        "worried_people", "circumstances", "feared_behaviour", "feared_impact", "acknowledges", "family_view",
        "family_words", "kind", "category_of_harm",
    )  # fmt: skip


class GoalForm(GuidedForm):
    """The goal that answers one statement."""

    category = Category.GOAL

    behaviour_we_will_see = _part(
        "What will we see people do?",
        "What somebody does, so that it can be seen. For example: whoever looks after Ava is awake and within earshot.",
        rows=2,
    )
    child_will_experience = _part(
        "What will it be like for the children?", "For example: Ava is picked up when she cries, day and night."
    )
    who_must_be_satisfied = _part("Who must be satisfied?", "For example: Priti, June and Mel.")
    who_will_notice = _part("Who else will notice?", "For example: Dan’s brother.")
    how_long = _part(
        "For how long?", "With its hard days. For example: six months, including Dan’s birthday and Christmas."
    )
    family_goal_text = _part(
        "The goal in the family’s own words",
        "Ask: “What would you call it when this is sorted?” It is kept beside the paragraph.",
        rows=2,
    )
    agency_goal_text = _part("What the services would say", "Only if it differs.")
    agreed_by = _part("Who has agreed to it?", "Names.")
    text = forms.TextAreaField(
        label="The goal, as you would read it aloud", size="m", rows=5,
        missing="Write the goal, or make it from the answers",
        hint="Type it freely, or make it from the answers and change every word you like.",
    )  # fmt: skip

    parts_asked = (
        "behaviour_we_will_see", "child_will_experience", "who_must_be_satisfied", "who_will_notice", "how_long",
        "family_goal_text", "agency_goal_text", "agreed_by",
    )  # fmt: skip

    @staticmethod
    def compose(parts: Mapping[str, str]) -> str:
        """The paragraph made from the parts."""
        return goal_from(parts)
