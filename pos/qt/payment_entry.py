"""Where a tender is typed: the means, the amount, the payment code, and the buttons beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.amount import AmountBox
from pos.qt.keys import shown
from pos.qt.marks import dye, emptied
from pos.qt.parts import Button, Elided, WordBox, font, icon_label
from pos.qt.payment_buttons import MeansButton, QuickButton

if TYPE_CHECKING:
    from pos.screens.payment import MeansRow, PaymentScreen

CASH, CARD, STATIC_QR, VOUCHER = "CASH", "CARD_POS", "STATIC_QR", "VOUCHER"
#: These stand below the box of the payment code; all others in the grid of eight.
_BELOW = (STATIC_QR, VOUCHER)
#: Longer than `9,999.00` an amount is large.
_LARGE = 8
_COLUMNS = 4
#: Means whose codes a service answers for; without a line to it they rest.
BY_CODE = ("WECHAT", "ALIPAY", "ECNY", "UNIONPAY_QR")
#: How wide it must be for whole sentences on the buttons below the code.
_WIDE = 900
#: So many of them a till can ask.
_ASKED_MOST = 2


class PaymentEntry(QWidget):
    """`choose` is given a means, `offer` the number of a quick amount, `take` a means that was taken elsewhere."""

    def __init__(
        self, choose: Callable[[str], object], offer: Callable[[int], object], take: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._choose = choose
        self._narrow, self._squeeze = False, 0.0
        self._means: dict[str, Button] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._amount_title = Elided(11, bold=True)
        self._code_title = Elided(11, bold=True)
        self.amount = AmountBox("tenderBox", icon="banknote")
        self.amount.take_codes()
        self.code = _CodeBox()
        self.reference = _word_box("referenceBox", translate("Payment", "Reference of the payment"), 40)
        self.reference.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._funder_box = _word_box("funderBox", translate("Payment", "Who pays for the voucher"), 24)
        self._funder_box.setPlaceholderText(translate("Payment", "Who pays"))
        self._funder_choice = Button(points=11.5)
        self._funder_choice.setObjectName("funderButton")
        self._funder_choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._funder_choice.clicked.connect(self._next_funder)
        self._funders: tuple[str, ...] = ()
        self._funder = ""
        self.quick: list[Button] = [QuickButton() for _ in range(5)]
        for i, button in enumerate(self.quick):
            button.setObjectName(f"quick_{i}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(offer, i))
        self._card = Button(icon="card", points=11.5)
        self._card.setObjectName("cardTakenButton")
        self._card.setAccessibleName(translate("Payment", "Card was put through"))
        self._card.clicked.connect(partial(take, CARD))
        self._static = self._below(STATIC_QR, "Alt 0", partial(take, STATIC_QR))
        self._voucher = self._below(VOUCHER, "Alt 9", partial(choose, VOUCHER))
        self._voucher.setCheckable(True)
        self._lay_out()

    @staticmethod
    def _below(means: str, key: str, verb: Callable[[], object]) -> Button:
        button = MeansButton(key=key, points=11.5)
        button.setObjectName(f"means_{means}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(verb)
        return button

    def _lay_out(self) -> None:
        self._quick_line = quick = QHBoxLayout()
        below = QHBoxLayout()
        for line in (quick, below):
            line.setSpacing(8)
        for i, button in enumerate(self.quick):
            quick.addWidget(button, 1)
            if i == 0:
                quick.addWidget(self._funder_box, 2)
                quick.addWidget(self._funder_choice, 2)
                quick.addWidget(self.reference, 2)
        for button in (self._card, self._static, self._voucher):
            below.addWidget(button, 1)
        self._fields = fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.addWidget(self._amount_title, 0, 0)
        fields.addWidget(self._code_title, 0, 1)
        fields.addWidget(self.amount, 1, 0)
        fields.addWidget(self.code, 1, 1)
        fields.addLayout(quick, 2, 0)
        fields.addLayout(below, 2, 1)
        for column in (0, 1):
            fields.setColumnStretch(column, 1)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._grid)
        box.addLayout(fields)

    def fit(self, *, squeeze: float, narrow: bool) -> None:
        """Lower where the screen is low, by `squeeze` from 0 to 1; one quick amount less where it is narrow."""
        self._narrow, self._squeeze = narrow, squeeze
        self._box.setSpacing(self._between(10, 7))
        self._fields.setVerticalSpacing(self._between(8, 5))
        self._grid.setVerticalSpacing(self._between(8, 6))
        for button in self._means.values():
            button.setFixedHeight(self._between(60, 46))
        for box in (self.amount, self.code):
            box.setFixedHeight(self._between(68, 52))
        for widget in (*self.quick, *self._beside, self._card, self._static, self._voucher):
            widget.setFixedHeight(self._between(62, 46))
        self.amount.setFont(font(self._between(33, 24), bold=True))

    def _between(self, roomy: int, low: int) -> int:
        return int(roomy + (low - roomy) * self._squeeze)

    @property
    def _beside(self) -> tuple[QWidget, ...]:
        return (self._funder_box, self._funder_choice, self.reference)

    @property
    def funder(self) -> str:
        """Who pays for the voucher; empty for any other means, and where nobody was named."""
        if self._funder_box.isHidden() and self._funder_choice.isHidden():
            return ""
        return self._funder if self._funders else self._funder_box.text().strip()

    def begin(self, screen: PaymentScreen, amount: Money) -> None:
        """Another tender: nothing is left of what was typed for the one before."""
        self.reference.clear()
        self._funder_box.clear()
        # Where only one pays for vouchers there is nothing to choose.
        self._funder = screen.funders[0] if len(screen.funders) == 1 else ""
        self.draw_quick(screen)
        self.amount.show_money(amount)

    def choose_funder(self, n: int) -> bool:
        """Take the `n`th of the names, from 1; False where none is asked for."""
        if self._funder_choice.isHidden():
            return False
        if n <= len(self._funders):
            self._funder = self._funders[n - 1]
            self._draw_funder()
        return True

    def _next_funder(self) -> None:
        at = self._funders.index(self._funder) + 1 if self._funder in self._funders else 0
        self.choose_funder(at % len(self._funders) + 1)

    def _draw_funder(self) -> None:
        words = self._funder or translate("Payment", "Who pays")
        self._funder_choice.setText(words)
        name = translate("Payment", "Who pays for the voucher")
        self._funder_choice.setAccessibleName(f"{name}: {words}" if self._funder else name)
        words = translate("Payment", "{keys}, or press for the next").format(keys=shown("Ctrl 1-9", "payment"))
        self._funder_choice.setAccessibleDescription(words)

    @property
    def over_means(self) -> int:
        """How far down the means reach; what is asked in place covers them."""
        return self._amount_title.y() - 2

    # drawing

    def draw(self, screen: PaymentScreen) -> None:
        """Show means, amounts and words as they are now."""
        open_ = screen.finished is None
        for widget in (self.amount, self.code):
            widget.setEnabled(open_)
        self.draw_means(screen)
        self.draw_quick(screen)
        title = translate("Payment", "Cash the customer gives")
        if screen.chosen != CASH:
            label = next((row.label for row in screen.means if row.code == screen.chosen), "")
            title = translate("Payment", "{means}: amount received").format(means=label)
        if screen.giving_back:
            title = translate("Payment", "Nothing to take")
        self._amount_title.setText(title)
        self.amount.setAccessibleName(title)

    def draw_means(self, screen: PaymentScreen) -> None:
        """Each means with its key; one that cannot be used now says why."""
        rows = {row.code: row for row in screen.means}
        grid = [row for row in rows.values() if row.code not in _BELOW]
        if tuple(self._means) != tuple(row.code for row in grid):
            self._build(grid)
        for row in grid:
            self._dress(self._means[row.code], row, screen)
        for code, button in ((STATIC_QR, self._static), (VOUCHER, self._voucher)):
            button.setVisible(code in rows)
            if code in rows:
                self._dress(button, rows[code], screen)
        self._voucher.setText(_short(rows[VOUCHER].label) if VOUCHER in rows else "")
        self._name_below()
        self._card.setEnabled(screen.finished is None)
        self._say_what_a_scan_does(screen)

    def _name_below(self) -> None:
        """Three buttons share half of the width: in full, or where that is narrow in fewer words and without a sign."""
        wide = self.width() >= _WIDE
        self._static.setText(
            translate("Payment", "Static code: received") if wide else translate("Payment", "Static code")
        )
        self._card.setText(translate("Payment", "Card put through") if wide else translate("Payment", "Card done"))
        self._card.set_icon("" if self._narrow else "card")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for words."""
        super().resizeEvent(event)
        self._name_below()

    def _dress(self, button: Button, row: MeansRow, screen: PaymentScreen) -> None:
        button.setChecked(button.isCheckable() and row.code == screen.chosen)
        button.set_reason("" if row.enabled else row.why)
        button.setEnabled(row.enabled and screen.finished is None)

    def _say_what_a_scan_does(self, screen: PaymentScreen) -> None:
        """Above the box of the code: who is asked for the money, if anybody, or who cannot be reached now."""
        rows = screen.means
        resting = [_short(row.label) for row in rows if row.code in BY_CODE and not row.enabled]
        asked = [_short(row.label) for row in rows if row.code in screen.asked_means]
        words = translate("Payment", "Payment code (scan it, the means is found)")
        short = translate("Payment", "Payment code")
        hint = translate("Payment", "Scan the payment code")
        if not asked:
            words = translate("Payment", "No payment service: a scan is only noted; see first that the money came")
            short = translate("Payment", "A scan is only noted: see the money first")
            hint = translate("Payment", "Scan once the money came")
        elif len(asked) < _ASKED_MOST:
            only = translate("Payment", "Only {means} is asked; another code is only noted: see first that it came")
            words = only.format(means=translate("Payment", ", ").join(asked))
            short = translate("Payment", "Only {means} is asked").format(means=translate("Payment", ", ").join(asked))
        self.code.setPlaceholderText(hint)
        if resting:
            left = translate("Payment", "{means} cannot be reached; cash, card and static code can be taken")
            words = left.format(means=translate("Payment", ", ").join(resting))
            short = translate("Payment", "{means}: out of reach").format(means=translate("Payment", ", ").join(resting))
        self._code_title.setText(words, short)
        dye(self._code_title, "warn" if resting else "ink")

    def _build(self, rows: list[MeansRow]) -> None:
        emptied(self._grid)
        self._means = {}
        for i, row in enumerate(rows):
            button = MeansButton(_short(row.label), key=f"Alt {row.key}", icon=row.icon)
            button.setObjectName(f"means_{row.code}")
            button.setAccessibleName(row.label)
            button.setCheckable(True)
            button.setFixedHeight(self._between(60, 46))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose, row.code))
            self._means[row.code] = button
            self._grid.addWidget(button, i // _COLUMNS, i % _COLUMNS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def draw_quick(self, screen: PaymentScreen) -> None:
        """What customers are likely to hand over; for any other means the exact amount, and room for its reference."""
        cash, open_ = screen.chosen == CASH, screen.finished is None
        self.reference.setVisible(not cash)
        self.reference.setEnabled(open_ and not cash)
        voucher = screen.chosen == VOUCHER
        self._funders = screen.funders
        self._funder_box.setVisible(voucher and not self._funders)
        self._funder_choice.setVisible(voucher and bool(self._funders))
        for widget in (self._funder_box, self._funder_choice):
            widget.setEnabled(open_)
        self._draw_funder()
        words = translate("Payment", "Reference, if any")
        self.reference.setPlaceholderText(translate("Payment", "Its number") if voucher else words)
        if not open_:
            for button in self.quick:
                button.setEnabled(False)
            return
        amounts = screen.quick if cash else (screen.left,)
        # A large amount needs the room of two, and where it is narrow that of one more.
        large = len(amounts[0].grouped()) > _LARGE
        self._quick_line.setStretch(0, 2 if large else 1)
        left_out = ((2, 3) if large else (3,)) if self._narrow else ()
        for i, button in enumerate(self.quick):
            # Where money goes back there is nothing to take, nor a button for it.
            button.setVisible(i < len(amounts) and i not in left_out and bool(amounts[i]))
            if i < len(amounts):
                button.setText(_figure(amounts[i], exact=i == 0))
                button.set_key("F9" if i == 0 else f"Ctrl {i}")
            button.setEnabled(True)

    def mark_quick(self, screen: PaymentScreen, amount: Money) -> None:
        """Which of them stands in the box."""
        amounts = screen.quick if screen.chosen == CASH else (screen.left,)
        for i, button in enumerate(self.quick):
            button.setChecked(i < len(amounts) and amounts[i] == amount)


def _figure(amount: Money, *, exact: bool) -> str:
    return amount.grouped() if amount.fen % 100 or exact else f"{amount.fen // 100:,}"


def _short(label: str) -> str:
    """A label without what stands in brackets: the button is narrow, the whole name is heard."""
    return label.partition("（")[0].partition(" (")[0]


class _CodeBox(WordBox):
    """Where a payment code may be typed or scanned; it never stays there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("payCodeBox")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(translate("Payment", "Payment code"))
        self.setFont(font(12.5))
        self.setTextMargins(38, 0, 0, 0)
        self._icon = icon_label("qr", 26, "ink2")
        self._icon.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The icon keeps its place."""
        super().resizeEvent(event)
        self._icon.move(16, (self.height() - self._icon.height()) // 2)


def _word_box(name: str, spoken: str, most: int) -> QLineEdit:
    box = WordBox()
    box.setObjectName(name)
    box.setMaxLength(most)
    box.setAccessibleName(spoken)
    box.setFont(font(13))
    return box
