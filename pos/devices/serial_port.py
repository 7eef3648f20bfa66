"""A serial line that a thread of its own keeps open: a cable that comes back is found again, and nobody waits for it.

What stands on it - scale, pole, drawer - says in `work` what is done with the open line, again and again.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from typing import Any

from pos.core.wording import translate
from pos.devices import DeviceState

RETRY = 1.0
"""Seconds between two looks at a port that is not there."""
READ = 0.2
"""Seconds to wait for an answer."""
WRITE = 1.0
"""Seconds for a few bytes to be taken."""


def port_and_speed(where: str, speed: int = 9600) -> tuple[str, int]:
    """`serial:COM3@19200` as port and speed; `speed` where none is written."""
    port, _, own = where.removeprefix("serial:").partition("@")
    return port, int(own or speed)


class Line:
    """One serial line. `work` gets the open line, returns within a second or so, and raises OSError if it is gone."""

    def __init__(
        self, where: str, work: Callable[[Any], None], *, speed: int = 9600, mode: str = "8N1", name: str = "serial"
    ) -> None:
        self.port, self.speed = port_and_speed(where, speed)
        self._work, self._mode, self._name = work, mode, name
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self.state = DeviceState("unknown", translate("Device", "{port} was not tried yet").format(port=self.port))

    def begin(self) -> None:
        """Start the thread, once; nothing is opened before."""
        with self._starting:
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """There is something to do now."""
        self._wake.set()

    def rest(self, seconds: float) -> None:
        """Wait in `work` until there is something to do."""
        self._wake.wait(seconds)
        self._wake.clear()

    def close(self, seconds: float = 1.0) -> None:
        """Let go of the line; a thread that hangs in the driver is left behind."""
        with self._starting:
            self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            import serial
        except ImportError:
            self.state = DeviceState("trouble", translate("Device", "The program for serial ports is not installed"))
            return
        gone = _gone()
        missing: tuple[type[Exception], ...] = (ValueError, *gone)
        while not self._stopping.is_set():
            try:
                line = self._opened(serial)
            except missing:
                self.state = DeviceState("trouble", translate("Device", "{port} is not there").format(port=self.port))
                self._stopping.wait(RETRY)
                continue
            try:
                while not self._stopping.is_set():
                    self._work(line)
            except gone:
                words = translate("Device", "{port} was unplugged").format(port=self.port)
                self.state = DeviceState("trouble", words)
            finally:
                with contextlib.suppress(*gone):
                    line.close()
            self._stopping.wait(RETRY / 4)

    def _opened(self, serial: Any) -> Any:
        bits, parity, stop = tuple(self._mode)
        return serial.Serial(
            self.port,
            self.speed,
            bytesize=int(bits),
            parity=parity,
            stopbits=int(stop),
            timeout=READ,
            write_timeout=WRITE,
        )


def _gone() -> tuple[type[Exception], ...]:
    """What is raised when a line goes away; not all of it is an OSError."""
    faults: tuple[type[Exception], ...] = (OSError,)
    if sys.platform != "win32":
        import termios

        faults = (*faults, termios.error)
    return faults
