"""The Story page: the family's chronology, and facts added to it by hand."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.banner import children_in_short
from kinmap.casework.doors import open_family
from kinmap.casework.models import TimelineEvent
from kinmap.casework.story import by_day, events_of
from kinmap.casework.story_forms import EventForm, OneChildForm
from kinmap.kit import answers
from kinmap.live.once import once

ON_A_PAGE = 60


@require_GET
def story(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What happened, newest day first; of one child when asked."""
    family, reader = open_family(request, family_ref, to=Permission.FAMILY_READ)
    names = {child.id: child.name for child in children_in_short(family, reader)}
    form = OneChildForm(request.GET if "child" in request.GET else None)
    form.offer("child", list(names.items()))
    child: UUID | None = form.cleaned_data["child"] if form.is_valid() else None
    shown = Paginator(events_of(family, reader.only(child) if child else reader), ON_A_PAGE)
    page = shown.get_page(request.GET.get("page"))
    context = {
        "family": family, "reader": reader, "form": form, "child": child, "page": page,
        "days": by_day(page, names), "several": len(names) > 1, "may_edit": reader.may(Permission.FAMILY_EDIT),
        "url": f"?child={child}" if child else "?",
    }  # fmt: skip
    return answers.page(request, "casework/story.html", context)


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
    told = TimelineEvent.found_by_hand(event_id, reader=reader)
    form = EventForm(request.POST if request.method == "POST" else None, family=family, reader=reader, event=told)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "form": form, "told": told}
        return answers.page(request, "casework/event.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A fact of the family’s story") as first:
        if first:
            told = TimelineEvent.found_by_hand(event_id, reader=reader, lock=True)
            told.change(by=cast(User, request.user), version=form.cleaned_data["version"] or 0, **form.words())
    return answers.done(request, reverse("casework:story", args=[family.ref]), said="Saved.")
