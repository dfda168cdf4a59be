"""Who may see this: the part of a form that sets an item's level, its named people and its denials.

    class EntryForm(GuardFields):
        text = forms.TextAreaField(label="What is it?")

    form = EntryForm(request.POST, family=family, reader=reader, guarded=entry)
    entry.restrict(**form.guard(), setter=reader.person_id)

The levels are those of domain.md §9.2; deny beats allow. People whom this writer may not see, and who
are already named on the item or shut out from it, stay so: an edit never lifts a restriction unseen.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, TypedDict
from uuid import UUID

from django.db.models import F

from kinmap.access.nouns import Guarded
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import forms
from kinmap.kit.people_field import People

HINTS: dict[str, str] = {
    Sharing.FAMILY_ALL: "Parents, the children it is about, their network and the workers.",
    Sharing.PARENT_ONLY: "Council workers see it too. Nobody else in the family does.",
    Sharing.CHILD_PRIVATE: "The child and council workers. No parent, no partner agency.",
    Sharing.NETWORK: "The family and friends whom you tick, and council workers.",
    Sharing.PROFESSIONALS: "Council workers and partner agencies. Nobody in the family.",
    Sharing.NAMED_AGENCIES: "The professionals whom you tick, and council workers.",
    Sharing.RESTRICTED: "Conference chairs, you, and the people whom you tick. No other worker.",
    Sharing.SEALED: "You and the people whom you tick, and nobody else at all.",
}

#: The level of an item, said beside it.
IN_SHORT: dict[str, str] = {
    Sharing.FAMILY_ALL: "",
    Sharing.PARENT_ONLY: "Parents named only",
    Sharing.CHILD_PRIVATE: "Private to the child",
    Sharing.NETWORK: "People named only",
    Sharing.PROFESSIONALS: "Professionals only",
    Sharing.NAMED_AGENCIES: "Agencies named only",
    Sharing.RESTRICTED: "Restricted",
    Sharing.SEALED: "Sealed",
}

#: Levels that would shut everybody out but the workers, or but the writer, if nobody were named.
NEEDS_NAMES = frozenset({Sharing.PARENT_ONLY, Sharing.NETWORK, Sharing.NAMED_AGENCIES, Sharing.SEALED})

ROLE_ORDER = [
    FamilyMember.Role.PARENT,
    FamilyMember.Role.CHILD,
    FamilyMember.Role.RELATIVE,
    FamilyMember.Role.NETWORK,
    FamilyMember.Role.OTHER,
    FamilyMember.Role.PROFESSIONAL,
]


class GuardWords(TypedDict):
    """What ``Guarded.restrict`` wants."""

    sharing: str
    named: People
    hidden_from: People


def people_choices(family: Family, reader: Reader) -> list[tuple[UUID, str]]:
    """Everybody of this family whom the reader may see, with who they are; past members too.

    Somebody who has left the family may still be the very person from whom a thing must be hidden.
    """
    members = FamilyMember.objects.readable_by(reader).filter(family=family).select_related("person__organisation")
    chosen: dict[UUID, FamilyMember] = {}
    for member in members.order_by(F("ended").asc(nulls_last=True), "id"):
        chosen[member.person_id] = member
    ordered = sorted(chosen.values(), key=lambda one: (ROLE_ORDER.index(FamilyMember.Role(one.role)), one.person.name))
    return [(member.person_id, _with_who_they_are(member)) for member in ordered]


def _with_who_they_are(member: FamilyMember) -> str:
    person = member.person
    if member.role == FamilyMember.Role.PROFESSIONAL:
        organisation = person.organisation.name if person.organisation else ""
        who = ", ".join(part for part in (person.job_title or member.describes, organisation) if part)
    elif member.role == FamilyMember.Role.CHILD:
        who = "child"
    else:
        who = member.describes or member.get_role_display().lower()
    return f"{person.name} ({who})" if who else person.name


class GuardFields(forms.WriteForm):
    """Adds "Who may see this" to a form; draw it with ``{% include "casework/guard_fields.html" %}``."""

    sharing = forms.RadiosField(
        label="Who may see it?", choices=Sharing.choices, hints=HINTS, initial=Sharing.FAMILY_ALL, small=True
    )
    named = forms.CheckboxesField(
        label="People I name",
        hint="Tick them when your answer above speaks of people you name.",
        coerce=UUID,
        required=False,
        mark=False,
        small=True,
    )
    hidden_from = forms.CheckboxesField(
        label="Hide it from",
        hint="They never see it, on a page, in a search or on paper, whatever else is ticked here.",
        coerce=UUID,
        required=False,
        mark=False,
        small=True,
    )

    guard_field_names: ClassVar = ("sharing", "named", "hidden_from")

    def __init__(
        self, *args: Any, family: Family, reader: Reader, guarded: Guarded | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.reader = family, reader
        self._unseen_references: dict[str, UUID | None] = {}
        self._unseen_children: People = frozenset()
        people = people_choices(family, reader)
        offered = frozenset(person for person, _ in people)
        named, hidden = (guarded.named, guarded.hidden_from) if guarded else (frozenset(), frozenset())
        self._unseen_named, self._unseen_hidden = named - offered, hidden - offered
        self.offer("named", people, initial=[person for person, _ in people if person in named])
        others = [(person, words) for person, words in people if person != reader.person_id]
        self.offer("hidden_from", others, initial=[person for person, _ in others if person in hidden])
        if guarded is not None:
            self.fields["sharing"].initial = guarded.sharing

    def clean(self) -> dict[str, Any]:
        """A level that needs names has one; nobody is both named and shut out."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sharing, named = cleaned.get("sharing"), set(cleaned.get("named") or ())
        if sharing in NEEDS_NAMES and not (named - {self.reader.person_id}) | self._unseen_named:
            self.add_error("named", "Tick at least one person who may see it")
        if sharing and self.reader.person_id is None and sharing not in self.reader.levels:
            told = "You are not among this family's people yet, so you would not see it yourself. Choose another answer"
            self.add_error("sharing", told)
        if both := named & set(cleaned.get("hidden_from") or ()):
            names = dict(self.fields["named"].choices)  # type: ignore[attr-defined]
            told = " and ".join(sorted(names[person] for person in both))
            self.add_error("hidden_from", f"{told}: ticked both as somebody who may see it and as somebody who may not")
        return cleaned

    def guard(self) -> GuardWords:
        """What was chosen, with everybody whom this writer could not see left where they were.

        Whoever sets a level is named with it, so that nobody locks themselves out (``Guarded.restrict``).
        """
        sharing, named = str(self.cleaned_data["sharing"]), frozenset(self.cleaned_data["named"])
        if sharing != Sharing.FAMILY_ALL and self.reader.person_id is not None:
            named |= {self.reader.person_id}
        return {
            "sharing": sharing,
            "named": named | self._unseen_named,
            "hidden_from": frozenset(self.cleaned_data["hidden_from"]) | self._unseen_hidden,
        }

    def offer_children(
        self, children: Iterable[tuple[UUID, str]], *, standing: People = frozenset(), ticked: People | None = None
    ) -> None:
        """Offer these children, those of ``standing`` ticked unless said. Whoever stands there already and is not
        offered (hidden from this writer, or gone to another family) stays: to take them off would open it to others.
        """
        offered = list(children)
        shown = standing if ticked is None else ticked
        self._unseen_children = standing - {child for child, _ in offered}
        self.offer("children", offered, initial=[child for child, _ in offered if child in shown])
        if self._unseen_children:
            self.fields["children"].required = False

    def about(self) -> People:
        """The children ticked, and those who stay although this writer was not offered them."""
        ticked: People = self.cleaned_data["children"]
        return ticked | self._unseen_children

    def offer_reference(self, name: str, choices: list[tuple[UUID, str]], *, current: UUID | None = None) -> None:
        """Offer a choice of one row or person. What is chosen already and hidden from this writer stays unseen,
        and stays chosen unless they choose another: an edit never cuts a tie that its writer cannot see.
        """
        offered = {pk for pk, _ in choices}
        self.offer(name, choices)
        self.fields[name].initial = current if current in offered else ""
        self._unseen_references[name] = current if current not in offered else None

    def reference(self, name: str) -> UUID | None:
        """What was chosen, or the unseen choice of before."""
        chosen: UUID | None = self.cleaned_data.get(name)
        return chosen or self._unseen_references.get(name)

    @property
    def names_wanted_by(self) -> str:
        """The levels that speak of named people, for the script that opens the list of them."""
        return " ".join(sorted({*NEEDS_NAMES, Sharing.RESTRICTED}))

    @property
    def names_are_open(self) -> bool:
        """Whether the list of named people stands open: somebody is named, ought to be, or something is wrong."""
        level = str(self["sharing"].value() or "")
        return level in self.names_wanted_by.split() or bool(self["named"].value()) or bool(self["named"].errors)

    @property
    def hiding_is_open(self) -> bool:
        """Whether the list of denials stands open."""
        return bool(self["hidden_from"].value()) or bool(self["hidden_from"].errors)

    @property
    def guard_is_set(self) -> bool:
        """Whether the block should stand open: something is restricted already, or something is wrong."""
        if any(self.errors.get(name) for name in self.guard_field_names if self.is_bound):
            return True
        chosen = [self[name].value() for name in self.guard_field_names]
        return chosen[0] not in (None, "", Sharing.FAMILY_ALL) or bool(chosen[1]) or bool(chosen[2])
