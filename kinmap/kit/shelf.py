"""Shelves: how a lower room shows something that an upper room brings.

A lower room owns a shelf; upper rooms put things on it in their ``apps.py``. Nothing is discovered
by magic and nobody imports upstairs.
"""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Shelved(Protocol):
    """Anything with a name that is unique on its shelf and a place in the row."""

    @property
    def name(self) -> str: ...

    @property
    def order(self) -> int: ...


T = TypeVar("T", bound=Shelved)


class Shelf(Generic[T]):
    """A named row of things, in order."""

    def __init__(self, holds: str) -> None:
        self.holds = holds
        self._things: dict[str, T] = {}

    def put(self, thing: T) -> None:
        """Place a thing; a second thing of the same name is a mistake of ours and is refused."""
        if thing.name in self._things and self._things[thing.name] != thing:
            raise ValueError(f"Two {self.holds} are called {thing.name!r}.")
        self._things[thing.name] = thing

    def named(self, name: str) -> T | None:
        """The thing of that name, or ``None``."""
        return self._things.get(name)

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self._things.values(), key=lambda thing: (thing.order, thing.name)))
