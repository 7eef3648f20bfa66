"""The languages of counter scales, each as published by its maker: one frame of bytes is one `Weighing`, or nothing.

MT-SICS (Mettler Toledo, level 0): `SI` is answered by `S S` or `S D`, a value of ten places, the unit. NCI (Avery
Weigh-Tronix, standard SCP-01): `W` is answered by the display's own signs with their unit and two or more status bytes.
Neither has a check sum, so a frame counts only if it is whole to the byte; that one digit was mistaken for another is
found by `Steady`, which believes what was said twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from pos.core.weighing import EMPTY, Weighing

LONGEST_FRAME = 64
"""More bytes without an end are noise."""


class Language(Struct, frozen=True):
    """How a scale is spoken to: what asks for the weight, what ends its answers, and how one is read."""

    name: str
    ask: bytes
    tare: bytes
    zero: bytes
    end: bytes
    read: Callable[[bytes], Weighing | None]


_SICS = re.compile(rb"S ([SD]) ([ ]*-?\d{1,7}(?:\.\d{1,4})?) (g|kg) {0,4}\r\n")
_SICS_STATES = {b"S +\r\n": "OVER", b"S -\r\n": "UNDER", b"S I\r\n": "MOVING"}
_NCI = re.compile(
    rb"\n(?:(?P<weight> *-? *\d{1,6}(?:\.\d{1,4})?|\^{4,8}|_{4,8}|-{4,8}) *(?P<unit>kg|KG|g|G) ?\r\n)?"
    rb"S?(?P<status>[0-?][0-?p-\x7f][0-?p-\x7f]{0,2})\r\x03",
    re.DOTALL,
)


def mt_sics(frame: bytes) -> Weighing | None:
    """An answer of MT-SICS to `SI`; None if it is none, or not whole."""
    state = _SICS_STATES.get(frame)
    if state is not None:
        return Weighing(0, state)  # type: ignore[arg-type]  # one of three words of Rest
    found = _SICS.fullmatch(frame)
    if found is None or len(found[2]) != 10:
        # The value takes ten places: with one digit lost on the way it takes nine.
        return None
    return _weighing(found[2], found[3], "STABLE" if found[1] == b"S" else "MOVING")


def nci(frame: bytes) -> Weighing | None:
    """An answer of NCI to `W`, or to `S`; None if it is none, or not whole."""
    found = _NCI.fullmatch(frame)
    if found is None:
        return None
    first, *more = found["status"]
    # Bit 6 says that one more status byte follows: set in all but the last, never in the first.
    if more[-1] & 0x40 or any(not byte & 0x40 for byte in more[:-1]):
        return None
    if first & 0x0C or more[0] & 0x0C:
        return Weighing(0, "DEFECT")
    if more[0] & 0x02:
        return Weighing(0, "OVER")
    if more[0] & 0x01:
        return Weighing(0, "UNDER")
    weight = found["weight"]
    if weight is None:
        return Weighing(0, "MOVING" if first & 0x01 else "STABLE") if first & 0x03 else None
    if weight[:1] in (b"^", b"_"):
        return Weighing(0, "OVER" if weight[:1] == b"^" else "UNDER")
    if weight.strip(b"- ") == b"":
        return Weighing(0, "DEFECT")
    net = len(more) > 1 and bool(more[1] & 0x04)
    read = _weighing(weight.replace(b" ", b""), found["unit"].lower(), "MOVING" if first & 0x01 else "STABLE")
    return None if read is None else replace(read, net=net)


def _weighing(value: bytes, unit: bytes, rest: str) -> Weighing | None:
    whole, _, part = value.strip().partition(b".")
    negative, digits = whole.startswith(b"-"), whole.lstrip(b"-")
    # What is finer than a gram is left off: the customer never pays for what the scale did not wholly say.
    grams = int(digits) if unit == b"g" else int(digits) * 1000 + int((part + b"000")[:3])
    return Weighing(-grams if negative else grams, rest)  # type: ignore[arg-type]  # STABLE or MOVING


LANGUAGES = {
    "mt-sics": Language("mt-sics", b"SI\r\n", b"T\r\n", b"Z\r\n", b"\r\n", mt_sics),
    "nci": Language("nci", b"W\r", b"T\r", b"Z\r", b"\x03", nci),
}


class Frames:
    """Cuts a stream of bytes into frames; what never ends is thrown away."""

    def __init__(self, end: bytes) -> None:
        self._end, self._kept = end, b""

    def take(self, data: bytes) -> list[bytes]:
        """Every frame that is complete now, with its end."""
        *whole, self._kept = (self._kept + data).split(self._end)
        if len(self._kept) > LONGEST_FRAME:
            self._kept = b""
        return [one + self._end for one in whole if len(one) <= LONGEST_FRAME]


class Steady:
    """What a scale said, one frame after the other: at rest is only what was said twice; each load has its number."""

    def __init__(self) -> None:
        self._before: Weighing | None = None
        self._load, self._empty = 0, True

    def take(self, weighing: Weighing) -> Weighing:
        """The same weighing, with its load, and MOVING unless the frame before it said the same."""
        twice, self._before = weighing == self._before, weighing
        if weighing.rest in ("STABLE", "MOVING") and weighing.grams > EMPTY:
            self._load += self._empty
            self._empty = False
        elif weighing.rest == "STABLE" and twice:
            self._empty = True
        rest = "MOVING" if weighing.rest == "STABLE" and not twice else weighing.rest
        return replace(weighing, rest=rest, load=self._load)
