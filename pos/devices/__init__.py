"""What stands around the till. Each device is a Protocol; a string in `till.toml` picks what is really there.

A device that is not there is `absent`: it takes what it is given and does nothing, so nobody asks whether it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pos.core.weighing import Weighing
    from pos.settings import Settings

SERIAL = "serial:"
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


class PrinterOutOfPaper(PrinterNotReady):
    """It has no paper."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} has no paper, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put in a roll and close it; what waits is printed by itself then.")


class PrinterOpen(PrinterNotReady):
    """Its cover is open."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} is open, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Close its cover; what waits is printed by itself then.")


class PrinterFault(PrinterNotReady):
    """It says that something is wrong with it: its cutter, its head."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} reports a fault, nothing was printed.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Switch it off, look for jammed paper, switch it on; what waits is printed by itself then."
    )


class PrinterOffline(PrinterNotReady):
    """Somebody switched it offline, or its button is held."""

    sentence = QT_TRANSLATE_NOOP("Problem", "The printer {printer} is switched offline, nothing was printed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Press the button on it; what waits is printed by itself then.")


class PrinterStopped(PrinterNotReady):
    """The printing system of this computer has stopped its queue; a job would lie there unseen."""

    sentence = QT_TRANSLATE_NOOP("Problem", "This computer has stopped the printer {printer}, nothing was printed.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Let it go on in the system's printer settings; what waits is printed by itself then."
    )


class NotAPrinter(Trouble):
    """`printer` in till.toml names no printer."""

    sentence = QT_TRANSLATE_NOOP("Problem", "“{printer}” is not the name of a printer.")
    todo = QT_TRANSLATE_NOOP(
        "Problem",
        "In till.toml write printer = absent, tcp:HOST:PORT, usb:VID:PID, serial:PORT, file:PATH or cups:NAME.",
    )


class Delivery(Struct, frozen=True):
    """What became of a job that was begun.

    SENT: all bytes were taken. CONFIRMED: and afterwards the printer said it is well. UNKNOWN: it broke off, or the
    printer fell silent; some of it may be on paper. `note` says in English what was seen.
    """

    state: Literal["SENT", "CONFIRMED", "UNKNOWN"]
    note: str = ""
    low: bool = False
    """The printer said that its paper runs out."""


Condition = Literal["well", "low", "unknown"]
"""How a printer is that can be reached: it says it is well, its paper runs out, or it says nothing."""


class Printer(Protocol):
    """A receipt printer."""

    name: str

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Hand over one job within `deadline` seconds; PrinterNotThere or PrinterNotReady if nothing was sent."""

    def look(self) -> Condition:
        """How it is, within a few seconds; PrinterNotThere or PrinterNotReady if it could not print now."""


class DeviceState(Struct, frozen=True):
    """How a device is, for its chip. `unknown` is a device that never answers: it may be well, nobody can say."""

    state: Literal["absent", "ok", "unknown", "trouble"] = "absent"
    words: str = ""


class Device(Protocol):
    """Anything on a line of its own. No call ever waits for the device."""

    name: str

    @property
    def state(self) -> DeviceState:
        """How it was when it was last heard of."""

    def close(self) -> None:
        """Let go of it."""


class Scale(Device, Protocol):
    """A counter scale that is read all the time."""

    def weighing(self) -> Weighing | None:
        """What it says now; None if it has been silent."""

    def press(self, key: Literal["tare", "zero"]) -> None:
        """Press a key of the scale itself."""


class Display(Device, Protocol):
    """Two lines for the customer."""

    def show(self, upper: str, lower: str) -> None:
        """Show them, as soon as it can."""


class Drawer(Device, Protocol):
    """The cash drawer, where it does not hang on the printer."""

    def open(self) -> None:
        """Open it now; a pulse that cannot go out at once is dropped."""


def _no_printer() -> Printer:
    from pos.devices.absent import AbsentPrinter

    return AbsentPrinter()


def _no_scale() -> Scale:
    from pos.devices.absent import AbsentScale

    return AbsentScale()


def _no_display() -> Display:
    from pos.devices.absent import AbsentDisplay

    return AbsentDisplay()


def _no_drawer() -> Drawer:
    from pos.devices.absent import AbsentDrawer

    return AbsentDrawer()


class Devices(Struct, frozen=True):
    """The devices of this till."""

    printer: Printer = field(default_factory=_no_printer)
    scale: Scale = field(default_factory=_no_scale)
    display: Display = field(default_factory=_no_display)
    drawer: Drawer = field(default_factory=_no_drawer)

    def for_training(self) -> Devices:
        """The same in training: its scale may be used; customers are shown nothing, and the drawer stays shut."""
        return replace(self, display=_no_display(), drawer=_no_drawer())

    def close(self) -> None:
        """Let go of all that is kept open."""
        for device in (self.scale, self.display, self.drawer):
            device.close()


def open_devices(settings: Settings) -> Devices:
    """The devices that `till.toml` names; nothing is connected before it is used. NotAPrinter for an unknown name."""
    return replace(open_others(settings), printer=open_printer(settings.printer))


def open_others(settings: Settings) -> Devices:
    """Scale, display and drawer of `till.toml`, without a printer; nothing is connected before it is used."""
    scale, display, drawer = _no_scale(), _no_display(), _no_drawer()
    if settings.scale.port.startswith(SERIAL):
        from pos.devices.scale import SerialScale

        setup = settings.scale
        scale = SerialScale(setup.port, setup.protocol, speed=setup.speed, mode=setup.mode)
    if settings.display.pole.startswith(SERIAL):
        from pos.devices.pole import SerialPole

        display = SerialPole(settings.display.pole, settings.display.columns, settings.display.encoding)
    if settings.drawer.port.startswith(SERIAL) and not settings.training:
        from pos.devices.drawer import SerialDrawer

        drawer = SerialDrawer(settings.drawer.port, settings.drawer.pulse_bytes)
    return Devices(scale=scale, display=display, drawer=drawer)


def open_printer(name: str) -> Printer:
    """The printer that a string like `tcp:192.168.1.50:9100` names; NotAPrinter if it names none."""
    from pos.devices import printer_library as library
    from pos.devices import printer_links as links
    from pos.devices.absent import AbsentPrinter

    kind, _, rest = name.strip().partition(":")
    makers: dict[str, Callable[[str], Printer]] = {
        "tcp": links.TcpPrinter,
        "usb": library.UsbPrinter,
        "serial": links.SerialPrinter,
        "file": links.FilePrinter,
        "cups": links.CupsPrinter,
        "win": library.WindowsPrinter,
    }
    if kind in ("absent", "") and not rest:
        return AbsentPrinter()
    if kind not in makers or not rest:
        raise NotAPrinter(printer=name)
    try:
        return makers[kind](rest)
    except ValueError:
        raise NotAPrinter(printer=name) from None
