"""A session of group mapping, its members, its turns and their drafts."""

from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.doors import children_of, kind_of
from kinmap.families.models import Family
from kinmap.families.models.lock import not_locked
from kinmap.kit.labels import Label
from kinmap.mapping.categories import Category

TEN_IN_HALVES = 20


class GroupSession(Noun, AboutChildren):
    """One session about some children: what its members are told, and at the end what it was worth.

    ``headline``, ``best_hope`` and ``asked`` are written by the worker for colleagues who do not know the
    family. ``useful`` is the worker's own number for the session, in halves: 0 a lost hour, 10 I know what to do.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField("held on")
    headline = models.TextField("what the group needs to know")
    best_hope = models.TextField("what would make the hour worth it")
    asked = models.TextField("the question that the worker is stuck on", blank=True)
    useful = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(TEN_IN_HALVES)])
    next_steps = models.TextField(blank=True)
    learned = models.TextField("what we learnt", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "held_on": Label.PLAIN,
        "headline": Label.SENSITIVE,
        "best_hope": Label.SENSITIVE,
        "asked": Label.SENSITIVE,
        "useful": Label.PERSONAL,
        "next_steps": Label.SENSITIVE,
        "learned": Label.SENSITIVE,
        "closed_at": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="session_is_about_a_child")]

    @classmethod
    def begin(cls, *, family: Family, held_on: date, by: User, **facts: Any) -> Self:
        """Begin a session; whoever begins it brings the family. ``facts``: children, words, guard."""
        made = cls(family=family, held_on=held_on, **facts).keep(by=by)
        Member(session=made, user=by, part=Member.Part.WORKER).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="group mapping", family_id=family.pk, subject_id=made.pk)
        return made

    @classmethod
    def of_member(cls, pk: UUID, *, user: User) -> tuple[Self, "Member"]:
        """A session and this person's seat in it; raises ``Http404`` for whoever has none, or no longer.

        Somebody from whom it or one of its children is hidden, or against whom the record is locked, has no seat,
        whoever brought them in.
        """
        open_to = not_locked(user.pk, family="session__family")
        seat = Member.objects.filter(open_to, session=pk, user=user).select_related("session__family").first()
        if seat is None:
            raise Http404
        session = cast(Self, seat.session)
        if session.shuts_out(user):
            raise Http404
        return session, seat

    def shuts_out(self, user: User) -> bool:
        """Whether it is hidden from somebody, or one of its children is: a seat beats no denial and no lock."""
        person = getattr(user, "person", None)
        person_id = person.pk if person is not None else None
        families = frozenset({self.family_id})
        eyes = Reader(kind_of(user), user.name, families, frozenset(), person_id=person_id)
        return person_id in self.hidden_from or not self.children <= children_of(eyes)

    def bring_in(self, user: User, *, part: str, by: User) -> "Member":
        """Give a colleague a seat. Raises ``ValueError`` for somebody who has one, or from whom this is hidden."""
        if self.shuts_out(user):
            raise ValueError(f"{user.name} cannot take part in this session.")
        if Member.objects.filter(session=self, user=user).exists():
            raise ValueError(f"{user.name} takes part already.")
        seat = Member(session=self, user=user, part=part).keep(by=by)
        record(by=by, verb=Verb.ALLOCATE, kind="seat", family_id=self.family_id, subject_id=seat.pk)
        return seat

    def colleagues_like(self, words: str) -> list[User]:
        """Council colleagues called like this who may take part, have no seat yet and from whom nothing is hidden."""
        seated = set(self.members.order_by().values_list("user", flat=True))
        found = [one for one in User.called_like(words) if one.pk not in seated and one.is_council_staff()]
        return [one for one in found if one.may(Permission.GROUP_MAP) and not self.shuts_out(one)]

    def ask_for(self, kind: str, *, by: User) -> "Turn":
        """Ask everybody to write one thing alone. Raises ``ValueError`` while another turn is being written."""
        if self.turns.filter(read_at__isnull=True).exists():
            raise ValueError("Read together what is being written first.")
        turn = Turn(session=self, kind=kind).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="turn", family_id=self.family_id, subject_id=turn.pk)
        return turn

    def close(self, *, by: User, version: int | None = None, **words: Any) -> Self:
        """End the session. Its members see it no longer, unless the family is open to them as well.

        ``words``: useful, next_steps, learned. Raises ``Outdated`` when it was changed meanwhile.
        """
        self.expect(version, theirs=self.next_steps or self.learned)
        for name, value in words.items():
            setattr(self, name, value)
        self.closed_at = self.closed_at or timezone.now()
        record(by=by, verb=Verb.CHANGE, kind="group mapping", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)


class Member(Noun):
    """A colleague's seat in one session, and what they are there for."""

    class Part(models.TextChoices):
        WORKER = "worker", "Brings the family"
        FACILITATOR = "facilitator", "Leads the hour"
        ADVISOR = "advisor", "Watches how we work"
        MEMBER = "member", "Thinks with us"

    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=Part.choices)

    privacy: ClassVar = {"session": Label.PLAIN, "user": Label.PLAIN, "part": Label.PLAIN}
    objects = models.Manager["Member"]()

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="one_seat_for_each")]

    @property
    def leads(self) -> bool:
        """Whether they say what is written next and when it is read."""
        return self.part in (self.Part.WORKER, self.Part.FACILITATOR)

    @property
    def is_worker(self) -> bool:
        """Whether the family is theirs: they choose, adopt and say what it was worth."""
        return self.part == self.Part.WORKER


