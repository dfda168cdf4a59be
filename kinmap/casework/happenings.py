"""Kinds of events in plain words: those that people write by hand, and those that the rooms add by themselves.

Definitions only. A room that tells of something new adds its kind here, in the words of the practice.
"""

#: What people choose from when they write an event down.
HAND_KINDS: dict[str, str] = {
    "told": "Something happened",
    "home": "At home: who lives where, who comes and goes",
    "health": "Health",
    "school": "School or nursery",
    "police": "Police",
    "police_protection": "Police protection",
    "court": "Court",
    "legal": "Legal advice",
    "report": "A worry was reported",
    "request": "Help was asked for",
    "meeting": "Meeting",
    "decision": "Decision",
    "dissent": "Somebody disagreed with a decision",
    "agreement": "Something was agreed",
    "letter": "Letter or record sent",
    "record": "What records say",
    "network": "Family and friends",
    "safety": "Safety shown, or a slip",
    "practice": "The plan was practised",
    "voice": "A child’s voice",
    "family_time": "Time with family",
}

#: What the record adds by itself, and where it is put right.
ROOM_KINDS: dict[str, str] = {
    "map": "Map",
    "plan": "Plan",
    "stage": "Stage or agreement",
    "sharing": "Decision about sharing",
    "misfiled": "Something misfiled was put right",
    "visit": "Visit or contact with the family",
    "contact": "Somebody contacted us",
    "assessment": "Assessment",
    "referral": "Referral",
    "enquiry": "Section 47 enquiry",
    "tool": "Another tool’s result",
}

KINDS: dict[str, str] = {**HAND_KINDS, **ROOM_KINDS}


def kind_in_words(kind: str) -> str:
    """A kind as people call it; one that came with an imported record and is not known here stays readable."""
    return KINDS.get(kind) or kind.replace("_", " ").capitalize()
