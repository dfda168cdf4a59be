"""How this council's accounts behave in the sign-in library: opened for people, and every sign-in recorded."""

from typing import Any, cast
from unicodedata import normalize

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core.internal.ratelimit import truncate_ip
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kinmap.access.idle import BEGAN, begin
from kinmap.access.models import User
from kinmap.access.proof import is_proved
from kinmap.access.second_step import owed
from kinmap.access.signed_in import SignedIn
from kinmap.access.trail import Verb, record
from kinmap.access.whence import address_of

#: What the sign-in library tells its people by mail, and what the trail says of it.
TOLD = {
    "mfa/email/totp_activated": "second step: app added",
    "mfa/email/totp_deactivated": "second step: app removed",
    "mfa/email/webauthn_added": "second step: passkey added",
    "mfa/email/webauthn_removed": "second step: passkey removed",
    "mfa/email/recovery_codes_generated": "second step: new recovery codes",
}
#: Of these, when somebody has a new step.
ADDED = frozenset({"mfa/email/totp_activated", "mfa/email/webauthn_added"})
SECOND_STEP = "allauth.mfa.stages.AuthenticateStage"


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """What the sign-in library asks us."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens their own account: the council opens it for them."""
        return False

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse | None:
        """Nobody is let in whose account is closed, or who has no role any more, whichever way they come."""
        response: HttpResponse | None = super().pre_login(request, user, **how)
        if response is None and not cast(User, user).roles():
            clear_login(request)
            response = self.respond_user_inactive(request, user)
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, whichever way the person came, list the browser and leave a trail entry with it."""
        person = cast(User, user)
        with transaction.atomic():
            super().login(request, user)
            request.session.pop(BEGAN, None)
            begin(request)
            owed.work_out(request, person, proved_elsewhere=two_steps_elsewhere(request))
            SignedIn.begin(request, person)
            record(by=person, verb=Verb.SIGN_IN, kind="account", subject_id=user.pk, address=address_of(request))

    def get_login_stages(self) -> list[str]:
        """The steps between password and page; none of ours where single sign-on vouched for a second step."""
        stages: list[str] = super().get_login_stages()
        skipped = self.request is not None and two_steps_elsewhere(self.request)
        return [stage for stage in stages if not (skipped and stage == SECOND_STEP)]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The library's own acts on second steps ask for the same proof as ours."""
        return not is_proved(self.request)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and leave a trail entry with it."""
        user = request.user
        with transaction.atomic():
            super().logout(request)
            if isinstance(user, User):
                record(
                    by=user, verb=Verb.WITHDRAW, kind="session", subject_id=user.pk, reason="signed out",
                    address=address_of(request),
                )  # fmt: skip

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The one page that asks for a proof, should the library itself ask for one."""
        return [{"id": "prove", "description": "Show that it is you", "url": reverse("live:prove")}]

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

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:  # fmt: skip
        """Write a change of the second step into the trail, and tell its owner by mail.

        With the first one every other browser is out: whoever had come that far by a password alone goes no further.
        """
        if template_prefix in TOLD:
            record(
                by=cast(User, user), verb=Verb.CHANGE, kind="account", subject_id=user.pk,
                reason=TOLD[template_prefix], address=address_of(self.request),
            )  # fmt: skip
        if template_prefix in ADDED and owed.steps_of(cast(User, user)) == 1:
            here = str(self.request.session.session_key)
            SignedIn.end(cast(User, user), but=here, by=cast(User, user), reason="first second step")
        when = timezone.localtime()
        super().send_notification_mail(template_prefix, user, {**(context or {}), "when": when}, email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Misses are counted for one person at one address: nobody elsewhere can lock them out, nor their office.

        Letters that a database takes for the same are the same here, and one connection's whole IPv6 network is one
        address: else whoever guesses would begin the count anew as often as they like.
        """
        login = str(credentials.get("email") or credentials.get("username") or "")
        return f"{normalize('NFKC', login).casefold()}:{truncate_ip(address_of(request))}"


def sign_in_shown(request: HttpRequest, person: User) -> None:
    """Sign in as an invented person of the demonstration, who has no password to type."""
    SignIn(request).login(request, person)
    record_authentication(request, person, "demonstration")


def two_steps_elsewhere(request: HttpRequest) -> bool:
    """Whether the council's single sign-on vouched, in this very request, for a second step."""
    return bool(request.__dict__.get("kinmap_two_steps_elsewhere"))
