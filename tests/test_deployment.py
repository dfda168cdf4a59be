"""What a council's installation refuses, and what every browser is told."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kinmap.config import settings as settings_module
from kinmap.config.command import main
from kinmap.config.commands import Refused, check_command
from kinmap.config.deployment import reasons
from tests.test_command import run

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


@pytest.fixture
def safe(settings, tmp_path, monkeypatch):
    """A configuration that nothing speaks against; each test makes one thing unsafe."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    settings.KINMAP_DATA, settings.KINMAP_TRAIL_HEADS = data, tmp_path / "heads"
    settings.PUBLIC_HOSTS, settings.ALLOWED_HOSTS = ["kinmap.northmoor.example"], ["kinmap.northmoor.example"]
    settings.DEPLOYED, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    settings.SECRET_KEY, settings.KINMAP_TRAIL_KEY = f"{'0123456789abcdef' * 4}", f"{'fedcba9876543210' * 4}"
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, True)
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "mail.example"
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = True, False
    settings.DEFAULT_FROM_EMAIL = "Kinmap <kinmap@northmoor.example>"
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # for the browser tests only
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    postgresql(monkeypatch)
    return settings


def postgresql(monkeypatch, **differently):
    told = {"ENGINE": "django.db.backends.postgresql", "NAME": "kinmap", "HOST": "db.example", "PASSWORD": "x",
            "OPTIONS": {"sslmode": "verify-full"}}  # fmt: skip
    monkeypatch.setattr("kinmap.config.deployment._database", lambda: {**told, **differently})


def sqlite(settings, monkeypatch):
    base = Path(settings.KINMAP_DATA) / "kinmap.sqlite3"
    base.touch(mode=0o600)
    told = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(base)}
    monkeypatch.setattr("kinmap.config.deployment._database", lambda: told)
    return base


def said(*, unsafe=True):
    return [reason.sentence for reason in reasons(deployed=True) if reason.unsafe is unsafe]


def test_nothing_speaks_against_a_safe_configuration(safe, capsys):
    assert reasons(deployed=True) == []
    assert main(["check", "--deploy"]) == 0
    assert "Nothing unsafe was found. Not looked at: certificate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PUBLIC_HOSTS", [], "KINMAP_HOSTS is not set"),
        ("PUBLIC_HOSTS", ["*"], "anybody's name would be taken for ours"),
        ("PUBLIC_HOSTS", ["*.example"], "name each host"),
        ("PUBLIC_HOSTS", ["https://a.example"], "give names only"),
        ("PUBLIC_HOSTS", ["a.example:8000"], "without a port"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "KINMAP_PROXIES is 0"),
        ("KINMAP_DEMO", True, "anybody may sign in as anybody"), ("DEBUG", True, "error pages show what people wrote"),
        ("SECRET_KEY", "short" * 3, "KINMAP_SECRET_KEY can be guessed"),
        ("SECRET_KEY", "a" * 60, "KINMAP_SECRET_KEY can be"),
        ("KINMAP_TRAIL_KEY", "short" * 3, "KINMAP_TRAIL_KEY can be guessed"),
        ("KINMAP_TRAIL_KEY", "0123456789abcdef" * 4, "KINMAP_TRAIL_KEY is the same as"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "would be printed to the log"),
        ("EMAIL_USE_TLS", False, "KINMAP_MAIL_URL speaks without encryption"),
        ("SESSION_COOKIE_SECURE", False, "security.W012"), ("CSRF_COOKIE_SECURE", False, "security.W016"),
        ("SECURE_SSL_REDIRECT", False, "security.W008"), ("SECURE_HSTS_SECONDS", 0, "security.W004"),
        ("X_FRAME_OPTIONS", "SAMEORIGIN", "security.W019"), ("SECURE_CONTENT_TYPE_NOSNIFF", False, "security.W006"),
    ],
)  # fmt: skip
def test_each_unsafe_setting_is_refused_in_one_sentence(safe, name, value, sentence):
    setattr(safe, name, value)
    found = [one for one in said() if sentence in one]
    assert len(found) == 1
    assert "\n" not in found[0]


def test_every_reason_is_said_and_the_command_ends_with_one(safe, capsys):
    safe.KINMAP_DEMO, safe.ALLAUTH_TRUSTED_PROXY_COUNT = True, 0
    assert main(["check", "--deploy"]) == 1
    told = capsys.readouterr()
    assert told.out.count("Unsafe: ") == 2
    assert told.err.strip() == "2 reasons not to use it like this."


@pytest.mark.parametrize("name", ["secret_key", "trail_key"])
def test_a_key_that_others_may_read_is_unsafe(safe, name):
    kept = safe.KINMAP_DATA / name
    kept.touch(mode=0o600)
    assert said() == []
    kept.chmod(0o640)
    assert [one for one in said() if f"Others on this machine may read {kept}" in one]


