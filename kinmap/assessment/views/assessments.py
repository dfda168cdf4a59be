"""The single assessment: begun, written, assessed child by child, sent to a manager, authorised."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.assessment.coming_in import Sight, assessment_step
from kinmap.assessment.forms import AssessmentForm, AuthoriseForm, ChildForm, SendForm
from kinmap.assessment.models import AssessedChild, Assessment
from kinmap.assessment.models.assessment import authorised_at
from kinmap.assessment.models.referral import newest_referral_day
from kinmap.assessment.shelves import drawn_for
from kinmap.assessment.views.asking import ask, saved, sent, writer
from kinmap.casework.doors import open_family
from kinmap.casework.people.asking import refusals_told
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.live.once import once


def at(family: Family, assessment_id: UUID) -> str:
    """The address of one assessment's page."""
    return reverse("assessment:one", args=[family.ref, assessment_id])


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Begin an assessment."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    referred = newest_referral_day(family, reader)
    form = AssessmentForm(sent(request), family=family, reader=reader, referred=referred)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Begin an assessment", button="Begin the assessment")
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A new assessment") as first:
        if first:
            Assessment.begin(family=family, by=writer(request), id=write, guard=form.guard(), setter=reader.person_id,
                             **form.facts())  # fmt: skip
    return saved(request, at(family, write))


@require_safe
def assessment(request: HttpRequest, family_ref: str, assessment_id: UUID) -> HttpResponse:
    """One assessment, with the map's words that it is drawn from: as they stood when it was authorised."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_READ)
    sight = Sight.of(family, reader)
    step = assessment_step(sight, Assessment.found(assessment_id, family=family, reader=sight.reader))
    moment = authorised_at(step.states)
    context = {
        "family": family, "reader": reader, "step": step, "one": step.act, "about": sight.all_names(step.act.children),
        "children": sight.of_all(step), "shares": drawn_for(family, [sight.reader], moment), "moment": moment,
        "sight": sight, "may_edit": reader.may(Permission.ASSESS_EDIT) and step.is_open,
        "may_say_why": reader.may(Permission.ASSESS_EDIT), "may_authorise": reader.may(Permission.AUTHORISE),
        "may_print": reader.may(Permission.PRINT),
    }  # fmt: skip
    return answers.page(request, "assessment/one.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, family_ref: str, assessment_id: UUID) -> HttpResponse:
    """Write on an assessment."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Assessment.found(assessment_id, family=family, reader=reader)
    form = AssessmentForm(sent(request), family=family, reader=reader, row=found)
    where = at(family, assessment_id)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where="An assessment") as first:
            if first:
                held = Assessment.found(assessment_id, family=family, reader=reader, lock=True)
                held.change(by=writer(request), version=form.cleaned_data["version"] or 0, guard=form.guard(),
                            setter=reader.person_id, **form.facts())  # fmt: skip
    if form.is_bound and not form.errors:
        return saved(request, where)
    return ask(request, family, reader, form, heading="Write the assessment", button="Save the assessment", back=where)


@require_http_methods(["GET", "POST"])
def assessed_child(request: HttpRequest, family_ref: str, assessment_id: UUID, child_id: UUID) -> HttpResponse:
    """What was found for one child."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Assessment.found(assessment_id, family=family, reader=reader)
    child = found.child_in_it(child_id, reader=reader)
    form = ChildForm(sent(request), row=AssessedChild.of(found, child, reader=reader))
    where = at(family, assessment_id)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where="What was found for a child") as first:
            if first:
                held = Assessment.found(assessment_id, family=family, reader=reader, lock=True)
                held.assess(child, by=writer(request), **form.words())
    if form.is_bound and not form.errors:
        return saved(request, where)
    return ask(request, family, reader, form, heading=f"What was found for {child.called}", button="Save", back=where)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, family_ref: str, assessment_id: UUID) -> HttpResponse:
    """Send an assessment to a manager."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    Assessment.found(assessment_id, family=family, reader=reader)
    form, where = SendForm(sent(request)), at(family, assessment_id)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where="A word to the manager") as first:
            if first:
                held = Assessment.found(assessment_id, family=family, reader=reader, lock=True)
                held.send(on=form.cleaned_data["on"], comment=form.cleaned_data["comment"], by=writer(request))
    if form.is_bound and not form.errors:
        return saved(request, where)
    lead = "Its words then no longer change, unless the manager gives it back."
    return ask(request, family, reader, form, heading="Send to a manager", button="Send it", lead=lead, back=where)


@require_http_methods(["GET", "POST"])
def authorise(request: HttpRequest, family_ref: str, assessment_id: UUID) -> HttpResponse:
    """A manager authorises an assessment, or gives it back."""
    family, reader = open_family(request, family_ref, to=Permission.AUTHORISE)
    found = Assessment.found(assessment_id, family=family, reader=reader)
    form, where = AuthoriseForm(sent(request), assessment=found), at(family, assessment_id)
    if form.is_valid():
        with refusals_told(form), once(request, form, family_id=family.pk, where="A word on an assessment") as first:
            if first:
                held = Assessment.found(assessment_id, family=family, reader=reader, lock=True)
                held.answer(**form.words(), by=writer(request))
    if form.is_bound and not form.errors:
        return saved(request, where)
    told = {"heading": "Authorise the assessment", "button": "Save your decision", "back": where}
    return ask(request, family, reader, form, **told)
