"""HTML as a tree that can be compared: white space, order of attributes and of classes do not count."""

from typing import Any

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

#: What we add on purpose to GOV.UK Frontend's markup.
OURS = {"data-grow"}
#: Attributes that mean "on" whatever they say.
SWITCHES = {"checked", "disabled", "hidden", "open", "selected", "multiple"}


def tree_of(html: str) -> list[Any]:
    """A fragment as nested tuples of (name, attributes, children)."""
    return _children(BeautifulSoup(html, "html.parser"))


def _children(tag: Tag | BeautifulSoup) -> list[Any]:
    found: list[Any] = []
    for child in tag.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            words = " ".join(str(child).split())
            if words and found and isinstance(found[-1], str):
                found[-1] += f" {words}"
            elif words:
                found.append(words)
        elif isinstance(child, Tag):
            found.append((child.name, _attributes(child), _children(child)))
    return found


def _attributes(tag: Tag) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in tag.attrs.items():
        if name in OURS:
            continue
        if name in SWITCHES:
            kept[name] = True
        elif name == "class":
            kept[name] = sorted(value if isinstance(value, list) else str(value).split())
        else:
            kept[name] = " ".join(value) if isinstance(value, list) else value
    return kept
