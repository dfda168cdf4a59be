"""Items of the assessment room, about one child; made seen, hidden and in another family like all others."""

from typing import Any

from django.utils import timezone

from kinmap.access.models import User
from kinmap.assessment.models import Assessment, Contact, Referral, StrategyDiscussion, ToolResult
from kinmap.kit.arrived import looked_at
from kinmap.kit.people_field import people
from tests import making


def make_assessment_items(
    house: making.Household, child: str, by: User, guard: dict[str, Any], *, waits: bool
) -> dict[str, dict[str, Any]]:
    """One of each. ``waits``: whether the contact at the front door still waits there."""
    family, first_of_all = house.family, house[child]
    today = timezone.localdate()
    about: dict[str, Any] = {"family": family, "children": people([first_of_all]), "by": by, "guard": guard}
    told: dict[str, Any] = {"received": today, "source": "2A", "reason": "A worry.", "by": by}
    contact = Contact.take(children=[{"first_name": "Rosa"}], **told)
    contact.put_on_record(family, children=about["children"], by=by, guard=guard)
    waiting = Contact.take(children=[{"first_name": "Rosa"}], caller={"name": "A neighbour"}, **told)
    if not waits:
        waiting.put_on_record(family, children=about["children"], by=by, guard=guard)
    referral = Referral.receive(**about, received=today, source="2A", reason="A worry.")
    assessment = Assessment.begin(**about, counted_from=today, started=today)
    file = looked_at(b"Some words.", claims="form.txt")
    result = ToolResult.write(**about, tool="dash", on=today, done_by="A worker", file=file, file_name="form.txt")
    held = StrategyDiscussion.hold(
        **{**about, "children": [first_of_all]}, on=today, present="Police", decision="enquire"
    )
    return {
        "contact": {"contact_id": contact.pk},
        "waiting contact": {"contact_id": waiting.pk},
        "referral": {"referral_id": referral.pk},
        "late referral": {"kind": "referral", "act_id": referral.pk},
        "discussion": {"discussion_id": held.pk},
        "assessment": {"assessment_id": assessment.pk},
        "assessed child": {"assessment_id": assessment.pk, "child_id": first_of_all.pk},
        "result": {"result_id": result.pk},
    }
