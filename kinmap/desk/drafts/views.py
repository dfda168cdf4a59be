"""Keeping words while they are typed, and finding them again."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kinmap.access.own import open_own
from kinmap.access.trail import note_look
from kinmap.casework.doors import desk_readers, open_desk
from kinmap.desk.drafts.forms import KeepForm
from kinmap.desk.drafts.showing import found, found_open, shown, waiting
from kinmap.kit import answers
from kinmap.kit.dates import clock, moment_in_words
from kinmap.live.models import Draft, NotYours, TooLong
from kinmap.live.still_there import from_a_script


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a form now; asked every time somebody stops typing, so it looks at nobody's record."""
    user = open_own(request)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kept": False}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        draft = Draft.keep(by=user, **form.words())
    except TooLong:
        return JsonResponse({"kept": False}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except NotYours:
        return JsonResponse({"kept": False}, status=HTTPStatus.NOT_FOUND)
    return JsonResponse({"kept": draft is not None, "at": clock(draft.saved_at) if draft else ""})


@require_GET
def lying_here(request: HttpRequest) -> HttpResponse:
    """The drafts for the forms of the page that asks, with their words; a look only when there are any."""
    user = open_own(request)
    actions = request.GET.getlist("action")[:100]
    drafts = Draft.waiting_for(user).filter(action__in=actions)
    found_here = waiting(user, desk_readers(user), actions) if drafts.exists() else []
    for one in found_here:
        note_look(request, kind="draft", subject_id=one.draft.pk)
    rows = [
        {
            "id": str(one.draft.pk), "action": one.draft.action, "name": one.draft.name, "version": one.draft.version,
            "at": moment_in_words(one.draft.saved_at), "boxes": one.typed.as_json(), "first": one.first_words[:160],
            "see": reverse("desk:draft", args=[one.draft.pk]),
            "throw": reverse("desk:throw_away", args=[one.draft.pk]),
        }
        for one in found_here
    ]  # fmt: skip
    return JsonResponse({"drafts": rows})


@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """All of one's own words that are not saved, and what was thrown away lately."""
    user, readers = open_desk(request)
    context = {
        "unsaved": shown(Draft.waiting_for(user), by=user, readers=readers),
        "away": shown(Draft.laid_away(user), by=user, readers=readers),
    }
    return answers.page(request, "desk/drafts.html", context)


@require_GET
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The words of one draft, box by box, with the way to their form."""
    user, readers = open_desk(request)
    return answers.page(request, "desk/draft.html", {"one": found(draft_id, by=user, readers=readers)})


@require_POST
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take words off the desk that one does not need."""
    user, readers = open_desk(request)
    found_open(draft_id, by=user, readers=readers).throw_away(by=user)
    if from_a_script(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return answers.done(request, reverse("desk:drafts"), said="Thrown away. You can bring them back for 30 days.")


@require_POST
def bring_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put words on the desk again that one had thrown away."""
    user, readers = open_desk(request)
    found_open(draft_id, by=user, readers=readers).bring_back(by=user)
    return answers.done(request, reverse("desk:draft", args=[draft_id]), said="Brought back.")
