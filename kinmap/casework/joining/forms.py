"""What is asked before two records, or the files of a family, become one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.casework.joining.one_family import MOST_FILES, OneFamily
from kinmap.casework.joining.one_person import LEFT, RIGHT, OnePerson, TwoRecords
from kinmap.casework.models import Involvement, StageName
from kinmap.families.asked import Asked
from kinmap.families.models import Family
from kinmap.kit import forms
from kinmap.kit.dates import plain_date


class FindForm(forms.KitForm):
    """The other record, by what is known of the person."""

    q = forms.TextField(
        label="Look for another record", longest=300, width=20, autocomplete="off", spellcheck=False, required=False,
        mark=False, hint="Name, date of birth or council number.",
    )  # fmt: skip

    def asked(self) -> Asked:
        """What to look for."""
        return Asked.of(self.cleaned_data["q"])


class OtherFilesForm(forms.KitForm):
    """The other files, ticked or by their references."""

    likely = forms.CheckboxesField(label="Files that share people with this one", required=False, mark=False)
    refs = forms.TextField(
        label="References of other files", longest=100, width=20, autocomplete="off", spellcheck=False, required=False,
        mark=False, hint="One or two, such as KM-7K3F2.",
    )  # fmt: skip

    def __init__(self, *args: Any, likely: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("likely", likely)
        if not likely:
            del self.fields["likely"]

    def wanted(self) -> list[str]:
        """The references asked for, each once."""
        typed = self.cleaned_data["refs"].replace(",", " ").split()
        return list(dict.fromkeys([*(self.cleaned_data.get("likely") or ()), *(one.upper() for one in typed)]))

    def clean(self) -> dict[str, Any]:
        """One other file at least, two at most."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not 0 < len(self.wanted()) < MOST_FILES:
            self.add_error("refs", "Name one other file, or two")
        return cleaned


def _stage_words(row: Involvement, names: Mapping[str, str]) -> str:
    return f"{names[row.stage]} since {plain_date(row.started)}, {row.family.ref}"


#: Which record says it.
WHOSE = {LEFT: "first record", RIGHT: "second record"}


class _Answers(forms.WriteForm):
    """Answers of both forms: which stage stands, and what the preview showed."""

    seen = forms.HiddenField(required=False)

    def ask_stages(self, stages: Mapping[str, Sequence[Involvement]]) -> None:
        """Of a child open twice: which stage stands."""
        self.stage_names = {}
        called = StageName.names()
        for key, rows in stages.items():
            name = f"stage_{key}"
            self.stage_names[name] = key
            self.fields[name] = forms.RadiosField(
                label=f"Which stage of {rows[0].child.called} stands?", coerce=UUID, small=True,
                hint="The other ends today; both stay in the record.",
                choices=[(row.pk, _stage_words(row, called)) for row in rows], initial=rows[0].pk,
            )  # fmt: skip

    def stages(self) -> dict[str, UUID]:
        """The stages chosen."""
        return {key: self.cleaned_data[name] for name, key in self.stage_names.items()}

    @property
    def stage_fields(self) -> list[Any]:
        """The questions about stages, to be drawn."""
        return [self[name] for name in self.stage_names]


class OnePersonForm(_Answers):
    """Choice by field: each fact in which the records differ, from either, from both or left empty."""

    keep_names = forms.TickField(
        label="Keep the other names as well", initial=True,
        hint="They are found by them, and everybody who sees the record sees them.",
    )  # fmt: skip

    def __init__(self, *args: Any, two: TwoRecords, stages: Mapping[str, Sequence[Involvement]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.two = two
        self.differences = two.differences()
        for one in self.differences:
            self.fields[f"fact_{one.name}"] = forms.RadiosField(
                label=one.question.words, choices=one.choices, initial=one.usual, small=True, hints=WHOSE
            )
        self.ask_stages(stages)

    @property
    def fact_fields(self) -> list[Any]:
        """The questions about facts, to be drawn."""
        return [self[f"fact_{one.name}"] for one in self.differences]

    def plan(self, joiner: Reader) -> OnePerson:
        """The joining as it was answered."""
        chosen = {one.name: self.cleaned_data[f"fact_{one.name}"] for one in self.differences}
        keep = self.cleaned_data["keep_names"]
        return OnePerson(self.two, chosen, joiner, keep_names=keep, stages=self.stages())


class OneFamilyForm(_Answers):
    """Which reference and which name stand, and one stage for each child open twice."""

    stands = forms.RadiosField(
        label="Which reference stands?",
        coerce=UUID,
        hint="The others lead there, and are found in a search.",
        small=True,
    )
    name = forms.TextField(
        label="What is the family called?", width=20,
        hint="Everybody who works with any of these files will see this name. It is on every page and copy.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, files: Sequence[Family], stages: Mapping[str, Sequence[Involvement]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.families = list(files)
        self.offer("stands", [(one.pk, f"{one.ref}, {one.name}") for one in self.families])
        self.fields["stands"].initial = self.families[0].pk
        self.fields["name"].initial = self.families[0].name
        self.ask_stages(stages)

    def plan(self, joiner: Reader) -> OneFamily:
        """The joining as it was answered."""
        stands = next(one for one in self.families if one.pk == self.cleaned_data["stands"])
        others = [one for one in self.families if one.pk != stands.pk]
        return OneFamily(stands, others, self.cleaned_data["name"], joiner, stages=self.stages())


class UndoForm(forms.WriteForm):
    """Undo, as the page showed it."""

    size = forms.HiddenField(coerce=int)
