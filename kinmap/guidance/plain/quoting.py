"""Which words of a text are somebody's own: quoted speech is left alone (domain.md §2.5). Pure."""

import re

#: Straight and curly double marks, low-high marks, guillemets; curly single marks that do not end in the middle
#: of a word; straight single marks that open before a word and close after one, so that no apostrophe opens.
QUOTED = re.compile(
    r"\"[^\"\n]*\""
    r"|“[^”\n]*”"
    r"|„[^“”\n]*[“”]"
    r"|«[^»\n]*»|‹[^›\n]*›"
    r"|‘[^‘\n]*?’(?!\w)"
    r"|(?<![\w'])'(?!(?:em|til|tis|cause|cos|bout|n)\b)(?=\S)[^'\n]*(?:'\w[^'\n]*)*(?<=\S)'(?!\w)"
)


def unquoted(text: str) -> str:
    """The text with quoted speech blanked out; every other letter stays in its place."""
    return QUOTED.sub(lambda found: " " * len(found[0]), text)
