"""The day's figures drawn: origins as bars, receipts by the hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.core.money import ZERO, Money
from pos.core.regions import full_name
from pos.core.wording import translate
from pos.qt.parts import colour, font, paint_seal, seal_colour
from pos.qt.parts.paint import figure

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class OriginLine(Struct, frozen=True):
    """One origin of the day: its county, the scheme that pairs it, its net and its share of the whole."""

    region: str
    name: str
    scheme: str
    net: Money
    share: str


class OriginBars(QWidget):
    """A bar an origin, largest first, in its province's colour; the names stand beside them."""

    LEAST, MOST = 27, 42
    """How low and how high a row may be."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[OriginLine, ...] = ()
        self.setObjectName("originBars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(300, 2 * self.LEAST)

    def draw(self, lines: tuple[OriginLine, ...]) -> None:
        """Show these origins."""
        self._lines = lines
        words = translate("Day", "{origin} {net} yuan {share}")
        told = [words.format(origin=full_name(one.region), net=one.net, share=one.share) for one in lines]
        self.setAccessibleName(translate("Day", "By origin"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Seal, county, scheme, bar, net, share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = self._widest([one.name for one in self._lines], bold=True)
        schemes = self._widest([one.scheme for one in self._lines], bold=False)
        most = max((one.net.fen for one in self._lines), default=0)
        places = max(1, self.height() // self.LEAST)
        shown = self._lines if len(self._lines) <= places else self._lines[: places - 1]
        height = min(self.MOST, self.height() / max(1, min(places, len(self._lines))))
        if len(shown) < len(self._lines):
            self._tell_rest(painter, round(len(shown) * height), round(height), self._lines[len(shown) :])
        for i, one in enumerate(shown):
            row = QRect(0, round(i * height), self.width(), round(height))
            paint_seal(painter, QRect(0, row.center().y() - 11, 24, 24), one.region)
            painter.setPen(colour("ink"))
            painter.setFont(font(12, bold=True))
            painter.drawText(row.adjusted(30, 0, 0, 0), _LEFT, one.name)
            painter.drawText(row.adjusted(0, 0, -62, 0), _RIGHT, figure(one.net))
            painter.setFont(font(10))
            painter.setPen(colour("ink2"))
            painter.drawText(row.adjusted(30 + names + 12, 0, 0, 0), _LEFT, one.scheme)
            painter.drawText(row, _RIGHT, one.share)
            start = 30 + names + 12 + schemes + 12
            track = QRectF(start, row.center().y() - 7, self.width() - start - 62 - 104, 16)
            self._bar(painter, track, one, most)

    def _tell_rest(self, painter: QPainter, top: int, high: int, rest: Sequence[OriginLine]) -> None:
        """The last place says how many more there are and what they come to: no row is cut in two."""
        row = QRect(0, top, self.width(), high)
        words = translate("Day", "{n} more origins · T shows all").format(n=len(rest))
        painter.setPen(colour("ink2"))
        painter.setFont(font(10.5))
        painter.drawText(row.adjusted(30, 0, 0, 0), _LEFT, words)
        painter.setFont(font(12, bold=True))
        painter.drawText(row.adjusted(0, 0, -62, 0), _RIGHT, figure(Money(sum(one.net.fen for one in rest))))

    def _bar(self, painter: QPainter, track: QRectF, one: OriginLine, most: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track, 4, 4)
        if most > 0 and one.net.fen > 0:
            painter.setBrush(seal_colour(one.region))
            painter.drawRoundedRect(
                QRectF(track.topLeft(), track.size())
                .adjusted(0, 0, 0, 0)
                .intersected(
                    QRectF(track.left(), track.top(), max(6.0, track.width() * one.net.fen / most), track.height())
                ),
                4,
                4,
            )

    def _widest(self, words: list[str], *, bold: bool) -> int:
        face = font(12, bold=True) if bold else font(10)
        from PySide6.QtGui import QFontMetrics

        metrics = QFontMetrics(face)
        return max((metrics.horizontalAdvance(word) for word in words), default=0)


class HourBars(QWidget):
    """Receipts by the hour; the busiest hour darker, with its number."""

    def __init__(self) -> None:
        super().__init__()
        self._hours: tuple[tuple[int, int], ...] = ()
        self.setObjectName("hourBars")
        self.setMinimumSize(160, 90)

    def draw(self, hours: tuple[tuple[int, int], ...]) -> None:
        """Show (hour, receipts); hours without receipts between the first and the last stay empty."""
        found = dict(hours)
        first = min(found, default=0)
        # Half a day at least, so that the first sale of the morning is not the whole chart.
        last = min(23, max(max(found, default=0), first + 9)) if found else -1
        self._hours = tuple((hour, found.get(hour, 0)) for hour in range(first, last + 1))
        words = translate("Day", "{hour}:00 {count} receipts")
        self.setAccessibleName(translate("Day", "By hour (receipts)"))
        self.setAccessibleDescription("; ".join(words.format(hour=hour, count=count) for hour, count in hours))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars over the hours of the clock."""
        if not self._hours:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self.width() / len(self._hours), 48.0)
        most = max(count for _, count in self._hours) or 1
        base, top = self.height() - 22, 20
        for i, (hour, count) in enumerate(self._hours):
            cell = QRectF(i * step, 0, step, self.height())
            tall = (base - top) * count / most
            bar = QRectF(cell.left() + step * 0.12, base - tall, step * 0.76, tall)
            best = count == most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent" if best else "accent_line"))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(colour("ink"))
            if best:
                painter.setFont(font(10.5, bold=True))
                painter.drawText(QRectF(bar.center().x() - 30, bar.top() - 19, 60, 18), _CENTRE, str(count))
            painter.setFont(font(9.5))
            painter.setPen(colour("ink2"))
            painter.drawText(QRectF(bar.center().x() - 20, base + 3, 40, 18), _CENTRE, str(hour))


