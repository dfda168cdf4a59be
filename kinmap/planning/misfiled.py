"""How a line of a plan that was misfiled is struck out. It cannot be moved: a plan is made by the people it is for."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse

from kinmap.access.permissions import Permission
from kinmap.casework.shelves import Misfilable
from kinmap.planning.models import PlanAction, PlanRule, PlanTrigger

DOCUMENTS = frozenset({"plan", "harm-to-plan", "early-help-plan", "child-in-need-plan"})
SAID = ("text", "who", "backup", "who_checks", "how_checked", "if_not", "when_words", "seen_by", "first_action",
        "second_action", "owner_words", "evidence")  # fmt: skip


def said_by_item(item: Any) -> Iterator[tuple[str, str]]:
    """Everything that the line says, under what each box is called."""
    for one in item._meta.concrete_fields:
        if one.name in SAID and isinstance(one, models.CharField | models.TextField) and getattr(item, one.name):
            yield str(one.verbose_name).capitalize(), getattr(item, one.name)


MISFILED = tuple(
    Misfilable(
        name=name, words=words, noun=noun, needs=Permission.PLAN_READ, said=said_by_item,
        address=lambda ref, _item: reverse("planning:plan", args=[ref]), becomes={"withdrawn": True},
        documents=DOCUMENTS, order=order,
    )
    for order, (name, words, noun) in enumerate(
        (("rule", "a rule of a plan", PlanRule), ("trigger", "a warning sign of a plan", PlanTrigger),
         ("action", "something to do of a plan", PlanAction)),
        start=20,
    )
)  # fmt: skip
