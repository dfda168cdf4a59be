"""Gentle prompts about the wording of a danger statement or a goal: each explains itself and none blocks.

Pure, and small on purpose. It looks only for what a checklist of the practice names (domain.md §2.2,
§2.3, the domestic abuse rule); it judges nobody and writes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Prompt:
    """Something to think about: what could be said differently, and why that helps."""

    code: str
    says: str
    why: str


NOT_A_NAME = re.compile(
    r"^(we|i|it|there|the (department|local authority|council|service|services|team|family|parents)|"
    r"social care|children.s (services|social care)|professionals|agencies|risk|concerns?)\b",
    re.IGNORECASE,
)
WORRIED = re.compile(r"\b(is|are|am|was|were) (both |all |each )?worried\b", re.IGNORECASE)
COULD = re.compile(r"\b(could|might|may|will|would|won.t)\b", re.IGNORECASE)
FAILS = re.compile(r"\bfail(s|ed|ing|ure)? to (protect|safeguard|keep)\b|\bunable to protect\b", re.IGNORECASE)
MUTUAL = re.compile(
    r"\b(volatile|toxic|turbulent|abusive|violent|tempestuous) relationship\b"
    r"|\brelationship (is|was|has been) (volatile|toxic|turbulent|violent)\b"
    r"|\bdomestic (incidents?|disputes?|violence between)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(significant harm|neglect(ful|ed)?|domestic (violence|abuse)|DV|DA|substance misuse|chaotic|"
    r"poor (parenting|supervision)|inappropriate behaviour|disguised compliance)\b",
    re.IGNORECASE,
)
STOP = re.compile(
    r"^\W*\w*\W*(to |will |must |needs? to |should )*(stop|not |no longer|never |avoid|refrain)", re.IGNORECASE
)
SERVICE = re.compile(
    r"\b(engage|engages|engaging|attend|attends|attending|complete a|work with|co-?operate|comply)\b", re.I
)

NAMES_FIRST = Prompt(
    "names_first", "Begin with the people who are worried, by name.",
    "“Nana June, Priti and Dan himself are worried that …” is heard. “We” or “the department” is argued with.",
)  # fmt: skip
NO_CHILD = Prompt(
    "names_child", "Name the child, and what could happen to them.",
    "Each child lives through it differently. A baby who could choke and a teenager who has to stay awake need "
    "different things.",
)  # fmt: skip
NO_FUTURE = Prompt(
    "says_future", "Say what could happen if nothing changes.",
    "What has already happened belongs under past harm. This is about what people are afraid of next.",
)  # fmt: skip
FAILS_TO_PROTECT = Prompt(
    "fails_to_protect", "Put the danger where it comes from: name the person who uses violence.",
    "“Fails to protect” blames whoever is being hurt. Say what that parent does to keep the children safe, and whose "
    "behaviour they have to protect them from.",
)  # fmt: skip
NOT_MUTUAL = Prompt(
    "not_mutual", "Say who does what to whom.",
    "“A volatile relationship” shares out the blame. If one person uses violence or control, name them and what they "
    "do; include the pattern, not only single days.",
)  # fmt: skip
TWO_ISSUES = Prompt(
    "one_issue", "This may be two worries. Would two statements be clearer?",
    "One worry each, so that each can have its own goal and its own number.",
)  # fmt: skip
NOT_STOP = Prompt(
    "not_stop", "Say what people will do, not what they will stop doing.",
    "Nobody can show that something is absent. “Whoever looks after Ava is awake and within earshot” can be seen.",
)  # fmt: skip
NOT_SERVICE = Prompt(
    "not_service", "A service is a way there, not the goal.",
    "Attending a course does not keep a child safe by itself. Say what will be different at home because of it.",
)  # fmt: skip
NOBODY_SATISFIED = Prompt(
    "who_sees", "Say who needs to see it, and for how long.",
    "Everybody then knows when it is done, the people who close the work included.",
)  # fmt: skip
NO_FAMILY_GOAL = Prompt(
    "family_goal", "Write the family’s own version too.",
    "People work for a goal that is theirs. Ask: “What would you call it when this is sorted?”",
)  # fmt: skip


def about_statement(text: str, *, children: Iterable[str]) -> list[Prompt]:
    """Prompts for a danger or worry statement; ``children`` are the first names of those it is about."""
    if not text.strip():
        return []
    words = unquoted(text)
    found = []
    if NOT_A_NAME.match(words.strip()) or not WORRIED.search(words):
        found.append(NAMES_FIRST)
    called = [name for name in children if name]
    if called and not any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in called):
        found.append(NO_CHILD)
    if not COULD.search(words):
        found.append(NO_FUTURE)
    if FAILS.search(words):
        found.append(FAILS_TO_PROTECT)
    if MUTUAL.search(words):
        found.append(NOT_MUTUAL)
    elif label := LABEL.search(words):
        found.append(_label(label[0]))
    if len(WORRIED.findall(words)) > 1:
        found.append(TWO_ISSUES)
    return found


def about_goal(text: str, *, parts: Mapping[str, str]) -> list[Prompt]:
    """Prompts for a goal."""
    if not text.strip():
        return []
    words = unquoted(text)
    found = []
    if STOP.match(words) or re.search(r"\bstops? \w+ing\b", words, re.IGNORECASE):
        found.append(NOT_STOP)
    if SERVICE.search(words):
        found.append(NOT_SERVICE)
    if not re.search(r"\b(need|needs|want|wants|will want|must|have|has) to see\b|\bneeds? to be seen\b", words, re.I):
        found.append(NOBODY_SATISFIED)
    if not str(parts.get("family_goal_text") or "").strip():
        found.append(NO_FAMILY_GOAL)
    return found


def unquoted(text: str) -> str:
    """The words without what is quoted: what somebody said is left alone (domain.md §2.5)."""
    return re.sub(r"“[^”]*”|\"[^\"]*\"", " ", text)


def _label(word: str) -> Prompt:
    return Prompt(
        "label", f"“{word}” is a label. What would a film of it show?",
        "A label can mean many things. What somebody did, in words that one could film, means one thing, and "
        "the family can read it aloud.",
    )  # fmt: skip
