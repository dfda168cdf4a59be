"""A council's own swaps: words with friendlier ones, added to those that Kinmap ships with, or in their place."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import Http404

from kinmap.access.models import User
from kinmap.access.nouns import Outdated
from kinmap.access.trail import Verb, record
from kinmap.guidance.models.own import Own
from kinmap.guidance.plain.wording import Swap, code_of, shipped
from kinmap.kit.labels import Label


class CouncilSwap(Own):
    """A word or phrase with friendlier ones (domain.md §2.5).

    ``code`` names it in addresses and never changes. One with the code of a shipped swap stands in its place;
    withdrawn, it takes the shipped one off the list.
    """

    code = models.SlugField(max_length=60, unique=True)
    phrase = models.CharField(max_length=100)
    instead = models.JSONField("say instead", default=list)
    why = models.TextField(blank=True)

    kind = "plain word"
    privacy: ClassVar = {"code": Label.PLAIN, "phrase": Label.PLAIN, "instead": Label.PLAIN, "why": Label.PLAIN}

    class Meta:
        ordering: ClassVar = ["phrase", "id"]
        constraints = [models.CheckConstraint(condition=~Q(phrase="") & ~Q(code=""), name="swap_says_something")]

    def __str__(self) -> str:
        return f"Swap {self.code}"

    @property
    def in_words(self) -> str:
        return "\n".join([self.phrase, *self.instead, self.why]).strip()

    @property
    def is_shipped(self) -> bool:
        """Whether it stands in the place of one that Kinmap ships with."""
        return any(swap.code == self.code for swap in shipped())

    @property
    def edition(self) -> int:
        """Which version this is; 0 for one that Kinmap ships with and nobody has changed."""
        return 0 if self._state.adding else self.version

    @property
    def swap(self) -> Swap:
        """As the checker takes it."""
        return Swap(self.phrase, tuple(self.instead), self.why, self.code)

    @classmethod
    def coded(cls, code: str) -> "CouncilSwap":
        """The swap of that code: the council's, or the shipped one, not saved yet. Raises ``Http404``."""
        row = cls.objects.filter(code=code).first()
        swap = next((swap for swap in shipped() if swap.code == code), None)
        if row is None and swap is None:
            raise Http404
        return row or _unsaved(swap)

    @classmethod
    def everything(cls) -> "list[CouncilSwap]":
        """Every swap, withdrawn ones too, by phrase."""
        own = {row.code: row for row in cls.objects.order_by("id")}
        rest = [_unsaved(swap) for swap in shipped() if swap.code not in own]
        return sorted([*own.values(), *rest], key=lambda row: (row.phrase.lower(), row.code))

    @classmethod
    def in_use(cls) -> tuple[Swap, ...]:
        """The swaps that the checker looks for today. One query."""
        own = {row.code: row for row in cls.objects.order_by("id")}
        kept = [swap for swap in shipped() if swap.code not in own]
        return (*kept, *(row.swap for row in own.values() if not row.withdrawn))

    @classmethod
    def taken(cls, phrase: str, *, but: str = "") -> bool:
        """Whether the list has this phrase already, apart from the swap of the code ``but``."""
        key = phrase.casefold()
        return any(row.code != but and (row.phrase.casefold() == key or row.code == code_of(phrase))
                   for row in cls.everything())  # fmt: skip

    @classmethod
    def reword(cls, code: str, *, version: int | None, by: User, **facts: Any) -> "CouncilSwap":
        """Change, withdraw or bring back the swap of that code; a shipped one becomes the council's own.

        Raises ``Outdated`` when somebody else changed it meanwhile.
        """
        verb = Verb.WITHDRAW if facts.get("withdrawn") else Verb.CHANGE
        record(by=by, verb=verb, kind=cls.kind, subject_id=code)
        today = cls.coded(code)  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.in_words)
        for name, value in facts.items():
            setattr(today, name, value)
        return today.keep(by=by)


def _unsaved(swap: Swap | None) -> CouncilSwap:
    assert swap is not None  # noqa: S101 - asked for only when there is one
    return CouncilSwap(code=swap.code, phrase=swap.phrase, instead=list(swap.instead), why=swap.why, author="Kinmap")
