"""Plain text becomes paragraphs and lists, and nothing else."""

from kinmap.guidance.plain_text import Block, blocks


def test_an_empty_line_ends_a_paragraph() -> None:
    assert blocks("One\ntwo\n\nthree") == [Block(("One", "two"), False), Block(("three",), False)]


def test_lines_with_a_dash_are_a_list_even_straight_after_a_sentence() -> None:
    assert blocks("Ask:\n- one\n- two\nThen go.") == [
        Block(("Ask:",), False), Block(("one", "two"), True), Block(("Then go.",), False),
    ]  # fmt: skip


def test_a_minus_in_a_sentence_is_none() -> None:
    assert blocks("-5 degrees") == [Block(("-5 degrees",), False)]


def test_nothing_is_nothing() -> None:
    assert blocks(" \n\n") == []
