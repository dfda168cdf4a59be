"""A person: a child, a parent, a grandmother, a neighbour or a professional. One record each."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kinmap.access.models import Organisation, User
from kinmap.access.nouns import Guarded, GuardedQuerySet, Noun
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, record
from kinmap.families.models.name_key import NameKey
from kinmap.kit.dates import partial_date, plain_date
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from kinmap.families.models.family import FamilyMember


class PersonQuerySet(GuardedQuerySet):
    """People, limited to what a reader may see of them."""

    def standing(self) -> Self:
        """Records that stand: not one that was joined with another and only points to it (decision 0010)."""
        return self.filter(joined_into__isnull=True)

    def readable_by(self, reader: Reader) -> Self:
        """People of families open to the reader: grown-ups, and the children whose matters they may see.

        Their place in the family must admit the reader too: whoever is hidden as a member of the only
        family that the reader may open is not there at all, as an end of a relationship neither.
        """
        if reader.people is not None:  # asked a moment ago, for this page
            return self.filter(pk__among=reader.people)
        member = apps.get_model("families", "FamilyMember")
        here = member.objects.filter(family__among=reader.family_ids).order_by()
        places = here.filter(reader.admits(), person=OuterRef("pk"))
        not_their_child = places.filter(role="child").exclude(person__among=reader.child_ids)
        return self.standing().filter(reader.admits(), Exists(places)).exclude(Exists(not_their_child))


def seen_by(reader: Reader) -> "models.QuerySet[Any, Any]":
    """Ids of the people a reader may see, for use inside another filter."""
    return Person.objects.readable_by(reader).order_by().values("pk")


def names_for(reader: Reader) -> dict[UUID, "Person"]:
    """The people whose names this reader may see, by id, oldest first and the unborn last.

    The only place pages take names from: a row that mentions somebody else (who said it, who does it)
    shows no name for an id not in here.
    """
    people = Person.objects.readable_by(reader).select_related("organisation")
    # Said here because SQLite would put those without a date of birth first, and PostgreSQL last.
    in_order = people.order_by(models.F("born").asc(nulls_last=True), "due", "first_name", "pk")
    return {person.pk: person for person in in_order}


class Person(Noun, Guarded):
    """Somebody in a family's life, or a professional beside it. Never copied: a person has one record.

    An unborn child has a ``due`` date and no ``born``. ``account`` links a professional to their sign-in.
    Codes of ethnicity and disability are those of the children in need census (``shared`` code lists).
    ``joined_into``: the record that stands for this person instead of this one, which nobody reads any more.
    """

    class Gender(models.TextChoices):
        FEMALE = "female", "Girl or woman"
        MALE = "male", "Boy or man"
        OTHER = "other", "Other"
        UNSTATED = "unstated", "Not said"

    class Precision(models.TextChoices):
        EXACT = "exact", "Exact day"
        MONTH = "month", "Month only"
        YEAR = "year", "Year only"
        ABOUT = "about", "About then"

    first_name = models.CharField("first name", max_length=100)
    last_name = models.CharField("last name", max_length=100, blank=True)
    known_as = models.CharField("known as", max_length=100, blank=True)
    other_names = models.CharField("also written down as", max_length=300, blank=True)
    born = models.DateField("date of birth", null=True, blank=True)
    born_precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.EXACT)
    due = models.DateField("due date", null=True, blank=True)
    died = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, default=Gender.UNSTATED)
    number = models.CharField("council number", max_length=30, null=True, blank=True, unique=True)
    languages = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField("interpreter needed", max_length=200, blank=True)
    ethnicity = models.CharField(max_length=10, blank=True)
    disability = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    note = models.TextField("in a few words", blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="professionals"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined_from", editable=False
    )

    if TYPE_CHECKING:
        memberships: RelatedManager[FamilyMember]

    objects = PersonQuerySet.as_manager()

    privacy: ClassVar = {
        "first_name": Label.PERSONAL,
        "last_name": Label.PERSONAL,
        "known_as": Label.PERSONAL,
        "other_names": Label.PERSONAL,
        "born": Label.PERSONAL,
        "born_precision": Label.PLAIN,
        "due": Label.PERSONAL,
        "died": Label.PERSONAL,
        "gender": Label.PERSONAL,
        "number": Label.PERSONAL,
        "languages": Label.PERSONAL,
        "interpreter": Label.PERSONAL,
        "ethnicity": Label.SENSITIVE,
        "disability": Label.SENSITIVE,
        "phone": Label.LOCATION,
        "note": Label.SENSITIVE,
        "job_title": Label.PLAIN,
        "organisation": Label.PLAIN,
        "account": Label.PLAIN,
        "joined_into": Label.PLAIN,
    }

    class Meta:
        ordering: ClassVar = ["born", "due", "first_name", "id"]
        indexes = [
            models.Index(fields=["born"], name="person_by_day_of_birth"),
            models.Index(fields=["due"], name="person_by_due_date"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(first_name=""), name="person_has_a_first_name"),
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(due__isnull=True), name="unborn_children_are_not_born"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name(self) -> str:
        """The whole name with known-as: "Deanne Larkin, known as Dee"."""
        return f"{self.name}, known as {self.known_as}" if self.known_as else self.name

    @property
    def born_in_words(self) -> str:
        """The day of birth as well as it is known, or the day on which the child is due; empty when neither is."""
        if self.born is None:
            return plain_date(self.due) if self.due else ""
        if self.born_precision == self.Precision.YEAR:
            return str(self.born.year)
        return partial_date(self.born, self.born_precision)

    @property
    def called(self) -> str:
        """What people call them: known-as, else the first name."""
        return self.known_as or self.first_name

    @property
    def is_unborn(self) -> bool:
        """Expected, not yet born."""
        return self.due is not None and self.born is None

    @classmethod
    def of(cls, user: User) -> "Person":
        """The person record of somebody with an account, made the first time it is needed."""
        found = cls.objects.filter(account=user).first()
        if found is None:
            first, _, last = user.name.partition(" ")
            found = cls(
                first_name=first, last_name=last, job_title=user.job_title, organisation=user.organisation, account=user
            ).keep(by=user)
            NameKey.renew(found)
        return found

    @classmethod
    def enter(cls, *, by: User | None, family_id: UUID | None = None, **facts: Any) -> Self:
        """Write down somebody who has no record yet; search first. ``family_id``: where it is done, for the trail."""
        person = cls(**facts).keep(by=by)
        NameKey.renew(person)
        record(by=by, verb=Verb.CREATE, kind="person", family_id=family_id, subject_id=person.pk)
        return person

    def describe(self, *, by: User, version: int | None = None, family_id: UUID | None = None, **facts: Any) -> Self:
        """Change facts about this person. Raises ``Outdated`` when somebody else has changed them meanwhile."""
        self.expect(version, theirs=self.in_words())
        for fact, value in facts.items():
            setattr(self, fact, value)
        record(by=by, verb=Verb.CHANGE, kind="person", family_id=family_id, subject_id=self.pk)
        self.keep(by=by)
        if facts.keys() & {"first_name", "last_name", "known_as", "other_names"}:
            NameKey.renew(self)
        return self

    @classmethod
    def record_now(cls, person_id: UUID) -> UUID:
        """The record that stands for this one: another's, when the two were joined."""
        found = cls._default_manager.filter(pk=person_id, joined_into__isnull=False)
        return found.values_list("joined_into", flat=True).first() or person_id

    def in_words(self) -> str:
        """What is said about this person, a line each: what stands there when two people changed it at once."""
        shown = {
            "Name": self.name, "Known as": self.known_as, "Born": self.born, "Due": self.due,
            "Languages": self.languages, "Interpreter": self.interpreter, "Ethnicity": self.ethnicity,
            "Disability": self.disability, "Phone": self.phone, "Number": self.number, "Note": self.note,
        }  # fmt: skip
        return "\n".join(f"{name}: {value}" for name, value in shown.items() if value)
