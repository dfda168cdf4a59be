"""The chronology: the family's story in dated facts, shown on pages. Evidence of use is the trail."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.families.models import Family
from kinmap.kit.labels import Label


class TimelineEvent(Noun, AboutChildren):
    """One dated fact. ``kind`` says what sort; ``text`` is what happened, in a sentence.

    When a room adds an event about one of its own nouns, ``subject`` is that noun's id, the event takes
    that noun's children, level, names and denials, and tells no more than that it happened.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="timeline")
    on = models.DateField()
    kind = models.CharField(max_length=40)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    subject = models.UUIDField(null=True, blank=True)

    objects = AboutChildrenQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "on": Label.SENSITIVE,
        "kind": Label.PLAIN,
        "text": Label.SENSITIVE,
        "source": Label.SENSITIVE,
        "subject": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-on", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["family", "on"], name="story_of_a_family")]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="event_is_about_a_child")]

    @classmethod
    def tell(
        cls, *, family_id: UUID, kind: str, text: str, like: AboutChildren, by: User | None,
        on: date | None = None, source: str = "",
    ) -> Self:  # fmt: skip
        """Add to the family's story something that happened to ``like``, with the same secrecy as ``like``."""
        facts: dict[str, Any] = {"children": like.children, "sharing": like.sharing, "named": like.named}
        event = cls(family_id=family_id, kind=kind, text=text, source=source, on=on or timezone.localdate(),
                    subject=like.pk, hidden_from=like.hidden_from, **facts)  # fmt: skip
        return event.keep(by=by)
