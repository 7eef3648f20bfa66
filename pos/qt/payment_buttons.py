"""The buttons of the payment page: whatever the room, each keeps its key, and its words give way last."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from pos.qt.keys import shown
from pos.qt.parts import Button, colour, font, metrics, paint_elided
from pos.qt.parts.paint import CENTRE, LEFT, cap_width, fitting_points, key_for, paint_cap, paint_icon, smooth
from pos.qt.tokens import Type

#: Type sizes of a button's words, from large to small.
_SIZES = (15.0, 12.5, 11.5, 10.5, 10.0)
_CAP = 18


def _fitting(words: str, room: float, largest: float) -> float:
    """The largest size in which the words have room, else the smallest."""
    sizes = [size for size in _SIZES if size <= largest]
    return next((size for size in sizes if metrics(size, True).horizontalAdvance(words) <= room), sizes[-1])


class QuickButton(Button):
    """An amount that customers hand over, over its key where both have no room side by side."""

    def __init__(self, label: str = "", key: str = "", icon: str = "", kind: str = "plain", points: float = 0) -> None:
        super().__init__(label, key=key, icon=icon, kind=kind, points=points)
        self._over = False

    @property
    def is_narrow(self) -> bool:
        """Words and key have no room side by side."""
        return bool(self._key) and self._needed() > self.width() - 16

    def stack(self, over: bool) -> None:
        """Its words over its key, as its neighbours have them, or not."""
        if over != self._over:
            self._over = over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amount and key."""
        if not self._key or not (self._over or self.is_narrow):
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


def stack_alike(buttons: Iterable[QuickButton]) -> None:
    """Buttons of one row all look alike: where one has no room for its key at its side, all have it below."""
    seen = [one for one in buttons if not one.isHidden()]
    over = any(one.is_narrow for one in seen)
    for one in seen:
        one.stack(over)


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
            # Below the words, where it is no wider than they are.
            start = left + 32 if self._icon else left
            wide = metrics(9.5).horizontalAdvance(self._reason)
            start = start if start + wide + 6 <= self.width() else max(4.0, (self.width() - wide) / 2)
            room = self.width() - start - 4
            painter.setFont(font(fitting_points(self._reason, room, 9.5, least=9)))
            paint_elided(painter, QRectF(start, high / 2 + 2, room, 19), LEFT, self._reason)
        beside = line.center().y() - 10 < 20
        corner = metrics(Type.HINT).horizontalAdvance(shown(self._key)) + 12 if beside and self._key else 8
        if self._icon and metrics(_SIZES[-1], True).horizontalAdvance(self.text()) > self.width() - left - 32 - corner:
            # The words say more than the sign before them.
            left = 10.0
        elif self._icon:
            paint_icon(painter, QRectF(left, line.center().y() - 11, 22, 22), self._icon, ink)
            left += 32
        room = self.width() - left - corner
        if not self._icon and metrics(10.5, True).horizontalAdvance(self.text()) > room:
            left, room = 8.0, self.width() - 8 - max(8, corner - 8)
        painter.setPen(ink)
        painter.setFont(font(_fitting(self.text(), room, self._points), bold=True))
        paint_elided(painter, QRectF(left, line.top(), room, line.height()), LEFT, self.text())
        self._paint_corner(painter)

    def _paint_corner(self, painter: QPainter) -> None:
        painter.setPen(colour("ink2") if self.isEnabled() else colour("ink3"))
        painter.setFont(font(Type.HINT))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 4, self.width() - 8, 16), corner, shown(self._key))
