"""What a narrow paper says, as plain blocks: `paper/` makes them, `devices/` prints them, nothing here knows either.

Widths are columns of the receipt printer: the bytes of the character in GBK, one or two (DOMAIN.md 5.13), and not what
Unicode calls wide: `—`, `…` and `①` take two columns on paper.
"""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct, to_builtins

Align = Literal["left", "center", "right"]
Size = Literal["normal", "tall", "double"]
"""`tall` is twice as high, `double` twice as high and twice as wide."""


COPY = "重印 COPY"
TRAINING = "练习 TRAINING"


class Text(Struct, frozen=True):
    """One paragraph; wrapped where it is too long."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Size = "normal"
    indent: int = 0
    """Columns left free in front of every line of it."""


class Row(Struct, frozen=True):
    """Words at the left edge, a figure at the right edge; on two lines if they do not fit on one."""

    left: str
    right: str
    bold: bool = False
    size: Size = "normal"
    indent: int = 0


class Cell(Struct, frozen=True):
    """One column of a table: its text, how many columns of paper it may take, and its edge."""

    text: str
    columns: int
    align: Align = "left"


class Cells(Struct, frozen=True):
    """One line of a table; the first cell goes onto a line of its own if something does not fit."""

    cells: tuple[Cell, ...]
    bold: bool = False


class Rule(Struct, frozen=True):
    """A line across the paper: single or double."""

    double: bool = False


class Qr(Struct, frozen=True):
    """A QR code in the middle of the paper."""

    data: str


class Mark(Struct, frozen=True):
    """The 消费帮扶 mark."""


class CopyMark(Struct, frozen=True):
    """重印 COPY: this paper has been printed, or may have been printed, before."""


class Feed(Struct, frozen=True):
    """Empty lines."""

    lines: int = 1


class Cut(Struct, frozen=True):
    """Cut the paper."""


class Drawer(Struct, frozen=True):
    """Open the cash drawer."""


Block = Text | Row | Cells | Rule | Qr | Mark | CopyMark | Feed | Cut | Drawer
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Text, Row, Cells, Rule, Qr, Mark, CopyMark, Feed, Cut, Drawer)
}


def columns_of(paper: int) -> int:
    """Columns on paper of 58 or 80 millimetres."""
    return {58: 32, 80: 48}[paper]


# --- characters and their columns -------------------------------------------------------------------------------------


DRAWN = frozenset("£²³µ•∋≅")
"""Signs that no printer has in two bytes, but the shipped face does: where letters are drawn they come out."""


class _Printable(dict[int, str]):
    """The fate of every character, worked out once when it is first met."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = _printable_one(chr(code))
        return kept


def _printable_one(sign: str) -> str:
    if sign in "\t\n\v\f\r\x85\u2028\u2029\u00a0\u3000":
        return "　" if sign == "\u3000" else " "
    if sign == "¥":
        return "￥"  # four bytes in GB18030, and two-byte printers make "0 6" of it
    if sign in DRAWN:
        return sign
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    if category in ("Co", "Cn") or len(sign.encode("gb18030")) > 2:
        return "？"
    return sign


_fates = _Printable()


#: Labels, units and origins come again on every receipt; so many of them are remembered.
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def printable(text: str) -> str:
    """`text` as a receipt can show it: nothing that a printer would obey, no sign of more than two columns.

    Line ends and tabs become a space, so that no name can forge a line; other controls go; ¥ becomes ￥; a character
    outside the two-byte part of GB18030 becomes ？, unless it is one of DRAWN.
    """
    return unicodedata.normalize("NFC", text).translate(_fates)


_TWO_COLUMNS = "two columns"


def _two_columns(fault: UnicodeError) -> tuple[bytes, int]:
    """What GBK lacks is as wide as a Chinese letter."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return b"??" * (fault.end - fault.start), fault.end


codecs.register_error(_TWO_COLUMNS, _two_columns)


def width(text: str) -> int:
    """Columns that `text` takes on paper at ordinary size."""
    return _width(printable(text))


@lru_cache(_REMEMBERED)
def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("gbk", _TWO_COLUMNS))


def cut_to(text: str, columns: int) -> str:
    """The beginning of `text` that fits into `columns`; a character of two columns is never halved."""
    text = printable(text)
    if _width(text) <= columns:
        return text
    taken = 0
    for at, sign in enumerate(text):
        taken += _width(sign)
        if taken > columns:
            return text[:at]
    return text


def wrap(text: str, columns: int) -> list[str]:
    """`text` on as many lines of `columns` as it needs; broken before a Latin word, else between any two characters."""
    rest, lines = printable(text).strip(" "), []
    while _width(rest) > columns:
        piece = cut_to(rest, columns) or rest[0]
        space = piece.rfind(" ")
        if rest[len(piece)] != " " and space > 0 and rest[space + 1 : len(piece)].isascii():
            piece = piece[:space]
        lines.append(piece.rstrip(" "))
        rest = rest[len(piece) :].lstrip(" ")
    return [*lines, rest]


# --- lines ------------------------------------------------------------------------------------------------------------


class Line(Struct, frozen=True):
    """One printed line of text: its place is already in its spaces, except for `align`."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Size = "normal"


