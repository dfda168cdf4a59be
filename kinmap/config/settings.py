"""Settings, all from the environment, each with a default that suits one machine.

========================  ==========================================================================
``KINMAP_DATA``           folder of database, filed documents and secret key (default ``var/``)
``KINMAP_PORT``           port that ``kinmap serve`` listens on (default 8000)
``KINMAP_DEMO``           1: demonstration mode, sign in by picking a person, loopback only
``KINMAP_HOSTS``          public names of a deployment, separated by commas; turns on HTTPS only
``KINMAP_PROXIES``        how many proxies of yours stand in front (default 0)
``KINMAP_SECRET_KEY``     secret key, when it is not to be kept in the data folder
``KINMAP_TRAIL_KEY``      key of the trail's digests, when it is not to be kept in the data folder
``KINMAP_TRAIL_HEADS``    folder of the trail's heads (default ``trail-heads`` in the data folder)
``KINMAP_IDLE_MINUTES``   minutes without a sign of anybody after which a session ends (default 15)
``KINMAP_PROOF_MINUTES``  minutes for which signing in counts as proof before a dangerous act (default 10)
``KINMAP_SSO_ISSUER``     issuer of the council's single sign-on (OpenID Connect); with the next two turns it on
``KINMAP_SSO_CLIENT``     the client id that it knows Kinmap by
``KINMAP_SSO_SECRET``     the client secret
``KINMAP_SSO_NAME``       what stands on its button (default: Sign in with your council account)
``KINMAP_SSO_CLAIM``      which claim says who somebody is: ``sub`` (default, Keycloak) or ``oid`` (Entra ID)
``KINMAP_SSO_TRUSTED_MAIL``  1: it verifies every address itself and sends no ``email_verified`` (Entra ID)
``KINMAP_SSO_SECOND_STEP``  values of ``amr`` or ``acr`` that count as a second step, separated by commas (default none)
``KINMAP_MAIL_URL``       where mail goes, as ``smtp+tls://user:password@host:587`` (default: console)
``KINMAP_MAIL_FROM``      sender of Kinmap's mail
``DATABASE_URL``          ``postgres://…``; without it SQLite in the data folder
========================  ==========================================================================
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kinmap.access.sign_on.provider import sign_on_from
from kinmap.config.logs import settings_for_logs
from kinmap.config.secret import secret_key

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent.parent

# --- Where, for whom -------------------------------------------------------------------------------

KINMAP_DATA = Path(env.str("KINMAP_DATA", default="") or ROOT / "var").expanduser().resolve()
KINMAP_PORT = env.int("KINMAP_PORT", default=8000)
KINMAP_DEMO = env.bool("KINMAP_DEMO", default=False)
KINMAP_FILES = KINMAP_DATA / "files"

LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
PUBLIC_HOSTS = env.list("KINMAP_HOSTS", default=[])
DEPLOYED = bool(PUBLIC_HOSTS)

if KINMAP_DEMO and DEPLOYED:
    raise ImproperlyConfigured(
        "KINMAP_DEMO lets anybody sign in as anybody, so it works on this machine only. "
        "Unset KINMAP_DEMO, or unset KINMAP_HOSTS."
    )

ALLOWED_HOSTS = PUBLIC_HOSTS or LOOPBACK_HOSTS
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in PUBLIC_HOSTS]
SECRET_KEY = env.str("KINMAP_SECRET_KEY", default="") or secret_key(KINMAP_DATA)
#: Made when the first entry is written, in ``access.trail_key``.
KINMAP_TRAIL_KEY = env.str("KINMAP_TRAIL_KEY", default="")
KINMAP_TRAIL_KEY_FILE = KINMAP_DATA / "trail_key"
#: Best on another disk, or where what is written once stays: see docs/running.md.
KINMAP_TRAIL_HEADS = Path(
    env.str("KINMAP_TRAIL_HEADS", default="") or KINMAP_DATA / "trail-heads"
).expanduser().resolve()  # fmt: skip
DEBUG = False  # never on: its error pages show what people wrote

# --- The rooms -------------------------------------------------------------------------------------

#: From the roof down; import-linter and tests/test_floors.py read the same order.
ROOMS = [
    "desk", "supervision", "planning", "mapping", "visits", "assessment",
    "casework", "documents", "families", "guidance", "live", "access", "kit",
]  # fmt: skip

INSTALLED_APPS = [
    "kinmap.config",  # no room: its `migrate` stands in for Django’s
    *(f"kinmap.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the form renderer looks for Django's own widget templates here
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kinmap.access.middleware.KeptNowhere",  # after the static files, round everything else
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kinmap.access.idle.Idle",  # before anything asks who is there
    "kinmap.live.still_there.StillThere",  # after the check against forged requests, before anybody is sent to sign in
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # every page, unless it says otherwise
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kinmap.live.middleware.KeepDrafts",  # sees every answer, a clash and a refusal among them
    "kinmap.live.middleware.ShowClashes",
    "kinmap.live.proving.AskForProof",
    "kinmap.access.second_step.first.SecondStepFirst",  # inside those that keep words
    "kinmap.casework.moved.FollowMoved",  # old addresses of joined records
    "kinmap.access.middleware.Looks",  # outside the guard: a look is written after the page is made
    "kinmap.access.middleware.ReadOnlyGuard",  # last: it runs the view itself
]

ROOT_URLCONF = "kinmap.config.urls"
WSGI_APPLICATION = "kinmap.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # template_partials puts its loader round Django's two
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    },
]
FORM_RENDERER = "kinmap.kit.forms.KitRenderer"

# --- The database ----------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database() -> dict[str, Any]:
    """SQLite as the practice needs it, or PostgreSQL with a pool; the reasons are in docs/decisions."""
    embedded = f"sqlite:///{(KINMAP_DATA / 'kinmap.sqlite3').as_posix()}"
    database: dict[str, Any] = environ.Env.db_url_config(env.str("DATABASE_URL", default="") or embedded)
    if "sqlite3" in database["ENGINE"]:
        database["OPTIONS"] = {
            # IMMEDIATE takes the write lock at the start: with DEFERRED, half of all concurrent
            # read-then-write transactions fail at once, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was answered "Saved" survives a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
            ),
        }
        # A file, not memory: tests meet the same locks as a person does.
        database["TEST"] = {"NAME": str(KINMAP_DATA / "test.sqlite3")}
    else:
        database["CONN_MAX_AGE"] = 0
        database["CONN_HEALTH_CHECKS"] = True
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            # Each of the eight threads needs one, so nobody waits for a colleague. While the server is gone a
            # person has their answer in eight seconds, and trying anew never rests for longer than five: left
            # alone, the pool rests for minutes after the server is back.
            "pool": {"min_size": 2, "max_size": 16, "timeout": 8, "reconnect_timeout": 5},
        }
    return database


DATABASES = {"default": _database()}

#: In the database, because sign-in throttles must count the same in every process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kinmap_cache"}}

# --- Who is there ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Argon2id with 100 MiB, 2 rounds and 8 lanes: Django's own figures, above the least that OWASP asks for (19 MiB,
# 2 rounds, 1 lane: Password Storage Cheat Sheet, read November 2026). A test holds them to it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "kinmap.access.sign_in.SignIn"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"login": "kinmap.access.forms.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is confirmed by the council that opens the account
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kinmap: "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever gets or loses a second step hears of it by mail
# The one throttle. Five passwords that miss cost one person at one address five minutes (access/sign_in.py makes that
# key); at another address they get in, so that nobody far away can lock them out. Five codes that miss cost them five
# minutes anywhere: whoever types codes has the password already. Per address alone would lock a whole office out behind
# one line, so those figures are generous.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,5/5m/key", "login": "300/m/ip"}

MFA_ADAPTER = "kinmap.access.second_step.adapter.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kinmap"
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off still gets in
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DEPLOYED  # on this machine there is no HTTPS
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}  # a whole office comes from one address; a passkey cannot be guessed
MFA_FORMS = {
    "authenticate": "kinmap.access.second_step.forms.CodeForm",
    "authenticate_webauthn": "kinmap.access.second_step.forms.PasskeyForm",
    "login_webauthn": "kinmap.access.second_step.forms.PasskeyAloneForm",
    "activate_totp": "kinmap.access.second_step.forms.AppForm",
    "add_webauthn": "kinmap.access.second_step.forms.NewPasskeyForm",
    "edit_webauthn": "kinmap.access.second_step.forms.PasskeyNameForm",
}

KINMAP_IDLE_MINUTES = env.int("KINMAP_IDLE_MINUTES", default=15)
KINMAP_PROOF_MINUTES = env.int("KINMAP_PROOF_MINUTES", default=10)
#: The council's single sign-on; ``None`` where there is none.
KINMAP_SSO = sign_on_from(env)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KINMAP_PROXIES", default=0)

# --- What a browser may do ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Sass writes small icons of GOV.UK Frontend into the style sheet
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

SESSION_COOKIE_AGE = 12 * 60 * 60  # a long shift
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kinmap.access.forged.refused"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = DEPLOYED
# Browsers keep a cookie of such a name only when it came over HTTPS, from this very host, for all of it.
_HERE_ALONE = "__Host-" if DEPLOYED else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HERE_ALONE}sessionid", f"{_HERE_ALONE}csrftoken"
KINMAP_PERSON_COOKIE = f"{_HERE_ALONE}kinmap_person"  # for whom a page was drawn (live)
SECURE_SSL_REDIRECT = DEPLOYED
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if DEPLOYED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = DEPLOYED
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading is a council's promise for its whole domain, not ours to make
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Words, dates, files, mail ---------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static-collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": KINMAP_FILES}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(env.email_url("KINMAP_MAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("KINMAP_MAIL_FROM", default="Kinmap <kinmap@localhost>")

LOGGING = settings_for_logs()
