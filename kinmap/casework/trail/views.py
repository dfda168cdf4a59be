"""Pages of the trail. Each look at it, and each file made of it, is an entry of the trail too."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.access.trail import Verb, note_look
from kinmap.casework.doors import open_office
from kinmap.casework.trail.forms import AskedForPeriod, AskedOfTrail
from kinmap.casework.trail.reading import ABOUT_THE_TRAIL, asked_for, family_of, told, visitors
from kinmap.casework.trail.routine import questions
from kinmap.casework.trail.table import as_csv
from kinmap.documents.models import Letterhead
from kinmap.kit import answers

AT_ONCE, CHECKED = 50, timedelta(days=28)


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, the newest first."""
    user = open_office(request, to=Permission.READ_TRAIL)
    form = AskedOfTrail(request.GET)
    valid = form.is_valid()
    rows = asked_for(to=user, **form.cleaned_data) if valid else asked_for().none()
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    url = _without_page(request)
    return answers.page(
        request, "casework/trail.html",
        {"form": form, "page": page, "rows": told(page.object_list, to=user), "url": url},
        status=200 if valid else 422,
    )  # fmt: skip


@require_safe
def trail_file(request: HttpRequest) -> HttpResponseBase:
    """The same entries as a file for a spreadsheet."""
    user = open_office(request, to=Permission.READ_TRAIL)
    proved(request)
    form = AskedOfTrail(request.GET)
    if not form.is_valid():
        return trail(request)
    note_look(request, kind="trail", verb=Verb.EXPORT, reason=_asked(form))
    lines = as_csv(asked_for(to=user, **form.cleaned_data).iterator(chunk_size=500), to=user)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return answer


@require_safe
def who_looked(request: HttpRequest, record_ref: str) -> HttpResponse:
    """A letter to a family: who has looked at their record. Whoever is ticked is left out, and that is recorded.

    No family's door: whoever reads the trail is let in to none, and sees a reference and no word of the record.
    """
    user = open_office(request, to=Permission.READ_TRAIL)
    family = family_of(record_ref, to=user)
    form = AskedForPeriod(request.GET)
    period = form.cleaned_data if form.is_valid() else {}
    left = set(request.GET.getlist("without"))
    # A letter about another time than was meant is none.
    everybody = visitors(family, to=user, **period) if period else []
    shown = [one for one in everybody if str(one.id) not in left]
    gone = f"letter: {len(everybody) - len(shown)} left out" if len(shown) < len(everybody) else "letter"
    note_look(request, kind=ABOUT_THE_TRAIL, family_id=family.pk, subject_id=family.ref, reason=gone)
    said: dict[str, Any] = {
        "family_ref": family.ref, "form": form, "everybody": everybody, "shown": shown, "left": left,
        "period": period, "head": Letterhead.today(), "today": timezone.localdate(),
    }  # fmt: skip
    return answers.page(request, "casework/trail_letter.html", said, status=200 if form.is_valid() else 422)


@require_safe
def routine_checks(request: HttpRequest) -> HttpResponse:
    """Looks of the last four weeks that somebody should ask about."""
    user = open_office(request, to=Permission.READ_TRAIL)
    today = timezone.localdate()
    found = questions(since=today - CHECKED, until=today, to=user)
    return answers.page(request, "casework/trail_checks.html", {"found": found, "weeks": CHECKED.days // 7})


def _without_page(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _asked(form: AskedOfTrail) -> str:
    """Which boxes were filled in, never with what: a name that was asked for is no purpose."""
    return "by " + ", ".join(name for name, value in form.cleaned_data.items() if value) if form.is_narrowed else "all"
