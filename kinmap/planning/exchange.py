"""Plans in the exchange file, with their rules, warning signs, actions, versions and answers."""

from collections.abc import Iterator, Mapping, Sequence

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import ExchangePart
from kinmap.kit.rows import Placed, Rows
from kinmap.planning.models import Plan, PlanAction, PlanAgreement, PlanRule, PlanTrigger, PlanVersion

_ITEM = {
    "answers": "the danger or worry statement that this answers",
    "also_answers": "a second statement that this answers",
    "place": "where it stands in the plan: smaller numbers first",
}


def check(rows: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    """An interim plan says when it ends; an answer is to a version of the same plan."""
    for path, plan in rows["plans"]:
        if plan["kind"] == Plan.Kind.INTERIM and not plan.get("expires"):
            yield f"{path}.expires", "An interim plan needs the day on which it ends."
    plan_of = {version["id"]: version["plan"] for _, version in rows["versions"]}
    for path, answer in rows["agreements"]:
        if plan_of[answer["plan_version"]] != answer["plan"]:
            yield f"{path}.plan_version", "This version belongs to another plan."


EXCHANGE = ExchangePart(
    name="planning",
    words="Plans",
    needs=Permission.PLAN_READ,
    order=40,
    check=check,
    rows=(
        Rows("plans", Plan, says={"expires": "needed for an interim plan"}),
        Rows("rules", PlanRule, says=_ITEM),
        Rows("triggers", PlanTrigger, says=_ITEM),
        Rows("actions", PlanAction, says=_ITEM),
        Rows("versions", PlanVersion, says={"fixed_at": "the moment whose words this version is"}),
        Rows("agreements", PlanAgreement),
    ),
)
