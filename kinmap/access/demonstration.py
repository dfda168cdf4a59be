"""The demonstration door: pick an invented person and be signed in as them.

It opens only in demonstration mode, only to a browser on this same machine, and only for accounts
under the reserved ``.example`` ending (RFC 2606), which no real person's address can have. A request
that came through a proxy is not from this machine, whatever address it was handed on from.
"""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest

from kinmap.access.models import User
from kinmap.access.roles import ROLES

#: Headers that a proxy adds. Their presence alone closes the door.
HANDED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


def is_open(request: HttpRequest) -> bool:
    """Whether this request may choose whom to be."""
    if not settings.KINMAP_DEMO or any(header in request.headers for header in HANDED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def is_shown_to_choose(request: HttpRequest, person: User) -> bool:
    """Whether this person is one of those whom this request may choose."""
    return is_open(request) and User.for_demonstration().filter(pk=person.pk).exists()


def open_demonstration(request: HttpRequest) -> None:
    """The door. Raises ``Http404`` outside the demonstration: there is no such page."""
    if not is_open(request):
        raise Http404


PARTNERS = "Partner agencies"


def people_by_organisation() -> dict[str, list[tuple[User, str]]]:
    """Everybody who can be chosen, with what they are there for: the council's own people, then the partners."""
    found: dict[str, list[tuple[User, str]]] = {}
    for person in User.for_demonstration():
        group = str(person.organisation) if person.is_council_staff() else PARTNERS
        found.setdefault(group, []).append((person, _there_for(person)))
    return found


def _there_for(person: User) -> str:
    """Their job and where: "Social worker, East team"; the name of their role when no job is written down."""
    code = getattr(person, "first_role", "")
    words = person.job_title or (ROLES[code].name if code in ROLES else "")
    where = person.team if person.is_council_staff() else person.organisation
    return f"{words}, {where}" if where else words
