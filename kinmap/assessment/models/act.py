"""What the nouns of this room share: one act about several children, and a fact of one child under it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.kit.labels import Label
from kinmap.kit.people_field import People, people

GUARDS = ("sharing", "named", "hidden_from")


class Act(Noun, AboutChildren):
    """Something that happened or was done once about one or more children: written once, never per family.

    What is decided of each child stands in rows of its own under it (``OfChildUnder``), which carry the
    act's level, names and denials and follow them when they change.
    """

    KIND: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar = {"family": Label.PLAIN}

    class Meta:
        abstract = True

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One of this family that this reader may see; raises ``Http404`` for any other."""
        rows: Any = cls._default_manager.filter(family=family)
        return cast(Self, rows.found(pk, reader=reader, lock=lock))

    def _begin(self, *, by: User, told: str, on: date, source: str = "") -> Self:
        """Write the first version, the trail and the family's story."""
        self.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind=self.NOUN, family_id=self.family_id, subject_id=self.pk)
        TimelineEvent.tell(family_id=self.family_id, kind=self.KIND, text=told, like=self, by=by, on=on, source=source)
        return self

    def change(
        self, *, by: User, version: int | None = None, guard: Any = None, setter: UUID | None = None, **facts: Any
    ) -> Self:
        """Put it right; every earlier version stays. What stands under it, and the story, follow its secrecy.

        Raises ``Outdated`` when somebody else has changed it meanwhile.
        """
        self.expect(version, theirs=self.in_words())
        for fact, value in facts.items():
            setattr(self, fact, value)
        if guard is not None:
            self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind=self.NOUN, family_id=self.family_id, subject_id=self.pk)
        self.keep(by=by)
        TimelineEvent.follow(self, by=by)
        for row in self.under():
            row.follow(self, by=by)
        return self

    def say_why_late(self, reason: str, *, by: User, version: int | None = None) -> Self:
        """Write why it is late; the limit stays missed. Raises ``Outdated``."""
        return self.change(by=by, version=version, late_reason=reason)

    def under(self) -> "Iterable[OfChildUnder]":
        """What stands under this act, child by child."""
        return ()

    def in_words(self) -> str:
        """What stands here now, for somebody whose words met a newer version."""
        raise NotImplementedError


class Under(Noun, Guarded):
    """What stands under an act, or belongs to a contact, and is as secret as that."""

    class Meta:
        abstract = True

    def guard_like(self, act: Guarded) -> bool:
        """Take on the secrecy of what it stands under; whether anything changed."""
        differs = any(getattr(self, guard) != getattr(act, guard) for guard in GUARDS)
        for guard in GUARDS:
            setattr(self, guard, getattr(act, guard))
        return differs


class OfChildUnder(Under):
    """A fact of one child under an act: a decision, an outcome. Never family-level (domain.md §11.1)."""

    KIND: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar = {"family": Label.PLAIN, "child": Label.PLAIN}

    class Meta:
        abstract = True

    def follow(self, act: Guarded, *, by: User) -> None:
        """The act's secrecy has changed: so does this row's, and what the story tells of it."""
        if not self.guard_like(act):
            return
        self.keep(by=by)
        for event in TimelineEvent.objects.filter(subject=self.pk):
            for guard in GUARDS:
                setattr(event, guard, getattr(act, guard))
            event.keep(by=by)


def tell_of(rows: "list[OfChildUnder]", text: str, *, on: date, by: User) -> None:
    """One event for all the children whose rows say the same; the rows stand under one act, equally secret."""
    if not rows:
        return
    first = rows[0]
    TimelineEvent(
        family_id=first.family_id, children=people(row.child_id for row in rows), kind=first.KIND, text=text, on=on,
        subject=first.pk, **{guard: getattr(first, guard) for guard in GUARDS},
    ).keep(by=by)  # fmt: skip


def seen_in(rows: "Iterable[OfChildUnder]") -> str:
    """What a page showed, in one word that travels with its form: the rows and their versions."""
    return ",".join(sorted(f"{row.pk.hex}.{row.version}" for row in rows)) or "none"


class UnderQuerySet(GuardedQuerySet):
    """Rows of one child that are read only with the act they stand under."""

    under: ClassVar[str] = ""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the act; never about a child whom the reader may not see."""
        act: Any = self.model._meta.get_field(self.under).related_model
        acts = act._default_manager.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), Q(**{f"{self.under}__in": acts}), child__among=reader.child_ids)


__all__ = ["GUARDS", "Act", "OfChildUnder", "People", "Under", "UnderQuerySet", "seen_in", "tell_of"]
