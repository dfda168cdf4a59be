"""The trail in a backup: its key and its heads go along, so that it can still be vouched for in its new place."""

import stat
from collections.abc import Callable
from pathlib import Path

from tests.proofs.installation import Installation
from tests.proofs.test_backup import OTHER, inside, made, restored


def test_the_trail_is_vouched_for_in_its_new_place_by_its_own_key_and_heads(
    place: Installation, new_place: Callable[[], Installation]
) -> None:
    assert place.kinmap("write-heads").returncode == 0
    file, there = made(place), new_place()
    assert {"trail/key"} <= set(inside(file))
    assert restored(file, there).returncode == 0
    assert (there.data / "trail_key").read_text() == (place.data / "trail_key").read_text()
    assert stat.S_IMODE((there.data / "trail_key").stat().st_mode) == 0o600
    done = there.kinmap("verify-trail")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Vouched for: " in done.stdout


def test_a_key_from_the_environment_stays_out_of_the_backup(
    new_place: Callable[[], Installation], tmp_path: Path
) -> None:
    here, there, elsewhere = new_place(), new_place(), {"KINMAP_TRAIL_KEY": "kept in a safe of its own"}
    here.kinmap("migrate", "--quiet")
    here.kinmap("write-heads", **elsewhere)
    here.kinmap("verify-trail", **elsewhere)  # leaves an entry
    file = tmp_path / "backup"
    done = here.kinmap("backup", str(file), **OTHER, **elsewhere)
    assert done.returncode == 0, done.stderr
    assert "trail/key" not in inside(file)
    assert not (here.data / "trail_key").exists()
    without = here.kinmap("backup", "--check", str(file), **OTHER)
    assert "The trail was not checked: its key is not in the backup" in without.stdout
    assert "WARNING" not in without.stdout
    assert restored(file, there, **elsewhere).returncode == 0
    assert there.kinmap("verify-trail", **elsewhere).returncode == 0


def test_heads_of_another_place_are_never_mixed_with_restored_ones(place: Installation, tmp_path: Path) -> None:
    there = Installation(tmp_path / "there")
    (tmp_path / "worm").mkdir()
    (tmp_path / "worm" / "2026-06-18.jsonl").write_text("old")
    there.data.mkdir()
    done = restored(made(place), there, KINMAP_TRAIL_HEADS=str(tmp_path / "worm"))
    assert done.returncode == 1
    assert "Restore into new, empty folders." in done.stderr
