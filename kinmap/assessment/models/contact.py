"""A contact: somebody tells the council that they worry about a child. It may belong to no family yet."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.assessment.codes import SOURCES
from kinmap.assessment.models.act import Under
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, FamilyMember
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label
from kinmap.kit.people_field import People


class ContactQuerySet(GuardedQuerySet):
    """Contacts. One that is on no family's record yet is nobody's but the front door's (``at_the_front_door``)."""

    def readable_by(self, reader: Reader) -> Self:
        """Contacts on the record of a family open to this reader, about children they may see."""
        return self.filter(reader.admits_about_children(), family__among=reader.family_ids)

    def at_the_front_door(self) -> Self:
        """Contacts that are on no record yet. Only the front door's own pages ask this (``TAKE_CONTACT``)."""
        return self.filter(family__isnull=True)

    def undecided(self, reader: Reader | None = None) -> Self:
        """Contacts about which nobody has decided, as far as a reader may know (``None``: the front door, all)."""
        decisions = ContactDecision.objects.readable_by(reader) if reader else ContactDecision.objects.all()
        return self.filter(~Exists(decisions.filter(contact=OuterRef("pk")).order_by()))


class Contact(Noun, AboutChildren):
    """Who told us what, when, in their words. Until it is put on a family's record it is about nobody known.

    ``source`` is a code of the census. Who it was stands in ``Caller``, with a level of its own.
    """

    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    received = models.DateField("when they contacted us")
    source = models.CharField("who contacted us", max_length=4, choices=list(SOURCES.items()))
    reason = models.TextField("in their words")
    others = models.TextField("who else lives or helps there", blank=True)
    late_reason = models.TextField("why the decision is late", blank=True)

    objects = ContactQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "received": Label.SENSITIVE,
        "source": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "others": Label.SENSITIVE,
        "late_reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["received", "recorded_at", "id"]
        indexes = [models.Index(fields=["family", "received"], name="contacts_of_a_family")]
        constraints = [
            models.CheckConstraint(
                condition=Q(family__isnull=True, children="") | (Q(family__isnull=False) & ~Q(children="")),
                name="contact_on_a_record_is_about_a_child",
            )
        ]

    @classmethod
    def take(
        cls, *, children: Iterable[Mapping[str, Any]], by: User, id: UUID | None = None,
        caller: Mapping[str, Any] | None = None, taker: UUID | None = None, **facts: Any,
    ) -> Self:  # fmt: skip
        """Write down a contact as it comes: the words, the children as they were named, and who it was.

        ``caller``: name, reached_at, and ``private`` with ``why`` when the name must be kept; then only
        ``taker`` (a person's id) may read it. Raises ``ValueError`` when no child is named at all.
        """
        named = list(children)
        if not named:
            raise ValueError("Say which child this is about, as far as you know.")
        contact = cls(sharing=Sharing.PROFESSIONALS, **facts)
        if id is not None:
            contact.id = id
        contact.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="contact", subject_id=contact.pk)
        for child in named:
            ContactChild(contact=contact, sharing=contact.sharing, **child).keep(by=by)
        if caller:
            Caller.of(contact, taker=taker, by=by, **caller)
        return contact

    @classmethod
    def waiting(cls, pk: UUID, *, lock: bool = False) -> Self:
        """One contact that is on no record yet, for the front door. Raises ``Http404`` for any other."""
        rows = cls.objects.at_the_front_door().filter(pk=pk)
        found = (rows.select_for_update() if lock else rows).first()
        if found is None:
            raise Http404
        return cast(Self, found)

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One contact on this family's record that this reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @classmethod
    def asked_for(cls, asked: str, *, family: Family, reader: Reader) -> Self:
        """The contact that an address names after its question mark; raises ``Http404`` for none on this record."""
        try:
            return cls.found(UUID(asked), family=family, reader=reader)
        except ValueError:
            raise Http404 from None

    def correct(
        self, *, by: User, version: int | None = None, guard: Mapping[str, Any] | None = None,
        setter: UUID | None = None, **facts: Any,
    ) -> Self:  # fmt: skip
        """Put right what was written, or who may see it. Raises ``Outdated`` when somebody changed it meanwhile."""
        self.expect(version, theirs=self.reason)
        for fact, value in facts.items():
            setattr(self, fact, value)
        if guard is not None:
            self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind="contact", family_id=self.family_id, subject_id=self.pk)
        self.keep(by=by)
        if guard is not None:
            TimelineEvent.follow(self, by=by)
            self._take_along(by=by)
        return self

    def say_why_late(self, reason: str, *, by: User, version: int | None = None) -> Self:
        """Write why the decision is late; the limit stays missed. Raises ``Outdated``."""
        return self.correct(by=by, version=version, late_reason=reason)

    def _take_along(self, *, by: User) -> None:
        """What belongs to it goes with it, as secret as it is."""
        for model in (ContactChild, ContactDecision, Caller):
            for row in model.objects.filter(contact=self):
                row.follow(self, by=by)

    def put_on_record(
        self, family: Family, *, children: People, by: User, guard: Mapping[str, Any], setter: UUID | None = None
    ) -> Self:
        """Put it on a family's record: from now on it is read there, by readers of that family alone.

        Raises ``ValueError`` when it is on a record already, or about no child.
        """
        if self.family_id is not None:
            raise ValueError("This contact is on a family’s record already.")
        if not children:
            raise ValueError("Say which child or children this is about.")
        self.family, self.children = family, children
        self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind="contact put on record", family_id=family.pk, subject_id=self.pk)
        self.keep(by=by)
        self._take_along(by=by)
        TimelineEvent.tell(family_id=family.pk, kind="contact", like=self, by=by, on=self.received,
                           text=f"Somebody contacted the council. Source: {self.get_source_display()}.")  # fmt: skip
        for decision in ContactDecision.objects.filter(contact=self):
            decision.tell(self, by=by)
        return self

    def decide(self, *, decision: str, on: date, reason: str, by: User, late_reason: str = "") -> "ContactDecision":
        """Write down what was decided; a later decision stands beside the earlier one."""
        made = ContactDecision(contact=self, family_id=self.family_id, decision=decision, on=on, reason=reason)
        for guard in ("sharing", "named", "hidden_from"):
            setattr(made, guard, getattr(self, guard))
        made.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="decision on a contact", family_id=self.family_id, subject_id=made.pk)
        if late_reason:
            self.late_reason = late_reason
            self.keep(by=by)
        if self.family_id is not None:
            made.tell(self, by=by)
        return made


