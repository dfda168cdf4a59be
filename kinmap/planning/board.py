"""Gathers the plan page for one reader in a fixed number of queries, today or as a version had it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from kinmap.access.reader import Reader
from kinmap.access.sharing import Sharing
from kinmap.casework.joining.looking_back import looking_back
from kinmap.families.models import Family, Person
from kinmap.families.models.person import names_for
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, LabelSet, Map
from kinmap.planning.models import Plan, PlanAction, PlanAgreement, PlanRule, PlanTrigger, PlanVersion
from kinmap.planning.models.items import PlanItem

ITEMS: tuple[type[PlanItem], ...] = (PlanRule, PlanTrigger, PlanAction)


@dataclass(frozen=True)
class Answered:
    """The worry that an item is for, as this reader has it."""

    mark: str
    text: str


@dataclass
class Line:
    """One item with what the page says beside it: names only of people the reader may see."""

    item: Any
    number: int
    answers: list[Answered]
    children: list[str]
    owner: str = ""
    guarded_more: bool = False


@dataclass
class PlanOnPage:
    """One plan with everything in it that the reader may see."""

    plan: Any
    children: list[str]
    rules: list[Line] = field(default_factory=list)
    triggers: list[Line] = field(default_factory=list)
    actions: list[Line] = field(default_factory=list)
    versions: list[PlanVersion] = field(default_factory=list)
    answers: list[tuple[str, PlanAgreement]] = field(default_factory=list)

    @property
    def newest(self) -> PlanVersion | None:
        """The version fixed last."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True)
class Sight:
    """What the page needs about the family: names, children in order, statements with their marks."""

    people: dict[UUID, Person]
    children: dict[UUID, str]
    statements: dict[UUID, Answered]

    def names(self, ids: frozenset[UUID]) -> list[str]:
        """Children's names; none when it is about all of them."""
        return [] if set(self.children) <= ids else [name for pk, name in self.children.items() if pk in ids]

    def all_names(self, ids: frozenset[UUID]) -> list[str]:
        """Children's names, oldest first."""
        return [name for pk, name in self.children.items() if pk in ids]

    def line(self, number: int, item: Any, plan: Any) -> Line:
        """An item as the page shows it; it tells its secrecy where that is not the plan's own."""
        answered = [self.statements[pk] for pk in (item.answers_id, item.also_answers_id) if pk in self.statements]
        owner = self.people.get(getattr(item, "owner_id", None))  # type: ignore[arg-type]
        words = str(getattr(item, "owner_words", ""))
        guards = [(one.sharing, one.named, one.hidden_from) for one in (item, plan)]
        more = guards[0] != guards[1] and (item.sharing != Sharing.FAMILY_ALL or bool(item.hidden_from))
        children = [] if item.children == plan.children else self.names(item.children)
        return Line(item, number, answered, children, owner.called if owner else words, more)


def sight_of(family: Family, reader: Reader) -> Sight:
    """Names and statements, fetched once for the page."""
    people = names_for(reader)
    labels: LabelSet = Map.of(family).labels(reader)
    rows = Entry.objects.readable_by(reader).filter(family=family, category=Category.DANGER_STATEMENT).standing()
    mark = labels.words["one_danger_statement"]
    statements = {
        pk: Answered(f"{mark} {number}", text)
        for number, (pk, text) in enumerate(rows.order_by("place", "id").values_list("pk", "text"), start=1)
    }
    children = {pk: person.called for pk, person in people.items() if pk in reader.child_ids}
    return Sight(people, children, statements)


def plans_of(family: Family, reader: Reader, *, ended: bool = False) -> list[PlanOnPage]:
    """The plans in force, the family's own first; or those that have ended."""
    sight = sight_of(family, reader)
    rows = Plan.objects.readable_by(reader).filter(family=family, ended__isnull=not ended)
    plans = sorted(rows, key=lambda plan: (plan.kind != Plan.Kind.FAMILY, -plan.started.toordinal(), plan.pk))
    shown = {plan.pk: PlanOnPage(plan, sight.all_names(plan.children)) for plan in plans}
    for model, name in ((PlanRule, "rules"), (PlanTrigger, "triggers"), (PlanAction, "actions")):
        for item in model.objects.readable_by(reader).standing().filter(plan__in=shown):
            lines = getattr(shown[item.plan_id], name)
            lines.append(sight.line(len(lines) + 1, item, shown[item.plan_id].plan))
    for version in PlanVersion.objects.readable_by(reader).filter(plan__in=shown).order_by("-number"):
        shown[version.plan_id].versions.append(version)
    for answer in PlanAgreement.objects.readable_by(reader).filter(plan__in=shown).order_by("on", "id"):
        page = shown[answer.plan_id]
        if page.newest and answer.plan_version_id == page.newest.pk:
            page.answers.append((sight.people[answer.person_id].name, answer))
    return list(shown.values())


def as_of_version(family: Family, reader: Reader, version: PlanVersion) -> PlanOnPage | None:
    """The plan as it stood when a version was fixed; ``None`` when it was not open to this reader then.

    Limited twice: by the guards that the rows had then, and by those they have today (decision 0006).
    """
    sight, moment = sight_of(family, reader), version.fixed_at
    then = _then(Plan, moment, reader, ids=[version.plan_id])
    if not then:
        return None
    page = PlanOnPage(then[0], sight.all_names(then[0].children), versions=[version])
    for model, name in ((PlanRule, "rules"), (PlanTrigger, "triggers"), (PlanAction, "actions")):
        today = model.objects.readable_by(reader).filter(plan=version.plan_id).values_list("pk", flat=True)
        items = [item for item in _then(model, moment, reader, ids=today) if not item.withdrawn]
        items.sort(key=lambda item: (item.place, item.pk))
        setattr(page, name, [sight.line(number, item, then[0]) for number, item in enumerate(items, start=1)])
    answers = PlanAgreement.objects.readable_by(reader).filter(plan_version=version).order_by("on", "id")
    page.answers = [(sight.people[answer.person_id].name, answer) for answer in answers]
    return page


def _then(model: Any, moment: datetime, reader: Reader, *, ids: Iterable[UUID]) -> list[Any]:
    then = looking_back(reader)
    rows = model.history.as_of(moment).filter(then.admits_about_children(), id__in=list(ids))
    return list(rows)
