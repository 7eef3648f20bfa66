"""A strict reader of receipt bytes: back to text lines and to a picture, as a printer would do it.

It knows exactly the commands that a till may send and raises `Unreadable` on any other byte, so a name that smuggled
one in cannot pass unseen. Paper of 58 mm has 384 dots and 32 columns, 80 mm has 576 and 48; a column is 12 dots.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pos.paths import resource

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMN = 12
LINE = 30


class Unreadable(Exception):
    """A byte sequence that no till may send."""


@dataclass
class PrintedLine:
    """One line of text as it came out: its place is in `text` where `align` is left."""

    text: str
    align: str = "left"
    bold: bool = False
    wide: bool = False
    high: bool = False

    @property
    def columns(self) -> int:
        """Columns of paper the characters take."""
        return sum(len(sign.encode("gb18030")) for sign in self.text) * (2 if self.wide else 1)


@dataclass
class Raster:
    """A picture of dots, in the middle if `align` says so."""

    width: int
    height: int
    data: bytes
    align: str


@dataclass
class QrCode:
    """A QR code with what it carries and the dots of one module."""

    data: str
    module: int
    align: str


@dataclass
class Feed:
    """So many empty lines."""

    lines: int


@dataclass
class Paper:
    """What came out of the printer."""

    columns: int
    items: list[PrintedLine | Raster | QrCode | Feed | str] = field(default_factory=list)
    """`"cut"` and `"drawer"` stand for themselves."""

    @property
    def lines(self) -> list[PrintedLine]:
        return [item for item in self.items if isinstance(item, PrintedLine)]

    @property
    def text(self) -> str:
        """The lines as they stand on paper, centred ones moved to the middle."""
        return "\n".join(self._placed(line) for line in self.lines)

    @property
    def qr(self) -> list[str]:
        return [item.data for item in self.items if isinstance(item, QrCode)]

    @property
    def drawer_opened(self) -> int:
        return self.items.count("drawer")

    @property
    def cuts(self) -> int:
        return self.items.count("cut")

    def _placed(self, line: PrintedLine) -> str:
        free = (self.columns - line.columns) // (2 if line.wide else 1)
        return " " * {"left": 0, "center": free // 2, "right": free}[line.align] + line.text


def read(data: bytes, columns: int, encoding: str = "gb18030", pulse: bytes = b"\x00\x19\xfa") -> list[Paper]:
    """The papers of one or more print jobs; a new one begins at every reset and after every cut with text behind it.

    `pulse` is the only one the drawer may be given: its pin, and the steps it is on and off.
    """
    return _Reader(data, columns, encoding, pulse).papers()


class _Reader:
    def __init__(self, data: bytes, columns: int, encoding: str, pulse: bytes) -> None:
        self._data, self._at, self._pulse = data, 0, pulse
        self._columns, self._encoding = columns, encoding
        self._papers: list[Paper] = []
        self._qr: dict[int, bytes] = {}
        self._reset()

    def papers(self) -> list[Paper]:
        if not self._data.startswith(b"\x1b@"):
            raise Unreadable("a job begins with a reset")
        while self._at < len(self._data):
            byte = self._data[self._at]
            if byte == 0x0A and self._encoding != "raster":
                self._at += 1
                self._line()
            elif byte in (0x1B, 0x1C, 0x1D):
                self._command()
            else:
                self._character()
        if self._text:
            raise Unreadable("text without its line end")
        return self._papers

    def _reset(self) -> None:
        self._align, self._bold, self._chinese = "left", False, False
        self._latin_size = self._chinese_size = 0
        self._text = ""

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise Unreadable("the job breaks off inside a command")
        self._at += count
        return taken

    def _character(self) -> None:
        first = self._data[self._at]
        if self._encoding == "raster":
            raise Unreadable(f"text where only pictures go: {first:02x} at {self._at}")
        if first < 0x20 or first == 0x7F:
            raise Unreadable(f"control byte {first:02x} at {self._at}")
        if first < 0x80:
            self._text += chr(self._take(1)[0])
            return
        if self._encoding == "utf-8":
            length = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
            sign = self._take(length).decode("utf-8")
        else:
            if not self._chinese:
                raise Unreadable("Chinese text while the printer is not in Chinese mode")
            sign = self._take(2).decode(self._encoding)
        if len(sign) != 1 or 0x7F <= ord(sign) <= 0x9F:
            raise Unreadable(f"{sign!r} is not one character")
        self._text += sign

    def _line(self) -> None:
        # Both sizes must agree, or Latin and Chinese letters stand at different heights on half of all printers.
        sizes = {0x00: (0x00, False, False), 0x01: (0x08, False, True), 0x11: (0x0C, True, True)}
        chinese, wide, high = sizes[self._latin_size]
        if self._chinese_size != chinese:
            raise Unreadable("the sizes of Latin and Chinese letters differ")
        line = PrintedLine(self._text, self._align, self._bold, wide, high)
        if line.columns > self._columns:
            raise Unreadable(f"{line.columns} columns on paper of {self._columns}: {line.text}")
        self._add(line)
        self._text = ""

    def _add(self, item: PrintedLine | Raster | QrCode | Feed | str) -> None:
        if not self._papers:
            raise Unreadable("nothing may come before the reset")
        items = self._papers[-1].items
        # Bands of one picture follow each other without a gap.
        if isinstance(item, Raster) and items and isinstance(items[-1], Raster):
            above = items[-1]
            if (above.width, above.align) == (item.width, item.align):
                items[-1] = Raster(item.width, above.height + item.height, above.data + item.data, item.align)
                return
        items.append(item)

    def _command(self) -> None:
        code = self._take(2)
        if self._text:
            raise Unreadable(f"command {code.hex()} inside a line")
        match code:
            case b"\x1b@":
                self._reset()
                self._papers.append(Paper(self._columns))
            case b"\x1c&":
                self._chinese = True
            case b"\x1cS":
                if self._take(2) != b"\x00\x00":
                    raise Unreadable("space between Chinese characters")
            case b"\x1ba":
                self._align = {0: "left", 1: "center", 2: "right"}[self._one((0, 1, 2))]
            case b"\x1bE":
                self._bold = bool(self._one((0, 1)))
            case b"\x1d!":
                self._latin_size = self._one((0x00, 0x01, 0x11))
            case b"\x1c!":
                self._chinese_size = self._one((0x00, 0x08, 0x0C))
            case b"\x1bd":
                self._add(Feed(self._take(1)[0]))
            case b"\x1dV":
                if self._take(2) != b"\x42\x00":
                    raise Unreadable("another cut")
                self._add("cut")
            case b"\x1bp":
                if self._take(3) != self._pulse:
                    raise Unreadable("another drawer")
                self._add("drawer")
            case b"\x1d(":
                self._code()
            case b"\x1dv":
                self._raster()
            case _:
                raise Unreadable(f"unknown command {code.hex()} at {self._at - 2}")

    def _one(self, allowed: tuple[int, ...]) -> int:
        value = self._take(1)[0]
        if value not in allowed:
            raise Unreadable(f"{value:02x} is none of {allowed}")
        return value

    def _code(self) -> None:
        if self._take(1) != b"k":
            raise Unreadable("only codes follow GS (")
        body = self._take(int.from_bytes(self._take(2), "little"))
        if len(body) < 2 or body[0] != 0x31:
            raise Unreadable("not a QR code")
        function, rest = body[1], body[2:]
        if function != 0x51:
            self._qr[function] = rest
            return
        if set(self._qr) != {0x41, 0x43, 0x45, 0x50} or rest != b"0" or self._qr[0x50][:1] != b"0":
            raise Unreadable("a QR code needs model, size, correction and data")
        if self._qr[0x41] != b"2\x00" or self._qr[0x45] not in (b"0", b"1", b"2", b"3"):
            raise Unreadable("not a QR code of model 2")
        self._add(QrCode(self._qr[0x50][1:].decode("utf-8"), self._qr[0x43][0], self._align))

    def _raster(self) -> None:
        if self._take(2) != b"0\x00":
            raise Unreadable("only plain rasters")
        width, height = (int.from_bytes(self._take(2), "little") for _ in range(2))
        if not 0 < height <= 255:
            raise Unreadable(f"a picture of {height} rows")
        if width > -(-self._columns * COLUMN // 8):
            raise Unreadable("the picture is wider than the paper")
        self._add(Raster(width * 8, height, self._take(width * height), self._align))


def picture(paper: Paper) -> Image:
    """The paper as it looks, one pixel a dot; the paper's end is a toothed line, the drawer a word in the margin."""
    from PIL import Image, ImageDraw, ImageFont

    margin, dots = 24, paper.columns * COLUMN
    canvas = Image.new("L", (dots + 2 * margin, 40 + sum(_height(item) for item in paper.items) + 40), 255)
    pen = ImageDraw.Draw(canvas)
    pen.fontmode = "1"
    faces = {
        bold: ImageFont.truetype(str(resource("fonts", name)), 24)
        for bold, name in ((False, "NotoSansSC-Regular-GBK.ttf"), (True, "NotoSansSC-Bold-GB2312.ttf"))
    }
    y = 24
    for item in paper.items:
        if isinstance(item, PrintedLine):
            _draw_line(canvas, item, faces, margin, dots, y)
        elif isinstance(item, Raster):
            dotted = Image.frombytes("1", (item.width, item.height), item.data).convert("L").point(lambda v: 255 - v)
            canvas.paste(dotted, (margin + _left(item.align, item.width, dots), y))
        elif isinstance(item, QrCode):
            code = _qr_picture(item)
            canvas.paste(code, (margin + _left(item.align, code.width, dots), y))
        elif item == "cut":
            for x in range(0, canvas.width, 8):
                pen.line((x, y + 4, x + 4, y, x + 8, y + 4), fill=0)
        elif item == "drawer":
            pen.rectangle((2, y + 2, 18, y + 10), outline=0)
        y += _height(item)
    return canvas


