"""The pieces of the refund page: the box for the receipt, where the money goes, and the amount in red."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.regions import county_short_name, full_name
from pos.core.wording import translate
from pos.qt.marks import Chip, RimmedCard, dye, emptied
from pos.qt.parts import (
    Button,
    Elided,
    OriginSeal,
    WordBox,
    card,
    colour,
    font,
    icon_label,
    paint_elided,
    rule,
    text,
)
from pos.qt.parts.paint import LEFT, smooth
from pos.qt.payment_buttons import QuickButton, stack_alike

if TYPE_CHECKING:
    from pos.screens.refund import RefundScreen

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QueryBox(QLineEdit):
    """Takes the receipt's number or code. `idle` says that nothing new stands there: then + and − are the page's."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("refundBox")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(translate("Refund", "Receipt"))
        self.setPlaceholderText(translate("Refund", "Scan or type the receipt"))
        self.setFont(font(14, bold=True))
        self.setFixedHeight(56)
        self.setTextMargins(42, 0, 0, 0)
        icon = icon_label("barcode", 26)
        icon.setParent(self)
        icon.move(15, 15)
        self.known = ""
        self._typed = False
        self.textEdited.connect(self._edited)

    @property
    def idle(self) -> bool:
        """What stands there is the receipt that is shown; the same number typed once more asks for it anew."""
        return bool(self.known) and self.text() == self.known and not self._typed

    def ask_for(self, *, goods: bool) -> None:
        """A receipt, or goods that come back without one."""
        words = translate("Refund", "Scan or type the receipt")
        if goods:
            words = translate("Refund", "Scan or type the goods")
        self.setPlaceholderText(words)
        self.setAccessibleName(translate("Refund", "Goods") if goods else translate("Refund", "Receipt"))

    def _edited(self) -> None:
        self._typed = True

    def show_known(self, query: str) -> None:
        """The receipt that was found; the next digit replaces it."""
        self.known = query
        self._typed = False
        self.setText(query)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's own keys go on to it."""
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        # A sign that was given another key types nothing either as long as nothing is typed.
        own = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or (self.idle and event.text() in ("+", "-"))
        if held or own:
            event.ignore()
            return
        super().keyPressEvent(event)


class SaleFacts(QFrame):
    """The sale that was looked up: number, when, who, what was due and how it was paid."""

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self.setFixedHeight(66)
        self._number = text("", 14, bold=True)
        self._state = Chip()
        self._facts = Elided(10.5, tone="ink2")
        self._total = text("", 13, bold=True)
        self._tenders = Elided(10.5, tone="ink2")
        self._tenders.setAlignment(_RIGHT)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._number)
        above.addWidget(self._state)
        above.addStretch()
        above.addWidget(self._total)
        self._below = below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._facts)
        below.addWidget(self._tenders)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 6, 16, 6)
        box.setSpacing(0)
        box.addLayout(above)
        box.addLayout(below)

    def draw(self, screen: RefundScreen) -> None:
        """Show the sale, or the goods without one, or what is waited for."""
        found = screen.receipt
        sale = None if screen.no_receipt else found
        nothing = translate("Refund", "No receipt chosen yet")
        if screen.no_receipt:
            nothing = translate("Refund", "Which goods come back?")
        self._number.setText(found.number if found else nothing)
        self._facts.setText("")
        self._total.setText(translate("Refund", "Due {amount}").format(amount=sale.total.grouped()) if sale else "")
        self._tenders.setText(sale.tenders_text if sale else "")
        for label in (self._facts, self._tenders):
            # What is waited for stands alone in the middle.
            label.setVisible(found is not None)
        if found:
            self._facts.setText(f"{found.at_text} · {found.facts_text}", found.at_text)
        # Both in a line: each gets its part of what there is.
        for n, label in enumerate((self._facts, self._tenders)):
            self._below.setStretch(n, label.fontMetrics().horizontalAdvance(label.whole_text()) + 1)
        self._state.setVisible(sale is not None)
        if sale is not None:
            some = any(row.left for row in sale.rows)
            words = translate("Refund", "may come back") if some else translate("Refund", "all came back")
            self._state.show_state("ok" if some else "info", words)


