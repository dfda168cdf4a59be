"""How this council's accounts behave in the sign-in library: opened for people, and every sign-in recorded."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from kinmap.access.models import User
from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """What the sign-in library asks us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens their own account: the council opens it for them."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, whichever way the person came, and leave a trail entry with it."""
        with transaction.atomic():
            super().login(request, user)
            record(
                by=cast(User, user), verb=Verb.SIGN_IN, kind="account", subject_id=user.pk, address=address_of(request)
            )

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Keep a new password, and leave a trail entry with it."""
        with transaction.atomic():
            super().set_password(user, password)
            record(by=cast(User, user), verb=Verb.CHANGE, kind="account", subject_id=user.pk, reason="new password")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a sign-in that failed: on whose account, if there is one, and from where."""
        account = User.with_email(str(credentials.get("email") or credentials.get("username") or ""))
        record(
            by=None, verb=Verb.REFUSED, kind="account", subject_id=account.pk if account else "",
            reason="sign-in failed", address=address_of(request),
        )  # fmt: skip
