"""Finding one's way in a long story: by child, period, kind, weight, source and words. Plain GET, nothing stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from kinmap.access.reader import Reader
from kinmap.casework.happenings import KINDS
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family
from kinmap.kit import forms

WEIGHTS = [("significant", "Significant and serious"), ("serious", "Serious only")]
_AT_LEAST = {"significant": ("significant", "serious"), "serious": ("serious",)}


class FindForm(forms.KitForm):
    """What of the story to show. Everything may be left open."""

    child = forms.SelectField(label="Show the story of", coerce=UUID, required=False, blank="All children", mark=False)
    alone = forms.TickField(label="Only what is about this child alone", required=False, mark=False)
    q = forms.TextField(label="Words inside", required=False, mark=False, longest=100)
    kind = forms.SelectField(
        label="Kind", choices=sorted(KINDS.items(), key=lambda kind: kind[1]), required=False, blank="Every kind",
        mark=False,
    )  # fmt: skip
    weight = forms.SelectField(
        label="How much it counts", choices=WEIGHTS, required=False, blank="Everything", mark=False
    )
    source = forms.TextField(label="Who told us", required=False, mark=False, longest=100)
    since = forms.DateField(label="From", required=False, mark=False)
    until = forms.DateField(label="To", required=False, mark=False)
    order = forms.SelectField(
        label="Order", choices=[("oldest", "Oldest first")], required=False, blank="Newest first", mark=False
    )

    def __init__(self, *args: Any, children: list[tuple[UUID, str]], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "find-%s")
        super().__init__(*args, **kwargs)
        self.offer("child", children)
        if len(children) < 2:
            del self.fields["child"], self.fields["alone"]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one")
        return cleaned

    @property
    def wanted(self) -> "Wanted":
        """What was asked for; everything where it was asked wrongly, and nobody of another family."""
        if not self.is_bound or not self.is_valid():
            return Wanted()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the child was asked for, or something was asked wrongly."""
        wanted = self.wanted
        asked = (wanted.q, wanted.kind, wanted.weight, wanted.source, wanted.since, wanted.until, wanted.alone)
        return any(asked) or bool(self.is_bound and self.errors)

    def query(self) -> str:
        """The address's own question, without the page."""
        asked = QueryDict(mutable=True)
        for name, values in self.data.lists() if isinstance(self.data, QueryDict) else ():
            if name != "page":
                asked.setlist(name, [value for value in values if value])
        return f"?{asked.urlencode()}"


@dataclass(frozen=True)
class Wanted:
    """Which part of a family's story; the same for the page and for the printed chronology."""

    child: UUID | None = None
    alone: bool = False
    q: str = ""
    kind: str = ""
    weight: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    order: str = ""

    def of(self, rows: Any, reader: Reader) -> Any:
        """These events of ``rows``, which are already limited to their reader.

        One child's story holds what happened to the siblings together as well; ``alone`` leaves that out.
        """
        if self.child:
            rows = rows.filter(children__has=self.child)
            rows = rows.filter(reader.only(self.child).admits_about_children()) if self.alone else rows
        if self.q:
            rows = rows.filter(Q(text__icontains=self.q) | Q(meant__icontains=self.q))
        if self.source:
            rows = rows.filter(source__icontains=self.source)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.weight:
            rows = rows.filter(significance__in=_AT_LEAST[self.weight])
        if self.since:
            rows = rows.filter(on__gte=self.since)
        if self.until:
            rows = rows.filter(on__lte=self.until)
        if self.order == "oldest":
            return rows.order_by(F("on").asc(nulls_last=True), "recorded_at", "id")
        return rows.order_by(F("on").desc(nulls_last=True), "-recorded_at", "-id")


def events_of(family: Family, reader: Reader) -> Any:
    """The events of the story today that this reader may see."""
    return TimelineEvent.objects.readable_by(reader).standing().filter(family=family)


def withdrawn_of(family: Family, reader: Reader) -> QuerySet[TimelineEvent]:
    """What was taken out of the story, as far as this reader may see it."""
    rows: QuerySet[TimelineEvent] = TimelineEvent.objects.readable_by(reader).withdrawn().filter(family=family)
    return rows
