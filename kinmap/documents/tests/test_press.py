"""The press: content is data, the copy is tagged, the same sheet gives the same bytes."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from kinmap.documents import press
from kinmap.documents.press import Copy, Paper, PressError, Words
from kinmap.documents.tests.reading import languages, letters_of, places, tags

AT = datetime(2026, 9, 22, 10, 42, tzinfo=UTC)
LAYOUT = Path(__file__).with_name("words.typ")

# Each would do something if a sheet's words were ever read as markup.
FRAGMENTS = (
    '#read("/etc/passwd")',
    '#import "@preview/tablex:0.0.8": *',
    "*stars* and _lines_ and `ticks`",
    "$x^2$ <label> @ref \\ #{1+1}",
    "<script>alert(1)</script> &amp;",
    "= Not a heading",
    '"}{"data": null',
)


@dataclass(frozen=True, kw_only=True)
class Sheet(Paper):
    """The smallest sheet: some words."""

    words: tuple[Words, ...] = ()


def sheet(*texts: str, language: str = "") -> Sheet:
    return Sheet(
        title="A test of the press",
        family="The Larkin family",
        made_for="Dee",
        prepared_by="Hannah Osei",
        made_at=AT,
        copy=Copy.PROFESSIONAL,
        document_id="T1",
        words=tuple(Words(text, language) for text in texts),
    )


def printed(*texts: str, language: str = "") -> bytes:
    return press.pdf(LAYOUT, sheet(*texts, language=language), at=AT)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_markup_in_words_is_printed_as_it_was_typed(fragment: str) -> None:
    assert fragment.replace(" ", "") in letters_of(printed(fragment))


def test_the_same_sheet_and_time_give_the_same_bytes() -> None:
    assert printed("Mum laughs with no wine.") == printed("Mum laughs with no wine.")


def test_another_word_or_another_time_gives_other_bytes() -> None:
    one = printed("one")
    assert one != printed("two")
    assert one != press.pdf(LAYOUT, sheet("one"), at=AT.replace(hour=11))


def test_the_words_of_one_family_never_stay_in_the_next_copy() -> None:
    printed("The refuge is in Mill Lane")
    after = letters_of(printed("Something else"))
    assert "MillLane" not in after
    assert b"Mill" not in printed("Something else")


def test_several_threads_print_without_mixing_their_sheets() -> None:
    made: dict[str, bytes] = {}

    def make(name: str) -> None:
        made[name] = printed(name)

    names = [f"Sheet{letter}" for letter in "ABCDEFGHIJKL"]
    threads = [threading.Thread(target=make, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in names:
        assert name in letters_of(made[name])
        assert made[name] == printed(name)


def test_a_document_is_tagged_titled_and_says_its_language() -> None:
    with pikepdf.open(io.BytesIO(printed("Nana’s house"))) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]).startswith("A test of the press")
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


def test_only_our_own_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(printed("Łucja, tŷ, 🙂 → ✓", "ਮਾਂ", "মা"))) as document:
        names = {
            str(item.BaseFont).split("+")[-1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert names
    assert all(name.startswith(("Atkinson", "Noto")) for name in names)


def test_urdu_is_set_in_its_own_language() -> None:
    assert languages(printed("میں پہلے چھپاتی تھی۔", language="ur")) >= {"ur"}


def test_words_of_unknown_language_take_direction_from_their_letters() -> None:
    assert press.direction(Words("فریج پر")) == "rtl"
    assert press.direction(Words("7: فریج")) == "rtl"
    assert press.direction(Words("Dada said سلام")) == "ltr"
    assert press.direction(Words("12")) == "ltr"
    assert press.direction(Words("Hello", "ur")) == "rtl"
    assert languages(printed("فہرست لگی ہے")) >= {"ur"}


def test_direction_overrides_never_turn_a_sentence_round() -> None:
    assert "hedidnot" in letters_of(printed("he did \u202enot\u202c"))


def test_a_letter_without_a_font_is_shown_as_missing_and_said() -> None:
    told = letters_of(printed("Grandma is 祖母 here"))
    assert "Grandmais\u25af\u25afhere" in told
    assert "Somelettersc" in told


def test_a_copy_with_all_its_letters_says_nothing_of_missing_ones() -> None:
    assert "Somelettersc" not in letters_of(printed("Grandma"))


def test_controls_and_broken_halves_of_letters_do_not_stop_a_document() -> None:
    assert "ab\ufffdc" in letters_of(printed("a\x00b\ud83dc"))


def test_each_typed_line_is_a_paragraph_of_its_own() -> None:
    one, three = printed("one two three"), printed("one\ntwo\n\nthree")
    assert tags(three).count("P") == tags(one).count("P") + 2


def test_a_long_run_without_spaces_stays_on_the_paper() -> None:
    address = "https://example.org/" + "abcdefghij" * 40
    pdf = printed(address)
    assert address in letters_of(pdf)
    lines, fewer = ({y for _, _, y in places(made)} for made in (pdf, printed("a")))
    assert len(lines) >= len(fewer) + 4


def test_welsh_letters_are_drawn_by_a_font_that_holds_them_whole() -> None:
    pdf = printed("w\u0302yn a thŷ")
    assert "ŵynathŷ" in letters_of(pdf)
    # drawn from two parts, the letter would be marked with what it stands for
    assert b"ActualText" not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert all(b"/ActualText" not in page.Contents.read_bytes() for page in document.pages)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(PressError, match="zone"):
        press.pdf(LAYOUT, sheet("a"), at=AT.replace(tzinfo=None))


def test_a_layout_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(PressError, match=r"no layout nowhere\.typ"):
        press.pdf(LAYOUT.with_name("nowhere.typ"), sheet("a"), at=AT)


def test_a_layout_that_fails_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PressError, match="could not be printed"):
        press.pdf(Path(__file__).with_name("broken.typ"), sheet("a"), at=AT)


def test_missing_fonts_say_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(press, "FONTS", tmp_path)
    with pytest.raises(PressError, match="make setup"):
        press.fonts.__wrapped__()


def test_a_sheet_may_hold_nothing_but_plain_words() -> None:
    with pytest.raises(TypeError, match="object"):
        press.pdf(LAYOUT, replace(sheet("a"), headings={"page": object()}), at=AT)  # type: ignore[dict-item]


def test_every_layout_of_every_room_can_be_warmed() -> None:
    press.warm()
    assert {path.name for path in press.kept()} >= {"map.typ", "statements.typ", "plan.typ"}
