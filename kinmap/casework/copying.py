"""Copies for one named reader: prepared, previewed, handed over, filed.

A copy holds what both its preparer and its reader may see (design: "Settled"). Upper rooms put their
documents on the shelf ``print_documents`` and fill a sheet from a ``CopyFor``; nothing else reaches the
press. What was left out is told to the preparer, who may see it; the copy itself says nothing of it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.nouns import AboutChildren, Guarded
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.sharing import LEVELS_ADMITTED, ReaderKind, Sharing
from kinmap.access.trail import Verb, record
from kinmap.casework.doors import admit, reader_for
from kinmap.casework.models import Involvement
from kinmap.casework.shelves import LeftOut, Prepared, PrintDocument, print_documents
from kinmap.documents import press
from kinmap.documents.models import Issue, Letterhead
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.families.models.person import names_for
from kinmap.kit.forms import KitForm
from kinmap.kit.identity import new_id
from kinmap.kit.in_a_row import in_a_row

PREVIEW = "preview"
Rows = TypeVar("Rows", bound=Any)


class CannotCopy(ValueError):
    """No such copy can be made; the message is a sentence for whoever asked."""


@dataclass(frozen=True)
class CopyFor:
    """One copy to be: of which family, prepared by whom, for whom, in which form, at what moment."""

    family: Family
    preparer: Reader
    recipient: Reader
    person: Person
    copy: str
    at: datetime
    document_id: str = PREVIEW
    #: The size of paper: "A4" or "A3".
    size: str = "A4"
    #: What the preparer asked of this document: the cleaned answers of its own form, nothing when it asks nothing.
    asked: Mapping[str, Any] = field(default_factory=dict)

    def both(self, rows: Rows) -> Rows:
        """Only rows that both may see."""
        limited: Rows = rows.readable_by(self.preparer).readable_by(self.recipient)
        return limited

    @cached_property
    def known_to_preparer(self) -> dict[UUID, Person]:
        """Everybody whom the preparer may see, by id."""
        return names_for(self.preparer)

    @cached_property
    def people(self) -> dict[UUID, Person]:
        """The people whom both may see, by id: the only names that may be printed."""
        recipients = names_for(self.recipient)
        return {pk: person for pk, person in self.known_to_preparer.items() if pk in recipients}

    def name(self, person_id: UUID | None) -> str:
        """A name as this copy gives it: what people call them at home, the whole name among professionals."""
        person = self.people.get(person_id) if person_id else None
        if person is None:
            return ""
        self.printed.add(person.pk)
        return person.name if self.copy == Issue.Copy.PROFESSIONAL else person.called

    @cached_property
    def printed(self) -> set[UUID]:
        """Everybody whose name this copy has given so far."""
        return set()

    def guards_of_names(self) -> list[Guarded]:
        """What guards the people whose names are printed: their records, and their places in this family."""
        people = [person for pk, person in self.people.items() if pk in self.printed]
        return [*people, *(place for pk, place in self.members.items() if pk in self.printed)]

    def paper(self, titles: Mapping[str, str]) -> dict[str, Any]:
        """What every sheet of this copy carries; ``titles`` names the document as each form of copy calls it."""
        return {
            "title": titles[self.copy],
            "family": self.family.name,
            "made_for": self.person.name if self.copy == Issue.Copy.PROFESSIONAL else self.person.called,
            "prepared_by": self.preparer.name,
            "made_at": self.at,
            "copy": press.Copy(self.copy),
            "document_id": self.document_id,
            "about_child": self.person.called if self.copy == Issue.Copy.CHILD else "",
            "letterhead": Letterhead.today().for_paper(),
        }

    @cached_property
    def members(self) -> dict[UUID, FamilyMember]:
        """Each person's place in this family, as far as both may know."""
        rows = self.both(FamilyMember.objects.filter(family=self.family)).order_by("id")
        return {member.person_id: member for member in rows}

    def children(self, ids: frozenset[UUID]) -> tuple[str, ...]:
        """The names of the children an item is about, oldest first; nothing when it is all of them."""
        ours = [person for person in self.people.values() if person.pk in self.recipient.child_ids]
        if len(ours) == len(ids & self.recipient.child_ids) == len(ids):
            return ()
        return tuple(self.name(child.pk) for child in ours if child.pk in ids)

    def left_out(self, rows: Any, included: Any, heading: str) -> list[LeftOut]:
        """What the preparer may see and the recipient may not, each with its reason, in the preparer's words."""
        there = {row.pk for row in included}
        return [self.leaves_out(row, f"{heading}: {_first_words(row)}") for row in rows if row.pk not in there]

    def leaves_out(self, row: Guarded, what: str) -> LeftOut:
        """One thing that is left out, with its reason."""
        return LeftOut(what, self.why(row), row=row, is_hidden=self.recipient.person_id in row.hidden_from)

    def why(self, row: Guarded) -> str:
        """Why the recipient does not get this row, in plain words."""
        if self.recipient.person_id in row.hidden_from:
            return f"hidden from {self.person.name}"
        if isinstance(row, AboutChildren):
            others = row.children - self.recipient.child_ids
            names = [person.called for person in self.known_to_preparer.values() if person.pk in others]
            if others:
                too = " as well" if row.children & self.recipient.child_ids else ""
                return f"it is about {in_a_row(names) or 'another child'}{too}"
        if row.sharing not in self.recipient.levels:
            label = str(Sharing(row.sharing).label)
            return f"shared with: {label[0].lower()}{label[1:]}"
        return "it belongs to something that is left out"


