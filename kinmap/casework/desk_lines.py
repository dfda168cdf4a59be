"""What casework itself puts on the desk: early help for which no agreement is written down."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.models import Agreement, Involvement, Stage
from kinmap.casework.shelves import DeskLine


def without_agreement(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Children at early help without an agreement that holds today: early help works by agreement (domain.md §9.1)."""
    if not reader.may(Permission.FAMILY_EDIT):
        return []
    agreed = Agreement.objects.readable_by(reader).on().filter(child=OuterRef("child"), family=OuterRef("family"))
    rows = Involvement.objects.readable_by(reader).on().filter(~Exists(agreed), stage=Stage.EARLY_HELP)
    names: dict[tuple[str, str], list[str]] = {}
    facts = ("family__name", "family__ref", "child__known_as", "child__first_name")
    for name, ref, known_as, first in rows.order_by("family__name", "child__born", "id").values_list(*facts):
        names.setdefault((name, ref), []).append(known_as or first)
    return [
        DeskLine(
            f"No agreement to early help is written down for {_and(children)}",
            name,
            reverse("casework:work", args=[ref]),
        )
        for (name, ref), children in names.items()
    ]


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
