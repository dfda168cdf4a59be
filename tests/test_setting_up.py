"""``make`` tells a newcomer in one sentence what is missing and what to do."""

import os
import re
import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools import run, setup, testbed

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ["requirements.in", "requirements-build.in", "requirements-dev.in", "requirements-audit.in"]
LOCKS = [source.replace(".in", ".txt") for source in SOURCES]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_which_one_is_needed(version, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "build_tools" / "old_python.py"))
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("Kinmap needs Python 3.11 or newer")
    assert f"is Python {version[0]}.{version[1]}" in said
    assert len(said.splitlines()) == 1


def test_the_check_of_an_old_python_can_be_read_by_one():
    text = (ROOT / "build_tools" / "old_python.py").read_bytes()
    assert text.isascii()
    assert b"f'" not in text
    assert b'f"' not in text


def test_a_python_that_is_not_there_is_one_sentence():
    done = subprocess.run(
        ["make", "run", "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env={name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")},
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stderr.startswith("Kinmap needs Python 3.11 or newer and found no no-such-python")


def test_a_port_in_use_is_told_before_anything_is_fetched(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("KINMAP_PORT", str(taken.getsockname()[1]))
        with pytest.raises(SystemExit) as ended:
            run.port_to_use()
    assert ended.value.code == 1
    assert "is already in use: stop what uses it, or choose another" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["abc", "0", "70000"])
def test_what_is_no_port_is_refused(written, monkeypatch):
    monkeypatch.setenv("KINMAP_PORT", written)
    with pytest.raises(SystemExit):
        run.port_to_use()


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_fetched(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KINMAP_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(SystemExit):
        run.data_to_use()
    assert "Kinmap cannot write to its data folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("NewConnectionError(...): Failed to establish a new connection: [Errno 111]", "cannot be reached"),
        ("npm error code EAI_AGAIN", "cannot be reached"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "not trusted"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "not trusted"),
        ("OSError: [Errno 28] No space left on device", "no space left"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "what pip said is in .make/pip.log"),
    ],
)
def test_why_packages_could_not_be_had_is_one_sentence(said, reason):
    sentence = setup._why_not("Python packages", said, "pip")
    assert reason in sentence
    assert "\n" not in sentence


def test_what_could_not_be_installed_says_what_was_not_tested():
    assert testbed.what_is_not_tested([]) == ""
    assert testbed.what_is_not_tested(["Chromium", "Java"]) == (
        "Not tested: the journeys in a browser and the pages' HTML by the Nu validator, "
        "because this machine has no Chromium and no Java and it could not be installed."
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_python_locks_have_a_hash_for_every_package_and_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = [part for part in text.split("\n") if part and part[0].isalnum()]
    assert packages
    assert all(package.endswith("\\") for package in packages), "each pin is followed by its hashes"
    assert "://" not in text


def test_the_front_end_lock_names_no_registry():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert text.count('"integrity"') > 50


@pytest.mark.parametrize("source", SOURCES)
def test_every_pin_has_its_reason_beside_it(source):
    for line in (ROOT / source).read_text(encoding="utf-8").splitlines():
        if line and line[0].isalpha():
            assert " # " in line, line


@pytest.mark.parametrize("source", SOURCES)
def test_every_package_asked_for_is_locked(source):
    locked = (ROOT / source).with_suffix(".txt").read_text(encoding="utf-8")
    for line in (ROOT / source).read_text(encoding="utf-8").splitlines():
        if line and line[0].isalpha():
            name = re.split(r"[\[~=<> ]", line)[0]
            assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), f"{name}: run “make lock”"
