"""A passkey as a browser would register it, without a browser."""

import json
import secrets

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from kinmap.access.models import User


def passkey(user: User, name: str = "Work laptop", held: ec.EllipticCurvePrivateKey | None = None) -> Authenticator:
    """One that stands on the account; ``held``: its private half, which nobody holds unless a test does."""
    public = ES256.from_cryptography_key((held or ec.generate_private_key(ec.SECP256R1())).public_key())
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


def answered(key: Authenticator, held: ec.EllipticCurvePrivateKey, challenge: str, *, verified: bool) -> str:
    """What a browser sends for a challenge; ``verified``: the key has asked for a fingerprint, face or PIN."""
    flags = AuthenticatorData.FLAG.UP | (AuthenticatorData.FLAG.UV if verified else AuthenticatorData.FLAG(0))
    shown = AuthenticatorData.create(sha256(b"testserver"), flags, 1)
    told = CollectedClientData.create("webauthn.get", websafe_decode(challenge), "https://testserver")
    response = {
        "clientDataJSON": websafe_encode(told),
        "authenticatorData": websafe_encode(shown),
        "signature": websafe_encode(held.sign(shown + told.hash, ec.ECDSA(SHA256()))),
        "userHandle": websafe_encode(user_pk_to_url_str(key.user).encode()),
    }
    named = key.data["credential"]["id"]
    return json.dumps({"type": "public-key", "id": named, "rawId": named, "response": response,
                       "clientExtensionResults": {}})  # fmt: skip
