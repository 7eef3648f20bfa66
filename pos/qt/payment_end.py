"""The foot of the payment page: the change, and the one filled button that completes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos.core.money import ZERO, Money
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.parts import Button
from pos.qt.payment_change import ChangePanel
from pos.qt.payment_entry import CASH

if TYPE_CHECKING:
    from pos.screens.booking import Paid
    from pos.screens.pay_rows import PayRow
    from pos.screens.payment import PaymentScreen


class PaymentEnd(QWidget):
    """Change and button side by side; the button says what Enter would do, or why it does nothing now."""

    def __init__(self, complete: Callable[[], object]) -> None:
        super().__init__()
        self.change = ChangePanel()
        self._confirm = Button(kind="primary", key="Enter")
        self._confirm.setObjectName("confirmPayButton")
        self._confirm.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._confirm.clicked.connect(complete)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.change, 1)
        box.addWidget(self._confirm, 1)

    def hasHeightForWidth(self) -> bool:
        """Words that wrap never make it higher than its place: they are printed smaller."""
        return False

    def draw(self, screen: PaymentScreen, amount: Money, standing: PayRow | None, *, by_code: bool = False) -> None:
        """What would come of `amount`; while a request stands, nothing; after completion, what came of it all.

        `by_code`: the amount is taken by the customer's payment code, and the button waits for that.
        """
        if screen.finished is not None:
            self._show_done(screen, screen.finished)
            self._say(translate("Payment", "Next customer"), "")
        elif standing is not None:
            self.change.show_waiting(
                translate("Payment", "Not complete before the answer is there; no other payment code either")
            )
            self._say(
                translate("Payment", "Waiting for {means}").format(means=standing.label),
                in_words(translate("Payment", "Next customer: Esc, then F6 puts this ticket aside"), "selling"),
                key="",
            )
        elif screen.giving_back:
            self.change.show_giving_back(screen.giving_back, screen.ways_back_text)
            self._say(translate("Payment", "Book the exchange · print"), "")
        else:
            self._show_outcome(screen, amount)
            if by_code and ZERO < amount <= screen.left:
                self._say(
                    translate("Payment", "Scan the payment code"),
                    translate("Payment", "Paid without the till: type its reference"),
                )

    def _show_outcome(self, screen: PaymentScreen, amount: Money) -> None:
        cash = screen.chosen == CASH
        change, rounding, closes = screen.change_for(amount)
        if not cash:
            # Only cash rounds and gives change; every other means fits to the fen.
            change, rounding, closes = ZERO, ZERO, amount == screen.left
        if not screen.left:
            # Nothing but given-away goods: there is nothing to take, Enter completes.
            closes = True
        if not cash and amount > screen.left:
            self.change.show_excess(amount - screen.left)
            self._say(translate("Payment", "Complete"), translate("Payment", "More than is due"))
        elif closes:
            self.change.show_change(change, rounding, exact=not cash)
            self._say(translate("Payment", "Complete · print receipt"), "")
        elif amount:
            self.change.show_missing(screen.left - amount)
            self._say(translate("Payment", "Keep {amount}, go on").format(amount=amount.grouped()), "")
        else:
            self.change.show_missing(screen.left_in_cash if cash else screen.left)
            self._say(translate("Payment", "Complete"), translate("Payment", "Type an amount first"))

    def _show_done(self, screen: PaymentScreen, done: Paid) -> None:
        if not done.back:
            self.change.show_change(done.change, done.rounding, receipt=done.receipt)
            return
        # The last digits will do: shop and till are this one's.
        numbers = {"refund": done.refund.rsplit("-", 1)[-1], "receipt": done.receipt.rsplit("-", 1)[-1]}
        papers = translate("Payment", "Receipts {refund}, {receipt}").format(**numbers)
        whole = Money(sum(amount.fen for _, amount in done.back))
        # Money in two means needs the lines itself; then the echo line of the next ticket names the receipts.
        lines = (screen.ways_back_text, papers)[: 3 - len(done.back)]
        self.change.show_giving_back(whole, "\n".join(lines))

    def _say(self, words: str, reason: str, key: str = "Enter") -> None:
        self._confirm.setText(words)
        self._confirm.set_key(key)
        self._confirm.set_reason(reason)
