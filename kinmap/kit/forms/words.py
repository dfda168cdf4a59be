"""Words as a person typed them: cleaned of what nobody can see, never of anything they meant.

Control characters (a NUL pasted from a PDF, say) are dropped without a word. Bidirectional override
characters are refused, because they can make a sentence read one way on screen and be stored another
way (Unicode Technical Report 36, "bidirectional text spoofing"). Arabic and Urdu need none of them.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

#: A statement longer than this is a report; it reads better as several entries.
LONGEST_STATEMENT = 10_000
LONGEST_LINE = 200

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")

OVERRIDE_MESSAGE = (
    "This holds a hidden character that changes the direction of writing. "
    "Delete and type the words around “{around}” again."
)
_REACH = 15


def clean_words(typed: str) -> str:
    """The same words with one kind of line end and without control characters.

    Raises ``ValidationError`` when the text holds a character that overrides its direction.
    """
    words = _UNSEEN.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    found = _OVERRIDES.search(words)
    if found:
        near = words[max(0, found.start() - _REACH) : found.end() + _REACH]
        around = _OVERRIDES.sub("", near).replace("\n", " ").strip()
        raise ValidationError(OVERRIDE_MESSAGE.format(around=around), code="direction")
    return words if can_be_seen(words) else ""


def can_be_seen(words: str) -> bool:
    """Whether there is more than spaces of any width and signs that only join or part others."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in words)


def check_length(words: str, longest: int) -> None:
    """Raise ``ValidationError`` when the words are longer than ``longest`` characters."""
    if len(words) > longest:
        raise ValidationError(
            f"This is {len(words):,} characters long; the most that fits is {longest:,}. "
            "Nothing has been lost: shorten it or divide it in two.",
            code="max_length",
        )
