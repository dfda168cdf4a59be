"""The pages of this room: the front door's, and those of a family."""

from kinmap.assessment.views.acts import decide_referral, late, new_referral, page, referral
from kinmap.assessment.views.assessments import assessed_child, assessment, authorise, begin, change, send
from kinmap.assessment.views.contacts import (
    change_contact,
    contact,
    contacts,
    decide_contact,
    match,
    new_contact,
    open_from,
)
from kinmap.assessment.views.enquiries import conclude, discussion, new_discussion
from kinmap.assessment.views.recorded import contact_on_record, decide_on_record, put_on_record
from kinmap.assessment.views.tools import new_tool, tool, tool_file

__all__ = [
    "assessed_child", "assessment", "authorise", "begin", "change", "change_contact", "conclude", "contact",
    "contact_on_record", "contacts", "decide_contact", "decide_on_record", "decide_referral", "discussion", "late",
    "match", "new_contact", "new_discussion", "new_referral", "new_tool", "open_from", "page", "put_on_record",
    "referral", "send", "tool", "tool_file",
]  # fmt: skip
