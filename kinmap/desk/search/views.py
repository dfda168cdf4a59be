"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.people.finding import look_for, open_search
from kinmap.desk.search.forms import SearchForm
from kinmap.families.asked import Asked
from kinmap.kit import answers


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a person; nothing is listed unasked."""
    user, reader = open_search(request)
    form = SearchForm(request.GET or None)
    asked = form.asked() if form.is_valid() else Asked()
    context = {
        "form": form,
        "asked": asked,
        "answer": look_for(request, asked, reader=reader),
        "may_open": user.may(Permission.FAMILY_CREATE),
        "opening_address": form.opening_address(),
    }
    return answers.part(request, "desk/search.html#results", context, status=422 if form.errors else 200)
