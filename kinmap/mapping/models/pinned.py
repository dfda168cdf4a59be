"""A question to take along: pinned for a visit, in the words in which it will be asked, and answered into the map."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family, Person
from kinmap.kit.labels import Label
from kinmap.kit.people_field import people
from kinmap.mapping.categories import Category
from kinmap.mapping.models.entry import Entry
from kinmap.visits.models import Visit


class PinnedQuestionQuerySet(AboutChildrenQuerySet):
    """Pinned questions; ``readable_by`` comes first, always."""

    def waiting(self) -> Self:
        """Those still to be asked."""
        return self.filter(state=PinnedQuestion.State.WAITING)

    def asked(self) -> Self:
        """Those with an answer on the map."""
        return self.filter(state=PinnedQuestion.State.ANSWERED)


class PinnedQuestion(Noun, AboutChildren):
    """One question that somebody means to ask, or has asked.

    ``text`` is kept as it was asked, whatever becomes of the bank's question (``code``; empty: one's own words).
    ``whom``: whom to ask. ``visit``: for which visit, if for one. Its own level guards its words: an answer may
    be shown to readers who must not see what was asked, so an entry never holds the question itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "To be asked"
        ANSWERED = "answered", "Answered"
        TAKEN_OFF = "taken_off", "Taken off the list"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="pinned_questions")
    text = models.TextField("the question")
    code = models.CharField("its code in the bank", max_length=60, blank=True)
    category = models.CharField(
        "where its answer belongs", max_length=20, choices=Category.choices, default=Category.NOT_SURE_YET
    )
    whom = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="pinned_questions")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="in_answer_to")

    objects = PinnedQuestionQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN, "text": Label.SENSITIVE, "code": Label.PLAIN, "category": Label.PLAIN,
        "whom": Label.SENSITIVE, "visit": Label.PLAIN, "state": Label.PLAIN, "answer": Label.PLAIN,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        indexes = [models.Index(fields=["family", "state"], name="questions_of_a_family")]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="question_is_about_a_child"),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"Question {self.pk}"

    @classmethod
    def found(cls, question_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One question of this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(question_id, reader=reader, lock=lock)
        return found

    @classmethod
    def pin(cls, *, family: Family, text: str, children: Any, by: User, id: UUID | None = None, **facts: Any) -> Self:
        """Take a question along. Raises ``ValueError`` when no child is named."""
        about = people(children)
        if not about:
            raise ValueError("Say which child or children this is about.")
        question = cls(family=family, text=text, children=about, **facts)
        if id is not None:
            question.id = id
        record(by=by, verb=Verb.CREATE, kind="pinned question", family_id=family.pk, subject_id=question.pk)
        return question.keep(by=by)

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Change its words, whom to ask, for which visit, or who may see it. Raises ``Outdated``."""
        self.expect(version, theirs=self.text)
        if facts and all(getattr(self, fact) == value for fact, value in facts.items()):
            return self
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="pinned question", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def answered(self, entry: Entry, *, by: User) -> Self:
        """Its answer stands on the map now. Raises ``ValueError`` for another family's entry.

        A question that was open to everybody becomes as secret as its answer: what was asked can tell of it.
        """
        if entry.family_id != self.family_id:
            raise ValueError("The answer must be on the map of the same family.")
        open_to_all = self.sharing == Sharing.FAMILY_ALL and not self.hidden_from
        guard = {name: getattr(entry, name) for name in ("sharing", "named", "hidden_from")} if open_to_all else {}
        return self.change(by=by, state=self.State.ANSWERED, answer=entry, **guard)

    def take_off(self, *, by: User, version: int | None = None) -> Self:
        """Leave it out. It stays among what was taken off, and ``take_along`` puts it on the list again.

        Raises ``Outdated`` for a version that somebody has changed or answered since.
        """
        self.expect(version, theirs=self.text)
        self.state = self.State.TAKEN_OFF
        record(by=by, verb=Verb.WITHDRAW, kind="pinned question", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def take_along(self, *, by: User, version: int | None = None) -> Self:
        """Put it on the list again. Raises ``Outdated`` as ``take_off`` does."""
        return self.change(by=by, version=version, state=self.State.WAITING)

    @classmethod
    def behind(cls, reader: Reader, *, entry: str = "pk") -> Subquery:
        """For each entry of a query: the question that it answers, where this reader may see that question."""
        asked = cls.objects.readable_by(reader).asked().filter(answer=OuterRef(entry))
        return Subquery(asked.order_by("recorded_at", "id").values("text")[:1])
