"""Whether what an address names is still open to somebody.

A form is drawn with what stood there before: a draft of a change, and words kept from a clash, hold words of whoever
wrote before. They are shown to their author as long as the author may see what the form was about, and kept until then.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.urls import Resolver404, resolve

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.shelves import Addressed, addressed

#: What an address names: the thing on the shelf, and the id; no id for a page that is named as a whole.
Named = tuple[Addressed, UUID | None]


def named_in(address: str) -> Iterator[Named]:
    """The rows and pages that an address names, as far as rooms have said what guards them."""
    try:
        found = resolve(address.partition("?")[0].partition("#")[0])
    except Resolver404:
        return
    if page := addressed.named(found.view_name):
        yield page, None
    for parameter, value in found.kwargs.items():
        kind = addressed.named(f"{found.app_name}.{parameter}")
        if kind is not None and isinstance(value, UUID):
            yield kind, value


def shut(addresses: Iterable[str], *, user: User, readers: Iterable[Reader]) -> frozenset[str]:
    """Those of these addresses that name something this person may not see today; one question for each kind."""
    named = {address: list(named_in(address)) for address in set(addresses)}
    asked: dict[Addressed, set[UUID]] = {}
    for kind, pk in (one for found in named.values() for one in found):
        asked.setdefault(kind, set()).update({pk} if pk else ())
    everybody = list(readers)
    open_now = {kind: _open_now(kind, ids, user, everybody) for kind, ids in asked.items()}
    return frozenset(address for address, found in named.items() if any(pk not in open_now[kind] for kind, pk in found))


def _open_now(kind: Addressed, ids: set[UUID], user: User, readers: list[Reader]) -> set[UUID | None]:
    if kind.needs is not None and not user.may(kind.needs):
        return set()
    if kind.readable is None:
        return {None}
    return {pk for reader in readers for pk in kind.readable(user, reader, ids)}