class OfContactQuerySet(GuardedQuerySet):
    """What belongs to a contact: read only with it."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the contact."""
        return self.filter(reader.admits(), contact__in=Contact.objects.readable_by(reader).order_by().values("pk"))


class OfContact(Under):
    """Something that belongs to a contact and goes with it onto a family's record."""

    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfContactQuerySet.as_manager()
    privacy: ClassVar = {"family": Label.PLAIN, "contact": Label.PLAIN}

    class Meta:
        abstract = True

    def follow(self, contact: Contact, *, by: User) -> None:
        """Go with the contact, as secret as it is."""
        self.family_id = contact.family_id
        self.guard_like(contact)
        self.keep(by=by)


class ContactChildQuerySet(OfContactQuerySet):
    """Children as they were named: who they are is not known, so what may be read of them is decided by the name."""

    def readable_by(self, reader: Reader) -> Self:
        """A name that is also the name of a child of this family whom the reader may see.

        Any other name may be that of a child who is hidden from the reader, or of no child they work with: only
        council staff from whom no child of the family is hidden read it.
        """
        found = super().readable_by(reader)
        places = FamilyMember.objects.filter(family=OuterRef("family"), role=FamilyMember.Role.CHILD)
        name = OuterRef("first_name")
        called = Q(person__first_name__iexact=name) | Q(person__known_as__iexact=name)
        shown = Q(Exists(places.filter(called, person__among=reader.child_ids).order_by()))
        if reader.is_staff:
            standing = places.filter(person__joined_into__isnull=True)
            shown |= ~Q(Exists(standing.exclude(person__among=reader.child_ids).order_by()))
        return found.filter(shown)


