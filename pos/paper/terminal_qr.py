"""A QR code in letters, for a terminal: two modules a character, dark on light whatever the terminal's colours."""

from __future__ import annotations

from typing import Any

QUIET = 4
_HALVES = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code, row by row, True dark; without a quiet zone; error correction M."""
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text.encode("utf-8")))
    code.make()
    across = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in across) for row in across)


def terminal_qr(text: str) -> str:
    """`text` as lines of half blocks, with the quiet zone that readers need; error correction M.

    Drawn for light letters on a dark ground, as terminals are by default.
    """
    modules = qr_modules(text)
    size = len(modules)

    def dark(row: int, column: int) -> bool:
        return 0 <= row < size and 0 <= column < size and modules[row][column]

    across = range(-QUIET, size + QUIET)
    return "\n".join(
        "".join(_HALVES[dark(row, column), dark(row + 1, column)] for column in across)
        for row in range(-QUIET, size + QUIET, 2)
    )
