"""The payment page: what is due, how it is paid, the change; drawn from `PaymentScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from pos.core.money import ZERO, Money
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.amount import AmountBox
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.keys import is_modifier, is_window_key, key_name
from pos.qt.marks import emptied
from pos.qt.override import OverrideStrip
from pos.qt.parts import Banner, Button, Elided, WordBox, font
from pos.qt.payment_parts import ChangePanel, DueCard, FrozenTicket, TenderList

if TYPE_CHECKING:
    from pos.screens.payment import Paid, PaymentScreen

CASH = "CASH"
#: What the page needs with nothing squeezed; a 1920x1080 screen at 150 % has less.
ROOMY = 664


class PaymentPage(KeyPage):
    """Everything between 收款 and the change. Enter completes, Esc goes back, nothing is lost."""

    def __init__(self, screen: PaymentScreen) -> None:
        super().__init__()
        self._screen = screen
        self._ticket = FrozenTicket()
        self._due = DueCard()
        self._means: dict[str, Button] = {}
        self._means_grid = QGridLayout()
        self._means_grid.setSpacing(8)
        self._amount_title = Elided(11, bold=True)
        self._code_title = Elided(11, bold=True)
        self._code_title.setText(translate("Payment", "Payment code (scan it, the means is found)"))
        self._amount = AmountBox("tenderBox", icon="banknote")
        self._amount.take_codes()
        self._code = _code_box()
        self._reference = _reference_box()
        self._quick = [Button() for _ in range(5)]
        self._tenders = TenderList()
        self._change = ChangePanel()
        self._late = Banner()
        self._late.setParent(self)
        self._strip = OverrideStrip(self._give_leave)
        self._strip.setParent(self)
        self._confirm = Button(kind="primary", key="Enter")
        self._confirm.setObjectName("confirmPayButton")
        self._confirm.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._lay_out()
        self._connect()
        self._keys = self._key_table()
        self.draw(screen)

    def draw(self, screen: PaymentScreen) -> None:
        """Show another ticket's payment; the page stands ready for its cash."""
        self._screen = screen
        screen.view = self
        self._code.clear()
        self._reference.clear()
        self._late.hide()
        self._strip.put_away()
        self._offered: tuple[str, Money] | None = None
        self.refresh()
        self.first_focus()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        if self._screen.finished is not None:
            # Nothing can be chosen or taken back any more; the next customer's keys are not named, they just work.
            return (("F1", translate("Keys", "Help")), ("Enter", translate("Payment", "Next customer")))
        return (
            ("F1", translate("Keys", "Help")),
            (f"Alt 1-{len(self._screen.means)}", translate("Keys", "Means")),
            ("F9", translate("Keys", "Exact")),
            ("Del", translate("Keys", "Take one back")),
            ("Enter", translate("Keys", "Complete")),
            ("Esc", translate("Keys", "Back to this ticket")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        if self._screen.finished is not None:
            return ()
        return (
            ("Ctrl 1-4", translate("Keys", "Amounts that customers hand over")),
            ("F4", translate("Keys", "Open the drawer")),
            ("↑ ↓", translate("Keys", "Mark another payment")),
        )

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        return (("F12", translate("Keys", "Lock")),)

    def first_focus(self) -> None:
        """The amount, ready to be overwritten; after completion the page itself, waiting for the next customer."""
        if self._screen.finished is not None:
            self.setFocus()
            return
        self._amount.setFocus()
        self._amount.selectAll()

    # building

    def _lay_out(self) -> None:
        self._entry = entry = QGridLayout()
        entry.setHorizontalSpacing(12)
        entry.setVerticalSpacing(8)
        entry.addWidget(self._amount_title, 0, 0)
        entry.addWidget(self._code_title, 0, 1)
        entry.addWidget(self._amount, 1, 0)
        entry.addWidget(self._code, 1, 1)
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for i, button in enumerate(self._quick):
            button.setObjectName(f"quick_{i}")
            button.setFixedHeight(62)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            quick.addWidget(button, 1)
        entry.addLayout(quick, 2, 0)
        entry.addWidget(self._reference, 2, 1)
        entry.setColumnStretch(0, 1)
        entry.setColumnStretch(1, 1)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self._change, 1)
        end.addWidget(self._confirm, 1)
        self._right = right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._due)
        right.addLayout(self._means_grid)
        right.addLayout(entry)
        right.addWidget(self._tenders)
        right.addLayout(end, 1)
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(12)
        box.addWidget(self._ticket)
        box.addLayout(right, 1)

    def _connect(self) -> None:
        self._amount.textChanged.connect(self._show_outcome)
        self._confirm.clicked.connect(self._complete)
        for i, button in enumerate(self._quick):
            button.clicked.connect(partial(self._offer_quick, i))

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._complete,
            "Enter": self._complete,
            "Esc": self._back,
            "F4": self._open_drawer,
            "F9": self._offer_exact,
            "Del": self._take_back,
            "Up": partial(self._tenders.go, -1),
            "Down": partial(self._tenders.go, 1),
        }
        keys.update({f"Alt+{key}": partial(self._choose_key, key) for key in range(1, 10)})
        keys.update({f"Ctrl+{i}": partial(self._offer_quick, i) for i in range(1, 5)})
        return keys

    # what the clerk does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of DESIGN.md section 4; after completion any of them goes to the next customer and is not lost."""
        name = key_name(event)
        if self._screen.finished is not None and not is_window_key(name):
            if not is_modifier(event):
                self.leave.emit("selling", event.text() if event.text().isprintable() else "")
            return
        super().keyPressEvent(event)

    def scanned(self, code: str) -> None:
        """A scanner's burst: a payment code here; after completion the next customer's first goods."""
        if self._screen.finished is not None:
            self.leave.emit("selling", code + "\n")
            return
        self._screen.pay_code(code)

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused, beside the button; where a manager is needed, ask in place."""
        if problem.word == "NotAllowed" and not self._strip.asking:
            self._place_strip()
            self._strip.ask(problem.title())
            return
        if self._strip.asking:
            self._strip.say(problem.title())
            return
        if self._screen.finished is not None:
            # The change must stay on view until the next customer: the means are not needed any more.
            self._late.setGeometry(self._due.x(), self._due.geometry().bottom() + 10, self._due.width(), 54)
            self._late.tell("warn", problem.title(), problem.advice())
            self._late.raise_()
            return
        self._change.show_problem(problem.title(), problem.advice())

    def _choose_key(self, key: int) -> None:
        for row in self._screen.means:
            if row.key == key and row.enabled:
                self._choose(row.code)

    def _choose(self, means: str) -> None:
        self._screen.choose(means)
        self.first_focus()

    def _offer_exact(self) -> None:
        cash = self._screen.chosen == CASH
        self._amount.show_money(self._screen.left_in_cash if cash else self._screen.left)
        self.first_focus()

    def _offer_quick(self, i: int) -> None:
        if self._screen.chosen != CASH:
            self._screen.choose(CASH)
        quick = self._screen.quick
        if i < len(quick) and not self._quick[i].isHidden():
            self._amount.show_money(quick[i])
        self.first_focus()

    def _open_drawer(self) -> None:
        self._screen.open_drawer()

    def _give_leave(self, pin: str, reason: str) -> None:
        self._screen.with_leave(pin, reason, self._screen.open_drawer)
        self._strip.put_away()
        self.first_focus()

    def _place_strip(self) -> None:
        """Over the means: the amount, what is due and the tenders stay on view."""
        self._box.activate()
        top = self._due.geometry().bottom() + 6
        room = self._amount_title.y() - top - 2
        self._strip.setGeometry(self._due.x(), top, self._due.width(), max(room, self._strip.sizeHint().height()))
        self._strip.raise_()

    def _complete(self) -> None:
        if self._strip.asking:
            self._strip.go_on()
            return
        if self._screen.finished is not None:
            self.leave.emit("selling", "")
        elif self._code.text():
            code = self._code.text()
            # A payment code is the customer's: it does not stay on the screen, whatever becomes of it.
            self._code.clear()
            self._screen.pay_code(code)
        elif self._amount.code:
            code = self._amount.code
            self._amount.show_money(self._offered[1] if self._offered else ZERO)
            self._screen.pay_code(code)
        elif self._amount.amount or not self._screen.left:
            # Too much is refused by the shop itself: it says in words how much is left.
            self._screen.pay(self._screen.chosen, self._amount.amount, self._reference.text().strip())

    def _take_back(self) -> None:
        n = self._tenders.chosen
        if n is not None:
            self._screen.take_back(n)

    def _back(self) -> None:
        if self._strip.asking:
            self._strip.put_away()
            self.first_focus()
            return
        self._screen.back()
        self.leave.emit("selling", "")

    # drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows lose one quick amount and a part of the ticket column."""
        super().resizeEvent(event)
        self._ticket.setFixedWidth(320 if self.width() >= WIDE else 240)
        self._fit_height(self.height() < ROOMY)
        if self._strip.asking:
            self._place_strip()
        self._draw_means()
        self._draw_quick()

    def _fit_height(self, compact: bool) -> None:
        margin = 8 if compact else 12
        self._box.setContentsMargins(12, margin, 12, margin)
        self._right.setSpacing(7 if compact else 10)
        self._entry.setVerticalSpacing(5 if compact else 8)
        self._means_grid.setVerticalSpacing(6 if compact else 8)
        for button in self._means.values():
            button.setFixedHeight(46 if compact else 60)
        for box in (self._amount, self._code):
            box.setFixedHeight(52 if compact else 68)
        for widget in (*self._quick, self._reference):
            widget.setFixedHeight(46 if compact else 62)
        self._amount.setFont(font(24 if compact else 33, bold=True))
        self._due.fit(compact=compact)
        self._tenders.fit(compact=compact)
        self._change.fit(compact=self.height() < COMPACT)

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        self._ticket.draw(screen)
        self._due.draw(screen)
        self._draw_means()
        self._tenders.draw(screen.tenders, open_=screen.finished is None)
        open_ = screen.finished is None
        for widget in (self._amount, self._code):
            widget.setEnabled(open_)
        self._reference.setEnabled(open_ and screen.chosen != CASH)
        offered = (screen.chosen, screen.left_in_cash if screen.chosen == CASH else screen.left)
        # Anew only when something else is due: what the clerk has typed stays otherwise.
        if open_ and offered != self._offered:
            self._offered = offered
            self._reference.clear()
            self._amount.show_money(offered[1])
            # What was typed last was the reference of the tender before.
            self._amount.setFocus()
        self._reference.setPlaceholderText(
            translate("Payment", "Cash needs no reference")
            if screen.chosen == CASH
            else translate("Payment", "Reference number, may stay empty")
        )
        self._amount_title.setText(self._amount_words())
        self._amount.setAccessibleName(self._amount_words())
        self._draw_quick()
        self._show_outcome()
        if not open_:
            self.first_focus()

    def _amount_words(self) -> str:
        if self._screen.chosen == CASH:
            return translate("Payment", "Cash the customer gives")
        label = next((row.label for row in self._screen.means if row.code == self._screen.chosen), "")
        return translate("Payment", "{means}: amount received").format(means=label)

    def _draw_means(self) -> None:
        rows = self._screen.means
        if tuple(self._means) != tuple(row.code for row in rows):
            self._build_means()
        for row in rows:
            button = self._means[row.code]
            button.setChecked(row.code == self._screen.chosen)
            button.set_reason("" if row.enabled else row.why)
            # Nine of them side by side on a narrow screen leave room for the digit only; the legend names Alt.
            button.set_key(str(row.key) if len(rows) > 8 and self.width() < WIDE else f"Alt {row.key}")
            button.setEnabled(row.enabled and self._screen.finished is None)

    def _build_means(self) -> None:
        emptied(self._means_grid)
        self._means = {}
        columns = 4 if len(self._screen.means) <= 8 else 5
        for i, row in enumerate(self._screen.means):
            button = Button(_short(row.label), icon=row.icon, kind="means", points=12.5 if columns == 4 else 11.5)
            button.setObjectName(f"means_{row.code}")
            button.setAccessibleName(row.label)
            button.setCheckable(True)
            button.setFixedHeight(46 if self.height() < ROOMY else 60)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose, row.code))
            self._means[row.code] = button
            self._means_grid.addWidget(button, i // columns, i % columns)
        for column in range(columns):
            self._means_grid.setColumnStretch(column, 1)

    def _draw_quick(self) -> None:
        if self._screen.finished is not None:
            for button in self._quick:
                button.setEnabled(False)
            return
        quick = self._screen.quick
        for i, button in enumerate(self._quick):
            button.setVisible(i < len(quick) and (i != 3 or self.width() >= WIDE))
            if i < len(quick):
                amount = quick[i]
                button.setText(str(amount) if amount.fen % 100 or i == 0 else str(amount.fen // 100))
                button.set_key("F9" if i == 0 else f"Ctrl {i}")
            button.setEnabled(True)

    def _show_outcome(self) -> None:
        done = self._screen.finished
        if done is not None:
            self._show_done(done)
            self._say(translate("Payment", "Next customer"), "")
            return
        if self._screen.giving_back:
            self._change.show_giving_back(self._screen.giving_back, self._screen.ways_back_text)
            self._say(translate("Payment", "Book the exchange · print"), "")
            return
        amount, cash = self._amount.amount, self._screen.chosen == CASH
        change, rounding, closes = self._screen.change_for(amount)
        if not cash:
            # Only cash rounds and gives change; every other means fits to the fen.
            change, rounding, closes = ZERO, ZERO, amount == self._screen.left
        for i, money in enumerate(self._screen.quick):
            self._quick[i].setChecked(cash and money == amount and i < 5)
        if not self._screen.left:
            # Nothing but given-away goods: there is nothing to take, Enter completes.
            closes = True
        if not cash and amount > self._screen.left:
            self._change.show_excess(amount - self._screen.left)
            self._say(translate("Payment", "Complete"), translate("Payment", "More than is due"))
        elif closes:
            self._change.show_change(change, rounding, exact=not cash)
            self._say(translate("Payment", "Complete · print receipt"), "")
        elif amount:
            self._change.show_missing(self._screen.left - amount)
            self._say(translate("Payment", "Keep {amount}, go on").format(amount=amount.grouped()), "")
        else:
            self._change.show_missing(self._screen.left_in_cash if cash else self._screen.left)
            self._say(translate("Payment", "Complete"), translate("Payment", "Type an amount first"))

    def _show_done(self, done: Paid) -> None:
        if not done.back:
            self._change.show_change(done.change, done.rounding, receipt=done.receipt)
            return
        # The last digits will do: shop and till are this one's.
        numbers = {"refund": done.refund.rsplit("-", 1)[-1], "receipt": done.receipt.rsplit("-", 1)[-1]}
        papers = translate("Payment", "Receipts {refund}, {receipt}").format(**numbers)
        whole = Money(sum(amount.fen for _, amount in done.back))
        # Money in two means needs the lines itself; then the echo line of the next ticket names the receipts.
        lines = (self._screen.ways_back_text, papers)[: 3 - len(done.back)]
        self._change.show_giving_back(whole, "\n".join(lines))

    def _say(self, words: str, reason: str) -> None:
        self._confirm.setText(words)
        self._confirm.set_reason(reason)


def _short(label: str) -> str:
    """A label without what stands in brackets: the button is narrow, the whole name is heard."""
    return label.partition("（")[0].partition(" (")[0]


def _code_box() -> QLineEdit:
    box = WordBox()
    box.setObjectName("payCodeBox")
    box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    box.setAccessibleName(translate("Payment", "Payment code"))
    box.setPlaceholderText(translate("Payment", "Scan the customer's payment code"))
    box.setFont(font(13))
    box.setFixedHeight(68)
    return box


def _reference_box() -> QLineEdit:
    box = WordBox()
    box.setObjectName("referenceBox")
    box.setMaxLength(40)
    box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    box.setAccessibleName(translate("Payment", "Reference of the payment"))
    box.setFont(font(13))
    box.setFixedHeight(62)
    return box
