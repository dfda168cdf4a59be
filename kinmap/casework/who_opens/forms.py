"""Giving access for a purpose and a time, ending it, locking a record and unlocking it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.banner import children_in_short
from kinmap.casework.models import AccessGrant
from kinmap.casework.models.grant import last_day
from kinmap.casework.who_opens.reasons import Opener
from kinmap.families.models import Family, Person, RecordLock
from kinmap.kit import forms
from kinmap.kit.dates import plain_date


class GrantForm(forms.WriteForm):
    """What somebody may open the family for, and from when until when; a partner agency through one child."""

    child = forms.RadiosField(label="Which child?", coerce=UUID, small=True,
                              hint="A partner agency opens one child. For another child, give it again.")  # fmt: skip
    purpose = forms.RadiosField(label="What is it for?", choices=AccessGrant.Purpose.choices, small=True)
    words = forms.TextAreaField(
        label="What for, in your own words", hint="So that anybody who asks later understands it.", rows=3,
        longest=1000, missing="Write what it is for",
    )  # fmt: skip
    started = forms.DateField(label="From which day?", initial=timezone.localdate)
    until = forms.DateField(label="Until which day?", hint="The last day. From the next day on it is closed to them.")

    def __init__(self, *args: Any, family: Family, reader: Reader, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.account, self.own = family, account, account.pk == reader.user_id
        if account.is_council_staff():
            del self.fields["child"]
            others = [one for one in AccessGrant.Purpose.choices if one[0] != AccessGrant.Purpose.AGENCY]
            self.offer("purpose", others)
        else:
            self.offer("child", [(child.id, child.name) for child in children_in_short(family, reader)])
            self.fields["purpose"].initial = AccessGrant.Purpose.AGENCY

    def clean_started(self) -> date:
        """Not in the past: what somebody could open then is settled."""
        started: date = self.cleaned_data["started"]
        if started < timezone.localdate():
            raise ValidationError("Choose today or a later day")
        return started

    def clean(self) -> dict[str, Any]:
        """It ends within the council's limit, to somebody else whose role opens families, and is not given twice."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        started, until = cleaned.get("started"), cleaned.get("until")
        if self.own:
            raise ValidationError("You cannot give access to yourself. Ask somebody else who works with this family")
        if not self.account.may(Permission.FAMILY_READ):
            raise ValidationError(f"{self.account.name}’s role opens no family. Access would not change that")
        if started and until and until < started:
            self.add_error("until", "The last day comes before the first. Change one of them")
        elif started and until and until > last_day(started):
            self.add_error("until", f"The most is until {plain_date(last_day(started))}. Give it again when it ends")
        elif started and until and not self.errors and self._given_already(started, until):
            self.add_error("until", f"{self.account.name} has been given this for some of these days already")
        return cleaned

    def _given_already(self, started: date, until: date) -> bool:
        return AccessGrant.given_already(
            family=self.family, account=self.account, child=self._child(), started=started, until=until
        )

    def _child(self) -> Person | None:
        chosen = self.cleaned_data.get("child")
        return self.family.children_on().get(pk=chosen) if chosen else None

    def given(self) -> dict[str, Any]:
        """What ``AccessGrant.give`` wants."""
        names = ("purpose", "words", "started", "until")
        return {
            "family": self.family, "account": self.account, "child": self._child(),
            **{name: self.cleaned_data[name] for name in names},
        }  # fmt: skip


class EndGrantForm(forms.WriteForm):
    """Access that was given ends now."""

    words = forms.TextAreaField(label="Why does it end now?", rows=2, longest=500, missing="Write why it ends")
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, grant: AccessGrant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = grant.version


class LockForm(forms.WriteForm):
    """Why a record is locked, and who of those who open it today may go on doing so."""

    kind = forms.RadiosField(label="Why is it locked?", choices=RecordLock.Kind.choices, small=True)
    words = forms.TextAreaField(
        label="In your own words", rows=3, longest=1000, required=False,
        hint="Needed for “Something else”. Only those who may open the record and say who works here read it.",
    )  # fmt: skip
    may_open = forms.CheckboxesField(
        label="Who may still open it?", coerce=UUID, small=True, required=False,
        hint="You always may. Name at least one other person, so that somebody can act when you are away.",
    )  # fmt: skip
    version = forms.HiddenField(coerce=int, required=False)

    def __init__(
        self, *args: Any, openers: list[Opener], by: User, standing: RecordLock | None = None,
        unseen: frozenset[UUID] = frozenset(), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.by, self.standing, self.unseen = by, standing, unseen
        others = [one for one in openers if one.id != by.pk]
        self.offer("may_open", [(one.id, f"{one.name}{f', {one.about}' if one.about else ''}") for one in others])
        if standing is not None:
            listed = [str(one.id) for one in others if one.id in standing.may_open]
            before = {"kind": standing.kind, "words": standing.words, "version": standing.version, "may_open": listed}
            self.initial.update(before)
        if not others:
            del self.fields["may_open"]

    def clean(self) -> dict[str, Any]:
        """Something else is said in words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == RecordLock.Kind.OTHER and not cleaned.get("words"):
            self.add_error("words", "Write why the record is locked")
        return cleaned

    def said(self) -> dict[str, Any]:
        """What ``RecordLock.put_on`` and ``change`` want."""
        return {
            "kind": self.cleaned_data["kind"], "words": self.cleaned_data["words"], "by": self.by,
            "may_open": [*(self.cleaned_data.get("may_open") or ()), *self.unseen],
        }  # fmt: skip


class UnlockForm(forms.WriteForm):
    """The record is unlocked."""

    words = forms.TextAreaField(label="Why is it unlocked?", rows=2, longest=500, missing="Write why it is unlocked")
    version = forms.HiddenField(coerce=int)

    def __init__(self, *args: Any, standing: RecordLock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = standing.version
