"""Headings by stage: data that a council edits, shipped with defaults (domain.md §1.7)."""

import json
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.db import models

from kinmap.access.models import User
from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.kit.labels import Label

SHIPPED = Path(__file__).parent.parent / "label_sets.json"


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The headings that Kinmap ships with, by stage: ``{"cp": {"name": …, "words": {…}}}``."""
    given: dict[str, dict[str, Any]] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return given


class LabelSet(Noun):
    """The words that one stage uses: ``words`` maps a category or column code to its heading, and names
    the statement, the goal and the ends of the scale. See ``mapping/label_sets.json`` for the keys.
    """

    stage = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    words = models.JSONField(default=dict)

    privacy: ClassVar = {"stage": Label.PLAIN, "name": Label.PLAIN, "words": Label.PLAIN}

    class Meta:
        ordering: ClassVar = ["stage"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of_stage(cls, stage: str) -> "LabelSet":
        """The council's headings for a stage, or the shipped ones where it has changed none."""
        found = cls._default_manager.filter(stage=stage).first()
        if found is None:
            return cls(stage=stage, **shipped()[stage])
        found.words = shipped()[stage]["words"] | found.words  # a heading that came with a newer Kinmap has its words
        return found

    def reword(self, *, words: dict[str, str], version: int | None, by: User) -> "LabelSet":
        """Change the headings. Raises ``Outdated`` when somebody else changed them meanwhile."""
        record(by=by, verb=Verb.CHANGE, kind="label set", subject_id=self.stage)
        today = LabelSet.of_stage(self.stage)  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.in_words())
        today.words = today.words | words
        return today.keep(by=by)

    @property
    def edition(self) -> int:
        """Which version these words are; 0 for the ones that Kinmap ships with."""
        return 0 if self._state.adding else self.version

    def in_words(self) -> str:
        """The headings, one a line: what stands there when two people changed them at once."""
        return "\n".join(self.words.values())
