"""A sheet of A4 as it will be printed, painted small on the screen from the same marks that go into the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPicture
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.core.wording import translate
from pos.qt.parts import colour

if TYPE_CHECKING:
    from pos.screens.day import Page

#: A4 in points, as the paper room measures it.
_WIDTH, _HEIGHT = 595.28, 841.89


class PaperPreview(QWidget):
    """One sheet at a time, as large as the place allows; its size on screen never changes what is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperPreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 200)
        self._sheets: tuple[QPicture, ...] = ()
        self._shown = 0
        self._say()

    @property
    def sheets(self) -> int:
        """How many sheets there are; 0 while they are being drawn."""
        return len(self._sheets)

    @property
    def shown(self) -> int:
        """Which sheet is shown, from 1."""
        return self._shown + 1

    def draw(self, pages: Sequence[Page]) -> None:
        """Show these pages, the first one in front."""
        self._sheets = tuple(_picture(page) for page in pages)
        self._shown = 0
        self._say()
        self.update()

    def turn(self, by: int) -> None:
        """Show a later or earlier sheet."""
        self._shown = max(0, min(len(self._sheets) - 1, self._shown + by))
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """The proportions of A4."""
        return QSize(346, 489)

    def _say(self) -> None:
        words = translate("Day", "Preview, sheet {n} of {count}")
        self.setAccessibleName(words.format(n=self.shown if self._sheets else 0, count=self.sheets))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet with its thin shadow; the content is painted at the size of paper and shrunk."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min((self.width() - 8) / _WIDTH, (self.height() - 6) / _HEIGHT)
        width, height = _WIDTH * scale, _HEIGHT * scale
        left, top = (self.width() - width) / 2, 0.0
        painter.fillRect(QRectF(left + 3, top + 3, width, height), colour("line"))
        # Paper is white in the dark theme too.
        painter.fillRect(QRectF(left, top, width, height), QColor("white"))
        if not self._sheets:
            painter.setPen(QColor("#5B6961"))
            words = translate("Day", "The sheet is being drawn")
            painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.setClipRect(QRectF(left, top, width, height))
        painter.translate(left, top)
        painter.scale(scale, scale)
        painter.drawPicture(QPointF(0, 0), self._sheets[self._shown])


def _picture(page: Page) -> QPicture:
    picture = QPicture()
    painter = QPainter(picture)
    for shape in page.shapes:
        fill = Qt.BrushStyle.NoBrush if shape.fill is None else QColor(shape.fill)
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen if shape.edge is None else QPen(QColor(shape.edge), shape.weight))
        radius = min(shape.radius, shape.width / 2)
        painter.drawRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), radius, radius)
    for word in page.words:
        face = QFont("Noto Sans SC")
        # Painted at the size of paper: a pixel here is a point there.
        face.setPixelSize(max(1, round(word.size * 10)))
        face.setBold(word.bold)
        width = QFontMetricsF(face).horizontalAdvance(word.text) / 10
        x = word.x - (width if word.align == "right" else width / 2 if word.align == "centre" else 0)
        painter.save()
        painter.translate(x, word.y)
        painter.scale(0.1, 0.1)
        painter.setFont(face)
        painter.setPen(QColor(word.ink))
        painter.drawText(QPointF(0, 0), word.text)
        painter.restore()
    for x, y, side, _ in page.marks:
        _draw_mark(painter, x, y, side)
    painter.end()
    return picture


def _draw_mark(painter: QPainter, x: float, y: float, side: float) -> None:
    """Where the QR will stand: its three corners. At this size no camera reads it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#D2D9D3"))
    painter.drawRect(QRectF(x, y, side, side))
    corner = side * 0.28
    for left, top in ((x, y), (x + side - corner, y), (x, y + side - corner)):
        for inset, ink in ((0.0, "#14201A"), (0.15, "white"), (0.3, "#14201A")):
            painter.setBrush(QColor(ink))
            gap = corner * inset
            painter.drawRect(QRectF(left + gap, top + gap, corner - 2 * gap, corner - 2 * gap))
