"""Follows every link and opens every part that a signed-in reader is offered in one family."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client

from tests.secrecy.building import REF

PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|name="write" value="[^"]*"|name="person" content="[^"]*"|'
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
HOME = f"/families/{REF}/"
DRAFTS = "/drafts/"
STARTS = ("/", HOME, DRAFTS)
NOT_FOLLOWED = re.compile(r"\.(?:pdf|docx)$|^/accounts/|^/static/|^/schema/")


def same_but_for_passing(text: str, fixed: frozenset[str]) -> str:
    """The text without what differs each time: tokens and ids that no item of the world has."""

    def stays(match: re.Match[str]) -> str:
        return match[0] if match[0] in fixed else "*"

    return PASSING.sub(stays, text)


def links_in(text: str, here: str) -> Iterator[str]:
    """Addresses of this family, and of one's own drafts, that the page links to, or fetches as a part."""
    page = BeautifulSoup(text, "html5lib")
    for tag in page.find_all(True):
        for attribute in ("href", "hx-get"):
            value = tag.get(attribute)
            if not isinstance(value, str) or value.startswith("#"):
                continue
            there = urlsplit(urljoin(here, value))
            if not there.netloc and there.path.startswith((HOME, DRAFTS)) and not NOT_FOLLOWED.search(there.path):
                yield f"{there.path}?{there.query}" if there.query else there.path


def crawl(client: Client, fixed: frozenset[str], *, most: int) -> dict[str, str]:
    """Every page reached, by address: its status and its text. Breadth first, so that both worlds agree."""
    found: dict[str, str] = {}
    waiting = list(STARTS)
    while waiting and len(found) < most:
        where = waiting.pop(0)
        if where in found:
            continue
        answer = client.get(where)
        if answer.status_code in (301, 302, 303):
            found[where] = f"{answer.status_code} {answer['Location']}"
            if answer["Location"].startswith(HOME):
                waiting.append(answer["Location"])
            continue
        text = answer.content.decode() if "text/html" in answer["Content-Type"] else answer.content.decode("latin-1")
        headers = answer.get("Content-Disposition", "")
        found[where] = f"{answer.status_code} {headers}\n{same_but_for_passing(text, fixed)}"
        if "text/html" in answer["Content-Type"]:
            waiting += [link for link in links_in(text, where) if link not in found]
    return found