class DayBars(QWidget):
    """A bar a day of a week or month, each beside the grey one of the period before; the best one darker."""

    _SIGNS = 30
    """Room that a day's name needs; where it has less, only every fifth is named."""

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[tuple[str, Money | None, Money | None], ...] = ()
        self.setObjectName("dayBars")
        self.setMinimumSize(160, 90)

    def draw(
        self,
        days: Sequence[date],
        nets: Mapping[date, Money],
        before: Sequence[date],
        nets_before: Mapping[date, Money],
    ) -> None:
        """Show the days of a period, and day by day those of the one before; a day without a shift has no bar."""
        names = translate("Summary", "Mon Tue Wed Thu Fri Sat Sun").split()
        rows = []
        for n, day in enumerate(days):
            name = names[day.weekday()] if len(days) == len(names) else str(day.day)
            old = nets_before.get(before[n]) if n < len(before) else None
            rows.append((name, nets.get(day), old))
        self._days = tuple(rows)
        words = translate("Day", "{day} {net} yuan, before {before}")
        told = [
            words.format(day=day.isoformat(), net=net, before=ZERO if old is None else old)
            for day, (_, net, old) in zip(days, rows, strict=True)
            if net is not None
        ]
        self.setAccessibleName(translate("Day", "By day (net)"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two bars a day over its name; the best day's figure on top of all of them."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self.width() / len(self._days), 64.0)
        most = max((net.fen for _, *both in self._days for net in both if net is not None), default=0)
        best = max((net.fen for _, net, _ in self._days if net is not None), default=0)
        base, top = self.height() - 22, 20
        highest: tuple[QRectF, Money] | None = None
        bars: list[QRectF] = []
        for i, (name, net, before) in enumerate(self._days):
            painter.setPen(Qt.PenStyle.NoPen)
            for amount, ink, start in ((before, "line", 0.08), (net, "accent_line", 0.5)):
                if amount is None or amount.fen <= 0:
                    continue
                tall = max(2.0, (base - top) * amount.fen / most)
                bar = QRectF(step * (i + start), base - tall, step * 0.42, tall)
                if amount is net and amount.fen == best:
                    ink, highest = "accent", (bar, amount)
                painter.setBrush(colour(ink))
                painter.drawRoundedRect(bar, 2, 2)
                bars.append(bar)
            if step >= self._SIGNS or i == 0 or (i + 1) % 5 == 0:
                painter.setFont(font(9.5))
                painter.setPen(colour("ink2"))
                self._write(painter, step * (i + 0.5), base + 3, name)
        if highest is not None:
            bar, amount = highest
            painter.setPen(colour("ink"))
            painter.setFont(font(10.5, bold=True))
            words = figure(amount)
            left, wide = self._place(painter, bar.center().x(), words)
            # On a bar, grey or green, it could not be read: it stands above all that it reaches over.
            under = [one.top() for one in bars if one.left() < left + wide and one.right() > left]
            self._write(painter, bar.center().x(), min(under) - 19, words)

    def _place(self, painter: QPainter, middle: float, words: str) -> tuple[float, int]:
        """Where words around `middle` begin and how wide they are, moved in where the edge would cut them."""
        wide = painter.fontMetrics().horizontalAdvance(words) + 4
        return max(0.0, min(middle - wide / 2, self.width() - wide)), wide

    def _write(self, painter: QPainter, middle: float, top: float, words: str) -> None:
        left, wide = self._place(painter, middle, words)
        painter.drawText(QRectF(left, top, wide, 18), _CENTRE, words)
