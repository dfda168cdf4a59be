"""A council's own guidance: questions of its own, and pages or notes, each with an author and a day to look again."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import Noun
from kinmap.access.trail import Verb, record
from kinmap.guidance.questions import CATEGORIES, COLUMNS, STEPS, Question
from kinmap.kit.labels import Label


class OwnQuerySet(models.QuerySet[Any]):
    """What a council has written; everybody signed in may read it, because it holds no family."""

    def standing(self) -> Self:
        """Without what was withdrawn."""
        return self.filter(withdrawn=False)


class Own(Noun):
    """What both kinds have in common. Withdrawn, never deleted; every version stays."""

    author = models.CharField("who answers for it", max_length=200)
    review_on = models.DateField("look at it again on", null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    objects = OwnQuerySet.as_manager()
    kind: ClassVar[str]
    privacy: ClassVar = {"author": Label.PERSONAL, "review_on": Label.PLAIN, "withdrawn": Label.PLAIN}

    class Meta:
        abstract = True

    @property
    def in_words(self) -> str:
        """Its words as they stand, for whoever changed it at the same time."""
        raise NotImplementedError

    @property
    def review_is_due(self) -> bool:
        """Whether the day on which somebody wanted to look at it again is past."""
        return self.review_on is not None and self.review_on < timezone.localdate()

    @classmethod
    def found(cls, pk: UUID, *, lock: bool = False) -> Self:
        """One of them, withdrawn or not. Raises ``Http404``. ``lock`` holds it until the transaction ends."""
        rows = cls.objects.select_for_update(of=("self",)) if lock else cls.objects
        row: Self | None = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    @classmethod
    def write(cls, *, by: User, id: UUID | None = None, **facts: Any) -> Self:
        """Add one."""
        made = cls(**facts, **({"id": id} if id else {}))
        record(by=by, verb=Verb.CREATE, kind=cls.kind, subject_id=made.pk)
        return made.keep(by=by)

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Change it. Raises ``Outdated`` when somebody else changed it meanwhile."""
        self.expect(version, theirs=self.in_words)
        if all(getattr(self, name) == value for name, value in facts.items()):
            return self
        for name, value in facts.items():
            setattr(self, name, value)
        record(by=by, verb=Verb.CHANGE, kind=self.kind, subject_id=self.pk)
        return self.keep(by=by)

    def withdraw(self, *, by: User) -> Self:
        """Show it no more. Its words and versions stay, and ``bring_back`` shows it again."""
        self.withdrawn = True
        record(by=by, verb=Verb.WITHDRAW, kind=self.kind, subject_id=self.pk)
        return self.keep(by=by)

    def bring_back(self, *, by: User) -> Self:
        """Show it again."""
        return self.change(by=by, withdrawn=False)


class CouncilQuestion(Own):
    """A question of a council's own, in the shape of the bank (domain.md §5.1)."""

    text = models.TextField("the question")
    category = models.CharField("kind", max_length=20, choices=list(CATEGORIES.items()))
    column = models.CharField(max_length=20, choices=list(COLUMNS.items()))
    headings = models.JSONField(default=list, blank=True)
    audience = models.JSONField("whom it is for", default=list)
    stages = models.JSONField(default=list, blank=True)
    ears_step = models.CharField("step of the conversation", max_length=12, choices=list(STEPS.items()))
    follow_ups = models.JSONField("how to go on", default=dict, blank=True)
    avoid_when = models.TextField("when not to ask it", blank=True)

    kind = "guidance question"
    privacy: ClassVar = {
        "text": Label.PERSONAL, "category": Label.PLAIN, "column": Label.PLAIN, "headings": Label.PLAIN,
        "audience": Label.PLAIN, "stages": Label.PLAIN, "ears_step": Label.PLAIN, "follow_ups": Label.PERSONAL,
        "avoid_when": Label.PERSONAL,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="own_question_says_something")]

    def __str__(self) -> str:
        return f"Question {self.pk}"

    @property
    def in_words(self) -> str:
        return self.text

    @property
    def question(self) -> Question:
        """As a question of the bank."""
        return Question(
            code=str(self.pk), text=self.text, category=self.category, column=self.column, own=self.pk,
            headings=tuple(self.headings), audience=tuple(self.audience), stages=tuple(self.stages),
            ears_step=self.ears_step, avoid_when=self.avoid_when, author=self.author, review_on=self.review_on,
            follow_ups={step: tuple(said) for step, said in self.follow_ups.items()},
        )  # fmt: skip


class CouncilPage(Own):
    """A page of a council's own, or a note that stands at the foot of one of ours (``beside``: its slug).

    Its text is plain: paragraphs, and lists of lines that begin with a dash.
    """

    title = models.CharField(max_length=200)
    text = models.TextField()
    beside = models.CharField("stands at the foot of", max_length=40, blank=True)

    kind = "guidance page"
    privacy: ClassVar = {"title": Label.PERSONAL, "text": Label.PERSONAL, "beside": Label.PLAIN}

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="own_page_says_something"),
        ]

    def __str__(self) -> str:
        return f"Page {self.pk}"

    @property
    def in_words(self) -> str:
        return f"{self.title}\n\n{self.text}"
