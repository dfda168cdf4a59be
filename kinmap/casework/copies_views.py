"""Copies: choose, preview, hand over, look into the filing cabinet."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, note_look
from kinmap.casework.copies_forms import ChooseCopyForm, HandOverForm
from kinmap.casework.copying import Preview, filed, filed_copy, hand_over, previewed
from kinmap.casework.deciding_to_share.showing import decided_about
from kinmap.casework.doors import open_family
from kinmap.casework.models import TwoPersonRule
from kinmap.casework.plain_copies import reading_of
from kinmap.casework.second_look.asking import handed_over, looks_of, second_look
from kinmap.casework.second_look.forms import AskLookForm
from kinmap.documents.models import MEDIA_TYPES, Issue
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import done_before, once


@require_safe
def copies(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Choose what to print and for whom; below, every copy that was handed over."""
    family, reader = open_family(request, family_ref, to=Permission.PRINT)
    asked = "document" in request.GET or "person" in request.GET
    form = ChooseCopyForm(request.GET if asked else None, family=family, reader=reader)
    if asked and form.is_valid():
        chosen = form.cleaned_data
        where = reverse("casework:preview", args=[family.ref, chosen["document"], chosen["copy"], chosen["person"]])
        return answers.done(request, where)
    rule = TwoPersonRule.of(family)
    context = {"family": family, "reader": reader, "form": form, "issues": filed(family, reader),
               "decided": decided_about(family, reader),
               "looks": looks_of(family, reader), "rule": rule if rule and rule.stands else None}  # fmt: skip
    return answers.page(request, "casework/copies.html", context, status=422 if asked else 200)


@require_safe
def preview(request: HttpRequest, family_ref: str, document: str, copy: str, person: UUID) -> HttpResponse:
    """What this reader's copy will hold, what it leaves out and why."""
    family, reader = open_family(request, family_ref, to=Permission.PRINT)
    size = request.GET.get("paper", "")
    shown = previewed(family, reader, document=document, copy=copy, person=person, size=size, asked=request.GET)
    return page_of(request, reader, shown)


def page_of(
    request: HttpRequest, reader: Reader, shown: Preview, *, form: HandOverForm | None = None,
    ask: AskLookForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of one preview, with the form that hands it over or asks for a second look."""
    look = second_look(shown, by=cast(User, request.user))
    context = {
        "family": shown.wanted.family,
        "reader": reader,
        "shown": shown,
        "look": look,
        "form": form or HandOverForm(shown=shown, alone=not look.may_go),
        "ask": ask or AskLookForm(initial={"words": shown.words, "paper": shown.wanted.size}),
        "changed": status == HTTPStatus.CONFLICT,
        "may_hand_over": reader.may(Permission.HAND_OVER),
        "reading": reading_of(shown),
    }
    return answers.page(request, "casework/preview.html", context, status=status)


@require_safe
def preview_file(
    request: HttpRequest, family_ref: str, document: str, copy: str, person: UUID, format: str
) -> HttpResponse:
    """The preview as it will be printed, marked as a preview; nothing is filed."""
    family, reader = open_family(request, family_ref, to=Permission.PRINT)
    size = request.GET.get("paper", "")
    shown = previewed(family, reader, document=document, copy=copy, person=person, size=size, asked=request.GET)
    if format not in shown.document.formats:
        raise Http404
    note_look(request, kind=f"{document}, {copy} copy", family_id=family.pk, subject_id=person, verb=Verb.PRINT)
    content = shown.document.made(shown.prepared.sheet, at=shown.wanted.at, format=format)
    return bytes_of(content, f"{family.ref}-preview.{format}", MEDIA_TYPES[format])


@require_POST
def give(request: HttpRequest, family_ref: str, document: str, copy: str, person: UUID) -> HttpResponse:
    """Hand the copy over: exactly these bytes are filed, with digest, to whom and when."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    size = request.POST.get("paper", "")
    shown = previewed(family, reader, document=document, copy=copy, person=person, size=size, asked=request.GET)
    by = cast(User, request.user)
    look = second_look(shown, by=by)
    form = HandOverForm(request.POST, shown=shown, alone=not look.may_go)
    if not form.is_valid():
        if done_before(request):
            return _filed(request, family)
        return page_of(request, reader, shown, form=form, status=422)
    if form.cleaned_data["words"] != shown.words:
        return page_of(request, reader, shown, status=409)
    with once(request, form, family_id=family.pk, where="Handing a copy over") as first:
        if first:
            filed_now = hand_over(shown, by=by, **form.chosen())
            handed_over(shown, look, filed_now, alone=form.cleaned_data.get("alone", ""), by=by)
    return _filed(request, family)


def _filed(request: HttpRequest, family: Family) -> HttpResponse:
    where = reverse("casework:copies", args=[family.ref])
    return answers.done(request, f"{where}#filed", said="The copy is filed. Print it from the list below.")


@require_safe
def filed_file(request: HttpRequest, family_ref: str, issue: UUID, format: str) -> HttpResponse:
    """The bytes that were given."""
    family, reader = open_family(request, family_ref, to=Permission.PRINT)
    found = filed_copy(family, reader, issue)
    if found.format != format:
        raise Http404
    return as_it_was_given(request, reader, found)


def as_it_was_given(request: HttpRequest, reader: Reader, issue: Issue) -> HttpResponse:
    """The bytes of a filed copy; or, where they were taken away, a page that says so."""
    family = issue.family
    note_look(request, kind="filed copy", family_id=family.pk, subject_id=issue.pk)
    if issue.taken_away_at is not None:
        told = {"family": family, "reader": reader, "issue": issue}
        return answers.page(request, "casework/copy_taken_away.html", told, status=HTTPStatus.GONE)
    return bytes_of(issue.content(), f"{family.ref}-{issue.pk.hex[-8:]}.{issue.format}", issue.media_type)


def bytes_of(content: bytes, name: str, media_type: str) -> HttpResponse:
    """The bytes under a name that tells nothing: not who, not which document, not which stage."""
    response = HttpResponse(content, content_type=media_type)
    how = "inline" if media_type == MEDIA_TYPES["pdf"] else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
