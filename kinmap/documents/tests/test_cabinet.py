"""What is filed is whole or not there."""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kinmap.documents import cabinet


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_was_put_is_there(tmp_path: Path) -> None:
    cabinet.put(tmp_path / "issues" / "one.pdf", b"bytes")
    assert (tmp_path / "issues" / "one.pdf").read_bytes() == b"bytes"
    assert [file.name for file in (tmp_path / "issues").iterdir()] == ["one.pdf"]


def test_nothing_is_put_over_something_else(tmp_path: Path) -> None:
    cabinet.put(tmp_path / "one.pdf", b"first")
    with pytest.raises(FileExistsError):
        cabinet.put(tmp_path / "one.pdf", b"second")
    assert (tmp_path / "one.pdf").read_bytes() == b"first"


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    with full_at(100), pytest.raises(OSError, match="too large") as full:
        cabinet.put(tmp_path / "one.pdf", b"x" * 5000)
    assert full.value.errno == errno.EFBIG
    assert list(tmp_path.iterdir()) == []
    cabinet.put(tmp_path / "one.pdf", b"x" * 5000)
