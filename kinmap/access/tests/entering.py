"""Signing in as a person does, step by step."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from django.test import Client

from kinmap.access.models import User

PASSWORD = "a long enough pass phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def page_of(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def heading(answer: Any) -> str:
    found = page_of(answer).h1
    assert found is not None
    return found.text.strip()


def enter(client: Client, user: User, password: str = PASSWORD, **how: Any) -> Any:
    """E-mail address and password, as typed."""
    return client.post("/accounts/login/", {"login": user.email, "password": password}, **how)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_app(user: User) -> User:
    """An authenticator app is set up for this person, and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code(ahead: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + ahead))


def recovery_codes(user: User) -> list[str]:
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = kept.wrap().get_unused_codes()
    return codes
