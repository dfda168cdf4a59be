"""The few places that every signed-in person can go from anywhere: a shelf for the rooms above."""

from dataclasses import dataclass

from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class Link:
    """A word in the navigation and the name of the address it leads to; ``needs`` is the right without which
    the address is closed (a value of ``access.permissions``), so that the word is not shown in vain."""

    name: str
    order: int
    url_name: str
    needs: str = ""


navigation: Shelf[Link] = Shelf("links of the navigation")