class ReasonChoice(QWidget):
    """Why goods come back: the usual reasons, or the clerk's own words behind the last one."""

    def __init__(self, reasons: Sequence[str], chosen: Callable[[int], object]) -> None:
        super().__init__()
        self._words = tuple(reasons)
        self._buttons: list[QuickButton] = []
        head = QHBoxLayout()
        head.addWidget(text(translate("Refund", "Reason"), 11.5, bold=True))
        head.addWidget(text(translate("Refund", "must be chosen"), 10, tone="ink2"))
        head.addStretch()
        grid = QGridLayout()
        grid.setSpacing(8)
        for i, reason in enumerate(reasons):
            button = QuickButton(reason, key=f"Alt {i + 1}", points=11)
            button.setObjectName(f"reason_{i + 1}")
            button.setCheckable(True)
            button.setFixedHeight(48)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(chosen, i))
            self._buttons.append(button)
            grid.addWidget(button, i // 3, i % 3)
            grid.setColumnStretch(i % 3, 1)
        self._own = WordBox()
        self._own.setObjectName("refundReasonBox")
        self._own.setAccessibleName(translate("Refund", "The reason in your own words"))
        self._own.setPlaceholderText(translate("Refund", "The reason in your own words"))
        self._own.setMaxLength(60)
        self._own.setFont(font(11.5))
        self._own.setFixedHeight(42)
        self._own.hide()
        part = QVBoxLayout(self)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(8)
        part.addLayout(head)
        part.addLayout(grid)
        part.addWidget(self._own)

    @property
    def own_words(self) -> str:
        """What the clerk typed, as long as the box for it stands there."""
        return self._own.text().strip() if self._own.isVisible() else ""

    def draw(self, reason: str) -> None:
        """Show which one is chosen."""
        own = bool(reason) and reason not in self._words
        for i, button in enumerate(self._buttons):
            button.setChecked(self._words[i] == reason or (own and i == len(self._words) - 1))
        self._own.setVisible(own or reason == self._words[-1])

    def ask_own(self, *, asked: bool) -> bool:
        """Offer the box for the clerk's own words and go there, or put it away; answers whether it is offered."""
        self._own.setVisible(asked)
        if asked:
            self._own.setFocus()
        else:
            self._own.clear()
        return asked

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for the keys."""
        super().resizeEvent(event)
        stack_alike(self._buttons)

    def forget(self) -> None:
        """Another receipt, another reason."""
        self._own.clear()

    def fit(self, *, compact: bool) -> None:
        """Reason over key on narrow buttons: nobody types a digit where the key is Alt and a digit."""
        for button in self._buttons:
            button.setFixedHeight(44 if compact else 48)


class _RefundSeal(QWidget):
    """The red square with 退: this page takes money out."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(56, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bad"))
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.setPen(colour("surface"))
        painter.setFont(font(27, bold=True))
        painter.drawText(self.rect().adjusted(0, -2, 0, 0), Qt.AlignmentFlag.AlignCenter, translate("Refund", "R"))


class MeansChoiceButton(Button):
    """A way for the money to go, its condition below it."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self._detail = ""
        self.setCheckable(True)

    def set_detail(self, detail: str) -> None:
        """Show the condition."""
        self._detail = detail
        self.setAccessibleDescription(self.reason or detail)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label over condition, or over the reason why not."""
        painter = QPainter(self)
        smooth(painter)
        ink = self._paint_ground(painter)
        middle = self.height() / 2
        painter.setPen(ink)
        painter.setFont(font(12, bold=True))
        paint_elided(painter, QRectF(14, middle - 22, self.width() - 22, 24), LEFT, self.text())
        painter.setPen(colour("ink2" if self.isEnabled() else "ink3"))
        painter.setFont(font(10))
        paint_elided(painter, QRectF(14, middle + 1, self.width() - 22, 20), LEFT, self.reason or self._detail)


