"""Secrets of second steps at rest: a copy of the database alone lets nobody make anybody's codes.

Fernet of the ``cryptography`` library (AES-128-CBC with HMAC-SHA-256), its key drawn by HKDF from the secret key, which
lies outside the database. After a change of the secret key the earlier one goes into ``SECRET_KEY_FALLBACKS``, or
everybody sets up their second step anew.
"""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

log = logging.getLogger(__name__)


def _fernet(secret: str) -> Fernet:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kinmap second step").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(drawn))


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(text: str) -> str:
    """The text as it is kept in the database."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; for one that was sealed under a lost key, a secret that nobody knows, so that no code fits it."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        log.error("A second step was sealed under another secret key: its person needs a new one.")
        return base64.b32encode(secrets.token_bytes(20)).decode()
