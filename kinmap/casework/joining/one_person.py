"""Two records of one person: side by side, what may be chosen, and why some two cannot be one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.apps import apps

from kinmap.access.reader import Reader
from kinmap.access.sharing import strictest
from kinmap.casework.joining.moving import Moving
from kinmap.casework.joining.pointers import families_of
from kinmap.casework.joining.staging import open_stages, settle_stages
from kinmap.casework.models import Involvement, Join
from kinmap.casework.people.finding import whom_to_ask
from kinmap.families import codes
from kinmap.families.exchange import DESCENT, circles
from kinmap.families.models import FamilyMember, NameKey, Person, RecordLock, Relationship
from kinmap.families.models.lock import not_locked
from kinmap.families.names import folded
from kinmap.kit.dates import plain_date

LEFT, RIGHT, BOTH, NEITHER = "left", "right", "both", "neither"
LONGEST_OTHER_NAMES = 300


class Refusal(ValueError):
    """These two cannot be joined, with the reason in a sentence."""


@dataclass(frozen=True)
class Question:
    """One fact, or facts that go together: the columns, how it is said, and whether it may be left empty."""

    name: str
    words: str
    columns: tuple[str, ...]
    say: Callable[[Person], str]
    may_be_empty: bool = True
    may_be_both: bool = False


def _plain(name: str, words: str, **more: Any) -> Question:
    return Question(name, words, (name,), lambda person: str(getattr(person, name) or ""), **more)


def _birth(person: Person) -> str:
    return f"due {person.born_in_words}" if person.is_unborn else person.born_in_words


QUESTIONS = (
    Question("name", "Name", ("first_name", "last_name"), lambda one: one.name, may_be_empty=False),
    _plain("known_as", "Known as"),
    Question("birth", "Born, or due", ("born", "born_precision", "due"), _birth),
    Question("died", "Died", ("died",), lambda one: plain_date(one.died) if one.died else ""),
    Question("gender", "Gender", ("gender",), lambda one: "" if one.gender == Person.Gender.UNSTATED else
             one.get_gender_display()),
    _plain("languages", "Languages"),
    _plain("interpreter", "Interpreter"),
    Question("ethnicity", "Ethnicity", ("ethnicity",), lambda one: codes.ethnicity_in_words(one.ethnicity)),
    Question("disability", "Disability", ("disability",), lambda one: codes.disability_in_words(one.disability)),
    _plain("phone", "Phone"),
    _plain("note", "In a few words", may_be_both=True),
    _plain("job_title", "Job"),
    Question("organisation", "Organisation", ("organisation",),
             lambda one: one.organisation.name if one.organisation else ""),
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One question about which the two records do not say the same. ``usual``: the answer offered first."""

    question: Question
    left: str
    right: str

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be answered."""
        found = [(side, said) for side, said in ((LEFT, self.left), (RIGHT, self.right)) if said]
        if self.question.may_be_both and self.left and self.right:
            found.append((BOTH, "Both, one after the other"))
        if self.question.may_be_empty:
            found.append((NEITHER, "Neither: leave it empty"))
        return found

    @property
    def usual(self) -> str:
        if self.question.may_be_both and self.left and self.right:
            return BOTH
        return LEFT if self.left else RIGHT


@dataclass(frozen=True)
class TwoRecords:
    """``left``: the record that stands afterwards; ``right``: the one that is joined into it."""

    left: Person
    right: Person

    @classmethod
    def of(cls, one: Person, other: Person) -> "TwoRecords":
        """The record with an account stands, else the one that was written down first: its links stay as they are."""

        def order(person: Person) -> Any:
            return person.account_id is None, person.recorded_at, person.pk.hex

        left, right = sorted((one, other), key=order)
        return cls(left, right)

    def differences(self) -> list[Difference]:
        """Where the two do not say the same."""
        both = [Difference(one, one.say(self.left), one.say(self.right)) for one in QUESTIONS]
        return [one for one in both if one.left != one.right]

    def agreeing(self) -> list[tuple[str, str]]:
        """Where they do, in words."""
        return [(one.words, one.say(self.left)) for one in QUESTIONS if one.say(self.left) and
                one.say(self.left) == one.say(self.right)]  # fmt: skip

    def other_names(self, chosen: Mapping[str, str]) -> str:
        """Names of either record that the answers would leave out, to be kept beside the name."""
        person = self.left if chosen.get("name", LEFT) == LEFT else self.right
        known_as = {LEFT: self.left.known_as, RIGHT: self.right.known_as}.get(
            chosen.get("known_as", LEFT), "") or self.left.known_as or self.right.known_as  # fmt: skip
        said = [person.name, known_as]
        found: list[str] = []
        for name in (self.left.other_names, self.right.other_names, self.left.name, self.right.name,
                     self.left.known_as, self.right.known_as):  # fmt: skip
            for part in filter(None, (one.strip() for one in name.split(";"))):
                if folded(part) not in [folded(one) for one in (*said, *found)] and len(part) > 1:
                    found.append(part)
        return "; ".join(found)[:LONGEST_OTHER_NAMES]

    def facts(self, chosen: Mapping[str, str], *, keep_names: bool) -> dict[str, Any]:
        """The columns of the record that stands, as they were answered."""
        facts: dict[str, Any] = {}
        for one in self.differences():
            answer = chosen.get(one.name, one.usual)
            for column in one.question.columns:
                facts[column] = self._column(column, answer)
        facts["other_names"] = self.other_names(chosen) if keep_names else self.left.other_names
        facts["number"] = self.left.number or self.right.number
        facts["account"] = self.left.account or self.right.account
        facts |= self._guard()
        return facts

    def _column(self, column: str, answer: str) -> Any:
        if answer == NEITHER:
            field: Any = Person._meta.get_field(column)
            return field.get_default()
        left, right = getattr(self.left, column), getattr(self.right, column)
        return f"{left}\n\n{right}" if answer == BOTH else (left if answer == LEFT else right)

    def _guard(self) -> dict[str, Any]:
        """Whoever is shut out of either is shut out; of two levels, the stricter."""
        this, that = self.left, self.right
        level = strictest((this.sharing, that.sharing))
        return {"sharing": level, "named": this.named | that.named, "hidden_from": this.hidden_from | that.hidden_from}


@dataclass
class OnePerson:
    """The joining of two records, as the answers have it. ``joiner``: the eyes of whoever joins."""

    two: TwoRecords
    chosen: Mapping[str, str]
    joiner: Reader
    keep_names: bool = True
    stages: Mapping[str, UUID] | None = None

    what = Join.What.PERSON

    @property
    def kept(self) -> UUID:
        return self.two.left.pk

    @property
    def away(self) -> frozenset[UUID]:
        return frozenset({self.two.right.pk})

    @property
    def answers(self) -> Any:
        """Every answer, as JSON can say it."""
        stages = sorted((key, str(stage)) for key, stage in (self.stages or {}).items())
        return [str(self.kept), sorted(map(str, self.away)), sorted(self.chosen.items()), self.keep_names, stages]

    def again(self) -> "OnePerson":
        """The same joining of the records as they are in this moment."""
        this, that = (Person.objects.get(pk=one.pk) for one in (self.two.left, self.two.right))
        return replace(self, two=TwoRecords.of(this, that))

    def families(self) -> frozenset[UUID]:
        """Every family in which either record is spoken of, but for those locked against the joiner."""
        locked = RecordLock.objects.against(self.joiner.user_id).order_by().values_list("family", flat=True)
        return families_of({self.kept, *self.away}) - set(locked)

    def families_after(self) -> frozenset[UUID]:
        """The same ones."""
        return self.families()

    def held_back(self) -> frozenset[UUID]:
        """Relationships that the joiner cannot see and that would make a circle: they stay behind, untold."""
        return _circling(self.two, self.joiner)

    def check(self) -> None:
        """Raise ``Refusal`` with the reason why these two cannot be one."""
        this, that = self.two.left, self.two.right
        if this.account_id and that.account_id:
            raise Refusal("Both have an account to sign in with. Close one of the accounts first.")
        if this.number and that.number and this.number != that.number:
            raise Refusal(f"They have two different council numbers, {this.number} and {that.number}: "
                          "they are two people, or one number is wrong.")  # fmt: skip
        self._check_places()
        self._check_relationships()

    def carry(self, moving: Moving) -> None:
        """Make them one: the answers into the record that stands, everything that points at the other to it."""
        this, that = self.two.left, self.two.right
        facts = self.two.facts(self.chosen, keep_names=self.keep_names)
        that.joined_into, that.number, that.account = this, None, None
        moving.keep(that)
        for fact, value in facts.items():
            setattr(this, fact, value)
        moving.keep(this)
        NameKey.renew(this)
        settle_stages(open_stages(self.families(), people={this.pk, that.pk}), self.stages or {}, moving)
        _let_go(frozenset({this.pk, that.pk}), moving)
        moving.carry(Person, self.away)

    def _check_places(self) -> None:
        """Somebody who has a place where the joiner may not look is joined by whoever may look there too."""
        ids = [self.kept, *self.away]
        open_to = not_locked(self.joiner.user_id)  # of a locked record nothing is told, not even by refusing
        places = FamilyMember.objects.filter(self.joiner.admits(), open_to, person__in=ids)
        places = places.filter(family__joined_into__isnull=True)
        closed = set(places.values_list("family_id", flat=True)) - self.joiner.family_ids
        if closed:
            whom = " and ".join(sorted(set(whom_to_ask(closed, reader=self.joiner).values())))
            raise Refusal(f"One of them belongs to a family that is not open to you too. Ask {whom}.")

    def _check_relationships(self) -> None:
        this, that = self.two.left, self.two.right
        rows = Relationship.objects.readable_by(self.joiner).filter(ended__isnull=True)
        between = rows.filter(person__in=(this, that), other__in=(this, that)).select_related("person", "other").first()
        if between is not None:
            words, other = between.seen_from(between.person)
            raise Refusal(f"{between.person.name} is written down as {words} {other.name}: they cannot be one person. "
                          "If that is a mistake, end the relationship first.")  # fmt: skip
        visible = Relationship.objects.readable_by(self.joiner).filter(kind__in=DESCENT)
        if _is_circle(visible, {that.pk: this.pk}):
            raise Refusal(f"{this.name} would become their own parent or grandparent. "
                          "They are two people, or a relationship is wrong.")  # fmt: skip


def _let_go(people: frozenset[UUID], moving: Moving) -> None:
    """Take back what earlier joinings hid from either of the two: the other of them may have had the right to it.

    What they still must not see is found, and hidden again, after this joining. What a person wrote stays.
    """
    for row, shut in Join.shut_out_of(people).items():
        found = moving.touched.get(row) or apps.get_model(row[0])._default_manager.get(pk=row[1])
        if found.hidden_from & shut:
            found.hidden_from -= shut
            moving.keep(found)


def _is_circle(rows: Iterable[Relationship], becomes: Mapping[UUID, UUID]) -> bool:
    placed = [("", {"kind": row.kind, "person": becomes.get(row.person_id, row.person_id),
                    "other": becomes.get(row.other_id, row.other_id)}) for row in rows]  # fmt: skip
    return any(True for _ in circles(placed))


def _circling(two: TwoRecords, joiner: Reader) -> frozenset[UUID]:
    every = list(Relationship.objects.filter(kind__in=DESCENT, person__joined_into__isnull=True).order_by("pk"))
    if not _is_circle(every, {two.right.pk: two.left.pk}) or _is_circle(every, {}):
        return frozenset()
    seen = set(Relationship.objects.readable_by(joiner).values_list("pk", flat=True))
    of_right = {row.pk for row in every if two.right.pk in (row.person_id, row.other_id)}
    hidden = of_right - seen
    left = [row for row in every if row.pk not in hidden]
    return frozenset(hidden if not _is_circle(left, {two.right.pk: two.left.pk}) else of_right)


def stage_questions(two: TwoRecords, joiner: Reader) -> dict[str, list[Involvement]]:
    """Where both records have an open stage in one family that the joiner may see: by family, the stages."""
    seen = set(Involvement.objects.readable_by(joiner).values_list("pk", flat=True))
    found = open_stages(joiner.family_ids, people={two.left.pk, two.right.pk})
    return {key: [row for row in rows if row.pk in seen] for key, rows in found.items()
            if sum(row.pk in seen for row in rows) > 1}  # fmt: skip
