"""Code lists of the children in need census for how a family comes in, in the order in which it gives them.

Codes are what a council reports; the words are those of the Department for Education's code sets (Open
Government Licence v3), shortened where a page needs it.
"""

SOURCES: dict[str, str] = {
    "1A": "Individual: family member, relative or carer",
    "1B": "Individual: acquaintance, neighbour or childminder",
    "1C": "Individual: the child, or themselves",
    "1D": "Individual: other, strangers too",
    "2A": "School",
    "2B": "Education services",
    "3A": "Health: GP",
    "3B": "Health: health visitor",
    "3C": "Health: school nurse",
    "3D": "Health: other primary care",
    "3E": "Health: accident and emergency",
    "3F": "Health: other, for example a hospice",
    "4": "Housing",
    "5A": "Council: social care, for example for adults",
    "5B": "Council: another department, for example youth justice",
    "5C": "Council: from another council",
    "5D": "Council: early help",
    "6": "Police",
    "7": "Courts, probation, immigration, Cafcass or prison",
    "8": "Other: children’s centre, voluntary or independent agency",
    "9": "Anonymous",
    "10": "Not known",
}

NEEDS: dict[str, str] = {
    "N1": "Abuse, neglect and exploitation",
    "N2": "Child’s disability",
    "N3": "Parent’s disability or illness",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
    "N9": "Other than a child in need",
    "N0": "Not stated",
}

#: Factors found at the end of an assessment, under their subjects.
FACTORS_BY_SUBJECT: dict[str, dict[str, str]] = {
    "Alcohol": {"1A": "The child", "1B": "A parent or carer", "1C": "Somebody else in the household"},
    "Drugs": {"2A": "The child", "2B": "A parent or carer", "2C": "Somebody else in the household"},
    "Domestic violence": {
        "3A": "The child is subjected to it",
        "3B": "A parent or carer is subjected to it",
        "3C": "Somebody else in the household is subjected to it",
    },
    "Mental health": {"4A": "The child", "4B": "A parent or carer", "4C": "Somebody else in the household"},
    "Learning disability": {"5A": "The child", "5B": "A parent or carer", "5C": "Somebody else in the household"},
    "Physical disability or illness": {
        "6A": "The child",
        "6B": "A parent or carer",
        "6C": "Somebody else in the household",
    },
    "Young carer": {"7A": "The child cares for somebody"},
    "Privately fostered": {
        "8B": "From overseas, will go back",
        "8C": "From overseas, will stay",
        "8D": "From the UK, at school here",
        "8E": "From the UK, another arrangement of the family",
        "8F": "Other private fostering",
    },
    "Asylum": {"9A": "Unaccompanied asylum-seeking child"},
    "Away from home": {"10A": "Goes missing"},
    "Exploitation": {
        "11A": "Child sexual exploitation",
        "24A": "Child criminal exploitation",
        "12A": "Trafficking",
        "13A": "Gangs",
    },
    "Behaviour": {"14A": "Socially unacceptable behaviour", "15A": "Self-harm"},
    "Abuse or neglect": {
        "16A": "Neglect",
        "17A": "Emotional abuse",
        "18B": "Physical abuse, by a child",
        "18C": "Physical abuse, by an adult",
        "19B": "Sexual abuse, by a child",
        "19C": "Sexual abuse, by an adult",
        "22A": "Female genital mutilation",
        "23A": "Linked to faith or belief",
    },
    "Other": {"20": "Another factor", "21": "No factor found, and no further action"},
}

#: Codes that are read in older records and no longer offered: both were divided in two.
EARLIER_FACTORS: dict[str, str] = {"18A": "Physical abuse", "19A": "Sexual abuse"}

FACTORS: dict[str, str] = {
    code: f"{subject}: {words[0].lower()}{words[1:]}"
    for subject, some in {**FACTORS_BY_SUBJECT, "Abuse or neglect, earlier": EARLIER_FACTORS}.items()
    for code, words in some.items()
}
#: Said in words of its own.
OTHER_FACTOR = "20"
#: Only where nothing else was found (the census refuses it beside another factor).
NO_FACTOR = "21"


def factors_in(codes: str) -> list[str]:
    """Codes kept as "3B,1B", in the order of the census."""
    kept = set(codes.split(",")) - {""}
    return [code for code in FACTORS if code in kept]
