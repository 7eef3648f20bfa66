"""What stands beside and above the payment: the frozen ticket, and what is due, received and still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.core.money import ZERO, Money
from pos.core.regions import full_name
from pos.core.wording import translate
from pos.qt.marks import dye
from pos.qt.parts import (
    Elided,
    KeyCap,
    OriginBar,
    card,
    colour,
    font,
    paint_elided,
    paint_seal,
    rule,
    text,
)
from pos.qt.parts.paint import minus
from pos.qt.payment_waiting import UNSURE

if TYPE_CHECKING:
    from pos.screens.pay_rows import PayRow
    from pos.screens.payment import PaymentScreen
    from pos.screens.ticket import BasketRow

_ROW_HEIGHT = 46
_ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class FrozenTicket(QFrame):
    """The basket as it stands, not to be changed here: lines, their origins, buyer and channel."""

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._counts = Elided(10, tone="ink2")
        self._counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rows = QListWidget()
        self._rows.setObjectName("frozenTicket")
        self._rows.setAccessibleName(translate("Payment", "This ticket"))
        self._rows.setItemDelegate(_TicketRow(self._rows))
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._origins = OriginBar()
        self._origins.setObjectName("ticketOrigins")
        self._facts = {name: text("", 11) for name in ("buyer", "channel", "card")}
        self._agreed = Elided(11)
        self._agreed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._agreed_row = QWidget()
        self._shown: tuple[BasketRow, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 9, 14, 9)
        head.addWidget(text(translate("Payment", "This ticket"), 12, bold=True))
        head.addWidget(self._counts, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(6)
        foot.addWidget(text(translate("Payment", "Where it comes from"), 10, tone="ink2"))
        foot.addWidget(self._origins)
        foot.addSpacing(10)
        words = {
            "buyer": translate("Payment", "Buyer"),
            "channel": translate("Payment", "Channel"),
            "card": translate("Payment", "Love card"),
        }
        for name, value in self._facts.items():
            line = QHBoxLayout()
            line.addWidget(text(words[name], 10, tone="ink2"))
            line.addStretch()
            line.addWidget(value)
            foot.addLayout(line)
        last = QHBoxLayout(self._agreed_row)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(12)
        last.addWidget(text(translate("Payment", "Agreed"), 10, tone="ink2"))
        last.addWidget(self._agreed, 1)
        foot.addWidget(self._agreed_row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self._rows, 100)
        box.addLayout(foot)
        box.addStretch(1)
        self._escape = _escape_hint()
        box.addWidget(self._escape)

    def draw(self, screen: PaymentScreen) -> None:
        """Show the ticket; lines are rebuilt only when they are others."""
        self._escape.setVisible(screen.finished is None)
        # The rows below say how many of each.
        self._counts.setText(screen.counts_text, screen.counts_text.partition(" · ")[0])
        for name, value in (("buyer", screen.buyer_text), ("channel", screen.channel_text), ("card", screen.card_text)):
            self._facts[name].setText(value)
        self._agreed.setText(screen.agreed_text)
        self._agreed_row.setVisible(bool(screen.agreed_text))
        self._origins.draw(_by_province(screen.origins))
        if screen.rows == self._shown:
            return
        self._shown = screen.rows
        # The origins follow the last line, as on the receipt; a long ticket scrolls.
        self._rows.setMaximumHeight(len(screen.rows) * _ROW_HEIGHT + 6)
        self._rows.clear()
        for row in screen.rows:
            item = QListWidgetItem(self._rows)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(row))


def _escape_hint() -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(14, 0, 14, 12)
    line.setSpacing(10)
    line.addWidget(KeyCap("Esc"))
    hint = Elided(10, tone="ink2")
    hint.setText(
        translate("Payment", "Back to this ticket, nothing is lost"), translate("Payment", "Back, nothing lost")
    )
    line.addWidget(hint, 1)
    return holder


def _by_province(origins: tuple[tuple[str, str, Money], ...]) -> list[tuple[str, str, Money]]:
    """The bar is narrow: counties of one province share a segment, the names stay."""
    merged: dict[str, tuple[str, str, Money]] = {}
    for region, name, amount in origins:
        code, names, sum_ = merged.get(region[:2], (region, "", Money(0)))
        merged[region[:2]] = (code, f"{names} {name}".strip(), sum_ + amount)
    return list(merged.values())


def _spoken(row: BasketRow) -> str:
    words = translate("Payment", "{name}, {origin}, {quantity}, {amount} yuan")
    return words.format(name=row.name, origin=full_name(row.region), quantity=row.quantity_text, amount=row.amount)


class _TicketRow(QStyledItemDelegate):
    """Seal, name over quantity, amount at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: BasketRow = index.data(_ROW)
        rect = QRect(option.rect).adjusted(13, 0, -13, 0)
        paint_seal(painter, QRect(rect.left(), rect.center().y() - 11, 22, 22), row.region)
        painter.setFont(font(13.5, bold=True))
        painter.setPen(colour("bad" if row.back else "ink"))
        amount = minus(row.amount.grouped())
        width = painter.fontMetrics().horizontalAdvance(amount)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
        words = rect.adjusted(32, 2, -width - 8, -2)
        top, bottom = QRect(words), QRect(words)
        top.setHeight(words.height() // 2 + 2)
        bottom.setTop(top.bottom() - 2)
        painter.setFont(font(12, bold=True))
        paint_elided(painter, top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.setFont(font(10))
        painter.setPen(colour("ink2"))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.quantity_text)


class DueCard(QFrame):
    """What is asked, what came in, what is still open."""

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._words = [text("", 11, tone="ink2") for _ in range(3)]
        self._words[2] = text("", 11, bold=True)
        self._figures = [text("", 22, bold=True), text("", 22, bold=True), text("", 33, bold=True, tone="accent")]
        self._box = box = QHBoxLayout(self)
        box.setSpacing(0)
        for i, (word, figure) in enumerate(zip(self._words, self._figures, strict=True)):
            if i:
                box.addWidget(rule(upright=True))
            cell = QVBoxLayout()
            cell.setContentsMargins(17, 0, 8, 0)
            cell.setSpacing(0)
            cell.addWidget(word)
            cell.addWidget(figure, 1)
            box.addLayout(cell, 1)
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self.setFixedHeight(74 if compact else 98)
        self._box.setContentsMargins(0, 6 if compact else 12, 0, 4 if compact else 8)
        self._sizes = (18, 18, 24) if compact else (22, 22, 33)
        for figure, points in zip(self._figures, self._sizes, strict=True):
            figure.setFont(font(points, bold=True))

    def draw(self, screen: PaymentScreen, request: PayRow | None = None) -> None:
        """Show the three amounts; cash shows its own rest, rounded down to the 角, a payment on its way its amount."""
        self._words[0].setText(translate("Payment", "Due"))
        self._words[1].setText(translate("Payment", "Received"))
        cash = screen.chosen == "CASH" and screen.left != screen.left_in_cash
        last, owed, tone = translate("Payment", "Still open"), screen.left, "accent"
        if request is not None:
            last, owed = translate("Payment", "Waiting for the customer"), request.amount
            if request.state in UNSURE:
                last, tone = translate("Payment", "Waiting for the answer"), "warn"
        elif screen.giving_back:
            last, owed, tone = translate("Payment", "To give back"), screen.giving_back, "bad"
        elif cash:
            last, owed = translate("Payment", "Still open (cash, rounded down)"), screen.left_in_cash
        self._words[2].setText(last)
        dye(self._figures[2], tone)
        # Another tone puts the first font back.
        self._figures[2].setFont(font(self._sizes[2], bold=True))
        amounts = (max(ZERO, screen.total), screen.paid, owed)
        for word, figure, amount in zip(self._words, self._figures, amounts, strict=True):
            figure.setText(amount.grouped())
            figure.setAccessibleName(
                translate("Payment", "{what} {amount} yuan").format(what=word.text(), amount=amount)
            )
