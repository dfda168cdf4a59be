"""From which page of ours a form came."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request: HttpRequest) -> str:
    """The page of ours that the form stood on, as the browser tells; else one's own desk."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    path = f"/{parts.path.lstrip('/')}"  # two slashes would name another site
    return f"{path}?{parts.query}" if parts.query else path
