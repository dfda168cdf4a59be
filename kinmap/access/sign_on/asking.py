"""Asking the council's single sign-on who somebody is, and believing only what it signed for us, just now.

Authlib does the protocol: authorisation code with PKCE (S256), state and nonce. Its defaults leave two things to us:
the audience, and that the issuer which answers is the one that was configured. Both are checked here.
"""

from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.django_client import OAuth  # type: ignore[import-untyped]
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from kinmap.access.sign_on.provider import SignOn

#: Seconds after which a provider that does not answer is given up.
PATIENCE = 10
#: Seconds by which two clocks may differ.
LEEWAY = 60


class NotBelieved(Exception):
    """The single sign-on could not be asked, or what came is not what we asked it."""


@dataclass(frozen=True)
class Told:
    """What it said of somebody: the name that never changes there, a verified address, how they proved themselves."""

    issuer: str
    subject: str
    email: str
    two_steps: bool
    at: float


def council() -> SignOn | None:
    """The council's single sign-on; ``None`` where there is none."""
    found: SignOn | None = settings.KINMAP_SSO
    return found


def _client(there: SignOn) -> Any:
    """Made anew for each question: its keys and addresses may have changed since the last one."""
    kwargs = {"scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": PATIENCE}
    known = f"{there.issuer}/.well-known/openid-configuration"
    client = OAuth().register(
        "council", client_id=there.client, client_secret=there.secret, server_metadata_url=known, client_kwargs=kwargs
    )
    if client.load_server_metadata().get("issuer", "").rstrip("/") != there.issuer:
        raise NotBelieved("another issuer")
    return client


def send(request: HttpRequest, there: SignOn, *, back: str, anew: bool) -> HttpResponse:
    """To the single sign-on; ``anew`` asks it for the password there again. Raises ``NotBelieved``."""
    told = {"prompt": "login", "max_age": 0} if anew else {}
    try:
        answer: HttpResponse = _client(there).authorize_redirect(request, back, **told)
    except (OAuthError, RequestException, ValueError, RuntimeError) as trouble:
        raise NotBelieved(type(trouble).__name__) from trouble
    return answer


def hear(request: HttpRequest, there: SignOn) -> Told:
    """What it says of whoever comes back. Raises ``NotBelieved`` for anything that does not fit."""
    wanted = {
        "iss": {"essential": True, "values": [there.issuer, f"{there.issuer}/"]},
        "aud": {"essential": True, "value": there.client},
    }
    try:
        client = _client(there)
        token = client.authorize_access_token(request, claims_options=wanted, leeway=LEEWAY)
        claims = dict(token.get("userinfo") or {})
        if "email" not in claims and claims:
            claims = _with_address(client, token, claims)
    except (OAuthError, JoseError, RequestException, ValueError, RuntimeError, KeyError) as trouble:
        raise NotBelieved(type(trouble).__name__) from trouble
    return _told(claims, there)


def _with_address(client: Any, token: Any, claims: dict[str, Any]) -> dict[str, Any]:
    """Some providers tell the address only when asked for it; it must be the same person's."""
    more = dict(client.userinfo(token=token))
    if more.get("sub") != claims["sub"]:
        raise NotBelieved("another person")
    return {**more, **claims}


def _told(claims: dict[str, Any], there: SignOn) -> Told:
    subject = str(claims.get(there.claim) or "")
    if not subject:
        raise NotBelieved(f"no {there.claim}")
    verified = claims.get("email_verified") is True or there.trusted_mail
    shown = {*map(str, claims.get("amr") or ()), str(claims.get("acr") or "")}
    return Told(
        issuer=there.issuer,
        subject=subject,
        email=str(claims.get("email") or "") if verified else "",
        two_steps=bool(shown & there.second_step),
        at=float(claims.get("auth_time") or 0),
    )
