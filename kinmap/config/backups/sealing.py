"""Sealing a stream with the age format while it is written, and opening it while it is read.

A helper thread turns plain bytes into sealed ones through a pipe, so that neither side waits for the whole.
"""

import os
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage

from kinmap.config.backups import Unreadable

KEY, SEALED = "key.age", "backup.tar.age"
AT_ONCE = 1024 * 1024
WHOLE = "It is broken, cut short or was changed; nothing in it can be trusted."
READ_ME = f"""This is a backup of Kinmap. It holds what families said: keep it as you keep the record.

With Kinmap:      kinmap backup --check FILE      kinmap restore FILE
Without Kinmap, by the age tool (https://age-encryption.org):
  made with a passphrase:  age -d {KEY} > key && age -d -i key {SEALED} | tar x
  made for a key:          age -d -i YOUR-KEY {SEALED} | tar x
Inside, manifest.json holds the SHA-256 of every other file.
"""


@dataclass(frozen=True)
class Key:
    """What opens a backup: a passphrase, or the private keys of one of those it was made for."""

    passphrase: str = ""
    identities: tuple[Any, ...] = ()

    def unlocks(self, box: zipfile.ZipFile) -> list[Any]:
        """The private keys to try on this backup. Raises ``Unreadable`` for a wrong passphrase."""
        if self.identities:
            return list(self.identities)
        if KEY not in box.namelist():
            raise Unreadable("It was made for keys, without a passphrase: give the private key with --key-file.")
        try:
            kept: bytes = pyrage.passphrase.decrypt(box.read(KEY), self.passphrase)
            return [pyrage.x25519.Identity.from_str(kept.decode("ascii"))]
        except (pyrage.DecryptError, pyrage.IdentityError, UnicodeError) as wrong:
            raise Unreadable("The passphrase is not the one that it was made with.") from wrong


class _Watched:
    """Remembers why writing failed: the sealing library only says that it did."""

    def __init__(self, place: Any) -> None:
        self.place = place
        self.problem: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            return int(self.place.write(piece))
        except OSError as problem:
            self.problem = problem
            raise

    def flush(self) -> None:
        self.place.flush()


@contextmanager
def sealed(place: IO[bytes], *, keys: Sequence[Any], passphrase: str = "") -> Iterator[tuple[IO[bytes], Key]]:
    """A stream to write plain bytes to; what reaches ``place`` is sealed for ``keys`` and by ``passphrase``.

    With it comes the key of this one backup, to read back what was written. Raises ``OSError`` when it
    cannot be written.
    """
    own = pyrage.x25519.Identity.generate()
    with zipfile.ZipFile(place, "w") as box:
        box.writestr("READ-ME.txt", READ_ME)
        if passphrase:
            box.writestr(KEY, pyrage.passphrase.encrypt(str(own).encode("ascii"), passphrase))
        with box.open(SEALED, "w", force_zip64=True) as member, ThreadPoolExecutor(1) as helper:
            out, into = os.pipe()
            done = helper.submit(_seal, out, member, [own.to_public(), *keys])
            try:
                with os.fdopen(into, "wb", buffering=AT_ONCE) as stream:
                    yield stream, Key(identities=(own,))
            except BrokenPipeError:
                done.result()  # the helper knows what went wrong
                raise
            done.result()


def _seal(out: int, member: IO[bytes], recipients: list[Any]) -> None:
    watched = _Watched(member)
    with os.fdopen(out, "rb") as plain:
        try:
            pyrage.encrypt_io(plain, watched, recipients)
        except (pyrage.EncryptError, OSError):
            if watched.problem is not None:
                raise watched.problem from None
            raise


@contextmanager
def unsealed(file: Path, key: Key) -> Iterator[IO[bytes]]:
    """The plain bytes of a backup, each piece checked as it comes. Raises ``Unreadable``.

    What was read counts only when the context ends without an error: the last piece may be missing.
    """
    try:
        with zipfile.ZipFile(file) as box:
            identities = key.unlocks(box)
            with box.open(SEALED) as member, ThreadPoolExecutor(1) as helper:
                out, into = os.pipe()
                done = helper.submit(_unseal, member, into, identities)
                try:
                    with os.fdopen(out, "rb", buffering=AT_ONCE) as stream:
                        yield stream
                        while stream.read(AT_ONCE):  # the very end is what shows that nothing was cut off
                            pass
                except Exception:
                    _prefer(done)
                    raise
                done.result()
    except (zipfile.BadZipFile, KeyError) as broken:
        raise Unreadable(WHOLE) from broken


def _prefer(done: "Future[None]") -> None:
    """Raise why opening failed, when that is what made reading fail."""
    with suppress(BrokenPipeError):
        done.result()


def _unseal(member: IO[bytes], into: int, identities: list[Any]) -> None:
    with os.fdopen(into, "wb") as plain:
        watched = _Watched(plain)
        try:
            pyrage.decrypt_io(member, watched, identities)
        except (pyrage.DecryptError, OSError, zipfile.BadZipFile) as broken:
            if watched.problem is not None:
                raise watched.problem from None
            if "No matching keys" in str(broken):
                raise Unreadable("It was not made for this key.") from broken
            raise Unreadable(WHOLE) from broken
