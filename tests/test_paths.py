"""A name in a folder is made to last, also on a stick that cannot do it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pos import settings
from pos.exchange.envelope import write_whole
from pos.paths import flush_folder
from pos.settings import writing
from tests.shop import SHOP


def failing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Flushing a folder fails; flushing a file does not."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").resolve().is_dir():
            raise OSError(code, os.strerror(code))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_stick_that_cannot_flush_a_folder_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    failing(monkeypatch, code)
    flush_folder(tmp_path)
    write_whole(tmp_path / "file", b"x")
    writing.write(tmp_path, SHOP)
    assert settings.load(tmp_path) == SHOP


def test_a_disk_that_fails_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        flush_folder(tmp_path)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        writing.write(tmp_path, SHOP)


def test_every_encoding_of_the_printer_is_taken(tmp_path: Path) -> None:
    for encoding in ("gb18030", "gbk", "utf-8", "raster"):
        table = {"shop": "DX03", "name": "店", "till": "01", "district": "110115", "encoding": encoding}
        assert settings.from_table(table).encoding == encoding
