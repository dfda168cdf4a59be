"""Reading guidance: open to everybody who is signed in, because it holds no family."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.guidance.doors import open_guidance
from kinmap.guidance.forms import QuestionFilter
from kinmap.guidance.models import CouncilPage
from kinmap.guidance.offering import notes_beside, own_pages, whole_bank
from kinmap.guidance.pages import BY_SLUG, PAGES, PARTS, context_of
from kinmap.guidance.plain_text import blocks
from kinmap.guidance.questions import by_column, chosen
from kinmap.guidance.searching import look
from kinmap.kit import answers


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything there is, and one search over all of it."""
    user = open_guidance(request)
    asked = request.GET.get("q", "")[:200].strip()
    pages = own_pages()
    told = _told(user) | {
        "q": asked,
        "found": look(asked, questions=whole_bank(), own=pages) if asked else None,
        "first": BY_SLUG["quick-start"],
        "parts": [(words, [one for one in PAGES if one.part == part]) for part, words in PARTS.items()],
        "own": [one for one in pages if not one.beside],
    }
    return answers.page(request, "guidance/index.html", told)


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, with what the council has put at its foot."""
    user = open_guidance(request)
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404
    notes = [(note, blocks(note.text)) for note in notes_beside(slug)]
    told = _told(user) | context_of(found) | {"notes": notes, "others": _others(found.part, slug)}
    return answers.page(request, "guidance/page.html", told)


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """The question bank, filtered; each question opens to how the talk goes on and when not to ask."""
    user = open_guidance(request)
    form = QuestionFilter(request.GET)
    wanted = form.wanted()
    found = chosen(whole_bank(), wanted)
    told = _told(user) | {
        "form": form, "columns": by_column(found), "count": len(found), "all_open": "open" in request.GET,
        "filtered": any(vars(wanted).values()), "query": request.GET.urlencode(),
    }  # fmt: skip
    return answers.page(request, "guidance/questions.html", told)


@require_GET
def own_page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """A page that the council has written."""
    user = open_guidance(request)
    found = CouncilPage.found(page_id)
    if found.withdrawn:
        raise Http404
    return answers.page(request, "guidance/own_page.html", _told(user) | {"own": found, "blocks": blocks(found.text)})


def _told(user: User) -> dict[str, Any]:
    return {"may_change": user.may(Permission.SETTINGS)}


def _others(part: str, slug: str) -> list[Any]:
    return [one for one in PAGES if one.part == part and one.slug != slug]
