"""Whoever uses violence is named as its source (domain.md §2.2, the domestic abuse rule), in any statement."""

import re

from kinmap.guidance.plain.quoting import unquoted
from kinmap.guidance.prompts.prompt import Prompt, Told
from kinmap.guidance.prompts.reading import LISTS, any_of, named

FAILS_TO_PROTECT = Prompt(
    "fails_to_protect", "Put the danger where it comes from: name the person who uses violence.",
    "“Fails to protect” blames whoever is being hurt. Say whose behaviour they have to protect the children from, and "
    "what they do to keep them safe.",
    "danger-statement",
)  # fmt: skip
NOT_MUTUAL = Prompt(
    "not_mutual", "Say who does what to whom.",
    "“A volatile relationship” or “domestic incidents” shares out the blame. If one person uses violence or control, "
    "name them and what they do; include the pattern, not only single days.",
    "danger-statement",
)  # fmt: skip
WHO_USED_VIOLENCE = Prompt(
    "who_used_violence", "Say who did it.",
    "“She was hit” leaves out who hit her, and the eye falls on whoever was hurt. Begin with the person who did it: "
    "“Dean hit Mum”.",
    "harm",
)  # fmt: skip

FAILS = re.compile(
    r"\bfail(s|ed|ing|ure|ures)? (to|in) (protect|safeguard|keep|shield)\w*\b|\bunable to (protect|safeguard)\b"
    r"|\b(not|n[’']t) (been )?(protect|safeguard)(ed|ing)?\b|\bnot protective\b|\black of protection\b",
    re.IGNORECASE,
)
HEATED = r"(volatile|toxic|turbulent|abusive|violent|tempestuous|stormy|fiery|unhealthy|acrimonious)"
MUTUAL = re.compile(
    rf"\b{HEATED} (relationship|marriage|household)\b|\b(relationship|marriage) (is|was|has been|can be) {HEATED}\b"
    r"|\bdomestic (incidents?|disputes?|arguments?|altercations?|violence between|abuse between)\b"
    r"|\bviolence between (the parents|them|mum and dad|both)\b|\bparental conflict\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    rf"(?<!could )(?<!might )(?<!may )(?<!would )(?<!not )\b"
    r"(was|were|is|are|been|being|gets?|got)\s+(?:\w+ly\s+|again\s+)?"
    rf"(?:\w+ed and )?({'|'.join(LISTS['violent'])})\b(?P<rest>[^.!?;]*)",
    re.IGNORECASE,
)
BY_SOMEBODY = re.compile(r"\bby (?:\w+ ){0,3}")


def about_violence(told: Told) -> list[Prompt]:
    """Prompts about where violence comes from; nothing about words that somebody is quoted with."""
    words = unquoted(told.text)
    found = []
    if FAILS.search(words):
        found.append(FAILS_TO_PROTECT)
    if MUTUAL.search(words):
        found.append(NOT_MUTUAL)
    if _nobody_did_it(words, told):
        found.append(WHO_USED_VIOLENCE)
    return found


def _nobody_did_it(words: str, told: Told) -> bool:
    """Somebody "was hit", and no person is said to have done it, here or anywhere in the text."""
    if told.said("who_did"):
        return False
    passive = [found for found in PASSIVE.finditer(words) if not _by_a_person(found["rest"])]
    return bool(passive) and not _somebody_acts(words)


def _by_a_person(rest: str) -> bool:
    by = BY_SOMEBODY.search(rest)
    if by is None:
        return False
    after = rest[by.start() + 3 :]
    phrase = re.match(r"(?:(?:his|her|their|the|a|an) )?(?:\w+ )?[\w’'-]+", after)
    who = phrase[0] if phrase else ""
    pronoun = re.search(r"\b(him|her|them|somebody|someone)$", who)
    return bool(any_of("roles").search(who) or pronoun or named(f"x {who}"))


def _somebody_acts(words: str) -> bool:
    """ "Dean pushed …": a name or a person's place in the family, and what they did."""
    actor = rf"(?:[A-Z][\w’'-]+|[Hh]e|[Ss]he|[Tt]hey|(?i:{'|'.join(LISTS['roles'])}))"
    verbs = "|".join(LISTS["violent_active"])
    before = r"(?: \([^)]*\))?(?: \w+ed(?: \w+){0,5},?)?(?: (?:and|then|also))?"
    active = re.compile(rf"(?<!\w){actor}{before} (?:{verbs})\b")
    return any(re.search(r"(?i)\b(was|were|been|being|is|get|got)\b", hit[0]) is None for hit in active.finditer(words))
