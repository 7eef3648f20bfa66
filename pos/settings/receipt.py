"""`[receipt]` of `till.toml`: what the shop prints of itself, and which blocks a receipt is made of, in what order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.settings import checks
from pos.settings.checks import BadSettings

#: Every block of a receipt, in the usual order.
BLOCKS = (
    "copy",
    "shop",
    "center",
    "outlet",
    "address",
    "phone",
    "number",
    "lines",
    "counted",
    "total",
    "tenders",
    "origins",
    "mark",
    "qr",
    "footer",
)
#: Without these a paper is no receipt.
REQUIRED = ("copy", "shop", "number", "lines", "total", "tenders")
#: Stands above everything, so that nobody folds it away.
TOPMOST = "copy"
#: What a block is called where it is chosen.
NAMES = {
    "copy": QT_TRANSLATE_NOOP("ReceiptBlocks", "Marks: copy, refund"),
    "shop": QT_TRANSLATE_NOOP("ReceiptBlocks", "Name of the shop"),
    "center": QT_TRANSLATE_NOOP("ReceiptBlocks", "Name of the centre"),
    "outlet": QT_TRANSLATE_NOOP("ReceiptBlocks", "Name of the outlet"),
    "address": QT_TRANSLATE_NOOP("ReceiptBlocks", "Address"),
    "phone": QT_TRANSLATE_NOOP("ReceiptBlocks", "Telephone"),
    "number": QT_TRANSLATE_NOOP("ReceiptBlocks", "Number, time, clerk"),
    "lines": QT_TRANSLATE_NOOP("ReceiptBlocks", "Goods with their origins"),
    "counted": QT_TRANSLATE_NOOP("ReceiptBlocks", "How many, how much saved"),
    "total": QT_TRANSLATE_NOOP("ReceiptBlocks", "Total"),
    "tenders": QT_TRANSLATE_NOOP("ReceiptBlocks", "Payment and change"),
    "origins": QT_TRANSLATE_NOOP("ReceiptBlocks", "Sums by origin"),
    "mark": QT_TRANSLATE_NOOP("ReceiptBlocks", "Programme mark"),
    "qr": QT_TRANSLATE_NOOP("ReceiptBlocks", "Code to check it"),
    "footer": QT_TRANSLATE_NOOP("ReceiptBlocks", "Last lines"),
}
MOST_ADDRESS_LINES = 4

_NO_NAMES = QT_TRANSLATE_NOOP("Settings", "is not a list of names of blocks")
_NO_BLOCK = QT_TRANSLATE_NOOP("Settings", "names {value}, and there is no such block: one of {choices}")
_TWICE = QT_TRANSLATE_NOOP("Settings", "names {value} twice: each block is printed once")
_LEFT_OUT = QT_TRANSLATE_NOOP("Settings", "leaves out {value}: no receipt may be without it")
_NOT_TOPMOST = QT_TRANSLATE_NOOP("Settings", "begins with {value}: the marks stand first, that is copy")
_NO_LINES = QT_TRANSLATE_NOOP("Settings", "is not a list of at most {most} texts")


class ReceiptForm(Struct, frozen=True):
    """How the shop's receipts are made up. `blocks` names each block that is printed once, from above."""

    blocks: tuple[str, ...] = BLOCKS
    address: tuple[str, ...] = ()
    phone: str = ""


def read(table: Mapping[str, Any]) -> ReceiptForm:
    """Check `blocks`, `address` and `phone` of the table; BadSettings says in words what cannot be."""
    return ReceiptForm(
        blocks=_blocks(table.get("blocks", BLOCKS)),
        address=texts(table, "address", (), MOST_ADDRESS_LINES),
        phone=checks.text(table, "phone", ""),
    )


def texts(table: Mapping[str, Any], key: str, default: tuple[str, ...], most: int) -> tuple[str, ...]:
    """A list of at most so many lines of text."""
    lines = table.get(key, default)
    if not isinstance(lines, list | tuple) or len(lines) > most:
        raise BadSettings(key, _NO_LINES, most=most)
    return tuple(checks.line(key, line) for line in lines)


def _blocks(names: object) -> tuple[str, ...]:
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise BadSettings("blocks", _NO_NAMES)
    for at, name in enumerate(names):
        if name not in BLOCKS:
            raise BadSettings("blocks", _NO_BLOCK, value=repr(name), choices=", ".join(BLOCKS))
        if name in names[:at]:
            raise BadSettings("blocks", _TWICE, value=name)
    for name in REQUIRED:
        if name not in names:
            raise BadSettings("blocks", _LEFT_OUT, value=f"{name} ({block_name(name)})")
    if names[0] != TOPMOST:
        raise BadSettings("blocks", _NOT_TOPMOST, value=names[0])
    return tuple(names)


def block_name(name: str) -> str:
    """The block in the user's language."""
    return translate("ReceiptBlocks", NAMES[name])
