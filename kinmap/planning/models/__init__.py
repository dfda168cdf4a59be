"""The plan: rules, triggers and actions, each answering a worry; interim with an expiry, or the family's own."""

from kinmap.planning.models.items import PlanAction, PlanRule, PlanTrigger
from kinmap.planning.models.plan import Plan, PlanAgreement, PlanVersion

__all__ = ["Plan", "PlanAction", "PlanAgreement", "PlanRule", "PlanTrigger", "PlanVersion"]
