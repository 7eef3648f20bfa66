"""Devices on a serial line, played on a pseudo-terminal: they can be mute, talk rubbish, break off, be pulled out."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Play = Callable[[bytes], bytes]
"""What the device says to what it was told."""


class Socket:
    """A port `where`, into which a device can be plugged and out of which it can be pulled."""

    def __init__(self, where: Path, play: Play) -> None:
        self.where, self.play = where, play
        self.heard = b""
        self._ends: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        return f"serial:{self.where}"

    def plug(self) -> None:
        """Put the cable in."""
        outer, inner = pty.openpty()
        tty.setraw(inner)
        self.where.symlink_to(os.ttyname(inner))
        self._ends = (outer, inner)
        self._thread = threading.Thread(target=self._serve, args=(outer,), daemon=True)
        self._thread.start()

    def pull(self) -> None:
        """Pull it out."""
        ends, self._ends = self._ends, None
        if ends is not None:
            self.where.unlink()
            assert self._thread is not None
            self._thread.join(2)
            for end in ends:
                os.close(end)

    def _serve(self, outer: int) -> None:
        while self._ends is not None:
            if not select.select([outer], [], [], 0.02)[0]:
                continue
            try:
                told = os.read(outer, 1024)
            except OSError:
                return
            self.heard += told
            answer = self.play(told)
            with contextlib.suppress(OSError):
                os.write(outer, answer)


@contextmanager
def plugged(folder: Path, play: Play) -> Iterator[Socket]:
    """A device that is plugged in, and pulled out at the end."""
    socket = Socket(folder / "tty", play)
    socket.plug()
    try:
        yield socket
    finally:
        socket.pull()


def mute(told: bytes) -> bytes:
    """Takes everything and says nothing."""
    return b""


def until(true: Callable[[], bool], what: str, seconds: float = 8.0) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.01)
