"""What a council types for a page of its own: paragraphs, and lists of lines that begin with a dash. Never HTML."""

from dataclasses import dataclass

MARKS = ("- ", "* ", "• ", "– ")


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines) or a list (its items)."""

    lines: tuple[str, ...]
    is_list: bool


def blocks(text: str) -> list[Block]:
    """The text as paragraphs and lists, in order. An empty line, or a change between the two, ends a block."""
    found: list[Block] = []
    lines: list[str] = []
    listing = False

    def end() -> None:
        if lines:
            found.append(Block(tuple(lines), listing))
            lines.clear()

    for line in text.splitlines():
        bare = line.strip()
        item = bare.startswith(MARKS)
        if not bare or item != listing:
            end()
        listing = item
        if bare:
            lines.append(bare[2:].strip() if item else bare)
    end()
    return found
