"""Who works here, in which organisation and team, in which role; and the trail."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kinmap.access.naming import RoleName
from kinmap.access.permissions import Permission
from kinmap.access.roles import ROLES, Role
from kinmap.access.sharing import ReaderKind
from kinmap.access.sign_on.identity import SignOnIdentity
from kinmap.access.signed_in import SignedIn
from kinmap.access.trail import TrailEntry, Verb, record
from kinmap.kit.identity import new_id
from kinmap.kit.labels import Label
from kinmap.kit.listed import Listed

__all__ = ["Organisation", "RoleHeld", "RoleName", "SignOnIdentity", "SignedIn", "Team", "TrailEntry", "User"]


class Organisation(models.Model):
    """The council itself or a partner: a school, a health trust, the police, a charity."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        SCHOOL = "school", "School or nursery"
        HEALTH = "health", "Health"
        POLICE = "police", "Police"
        VOLUNTARY = "voluntary", "Charity or community group"
        OTHER = "other", "Other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    privacy: ClassVar = {"id": Label.PLAIN, "name": Label.PLAIN, "kind": Label.PLAIN}

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, *, kind: str) -> "Organisation":
        """The organisation of that name, written down when it is not known yet."""
        return cls._default_manager.get_or_create(name=name, defaults={"kind": kind})[0]


