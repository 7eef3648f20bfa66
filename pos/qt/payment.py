"""The payment page: what is due, how it is paid, the change; drawn from `PaymentScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos.core.money import ZERO, Money
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt import payment_keys, sounds
from pos.qt.enters import EnterWatch
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.keys import is_modifier, is_window_key, key_name
from pos.qt.parts import Banner
from pos.qt.payment_end import PaymentEnd
from pos.qt.payment_entry import BY_CODE, CASH, STATIC_QR, PaymentEntry
from pos.qt.payment_leave import PaymentLeave
from pos.qt.payment_parts import DueCard, FrozenTicket
from pos.qt.payment_tenders import TenderList
from pos.qt.payment_waiting import WaitingPanel, later

if TYPE_CHECKING:
    from pos.screens.pay_rows import PayRow
    from pos.screens.payment import PaymentScreen

#: What the page needs with nothing squeezed; a 1920x1080 screen at 150 % has less.
ROOMY = 668
#: Below this what is due and the tenders are low; that gives so much, and a low change as much more.
SNUG, SNUG_GIVES, LOW_GIVES = 624, 62, 28
#: What can be squeezed out of the means and boxes.
ENTRY_GIVES = 68
#: Higher than this the change only looks empty: the tenders have what is left.
HIGHEST_END = 180


class PaymentPage(KeyPage):
    """Everything between 收款 and the change. Enter completes, Esc goes back, nothing is lost.

    While a payment by code is on its way it stands in place of the means; `keysChanged` says that the legend is
    another one.
    """

    keysChanged = Signal()

    def __init__(self, screen: PaymentScreen) -> None:
        super().__init__()
        self._screen = screen
        self._ticket = FrozenTicket()
        self._due = DueCard()
        self._entry = PaymentEntry(self._choose, self._offer_quick, self._take)
        self._waiting = WaitingPanel(self._ask_again, self._confirm_by_hand, self._revoke, self._release_by_hand)
        self._tenders = TenderList()
        self._end = PaymentEnd(self._complete)
        self._enters = EnterWatch(self)
        self._late = Banner()
        self._late.setParent(self)
        self._strip = PaymentLeave(self._with_leave, self._look_at_pin, self._leave_place, self.first_focus)
        self._strip.setParent(self)
        self._lay_out()
        for box in (self._entry.amount, self._entry.reference):
            box.textChanged.connect(self._typed)
        self._keys = self._key_table()
        self.draw(screen)

    def draw(self, screen: PaymentScreen) -> None:
        """Show another ticket's payment; the page stands ready for its cash."""
        self._screen = screen
        screen.view = self
        self._entry.code.clear()
        self._late.hide()
        self._strip.put_away()
        self._offered: tuple[str, Money] | None = None
        self._request: PayRow | None = None
        self._shown: tuple[bool, PayRow | None] = (False, None)
        self._noticed = ""
        self._refused = False
        #: How much cash the clerk was asked about.
        self._doubted: Money | None = None
        self.refresh()
        self.first_focus()

    # keys

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        return payment_keys.legend(self._screen, self._standing)

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        return payment_keys.more(self._screen, self._standing)

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        return payment_keys.right(self._screen)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._complete,
            "Enter": self._complete,
            "Esc": self._back,
            "F4": self._open_drawer,
            "F5": self._ask_again,
            "F6": self._confirm_by_hand,
            "F7": self._revoke,
            "F8": self._release_by_hand,
            "F9": self._offer_exact,
            "Del": self._take_back,
            "Up": partial(self._tenders.go, -1),
            "Down": partial(self._tenders.go, 1),
        }
        keys.update({f"Alt+{key % 10}": partial(self._choose_key, key) for key in range(1, 11)})
        keys.update({f"Ctrl+{i}": partial(self._offer_quick, i) for i in range(1, 5)})
        return keys

    @property
    def _standing(self) -> PayRow | None:
        """The request that is waited for."""
        request = self._request
        return None if request is None or request.ended else request

    def first_focus(self) -> None:
        """The amount, ready to be overwritten; a payment on its way: asking again; after completion the page itself."""
        if self._screen.finished is not None:
            self.setFocus()
        elif self._strip.asking:
            self._strip.pin.setFocus()
        elif self._standing is not None:
            self._waiting.ask.setFocus()
        else:
            self._entry.amount.setFocus()
            self._entry.amount.selectAll()

    def _take_focus(self) -> None:
        # An answer may come while another page is in front: its box keeps the keys.
        if self.isVisible():
            self.first_focus()

    # building

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.addWidget(self._due)
        right.addWidget(self._entry)
        right.addWidget(self._waiting)
        right.addWidget(self._tenders, 1)
        right.addWidget(self._end, 6)
        self._end.setMaximumHeight(HIGHEST_END)
        self._box = box = QHBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(self._ticket)
        box.addLayout(right, 1)
        self._waiting.hide()
        self._fit()

    # what the clerk does

    def hear_enters(self, watch: EnterWatch) -> None:
        """Who knows which Enter a finger pressed: no other books cash or clears the change away."""
        self._enters = watch

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of DESIGN.md section 4; after completion any of them goes to the next customer and is not lost."""
        name = key_name(event)
        if name in ("Return", "Enter", "F9") and self._enters.is_nobodys(event):
            return
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
        self._pay_code(code)

    def _pay_code(self, code: str) -> None:
        """What was typed for a means by code is for whichever code comes; cash that was typed is not."""
        amount, left = self._entry.amount.amount, self._screen.left
        part = self._screen.chosen in BY_CODE and ZERO < amount < left
        self._try(partial(self._screen.pay_code, code, amount if part else None))

    def _try(self, verb: Callable[[], object]) -> None:
        """Do it; where a manager is needed for it, it is asked for in place and done then."""
        if self._strip.asking:
            # It waits for a PIN for something else already.
            verb()
            return
        self._strip.wants(verb)()
        self._strip.put_away()

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused, beside the button; where a manager is needed, ask in place."""
        if problem.word == "NotAllowed" and not self._strip.asking and self._strip.can_help:
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
        if problem.word == "NeverStored":
            # A whole card number or payment code: it does not stay on the screen either.
            self._entry.reference.clear()
        if problem.word == "PaymentCodeNeeded":
            self._entry.code.setFocus()
        self._refused = True
        self._end.change.show_problem(problem.title(), problem.advice())

    def _choose_key(self, key: int) -> None:
        for row in self._screen.means:
            if row.key == key and row.enabled:
                (self._take if row.code == STATIC_QR else self._choose)(row.code)

    def _choose(self, means: str) -> None:
        self._screen.choose(means)
        self.first_focus()

    def _take(self, means: str) -> None:
        """Taken outside the till, by the card machine or the printed code: what the clerk typed, else all that is left.

        Cash that was typed and comes to more than is left was meant for the change.
        """
        typed, left = self._entry.amount.amount, self._screen.left
        untouched = self._offered is not None and typed == self._offered[1]
        self._try(partial(self._screen.pay, means, left if untouched or not ZERO < typed <= left else typed))
        self.first_focus()

    def _offer_exact(self) -> None:
        if self._standing is not None:
            return
        cash = self._screen.chosen == CASH
        self._entry.amount.show_money(self._screen.left_in_cash if cash else self._screen.left)
        self.first_focus()

    def _offer_quick(self, i: int) -> None:
        if self._standing is not None or (i and self._entry.choose_funder(i)):
            return
        if i and self._screen.chosen != CASH:
            self._screen.choose(CASH)
        if i == 0:
            self._offer_exact()
            return
        quick = self._screen.quick
        if i < len(quick) and not self._entry.quick[i].isHidden():
            self._entry.amount.show_money(quick[i])
        self.first_focus()

    def _open_drawer(self) -> None:
        self._try(self._screen.open_drawer)

    def _ask_again(self) -> None:
        if self._standing is not None:
            self._screen.ask_again()

    def _revoke(self) -> None:
        if self._standing is not None and not self._standing.may_release:
            self._screen.revoke()

    def _confirm_by_hand(self) -> None:
        if self._standing is not None and self._waiting.confirm.isEnabled():
            words = translate("Payment", "{means} {amount}: the customer has shown that it was paid")
            self._by_hand(self._screen.confirm_by_hand, words, self._standing)

    def _release_by_hand(self) -> None:
        if self._standing is not None and self._standing.may_release:
            words = translate("Payment", "{means} {amount}: nothing was taken from the customer")
            self._by_hand(self._screen.release_by_hand, words, self._standing)

    def _by_hand(self, verb: Callable[[], object], words: str, standing: PayRow) -> None:
        self._strip.ask_for(verb, words.format(means=standing.label, amount=standing.amount))

    def _with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        self._screen.with_leave(pin, reason, verb)

    def _look_at_pin(self, pin: str) -> None:
        self._screen.look_at_pin(pin)

    def _leave_place(self) -> QRect:
        """Over the means, or over the ways out of a payment on its way: what is due and the tenders stay on view."""
        self._box.activate()
        left, width = self._due.x(), self._due.width()
        if self._standing is not None:
            top, high = self._waiting.ways_place
            return QRect(left, self._waiting.y() + top, width, high)
        top = self._due.geometry().bottom() + 6
        return QRect(left, top, width, self._entry.y() + self._entry.over_means - top)

    def _complete(self) -> None:
        entry, screen = self._entry, self._screen
        if self._strip.asking:
            self._strip.go_on()
            return
        if screen.finished is not None:
            self.leave.emit("selling", "")
        elif self._standing is not None:
            self._waiting.pressed()
        elif entry.code.text():
            code = entry.code.text()
            # A payment code is the customer's: it does not stay on the screen, whatever becomes of it.
            entry.code.clear()
            self._pay_code(code)
        elif entry.amount.code:
            code = entry.amount.code
            entry.amount.show_money(self._offered[1] if self._offered else ZERO)
            self._pay_code(code)
        elif self._is_doubtful(entry.amount.amount):
            self._doubted = entry.amount.amount
        elif entry.amount.amount or not screen.left:
            # Too much is refused by the shop itself: it says in words how much is left.
            reference = entry.reference.text().strip()
            self._try(partial(screen.pay, screen.chosen, entry.amount.amount, reference, funder=entry.funder))

    def _is_doubtful(self, amount: Money) -> bool:
        """Ask once whether so much cash was handed over; the same Enter again says that it was."""
        change = self._screen.doubtful_change(amount)
        if change is None or self._doubted == amount:
            return False
        title = translate("Payment", "{amount} given, {change} back: is that so?")
        self._refused = True
        self._end.change.show_notice(
            title.format(amount=amount.grouped(), change=change.grouped()),
            translate("Payment", "Enter once more if it is; else type what the customer gave, or F9"),
        )
        sounds.play("refused")
        return True

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
        self._fit()
        if self._strip.asking:
            self._strip.place()
        self._entry.draw_means(self._screen)
        self._entry.draw_quick(self._screen)

    def _fit(self) -> None:
        high, narrow = self.height(), self.width() < WIDE
        snug, low = high < SNUG, high < COMPACT
        margin = 8 if snug else 12
        self._box.setContentsMargins(12, margin, 12, margin)
        self._right.setSpacing(7 if snug else 10)
        missing = ROOMY - high - SNUG_GIVES * snug - LOW_GIVES * low
        self._entry.fit(squeeze=min(1.0, max(0.0, missing / ENTRY_GIVES)), narrow=narrow)
        self._waiting.fit(compact=high < ROOMY, narrow=narrow)
        self._due.fit(compact=snug)
        self._tenders.fit(compact=snug)
        self._end.change.fit(compact=low)

    def second_passed(self) -> None:
        """A second is over: only what counts seconds is drawn anew."""
        if self._standing is not None:
            self._draw_request()

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        self._ticket.draw(screen)
        self._draw_request()
        open_ = screen.finished is None
        offered = (screen.chosen, screen.left_in_cash if screen.chosen == CASH else screen.left)
        # Anew only when something else is due: what the clerk has typed stays otherwise.
        if open_ and self._standing is None and offered != self._offered:
            self._offered = offered
            self._entry.begin(screen, offered[1])
            # What was typed last was the reference of the tender before.
            self._take_focus()
        self._show_outcome()
        if not open_:
            self._take_focus()
        self.keysChanged.emit()

    def _draw_request(self) -> None:
        """The means, or the payment that is on its way; all else only if more than the seconds is other than before."""
        screen, before = self._screen, self._standing
        # Asked for once a drawing: it is read from the books.
        self._request = request = screen.request
        standing = self._standing
        if standing is not None:
            self._waiting.draw(standing)
        state = (screen.finished is not None, None if request is None else later(request))
        turned = (before is None) != (standing is None)
        moved = state != self._shown
        if moved and state[0] and self.isVisible():
            sounds.play("paid")
        self._shown = state
        if turned:
            # What was asked of a manager has been answered meanwhile.
            self._strip.put_away()
            self._waiting.setVisible(standing is not None)
            self._entry.setVisible(standing is None)
            self._box.activate()
        if moved:
            self._refused = False
            self._show_outcome()
            self.keysChanged.emit()
        self._due.draw(screen, standing)
        self._tenders.draw(screen.tenders, request, open_=screen.finished is None)
        if standing is None:
            self._waiting.forget()
            self._entry.draw(screen)
        if turned:
            self._take_focus()

    def _typed(self) -> None:
        """A digit: what was told goes, the change is back."""
        self._refused, self._doubted = False, None
        request = self._request
        self._noticed = "" if request is None else request.number
        self._show_outcome()

    def _show_outcome(self) -> None:
        """What comes of what stands in the box: the change, and the one filled button."""
        standing, amount = self._standing, self._entry.amount.amount
        if self._refused and standing is not None:
            return
        request = self._request
        # Where a service takes the means, a reference says that it was taken without the till.
        by_code = standing is None and self._screen.needs_code and not self._entry.reference.text().strip()
        self._end.draw(self._screen, amount, standing, by_code=by_code)
        if standing is None and self._screen.finished is None:
            self._entry.mark_quick(self._screen, amount)
            refused = self._screen.refused
            if refused is not None:
                self._end.change.show_problem(refused.title(), refused.advice())
            elif request is not None and request.number != self._noticed:
                self._end.change.show_notice(request.title, request.advice)
