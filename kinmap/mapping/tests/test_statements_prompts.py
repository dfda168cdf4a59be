"""Gentle prompts about wording: they explain, and good words get none."""

import pytest

from kinmap.mapping.prompting import about_goal, about_statement

GOOD = (
    "Hannah, Nana Mo and Dee herself are worried that when Dee is scared she will drink until she can’t wake. "
    "Isla could choke or be left hungry. Dee says “the relationship is volatile”."
)


def codes(text: str, *, children: tuple[str, ...] = ("Isla",)) -> list[str]:
    return [prompt.code for prompt in about_statement(text, children=children)]


def test_a_good_statement_gets_no_prompt() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Risk of significant harm due to substance misuse.", "label"),
        ("The department is worried that Isla could be hurt.", "names_first"),
        ("We are worried that Isla could be hurt.", "names_first"),
        ("Hannah is worried that Mum fails to protect Isla and she could be hurt.", "fails_to_protect"),
        ("Hannah is worried that Isla could be hurt: they have a volatile relationship.", "not_mutual"),
        ("Hannah is worried that somebody could be hurt.", "names_child"),
        ("Hannah is worried about what Isla saw.", "says_future"),
        ("Hannah is worried that Isla could fall. Nana is worried that Isla could be lonely.", "one_issue"),
    ],
)
def test_what_the_checklist_names_is_pointed_out(text: str, expected: str) -> None:
    assert expected in codes(text)


def test_quoted_words_are_left_alone() -> None:
    assert "fails_to_protect" not in codes(
        "Hannah is worried that Isla could be hurt. Dad says “she fails to protect them”."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dan to stop using heroin.", "not_stop"),
        ("Dan will not drink.", "not_stop"),
        ("Dan to engage with drug services.", "not_service"),
        ("Dan will attend the course.", "not_service"),
        ("Dan is awake and sober.", "who_sees"),
        ("Dan is awake and sober.", "family_goal"),
    ],
)
def test_a_goal_of_stopping_or_attending_is_asked_about(text: str, expected: str) -> None:
    assert expected in [prompt.code for prompt in about_goal(text, parts={})]


def test_a_good_goal_gets_no_prompt() -> None:
    good = "Whoever looks after Ava is awake and sober. Priti and June need to see this for six months."
    assert about_goal(good, parts={"family_goal_text": "Ava is never on her own"}) == []


def test_every_prompt_says_why() -> None:
    told = about_statement("Neglect.", children=["Isla"]) + about_goal("Dan to stop.", parts={})
    assert told
    assert all(prompt.why for prompt in told)
