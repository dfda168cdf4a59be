"""Who may open a family, on one page; giving and ending access; locking the record and unlocking it."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from kinmap.access.models import User
from kinmap.access.permissions import Permission
from kinmap.access.proof import proved
from kinmap.casework import work_forms
from kinmap.casework.doors import open_family
from kinmap.casework.models import AccessGrant
from kinmap.casework.who_opens import reasons
from kinmap.casework.who_opens.forms import EndGrantForm, GrantForm, LockForm, UnlockForm
from kinmap.casework.who_opens.locks import locks_of, unseen_on
from kinmap.families.models import Family, RecordLock
from kinmap.kit import answers, forms
from kinmap.live.once import done_before, once


@require_safe
def access(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Who can open this family today and why, who could earlier, what ends soon, and the locks on the record."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    locks = locks_of(family, reader)
    openers = reasons.who_opens(family, reader, lock=locks.standing)
    context = {
        "family": family, "reader": reader, "openers": openers, "locks": locks,
        "shut_out": [one for one in reasons.who_opens(family, reader) if one not in openers] if locks.standing else [],
        "soon": reasons.ends_soon(openers), "later": reasons.begins_later(family, reader),
        "earlier": reasons.who_opened_earlier(family, reader), "may_lock": reader.may(Permission.LOCK),
    }  # fmt: skip
    return answers.page(request, "casework/access/access.html", context)


@require_safe
def find_account(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Find whom to give access to."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    form = work_forms.FindWorkerForm(request.GET if "find" in request.GET else None)
    found = User.called_like(form.cleaned_data["find"]) if form.is_valid() else None
    context = {"family": family, "reader": reader, "form": form, "found": found}
    return answers.page(request, "casework/access/find.html", context, status=422 if form.errors else 200)


def give(request: HttpRequest, family_ref: str, user_id: UUID) -> HttpResponse:
    """Let somebody in for a purpose, from a day until a day."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    proved(request)
    account = User.found(user_id)
    form = GrantForm(_sent(request), family=family, reader=reader, account=account)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "account": account}
        return _asked(request, "casework/access/give.html", form, context)
    with once(request, form, family_id=family.pk, where="Access to this family") as first:
        if first:
            AccessGrant.give(**form.given(), by=_writer(request))
    return _saved(request, family)


def end_grant(request: HttpRequest, family_ref: str, grant_id: UUID) -> HttpResponse:
    """End access that was given, before its last day."""
    family, reader = open_family(request, family_ref, to=Permission.ALLOCATE)
    grant = AccessGrant.found(grant_id, family=family, reader=reader)
    form = EndGrantForm(_sent(request), grant=grant)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "grant": grant}
        return _asked(request, "casework/access/end.html", form, context)
    with once(request, form, family_id=family.pk, where="The end of somebody’s access") as first:
        if first:
            grant = AccessGrant.found(grant_id, family=family, reader=reader, lock=True)
            said = form.cleaned_data
            grant.end(words=said["words"], version=said["version"], by=_writer(request))
    return _saved(request, family)


def lock(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Lock the record, or say anew who may open it while it is locked."""
    family, reader = open_family(request, family_ref, to=Permission.LOCK)
    proved(request)
    standing, openers = RecordLock.of(family), reasons.who_opens(family, reader)
    unseen = unseen_on(standing, reader)
    form = LockForm(_sent(request), openers=openers, by=_writer(request), standing=standing, unseen=unseen)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "standing": standing}
        return _asked(request, "casework/access/lock.html", form, context)
    with once(request, form, family_id=family.pk, where="A lock on the record") as first:
        if first and standing is None:
            RecordLock.put_on(family=family, **form.said())
        elif first:
            found = RecordLock.found(cast(RecordLock, standing).pk, family=family, reader=reader, lock=True)
            found.change(**form.said(), version=form.cleaned_data["version"])
    return _saved(request, family)


def unlock(request: HttpRequest, family_ref: str, lock_id: UUID) -> HttpResponse:
    """Take the lock off the record."""
    family, reader = open_family(request, family_ref, to=Permission.LOCK)
    proved(request)
    standing = RecordLock.found(lock_id, family=family, reader=reader)
    form = UnlockForm(_sent(request), standing=standing)
    if not form.is_valid():
        context = {"family": family, "reader": reader, "standing": standing}
        return _asked(request, "casework/access/unlock.html", form, context)
    with once(request, form, family_id=family.pk, where="Unlocking the record") as first:
        if first:
            standing = RecordLock.found(lock_id, family=family, reader=reader, lock=True)
            standing.end(words=form.cleaned_data["words"], version=form.cleaned_data["version"], by=_writer(request))
    return _saved(request, family)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _writer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked(request: HttpRequest, template: str, form: forms.KitForm, context: dict[str, Any]) -> HttpResponse:
    """The form: fresh, or with what was typed and what is wrong with it; a repeat is answered as before."""
    if form.is_bound and done_before(request):
        return _saved(request, context["family"])
    return answers.page(request, template, {**context, "form": form}, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, family: Family) -> HttpResponse:
    return answers.done(request, reverse("casework:access", args=[family.ref]), said="Saved.")
