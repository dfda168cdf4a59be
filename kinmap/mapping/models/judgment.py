"""Rounds of numbers, and everybody's own number with its reason (domain.md §1.4).

Numbers belong to people: there is a spread and a line for each person, never an average, never a score.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label
from kinmap.mapping.models.entry import Entry
from kinmap.mapping.models.scale import Scale

ALREADY_SHOWN = "This round has been shown, so no number can be added or changed. Start a new round for it."
ANSWERED = "This person has given a number in this round already."


class Round(Noun, AboutChildren):
    """One gathering of numbers: each given before anybody's is shown, then all shown together."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="rounds")
    held_on = models.DateField(default=timezone.localdate)
    given_in = models.CharField("where", max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    scales = models.JSONField("about which scales", default=list, blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "held_on": Label.SENSITIVE,
        "given_in": Label.SENSITIVE,
        "shown_at": Label.PLAIN,
        "scales": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["held_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="round_is_about_a_child")]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One of this family's by its id. Raises ``Http404`` when there is none that the reader may see."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @classmethod
    def open(cls, *, family: Family, scales: Sequence[Scale], held_on: date, given_in: str, by: User,
             id: UUID | None = None) -> Self:  # fmt: skip
        """Begin to gather numbers about these scales. The round is as secret as the most secret of them.

        Raises ``ValueError`` when no scale is given, or when they are shared at different levels.
        """
        if not scales:
            raise ValueError("Say which worries this round is about.")
        if len({scale.sharing for scale in scales}) > 1:
            raise ValueError("These worries are not shared with the same people. Start one round for each.")
        opened = cls(
            family=family, held_on=held_on, given_in=given_in, scales=sorted(str(scale.pk) for scale in scales),
            children=frozenset[UUID]().union(*(scale.children for scale in scales)), sharing=scales[0].sharing,
            named=frozenset.intersection(*(scale.named for scale in scales)),
            hidden_from=frozenset[UUID]().union(*(scale.hidden_from for scale in scales)),
        )  # fmt: skip
        if id is not None:
            opened.id = id
        record(by=by, verb=Verb.CREATE, kind="round", family_id=family.pk, subject_id=opened.pk)
        return opened.keep(by=by)

    @classmethod
    def follow(cls, statement: Entry, *, by: User) -> None:
        """Give the rounds about this statement alone the secrecy that it has now, and what was told of them too."""
        scale = Scale.objects.filter(statement=statement).first()
        held_here = cls.objects.filter(family_id=statement.family_id) if scale else ()
        for held in held_here:
            if scale and held.scales == [str(scale.pk)]:
                held.children, held.sharing = statement.children, statement.sharing
                held.named, held.hidden_from = statement.named, statement.hidden_from
                TimelineEvent.follow(held, by=by)
                held.keep(by=by)

    @property
    def is_open(self) -> bool:
        """Still gathering: nobody has seen the numbers together."""
        return self.shown_at is None

    def scales_for(self, reader: Reader) -> list[Scale]:
        """The scales this round asks about, as far as the reader may see them; all of the map's when none was named."""
        rows = Scale.objects.readable_by(reader).standing().filter(family_id=self.family_id)
        rows = rows.filter(pk__in=self.scales) if self.scales else rows.filter(children__within=self.children)
        return list(rows.select_related("statement").order_by("recorded_at", "id"))

    def asks(self, person: Reader, *, reader: Reader) -> list[Scale]:
        """The scales about which one person is asked: those that may be put before them."""
        open_to_them = Scale.objects.may_be_asked(person).filter(family_id=self.family_id)
        ids = set(open_to_them.order_by().values_list("pk", flat=True))
        return [scale for scale in self.scales_for(reader) if scale.pk in ids]

    def answered(self, reader: Reader) -> set[tuple[UUID, UUID]]:
        """Who has answered about which scale, and no more than that: the numbers stay hidden."""
        return Judgment.answered(self.family_id, [self.pk], reader).get(self.pk, set())

    def show(self, *, by: User) -> Self:
        """Show everybody's numbers to everybody who may see them. Showing cannot be undone: they have been seen."""
        if self.shown_at is None:
            self.shown_at = timezone.now()
            record(by=by, verb=Verb.CHANGE, kind="round shown", family_id=self.family_id, subject_id=self.pk)
            self.keep(by=by)
            if Judgment.objects.filter(round=self).exists():
                told = "Everybody’s numbers on the scales were shown together."
                TimelineEvent.tell(family_id=self.family_id, kind="map", text=told, like=self, by=by, on=self.held_on)
        return self


class JudgmentQuerySet(AboutChildrenQuerySet):
    """Numbers, hidden until their round is shown except from whoever entered them."""

    def readable_by(self, reader: Reader) -> Self:
        """Shown numbers of scales the reader may see; before that only what this user entered."""
        seen = Scale.objects.readable_by(reader).order_by().values("pk")
        entered = Q(recorded_by=reader.user_id) if reader.user_id else Q(pk__in=())
        shown = Q(round__shown_at__isnull=False) | entered
        return super().readable_by(reader).filter(shown, scale__in=seen, person__in=seen_by(reader))


class Judgment(Noun, AboutChildren):
    """One person's number on one scale on one day, with their reason. ``halves`` counts half points (0 to 20);
    ``None`` means they would rather not say.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="judgments")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="judgments")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="judgments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judgments")
    halves = models.PositiveSmallIntegerField("number", null=True, blank=True)
    reason = models.TextField(blank=True)
    one_higher = models.TextField("what would make it one higher", blank=True)
    given_on = models.DateField(default=timezone.localdate)
    spoken_for_by = models.CharField("given through", max_length=200, blank=True)

    objects = JudgmentQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "scale": Label.PLAIN,
        "round": Label.PLAIN,
        "person": Label.PLAIN,
        "halves": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "one_higher": Label.SENSITIVE,
        "given_on": Label.SENSITIVE,
        "spoken_for_by": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["given_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "scale", "person"], name="one_number_each_in_a_round"),
            models.CheckConstraint(condition=Q(halves__isnull=True) | Q(halves__lte=20), name="number_from_0_to_10"),
            models.CheckConstraint(condition=~Q(children=""), name="judgment_is_about_a_child"),
        ]

    @property
    def value(self) -> Decimal | None:
        """The number, 0 to 10 in halves; ``None`` for "rather not say"."""
        return None if self.halves is None else Decimal(self.halves) / 2

    @classmethod
    def answered(cls, family_id: UUID, rounds: Iterable[UUID], reader: Reader) -> dict[UUID, set[tuple[UUID, UUID]]]:
        """By round: who has answered about which scale, of those whom the reader may see. No numbers."""
        scales = Scale.objects.readable_by(reader).order_by().values("pk")
        rows = cls.objects.filter(
            reader.admits_about_children(), family_id=family_id, round__in=list(rounds), scale__in=scales,
            person__in=seen_by(reader),
        )  # fmt: skip
        found: dict[UUID, set[tuple[UUID, UUID]]] = {}
        for of_round, scale, person in rows.order_by("recorded_at", "id").values_list("round", "scale", "person"):
            found.setdefault(of_round, set()).add((scale, person))
        return found

    @classmethod
    def own(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One number of a round not yet shown, as whoever entered it finds it. Raises ``Http404`` for anybody else."""
        found: Self = cls.objects.filter(family=family).found(pk, reader=reader, lock=lock)
        if found.recorded_by_id != reader.user_id or not found.round.is_open:
            raise Http404
        return found

    @classmethod
    def entered(cls, *, round: Round, reader: Reader) -> list[Self]:
        """What this reader entered in this round, for putting a slip right."""
        rows = cls.objects.readable_by(reader).filter(round=round, recorded_by=reader.user_id)
        return list(rows.select_related("person", "scale__statement").order_by("recorded_at", "id"))

    @classmethod
    def give(cls, *, scale: Scale, round: Round, person: Person, value: Decimal | None, reason: str, by: User,
             id: UUID | None = None, given_on: date | None = None, **words: Any) -> Self:  # fmt: skip
        """Give one person's number; hold the round's row while giving, so that it cannot be shown meanwhile.

        Raises ``Outdated`` once the round is shown (a late number needs a new round), and when this person
        has given a number on this scale in this round already.
        """
        if not round.is_open:
            raise Outdated(ALREADY_SHOWN)
        if cls.objects.filter(scale=scale, round=round, person=person).exists():
            raise Outdated(ANSWERED)
        given = cls(
            family_id=scale.family_id, scale=scale, round=round, person=person, reason=reason,
            halves=None if value is None else int(value * 2), given_on=given_on or round.held_on,
            children=scale.children, sharing=scale.sharing, named=scale.named, hidden_from=scale.hidden_from, **words,
        )  # fmt: skip
        if id is not None:
            given.id = id
        record(by=by, verb=Verb.CREATE, kind="judgment", family_id=scale.family_id, subject_id=given.pk)
        return given.keep(by=by)

    def change(self, *, value: Decimal | None, reason: str, by: User, version: int | None = None, **words: Any) -> Self:
        """Put right a number before its round is shown, by whoever entered it; every earlier version stays.

        Raises ``Outdated`` when the round was shown or the number was changed meanwhile, ``PermissionError``
        for anybody but the person who entered it.
        """
        if by.pk != self.recorded_by_id:
            raise PermissionError("Only the person who entered a number can change it.")
        if not self.round.is_open:
            raise Outdated(ALREADY_SHOWN)
        self.expect(
            version,
            theirs=f"{self.person.called}: {'rather not say' if self.value is None else self.value}. {self.reason}",
        )
        self.halves = None if value is None else int(value * 2)
        self.reason = reason
        for name, word in words.items():
            setattr(self, name, word)
        record(by=by, verb=Verb.CHANGE, kind="judgment", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
