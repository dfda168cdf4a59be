"""What most forms of this room have in common: which children it is about, and who may see it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from kinmap.access.nouns import AboutChildren
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import GuardFields
from kinmap.families.models import Family, Person
from kinmap.kit import forms
from kinmap.kit.people_field import People


class AboutForm(GuardFields):
    """A form about some of a family's children; ``own``: the fields that are facts under the same name.

    ``starts_at``: the level that a new row is offered.
    """

    children = forms.ChildrenField(label="Which children is it about?", missing="Choose at least one child")
    version = forms.HiddenField(coerce=int, required=False)

    own: ClassVar[tuple[str, ...]] = ()
    starts_at: ClassVar[str] = Sharing.FAMILY_ALL

    def __init__(
        self, *args: Any, family: Family, reader: Reader, row: AboutChildren | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=row, **kwargs)
        children = children_in_short(family, reader)
        only = frozenset(child.id for child in children if len(children) == 1)
        self.offer_children(
            [(child.id, child.name) for child in children],
            standing=row.children if row else frozenset(),
            ticked=None if row else only,
        )
        if row is None:
            self.fields["sharing"].initial = self.starts_at
            return
        for name in ("version", *self.own):
            if name in self.fields:
                self.fields[name].initial = getattr(row, name)

    def facts(self) -> dict[str, Any]:
        """What the noun's verbs want, but for who may see it."""
        said = {name: self.cleaned_data[name] for name in self.own if name in self.cleaned_data}
        return said | {"children": self.about()}

    def chosen(self) -> list[Person]:
        """The children that were ticked, oldest first."""
        return children_among(self.family, self.cleaned_data["children"])


def children_among(family: Family, ids: People) -> list[Person]:
    """The family's children with these ids, oldest first."""
    return list(family.children_on().filter(pk__in=ids))


class SomeChildrenForm(forms.WriteForm):
    """Some of the children of an act that is written down already, ticked together and kept for each."""

    children = forms.ChildrenField(label="For which children?", missing="Choose at least one child")

    def __init__(self, *args: Any, family: Family, children: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family = family
        offered = list(children)
        self.offer("children", offered, initial=[child for child, _ in offered])

    def stand_as(self, rows: Iterable[Any], names: Iterable[str]) -> None:
        """Show what is written already, where it is the same for all of the children."""
        held = list(rows)
        for name in names:
            found = {getattr(row, name) for row in held}
            if len(found) == 1 and (value := found.pop()):
                self.fields[name].initial = value

    def chosen(self) -> list[Person]:
        """The children that were ticked, oldest first."""
        return children_among(self.family, self.cleaned_data["children"])


def not_before(form: forms.KitForm, name: str, first: date | None, told: str) -> None:
    """Say beside a date that it lies before the day on which it can first be."""
    day = form.cleaned_data.get(name)
    if day and first and day < first:
        form.add_error(name, told)
