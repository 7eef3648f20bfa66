"""The receipt as a PDF: the same blocks on a page as wide as the paper roll, every column where the printer puts it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pos.core.paper import Block, Cut, Feed, Line, Mark, Qr, across, lines_of, width
from pos.paper.fonts import BOLD, printable_runs, register_fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DOT = 72 / 25.4 / 8
"""A dot of the printer, 1/8 mm, in points."""
_COLUMN, _EM, _LEADING = 12 * DOT, 24 * DOT, 30 * DOT
_MARK_WIDTH, _MARK_HEIGHT = 208 * DOT, 56 * DOT


def receipt_pdf(blocks: Sequence[Block], columns: int, *, title: str = "") -> bytes:
    """The blocks as a PDF of one page, 58 mm wide for 32 columns, 80 mm for 48; equal blocks give equal bytes."""
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    # A printer that sets its letters closer has more columns on the same paper; here the letters stay as they are.
    page_width = max((58 if columns < 40 else 80) / 25.4 * 72, columns * _COLUMN + 2 * _LEADING)
    height = sum(_height(block, columns) for block in blocks) + 2 * _LEADING
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(page_width, height), invariant=1)
    canvas.setTitle(title)
    left = (page_width - columns * _COLUMN) / 2
    y = height - _LEADING
    for block in blocks:
        _draw(canvas, block, columns, left, y)
        y -= _height(block, columns)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _height(block: Block, columns: int) -> float:
    match block:
        case Qr():
            return _qr_size(columns) + _LEADING / 3
        case Mark():
            return _MARK_HEIGHT + _LEADING / 3
        case Feed(lines=lines):
            return lines * _LEADING
        case Cut():
            return _LEADING
        case _:
            return sum(_line_height(line) for line in lines_of(block, columns))


def _line_height(line: Line) -> float:
    return _LEADING if line.size == "normal" else 1.8 * _LEADING


def _draw(canvas: Canvas, block: Block, columns: int, left: float, top: float) -> None:
    match block:
        case Qr():
            _qr(canvas, block.data, left + columns * _COLUMN / 2, top, _qr_size(columns))
        case Mark():
            _mark(canvas, left + (columns * _COLUMN - _MARK_WIDTH) / 2, top - _MARK_HEIGHT)
        case _:
            for line in lines_of(block, columns):
                _line(canvas, line, columns, left, top)
                top -= _line_height(line)


def _line(canvas: Canvas, line: Line, columns: int, left: float, top: float) -> None:
    wide, high = across(line.size), 1 if line.size == "normal" else 2
    free = columns - width(line.text) * wide
    column = {"left": 0.0, "center": free / 2, "right": float(free)}[line.align] / wide
    canvas.saveState()
    canvas.transform(wide, 0, 0, high, left, top - 24 * DOT * high)
    for word in line.text.split(" "):
        _word(canvas, word, column * _COLUMN, bold=line.bold)
        column += width(word) + 1
    canvas.restoreState()


def _word(canvas: Canvas, word: str, x: float, *, bold: bool) -> None:
    """One word at its columns: the letters move together or apart a little, so that figures stand under figures."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    runs = printable_runs(word, bold) if word else []
    room, natural = width(word) * _COLUMN, sum(stringWidth(text, face, _EM) for face, text in runs)
    apart = (room - natural) / max(1, len(word))
    pen = canvas.beginText(x + apart / 2, 0)
    pen.setCharSpace(apart)
    for face, text in runs:
        pen.setFont(face, _EM)
        pen.textOut(text)
    canvas.drawText(pen)


def _qr_size(columns: int) -> float:
    return (180 if columns == 32 else 220) * DOT


def _qr(canvas: Canvas, data: str, middle: float, top: float, size: float) -> None:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    count = code.getModuleCount()
    module = size / count
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                x, y = middle - size / 2 + column * module, top - (row + 1) * module
                canvas.rect(x, y, module, module, stroke=0, fill=1)


def _mark(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(3 * DOT)
    canvas.roundRect(x + 2 * DOT, y + 2 * DOT, _MARK_WIDTH - 4 * DOT, _MARK_HEIGHT - 4 * DOT, 9 * DOT)
    canvas.roundRect(x + 5 * DOT, y + 5 * DOT, 46 * DOT, 46 * DOT, 7 * DOT, stroke=0, fill=1)
    canvas.setFont(BOLD, 34 * DOT)
    canvas.drawCentredString(x + 128 * DOT, y + 16 * DOT, "消费帮扶")
    canvas.setFont(BOLD, 38 * DOT)
    canvas.setFillGray(1)
    canvas.drawCentredString(x + 28 * DOT, y + 14 * DOT, "兴")
    canvas.restoreState()
