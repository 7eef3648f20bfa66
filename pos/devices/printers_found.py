"""The printers this computer can tell of: queues of CUPS and Windows, serial lines, printers on USB.

Network printers are not looked for: nobody may knock at every door of a shop's network.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct

Kind = Literal["cups", "win", "serial", "usb"]
PRINTER_CLASS = 7
"""What USB calls a printer."""
SECONDS = 5.0
"""As long as the printing system may take to list its queues."""


class Candidate(Struct, frozen=True):
    """A printer that could be chosen: `name` as it stands in till.toml, `label` for people."""

    name: str
    label: str
    kind: Kind


def printers_found() -> list[Candidate]:
    """Everything that could be a receipt printer here; what cannot be asked for is left out. Takes up to SECONDS."""
    return [found for look in _WAYS for found in look()]


def _cups() -> Iterator[Candidate]:
    if sys.platform == "win32":
        return
    try:
        # -e: one queue a line, its name alone; -a of older ones begins each line with it.
        asked = (["lpstat", "-e"], ["lpstat", "-a"])
        for command in asked:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
            if done.returncode == 0:
                for line in done.stdout.splitlines():
                    queue = line.split(" ")[0].strip()
                    if queue:
                        yield Candidate(f"cups:{queue}", queue, "cups")
                return
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return


def _windows() -> list[Candidate]:
    if sys.platform == "win32":
        import win32print

        local_and_connected = 2 | 4
        with contextlib.suppress(OSError, win32print.error):
            found = win32print.EnumPrinters(local_and_connected)
            return [Candidate(f"win:{name}", name, "win") for _, _, name, _ in found]
    return []


def _serial() -> Iterator[Candidate]:
    from serial.tools import list_ports

    with contextlib.suppress(OSError):
        for port in sorted(list_ports.comports(), key=lambda port: str(port.device)):
            told = "" if port.description in (None, "", "n/a") else str(port.description)
            yield Candidate(f"serial:{port.device}", f"{port.device} {told}".strip(), "serial")


def _usb() -> Iterator[Candidate]:
    import usb.core
    import usb.util

    # No libusb, or nobody may look: then nothing is found on USB.
    with contextlib.suppress(usb.core.NoBackendError, OSError, ValueError):
        for device in usb.core.find(find_all=True) or ():
            if any(face.bInterfaceClass == PRINTER_CLASS for setup in device for face in setup):
                name = ""
                with contextlib.suppress(OSError, ValueError):
                    name = usb.util.get_string(device, device.iProduct) or ""
                where = f"{device.idVendor:04x}:{device.idProduct:04x}"
                yield Candidate(f"usb:{where}", f"{name} {where}".strip(), "usb")


_WAYS: tuple[Callable[[], Iterable[Candidate]], ...] = (_cups, _windows, _usb, _serial)
