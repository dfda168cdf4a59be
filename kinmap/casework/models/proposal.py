"""A proposal to close work with some children, or to pass it on, and what the manager answered."""

from datetime import date
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import Team, User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family
from kinmap.kit.labels import Label


class ProposalQuerySet(AboutChildrenQuerySet):
    """Proposals, those that wait for an answer among them."""

    def waiting(self) -> Self:
        """Proposals that nobody has answered, or that were changed after they were sent back."""
        return self.filter(~Q(answers__agreed=True)).exclude(
            answers__agreed=False, answers__about_version=models.F("version")
        )


class Proposal(Noun, AboutChildren):
    """Work with these children should end here, or go on elsewhere, from a day on.

    Nothing ends before somebody who may authorise it has agreed (``ProposalAnswer``). What the family
    keeps doing when we are gone stands in ``after``: a plan "after us" is part of closing well
    (domain.md §4.5). ``told``: what the children and their parents were told, by whom and when.
    """

    class Kind(models.TextChoices):
        CLOSE = "close", "Close: work with the council ends"
        TEAM = "team", "Pass on to another team of this council"
        COUNCIL = "council", "Pass on to another council"

    class Why(models.TextChoices):
        GOAL_MET = "goal_met", "The goals are met"
        NETWORK = "network", "Family and network manage without us"
        NO_NEED = "no_need", "The assessment found no need for us"
        NOT_AGREED = "not_agreed", "The family no longer agrees to early help"
        MOVED = "moved", "The family has moved"
        GROWN_UP = "grown_up", "The young person has turned 18"
        DIED = "died", "The child has died"
        OTHER = "other", "Something else, written below"

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField("what is proposed", max_length=10, choices=Kind.choices)
    on = models.DateField("from which day")
    why = models.CharField(max_length=20, choices=Why.choices)
    reason = models.TextField("what has changed")
    after = models.TextField("who is there afterwards", blank=True)
    told = models.TextField("what the family was told", blank=True)
    to_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_council = models.CharField("which council, and whom we told there", max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "kind": Label.SENSITIVE,
        "on": Label.SENSITIVE,
        "why": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
        "after": Label.SENSITIVE,
        "told": Label.SENSITIVE,
        "to_team": Label.PLAIN,
        "to_council": Label.LOCATION,
    }

    class Meta:
        ordering: ClassVar = ["-on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(children=""), name="proposal_is_about_a_child"),
            models.CheckConstraint(
                condition=~Q(kind="team") | Q(to_team__isnull=False), name="proposal_names_the_other_team"
            ),
        ]

    @classmethod
    def found(cls, pk: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One proposal of this family that the reader may see; raises ``Http404`` for any other."""
        return cast(Self, cls.objects.filter(family=family).found(pk, reader=reader, lock=lock))

    @classmethod
    def propose(cls, *, family: Family, kind: str, on: date, by: User, **facts: Any) -> Self:
        """Propose to close or to pass on. ``facts``: children, why, reason, after, told, to_team, to_council, guard."""
        made = cls(family=family, kind=kind, on=on, **facts).keep(by=by)
        record(by=by, verb=Verb.CREATE, kind="proposal", family_id=family.pk, subject_id=made.pk)
        return made

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Put a proposal right that was not agreed to yet; it then waits for an answer again.

        Raises ``Outdated`` when somebody changed it meanwhile, ``ValueError`` when it was agreed to.
        """
        self.expect(version, theirs=self.reason)
        if self.is_agreed:
            raise ValueError("This was agreed to already.")
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="proposal", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def answer(self, *, agreed: bool, words: str, by: User, version: int | None = None) -> "ProposalAnswer":
        """Write down what somebody with authority answered; what follows from a yes is ``passing_on.carry_out``.

        Raises ``Outdated`` when the proposal was changed since it was read, or answered meanwhile.
        """
        self.expect(version, theirs=self.reason)
        if self.is_agreed:
            self.expect(-1, theirs="It was agreed to already.")
        given = ProposalAnswer(proposal=self, family_id=self.family_id, agreed=agreed, words=words,
                               about_version=self.version)  # fmt: skip
        given.sharing, given.named, given.hidden_from = self.sharing, self.named, self.hidden_from
        given.keep(by=by)
        record(by=by, verb=Verb.CHANGE, kind="proposal answered", family_id=self.family_id, subject_id=self.pk)
        return given

    @property
    def is_agreed(self) -> bool:
        """Whether somebody with authority has said yes."""
        return ProposalAnswer.objects.filter(proposal=self, agreed=True).exists()


class ProposalAnswerQuerySet(GuardedQuerySet):
    """Answers, seen with their proposals."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the proposal."""
        seen = Proposal.objects.readable_by(reader).order_by().values("pk")
        return self.filter(reader.admits(), proposal__in=seen)


class ProposalAnswer(Noun, Guarded):
    """What a manager answered to one version of a proposal: yes, or not yet and why. One yes at most."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    agreed = models.BooleanField()
    words = models.TextField("comment", blank=True)
    about_version = models.PositiveIntegerField(default=1)

    objects = ProposalAnswerQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "proposal": Label.PLAIN,
        "agreed": Label.SENSITIVE,
        "words": Label.SENSITIVE,
        "about_version": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal"], condition=Q(agreed=True), name="one_yes_to_a_proposal")
        ]
