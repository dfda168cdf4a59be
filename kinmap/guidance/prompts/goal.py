"""What a goal needs (domain.md §2.3): behaviour to be seen, by whom, for how long; a service is a means, not a goal."""

import re

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import finds, named

NOT_STOP = Prompt(
    "not_stop", "Say what people will do, not what they will stop doing.",
    "Nobody can show that something is absent. “Whoever looks after Ava is awake and within earshot” can be seen.",
    "goal",
)  # fmt: skip
NOT_SERVICE = Prompt(
    "not_service", "A service is a way there, not the goal.",
    "Attending a course does not keep a child safe by itself. Say what will be different at home because of it.",
    "goal",
)  # fmt: skip
WHO_SEES = Prompt(
    "who_sees", "Say who needs to see it.",
    "Everybody then knows who decides that it is done, and the family is not judged by strangers.",
    "goal",
)  # fmt: skip
HOW_LONG = Prompt(
    "how_long", "For how long must it be seen?",
    "With its hard days, for example “for six months, including Christmas”. Then everybody knows when services go.",
    "goal",
)  # fmt: skip
FAMILY_GOAL = Prompt(
    "family_goal", "Write the family’s own version too.",
    "People work for a goal that is theirs. Ask: “What would you call it when this is sorted?”",
    "goal",
)  # fmt: skip
GOAL_LINK = Prompt(
    "goal_link", "Which worry does this goal answer?",
    "Each goal is the other side of one worry. Choose it, and everybody sees what the goal is for.",
    "goal",
)  # fmt: skip

STOPS = re.compile(
    r"\b(stop|stops|stopping|cease[sd]?|avoids?|refrains?|reduc(e|es|ing)|no longer|no more|any more)\b"
    r"|\b(will|must|shall|to|does|do|is|are|should|can|needs? to|has to) (not|never)\b|n[’']t\b"
    r"|\bcannot\b|\bnever (again )?\w+"
    r"|\bnot (allow|hit|hurt|drink|use|shout|leave|come|have|let|see|be)\b|\bto end (the|her|his|their)\b"
    r"|\bnobody (hits|hurts|shouts|takes|drinks|touches)\b|\bgives? up\b",
    re.IGNORECASE,
)
#: "…, and never Ezra, …", "if he doesn’t, …" and "so that nobody is alone with it" only colour what will be done.
ASIDE = re.compile(r",? (and|but) never [A-Z]\w+,?|\b(so that|so nobody) [^.]*|\b[Ii]f [^,.]*,")


def about_goal(told: Told) -> list[Prompt]:
    """Prompts for a goal."""
    words = unquoted(told.text)
    doing, seeing = _in_two(words)
    found = [] if told.linked else [GOAL_LINK]
    if STOPS.search(ASIDE.sub(" ", doing)):
        found.append(NOT_STOP)
    if finds("services", doing) or finds("services", seeing):
        found.append(NOT_SERVICE)
    if not told.said("who_must_be_satisfied", "who_will_notice") and not _somebody_sees(words):
        found.append(WHO_SEES)
    if not told.said("how_long") and not finds("lasting", words):
        found.append(HOW_LONG)
    if not told.said("family_goal_text"):
        found.append(FAMILY_GOAL)
    return found


SEES = re.compile(
    r"\b(need|needs|want|wants|must|will want|will need|has|have) to (have )?"
    r"(see|seen|watch|hear|know|be able to say|be seen)\b"
    r"|\b(must|will) (see|say|tell|notice|check|watch|confirm|look out|be able to say)\b"
    r"|\bsays? after\b|\b(say|says) that\b",
    re.IGNORECASE,
)


def _somebody_sees(words: str) -> bool:
    """ "Priti and June need to see this": the sentence with those words names somebody."""
    for sentence in re.split(r"(?<=[.!?])\s+", words):
        found = SEES.search(sentence)
        if found and (named(f"x {sentence[: found.start()]}") or finds_people(sentence[: found.start()])):
            return True
    return False


PEOPLE = re.compile(r"\b(the )?(nurse|teacher|coach|tutor|everyone|everybody)\b", re.IGNORECASE)


def finds_people(words: str) -> bool:
    """Somebody by what they are to the child."""
    return finds("roles", words) or PEOPLE.search(words) is not None


def _in_two(words: str) -> tuple[str, str]:
    """What people will do, and what the sentences that say who must see it go on to say."""
    sentences = re.split(r"(?<=[.!?])\s+", words)
    seeing = [sentence for sentence in sentences if SEES.search(sentence)]
    doing = " ".join(sentence for sentence in sentences if sentence not in seeing)
    return doing, " ".join(sentence[found.end() :] for sentence in seeing if (found := SEES.search(sentence)))
