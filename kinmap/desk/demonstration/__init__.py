"""The demonstration partnership: invented people in an invented council, and two invented families.

The families are exchange files and come in through the same door as any other. Their files hold the
dates of docs/domain.md §12; all of them are moved by one whole number of weeks, so that weekdays stay
and "next Tuesday" is next Tuesday whenever the demonstration is loaded.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from kinmap.access.models import Organisation, Team, User
from kinmap.access.permissions import Permission
from kinmap.access.roles import ROLES
from kinmap.access.trail import Verb, record
from kinmap.assessment.models import Contact
from kinmap.casework.exchange import bring_in, family_schema, is_here, opened
from kinmap.desk.demonstration.letting_in import let_in
from kinmap.desk.demonstration.misfiling import misfile
from kinmap.families.models import Person
from kinmap.guidance.models import CouncilPage, CouncilQuestion

HERE = Path(__file__).parent
FAMILIES = ("larkin", "rahman")
#: The day on which the files are told.
REFERENCE_DAY = date(2026, 11, 22)
#: Everybody has had their role for longer than either story lasts.
IN_ROLE_FOR = timedelta(days=800)


def demo(*, today: date | None = None) -> list[str]:
    """Load the demonstration; what is here already is kept. Answers what was done, in sentences.

    Raises ``ImproperlyConfigured`` in a deployed configuration: invented people have no place there.
    """
    if settings.DEPLOYED:
        raise ImproperlyConfigured("The demonstration is not for a deployment: unset KINMAP_HOSTS to load it.")
    weeks = weeks_to(today or timezone.localdate())
    with transaction.atomic():
        partnership = json.loads((HERE / "partnership.json").read_text(encoding="utf-8"))
        said = [make_partnership(partnership)]
        make_guidance(weeks=weeks)
        take_contacts(partnership, weeks=weeks)
        by = importer(partnership)
        said += [load(name, weeks=weeks, by=by) for name in FAMILIES]
        let_in(weeks=weeks)
        misfile()
    return said


def weeks_to(today: date) -> int:
    """By how many whole weeks the files' dates move, so that their reference day is at most a week ago."""
    return (today - REFERENCE_DAY).days // 7


def make_partnership(partnership: Mapping[str, Any]) -> str:
    """Organisations, teams and accounts. Nobody has a password: the demonstration door is the only way in."""
    for one in partnership["organisations"]:
        Organisation.objects.get_or_create(name=one["name"], defaults={"id": UUID(one["id"]), "kind": one["kind"]})
    for one in partnership["teams"]:
        of = Organisation.objects.get(name=one["organisation"])
        Team.objects.get_or_create(organisation=of, name=one["name"], defaults={"id": UUID(one["id"])})
    accounts = partnership["accounts"]
    made = sum(make_account(account) for account in accounts)
    if not made:
        return "The demonstration people are here already and were kept as they are."
    kept = f" {len(accounts) - made} were here already and were kept." if made < len(accounts) else ""
    return f"{made} demonstration people have an account.{kept}"


def make_guidance(*, weeks: int) -> None:
    """The invented council's own questions and pages; what is here already is kept as it is."""
    told = json.loads((HERE / "guidance.json").read_text(encoding="utf-8"))
    by = User.objects.get(email__iexact=told["by"])
    nouns = ((CouncilQuestion, told["questions"]), (CouncilPage, told["pages"]))
    for noun, facts in ((noun, facts) for noun, rows in nouns for facts in rows):
        if not noun.objects.filter(pk=UUID(facts["id"])).exists():
            review_on = date.fromisoformat(facts["review_on"]) + timedelta(weeks=weeks)
            noun.write(by=by, **{**facts, "id": UUID(facts["id"]), "review_on": review_on})


def make_account(account: Mapping[str, str]) -> bool:
    """One account with its role; ``False`` when there is one with this e-mail address already."""
    if User.objects.filter(email__iexact=account["email"]).exists():
        return False
    organisation = Organisation.objects.get(name=account["organisation"])
    team = Team.objects.get(organisation=organisation, name=account["team"]) if account.get("team") else None
    user = User.objects.create_user(
        account["email"],
        id=UUID(account["id"]),
        name=account["name"],
        job_title=account["job_title"],
        organisation=organisation,
        team=team,
    )
    user.hold(ROLES[account["role"]], since=timezone.localdate() - IN_ROLE_FOR)
    record(by=None, verb=Verb.CREATE, kind="demonstration account", subject_id=user.pk)
    return True


def take_contacts(partnership: Mapping[str, Any], *, weeks: int) -> None:
    """Contacts that wait at the front door: about children whom nobody has matched with a record yet."""
    for one in partnership.get("contacts", ()):
        if Contact.objects.filter(pk=UUID(one["id"])).exists():
            continue
        taker = User.objects.get(email__iexact=one["taken_by"])
        children = [{**child, "born": _day(child.get("born"))} for child in one["children"]]
        Contact.take(
            id=UUID(one["id"]), received=date.fromisoformat(one["received"]) + timedelta(weeks=weeks),
            source=one["source"], reason=one["reason"], others=one["others"], children=children,
            caller=one["caller"], taker=Person.of(taker).pk, by=taker,
        )  # fmt: skip


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def importer(partnership: Mapping[str, Any]) -> User:
    """The first of the demonstration people who may take in a family."""
    for account in partnership["accounts"]:
        user = User.objects.get(email__iexact=account["email"])
        if user.may(Permission.IMPORT):
            return user
    raise ImproperlyConfigured("None of the demonstration people may import a family any more.")


def load(name: str, *, weeks: int, by: User) -> str:
    """Take in one of the families with its dates moved."""
    data = moved(opened(HERE / f"{name}.json"), weeks=weeks)
    family = data["families"]["family"]
    if is_here(data):
        return f"The {family['name']} ({family['ref']}) is here already and was kept as it is."
    bring_in(data, by=by)
    return f"The {family['name']} ({family['ref']}) is here; its dates were moved by whole weeks: {weeks}."


def moved(data: dict[str, Any], *, weeks: int) -> dict[str, Any]:
    """The same file with every day and every moment moved by whole weeks, as its schema knows them."""
    schema = family_schema()
    file: dict[str, Any] = _moved(data, schema, schema["$defs"], timedelta(weeks=weeks))
    return file


def _moved(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any], by: timedelta) -> Any:
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        inside = schema.get("properties", {})
        return {name: _moved(one, inside.get(name, {}), defs, by) for name, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, schema.get("items", {}), defs, by) for one in value]
    if isinstance(value, str) and schema.get("format") == "date":
        return (date.fromisoformat(value) + by).isoformat()
    if isinstance(value, str) and schema.get("format") == "date-time":
        return _moved_moment(datetime.fromisoformat(value), by).isoformat()
    return value


def _moved_moment(moment: datetime, by: timedelta) -> datetime:
    """The same time of day by the clock on the wall, in summer and in winter."""
    on_the_wall = timezone.localtime(moment).replace(tzinfo=None)
    return timezone.make_aware(on_the_wall + by)
