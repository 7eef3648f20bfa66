"""The ways to a printer: network, USB, serial line, file, CUPS, the Windows spooler.

One rule for all: before the first byte a fault is a Trouble (nothing was printed, the job waits); after it a fault is
a `Delivery("UNKNOWN")`, for paper may have come out. Every call ends within its deadline. Network, serial line and
file ask the printer how it is; one that has never answered is not asked again. CUPS and the spooler are asked only
whether they have stopped it.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pos.devices import DEADLINE, Condition, Delivery, PrinterNotThere, PrinterStopped
from pos.devices.printer_answers import ANSWERS, ASK, Asked

CONNECT = 3.0
"""Seconds to wait for a network printer to pick up."""
KNOCK = 1.0
"""The same when there is nothing to print: nobody may have to wait for a mere look."""
ANSWER = 1.0
"""Seconds to wait for a printer's answer about itself."""
PARTING = 0.05
"""Seconds to listen for a broken connection behind a job that nothing will confirm."""
_CHUNK = 4096


class _Clock:
    """What is left of a deadline."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float = 3600.0) -> float:
        return max(0.001, min(most, self._end - time.monotonic()))

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._end


class TcpPrinter:
    """A printer on the network, `HOST:PORT` (9100 if there is no port)."""

    def __init__(self, where: str) -> None:
        host, _, port = where.rpartition(":") if ":" in where else (where, "", "9100")
        self._host, self._port = host.strip("[]"), int(port)
        if not self._host or not 0 < self._port < 65536:
            raise ValueError(where)
        self.name = f"tcp:{where}"
        self._asked = Asked(self.name)

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Connect, ask, send, ask again; the connection is closed afterwards."""
        clock = _Clock(deadline)
        with self._link(clock, CONNECT) as link:
            with self._gone():
                self._asked.before(lambda: self._reply(link, clock))
            try:
                self._hand_over(link, data, clock)
                delivery = self._asked.after(lambda: self._reply(link, clock))
                if delivery.state == "SENT":
                    self._part(link)
                return delivery
            except OSError as fault:
                return Delivery("UNKNOWN", note=f"broke off: {fault}")

    def look(self) -> Condition:
        """Connect and ask."""
        clock = _Clock(KNOCK + ANSWER)
        with self._link(clock, KNOCK) as link, self._gone():
            return self._asked.look(lambda: self._reply(link, clock))

    def _link(self, clock: _Clock, most: float) -> socket.socket:
        with self._gone():
            return socket.create_connection((self._host, self._port), timeout=clock.left(most))

    @contextlib.contextmanager
    def _gone(self) -> Iterator[None]:
        try:
            yield
        # UnicodeError: a name that no name server could be asked for.
        except (OSError, UnicodeError) as fault:
            raise PrinterNotThere(printer=self.name) from fault

    def _hand_over(self, link: socket.socket, data: bytes, clock: _Clock) -> None:
        view = memoryview(data)
        while view:
            if clock.over:
                raise TimeoutError("deadline")
            link.settimeout(clock.left())
            view = view[link.send(view[:_CHUNK]) :]

    @staticmethod
    def _part(link: socket.socket) -> None:
        """A short job lies in the system's memory before the printer has read it: a reset in the middle shows here."""
        with contextlib.suppress(TimeoutError):
            link.settimeout(PARTING)
            link.recv(16)

    def _reply(self, link: socket.socket, clock: _Clock) -> bytes:
        reply, wait = b"", _Clock(clock.left(ANSWER))
        with contextlib.suppress(TimeoutError):
            link.settimeout(wait.left())
            link.sendall(ASK)
            while len(reply) < ANSWERS and not wait.over:
                link.settimeout(wait.left())
                piece = link.recv(16)
                if not piece:
                    raise ConnectionResetError("closed by the printer")
                reply += piece
        return reply


