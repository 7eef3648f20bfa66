"""Blocks to ESC/POS bytes: Chinese text in GB18030, sizes, QR code, mark, cut, drawer.

The bytes are made here and not by a library: what these printers need for Chinese (`FS &`, the size by `GS !` and
`FS !`, the QR code in the middle) no released library sends. Text passes `printable` and nothing else may reach the
printer, so that a product's name can neither open the drawer nor forge a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pos.core.paper import (
    DRAWN,
    Block,
    Cut,
    Drawer,
    Feed,
    Line,
    Mark,
    Qr,
    Row,
    Rule,
    Size,
    Text,
    lines_of,
    printable,
)
from pos.core.wording import translate
from pos.settings.printer import Printing

Encoding = Literal["gb18030", "gbk", "utf-8", "raster"]
"""`raster`: not text, but a picture of it."""

RESET = b"\x1b@"
_CHINESE = b"\x1c&\x1cS\x00\x00"
_ALIGN = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
_BOLD = {False: b"\x1bE\x00", True: b"\x1bE\x01"}
# Latin letters obey GS !, Chinese characters FS ! on many printers: always both.
_SIZE: dict[Size, bytes] = {
    "normal": b"\x1d!\x00\x1c!\x00",
    "tall": b"\x1d!\x01\x1c!\x08",
    "double": b"\x1d!\x11\x1c!\x0c",
}
_CUT = b"\x1dVB\x00"
#: Without a cutter: so many lines bring the last printed one past the edge that the paper is torn at.
_TO_TEAR = 4


def encode(
    blocks: Iterable[Block], *, columns: int, encoding: Encoding = "gb18030", printing: Printing | None = None
) -> bytes:
    """One print job, from the printer's reset to the last block, for paper of `columns`; `printing`: what it can do."""
    printing = printing or Printing()
    if encoding == "raster":
        from pos.devices import raster as pictures

        return pictures.encode(blocks, columns=columns, printing=printing)
    job = _Job(columns, encoding, printing)
    for block in blocks:
        job.add(block)
    return bytes(job.out)


def printer_test_blocks(columns: int) -> list[Block]:
    """What `pos printer test` prints: ruler, Chinese, sizes, QR code, cut, drawer."""
    ruler = "".join(f"....:....{ten % 10}" for ten in range(1, columns // 10 + 2))[:columns]
    return [
        Text(translate("PrinterTest", "Printer test"), align="center", bold=True, size="double"),
        Text(translate("PrinterTest", "{columns} columns").format(columns=columns), align="center"),
        Rule(double=True),
        Text(ruler),
        Text("一二三四五六七八九十" * (columns // 20) + "一二三四五六七八九十"[: columns % 20 // 2]),
        Rule(),
        Text(translate("PrinterTest", "Both edges must be straight and no line broken."), bold=True),
        Row("察右前旗 正镶白旗 和田市", "12.80"),
        Row("￥1,234.50 ，。：“”—…", "×℃"),
        Row(translate("PrinterTest", "Bold"), "288.52", bold=True),
        Row(translate("PrinterTest", "Tall"), "288.52", size="tall"),
        Row(translate("PrinterTest", "Large"), "288.52", bold=True, size="double"),
        Rule(),
        Mark(),
        Qr("CAS1 printer test 0123456789"),
        Text(translate("PrinterTest", "Then the paper is cut and the drawer opens."), align="center"),
        Rule(double=True),
        Feed(1),
        Cut(),
        Drawer(),
    ]


class _Job:
    """Bytes in the making; sends a setting only when it changes."""

    def __init__(self, columns: int, encoding: Encoding, printing: Printing) -> None:
        self._columns, self._encoding, self._printing = columns, encoding, printing
        self.out = bytearray(RESET if encoding == "utf-8" else RESET + _CHINESE)
        self._align, self._bold, self._size = _ALIGN["left"], _BOLD[False], _SIZE["normal"]

    def add(self, block: Block) -> None:
        for line in lines_of(block, self._columns):
            self._line(line)
        match block:
            case Qr():
                self._set(_ALIGN["center"], _BOLD[False], _SIZE["normal"])
                self.out += self._qr(printable(block.data))
            case Mark():
                self._set(_ALIGN["center"], _BOLD[False], _SIZE["normal"])
                self.out += _mark()
            case Feed():
                self.out += feed(block.lines)
            case Cut():
                self.out += cut(self._printing)
            case Drawer():
                self.out += pulse(self._printing)
            case _:
                pass

    def _line(self, line: Line) -> None:
        self._set(_ALIGN[line.align], _BOLD[line.bold], _SIZE[line.size])
        self.out += self._encoded(line.text) + b"\n"

    def _encoded(self, text: str) -> bytes:
        # The last door before the printer: whoever made the line, nothing that is no character gets through.
        shown = printable(text)
        if self._encoding == "gbk":
            shown = "".join(sign if _in_gbk(sign) else "？" for sign in shown)
        elif not DRAWN.isdisjoint(shown):
            shown = "".join("？" if sign in DRAWN else sign for sign in shown)
        return shown.encode(self._encoding)

    def _set(self, align: bytes, bold: bytes, size: bytes) -> None:
        if align != self._align:
            self.out += align
        if bold != self._bold:
            self.out += bold
        if size != self._size:
            self.out += size
        self._align, self._bold, self._size = align, bold, size

    def _qr(self, data: str) -> bytes:
        if self._printing.qr == "native":
            return _qr(data.encode("utf-8"), module=qr_module(self._columns))
        from pos.devices.raster import BAND, COLUMN, qr_picture

        width, height, dots = qr_picture(data, qr_module(self._columns), self._columns * COLUMN)
        step = -(-width // 8)
        bands = (dots[at : at + BAND * step] for at in range(0, height * step, BAND * step))
        return b"".join(raster(step, len(band) // step, band) for band in bands)


def cut(printing: Printing) -> bytes:
    """Cut the paper, or move it on to be torn off."""
    return _CUT if printing.cut else feed(_TO_TEAR)


def pulse(printing: Printing) -> bytes:
    """Open the drawer: the printer counts in steps of two milliseconds."""
    steps = (printing.drawer_on_ms // 2, printing.drawer_off_ms // 2)
    return b"\x1bp" + bytes((int(printing.drawer_pin == 5), *steps))


def feed(lines: int) -> bytes:
    """Empty lines."""
    return b"\x1bd" + bytes((max(0, min(lines, 255)),))


def raster(across: int, height: int, dots: bytes) -> bytes:
    """A picture: `height` rows of `across` bytes, the highest bit leftmost, 1 is black."""
    return b"\x1dv0\x00" + across.to_bytes(2, "little") + height.to_bytes(2, "little") + dots


def qr_module(columns: int) -> int:
    """The dots of one module of a QR code on paper of `columns`."""
    return 5 if columns < 40 else 6


def _in_gbk(sign: str) -> bool:
    try:
        return bool(sign.encode("gbk"))
    except UnicodeEncodeError:
        return False


def _qr(data: bytes, *, module: int) -> bytes:
    def function(number: int, *rest: int, data: bytes = b"") -> bytes:
        body = bytes((0x31, number, *rest)) + data
        return b"\x1d(k" + len(body).to_bytes(2, "little") + body

    model, size, level = function(0x41, 0x32, 0x00), function(0x43, module), function(0x45, 0x31)
    return model + size + level + function(0x50, 0x30, data=data) + function(0x51, 0x30)


def _mark() -> bytes:
    from pos.devices import mark

    return raster(mark.WIDTH // 8, mark.HEIGHT, mark.dots())
