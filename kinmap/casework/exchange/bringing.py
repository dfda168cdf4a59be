"""Taking a family in: everything in one transaction, or nothing."""

from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from kinmap.access.models import Organisation, Team, User
from kinmap.access.permissions import Permission
from kinmap.access.trail import Verb, record
from kinmap.casework.doors import reader_of, ties_of
from kinmap.casework.exchange.checking import Line, check, lines_of, versions_in
from kinmap.casework.exchange.earlier import CHANGED_AT, CHANGED_BY, EARLIER, remember
from kinmap.casework.exchange.opening import as_id, opened
from kinmap.casework.exchange.refusal import Refused
from kinmap.casework.exchange.values import belongs_to_family, columns, from_json
from kinmap.casework.exchange.writing import row_of
from kinmap.casework.models import Allocation
from kinmap.families.models import Family, NameKey, Person
from kinmap.kit.arrived import NotTaken
from kinmap.kit.rows import Carries

BATCH = 500  # ids asked for at once; SQLite has a limit


def import_family(source: Path | str | IO[bytes], *, by: User) -> Family:
    """Take a family in from a file; ids are kept, and every version carries the date it had.

    Raises ``Refused`` with the place in the file and the reason, and ``PermissionDenied`` for somebody
    who may not import; then nothing has changed.
    """
    if not by.may(Permission.IMPORT):
        raise PermissionDenied("You may not import a family.")
    return bring_in(opened(source), by=by)


def is_here(data: dict[str, Any]) -> bool:
    """Whether the family of an opened file is here already."""
    return Family.objects.filter(pk=data["families"]["family"]["id"]).exists()


def bring_in(data: dict[str, Any], *, by: User) -> Family:
    """The same for a file that has been opened already (``opening.opened``)."""
    if not by.may(Permission.IMPORT):
        raise PermissionDenied("You may not import a family.")
    lines = lines_of(data)
    check(lines)
    with transaction.atomic():
        family = Bringing(lines, by).bring()
        counts = Counter(line.rows.key for line in lines).most_common()  # a trail entry has room for the most alone
        told = f"{len(lines)} rows: " + ", ".join(f"{key} {number}" for key, number in counts)
        record(by=by, verb=Verb.IMPORT, kind="family", family_id=family.pk, subject_id=family.ref, reason=told)
        _let_somebody_in(family, by=by)
    return family


def _let_somebody_in(family: Family, *, by: User) -> None:
    """A record that nobody here could open would be lost: then whoever brought it answers for it as manager."""
    works_here = Q(worker__account__is_active=True) | Q(team__members__is_active=True)
    if Allocation.objects.on().filter(works_here, family=family).exists():
        return
    for child in family.children_on().order_by("id"):
        Allocation.allocate(
            family=family, child=child, worker=Person.of(by), part=Allocation.Part.MANAGER, by=by, team=by.team
        )