def _first_words(row: Any) -> str:
    text = str(getattr(row, "text", "") or getattr(row, "words", "") or getattr(row, "title", "") or "")
    text = text or str(getattr(row, "zero_text", ""))  # a scale: its lower end
    return text if len(text) <= 90 else f"{text[:90].rsplit(' ', 1)[0]}…"


def copies_offered(person_member: FamilyMember) -> str:
    """The form of copy that suits somebody: a child's, a professional's, or the family's in large plain type."""
    role = person_member.role
    if role == FamilyMember.Role.CHILD:
        return Issue.Copy.CHILD
    return Issue.Copy.PROFESSIONAL if role == FamilyMember.Role.PROFESSIONAL else Issue.Copy.FAMILY


def copy_for(
    family: Family, *, preparer: Reader, person: Person | None, copy: str, at: datetime | None = None
) -> CopyFor:
    """A copy to prepare. Without a person a professional copy is for the preparer.

    Raises ``CannotCopy`` for somebody outside the family, or a form that does not suit them.
    """
    at = (at or timezone.now()).replace(microsecond=0)
    if person is None:
        if copy != Issue.Copy.PROFESSIONAL or preparer.person_id is None:
            raise CannotCopy("Say for whom this copy is made.")
        mine = Person.objects.get(pk=preparer.person_id)
        return CopyFor(family, preparer, preparer, mine, copy, at)
    try:
        recipient = reader_for(person, family)
    except ValueError as stranger:
        raise CannotCopy(str(stranger)) from stranger
    if copy == Issue.Copy.CHILD and recipient.kind != ReaderKind.CHILD:
        raise CannotCopy(f"A child’s copy is made for a child. {person.name} is not one of this family’s children.")
    if copy == Issue.Copy.PROFESSIONAL and recipient.kind not in (
        ReaderKind.COLLEAGUE, ReaderKind.CHAIR, ReaderKind.AGENCY,
    ):  # fmt: skip
        raise CannotCopy(f"{person.name} is not a professional. Choose the family copy.")
    return CopyFor(family, preparer, recipient, person, copy, at)


def document_named(name: str, reader: Reader) -> PrintDocument:
    """The document of that name, if this reader may prepare it. Raises ``CannotCopy``."""
    document = print_documents.named(name)
    if document is None or not reader.may(document.needs):
        raise CannotCopy("There is no such document.")
    return document


