"""The ways to a printer that go through python-escpos: USB, and the Windows spooler.

The rule is that of `printer_links`: a fault before the first byte is a Trouble, after it the job is UNKNOWN.
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

from pos.core.problems import Trouble
from pos.devices import DEADLINE, Condition, Delivery, PrinterNotThere, PrinterStopped
from pos.devices.printer_answers import ANSWERS, ASK, Asked

ANSWER = 1.0
"""Seconds to wait for a printer's answer about itself."""
#: What "nothing came in time" is called by the systems' USB layers.
_SILENCE = (errno.ETIMEDOUT, 10060, 60)


class UsbPrinter:
    """A printer on USB, `VID:PID` in hexadecimal."""

    def __init__(self, where: str) -> None:
        vendor, _, product = where.partition(":")
        self._vendor, self._product = int(vendor, 16), int(product, 16)
        self.name = f"usb:{where}"
        self._asked = Asked(self.name)

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Open, ask, send, ask again, close; unplugged meanwhile it is found again at the next job."""
        return by_library(self.name, lambda: self._connect(deadline), data, deadline, self._asked)

    def look(self) -> Condition:
        """Open it and ask."""
        found: list[Condition] = []

        def ask(printer: Any) -> None:
            found.append(self._asked.look(lambda: usb_reply(printer)))

        _done_in_time(self.name, lambda: self._connect(ANSWER), ask, 3 * ANSWER)
        return found[0]

    def _connect(self, seconds: float) -> Any:
        with escpos_imported():
            from escpos.printer import Usb

        return Usb(self._vendor, self._product, timeout=int(seconds * 1000))


#: PRINTER_STATUS_PAUSED; what drivers say of paper and covers is seldom true and would hold jobs for ever.
_PAUSED = 0x1


class WindowsPrinter:
    """A printer of the Windows spooler, by its name there; the maker's driver stays."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self.name = f"win:{queue}"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Hand the job to the spooler untouched; PrinterStopped if somebody paused the printer there."""
        self.look()

        def connect() -> Any:
            with escpos_imported():
                from escpos.printer import Win32Raw

            return Win32Raw(self._queue)

        return by_library(self.name, connect, data, deadline)

    def look(self) -> Condition:
        """unknown: the spooler takes jobs for printers that are off too. PrinterStopped if somebody paused it there."""
        if sys.platform == "win32":
            import win32print

            with contextlib.suppress(OSError, win32print.error):
                handle = win32print.OpenPrinter(self._queue)
                try:
                    status = win32print.GetPrinter(handle, 2)["Status"]
                finally:
                    win32print.ClosePrinter(handle)
                if status & _PAUSED:
                    raise PrinterStopped(printer=self.name)
        return "unknown"


@contextlib.contextmanager
def escpos_imported() -> Iterator[None]:
    """Import python-escpos inside: its pickle goes where nobody else can write, its words not to standard output."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", folder)
        yield


def usb_reply(printer: Any) -> bytes:
    """What a printer on USB answers when it is asked how it is; nothing if it is silent."""
    printer._raw(ASK)
    reply = b""
    try:
        while len(reply) < ANSWERS:
            reply += bytes(printer.device.read(printer.in_ep, 16, int(ANSWER * 1000)))
    except OSError as fault:
        if fault.errno not in _SILENCE:
            raise
    return reply


def by_library(
    name: str, connect: Callable[[], Any], data: bytes, deadline: float, asked: Asked | None = None
) -> Delivery:
    """Send through python-escpos; `asked` if the printer is to be asked too, before and after."""
    begun = threading.Event()
    done: list[Delivery] = []

    def work(printer: Any) -> None:
        if asked is not None:
            asked.before(lambda: usb_reply(printer))
        begun.set()
        printer._raw(data)
        done.append(asked.after(lambda: usb_reply(printer)) if asked is not None else Delivery("SENT"))

    try:
        _done_in_time(name, connect, work, deadline)
    except PrinterNotThere as fault:
        if not begun.is_set():
            raise
        return Delivery("UNKNOWN", note=f"broke off: {fault.__cause__ or 'deadline'}")
    return done[0]


def _done_in_time(name: str, connect: Callable[[], Any], work: Callable[[Any], None], deadline: float) -> None:
    """Open, `work`, close, in a thread of its own, for the library's calls know no deadline for a whole job.

    PrinterNotThere, with what was seen as its cause, if that does not come to its end. A thread that hangs in the
    system is left behind, and does not keep the till from being switched off.
    """
    expected: tuple[type[Exception], ...] = (Trouble, *_library_faults())
    outcome = queue.SimpleQueue[BaseException | None]()
    bug = RuntimeError("a fault of the program, see the log")

    def run() -> None:
        ended: BaseException | None = bug
        try:
            printer = connect()
            printer.open()
            try:
                work(printer)
            finally:
                printer.close()
            ended = None
        except expected as fault:
            ended = fault
        finally:
            outcome.put(ended)

    threading.Thread(target=run, name="printer", daemon=True).start()
    try:
        ended = outcome.get(timeout=deadline)
    except queue.Empty:
        raise PrinterNotThere(printer=name) from None
    if isinstance(ended, Trouble):
        raise ended
    if ended is not None:
        raise PrinterNotThere(printer=name) from ended


def _library_faults() -> tuple[type[Exception], ...]:
    """What python-escpos and what lies under it raise when a device is not there or goes away."""
    with escpos_imported():
        from escpos.exceptions import Error
    # RuntimeError: a library is missing; ValueError: no libusb. USBError and a passed deadline are OSErrors.
    faults: tuple[type[Exception], ...] = (Error, OSError, RuntimeError, ValueError)
    if sys.platform == "win32":
        import pywintypes

        faults = (*faults, pywintypes.error)
    return faults
