"""What a danger or worry statement needs (domain.md §2.2): who is worried, whose behaviour, when, what could happen."""

import re

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.labels import about_labels
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import LISTS, a_grown_up, finds, named, names_one
from kinmap.guidance.prompts.violence import about_violence

NAMES_FIRST = Prompt(
    "names_first", "Begin with the people who are worried, by name.",
    "“Nana June, Priti and Dan himself are worried that …” is heard. “We” or “the department” is argued with.",
    "danger-statement",
)  # fmt: skip
WHOSE_BEHAVIOUR = Prompt(
    "whose_behaviour", "Whose behaviour is the worry about?",
    "A worry about what somebody does can be changed by that person. A worry about “home” can be changed by nobody.",
    "danger-statement",
)  # fmt: skip
SITUATION = Prompt(
    "situation", "In what situation?",
    "“When …”, “if …”, “on weekends after …”: the plan is then made for just those times.",
    "danger-statement",
)  # fmt: skip
NAMES_CHILD = Prompt(
    "names_child", "Name the child, and what could happen to them.",
    "Each child lives through it differently. A baby who could choke and a teenager who has to stay awake need "
    "different things.",
    "danger-statement",
)  # fmt: skip
SAYS_FUTURE = Prompt(
    "says_future", "Say what could happen if nothing changes.",
    "What has already happened belongs under past harm. This is about what people are afraid of next.",
    "danger-statement",
)  # fmt: skip
ONE_ISSUE = Prompt(
    "one_issue", "This may be two worries. Would two statements be clearer?",
    "One worry each, so that each can have its own goal and its own number.",
    "danger-statement",
)  # fmt: skip

WORRIED = re.compile(
    r"\b(is|are|am|was|were|'re|’re) (all |both |each |very |also |really |too )*(worried|concerned)"
    r"|\b(is|are|am|was|were) (all |both |very )*(afraid|scared|frightened) that\b"
    r"|\b(worry|worries|fears?) that\b|\bfeared that\b",
    re.I,
)
GENERIC = re.compile(rf"^\W*(?:{'|'.join(LISTS['generic_worriers'])})\b", re.I)
AGENCY = re.compile(rf"^\W*(?:{'|'.join(LISTS['agencies_only'])})\b", re.I)
IF_NOTHING_CHANGES = re.compile(
    r"\bif (nothing|things|this) (changes?|do(es)? not change|don[’']t change|stays?[^,.]*)", re.I
)


def about_danger(told: Told) -> list[Prompt]:
    """Prompts for a danger or worry statement."""
    words = unquoted(told.text)
    children = (*told.children, *told.siblings)
    opening = WORRIED.search(words)
    who, worry = (words[: opening.start()], words[opening.end() :]) if opening else ("", words)
    found = about_violence(told)
    if not told.said("worried_people") and not (opening and _by_name(who)):
        found.append(NAMES_FIRST)
    if not (told.said("feared_behaviour") or a_grown_up(worry, children) or _a_child_acts(worry, children)):
        found.append(WHOSE_BEHAVIOUR)
    if not told.said("circumstances") and not finds("situation", IF_NOTHING_CHANGES.sub(" ", worry)):
        found.append(SITUATION)
    if told.children and not told.said("feared_impact") and not names_one(worry, told.children):
        found.append(NAMES_CHILD)
    if not told.said("feared_impact") and not finds("future", words):
        found.append(SAYS_FUTURE)
    if len(WORRIED.findall(words)) > 1:
        found.append(ONE_ISSUE)
    return [*found, *about_labels(told, standard="danger-statement")]


def _by_name(who: str) -> bool:
    """Whether those who are worried are people with names: no "we", no department, not an agency alone."""
    if GENERIC.match(who):
        return False
    people = bool(named(f"x {who}")) or finds("roles", who)
    return people and not (AGENCY.match(who) and not named(f"x {who}"))


def _a_child_acts(worry: str, children: tuple[str, ...]) -> bool:
    """ "Yusuf will stay home": what the worry is about is something that the child does."""
    others = r"(?: \([^)]*\)| or [A-Z]\w+| and [A-Z]\w+)*"
    does = rf"{others} (?:will|won[’']t|may|might|could) (?!be\b|never be\b|get hurt|suffer|come to)"
    return any(re.search(rf"(?<!\w){re.escape(name)}{does}", worry) for name in children if name)
