"""What a council calls something that Kinmap knows by a code: a role, a stage. Law and practice rename them."""

from typing import TYPE_CHECKING, ClassVar, Self, cast

from django.db import models

from kinmap.access.nouns import Noun, Outdated
from kinmap.access.trail import Verb, record
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from kinmap.access.models import User


class CouncilName(Noun):
    """The council's name for one code; while it says nothing, the name that Kinmap ships with (``shipped``)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)

    privacy: ClassVar = {"code": Label.PLAIN, "name": Label.PLAIN}

    class Meta:
        abstract = True
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def shipped(cls) -> dict[str, str]:
        """The names that Kinmap ships with, by code, in the order in which they are told."""
        raise NotImplementedError

    @classmethod
    def of(cls, code: str) -> Self:
        """The name as it stands; raises ``KeyError`` for a code that there is not."""
        found = cls._default_manager.filter(code=code).first()
        return cast(Self, found) or cls(code=code, name=cls.shipped()[code])

    @classmethod
    def names(cls) -> dict[str, str]:
        """What the council calls each, by code."""
        said = dict(cls._default_manager.order_by().values_list("code", "name"))
        return {code: said.get(code, name) for code, name in cls.shipped().items()}

    @property
    def edition(self) -> int:
        """Which version this name is; 0 for the one that Kinmap ships with."""
        return 0 if self._state.adding else self.version

    def reword(self, *, name: str, version: int | None, by: "User") -> Self:
        """Call it something else from now on. Raises ``Outdated`` when somebody else did so meanwhile."""
        today = self.as_it_stands(version, by=by)
        today.name = name
        return today.keep(by=by)

    def as_it_stands(self, version: int | None, *, by: "User") -> Self:
        """Today's row, about to be changed, with its entry in the trail; for ``reword`` alone."""
        record(by=by, verb=Verb.CHANGE, kind=str(self._meta.verbose_name), subject_id=self.code)
        today = type(self).of(self.code)  # read again now that the trail has put writers in line
        if version is not None and version != today.edition:
            raise Outdated(today.name)
        return today
