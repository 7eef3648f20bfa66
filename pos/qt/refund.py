"""The refund page: the receipt, what comes back, why, and where the money goes; drawn from `RefundScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.marks import emptied
from pos.qt.override import OverrideStrip
from pos.qt.parts import Button, KeyCap, text
from pos.qt.refund_lines import RefundLines, stepped
from pos.qt.refund_parts import AmountCard, MeansChoiceButton, QueryBox, ReasonChoice, SaleFacts
from pos.qt.refusal import TallBanner

if TYPE_CHECKING:
    from pos.screens.refund import RefundScreen


class RefundPage(KeyPage):
    """Goods come back against a receipt. Enter looks the receipt up, then pays out; nothing is typed over the sale.

    `keysChanged` says that the legend is another one.
    """

    keysChanged = Signal()

    def __init__(self, screen: RefundScreen) -> None:
        super().__init__()
        self._screen = screen
        screen.view = self
        self._query = QueryBox()
        self._facts = SaleFacts()
        self._lines = RefundLines()
        self._amount = AmountCard()
        self._reasons = ReasonChoice(screen.reasons, self._choose_reason)
        self._no_receipt = _side_button(
            "noReceiptButton", translate("Refund", "No receipt"), "F4", self._turn_no_receipt
        )
        self._no_receipt.setCheckable(True)
        self._swap = _side_button("exchangeButton", translate("Refund", "Exchange"), "F6", self._exchange)
        self._pending: Callable[[], object] = self._pay_out
        self._means: dict[str, MeansChoiceButton] = {}
        self._means_grid = QGridLayout()
        self._banner = TallBanner()
        self._strip = OverrideStrip(self._give_leave, screen.look_at_pin)
        #: What the leave is asked for; of anything else it does not hold.
        self._at_stake: tuple[object, ...] = ()
        self._confirm = Button("", key="Enter", kind="primary")
        self._confirm.setObjectName("refundButton")
        self._lay_out()
        self._connect()
        self._keys = self._key_table()
        self.refresh()
        self.first_focus()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        if self._strip.asking:
            return (
                ("F1", translate("Keys", "Help")),
                ("Enter", translate("Keys", "Go on, give leave")),
                ("Esc", translate("Keys", "Put it off")),
            )
        if self._screen.no_receipt:
            return (
                ("F1", translate("Keys", "Help")),
                ("+ −", translate("Keys", "How many come back")),
                ("*", translate("Keys", "Quantity")),
                ("@", translate("Keys", "Price of one")),
                ("F4", translate("Keys", "With a receipt after all")),
                ("Alt 1-6", translate("Keys", "Reason")),
                ("Enter", translate("Keys", "Refund")),
                ("Esc", translate("Keys", "Back to selling")),
            )
        where_to = (("F7", translate("Keys", "Where to")),)
        return (
            ("F1", translate("Keys", "Help")),
            ("↑ ↓", translate("Keys", "Line")),
            ("+ −", translate("Keys", "How many come back")),
            ("*", translate("Keys", "Quantity")),
            ("F9", translate("Keys", "Whole receipt")),
            ("F6", translate("Keys", "Exchange")),
            ("F4", translate("Keys", "No receipt")),
            ("Alt 1-6", translate("Keys", "Reason")),
            *(where_to if self._roomy else ()),
            ("Enter", translate("Keys", "Refund")),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        if self._screen.no_receipt or self._strip.asking:
            return ()
        return (
            *(() if self._roomy else (("F7", translate("Keys", "Where to")),)),
            ("@", translate("Keys", "Without a receipt: the price of one")),
            ("Ctrl P", translate("Keys", "Print this receipt again")),
        )

    @property
    def _roomy(self) -> bool:
        """The strip below has room for more than what a refund cannot do without."""
        return self.width() >= WIDE

    def first_focus(self) -> None:
        """The box for the receipt; the page's keys work from there."""
        self._query.setFocus()
        self._query.selectAll()

    # building

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self._query, 1)
        above.addWidget(self._swap)
        above.addWidget(self._no_receipt)
        left.addLayout(above)
        left.addWidget(self._facts)
        left.addWidget(self._lines, 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(self._amount)
        self._choices = QWidget()
        choices = QVBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(8)
        choices.addWidget(self._reasons)
        self._where = text(translate("Refund", "Where the money goes"), 11.5, bold=True)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self._where)
        self._where_key = KeyCap("F7")
        where.addWidget(self._where_key)
        where.addStretch()
        choices.addLayout(where)
        self._means_grid.setSpacing(8)
        choices.addLayout(self._means_grid)
        right.addWidget(self._choices)
        right.addStretch()
        right.addWidget(self._banner)
        right.addWidget(self._strip)
        self._confirm.setFixedHeight(66)
        right.addWidget(self._confirm)
        self._box = box = QHBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(left, 1)
        box.addWidget(self._right)

    def _connect(self) -> None:
        self._lines.stepped.connect(self._step_line)
        self._confirm.clicked.connect(self._go_on)
        self._query.textChanged.connect(self._draw_button)
        self._query.textEdited.connect(self._put_strip_away)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._go_on,
            "Enter": self._go_on,
            "Up": partial(self._move, -1),
            "Down": partial(self._move, 1),
            "+": partial(self._step, 1),
            "-": partial(self._step, -1),
            "F9": self._take_all,
            "F4": self._turn_no_receipt,
            "F6": self._exchange,
            "F7": self._next_means,
            "Ctrl+P": self._reprint,
            "Esc": self._back,
        }
        keys.update({f"Alt+{i + 1}": partial(self._choose_reason, i) for i in range(len(self._screen.reasons))})
        return keys

    # what the clerk does

    def take(self, words: str) -> None:
        """A receipt that was chosen or scanned on another page."""
        self._pressed.emit(partial(self._show_receipt, words.strip()))

    def scanned(self, code: str) -> None:
        """The code on a receipt; without a receipt, the code of goods."""
        self._query.setText(code)
        self._look_up()

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused; where a manager is needed, ask for the leave in place."""
        if self._strip.asking:
            self._strip.say(problem.title())
            self._make_room()
        elif problem.word == "NotAllowed":
            self._banner.hide()
            self._at_stake = self._screen.at_stake
            self._strip.ask(self._question(problem))
            self._make_room()
        else:
            self._banner.tell("bad", problem.title(), problem.advice())
            self._banner.show()
            if self._query.hasFocus():
                # The next number replaces the one that was not found.
                self._query.selectAll()

    def _question(self, problem: Problem) -> str:
        """Why a manager is needed; of money, also how much and by which means."""
        if self._pending == self._pay_out:
            return f"{self._screen.question}\n{problem.title()}"
        return problem.title()

    def _show_receipt(self, number: str) -> None:
        if self._screen.no_receipt:
            self._screen.clear()
        self._query.setText(number)
        self._look_up()

    def _look_up(self) -> None:
        self._put_strip_away()
        self._banner.hide()
        if self._screen.no_receipt:
            self._screen.look_up_goods(self._query.text())
        else:
            self._reasons.forget()
            self._screen.look_up(self._query.text())
        self._query.show_known(self._screen.query)
        self.first_focus()

    def _typed(self, typed: str) -> None:
        """What stands in the box and Enter: `*8` how much comes back, `@9.90` the price, else what to look up."""
        row, figure = self._lines.current, typed[1:].strip()
        if typed.startswith(("*", "×")) and row is not None:
            self._query.show_known(self._query.known)
            self._screen.type_quantity(row.n, figure)
        elif typed.startswith("@") and row is not None and self._screen.no_receipt:
            self._query.show_known(self._query.known)
            self._screen.type_price(figure)
        else:
            self._look_up()

    def _go_on(self) -> None:
        if self._strip.asking:
            self._strip.go_on()
        elif self._screen.done is not None and self._query.idle:
            self._begin_anew()
        elif not self._query.idle:
            if self._query.text().strip():
                self._typed(self._query.text().strip())
        elif self._confirm.isEnabled():
            self._pay_out()

    def _pay_out(self) -> None:
        self._pending = self._pay_out
        self._put_strip_away()
        self._say_own_reason()
        self._screen.complete()
        self.first_focus()

    def _exchange(self) -> None:
        if not self._swap.isEnabled():
            self.first_focus()
            return
        self._pending = self._exchange
        self._put_strip_away()
        self._say_own_reason()
        self._screen.exchange()
        self._query.show_known("")
        self.leave.emit("selling", "")

    def _say_own_reason(self) -> None:
        if self._reasons.own_words:
            self._screen.choose_reason(len(self._screen.reasons) - 1, self._reasons.own_words)

    def _turn_no_receipt(self) -> None:
        self._put_strip_away()
        self._banner.hide()
        if self._screen.no_receipt:
            self._screen.clear()
        else:
            self._screen.begin_without_receipt()
        self._query.show_known("")
        self.first_focus()

    def _give_leave(self, pin: str, reason: str) -> None:
        if self._screen.at_stake != self._at_stake:
            # Refreshed it would have gone already: a leave is never used for anything else than was asked.
            self._put_strip_away()
            return

        def go_on() -> None:
            self._put_strip_away()
            self.first_focus()
            self._pending()

        self._screen.with_leave(pin, reason, go_on)

    def _put_strip_away(self) -> None:
        self._strip.put_away()
        self._make_room()

    def _begin_anew(self) -> None:
        self._screen.clear()
        self._query.show_known("")
        self.first_focus()

    def _move(self, by: int) -> None:
        self._lines.mark(self._lines.marked + by)

    def _step(self, by: int) -> None:
        row = self._lines.current
        if row is not None:
            self._screen.take(row.n, stepped(row, by))

    def _step_line(self, n: int, by: int) -> None:
        self._step(by)
        self.first_focus()

    def _take_all(self) -> None:
        if self._screen.receipt is not None:
            self._screen.take_all()

    def _choose_reason(self, i: int) -> None:
        if self._screen.receipt is None:
            self._draw_reasons()
            return
        self._screen.choose_reason(i)
        if not self._reasons.ask_own(asked=i == len(self._screen.reasons) - 1):
            self.first_focus()

    def _reprint(self) -> None:
        if self._screen.receipt is None:
            self.first_focus()
            return
        self._pending = self._print_again
        self._put_strip_away()
        self._print_again()

    def _print_again(self) -> None:
        number = self._screen.reprint()
        title = translate("Selling", "{receipt} is printed again, marked as a copy").format(receipt=number)
        self._banner.tell("ok", title)

    @property
    def _ways(self) -> list[str]:
        """By which means the money may go back."""
        return [choice.code for choice in self._screen.means if choice.enabled]

    def _next_means(self) -> None:
        codes = self._ways
        if codes:
            here = codes.index(self._screen.chosen) if self._screen.chosen in codes else -1
            self._choose_means(codes[(here + 1) % len(codes)])

    def _choose_means(self, code: str) -> None:
        self._screen.choose_means(code)
        self.first_focus()

    def _back(self) -> None:
        if self._strip.asking:
            self._put_strip_away()
            self.first_focus()
        else:
            self.leave.emit("selling", "")

    # drawing

    def showEvent(self, event: QShowEvent) -> None:
        """A refund that is paid out belongs to the customer before; so does going without a receipt."""
        super().showEvent(event)
        screen = self._screen
        if not event.spontaneous() and (screen.done is not None or (screen.no_receipt and screen.receipt is None)):
            self._pressed.emit(self._begin_anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take 60 px from the right column and hide earlier refunds where there were none."""
        super().resizeEvent(event)
        self._right.setFixedWidth(400 if self.width() >= WIDE else 340)
        compact = self.height() < COMPACT
        self._box.setContentsMargins(12, 8 if compact else 12, 12, 8 if compact else 12)
        self._amount.fit(compact=compact)
        self._amount.draw(self._screen)
        self._make_room()
        self._confirm.setFixedHeight(56 if compact else 66)
        self._lines.draw(self._screen, narrow=self.width() < WIDE)
        self._reasons.fit(compact=compact)

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        found = screen.receipt
        if found is not None and self._query.known != screen.query:
            self._query.show_known(screen.query)
        self._facts.draw(screen)
        self._query.ask_for(goods=screen.no_receipt)
        self._no_receipt.setChecked(screen.no_receipt)
        some_back = found is not None and not screen.no_receipt and any(row.taking for row in found.rows)
        self._swap.set_reason("" if some_back and screen.selling is not None else translate("Refund", "choose goods"))
        self._lines.draw(screen, narrow=self.width() < WIDE)
        self._amount.draw(screen)
        self._draw_reasons()
        self._draw_means()
        self._draw_approval()
        if self._strip.asking and screen.at_stake != self._at_stake:
            self._strip.put_away()
            self.first_focus()
        self._make_room()
        self._draw_button()
        self.keysChanged.emit()

    def _draw_reasons(self) -> None:
        self._reasons.draw(self._screen.reason)

    def _draw_means(self) -> None:
        choices = self._screen.means
        self._where.setVisible(bool(choices))
        self._where_key.setVisible(len(self._ways) > 1)
        if tuple(self._means) != tuple(choice.code for choice in choices):
            emptied(self._means_grid)
            self._means = {}
            for i, choice in enumerate(choices):
                button = MeansChoiceButton(choice.label)
                button.setObjectName(f"refundMeans_{choice.code}")
                button.setFixedHeight(56)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.clicked.connect(partial(self._choose_means, choice.code))
                self._means[choice.code] = button
                self._means_grid.addWidget(button, i // 2, i % 2)
                # Counted in its column from now on, not from the next event on.
                button.show()
                self._means_grid.setColumnStretch(i % 2, 1)
        for choice in choices:
            button = self._means[choice.code]
            button.setChecked(choice.code == self._screen.chosen)
            button.set_reason("" if choice.enabled else choice.why)
            button.set_detail(choice.detail)

    def _make_room(self) -> None:
        # Where there is no room for both, the manager's PIN takes the place of what was chosen already.
        parts = (self._amount, self._choices, self._strip, self._confirm)
        needed = sum(max(part.minimumHeight(), part.sizeHint().height()) + 8 for part in parts)
        self._choices.setVisible(not self._strip.asking or needed <= self._right.height())
        self.keysChanged.emit()

    def second_passed(self) -> None:
        """A second is over: money on its way back may have arrived."""
        if self._screen.done is not None:
            self._amount.show_way_back(self._screen.way_back_text)

    def _draw_approval(self) -> None:
        self._banner.setVisible(bool(self._screen.approval_text))
        if self._screen.approval_text:
            detail = translate("Refund", "The leave is noted in the journal")
            self._banner.tell("info", self._screen.approval_text, detail)

    def _draw_button(self) -> None:
        screen = self._screen
        if screen.done is not None and self._query.idle:
            words, reason = translate("Refund", "Next refund"), ""
        elif not self._query.idle:
            words, reason = self._box_words()
        else:
            words, reason = translate("Refund", "Pay back · print receipt"), self._missing()
        self._confirm.setText(words)
        self._confirm.set_reason(reason)

    def _box_words(self) -> tuple[str, str]:
        typed = self._query.text().strip()
        if typed.startswith(("*", "×")) and self._lines.current is not None:
            return translate("Refund", "So much comes back"), ""
        if self._screen.no_receipt:
            words = (
                translate("Refund", "This price") if typed.startswith("@") else translate("Refund", "Find the goods")
            )
            return words, "" if typed else translate("Refund", "Scan the goods or type their number")
        words = translate("Refund", "Find the receipt")
        return words, "" if typed else translate("Refund", "Scan a receipt or type its number")

    def _missing(self) -> str:
        if not any(row.taking for row in self._screen.receipt.rows if row) if self._screen.receipt else True:
            return translate("Refund", "Choose what comes back: + on a line, or F9")
        if not self._screen.reason:
            return translate("Refund", "Choose a reason: Alt 1-6")
        return ""


def _side_button(name: str, label: str, key: str, verb: Callable[[], object]) -> Button:
    button = Button(label, key=key, points=11)
    button.setObjectName(name)
    button.setFixedSize(126, 56)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: verb())
    return button
