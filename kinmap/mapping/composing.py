"""One readable paragraph out of the parts of a danger statement or a goal (domain.md §1.3, §2.2, §2.3).

Pure: words in, words out. It only joins what somebody wrote; it never adds a fact, a feeling or a judgment,
and whoever wrote the parts can change every word of the paragraph afterwards.
"""

import re
from collections.abc import Iterable, Mapping

#: Words with which a part may begin in a capital and go on inside a sentence in a small letter.
SMALL = frozenset({
    "a", "after", "all", "an", "and", "another", "any", "anybody", "anyone", "as", "at", "because", "before",
    "both", "by", "each", "every", "everybody", "everyone", "for", "from", "he", "her", "his", "if", "in",
    "it", "its", "nobody", "no", "on", "once", "one", "other", "she", "since", "some", "somebody", "someone",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "until", "we", "what",
    "when", "whenever", "where", "whether", "while", "who", "whoever", "with", "without",
})  # fmt: skip
#: Words that already say in what situation; other words get "when" in front.
SITUATION = frozenset({
    "after", "as", "at", "because", "before", "by", "during", "each", "every", "for", "from", "if", "in", "on",
    "once", "since", "that", "until", "when", "whenever", "where", "wherever", "while", "whilst", "with",
    "without",
})  # fmt: skip
SAYS = re.compile(r"\b(says?|said|thinks?|thought|agrees?|disagrees?|believes?|feels?|wants?|told)\b")
ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"', ".’", ".'")
VIEWS = {
    "agree": "The family agrees",
    "partly": "The family agrees in part",
    "disagree": "The family sees it differently",
}


def statement_from(parts: Mapping[str, str]) -> str:
    """The paragraph of a danger or worry statement: who is worried, when, about what, what could happen.

    Unused parts are left out without a trace; no parts, no words.
    """
    worried = people_in(_said(parts, "worried_people"))
    when = _situation(_said(parts, "circumstances"))
    feared = _clause(_said(parts, "feared_behaviour"), drop=("that",))
    impact = _clause(_said(parts, "feared_impact"), drop=("that",))
    told = ", ".join(part for part in (when, feared) if part)
    if told and not feared and impact:
        told, impact = f"{told}, {impact}", ""
    elif not told:
        told, impact = impact, ""
    sentences = [f"{joined(worried)} {_are(worried)} worried that {told}" if worried and told else told]
    if worried and not told:
        sentences = [f"{joined(worried)} {_are(worried)} worried"]
    return _paragraph([*sentences, impact, _said(parts, "acknowledges"), family_line(parts)])


def goal_from(parts: Mapping[str, str]) -> str:
    """The paragraph of a goal: what we will see, what it will be like, who must see it and for how long."""
    satisfied, notice = people_in(_said(parts, "who_must_be_satisfied")), people_in(_said(parts, "who_will_notice"))
    how_long = re.sub(r"^for\s+", "", _clause(_said(parts, "how_long")), flags=re.IGNORECASE)
    lasting = f" for {how_long}" if how_long else ""
    if satisfied:
        seen = f"{joined(satisfied)} {'needs' if _is_one(satisfied) else 'need'} to see this{lasting}"
    else:
        seen = f"This needs to be seen{lasting}" if lasting else ""
    noticed = f"{joined(notice)} will notice too" if notice else ""
    return _paragraph([_said(parts, "behaviour_we_will_see"), _said(parts, "child_will_experience"), seen, noticed])


def family_line(parts: Mapping[str, str]) -> str:
    """How the family sees it: their sentence as it is when it says whose it is, else after "The family agrees"."""
    view, words = VIEWS.get(_said(parts, "family_view"), ""), _said(parts, "family_words")
    if not words:
        return view
    if SAYS.search(" ".join(words.split()[:4])):
        return words
    quoted = words.strip("“”\"'")
    return f"{view or 'The family says'}: “{quoted}”"


def people_in(typed: str) -> list[str]:
    """The people in a line as somebody types them: by commas, lines, "and" or "&"."""
    found = re.split(r"\s*[,;\n&]\s*(?:and\s+)?|\s+and\s+", typed.strip().rstrip("."))
    return [name for part in found if (name := part.strip())]


def joined(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    told = list(names)
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _said(parts: Mapping[str, str], part: str) -> str:
    return " ".join(str(parts.get(part) or "").split()) if part != "worried_people" else str(parts.get(part) or "")


def _situation(words: str) -> str:
    clause = _clause(words)
    if not clause:
        return ""
    return clause if _first(clause) in SITUATION else f"when {clause}"


def _clause(words: str, *, drop: tuple[str, ...] = ()) -> str:
    """Words that go on inside a sentence: no full stop at the end, no capital unless it is a name's."""
    words = words.strip().rstrip(".…;,").strip()
    if _first(words) in drop:
        words = words.split(maxsplit=1)[1] if " " in words else ""
    return words[:1].lower() + words[1:] if _first(words) in SMALL else words


def _first(words: str) -> str:
    return re.split(r"[\s,’']", words.lower(), maxsplit=1)[0]


def _is_one(names: list[str]) -> bool:
    return len(names) == 1 and names[0].lower() not in {"we", "i", "you", "they"}


def _are(names: list[str]) -> str:
    if len(names) == 1 and names[0] == "I":
        return "am"
    return "is" if _is_one(names) else "are"


def _paragraph(sentences: Iterable[str]) -> str:
    told = (sentence.strip() for sentence in sentences)
    return " ".join(_ended(sentence[:1].upper() + sentence[1:]) for sentence in told if sentence)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(ENDS) else f"{sentence.rstrip(',;')}."
