"""A paper of the receipt printer, painted from what was read back from the printer's own bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.core.paper import Line
from pos.core.wording import translate
from pos.qt.parts import colour
from pos.qt.receipt_paper import PaperPreview, paint_line

if TYPE_CHECKING:
    from pos.screens.receipt_form import Dots, Roll

#: Air around the paper, and between its edge and the first column.
_AROUND, _MARGIN = 14, 12
#: Dots of the printer: a column, a line, a line twice as high.
_COLUMN, _LINE, _HIGH, _BETWEEN = 12, 30, 56, 6
_INK, _PALE = QColor("#14201A"), QColor("#7C8981")


class RollSheet(QWidget):
    """The paper itself, as high as it is long; its words can be read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rollSheet")
        self._roll: Roll | None = None
        self._pictures: dict[int, QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, roll: Roll) -> None:
        """Show this paper."""
        if roll == self._roll:
            return
        self._roll = roll
        self._pictures.clear()
        words = [item.text.strip() for item in roll.items if isinstance(item, Line)]
        self.setAccessibleName(translate("ReceiptForm", "The receipt as the printer gets it"))
        self.setAccessibleDescription("\n".join(words) or roll.missing)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given, as high as the paper."""
        return QSize(300, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        self._pictures.clear()
        self._fit()

    @property
    def _dot(self) -> float:
        columns = self._roll.columns if self._roll is not None else 48
        return max(0.2, (self.width() - 2 * (_AROUND + _MARGIN)) / (columns * _COLUMN))

    def _fit(self) -> None:
        dots = sum(_height(item) for item in self._roll.items) if self._roll is not None else 0
        self.setFixedHeight(max(120, int(dots * self._dot) + 2 * (_AROUND + _MARGIN)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper in the dark theme too."""
        if self._roll is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        sheet = QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        if self._roll.missing:
            painter.setPen(colour("ink2"))
            painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._roll.missing)
            return
        painter.fillRect(sheet.translated(3, 3), colour("line"))
        painter.fillRect(sheet, QColor("white"))
        top = sheet.top() + _MARGIN
        for at, item in enumerate(self._roll.items):
            height = _height(item) * self._dot
            place = QRectF(sheet.left() + _MARGIN, top, sheet.width(), height)
            self._paint(painter, at, item, self._roll.columns, place)
            top += height

    def _paint(self, painter: QPainter, at: int, item: object, columns: int, place: QRectF) -> None:
        if isinstance(item, Line):
            paint_line(painter, item, place.topLeft(), columns, _COLUMN * self._dot, place.height())
        elif hasattr(item, "data"):
            self._paint_dots(painter, at, item, columns, place.topLeft())  # type: ignore[arg-type]
        elif getattr(item, "what", "") == "cut":
            painter.setPen(QPen(_PALE, 1, Qt.PenStyle.DashLine))
            line = place.translated(-_MARGIN, place.height() / 2)
            painter.drawLine(line.topLeft(), line.topRight())

    def _paint_dots(self, painter: QPainter, at: int, dots: Dots, columns: int, corner: QPointF) -> None:
        room = columns * _COLUMN
        aside = {"left": 0, "center": (room - dots.width) // 2, "right": room - dots.width}[dots.align]
        picture = self._pictures.get(at)
        if picture is None:
            picture = self._pictures[at] = self._shrunk(dots)
        painter.drawImage(QPointF(corner.x() + aside * self._dot, corner.y()), picture)

    def _shrunk(self, dots: Dots) -> QImage:
        """The picture at the size of the preview, sharp on every screen."""
        picture = QImage(dots.data, dots.width, dots.height, dots.width // 8, QImage.Format.Format_Mono)
        picture.setColorTable([0xFFFFFFFF, _INK.rgba()])
        ratio = self.devicePixelRatioF()
        size = QSize(int(dots.width * self._dot * ratio), int(dots.height * self._dot * ratio)).expandedTo(QSize(1, 1))
        whole = picture.convertToFormat(QImage.Format.Format_ARGB32)
        how = Qt.TransformationMode.SmoothTransformation
        shrunk = whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, how)
        shrunk.setDevicePixelRatio(ratio)
        return shrunk


def _height(item: object) -> int:
    """Dots from its top to the next one's."""
    if isinstance(item, Line):
        return _LINE if item.size == "normal" else _HIGH
    if hasattr(item, "height"):
        return int(item.height) + _BETWEEN
    return int(getattr(item, "lines", 1)) * _LINE


class RollPreview(PaperPreview):
    """The receipt as the printer gets it."""

    def __init__(self) -> None:
        self.sheet = RollSheet()
        super().__init__(self.sheet)
        self.setObjectName("rollPreview")

    def draw(self, roll: Roll) -> None:
        """Show this paper; what was scrolled to stays, as far as there is so much of it."""
        self.sheet.draw(roll)

    def turn(self, by: int) -> None:
        """Scroll a good part of a page on, or back."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * int(self.height() * 0.8))
