"""What a prompt looks for, sentence by sentence; the corpus measures the whole (tests/test_prompt_figures.py)."""

import pytest

from kinmap.guidance.prompts.prompt import Told
from kinmap.guidance.prompts.standards import prompts_for


def codes(kind: str, text: str, *children: str, **told: object) -> list[str]:
    words = Told(text=text, children=children or ("Isla",), **told)  # type: ignore[arg-type]
    return [prompt.code for prompt in prompts_for(kind, words)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("past_harm", "Between Christmas and March Leon (3) was left in the flat on his own four times that we know "
         "of, once for over two hours at night. He was found crying at the window by a neighbour, Mrs Ojo, who rang "
         "us. Mum says it was twice."),
        ("danger_statement", "Priti (health visitor), Nana June and Dan himself are worried that on weekends after Dan "
         "has used heroin he won't wake when baby Leon cries; Leon could choke, go hungry or roll off the bed."),
        ("existing_safety", "On four nights since January Dee rang Nana Mo as soon as Shane texted, and the children "
         "slept at Nana's. Nana and Kayla both confirm."),
        ("strength", "Dee loves bedtime stories."),
    ],
)  # fmt: skip
def test_the_practice_guides_own_good_examples_get_no_prompt(kind: str, text: str) -> None:
    assert codes(kind, text, "Leon") == []


@pytest.mark.parametrize(
    ("kind", "part", "code"),
    [
        ("past_harm", "who_did", "who_did"), ("past_harm", "how_often", "when"), ("past_harm", "to_whom", "to_whom"),
        ("past_harm", "impact_on_child", "impact"), ("danger_statement", "worried_people", "names_first"),
        ("danger_statement", "circumstances", "situation"), ("danger_statement", "feared_impact", "says_future"),
        ("goal", "who_must_be_satisfied", "who_sees"), ("goal", "how_long", "how_long"),
        ("goal", "family_goal_text", "family_goal"),
    ],
)  # fmt: skip
def test_an_answered_question_says_the_part(kind: str, part: str, code: str) -> None:
    bare = "It was loud."
    assert code in codes(kind, bare)
    assert code not in codes(kind, bare, parts={part: "Said here."})


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»"])
def test_what_somebody_is_quoted_with_is_left_alone(marks: str) -> None:
    quoted = marks.format("she fails to protect them, it's a volatile relationship")
    text = f"Hannah is worried that when Dean drinks Isla could be hurt. He says {quoted}."
    assert not {"fails_to_protect", "not_mutual"} & set(codes("danger_statement", text))


def test_the_person_who_did_it_may_stand_after_by() -> None:
    assert "who_used_violence" in codes("past_harm", "Mum was hit.")
    assert "who_used_violence" not in codes("past_harm", "Mum was hit by Dean.")
    assert "who_used_violence" in codes("past_harm", "Mum was dragged by her hair.")


def test_every_prompt_says_why_and_leads_to_a_standard() -> None:
    texts = {"past_harm": "Neglect.", "danger_statement": "Neglect.", "goal": "Stop.", "existing_safety": "Sorry."}
    told = [prompt for kind, text in texts.items() for prompt in prompts_for(kind, Told(text=text, linked=False))]
    assert len(told) > 12
    assert all(prompt.says and prompt.why for prompt in told)
    assert {prompt.standard for prompt in told} <= {"harm", "danger-statement", "goal", "existing-safety"}


def test_no_words_no_prompt() -> None:
    assert codes("past_harm", "  ") == []
    assert codes("next_step", "Engage.") == []
