"""What this council says of a role: its name, which the law of 2026 changes for some, and what signing in asks.

Kinmap's code knows a role by its code alone.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from kinmap.access.council_name import CouncilName
from kinmap.access.roles import ROLES, Role
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from kinmap.access.models import User


class RoleName(CouncilName):
    """What the council says of one role; while it says nothing, what Kinmap ships with.

    ``second_step``: whether people in this role must sign in with one. It is asked of everybody unless a council
    decides otherwise: the records hold addresses that must not be found.
    """

    second_step = models.BooleanField(default=True)

    privacy: ClassVar = {"second_step": Label.PLAIN}

    @classmethod
    def shipped(cls) -> dict[str, str]:
        """The usual names of the roles."""
        return {role.code: role.name for role in ROLES.values()}

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

    def reword(self, *, name: str, version: int | None, by: "User", second_step: bool | None = None) -> Self:
        """Call the role something else from now on, and say whether signing in asks its people for a second step.

        Without a word about the second step it stays as it is. Whoever is signed in meets a change at their next
        sign-in. Raises ``Outdated`` when somebody else changed the role meanwhile.
        """
        today = self.as_it_stands(version, by=by)
        today.name = name
        if second_step is not None:
            today.second_step = second_step
        return today.keep(by=by)
