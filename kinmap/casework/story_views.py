"""The Story page: the family's chronology, and facts added to it by hand."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.banner import children_in_short
from kinmap.casework.doors import open_family
from kinmap.casework.models import TimelineEvent
from kinmap.casework.story import by_day, versions_of
from kinmap.casework.story_finding import FindForm, events_of, withdrawn_of
from kinmap.casework.story_forms import BringBackForm, EventForm, WithdrawEventForm
from kinmap.kit import answers
from kinmap.live.once import once

ON_A_PAGE = 60


@require_GET
def story(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What happened, newest day first; as much of it as is asked for."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    names = {child.id: child.name for child in children_in_short(family, reader)}
    form = FindForm(request.GET or None, children=list(names.items()))
    wanted, events = form.wanted, events_of(family, reader)
    page = Paginator(wanted.of(events, reader), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "family": family, "reader": reader, "form": form, "wanted": wanted, "child": wanted.child, "page": page,
        "days": by_day(page, names, silences=not form.is_narrowed), "several": len(names) > 1,
        "may_edit": reader.may(Permission.FAMILY_EDIT), "may_print": reader.may(Permission.PRINT),
        "withdrawn": withdrawn_of(family, reader).count(),
        "url": form.query(), "name": names.get(wanted.child) if wanted.child else "",
    }  # fmt: skip
    return answers.page(request, "casework/story.html", context)


@require_GET
def withdrawn(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What was taken out of the story, with the reason; whoever may write brings it back."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    names = {child.id: child.name for child in children_in_short(family, reader)}
    gone = withdrawn_of(family, reader)
    context = {
        "family": family, "reader": reader, "days": by_day(gone, names),
        "may_edit": reader.may(Permission.FAMILY_EDIT),
    }  # fmt: skip
    return answers.page(request, "casework/story_withdrawn.html", context)


def event(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Add a fact by hand."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    form = EventForm(request.POST if request.method == "POST" else None, family=family, reader=reader)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "casework/event.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A fact for the family’s story") as first:
        if first:
            TimelineEvent.write(family=family, by=cast(User, request.user), **form.words())
    return answers.done(request, reverse("casework:story", args=[family.ref]), said="Saved.")


def change_event(request: HttpRequest, family_ref: str, event_id: UUID) -> HttpResponse:
    """Put right a fact that was written by hand."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    told = TimelineEvent.found_by_hand(event_id, reader=reader, family=family)
    form = EventForm(request.POST if request.method == "POST" else None, family=family, reader=reader, event=told)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "form": form, "told": told}
        return answers.page(request, "casework/event.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A fact of the family’s story") as first:
        if first:
            told = TimelineEvent.found_by_hand(event_id, reader=reader, family=family, lock=True)
            told.change(by=cast(User, request.user), version=form.cleaned_data["version"] or 0, **form.words())
    return answers.done(request, reverse("casework:story", args=[family.ref]), said="Saved.")


@require_GET
def event_versions(request: HttpRequest, family_ref: str, event_id: UUID) -> HttpResponse:
    """How an event came to say what it says."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    told = TimelineEvent.found(event_id, reader=reader, family=family)
    names = {child.id: child.name for child in children_in_short(family, reader)}
    context = {"family": family, "reader": reader, "versions": versions_of(told, family, reader, names)}
    return answers.page(request, "casework/event_versions.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_event(request: HttpRequest, family_ref: str, event_id: UUID) -> HttpResponse:
    """Take an event out of the story; it stays readable and can be brought back."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    told = TimelineEvent.found_by_hand(event_id, reader=reader, family=family)
    form = WithdrawEventForm(request.POST or None, initial={"version": told.version})
    if not form.is_valid():
        context = {"family": family, "reader": reader, "form": form, "told": told}
        return answers.page(request, "casework/event_withdraw.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A fact of the family’s story") as first:
        if first:
            told = TimelineEvent.found_by_hand(event_id, reader=reader, family=family, lock=True)
            told.withdraw(
                why=form.cleaned_data["why"], by=cast(User, request.user), version=form.cleaned_data["version"] or 0
            )
    return answers.done(
        request, reverse("casework:story", args=[family.ref]), said="Withdrawn. It can be brought back."
    )


@require_http_methods(["POST"])
def bring_event_back(request: HttpRequest, family_ref: str, event_id: UUID) -> HttpResponse:
    """Put a withdrawn event into the story again."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_EDIT)
    TimelineEvent.found_by_hand(event_id, reader=reader, family=family)
    form = BringBackForm(request.POST)
    if not form.is_valid():
        return answers.done(request, reverse("casework:story_withdrawn", args=[family.ref]))
    with once(request, form, family_id=family.pk, where="A fact of the family’s story") as first:
        if first:
            told = TimelineEvent.found_by_hand(event_id, reader=reader, family=family, lock=True)
            told.bring_back(by=cast(User, request.user), version=form.cleaned_data["version"] or 0)
    return answers.done(request, reverse("casework:story", args=[family.ref]), said="Back in the story.")
