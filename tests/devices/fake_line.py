"""A serial line that can be pulled out: a pseudo terminal behind a name that comes and goes."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path


class SerialLine:
    """Plugged in when it is made; `taken` is what came through it."""

    def __init__(self, port: Path) -> None:
        import tty

        self._port, self.taken = port, bytearray()
        self._master, self._slave = os.openpty()
        tty.setraw(self._master)
        port.symlink_to(os.ttyname(self._slave))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        return bytes(self.taken).decode("gb18030", "replace")

    def pull_out(self) -> None:
        """The device is gone, also for who has it open."""
        self._port.unlink()
        os.close(self._slave)
        with suppress(OSError):
            os.close(self._master)

    def _read(self) -> None:
        with suppress(OSError):
            while piece := os.read(self._master, 4096):
                self.taken += piece