@dataclass
class Bringing:
    """One import: its rows, who brings them, and the accounts and organisations that they name."""

    lines: list[Line]
    by: User
    accounts: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    filed: list[Path] = field(default_factory=list)

    def bring(self) -> Family:
        """Make every row. Raises ``Refused``; the caller's transaction then takes everything back."""
        try:
            return self._bring()
        except BaseException:
            for place in self.filed:  # what was filed belongs to rows that are taken back
                place.unlink(missing_ok=True)
            raise

    def _bring(self) -> Family:
        self._know_accounts()
        here = self._already_here()
        family = None
        for line in self.lines:
            row = self._made(line, family)
            if line.row["id"] in here:
                self._compare(line, row, here[line.row["id"]])
            else:
                self._keep(line, row)
            if isinstance(row, Family):
                family = row
        if family is None:
            raise Refused("$.families.family", "This is missing.")
        return family

    def _know_accounts(self) -> None:
        wanted = {_account(line.row.get("recorded_by")) for line in self.lines}
        for line in self.lines:
            told = [line.row, *line.row.get(EARLIER, ())]
            wanted |= {_account(version[CHANGED_BY]) for version in told if CHANGED_BY in version}
        wanted |= {str(line.row.get("account") or "").lower() for line in self.lines if line.rows.model is Person}
        self.accounts = {user.email.lower(): user for user in User.objects.filter(email__in=wanted - {""})}

    def _already_here(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for model in dict.fromkeys(line.rows.model for line in self.lines):
            ids = [line.row["id"] for line in self.lines if line.rows.model is model]
            for start in range(0, len(ids), BATCH):
                rows = model._default_manager.filter(pk__in=ids[start : start + BATCH])
                found |= {str(row.pk): row for row in rows}
        for line in self.lines:
            if line.row["id"] in found and not line.rows.shared:
                raise Refused(f"{line.path}.id", _is_here(found[line.row["id"]]))
        return found

    # --- One row ---------------------------------------------------------------------------------

    def _made(self, line: Line, family: Family | None) -> Any:
        row: Any = line.rows.model()
        for column in columns(line.rows):
            if column.name == "recorded_by" or column.name not in line.row:
                continue
            value = line.row[column.name]
            if isinstance(column.field, models.ForeignKey) and column.points_at is None:
                setattr(row, column.field.name, self._outside(line, column.name, column.field.related_model, value))
            else:
                setattr(row, column.field.attname, from_json(column, value))
        attnames = [row._meta.get_field(name).attname for name in line.rows.in_order]
        for attname, one in zip(attnames, sorted(getattr(row, attname) for attname in attnames), strict=True):
            setattr(row, attname, one)
        if author := line.row.get("recorded_by"):
            row.recorded_by = self.accounts.get(_account(author))
            row.recorded_by_name = author["name"]
        if family is not None and belongs_to_family(line.rows):
            row.family = family
        return row

    def _outside(self, line: Line, name: str, model: Any, value: Any) -> Any:
        if value is None:
            return None
        if model is User:
            return self._account_of(line, value)
        if model is Organisation:
            return self._organisation(f"{line.path}.{name}", value["name"], value["kind"])
        return self._team(f"{line.path}.{name}", value["name"], value["organisation"])

    def _account_of(self, line: Line, email: str) -> User | None:
        user = self.accounts.get(email.lower())
        other = Person.objects.filter(account=user).exclude(pk=as_id(line.row["id"])).first() if user else None
        if other is not None:
            reason = f"This account has a person record here already, with the id {other.pk}."
            raise Refused(f"{line.path}.account", reason)
        return user

    def _organisation(self, path: str, name: str, kind: str) -> Organisation:
        found = self.organisations.get(name) or Organisation.objects.filter(name=name).first()
        found = found or Organisation.objects.create(name=name, kind=kind)
        if found.kind != kind:
            raise Refused(f"{path}.kind", f"An organisation of this name is here already, and is “{found.kind}”.")
        return self.organisations.setdefault(name, found)

    def _team(self, path: str, name: str, of: str) -> Team:
        if (name, of) not in self.teams:
            organisation = Organisation.objects.filter(name=of).first()
            if organisation is None:
                raise Refused(f"{path}.organisation", "No organisation of this name is here.")
            self.teams[name, of] = Team.objects.get_or_create(organisation=organisation, name=name)[0]
        return self.teams[name, of]

    def _compare(self, line: Line, row: Any, here: Any) -> None:
        if getattr(here, "joined_into_id", None) is not None:
            told = f"This {line.rows.model._meta.verbose_name} was joined with another record here."
            raise Refused(f"{line.path}.id", told)
        new, old = row_of(row, line.rows), row_of(here, line.rows)
        if "recorded_at" not in line.row:
            new["recorded_at"] = old["recorded_at"]
        different = sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))
        if not different:
            return
        reason = f"This {line.rows.model._meta.verbose_name} is here already and is not the same."
        mine = reader_of(self.by, ties_of(self.by))
        if line.rows.model._default_manager.readable_by(mine).filter(pk=here.pk).exists():  # type: ignore[attr-defined]
            reason += f" Different: {', '.join(different)}."  # only for somebody who may read what stands here
        raise Refused(line.path, reason)

    def _keep(self, line: Line, row: Any) -> None:
        at = line.row.get("recorded_at")
        if line.rows.carries is not None:
            self._put(line, row, line.rows.carries)
        try:
            if CHANGED_AT in line.row:
                self._keep_with_versions(line, row)
            else:
                row.keep(by=row.recorded_by, at=datetime.fromisoformat(at) if at else None)
            if isinstance(row, Person):
                NameKey.renew(row)
        except IntegrityError as broken:
            raise _broken(line, broken) from broken

    def _keep_with_versions(self, line: Line, row: Any) -> None:
        """A row that was changed since it was written: today's words, and those before them in the history."""
        before = versions_in(line)
        row.version = len(before) + 1
        row.skip_history_when_saving = True
        row.save(force_insert=True)
        del row.skip_history_when_saving
        for number, version in enumerate(before, start=1):
            past = self._made(version, getattr(row, "family", None))
            past.version, past.recorded_at = number, row.recorded_at
            past.recorded_by, past.recorded_by_name = row.recorded_by, row.recorded_by_name
            self._remember(version, past, first=number == 1)
        self._remember(line, row, first=not before)

    def _remember(self, line: Line, row: Any, *, first: bool) -> None:
        writer = line.row.get(CHANGED_BY)
        at = datetime.fromisoformat(line.row[CHANGED_AT])
        name = writer["name"] if writer else ""
        remember(row, at=at, by=self.accounts.get(_account(writer)), name=name, first=first)

    def _put(self, line: Line, row: Any, carries: Carries) -> None:
        """Keep the bytes that came with a row, once they are what the row says that they are."""
        if carries.name not in line.row:
            return
        place = f"{line.path}.{carries.name}"
        try:
            content = b64decode(line.row[carries.name], validate=True)
        except ValueError as wrong:
            raise Refused(place, "This is not base64.") from wrong
        same = sha256(content).hexdigest() == getattr(row, carries.digest)
        if not same or len(content) != getattr(row, carries.size):
            raise Refused(place, "These are not the bytes that the row tells of: digest or size differs.")
        try:
            self.filed.append(carries.put(row, content))
        except FileExistsError as there:
            raise Refused(place, "A file of this id is here already.") from there
        except NotTaken as refused:
            raise Refused(place, str(refused)) from refused


