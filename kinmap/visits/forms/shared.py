"""What planning a visit and writing it up both ask: kind, by whom, announced, where, who may see it."""

import re
from datetime import time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from kinmap.access.nouns import Guarded
from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.banner import children_in_short
from kinmap.casework.guard import IN_SHORT, GuardFields
from kinmap.families.models import Address, Family, FamilyMember, Household
from kinmap.kit import forms
from kinmap.kit.people_field import People
from kinmap.visits.models import Visit, VisitAccount, VisitPlace
from kinmap.visits.writing_up import AS_IT_STANDS, PlaceTold, stamp_of

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_NOON = 12
YES_NO = [("yes", "Yes"), ("no", "No")]
PLACE_LEVELS = [
    (Sharing.FAMILY_ALL.value, "Everybody who may see this visit"),
    (Sharing.PROFESSIONALS.value, "Professionals only, nobody in the family"),
    (Sharing.SEALED.value, "Only me, until I name others"),
]


class ClockField(forms.TextField):
    """A time of day as people type it ("4", "4.30 pm", "15:40"); cleans to ``time`` or ``None``."""

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        found = _CLOCK.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3]:
            hour = hour % _NOON + (_NOON if found[3].lower() == "pm" else 0)
        try:
            return time(hour, minute)
        except ValueError as wrong:
            raise ValidationError("Enter a time of day, for example 15:40") from wrong


def yes_or_no(value: Any) -> bool | None:
    """What two radio buttons say; ``None`` when neither is chosen."""
    return {"yes": True, "no": False}.get(str(value or ""))


def chosen(value: bool | None) -> str:
    """The radio button for what is known."""
    return {True: "yes", False: "no"}.get(value, "") if value is not None else ""


def level_choices(row: Guarded | None, levels: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str]:
    """The simple levels to choose from and the one to show; a finer guard stays "as it is set now"."""
    if row is None:
        return levels, Sharing.FAMILY_ALL.value
    simple = dict(levels)
    if row.sharing in simple and not row.hidden_from and len(row.named) <= 1:
        return levels, str(row.sharing)
    words = IN_SHORT[row.sharing] or "hidden from somebody"
    return [(AS_IT_STANDS, f"As it is set now: {words.lower()}"), *levels], AS_IT_STANDS


def members_of(family: Family, reader: Reader) -> list[FamilyMember]:
    """Everybody of this family whom the reader may see today, with their persons."""
    today = timezone.localdate()
    here = FamilyMember.objects.readable_by(reader).filter(Q(ended__isnull=True) | Q(ended__gt=today), family=family)
    return list(here.select_related("person").order_by(F("person__born").asc(nulls_last=True), "id"))


class VisitQuestions(GuardFields):
    """Kind, by whom, announced, where: folded away on a phone, except the kind."""

    stamp = forms.HiddenField(required=False)
    kind = forms.SelectField(label="What kind of visit or contact?", choices=Visit.Kind.choices, blank=None)
    announced = forms.RadiosField(
        label="Announced?", hint="Whether the family knew that you would come.", choices=YES_NO, required=False,
        mark=False, inline=True, small=True,
    )  # fmt: skip
    workers = forms.CheckboxesField(label="By whom?", coerce=UUID, required=False, mark=False, small=True)
    household = forms.SelectField(
        label="Where?", coerce=UUID, blank="Somewhere else, or not said", required=False, mark=False
    )
    place_words = forms.TextField(
        label="Or in words", hint="For example “school art room”. Choose an address above rather than type it.",
        longest=300, required=False, mark=False, size="",
    )  # fmt: skip
    place_sharing = forms.SelectField(
        label="Who may know where?", hint="A shielded address stays shielded here too.", choices=PLACE_LEVELS,
        blank=None, required=False, mark=False,
    )  # fmt: skip

    def __init__(self, *args: Any, family: Family, reader: Reader, visit: Visit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, family=family, reader=reader, guarded=visit, **kwargs)
        self.visit = visit
        self.children_here = [(child.id, child.name) for child in children_in_short(family, reader)]
        self.members = members_of(family, reader)
        self.account: VisitAccount | None = None
        self._offer_workers(visit)
        self._offer_place(family, reader)
        if visit is None:
            return
        accounts = VisitAccount.objects.readable_by(reader).filter(visit=visit)
        self.account = accounts.order_by("recorded_at", "id").first()
        self.fields["stamp"].initial = stamp_of(visit, reader)
        self.fields["kind"].initial = visit.kind
        self.fields["announced"].initial = chosen(visit.announced)
        self._show_place(reader)

    def _offer_workers(self, visit: Visit | None) -> None:
        working = [one.person for one in self.members if one.role == FamilyMember.Role.PROFESSIONAL]
        offered = [(person.pk, person.name) for person in working]
        standing = visit.workers if visit else frozenset({self.reader.person_id} if self.reader.person_id else ())
        self._unseen_workers: People = standing - {pk for pk, _ in offered}
        self.offer("workers", offered, initial=[pk for pk, _ in offered if pk in standing])

    def _offer_place(self, family: Family, reader: Reader) -> None:
        rows = Household.objects.readable_by(reader).filter(family=family).select_related("address").order_by("id")
        self.households = list(rows)
        self.offer("household", [(one.pk, _place_words(one)) for one in self.households])
        self.shielded = [one.address for one in self.households if one.address and one.address.is_shielded]

    def _show_place(self, reader: Reader) -> None:
        place = VisitPlace.objects.readable_by(reader).filter(account=self.account).first() if self.account else None
        if place is not None:
            self.fields["household"].initial = place.household_id or ""
            self.fields["place_words"].initial = place.words
            choices, stands = level_choices(place, PLACE_LEVELS)
            self.offer("place_sharing", choices, initial=stands)

    def clean(self) -> dict[str, Any]:
        """A shielded address is chosen, never typed: only then does its shield hold (domain.md §9.4)."""
        cleaned = super().clean()
        if cleaned.get("place_words") and any(betrays(cleaned["place_words"], one) for one in self.shielded):
            told = (
                "This address is kept from somebody. Choose it from the list above, so that its shield holds here too"
            )
            self.add_error("place_words", told)
        return cleaned

    def place(self) -> PlaceTold:
        """Where it is or was."""
        said = self.cleaned_data
        return PlaceTold(
            household=said["household"],
            words=said["place_words"],
            sharing=said["place_sharing"] or AS_IT_STANDS,
        )

    def bare(self) -> dict[str, Any]:
        """The bare facts that both forms ask for."""
        said = self.cleaned_data
        return {
            "kind": said["kind"],
            "announced": yes_or_no(said["announced"]),
            "workers": frozenset(said["workers"]) | self._unseen_workers,
        }


def betrays(words: str, address: Address) -> bool:
    """Whether words name an address: its postcode, or its first line."""
    said = "".join(words.casefold().split())
    lines = [line for line in address.lines.splitlines() if line.strip()][:1]
    return any(
        bare and bare in said for bare in ("".join(part.casefold().split()) for part in (address.postcode, *lines))
    )


def _place_words(household: Household) -> str:
    address = household.address
    return f"{household.name} (address kept from somebody)" if address and address.is_shielded else household.name
