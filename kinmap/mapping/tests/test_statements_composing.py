"""One readable paragraph out of the parts of a statement or a goal."""

from hypothesis import given
from hypothesis import strategies as st

from kinmap.mapping.categories import PARTS, Category
from kinmap.mapping.composing import goal_from, joined, people_in, statement_from

NAMES = st.lists(
    st.sampled_from(["Hannah", "DC Martin Lowe", "Nana Mo", "Dee herself", "Mr Adu", "Zoë"]), min_size=1, unique=True
)
SAID = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60)


def parts_of(category: str) -> st.SearchStrategy[dict[str, str]]:
    """Any of a category's parts, with anything typed into them."""
    return st.dictionaries(st.sampled_from(PARTS[Category(category)]), SAID)


def test_parts_become_one_paragraph_that_reads_aloud() -> None:
    said = statement_from({
        "worried_people": "Hannah, Gemma, Nana Mo and Dee", "circumstances": "Dee is scared or sad",
        "feared_behaviour": "She will drink until she can’t wake.",
        "feared_impact": "Isla could choke, fall or be left hungry", "acknowledges": "dee rings Jodie more often",
        "family_view": "partly", "family_words": "not weekly, five or six times",
    })  # fmt: skip
    assert said == (
        "Hannah, Gemma, Nana Mo and Dee are worried that when Dee is scared or sad, "
        "she will drink until she can’t wake. "
        "Isla could choke, fall or be left hungry. Dee rings Jodie more often. "
        "The family agrees in part: “not weekly, five or six times”."
    )


def test_one_person_is_worried_and_several_are() -> None:
    assert (
        statement_from({"worried_people": "Dee", "feared_behaviour": "Shane will come"})
        == "Dee is worried that Shane will come."
    )
    assert statement_from({"worried_people": "We", "feared_behaviour": "Shane will come"}).startswith("We are worried")
    assert statement_from({"worried_people": "I", "feared_behaviour": "he will come"}).startswith("I am worried")


def test_a_situation_that_says_when_needs_no_second_when() -> None:
    told = statement_from(
        {
            "worried_people": "June",
            "circumstances": "At weekends after Dan has used",
            "feared_behaviour": "Dan won’t wake",
        }
    )
    assert told == "June is worried that at weekends after Dan has used, Dan won’t wake."


def test_a_name_keeps_its_capital_inside_the_sentence() -> None:
    assert "that when Reece hears the gate, Kayla" in statement_from(
        {"worried_people": "Dee", "circumstances": "Reece hears the gate", "feared_behaviour": "Kayla will go down"}
    )


def test_a_sentence_that_says_whose_it_is_stays_as_it_is() -> None:
    told = statement_from({"family_view": "disagree", "family_words": "Shane says there is no danger"})
    assert told == "Shane says there is no danger."


def test_without_anything_written_there_is_no_paragraph() -> None:
    assert statement_from({}) == ""
    assert goal_from({"how_long": "  "}) == ""


def test_a_goal_says_what_is_seen_who_must_see_it_and_for_how_long() -> None:
    told = goal_from({
        "behaviour_we_will_see": "whoever looks after the children has had nothing to drink",
        "child_will_experience": "Isla is picked up when she cries", "who_must_be_satisfied": "Gemma; Ben\nand Jodie",
        "how_long": "For six months, including Christmas.", "who_will_notice": "Nana Mo",
    })  # fmt: skip
    assert told == (
        "Whoever looks after the children has had nothing to drink. Isla is picked up when she cries. "
        "Gemma, Ben and Jodie need to see this for six months, including Christmas. Nana Mo will notice too."
    )


@given(NAMES)
def test_every_name_is_read_back_whatever_their_number(names: list[str]) -> None:
    assert people_in(joined(names)) == names
    told = statement_from({"worried_people": ", ".join(names), "feared_behaviour": "Shane will come"})
    assert told.startswith(f"{joined(names)} {'is' if len(names) == 1 else 'are'} worried that")


@given(parts_of("danger_statement"))
def test_a_paragraph_never_doubles_a_stop_or_a_space_and_begins_large(parts: dict[str, str]) -> None:
    typed = " ".join(parts.values())
    told = statement_from(parts)
    assert told == told.strip()
    assert ("  " in told) is False
    if ".." not in typed and not any(value.strip().endswith((".", ",", ";")) for value in parts.values()):
        assert ".." not in told
    if told and told[0].upper() != told[0].lower():
        assert told[0] == told[0].upper()[0]


@given(parts_of("goal"))
def test_only_words_that_somebody_wrote_are_in_a_goal(parts: dict[str, str]) -> None:
    told = goal_from(parts)
    for part in ("behaviour_we_will_see", "child_will_experience"):
        for word in str(parts.get(part, "")).split()[1:-1]:
            assert word in told
    if not any(value.strip() for value in parts.values()):
        assert told == ""
