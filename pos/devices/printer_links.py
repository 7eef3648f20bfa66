"""The ways to a printer: network, USB, serial line, file, CUPS, the Windows spooler.

One rule for all: before the first byte a fault is a Trouble (nothing was printed, the job waits); after it a fault is
a `Delivery("UNKNOWN")`, for paper may have come out. Every call ends within its deadline. Network, serial line and
file ask the printer how it is; one that has never answered is not asked again.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pos.devices import DEADLINE, Delivery, PrinterNotReady, PrinterNotThere

CONNECT = 3.0
"""Seconds to wait for a network printer to pick up."""
ANSWER = 1.0
"""Seconds to wait for a printer's answer about itself."""
_CHUNK = 4096
_ASK = b"\x10\x04\x02\x10\x04\x04"  # DLE EOT 2: cover and other faults; DLE EOT 4: paper


class _Clock:
    """What is left of a deadline."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float = 3600.0) -> float:
        return max(0.001, min(most, self._end - time.monotonic()))

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._end


class _Asked:
    """What is known about a printer's answers: some never give one, and that is no fault."""

    def __init__(self) -> None:
        self._answers: bool | None = None

    def before(self, reply: Callable[[], bytes], name: str) -> None:
        """Nothing was sent yet: PrinterNotReady without paper, PrinterNotThere if it used to answer and is silent."""
        if self._answers is False:
            return
        ready = self._judge(reply())
        if ready is None and self._answers:
            raise PrinterNotThere(printer=name)
        if ready is False:
            raise PrinterNotReady(printer=name)
        self._answers = ready is not None

    def after(self, reply: Callable[[], bytes]) -> Delivery:
        """All was sent: how it is now."""
        if not self._answers:
            return Delivery("SENT")
        ready = self._judge(reply())
        if ready:
            return Delivery("CONFIRMED")
        return Delivery("UNKNOWN", note="fell silent" if ready is None else "no paper or open")

    @staticmethod
    def _judge(reply: bytes) -> bool | None:
        """True: ready. False: no paper or open. None: no proper answer."""
        if len(reply) < 2 or any((byte & 0x93) != 0x12 for byte in reply[:2]):
            return None
        return not (reply[0] & 0x64 or reply[1] & 0x60)


class TcpPrinter:
    """A printer on the network, `HOST:PORT` (9100 if there is no port)."""

    def __init__(self, where: str) -> None:
        host, _, port = where.rpartition(":") if ":" in where else (where, "", "9100")
        self._host, self._port = host.strip("[]"), int(port)
        if not self._host or not 0 < self._port < 65536:
            raise ValueError(where)
        self.name = f"tcp:{where}"
        self._asked = _Asked()

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Connect, ask, send, ask again; the connection is closed afterwards."""
        clock = _Clock(deadline)
        try:
            link = socket.create_connection((self._host, self._port), timeout=clock.left(CONNECT))
        except OSError as fault:
            raise PrinterNotThere(printer=self.name) from fault
        with link:
            self._before(link, clock)
            try:
                self._hand_over(link, data, clock)
                return self._asked.after(lambda: self._reply(link, clock))
            except OSError as fault:
                return Delivery("UNKNOWN", note=f"broke off: {fault}")

    def _before(self, link: socket.socket, clock: _Clock) -> None:
        try:
            self._asked.before(lambda: self._reply(link, clock), self.name)
        except OSError as fault:
            raise PrinterNotThere(printer=self.name) from fault

    def _hand_over(self, link: socket.socket, data: bytes, clock: _Clock) -> None:
        view = memoryview(data)
        while view:
            if clock.over:
                raise TimeoutError("deadline")
            link.settimeout(clock.left())
            view = view[link.send(view[:_CHUNK]) :]

    def _reply(self, link: socket.socket, clock: _Clock) -> bytes:
        reply, wait = b"", _Clock(clock.left(ANSWER))
        with contextlib.suppress(TimeoutError):
            link.settimeout(wait.left())
            link.sendall(_ASK)
            while len(reply) < 2 and not wait.over:
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

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Append the job; a device that does not take it in time leaves it UNKNOWN."""
        clock = _Clock(deadline)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
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


