"""What is missing on a family's map as a whole: a child's own words, a look after something serious, a right name.

Practice guide, 1.8. Everything comes from what the reader may see; whatever is hidden from them neither asks nor
keeps anything from being asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.models import TimelineEvent
from kinmap.families.models import Family, FamilyMember
from kinmap.guidance.prompts.models import PromptSetting
from kinmap.kit.dates import plain_date, years_between
from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry
from kinmap.mapping.people import faces_of
from kinmap.mapping.quality.models import Waved, digest_of
from kinmap.mapping.quality.names import about_names, other_children
from kinmap.visits.heard import last_heard

CHILDS_WORDS, MAP_AGE = "childs_words", "map_age"
DAYS_OF_A_WEEK = 7
#: Younger children are not asked after for words.
SPEAKS_FROM = 2


@dataclass(frozen=True)
class Missing:
    """One thing to think about. ``entry``: where on the map; ``digest``: what exactly, for waving it away."""

    code: str
    digest: str
    says: str
    why: str
    standard: str
    entry: UUID | None = None
    write: UUID | None = None


def missing_on(family: Family, reader: Reader, user: User) -> list[Missing]:
    """Everything that this reader has not waved away, the most pressing first."""
    found = [*_map_is_old(family, reader), *_not_heard(family, reader), *_names(family, reader, user)]
    gone = Waved.own(family, reader)
    return [one for one in found if (one.code, one.digest) not in gone]


def _map_is_old(family: Family, reader: Reader) -> Iterator[Missing]:
    """A serious event since anybody last changed the map."""
    events = TimelineEvent.objects.readable_by(reader).standing().filter(family=family, on__lte=timezone.localdate())
    event = events.filter(significance=TimelineEvent.Significance.SERIOUS).order_by("-on", "-id").first()
    if event is None or event.on is None:
        return
    seen = Entry.objects.readable_by(reader).filter(family=family).order_by().values("pk")
    changed = Entry.history.filter(id__in=seen).aggregate(last=Max("history_date"))["last"]
    if changed is not None and timezone.localdate(changed) < event.on:
        yield Missing(
            code=MAP_AGE, digest=digest_of(MAP_AGE, event.pk),
            says=f"Something serious happened on {plain_date(event.on)}. The map was last changed on "
            f"{plain_date(timezone.localdate(changed))}.",
            why="Look through it with the family: what is no longer so, what is new, which number would people give?",
            standard="quick-start", write=new_id(),
        )  # fmt: skip


def _not_heard(family: Family, reader: Reader) -> Iterator[Missing]:
    """A child of whose own words nothing was written down for some weeks, on the map or at a visit."""
    weeks = PromptSetting.today().weeks_without_words
    heard = _words_on_the_map(family, reader)
    for child, day in last_heard(family, reader).items():
        heard[child] = max(day, heard.get(child, day))
    today = timezone.localdate()
    for child, name, since in _children_who_speak(family, reader, today):
        last = heard.get(child)
        gone = (today - (last or since)).days
        if gone >= weeks * DAYS_OF_A_WEEK:
            told = f"for {gone // DAYS_OF_A_WEEK} weeks" if last else "yet"
            yield Missing(
                code=CHILDS_WORDS, digest=digest_of(CHILDS_WORDS, child, last, gone // (weeks * DAYS_OF_A_WEEK)),
                says=f"Nothing that {name} said has been written down {told}.",
                why=f"What {name} says, in their own words, tells whether life is better. At a visit, or on the map "
                "with “A child said it”.",
                standard="conversations", write=new_id(),
            )  # fmt: skip


def _words_on_the_map(family: Family, reader: Reader) -> dict[UUID, date]:
    rows = Entry.objects.readable_by(reader).filter(family=family, source=Entry.Source.CHILD_SAID).order_by("id")
    heard: dict[UUID, date] = {}
    for about, said_by, on, recorded in rows.values_list("children", "said_by", "event_date", "recorded_at"):
        day = on or timezone.localdate(recorded)
        for child in {said_by} if said_by else about:
            heard[child] = max(day, heard.get(child, day))
    return heard


def _children_who_speak(family: Family, reader: Reader, today: date) -> Iterable[tuple[UUID, str, date]]:
    """Today's children from two years on, oldest first, with the day since which they are known here."""
    rows = FamilyMember.objects.children_readable_by(reader).filter(family=family).order_by("person__born", "person")
    for member in rows.select_related("person"):
        born, left = member.person.born, member.ended
        if born is None or years_between(born, today) < SPEAKS_FROM or (left is not None and left <= today):
            continue
        yield member.person_id, member.person.called, member.started or timezone.localdate(member.recorded_at)


def _names(family: Family, reader: Reader, user: User) -> Iterator[Missing]:
    """Entries that name a child whom they are not about."""
    others = other_children(user, reader, faces_of(family, reader), family=family)
    rows = Entry.objects.readable_by(reader).standing().filter(family=family).order_by("place", "id")
    for pk, text, parts, about in rows.values_list("pk", "text", "parts", "children"):
        for prompt in about_names(text, about=about, others=others, parts=parts):
            yield Missing(
                code=prompt.code, digest=digest_of(prompt.code, pk, prompt.says, text, parts), says=prompt.says,
                why=prompt.why, standard=prompt.standard, entry=pk, write=new_id(),
            )  # fmt: skip
