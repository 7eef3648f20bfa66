"""What a printer says about itself (DLE EOT), and what a silence means: nothing, unless it used to answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pos.devices import (
    Condition,
    Delivery,
    PrinterFault,
    PrinterNotReady,
    PrinterNotThere,
    PrinterOffline,
    PrinterOpen,
    PrinterOutOfPaper,
)

ASK = b"\x10\x04\x02\x10\x04\x04\x10\x04\x01"
"""DLE EOT 2: cover and other faults; DLE EOT 4: paper; DLE EOT 1: offline. One byte comes back for each."""
ANSWERS = 3
"""So many bytes are a whole reply; who leaves out the last is understood all the same."""
_OPEN, _STOPPED, _FAULT = 0x04, 0x20, 0x40
_RUNS_OUT, _OUT = 0x0C, 0x60
_OFFLINE = 0x08


class Answer(NamedTuple):
    """What stands in the way of a job, and whether the paper is near its end."""

    hindrance: type[PrinterNotReady] | None
    low: bool


def understood(reply: bytes) -> Answer | None:
    """The bytes of a reply to ASK; None if it is no proper one."""
    if len(reply) < 2 or any((byte & 0x93) != 0x12 for byte in reply[:ANSWERS]):
        return None
    cover, paper = reply[0], reply[1]
    hindrance: type[PrinterNotReady] | None = None
    if paper & _OUT or cover & _STOPPED:
        hindrance = PrinterOutOfPaper
    elif cover & _OPEN:
        hindrance = PrinterOpen
    elif cover & _FAULT:
        hindrance = PrinterFault
    elif any(byte & _OFFLINE for byte in reply[2:ANSWERS]):
        hindrance = PrinterOffline
    return Answer(hindrance, bool(paper & _RUNS_OUT))


class Asked:
    """What is known about one printer's answers: some never give one, and that is no fault."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._answers: bool | None = None

    def before(self, reply: Callable[[], bytes]) -> None:
        """Nothing was sent yet: PrinterNotReady if it cannot print, PrinterNotThere if it used to answer and is silent.

        One that has never answered is not asked again before every job.
        """
        if self._answers is not False:
            self.look(reply)

    def look(self, reply: Callable[[], bytes]) -> Condition:
        """How it is; raises as `before` does."""
        answer = understood(reply())
        if answer is None:
            if self._answers:
                raise PrinterNotThere(printer=self._name)
            self._answers = False
            return "unknown"
        self._answers = True
        if answer.hindrance is not None:
            raise answer.hindrance(printer=self._name)
        return "low" if answer.low else "well"

    def after(self, reply: Callable[[], bytes]) -> Delivery:
        """All was sent: how it is now. Who never answers has taken it, and nobody knows more."""
        if not self._answers:
            return Delivery("SENT")
        answer = understood(reply())
        if answer is None:
            return Delivery("UNKNOWN", note="fell silent")
        if answer.hindrance is not None:
            return Delivery("UNKNOWN", note=answer.hindrance.__name__)
        return Delivery("CONFIRMED", low=answer.low)
