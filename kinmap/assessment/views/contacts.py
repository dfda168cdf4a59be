"""Contacts that are on no record yet: the front door takes them, decides, and finds whom they are about."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.assessment.forms import ContactForm, DecideContactForm
from kinmap.assessment.front_door import matches_for, open_for_contact, waiting_list, waiting_page
from kinmap.assessment.models import Contact
from kinmap.assessment.views.asking import SAVED, sent
from kinmap.casework.doors import open_office
from kinmap.casework.people.finding import chosen_in, look_for, may_be_the_same, reader_everywhere
from kinmap.casework.people.forms import OpeningForm
from kinmap.casework.people.opening import opened_by
from kinmap.families.models import Person
from kinmap.kit import answers
from kinmap.live.once import came_before, done_before, once


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Contacts that wait, with the day by which they are to be decided; then those that wait for a record."""
    open_office(request, to=Permission.TAKE_CONTACT)
    return answers.page(request, "assessment/contacts.html", {"lists": waiting_list()})


@require_http_methods(["GET", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    """Take a contact down."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    form = ContactForm(sent(request))
    if not form.is_valid():
        told = {"form": form, "back": reverse("assessment:contacts")}
        return answers.page(request, "assessment/new_contact.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where="A contact") as first:
        if first:
            Contact.take(**form.words(), taker=Person.of(user).pk, by=user)
    return answers.done(request, reverse("assessment:contact", args=[form.cleaned_data["write"]]), said=SAVED)


@require_safe
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One contact: what was said, by whom, what was decided, and what comes next."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    context = waiting_page(Contact.waiting(contact_id), reader_everywhere(user))
    return answers.page(request, "assessment/contact.html", context)


@require_http_methods(["GET", "POST"])
def change_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Put right what was taken down."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    form = ContactForm(sent(request), contact=Contact.waiting(contact_id))
    back = reverse("assessment:contact", args=[contact_id])
    if not form.is_valid():
        context = {"form": form, "back": back}
        return answers.page(request, "assessment/new_contact.html", context, status=422 if form.is_bound else 200)
    with once(request, form, where="A contact") as first:
        if first:
            held = Contact.waiting(contact_id, lock=True)
            held.correct(by=user, version=form.cleaned_data["version"] or 0, **form.facts())
    return answers.done(request, back, said=SAVED)


@require_http_methods(["GET", "POST"])
def decide_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Decide what happens now."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    context = waiting_page(Contact.waiting(contact_id), reader_everywhere(user))
    form = DecideContactForm(sent(request), contact=context["contact"], clock=context["clock"])
    where = reverse("assessment:contact", args=[contact_id])
    if not form.is_valid():
        if form.is_bound and done_before(request):
            return answers.done(request, where, said=SAVED)
        told = {**context, "form": form, "back": where}
        return answers.page(request, "assessment/decide_contact.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where="A decision on a contact") as first:
        if first:
            Contact.waiting(contact_id, lock=True).decide(**form.words(), by=user)
    return answers.done(request, where, said=SAVED)


@require_safe
def match(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Whether the children are known: records that are open, and whom to ask about one that is not."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    reader = reader_everywhere(user)
    found = Contact.waiting(contact_id)
    context = {**waiting_page(found, reader), "matches": matches_for(request, found, reader=reader)}
    return answers.page(request, "assessment/match.html", context)


@require_http_methods(["GET", "POST"])
def open_from(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Open a new family around the first child of a contact, and put the contact on its record."""
    user = open_office(request, to=Permission.TAKE_CONTACT)
    if done_before(request):
        return answers.done(request, opened_from(request), said=SAVED)
    reader = reader_everywhere(user)
    context: dict[str, Any] = waiting_page(Contact.waiting(contact_id), reader)
    form = OpeningForm(sent(request), initial=context["opening"])
    context["form"] = form
    if not form.is_valid():
        return answers.page(request, "assessment/open_from.html", context, status=422 if form.is_bound else 200)
    context["answer"] = answer = look_for(request, form.asked(), reader=reader)
    settled = form.settled_among(may_be_the_same(answer), told=bool(answer.ask))
    if not settled and not came_before(request, form):
        return answers.page(request, "assessment/open_from.html", context)
    with once(request, form, where="A new family") as first:
        if first:
            child = chosen_in(form, reader=reader)
            open_for_contact(contact_id, child=child, facts=form.facts(), by=user, **form.opening())
    return answers.done(request, opened_from(request), said=SAVED)


def opened_from(request: HttpRequest) -> str:
    """The Assessment page of the family that this act of writing has opened."""
    return reverse("assessment:assessment", args=[opened_by(UUID(request.POST["write"])).ref])
