"""The pages of the map: door, form, verb, answer."""

from kinmap.mapping.views.beside import acts, dispute, link, wording
from kinmap.mapping.views.entries import as_you_go, card, entries, entry, say_more
from kinmap.mapping.views.moving import bring_back, move, withdraw
from kinmap.mapping.views.showing import shared, show, versions, withdrawn
from kinmap.mapping.views.undoing import undo

__all__ = [
    "acts", "as_you_go", "bring_back", "card", "dispute", "entries", "entry", "link", "move", "say_more", "shared",
    "show", "undo", "versions", "withdraw", "withdrawn", "wording",
]  # fmt: skip
