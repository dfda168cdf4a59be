"""Kinmap's own settings, on a throw-away data folder and without what only slows tests down."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # a place in memory, so that "synchronous FULL" costs tests nothing
_folder = tempfile.mkdtemp(prefix="kinmap-test-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for name in ("KINMAP_DEMO", "KINMAP_HOSTS", "KINMAP_PROXIES", "KINMAP_MAIL_URL", "KINMAP_SSO_ISSUER"):
    os.environ.pop(name, None)
os.environ["KINMAP_DATA"] = _folder
os.environ["KINMAP_SECRET_KEY"] = "known to everybody, for tests only"

from kinmap.config.settings import *  # noqa: E402, F403
from kinmap.config.settings import MIDDLEWARE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = ["tests.trail_watch.TrailWatch", *MIDDLEWARE]
STATIC_ROOT = Path(_folder) / "static"  # empty: Django's test server finds the files where they are written
STATIC_ROOT.mkdir()
