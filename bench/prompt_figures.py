"""How well the prompts find what they look for: precision and recall over statements written from the practice guide.

The statements are data (``kinmap/guidance/prompts/tests/corpus``): good and bad ones, invented, each labelled with the
prompts that should come up. Half were set aside, in a file of their own, before any check was written, and were
never looked at while tuning. One hand wrote statements and checks, so both figures are kinder than other
people's writing will be.

    python -m bench --only prompts
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure, Report, Sample
from build_tools.ground import ROOT, say
from kinmap.guidance.prompts.prompt import Told
from kinmap.guidance.prompts.standards import prompts_for

CORPUS = ROOT / "kinmap" / "guidance" / "prompts" / "tests" / "corpus"
#: The halves by file, and what they are called.
HALVES = {"set_aside": "set aside before tuning", "tuning": "tuned on"}
#: The corpus speaks of words, so every goal there has its family's own version already.
GIVEN = {"family_goal_text": "Given."}


@dataclass
class Score:
    """Prompts that came up rightly, wrongly, and not at all, by code; ``misses``: statement, wrongly, not at all."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    misses: list[tuple[str, set[str], set[str]]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the prompts that came up, how many should."""
        return self.right.total() / (self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        """Of the prompts that should come up, how many did."""
        return self.right.total() / (self.right.total() + self.missed.total())

    def by_code(self) -> Iterator[str]:
        """A line for each prompt: rightly, wrongly, missed, precision and recall."""
        for code in sorted({*self.right, *self.wrong, *self.missed}):
            right, wrong, missed = self.right[code], self.wrong[code], self.missed[code]
            came, due = right + wrong, right + missed
            shares = f"precision {share(right, came)}  recall {share(right, due)}"
            yield f"  {code:20} right {right:3}  wrong {wrong:3}  missed {missed:3}  {shares}"


def share(part: int, whole: int) -> str:
    """A share in per cent, or a dash of nothing."""
    return f"{part / whole:4.0%}" if whole else "   –"


def statements(half: str, folder: Path = CORPUS) -> list[dict[str, Any]]:
    """The statements of one half."""
    rows: list[dict[str, Any]] = json.loads((folder / f"{half}.json").read_text(encoding="utf-8"))
    return rows


def codes_for(row: dict[str, Any]) -> set[str]:
    """What comes up for one statement."""
    told = Told(
        text=row["text"], children=tuple(row["about"]), parts=GIVEN | row.get("parts", {}),
        linked=row.get("linked", True), dated=row.get("dated", False),
    )  # fmt: skip
    return {prompt.code for prompt in prompts_for(row["kind"], told)}


def score(half: str) -> Score:
    """One half against its labels."""
    found = Score()
    for row in statements(half):
        came, due = codes_for(row), set(row["fires"])
        found.statements += 1
        found.right.update(came & due)
        found.wrong.update(came - due)
        found.missed.update(due - came)
        if came != due:
            found.misses.append((row["text"], came - due, due - came))
    return found


def measure(report: Report) -> None:
    """Both halves, prompt by prompt, into the report."""
    for half, called in HALVES.items():
        found = score(half)
        say(f"Prompts, {found.statements} statements {called}:")
        for line in found.by_code():
            say(line)
        for text, wrong, missed in found.misses:
            said = [
                f"{what}: {', '.join(sorted(codes))}"
                for what, codes in (("came up", wrong), ("missed", missed))
                if codes
            ]
            say(f"  – {'; '.join(said)} – {text}")
        for what, value in (("precision", found.precision), ("recall", found.recall)):
            report.figures.append(
                Figure(f"Prompts: {what}, statements {called}", Sample((round(value * 100, 1),), "%"),
                       f"{found.statements} statements, {found.right.total() + found.missed.total()} prompts due")
            )  # fmt: skip
