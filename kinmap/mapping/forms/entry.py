"""Writing an entry: the quick box under a heading, and the whole form with everything else."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from kinmap.access.nouns import AboutChildren
from kinmap.access.reader import Reader
from kinmap.casework.guard import GuardFields, people_choices
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import PartialDate, Precision
from kinmap.kit.identity import new_id
from kinmap.mapping.cards import in_short
from kinmap.mapping.categories import ANSWERS, ANSWERS_WORDS, PART_ANSWERS, PART_WORDS, PARTS, Category
from kinmap.mapping.models import Entry, Informant
from kinmap.mapping.people import children_of, faces_of

TEXT_MISSING = "Enter the words for the map"


def day_on_paper(asked: str) -> date:
    """The day that is written on a paper. Raises ``ValueError`` for one that has not come yet."""
    day = date.fromisoformat(asked)
    if day > timezone.localdate():
        raise ValueError("That day has not come yet.")
    return day


class QuickForm(forms.WriteForm):
    """Words and children: all that an entry needs. The page draws it by hand, once for each heading."""

    category = forms.HiddenField(coerce=Category)
    text = forms.TextAreaField(label="Words", missing=TEXT_MISSING, rows=1)
    children = forms.ChildrenField()
    written_on = forms.HiddenField(coerce=day_on_paper, required=False)

    def __init__(self, *args: Any, family: Family, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", children_of(family, reader))

    def facts(self) -> dict[str, Any]:
        """What ``Map.add_entry`` wants."""
        return {name: self.cleaned_data[name] for name in ("category", "text", "children", "written_on")}


class EntryQuestions(GuardFields):
    """Everything that an entry may say about itself (domain.md §1.2, §1.3). Only words and children are needed."""

    category = forms.HiddenField(coerce=Category)
    version = forms.HiddenField(coerce=int, required=False)
    text = forms.TextAreaField(label="In the family’s words", missing=TEXT_MISSING, rows=3)
    children = forms.ChildrenField()
    said_by = forms.SelectField(label="Who said it?", coerce=UUID, blank="Nobody chosen", required=False, mark=False)
    said_by_words = forms.TextField(
        label="Or in words", hint="For example “a neighbour, Mrs Ojo” or “hospital notes”.", longest=300,
        required=False,
        mark=False, size="",
    )  # fmt: skip
    source = forms.SelectField(
        label="How do they know?", choices=Entry.Source.choices, blank="Not said", required=False, mark=False,
        hint="“Was told” with nobody named above prints as “someone whose name we must keep private”.",
    )  # fmt: skip
    informant_name = forms.TextField(
        label="Whose name must stay private?", required=False, mark=False,
        hint="Only you will see this name. It is in no copy, search or export made for anybody else.",
    )  # fmt: skip
    informant_reason = forms.TextField(label="Why must it stay private?", longest=300, required=False, mark=False)
    when = forms.PartialDateField(
        label="When was it?", hint="For example 13 6 2026. Leave the day empty if you only know the month.",
        past=True, required=False, mark=False,
    )  # fmt: skip
    written_on = forms.DateField(
        label="Written on paper on", hint="Only when it was written on paper first and is typed up now.", past=True,
        required=False, mark=False,
    )  # fmt: skip
    owner = forms.SelectField(label="Who will do it?", coerce=UUID, blank="Nobody chosen", required=False, mark=False)
    owner_words = forms.TextField(label="Or in words", required=False, mark=False, size="")
    due = forms.DateField(label="By when?", required=False, mark=False)
    done_on = forms.DateField(label="Done on", past=True, required=False, mark=False)

    def __init__(
        self, *args: Any, family: Family, reader: Reader, category: str, entry: Entry | None = None,
        like: AboutChildren | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.entry = entry
        like = entry or like  # a new entry may begin as secret as something else, about the same children
        kwargs.setdefault("auto_id", f"{entry.pk if entry else f'new-{category}'}-%s")
        super().__init__(*args, family=family, reader=reader, guarded=like, **kwargs)
        held = Category(category)
        self.fields["category"].initial = held.value
        children = faces_of(family, reader).children
        self.offer_children(children, standing=like.children if like else frozenset())
        people = people_choices(family, reader)
        self.offer("said_by", people)
        self.offer("owner", people)
        if held != Category.NEXT_STEP:
            for name in ("owner", "owner_words", "due", "done_on"):
                del self.fields[name]
        if held == Category.DANGER_STATEMENT:
            del self.fields["when"]
        if held in ANSWERS:
            self._ask_what_it_answers(held)
        self._ask_parts(held)
        if entry is not None:
            self._show(entry)

    def _ask_what_it_answers(self, held: Category) -> None:
        rows = Entry.objects.readable_by(self.reader).standing().filter(family=self.family, category=ANSWERS[held])
        texts = enumerate(rows.order_by("place", "id").values_list("pk", "text"), start=1)
        self.fields["answers"] = forms.SelectField(
            label=ANSWERS_WORDS[held], coerce=UUID, blank="None chosen", required=False, mark=False,
            choices=[(pk, f"{number}. {in_short(text)}") for number, (pk, text) in texts],
        )  # fmt: skip

    def _ask_parts(self, held: Category) -> None:
        for part in PARTS[held]:
            answers = PART_ANSWERS.get((held, part))
            label = PART_WORDS[part]
            self.fields[f"part_{part}"] = (
                forms.SelectField(label=label, choices=answers, blank="Not said", required=False, mark=False)
                if answers
                else forms.TextAreaField(label=label, rows=1, longest=2_000, required=False, mark=False)
            )

    def _show(self, entry: Entry) -> None:
        shown = {
            name: getattr(entry, name)
            for name in ("text", "said_by_words", "source", "written_on", "owner_words", "due", "done_on")
        }
        shown |= {
            "version": entry.version,
            "said_by": entry.said_by_id,
            "owner": entry.owner_id,
            "answers": entry.answers_id,
        }
        shown |= {f"part_{part}": value for part, value in entry.parts.items()}
        if entry.event_date is not None or entry.date_precision != Precision.UNKNOWN:
            shown["when"] = PartialDate(entry.event_date, Precision(entry.date_precision))
        informant = Informant.objects.readable_by(self.reader).filter(entry=entry).first()
        if informant is not None:
            shown |= {"informant_name": informant.name, "informant_reason": informant.reason}
        for name in ("said_by", "owner", "answers"):
            if name in self.fields and not self._offered(name, shown[name]):
                shown[name] = ""  # nobody chosen, as far as this writer may know; ``_person`` keeps who stands there
        for name, value in shown.items():
            if name in self.fields:
                self.fields[name].initial = value

    def _offered(self, name: str, value: UUID | None) -> bool:
        return str(value) in {str(key) for key, _ in self.fields[name].choices}  # type: ignore[attr-defined]

    def private_name(self) -> dict[str, str]:
        """What ``Entry.told_by`` wants; nothing when no name was written."""
        name, reason = self.cleaned_data["informant_name"], self.cleaned_data["informant_reason"]
        return {"name": name, "reason": reason} if name else {}

    def again(self, *, version: int | None) -> "EntryQuestions":
        """The same words, ready to be sent as a new write against today's version."""
        data = cast(QueryDict, self.data).copy()
        data["_draft"] = data.get("_draft") or data.get("write", "")  # the same words, kept as the same draft
        data["write"], data["version"] = str(new_id()), "" if version is None else str(version)
        self.data = data
        return self

    @property
    def parts_told(self) -> bool:
        """Whether any of this category's questions was answered, or answered wrongly."""
        return any(field.value() or field.errors for field in self.part_fields)

    @property
    def part_fields(self) -> list[Any]:
        """The questions of this category alone."""
        return [self[name] for name in self.fields if name.startswith("part_")]