class FilePrinter:
    """A file that grows, a pipe, or a device file such as /dev/usb/lp0."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self.name = f"file:{path}"
        #: A device that was unplugged must not come back as a file that swallows everything.
        self._is_device = path.startswith("/dev/")

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Append the job; a device that does not take it in time leaves it UNKNOWN."""
        clock = _Clock(deadline)
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            self._is_device = self._is_device or (self._path.exists() and not self._path.is_file())
            flags |= 0 if self._is_device else os.O_CREAT
            handle = os.open(self._path, flags, 0o644)
        except OSError as fault:
            raise PrinterNotThere(printer=self.name) from fault
        taken = 0
        try:
            regular = stat.S_ISREG(os.fstat(handle).st_mode)
            while taken < len(data):
                if not regular and not select.select([], [handle], [], clock.left())[1]:
                    raise TimeoutError("deadline")
                with contextlib.suppress(BlockingIOError):
                    taken += os.write(handle, data[taken : taken + _CHUNK])
                if clock.over and taken < len(data):
                    raise TimeoutError("deadline")
            if regular:
                os.fsync(handle)
        except OSError as fault:
            if taken == 0:
                raise PrinterNotThere(printer=self.name) from fault
            return Delivery("UNKNOWN", note=f"broke off: {fault}")
        finally:
            os.close(handle)
        return Delivery("CONFIRMED" if regular else "SENT")

    def look(self) -> Condition:
        """Whether it is there; a device is not opened for that, for whoever reads it would see an end."""
        try:
            there = self._path.exists()
            self._is_device = self._is_device or (there and not self._path.is_file())
            reachable = there or (not self._is_device and self._path.parent.is_dir())
        except OSError as fault:
            raise PrinterNotThere(printer=self.name) from fault
        if not reachable:
            raise PrinterNotThere(printer=self.name)
        return "unknown" if self._is_device else "well"


class SerialPrinter:
    """A printer on a serial line: `COM3`, `/dev/ttyUSB0`, with another speed `COM3@19200`."""

    def __init__(self, where: str) -> None:
        port, _, speed = where.partition("@")
        self._port, self._speed = port, int(speed or 9600)
        self.name = f"serial:{where}"
        self._asked = Asked(self.name)

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Open the line, ask, send, ask again, close it."""
        clock = _Clock(deadline)
        with self._line(clock) as line:
            with self._gone():
                self._asked.before(lambda: self._reply(line))
            try:
                for at in range(0, len(data), _CHUNK):
                    line.write_timeout = clock.left()
                    line.write(data[at : at + _CHUNK])
                while line.out_waiting:
                    if clock.over:
                        return Delivery("UNKNOWN", note="deadline")
                    time.sleep(0.01)
                return self._asked.after(lambda: self._reply(line))
            except _line_faults() as fault:
                return Delivery("UNKNOWN", note=f"broke off: {fault}")

    def look(self) -> Condition:
        """Open the line and ask."""
        with self._line(_Clock(ANSWER)) as line, self._gone():
            return self._asked.look(lambda: self._reply(line))

    @contextlib.contextmanager
    def _line(self, clock: _Clock) -> Iterator[Any]:
        import serial

        with self._gone():
            line = serial.Serial(self._port, self._speed, timeout=ANSWER, write_timeout=clock.left())
        try:
            yield line
        finally:
            # A line that was pulled out cannot be closed in order any more.
            with contextlib.suppress(*_line_faults()):
                line.close()

    @contextlib.contextmanager
    def _gone(self) -> Iterator[None]:
        try:
            yield
        except _line_faults() as fault:
            raise PrinterNotThere(printer=self.name) from fault

    def _reply(self, line: Any) -> bytes:
        line.reset_input_buffer()
        line.write(ASK)
        return bytes(line.read(ANSWERS))


def _line_faults() -> tuple[type[Exception], ...]:
    """What a serial line raises when it is not there or was pulled out; serial.SerialException is an OSError."""
    if sys.platform == "win32":
        return (OSError, ValueError)
    import termios

    return (OSError, ValueError, termios.error)


class CupsPrinter:
    """A queue of the printing system, by the command `lp`; the bytes go through untouched."""

    def __init__(self, queue: str) -> None:
        if queue.startswith("-"):
            raise ValueError(queue)
        self._queue = queue
        self.name = f"cups:{queue}"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Put the job into the queue; what CUPS does with it then is CUPS's to tell. Raises PrinterStopped."""
        self.look()
        command = ["lp", "-d", self._queue, "-o", "raw", "-s"]
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=deadline, check=False)
        except subprocess.TimeoutExpired:
            return Delivery("UNKNOWN", note="deadline")
        except OSError as fault:
            raise PrinterNotThere(printer=self.name) from fault
        if done.returncode != 0:
            raise PrinterNotThere(printer=self.name)
        return Delivery("SENT")

    def look(self) -> Condition:
        """unknown: the printing system takes jobs for printers that are off too. PrinterStopped if it says that it
        has stopped the queue, where a job would lie until somebody finds it.

        Of what else it says nothing is believed: its alerts stay until the next job, which would wait for them.
        """
        command = ["lpstat", "-p", self._queue]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            told = subprocess.run(
                command, capture_output=True, timeout=KNOCK, check=False, env={**os.environ, "LC_ALL": "C"}
            )
            if b" disabled since " in told.stdout:
                raise PrinterStopped(printer=self.name)
        return "unknown"
