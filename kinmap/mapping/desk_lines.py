"""What one's desk says about maps: sets left unfinished, rounds still open, next steps that are due.

A fixed number of queries however many families there are. Of worries a line tells how many, never the words:
a desk stands open in offices and on buses.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.shelves import DeskCard, DeskLine
from kinmap.kit.dates import plain_date
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Round, Scale

#: Next steps further away than this are not "due" yet.
SOON = timedelta(days=14)
SHORT = 90
FAMILY = ("family__name", "family__ref")


def unfinished(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Statements without a goal or a scale, and rounds that are still gathering; three lines a family at most."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    if reader.may(Permission.MAP_EDIT):
        for what, counted in _missing(reader).items():
            for family, number in counted.items():
                lines[family].append(f"{_counted(number)} no {what} yet")
    if reader.may(Permission.JUDGE):
        rounds = Round.objects.readable_by(reader).filter(shown_at__isnull=True).order_by("held_on", "id")
        for name, ref, held_on in rounds.values_list(*FAMILY, "held_on"):
            lines[name, ref].append(f"Numbers of {plain_date(held_on)} are still being gathered")
    return [
        DeskLine(words=words, family_name=name, address=reverse("mapping:statements", args=[ref]))
        for name, ref in sorted(lines)
        for words in lines[name, ref]
    ]


def due(user: User, reader: Reader) -> Sequence[DeskLine]:
    """Next steps with a date that is past or near, the earliest first."""
    if not reader.may(Permission.MAP_READ):
        return []
    today = timezone.localdate()
    steps = (
        Entry.objects.readable_by(reader)
        .standing()
        .filter(category=Category.NEXT_STEP, done_on__isnull=True, due__lte=today + SOON)
    )
    return [
        DeskLine(
            words=text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …",
            family_name=name, late=day < today, address=f"{reverse('mapping:map', args=[ref])}#entry-{pk}",
            due=timezone.make_aware(datetime.combine(day, time(23, 59))),
        )
        for pk, name, ref, text, day in steps.order_by("due", "id").values_list("pk", *FAMILY, "text", "due")
    ]  # fmt: skip


def _missing(reader: Reader) -> dict[str, Counter[tuple[str, str]]]:
    """By what is missing: how many statements of each family, by its name and reference."""
    entries = Entry.objects.readable_by(reader).standing()
    statements = list(entries.filter(category=Category.DANGER_STATEMENT).order_by("place").values_list("pk", *FAMILY))
    if not statements:
        return {}
    goals = entries.filter(category=Category.GOAL, answers__isnull=False).order_by().values_list("answers", flat=True)
    scales = Scale.objects.readable_by(reader).filter(statement__isnull=False).order_by()
    have = {"goal": set(goals), "scale": set(scales.values_list("statement", flat=True))}
    return {
        what: Counter((name, ref) for pk, name, ref in statements if pk not in answered)
        for what, answered in have.items()
    }


def _counted(number: int) -> str:
    return "One worry has" if number == 1 else f"{number} worries have"


CARDS = (
    DeskCard(
        name="unfinished_sets", words="What I left unfinished", empty="Every worry has its goal and its scale.",
        lines=unfinished, order=30,
    ),
    DeskCard(
        name="next_steps", words="What is due", empty="No next step is due in the next two weeks.",
        lines=due, order=20,
    ),
)  # fmt: skip
