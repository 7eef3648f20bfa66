"""A banner in a narrow column: what was not done is read to its end, on as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent

from pos.core.money import Money
from pos.qt.parts import Banner, colour, font, metrics
from pos.qt.parts.paint import state_colours

_TITLE, _DETAIL = 11.5, 10.0
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
#: What the banner keeps beside its words: sign and margins.
_BESIDE, _ABOVE, _LEAST = 63, 8, 54


class TallBanner(Banner):
    """Grows with its sentences where the column is narrow; never lower than any other banner."""

    def tell(self, kind: str, title: str, detail: str = "", amount: Money | None = None, key: str = "") -> None:
        """Show it, with room for all of its words."""
        super().tell(kind, title, detail, amount, key)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        title, detail = self._heights(self.width() - _BESIDE)
        height = max(_LEAST, title + detail + 2 * _ABOVE)
        if height != self.height():
            self.setFixedHeight(height)

    def _heights(self, width: int) -> tuple[int, int]:
        def high(words: str, points: float, *, bold: bool) -> int:
            room = QRect(0, 0, max(width, 40), 1000)
            return metrics(points, bold).boundingRect(room, _WRAPPED, words).height() if words else 0

        return high(self._title, _TITLE, bold=True), high(self._detail, _DETAIL, bold=False)

    def _two_lines(self, painter: QPainter, box: QRectF) -> None:
        title, detail = self._heights(int(box.width()))
        top = (self.height() - title - detail) / 2
        painter.setPen(state_colours(self._kind)[2])
        painter.setFont(font(_TITLE, bold=True))
        painter.drawText(QRectF(box.left(), top, box.width(), title), _WRAPPED, self._title)
        painter.setPen(colour("ink"))
        painter.setFont(font(_DETAIL))
        painter.drawText(QRectF(box.left(), top + title, box.width(), detail), _WRAPPED, self._detail)
