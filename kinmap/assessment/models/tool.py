"""The result of another tool, beside the map: what it said, in its own words. Never computed or compared by us."""

from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildrenQuerySet
from kinmap.access.reader import Reader
from kinmap.assessment.models.act import Act
from kinmap.documents.models import Attachment
from kinmap.families.models import Family
from kinmap.kit.dates import plain_date
from kinmap.kit.labels import Label


class ToolResult(Act):
    """What another tool found: which, its version, when, the score or level as the tool says it, and who filled it in.

    The approach goes well with other tools and does not replace them. ``level`` is text on purpose: a
    number from another tool means something only in that tool.
    """

    KIND: ClassVar[str] = "tool"
    NOUN: ClassVar[str] = "other tool's result"

    class Tool(models.TextChoices):
        GRADED_CARE_PROFILE = "gcp", "Graded Care Profile"
        DASH = "dash", "DASH (domestic abuse, stalking, harassment)"
        EXPLOITATION = "exploitation", "Exploitation screening"
        OUTCOMES_STAR = "star", "Outcomes star"
        OTHER = "other", "Another tool"

    tool = models.CharField(max_length=20, choices=Tool.choices)
    tool_name = models.CharField("its name, where it is another", max_length=120, blank=True)
    edition = models.CharField("version of the tool", max_length=60, blank=True)
    on = models.DateField("filled in on")
    level = models.CharField("score or level, as the tool says it", max_length=200, blank=True)
    done_by = models.CharField("who filled it in", max_length=200)
    summary = models.TextField("what it says", blank=True)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "tool": Label.PLAIN,
        "tool_name": Label.SENSITIVE,
        "edition": Label.PLAIN,
        "on": Label.SENSITIVE,
        "level": Label.SENSITIVE,
        "done_by": Label.PERSONAL,
        "summary": Label.SENSITIVE,
        "attachment": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-on", "-recorded_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="tool_result_is_about_a_child")]

    @property
    def called(self) -> str:
        """The tool's name, its version after it."""
        name = self.tool_name if self.tool == self.Tool.OTHER and self.tool_name else str(self.get_tool_display())
        return f"{name}, {self.edition}" if self.edition else name

    @classmethod
    def write(
        cls, *, family: Family, by: User, guard: Any, setter: UUID | None = None, id: UUID | None = None, **facts: Any
    ) -> Self:
        """Write a result down. ``file``: what was looked at (``documents.looked_at``), and ``file_name``."""
        file, name = facts.pop("file", None), facts.pop("file_name", "")
        result = cls(family=family, **facts)
        if id is not None:
            result.id = id
        result.restrict(**guard, setter=setter)
        if file is not None:
            result.attachment = Attachment.take_in(file, name=name, family=family, like=result, by=by)
        return result._begin(by=by, told=f"{result.called} filled in.", on=result.on)

    def change(self, *, by: User, version: int | None = None, guard: Any = None, setter: UUID | None = None,
               **facts: Any) -> Self:  # fmt: skip
        """Put it right. A new file takes the place of the earlier one, which is kept with the earlier version."""
        file, name = facts.pop("file", None), facts.pop("file_name", "")
        self.expect(version, theirs=self.in_words())
        if file is not None:
            self.attachment = Attachment.take_in(file, name=name, family=self.family, like=self, by=by)
        changed = super().change(by=by, version=version, guard=guard, setter=setter, **facts)
        earlier = {row.attachment_id for row in self.history.all()} - {None}
        for attachment in Attachment.objects.filter(pk__in=earlier):
            attachment.follow(self, by=by)
        return changed

    def in_words(self) -> str:
        return f"{self.called}, {plain_date(self.on)}. {self.level} {self.summary}"

    def file_for(self, reader: Reader) -> Attachment:
        """Its file, if this reader may see that too; raises ``Http404`` for none."""
        return Attachment.found(cast(UUID, self.attachment_id), reader=reader)
