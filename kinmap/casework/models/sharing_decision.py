"""A decision to share information with somebody, or not to (domain.md §9.1)."""

from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.models.chronology import TimelineEvent
from kinmap.documents.models import Issue
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label

TOLD = "A decision about sharing information was written down."


class SharingDecisionQuerySet(AboutChildrenQuerySet):
    """Decisions; ``readable_by`` comes first, always."""

    def readable_by(self, reader: Reader) -> Self:
        """Never a decision about telling somebody whom the reader may not see."""
        return super().readable_by(reader).filter(Q(recipient__isnull=True) | Q(recipient__in=seen_by(reader)))

    def standing(self) -> Self:
        """Decisions that were not withdrawn."""
        return self.filter(status=SharingDecision.Status.STANDING)


class SharingDecision(Noun, AboutChildren):
    """What is told to whom, why and on what basis; or why it is not told.

    ``recipient`` is a person of the record, ``recipient_words`` an agency or anybody else in words.
    ``detriment``: the harm to the child that was considered; it must be there when nothing is told, and where
    the basis asks for it. ``told_family``: whether the family knows, with who and when, or why not, in ``told_words``.
    ``copy``: the filed copy that was handed over, when it was one. A correction is a new version with its reason in
    ``why_changed``; nothing is overwritten.
    """

    class ToWhom(models.TextChoices):
        PERSON = "person", "Somebody of the family"
        PROFESSIONAL = "professional", "A professional"
        AGENCY = "agency", "An agency"
        OTHER = "other", "Somebody else"

    class How(models.TextChoices):
        BY_HAND = "by_hand", "Given by hand"
        POST = "post", "Posted"
        SECURE_EMAIL = "secure_email", "Sent by secure e-mail"
        TELEPHONE = "telephone", "By telephone"
        MEETING = "meeting", "Said in a meeting"
        READ_TOGETHER = "read_together", "Read together"
        NOT_YET = "not_yet", "Not sent yet"

    class Status(models.TextChoices):
        STANDING = "standing", "Standing"
        WITHDRAWN = "withdrawn", "Withdrawn"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="sharing_decisions")
    shared = models.BooleanField("decided to share")
    what = models.TextField("what is shared, or not")
    copy = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    to_whom = models.CharField(max_length=14, choices=ToWhom.choices)
    recipient = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recipient_words = models.CharField("to whom, in words", max_length=300, blank=True)
    why = models.TextField()
    basis = models.CharField(max_length=20)
    detriment = models.TextField("harm that was considered", blank=True)
    told_family = models.BooleanField("the family knows")
    told_words = models.TextField("who told whom and when, or why not")
    how = models.CharField(max_length=14, choices=How.choices, blank=True)
    decided_by = models.CharField("who decided", max_length=200)
    decided_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.STANDING)
    why_changed = models.CharField("why it was put right or withdrawn", max_length=300, blank=True)

    objects = SharingDecisionQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN, "shared": Label.SENSITIVE, "what": Label.SENSITIVE, "copy": Label.PLAIN,
        "to_whom": Label.SENSITIVE, "recipient": Label.SENSITIVE, "recipient_words": Label.SENSITIVE,
        "why": Label.SENSITIVE, "basis": Label.SENSITIVE, "detriment": Label.SENSITIVE, "told_family": Label.SENSITIVE,
        "told_words": Label.SENSITIVE, "how": Label.SENSITIVE, "decided_by": Label.PERSONAL,
        "decided_on": Label.SENSITIVE, "status": Label.PLAIN, "why_changed": Label.SENSITIVE,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-decided_on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="sharing_is_about_a_child"),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(recipient_words=""), name="sharing_says_with_whom"
            ),
            models.CheckConstraint(
                condition=Q(shared=True) | ~Q(detriment=""), name="not_sharing_says_what_harm_was_considered"
            ),
        ]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One decision of this family that the reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @property
    def title(self) -> str:
        """Its words in short, for lists of what a copy leaves out."""
        return self.what

    @classmethod
    def decide(cls, *, family: Family, children: Any, by: User, **facts: Any) -> Self:
        """Write down a decision. ``facts``: the fields above and the guard. The story tells only that there was one."""
        made = cls(family=family, children=children, **facts).keep(by=by)
        record(by=by, verb=Verb.SHARE if made.shared else Verb.CREATE, kind="sharing decision", family_id=family.pk,
               subject_id=made.pk, reason=made.basis)  # fmt: skip
        TimelineEvent.tell(family_id=family.pk, kind="sharing", text=TOLD, like=made, by=by, on=made.decided_on)
        return made

    def put_right(self, *, why_changed: str, by: User, version: int | None = None, **facts: Any) -> Self:
        """Correct a decision, with the reason; what it said stays among its versions.

        Raises ``Outdated`` when somebody changed it meanwhile, ``ValueError`` when it was withdrawn.
        """
        self.expect(version, theirs=self.what)
        if self.status == self.Status.WITHDRAWN:
            raise ValueError("This decision was withdrawn. Write a new one.")
        for fact, value in {**facts, "why_changed": why_changed}.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="sharing decision", family_id=self.family_id, subject_id=self.pk)
        self.keep(by=by)
        TimelineEvent.retell(family_id=self.family_id, kind="sharing", text=TOLD, like=self, by=by, on=self.decided_on)
        return self

    def withdraw(self, *, why: str, by: User, version: int | None = None) -> Self:
        """Say that this decision no longer holds, and why. It stays readable. Raises ``Outdated``."""
        self.expect(version, theirs=self.what)
        self.status, self.why_changed = self.Status.WITHDRAWN, why
        record(by=by, verb=Verb.WITHDRAW, kind="sharing decision", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
