"""The demonstration's share of who may open a record: access given and ended, emergency openings, a locked record.

House facts, so they are in no family's file. What is here already is kept as it is.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from kinmap.access.models import User
from kinmap.casework.models import AccessGrant, Opening
from kinmap.casework.people.opening import open_a_family
from kinmap.families.models import Family, RecordLock

TOLD = Path(__file__).parent / "access.json"


def let_in(*, weeks: int) -> None:
    """Give access, open in an emergency and lock as the file tells it, its dates moved by whole weeks."""
    told = json.loads(TOLD.read_text(encoding="utf-8"))
    by = timedelta(weeks=weeks)
    for one in told["grants"]:
        _grant(one, Family.objects.filter(ref=one["family"]).first(), by)
    for one in told["openings"]:
        _opening(one, by)
    for one in told["locked"]:
        _locked(one, by)


def _user(email: str) -> User:
    return User.objects.get(email__iexact=email)


def _day(written: str, by: timedelta) -> date:
    return date.fromisoformat(written) + by


def _moment(written: str, by: timedelta) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(written) + by)


def _grant(one: Mapping[str, Any], family: Family | None, by: timedelta) -> None:
    if family is None or AccessGrant.objects.filter(pk=UUID(one["id"])).exists():
        return
    manager = _user(one["by"])
    given = AccessGrant.give(
        id=UUID(one["id"]), family=family, account=_user(one["account"]), purpose=one["purpose"], words=one["words"],
        started=_day(one["started"], by), until=_day(one["until"], by), by=manager,
    )  # fmt: skip
    if "ended" in one:
        given.end(words=one["why_ended"], on=_day(one["ended"], by), by=manager)


def _opening(one: Mapping[str, Any], by: timedelta) -> None:
    family = Family.objects.filter(ref=one["family"]).first()
    if family is None or Opening.objects.filter(pk=UUID(one["id"])).exists():
        return
    opened = Opening.break_glass(
        id=UUID(one["id"]), family=family, why=one["why"], words=one["words"], by=_user(one["by"]),
        at=_moment(one["at"], by),
    )  # fmt: skip
    if "review" in one:
        found = {name: one["review"][name] for name in ("outcome", "words", "follows")}
        opened.write_review(**found, by=_user(one["review"]["by"]), at=_moment(one["review"]["at"], by))


def _locked(one: Mapping[str, Any], by: timedelta) -> None:
    if Family.objects.filter(pk=UUID(one["id"])).exists():
        return
    manager, child = _user(one["by"]), one["child"]
    family = open_a_family(
        id=UUID(one["id"]), name=one["name"], child=None, facts={**child, "born": date.fromisoformat(child["born"])},
        part="manager", stage=one["stage"], basis=one["basis"], started=_day(one["started"], by), reason=one["reason"],
        by=manager,
    )  # fmt: skip
    _grant(one["grant"], family, by)
    may = [_user(email) for email in one["may_open"]]
    RecordLock.put_on(family=family, kind=one["kind"], words=one["words"], may_open=may, by=manager)
