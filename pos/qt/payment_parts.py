"""The pieces of the payment page: amount box, frozen ticket, what is due, tenders, change."""

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
from pos.qt.parts import (
    Elided,
    KeyCap,
    OriginBar,
    card,
    chip_width,
    colour,
    font,
    paint_chip,
    paint_icon,
    paint_seal,
    panel_state,
    rule,
    text,
)

if TYPE_CHECKING:
    from pos.screens.payment import PaymentScreen, TenderRow
    from pos.screens.ticket import BasketRow

_ROW_HEIGHT = 46
_TENDER_ROW = 54
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
        self._counts.setText(screen.counts_text)
        for name, value in (("buyer", screen.buyer_text), ("channel", screen.channel_text), ("card", screen.card_text)):
            self._facts[name].setText(value)
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
    hint.setText(translate("Payment", "Back to this ticket, nothing is lost"))
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
        amount = row.amount.grouped().replace("-", "\u2212")
        width = painter.fontMetrics().horizontalAdvance(amount)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
        words = rect.adjusted(32, 2, -width - 8, -2)
        top, bottom = QRect(words), QRect(words)
        top.setHeight(words.height() // 2 + 2)
        bottom.setTop(top.bottom() - 2)
        painter.setFont(font(12, bold=True))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
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
        sizes = (18, 18, 24) if compact else (22, 22, 33)
        for figure, points in zip(self._figures, sizes, strict=True):
            figure.setFont(font(points, bold=True))

    def draw(self, screen: PaymentScreen) -> None:
        """Show the three amounts; cash shows its own rest, rounded down to the 角."""
        self._words[0].setText(translate("Payment", "Due"))
        self._words[1].setText(translate("Payment", "Received"))
        cash = screen.chosen == "CASH" and screen.left != screen.left_in_cash
        self._words[2].setText(
            translate("Payment", "Still open (cash, rounded down)") if cash else translate("Payment", "Still open")
        )
        if screen.giving_back:
            self._words[2].setText(translate("Payment", "To give back"))
        owed = screen.giving_back or (screen.left_in_cash if cash else screen.left)
        amounts = (max(ZERO, screen.total), screen.paid, owed)
        for word, figure, amount in zip(self._words, self._figures, amounts, strict=True):
            figure.setText(amount.grouped())
            figure.setAccessibleName(
                translate("Payment", "{what} {amount} yuan").format(what=word.text(), amount=amount)
            )


class TenderList(QFrame):
    """What was received so far; ↑↓ chooses one, Del gives it back."""

    def __init__(self) -> None:
        super().__init__()
        card(self)
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
        box.addWidget(self._rows)
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self._head.setContentsMargins(14, 1 if compact else 7, 14, 1 if compact else 7)
        self._empty.setFixedHeight(_TENDER_ROW - 8 if compact else _TENDER_ROW)
        self.setFixedHeight(78 if compact else 96)

    def draw(self, tenders: tuple[TenderRow, ...], *, open_: bool) -> None:
        """Show the tenders, the last one chosen; after completion none can be given back."""
        self._empty.setVisible(not tenders)
        self._rows.setVisible(bool(tenders))
        hint = translate("Payment", "Several means may be mixed")
        if tenders:
            words = translate("Payment", "{count} kept · Del takes the marked one back")
            hint = words.format(count=len(tenders)) if open_ else ""
        self._hint.setText(hint)
        self._rows.clear()
        for tender in tenders:
            item = QListWidgetItem(self._rows)
            item.setData(_ROW, tender)
            spoken = translate("Payment", "{means} {amount} yuan, received at {time}")
            gaps = {"means": tender.label, "amount": tender.amount, "time": f"{tender.at:%H:%M:%S}"}
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken.format(**gaps))
        self._rows.setCurrentRow(len(tenders) - 1)
        self._rows.scrollToBottom()

    def go(self, step: int) -> None:
        """Mark the tender `step` further down."""
        self._rows.setCurrentRow(max(0, min(self._rows.count() - 1, self._rows.currentRow() + step)))

    @property
    def chosen(self) -> int | None:
        """The number of the marked tender, None if there is none."""
        row = self._rows.currentRow()
        return row + 1 if row >= 0 else None


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
        return QSize(width if self._list.count() == 1 else (width - 14) // 2, min(_TENDER_ROW, self._list.height() - 1))

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._list = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tender: TenderRow = index.data(_ROW)
        marked = index.row() == self._list.currentRow() and self._list.count() > 1
        if marked:
            painter.fillRect(option.rect, colour("accent_soft"))
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 4, option.rect.height()), colour("accent"))
        rect = QRect(option.rect).adjusted(16, 4, -16, -4)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(16, bold=True))
        painter.setPen(colour("ink"))
        amount = tender.amount.grouped()
        width = max(92, painter.fontMetrics().horizontalAdvance(amount) + 12)
        painter.drawText(rect, right, amount)
        booked = translate("Payment", "Booked")
        state_width = chip_width(booked)
        state = QRect(rect.right() - width - state_width, rect.center().y() - 13, state_width, 26)
        paint_chip(painter, state, "ok", booked)
        paint_icon(painter, QRect(rect.left() + 2, rect.center().y() - 11, 22, 22), _icon(tender.means), "ink2")
        words = QRect(rect.left() + 34, rect.top(), state.left() - rect.left() - 40, rect.height())
        painter.setFont(font(12, bold=True))
        painter.setPen(colour("ink"))
        painter.drawText(words.adjusted(0, 0, 0, -words.height() // 2), left, tender.label)
        details = [f"{tender.at:%H:%M:%S}"]
        if tender.reference:
            details.append(translate("Payment", "reference {reference}").format(reference=tender.reference))
        painter.setFont(font(10))
        painter.setPen(colour("ink2"))
        line = painter.fontMetrics().elidedText(" · ".join(details), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.adjusted(0, words.height() // 2, 0, 0), left, line)


class ChangePanel(QFrame):
    """The change at arm's length; while something is missing, how much; after a refusal, why and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._title = text("", 14, bold=True)
        self._detail = text("", 11, tone="ink2")
        self._detail.setWordWrap(True)
        self._amount = text("", 51, bold=True)
        self._amount.setObjectName("changeLabel")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch()
        box = QHBoxLayout(self)
        box.setContentsMargins(17, 14, 20, 10)
        box.addLayout(words, 1)
        box.addWidget(self._amount)
        self._box = box
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self.setMinimumHeight(80 if compact else 108)
        self._box.setContentsMargins(17, 8 if compact else 14, 20, 4 if compact else 10)
        self._points = 36 if compact else 51
        self._amount.setFont(font(self._points, bold=True))

    def show_change(self, change: Money, rounding: Money, *, exact: bool = False, receipt: str = "") -> None:
        """The sale closes or is closed: what goes back to the customer, what the rounding took off, the receipt."""
        # The number alone: with a word before it, it would take two lines on a narrow screen.
        details = [receipt] if receipt else []
        if rounding:
            words = translate("Payment", "Rounded off {amount}, kept apart, no discount")
            details.append(words.format(amount=-rounding))
        elif exact:
            details.append(translate("Payment", "This means fits exactly"))
        self._draw("change", translate("Payment", "Change"), "\n".join(details), change.grouped())

    def show_giving_back(self, amount: Money, detail: str) -> None:
        """More comes back than is taken: what the customer gets, and in which means."""
        self._draw("change", translate("Payment", "Give back"), detail, amount.grouped())
        # Several means and two receipts need the room more than the figure does.
        self._amount.setFont(font(min(self._points, 36), bold=True))

    def show_missing(self, missing: Money) -> None:
        """The amount does not close the sale: it will be kept, and this is left."""
        detail = translate("Payment", "Enter keeps this amount; then take the rest")
        self._draw("missing", translate("Payment", "Then still open"), detail, missing.grouped())

    def show_excess(self, excess: Money) -> None:
        """More than is due in a means that gives no change: it would be refused."""
        detail = translate("Payment", "Only cash gives change; type less, or F9 for the exact amount")
        self._draw("missing", translate("Payment", "Too much by"), detail, excess.grouped())

    def show_problem(self, title: str, advice: str) -> None:
        """Say why the last gesture was refused; the next digit brings the change back."""
        self._draw("refused", title, advice, "")

    def _draw(self, state: str, title: str, detail: str, amount: str) -> None:
        self._title.setText(title)
        self._title.setWordWrap(not amount)
        self._detail.setText(detail)
        self._amount.setText(amount)
        self._amount.setVisible(bool(amount))
        self._amount.setFont(font(self._points, bold=True))
        spoken = translate("Payment", "{what} {amount} yuan").format(what=title, amount=amount)
        self._amount.setAccessibleName(spoken if amount else "")
        self.setAccessibleName(" ".join(part for part in (title, detail) if part))
        panel_state(self, state)
