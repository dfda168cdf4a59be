"""What a council calls each stage of the continuum; the law of 2026 renames some (domain.md §1.7)."""

from django.db import models

from kinmap.access.council_name import CouncilName
from kinmap.casework.models.involvement import Stage


class StageName(CouncilName):
    """The council's own name for one stage. Words already written in a story keep the name of their day."""

    @classmethod
    def shipped(cls) -> dict[str, str]:
        """The usual names, from the least help to the most."""
        return {str(stage.value): str(stage.label) for stage in Stage}

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Every stage under the council's name, for a form."""
        return list(cls.names().items())

    @classmethod
    def beside(cls, code: str) -> models.Subquery:
        """The council's name for the stage that another row names in ``code``, in the same query."""
        return models.Subquery(cls._default_manager.filter(code=models.OuterRef(code)).order_by().values("name")[:1])
