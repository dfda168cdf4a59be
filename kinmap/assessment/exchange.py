"""Contacts, referrals, assessments, enquiries and other tools' results in the exchange file."""

from collections.abc import Iterator, Mapping, Sequence

from kinmap.access.permissions import Permission
from kinmap.assessment.models import (
    AssessedChild,
    Assessment,
    AssessmentStep,
    Caller,
    Contact,
    ContactChild,
    ContactDecision,
    Enquiry,
    Referral,
    ReferralDecision,
    StrategyDiscussion,
    ToolResult,
)
from kinmap.casework.shelves import ExchangePart
from kinmap.kit.rows import Placed, Rows

_ONE_CHILD = {"referral_decisions": ("referrals", "referral"), "assessed": ("assessments", "assessment"),
              "enquiries": ("discussions", "discussion")}  # fmt: skip


def check(rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """What stands under an act is about one of its children; what ended has an outcome; nothing ends too early."""
    acts = {row["id"]: row for key in ("referrals", "assessments", "discussions") for _, row in rows[key]}
    for key, (_, field) in _ONE_CHILD.items():
        for path, row in rows[key]:
            if row["child"] not in acts[row[field]]["children"]:
                yield f"{path}.child", f"This child is not among the children of its {field}."
    for path, row in rows["enquiries"]:
        if bool(row.get("ended")) != bool(row.get("outcome")):
            yield f"{path}.outcome", "An enquiry that ended has an outcome, and one that goes on has none."
    for path, row in rows["assessments"]:
        if row["started"] < row["counted_from"]:
            yield f"{path}.started", "An assessment cannot start before its referral."
    for path, row in rows["results"]:
        if row["tool"] == ToolResult.Tool.OTHER and not row.get("tool_name"):
            yield f"{path}.tool_name", "Another tool needs its name."


EXCHANGE = ExchangePart(
    name="assessment",
    words="Contacts, referrals, assessments, section 47 enquiries, other tools' results",
    needs=Permission.ASSESS_READ,
    order=25,
    check=check,
    rows=(
        Rows("contacts", Contact, says={"source": "a code of the children in need census"}),
        Rows("callers", Caller),
        Rows("named_children", ContactChild, says={"first_name": "as whoever contacted us named the child"}),
        Rows("contact_decisions", ContactDecision),
        Rows("referrals", Referral, says={"source": "a code of the children in need census"}),
        Rows("referral_decisions", ReferralDecision),
        Rows("discussions", StrategyDiscussion),
        Rows("enquiries", Enquiry),
        Rows("assessments", Assessment),
        Rows("assessed", AssessedChild, says={"factors": "codes of the children in need census, separated by commas"}),
        Rows("assessment_steps", AssessmentStep),
        Rows("results", ToolResult),
    ),
)
