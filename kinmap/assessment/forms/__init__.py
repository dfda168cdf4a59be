"""What the pages of this room ask."""

from kinmap.assessment.forms.assessments import AssessmentForm, AuthoriseForm, ChildForm, SendForm
from kinmap.assessment.forms.contacts import ContactForm, DecideContactForm, RecordContactForm
from kinmap.assessment.forms.enquiries import ConcludeForm, DiscussionForm
from kinmap.assessment.forms.late import LateForm
from kinmap.assessment.forms.referrals import DecideReferralForm, ReferralForm
from kinmap.assessment.forms.tools import ToolForm

__all__ = [
    "AssessmentForm", "AuthoriseForm", "ChildForm", "ConcludeForm", "ContactForm", "DecideContactForm",
    "DecideReferralForm", "DiscussionForm", "LateForm", "RecordContactForm", "ReferralForm", "SendForm", "ToolForm",
]  # fmt: skip
