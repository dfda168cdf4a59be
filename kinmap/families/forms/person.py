"""Facts about one person. A child is asked about differently from a grown-up, a professional again differently."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import Organisation
from kinmap.families import codes
from kinmap.families.asked import Asked
from kinmap.families.models import FamilyMember, Person
from kinmap.families.names import folded
from kinmap.kit import forms
from kinmap.kit.dates import UNKNOWN, PartialDate, Precision

NEW = "new"
BORN, UNBORN = "born", "unborn"
LATEST_BIRTH, LONGEST_WAIT = timedelta(weeks=4), timedelta(weeks=44)


class PersonForm(forms.WriteForm):
    """The name and what every person has. ``facts()`` is what ``Person.enter`` and ``describe`` take."""

    first_name = forms.TextField(label="First name", longest=100, width=20, autocomplete="off", spellcheck=False)
    last_name = forms.TextField(
        label="Last name", longest=100, width=20, autocomplete="off", spellcheck=False, required=False
    )
    known_as = forms.TextField(
        label="Known as", hint="What people call them, when it is not their first name.", longest=100, width=20,
        autocomplete="off", spellcheck=False, required=False,
    )  # fmt: skip
    record = forms.RadiosField(label="Is it one of these?", required=False, mark=False)
    version = forms.HiddenField(coerce=int, required=False)

    #: Fields whose cleaned values are facts about a person under the same name.
    plain: ClassVar[tuple[str, ...]] = ("first_name", "last_name", "known_as")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.near = False
        if self.is_bound and (chosen := self.data.get("record")):
            self.offer("record", [(chosen, chosen)])  # judged by settled_among, when it is known who may be meant
        if person is not None:
            for name, value in self.known(person).items():
                self.fields[name].initial = value

    def known(self, person: Person) -> dict[str, Any]:
        """What is on record, as the fields show it."""
        return {"version": person.version} | {name: getattr(person, name) or "" for name in self.plain}

    def facts(self) -> dict[str, Any]:
        """What was typed, as facts about a person."""
        return {name: self.cleaned_data[name] for name in self.plain}

    # --- Somebody who may have a record already ------------------------------------------------------

    def asked(self) -> Asked:
        """What to search for before a new record is made."""
        typed = self.cleaned_data
        born = (typed.get("born") or UNKNOWN).day or typed.get("due")
        names = " ".join(typed[part] for part in ("first_name", "last_name", "known_as"))
        asked = Asked.in_boxes(born=born, number=typed.get("number") or "")
        return replace(asked, names=tuple(dict.fromkeys(folded(names))))

    def settled_among(self, people: list[tuple[UUID, str]], *, told: bool = False) -> bool:
        """Offer records that may be the same person; whether the writer has chosen, or there is nothing to choose.

        ``told``: there is something to read before going on, although no record can be chosen.
        """
        offered = [(str(person), words) for person, words in people]
        self.offer("record", [*offered, (NEW, "None of these: make a new record")])
        chosen = self.data.get("record", "")
        settled = chosen == NEW or chosen in dict(offered)
        self.near = not settled and bool(offered or told)
        if self.near and self.data.get("looked"):
            self.add_error("record", "Choose one of these, or “None of these”")
        self.cleaned_data["record"] = chosen if settled else NEW
        return not self.near

    @property
    def chosen(self) -> UUID | None:
        """The record that the writer chose, or ``None`` for a new one."""
        record = self.cleaned_data.get("record")
        return UUID(record) if record and record != NEW else None


class ChildForm(PersonForm):
    """A child: what is asked per child, never per family (domain.md §11.1)."""

    expected = forms.RadiosField(
        label="Has the child been born?", choices=[(BORN, "Yes"), (UNBORN, "Not yet")], initial=BORN, inline=False,
        reveals={BORN: ["born"], UNBORN: ["due"]},
    )  # fmt: skip
    born = forms.PartialDateField(label="Date of birth", past=True, required=False, mark=False)
    due = forms.DateField(label="Due date", required=False, mark=False)
    gender = forms.SelectField(
        label="Gender", choices=Person.Gender.choices, blank=None, initial=Person.Gender.UNSTATED
    )
    number = forms.TextField(
        label="Council number", hint="The number of your council's own system, if there is one.", longest=30, width=10,
        autocomplete="off", spellcheck=False, required=False,
    )  # fmt: skip
    languages = forms.TextField(label="Languages", hint="For example: Urdu, English.", required=False)
    interpreter = forms.TextField(
        label="Interpreter", hint="Which, and when it is needed. Empty when none is.", required=False
    )
    ethnicity = forms.SelectField(
        label="Ethnicity", hint="As the child or their parents say.", choices=list(codes.ETHNICITY.items()),
        blank="Not asked yet", required=False,
    )  # fmt: skip
    disability = forms.CheckboxesField(
        label="Disability", hint="Tick all that apply. Nothing ticked means not asked yet.",
        choices=list(codes.DISABILITY.items()), required=False, small=True, mark=False,
    )  # fmt: skip
    note = forms.TextAreaField(label="In a few words", hint="What helps to know this child.", rows=2, required=False)

    plain = (*PersonForm.plain, "gender", "languages", "interpreter", "note")

    def known(self, person: Person) -> dict[str, Any]:
        day = PartialDate(person.born, _as_typed(person)) if person.born else UNKNOWN
        return super().known(person) | {
            "expected": UNBORN if person.is_unborn else BORN,
            "born": day,
            "due": person.due,
            "number": person.number or "",
            "ethnicity": person.ethnicity,
            "disability": codes.disability_codes(person.disability),
        }

    def clean(self) -> dict[str, Any]:
        """An unborn child has a due date; nobody has a disability and none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("expected") == UNBORN and not cleaned.get("due") and "due" not in self.errors:
            self.add_error("due", "Enter the due date; a guess by the midwife will do")
        if cleaned.get("expected") == UNBORN and (due := cleaned.get("due")) and due != self.fields["due"].initial:
            self._check_due(due)
        ticked = cleaned.get("disability") or []
        if codes.NO_DISABILITY in ticked and len(ticked) > 1:
            self.add_error("disability", "Tick either “No disability” or what applies, not both")
        _number_is_free(self, cleaned)
        return cleaned

    def _check_due(self, due: date) -> None:
        """No pregnancy lasts much longer than 42 weeks: a day outside that is a slip, or the child has been born."""
        today = timezone.localdate()
        if due < today - LATEST_BIRTH:
            self.add_error(
                "due", "This day is more than four weeks past. If the child has been born, choose “Yes” and enter when"
            )
        elif due > today + LONGEST_WAIT:
            self.add_error("due", "This day is further off than a pregnancy lasts. Check the year")

    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        born, unborn = typed.get("born") or UNKNOWN, typed["expected"] == UNBORN
        known = born.day is not None and not unborn
        return super().facts() | {
            "born": born.day if known else None,
            "born_precision": born.precision if known else Person.Precision.EXACT,
            "due": typed["due"] if unborn else None,
            "number": typed["number"] or None,
            "ethnicity": typed.get("ethnicity") or "",
            "disability": ",".join(typed.get("disability") or ()),
        }


