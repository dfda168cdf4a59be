"""The family, its items and everybody at the doors, made once; and every address of Kinmap with what it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kinmap.families.models import Person, RecordLock
from tests import making
from tests.doors.access_items import own_openings
from tests.doors.items import OPEN, Named, council_guidance, make_items, own_draft, own_group, own_number, own_words
from tests.doors.own_access import own_access
from tests.doors.personas import PERSONAS, Knocking
from tests.doors.table import Door

CHILD = "Kayla"


@dataclass
class World:
    """Everybody at the doors, and each item three times: open to them, hidden from them, of another family."""

    knocking: Knocking
    seen: Named
    hidden: Named
    elsewhere: Named
    clients: dict[str, Client]

    @classmethod
    def make(cls) -> "World":
        """Everybody and every item; whoever makes it undoes it."""
        knocking = Knocking.make()
        writer = knocking.users["practitioner"]
        from_all = {**OPEN, "hidden_from": frozenset(Person.of(user).pk for user in knocking.users.values())}
        here = knocking.household
        made = cls(
            knocking,
            seen=make_items(here, CHILD, by=writer),
            hidden=make_items(here, CHILD, by=writer, guard=from_all),
            elsewhere=make_items(knocking.elsewhere, "Aisha", by=writer),
            clients={name: Client() for name in PERSONAS},
        )
        made.make_own()
        knocking.lock()
        made.make_locks()
        for name, user in knocking.users.items():
            made.clients[name].force_login(user)
        return made

    def ref(self, door: str) -> str:
        return self.knocking.elsewhere.ref if door == "elsewhere" else self.knocking.household.ref

    def items_of(self, persona: str, which: str) -> Named:
        """The items, with those that are somebody's own."""
        user = self.knocking.users.get(persona)
        whose = self.knocking.users["practitioner"] if user is None else user
        somebody_else = self.own["chair" if whose != self.knocking.users["chair"] else "practitioner"]
        own = self.own.get(persona, somebody_else) if which == "seen" else somebody_else
        return {**getattr(self, which), **own}

    def make_locks(self) -> None:
        """The lock that stands on this record, and the other record's in place of one that is not theirs."""
        here, there = (RecordLock.of(home.family) for home in (self.knocking.household, self.knocking.elsewhere))
        assert here is not None
        assert there is not None
        self.seen["lock"] = {"lock_id": here.pk}
        self.hidden["lock"] = self.elsewhere["lock"] = {"lock_id": there.pk}

    @property
    def own(self) -> dict[str, Named]:
        return self._own

    def make_own(self) -> None:
        """A number and words of each person's own, and what is nobody's in particular."""
        family_id = self.knocking.household.family.pk
        # Who has no place among the family's people enters a number for somebody who has: for a different person each.
        for_others = {name: making.person(name) for name in ("manager", "granted", "in_emergency")}
        for person in for_others.values():
            self.knocking.household.family.welcome(person, role="network", by=None)
        newcomer = making.user("Newcomer")
        letter = {"uidb36": user_pk_to_url_str(newcomer), "key": default_token_generator.make_token(newcomer)}
        self._own = {
            name: {
                "own number": own_number(self.seen, person=for_others.get(name) or Person.of(user), by=user),
                "kept words": own_words(by=user, family_id=family_id),
                "draft": own_draft(by=user, family_ref=""),
                "account": {"user_id": newcomer.pk},
                **own_group(self.knocking.household, CHILD, by=user),
                **council_guidance(by=user),
                **own_access(by=user),
                "letter": letter,
                **own_openings(self.knocking.household, by=user, somebody=newcomer),
            }
            for name, user in self.knocking.users.items()
        }


def addresses(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, inside)
        else:
            yield ":".join((*spaces, pattern.name or f"(no name) {pattern.pattern}")), pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))


def address(name: str, door: Door, items: Named, ref: str) -> str:
    """The address with the items that it names."""
    wanted = ADDRESSES[name].pattern.converters if hasattr(ADDRESSES[name].pattern, "converters") else {}
    given: dict[str, Any] = {**(items[door.item] if door.item else {}), **door.words}
    given |= dict.fromkeys({"family_ref", "record_ref"}.intersection(wanted), ref)
    return reverse(name, kwargs=given)
