"""Small painted marks of the pages: origin seal, bar of origins, a state in a word, a card with a coloured rim."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from pos.core.money import Money
from pos.core.regions import full_name, province_character
from pos.core.wording import translate
from pos.qt.parts.paint import CENTRE, chip_width, paint_chip, paint_seal, smooth
from pos.qt.theme import colour, font, metrics, seal

#: Between two segments, so that neighbours of like colour stay two.
_GAP = 3


class SealLabel(QWidget):
    """The origin seal of a county's province; the county's name must stand beside it."""

    def __init__(self, region: str, side: int = 22) -> None:
        super().__init__()
        self._region = region
        self.setFixedSize(side, side)
        self.setAccessibleName(translate("Origin", "Origin {county}").format(county=full_name(region)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The seal."""
        paint_seal(QPainter(self), self.rect(), self._region)


class OriginBar(QWidget):
    """Shares of a sum by origin, largest first, each with its province's character and, where it fits, the amount."""

    def __init__(self, height: int = 20) -> None:
        super().__init__()
        self._origins: tuple[tuple[str, str, Money], ...] = ()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def draw(self, origins: tuple[tuple[str, str, Money], ...]) -> None:
        """Show (county code, county, amount)."""
        self._origins = tuple(one for one in origins if one[2].fen > 0)
        words = translate("Origin", "{county} {amount} yuan")
        told = [words.format(county=full_name(code), amount=amount) for code, _, amount in origins]
        self.setAccessibleName(translate("Origin", "Where it comes from"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One segment an origin; a share too small for its character still has its colour."""
        painter = QPainter(self)
        smooth(painter)
        whole = sum(amount.fen for _, _, amount in self._origins)
        room = self.width() - _GAP * max(0, len(self._origins) - 1)
        left = 0.0
        for code, _, amount in self._origins:
            mark = seal(code)
            box = QRectF(left, 0, room * amount.fen / whole, self.height())
            left = box.right() + _GAP
            edge = QColor(mark.colour)
            painter.setPen(QPen(edge, 1))
            painter.setBrush(colour("surface") if mark.outline else edge)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(edge if mark.outline else QColor(mark.on))
            painter.setFont(font(9.5, bold=True))
            words = f"{province_character(code)} {amount.grouped()}"
            if metrics(9.5, True).horizontalAdvance(words) + 8 > box.width():
                words = province_character(code)
            if metrics(9.5, True).horizontalAdvance(words) <= box.width():
                painter.drawText(box.adjusted(0, -1, 0, 0), CENTRE, words)


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
        paint_chip(QPainter(self), self.rect(), self._state, self._words)


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
