"""``kinmap backup`` and ``kinmap restore``: everything, sealed, proved, and back into an empty place."""

import gzip
import hashlib
import io
import json
import os
import resource
import stat
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyrage
import pytest
from django.apps import apps

from kinmap.config.backups import Unreadable, rows
from kinmap.config.backups.checking import check
from kinmap.config.backups.filed import keeps_files
from kinmap.config.backups.sealing import Key, sealed
from kinmap.config.commands.backup_command import warnings
from tests.proofs.installation import BASE, ROOT, Installation
from tests.proofs.writer import Writer

WORDS = "four unlikely words together"
OTHER = {"KINMAP_PASSPHRASE": WORDS}
#: Not in a backup, or written by restoring itself.
PASSING = {"django_session", "kinmap_cache", "django_migrations", "access_trailentry"}


def made(place: Installation, *more: str, name: str = "backup") -> Path:
    file = place.data / name
    done = place.kinmap("backup", str(file), *more, **OTHER)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def whole(_template: tuple[Installation, Any], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of the peopled installation, made once."""
    file = tmp_path_factory.mktemp("whole") / "backup"
    done = _template[0].kinmap("backup", str(file), **OTHER)
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def restored(file: Path, into: Installation, **environment: str) -> subprocess.CompletedProcess[str]:
    return into.kinmap("restore", str(file), **{**OTHER, **environment})


def inside(file: Path, words: str = WORDS) -> dict[str, bytes]:
    """What a backup holds, opened by hand as READ-ME.txt says: unzip, open the key, open the tar."""
    with zipfile.ZipFile(file) as box:
        own = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(box.read("key.age"), words).decode())
        plain = pyrage.decrypt(box.read("backup.tar.age"), [own])
    folder = file.with_name("opened.tar")
    folder.write_bytes(plain)
    with tarfile.open(folder) as tar:
        found = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    folder.unlink()
    return found


def put(whole: bytes, folder: Path) -> Path:
    """The same backup as a file of its own."""
    (folder / "backup").write_bytes(whole)
    return folder / "backup"


def packed(members: dict[str, bytes], file: Path, *, honest: bool = True) -> Path:
    """A backup made by hand of these members, with a manifest that is right if it is ``honest``."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"}
    if honest:
        members = {**members, "manifest.json": json.dumps({"sha256": sums, "missing": []}).encode()}
    with (
        file.open("w+b") as place,
        sealed(place, keys=[], passphrase=WORDS) as (stream, _),
        tarfile.open(fileobj=stream, mode="w|") as tar,
    ):
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return file


def test_everything_comes_back_and_is_worked_in_and_backed_up_again(
    place: Installation, new_place: Callable[[], Installation]
) -> None:
    file, there = made(place), new_place()
    done = restored(file, there)
    assert done.returncode == 0, done.stderr
    assert "10 families" in done.stdout
    assert "WARNING" not in done.stdout
    before, after = place.tables(), there.tables()
    for name in before.keys() - PASSING:
        assert after[name] == before[name], name
    trail, again = set(before["access_trailentry"]), set(after["access_trailentry"])
    assert {row for row in trail - again if "backup" not in row} == set()
    assert len(again) == len(trail)  # restoring is in the trail, as making the backup was
    assert after["django_session"] == []
    filed = {path.relative_to(place.data): path.read_bytes() for path in (place.data / "files").rglob("*.pdf")}
    assert len(filed) == 10
    assert filed == {path.relative_to(there.data): path.read_bytes() for path in (there.data / "files").rglob("*.pdf")}
    # Numbers that the database gives out go on where they were: new accounts, versions, trail entries.
    people = there.peopled("5")
    with there.serving() as server:
        writer = Writer(people[0], Random(1), port=server.port)
        assert all(writer.write_once() for _ in range(3)), writer.wrong
        writer.hang_up()
    done = there.kinmap("backup", str(there.data / "again"), **OTHER)
    assert "11 families" in done.stdout, done.stderr
    assert "WARNING" not in done.stdout


def test_words_that_were_not_saved_yet_come_back_with_their_author(
    place: Installation, whole: bytes, new_place: Callable[[], Installation], tmp_path: Path
) -> None:
    there = new_place()
    done = restored(put(whole, tmp_path), there)
    assert done.returncode == 0, done.stderr
    for noun, words in (("live_draft", "never sent"), ("live_keptwords", "Lost a clash in")):
        before, after = place.tables()[noun], there.tables()[noun]
        assert len(before) == 10
        assert after == before
        assert all(words in str(row) for row in after), after[0]


@pytest.mark.skipif(not BASE.startswith("postgres"), reason="needs both databases")
def test_a_backup_goes_from_one_database_to_the_other_and_back(
    place: Installation, new_place: Callable[[], Installation], tmp_path: Path
) -> None:
    small, back = Installation(tmp_path / "sqlite"), new_place()
    small.data.mkdir()
    done = restored(made(place), small)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout
    done = restored(made(small), back)
    assert done.returncode == 0, done.stderr
    before, after = place.tables(), back.tables()
    for name in before.keys() - PASSING:
        assert after[name] == before[name], name
    trail = {row for row in before["access_trailentry"] if "backup" not in row}
    assert trail <= set(after["access_trailentry"])


