"""How second steps behave in the sign-in library: sealed, and not to be taken away from whoever must have one."""

from typing import ClassVar, cast

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

from kinmap.access.models import User
from kinmap.access.second_step import owed
from kinmap.access.second_step.sealing import seal, unseal


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """What the sign-in library asks us about second steps."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Try again with a new code or the passkey of this account",
        "cannot_delete_authenticator": "Your work asks for a second step. Set up another one before you remove this",
    }

    def encrypt(self, text: str) -> str:
        """As it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As the library reads it."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second step keeps at least one."""
        person = cast(User, authenticator.user)
        others = Authenticator.objects.filter(user=person, type__in=owed.STEPS).exclude(pk=authenticator.pk)
        return others.exists() or not owed.must(person)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """ "Passkey 2" for the second one."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
