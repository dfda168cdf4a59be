"""The door of what is one's own, and who a page was drawn for.

``person_token`` stands in every page drawn for somebody signed in: a browser in which somebody else has
signed in meanwhile can be told apart from the one that the page was drawn for, so that nobody's words are ever
sent under another name.
"""

from typing import cast

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest

from kinmap.access.models import User

_SIGNER = Signer(salt="kinmap.access.person")


def open_own(request: HttpRequest) -> User:
    """The door of one's own words in the making: everybody has one, and it leads to nobody's record."""
    return cast(User, request.user)


def person_token(user: User) -> str:
    """Who a page is drawn for, as nobody else could write it."""
    return _SIGNER.sign(str(user.pk))


def is_for(token: str, user: User) -> bool:
    """Whether a page with this token was drawn for this person; one without a token was drawn for anybody."""
    return token in ("", person_token(user))


def person_of(token: str) -> User | None:
    """The person with an open account whom a token names."""
    try:
        return User.active(_SIGNER.unsign(token))
    except BadSignature:
        return None


def open_again(request: HttpRequest) -> User:
    """The door of signing in again: it opens for the person a page was drawn for, and for nobody else.

    Raises ``Http404`` where the page does not say for whom it was drawn.
    """
    told = request.POST.get("person") or request.GET.get("person") or ""
    person = person_of(told)
    if person is None:
        raise Http404
    return person
