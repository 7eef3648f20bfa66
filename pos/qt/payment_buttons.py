"""The buttons of the payment page: whatever the room, each keeps its key, and its words give way last."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pos.qt.keys import shown
from pos.qt.parts import Button, colour, font, metrics, paint_elided
from pos.qt.parts.paint import CENTRE, LEFT, cap_width, key_for, paint_cap, paint_icon, smooth
from pos.qt.tokens import Type

#: Type sizes of a button's words, from large to small.
_SIZES = (15.0, 12.5, 11.5, 10.5)
_CAP = 18


def _fitting(words: str, room: float, largest: float) -> float:
    """The largest size in which the words have room, else the smallest."""
    sizes = [size for size in _SIZES if size <= largest]
    return next((size for size in sizes if metrics(size, True).horizontalAdvance(words) <= room), sizes[-1])


class QuickButton(Button):
    """An amount that customers hand over, over its key where both have no room side by side."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amount and key."""
        if not self._key or self._needed() <= self.width() - 16:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        smooth(painter)
        ink = self._paint_ground(painter)
        size = _fitting(self.text(), self.width() - 8, self._points)
        above = (self.height() - 22 - _CAP - 2) / 2
        painter.setPen(ink)
        painter.setFont(font(size, bold=True))
        paint_elided(painter, QRectF(4, above - 1, self.width() - 8, 24), CENTRE, self.text())
        key = key_for(self._key, self.width() - 8)
        if key:
            wide = cap_width(key)
            paint_cap(painter, QRectF((self.width() - wide) / 2, above + 24, wide, _CAP), key, ink=ink)


class MeansButton(Button):
    """A means of payment: sign and words at the left, the key in the corner, why it rests below."""

    def __init__(self, label: str = "", key: str = "", icon: str = "", points: float = 12.5) -> None:
        super().__init__(label, key=key, icon=icon, kind="means", points=points)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words run under the key only where they stand lower than it."""
        painter = QPainter(self)
        smooth(painter)
        ink = self._paint_ground(painter)
        high, left = self.height(), 12.0
        line = QRectF(0, 0, self.width(), high)
        if self._reason:
            line = QRectF(0, high / 2 - 22, self.width(), 24)
            painter.setPen(ink)
            painter.setFont(font(9.5))
            paint_elided(painter, QRectF(6, high / 2 + 2, self.width() - 12, 19), CENTRE, self._reason)
        if self._icon:
            paint_icon(painter, QRectF(left, line.center().y() - 11, 22, 22), self._icon, ink)
            left += 32
        beside = line.center().y() - 10 < 20
        corner = metrics(Type.HINT).horizontalAdvance(shown(self._key)) + 12 if beside and self._key else 8
        room = self.width() - left - corner
        painter.setPen(ink)
        painter.setFont(font(_fitting(self.text(), room, self._points), bold=True))
        paint_elided(painter, QRectF(left, line.top(), room, line.height()), LEFT, self.text())
        self._paint_corner(painter)

    def _paint_corner(self, painter: QPainter) -> None:
        painter.setPen(colour("ink2") if self.isEnabled() else colour("ink3"))
        painter.setFont(font(Type.HINT))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 4, self.width() - 8, 16), corner, shown(self._key))
