"""The map with somebody else's eyes, and the blank paper."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.access.trail import Verb, note_look
from kinmap.casework.copying import copies_offered, copy_for, recipients
from kinmap.casework.doors import open_family
from kinmap.documents import press
from kinmap.families.models import Family, FamilyMember
from kinmap.kit import answers
from kinmap.mapping.board import gather
from kinmap.mapping.layouts.on_paper import blank_sheet, prepare_reading
from kinmap.mapping.layouts.sheets import BLANK
from kinmap.mapping.lens import Lens
from kinmap.mapping.views.answering import context_of

#: The layouts of blank paper: what each is called in the address, in words, and whether it has four boxes.
BLANKS = {"three-columns": ("Three columns", False), "four-boxes": ("Four boxes", True)}
SIZES = ("A4", "A3")


def as_the_family_sees_it(request: HttpRequest, family: Family, reader: Reader, lens: Lens) -> HttpResponse:
    """The map of somebody of the family: only what both they and the one at the screen may see, as on their copy.

    Raises ``Http404`` for anybody else.
    """
    if not reader.may(Permission.PRINT):
        raise PermissionDenied
    asked = request.GET.get("reader", "")
    members = [one for one in recipients(family, reader) if one.role != FamilyMember.Role.PROFESSIONAL]
    told: dict[str, Any] = context_of(family, reader, gather(family, reader, Lens(layout=lens.layout)))
    told |= {"eyes": None, "whose": [(one.person, one.describes, str(one.person_id) == asked) for one in members]}
    if asked:
        member = next((one for one in members if str(one.person_id) == asked), None)
        if member is None:
            raise Http404
        copy = copy_for(family, preparer=reader, person=member.person, copy=copies_offered(member))
        told |= {"eyes": member.person, "copy": copy.copy, "sheet": prepare_reading(copy).sheet}
        note_look(request, kind="map through somebody's eyes", family_id=family.pk, subject_id=member.person_id)
    return answers.page(request, "mapping/layout_family.html", told)


@require_GET
def blank(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Which blank paper to print."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    told = {"family": family, "reader": reader, "blanks": [(code, words) for code, (words, _) in BLANKS.items()]}
    return answers.page(request, "mapping/blank.html", told | {"sizes": SIZES})


@require_GET
def blank_pdf(request: HttpRequest, family_ref: str, layout: str, size: str) -> HttpResponse:
    """Blank paper under the stage's headings, with lines to write on."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_READ)
    if layout not in BLANKS or size not in SIZES:
        raise Http404
    at = timezone.now().replace(microsecond=0)
    sheet = blank_sheet(family, reader, quadrants=BLANKS[layout][1], size=size, at=at)
    note_look(request, kind="blank paper", family_id=family.pk, subject_id=family.ref, verb=Verb.PRINT)
    response = HttpResponse(press.pdf(BLANK, sheet, at=at), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{family.ref}-blank.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