def documents_for(family: Family, reader: Reader) -> Iterator[PrintDocument]:
    """The documents that this reader is offered: a stage's own where a child whom they may see is or was at it."""
    here = Involvement.objects.readable_by(reader).filter(family=family)
    stages = set(here.order_by().values_list("stage", flat=True))
    return (one for one in print_documents if reader.may(one.needs) and (not one.stage or one.stage in stages))


def size_of(document: PrintDocument, asked: str) -> str:
    """The size of paper that was asked for, the document's usual one unless said. Raises ``CannotCopy``."""
    size = asked.upper() or document.papers[0]
    if size not in document.papers:
        raise CannotCopy(f"{document.words} can be printed on {' or '.join(document.papers)}.")
    return size


def words_of(prepared: Prepared) -> str:
    """A digest of what the sheet says, whatever the time and number: to see that nothing changed since a preview."""
    said = asdict(prepared.sheet)
    for passing in ("made_at", "document_id"):
        said.pop(passing, None)
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def secrecy_of(included: Any, wanted: CopyFor, *, every_child: frozenset[UUID]) -> dict[str, Any]:
    """The guard of a filed copy: nobody may read it who may not see every thing and everybody named in it."""
    rows = [*included, *wanted.guards_of_names()]
    children = frozenset().union(*(row.children for row in rows if isinstance(row, AboutChildren)))
    hidden = frozenset().union(*(row.hidden_from for row in rows)) - {wanted.person.pk}
    levels = {Sharing(row.sharing) for row in rows}
    workers_only = LEVELS_ADMITTED[ReaderKind.COLLEAGUE]
    if levels <= {Sharing.FAMILY_ALL, Sharing.PROFESSIONALS}:
        sharing = Sharing.PROFESSIONALS
    elif levels <= workers_only:
        sharing = Sharing.NAMED_AGENCIES
    else:
        sharing = Sharing.SEALED
    named = {wanted.person.pk} | ({wanted.preparer.person_id} if wanted.preparer.person_id else set())
    return {
        "sharing": sharing,
        "named": frozenset(named) if sharing == Sharing.SEALED else frozenset({wanted.person.pk}),
        "hidden_from": hidden - named,
        "children": children or (wanted.recipient.child_ids & every_child) or every_child,
    }


def hand_over(shown: "Preview", *, how: str, by: User, format: str = Issue.Format.PDF) -> Issue:
    """Make the copy, file exactly its bytes, and record to whom and when. Inside the caller's transaction."""
    issue_id = new_id()
    document, wanted = shown.document, replace(shown.wanted, document_id=issue_id.hex[-8:])
    prepared = document.prepare(wanted)
    content = document.made(prepared.sheet, at=wanted.at, format=format)
    guard = secrecy_of(prepared.included, wanted, every_child=wanted.preparer.child_ids)
    return Issue.file(
        content, by=by, id=issue_id, family=wanted.family, document=document.name, copy=wanted.copy,
        title=document.words, recipient=wanted.person, how=how, format=format, made_at=wanted.at,
        handed_at=wanted.at,
        holds=sorted({str(row.pk) for row in prepared.included}), **guard,
    )  # fmt: skip


def print_document(
    name: str, *, ref: str, copy: str, person: str | None, by: User, output: Path, format: str = Issue.Format.PDF,
    size: str = "",
) -> CopyFor:  # fmt: skip
    """Print one document to a file for the command line: the same doors, recorded in the trail.

    ``person`` is a person's id or whole name. Raises ``CannotCopy``, or ``Http404`` for a stranger.
    """
    family, preparer = admit(by, ref, to=Permission.PRINT)
    document = document_named(name, preparer)
    if format not in document.formats:
        raise CannotCopy(f"{document.words} can be had as {' or '.join(document.formats)}.")
    recipient = _person_called(person, family, preparer) if person else None
    wanted = copy_for(family, preparer=preparer, person=recipient, copy=copy)
    wanted = replace(wanted, size=size_of(document, size))
    content = document.made(document.prepare(wanted).sheet, at=wanted.at, format=format)
    record(by=by, verb=Verb.PRINT, kind=f"{document.name}, {copy} copy", family_id=family.pk,
           subject_id=wanted.person.pk, reason="command line")  # fmt: skip
    output.write_bytes(content)
    return wanted


