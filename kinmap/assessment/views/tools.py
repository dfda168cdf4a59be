"""Results of other tools."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.access.trail import note_look
from kinmap.assessment.forms import ToolForm
from kinmap.assessment.models import ToolResult
from kinmap.assessment.views.asking import ask, page_of, saved, sent, writer
from kinmap.casework.doors import open_family
from kinmap.casework.sent_out import as_download
from kinmap.live.once import once


@require_http_methods(["GET", "POST"])
def new_tool(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write down what another tool said."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    form = ToolForm(sent(request), request.FILES or None, family=family, reader=reader)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Add what another tool said", button="Save")
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="What another tool said") as first:
        if first:
            ToolResult.write(family=family, by=writer(request), id=write, guard=form.guard(), setter=reader.person_id,
                             **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"tool-{write}"))


@require_http_methods(["GET", "POST"])
def tool(request: HttpRequest, family_ref: str, result_id: UUID) -> HttpResponse:
    """Put a result right, or who may see it."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = ToolResult.found(result_id, family=family, reader=reader)
    form = ToolForm(sent(request), request.FILES or None, family=family, reader=reader, row=found)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Change what another tool said", button="Save")
    with once(request, form, family_id=family.pk, where="What another tool said") as first:
        if first:
            held = ToolResult.found(result_id, family=family, reader=reader, lock=True)
            held.change(by=writer(request), version=form.cleaned_data["version"] or 0, guard=form.guard(),
                        setter=reader.person_id, **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"tool-{result_id}"))


@require_safe
def tool_file(request: HttpRequest, family_ref: str, result_id: UUID) -> HttpResponse:
    """The file of a result, to keep or to open with a program of one's own."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_READ)
    file = ToolResult.found(result_id, family=family, reader=reader).file_for(reader)
    note_look(request, kind="attachment", family_id=family.pk, subject_id=file.pk)
    return as_download(file)
