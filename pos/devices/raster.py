"""Blocks to a picture of dots: for printers that have no Chinese letters, or other ones than they are sent.

The columns, lines and sizes are those of the text printer (12 dots a column, letters 24 dots high), set in the shipped
Noto Sans SC, and go out as `GS v 0`. No character of the text is ever sent, so none can be a command.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pos.core.paper import Block, Cut, Drawer, Feed, Line, Mark, Qr, Rule, Size, across, lines_of, printable
from pos.core.paper import width as columns_taken
from pos.devices import mark
from pos.devices.escpos import RESET, cut, feed, pulse, qr_module, raster
from pos.paths import resource
from pos.settings.printer import Printing

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

COLUMN = 12
"""Dots from one column to the next."""
BAND = 255
"""Rows of dots in one command; more of them overrun the memory of small printers."""
_HEIGHT: dict[Size, int] = {"normal": 30, "tall": 56, "double": 56}
_BASE: dict[Size, int] = {"normal": 24, "tall": 46, "double": 46}
_EM: dict[Size, int] = {"normal": 24, "tall": 48, "double": 48}
#: Latin letters of the face are wider than half of a Chinese one: set smaller, then pressed into their column.
_LATIN = 22 / 24
_RULE, _QUIET = 18, 8
_FACES = {False: "NotoSansSC-Regular-GBK.ttf", True: "NotoSansSC-Bold-GB2312.ttf"}
_MISSING = "？"


def encode(blocks: Iterable[Block], *, columns: int, printing: Printing | None = None) -> bytes:
    """One print job, from the printer's reset to the last block, for paper of `columns`."""
    sheet = _Sheet(columns, printing or Printing())
    for block in blocks:
        sheet.add(block)
    return sheet.whole()


