"""A receipt as the printer would print it, painted on the screen column by column from the same blocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pos.core.paper import Block, Cut, Feed, Line, Mark, Qr, across, lines_of, width
from pos.core.wording import translate
from pos.qt.parts import card, colour

#: Air around the paper, and between its edge and the first column.
_AROUND, _MARGIN = 14, 12
#: A line is so much higher than a letter of two columns.
_LEADING = 1.28
_QR_COLUMNS, _MARK_LINES = 16, 2.6
_INK, _PALE, _FAINT = QColor("#14201A"), QColor("#D2D9D3"), QColor("#5B6961")


class ReceiptSheet(QWidget):
    """The paper itself, as high as it is long. What it says can be read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("receiptSheet")
        self._blocks: tuple[Block, ...] = ()
        self._columns = 48
        self._missing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, blocks: Sequence[Block], columns: int, missing: str = "") -> None:
        """Show this paper; `missing` says why there is none."""
        self._blocks, self._columns, self._missing = tuple(blocks), columns, missing
        lines = [line.text.strip() for block in blocks for line in lines_of(block, columns)]
        self.setAccessibleName(translate("Receipts", "The receipt as it was printed"))
        self.setAccessibleDescription("\n".join(lines) or missing)
        self._fit()
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Another width, another height."""
        self._fit()

    def _fit(self) -> None:
        high = 0 if self._blocks else 80
        self.setFixedHeight(int(sum(map(self._height, self._blocks)) + 2 * (_AROUND + _MARGIN)) + 8 + high)

    @property
    def _column(self) -> float:
        return max(3.0, (self.width() - 2 * (_AROUND + _MARGIN)) / self._columns)

    @property
    def _line(self) -> float:
        return 2 * self._column * _LEADING

    def _height(self, block: Block) -> float:
        match block:
            case Qr():
                return _QR_COLUMNS * self._column + self._line / 2
            case Mark():
                return _MARK_LINES * self._line
            case Feed(lines=lines):
                return lines * self._line
            case Cut():
                return 0
            case _:
                return sum(self._line_height(line) for line in lines_of(block, self._columns))

    def _line_height(self, line: Line) -> float:
        return self._line if line.size == "normal" else 1.8 * self._line

    def sizeHint(self) -> QSize:
        """As wide as it is given, as high as the paper."""
        return QSize(300, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper in the dark theme too."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        sheet = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        if not self._blocks:
            painter.setPen(colour("ink2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(sheet, flags, self._missing)
            return
        painter.fillRect(sheet.translated(3, 3), colour("line"))
        painter.fillRect(sheet, QColor("white"))
        y = sheet.top() + _MARGIN
        for block in self._blocks:
            self._paint(painter, block, sheet.left() + _MARGIN, y)
            y += self._height(block)

    def _paint(self, painter: QPainter, block: Block, left: float, top: float) -> None:
        if isinstance(block, Qr):
            side = _QR_COLUMNS * self._column
            _paint_code(painter, left + (self._columns * self._column - side) / 2, top + 4, side)
            return
        if isinstance(block, Mark):
            self._paint_mark(painter, left, top)
            return
        for line in lines_of(block, self._columns):
            height = self._line_height(line)
            paint_line(painter, line, QPointF(left, top), self._columns, self._column, height)
            top += height

    def _paint_mark(self, painter: QPainter, left: float, top: float) -> None:
        wide = 18 * self._column
        box = QRectF(left + (self._columns * self._column - wide) / 2, top + 4, wide, 2 * self._line)
        painter.setPen(_INK)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(face(self._column, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "消费帮扶")


def face(column: float, *, bold: bool) -> QFont:
    """The letters of a printer whose column is so many pixels wide."""
    made = QFont("Noto Sans SC")
    made.setPixelSize(max(1, round(2 * column * 0.98)))
    made.setBold(bold)
    return made


def paint_line(painter: QPainter, line: Line, at: QPointF, columns: int, column: float, height: float) -> None:
    """A printed line on paper of `columns`, each `column` pixels wide; `at` is its upper left corner."""
    wide, high = across(line.size), 1 if line.size == "normal" else 2
    free = columns - width(line.text) * wide
    start = {"left": 0.0, "center": free / 2, "right": float(free)}[line.align]
    letters = face(column, bold=line.bold)
    metrics = QFontMetricsF(letters)
    painter.save()
    painter.translate(at.x() + start * column, at.y() + height * 0.78)
    painter.scale(wide, high)
    painter.setFont(letters)
    painter.setPen(_FAINT if set(line.text) <= {"-", "="} else _INK)
    taken = 0
    for sign in line.text:
        columns_taken = width(sign)
        # Every sign in the middle of its columns, so that figures stand under figures as on paper.
        apart = (columns_taken * column - metrics.horizontalAdvance(sign)) / 2
        if sign != " ":
            painter.drawText(QPointF(taken * column + apart, 0), sign)
        taken += columns_taken
    painter.restore()


def _paint_code(painter: QPainter, x: float, y: float, side: float) -> None:
    """Where the QR stands: its three corners. At this size no camera reads it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PALE)
    painter.drawRect(QRectF(x, y, side, side))
    corner = side * 0.28
    for left, top in ((x, y), (x + side - corner, y), (x, y + side - corner)):
        for inset, ink in ((0.0, _INK), (0.15, QColor("white")), (0.3, _INK)):
            painter.setBrush(ink)
            gap = corner * inset
            painter.drawRect(QRectF(left + gap, top + gap, corner - 2 * gap, corner - 2 * gap))


class PaperPreview(QScrollArea):
    """A sheet of paper in its card; a long one scrolls.

    Room for the scroll bar is kept where there is none too: paper that were wider without it would be higher, need it,
    be lower with it, need it no more, and so on for ever.
    """

    def __init__(self, sheet: QWidget) -> None:
        super().__init__()
        self._sheet = sheet
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width for the paper, whatever its length."""
        beside = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        self._sheet.setFixedWidth(max(1, beside))
        super().resizeEvent(event)


class ReceiptPreview(PaperPreview):
    """The receipt as it was printed."""

    def __init__(self) -> None:
        self.sheet = ReceiptSheet()
        super().__init__(self.sheet)

    def draw(self, blocks: Sequence[Block], columns: int, missing: str = "") -> None:
        """Show this paper from its beginning."""
        self.sheet.draw(blocks, columns, missing)
        self.verticalScrollBar().setValue(0)

    def turn(self, by: int) -> None:
        """Scroll a good part of a page on, or back; past the end it begins again."""
        bar = self.verticalScrollBar()
        after = bar.value() + by * int(self.height() * 0.8)
        bar.setValue(0 if by > 0 and bar.value() >= bar.maximum() else after)
