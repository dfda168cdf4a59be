"""The pages of group mapping."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import done_before, once
from kinmap.supervision import adopting, forms
from kinmap.supervision.door import open_session
from kinmap.supervision.models import Draft, GroupSession, Member, Turn
from kinmap.supervision.table import seats_of, sessions_of, table_of


@require_safe
def sessions(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The sessions about one family, and the way to a new one."""
    family, reader = open_family(request, family_ref, to=Permission.GROUP_MAP)
    told = {
        "family": family,
        "reader": reader,
        "sessions": sessions_of(family, reader),
        "seats": seats_of(_user(request)),
    }
    return answers.page(request, "supervision/sessions.html", told)


def begin(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Begin a session about some of the children."""
    family, reader = open_family(request, family_ref, to=Permission.GROUP_MAP)
    form = forms.BeginForm(_sent(request), family=family, reader=reader)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form}
        return answers.page(request, "supervision/begin.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A new group mapping") as first:
        if first:
            GroupSession.begin(family=family, id=form.cleaned_data["write"], by=_user(request), **form.words())
    return answers.done(request, reverse("supervision:session", args=[form.cleaned_data["write"]]))


@require_safe
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One session, as the member who looks may see it now."""
    held, seat = open_session(request, session_id)
    return _page(request, held, seat)


@require_safe
def find(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Find a colleague to bring in."""
    held, seat = open_session(request, session_id)
    form = forms.FindColleagueForm(request.GET if "find" in request.GET else None)
    found = held.colleagues_like(form.cleaned_data["find"]) if form.is_valid() else None
    told = {"session": held, "seat": seat, "form": form, "found": found}
    return answers.page(request, "supervision/find.html", told, status=422 if form.errors else 200)


def bring_in(request: HttpRequest, session_id: UUID, user_id: UUID) -> HttpResponse:
    """Give a colleague a seat."""
    held, seat = open_session(request, session_id)
    colleague = User.found(user_id)
    form = forms.SeatForm(_sent(request))
    if not form.is_valid():
        told = {"session": held, "seat": seat, "form": form, "colleague": colleague}
        return answers.page(request, "supervision/bring_in.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=held.family_id, where="A seat in a group mapping") as first:
        if first and seat.leads and colleague in held.colleagues_like(colleague.name):
            held.bring_in(colleague, part=form.cleaned_data["part"], by=_user(request))
    return _back(request, held)


@require_POST
def ask_for(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Say what everybody writes next."""
    held, seat = open_session(request, session_id)
    form = forms.TurnForm(request.POST)
    if not form.is_valid() or not seat.leads:
        return _page(request, held, seat, status=422, turn_form=form)
    with once(request, form, family_id=held.family_id, where="The next turn of a group mapping") as first:
        if first and table_of(held, seat).now is None:
            held.ask_for(form.cleaned_data["kind"], by=_user(request))
    return _back(request, held)


@require_POST
def write(request: HttpRequest, session_id: UUID, turn_id: UUID) -> HttpResponse:
    """Write or change one's own draft."""
    held, seat = open_session(request, session_id)
    form = forms.DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, held, seat, status=422, draft_form=form)
    with once(request, form, family_id=held.family_id, where="A draft in a group mapping") as first:
        if first:
            said = form.cleaned_data
            Turn.found(turn_id, session=held).write(said["text"], version=said["version"], by=_user(request))
    return _back(request, held)


@require_POST
def read_together(request: HttpRequest, session_id: UUID, turn_id: UUID) -> HttpResponse:
    """Show everybody's drafts to everybody."""
    held, seat = open_session(request, session_id)
    form = forms.PressForm(request.POST)
    if not form.is_valid() or not seat.leads:
        return _page(request, held, seat, status=422)
    with once(request, form, family_id=held.family_id, where="Reading drafts together") as first:
        if first:
            Turn.found(turn_id, session=held).read_together(by=_user(request))
    return _back(request, held)


@require_POST
def choose(request: HttpRequest, session_id: UUID, draft_id: UUID) -> HttpResponse:
    """The worker takes a draft further, or lets it go again."""
    held, seat = open_session(request, session_id)
    form = forms.PressForm(request.POST)
    if not form.is_valid() or not seat.is_worker:
        return _page(request, held, seat, status=422)
    with once(request, form, family_id=held.family_id, where="Choosing a draft") as first:
        if first:
            Draft.found(draft_id, session=held).choose(by=_user(request))
    return _back(request, held)


def adopt(request: HttpRequest, family_ref: str, draft_id: UUID) -> HttpResponse:
    """A chosen draft becomes an entry of the map, or a question to take along."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    draft = Draft.chosen_by_worker(draft_id, family=family, user=_user(request))
    is_question = draft.turn.kind == Turn.Kind.QUESTION
    make: Any = forms.TakeAlongForm if is_question else forms.AdoptForm
    form = make(_sent(request), draft=draft, family=family, reader=reader)
    if not form.is_valid():
        if form.is_bound and done_before(request):
            return _back(request, draft.turn.session)
        told = {"family": family, "reader": reader, "form": form, "draft": draft, "is_question": is_question}
        return answers.page(request, "supervision/adopt.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A draft that becomes part of the map") as first:
        if first:
            act = adopting.take_along if is_question else adopting.onto_map
            act(draft, family=family, by=_user(request), **form.words())
    return _back(request, draft.turn.session)


def close(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Say what the session was worth, and close it."""
    held, seat = open_session(request, session_id)
    form = forms.CloseForm(_sent(request), session=held)
    if not form.is_valid() or not seat.is_worker:
        told = {"session": held, "seat": seat, "form": form}
        return answers.page(request, "supervision/close.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=held.family_id, where="Closing a group mapping") as first:
        if first:
            held.close(**form.words(), by=_user(request))
    return _back(request, held)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _press() -> forms.PressForm:
    """A form for one button of many: each is a write of its own, and an id in the page would stand there twice."""
    return forms.PressForm(auto_id=False)


def _page(
    request: HttpRequest, held: GroupSession, seat: Member, *, status: int = 200, **bound: forms.PressForm | Any
) -> HttpResponse:
    table = table_of(held, seat)
    now = table.now
    told = {"session": held, "seat": seat, "table": table, "press": _press, "turn_form": forms.TurnForm()}
    told["useful"] = None if held.useful is None else held.useful / 2
    told["draft_form"] = forms.DraftForm(draft=now.own) if now else None
    return answers.page(request, "supervision/session.html", {**told, **bound}, status=status)


def _back(request: HttpRequest, held: GroupSession) -> HttpResponse:
    return answers.done(request, reverse("supervision:session", args=[held.pk]), said="Saved.")
