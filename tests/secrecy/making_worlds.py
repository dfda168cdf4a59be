"""What a random family is made of."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from tests.secrecy.assessment_worlds import add_assessment
from tests.secrecy.visit_worlds import add_visits
from tests.secrecy.world import CATEGORIES, Eyes, Item, Maker, World

START = date(2026, 3, 2)
#: The roles that each account may hold; whoever was let in without working there reads by their role as well.
ROLES = {
    "worker": ("practitioner", "lead_practitioner", "team_manager"),
    "chair": ("conference_chair", "reviewing_officer"),
    "agency": ("partner",),
    "granted": ("practitioner", "minute_taker", "practice_lead", "reviewing_officer", "team_manager"),
    "emergency": ("practitioner", "lead_practitioner", "front_door", "team_manager"),
}
CHAIRS = frozenset({"conference_chair", "reviewing_officer"})
PROMPTS = ("serious-event", "child-not-heard", "another-child")


def make(seed: int) -> World:
    """A world: one to four children, grown-ups, workers, and guarded items of every noun."""
    maker = Maker(seed)
    _people(maker)
    _homes(maker)
    _casework(maker)
    maker.visits = add_visits(maker, START)  # type: ignore[attr-defined]
    _map(maker)
    _plan(maker)
    _questions(maker)
    _beside_the_map(maker)
    add_assessment(maker, START)
    return maker.world


def _people(maker: Maker) -> None:
    dice, world = maker.dice, maker.world
    children = [maker.id() for _ in range(dice.randint(1, 4))]
    parents = [maker.id() for _ in range(dice.randint(1, 2))]
    network = [maker.id() for _ in range(dice.randint(1, 2))]
    workers = {name: maker.id() for name in ROLES}
    world.roles = {name: dice.choice(held) for name, held in ROLES.items()}
    world.children = children
    adults = parents + network
    for number, child in enumerate(children):
        maker.add("person", {"first_name": maker.words("Child"), "born": START - timedelta(days=900 * (number + 1))},
                  id=child, child=child)  # fmt: skip
        maker.add("member", {"person": child, "role": "child"}, needs=(child,), child=child)
    told = {adult: maker.some(children) for adult in adults}
    for adult in adults:
        # A grown-up may be hidden from others; whoever an item is about is not shut out of their own record.
        guard = maker.guard([*adults, *workers.values()], 0.25)
        guard["hidden_from"] = guard.get("hidden_from", frozenset()) - {adult}
        guard["named"] = guard.get("named", frozenset()) | {adult}
        maker.add("person", {"first_name": maker.words("Adult")}, id=adult, **guard)
        role = "parent" if adult in parents else "network"
        maker.add("member", {"person": adult, "role": role, "children": told[adult]}, needs=(adult,),
                  named=frozenset({adult}))  # fmt: skip
    invited = maker.some(children, 1)
    for name, person in workers.items():
        maker.add("person", {"first_name": maker.words("Worker"), "account": name}, id=person)
        maker.add("member", {"person": person, "role": "professional"}, needs=(person,))
        if name in ("granted", "emergency"):
            _let_in(maker, name, person)
            continue
        for child in invited if name == "agency" else children[:1]:
            maker.add("allocation", {"child": child, "worker": person, "part": name}, needs=(child,), child=child)
    every = frozenset(children)
    world.eyes = [
        Eyes("worker", "colleague", workers["worker"], every, "worker"),
        Eyes("chair", "chair", workers["chair"], every, "chair"),
        Eyes("agency", "agency", workers["agency"], invited, "agency"),
        *(
            Eyes(name, "chair" if world.roles[name] in CHAIRS else "colleague", workers[name], every, name)
            for name in ("granted", "emergency")
        ),
        *(Eyes(f"parent {n}", "parent", parent, told[parent]) for n, parent in enumerate(parents)),
        *(Eyes(f"friend {n}", "network", friend, told[friend]) for n, friend in enumerate(network)),
        *(Eyes(f"child {n}", "child", child, frozenset({child})) for n, child in enumerate(children)),
    ]
    maker.everybody = [*children, *adults, *workers.values()]  # type: ignore[attr-defined]
    maker.adults = adults  # type: ignore[attr-defined]
    for one in adults:
        other = dice.choice(children)
        maker.add("relationship", {"person": one, "other": other, "kind": "parent", "words": maker.words("kin")},
                  needs=(one, other), **maker.guard(maker.everybody))  # fmt: skip
        if dice.random() < 0.5:
            maker.add("responsibility", {"person": one, "child": other, "basis": "court_order"},
                      needs=(one, other), **maker.guard(maker.everybody))  # fmt: skip


def _let_in(maker: Maker, name: str, person: UUID) -> None:
    """Somebody who works with nobody here: given access for a time, or in under break-glass; told to workers alone."""
    noun = "grant" if name == "granted" else "opening"
    words = {"account": name, "words": maker.words(noun), "purpose": "cover", "why": "danger"}
    maker.add(noun, words, needs=(person,), sharing="named_agencies")


def _homes(maker: Maker) -> None:
    everybody: list[UUID] = maker.everybody  # type: ignore[attr-defined]
    for number in range(2):
        guard, home = maker.guard(everybody), maker.id()
        stays = tuple(
            Item("residence", maker.id(), {"person": person, "household": home, "note": maker.words("stay")},
                 needs=(person,), **maker.guard(everybody))
            for person in maker.some(maker.world.children + maker.adults)  # type: ignore[attr-defined]
        )  # fmt: skip
        # An address is seen through a household alone, and by others than staff where somebody they may see lives.
        roof = Item("household", home, {}, lived_in=stays, **guard)
        lines = {"lines": maker.words("Street"), "postcode": f"NM{number} {maker.count}QX"}
        address = maker.add("address", lines, under=roof, **maker.guard(everybody, 0.7))
        facts = {"name": maker.words("Home"), "address": address.id}
        maker.add("household", facts, id=home, needs=(address.id,), lived_in=stays, **guard)
        maker.world.items += [replace(stay, needs=(*stay.needs, home)) for stay in stays]
    for child in maker.world.children:
        maker.add("school", {"child": child, "name": maker.words("School")}, needs=(child,), child=child,
                  **maker.guard(everybody))  # fmt: skip


def _casework(maker: Maker) -> None:
    everybody: list[UUID] = maker.everybody  # type: ignore[attr-defined]
    for child in maker.world.children:
        maker.add("involvement", {"child": child, "stage": maker.dice.choice(("early_help", "cin", "cp")),
                                  "reason": maker.words("stage")}, needs=(child,), child=child)  # fmt: skip
        giver = maker.dice.choice(maker.adults)  # type: ignore[attr-defined]
        maker.add("agreement", {"child": child, "given_by": giver, "words": maker.words("agreed")},
                  needs=(child, giver), child=child, **maker.guard(everybody))  # fmt: skip
    for _ in range(3):
        about = maker.some(maker.world.children, 1)
        maker.add("event", {"text": maker.words("event"), "on": START + timedelta(days=maker.count)}, about=about,
                  **maker.guard(everybody))  # fmt: skip

    for shared in (True, False):
        said = {name: maker.words(name) for name in ("what", "why", "detriment", "told_words", "decided_by")}
        to = maker.dice.choice(everybody)
        maker.add("decision", {"shared": shared, "recipient": to, **said}, about=maker.some(maker.world.children, 1),
                  needs=(to,), **maker.guard(everybody))  # fmt: skip
    for kind in ("close", "council"):
        said = {"kind": kind, "reason": maker.words("proposal"), "after": maker.words("after")}
        proposal = maker.add("proposal", said, about=maker.some(maker.world.children, 1), **maker.guard(everybody))
        session = {"headline": maker.words("headline"), "best_hope": maker.words("hope")}
        maker.add("session", session, about=maker.some(maker.world.children, 1), **maker.guard(everybody))
        maker.add("reply", {"proposal": proposal.id, "agreed": False, "words": maker.words("reply")},
                  needs=(proposal.id,), **maker.guard(everybody, 0.3))  # fmt: skip


def _map(maker: Maker) -> None:
    dice, everybody = maker.dice, maker.everybody  # type: ignore[attr-defined]
    maker.add("map", {})
    statements = []
    for number in range(dice.randint(8, 14)):
        category = "danger_statement" if number < 2 else dice.choice(CATEGORIES)
        about = maker.some(maker.world.children, 1)
        who = dice.choice(everybody)
        answers = dice.choice(statements) if statements and category in ("goal", "existing_safety") else None
        entry = maker.add(
            "entry",
            {"category": category, "text": maker.words("entry"), "said_by": who,
             "answers": answers.id if answers else None, "parts": {},
             "visit": dice.choice(maker.visits).id if dice.random() < 0.3 else None},  # type: ignore[attr-defined]
            about=about, mentions=("said_by", "answers", "visit"), **maker.guard(everybody),
        )  # fmt: skip
        if category == "danger_statement":
            statements.append(entry)
        if dice.random() < 0.3:
            who = dice.choice(everybody)
            maker.add("view", {"entry": entry.id, "person": who, "words": maker.words("view")}, needs=(entry.id, who),
                      **maker.guard(everybody))  # fmt: skip
        if dice.random() < 0.2:
            maker.add("informant", {"entry": entry.id, "name": maker.words("Informant")}, needs=(entry.id,),
                      **maker.guard(everybody, 0.8))  # fmt: skip
        if dice.random() < 0.3:
            maker.add("wording", {"entry": entry.id, "text": maker.words("wording")},
                      about=maker.some(sorted(about), 1), under=entry, **maker.guard(everybody, 0.3))  # fmt: skip
    entries = [item for item in maker.world.items if item.noun == "entry"]
    for _ in range(2):
        one, two = sorted(dice.sample(entries, 2), key=lambda entry: entry.id.hex)
        if not any(item.facts.get("one") == one.id and item.facts.get("two") == two.id for item in maker.world.items):
            maker.add("link", {"one": one.id, "two": two.id}, needs=(one.id, two.id), **maker.guard(everybody, 0.2))
    rounds = [
        maker.add("round", {"held_on": START + timedelta(days=14 * number), "given_in": maker.words("where"),
                            "shown": number < 2}, about=frozenset(maker.world.children))
        for number in range(3)
    ]  # fmt: skip
    for statement in statements:
        scale = maker.add("scale", {"statement": statement.id, "zero_text": maker.words("zero"),
                                    "ten_text": maker.words("ten")}, about=statement.about, needs=(statement.id,),
                          **maker.guard(everybody, 0.2))  # fmt: skip
        for held in rounds:
            for person in dice.sample(everybody, 2):
                maker.add(
                    "judgment", {"scale": scale.id, "round": held.id, "person": person, "halves": dice.randint(0, 20),
                                 "reason": maker.words("reason")},
                    about=statement.about, needs=(scale.id, person), shown=held.facts["shown"],
                    author=dice.choice(("worker", "chair")), **maker.guard(everybody, 0.2),
                )  # fmt: skip


def _questions(maker: Maker) -> None:
    dice, everybody = maker.dice, maker.everybody  # type: ignore[attr-defined]
    entries = [item for item in maker.world.items if item.noun == "entry"]
    for state in ("waiting", "waiting", "answered", "answered", "taken_off"):
        answer = dice.choice(entries).id if state == "answered" else None
        facts = {"text": maker.words("question"), "category": dice.choice(CATEGORIES), "state": state,
                 "whom": dice.choice(everybody), "answer": answer}  # fmt: skip
        maker.add("question", facts, about=maker.some(maker.world.children, 1), mentions=("whom", "answer"),
                  **maker.guard(everybody))  # fmt: skip


def _beside_the_map(maker: Maker) -> None:
    """Prompts waved away, and words that each worker typed over an entry and did not save."""
    dice = maker.dice
    entries = [item for item in maker.world.items if item.noun == "entry"]
    workers = [eyes for eyes in maker.world.eyes if eyes.account]
    for entry in dice.sample(entries, 3):
        waved = {"entry": entry.id, "code": dice.choice(PROMPTS), "digest": maker.words("waved")[:32]}
        maker.add("waved", waved, needs=(entry.id,))
    for eyes in workers:
        # About the whole map it is waved away for whoever did it alone.
        maker.add("waved", {"entry": None, "code": dice.choice(PROMPTS), "digest": maker.words("own")[:32]},
                  sharing="sealed", named=frozenset({eyes.person}), author=eyes.account)  # fmt: skip
        for noun in ("draft", "draft", "kept words"):
            entry = dice.choice(entries)
            typed = {"of": entry.id, "text": f"{entry.facts['text']} {maker.words('typed')}"}
            maker.add(noun, typed, author=eyes.account)


def _plan(maker: Maker) -> None:
    dice, everybody = maker.dice, maker.everybody  # type: ignore[attr-defined]
    statements = [item for item in maker.world.items if item.facts.get("category") == "danger_statement"]
    for kind in ("interim", "family"):
        about = maker.some(maker.world.children, 1)
        plan = maker.add("plan", {"kind": kind, "title": maker.words("plan"), "opening": maker.words("opening")},
                         about=about, **maker.guard(everybody, 0.4))  # fmt: skip
        for noun in ("rule", "rule", "trigger", "action"):
            maker.add(noun, {"plan": plan.id, "text": maker.words(noun), "answers": dice.choice(statements).id,
                             "owner": dice.choice(everybody)}, about=maker.some(sorted(about), 1), needs=(plan.id,),
                      mentions=("answers", "owner"), **maker.guard(everybody, 0.4))  # fmt: skip
        version = maker.add("version", {"plan": plan.id, "number": 1, "note": maker.words("version")},
                            needs=(plan.id,), **maker.guard(everybody, 0.2))  # fmt: skip
        who = dice.choice(everybody)
        answer = {"plan": plan.id, "plan_version": version.id, "person": who, "words": maker.words("answer")}
        maker.add("answer", answer,
                  needs=(plan.id, version.id, who), **maker.guard(everybody, 0.2))  # fmt: skip
