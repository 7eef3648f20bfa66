"""The lines of the sale on the refund page: what was sold, what came back before, and how much comes back now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos.core.money import Quantity
from pos.core.regions import county_short_name, full_name
from pos.core.wording import translate
from pos.qt.marks import MarkedRow, emptied
from pos.qt.parts import Elided, IconButton, OriginSeal, card, font, look, rule, text

if TYPE_CHECKING:
    from pos.screens.refund import RefundRow, RefundScreen

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ONE = 1000
#: Widths of the columns sold, back before, back now, amount.
_COLUMNS = (104, 96, 152, 112)


class RefundLine(MarkedRow):
    """One line of the sale: what it was, what is left of it, how much comes back now."""

    stepped = Signal(int, int)
    picked = Signal(int)

    def __init__(self, row: RefundRow) -> None:
        super().__init__()
        self.row = row
        self.setMinimumHeight(58)
        self.setMaximumHeight(64)
        self._name = name = Elided(12.5, bold=True)
        name.setText(row.name)
        self._under = Elided(10, tone="ink2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(name)
        words.addWidget(self._under)
        words.addStretch()
        self._before = _figure(11, _COLUMNS[1])
        self._now = text("", 12, bold=True)
        self._now.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._amount = _figure(14, _COLUMNS[3], bold=True)
        self._sold = _figure(11.5, _COLUMNS[0])
        self._sold.setText(row.sold_text)
        box = QHBoxLayout(self)
        box.setContentsMargins(11, 0, 16, 0)
        box.setSpacing(10)
        box.addWidget(OriginSeal(row.region, 24))
        box.addLayout(words, 1)
        box.addWidget(self._sold)
        box.addWidget(self._before)
        box.addWidget(self._stepper())
        box.addWidget(self._amount)

    def _stepper(self) -> QWidget:
        self._frame = QFrame()
        look(self._frame, "stepper")
        self._frame.setFixedSize(_COLUMNS[2], 44)
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        words = {
            -1: translate("Refund", "{name}: take one less back"),
            1: translate("Refund", "{name}: take one more back"),
        }
        for sign, step in (("−", -1), ("+", 1)):
            button = IconButton(sign)
            button.setFixedSize(44, 42)
            button.setAccessibleName(words[step].format(name=self.row.name))
            button.clicked.connect(partial(self._step, step))
            if step > 0:
                inner.addWidget(self._now, 1)
            inner.addWidget(button)
        return self._frame

    def draw(self, row: RefundRow, *, marked: bool, narrow: bool, sale: bool = True) -> None:
        """Show what is taken now; `narrow` has no column for earlier refunds, they stand in the line below the name.

        Without a sale nothing is known of what was sold.
        """
        self.row, self._sale = row, sale
        self._sold.setVisible(sale)
        taking = bool(row.taking)
        self._before.setText(row.back_text or "—")
        self._before.setVisible(sale and not narrow)
        before = translate("Refund", "Back before {quantity}").format(quantity=row.back_text)
        county = county_short_name(row.region)
        short = translate("Refund", "before: {quantity}").format(quantity=row.back_text)
        facts = (before, short) if narrow and row.back_text else (f"{county} · {row.price_text}", row.price_text)
        self._under.setText(*facts)
        self._now.setText(self._taking_words())
        self._now.setWordWrap(row.whole_only)
        self._now.setFont(font(12, bold=True) if taking or not row.whole_only else font(10))
        self._amount.setText(row.amount.grouped() if taking else "—")
        look(self._frame, "stepperfocus" if taking else "stepper")
        self.mark(tinted=taking, marked=marked)
        words = translate("Refund", "{name}, {origin}, sold {sold}, taking back {taking}, {amount} yuan")
        gaps = {"name": row.name, "origin": full_name(row.region), "sold": row.sold_text}
        self.setAccessibleName(words.format(taking=self._taking_words(), amount=row.amount, **gaps))

    def _taking_words(self) -> str:
        if not self.row.whole_only:
            return str(self.row.taking)
        if self.row.taking and self.row.taking != self.row.left:
            return f"{self.row.taking} {self.row.unit}"
        if self.row.taking:
            return translate("Refund", "all of it")
        return translate("Refund", "all or none") if self.row.left else "0"

    def _step(self, by: int) -> None:
        self.stepped.emit(self.row.n, by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap marks the line."""
        self.picked.emit(self.row.n)
        super().mousePressEvent(event)


