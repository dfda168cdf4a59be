"""Words that have to wait for somebody to show who they are: carried with the question, sealed for that person."""

from http import HTTPStatus
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinmap.access.models import User
from kinmap.kit import answers
from kinmap.live.models import Draft, TooLong
from kinmap.live.models.typed import guessed
from kinmap.live.reading import as_id, family_ref_of
from kinmap.live.still_there import carried_by, from_a_script


def go_on(request: HttpRequest, person: User) -> HttpResponse:
    """Nothing for a script, which sends again by itself; the words and one button for everybody else."""
    if from_a_script(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    carried = carried_by(request.POST.get("carried", ""), person_id=str(person.pk))
    if carried is None:
        return answers.done(request, get_next_redirect_url(request) or "/")
    draft = _draft_of(carried, person)
    posted = [(name, value) for name, values in carried["posted"].items() for value in values if name != "_draft"]
    told = {"typed": guessed(carried["posted"]), "path": carried["path"], "posted": posted, "draft": draft}
    return render(request, "live/go_on.html", told)


def _draft_of(carried: dict[str, Any], person: User) -> Draft | None:
    """The same words as a draft, in case this page is closed too."""
    posted = carried["posted"]
    pk = next(iter(filter(None, (as_id(told) for name in ("_draft", "write") for told in posted.get(name, ())))), None)
    typed, path = guessed(posted), carried["path"]
    if pk is None or not typed.said:
        return None
    try:
        return Draft.keep(
            pk, by=person, typed=typed, page=carried["page"], action=path.partition("?")[0],
            family_ref=family_ref_of(path), name=posted.get("category", [""])[0], where=typed.said[0].label,
            version=posted.get("version", [""])[0],
        )  # fmt: skip
    except (PermissionError, TooLong):
        return None
