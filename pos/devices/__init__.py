"""What stands around the till. Each device is a Protocol; a string in `till.toml` picks what is really there.

A device that is not there is `absent`: it takes what it is given and does nothing, so nobody asks whether it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pos.settings import Settings

DEADLINE = 15.0
"""Seconds that one print job may take from beginning to end."""


class PrinterNotThere(Trouble):
    """The printer cannot be reached; not a byte of the job was sent."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} cannot be reached, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look whether it is on and connected; what waits is printed by itself then.")


class PrinterNotReady(Trouble):
    """The printer answers, but is out of paper or open; not a byte of the job was sent."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} has no paper or is open, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put in paper and close it; what waits is printed by itself then.")


class NotAPrinter(Trouble):
    """`printer` in till.toml names no printer."""

    sentence = QT_TRANSLATE_NOOP("Problem", "“{printer}” is not the name of a printer.")
    todo = QT_TRANSLATE_NOOP(
        "Problem",
        "In till.toml write printer = absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH or cups:NAME.",
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a job that was begun.

    SENT: all bytes were taken. CONFIRMED: and afterwards the printer said it is well. UNKNOWN: it broke off, or the
    printer fell silent; some of it may be on paper. `note` says in English what was seen.
    """

    state: Literal["SENT", "CONFIRMED", "UNKNOWN"]
    note: str = ""


class Printer(Protocol):
    """A receipt printer."""

    name: str

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Hand over one job within `deadline` seconds; PrinterNotThere or PrinterNotReady if nothing was sent."""


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of this till."""

    printer: Printer


def open_devices(settings: Settings) -> Devices:
    """The devices that `till.toml` names; nothing is connected before it is used. NotAPrinter for an unknown name."""
    return Devices(printer=open_printer(settings.printer))


def open_printer(name: str) -> Printer:
    """The printer that a string like `tcp:192.168.1.50:9100` names; NotAPrinter if it names none."""
    from pos.devices import printer_links as links
    from pos.devices.absent import AbsentPrinter

    kind, _, rest = name.strip().partition(":")
    makers: dict[str, Callable[[str], Printer]] = {
        "tcp": links.TcpPrinter,
        "usb": links.UsbPrinter,
        "serial": links.SerialPrinter,
        "file": links.FilePrinter,
        "cups": links.CupsPrinter,
        "win": links.WindowsPrinter,
    }
    if kind in ("absent", "") and not rest:
        return AbsentPrinter()
    if kind not in makers or not rest:
        raise NotAPrinter(printer=name)
    try:
        return makers[kind](rest)
    except ValueError:
        raise NotAPrinter(printer=name) from None
