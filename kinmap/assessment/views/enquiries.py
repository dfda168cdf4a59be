"""Strategy discussions and the section 47 enquiries that they start."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kinmap.access.permissions import Permission
from kinmap.assessment.forms import ConcludeForm, DiscussionForm
from kinmap.assessment.models import StrategyDiscussion
from kinmap.assessment.models.enquiry import enquiries_of
from kinmap.assessment.views.asking import ask, page_of, saved, sent, writer
from kinmap.casework.doors import open_family
from kinmap.live.once import once


@require_http_methods(["GET", "POST"])
def new_discussion(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write down a strategy discussion."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    form = DiscussionForm(sent(request), family=family, reader=reader)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Write down a strategy discussion", button="Save")
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A strategy discussion") as first:
        if first:
            StrategyDiscussion.hold(family=family, by=writer(request), id=write, guard=form.guard(),
                                    setter=reader.person_id, **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"discussion-{write}"))


@require_http_methods(["GET", "POST"])
def discussion(request: HttpRequest, family_ref: str, discussion_id: UUID) -> HttpResponse:
    """Put a strategy discussion right, or who may see it."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = StrategyDiscussion.found(discussion_id, family=family, reader=reader)
    form = DiscussionForm(sent(request), family=family, reader=reader, row=found)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Change the strategy discussion", button="Save")
    with once(request, form, family_id=family.pk, where="A strategy discussion") as first:
        if first:
            held = StrategyDiscussion.found(discussion_id, family=family, reader=reader, lock=True)
            held.change(by=writer(request), version=form.cleaned_data["version"] or 0, guard=form.guard(),
                        setter=reader.person_id, **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"discussion-{discussion_id}"))


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, family_ref: str, discussion_id: UUID) -> HttpResponse:
    """How the enquiry ended, for some of the children."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = StrategyDiscussion.found(discussion_id, family=family, reader=reader)
    rows = enquiries_of(found, reader=reader)
    form = ConcludeForm(sent(request), family=family, discussion=found, rows=rows)
    if not form.is_valid():
        lead = "Tick the children for whom it ended in the same way."
        return ask(request, family, reader, form, heading="How the enquiry ended", button="Save", lead=lead)
    with once(request, form, family_id=family.pk, where="The end of an enquiry") as first:
        if first:
            held = StrategyDiscussion.found(discussion_id, family=family, reader=reader, lock=True)
            held.conclude(**form.words(), reader=reader, by=writer(request))
    return saved(request, page_of(family, at=f"discussion-{discussion_id}"))
