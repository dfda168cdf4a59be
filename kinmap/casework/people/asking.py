"""One page for every form of the People page, and how a verb's refusal is told beside the form."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from kinmap.access.reader import Reader
from kinmap.casework.moved import Moved
from kinmap.families.models import Family, FamilyMember, Person
from kinmap.kit import answers
from kinmap.kit.forms import KitForm


def ask(
    request: HttpRequest, family: Family, reader: Reader, form: KitForm, *, heading: str, lead: str = "",
    person: Person | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The form on a page of its own, 422 when something is wrong; what was typed is still in it."""
    guards = getattr(form, "guard_field_names", ())
    context = {
        "family": family, "reader": reader, "form": form, "heading": heading, "lead": lead, "person": person,
        "fields": [field for field in form.open_fields if field.name not in (*guards, "record")],
        "guarded": bool(guards), "stands_open": getattr(form, "guard_stands_open", False),
        "back": page_of(family, person), **more,
    }  # fmt: skip
    return answers.page(request, "casework/people/form.html", context, status=422 if form.errors else 200)


def saved(request: HttpRequest, family: Family, person: Person | None = None) -> HttpResponse:
    """Back to the person's page, or to the family's people."""
    return answers.done(request, page_of(family, person), said="Saved")


def page_of(family: Family, person: Person | None) -> str:
    """The address of a person's page, or of the family's people."""
    if person is None:
        return resolve_url("casework:people", family.ref)
    return resolve_url("casework:person", family.ref, person.pk)


@contextmanager
def refusals_told(form: KitForm) -> Iterator[None]:
    """A verb's ``ValueError`` becomes a sentence above the form; nothing of that write is kept."""
    try:
        yield
    except ValueError as refused:
        form.add_error(None, str(refused))


def member_found(family: Family, person_id: Any, reader: Reader) -> FamilyMember:
    """Somebody's place in this family, the one that holds before earlier ones; ``Http404`` when unreadable.

    Raises ``Moved`` for a record that was joined with another whose place this reader may see.
    """
    places = FamilyMember.objects.readable_by(reader).filter(family=family, person=person_id)
    rows: list[FamilyMember] = list(places.select_related("person__organisation").order_by("-started", "pk"))
    rows.sort(key=lambda one: one.ended is not None)
    if rows:
        return rows[0]
    now = Person.record_now(UUID(str(person_id)))
    if now != UUID(str(person_id)):
        found = member_found(family, now, reader)  # unreadable is not there, joined or not
        raise Moved(old=str(person_id), new=str(found.person_id))
    raise Http404


def locked(row: Any) -> Any:
    """The same row as it is now, kept from others until this transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
