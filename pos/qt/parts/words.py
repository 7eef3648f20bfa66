"""Words on a page: labels in the tokens' sizes and tones, rules, cards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pos.qt.parts.paint import cap_width, key_width, paint_cap, paint_icon, paint_key, paint_mark
from pos.qt.theme import colour, font, look
from pos.qt.tokens import Type


def text(words: str = "", points: float = Type.BODY, bold: bool = False, tone: str = "ink") -> QLabel:
    """A label; `tone` is ink, ink2, ink3, accent, info, warn, bad, rail or on_rail."""
    label = QLabel(words)
    label.setFont(font(points, bold))
    label.setProperty("tone", tone)
    return label


class Elided(QLabel):
    """A label of one line that gives way: it takes what room there is and ends in an ellipsis."""

    def __init__(self, points: float = Type.BODY, bold: bool = False, tone: str = "ink") -> None:
        super().__init__()
        self.setFont(font(points, bold))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def setText(self, words: str) -> None:
        """Show `words`; the whole of them is the tool tip and the accessible name."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def whole_text(self) -> str:
        """What stands there, ellipsis or not."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


def card(widget: QWidget) -> None:
    """White ground, one line around, no shadow."""
    look(widget, "card")


class Card(QFrame):
    """A white card; give it a layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card(self)


def rule(upright: bool = False) -> QFrame:
    """A line of one pixel, lying or upright."""
    line = QFrame()
    look(line, "rule")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def panel_state(widget: QWidget, state: str) -> None:
    """Dress a panel: change (green), missing (plain), refused (red), warned (amber), asked (blue)."""
    look(widget, state)


class KeyCap(QWidget):
    """A key as it is printed on the keyboard, 20 high."""

    def __init__(self, key: str, parent: QWidget | None = None, *, own: bool = False) -> None:
        """`own`: exactly that stands on it, a key of the shop's."""
        super().__init__(parent)
        self.key = key
        self._own = own
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As wide as the key's name."""
        return QSize(cap_width(self.key) if self._own else key_width(self.key), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cap."""
        painter = QPainter(self)
        if self._own:
            paint_cap(painter, self.rect(), self.key)
        else:
            paint_key(painter, self.rect(), self.key)


class IconLabel(QWidget):
    """An icon that says nothing by itself; words stand beside it."""

    def __init__(self, name: str, side: int = 20, ink: str = "ink") -> None:
        super().__init__()
        self._name, self._ink = name, ink
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon in the token's colour of today."""
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._name, self._ink)


def icon_label(name: str, side: int = 20, ink: str = "ink") -> IconLabel:
    """An icon of `side` pixels in a token's colour."""
    return IconLabel(name, side, ink)


class Mark(QWidget):
    """The till's mark on the dark rail."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pale square, dark character."""
        painter = QPainter(self)
        ground = colour("on_rail") if not colour("canvas").lightness() < 60 else colour("rail_ink")
        paint_mark(painter, self.rect().toRectF(), ground, colour("rail"))
