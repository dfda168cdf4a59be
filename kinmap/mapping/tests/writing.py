"""Writing on the map as a browser does it, with and without a script."""

from typing import Any

from django.test import Client

from kinmap.kit.identity import new_id
from kinmap.mapping.models import Entry
from tests import making

HTMX = {"HX-Request": "true"}


def address(family: making.Household, rest: str = "") -> str:
    """An address of the family's map."""
    return f"/families/{family.ref}/map/{rest}"


def send(client: Client, where: str, *, htmx: bool = False, **words: Any) -> Any:
    """Post a form with a write id of its own unless one is given."""
    words.setdefault("write", str(new_id()))
    return client.post(where, words, headers=HTMX if htmx else {})


def add(
    client: Client,
    family: making.Household,
    text: str,
    *,
    category: str = "past_harm",
    about: list[str] | None = None,
    query: str = "",
    **more: Any,
) -> Any:
    """Add an entry from the box under its heading; about the first child unless said."""
    children = [str(family[child].pk) for child in about or [next(iter(family.people))]]
    return send(client, address(family, f"entries/{query}"), category=category, text=text, children=children, **more)


def edited(entry: Entry, **changes: Any) -> dict[str, Any]:
    """What the edit form of an entry sends when only these things are changed."""
    sent = {
        "category": entry.category,
        "version": entry.version,
        "text": entry.text,
        "sharing": entry.sharing,
        "children": [str(child) for child in entry.children],
        "said_by_words": entry.said_by_words,
        "source": entry.source,
        "hidden_from": [str(person) for person in entry.hidden_from],
        "named": [str(person) for person in entry.named],
        "said_by": str(entry.said_by_id or ""),
        "answers": str(entry.answers_id or ""),
    }
    sent |= {f"part_{part}": words for part, words in entry.parts.items()}
    return sent | changes


def the_entry(family: making.Household, **which: Any) -> Entry:
    """The one entry of the family (that matches)."""
    return Entry.objects.get(family=family.family, **which)


def shown(client: Client, family: making.Household, query: str = "") -> str:
    """The map's page as text."""
    response = client.get(address(family, query))
    assert response.status_code == 200
    return response.content.decode()
