"""The ``kinmap`` command: it explains itself, and refuses in one sentence."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import Namespace
from pathlib import Path

import pytest

from kinmap.config.command import main, parser
from kinmap.config.commands import Refused, serve_command

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = [
    "serve", "migrate", "demo", "account", "print", "export-family", "import-family", "backup", "restore", "backup-key",
    "verify-trail", "write-heads", "check",
]  # fmt: skip


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kinmap", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "kinmap.config.settings", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"kinmap {command}" in capsys.readouterr().out


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize("command", [["print", "plan", "--family", "L1", "--copy", "family", "-o", "x.pdf"],
                                     ["export-family", "L1", "x.json"], ["import-family", "x.json"]])  # fmt: skip
def test_nobody_prints_or_takes_a_family_without_saying_who_they_are(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code != 0
    assert "--as" in capsys.readouterr().err


def test_a_copy_is_for_the_family_a_professional_or_a_child():
    with pytest.raises(SystemExit):
        parser().parse_args(["print", "plan", "--family", "L1", "--copy", "anybody", "--as", "a@b.example", "-o", "x"])


def test_a_port_in_use_is_refused_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} on 127.0.0.1 cannot be used .*KINMAP_PORT"):
            serve_command.check_port("127.0.0.1", port)


def test_a_data_folder_that_cannot_be_written_is_refused_in_one_sentence(tmp_path):
    blocked = tmp_path / "a-file"
    blocked.touch()
    done = run("migrate", KINMAP_DATA=str(blocked / "data"), KINMAP_SECRET_KEY="")
    assert done.returncode == 1
    assert done.stderr.startswith("Kinmap cannot write to its data folder ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_demonstration_is_served_to_this_machine_only(settings):
    settings.KINMAP_DEMO = True
    with pytest.raises(Refused, match="anybody may sign in as anybody"):
        serve_command.run(Namespace(host="0.0.0.0", port=free_port(), workers=1))


@pytest.mark.parametrize(("host", "only_here"), [("127.0.0.1", True), ("localhost", True), ("::1", True),
                                             ("0.0.0.0", False), ("kinmap.example", False)])  # fmt: skip
def test_loopback_is_told_from_the_rest(host, only_here):
    assert serve_command.is_loopback(host) is only_here


def test_several_processes_on_sqlite_are_refused(tmp_path):
    done = run("serve", "--workers", "2", "--port", str(free_port()), KINMAP_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Several processes need PostgreSQL")


def test_a_database_that_is_not_up_to_date_is_not_served(tmp_path):
    done = run("serve", "--port", str(free_port()), KINMAP_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip() == "The database is not up to date: run “kinmap migrate” first."


def test_an_unreachable_database_is_one_sentence(tmp_path):
    address = f"postgres://nobody@127.0.0.1:{free_port()}/none"
    done = run("migrate", KINMAP_DATA=str(tmp_path), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("Kinmap cannot reach its database: check DATABASE_URL")


def test_a_new_folder_is_migrated_and_served_until_stopped(tmp_path):
    port = free_port()
    assert run("migrate", "--quiet", KINMAP_DATA=str(tmp_path)).stderr == ""
    environment = {**os.environ, "DATABASE_URL": "", "KINMAP_DATA": str(tmp_path), "KINMAP_PORT": str(port)}
    environment["DJANGO_SETTINGS_MODULE"] = "kinmap.config.settings"
    command = [sys.executable, "-m", "kinmap", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().strip() == f"Kinmap is at http://127.0.0.1:{port}"
            assert "Kinmap" in fetch(f"http://127.0.0.1:{port}/accounts/login/")
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
    verified = run("verify-trail", KINMAP_DATA=str(tmp_path))  # the server wrote the trail's heads when it started
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert run("verify-trail", KINMAP_DATA=str(tmp_path)).stdout.startswith("Read: 1 entry in 1 chain. Holding: 1.")


def fetch(address: str) -> str:
    """The page at that address, as soon as the server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answered at {address}")


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = run("migrate", "--quiet", KINMAP_DATA=str(tmp_path), KINMAP_SECRET_KEY="")
    kept = tmp_path / "secret_key"
    key = kept.read_text()
    run("migrate", "--quiet", KINMAP_DATA=str(tmp_path), KINMAP_SECRET_KEY="")
    assert first.returncode == 0
    assert kept.read_text() == key
    assert len(key) > 60
    assert kept.stat().st_mode & 0o077 == 0


def test_nobody_else_on_the_machine_may_read_the_database(tmp_path):
    run("migrate", "--quiet", KINMAP_DATA=str(tmp_path / "data"))
    kept = tmp_path / "data" / "kinmap.sqlite3"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0
