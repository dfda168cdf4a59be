"""From where a request came."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's network address for the trail; behind proxies of ours, the one that the outermost of them saw.

    Whatever else stands in ``X-Forwarded-For`` a visitor may have written, and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    handed_on = request.headers.get("X-Forwarded-For", "").split(",")
    if not 0 < proxies <= len(handed_on):
        return direct
    try:
        return str(ip_address(handed_on[-proxies].strip()))
    except ValueError:
        return direct
