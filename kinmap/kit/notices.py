"""What every page says above its words while it is so: a shelf for the rooms above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kinmap.kit.shelf import Shelf


@dataclass(frozen=True)
class Notice:
    """A notice: the template that draws it, and what it says on this page. Nothing to say draws nothing.

    ``of`` may not ask the database: it is asked on every page.
    """

    name: str
    template: str
    of: Callable[[HttpRequest], Any]
    order: int = 50


notices: Shelf[Notice] = Shelf("notices on every page")
