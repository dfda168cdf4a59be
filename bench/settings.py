"""Kinmap's own settings with the peers beside it: bare views, and Django's admin on the same models.

Middleware, session, sign-in, database and templates are exactly those of Kinmap.
"""

from kinmap.config.settings import *  # noqa: F403
from kinmap.config.settings import INSTALLED_APPS, KINMAP_DATA, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin", "bench"]
ROOT_URLCONF = "bench.urls"
# A folder of its own, because Django's admin brings files that Kinmap never serves.
STATIC_ROOT = KINMAP_DATA / "static"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
