"""Whether this configuration may face a network: a sentence for each reason why not.

``UNSAFE`` are reasons not to serve under a public name; ``kinmap serve`` refuses while one stands. ``THINK`` are to be
thought about. Nothing here opens the database: it can be asked before there is one.
"""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

LONG_ENOUGH, DIFFERENT = 32, 8
ENCRYPTED = {"require", "verify-ca", "verify-full"}


@dataclass(frozen=True)
class Reason:
    """One sentence; ``unsafe``: a reason not to serve, else one to think about."""

    sentence: str
    unsafe: bool = True


def reasons(*, deployed: bool) -> list[Reason]:
    """Everything that speaks against this configuration. ``deployed``: it is to be reached under a public name."""
    here = [data_folder, keys, trail, django_says]
    there: list[Callable[[], Iterator[Reason]]] = [names, proxies, demonstration, database, mail, account]
    asked = [*here, *there] if deployed else here[:3]
    return [reason for ask in asked for reason in ask()]


def names() -> Iterator[Reason]:
    """Under which names browsers may ask."""
    hosts = list(settings.PUBLIC_HOSTS)
    if not hosts:
        yield Reason(
            "KINMAP_HOSTS is not set, so cookies and pages may travel without HTTPS: set it to the public names."
        )
    for host in hosts:
        if "*" in host:
            yield Reason(f"KINMAP_HOSTS holds “{host}”, so anybody's name would be taken for ours: name each host.")
        elif "/" in host or ":" in host:
            yield Reason(f"KINMAP_HOSTS holds “{host}”: give names only, without https:// and without a port.")


def proxies() -> Iterator[Reason]:
    """Kinmap speaks HTTP; somebody in front must speak HTTPS, and must be believed."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT < 1:
        yield Reason(
            "KINMAP_PROXIES is 0. Kinmap itself speaks no HTTPS: put a web server in front that does, and set "
            "KINMAP_PROXIES to 1."
        )


def demonstration() -> Iterator[Reason]:
    """Nothing for inventing and mending stays on."""
    if settings.KINMAP_DEMO:
        yield Reason("KINMAP_DEMO is on, so anybody may sign in as anybody: unset it.")
    if settings.DEBUG:
        yield Reason("DEBUG is on, so error pages show what people wrote: switch it off.")


def data_folder() -> Iterator[Reason]:
    """Only the account that runs Kinmap may look into its folder."""
    data = Path(settings.KINMAP_DATA)
    if not data.is_dir():
        return
    if _others_may(data):
        yield Reason(f"Others on this machine may look into the data folder {data}: chmod 700 {data}")
    base = Path(str(_database()["NAME"]))
    if _embedded() and base.is_file() and _others_may(base):
        yield Reason(f"Others on this machine may read the database {base}: chmod 600 {base}")
    if not os.access(data, os.W_OK):
        yield Reason(f"This account may not write to the data folder {data}.")


def keys() -> Iterator[Reason]:
    """Keys are long, and read by nobody else."""
    data = Path(settings.KINMAP_DATA)
    for name, setting in (("secret_key", "KINMAP_SECRET_KEY"), ("trail_key", "KINMAP_TRAIL_KEY")):
        kept = data / name
        if kept.is_file() and _others_may(kept):
            yield Reason(f"Others on this machine may read {kept}: chmod 600 {kept}, or give {setting} instead.")
    for setting, value in (("KINMAP_SECRET_KEY", settings.SECRET_KEY), ("KINMAP_TRAIL_KEY", settings.KINMAP_TRAIL_KEY)):
        if value and (len(value) < LONG_ENOUGH or len(set(value)) < DIFFERENT):
            yield Reason(f"{setting} can be guessed: use at least {LONG_ENOUGH} random signs.")
    if settings.KINMAP_TRAIL_KEY and settings.KINMAP_TRAIL_KEY == settings.SECRET_KEY:
        yield Reason("KINMAP_TRAIL_KEY is the same as KINMAP_SECRET_KEY: use two, so that the one does not open both.")


def trail() -> Iterator[Reason]:
    """The heads are written, and best elsewhere."""
    heads = Path(settings.KINMAP_TRAIL_HEADS)
    place = next(one for one in (heads, *heads.parents) if one.exists())
    if not os.access(place, os.W_OK):
        yield Reason(
            f"The trail's heads cannot be written to {heads}: give KINMAP_TRAIL_HEADS a folder that takes them."
        )
    if heads.is_dir() and _others_may_write(heads):
        yield Reason(f"Others on this machine may change the trail's heads in {heads}: chmod 700 {heads}")
    data = next(one for one in (Path(settings.KINMAP_DATA), *Path(settings.KINMAP_DATA).parents) if one.exists())
    if place.stat().st_dev == data.stat().st_dev and (_embedded() or _on_this_machine(_host())):
        yield Reason(
            f"The trail's heads ({heads}) lie on the disk of the database: whoever can change the one can change the "
            "other. Set KINMAP_TRAIL_HEADS to another place.",
            unsafe=False,
        )
    if _embedded() and not settings.KINMAP_TRAIL_KEY:
        yield Reason(
            "The trail's key lies beside the database: set KINMAP_TRAIL_KEY, so that whoever can write to this folder "
            "cannot forge the trail.",
            unsafe=False,
        )


def database() -> Iterator[Reason]:
    """PostgreSQL asks for a password, and is spoken to in secret when it is elsewhere."""
    if _embedded():
        return
    told = _database()
    host = _host()
    by_socket = not host or host.startswith("/")
    if not by_socket and not told.get("PASSWORD"):
        yield Reason("DATABASE_URL names no password: give the database account one.")
    if not _on_this_machine(host) and told.get("OPTIONS", {}).get("sslmode") not in ENCRYPTED:
        yield Reason(
            f"The database at {host} is spoken to without encryption: add ?sslmode=verify-full to DATABASE_URL "
            "(or require, when it has no certificate of its own)."
        )


def mail() -> Iterator[Reason]:
    """Letters hold links for choosing a password: they go to a mail server, and in secret."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        yield Reason(
            "KINMAP_MAIL_URL is not set, so letters with links for choosing a password would be printed to the log: "
            "name a mail server."
        )
        return
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL) and not _on_this_machine(settings.EMAIL_HOST):
        yield Reason("KINMAP_MAIL_URL speaks without encryption: use smtp+tls:// or smtp+ssl://")
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield Reason("KINMAP_MAIL_FROM is not set: letters from localhost are thrown away unread.", unsafe=False)


def account() -> Iterator[Reason]:
    """Who runs it."""
    if os.geteuid() == 0:
        yield Reason("Kinmap runs as root: give it an account of its own.", unsafe=False)


def django_says() -> Iterator[Reason]:
    """Django's own checks of a deployment: cookies, redirects, headers."""
    for found in checks.run_checks(include_deployment_checks=True):
        if not found.is_silenced():
            yield Reason(f"{' '.join(str(found.msg).split())} ({found.id})", unsafe=found.level >= checks.WARNING)


def _database() -> dict[str, Any]:
    return dict(settings.DATABASES["default"])


def _embedded() -> bool:
    return "sqlite3" in _database()["ENGINE"]


def _host() -> str:
    return str(_database().get("HOST") or "")


def _on_this_machine(host: str) -> bool:
    if not host or host == "localhost" or host.startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _others_may(place: Path) -> bool:
    return bool(stat.S_IMODE(place.stat().st_mode) & 0o077)


def _others_may_write(place: Path) -> bool:
    return bool(stat.S_IMODE(place.stat().st_mode) & 0o022)
