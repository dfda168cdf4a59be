"""How passwords are kept in use: tests themselves use a quicker way."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from kinmap.config import settings as ours

pytestmark = pytest.mark.once


def test_passwords_are_kept_as_the_advice_of_owasp_asks() -> None:
    """Password Storage Cheat Sheet: Argon2id with at least 19 MiB, 2 rounds, 1 lane."""
    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hasher = Argon2PasswordHasher()
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.time_cost >= 2
    assert hasher.parallelism >= 1
    assert hasher.encode("x", "a salt of eight").split("$")[1] == "argon2id"
    assert {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"} in ours.AUTH_PASSWORD_VALIDATORS
