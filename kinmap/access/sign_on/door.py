"""The door of single sign-on: there is none where the council has none."""

from django.http import Http404, HttpRequest

from kinmap.access.sign_on.asking import council
from kinmap.access.sign_on.provider import SignOn


def open_sign_on(request: HttpRequest) -> SignOn:
    """The council's single sign-on; raises ``Http404`` where there is none."""
    there = council()
    if there is None:
        raise Http404
    return there
