"""One page for every form of this room, and where it leads afterwards."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.kit import answers, forms
from kinmap.live.once import done_before

SAVED = "Saved."


def writer(request: HttpRequest) -> User:
    """Whoever is signed in: the door has seen to that."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, or nothing."""
    return request.POST if request.method == "POST" else None


def page_of(family: Family, *, at: str = "") -> str:
    """The address of the family's Assessment page, at one of its steps."""
    return reverse("assessment:assessment", args=[family.ref]) + (f"#{at}" if at else "")


def ask(
    request: HttpRequest, family: Family, reader: Reader, form: forms.KitForm, *, heading: str, button: str,
    lead: str = "", back: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    """The form on a page of its own, 422 when something is wrong; a repeat of what was done is answered as before."""
    back = back or page_of(family)
    if form.is_bound and done_before(request):
        return answers.done(request, back, said=SAVED)
    guards = getattr(form, "guard_field_names", ())
    context = {
        "family": family, "reader": reader, "form": form, "heading": heading, "button": button, "lead": lead,
        "back": back, "fields": [one for one in form.open_fields if one.name not in guards], "guarded": bool(guards),
        "takes_a_file": form.is_multipart(), **more,
    }  # fmt: skip
    return answers.page(request, "assessment/write.html", context, status=422 if form.is_bound else 200)


def saved(request: HttpRequest, where: str) -> HttpResponse:
    """Back to where it can be read."""
    return answers.done(request, where, said=SAVED)
