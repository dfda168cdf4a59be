"""What a plan is made of: rules, warning signs, actions. Each names the worry statement that it answers."""

import time
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models import Family, Person
from kinmap.kit.labels import Label
from kinmap.mapping.models import Entry
from kinmap.planning.models.plan import Plan


class ItemQuerySet(AboutChildrenQuerySet):
    """Items of plans the reader may see, answering a statement the reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without its plan. Somebody let into the plan by name reads its items; their own denials still hold.

        The statement that an item answers is filtered by itself where it is shown.
        """
        plans = Plan.objects.readable_by(reader).order_by().values("pk")
        return super().readable_by(reader).filter(plan__in=plans)

    def standing(self) -> Self:
        """Items in the plan today."""
        return self.filter(withdrawn=False)


class PlanItem(Noun, AboutChildren):
    """What rules, triggers and actions have in common. ``answers``: danger or worry statements, one or more."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="%(class)ss")
    answers = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    also_answers = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    withdrawn = models.BooleanField(default=False)
    place = models.FloatField(default=time.time, editable=False)

    privacy: ClassVar = {
        "family": Label.PLAIN,
        "plan": Label.PLAIN,
        "answers": Label.PLAIN,
        "also_answers": Label.PLAIN,
        "text": Label.SENSITIVE,
        "withdrawn": Label.PLAIN,
        "place": Label.PLAIN,
    }

    class Meta:
        abstract = True
        ordering: ClassVar = ["place", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_something"),
            models.CheckConstraint(condition=~Q(children=""), name="%(class)s_is_about_a_child"),
        ]

    KIND: ClassVar[str] = "plan item"

    @classmethod
    def found(cls, item_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One item of a plan of this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls._default_manager.filter(family=family).found(item_id, reader=reader, lock=lock)  # type: ignore[attr-defined]
        return found

    def write(self, *, by: User) -> Self:
        """Put this new item into its plan."""
        self.keep(by=by)
        record(by=by, verb=Verb.CREATE, kind=self.KIND, family_id=self.family_id, subject_id=self.pk)
        return self

    def change(self, *, by: User, version: int | None = None, **facts: Any) -> Self:
        """Change the item. Raises ``Outdated`` with today's words when the writer saw an older version."""
        self.expect(version, theirs=self.text)
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind=self.KIND, family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)

    def withdraw(self, *, by: User, version: int | None = None) -> Self:
        """Take the item out of the plan; it stays in earlier versions."""
        return self.change(by=by, version=version, withdrawn=True)


class PlanRule(PlanItem):
    """What somebody does, in positive words: who, backup, who checks how, and what happens if not."""

    class When(models.TextChoices):
        ALWAYS = "always", "Always"
        BEDTIME = "bedtime", "At bedtime"
        WEEKENDS = "weekends", "At weekends"
        CONTACT = "contact", "When the children see somebody"
        PAYDAY = "payday", "On payday"
        OTHER = "other", "At another time"

    KIND: ClassVar[str] = "plan rule"
    when = models.CharField("when it applies", max_length=10, choices=When.choices, default=When.ALWAYS)
    when_words = models.CharField("which time", max_length=200, blank=True)
    who = models.CharField("who does it", max_length=300)
    backup = models.CharField(max_length=300, blank=True)
    who_checks = models.CharField(max_length=300, blank=True)
    how_checked = models.CharField(max_length=300, blank=True)
    if_not = models.TextField("what happens if not", blank=True)
    child_knows = models.BooleanField("the children know this rule", default=False)

    objects = ItemQuerySet.as_manager()
    privacy: ClassVar = {
        "when": Label.SENSITIVE,
        "when_words": Label.SENSITIVE,
        "who": Label.SENSITIVE,
        "backup": Label.SENSITIVE,
        "who_checks": Label.SENSITIVE,
        "how_checked": Label.SENSITIVE,
        "if_not": Label.SENSITIVE,
        "child_knows": Label.SENSITIVE,
    }


class PlanTrigger(PlanItem):
    """A warning sign: who sees it, what is done first and second, whether it is an emergency."""

    KIND: ClassVar[str] = "plan trigger"
    seen_by = models.CharField(max_length=300, blank=True)
    first_action = models.TextField("what we do first", blank=True)
    second_action = models.TextField("if that is not enough", blank=True)
    emergency = models.BooleanField("ring 999 at once", default=False)

    objects = ItemQuerySet.as_manager()
    privacy: ClassVar = {
        "seen_by": Label.SENSITIVE,
        "first_action": Label.SENSITIVE,
        "second_action": Label.SENSITIVE,
        "emergency": Label.SENSITIVE,
    }


class PlanAction(PlanItem):
    """Something to be done once: who, by when, done when and how that is known."""

    KIND: ClassVar[str] = "plan action"
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_actions")
    owner_words = models.CharField("who does it, in words", max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField("how we know", blank=True)

    objects = ItemQuerySet.as_manager()
    privacy: ClassVar = {
        "owner": Label.SENSITIVE,
        "owner_words": Label.SENSITIVE,
        "due": Label.SENSITIVE,
        "done_on": Label.SENSITIVE,
        "evidence": Label.SENSITIVE,
    }