class ContactChild(OfContact):
    """A child as whoever contacted us named them: before anybody knows who it is."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="named_children")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, blank=True)
    born = models.DateField("date of birth", null=True, blank=True)
    about = models.CharField("what else was said to know them by", max_length=200, blank=True)

    objects: ClassVar = ContactChildQuerySet.as_manager()
    privacy: ClassVar = {
        "first_name": Label.PERSONAL,
        "last_name": Label.PERSONAL,
        "born": Label.PERSONAL,
        "about": Label.PERSONAL,
        "contact": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]

    @property
    def name(self) -> str:
        """The whole name as it was given."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def in_words(self) -> str:
        """ "Ruby Marsh, born 4 May 2019, at Beckside Primary"."""
        born = f"born {plain_date(self.born)}" if self.born else ""
        return ", ".join(part for part in (self.name, born, self.about) if part)


class Caller(OfContact):
    """Who it was that contacted us, with a level of its own: a private name is not in the contact at all.

    Readers who are not admitted are told only that we were told by somebody whose name we must keep private
    (domain.md §2.6).
    """

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="caller")
    name = models.CharField("who contacted us, by name", max_length=200)
    reached_at = models.CharField("how to reach them", max_length=200, blank=True)
    private = models.BooleanField(default=False)
    reason = models.CharField("why the name is kept private", max_length=300, blank=True)

    privacy: ClassVar = {
        "name": Label.SENSITIVE,
        "reached_at": Label.LOCATION,
        "private": Label.PLAIN,
        "reason": Label.SENSITIVE,
        "contact": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]

    @classmethod
    def of(
        cls, contact: Contact, *, name: str, by: User, reached_at: str = "", private: bool = False, why: str = "",
        taker: UUID | None = None,
    ) -> Self:  # fmt: skip
        """Write down who it was. A private name is sealed: whoever took the contact reads it and nobody else."""
        caller = cls(contact=contact, family_id=contact.family_id, name=name, reached_at=reached_at)
        caller.private, caller.reason = private, why
        if private:
            caller.restrict(sharing=Sharing.SEALED, named=frozenset(), hidden_from=frozenset(), setter=taker)
        else:
            caller.restrict(sharing=contact.sharing, named=contact.named, hidden_from=contact.hidden_from)
        return caller.keep(by=by)

    def follow(self, contact: Contact, *, by: User) -> None:
        """Go with the contact; a private name stays sealed, and is hidden from whoever the contact is hidden from."""
        if not self.private:
            super().follow(contact, by=by)
            return
        self.family_id = contact.family_id
        self.hidden_from |= contact.hidden_from
        self.keep(by=by)


class ContactDecision(OfContact):
    """What was decided about a contact, when and why. Who decided is who recorded it."""

    class Decision(models.TextChoices):
        NO_ACTION = "nfa", "No further action"
        ADVICE = "advice", "Advice or information given"
        EARLY_HELP = "early_help", "Pass to early help"
        REFERRAL = "referral", "Take as a referral"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=20, choices=Decision.choices)
    on = models.DateField("decided on")
    reason = models.TextField("why")

    privacy: ClassVar = {
        "contact": Label.PLAIN,
        "decision": Label.SENSITIVE,
        "on": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["on", "recorded_at", "id"]

    @classmethod
    def on_contact(cls, contact: Contact, *, reader: Reader) -> "list[Self]":
        """What was decided on a contact of a record, as far as this reader may see, the earliest first."""
        rows = cls.objects.readable_by(reader).filter(contact=contact)
        return list(rows.order_by("on", "recorded_at", "id"))

    def tell(self, contact: Contact, *, by: User) -> None:
        """Tell the family's story that it was decided, as secret as the contact."""
        if contact.family_id is not None:
            TimelineEvent.tell(family_id=contact.family_id, kind="contact", like=contact, by=by, on=self.on,
                               text=f"Decided on the contact: {self.get_decision_display().lower()}.")  # fmt: skip
