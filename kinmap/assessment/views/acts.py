"""The Assessment page; referrals; and why a thing is late."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kinmap.access.permissions import Permission
from kinmap.assessment.coming_in import Sight, results_of, steps_of
from kinmap.assessment.forms import DecideReferralForm, LateForm, ReferralForm
from kinmap.assessment.models import Assessment, Contact, Referral, StrategyDiscussion
from kinmap.assessment.views.asking import ask, page_of, saved, sent, writer
from kinmap.casework.banner import children_in_short
from kinmap.casework.doors import open_family
from kinmap.kit import answers
from kinmap.live.once import once

#: What may be late, by its word in the address. A contact that is on no record says it when it is decided.
MAY_BE_LATE: dict[str, Any] = {
    "contact": Contact, "referral": Referral, "assessment": Assessment, "discussion": StrategyDiscussion,
}  # fmt: skip


@require_safe
def page(request: HttpRequest, family_ref: str) -> HttpResponse:
    """How the family came in, in order, with the clocks; and what other tools said."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_READ)
    sight = Sight.of(family, reader)
    context = {
        "family": family, "reader": reader, "steps": steps_of(sight), "results": results_of(sight),
        "may_edit": reader.may(Permission.ASSESS_EDIT), "may_authorise": reader.may(Permission.AUTHORISE),
        "may_print": reader.may(Permission.PRINT), "may_take": reader.may(Permission.TAKE_CONTACT),
    }  # fmt: skip
    return answers.page(request, "assessment/assessment.html", context)


@require_http_methods(["GET", "POST"])
def new_referral(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Write a referral down, from a contact or straight away."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    asked = request.GET.get("contact")
    found = Contact.asked_for(asked, family=family, reader=reader) if asked else None
    form = ReferralForm(sent(request), family=family, reader=reader, contact=found)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Write a referral", button="Save the referral")
    write = form.cleaned_data["write"]
    with once(request, form, family_id=family.pk, where="A referral") as first:
        if first:
            Referral.receive(family=family, by=writer(request), id=write, guard=form.guard(), setter=reader.person_id,
                             **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"referral-{write}"))


@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, family_ref: str, referral_id: UUID) -> HttpResponse:
    """Put a referral right, or who may see it."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Referral.found(referral_id, family=family, reader=reader)
    form = ReferralForm(sent(request), family=family, reader=reader, row=found)
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Change the referral", button="Save the referral")
    with once(request, form, family_id=family.pk, where="A referral") as first:
        if first:
            held = Referral.found(referral_id, family=family, reader=reader, lock=True)
            held.change(by=writer(request), version=form.cleaned_data["version"] or 0, guard=form.guard(),
                        setter=reader.person_id, **form.facts())  # fmt: skip
    return saved(request, page_of(family, at=f"referral-{referral_id}"))


@require_http_methods(["GET", "POST"])
def decide_referral(request: HttpRequest, family_ref: str, referral_id: UUID) -> HttpResponse:
    """Decide for some of the children of a referral."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    found = Referral.found(referral_id, family=family, reader=reader)
    about = [(child.id, child.name) for child in children_in_short(family, reader) if child.id in found.children]
    form = DecideReferralForm(sent(request), family=family, children=about, referral=found, reader=reader)
    if not form.is_valid():
        lead = "Tick the children for whom it is the same; the others are decided by themselves."
        told = {"heading": "Decide on the referral", "button": "Save the decision", "lead": lead}
        return ask(request, family, reader, form, **told)
    with once(request, form, family_id=family.pk, where="A decision on a referral") as first:
        if first:
            held = Referral.found(referral_id, family=family, reader=reader, lock=True)
            held.decide(**form.words(), reader=reader, by=writer(request))
    return saved(request, page_of(family, at=f"referral-{referral_id}"))


@require_http_methods(["GET", "POST"])
def late(request: HttpRequest, family_ref: str, kind: str, act_id: UUID) -> HttpResponse:
    """Write why a thing is late."""
    family, reader = open_family(request, family_ref, to=Permission.ASSESS_EDIT)
    if kind not in MAY_BE_LATE:
        raise Http404
    found = MAY_BE_LATE[kind].found(act_id, family=family, reader=reader)
    form = LateForm(sent(request), initial={"late_reason": found.late_reason, "version": found.version})
    if not form.is_valid():
        return ask(request, family, reader, form, heading="Why is it late?", button="Save the reason")
    with once(request, form, family_id=family.pk, where="Why something is late") as first:
        if first:
            held = MAY_BE_LATE[kind].found(act_id, family=family, reader=reader, lock=True)
            said = form.cleaned_data
            held.say_why_late(said["late_reason"], by=writer(request), version=said["version"])
    return saved(request, page_of(family, at=f"{kind}-{act_id}"))
