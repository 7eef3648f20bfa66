"""Words on a page: labels in the tokens' sizes and tones, rules, cards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pos.qt.parts.paint import cap_width, fitting_points, key_width, paint_cap, paint_icon, paint_key, paint_mark
from pos.qt.theme import colour, font, look
from pos.qt.tokens import Type


def text(words: str = "", points: float = Type.BODY, bold: bool = False, tone: str = "ink") -> QLabel:
    """A label; `tone` is ink, ink2, ink3, accent, info, warn, bad, rail or on_rail."""
    label = QLabel(words)
    label.setFont(font(points, bold))
    label.setProperty("tone", tone)
    return label


class Elided(QLabel):
    """A label of one line that gives way: it takes what room there is, in fewer words or, at last, with an ellipsis.

    Fewer words are for what the till says; only names and what somebody wrote may end in an ellipsis.
    """

    def __init__(self, points: float = Type.BODY, bold: bool = False, tone: str = "ink", least: float = 0) -> None:
        """`least`: how small its type may become before words are left out."""
        super().__init__()
        self._points, self._bold, self._least = points, bold, least or points
        self.setFont(font(points, bold))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole, self._is_cut = "", False
        self._shorter: tuple[str, ...] = ()

    def setText(self, words: str, *shorter: str) -> None:
        """Show `words`, or the first of the `shorter` ones that has room; the whole is tool tip and accessible name."""
        self._whole, self._shorter = words, shorter
        self.setAccessibleName(words)
        self._fit()

    def whole_text(self) -> str:
        """What stands there, ellipsis or not."""
        return self._whole

    @property
    def is_cut(self) -> bool:
        """Whether it ends in an ellipsis."""
        return self._is_cut

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.width())
        if self._least < self._points:
            self.setFont(
                font(fitting_points(self._whole, room, self._points, bold=self._bold, least=self._least), self._bold)
            )
        face = self.fontMetrics()
        wordings = (self._whole, *self._shorter)
        words = next((one for one in wordings if face.horizontalAdvance(one) <= room), wordings[-1])
        fits = face.horizontalAdvance(words) <= room
        shown = words if fits else face.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self._is_cut = shown != words
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
    """Dress a panel: change (green), back (red rim), missing (plain), refused (red), warned (amber), asked (blue)."""
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
