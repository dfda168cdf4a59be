"""What this council calls a role. The law of 2026 renames some; Kinmap's code knows a role by its code alone."""

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
    """The council's own name for one role; while there is none, the one that Kinmap ships with."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)

    privacy: ClassVar = {"code": Label.PLAIN, "name": Label.PLAIN}

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

    def reword(self, *, name: str, version: int | None, by: "User") -> "RoleName":
        """Call the role something else from now on. Raises ``Outdated`` when somebody else did so meanwhile."""
        record(by=by, verb=Verb.CHANGE, kind="role name", subject_id=self.code)
        today = RoleName.of(self.code)  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.name)
        today.name = name
        return today.keep(by=by)

    @property
    def edition(self) -> int:
        """Which version this name is; 0 for the one that Kinmap ships with."""
        return 0 if self._state.adding else self.version
