"""What is still open with a payment service when the drawer is counted, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.marks import Chip, RimmedCard, emptied
from pos.qt.parts import Button, Elided, text

if TYPE_CHECKING:
    from pos.screens.pay_rows import OpenPayment

Verb = Callable[[str], object]
_ROW = 102


class OpenPaymentsCard(RimmedCard):
    """Payments, and money back, that nobody can say anything certain about yet; without any it is not there.

    `ask`, `give_back` and `settle` are called with the order number.
    """

    def __init__(self, ask: Verb, give_back: Verb, settle: Verb) -> None:
        super().__init__("warn_line", 2)
        self.setObjectName("openPayments")
        self._verbs = {"ASK": ask, "GIVE_BACK": give_back, "SETTLE": settle}
        self._shown: tuple[OpenPayment, ...] = ()
        self._title = Elided(12.5, bold=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        inside = QWidget()
        inside.setLayout(self._rows)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(17, 8, 12, 8)
        box.setSpacing(4)
        box.addWidget(self._title)
        box.addWidget(scroll)
        self.hide()

    @property
    def empty(self) -> bool:
        """Nothing is open."""
        return not self._shown

    def draw(self, payments: tuple[OpenPayment, ...]) -> None:
        """Show them; rebuilt only where something is other than before."""
        if payments != self._shown:
            self._shown = payments
            words = translate("Shift", "{n} payments are not settled yet")
            self._title.setText(words.format(n=len(payments)))
            emptied(self._rows)
            for payment in payments:
                self._rows.addWidget(self._row(payment))
            self._rows.addStretch()
            self._scroll.setFixedHeight(_ROW)
        self.setVisible(bool(payments))

    def _row(self, payment: OpenPayment) -> QWidget:
        row = QWidget()
        row.setFixedHeight(_ROW - 4)
        row.setAccessibleName(payment.title)
        row.setAccessibleDescription(payment.advice)
        title, advice = text(payment.title, 11.5, bold=True), text(payment.advice, 10, tone="ink2")
        for words in (title, advice):
            words.setWordWrap(True)
        chip = Chip()
        chip.show_state("bad" if payment.state == "FAILED" else "warn", payment.state_label)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title, 1)
        head.addWidget(chip)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(advice, 1)
        for way, label in _ways().items():
            if way in payment.ways:
                foot.addWidget(self._button(label, way, payment))
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 6, 0)
        box.setSpacing(4)
        box.addLayout(head)
        box.addLayout(foot, 1)
        return row

    def _button(self, label: str, way: str, payment: OpenPayment) -> Button:
        button = Button(label, points=11)
        button.setObjectName(f"{way.lower()}_{payment.number}")
        button.setAccessibleName(f"{label}: {payment.title}")
        button.clicked.connect(partial(self._verbs[way], payment.number))
        return button


def _ways() -> dict[str, str]:
    return {
        "ASK": translate("Shift", "Ask again"),
        "GIVE_BACK": translate("Shift", "Give it back"),
        "SETTLE": translate("Shift", "Settle"),
    }
