"""Bytes of a print job back to what they put on paper: for the preview, which so shows what the printer gets.

It knows the commands of `escpos.py` and `raster.py` and no others; any other byte is a ValueError, for then one of the
three is wrong.
"""

from __future__ import annotations

from msgspec import Struct

from pos.core.paper import Align, Line, Size


class Dots(Struct, frozen=True):
    """A picture: rows of `width` dots, the highest bit leftmost, 1 is black."""

    width: int
    height: int
    data: bytes
    align: Align = "left"


class Code(Struct, frozen=True):
    """A QR code that the printer draws itself, and the dots of one of its modules."""

    data: str
    module: int
    align: Align = "left"


class Gap(Struct, frozen=True):
    """Empty lines."""

    lines: int


class Done(Struct, frozen=True):
    """The paper is cut here, or the drawer opens."""

    what: str


Printed = Line | Dots | Code | Gap | Done
_ALIGNS: tuple[Align, ...] = ("left", "center", "right")
_SIZES: dict[int, Size] = {0x00: "normal", 0x01: "tall", 0x11: "double"}


def printed(job: bytes, encoding: str) -> tuple[Printed, ...]:
    """What a job of ours puts on paper, from above; `encoding` is the one it was made in."""
    return _Reader(job, encoding).items()


class _Reader:
    def __init__(self, job: bytes, encoding: str) -> None:
        self._job, self._at = job, 0
        self._encoding = "gb18030" if encoding == "raster" else encoding
        self._align: Align = "left"
        self._bold = False
        self._size: Size = "normal"
        self._line = bytearray()
        self._code: dict[int, bytes] = {}
        self._items: list[Printed] = []

    def items(self) -> tuple[Printed, ...]:
        while self._at < len(self._job):
            byte = self._job[self._at]
            if byte in (0x1B, 0x1C, 0x1D):
                self._command(self._take(2))
            elif byte == 0x0A:
                self._take(1)
                self._end_line()
            elif byte < 0x20:
                raise ValueError(f"{byte:#x} at {self._at}")
            else:
                self._line += self._take(1)
        return tuple(self._items)

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._job[self._at - count : self._at]

    def _end_line(self) -> None:
        text = self._line.decode(self._encoding)
        self._items.append(Line(text, self._align, self._bold, self._size))
        self._line.clear()

    def _command(self, code: bytes) -> None:
        match code:
            case b"\x1b@":
                self._align, self._bold, self._size = "left", False, "normal"
            case b"\x1c&":
                pass
            case b"\x1cS":
                self._take(2)
            case b"\x1c!":
                # The same size again, for Chinese letters.
                self._take(1)
            case b"\x1ba":
                self._align = _ALIGNS[self._take(1)[0]]
            case b"\x1bE":
                self._bold = self._take(1) == b"\x01"
            case b"\x1d!":
                self._size = _SIZES[self._take(1)[0]]
            case b"\x1bd":
                self._items.append(Gap(self._take(1)[0]))
            case b"\x1dV":
                self._take(2)
                self._items.append(Done("cut"))
            case b"\x1bp":
                self._take(3)
                self._items.append(Done("drawer"))
            case b"\x1d(":
                self._take(1)
                self._function(self._take(int.from_bytes(self._take(2), "little")))
            case b"\x1dv":
                self._picture()
            case _:
                raise ValueError(f"{code.hex()} at {self._at - 2}")

    def _function(self, body: bytes) -> None:
        self._code[body[1]] = body[2:]
        if body[1] == 0x51:
            self._items.append(Code(self._code[0x50][1:].decode("utf-8"), self._code[0x43][0], self._align))

    def _picture(self) -> None:
        self._take(2)
        step, height = (int.from_bytes(self._take(2), "little") for _ in range(2))
        data, above = self._take(step * height), self._items[-1] if self._items else None
        if isinstance(above, Dots) and (above.width, above.align) == (step * 8, self._align):
            # Bands of one picture follow one another without a gap.
            self._items[-1] = Dots(above.width, above.height + height, above.data + data, above.align)
        else:
            self._items.append(Dots(step * 8, height, data, self._align))
