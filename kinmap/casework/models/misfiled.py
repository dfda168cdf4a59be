"""Words that do not belong where they stand: one person asks, another agrees, and they are moved or struck out."""

from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.shelves import Misfilable, misfilables
from kinmap.families.models import Family
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField

WAITS_ALREADY = "Somebody has asked about this already. It waits for a second person."


class MisfiledQuerySet(AboutChildrenQuerySet):
    """What was asked; ``readable_by`` comes first, always."""

    def readable_by(self, reader: Reader) -> Self:
        """While the words are there, only whoever may see them learns that somebody asked about them."""
        there = Q(state=Misfiled.State.DONE)
        for kind in misfilables:
            if reader.may(kind.needs):
                there |= Q(kind=kind.name, subject__in=kind.noun.objects.readable_by(reader).order_by().values("pk"))
        return super().readable_by(reader).filter(there)

    def waiting(self) -> Self:
        """What waits for a second person."""
        return self.filter(state=Misfiled.State.WAITING)


class Misfiled(Noun, AboutChildren):
    """One item that does not belong here, and what becomes of it.

    ``kind`` and ``subject`` name the item. Until it is done, ``words`` say why (never the words themselves), and
    ``to_family`` and ``to_children`` where it is to go. When it is done these are emptied: what stays is which kind
    of item it was, who asked, who agreed, when, and the reason from the list. Two different people, always.
    """

    class Act(models.TextChoices):
        STRIKE = "strike", "Strike it out for good"
        MOVE = "move", "Move it to the record where it belongs"

    class Reason(models.TextChoices):
        WRONG_FAMILY = "wrong_family", "It belongs to another family"
        WRONG_PERSON = "wrong_person", "It is about somebody else"
        LAW = "law", "The law does not let us keep it"
        OTHER = "other", "Something else, said below"

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a second person"
        TAKEN_BACK = "taken_back", "Taken back"
        REFUSED = "refused", "Not agreed"
        DONE = "done", "Done"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    act = models.CharField(max_length=8, choices=Act.choices)
    reason = models.CharField(max_length=14, choices=Reason.choices)
    words = models.TextField("why, without the words themselves", blank=True)
    to_family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_children = PeopleField("about whom there")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("what the second person said", blank=True)

    objects = MisfiledQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN, "kind": Label.PLAIN, "subject": Label.PLAIN, "act": Label.PLAIN, "reason": Label.PLAIN,
        "words": Label.SENSITIVE, "to_family": Label.SENSITIVE, "to_children": Label.SENSITIVE, "state": Label.PLAIN,
        "answered_by": Label.PLAIN, "answered_at": Label.PLAIN, "answer": Label.SENSITIVE,
    }  # fmt: skip

    class Meta:
        verbose_name_plural = "misfiled"
        ordering: ClassVar = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="misfiled_is_about_a_child"),
            models.UniqueConstraint(fields=["subject"], condition=Q(state="waiting"), name="misfiled_is_asked_once"),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(answered_by__isnull=False, recorded_by__isnull=False) & ~Q(answered_by=F("recorded_by")),
                name="two_people_for_misfiled_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(words="", answer="", to_family__isnull=True),
                name="what_is_struck_out_keeps_no_words",
            ),
        ]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One of this family that the reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @property
    def of_kind(self) -> Misfilable | None:
        """How such items are struck out; ``None`` for a kind that no room has any more."""
        return misfilables.named(self.kind)

    @classmethod
    def report(cls, item: Any, *, kind: str, by: User, **facts: Any) -> Self:
        """Ask that an item be moved or struck out. ``facts``: act, reason, words, to_family, to_children.

        Nothing happens to it before somebody else agrees. Raises ``Outdated`` when somebody has asked already.
        """
        if cls.objects.waiting().filter(subject=item.pk).exists():
            raise Outdated(WAITS_ALREADY)
        asked = cls(family_id=item.family_id, kind=kind, subject=item.pk, **facts)
        asked.guarded_like(item)
        record(by=by, verb=Verb.CREATE, kind="misfiled", family_id=item.family_id, subject_id=item.pk,
               reason=f"{asked.act}: {asked.reason}")  # fmt: skip
        return asked.keep(by=by)

    def guarded_like(self, item: AboutChildren) -> None:
        """As secret as the item is now."""
        for name in ("children", "sharing", "named", "hidden_from"):
            setattr(self, name, getattr(item, name))

    def take_back(self, *, by: User, version: int | None = None) -> Self:
        """The asker thinks better of it. Raises ``PermissionError`` for anybody else, ``Outdated`` once answered."""
        if by.pk != self.recorded_by_id:
            raise PermissionError("Only whoever asked can take it back.")
        return self._answered(self.State.TAKEN_BACK, "", by=by, version=version, verb=Verb.WITHDRAW)

    def refuse(self, *, words: str, by: User, version: int | None = None) -> Self:
        """A second person does not agree: the item stays as it is. Raises as ``take_back`` does."""
        self.needs_another(by)
        return self._answered(self.State.REFUSED, words, by=by, version=version, verb=Verb.CHANGE)

    def done(self, *, by: User) -> Self:
        """It was moved or struck out; ``misfiled.doing`` has emptied this row of words before."""
        self.state, self.answered_by, self.answered_at = self.State.DONE, by, timezone.now()
        return self.keep(by=by)

    def needs_another(self, by: User) -> None:
        """Raise ``PermissionError`` for the person who asked: two different people, always."""
        if by.pk == self.recorded_by_id:
            raise PermissionError("Somebody other than the person who asked has to agree.")

    def expect_waiting(self, version: int | None) -> None:
        """Raise ``Outdated`` unless it still waits, in the version that was seen."""
        self.expect(version, theirs=str(self.State(self.state).label))
        if self.state != self.State.WAITING:
            raise Outdated(str(self.State(self.state).label), self.version)

    def _answered(self, state: str, words: str, *, by: User, version: int | None, verb: str) -> Self:
        self.expect_waiting(version)
        self.state, self.answer = state, words
        self.answered_by, self.answered_at = by, timezone.now()
        record(by=by, verb=verb, kind="misfiled", family_id=self.family_id, subject_id=self.subject, reason=state)
        return self.keep(by=by)
