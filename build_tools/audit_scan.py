"""Debian's wapiti against the running demonstration, with a session of somebody who may do much."""

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from build_tools.ground import PYTHON, ROOT, run_logged

#: Those that need nobody outside this machine, and no lists of other people's programs.
MODULES = (
    "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,"
    "shellshock,sql,xss"
)
#: Minutes that finding pages may take, and that each module may take.
CRAWL, ATTACK = 4, 3
#: Whoever is signed in stays signed in: these would end the session.
LEAVES = ("accounts/logout/", "accounts/sessions/", "accounts/demonstration/", "accounts/password/")
#: Somebody who works with families and may write.
WHO = "Hannah Osei"
LEAST_PAGES = 100
#: Debian 12 has wapiti 3.0.4, whose way to leave an address out ends with an error on Python 3.11, and which does not
#: know Django's name for the token against forged requests: told it, it tries whether a wrong one is refused.
WAPITI = """
import fnmatch, re
from wapitiCore.attack.mod_csrf import mod_csrf
mod_csrf.TOKEN_FORM_STRINGS.append("csrfmiddlewaretoken")
from wapitiCore.net import crawler
crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
from wapitiCore.main.wapiti import wapiti_main
wapiti_main()
"""


class NotScanned(Exception):
    """The pages were not scanned as they should be; the message is the end of a sentence."""


def scan(reports: Path) -> list[tuple[str, dict[str, Any]]]:
    """Scan, and answer each finding with its category. Raises ``NotScanned``."""
    if not shutil.which("wapiti"):
        raise NotScanned("wapiti is not installed (Debian: apt-get install wapiti).")
    with tempfile.TemporaryDirectory(prefix="kinmap-audit-") as folder, demonstration(Path(folder)) as address:
        opener, jar = _browser()
        _sign_in(opener, address)
        report = reports / "wapiti.json"
        report.unlink(missing_ok=True)
        cookies = Path(folder) / "cookies.json"
        cookies.write_text(json.dumps(_for_wapiti(jar)), encoding="utf-8")
        leaves = [word for path in LEAVES for word in ("-x", f"{address}/{path}*")]
        run_logged("audit-wapiti", [
            "/usr/bin/python3", "-c", WAPITI, "-u", f"{address}/", "--scope", "domain", "-m", MODULES,
            "-c", str(cookies), "-d", "8", "--max-files-per-dir", "60", "--max-scan-time", str(CRAWL * 60),
            "--max-attack-time", str(ATTACK * 60), "--flush-session", "--store-session", folder,
            "--store-config", folder, "--no-bugreport", "-v", "1", "-f", "json", "-o", str(report), *leaves,
        ])  # fmt: skip
        seen = _pages_seen()
        if WHO not in _page(opener, f"{address}/"):
            raise NotScanned("its session had ended before the scan did.")
        if seen < LEAST_PAGES:
            raise NotScanned(f"only {seen} pages were found; .make/audit-wapiti.log says why.")
    try:
        told = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError) as broken:
        raise NotScanned("wapiti wrote no report; .make/audit-wapiti.log says why.") from broken
    groups = {**told["vulnerabilities"], **told["anomalies"]}
    return [(category, one) for category, found in groups.items() for one in found]


def cut_short() -> list[str]:
    """The modules that had not tried everything when their time was over."""
    said = (ROOT / ".make" / "audit-wapiti.log").read_text(encoding="utf-8")
    return re.findall(r"Max attack time was reached for module (\w+)", said)


def _pages_seen() -> int:
    """How many addresses the log says were found."""
    said = (ROOT / ".make" / "audit-wapiti.log").read_text(encoding="utf-8")
    found = re.search(r"Wapiti found (\d+) URLs and forms", said)
    return int(found[1]) if found else 0


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """The demonstration on a port of its own, stopped at the end. Raises ``NotScanned``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KINMAP_", "DATABASE_URL"))}
    environment = {**clean, "KINMAP_DATA": str(folder), "KINMAP_DEMO": "1"}
    for command in ("migrate", "demo"):
        if run_logged(f"audit-{command}", [PYTHON, "-m", "kinmap", command], environment) is not None:
            raise NotScanned(f"the demonstration could not be made; .make/audit-{command}.log says why.")
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, "-m", "kinmap", "serve", "--port", str(port)], cwd=ROOT, env=environment,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + 60
            while not _page(build_opener(), f"{address}/accounts/login/"):
                if process.poll() is not None or time.monotonic() > until:
                    raise NotScanned("the demonstration did not start.")
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def _page(opener: OpenerDirector, address: str) -> str:
    try:
        with opener.open(address, timeout=30) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except (URLError, OSError):
        return ""


def _browser() -> tuple[OpenerDirector, CookieJar]:
    jar = CookieJar()
    return build_opener(HTTPCookieProcessor(jar)), jar


def _sign_in(opener: OpenerDirector, address: str) -> None:
    """Press the button of the invented person."""
    page = _page(opener, f"{address}/accounts/login/")
    forms = re.findall(r'<form[^>]*action="(/accounts/demonstration/[^"]+)"[^>]*>(.*?)</form>', page, re.DOTALL)
    chosen = next(((action, inside) for action, inside in forms if WHO in inside), None)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if chosen is None or token is None:
        raise NotScanned(f"nobody could sign in as {WHO}.")
    sent = urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    opener.addheaders = [("Referer", address), ("Origin", address)]
    with opener.open(f"{address}{chosen[0]}", sent, timeout=30) as answer:
        if WHO not in answer.read().decode("utf-8", "replace"):
            raise NotScanned(f"nobody could sign in as {WHO}.")


def _for_wapiti(jar: CookieJar) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for cookie in jar:
        facts = {"value": cookie.value, "expires": None, "secure": False, "port": None, "version": 0}
        told.setdefault(cookie.domain.removesuffix(".local"), {}).setdefault("/", {})[cookie.name] = facts
    return told
