"""On what a decision to share rests: shipped with sources, and what a council says about each (domain.md §9.1)."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinmap.access.council_name import CouncilName
from kinmap.access.models import User
from kinmap.kit.labels import Label

SHIPPED = Path(__file__).parent.parent / "sharing_bases.json"


@dataclass(frozen=True)
class Basis:
    """On what a decision rests. ``unsure``: its source could not be confirmed; ``weighs_detriment``: the law asks
    whether telling would harm the child more; ``offered``: whether it can be chosen today.
    """

    code: str
    words: str
    hint: str = ""
    source: str = ""
    unsure: bool = False
    weighs_detriment: bool = False
    offered: bool = True


@cache
def shipped_bases() -> dict[str, Basis]:
    """The bases that Kinmap ships with, by code, each with its source."""
    return {row["code"]: Basis(**row) for row in json.loads(SHIPPED.read_text(encoding="utf-8"))}


class SharingBasis(CouncilName):
    """What a council says of one basis: its name here, where that is written, and from which day it is in force.

    What the council has said is no longer unsure. ``since``: nobody can rest a decision on it before that day.
    """

    offered = models.BooleanField("can be chosen", default=True)
    since = models.DateField("in force since", null=True, blank=True)
    source = models.CharField("where that is written", max_length=300)

    privacy: ClassVar = {"offered": Label.PLAIN, "since": Label.PLAIN, "source": Label.PLAIN}

    class Meta(CouncilName.Meta):
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="basis_says_where_it_is_written")]

    @classmethod
    def shipped(cls) -> dict[str, str]:
        """The names that Kinmap ships with."""
        return {code: basis.words for code, basis in shipped_bases().items()}

    @classmethod
    def of(cls, code: str) -> Self:
        """What is said of it; raises ``KeyError`` for a code that there is not."""
        found = super().of(code)
        found.source = found.source or shipped_bases()[code].source
        return found

    @classmethod
    def known(cls, on: date | None = None) -> dict[str, Basis]:
        """Every basis as it stands on a day (today), by code."""
        day = on or timezone.localdate()
        said = {row.code: row for row in cls._default_manager.order_by("code")}
        return {code: said[code].over(basis, day) if code in said else basis for code, basis in shipped_bases().items()}

    def over(self, basis: Basis, day: date) -> Basis:
        """A shipped basis with what the council says of it."""
        in_force = self.offered and (self.since is None or self.since <= day)
        return replace(basis, words=self.name, source=self.source, unsure=False, offered=in_force)

    def say(
        self, *, name: str, offered: bool, since: date | None, source: str, version: int | None, by: User
    ) -> Self:  # fmt: skip
        """Say what holds here from now on. Raises ``Outdated`` when somebody else did so meanwhile."""
        today = self.as_it_stands(version, by=by)
        today.name, today.offered, today.since, today.source = name, offered, since, source
        return today.keep(by=by)
