"""The page that helps to set up an unknown printer: each thing it may or may not be able to do, with a sign to name it.

Rulers of 32, 42 and 48 columns; one line of Chinese in every encoding, A to D; a code drawn by the printer (1) and one
sent as a picture (2); then letters, edges, cut and drawer as the settings have them. Every piece is a job of its own
that begins with the printer's reset, so none can spoil the next. Signs and rulers are ASCII: they can be read whatever
the printer makes of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from pos.core.paper import Block, Qr, Text
from pos.devices.escpos import Encoding, encode, printer_test_blocks
from pos.settings.printer import Printing

RULERS = (32, 42, 48)
#: What a line of Chinese is called on the paper, and how it is encoded.
LINES: dict[str, Encoding] = {"A": "gb18030", "B": "gbk", "C": "utf-8", "D": "raster"}
#: GB18030 has the last sign in two bytes and GBK has it not. In UTF-8 all its words are of an even number of bytes: a
#: printer that takes them in pairs loses nothing of what follows.
CHINESE = "和田大枣 12.80 龙井茶€"
CODES = {"1": "native", "2": "image"}
_CODE = "CAS1 printer test 0123456789"
#: So many columns any printer has, and more than any has.
_FEW, _MANY = 24, 64


class Piece(Struct, frozen=True):
    """A part of the page: bytes from a reset on, laid out for so many columns in one encoding."""

    columns: int
    encoding: Encoding
    data: bytes


def ruler(columns: int) -> str:
    """A line of so many columns; every number in it ends in the column that it names, the last one at the edge."""
    marks = [*range(5, columns - 2, 5), columns]
    line = ""
    for mark in marks:
        line = line.ljust(mark - len(str(mark)), ".") + str(mark)
    return line


def test_page(columns: int, encoding: str, printing: Printing) -> bytes:
    """The whole page; cut and drawer are always tried, whatever the settings say of the cutter."""
    return b"".join(piece.data for piece in pieces(columns, encoding, printing))


def pieces(columns: int, encoding: str, printing: Printing) -> list[Piece]:
    """The page in its parts, from above."""
    chosen: Encoding = next(one for one in LINES.values() if one == encoding)
    found = [_piece([Text("1 RULER"), *(Text(ruler(width)) for width in RULERS)], _MANY, "gb18030")]
    found.append(_piece([Text("2 LINE")], _FEW, "gb18030"))
    found += [_piece([Text(f"{sign} {CHINESE}")], _MANY if one != "raster" else 32, one) for sign, one in LINES.items()]
    for sign, way in CODES.items():
        code: list[Block] = [Text(f"3 CODE {sign}"), Qr(_CODE)]
        found.append(_piece(code, _FEW, "gb18030", replace(printing, qr=way)))
    rest = [block for block in printer_test_blocks(columns) if not isinstance(block, Qr)]
    return [*found, _piece(rest, columns, chosen, replace(printing, cut=True))]


def _piece(blocks: Iterable[Block], columns: int, encoding: Encoding, printing: Printing | None = None) -> Piece:
    return Piece(columns, encoding, encode(blocks, columns=columns, encoding=encoding, printing=printing or Printing()))
