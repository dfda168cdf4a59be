"""Several names in one sentence."""

from collections.abc import Iterable


def in_a_row(names: Iterable[str]) -> str:
    """ "Mia, Toby and Isla"; nothing for nobody."""
    listed = list(names)
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)
