"""The council's single sign-on, as the environment tells of it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("KINMAP_SSO_ISSUER", "KINMAP_SSO_CLIENT", "KINMAP_SSO_SECRET")


@dataclass(frozen=True)
class SignOn:
    """An OpenID Connect provider, by the conventions of Entra ID and Keycloak."""

    issuer: str
    client: str
    secret: str
    name: str
    claim: str
    trusted_mail: bool
    second_step: frozenset[str]


def sign_on_from(env: Any) -> SignOn | None:
    """What the environment says; ``None`` where it says nothing. Raises ``ImproperlyConfigured`` for half of it."""
    told = {name: env.str(name, default="").strip() for name in NEEDED}
    if not any(told.values()):
        return None
    missing = [name for name, value in told.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"Single sign-on needs {', '.join(NEEDED)}; not set: {', '.join(missing)}.")
    issuer, client, secret = told.values()
    return SignOn(
        issuer=issuer.rstrip("/"),
        client=client,
        secret=secret,
        name=env.str("KINMAP_SSO_NAME", default="") or "Sign in with your council account",
        claim=env.str("KINMAP_SSO_CLAIM", default="") or "sub",
        trusted_mail=env.bool("KINMAP_SSO_TRUSTED_MAIL", default=False),
        second_step=frozenset(one.strip() for one in env.list("KINMAP_SSO_SECOND_STEP", default=[]) if one.strip()),
    )
