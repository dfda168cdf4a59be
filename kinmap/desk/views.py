"""One's own desk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_desk
from kinmap.desk.drafts.showing import ON_THE_DESK, shown
from kinmap.desk.lying import UNFINISHED, kept_words, piles
from kinmap.desk.my_families import my_families
from kinmap.kit import answers
from kinmap.live.models import Draft, KeptWords

#: One address for fifty links: asking for each by its name took as long as asking the database.
FAMILIES_AT = "/families/"


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """My families, what is due, what I left unfinished."""
    user, readers = open_desk(request)
    page, families = my_families(readers, request.GET.get("page"))
    context = {
        "page": page, "families": families, "families_at": FAMILIES_AT, "unfinished": UNFINISHED,
        "piles": piles(user, readers), "kept": kept_words(user, readers),
        "unsaved": shown(Draft.waiting_for(user)[:ON_THE_DESK], by=user, readers=readers),
        "may_create": user.may(Permission.FAMILY_CREATE),
    }  # fmt: skip
    return answers.page(request, "desk/desk.html", context)


@require_POST
def put_away(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """Put words away that one has used again, or does not need."""
    user, _ = open_desk(request)
    KeptWords.found(kept_id, by=user).settle(by=user)
    return answers.done(request, reverse("desk:desk"), said="Put away. They are still kept.")
