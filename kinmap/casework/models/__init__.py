"""Which stage each child is at, who works with them, what was agreed, the story, and how long things may take."""

from kinmap.casework.models.chronology import TimelineEvent
from kinmap.casework.models.grant import AccessGrant
from kinmap.casework.models.involvement import Agreement, Involvement, Stage
from kinmap.casework.models.joining import Join
from kinmap.casework.models.limit import Limits, TimeLimit, due
from kinmap.casework.models.misfiled import Misfiled
from kinmap.casework.models.opening import Opening, OpeningReview
from kinmap.casework.models.proposal import Proposal, ProposalAnswer
from kinmap.casework.models.second_look import CopyAnswer, CopyCheck, TwoPersonRule
from kinmap.casework.models.sharing_basis import Basis, SharingBasis
from kinmap.casework.models.sharing_decision import SharingDecision
from kinmap.casework.models.stage_name import StageName
from kinmap.casework.models.team import Allocation

__all__ = [
    "AccessGrant",
    "Agreement",
    "Allocation",
    "Basis",
    "CopyAnswer",
    "CopyCheck",
    "Involvement",
    "Join",
    "Limits",
    "Misfiled",
    "Opening",
    "OpeningReview",
    "Proposal",
    "ProposalAnswer",
    "SharingBasis",
    "SharingDecision",
    "Stage",
    "StageName",
    "TimeLimit",
    "TimelineEvent",
    "TwoPersonRule",
    "due",
]
