"""Small painted marks of the pages: a state in a word, a card with a coloured rim, a marked row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from pos.qt.parts import chip_width, colour, paint_chip
from pos.qt.parts.paint import smooth


class Chip(QWidget):
    """A state with its sign and its word: `show_state("ok", "可退")`."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._words = "ok", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, words: str) -> None:
        """ok, warn, bad or info, with its words."""
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Sign and words."""
        return QSize(chip_width(self._words), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._state, self._words)


class RimmedCard(QFrame):
    """A white card whose rim says something: `rim` is a token, `line` for a card like any other."""

    def __init__(self, rim: str = "line", width: float = 1) -> None:
        super().__init__()
        self._rim, self._width = rim, width

    def set_rim(self, rim: str, width: float = 1) -> None:
        """Another rim."""
        self._rim, self._width = rim, width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and rim."""
        painter = QPainter(self)
        smooth(painter)
        half = self._width / 2
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour(self._rim), self._width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 9, 9)


class MarkedRow(QFrame):
    """A row of a list: `tinted` lies on the pale accent, `marked` has the bar at its left."""

    def __init__(self) -> None:
        super().__init__()
        self._tinted = self._marked = False

    def mark(self, *, tinted: bool, marked: bool) -> None:
        """Say how it stands."""
        if (tinted, marked) != (self._tinted, self._marked):
            self._tinted, self._marked = tinted, marked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and bar."""
        painter = QPainter(self)
        if self._tinted:
            painter.fillRect(self.rect(), colour("accent_soft"))
        if self._marked:
            painter.fillRect(0, 0, 4, self.height(), colour("accent"))


def dye(label: QLabel, tone: str) -> None:
    """Give a label another tone of the stylesheet."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout; what was in it is gone from the screen at once, not after the next event."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