def stepped(row: RefundRow, by: int) -> Quantity:
    """How much comes back after one more or one less; weighed goods come back whole.

    One more than is left is asked for all the same: the shop says in words why not.
    """
    if by < 0:
        return Quantity(0) if row.whole_only else Quantity(max(0, row.taking.thousandths - _ONE))
    if row.taking == row.left:
        return Quantity(row.left.thousandths + _ONE)
    if row.whole_only:
        return row.left
    return Quantity(min(row.taking.thousandths + _ONE, row.left.thousandths))


class RefundLines(QFrame):
    """The sale's lines under their heads, one of them marked."""

    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self.marked = 0
        self._narrow, self._sale = False, True
        self._lines: list[RefundLine] = []
        self._numbers: tuple[object, ...] = ()
        head = QFrame()
        look(head, "cardhead")
        head.setFixedHeight(32)
        titles = QHBoxLayout(head)
        titles.setContentsMargins(11, 0, 16, 0)
        titles.setSpacing(10)
        self._title = text("", 10, tone="ink2")
        titles.addWidget(self._title, 1)
        self._heads: list[QLabel] = []
        for width, word in zip(
            _COLUMNS,
            (
                translate("Refund", "Sold"),
                translate("Refund", "Back before"),
                translate("Refund", "Back now"),
                translate("Refund", "Refund"),
            ),
            strict=True,
        ):
            label = _figure(10, width)
            label.setText(word)
            self._heads.append(label)
            titles.addWidget(label)
        self._heads[2].setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._rows)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._empty = text("", 12, tone="ink2")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self._empty, 1)
        box.addWidget(self._scroll, 1)

    def draw(self, screen: RefundScreen, *, narrow: bool) -> None:
        """Show the sale that was found, or what will stand here."""
        self._narrow = narrow
        found = screen.receipt
        rows = found.rows if found else ()
        waiting = translate("Refund", "Scan the code on the customer's receipt: its goods will stand here")
        if screen.no_receipt:
            waiting = translate("Refund", "Scan the goods that come back: they will stand here")
        self._empty.setText(waiting)
        self._empty.setVisible(found is None)
        self._scroll.setVisible(found is not None)
        numbers = (found.number if found else "", *(row.n for row in rows))
        if numbers != self._numbers:
            self._numbers = numbers
            self._rebuild(rows)
        self._sale = sale = not screen.no_receipt
        goods, of_sale = translate("Refund", "Goods"), translate("Refund", "Goods of this receipt")
        self._title.setText(of_sale if sale else goods)
        self._heads[0].setVisible(sale)
        self._heads[1].setVisible(sale and not narrow)
        for i, (line, row) in enumerate(zip(self._lines, rows, strict=True)):
            line.draw(row, marked=i == self.marked, narrow=narrow, sale=sale)

    def _rebuild(self, rows: tuple[RefundRow, ...]) -> None:
        self.marked = 0
        self._lines = []
        emptied(self._rows)
        for row in rows:
            line = RefundLine(row)
            line.stepped.connect(self._line_stepped)
            line.picked.connect(self._pick)
            self._lines.append(line)
            self._rows.addWidget(line)
            self._rows.addWidget(rule())
        self._rows.addStretch()

    def _line_stepped(self, n: int, by: int) -> None:
        self._pick(n)
        self.stepped.emit(n, by)

    def _pick(self, n: int) -> None:
        self.mark(next(i for i, line in enumerate(self._lines) if line.row.n == n))

    def mark(self, i: int) -> None:
        """Put the mark on the i-th line, from 0, as far as there is one."""
        self.marked = max(0, min(i, len(self._lines) - 1))
        for j, line in enumerate(self._lines):
            line.draw(line.row, marked=j == self.marked, narrow=self._narrow, sale=self._sale)
        if self._lines:
            self._scroll.ensureWidgetVisible(self._lines[self.marked])

    @property
    def current(self) -> RefundRow | None:
        """The marked line."""
        return self._lines[self.marked].row if self._lines else None


def _figure(points: float, width: int, *, bold: bool = False) -> QLabel:
    label = text("", points, bold=bold)
    label.setAlignment(_RIGHT)
    label.setFixedWidth(width)
    return label