def test_a_data_folder_or_database_that_others_may_read_is_unsafe(safe, monkeypatch):
    base = sqlite(safe, monkeypatch)
    assert said() == []
    safe.KINMAP_DATA.chmod(0o755)
    base.chmod(0o644)
    assert [one.partition(" /")[0] for one in said()] == [
        "Others on this machine may look into the data folder", "Others on this machine may read the database",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("differently", "sentence"),
    [
        ({"PASSWORD": ""}, "DATABASE_URL names no password"), ({"OPTIONS": {}}, "without encryption"),
        ({"OPTIONS": {"sslmode": "prefer"}}, "without encryption"),
        ({"HOST": "127.0.0.1", "OPTIONS": {}}, ""), ({"HOST": "", "PASSWORD": "", "OPTIONS": {}}, ""),
        ({"HOST": "/run/postgresql", "PASSWORD": "", "OPTIONS": {}}, ""),
    ],
)  # fmt: skip
def test_the_database_asks_for_a_password_and_is_spoken_to_in_secret_when_it_is_elsewhere(
    safe, monkeypatch, differently, sentence
):
    postgresql(monkeypatch, **differently)
    assert [sentence in one for one in said()] == ([True] if sentence else [])


def test_heads_that_nobody_can_write_or_everybody_can_change_are_unsafe(safe, tmp_path, monkeypatch):
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads").chmod(0o777)
    assert "Others on this machine may change the trail's heads" in said()[0]
    monkeypatch.setattr("os.access", lambda place, how: place != tmp_path / "heads")
    assert "The trail's heads cannot be written to" in said()[0]


def test_heads_and_key_beside_the_database_are_to_be_thought_about(safe, monkeypatch):
    sqlite(safe, monkeypatch)
    safe.KINMAP_TRAIL_KEY = ""
    told = said(unsafe=False)
    assert [one[:24] for one in told] == [
        "The trail's heads (" + str(safe.KINMAP_TRAIL_HEADS)[:5],
        "The trail's key lies bes",
    ]
    assert main(["check", "--deploy"]) == 0, "to think about is not to refuse"


def test_root_and_letters_from_nowhere_are_to_be_thought_about(safe, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    safe.DEFAULT_FROM_EMAIL = "Kinmap <kinmap@localhost>"
    assert len(said(unsafe=False)) == 2
    assert said() == []


def test_it_is_not_served_under_a_public_name_while_anything_is_unsafe(safe):
    safe.EMAIL_USE_TLS = False
    with pytest.raises(Refused, match=r"(?s)nothing is served.*- KINMAP_MAIL_URL speaks without encryption"):
        check_command.refuse_unsafe()
    safe.DEPLOYED = False
    check_command.refuse_unsafe()  # this machine only


def test_serving_asks_before_it_opens_a_port(tmp_path):
    done = run(
        "serve", KINMAP_DATA=str(tmp_path / "data"), KINMAP_HOSTS="kinmap.northmoor.example", KINMAP_PROXIES="0",
        KINMAP_SECRET_KEY="",
    )  # fmt: skip
    assert done.returncode == 1
    assert "- KINMAP_PROXIES is 0." in done.stderr
    assert "- KINMAP_MAIL_URL is not set" in done.stderr


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


def test_cookies_of_a_deployment_are_for_this_host_alone(tmp_path):
    """Sent over HTTPS to this host only, out of reach of scripts, and not with what another site sends."""
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KINMAP_PERSON_COOKIE", "SESSION_COOKIE_SECURE",
             "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE",
             "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH")  # fmt: skip
    asked = f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kinmap.config.settings", "DATABASE_URL": "",
                   "KINMAP_DATA": str(tmp_path), "KINMAP_HOSTS": "kinmap.northmoor.example"}  # fmt: skip
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    assert json.loads(told.stdout) == [
        "__Host-sessionid", "__Host-csrftoken", "__Host-kinmap_person", True, True, True, "Lax", "Lax", None, None, "/",
        "/",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/static/nothing.css"])
def test_trace_is_not_answered(client, path):
    answer = client.generic("TRACE", path, HTTP_X_TOLD="an echo")
    assert b"an echo" not in answer.content
    assert answer.status_code != 200


def test_there_is_no_admin_and_no_debugging_page(settings):
    assert settings.DEBUG is False
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_every_setting_from_the_environment_is_explained():
    text = Path(settings_module.__file__).read_text(encoding="utf-8")
    asked = set(re.findall(r'env\.\w+\(\s*"(\w+)"', text))
    assert len(asked) > 5
    assert settings_module.__doc__ is not None
    assert {name for name in asked if f"``{name}``" not in settings_module.__doc__} == set()
