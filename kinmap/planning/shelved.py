"""What planning puts on the shelves of lower rooms."""

from functools import partial

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import (
    Addressed,
    DeskCard,
    FamilyTab,
    PrintDocument,
    addressed,
    desk_cards,
    exchange_parts,
    family_tabs,
    misfilables,
    print_documents,
    rows_of,
)
from kinmap.mapping.shelves import answering
from kinmap.planning import sheets
from kinmap.planning.answering import ANSWERING
from kinmap.planning.desk_lines import due_lines, unfinished_lines
from kinmap.planning.exchange import EXCHANGE
from kinmap.planning.misfiled import MISFILED
from kinmap.planning.models import Plan, PlanAction, PlanRule, PlanTrigger, PlanVersion
from kinmap.planning.outlines import outline_of_plan, outline_of_stage_plan
from kinmap.planning.preparing import prepare_plan
from kinmap.planning.stage_plans import STAGE_PLANS, prepare_stage_plan

exchange_parts.put(EXCHANGE)
for kind in MISFILED:
    misfilables.put(kind)
for name, nouns in (
    ("plan_id", (Plan,)),
    ("version_id", (PlanVersion,)),
    ("item_id", (PlanRule, PlanTrigger, PlanAction)),
):
    addressed.put(Addressed(name=f"planning.{name}", needs=Permission.PLAN_READ, readable=rows_of(*nouns)))
family_tabs.put(FamilyTab("plan", "Plan", "planning:plan", Permission.PLAN_READ, order=30))
desk_cards.put(DeskCard("due-plans", "What is due", "Nothing in a plan is due.", due_lines, order=20))
desk_cards.put(
    DeskCard("unfinished-plans", "What I left unfinished", "No plan waits for a version.", unfinished_lines, order=40)
)
answering.put(ANSWERING)
print_documents.put(
    PrintDocument(
        name="plan", words="The plan", layout=sheets.PLAN, needs=Permission.PLAN_READ, prepare=prepare_plan,
        outline=outline_of_plan, order=30,
    )
)  # fmt: skip
for name, words, stage in STAGE_PLANS:
    print_documents.put(
        PrintDocument(
            name=name, words=words, layout=sheets.STAGE_PLAN, needs=Permission.PLAN_READ,
            prepare=partial(prepare_stage_plan, stage=stage, title=words), outline=outline_of_stage_plan, stage=stage,
            order=32,
        )
    )  # fmt: skip