def lines_of(block: Block, columns: int) -> list[Line]:
    """The text lines of a block on paper of so many columns; none for codes, marks, feeds, cuts and the drawer."""
    match block:
        case Text():
            return _paragraph(block, columns)
        case Row():
            return _row(block, columns)
        case Cells():
            return [Line(text, bold=block.bold) for text in _cells(block.cells, columns)]
        case Rule():
            return [Line(("=" if block.double else "-") * columns)]
        case CopyMark():
            # The same words in every language: they are what a checker looks for (CONTRACT.md section 4).
            return [Line(COPY, align="center", bold=True, size="double")]
        case _:
            return []


def plain(blocks: Iterable[Block], columns: int) -> list[str]:
    """The text alone, line by line, as it stands on paper; a double-size line counts its characters once."""
    found = []
    for block in blocks:
        for line in lines_of(block, columns):
            room = columns // across(line.size)
            free = max(0, room - _width(line.text))
            before = {"left": 0, "center": free // 2, "right": free}[line.align]
            found.append(" " * before + line.text)
    return found


def across(size: Size) -> int:
    """How many columns one column becomes at this size."""
    return 2 if size == "double" else 1


def _paragraph(block: Text, columns: int) -> list[Line]:
    room = columns // across(block.size) - block.indent
    return [Line(" " * block.indent + text, block.align, block.bold, block.size) for text in wrap(block.text, room)]


def _row(block: Row, columns: int) -> list[Line]:
    room = columns // across(block.size) - block.indent
    left, right, indent = printable(block.left), printable(block.right), " " * block.indent
    gap = room - _width(left) - _width(right)
    if gap >= 1:
        texts = [left + " " * gap + right]
    else:
        pieces = wrap(right, room)
        texts = [*wrap(left, room), *(" " * (room - _width(piece)) + piece for piece in pieces)]
    return [Line(indent + text, bold=block.bold, size=block.size) for text in texts]


def _cells(cells: Sequence[Cell], columns: int) -> list[str]:
    fits = sum(cell.columns for cell in cells) <= columns  # else it was laid out for wider paper
    if fits and all(_width(printable(cell.text)) <= cell.columns for cell in cells):
        return ["".join(_padded(cell) for cell in cells).rstrip(" ")]
    first, rest = cells[0], cells[1:]
    alone = printable(first.text)
    indent = " " * (len(alone) - len(alone.lstrip(" ")))
    head = [indent + text for text in wrap(alone, columns - len(indent))]
    if fits and all(_width(printable(cell.text)) <= cell.columns for cell in rest):
        tail = " " * first.columns + "".join(_padded(cell) for cell in rest).rstrip(" ")
        return [*head, tail]
    figures = wrap(" ".join(printable(cell.text) for cell in rest), columns)
    return [*head, *(" " * (columns - _width(text)) + text for text in figures)]


def _padded(cell: Cell) -> str:
    text = printable(cell.text)
    free = cell.columns - _width(text)
    before = {"left": 0, "center": free // 2, "right": free}[cell.align]
    return " " * before + text + " " * (free - before)


# --- kept in the print queue ------------------------------------------------------------------------------------------


def as_copy(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same paper marked 重印 COPY; it does not open the drawer again."""
    kept = tuple(block for block in blocks if not isinstance(block, Drawer | CopyMark))
    return (CopyMark(), *kept)


def as_training(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same paper from training: 练习 TRAINING large at its top and bottom, no code, no mark, and no open drawer."""
    # The same words in every language, as with a copy: nobody may take this paper for a real one.
    word = Text(TRAINING, align="center", bold=True, size="double")
    kept = [block for block in blocks if not isinstance(block, Drawer | Qr | Mark)]
    end = next((at for at in range(len(kept), 0, -1) if not isinstance(kept[at - 1], Feed | Cut)), 0)
    return (word, *kept[:end], word, *kept[end:])


def to_json(blocks: Iterable[Block]) -> str:
    """The blocks as JSON text, for the print queue."""
    return json.dumps([{"block": type(block).__name__, **to_builtins(block)} for block in blocks], ensure_ascii=False)


def from_json(text: str) -> tuple[Block, ...]:
    """The blocks that `to_json` wrote."""
    return tuple(_block(fields) for fields in json.loads(text))


def _block(fields: dict[str, Any]) -> Block:
    kind = _KINDS[fields.pop("block")]
    if kind is Cells:
        fields["cells"] = tuple(Cell(**cell) for cell in fields["cells"])
    block: Block = kind(**fields)
    return block
