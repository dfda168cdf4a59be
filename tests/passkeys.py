"""A passkey as a browser would register it, without a browser."""

import secrets

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from kinmap.access.models import User


def passkey(user: User, name: str = "Work laptop") -> Authenticator:
    """One that stands on the account; nobody holds its private half."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    key_id = secrets.token_bytes(16)
    known = AttestedCredentialData.create(b"\0" * 16, key_id, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    shown = AuthenticatorData.create(sha256(b"testserver"), flags, 0, known)
    told = CollectedClientData.create("webauthn.create", b"\0" * 32, "https://testserver")
    credential = {
        "type": "public-key",
        "id": websafe_encode(key_id),
        "rawId": websafe_encode(key_id),
        "response": {
            "clientDataJSON": websafe_encode(told),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    kept = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept)
