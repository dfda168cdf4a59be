"""Plain words: reading age, long sentences, swaps; quoted speech, names and other languages are left alone."""

import pytest

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.plain.reading_age import reading_age
from kinmap.guidance.plain.wording import shipped, wording_of


def hard(text: str) -> list[str]:
    return [one.words for one in wording_of(text, shipped()).hard]


def test_ten_words_are_the_fewest_that_say_anything() -> None:
    assert reading_age("Mia draws black doors and hides under the bed.") is None
    assert reading_age("Mia draws black doors and hides under the bed at night.") is not None


def test_a_short_plain_sentence_reads_younger_than_an_office_one() -> None:
    plain = reading_age("Dad hit Mum. Mia was in the room. She hid under the bed and cried all night.")
    office = reading_age(
        "Parental engagement with professional interventions remains inconsistent, necessitating escalation of the "
        "safeguarding response in accordance with multi-agency procedures."
    )
    assert plain is not None
    assert office is not None
    assert plain <= 9
    assert office >= 16


def test_names_and_quoted_words_do_not_make_a_text_older() -> None:
    text = "{} said that she was sad and that she hid in her room all day. {}"
    short = reading_age(text.format("Mo", ""))
    assert reading_age(text.format("Wilhelmina Featherstonehaugh", "")) == short
    quoted = "“Professional intervention necessitates multidisciplinary engagement”"
    assert reading_age(text.format("Mo", quoted)) == short


@pytest.mark.parametrize(
    "text",
    [
        "Dad says “she will not engage with you”.", 'Dad says "we have a placement".', "Dad says ‘no more contact’.",
        "Dad says 'it's the siblings' fault' and walks out.", "Tata mówi «disguised compliance».",
    ],
)  # fmt: skip
def test_quoted_speech_is_left_alone(text: str) -> None:
    assert hard(text) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert hard("The parents' contact is on Dean's day, and the boys' siblings come.") == ["contact", "siblings"]
    assert unquoted("It's Dean's and the boys' turn") == "It's Dean's and the boys' turn"


def test_names_are_left_alone_and_letters_count_only_as_letters() -> None:
    assert hard("We meet at the Contact Centre of Hope Placement School.") == []
    assert hard("A lac in the hills.") == []
    assert hard("The LAC review.") == ["LAC"]


def test_other_languages_are_left_alone() -> None:
    assert wording_of("Mama mówi że nie chce iść do szkoły bo boi się taty w domu.", shipped()).is_plain
    assert wording_of("تقول الأم إن الطفل خائف من البيت كل ليلة ولا ينام", shipped()).is_plain


def test_a_swap_keeps_the_capital_of_a_sentence_and_the_longest_phrase_wins() -> None:
    found = wording_of("Siblings have supervised contact with Dad.", shipped()).hard
    assert [(one.words, one.instead[0]) for one in found] == [
        ("Siblings", "Brothers and sisters"), ("supervised contact", "time together with a worker there"),
    ]  # fmt: skip
    assert "Siblings have supervised contact"[found[1].at :] == "supervised contact"


def test_a_long_sentence_is_named_with_its_words() -> None:
    text = "Dee and Nana and Hannah and Gemma are worried " + "that he will come back and shout " * 3 + "again."
    (one,) = wording_of(text, ()).long
    assert one.words == 31
    assert one.begins.startswith("Dee and Nana")


def test_the_shipped_list_is_long_enough_and_every_swap_has_words_and_a_reason() -> None:
    assert len(shipped()) >= 80
    assert all(swap.instead and swap.why and swap.code for swap in shipped())
    assert len({swap.code for swap in shipped()}) == len(shipped())


def test_a_text_without_end_is_answered() -> None:
    assert wording_of("a " * 5000 + "'" * 300 + "“" * 300, shipped()).hard == ()
