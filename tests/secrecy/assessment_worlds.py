"""How a random family came in: guarded contacts, referrals, assessments, enquiries and other tools' results."""

from datetime import timedelta
from typing import Any

from tests.secrecy.world import Item, Maker

SOURCES = ("1B", "2A", "6")


def add_assessment(maker: Maker, start: Any) -> None:
    """A few acts, each with a row for some of its children, each with a guard of its own."""
    dice, everybody = maker.dice, maker.everybody  # type: ignore[attr-defined]

    def act(noun: str, facts: dict[str, Any], **rest: Any) -> Item:
        about = maker.some(maker.world.children, 1)
        return maker.add(noun, facts, about=about, **rest, **maker.guard(everybody, 0.4))

    def of_each(noun: str, under: Item, name: str, facts: Any) -> None:
        for child in sorted(under.about or ()):
            if dice.random() < 0.8:
                row = {"child": child, name: under.id, **facts()}
                maker.add(noun, row, needs=(child, under.id), child=child, **maker.guard(everybody, 0.3))

    for number in range(2):
        day = start + timedelta(days=number)
        contact = act("contact", {"received": day, "source": dice.choice(SOURCES), "reason": maker.words("contact")})
        belongs = {"contact": contact.id}
        maker.add("caller", belongs | {"name": maker.words("Caller")}, needs=(contact.id,),
                  **maker.guard(everybody, 0.8))  # fmt: skip
        # By name is all that is known of a child whom somebody named: it is the name of one of these children.
        for child in sorted(maker.some(maker.world.children, 1)):
            called = next(one.facts["first_name"] for one in maker.world.items if one.id == child)
            named = belongs | {"first_name": called, "about": maker.words("Named")}
            maker.add("named child", named, needs=(contact.id, child), child=child, **maker.guard(everybody, 0.2))
        decided = {"decision": dice.choice(("nfa", "referral")), "on": day, "reason": maker.words("decided")}
        maker.add("contact decision", belongs | decided, needs=(contact.id,), **maker.guard(everybody, 0.2))
        referral = act("referral", {"received": day, "source": dice.choice(SOURCES), "contact": contact.id,
                                    "reason": maker.words("referral")}, mentions=("contact",))  # fmt: skip
        of_each("referral decision", referral, "referral", lambda day=day: {
            "decision": "assessment", "on": day, "reason": maker.words("why")})  # fmt: skip
        held = act("discussion", {"on": day, "present": maker.words("present"), "decision": "enquire"})
        of_each("enquiry", held, "discussion", lambda day=day: {
            "started": day, "ended": day, "outcome": "not_confirmed", "why": maker.words("enquiry")})  # fmt: skip
        assessment = act(
            "assessment",
            {"counted_from": day, "started": day, "lead": dice.choice(everybody), "analysis": maker.words("analysis")},
            mentions=("lead",),
        )
        of_each("assessed", assessment, "assessment", lambda: {
            "child_view": maker.words("says"), "outcome": "cin", "factors": "1B", "outcome_why": maker.words("outcome")
        })  # fmt: skip
        maker.add("state", {"assessment": assessment.id, "state": "sent", "on": day, "comment": maker.words("state")},
                  needs=(assessment.id,), **maker.guard(everybody, 0.2))  # fmt: skip
        act("result", {"tool": "other", "tool_name": maker.words("tool"), "on": day, "level": maker.words("level"),
                       "done_by": maker.words("By"), "summary": maker.words("summary")})  # fmt: skip
