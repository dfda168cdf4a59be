"""Every address. Each room names its own; sign-in is the library's, under ``/accounts/``."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    *(path("", include(f"kinmap.{room}.urls")) for room in settings.ROOMS if find_spec(f"kinmap.{room}.urls")),
    path("accounts/", include("kinmap.access.account_urls")),
]

#: A failure of ours gives the words back.
handler500 = "kinmap.live.unsaved.went_wrong"

#: More than can be sent at once is said in words; Django says only "400".
handler400 = "kinmap.live.too_much.not_understood"
