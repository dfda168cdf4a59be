"""The kinds of item that a plan holds: rules, warning signs and actions."""

from dataclasses import dataclass

from kinmap.planning.forms import ActionForm, RuleForm, TriggerForm
from kinmap.planning.forms.items import ItemForm
from kinmap.planning.models import PlanAction, PlanRule, PlanTrigger
from kinmap.planning.models.items import PlanItem


@dataclass(frozen=True)
class Kind:
    """A kind of item: its noun, its form and its words on the page."""

    code: str
    model: type[PlanItem]
    form: type[ItemForm]
    words: str


KINDS = {
    "rule": Kind("rule", PlanRule, RuleForm, "rule"),
    "trigger": Kind("trigger", PlanTrigger, TriggerForm, "warning sign"),
    "action": Kind("action", PlanAction, ActionForm, "action"),
}