class GrownUpForm(PersonForm):
    """A parent, a relative, a friend or a neighbour."""

    born = forms.PartialDateField(label="Date of birth", past=True, required=False)
    gender = forms.SelectField(
        label="Gender", choices=Person.Gender.choices, blank=None, initial=Person.Gender.UNSTATED
    )
    phone = forms.TextField(label="Phone", longest=40, width=20, inputmode="tel", autocomplete="off", required=False)
    languages = forms.TextField(label="Languages", hint="For example: Urdu, English.", required=False)
    interpreter = forms.TextField(
        label="Interpreter", hint="Which, and when it is needed. Empty when none is.", required=False
    )
    number = forms.TextField(
        label="Council number", longest=30, width=10, autocomplete="off", spellcheck=False, required=False
    )
    died = forms.DateField(label="Date of death", hint="Only when they have died.", past=True, required=False)
    note = forms.TextAreaField(label="In a few words", rows=2, required=False)

    plain = (*PersonForm.plain, "gender", "phone", "languages", "interpreter", "note")

    def known(self, person: Person) -> dict[str, Any]:
        day = PartialDate(person.born, _as_typed(person)) if person.born else UNKNOWN
        return super().known(person) | {"born": day, "died": person.died, "number": person.number or ""}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _number_is_free(self, cleaned)
        return cleaned

    def facts(self) -> dict[str, Any]:
        born = self.cleaned_data.get("born") or UNKNOWN
        return super().facts() | {
            "born": born.day,
            "born_precision": born.precision if born.day else Person.Precision.EXACT,
            "died": self.cleaned_data["died"],
            "number": self.cleaned_data["number"] or None,
        }


class ProfessionalForm(PersonForm):
    """Somebody who helps the family in their work."""

    job_title = forms.TextField(label="Job", hint="For example: health visitor.", longest=200)
    organisation = forms.SelectField(label="Organisation", coerce=UUID, blank="Not in this list", required=False)
    organisation_name = forms.TextField(label="Or write its name", required=False, mark=False)
    organisation_kind = forms.SelectField(
        label="What sort of organisation is it?", choices=Organisation.Kind.choices, required=False, mark=False
    )
    phone = forms.TextField(
        label="Work phone", longest=40, width=20, inputmode="tel", autocomplete="off", required=False
    )

    plain = (*PersonForm.plain, "job_title", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisation", list(Organisation.objects.order_by("name").values_list("pk", "name")))

    def known(self, person: Person) -> dict[str, Any]:
        return super().known(person) | {"organisation": person.organisation_id}

    def clean(self) -> dict[str, Any]:
        """A name written in needs to say what sort of organisation it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        written = cleaned.get("organisation_name")
        if written and not cleaned.get("organisation") and not cleaned.get("organisation_kind"):
            self.add_error("organisation_kind", "Choose what sort of organisation it is")
        return cleaned

    def facts(self) -> dict[str, Any]:
        chosen, written = self.cleaned_data["organisation"], self.cleaned_data["organisation_name"]
        return super().facts() | {
            "organisation_id": chosen
            or (Organisation.named(written, kind=self.cleaned_data["organisation_kind"]).pk if written else None)
        }


_FORMS: dict[str, type[PersonForm]] = {
    FamilyMember.Role.CHILD: ChildForm,
    FamilyMember.Role.PROFESSIONAL: ProfessionalForm,
}


def form_for(role: str) -> type[PersonForm]:
    """The form that asks about somebody with this part in a family."""
    return _FORMS.get(role, GrownUpForm)


def _as_typed(person: Person) -> Precision:
    """How the date boxes show a precision; they know no "year only"."""
    return Precision.ABOUT if person.born_precision == Person.Precision.YEAR else Precision(person.born_precision)


def _number_is_free(form: PersonForm, cleaned: dict[str, Any]) -> None:
    """A council number belongs to one person. Whose it is otherwise is not said: they may be hidden."""
    number = cleaned.get("number")
    taken = Person.objects.filter(number=number).exclude(pk=form.person.pk if form.person else None)
    if number and taken.exists():
        form.add_error("number", "This number is in use already. Search for it, or check it with whoever gave it")
