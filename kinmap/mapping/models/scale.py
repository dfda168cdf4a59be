"""Scales with written ends, and everybody's own number with its reason (domain.md §1.4).

Numbers belong to people: there is a spread and a line for each person, never an average, never a score.
"""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label
from kinmap.mapping.models.entry import Entry


class ScaleQuerySet(AboutChildrenQuerySet):
    """Scales whose statement, if they have one, the reader may see too."""

    def readable_by(self, reader: Reader) -> Self:
        """Never a scale of a hidden statement."""
        seen = Entry.objects.readable_by(reader).order_by().values("pk")
        return super().readable_by(reader).filter(Q(statement__isnull=True) | Q(statement__in=seen))


class Scale(Noun, AboutChildren):
    """0 to 10 with both ends written out: of one danger statement, or overall."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "For one statement"
        OVERALL = "safety", "Overall safety"
        CONTEXT = "context", "Compared with other families we know"
        WELLBEING = "wellbeing", "Wellbeing"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="scales")
    statement = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="scale")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATEMENT)
    zero_text = models.TextField("what 0 means")
    ten_text = models.TextField("what 10 means")

    objects = ScaleQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "statement": Label.PLAIN,
        "kind": Label.PLAIN,
        "zero_text": Label.SENSITIVE,
        "ten_text": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="scale_is_about_a_child"),
            models.CheckConstraint(condition=~Q(zero_text="") & ~Q(ten_text=""), name="scale_has_written_ends"),
            models.CheckConstraint(
                condition=Q(kind="statement", statement__isnull=False)
                | (~Q(kind="statement") & Q(statement__isnull=True)),
                name="statement_scale_has_its_statement",
            ),
        ]

    def reword(self, *, zero_text: str, ten_text: str, by: User, version: int | None = None) -> Self:
        """Rewrite the ends. Raises ``Outdated`` when somebody else changed them meanwhile."""
        self.expect(version, theirs=f"0: {self.zero_text}\n10: {self.ten_text}")
        self.zero_text, self.ten_text = zero_text, ten_text
        record(by=by, verb=Verb.CHANGE, kind="scale", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


class Round(Noun, AboutChildren):
    """One gathering of numbers: each given before anybody's is shown, then all shown together."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="rounds")
    held_on = models.DateField(default=timezone.localdate)
    given_in = models.CharField("where", max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "held_on": Label.SENSITIVE,
        "given_in": Label.SENSITIVE,
        "shown_at": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["held_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="round_is_about_a_child")]

    def show(self, *, by: User) -> Self:
        """Show everybody's numbers to everybody who may see them. Showing cannot be undone: they have been seen."""
        if self.shown_at is None:
            self.shown_at = timezone.now()
            record(by=by, verb=Verb.CHANGE, kind="round shown", family_id=self.family_id, subject_id=self.pk)
            self.keep(by=by)
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
    def give(cls, *, scale: Scale, round: Round, person: Person, value: Decimal | None, reason: str, by: User,
             id: UUID | None = None, given_on: date | None = None, **words: Any) -> Self:  # fmt: skip
        """Give one person's number. Raises ``ValueError`` once the round is shown: a late number needs a new round."""
        if round.shown_at is not None:
            raise ValueError("This round has been shown. Start a new one for another number.")
        given = cls(
            family_id=scale.family_id, scale=scale, round=round, person=person, reason=reason,
            halves=None if value is None else int(value * 2), given_on=given_on or round.held_on,
            children=scale.children, sharing=scale.sharing, named=scale.named, hidden_from=scale.hidden_from, **words,
        )  # fmt: skip
        if id is not None:
            given.id = id
        record(by=by, verb=Verb.CREATE, kind="judgment", family_id=scale.family_id, subject_id=given.pk)
        return given.keep(by=by)
