"""How a family comes in: contact, referral, single assessment, section 47 enquiry; and what other tools said."""

from kinmap.assessment.models.assessment import AssessedChild, Assessment, AssessmentStep, Closed
from kinmap.assessment.models.contact import Caller, Contact, ContactChild, ContactDecision
from kinmap.assessment.models.enquiry import Enquiry, StrategyDiscussion
from kinmap.assessment.models.referral import Referral, ReferralDecision
from kinmap.assessment.models.tool import ToolResult

__all__ = [
    "AssessedChild", "Assessment", "AssessmentStep", "Caller", "Closed", "Contact", "ContactChild", "ContactDecision",
    "Enquiry", "Referral", "ReferralDecision", "StrategyDiscussion", "ToolResult",
]  # fmt: skip
