"""The page about the security standard: every item once, and every test it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "asvs.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (in place|does not apply|the council's|not yet) \| (.+?) \|$", re.M)
#: How many items of levels 1 and 2 each chapter of version 5.0.0 has.
ITEMS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13,
         16: 16, 17: 7}  # fmt: skip


def every_test() -> set[str]:
    """The names of all tests in the repository."""
    found: set[str] = set()
    for file in [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "kinmap").rglob("test_*.py")]:
        found |= set(re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M))
    return found


def test_every_test_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    assert len(named) > 80
    assert named - every_test() == set()


def test_every_item_of_both_levels_stands_there_once() -> None:
    items = [row[0] for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert len(items) == len(set(items)) == 253
    chapters = [int(item.split(".")[0]) for item in items]
    assert {chapter: chapters.count(chapter) for chapter in ITEMS} == ITEMS


def test_the_page_counts_right_and_gives_a_reason_for_each() -> None:
    text = PAGE.read_text(encoding="utf-8")
    states = [row[2] for row in ROW.findall(text)]
    for state in ("in place", "does not apply", "the council's", "not yet"):
        assert f"- *{state}*: {states.count(state)} items" in text
    assert all(row[3].strip() for row in ROW.findall(text))
