"""What a council's installation refuses, and what every browser is told."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kinmap.config import settings as settings_module

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent


def check(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Django's own check of a deployment, in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KINMAP_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            **clean,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "kinmap.config.settings",
            "KINMAP_DATA": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_named_host_passes_the_deployment_check(tmp_path):
    done = check(tmp_path, KINMAP_HOSTS="kinmap.northmoor.example", KINMAP_PROXIES="1")
    assert done.returncode == 0, done.stderr


def test_demonstration_mode_never_passes_the_deployment_check(tmp_path):
    assert check(tmp_path, KINMAP_DEMO="1").returncode != 0


def test_demonstration_mode_with_a_public_name_does_not_even_start(tmp_path):
    done = check(tmp_path, KINMAP_DEMO="1", KINMAP_HOSTS="kinmap.northmoor.example")
    assert done.returncode != 0
    assert "KINMAP_DEMO lets anybody sign in as anybody" in done.stderr


@pytest.mark.django_db
def test_a_browser_may_load_nothing_from_elsewhere_and_run_nothing_inline(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert sorted(part.strip() for part in policy.split(";")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    ]


def test_there_is_no_admin_and_no_debugging_page(settings):
    assert settings.DEBUG is False
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_every_setting_from_the_environment_is_explained():
    text = Path(settings_module.__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text))
    assert len(asked) > 5
    assert settings_module.__doc__ is not None
    assert {name for name in asked if f"``{name}``" not in settings_module.__doc__} == set()