def _account(author: dict[str, str] | None) -> str:
    return (author or {}).get("account", "").lower()


def _is_here(row: models.Model) -> str:
    if isinstance(row, Family):
        ref = Family.file_now(row.ref)
        return f"This family is here already, under the reference {ref}. Nothing was changed."
    return "A row with this id is here already."


def _broken(line: Line, broken: IntegrityError) -> Refused:
    """The rule of the database that a row broke, as a sentence at its place in the file."""
    said = str(broken)
    options = line.rows.model._meta
    names = {column.field.name: column.name for column in columns(line.rows)}
    columns_by_name = {one.name: one.column for one in options.concrete_fields}
    for constraint in options.constraints:
        fields = list(getattr(constraint, "fields", ()))
        told = [f"{options.db_table}.{columns_by_name[name]}" for name in fields]
        if constraint.name in said or (told and all(name in said for name in told)):
            return Refused(line.path, f"This breaks a rule of the record: {constraint.name.replace('_', ' ')}.")
    for one in options.concrete_fields:
        if one.unique and (f"{options.db_table}.{one.column}" in said or f"({one.column})" in said):
            place = f"{line.path}.{names.get(one.name, one.name)}"
            return Refused(place, "This is in use already, and may be only once.")
    return Refused(line.path, "This breaks a rule of the record.")
