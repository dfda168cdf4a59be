"""Forms of the plan: the plan itself, its rules, warning signs and actions, its versions."""

from kinmap.planning.forms.items import ActionForm, DoneForm, RuleForm, TriggerForm
from kinmap.planning.forms.plans import AnswerForm, EndPlanForm, FixVersionForm, PlanForm, WithdrawForm

__all__ = [
    "ActionForm", "AnswerForm", "DoneForm", "EndPlanForm", "FixVersionForm", "PlanForm", "RuleForm", "TriggerForm",
    "WithdrawForm",
]  # fmt: skip
