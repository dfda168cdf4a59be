"""Everybody's numbers beside one another, never added together."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from kinmap.mapping.lines import BOTTOM, SIDE, TOP, WIDTH, lines_of
from kinmap.mapping.spread import CHILD, FAMILY, PROFESSIONAL, Face, Given, gap_in_words, marks_of

ROUND, LATER = uuid4(), uuid4()


def said(name: str, halves: int | None, *, kind: str = FAMILY, on: date = date(2026, 7, 1), of: UUID = ROUND) -> Given:
    return Given(who=Face(UUID(int=hash(name) % 2**128), name, kind), round=of, on=on, halves=halves)


def test_people_of_one_number_stand_together_children_first() -> None:
    marks = marks_of(
        [said("Hannah Osei", 12, kind=PROFESSIONAL), said("Dee", 14), said("Kayla", 12, kind=CHILD), said("Craig", 12)]
    )
    assert [(mark.value, [face.name for face in mark.people]) for mark in marks] == [
        ("7", ["Dee"]), ("6", ["Kayla", "Craig", "Hannah Osei"]),
    ]  # fmt: skip


def test_the_widest_gap_is_said_with_names() -> None:
    assert (
        gap_in_words(marks_of([said("Shane", 16), said("Dee", 13), said("DC Lowe", 10)]))
        == "Shane says 8, DC Lowe says 5."
    )


def test_several_at_one_end_are_named_up_to_three() -> None:
    many = [said(name, 4) for name in ("Ann", "Ben", "Cas", "Dan")]
    assert gap_in_words(marks_of([said("Zoe", 13), *many])) == "Zoe says 6½, Ann, Ben and 2 others say 2."
    assert gap_in_words(marks_of([said("Zoe", 13), *many[:2]])) == "Zoe says 6½, Ann and Ben say 2."


def test_one_person_alone_has_no_gap_and_agreement_says_so() -> None:
    assert gap_in_words(marks_of([said("Dee", 8)])) == ""
    assert gap_in_words(marks_of([said("Dee", 8), said("Mo", 8)])) == "Everybody who gave a number says 4."


def test_whoever_would_rather_not_say_has_no_mark_and_breaks_their_line() -> None:
    given = [said("Toby", 4), said("Toby", None, on=date(2026, 8, 1), of=LATER), said("Toby", 8, on=date(2026, 9, 1))]
    assert marks_of([given[1]]) == []
    (line,) = lines_of(given)
    assert len(line.dots) == 2
    assert line.strokes == ()
    assert line.words == "2 on 1 July 2026, then would rather not say on 1 August 2026, then 4 on 1 September 2026"


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 20)), min_size=1, max_size=12))
def test_every_number_is_drawn_inside_its_frame_and_higher_is_higher(told: list[tuple[date, int]]) -> None:
    (line,) = lines_of(said("Dee", halves, on=day) for day, halves in told)
    assert len(line.dots) == len(told)
    for dot, (_, halves) in zip(line.dots, sorted(told, key=lambda one: one[0]), strict=True):
        assert SIDE <= float(dot.x) <= WIDTH - SIDE
        assert TOP <= float(dot.y) <= BOTTOM
        assert abs(float(dot.y) - (BOTTOM - (BOTTOM - TOP) * halves / 20)) < 0.06


def test_each_line_belongs_to_one_person() -> None:
    lines = lines_of([said("Dee", 8), said("Mo", 10), said("Dee", 12, on=date(2026, 9, 1))])
    assert [(line.who.name, [dot.value for dot in line.dots]) for line in lines] == [("Dee", ["4", "6"]), ("Mo", ["5"])]
