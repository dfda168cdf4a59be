"""Opening a record in an emergency, closing it again, and reviewing what was opened."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kinmap.access.own import open_own
from kinmap.access.permissions import Permission
from kinmap.access.trail import note_look
from kinmap.casework.doors import open_office
from kinmap.casework.emergency import banner, reviewing
from kinmap.casework.emergency.asking import family_asked_for, tell_reviewers
from kinmap.casework.emergency.forms import BreakGlassForm, ReviewForm
from kinmap.casework.models import Opening
from kinmap.kit import answers
from kinmap.live.once import done_before, once


def break_glass(request: HttpRequest, asked: str) -> HttpResponse:
    """Why it is an emergency; then the record is open for four hours. Nothing of the record stands on this page."""
    user = open_office(request, to=Permission.BREAK_GLASS)
    family = family_asked_for(asked, user=user)
    form = BreakGlassForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return answers.page(request, "casework/emergency/break_glass.html", {"form": form}, status=status)
    with once(request, form, where="A record opened in an emergency") as first:
        if first:
            said = form.cleaned_data
            opening = Opening.break_glass(family=family, why=said["why"], words=said["words"], by=user)
            banner.remember(request, opening, ref=family.ref)
            tell_reviewers(opening)
    return answers.done(request, reverse("casework:people", args=[family.ref]))


@require_POST
def close(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """Close a record that one has opened in an emergency."""
    user = open_own(request)
    opening = Opening.own(opening_id, by=user).close(by=user)
    banner.forget(request, opening)
    return answers.done(request, reverse("desk:desk"), said="Closed. The record is not open to you any more.")


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Emergency openings that this person reviews: those that wait, the most urgent first, and those reviewed."""
    user = open_office(request, to=Permission.REVIEW_OPENINGS)
    waiting, reviewed = reviewing.to_review(user)
    context = {"waiting": waiting, "reviewed": reviewed}
    return answers.page(request, "casework/emergency/openings.html", context)


def opening(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One opening: who, why, when, what was looked at; and whether it was right."""
    user = open_office(request, to=Permission.REVIEW_OPENINGS)
    found = Opening.found_for_review(opening_id, by=user)
    note_look(request, kind="opening", family_id=found.family_id, subject_id=found.pk)
    form = ReviewForm(request.POST or None, opening=found)
    if not form.is_valid() and not (form.is_bound and done_before(request)):
        context = {**reviewing.in_full(found, user=user), "form": form}
        status = 422 if form.is_bound else 200
        return answers.page(request, "casework/emergency/opening.html", context, status=status)
    if form.is_valid():
        with once(request, form, where="The review of an emergency opening") as first:
            if first:
                Opening.found_for_review(opening_id, by=user, lock=True).write_review(**form.said(), by=user)
    return answers.done(request, reverse("casework:openings"), said="Saved.")
