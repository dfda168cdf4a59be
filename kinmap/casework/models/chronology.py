"""The chronology: the family's story in dated facts, shown on pages. Evidence of use is the trail."""

from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.happenings import HAND_KINDS
from kinmap.families.models import Family
from kinmap.kit.labels import Label
from kinmap.kit.people_field import People

NEWEST_FIRST = (F("on").desc(nulls_last=True), "-recorded_at", "-id")


class TimelineEventQuerySet(AboutChildrenQuerySet):
    """Events; ``readable_by`` comes first, always."""

    def standing(self) -> Self:
        """Events that are part of the story today: not withdrawn."""
        return self.filter(status=TimelineEvent.Status.ACTIVE)

    def withdrawn(self) -> Self:
        """Events that were taken out of the story."""
        return self.filter(status=TimelineEvent.Status.WITHDRAWN)

    def by_hand(self) -> Self:
        """Events that people wrote."""
        return self.filter(kind__in=HAND_KINDS, subject__isnull=True)


class TimelineEvent(Noun, AboutChildren):
    """One dated fact. ``kind`` says what sort; ``text`` is what happened, in a sentence.

    When a room adds an event about one of its own nouns, ``subject`` is that noun's id, the event takes
    that noun's children, level, names and denials, and tells no more than that it happened.

    ``on`` is as well known as ``precision`` says (the first of a month stands for the month; none at all
    when nobody knows); ``source`` is who or what told us, ``source_type`` in which way; ``meant`` what it
    meant for the child, as somebody's view apart from the fact (domain.md §2.6).
    """

    BY_HAND: ClassVar[str] = "told"

    class Significance(models.TextChoices):
        """How much it counts in the story: a chronology marks what changed a child's life (practice guide, §2.6)."""

        ORDINARY = "ordinary", "Ordinary"
        SIGNIFICANT = "significant", "Significant"
        SERIOUS = "serious", "Serious"

    class Precision(models.TextChoices):
        EXACT = "exact", "On that day"
        MONTH = "month", "In that month"
        ABOUT = "about", "About then"
        UNKNOWN = "unknown", "Not known when"

    class Source(models.TextChoices):
        """How we know it; the codes are those of a map entry (domain.md §1.2)."""

        SAW = "saw", "Saw or heard it"
        WAS_TOLD = "was_told", "Was told"
        RECORD = "record", "From a record"
        OPINION = "professional_opinion", "Professional opinion"
        CHILD_SAID = "child_said", "A child said it"

    class Status(models.TextChoices):
        ACTIVE = "active", "In the story"
        WITHDRAWN = "withdrawn", "Withdrawn"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="timeline")
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.EXACT)
    kind = models.CharField(max_length=40)
    text = models.TextField()
    significance = models.CharField(max_length=12, choices=Significance.choices, default=Significance.ORDINARY)
    meant = models.TextField("what it meant for the child", blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_type = models.CharField("how we know", max_length=24, choices=Source.choices, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    why_withdrawn = models.CharField("why it was withdrawn", max_length=300, blank=True)

    objects = TimelineEventQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "on": Label.SENSITIVE,
        "precision": Label.PLAIN,
        "kind": Label.PLAIN,
        "text": Label.SENSITIVE,
        "significance": Label.SENSITIVE,
        "meant": Label.SENSITIVE,
        "source": Label.SENSITIVE,
        "source_type": Label.SENSITIVE,
        "subject": Label.PLAIN,
        "status": Label.PLAIN,
        "why_withdrawn": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = [*NEWEST_FIRST]
        indexes = [models.Index(fields=["family", "on"], name="story_of_a_family")]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="event_is_about_a_child"),
            models.CheckConstraint(
                condition=Q(on__isnull=True, precision="unknown") | Q(on__isnull=False) & ~Q(precision="unknown"),
                name="event_has_a_date_or_none",
            ),
        ]

    @classmethod
    def follow(cls, like: AboutChildren, *, by: User | None) -> None:
        """Give what was told about ``like`` the secrecy that it has now: a restriction reaches back into the story."""
        guard = {
            "children": like.children,
            "sharing": like.sharing,
            "named": like.named,
            "hidden_from": like.hidden_from,
        }
        for event in cls.objects.filter(subject=like.pk):
            if any(getattr(event, name) != value for name, value in guard.items()):
                for name, value in guard.items():
                    setattr(event, name, value)
                event.keep(by=by)

    @classmethod
    def tell(
        cls, *, family_id: UUID, kind: str, text: str, like: AboutChildren, by: User | None,
        on: date | None = None, source: str = "",
    ) -> Self:  # fmt: skip
        """Add to the family's story something that happened to ``like``, with the same secrecy as ``like``."""
        facts: dict[str, Any] = {"children": like.children, "sharing": like.sharing, "named": like.named}
        event = cls(family_id=family_id, kind=kind, text=text, source=source, on=on or timezone.localdate(),
                    subject=like.pk, hidden_from=like.hidden_from, **facts)  # fmt: skip
        return event.keep(by=by)

    @classmethod
    def retell(
        cls, *, family_id: UUID, kind: str, text: str, like: AboutChildren, by: User | None, on: date | None
    ) -> None:
        """Tell of ``like`` once: what was told before is put right, with the day and secrecy it has now."""
        told = cls.objects.filter(subject=like.pk, kind=kind).order_by("recorded_at", "id").first()
        if told is None:
            cls.tell(family_id=family_id, kind=kind, text=text, like=like, by=by, on=on)
            return
        if (told.text, told.on, told.status) != (text, on or told.on, cls.Status.ACTIVE):
            told.text, told.on, told.status = text, on or told.on, cls.Status.ACTIVE
            told.keep(by=by)
        cls.follow(like, by=by)

    @classmethod
    def untell(cls, like: AboutChildren, *, by: User | None) -> None:
        """Take what was told of ``like`` out of the story: it turned out not to have happened."""
        for told in cls.objects.filter(subject=like.pk, status=cls.Status.ACTIVE):
            told.status = cls.Status.WITHDRAWN
            told.keep(by=by)

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader) -> Self:
        """One event of this family that the reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader))

    @classmethod
    def found_by_hand(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One event that people wrote and that this reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).by_hand().found(pk, reader=reader, lock=lock))

    @property
    def by_hand(self) -> bool:
        """Whether people wrote it: then it is changed here, and not by another page of the record."""
        return self.kind in HAND_KINDS and self.subject is None

    @classmethod
    def write(cls, *, family: Family, children: People, text: str, by: User, **facts: Any) -> Self:
        """Add a fact to the family's story by hand. Raises ``ValueError`` when it is about no child."""
        if not children:
            raise ValueError("Say which child or children this is about.")
        facts.setdefault("kind", cls.BY_HAND)
        event = cls(family=family, children=children, text=text, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="timeline event", family_id=family.pk, subject_id=event.pk)
        return event

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Put right what was written by hand; every earlier version stays.

        Raises ``Outdated`` when somebody else changed it meanwhile, ``ValueError`` for an event that
        another page of the record made: that is put right there.
        """
        self._ours(version)
        if all(getattr(self, fact) == value for fact, value in facts.items()):
            return self
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="timeline event", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def withdraw(self, *, why: str, by: User, version: int | None = None) -> Self:
        """Take an event out of the story. It stays readable with the reason, and can be brought back.

        Raises ``Outdated`` for a version that somebody has changed since.
        """
        self._ours(version)
        self.status, self.why_withdrawn = self.Status.WITHDRAWN, why
        record(by=by, verb=Verb.WITHDRAW, kind="timeline event", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def bring_back(self, *, by: User, version: int | None = None) -> Self:
        """Put a withdrawn event into the story again. Raises ``Outdated`` as ``withdraw`` does."""
        self._ours(version)
        self.status = self.Status.ACTIVE
        record(by=by, verb=Verb.CHANGE, kind="timeline event", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def _ours(self, version: int | None) -> None:
        if not self.by_hand:
            raise ValueError("This was added by another page of the record, and is put right there.")
        self.expect(version, theirs=self.text)