class AmountCard(RimmedCard):
    """What goes back to the customer, in red, and from which counties it is taken off."""

    def __init__(self) -> None:
        super().__init__("bad", 2)
        badge = _RefundSeal()
        self._title = text("", 13, bold=True)
        self._facts = Elided(10.5, tone="ink2")
        self._amount = text("", 42, bold=True, tone="bad")
        self._amount.setObjectName("refundAmount")
        self._amount.setAlignment(_RIGHT)
        self._origins = QHBoxLayout()
        self._origins.setSpacing(6)
        self._from = text("", 10, tone="ink2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addStretch()
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(badge)
        head.addLayout(words, 1)
        figure = QHBoxLayout()
        figure.addWidget(text("¥", 20, bold=True, tone="ink2"), 0, Qt.AlignmentFlag.AlignBottom)
        figure.addWidget(self._amount, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(15, 13, 17, 10)
        box.setSpacing(4)
        box.addLayout(head)
        box.addLayout(figure)
        self._counties = QWidget()
        below = QVBoxLayout(self._counties)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        self._rule = rule()
        below.addWidget(self._rule)
        below.addWidget(self._from)
        below.addLayout(self._origins)
        box.addWidget(self._counties)
        self._box = box
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self.setFixedHeight(122 if compact else 222)
        self._counties.setVisible(not compact)
        self._box.setContentsMargins(15, 6 if compact else 13, 17, 4 if compact else 10)
        self._box.setSpacing(1 if compact else 4)
        self._amount.setFont(font(28 if compact else 42, bold=True))

    def draw(self, screen: RefundScreen) -> None:
        """Show the refund that is being put together, or the one that was just paid out."""
        done = screen.done
        amount = done.given if done else screen.given
        self._title.setText(translate("Refund", "Paid back") if done else translate("Refund", "To give the customer"))
        rows = [row for row in screen.receipt.rows if row.taking] if screen.receipt else []
        if done:
            words = translate("Refund", "Receipt {number}, being printed").format(number=done.receipt)
            self._facts.setText(words, done.receipt)
            self.show_way_back(screen.way_back_text)
        else:
            facts = translate("Refund", "{lines} lines · {counties} counties")
            self._facts.setText(facts.format(lines=len(rows), counties=len(screen.origins)))
        self._amount.setText(amount.grouped())
        # Red is for money that goes out, not for a page that merely waits.
        out = bool(rows) or done is not None
        self.set_rim("bad" if out else "line", 2 if out else 1)
        dye(self._amount, "bad" if out else "ink3")
        words = translate("Refund", "{what} {amount} yuan")
        self._amount.setAccessibleName(words.format(what=self._title.text(), amount=amount))
        if not done:
            self._from.setText(translate("Refund", "Taken off these counties") if screen.origins else "")
        self._rule.setVisible(bool(screen.origins) or done is not None)
        self._draw_origins(screen.origins)

    def show_way_back(self, words: str) -> None:
        """How the money goes back through a payment service; where the screen is low, in place of the receipt."""
        self._from.setText(words)
        if words and self._counties.isHidden():
            self._facts.setText(words)

    def _draw_origins(self, origins: tuple[tuple[str, str, Money], ...]) -> None:
        emptied(self._origins)
        room = 2 if self.width() >= 380 or len(origins) < 3 else 1
        for region, _, amount in sorted(origins, key=lambda one: -one[2].fen)[:room]:
            self._origins.addWidget(OriginSeal(region, 20))
            label = text(f"{county_short_name(region)} −{amount.grouped()}", 10.5)
            label.setAccessibleName(f"{full_name(region)} −{amount}")
            self._origins.addWidget(label)
            self._origins.addSpacing(8)
        if len(origins) > room:
            rest = translate("Refund", "and {count} more").format(count=len(origins) - room)
            self._origins.addWidget(text(rest, 10.5, tone="ink2"))
        self._origins.addStretch()
