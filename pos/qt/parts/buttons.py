"""Buttons: each shows the key that presses it and, while it cannot be pressed, why not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton

from pos.qt.keys import in_words, shown
from pos.qt.parts.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    cap_width,
    fitting_points,
    key_for,
    key_width,
    paint_cap,
    paint_elided,
    paint_icon,
    paint_ring,
    smooth,
)
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type


class Button(QPushButton):
    """A button: `Button("挂单", key="F6")`. Height and width are the page's business (44 at least).

    `kind`: plain; primary (filled, one a page, bottom right); danger (red outline); means (icon and words left, key in
    the corner, checkable); pad (big digit); quiet (sunken pad key); bare (words and cap only).
    `set_reason("还没有商品")` disables it and says why under the label; `set_reason("")` enables it again.
    """

    def __init__(
        self, label: str = "", key: str = "", icon: str = "", kind: str = "plain", reason: str = "", points: float = 0
    ) -> None:
        super().__init__(label)
        self._key, self._icon, self._kind, self._reason = key, icon, kind, ""
        self._points = points or {"primary": Type.TITLE, "pad": Type.PAD}.get(kind, Type.BUTTON)
        self._name_given = False
        self.setFont(font(self._points, bold=True))
        self.setMinimumHeight(44)
        self.setMinimumWidth(44)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        if reason:
            self.set_reason(reason)

    @property
    def reason(self) -> str:
        """Why it cannot be pressed; empty when it can."""
        return self._reason

    def set_reason(self, reason: str) -> None:
        """Disable with a reason, or enable with none."""
        reason = in_words(reason)
        self._reason = reason
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason)
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon of `resources/icons`."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, key cap and icon in one line."""
        width = metrics(self._points, True).horizontalAdvance(self.text()) + (6 if self._kind == "bare" else 32)
        if self._key and self._kind != "means":
            width += key_width(self._key) + 12
        if self._icon:
            width += 28
        return QSize(width, 44)

    def minimumSizeHint(self) -> QSize:
        """What must be seen: the words."""
        words = metrics(_least(self._points), True).horizontalAdvance(self.text()) + 14 if self.text() else 0
        return QSize(max(44, min(self.sizeHint().width(), words)), 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground by state, then words, cap, reason."""
        painter = QPainter(self)
        smooth(painter)
        ink = self._paint_ground(painter)
        box = QRectF(self.rect())
        if self._reason:
            painter.setPen(ink)
            painter.setFont(font(fitting_points(self._reason, box.width() - 8, 9.5, least=9)))
            below = min(box.height() / 2 + 4, box.height() - 20)
            paint_elided(painter, QRectF(4, below, box.width() - 8, 20), CENTRE, self._reason)
            # Both lines stand together in the middle, also of a high button.
            box = QRectF(0, max(0.0, below - 34), box.width(), 0)
            box.setBottom(below + 4)
        if self._kind == "means":
            self._paint_means(painter, box, ink)
        elif self._narrow and self.height() >= 56 and self._stacks and not self._reason:
            self._paint_stacked(painter, box, ink)
        else:
            self._paint_line(painter, box, ink)

    @property
    def _narrow(self) -> bool:
        return bool(self._key) and self.width() < (118 if self.isCheckable() else 110)

    @property
    def _stacks(self) -> bool:
        """Too narrow for words and cap side by side; amounts to choose from all stand alike, the short ones too."""
        return self.isCheckable() or self._needed() > self.width() - 16

    def _needed(self) -> int:
        return metrics(self._points, True).horizontalAdvance(self.text()) + key_width(self._key) + 12

    def _paint_ground(self, painter: QPainter) -> QColor:
        primary, live = self._kind == "primary", self.isEnabled()
        ground, edge, ink, width = "surface", "edge", "ink", 1.0
        if self._kind == "bare":
            if self.hasFocus() or self.underMouse():
                paint_ring(
                    painter, self.rect(), 6, "accent" if self.hasFocus() else "edge", 2 if self.hasFocus() else 1
                )
            return colour("ink2")
        if not live:
            ground, edge, ink = "sunken", "line", "ink3"
        elif primary:
            ground = edge = "accent_press" if self.isDown() or self.underMouse() else "accent"
            ink = "on_accent"
        elif self.isChecked():
            ground, edge, ink, width = "accent_soft", "accent", "accent", 2.0
        elif self.isDown():
            ground = "line"
        elif self.underMouse() or self._kind == "quiet":
            ground = "sunken"
            edge = "line" if self._kind == "quiet" else "edge"
        if live and self._kind == "danger":
            edge = ink = "bad"
            width = 1.5
        half = width / 2
        painter.setBrush(colour(ground))
        painter.setPen(QPen(colour(edge), width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        if self.hasFocus():
            if primary and live:
                inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
                paint_ring(painter, inner, 6, "on_accent", 2)
            else:
                paint_ring(painter, self.rect(), 8)
        return colour(ink)

    def _paint_line(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        on_fill = self._kind == "primary" and self.isEnabled()
        bold, least = self._kind != "bare", _least(self._points)
        words = metrics(self._points, bold).horizontalAdvance(self.text())
        gap = 12 if words else 0
        cap = key_width(self._key) + gap if self._key else 0
        icon = 28 if self._icon and self.text() else (24 if self._icon else 0)
        room = box.width() - (0 if self._kind == "bare" else 16)
        key = shown(self._key)
        if words + cap + icon > room:
            # Closer together, of Alt 1 the digit only, for the legend names Alt; then smaller; the cap goes at last.
            gap, room = 6, room + (6 if self._key.startswith("Alt ") else 2)
            key = key_for(self._key, room - metrics(least, bold).horizontalAdvance(self.text()) - icon - gap)
            cap = cap_width(key) + gap if key else 0
        points = fitting_points(self.text(), room - cap - icon, self._points, bold=bold, least=least)
        words = metrics(points, bold).horizontalAdvance(self.text())
        left = box.left() + (box.width() - min(room, words + cap + icon)) / 2
        if icon:
            side = 20 if self.text() else 28
            left -= 0 if self.text() else 2
            paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), self._icon, ink)
            left += icon
        painter.setPen(ink)
        painter.setFont(font(points, bold=bold))
        width = min(words + 2, box.right() - (0 if self._kind == "bare" else 4) - left)
        paint_elided(painter, QRectF(left, box.top() - 1, width + 1, box.height()), LEFT, self.text())
        if cap:
            spot = QRectF(left + words + gap, box.center().y() - 10, cap - gap, 20)
            paint_cap(painter, spot, key, ink=ink, on_fill=on_fill)

    def _paint_stacked(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setPen(ink)
        points = fitting_points(self.text(), box.width() - 8, self._points, bold=True, least=_least(self._points))
        painter.setFont(font(points, bold=True))
        key = key_for(self._key, box.width() - 6)
        top = box.center().y() - (25 if key else 14)
        paint_elided(painter, QRectF(4, top, box.width() - 8, 26), CENTRE, self.text())
        if key:
            width = cap_width(key)
            paint_cap(painter, QRectF(box.center().x() - width / 2, top + 28, width, 20), key)

    def _paint_means(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        left = 12.0
        if self._icon:
            paint_icon(painter, QRectF(left, box.center().y() - 11, 22, 22), self._icon, ink)
            left += 32
        painter.setPen(ink)
        painter.setFont(font(self._points, bold=True))
        paint_elided(painter, QRectF(left, box.top(), box.width() - left - 8, box.height()), LEFT, self.text())
        painter.setPen(colour("ink2") if self.isEnabled() else colour("ink3"))
        painter.setFont(font(Type.HINT))
        painter.drawText(QRectF(0, 4, self.width() - 8, 16), RIGHT, shown(self._key))


def _least(points: float) -> float:
    """A button's words may be printed a little smaller, where an ellipsis would be the other choice."""
    return max(10.0, points - 3)


class IconButton(QAbstractButton):
    """A square button with one sign (`−`, `+`) or an icon's name; give it an accessible name."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self._icon = {"−": "minus", "+": "plus"}.get(sign, sign)
        self.setText(sign)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(44, 42)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Big enough for a thumb."""
        return QSize(44, 44)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign; pressed it darkens."""
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect().adjusted(2, 2, -2, -2), colour("line" if self.isDown() else "sunken"))
        side = 20
        spot = QRectF(self.rect().center().x() - side / 2 + 0.5, self.rect().center().y() - side / 2 + 0.5, side, side)
        paint_icon(painter, spot, self._icon, "ink" if self.isEnabled() else "ink3")
        if self.hasFocus():
            paint_ring(painter, self.rect(), 6)
