"""Scales with written ends; rounds in which everybody gives a number before any is shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import open_family
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.kit.forms.widgets import RATHER_NOT_SAY
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.forms import NumberForm, OverallForm, RoundForm, ScaleForm, ShowForm
from kinmap.mapping.forms.scaling import ends_for
from kinmap.mapping.gathering import Asking, ask, circle
from kinmap.mapping.models import Entry, Judgment, LabelSet, Round, Scale
from kinmap.mapping.people import faces_of
from kinmap.mapping.sets import gather_sets, numbers, people_of, ruler_of
from kinmap.mapping.views.answering import writer

P = ParamSpec("P")


def kept_nowhere(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page that a browser must not keep: going back must not show the last person's number."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


@require_http_methods(["GET", "POST"])
def new_scale(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Write the scale of a statement, with ends suggested from its stage and its goal."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    statement = Entry.found(entry_id, family=family, reader=reader)
    if statement.category != Category.DANGER_STATEMENT:
        raise Http404
    goal = statement.goal_for(reader)
    labels = LabelSet.of_stage(faces_of(family, reader).stage(None))
    form = ScaleForm(request.POST or None).suggest(*ends_for(labels.words, goal.text if goal else ""))
    if not form.is_valid():
        told = {
            "family": family,
            "reader": reader,
            "form": form,
            "statement": statement,
            "goal": goal,
            "back": _home(family),
        }
        return answers.page(request, "mapping/scale_form.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="The scale of a statement") as first:
        if first:
            Scale.write(family=family, statement=statement, by=writer(request), **_ends(form))
    return answers.done(request, _home(family), said=_saved())


@require_http_methods(["GET", "POST"])
def overall(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write an overall scale."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    faces = faces_of(family, reader)
    form = OverallForm(request.POST or None, children=faces.children)
    form.suggest(*ends_for(LabelSet.of_stage(faces.stage(None)).words, ""))
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "back": _home(family)}
        return answers.page(request, "mapping/scale_form.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="An overall scale") as first:
        if first:
            facts = {"kind": Scale.Kind.OVERALL, "children": form.cleaned_data["children"]}
            Scale.write(family=family, by=writer(request), **facts, **_ends(form))
    return answers.done(request, _home(family), said=_saved())


@require_http_methods(["GET", "POST"])
def scale(request: HttpRequest, family_ref: str, scale_id: UUID) -> HttpResponse:
    """Rewrite the ends of a scale."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = Scale.found(scale_id, family=family, reader=reader)
    form = ScaleForm(request.POST or None).suggest(found.zero_text, found.ten_text, version=found.version)
    if not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "scale": found, "back": _home(family)}
        return answers.page(request, "mapping/scale_form.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="The ends of a scale") as first:
        if first:
            ends = {name: form.cleaned_data[name] for name in ("zero_text", "ten_text", "version")}
            Scale.found(scale_id, family=family, reader=reader, lock=True).reword(by=writer(request), **ends)
    return answers.done(request, _home(family), said=_saved())


@require_http_methods(["GET", "POST"])
def new_round(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Start a round: when, where, about which worries."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    found = gather_sets(family, reader)
    scales = [(one.ruler.scale, _in_short(one.mark, one.text)) for one in [*found.sets, *found.overall] if one.ruler]
    form = RoundForm(request.POST or None, scales=scales)
    if not scales or not form.is_valid():
        told = {"family": family, "reader": reader, "form": form, "back": _home(family), "scales": scales}
        return answers.page(request, "mapping/round_new.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="A new round of numbers") as first:
        if first:
            Round.open(family=family, by=writer(request), **form.words())
    return answers.done(request, reverse("mapping:gather", args=[family.ref, form.cleaned_data["write"]]))


@require_GET
def round(request: HttpRequest, family_ref: str, round_id: UUID) -> HttpResponse:
    """A round that was shown: everybody's numbers together, and the widest gap as a talking point."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    held = Round.found(round_id, family=family, reader=reader)
    people = people_of(family, reader, faces_of(family, reader))
    given = numbers(family, reader, people, of=held)
    rulers = [ruler_of(scale, given[scale.pk]) for scale in held.scales_for(reader) if scale.pk in given]
    told = {"family": family, "reader": reader, "round": held, "rulers": rulers}
    told["may_judge"] = reader.may(Permission.JUDGE)
    return answers.page(request, "mapping/round.html", told)


@kept_nowhere
@require_GET
def gather(request: HttpRequest, family_ref: str, round_id: UUID) -> HttpResponse:
    """Between two people: who has answered, and whose turn it is. No number is on this page."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    opened = Round.found(round_id, family=family, reader=reader)
    if not opened.is_open:
        return redirect("mapping:round", family_ref=family.ref, round_id=opened.pk)
    seats = circle(family, reader, opened)
    just = [seat for seat in seats if str(seat.face.id) in (request.GET.get("done"), request.GET.get("none"))]
    told = {
        "family": family, "reader": reader, "round": opened, "just": just[0] if just else None,
        "nothing": bool(request.GET.get("none")), "answered": [seat for seat in seats if seat.answered],
        "waiting": [seat for seat in seats if not seat.answered],
    }  # fmt: skip
    return answers.page(request, "mapping/round_gather.html", told)


@kept_nowhere
@require_GET
def ask_next(request: HttpRequest, family_ref: str, round_id: UUID, person_id: UUID) -> HttpResponse:
    """On to the next worry that this person is asked about, or to the next person."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    asking = ask(family, reader, Round.found(round_id, family=family, reader=reader), person_id)
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    following = asking.after(after)
    if following is not None:
        return redirect("mapping:number", family.ref, round_id, person_id, following.pk)
    said = "done" if len(asking.left) < len(asking.offered) or after else "none"
    return redirect(f"{reverse('mapping:gather', args=[family.ref, round_id])}?{said}={person_id}")


@kept_nowhere
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, family_ref: str, round_id: UUID, person_id: UUID, scale_id: UUID) -> HttpResponse:
    """One person, one worry, one number; then it is put away."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    asking = ask(family, reader, Round.found(round_id, family=family, reader=reader), person_id)
    asked = next((one for one in asking.offered if one.pk == scale_id), None)
    if asked is None:
        raise Http404
    onward = f"{reverse('mapping:ask_next', args=[family.ref, round_id, person_id])}?after={scale_id}"
    if request.method == "GET" and (asked not in asking.left or not asking.round.is_open):
        return redirect(onward)
    form = NumberForm(request.POST or None, scale=asked)
    if not form.is_valid():
        return _number_page(request, family, reader, asking, asked, form, onward)
    with once(request, form, family_id=family.pk, where=f"A number of {asking.face.name}") as first:
        if first:
            held = Round.found(round_id, family=family, reader=reader, lock=True)
            Judgment.give(scale=asked, round=held, person=asking.person, id=form.cleaned_data["write"],
                          by=writer(request), **form.words())  # fmt: skip
    return answers.done(request, onward)


@kept_nowhere
@require_GET
def mend(request: HttpRequest, family_ref: str, round_id: UUID) -> HttpResponse:
    """What this worker entered in an open round, for putting a slip right; still without the numbers."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    opened = Round.found(round_id, family=family, reader=reader)
    if not opened.is_open:
        return redirect("mapping:round", family_ref=family.ref, round_id=opened.pk)
    entered = Judgment.entered(round=opened, reader=reader)
    told = {"family": family, "reader": reader, "round": opened, "entered": entered}
    return answers.page(request, "mapping/round_mend.html", told)


@kept_nowhere
@require_http_methods(["GET", "POST"])
def mend_number(request: HttpRequest, family_ref: str, round_id: UUID, judgment_id: UUID) -> HttpResponse:
    """Put right a number before its round is shown, by whoever entered it."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    own = Judgment.own(judgment_id, family=family, reader=reader)
    initial = {name: getattr(own, name) for name in ("reason", "one_higher", "spoken_for_by", "version")}
    initial["value"] = RATHER_NOT_SAY if own.value is None else own.value
    form = NumberForm(request.POST or None, scale=own.scale, initial=initial)
    back = reverse("mapping:mend", args=[family.ref, round_id])
    if not form.is_valid():
        told = {"form": form, "own": own, "scale": own.scale, "onward": back, "person": own.person}
        return answers.page(request, "mapping/round_number.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where=f"A number of {own.person.called}") as first:
        if first:
            Round.found(round_id, family=family, reader=reader, lock=True)
            held = Judgment.own(judgment_id, family=family, reader=reader, lock=True)
            held.change(by=writer(request), version=form.cleaned_data["version"], **form.words())
    return answers.done(request, back, said=_saved())


@require_http_methods(["GET", "POST"])
def show_round(request: HttpRequest, family_ref: str, round_id: UUID) -> HttpResponse:
    """Show everybody's numbers together: asked once more, because it cannot be undone."""
    family, reader = open_family(request, family_ref, to=Permission.JUDGE)
    opened = Round.found(round_id, family=family, reader=reader)
    form = ShowForm(request.POST or None)
    if not form.is_valid():
        answered = [seat for seat in circle(family, reader, opened) if seat.answered]
        told = {"family": family, "reader": reader, "round": opened, "form": form, "answered": answered}
        return answers.page(request, "mapping/round_show.html", told, status=422 if form.is_bound else 200)
    with once(request, form, family_id=family.pk, where="Showing the numbers") as first:
        if first:
            Round.found(round_id, family=family, reader=reader, lock=True).show(by=writer(request))
    return answers.done(request, reverse("mapping:round", args=[family.ref, round_id]))


def _number_page(
    request: HttpRequest, family: Family, reader: Reader, asking: Asking, asked: Scale, form: NumberForm, onward: str
) -> HttpResponse:
    place = [one.pk for one in asking.offered].index(asked.pk) + 1
    told: dict[str, Any] = {
        "family": family, "reader": reader, "form": form, "scale": asked, "person": asking.person, "face": asking.face,
        "round": asking.round, "onward": onward, "place": place, "of": len(asking.offered),
    }  # fmt: skip
    return answers.page(request, "mapping/round_number.html", told, status=422 if form.is_bound else 200)


def _ends(form: ScaleForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"id": cleaned["write"], "zero_text": cleaned["zero_text"], "ten_text": cleaned["ten_text"]}


def _in_short(mark: str, text: str) -> str:
    short = text if len(text) <= 110 else f"{text[:110].rsplit(' ', 1)[0]} …"
    return f"{mark}: {short}" if short else mark


def _home(family: Family) -> str:
    return reverse("mapping:statements", args=[family.ref])


def _saved() -> str:
    return f"Saved {clock(timezone.now())}"
