"""The Visits tab, and one visit."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.families.models.person import names_for
from kinmap.kit import answers
from kinmap.visits import reading
from kinmap.visits.beside import beside, beside_words_of
from kinmap.visits.forms.finding import one_child
from kinmap.visits.models import Visit

ON_A_PAGE = 25


@require_safe
def visits(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What is coming, when each child was last seen and heard, and what was made; of one child when asked."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_READ)
    names = names_for(reader)
    lasts = reading.lasts(family, reader)
    form, child = one_child(request, [(one.child, one.name) for one in lasts])
    page = Paginator(reading.past(family, reader, child=child), ON_A_PAGE).get_page(request.GET.get("page"))
    seen_by = reader.only(child) if child else reader
    context = {
        "family": family, "reader": reader, "lasts": lasts, "form": form, "child": child, "page": page,
        "coming": reading.read(reading.coming(family, seen_by), reader, names),
        "past": reading.read(page, reader, names), "today": timezone.localdate(),
        "rhythm": reading.rhythm_of(lasts), "url": f"?child={child}" if child else "?",
        "may_edit": reader.may(Permission.VISIT_EDIT), "may_print": reader.may(Permission.PRINT),
    }  # fmt: skip
    return answers.page(request, "visits/visits.html", context)


@require_safe
def visit(request: HttpRequest, family_ref: str, visit_id: UUID) -> HttpResponse:
    """One visit: each child, what was said, what stands beside it."""
    family, reader = open_family(request, family_ref, to=Permission.VISIT_READ)
    found = Visit.found(visit_id, family=family, reader=reader)
    one = reading.read([found], reader, names_for(reader))[0]
    context = {
        "family": family, "reader": reader, "one": one, "lists": beside(found, reader),
        "beside_words": beside_words_of(one, reader), "may_edit": reader.may(Permission.VISIT_EDIT),
        "may_print": reader.may(Permission.PRINT),
    }  # fmt: skip
    return answers.page(request, "visits/visit.html", context)