class _Sheet:
    """A job in the making: commands, and the rows of dots that have not gone into one yet."""

    def __init__(self, columns: int, printing: Printing) -> None:
        # Whole bytes across: 42 columns are 504 dots, but 25 are 300 and four more.
        self._columns, self._dots, self._printing = columns, -(-columns * COLUMN // 8) * 8, printing
        self._out, self._rows = bytearray(RESET), bytearray()

    def add(self, block: Block) -> None:
        match block:
            case Rule():
                self._rule(double=block.double)
            case Qr():
                self._in_the_middle(*qr_picture(printable(block.data), qr_module(self._columns), self._dots))
            case Mark():
                self._in_the_middle(mark.WIDTH, mark.HEIGHT, mark.dots())
            case Feed():
                self._command(feed(block.lines))
            case Cut():
                self._command(cut(self._printing))
            case Drawer():
                self._command(pulse(self._printing))
            case _:
                for line in lines_of(block, self._columns):
                    self._line(line)

    def whole(self) -> bytes:
        """Everything that was added."""
        self._command(b"")
        return bytes(self._out)

    def _command(self, data: bytes) -> None:
        across_ = self._dots // 8
        for at in range(0, len(self._rows), BAND * across_):
            band = self._rows[at : at + BAND * across_]
            self._out += raster(across_, len(band) // across_, bytes(band))
        self._rows.clear()
        self._out += data

    def _line(self, line: Line) -> None:
        # A line is one number, the top left dot its highest bit; a letter moves right when its number is shifted.
        text = printable(line.text)
        column = COLUMN * across(line.size)
        free = self._dots - columns_taken(text) * column
        at, dots = {"left": 0, "center": free // 2, "right": free}[line.align], 0
        for sign in text:
            cell = column if sign.isascii() else 2 * column
            if sign != " ":
                dots |= _letter(sign, line.bold, line.size, self._dots) >> at
            at += cell
        self._rows += dots.to_bytes(_HEIGHT[line.size] * self._dots // 8, "big")

    def _rule(self, *, double: bool) -> None:
        blank, black = bytes(self._dots // 8), b"\xff" * (self._dots // 8)
        dark = (6, 7, 11, 12) if double else (8, 9)
        for row in range(_RULE):
            self._rows += black if row in dark else blank

    def _in_the_middle(self, width: int, height: int, dots: bytes) -> None:
        blank, step = bytes(_QUIET * self._dots // 8), -(-width // 8)
        right = (self._dots - step * 8) // 2
        self._rows += blank
        for at in range(0, step * height, step):
            row = int.from_bytes(dots[at : at + step], "big") << right
            self._rows += row.to_bytes(self._dots // 8, "big")
        self._rows += blank


@lru_cache(maxsize=4096)
def _letter(sign: str, bold: bool, size: Size, dots: int) -> int:
    """A letter at the left edge of an empty line of `dots`, as one number."""
    picture = _drawn(sign, bold, size)
    step, data, number = -(-picture.width // 8), picture.tobytes(), 0
    for at in range(0, len(data), step):
        number = number << dots | int.from_bytes(data[at : at + step], "big") << dots - step * 8
    return number


def _drawn(sign: str, bold: bool, size: Size) -> Image:
    """A letter in its cell, one bit a dot, 1 is black."""
    from PIL import Image, ImageDraw

    em = _EM[size] if not sign.isascii() else round(_EM[size] * _LATIN)
    # The bold face has fewer letters; what it lacks is set in the other one and made fat.
    faces = [(_face(weight, em), bold and not weight) for weight in ((True, False) if bold else (False,))]
    chosen = next((each for each in faces if _has(each[0], sign)), None)
    face, fatten = chosen or faces[-1]
    shown = sign if chosen else _MISSING
    cell = COLUMN * across(size) * (1 if sign.isascii() else 2)
    left, _, right, _ = face.getbbox(shown, anchor="ls")
    advance = max(round(face.getlength(shown)), round(right) - min(0, round(left)), 1)
    picture = Image.new("L", (advance + 1 + em // 24 * fatten, _HEIGHT[size]), 0)
    pen = ImageDraw.Draw(picture)
    for aside in range(1 + em // 24 if fatten else 1):
        pen.text((max(0, -left) + aside, _BASE[size]), shown, font=face, fill=255, anchor="ls")
    if size == "tall":
        picture = picture.resize((max(1, picture.width // 2), picture.height), Image.Resampling.BOX)
    if picture.width > cell:
        picture = picture.resize((cell, picture.height), Image.Resampling.BOX)
    whole = Image.new("L", (cell, picture.height), 0)
    whole.paste(picture, ((cell - picture.width + 1) // 2, 0))
    return whole.point(_threshold(), "1")


@cache
def _threshold() -> list[int]:
    return [255 if grey >= 110 else 0 for grey in range(256)]


@cache
def _face(bold: bool, em: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(resource("fonts", _FACES[bold])), em, layout_engine=ImageFont.Layout.BASIC)


def _has(face: FreeTypeFont, sign: str) -> bool:
    return _dots(face, sign) != _dots(face, "\U0010ffff")


def _dots(face: FreeTypeFont, sign: str) -> tuple[Any, bytes]:
    found = face.getmask(sign)
    return found.size, bytes(found)


def qr_picture(data: str, module: int, room: int) -> tuple[int, int, bytes]:
    """Width, height and dots of the code; error correction M, as when the printer draws it.

    Its modules are `module` dots wide, or fewer if it would not fit into `room`.
    """
    from qrcode import constants
    from qrcode.main import QRCode

    # One pattern always: trying out all eight takes longer than the rest of the receipt, and readers need none of it.
    code: Any = QRCode(error_correction=constants.ERROR_CORRECT_M, border=0, mask_pattern=4)
    code.add_data(data.encode("utf-8"), optimize=0)
    code.make(fit=True)
    rows = code.get_matrix()
    module = max(1, min(module, room // len(rows)))
    width = len(rows) * module
    step = -(-width // 8)
    out = bytearray()
    for row in rows:
        number = int("".join(("1" if dark else "0") * module for dark in row), 2) << step * 8 - width
        out += number.to_bytes(step, "big") * module
    return width, width, bytes(out)
