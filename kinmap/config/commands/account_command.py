"""``kinmap account``: an account for somebody who works here, or in a partner agency."""

import sys
from argparse import Namespace

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from kinmap.access.models import Organisation, SignOnIdentity, Team, User
from kinmap.access.permissions import Permission
from kinmap.access.roles import ROLES
from kinmap.access.second_step.keys import reset
from kinmap.access.trail import Verb, record
from kinmap.config.commands import Refused
from kinmap.config.commands.acting import account

BY = "command line"


def run(asked: Namespace) -> None:
    """Opens, changes or closes the account, all of it or nothing, and says what was done."""
    with transaction.atomic():
        if asked.reset_sign_in:
            said = _reset(asked.email, by=asked.by)
        else:
            said = _closed(asked.email) if asked.close else _opened(asked)
    print(said)


def _closed(email: str) -> str:
    account = User.with_email(email)
    if account is None:
        raise Refused(f"Nobody has an account with the e-mail address {email}.")
    account.close(by=None, reason=BY)
    return f"The account of {account.name} is closed. What they wrote stays under their name."


def _reset(email: str, *, by: str | None) -> str:
    """For whoever has lost phone, key and recovery codes; the operator has made sure that it is they."""
    if not by:
        raise Refused("Say who resets it: --as EMAIL, the account of somebody who may change settings.")
    operator, person = account(by), account(email)
    if operator.pk == person.pk or not operator.may(Permission.SETTINGS):
        raise Refused(f"{operator.name} may not reset how {person.name} signs in.")
    steps = reset(person, by=operator, reason=BY)
    SignOnIdentity.forget(person)
    told = "their second steps are taken off" if steps else "they had no second step"
    return f"{person.name} is signed out everywhere, and {told}. They set up a new one when they sign in next."


def _opened(asked: Namespace) -> str:
    account = _appointed(asked)
    role = f"{account.name} has an account as {ROLES[asked.role].name.lower()}, {account.organisation}."
    if asked.password_from_stdin:
        _give_password(account, sys.stdin.readline().rstrip("\r\n"))
        return f"{role}\nThe password is set."
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    return f"{role}\nThe password is chosen here, once, within {days} days: {_link(account)}"


def _appointed(asked: Namespace) -> User:
    if not asked.name or not asked.role:
        raise Refused("Say who it is and what they are there to do: --name NAME --role ROLE.")
    try:
        validate_email(asked.email)
    except ValidationError as problem:
        raise Refused(f"“{asked.email}” is not an e-mail address.") from problem
    organisation = _organisation(asked)
    if asked.team and organisation.kind != Organisation.Kind.COUNCIL:
        raise Refused(f"Teams are the council's; {organisation} has none.")
    team = Team.named(asked.team, of=organisation) if asked.team else None
    try:
        return User.appoint(
            asked.email,
            name=asked.name,
            role=ROLES[asked.role],
            organisation=organisation,
            team=team,
            by=None,
            reason=BY,
        )
    except ValueError as refusal:
        raise Refused(str(refusal)) from refusal


def _organisation(asked: Namespace) -> Organisation:
    """The one that was named, a new one when its kind was said; unnamed, the account's own or the only council."""
    account = User.with_email(asked.email)
    if not asked.organisation:
        councils = list(Organisation.objects.filter(kind=Organisation.Kind.COUNCIL)[:2])
        if account and account.organisation:
            return account.organisation
        if len(councils) == 1:
            return councils[0]
        raise Refused("Say where they work: --organisation NAME --kind council (or school, health, police …).")
    known = Organisation.objects.filter(name__iexact=asked.organisation.strip()).first()
    if known is None and not asked.kind:
        raise Refused(f"There is no organisation called {asked.organisation} yet: say what it is with --kind.")
    if known is not None and asked.kind not in (None, known.kind):
        raise Refused(f"{known} is already here as “{known.get_kind_display()}”, not as “{asked.kind}”.")
    return known or Organisation.named(asked.organisation.strip(), kind=asked.kind)


def _give_password(account: User, password: str) -> None:
    validate_password(password, account)
    account.set_password(password)
    account.save()
    record(by=None, verb=Verb.CHANGE, kind="account", subject_id=account.pk, reason=f"new password {BY}")


def _link(account: User) -> str:
    """The same address that a letter about a forgotten password carries; it works until a password is chosen."""
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    here = f"https://{settings.PUBLIC_HOSTS[0]}" if settings.DEPLOYED else f"http://127.0.0.1:{settings.KINMAP_PORT}"
    return here + reverse("account_reset_password_from_key", kwargs=key)
