"""An empty database gets its tables at once: the same tables, to the last index, as step by step."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate as django_s
from django.db import connection

from kinmap.config.management.commands.migrate import Command

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {"DJANGO_SETTINGS_MODULE": "kinmap.config.settings", "DATABASE_URL": "", "KINMAP_SECRET_KEY": "not secret"}
SAYS = "import django; django.setup(); from django.core.management import call_command; "
AT_ONCE = f"{SAYS}call_command('migrate', verbosity=0)"
STEP_BY_STEP = (
    f"{SAYS}from django.core.management.commands.migrate import Command; call_command(Command(), verbosity=0)"
)


def migrated(folder: Path, program: str) -> Path:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**SETTINGS, "KINMAP_DATA": str(folder)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "kinmap.sqlite3"


def structure(file: Path) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every table with its columns in no order, ties and conditions; every index and trigger in its own words."""
    database = sqlite3.connect(file)
    for kind, name, table, said in database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        words = re.sub(r"\s+", " ", said or "")
        if kind != "table":
            yield (kind, name), (table, words)
            continue
        columns = sorted(column[1:] for column in database.execute(f'PRAGMA table_info("{name}")'))
        ties = sorted(tie[2:] for tie in database.execute(f'PRAGMA foreign_key_list("{name}")'))
        yield (
            (kind, name),
            (columns, ties, sorted(re.findall(r'CONSTRAINT "[^"]+" (?:CHECK|UNIQUE) ?[^"]*"\w+"', words))),
        )
    database.close()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says its structure in one table; once is enough")
def test_made_at_once_the_tables_are_those_of_all_the_steps(tmp_path: Path) -> None:
    at_once = dict(structure(migrated(tmp_path / "at_once", AT_ONCE)))
    steps = dict(structure(migrated(tmp_path / "steps", STEP_BY_STEP)))
    assert ("trigger", "trail_never_changes") in at_once
    assert at_once.keys() == steps.keys()
    assert [name for name, what in at_once.items() if steps[name] != what] == []


def test_what_was_made_at_once_has_no_step_left(tmp_path: Path) -> None:
    file = migrated(tmp_path / "at_once", AT_ONCE)
    database = sqlite3.connect(file)
    taken = set(database.execute("SELECT app, name FROM django_migrations"))
    database.close()
    ours = {(step.parent.parent.name, step.stem) for step in ROOT.glob("kinmap/*/migrations/0*.py")}
    assert ours <= taken


@pytest.mark.django_db
def test_a_database_with_anything_in_it_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("Made anew what was there.")

    monkeypatch.setattr(Command, "_make_all", never)
    monkeypatch.setattr(django_s.Command, "handle", lambda *_, **__: None)
    call_command("migrate", verbosity=0)


def test_cut_off_in_the_middle_nothing_was_made(tmp_path: Path) -> None:
    ends = "from django.db.migrations.recorder import MigrationRecorder as R; R.record_applied = None; "
    cut = AT_ONCE.replace("call_command('migrate'", f"{ends}call_command('migrate'")
    with pytest.raises(AssertionError, match="NoneType"):
        migrated(tmp_path / "cut", cut)
    assert dict(structure(tmp_path / "cut" / "kinmap.sqlite3")) == {}