class Turn(Noun):
    """One thing that everybody writes alone; ``read_at``: when the drafts were read together."""

    class Kind(models.TextChoices):
        DANGER = "danger_statement", "A danger or worry statement"
        GOAL = "goal", "A goal"
        SCALE = "scale", "The two ends of a scale"
        QUESTION = "question", "A question to ask the family"

    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    read_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {"session": Label.PLAIN, "kind": Label.PLAIN, "read_at": Label.PLAIN}
    objects = models.Manager["Turn"]()

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(read_at__isnull=True), name="one_turn_is_written_at_a_time"
            )
        ]

    @property
    def category(self) -> str:
        """Where on the map an adopted draft of this turn belongs, unless its worker chooses otherwise."""
        return {"danger_statement": Category.DANGER_STATEMENT, "goal": Category.GOAL}.get(
            self.kind, Category.NOT_SURE_YET
        )

    @classmethod
    def found(cls, pk: UUID, *, session: GroupSession) -> "Turn":
        """A turn of this session; raises ``Http404`` for any other."""
        return get_object_or_404(cls.objects.select_for_update().filter(session=session), pk=pk)

    def write(self, text: str, *, by: User, version: int | None = None) -> "Draft":
        """Write or change one's own draft. Raises ``Outdated`` once the turn was read, or for an old version."""
        if self.read_at is not None:
            self.expect(-1, theirs="This was read together already. Nobody changes a draft of it any more.")
        draft = self.drafts.filter(author=by).first() or Draft(turn=self, author=by)
        draft.expect(version if draft.text else None, theirs=draft.text)
        if draft.text == text:
            return draft
        draft.text = text
        record(by=by, verb=Verb.CHANGE, kind="group draft", family_id=self.session.family_id, subject_id=draft.pk)
        return draft.keep(by=by)

    def read_together(self, *, by: User) -> "Turn":
        """Show everybody's drafts to everybody; nothing more is written in this turn."""
        if self.read_at is None:
            self.read_at = timezone.now()
            record(by=by, verb=Verb.CHANGE, kind="turn", family_id=self.session.family_id, subject_id=self.pk)
            self.keep(by=by)
        return self


class Draft(Noun):
    """What one member wrote alone. Seen by nobody else until its turn is read together."""

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    chosen_at = models.DateTimeField(null=True, blank=True)
    became = models.UUIDField("the entry or question that was made of it", null=True, blank=True)

    privacy: ClassVar = {
        "turn": Label.PLAIN,
        "author": Label.PLAIN,
        "text": Label.SENSITIVE,
        "chosen_at": Label.PLAIN,
        "became": Label.PLAIN,
    }
    objects = models.Manager["Draft"]()

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["turn", "author"], name="one_draft_for_each_turn")]

    @classmethod
    def found(cls, pk: UUID, *, session: GroupSession, chosen: bool = False) -> "Draft":
        """A draft that was read together in this session (and chosen); raises ``Http404`` for any other."""
        rows = cls.objects.filter(turn__session=session, turn__read_at__isnull=False).select_related("turn__session")
        return get_object_or_404(rows.filter(chosen_at__isnull=False) if chosen else rows, pk=pk)

    @classmethod
    def chosen_by_worker(cls, pk: UUID, *, family: Family, user: User) -> "Draft":
        """A chosen draft of a session about this family that this person brought; ``Http404`` for any other."""
        seats = Member.objects.filter(user=user, part=Member.Part.WORKER, session__family=family)
        rows = cls.objects.filter(turn__session__in=seats.values("session"), chosen_at__isnull=False)
        return get_object_or_404(rows.select_related("turn__session", "author"), pk=pk)

    def choose(self, *, by: User) -> "Draft":
        """The worker takes this one further; a second press lets it go again."""
        self.chosen_at = None if self.chosen_at and self.became is None else self.chosen_at or timezone.now()
        record(by=by, verb=Verb.CHANGE, kind="group draft", family_id=self.turn.session.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def adopt(self, made: UUID, *, by: User) -> "Draft":
        """Remember the entry or question that was made of it. Raises ``Outdated`` when one was made before."""
        if self.became is not None:
            self.expect(-1, theirs="This was taken further already.")
        self.became = made
        return self.keep(by=by)
