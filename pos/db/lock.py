"""One till at a time on a shop's folder. The operating system frees the lock when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _free(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _seize(handle: int) -> None:
        # flock, not lockf: it belongs to this opening of the file, so a second one in the same process is refused too.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _free(handle: int) -> None:
        # Said aloud: a child that was forked meanwhile may still have the same opening of the file.
        fcntl.flock(handle, fcntl.LOCK_UN)


class AlreadyRunning(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "A till is already open on {folder}; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Go on in its window, or close it first.")


class FolderNotWritable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "Nothing can be written to the shop's folder {folder}: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check that the folder is there and that you may write to it.")


_ours: set[Path] = set()


class InstanceLock:
    """Held by the till, its window, a restore and a migration; a command that only sells nothing needs none.

    Raises AlreadyRunning from `acquire` while another holds it. Use it as a context manager, or acquire and release.
    """

    name: ClassVar[str] = "till.lock"
    refusal: ClassVar[type[Trouble]] = AlreadyRunning

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder.absolute() / self.name
        self._handle: int | None = None

    def acquire(self) -> Self:
        """Take the lock at once or not at all; the file itself stays, only the lock on it counts."""
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as fault:
            raise FolderNotWritable(folder=self.folder, why=fault.strerror) from fault
        try:
            _seize(handle)
        except OSError as fault:
            os.close(handle)
            raise self.refusal(folder=self.folder) from fault
        self._handle = handle
        _ours.add(self._file)
        return self

    def release(self) -> None:
        """Let go; harmless if it is not held."""
        if self._handle is not None:
            _ours.discard(self._file)
            _free(self._handle)
            os.close(self._handle)
            self._handle = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def __enter__(self) -> Self:
        return self if self.held else self.acquire()

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.release()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other process has a till open on `folder` meanwhile; whether this one has does not matter."""
    if folder.absolute() / InstanceLock.name in _ours:
        yield
        return
    with InstanceLock(folder):
        yield
