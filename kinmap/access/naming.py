"""What this council says of a role: its name, which the law of 2026 changes for some, and what signing in asks.

Kinmap's code knows a role by its code alone.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from kinmap.access.nouns import Noun, Outdated
from kinmap.access.roles import ROLES, Role
from kinmap.access.trail import Verb, record
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from kinmap.access.models import User


class RoleName(Noun):
    """What the council says of one role; while it says nothing, what Kinmap ships with.

    ``second_step``: whether people in this role must sign in with one. It is asked of everybody unless a council
    decides otherwise: the records hold addresses that must not be found.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    second_step = models.BooleanField(default=True)

    privacy: ClassVar = {"code": Label.PLAIN, "name": Label.PLAIN, "second_step": Label.PLAIN}

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, code: str) -> "RoleName":
        """The name of a role as it stands; raises ``KeyError`` for a code that is no role's."""
        return cls._default_manager.filter(code=code).first() or cls(code=code, name=ROLES[code].name)

    @classmethod
    def names(cls) -> dict[str, str]:
        """What the council calls each role, by code."""
        said = dict(cls._default_manager.order_by().values_list("code", "name"))
        return {role.code: said.get(role.code, role.name) for role in ROLES.values()}

    @classmethod
    def roles(cls) -> list[Role]:
        """Every role under the council's name."""
        said = cls.names()
        return [replace(role, name=said[role.code]) for role in ROLES.values()]

    @classmethod
    def asking_for_a_second_step(cls) -> frozenset[str]:
        """The codes of the roles whose people must sign in with a second step."""
        free = cls._default_manager.filter(second_step=False).order_by().values_list("code", flat=True)
        return frozenset(ROLES) - frozenset(free)

    def reword(self, *, name: str, version: int | None, by: "User", second_step: bool | None = None) -> "RoleName":
        """Call the role something else from now on, and say whether signing in asks its people for a second step.

        Without a word about the second step it stays as it is. Whoever is signed in meets a change at their next
        sign-in. Raises ``Outdated`` when somebody else changed the role meanwhile.
        """
        record(by=by, verb=Verb.CHANGE, kind="role name", subject_id=self.code)
        today = RoleName.of(self.code)  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.name)
        today.name = name
        if second_step is not None:
            today.second_step = second_step
        return today.keep(by=by)

    @property
    def edition(self) -> int:
        """Which version this name is; 0 for the one that Kinmap ships with."""
        return 0 if self._state.adding else self.version
