"""Forms of the second step in plain words; what fails is written into the trail."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse

from kinmap.access.models import User
from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of

#: Neither spelling nor capitals are for the browser to improve.
_AS_TYPED = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


def failed(user: User | None, what: str) -> None:
    """One trail entry for a code or passkey that did not fit."""
    whose, where = user.pk if user else "", address_of(context.request)
    record(by=None, verb=Verb.REFUSED, kind="account", subject_id=whose, reason=f"{what} failed", address=where)


class _Recorded:
    """A passkey that does not fit is recorded; a sign-in by passkey alone does not say whose it claimed to be."""

    what = "second step"
    user: User | None

    def clean_credential(self) -> Any:
        """The passkey that fits; one that does not is recorded."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # the library's form stands behind
        except ValidationError:
            failed(self.user, self.what)
            raise


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """A code from the app, or a recovery code."""

    what = "second step"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Code from your app, or a recovery code"
        code.widget.attrs = {**_AS_TYPED, "class": "govuk-input--width-10"}
        code.error_messages["required"] = "Enter the code"

    def clean_code(self) -> Any:
        """The code that fits; one that does not is recorded."""
        try:
            return super().clean_code()
        except ValidationError:
            failed(self.user, self.what)
            raise


class CodeAgainForm(CodeForm, ReauthenticateForm):  # type: ignore[misc]
    """The same as a proof in the middle of work."""

    what = "proof of identity"


class PasskeyForm(_Recorded, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second step."""


class PasskeyAgainForm(_Recorded, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as a proof in the middle of work."""

    what = "proof of identity"


class PasskeyAloneForm(_Recorded, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey and nothing else."""

    what = "sign-in by passkey"

    def clean_credential(self) -> Any:
        """The passkey that fits, when it has asked for a fingerprint, face or PIN: a key that was found asks nothing.

        The library asks that of the browser alone, and takes an answer to the question of the second step, which asks
        for less.
        """
        sent, found = self.cleaned_data["credential"], super().clean_credential()
        if not AuthenticationResponse.from_dict(sent).response.authenticator_data.is_user_verified():
            failed(None, self.what)
            raise get_adapter().validation_error("incorrect_code")
        return found


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "The six digits that the app shows now"
        code.widget.attrs = {**_AS_TYPED, "inputmode": "numeric", "class": "govuk-input--width-5"}
        code.error_messages["required"] = "Enter the six digits"


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey, and whether it is enough by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What is it? For example “Work laptop”"
        self.fields["name"].max_length = 60
        alone: forms.Field = self.fields["passwordless"]
        alone.label = "Sign in with it alone, without a password"
        alone.help_text = "It then asks for your fingerprint, face or PIN each time."
        alone.initial = True

    def clean_name(self) -> str:
        """Any name will do: the passkey is already in the device."""
        return str(super().clean_name())[:60]


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What is it called?"
        self.fields["name"].error_messages["required"] = "Enter a name"

    def clean_name(self) -> str:
        """Short enough for the list."""
        return str(self.cleaned_data["name"])[:60]