def save_picture(paper: Paper, path: Path) -> None:
    """Write the picture as a PNG."""
    picture(paper).save(path)


def _height(item: PrintedLine | Raster | QrCode | Feed | str) -> int:
    match item:
        case PrintedLine():
            return 2 * LINE - 6 if item.high else LINE
        case Raster():
            return item.height + 6
        case QrCode():
            return _qr_picture(item).height + 8
        case Feed():
            return item.lines * LINE
        case _:
            return 14


def _left(align: str, width: int, dots: int) -> int:
    return {"left": 0, "center": (dots - width) // 2, "right": dots - width}[align]


def _draw_line(canvas: Image, line: PrintedLine, faces: dict, left: int, dots: int, y: int) -> None:
    from PIL import Image, ImageDraw

    width = sum(len(sign.encode("gb18030")) for sign in line.text) * COLUMN
    if not width:
        return
    strip = Image.new("L", (width, LINE), 255)
    pen = ImageDraw.Draw(strip)
    pen.fontmode = "1"
    x = 0
    for sign in line.text:
        cell = len(sign.encode("gb18030")) * COLUMN
        pen.text((x + cell / 2, 24), sign, font=faces[line.bold], fill=0, anchor="ms")
        x += cell
    size = (width * (2 if line.wide else 1), LINE * (2 if line.high else 1))
    strip = strip.resize(size, Image.Resampling.NEAREST)
    canvas.paste(strip, (left + _left(line.align, size[0], dots), y))


def _qr_picture(item: QrCode) -> Image:
    """The code drawn from its data, so that a code with no or wrong data is seen."""
    from PIL import Image
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(item.data)
    code.make()
    count = code.getModuleCount()
    small = Image.new("L", (count, count), 255)
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                small.putpixel((column, row), 0)
    return small.resize((count * item.module, count * item.module), Image.Resampling.NEAREST)
