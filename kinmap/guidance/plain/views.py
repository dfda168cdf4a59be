"""The list of words with friendlier ones: everybody reads it, whoever looks after the settings changes it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.guidance.doors import open_guidance
from kinmap.guidance.plain.forms import StandingForm, SwapForm
from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.plain.wording import code_of
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import done_before, once


@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """Every word with what to say instead."""
    user = open_guidance(request)
    rows = CouncilSwap.everything()
    told = {
        "rows": [row for row in rows if not row.withdrawn], "withdrawn": [row for row in rows if row.withdrawn],
        "may_edit": user.may(Permission.SETTINGS),
    }  # fmt: skip
    return answers.page(request, "guidance/words.html", told)


@require_http_methods(["GET", "POST"])
def add_word(request: HttpRequest) -> HttpResponse:
    """Add a word or phrase."""
    user = open_guidance(request, to=Permission.SETTINGS)
    back = reverse("guidance:words")
    if request.method == "POST" and done_before(request):  # else the phrase would be "on the list already"
        return answers.done(request, back)
    form = SwapForm(request.POST if request.method == "POST" else None, author=user.name)
    if not form.is_valid():
        return answers.page(request, "guidance/word.html", {"form": form, "back": back},
                            status=422 if form.is_bound else 200)  # fmt: skip
    with once(request, form, where="The list of words") as first:
        if first:
            facts = form.facts()
            CouncilSwap.write(by=user, id=form.cleaned_data["write"], code=code_of(facts["phrase"]), **facts)
    return answers.done(request, back, said=f"Saved {clock(timezone.now())}")


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, code: str) -> HttpResponse:
    """Change a word; every earlier version stays below."""
    user = open_guidance(request, to=Permission.SETTINGS)
    swap = CouncilSwap.coded(code)
    form = SwapForm(request.POST if request.method == "POST" else None, swap=swap, author=user.name)
    back = reverse("guidance:words")
    if not form.is_valid():
        told = {"form": form, "back": back, "swap": swap, "versions": swap.history.order_by("-version"),
                "standing": StandingForm(initial={"version": swap.edition}, auto_id="standing_%s")}  # fmt: skip
        return answers.page(request, "guidance/word.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where=f"The word “{swap.phrase}”") as first:
        if first:
            CouncilSwap.reword(code, version=form.cleaned_data["version"], by=user, **form.facts())
    return answers.done(request, back, said=f"Saved {clock(timezone.now())}")


@require_POST
def withdraw_word(request: HttpRequest, code: str) -> HttpResponse:
    """Take a word off the list; it can be brought back."""
    user = open_guidance(request, to=Permission.SETTINGS)
    return _stand(request, user, code, withdrawn=True)


@require_POST
def bring_back_word(request: HttpRequest, code: str) -> HttpResponse:
    """Put a word on the list again."""
    user = open_guidance(request, to=Permission.SETTINGS)
    return _stand(request, user, code, withdrawn=False)


def _stand(request: HttpRequest, user: User, code: str, *, withdrawn: bool) -> HttpResponse:
    swap = CouncilSwap.coded(code)
    form = StandingForm(request.POST, auto_id="standing_%s")
    if not form.is_valid():
        told = {"form": SwapForm(swap=swap, author=user.name), "back": reverse("guidance:words"), "swap": swap,
                "versions": swap.history.order_by("-version"), "standing": form}  # fmt: skip
        return answers.page(request, "guidance/word.html", told, status=422)
    with once(request, form, where=f"The word “{swap.phrase}”") as first:
        if first:
            CouncilSwap.reword(code, version=form.cleaned_data["version"], by=user, withdrawn=withdrawn)
    said = f"{'Taken off the list' if withdrawn else 'On the list again'} {clock(timezone.now())}"
    return answers.done(request, reverse("guidance:words"), said=said)
