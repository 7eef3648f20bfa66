"""What was received so far, one row each with its state; the payment that is waited for stands last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.parts import Elided, card, chip_width, colour, font, metrics, paint_chip, paint_icon, rule, text
from pos.qt.parts.paint import LEFT, RIGHT, figure_width, fitting, paint_figure
from pos.qt.payment_waiting import UNSURE

if TYPE_CHECKING:
    from pos.screens.pay_rows import PayRow
    from pos.screens.payment import TenderRow

_ROW_HEIGHT = 54
#: On a low screen, where two stand under each other.
_LOW_ROW = 46
#: A reference longer than this is a service's own number, nobody typed it.
_LONG = 16
_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Line(Struct, frozen=True):
    """A row of the list: money that came in, or that is waited for."""

    means: str
    label: str
    amount: Money
    details: tuple[str, ...]
    chip: str
    words: str
    amber: bool = False
    gone: bool = False


class TenderList(QFrame):
    """What was received so far; ↑↓ chooses one, Del gives it back. A payment that is waited for is the last row."""

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._shown: object = None
        self._removable = 0
        self._stacked = False
        self._compact = False
        self._hint = Elided(10, tone="ink2")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._empty = text(translate("Payment", "Nothing received yet"), 11, tone="ink3")
        self._empty.setContentsMargins(14, 0, 0, 0)
        self._rows = QListWidget()
        self._rows.setObjectName("tenderList")
        self._rows.setAccessibleName(translate("Payment", "Received"))
        self._rows.setItemDelegate(_TenderRow(self._rows))
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows.setFlow(QListWidget.Flow.LeftToRight)
        self._rows.setWrapping(True)
        self._rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._head = head = QHBoxLayout()
        head.addWidget(text(translate("Payment", "Received"), 12, bold=True))
        head.addWidget(self._hint, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self._empty)
        box.addWidget(self._rows, 1)
        box.addStretch()
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self._compact = compact
        self._head.setContentsMargins(14, 1 if compact else 7, 14, 1 if compact else 7)
        self._empty.setFixedHeight(_ROW_HEIGHT - 8 if compact else _ROW_HEIGHT)
        low = compact and self._stacked
        self._rows.setProperty("row", _LOW_ROW if low else _ROW_HEIGHT)
        one = 78 - _ROW_HEIGHT + _LOW_ROW + 6 if low else 78 if compact else 96
        self.setMinimumHeight(one + ((_LOW_ROW if low else _ROW_HEIGHT) if self._stacked else 0))
        self._rows.scheduleDelayedItemsLayout()

    def draw(self, tenders: tuple[TenderRow, ...], request: PayRow | None = None, *, open_: bool) -> None:
        """Show the tenders, the last one chosen; after completion, and while one is waited for, none can be given back.

        Rebuilt only where something is other than before.
        """
        waiting = request is not None and not request.ended
        # An exchange that gives money back is booked with a tender of nothing: nothing was received.
        tenders = tuple(tender for tender in tenders if tender.amount)
        lines = [_line(tender) for tender in tenders]
        if request is not None:
            lines.append(_request_line(request))
        if (lines, open_, waiting) == self._shown:
            return
        self._shown = (lines, open_, waiting)
        self._removable = 0 if waiting or not open_ else len(tenders)
        self._empty.setVisible(not lines)
        self._rows.setVisible(bool(lines))
        self._hint.setText(_hint(len(tenders), waiting=waiting, open_=open_))
        # While it is waited for, one row under the other: the means are not shown then and leave the room.
        self._stacked = waiting and len(lines) > 1
        self.fit(compact=self._compact)
        self._rows.setProperty("stacked", self._stacked)
        self._rows.clear()
        for line in lines:
            item = QListWidgetItem(self._rows)
            item.setData(_ROW, line)
            spoken = translate("Payment", "{means} {amount} yuan, {state}, {details}")
            gaps = {"means": line.label, "amount": line.amount, "state": line.words, "details": line.details[0]}
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken.format(**gaps))
        self._rows.setCurrentRow(self._removable - 1)
        self._rows.doItemsLayout()
        self._rows.scrollToBottom()

    def go(self, step: int) -> None:
        """Mark the tender `step` further down."""
        if self._removable:
            self._rows.setCurrentRow(max(0, min(self._removable - 1, self._rows.currentRow() + step)))

    @property
    def chosen(self) -> int | None:
        """The number of the marked tender, None if there is none that can be given back."""
        row = self._rows.currentRow()
        return row + 1 if 0 <= row < self._removable else None


def _hint(count: int, *, waiting: bool, open_: bool) -> str:
    if waiting:
        return translate("Payment", "Nothing can be taken back before the answer is there")
    if not count:
        return translate("Payment", "Several means may be mixed")
    words = translate("Payment", "{count} kept · Del takes the marked one back")
    return in_words(words.format(count=count)) if open_ else ""


def _line(tender: TenderRow) -> _Line:
    time, funder = f"{tender.at:%H:%M:%S}", (tender.funder,) if tender.funder else ()
    whole: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    if tender.reference:
        # A service's own number is long; its end is what both sides compare.
        end = (translate("Payment", "reference ends in {tail}").format(tail=tender.reference[-4:]),)
        whole = (translate("Payment", "reference {reference}").format(reference=tender.reference),)
        whole = end if len(tender.reference) > _LONG else whole
    # From all of it to what is left where the row is narrow.
    parts = ((time, *whole, *funder), (time, *end, *funder), (*end, *funder), (time,))
    details = tuple(" · ".join(part) for part in parts if part)
    chip = "warn" if tender.state == "BY_HAND" else "ok"
    return _Line(tender.means, tender.label, tender.amount, details, chip, tender.state_label)


def _request_line(request: PayRow) -> _Line:
    began = next((step.at for step in request.steps if step.at), None)
    details = [f"{began:%H:%M:%S}"] if began else []
    if request.state == "FAILED":
        details.append(translate("Payment", "no money was taken"))
    elif request.state in UNSURE:
        details.append(translate("Payment", "one order number: asking again takes nothing twice"))
    return _Line(
        request.means,
        request.label,
        request.amount,
        (" · ".join(details), *details[:1]),
        {"UNKNOWN": "warn", "REVOKING": "warn", "FAILED": "bad", "REVOKED": "plain", "PAID": "ok"}.get(
            request.state, "info"
        ),
        request.state_label,
        amber=request.state in UNSURE,
        gone=request.ended,
    )


def _icon(means: str) -> str:
    return {
        "CASH": "banknote",
        "CARD_POS": "card",
        "LOVE_CARD_BANK": "heart",
        "ORG_CREDIT": "building",
        "VOUCHER": "tag",
    }.get(means, "qr")


class _TenderRow(QStyledItemDelegate):
    """Means over time and reference, state, amount; one tender fills the width, two share it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        # The list's own width, not its viewport's: a scroll bar that comes and goes must not move the second column.
        width = self._list.width() - 2
        whole, row = self._list.count() == 1, min(_ROW_HEIGHT, self._list.height() - 1)
        if self._list.property("stacked"):
            whole, row = True, self._list.property("row")
        return QSize(width if whole else (width - 14) // 2, row)

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._list = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: _Line = index.data(_ROW)
        self._paint_ground(painter, option, index, line)
        rect = QRect(option.rect).adjusted(16, 4, -16, -4)
        paint_icon(painter, QRect(rect.left() + 2, rect.center().y() - 11, 22, 22), _icon(line.means), "ink2")
        ink = colour("ink2" if line.gone else "ink")
        amount = line.amount.grouped()
        needed = 34 + metrics(12, True).horizontalAdvance(line.label) + 6 + chip_width(line.words)
        if needed + max(92, figure_width(amount, 16) + 12) > rect.width():
            self._paint_narrow(painter, rect.adjusted(34, 0, 0, 0), line, ink)
            return
        painter.setFont(font(16, bold=True))
        painter.setPen(ink)
        width = max(92, painter.fontMetrics().horizontalAdvance(amount) + 12)
        painter.drawText(rect, RIGHT, amount)
        state_width = chip_width(line.words)
        state = QRect(rect.right() - width - state_width, rect.center().y() - 13, state_width, 26)
        paint_chip(painter, state, line.chip, line.words)
        words = QRect(rect.left() + 34, rect.top(), state.left() - rect.left() - 40, rect.height())
        painter.setFont(font(12, bold=True))
        painter.setPen(ink)
        painter.drawText(words.adjusted(0, 0, 0, -words.height() // 2), LEFT, line.label)
        self._paint_details(painter, words.adjusted(0, words.height() // 2, 0, 0), line)

    def _paint_narrow(self, painter: QPainter, box: QRect, line: _Line, ink: QColor) -> None:
        """Means and amount above, state and details below: beside each other there is no room for the means."""
        half = box.height() // 2
        above, below = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        painter.setPen(ink)
        wide = metrics(12, True).horizontalAdvance(line.label) + 6
        paint_figure(painter, above.adjusted(wide, 0, 0, 0), RIGHT, line.amount.grouped(), 14)
        painter.setFont(font(12, bold=True))
        painter.drawText(above, LEFT, line.label)
        state = QRect(below.left(), below.top() + 1, chip_width(line.words), 22)
        paint_chip(painter, state, line.chip, line.words)
        self._paint_details(painter, below.adjusted(state.width() + 8, 0, 0, 0), line)

    @staticmethod
    def _paint_details(painter: QPainter, box: QRect, line: _Line) -> None:
        words = fitting((*line.details, ""), box.width(), 10)
        painter.setFont(font(10))
        painter.setPen(colour("ink2"))
        painter.drawText(box, LEFT, words)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, line: _Line) -> None:
        if line.amber:
            painter.fillRect(option.rect, colour("warn_soft"))
        elif index.row() == self._list.currentRow() and self._list.count() > 1:
            painter.fillRect(option.rect, colour("accent_soft"))
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 4, option.rect.height()), colour("accent"))
