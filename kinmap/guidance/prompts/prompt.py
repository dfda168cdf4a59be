"""What a prompt is, and what a check is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Prompt:
    """Something to think about: what could be said differently, why that helps, and where the standard stands.

    ``code`` names the kind; ``standard`` is the page of the guidance (``/guidance/<standard>/``).
    """

    code: str
    says: str
    why: str
    standard: str


@dataclass(frozen=True)
class Told:
    """One text and what its writer has said beside it.

    ``children``: first names of those it is about. ``siblings``: first names of the family's other children, so
    that they are not taken for grown-ups. ``parts``: the answered questions of its category (``who_did``,
    ``when_last``, …); an answered part is said, and nothing asks for it again. ``linked``: it names the worry that
    it protected from. ``dated``: it says when.
    """

    text: str
    children: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    linked: bool = True
    dated: bool = False

    def said(self, *parts: str) -> bool:
        """Whether one of these parts has been answered."""
        return any(str(self.parts.get(part) or "").strip() for part in parts)