def test_a_backup_made_while_people_work_is_one_moment(
    place: Installation, people: Any, new_place: Callable[[], Installation]
) -> None:
    with place.serving() as server:
        over = threading.Event()
        writers = [Writer(who, Random(number), port=server.port) for number, who in enumerate(people[:6])]

        def work(writer: Writer) -> None:
            while not over.is_set():
                assert writer.write_once(), writer.wrong
            writer.hang_up()

        threads = [threading.Thread(target=work, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        while sum(len(writer.sent) for writer in writers) < 12:
            threads[0].join(0.05)
        surely = [text for writer in writers for text in list(writer.sent)]
        try:
            file = made(place)
        finally:
            over.set()
            for thread in threads:
                thread.join()
    there = new_place()
    done = restored(file, there)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stdout  # every chain of the trail ends where the rows do
    texts = {text for (text,) in there.rows("SELECT text FROM mapping_historicalentry")}
    assert texts >= set(surely)
    writes = there.rows("SELECT count(*) FROM live_receipt")[0][0]
    assert len([text for text in texts if text.startswith("Said by")]) == writes
    assert writes < sum(len(writer.sent) for writer in writers)


def test_it_opens_without_kinmap_and_its_manifest_holds_every_digest(whole: bytes, tmp_path: Path) -> None:
    members = inside(put(whole, tmp_path))
    manifest = json.loads(members.pop("manifest.json"))
    assert manifest["sha256"] == {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    assert not any("django_session" in name for name in members)
    assert {"rows/mapping_historicalentry/000001.jsonl.gz", "rows/access_trailentry/000001.jsonl.gz"} <= {*members}


def test_the_file_is_for_its_owner_and_holds_no_plain_word(place: Installation) -> None:
    file = made(place)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"second word" not in file.read_bytes()
    assert [path.name for path in place.data.iterdir() if "part" in path.name] == []


def test_a_backup_for_a_key_is_opened_by_that_key_alone(place: Installation, tmp_path: Path) -> None:
    said = place.kinmap("backup-key", str(tmp_path / "key"))
    public = said.stdout.split()[-1]
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    file = place.data / "for-a-key"
    done = place.kinmap("backup", str(file), "--key", public)
    assert done.returncode == 0, done.stderr
    assert place.kinmap("backup", str(file), "--check", "--key-file", str(tmp_path / "key")).returncode == 0
    place.kinmap("backup-key", str(tmp_path / "other"))
    wrong = place.kinmap("backup", str(file), "--check", "--key-file", str(tmp_path / "other"))
    assert wrong.returncode == 1
    assert "It was not made for this key." in wrong.stderr
    assert "give the private key with --key-file" in place.kinmap("backup", str(file), "--check", **OTHER).stderr
    assert place.kinmap("backup-key", str(tmp_path / "key")).returncode == 1  # never over another


@pytest.mark.parametrize("how", ["cut short", "changed", "no zip", "empty", "wrong passphrase"])
def test_a_file_that_cannot_be_trusted_is_refused_in_a_sentence(whole: bytes, how: str, tmp_path: Path) -> None:
    file, middle = tmp_path / "backup", len(whole) // 2
    file.write_bytes({
        "cut short": whole[:middle], "changed": whole[:middle] + b"\0\0\0\0" + whole[middle + 4 :],
        "no zip": b"something else", "empty": b"", "wrong passphrase": whole,
    }[how])  # fmt: skip
    expected = "The passphrase is not the one" if how == "wrong passphrase" else "It is broken, cut short"
    with pytest.raises(Unreadable, match=expected):
        check(file, Key("not the same words" if how == "wrong passphrase" else WORDS))


def test_wherever_a_byte_is_changed_it_is_found(whole: bytes, tmp_path: Path) -> None:
    file, random = tmp_path / "backup", Random(7)
    start, end = whole.index(b"age-encryption.org", whole.index(b"backup.tar.age")), whole.rindex(b"PK\x01\x02")
    for place in [start + 200, *(random.randrange(start, end) for _ in range(10))]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Unreadable):
            check(file, Key(WORDS))


def test_a_broken_file_changes_nothing_in_the_place_that_it_was_meant_for(whole: bytes, tmp_path: Path) -> None:
    there = Installation(tmp_path / "there")
    there.data.mkdir()
    (tmp_path / "backup").write_bytes(whole[:-5000])
    done = restored(tmp_path / "backup", there)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "cannot be used, and nothing was changed. It is broken, cut short" in done.stderr
    assert not [path for path in (there.data / "files").rglob("*") if path.is_file()]
    assert there.tables() == {}


def test_a_member_that_is_not_what_the_manifest_says_is_refused(whole: bytes, tmp_path: Path) -> None:
    """Sealed by somebody who has the key: the seal is right, the digest is not."""
    members = inside(put(whole, tmp_path))
    name = next(name for name in members if name.startswith("filed/"))
    assert check(packed(members, tmp_path / "good"), Key(WORDS)).files == 10
    right = members.pop("manifest.json")
    less = {each: content for each, content in members.items() if each != name}
    for changed in ({**members, name: b"other"}, less, {**members, "filed/../../out": b"x"}):
        file = packed({**changed, "manifest.json": right}, tmp_path / "changed", honest=False)
        with pytest.raises(Unreadable, match="broken"):
            check(file, Key(WORDS))
    with pytest.raises(Unreadable, match="broken"):
        check(packed({**members, "rows/live_receipt/1.jsonl.gz": b"no gzip"}, tmp_path / "no-rows"), Key(WORDS))


def test_a_place_where_somebody_has_worked_is_refused(place: Installation, whole: bytes, tmp_path: Path) -> None:
    before = place.tables()
    done = restored(put(whole, tmp_path), place)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was changed. Somebody has worked here already.")
    assert place.tables() == before


def test_files_that_lie_about_are_not_mixed_with_others(whole: bytes, tmp_path: Path) -> None:
    there = Installation(tmp_path / "there")
    (there.data / "files").mkdir(parents=True)
    (there.data / "files" / "somebody's").write_text("old")
    done = restored(put(whole, tmp_path), there)
    assert done.returncode == 1
    assert "Restore into new, empty folders." in done.stderr


def test_a_backup_of_an_older_version_is_brought_up_to_date(whole: bytes, tmp_path: Path) -> None:
    members = inside(put(whole, tmp_path))
    about = json.loads(members["about.json"])
    about["migrations"].remove(["access", "0002_trail_only_grows"])  # changes no table, so that the rows still fit
    there = Installation(tmp_path / "there")
    there.data.mkdir()
    done = restored(packed({**members, "about.json": json.dumps(about).encode()}, tmp_path / "older"), there)
    assert done.returncode == 0, done.stderr
    assert ("access", "0002_trail_only_grows") in there.rows("SELECT app, name FROM django_migrations")


def test_a_backup_of_a_newer_version_is_refused(whole: bytes, tmp_path: Path) -> None:
    members = inside(put(whole, tmp_path))
    about = json.loads(members["about.json"])
    about["migrations"].append(["mapping", "0999_from_the_future"])
    there = Installation(tmp_path / "there")
    there.data.mkdir()
    done = restored(packed({**members, "about.json": json.dumps(about).encode()}, tmp_path / "newer"), there)
    assert done.returncode == 1
    assert "made by a newer Kinmap" in done.stderr


def test_a_full_disk_leaves_no_half_backup(place: Installation, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    limited = subprocess.run(
        [sys.executable, "-m", "kinmap", "backup", str(file)], cwd=ROOT, env={**place.environment, **OTHER},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY)),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert limited.returncode == 1
    assert "there is no room left. No part of it was left behind." in limited.stderr
    assert os.listdir(tmp_path) == []


def test_a_backup_never_takes_the_place_of_another(place: Installation) -> None:
    file = made(place)
    before = file.read_bytes()
    done = place.kinmap("backup", str(file), **OTHER)
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert file.read_bytes() == before


def test_a_passphrase_that_could_be_guessed_is_refused(place: Installation) -> None:
    done = place.kinmap("backup", str(place.data / "b"), KINMAP_PASSPHRASE="secret")
    assert "at least 16 characters" in done.stderr
    assert "Say what seals it" in place.kinmap("backup", str(place.data / "b")).stderr
    (place.data / "words").write_text(f"{WORDS}\n")
    assert place.kinmap("backup", str(place.data / "b"), "--passphrase-file", str(place.data / "words")).returncode == 0


def test_what_is_lost_in_the_cabinet_is_said_loudly(place: Installation) -> None:
    filed = sorted((place.data / "files" / "issues").iterdir())
    filed[0].unlink()
    filed[1].write_bytes(b"changed")
    (place.data / "files" / "issues" / "nobody's.pdf").write_bytes(b"?")
    done = place.kinmap("backup", str(place.data / "b"), **OTHER)
    assert "WARNING: 2 filed documents are missing or are not what was filed" in done.stdout
    assert "1 files in the folder belong to nothing that was saved" in done.stdout


def test_a_trail_that_somebody_changed_is_said_loudly(whole: bytes, tmp_path: Path) -> None:
    members = inside(put(whole, tmp_path))
    name = next(name for name in members if name.startswith("rows/access_trailentry"))
    lines = gzip.decompress(members[name]).splitlines(keepends=True)
    file = packed({**members, name: gzip.compress(b"".join(lines[:3] + lines[4:]))}, tmp_path / "changed")
    found = check(file, Key(WORDS))
    assert len(found.broken) == 1
    assert "WARNING: the trail does not hold together in 1 of its chains" in warnings(found)[0]


@pytest.mark.django_db
def test_every_noun_that_keeps_bytes_is_known_to_the_backup() -> None:
    """Whatever has a digest and a size of bytes says where they lie, so that a backup finds them."""
    for noun in rows.nouns(apps):
        names = {field.name for field in noun._meta.concrete_fields}
        historical = hasattr(noun, "history_id") or "history_id" in names
        assert keeps_files(noun) or historical or not {"digest", "size"} <= names, noun
