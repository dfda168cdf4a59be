"""How old a reader must be to read a text easily: the one place that asks the readability library. Pure.

The age is the Flesch–Kincaid grade (sentence length and syllables a word) and five years, as English schools begin
at five. It is a rough guide for English prose: names, quoted speech and other languages are left out before.
"""

import re

import textstat

from kinmap.guidance.plain.quoting import unquoted

#: Fewer words than these say nothing about how a text reads.
FEWEST_WORDS = 10
YOUNGEST, OLDEST = 5, 18
#: English has these in every few words; a sentence of six words or more with fewer than one in eight is another
#: language (which may have a "do" or "in" of its own).
ONE_IN = 8
SMALL_WORDS = frozenset({
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "because", "been", "but", "by", "can",
    "did", "do", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "is",
    "it", "its", "more", "my", "no", "not", "of", "on", "or", "our", "out", "she", "so", "than", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when",
    "where", "who", "will", "with", "would", "you", "your",
})  # fmt: skip
LONGEST_FOREIGN_GUESS = 6
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[\"”’')]*|\n|$)")
#: Capitals inside a sentence, or two and more at its beginning; one capital there may be any word.
NAME = re.compile(r"(?<=[^\W_][ ,])\s?(?:[A-Z][\w’'-]*\s?)+|^\s*(?:[A-Z][\w’'-]*\s+){2,}")
STANDS_FOR_A_NAME = "Sam "


def sentences(text: str) -> list[tuple[int, str]]:
    """Each sentence with where it begins, quoted speech blanked out."""
    return [(found.start(), found[0]) for found in SENTENCE.finditer(unquoted(text)) if found[0].strip()]


def is_english(sentence: str) -> bool:
    """Whether a sentence looks like English; a short one in Latin letters gets the benefit of the doubt."""
    words = WORD.findall(sentence)
    if words and sum(word.isascii() for word in words) * 2 < len(words):
        return False
    small = sum(word.lower() in SMALL_WORDS for word in words)
    return len(words) < LONGEST_FOREIGN_GUESS or small * ONE_IN >= len(words)


def reading_age(text: str) -> int | None:
    """The age, from 5 to 18 (18: a grown-up's text), or ``None`` for too few English words of the writer's own."""
    own = (sentence for _, sentence in sentences(text) if is_english(sentence))
    plain = " ".join(NAME.sub(STANDS_FOR_A_NAME, sentence).strip() for sentence in own)
    if len(WORD.findall(plain)) < FEWEST_WORDS:
        return None
    age = round(float(textstat.flesch_kincaid_grade(plain))) + 5
    return max(YOUNGEST, min(OLDEST, age))
