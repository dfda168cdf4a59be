"""Putting a backup into an empty place: all of it or nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kinmap.access import heads, trail_key
from kinmap.access.trail import Verb, record
from kinmap.config.backups import NotEmpty, Unreadable, rows
from kinmap.config.backups.checking import Found, about, check, members, table_of, trail_holds
from kinmap.config.backups.sealing import Key
from kinmap.config.backups.trail_then import HEADS, TRAIL_FOLDER, copy

#: Whoever wrote anything has an account or left a trail entry; these are filled by nobody else.
WRITTEN = ("access_user", "access_trailentry", "families_family", "families_person")


def restore(file: Path, key: Key) -> Found:
    """Read the backup to its end first; then bring tables, rows and files to where it stood, and on to today.

    Raises ``NotEmpty`` and ``Unreadable`` before anything is changed.
    """
    refuse_unless_empty()
    found = check(file, key)
    nouns = _tables_as_then(found)
    with transaction.atomic(), _new(Path(settings.KINMAP_FILES)) as cabinet, _new(heads.folder()) as heads_then:
        for noun in nouns.values():
            rows.clear(noun)
        _pour(file, key, nouns, cabinet, heads_then)
        rows.count_on(list(nouns.values()))
        connection.check_constraints()
    if found.key and not settings.KINMAP_TRAIL_KEY:
        trail_key.take(found.key)
    call_command("createcachetable", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    if found.checked:
        found.broken = trail_holds()
    with transaction.atomic():
        record(by=None, verb=Verb.IMPORT, kind="backup", reason=f"restored, made {found.about['made_at'][:10]}")
    heads.write(whole=True)
    return found


def refuse_unless_empty() -> None:
    """Raises ``NotEmpty`` when anybody has written here, or when the database belongs to something else."""
    tables = set(connection.introspection.table_names())
    if tables and "django_migrations" not in tables:
        raise NotEmpty("This database is not empty, and what is in it is not Kinmap's. Give Kinmap one of its own.")
    with connection.cursor() as cursor:
        for table in tables.intersection(WRITTEN):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 names are ours
            if cursor.fetchone():
                raise NotEmpty("Somebody has worked here already. Restore into a new data folder and a new database.")
    for folder in (Path(settings.KINMAP_FILES), heads.folder()):
        if folder.is_dir() and any(folder.iterdir()):
            raise NotEmpty(f"There are files in {folder} already. Restore into new, empty folders.")


def _tables_as_then(found: Found) -> dict[str, rows.Noun]:
    """Make the tables as they were when the backup was made, by their own migrations; answers their nouns."""
    executor = MigrationExecutor(connection)
    then = [(app, name) for app, name in found.about["migrations"]]
    if unknown := [step for step in then if step not in executor.loader.graph.nodes]:
        raise Unreadable(
            f"It was made by a newer Kinmap (version {found.about['version']}, {unknown[0][0]} {unknown[0][1]}): "
            "restore it with that one."
        )
    if set(executor.loader.applied_migrations) - set(then):
        raise NotEmpty(
            "This database has been brought up to date further than the backup was. "
            "Give a new, empty one: restoring makes the tables and brings them up to date by itself."
        )
    state = executor.loader.project_state(then)
    nouns = {noun._meta.db_table: noun for noun in rows.nouns(state.apps)}
    fits = {table: sorted(rows.columns(noun)) for table, noun in nouns.items()}
    if fits != {table: sorted(names) for table, names in found.about["tables"].items()}:
        raise Unreadable("Its tables are not those of the version that it names.")
    if set(then) == set(executor.loader.graph.nodes):
        call_command("migrate", interactive=False, verbosity=0)  # of this very version: an empty place is made at once
        return nouns
    # The last step of each room only: naming an earlier one would be read as a wish to go back to it.
    graph = executor.loader.graph.node_map
    before = {parent.key for step in then for parent in graph[step].parents if parent.key[0] == step[0]}
    executor.migrate([step for step in then if step not in before])
    return nouns


@contextmanager
def _new(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of the empty one when all is in it."""
    new = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    new.mkdir(mode=0o700, parents=True)
    try:
        yield new
        if folder.is_dir():
            folder.rmdir()
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _pour(file: Path, key: Key, nouns: dict[str, rows.Noun], cabinet: Path, heads_then: Path) -> None:
    told: dict[str, Any] = {}
    for name, content in members(file, key):
        if not told:
            told = about(name, content)
        elif name.startswith("filed/"):
            copy(content, cabinet / name.removeprefix("filed/"))
        elif name.startswith(HEADS):
            copy(content, heads_then / name.removeprefix(HEADS))
        elif name.startswith(TRAIL_FOLDER):
            continue  # the key, which checking has read
        else:
            table = table_of(name, told)
            rows.write(nouns[table], rows.told(content.read()), names=told["tables"][table])
