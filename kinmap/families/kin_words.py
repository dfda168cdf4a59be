"""Relationships in words from either end (domain.md §4.3: always labelled in words; the person's own gender leads)."""

from typing import NamedTuple


class Words(NamedTuple):
    """The same for a girl or woman, a boy or man, and anybody else."""

    female: str
    male: str
    other: str


def _same(words: str) -> Words:
    return Words(words, words, words)


_CHILD = Words("daughter of", "son of", "child of")

#: From the first end: "Dee is mother of Kayla".
FORTH: dict[str, Words] = {
    "parent": Words("mother of", "father of", "parent of"),
    "adoptive_parent": Words("adoptive mother of", "adoptive father of", "adoptive parent of"),
    "step_parent": Words("stepmother of", "stepfather of", "step-parent of"),
    "foster_carer": _same("foster carer of"),
    "grandparent": Words("grandmother of", "grandfather of", "grandparent of"),
    "aunt_uncle": Words("aunt of", "uncle of", "aunt or uncle of"),
    "sibling": Words("sister of", "brother of", "brother or sister of"),
    "half_sibling": Words("half-sister of", "half-brother of", "half-brother or half-sister of"),
    "cousin": _same("cousin of"),
    "married": _same("married to"),
    "lives_with": _same("living as a couple with"),
    "separated": _same("separated from"),
    "divorced": _same("divorced from"),
    "friend": _same("friend of"),
    "neighbour": _same("neighbour of"),
    "other": _same("connected with"),
}

#: From the other end, where that is said differently: "Kayla is daughter of Dee".
BACK: dict[str, Words] = {
    "parent": _CHILD,
    "adoptive_parent": Words("adopted daughter of", "adopted son of", "adopted child of"),
    "step_parent": Words("stepdaughter of", "stepson of", "step-child of"),
    "foster_carer": _same("fostered by"),
    "grandparent": Words("granddaughter of", "grandson of", "grandchild of"),
    "aunt_uncle": Words("niece of", "nephew of", "niece or nephew of"),
}

#: The order in which a person's relationships are read: own parents and children first.
ORDER = list(FORTH)


def kin_words(kind: str, *, back: bool, gender: str) -> str:
    """A relationship in words, from the end of somebody of this gender (a code of ``Person.Gender``)."""
    words = (BACK.get(kind) if back else None) or FORTH[kind]
    return {"female": words.female, "male": words.male}.get(gender, words.other)
