"""How the map answers a write: the sections it touched and every card it changed elsewhere.

The whole page is gathered before and after; what differs is sent, so that the swapped page is always
what a reload would show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_htmx.http import reswap, retarget

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.families.models import Family
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.kit.identity import new_id
from kinmap.mapping.board import Board, Section, gather
from kinmap.mapping.lens import Lens, lens_of
from kinmap.mapping.quality.looking import think
from kinmap.mapping.undoing import offered_on_cards

PAGE = "mapping/map.html"


def map_address(family: Family, request: HttpRequest, *, reader: Reader, entry_id: UUID | None = None) -> str:
    """The map's address through the same lens, at one entry."""
    lens = lens_of(request.GET, reader)
    return f"{reverse('mapping:map', args=[family.ref])}{lens.query}{f'#entry-{entry_id}' if entry_id else ''}"


def context_of(family: Family, reader: Reader, board: Board) -> dict[str, Any]:
    """What every part of the map's page needs; a fresh box to add under each heading for those who may write."""
    may_edit = reader.may(Permission.MAP_EDIT) and board.lens.on is None
    if may_edit:
        think(board.by_id.values(), board.faces)
        for section in board.sections.values():
            section["add"] = section["add"] or blank(board)
        # A card that was never changed has nothing to go back to.
        changed = any(card["own"] and card["version"] > 1 for card in board.by_id.values())
        mine = offered_on_cards(family, by=reader.user_id) if reader.user_id and changed else {}
        for card in board.by_id.values():
            card["undo"] = card["own"] and mine.get(card["id"]) == card["version"]
            card["write"] = new_id() if card["prompt"] or card["withdrawn"] else None
            card["wave"] = new_id() if card["prompt"] else None
    return {
        "family": family, "reader": board.faces.reader, "board": board, "may_edit": may_edit, "query": board.lens.query,
        "may_print": reader.may(Permission.PRINT), "entries_at": reverse("mapping:entries", args=[family.ref]),
        "statements_at": _statements(family), "here": reverse("mapping:map", args=[family.ref]),
        "stop_typing": board.lens.but(typing=None),
    }  # fmt: skip


def _statements(family: Family) -> str:
    try:
        return reverse("mapping:statements", args=[family.ref])
    except NoReverseMatch:
        return ""


def blank(board: Board, **typed: Any) -> dict[str, Any]:
    """A box to add with: the filtered child ticked, or the only one; with several, none until somebody says so."""
    children = board.faces.children
    unasked = [board.lens.child] if board.lens.child else [child for child, _ in children if len(children) == 1]
    ticked = {str(child) for child in typed.get("ticked", unasked)}
    typing = board.lens.typing
    return {
        "write": new_id(), "written_on": typing.isoformat() if typing else "",
        "text": "", "wrong_text": "", "wrong_children": "", "notice": "", "focus": False, **typed,
        "ticks": [(child, name, str(child) in ticked) for child, name in children],
    }  # fmt: skip


def before_writing(request: HttpRequest, family: Family, reader: Reader) -> Board | None:
    """The page as it stood, when only its parts are to be sent back."""
    return gather(family, reader, _lens(request, reader)) if answers.is_htmx(request) else None


def written(
    request: HttpRequest, family: Family, reader: Reader, *, before: Board | None, entry_id: UUID, said: str,
    undo: Mapping[str, Any] | None = None, adding: bool = False,
) -> HttpResponse:  # fmt: skip
    """Answer a write: "Saved 10:42" and the changed parts, or back to the entry on the map."""
    if before is None:
        there = map_address(family, request, reader=reader, entry_id=entry_id)
        return answers.done(request, there, said=f"Saved {clock(timezone.now())}")
    after = gather(family, reader, _lens(request, reader))
    cards = [board.by_id[entry_id] for board in (before, after) if entry_id in board.by_id]
    # What a colleague added meanwhile has no place on the page yet: its heading comes whole.
    cards += [card for card in after.by_id.values() if card["standing"] and card["id"] not in before.by_id]
    touched = list(dict.fromkeys(card["category"] for card in cards))
    sections = _touched(after, touched, said)
    if adding:
        sections[0]["add"] = blank(after, focus=True)
    elif entry_id in after.by_id:
        after.by_id[entry_id]["focus"] = True
    differ = [
        card for card in after.by_id.values()
        if card["standing"] and card["category"] not in touched and before.by_id.get(card["id"]) != card
    ]  # fmt: skip
    if undo is not None:
        undo = {**undo, "fields": {"write": new_id(), "version": after.by_id[entry_id]["version"]}}
    told = context_of(family, reader, after) | {
        "sections": sections, "differ": differ, "undo": undo,
        "scales_differ": before.scales != after.scales, "count_differs": len(before.withdrawn) != len(after.withdrawn),
    }  # fmt: skip
    return _parts(request, told, category=touched[0], saved=True)


def _parts(request: HttpRequest, told: Mapping[str, Any], *, category: str, saved: bool = False) -> HttpResponse:
    """The parts of the page, the first in the place of its category's section."""
    response = answers.part(request, f"{PAGE}#written", told, saved=saved)
    return reswap(retarget(response, f"#c-{category}"), "outerHTML")


def undo_bar(family: Family, entry_id: UUID, words: str) -> dict[str, Any]:
    """A button that takes back what one has just done; the version is filled in when the page is made."""
    return {"address": reverse("mapping:undo", args=[family.ref, entry_id]), "words": words}


def refreshed(request: HttpRequest, family: Family, reader: Reader, *, entry_id: UUID) -> HttpResponse:
    """An entry's section and whatever names the entry, after it was saved as somebody typed."""
    board = gather(family, reader, _lens(request, reader))
    card = board.by_id.get(entry_id)
    if card is None or not answers.is_htmx(request):
        return answers.done(request, map_address(family, request, reader=reader, entry_id=entry_id))
    card["focus"] = True
    naming = [
        other for other in board.by_id.values()
        if other["standing"] and other["category"] != card["category"]
        and entry_id in {there["id"] for there in (*other["linked"], *filter(None, [other["answers"]]))}
    ]  # fmt: skip
    told = context_of(family, reader, board) | {"sections": _touched(board, [card["category"]], ""), "differ": naming}
    return _parts(request, told, category=card["category"])


def refused(
    request: HttpRequest, family: Family, reader: Reader, *, category: str, typed: Mapping[str, Any], status: int
) -> HttpResponse:
    """The heading's box once more, with everything typed and what is wrong beside it."""
    board = gather(family, reader, _lens(request, reader))
    section = board.sections[category]
    section["add"] = blank(board, **typed)
    told = context_of(family, reader, board) | {"section": section}
    return answers.part(request, f"{PAGE}#section", told, status=status)


def writer(request: HttpRequest) -> User:
    """Whoever is signed in: the door has seen to that."""
    return cast(User, request.user)


def _touched(after: Board, categories: Sequence[str], said: str) -> list[Section]:
    sections = [after.sections[category] for category in categories]
    for section in sections[1:]:
        section["oob"] = True
    sections[0]["said"] = said
    return sections


def _lens(request: HttpRequest, reader: Reader) -> Lens:
    """Writes happen today, whatever day the page showed; the layout and the paper being typed up stay."""
    asked = lens_of(request.GET, reader)
    return replace(asked, on=None)
