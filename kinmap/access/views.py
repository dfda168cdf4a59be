"""Signing in as a demonstration person; everything else about accounts is the sign-in library's."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from kinmap.access.demonstration import open_demonstration
from kinmap.access.models import User
from kinmap.kit import answers


@login_not_required
@require_POST
def demonstration_sign_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign in as the invented person whose button was pressed."""
    open_demonstration(request)
    person = User.found_for_demonstration(user_id)
    get_adapter(request).login(request, person)
    return answers.done(request, resolve_url(settings.LOGIN_REDIRECT_URL))