class SerialPrinter:
    """A printer on a serial line: `COM3`, `/dev/ttyUSB0`, with another speed `COM3@19200`."""

    def __init__(self, where: str) -> None:
        port, _, speed = where.partition("@")
        self._port, self._speed = port, int(speed or 9600)
        self.name = f"serial:{where}"
        self._asked = _Asked()

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Open the line, ask, send, ask again, close it."""
        import serial

        clock = _Clock(deadline)
        try:
            line = serial.Serial(self._port, self._speed, timeout=ANSWER, write_timeout=clock.left())
        except (serial.SerialException, ValueError) as fault:
            raise PrinterNotThere(printer=self.name) from fault
        with contextlib.closing(line):
            try:
                self._asked.before(lambda: self._reply(line), self.name)
            except OSError as fault:
                raise PrinterNotThere(printer=self.name) from fault
            try:
                for at in range(0, len(data), _CHUNK):
                    line.write_timeout = clock.left()
                    line.write(data[at : at + _CHUNK])
                while line.out_waiting:
                    if clock.over:
                        return Delivery("UNKNOWN", note="deadline")
                    time.sleep(0.01)
                return self._asked.after(lambda: self._reply(line))
            except OSError as fault:  # serial.SerialException is one
                return Delivery("UNKNOWN", note=f"broke off: {fault}")

    def _reply(self, line: Any) -> bytes:
        line.reset_input_buffer()
        line.write(_ASK)
        return bytes(line.read(2))


class CupsPrinter:
    """A queue of the printing system, by the command `lp`; the bytes go through untouched."""

    def __init__(self, queue: str) -> None:
        if queue.startswith("-"):
            raise ValueError(queue)
        self._queue = queue
        self.name = f"cups:{queue}"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Put the job into the queue; what CUPS does with it then is CUPS's to tell."""
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


class UsbPrinter:
    """A printer on USB, `VID:PID` in hexadecimal."""

    def __init__(self, where: str) -> None:
        vendor, _, product = where.partition(":")
        self._vendor, self._product = int(vendor, 16), int(product, 16)
        self.name = f"usb:{where}"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Open, send, close."""

        def connect() -> Any:
            with _escpos():
                from escpos.printer import Usb

            return Usb(self._vendor, self._product, timeout=int(deadline * 1000))

        return _by_library(self.name, connect, data, deadline)


class WindowsPrinter:
    """A printer of the Windows spooler, by its name there; the maker's driver stays."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self.name = f"win:{queue}"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Hand the job to the spooler untouched."""

        def connect() -> Any:
            with _escpos():
                from escpos.printer import Win32Raw

            return Win32Raw(self._queue)

        return _by_library(self.name, connect, data, deadline)


@contextlib.contextmanager
def _escpos() -> Iterator[None]:
    """Import python-escpos inside: its pickle goes where nobody else can write, its words not to standard output."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", folder)
        yield


def _by_library(name: str, connect: Callable[[], Any], data: bytes, deadline: float) -> Delivery:
    """Send through python-escpos in a thread of its own, for its calls know no deadline for a whole job."""
    begun = threading.Event()

    def work() -> None:
        printer = connect()
        printer.open()
        begun.set()
        printer._raw(data)
        printer.close()

    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer")
    try:
        pool.submit(work).result(timeout=deadline)
    except _library_faults() as fault:
        if not begun.is_set():
            raise PrinterNotThere(printer=name) from fault
        return Delivery("UNKNOWN", note=f"broke off: {fault}")
    finally:
        pool.shutdown(wait=False)
    return Delivery("SENT")


def _library_faults() -> tuple[type[Exception], ...]:
    """What python-escpos and what lies under it raise when a device is not there or goes away."""
    with _escpos():
        from escpos.exceptions import Error
    # RuntimeError: a library is missing; ValueError: no libusb. USBError and a passed deadline are OSErrors.
    faults: tuple[type[Exception], ...] = (Error, OSError, RuntimeError, ValueError)
    if sys.platform == "win32":
        import pywintypes

        faults = (*faults, pywintypes.error)
    return faults
