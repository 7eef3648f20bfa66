"""The pieces of the day page: headline figures, and the overview by origin, hour, means and drawer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos.core import daily_summary as words
from pos.core.daily_summary import Table
from pos.core.labels import scheme_label
from pos.core.money import Money
from pos.core.regions import county_short_name, paired_on
from pos.core.totals import DaySummary, DrawerCount
from pos.core.wording import translate
from pos.qt.day_charts import DayBars, HourBars, OriginBars, OriginLine
from pos.qt.marks import Chip, RimmedCard
from pos.qt.parts import Elided, card, font, rule, text
from pos.qt.parts.paint import figure

if TYPE_CHECKING:
    from pos.screens.day import DayScreen

#: How high the titles of the three lower cards are, with a chip beside them or without.
_HEAD = 26
#: Before a line that is a part of the lines above it.
_PART = "\u3000"


class Headline(QWidget):
    """Four figures: net, receipts, average receipt, the seven entries."""

    def __init__(self) -> None:
        super().__init__()
        self._cells = [_Figure() for _ in range(4)]
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for cell in self._cells:
            box.addWidget(cell, 1)
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self.setFixedHeight(88 if compact else 100)
        for cell in self._cells:
            cell.fit(compact=compact)

    def draw(self, summary: DaySummary, before: Money | None, against_words: str) -> None:
        """Show them with what stands beside each; `against_words` compare the net with what was sold `before`."""
        totals, net = summary.totals, summary.totals.net
        yuan = translate("Day", "yuan")
        against = ""
        if before is not None and before.fen > 0:
            change = words.share(net - before, before)
            sign = "+" if net > before else ""
            against = against_words.format(change=sign + change)
        self._cells[0].show_figure(translate("Day", "Net sales"), figure(net), yuan, against)
        refunds = translate("Day", "{count} refunds {amount}")
        back = refunds.format(count=totals.refunds, amount=figure(-totals.refunded)) if totals.refunds else ""
        self._cells[1].show_figure(
            translate("Day", "Sales"),
            str(totals.sales),
            translate("Day", "receipts"),
            back or translate("Day", "No refunds"),
        )
        median = translate("Day", "median {amount}").format(amount=figure(summary.median_receipt))
        average = figure(words.average_receipt(summary))
        self._cells[2].show_figure(translate("Day", "Average receipt"), average, yuan, median if totals.sales else "")
        seven = words.seven_entries(summary)
        part = translate("Day", "{share} of the net").format(share=words.share(seven, net) or "0.0 %")
        self._cells[3].show_figure(translate("Day", "Seven entries"), figure(seven), yuan, part)


class _Figure(QFrame):
    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._word = Elided(10.5, tone="ink2")
        self._figure = text("", 21, bold=True)
        self._unit = text("", 10, tone="ink2")
        self._below = Elided(10, tone="ink2")
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(self._figure)
        line.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self._box = box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(self._word)
        box.addLayout(line)
        box.addWidget(self._below)

    def fit(self, *, compact: bool) -> None:
        self._figure.setFont(font(17 if compact else 21, bold=True))
        self._box.setContentsMargins(13, 4 if compact else 8, 8, 4 if compact else 8)

    def show_figure(self, word: str, amount: str, unit: str, below: str) -> None:
        self._word.setText(word)
        self._figure.setText(amount)
        self._unit.setText(unit)
        self._below.setText(below)
        self.setAccessibleName(f"{word} {amount} {unit}")
        self.setAccessibleDescription(below)


class DayOverview(QWidget):
    """Origins as bars; below them the hours, the means, and the drawer for whoever may see it."""

    def __init__(self) -> None:
        super().__init__()
        self._origins = OriginBars()
        self._certified = text("", 10, tone="ink2")
        self._hours, self._days = HourBars(), DayBars()
        self._time = text(translate("Day", "By hour (receipts)"), 12, bold=True)
        self._time_before = Elided(10, tone="ink2")
        self._time_before.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._means = _Lines(translate("Day", "By means of payment"), translate("Day", "{n} more · T shows all"))
        self._last = _Lines("", translate("Day", "{n} more · P shows all"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self._origin_card(), 52)
        below = QHBoxLayout()
        below.setSpacing(12)
        hours = QFrame()
        card(hours)
        inside = QVBoxLayout(hours)
        inside.setContentsMargins(15, 8, 15, 8)
        inside.setSpacing(4)
        self._time.setFixedHeight(_HEAD)
        over = QHBoxLayout()
        over.addWidget(self._time)
        over.addWidget(self._time_before, 1)
        inside.addLayout(over)
        inside.addWidget(self._hours, 1)
        inside.addWidget(self._days, 1)
        below.addWidget(hours, 10)
        below.addWidget(self._means, 8)
        below.addWidget(self._last, 7)
        box.addLayout(below, 48)

    def _origin_card(self) -> QWidget:
        frame = QFrame()
        card(frame)
        head = QHBoxLayout()
        head.addWidget(text(translate("Day", "By origin"), 12, bold=True))
        head.addStretch()
        head.addWidget(self._certified)
        self._empty = text("", 11, tone="ink2")
        box = QVBoxLayout(frame)
        box.setContentsMargins(15, 10, 15, 8)
        box.addLayout(head)
        box.addWidget(self._empty)
        box.addWidget(self._origins, 1)
        return frame

    def draw(
        self, summary: DaySummary, tables: Mapping[str, Table], day: date, *, shows_drawer: bool, blind: str = ""
    ) -> None:
        """Show the day; without the right to see the drawer its place shows the channels.

        `blind` says why the means are not shown: cash from sales and the float together are what will be counted.
        """
        totals = summary.totals
        lines = tuple(
            OriginLine(
                row.code,
                county_short_name(row.code),
                _scheme(row.code, day),
                row.group.net,
                words.share(row.group.net, totals.net),
            )
            for row in tables["by_region"].rows
        )
        self._empty.setVisible(not lines)
        self._origins.draw(lines)
        certified = translate("Day", "Net · certified products {share}")
        self._certified.setText(certified.format(share=words.share(totals.certified, totals.net) or "0.0 %"))
        hours = totals.ranked("by_hour")
        self._hours.draw(tuple((int(code), group.sales) for code, group in hours if group.sales))
        one_day = summary.first_day == summary.last_day
        self._empty.setText(
            translate("Day", "Nothing sold on this day yet; the first receipt shows here")
            if one_day
            else translate("Day", "Nothing sold in these days")
        )
        means = [] if blind else [(row.label, figure(row.group.net), False) for row in tables["by_means"].rows]
        by_clerk = words.confirmed_by_clerk(summary)
        if means and by_clerk:
            # No means of its own but a part of those above: it stands back.
            means.append((_PART + translate("Day", "of pay codes, clerk only"), figure(by_clerk), False))
        self._means.draw(
            means or [(blind, "", False)], (translate("Day", "Together"), figure(tables["by_means"].total.net))
        )
        if shows_drawer:
            self._draw_drawers(summary.drawers, one_day=one_day)
        else:
            channels = tables["by_channel"]
            self._last.title(translate("Day", "By channel"))
            self._last.chip("", "")
            self._last.draw(
                [(row.label, figure(row.group.net), False) for row in channels.rows],
                (translate("Day", "Together"), figure(channels.total.net)),
            )

    def draw_hours(self) -> None:
        """A single day: its hours."""
        self._time.setText(translate("Day", "By hour (receipts)"))
        self._time_before.setText("")
        self._days.hide()
        self._hours.show()

    def draw_days(self, screen: DayScreen, before: str) -> None:
        """A week or month: its days; `before` says what the grey bars are."""
        self._time.setText(translate("Day", "By day (net)"))
        self._time_before.setText(before)
        self._days.draw(screen.period.days(), screen.nets, screen.before.days(), screen.nets_before)
        self._hours.hide()
        self._days.show()

    def _draw_drawers(self, drawers: tuple[DrawerCount, ...], *, one_day: bool) -> None:
        card_ = self._last
        card_.title(translate("Day", "Drawer"))
        if not drawers:
            card_.chip("", "")
            none = translate("Day", "No shift on this day") if one_day else translate("Day", "No shift in these days")
            card_.draw([(none, "", False)], None)
            return
        state = [drawer.over_short for drawer in drawers if drawer.over_short is not None]
        off = Money(sum(amount.fen for amount in state))
        if len(state) < len(drawers):
            card_.chip("info", translate("Day", "still open"))
        else:
            differ = translate("Day", "{n} differ").format(n=sum(1 for amount in state if amount))
            card_.chip("warn" if any(state) else "ok", differ if any(state) and not one_day else words.over_short(off))
        if len(drawers) == 1:
            card_.draw(_drawer_lines(drawers[0]), None)
            return
        rows = [(words.drawer_label(one), words.over_short(one.over_short) or "—", False) for one in drawers]
        if not one_day:
            # Weeks of drawers that were even say nothing one by one.
            rows = [row for row, one in zip(rows, drawers, strict=True) if one.over_short or one.z is None]
            even = translate("Day", "{n} shifts even").format(n=len(drawers) - len(rows))
            card_.draw([(even, "", False), *rows], (translate("Day", "Together"), words.over_and_short(drawers)))
            return
        # The float of one shift is what the one before it left: their sums must not be added.
        card_.draw(rows, (translate("Day", "Should be there"), figure(drawers[-1].expected)))


def _drawer_lines(drawer: DrawerCount) -> list[tuple[str, str, bool]]:
    lines = [
        (translate("Day", "Float"), figure(drawer.float_), False),
        (translate("Day", "Cash from sales"), figure(drawer.cash_sales), False),
    ]
    if drawer.cash_in:
        lines.append((translate("Day", "Put in"), figure(drawer.cash_in), False))
    if drawer.cash_out:
        lines.append((translate("Day", "Taken out"), figure(-drawer.cash_out), False))
    lines.append((translate("Day", "Should be there"), figure(drawer.expected), True))
    counted = figure(drawer.counted) if drawer.counted is not None else translate("Day", "not yet")
    lines.append((translate("Day", "Counted"), counted, True))
    return lines


def _scheme(region: str, day: date) -> str:
    scheme = paired_on(region, day)
    return scheme_label(scheme) if scheme else ""


class _Rows(QWidget):
    """Lines, label left and figure right, as high as there is room; what has none is counted in the last one."""

    LEAST, MOST = 20, 28

    def __init__(self, rest: str) -> None:
        super().__init__()
        self._rest = rest
        self._lines: list[QWidget] = []
        self._more = text("", 10, tone="ink2")
        self._more.setParent(self)
        self.setMinimumHeight(2 * self.LEAST)

    def draw(self, rows: list[tuple[str, str, bool]]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(*row) for row in rows]
        self._place()

    def _line(self, label: str, amount: str, strong: bool) -> QWidget:
        line = QWidget(self)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        part = label.startswith(_PART)
        word = Elided(10 if part else 10.5, bold=strong, tone="ink2" if part else "ink")
        # What stands in brackets gives way first.
        word.setText(label, re.split(r" ?[(（]", label, maxsplit=1)[0])
        if not amount:
            sentence = text(label, 10.5)
            sentence.setWordWrap(True)
            box.addWidget(sentence, 1)
        else:
            box.addWidget(word, 1)
            box.addWidget(text(amount, 10 if part else 11, bold=not part, tone="ink2" if part else "ink"))
        line.setAccessibleName(f"{label.removeprefix(_PART)} {amount}")
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count, places = len(self._lines), max(1, self.height() // self.LEAST)
        shown = count if count <= places else places - 1
        high = min(self.MOST, self.height() // max(1, min(count, places)))
        if count == 1:
            # A sentence takes as many lines as it needs.
            high = min(self.height(), max(high, self._lines[0].heightForWidth(self.width())))
        for n, line in enumerate(self._lines):
            line.setVisible(n < shown)
            line.setGeometry(0, n * high, self.width(), high)
        self._more.setVisible(shown < count)
        self._more.setText(self._rest.format(n=count - shown))
        self._more.setGeometry(0, shown * high, self.width(), high)


class _Lines(RimmedCard):
    """A card of lines, label left and figure right, ending in a total."""

    def __init__(self, title: str, rest: str) -> None:
        super().__init__()
        self._title = text(title, 12, bold=True)
        self._title.setFixedHeight(_HEAD)
        self._chip = Chip()
        self._chip.hide()
        self._rows = _Rows(rest)
        self._total = QWidget()
        self._total_word, self._total_figure = text("", 10.5, tone="ink2"), text("", 12, bold=True)
        foot = QVBoxLayout(self._total)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        foot.addWidget(rule())
        line = QHBoxLayout()
        line.addWidget(self._total_word)
        line.addStretch()
        line.addWidget(self._total_figure)
        foot.addLayout(line)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._chip)
        box = QVBoxLayout(self)
        box.setContentsMargins(15, 8, 15, 6)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self._rows, 1)
        box.addWidget(self._total)

    def title(self, words_: str) -> None:
        self._title.setText(words_)

    def chip(self, kind: str, words_: str) -> None:
        self._chip.setVisible(bool(words_))
        if words_:
            self._chip.show_state(kind, words_)
        self.set_rim("warn_line" if kind == "warn" else "line")

    def draw(self, rows: list[tuple[str, str, bool]], total: tuple[str, str] | None) -> None:
        self._rows.draw(rows)
        self._total.setVisible(total is not None)
        if total is not None:
            self._total_word.setText(total[0])
            self._total_figure.setText(total[1])
