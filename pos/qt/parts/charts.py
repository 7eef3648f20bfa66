"""Charts of the day, painted here: lying bars by origin, standing bars by hour. Numbers stand at every bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.qt.parts.paint import CENTRE, LEFT, RIGHT, paint_elided, paint_seal, seal_colour, smooth
from pos.qt.theme import colour, font, metrics


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, how much, and the number to write; `region` gives it its seal and colour."""

    label: str
    weight: int
    words: str
    region: str = ""


class OriginBars(QWidget):
    """Lying bars, largest first: seal, county, bar, number."""

    def __init__(self, row: int = 30) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these; they are put in order here."""
        self._bars = tuple(sorted(bars, key=lambda bar: -bar.weight))
        self.setFixedHeight(max(1, len(self._bars)) * self._row)
        self.setAccessibleName(", ".join(f"{bar.label} {bar.words}" for bar in self._bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line a bar."""
        painter = QPainter(self)
        smooth(painter)
        if not self._bars:
            return
        names = min(140, max(metrics(10.5).horizontalAdvance(bar.label) for bar in self._bars) + 8)
        figures = max(metrics(10.5, True).horizontalAdvance(bar.words) for bar in self._bars) + 10
        most = max(1, *(bar.weight for bar in self._bars))
        left = 30 + names
        room = max(10.0, self.width() - left - figures)
        for i, bar in enumerate(self._bars):
            top = i * self._row
            if bar.region:
                paint_seal(painter, QRectF(0, top + (self._row - 22) / 2, 22, 22), bar.region)
            painter.setPen(colour("ink"))
            painter.setFont(font(10.5))
            paint_elided(painter, QRectF(30, top, names, self._row), LEFT, bar.label)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(seal_colour(bar.region) if bar.region else colour("accent"))
            width = room * max(0, bar.weight) / most
            painter.drawRoundedRect(QRectF(left, top + (self._row - 14) / 2, max(2.0, width), 14), 3, 3)
            painter.setPen(colour("ink"))
            painter.setFont(font(10.5, bold=True))
            painter.drawText(QRectF(0, top, self.width(), self._row), RIGHT, bar.words)


class HourBars(QWidget):
    """Standing bars, one an hour, in the accent; the highest carries its number."""

    def __init__(self, high: int = 140) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self.setMinimumHeight(high)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these in the given order."""
        self._bars = tuple(bars)
        self.setAccessibleName(", ".join(f"{bar.label} {bar.words}" for bar in self._bars if bar.weight))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars on a line, hours below."""
        painter = QPainter(self)
        smooth(painter)
        if not self._bars:
            return
        floor = self.height() - 20
        most = max(1, *(bar.weight for bar in self._bars))
        step = self.width() / len(self._bars)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(0, floor, self.width(), floor)
        for i, bar in enumerate(self._bars):
            high = (floor - 20) * max(0, bar.weight) / most
            box = QRectF(i * step + step * 0.18, floor - high, step * 0.64, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(box, 2, 2)
            painter.setPen(colour("ink2"))
            painter.setFont(font(9))
            painter.drawText(QRectF(i * step, floor + 1, step, 18), CENTRE, bar.label)
            if bar.weight == most:
                painter.setPen(colour("ink"))
                painter.setFont(font(9, bold=True))
                painter.drawText(QRectF(i * step - 40, floor - high - 19, step + 80, 18), CENTRE, bar.words)