def _person_called(wanted: str, family: Family, preparer: Reader) -> Person:
    """Somebody of this family by id or whole name; never a guess between two."""
    members = FamilyMember.objects.readable_by(preparer).filter(family=family, ended__isnull=True)
    people: list[Person] = [member.person for member in members.select_related("person").order_by("id")]
    found = [one for one in people if wanted.casefold() in (str(one.pk), one.name.casefold(), one.called.casefold())]
    if not found:
        raise CannotCopy(f"Nobody of this family is called {wanted}.")
    if len(found) > 1:
        raise CannotCopy(f"More than one person of this family is called {wanted}. Give the person’s id.")
    return found[0]


def recipients(family: Family, preparer: Reader) -> list[FamilyMember]:
    """Everybody for whom the preparer may make a copy."""
    members = FamilyMember.objects.readable_by(preparer).filter(family=family, ended__isnull=True)
    return list(members.select_related("person__organisation").order_by("role", "person__born", "id"))


def recipient_of(family: Family, preparer: Reader, person_id: UUID) -> Person:
    """One of them by id. Raises ``Http404`` for anybody the preparer may not see."""
    found: Person | None = next((m.person for m in recipients(family, preparer) if m.person_id == person_id), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Preview:
    """A copy as it would be handed over now."""

    document: PrintDocument
    wanted: CopyFor
    prepared: Prepared
    #: The form by which this document is narrowed, and its answers as an address carries them ("&child=…").
    asks: KitForm | None = None
    query: str = ""

    @cached_property
    def words(self) -> str:
        """The digest that tells whether anything changed since somebody looked."""
        return words_of(self.prepared)


def previewed(
    family: Family, preparer: Reader, *, document: str, copy: str, person: UUID, at: datetime | None = None,
    size: str = "", asked: QueryDict | None = None,
) -> Preview:  # fmt: skip
    """The copy that an address names. Raises ``Http404`` where there is none for this preparer.

    ``asked``: the address's own question, for a document that can be narrowed.
    """
    try:
        found = document_named(document, preparer)
        wanted = copy_for(family, preparer=preparer, person=recipient_of(family, preparer, person), copy=copy, at=at)
        wanted = replace(wanted, size=size_of(found, size))
    except CannotCopy as nothing:
        raise Http404 from nothing
    form = found.asks(asked or None, wanted) if found.asks else None
    if form is None:
        return Preview(found, wanted, found.prepare(wanted))
    if form.is_bound and form.is_valid():
        wanted = replace(wanted, asked=form.cleaned_data)
    return Preview(found, wanted, found.prepare(wanted), form, _told_again(form, asked))


def _told_again(form: KitForm, asked: QueryDict | None) -> str:
    """The answers of a document's own form, to be carried on: what else stands in the address stays behind."""
    kept = QueryDict(mutable=True)
    for name, values in asked.lists() if asked else ():
        if name.split("-")[0] in form.fields and any(values):
            kept.setlist(name, [value for value in values if value])
    return f"&{kept.urlencode()}" if kept else ""


def filed(family: Family, reader: Reader) -> list[Issue]:
    """The filing cabinet of a family, newest first, as far as this reader may look into it."""
    issues = Issue.objects.filter(family=family).readable_by(reader)
    return list(issues.select_related("recipient").order_by("-handed_at", "-id"))


def filed_copy(family: Family, reader: Reader, issue_id: UUID) -> Issue:
    """One filed copy. Raises ``Http404`` when there is none that this reader may see."""
    found: Issue | None = Issue.objects.filter(family=family, pk=issue_id).readable_by(reader).first()
    if found is None:
        raise Http404
    return found
