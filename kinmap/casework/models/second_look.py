"""A second person's look at a copy before it is handed over, and the rule that asks for one (domain.md §9.4)."""

from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun, Outdated
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.documents.models import Issue
from kinmap.families.models import Family, Person
from kinmap.families.models.person import seen_by
from kinmap.kit.labels import Label


class TwoPersonRule(Noun):
    """Whether every copy of this record is looked at by a second person before it leaves. One for each family.

    Without it, only copies for somebody from whom something is hidden are looked at twice. The reason comes from a
    list, so that the rule itself tells nothing that somebody who may prepare copies should not read.
    """

    class Why(models.TextChoices):
        ADDRESS = "address", "Somebody’s address is kept secret"
        DANGER = "danger", "Somebody may be in danger from somebody who gets copies"
        PARENTS = "parents", "Brothers and sisters have different parents"
        COURT = "court", "A court is involved"
        OTHER = "other", "Another reason"

    family = models.OneToOneField(Family, on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField()
    why = models.CharField(max_length=10, choices=Why.choices)

    privacy: ClassVar = {"family": Label.PLAIN, "stands": Label.PLAIN, "why": Label.SENSITIVE}

    @classmethod
    def of(cls, family: Family) -> "TwoPersonRule | None":
        """What was said for this family, if anything was."""
        return cls._default_manager.filter(family=family).first()

    @classmethod
    def say(cls, *, family: Family, stands: bool, why: str, by: User, version: int | None = None) -> "TwoPersonRule":
        """Begin or end the rule. ``version``: 0 where nothing was said yet.

        Raises ``Outdated`` when somebody else changed it meanwhile.
        """
        record(by=by, verb=Verb.CHANGE, kind="rule of two people", family_id=family.pk,
               reason=f"{why}: {'begins' if stands else 'ends'}")  # fmt: skip
        stood = cls.of(family)  # read again now that the trail has put writers in line
        if version is not None and version != (stood.version if stood else 0):
            raise Outdated(stood.in_words() if stood else "")
        rule = stood or cls(family=family)
        rule.stands, rule.why = stands, why
        return rule.keep(by=by)

    def in_words(self) -> str:
        """What stands there now, for somebody whose change came second."""
        return f"{'Every copy' if self.stands else 'Not every copy'} is looked at by a second person."


class CopyCheckQuerySet(AboutChildrenQuerySet):
    """Looks that were asked for."""

    def readable_by(self, reader: Reader) -> Self:
        """Seen by those who may see everything in the copy, and the person it is for."""
        return super().readable_by(reader).filter(recipient__in=seen_by(reader))


class CopyCheck(Noun, AboutChildren):
    """A second person is asked to look at exactly this copy before it is handed over.

    ``words`` is the digest of what the copy says (``copying.Preview.words``): what changes afterwards has to be
    looked at anew. ``alone`` says why a copy that should have been looked at was given without; ``issue`` is the
    copy as it was filed. Its guard is that of everything in the copy.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=40)
    copy = models.CharField(max_length=20, choices=Issue.Copy.choices)
    title = models.CharField(max_length=200)
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    size = models.CharField(max_length=4)
    asked = models.TextField("which part of it", blank=True)
    words = models.CharField("digest of the words", max_length=64)
    note = models.TextField("what to look at", blank=True)
    alone = models.TextField("why nobody looked first", blank=True)
    issue = models.OneToOneField(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CopyCheckQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "document": Label.PLAIN,
        "copy": Label.PLAIN,
        "title": Label.PERSONAL,
        "recipient": Label.PLAIN,
        "size": Label.PLAIN,
        "asked": Label.SENSITIVE,
        "words": Label.PLAIN,
        "note": Label.SENSITIVE,
        "alone": Label.SENSITIVE,
        "issue": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="copy_check_is_about_a_child"),
            models.CheckConstraint(condition=Q(alone="") | Q(issue__isnull=False), name="given_alone_is_filed"),
        ]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One look of this family that the reader may know of; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @classmethod
    def ask(cls, *, family: Family, by: User, **facts: Any) -> Self:
        """Ask for a look. ``facts``: the copy, what to look at, and the guard of everything in it."""
        made = cls(family=family, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="look at a copy", family_id=family.pk, subject_id=made.pk)
        return made

    def filed_as(self, issue: Issue, *, by: User) -> Self:
        """The copy was handed over, and lies in the filing cabinet."""
        self.issue = issue
        return self.keep(by=by)

    def answered(self) -> "CopyAnswer | None":
        """What the second person said, to whoever may know of the look."""
        return CopyAnswer.objects.filter(check_asked=self).first()

    def answer(self, *, outcome: str, words: str, by: User) -> "CopyAnswer":
        """Say what the look came to. Nobody looks a second time at what they prepared.

        Raises ``ValueError`` for the preparer's own yes or no, and for taking back what somebody else asked;
        ``Outdated`` when an answer is there already.
        """
        mine = by.pk == self.recorded_by_id
        if mine != (outcome == CopyAnswer.Outcome.TAKEN_BACK):
            raise ValueError("Whoever prepared a copy may take the question back; somebody else answers it.")
        given = self.answered()
        if given is not None:
            self.expect(-1, theirs=f"{given.get_outcome_display()}. {given.words}".strip())
        said = CopyAnswer(check_asked=self, outcome=outcome, words=words).keep(by=by)
        record(by=by, verb=Verb.CHANGE, kind="look at a copy", family_id=self.family_id, subject_id=self.pk,
               reason=outcome)  # fmt: skip
        return said


class CopyAnswerQuerySet(models.QuerySet["CopyAnswer"]):
    """Answers, seen with what was asked."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the look that was asked for."""
        return self.filter(check_asked__in=CopyCheck.objects.readable_by(reader).order_by().values("pk"))


class CopyAnswer(Noun):
    """What a second person said of one copy, once."""

    class Outcome(models.TextChoices):
        RIGHT = "right", "It may go to them as it is"
        NOT_RIGHT = "not_right", "Not like this"
        TAKEN_BACK = "taken_back", "Taken back"

    check_asked = models.OneToOneField(CopyCheck, on_delete=models.PROTECT, related_name="answer_given")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.TextField(blank=True)

    objects = CopyAnswerQuerySet.as_manager()
    privacy: ClassVar = {"check_asked": Label.PLAIN, "outcome": Label.PLAIN, "words": Label.SENSITIVE}

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