class Team(models.Model):
    """A team of council staff; its manager answers for the families allocated to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    privacy: ClassVar = {"id": Label.PLAIN, "organisation": Label.PLAIN, "name": Label.PLAIN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, *, of: Organisation) -> "Team":
        """The team of that name, written down when it is not known yet."""
        return cls._default_manager.get_or_create(name=name, organisation=of)[0]


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are compared without regard to case."""

    def get_queryset(self) -> "models.QuerySet[User]":
        """Organisation and today's roles are asked for on every page, so both come along."""
        held = RoleHeld.objects.today().filter(user=models.OuterRef("pk")).order_by().values("user")
        codes = models.Subquery(held.annotate(codes=Listed("code")).values("codes"))
        return super().get_queryset().select_related("organisation").annotate(_codes_today=codes)

    def select_for_update(
        self, nowait: bool = False, skip_locked: bool = False, of: Sequence[str] = ("self",), no_key: bool = False
    ) -> "models.QuerySet[User]":
        """Hold the account's own row and nothing that comes along: PostgreSQL holds no row that may be missing."""
        return self.get_queryset().select_for_update(nowait, skip_locked, of, no_key)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new account; without a password nobody can sign in to it by password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account of somebody who works here or is invited from a partner agency.

    Family members are never users with a role (design: "Settled").
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "email": Label.PERSONAL,
        "name": Label.PERSONAL,
        "job_title": Label.PLAIN,
        "organisation": Label.PLAIN,
        "team": Label.PLAIN,
        "is_active": Label.PLAIN,
        "joined_at": Label.PLAIN,
        "password": Label.SECRET,
        "last_login": Label.PLAIN,
    }

    def __str__(self) -> str:
        return self.name

    def roles(self) -> list[Role]:
        """The roles this person held when the account was read; asked of the database once at most."""
        if "_codes_today" not in self.__dict__:
            held = RoleHeld.objects.filter(user=self).today().order_by().values_list("code", flat=True)
            self.__dict__["_codes_today"] = " ".join(held)
        return [ROLES[code] for code in sorted((self.__dict__["_codes_today"] or "").split()) if code in ROLES]

    def permissions(self) -> frozenset[Permission]:
        """Everything that today's roles together let this person do."""
        return frozenset(permission for role in self.roles() for permission in role.permissions)

    def may(self, act: Permission) -> bool:
        """Whether any role held today permits the act."""
        return act in self.permissions()

    def is_council_staff(self) -> bool:
        """Whether this person is of the council rather than of a partner agency."""
        return self.organisation is not None and self.organisation.kind == Organisation.Kind.COUNCIL

    @classmethod
    def with_email(cls, email: str) -> "User | None":
        """The account with that e-mail address, whatever its capitals, or ``None``."""
        return cls.objects.filter(email__iexact=email.strip()).first() if email.strip() else None

    @classmethod
    def for_demonstration(cls) -> "models.QuerySet[User]":
        """Active accounts with an address under ``.example`` and a role today, the council's people first.

        ``first_role`` is the code of one role that each holds.
        """
        council_first = models.Case(models.When(organisation__kind=Organisation.Kind.COUNCIL, then=0), default=1)
        held = RoleHeld.objects.today().filter(user=models.OuterRef("pk")).order_by("code").values("code")[:1]
        invented = cls.objects.filter(is_active=True, email__endswith=".example", organisation__isnull=False)
        invented = invented.select_related("organisation", "team").annotate(first_role=models.Subquery(held))
        order = (council_first, "organisation__name", "team__name", "name", "pk")
        return invented.filter(first_role__isnull=False).order_by(*order)

    @classmethod
    def found_for_demonstration(cls, user_id: UUID) -> "User":
        """One of those accounts; raises ``Http404`` for any other."""
        return get_object_or_404(cls.for_demonstration(), pk=user_id)

    @classmethod
    def active(cls, user_id: UUID | str) -> "User | None":
        """The account of that id, unless it is closed."""
        return cls.objects.filter(pk=user_id, is_active=True).first()

    @classmethod
    def found(cls, user_id: UUID) -> "User":
        """An active account; raises ``Http404`` for any other."""
        return get_object_or_404(cls.objects.filter(is_active=True).select_related("team"), pk=user_id)

    @classmethod
    def called_like(cls, words: str, *, most: int = 20) -> "list[User]":
        """Active accounts whose name, job or workplace holds every one of these words; the first ``most``."""
        found = cls.objects.filter(is_active=True, roles_held__in=RoleHeld.objects.today().order_by())
        for word in words.split()[:6]:
            place = Q(organisation__name__icontains=word) | Q(team__name__icontains=word)
            found = found.filter(Q(name__icontains=word) | Q(job_title__icontains=word) | place)
        return list(found.select_related("organisation", "team").distinct().order_by("name", "pk")[:most])

    @classmethod
    def appoint(
        cls, email: str, *, name: str, role: Role, organisation: Organisation, by: "User | None",
        team: Team | None = None, reason: str = "",
    ) -> "User":  # fmt: skip
        """Open an account for somebody in one role; with an address that has one, bring it up to date and open it.

        Earlier roles end today. A new account has no password: nobody can sign in to it until one is chosen.
        Raises ``ValueError`` for a council's role in a partner agency, and the other way round.
        """
        is_council = organisation.kind == Organisation.Kind.COUNCIL
        if is_council == (role.reads_as == ReaderKind.AGENCY):
            whose = "a partner agency" if is_council else "the council"
            raise ValueError(f"{role.name} is a role for people of {whose}, and {organisation} is not one.")
        account = cls.with_email(email)
        verb = Verb.CHANGE if account else Verb.CREATE
        account = account or cls.objects.create_user(email, name=name, organisation=organisation)
        account.name, account.organisation, account.team, account.is_active = name, organisation, team, True
        account.save()
        record(by=by, verb=verb, kind="account", subject_id=account.pk, reason=f"{role.code} {reason}".strip())
        account.hold_only(role)
        return account

    def close(self, *, by: "User | None", reason: str = "") -> "User":
        """Close the account: nobody signs in to it any more, and whoever is signed in is out. What they wrote stays."""
        self.is_active = False
        self.save()
        self.__dict__.pop("_codes_today", None)
        for held in RoleHeld.objects.filter(user=self).today():
            held.end(on=timezone.localdate())
        record(by=by, verb=Verb.WITHDRAW, kind="account", subject_id=self.pk, reason=reason)
        return self

    def hold_only(self, role: Role) -> None:
        """Hold this role from today on; any other ends today."""
        today = timezone.localdate()
        self.__dict__.pop("_codes_today", None)
        held = list(RoleHeld.objects.filter(user=self).today())
        for other in held:
            if other.code != role.code:
                other.end(on=today)
        if all(one.code != role.code for one in held):
            self.hold(role)

    def hold(self, role: Role, *, since: date | None = None) -> "RoleHeld":
        """Give this person a role from a day on (today unless said)."""
        self.__dict__.pop("_codes_today", None)
        return RoleHeld.objects.create(user=self, code=role.code, started=since or timezone.localdate())


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    """Roles by day."""

    def today(self) -> Self:
        """Roles held today."""
        today = timezone.localdate()
        return self.filter(Q(ended__isnull=True) | Q(ended__gt=today), started__lte=today)


class RoleHeld(models.Model):
    """One role held by one person from a day until a day; it ends by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    code = models.CharField(max_length=40)
    started = models.DateField()
    ended = models.DateField(null=True, blank=True)

    objects = RoleHeldQuerySet.as_manager()

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "user": Label.PLAIN,
        "code": Label.PLAIN,
        "started": Label.PLAIN,
        "ended": Label.PLAIN,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=models.F("started")), name="role_ends_after_it_starts"
            )
        ]

    def end(self, *, on: date) -> "RoleHeld":
        """The role is held no longer from that day."""
        self.ended = on
        self.save()
        return self


def chain_of(family_id: UUID | None) -> str:
    """The trail's chain for a family, or the one chain for what belongs to no family."""
    return family_id.hex if family_id else "house"
