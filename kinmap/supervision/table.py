"""A session as one of its members sees it: what is written now, what was read together, who sits here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.doors import kind_of
from kinmap.casework.shelves import DeskLine
from kinmap.families.models import Family, Person
from kinmap.families.models.lock import not_locked
from kinmap.kit.dates import plain_date
from kinmap.supervision.models import Draft, GroupSession, Member, Turn

#: A group thinks well with four to ten (practice guide 7.2); said, never enforced.
FEWEST, MOST = 4, 10
IN_TURN = ("recorded_at", "id")


@dataclass
class Written:
    """One turn: one's own draft, who else has written, and all drafts once they were read together."""

    turn: Turn
    own: Draft | None = None
    have_written: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Everything that the page of a session shows to one member."""

    session: GroupSession
    seat: Member
    members: Sequence[Member]
    turns: Sequence[Written]
    children: str

    @property
    def now(self) -> Written | None:
        """The turn that is being written."""
        return next((one for one in self.turns if one.turn.read_at is None), None)

    @property
    def read(self) -> list[Written]:
        """The turns that were read together."""
        return [one for one in self.turns if one.turn.read_at is not None]

    @property
    def size_in_words(self) -> str:
        """A word about the size of the group, when it is small or large."""
        if len(self.members) < FEWEST:
            return f"A group works best with {FEWEST} to {MOST} people."
        return f"More than {MOST} people: consider two groups." if len(self.members) > MOST else ""


def table_of(session: GroupSession, seat: Member) -> Table:
    """What this member may see now. The drafts of others are not even asked for before they are read together."""
    members = list(session.members.select_related("user").order_by(*IN_TURN))
    names = {member.user_id: member.user.name for member in members}
    open_to_seat = Q(turn__read_at__isnull=False) | Q(author=seat.user_id)
    drafts: defaultdict[UUID, list[Draft]] = defaultdict(list)
    for draft in Draft.objects.filter(open_to_seat, turn__session=session).select_related("author").order_by(*IN_TURN):
        drafts[draft.turn_id].append(draft)
    wrote = set(Draft.objects.filter(turn__session=session).order_by().values_list("turn", "author"))
    turns = []
    for turn in session.turns.order_by(*IN_TURN):
        if turn.read_at is None:
            own = next(iter(drafts[turn.pk]), None)
            turns.append(Written(turn, own, [name for user, name in names.items() if (turn.pk, user) in wrote]))
        else:
            turns.append(Written(turn, drafts=drafts[turn.pk]))
    return Table(session, seat, members, turns, _children(session, seat.user))


def _children(session: GroupSession, user: User) -> str:
    """Their names, but for a child who is locked or hidden from this member."""
    person = getattr(user, "person", None)
    eyes = Reader(kind_of(user), user.name, frozenset(), frozenset(), person_id=person.pk if person else None)
    people = Person.objects.filter(eyes.admits(), pk__in=session.children).order_by("born", "id")
    return ", ".join(person.called for person in people)


def sessions_of(family: Family, reader: Reader) -> list[GroupSession]:
    """The sessions about this family of which the reader may know, newest first; drafts are not part of it."""
    rows = GroupSession.objects.readable_by(reader).filter(family=family).select_related("recorded_by")
    return list(rows.order_by("-held_on", "-id"))


def seats_of(user: User) -> set[object]:
    """The sessions in which this person has a seat."""
    return set(Member.objects.filter(user=user).order_by().values_list("session", flat=True))


def invited_lines(user: User, _reader: Reader) -> Sequence[DeskLine]:
    """Sessions that go on and in which somebody has a seat. The family is not named: they may not work with it."""
    if not user.may(Permission.GROUP_MAP):
        return []
    open_to = not_locked(user.pk, family="session__family")
    seats = Member.objects.filter(open_to, user=user, session__closed_at__isnull=True).select_related("session")
    return [
        DeskLine(
            f"Group mapping on {plain_date(seat.session.held_on)}", str(seat.get_part_display()),
            reverse("supervision:session", args=[seat.session_id]),
        )
        for seat in seats.order_by("session__held_on", "id")
        if not seat.session.shuts_out(user)
    ]  # fmt: skip
