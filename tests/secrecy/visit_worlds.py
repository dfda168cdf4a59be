"""Visits of a random family: to some of its children, each with a part, words and a place of their own secrecy."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from tests.secrecy.world import Item, Maker


def add_visits(maker: Maker, start: date) -> list[Item]:
    """Three visits, one of them still to come."""
    return [_visit(maker, start, number) for number in range(3)]


def _visit(maker: Maker, start: date, number: int) -> Item:
    dice, everybody = maker.dice, maker.everybody  # type: ignore[attr-defined]
    day = start + timedelta(days=7 * number)
    state = "planned" if number == 2 else "made"
    facts = {"kind": dice.choice(("home", "school", "phone")), "state": state, "planned_for": day,
             "on": day if state == "made" else None, "workers": maker.some(everybody, 1)}  # fmt: skip
    guard = maker.guard(everybody, 0.4)
    bare = Item("visit", maker.id(), facts, **guard)
    about = maker.some(maker.world.children, 1)
    parts = [_part(maker, bare, child) for child in sorted(about)]
    # The visit is seen through any child's part that may be seen; its own level keeps a reader from all of them.
    visit = replace(bare, through=tuple(parts))
    maker.world.items += [visit, *parts]
    account = maker.add("visit account", {"visit": visit.id, "text": maker.words("account"),
                                          "present": maker.some(everybody), "purpose": maker.words("purpose")},
                        about=about, needs=(visit.id,), **guard)  # fmt: skip
    _place(maker, account)
    for part in parts:
        if state == "made":
            maker.add("said", {"part": part.id, "words": maker.words("said")}, needs=(part.id,),
                      **maker.guard(everybody))  # fmt: skip
    return visit


def _part(maker: Maker, visit: Item, child: UUID) -> Item:
    everybody: list[UUID] = maker.everybody  # type: ignore[attr-defined]
    facts = {"visit": visit.id, "child": child, "seen": True, "manner": maker.words("manner")}
    return Item("seen", maker.id(), facts, needs=(child,), child=child, under=visit, **maker.guard(everybody, 0.3))


def _place(maker: Maker, account: Item) -> None:
    everybody: list[UUID] = maker.everybody  # type: ignore[attr-defined]
    homes = [item.id for item in maker.world.items if item.noun == "household"]
    home = maker.dice.choice([*homes, None])
    needs = (account.id, home) if home else (account.id,)
    facts = {"account": account.id, "household": home, "words": "" if home else maker.words("place")}
    maker.add("visit place", facts, needs=needs, **maker.guard(everybody))
