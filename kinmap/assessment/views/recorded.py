"""Contacts on a family's record: put there by somebody who may open it, and read there by its readers alone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kinmap.access.permissions import Permission
from kinmap.assessment.coming_in import contact_clock
from kinmap.assessment.forms import DecideContactForm, RecordContactForm
from kinmap.assessment.front_door import waiting_page
from kinmap.assessment.models import Contact, ContactDecision
from kinmap.assessment.views.asking import ask, page_of, saved, sent, writer
from kinmap.casework.doors import open_family
from kinmap.casework.models import Limits
from kinmap.live.once import done_before, once


@require_http_methods(["GET", "POST"])
def put_on_record(request: HttpRequest, family_ref: str, contact_id: UUID) -> HttpResponse:
    """Put a contact on this family's record."""
    family, reader = open_family(request, family_ref, to=Permission.TAKE_CONTACT)
    where = page_of(family, at=f"contact-{contact_id}")
    if done_before(request):
        return saved(request, where)
    found = Contact.waiting(contact_id)
    form = RecordContactForm(sent(request), family=family, reader=reader, contact=found)
    if not form.is_valid():
        lead = "From now on it is read on this record, and no longer in the list of contacts."
        return ask(
            request, family, reader, form, heading="Put the contact on this record", button="Put it on this record",
            lead=lead, back=reverse("assessment:match", args=[contact_id]), beside=waiting_page(found, reader),
        )  # fmt: skip
    with once(request, form, family_id=family.pk, where="A contact for this record") as first:
        if first:
            held = Contact.waiting(contact_id, lock=True)
            held.put_on_record(
                family, children=form.about(), guard=form.guard(), setter=reader.person_id, by=writer(request)
            )
    return saved(request, where)


@require_http_methods(["GET", "POST"])
def contact_on_record(request: HttpRequest, family_ref: str, contact_id: UUID) -> HttpResponse:
    """Put right a contact on the record, or who may see it."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Contact.found(contact_id, family=family, reader=reader)
    form = RecordContactForm(sent(request), family=family, reader=reader, contact=found)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Change the contact", button="Save the contact")
    with once(request, form, family_id=family.pk, where="A contact") as first:
        if first:
            held = Contact.found(contact_id, family=family, reader=reader, lock=True)
            held.correct(by=writer(request), version=form.cleaned_data["version"] or 0, guard=form.guard(),
                         setter=reader.person_id, **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"contact-{contact_id}"))


@require_http_methods(["GET", "POST"])
def decide_on_record(request: HttpRequest, family_ref: str, contact_id: UUID) -> HttpResponse:
    """Decide on a contact that is on the record."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Contact.found(contact_id, family=family, reader=reader)
    clock = contact_clock(Limits.today(), found, ContactDecision.on_contact(found, reader=reader))
    form = DecideContactForm(sent(request), contact=found, clock=clock)
    if not form.is_valid():
        told: dict[str, Any] = {"heading": "Decide on the contact", "button": "Save the decision", "clock": clock}
        return ask(request, family, reader, form, **told)
    with once(request, form, family_id=family.pk, where="A decision on a contact") as first:
        if first:
            held = Contact.found(contact_id, family=family, reader=reader, lock=True)
            held.decide(**form.words(), by=writer(request))
    return saved(request, page_of(family, at=f"contact-{contact_id}"))
