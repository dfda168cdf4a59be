"""The bare baselines: Kinmap's server, middleware, session and sign-in, and a view that does only the named work.

They ask no permission, note no look, write no version: what Kinmap adds to them is what the ratios tell.
"""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.reader import Reader
from kinmap.casework.banner import ChildInShort, children_in_short
from kinmap.casework.doors import admit, open_desk
from kinmap.casework.models import Allocation, Involvement, Stage, TimelineEvent
from kinmap.casework.templatetags import casework as casework_tags
from kinmap.desk.my_families import my_families
from kinmap.families.models import Family, FamilyMember, NameKey
from kinmap.families.names import WHOLE
from kinmap.mapping.board import gather
from kinmap.mapping.lens import Lens
from kinmap.mapping.models import Entry
from kinmap.mapping.views import show
from kinmap.mapping.views.answering import PAGE, context_of


@dataclass(frozen=True)
class Ready:
    """A page's dictionary, made once: what the template places."""

    context: dict[str, Any]


STAGES = {str(stage): str(stage.label) for stage in Stage}
READY: dict[str, Ready] = {}
BANNERS: dict[int, list[ChildInShort]] = {}


def _banner(family: Family, reader: Reader) -> list[ChildInShort]:
    """The banner's children: ready for a ready page, asked for by every other."""
    held = BANNERS.get(id(reader))
    return children_in_short(family, reader) if held is None else held


casework_tags.children_in_short = _banner  # type: ignore[attr-defined]


def _ready(user: User, family_ref: str) -> Ready:
    family, reader = admit(user, family_ref, to=Permission.MAP_READ)
    board = gather(family, reader, Lens())
    BANNERS[id(reader)] = children_in_short(family, reader)
    return Ready(context_of(family, reader, board))


@require_GET
def ready_map(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The map's own template, from a dictionary that is ready: the same HTML without a question about the family."""
    user = cast(User, request.user)
    ready = READY.get(family_ref)
    if ready is None:
        ready = READY[family_ref] = _ready(user, family_ref)
    request.path = f"/families/{family_ref}/map/"  # marks the same tab
    return render(request, PAGE, ready.context)


@require_GET
def unseen_map(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The map page itself, whose look is forgotten before it is written down."""
    request.path = f"/families/{family_ref}/map/"
    page = show(request, family_ref)
    request.__dict__.pop("kinmap_noted", None)
    return page


@require_POST
def insert(request: HttpRequest, family_ref: str) -> HttpResponse:
    """The same row as "Add" writes, and nothing else: no check, no version, no trail, no chronology, no receipt."""
    entry = Entry(
        id=UUID(request.POST["write"]), family_id=UUID(request.POST["family"]), category=request.POST["category"],
        text=request.POST["text"], children=frozenset(map(UUID, request.POST.getlist("children"))),
        recorded_by=cast(User, request.user), recorded_by_name=cast(User, request.user).name,
    )  # fmt: skip
    entry.skip_history_when_saving = True  # type: ignore[attr-defined]
    entry.save(force_insert=True)
    return HttpResponse(status=303, headers={"Location": f"/families/{family_ref}/map/"})


@require_GET
def desk_list(request: HttpRequest) -> HttpResponse:
    """Kinmap's own family list with its door, look and permissions, without the piles beside it."""
    user, readers = open_desk(request)
    page, shown = my_families(readers, None)
    told = {"page": page, "families": shown, "families_at": "/families/", "piles": [], "kept": []}
    return render(request, "desk/desk.html", {**told, "may_create": user.may(Permission.FAMILY_CREATE)})


@require_GET
def families(request: HttpRequest) -> HttpResponse:
    """Fifty families with the columns of the desk: four plain queries that ask no permission, one plain template."""
    rows = Family.objects.order_by("ref").values_list("pk", "name", "ref")[:50]
    found: dict[UUID, dict[str, Any]] = {
        pk: {"name": name, "ref": ref, "at": {}, "others": []} for pk, name, ref in rows
    }
    stage = Involvement.objects.filter(child=OuterRef("person"), family=OuterRef("family"), ended__isnull=True)
    children = FamilyMember.objects.filter(family__in=found, role=FamilyMember.Role.CHILD).order_by("person__born")
    for family, first, code in children.values_list(
        "family", "person__first_name", Subquery(stage.order_by().values("stage")[:1])
    ):
        found[family]["at"].setdefault(STAGES[code], []).append(first)
    others = Allocation.objects.filter(family__in=found, part=Allocation.Part.PARTNER).order_by().distinct()
    for family, first, last in others.values_list("family", "worker__first_name", "worker__last_name"):
        found[family]["others"].append(f"{first} {last} (partner agency)")
    events = TimelineEvent.objects.filter(family__in=found).order_by("on").values_list("family", "on", "text")
    for family, on, text in events:
        found[family] |= {"on": on, "newest": text}
    told = [one | {"stages": one["at"].items()} for one in found.values()]
    return render(request, "bench/families.html", {"families": told})


@require_GET
def prefix(request: HttpRequest) -> HttpResponse:
    """People with a name that begins so: one query by an ordinary index, twenty rows, a plain template."""
    typed = request.GET["q"]
    keys = NameKey.objects.filter(kind=WHOLE, key__gte=typed, key__lt=typed[:-1] + chr(ord(typed[-1]) + 1))
    rows = keys.order_by("key", "person").values_list("person__first_name", "person__last_name", "person__born")[:20]
    return render(request, "bench/prefix.html", {"people": list(rows)})