class EntryForm(EntryQuestions):
    """The whole form, checked."""

    def clean(self) -> dict[str, Any]:
        """A private name is kept once; a second keeper is sent to the first, without being told the name."""
        cleaned = super().clean()
        if self.reader.person_id in (cleaned.get("hidden_from") or ()):
            self.add_error("hidden_from", "You cannot hide it from yourself. Ask a colleague to restrict it instead.")
        if cleaned.get("informant_name") and self.entry is not None and self._kept_by_another(self.entry):
            self.add_error("informant_name", "A colleague already keeps a private name here. Talk to them about it.")
        return cleaned

    def _kept_by_another(self, entry: Entry) -> bool:
        kept = Informant.objects.filter(entry=entry)
        return kept.exists() and not kept.readable_by(self.reader).exists()

    def facts(self) -> dict[str, Any]:
        """The entry's own facts, with what this writer could not see left as it was."""
        cleaned = self.cleaned_data
        guarded = Entry()
        guarded.restrict(**self.guard(), setter=self.reader.person_id)
        facts: dict[str, Any] = {
            "sharing": guarded.sharing, "named": guarded.named, "hidden_from": guarded.hidden_from,
            "text": cleaned["text"], "children": self.about(),
            "said_by_words": cleaned["said_by_words"], "source": cleaned["source"] or "",
            "said_by_id": self._person("said_by"), "parts": self._parts(), "written_on": cleaned["written_on"],
        }  # fmt: skip
        if "when" in self.fields:
            facts |= {"event_date": cleaned["when"].day, "date_precision": cleaned["when"].precision.value}
        if "owner" in self.fields:
            facts |= {"owner_id": self._person("owner"), "owner_words": cleaned["owner_words"],
                      "due": cleaned["due"], "done_on": cleaned["done_on"]}  # fmt: skip
        if "answers" in self.fields:
            facts["answers_id"] = self._person("answers")
        return facts

    def _person(self, name: str) -> UUID | None:
        """What was chosen; somebody whom this writer may not see, and who stands there, stays."""
        chosen: UUID | None = self.cleaned_data[name]
        standing: UUID | None = getattr(self.entry, f"{name}_id", None)
        unseen = standing is not None and not self._offered(name, standing)
        return standing if chosen is None and unseen else chosen

    def _parts(self) -> dict[str, str]:
        kept = dict(self.entry.parts) if self.entry else {}
        for name in [name for name in self.fields if name.startswith("part_")]:
            kept[name.removeprefix("part_")] = self.cleaned_data[name] or ""
        return {part: words for part, words in kept.items() if words}
