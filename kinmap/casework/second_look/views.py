"""The pages on which a second person looks at a copy, and on which a record gets the rule of two people."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.trail import Verb, note_look
from kinmap.casework.copies_views import as_it_was_given, bytes_of, page_of
from kinmap.casework.copying import previewed
from kinmap.casework.doors import open_family
from kinmap.casework.models import CopyAnswer, CopyCheck, TwoPersonRule
from kinmap.casework.second_look import asking
from kinmap.casework.second_look.forms import AnswerLookForm, AskLookForm, TakeBackForm, TwoPersonRuleForm
from kinmap.documents.models import MEDIA_TYPES
from kinmap.kit import answers
from kinmap.live.once import done_before, once


@require_POST
def ask(request: HttpRequest, family_ref: str, document: str, copy: str, person: UUID) -> HttpResponse:
    """Ask a colleague to look at exactly this copy."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    size = request.POST.get("paper", "")
    shown = previewed(family, reader, document=document, copy=copy, person=person, size=size, asked=request.GET)
    form = AskLookForm(request.POST)
    if not form.is_valid():
        return page_of(request, reader, shown, ask=form, status=422)
    if form.cleaned_data["words"] != shown.words:
        return page_of(request, reader, shown, status=HTTPStatus.CONFLICT)
    with once(request, form, family_id=family.pk, where="Asking for a second look at a copy") as first:
        if first:
            asking.ask(shown, by=_user(request), note=form.cleaned_data["note"])
    where = reverse("casework:preview", args=[family.ref, document, copy, person])
    return answers.done(
        request, f"{where}?paper={shown.wanted.size}{shown.query}", said="Asked. Your colleagues see it."
    )


def look(request: HttpRequest, family_ref: str, check_id: UUID) -> HttpResponse:
    """One look: what the copy holds and leaves out, what was asked, and the answer."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    check = CopyCheck.found(check_id, family=family, reader=reader)
    shown = asking.shown_to(reader, check, family)
    form = AnswerLookForm(request.POST or None, check=check)
    given = check.answered()
    mine = check.recorded_by_id == _user(request).pk
    if mine and request.method == "POST":
        raise Http404  # nobody looks a second time at what they prepared
    if request.method != "POST" or not form.is_valid():
        context = {
            "family": family, "reader": reader, "check": check, "form": form, "given": given, "mine": mine,
            "shown": shown, "take_back": TakeBackForm(),
            "changed": check.issue_id is None and (shown is None or shown.words != check.words),
        }  # fmt: skip
        return answers.page(request, "casework/look.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A second look at a copy") as first:
        if first:
            asking.answer(check, form.cleaned_data, family=family, reader=reader, by=_user(request))
    return answers.done(request, reverse("casework:copy_check", args=[family.ref, check_id]), said="Saved.")


@require_POST
def take_back(request: HttpRequest, family_ref: str, check_id: UUID) -> HttpResponse:
    """Whoever asked for the look needs it no more."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    check = CopyCheck.found(check_id, family=family, reader=reader)
    form = TakeBackForm(request.POST)
    if check.recorded_by_id != _user(request).pk or check.issue_id or not form.is_valid():
        raise Http404
    with once(request, form, family_id=family.pk, where="Taking a question back") as first:
        if first:
            check = CopyCheck.found(check_id, family=family, reader=reader, lock=True)
            check.answer(outcome=CopyAnswer.Outcome.TAKEN_BACK, words="", by=_user(request))
    return answers.done(request, reverse("casework:copies", args=[family.ref]), said="Taken back.")


@require_safe
def look_file(request: HttpRequest, family_ref: str, check_id: UUID) -> HttpResponse:
    """The copy as it would be given, or as it was given, for whoever looks at it."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    check = CopyCheck.found(check_id, family=family, reader=reader)
    if check.issue is not None:
        return as_it_was_given(request, reader, check.issue)
    shown = asking.shown_to(reader, check, family)
    if shown is None:
        raise Http404
    kind = f"{check.document}, {check.copy} copy"
    note_look(request, kind=kind, family_id=family.pk, subject_id=check.recipient_id, verb=Verb.PRINT)
    content = shown.document.made(shown.prepared.sheet, at=shown.wanted.at)
    return bytes_of(content, f"{family.ref}-preview.pdf", MEDIA_TYPES["pdf"])


def rule(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Whether every copy of this record is looked at by a second person."""
    family, reader = open_family(request, family_ref, to=Permission.HAND_OVER)
    stands = TwoPersonRule.of(family)
    form = TwoPersonRuleForm(request.POST or None, rule=stands, may_end=reader.may(Permission.AUTHORISE))
    if request.method != "POST" or not form.is_valid():
        if form.is_bound and done_before(request):
            return answers.done(request, reverse("casework:copies", args=[family.ref]))
        context = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "casework/copy_rule.html", context, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Who looks at copies before they leave") as first:
        if first:
            said = form.cleaned_data
            TwoPersonRule.say(family=family, stands=said["stands"] == "yes", why=said["why"], by=_user(request),
                              version=said["version"])  # fmt: skip
    return answers.done(request, reverse("casework:copies", args=[family.ref]), said="Saved.")


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
