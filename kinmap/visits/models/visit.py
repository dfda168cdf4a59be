"""A visit or contact, planned and made: its bare facts, the account of it, and the place."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, AboutChildrenQuerySet, Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.casework.guard import IN_SHORT
from kinmap.families.models import Family, Household
from kinmap.kit.labels import Label
from kinmap.kit.people_field import PeopleField

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from kinmap.visits.models.child import Seen


class VisitQuerySet(GuardedQuerySet):
    """Visits; ``readable_by`` comes first, always."""

    def readable_by(self, reader: Reader) -> Self:
        """Visits with a part about a child whose matters this reader may see; the bare facts alone.

        What was said in general, the place and the other children's parts have rules of their own, so that
        a visit to five children tells a reader of one of them nothing about the other four.
        """
        parts = apps.get_model("visits", "Seen")
        mine = parts.objects.filter(
            reader.admits(), visit=OuterRef("pk"), child__among=reader.child_ids, taken_off=False
        )
        return self.filter(reader.admits(), Exists(mine.order_by()), family__among=reader.family_ids)

    def made(self) -> Self:
        """Visits that took place."""
        return self.filter(state=Visit.State.MADE)

    def coming(self) -> Self:
        """Visits that are planned and not made yet, late ones among them."""
        return self.filter(state=Visit.State.PLANNED)


class Visit(Noun, Guarded):
    """One visit or contact, recorded once however many children it was to (domain.md §10, principle 1).

    It holds bare facts only: which kind, when, by whom. ``planned_for`` is the day it was meant for, ``on``
    the day it was made, ``written_at`` when it was first written up: all three stay. ``announced`` is
    ``None`` where nobody said. ``workers``: the person records of those who made it.
    """

    class Kind(models.TextChoices):
        HOME = "home", "Home visit"
        SCHOOL = "school", "Visit at school or nursery"
        OFFICE = "office", "Visit at our office"
        ELSEWHERE = "elsewhere", "Visit somewhere else"
        CHANCE = "chance", "Met by chance"
        PHONE = "phone", "Phone call"
        VIDEO = "video", "Video call"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        MADE = "made", "Made"
        NOT_MADE = "not_made", "Tried, not made"
        CANCELLED = "cancelled", "Called off"

    #: Kinds at which a child is met in the same room; only these count as having seen a child.
    IN_PERSON: ClassVar[frozenset[str]] = frozenset({"home", "school", "office", "elsewhere", "chance"})

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    planned_for = models.DateField(null=True, blank=True)
    planned_at = models.TimeField("planned time", null=True, blank=True)
    on = models.DateField("made on", null=True, blank=True)
    at = models.TimeField("began at", null=True, blank=True)
    announced = models.BooleanField(null=True, blank=True)
    workers = PeopleField("made by")
    written_at = models.DateTimeField("first written up", null=True, blank=True)

    if TYPE_CHECKING:
        parts: RelatedManager[Seen]
        accounts: RelatedManager["VisitAccount"]

    objects = VisitQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "kind": Label.PLAIN,
        "state": Label.PLAIN,
        "planned_for": Label.SENSITIVE,
        "planned_at": Label.SENSITIVE,
        "on": Label.SENSITIVE,
        "at": Label.SENSITIVE,
        "announced": Label.SENSITIVE,
        "workers": Label.PERSONAL,
        "written_at": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["family", "on"], name="visits_to_a_family"),
            models.Index(fields=["state", "planned_for"], name="visits_to_come"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(planned_for__isnull=False), name="planned_visit_has_a_day"
            ),
            models.CheckConstraint(condition=~Q(state="made") | Q(on__isnull=False), name="made_visit_has_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def in_person(self) -> bool:
        """Whether a child could be seen, and not only heard."""
        return self.kind in self.IN_PERSON

    @classmethod
    def found(cls, visit_id: UUID, *, family: Family, reader: Reader, lock: bool = False) -> Self:
        """One visit of this family. Raises ``Http404`` when there is none that the reader may see."""
        found: Self = cls.objects.filter(family=family).found(visit_id, reader=reader, lock=lock)
        return found


class VisitAccountQuerySet(AboutChildrenQuerySet):
    """Accounts of visits that the reader may see."""

    def readable_by(self, reader: Reader) -> Self:
        """Only for those who may see all the children that it is about, and the visit itself."""
        visits = Visit.objects.readable_by(reader).order_by().values("pk")
        return super().readable_by(reader).filter(visit__in=visits)


class VisitAccount(Noun, AboutChildren):
    """What a visit was for, who was there, what was seen and said in general: words about all its children.

    A visit has one; a worker from whom a child is hidden, who therefore cannot know the first, writes another
    about the children they can see. Level, names and denials are always those of the visit. ``reason`` says
    why a visit was not made; ``present`` holds people of the family, ``present_words`` anybody else.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="accounts")
    purpose = models.TextField("what it is for", blank=True)
    present = PeopleField("who was there")
    present_words = models.CharField("who else was there", max_length=300, blank=True)
    text = models.TextField("what was seen and said", blank=True)
    reason = models.TextField("why it was not made", blank=True)

    objects = VisitAccountQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "visit": Label.PLAIN,
        "purpose": Label.SENSITIVE,
        "present": Label.PERSONAL,
        "present_words": Label.PERSONAL,
        "text": Label.SENSITIVE,
        "reason": Label.SENSITIVE,
    }

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(children=""), name="visit_account_is_about_a_child")]


class VisitPlaceQuerySet(GuardedQuerySet):
    """Places of visits."""

    def readable_by(self, reader: Reader) -> Self:
        """Never without the account; a household only where its own level and the shield of its address admit."""
        accounts = VisitAccount.objects.readable_by(reader).order_by().values("pk")
        known = Household.objects.readable_by(reader).order_by().values("pk")
        return self.filter(
            reader.admits(), Q(household__isnull=True) | Q(household__in=known), account__in=accounts
        )  # fmt: skip


class VisitPlace(Noun, Guarded):
    """Where a visit was: guarded by itself as addresses are (domain.md §9.4), because "seen at…" betrays a refuge.

    A household of the family carries the shield of its address; a place in words carries its own level.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(VisitAccount, on_delete=models.PROTECT, related_name="place")
    household = models.ForeignKey(Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("where", max_length=300, blank=True)

    objects = VisitPlaceQuerySet.as_manager()
    privacy: ClassVar = {
        "family": Label.PLAIN,
        "account": Label.PLAIN,
        "household": Label.LOCATION,
        "words": Label.LOCATION,
    }

    @classmethod
    def found(cls, visit: Visit, *, reader: Reader, lock: bool = False) -> Any:
        """The place of a visit. Raises ``Http404`` when there is none that the reader may know."""
        here = cls.objects.readable_by(reader).filter(account__visit=visit).order_by("recorded_at", "id").first()
        return cls.objects.found(here.pk if here else visit.pk, reader=reader, lock=lock)

    def shield(self, guard: Any, *, by: User, setter: UUID | None = None, version: int | None = None) -> Self:
        """Say who may know where the visit was. Raises ``Outdated`` when somebody else did so meanwhile."""
        self.expect(version, theirs=IN_SHORT[self.sharing] or "Everybody who may see the visit")
        self.restrict(**guard, setter=setter)
        record(by=by, verb=Verb.CHANGE, kind="visit place", family_id=self.family_id, subject_id=self.pk)
        return self.keep(by=by)
