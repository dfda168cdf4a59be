"""Filling in forms of this room as a browser would: from the page that was shown."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client


def soup(response: HttpResponse) -> BeautifulSoup:
    """The page as parsed."""
    return BeautifulSoup(response.content, "html5lib")


def words_of(response: HttpResponse) -> str:
    """What a reader reads, on one line."""
    return " ".join(soup(response).get_text(" ").split())


def filled(response: HttpResponse) -> dict[str, Any]:
    """Every value that the page's form would send as it stands."""
    form = soup(response).select_one("main form[method=post]")
    assert form is not None, "No form on this page."
    sent: dict[str, Any] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(box["name"]), box.get("type", "")
        if kind in ("radio", "checkbox"):
            if box.has_attr("checked"):
                sent.setdefault(name, [])
                sent[name].append(box.get("value", "on"))
        elif box.name == "select":
            chosen = box.select_one("option[selected]")
            sent[name] = chosen["value"] if chosen else ""
        else:
            sent[name] = box.text.removeprefix("\n") if box.name == "textarea" else box.get("value", "")
    return sent


def send(client: Client, address: str, *, from_page: dict[str, Any] | None = None, **typed: Any) -> HttpResponse:
    """Open the page, type, press the button. ``from_page``: what an earlier opening of it would send."""
    sent = filled(client.get(address)) if from_page is None else from_page
    return client.post(address, sent | typed)
