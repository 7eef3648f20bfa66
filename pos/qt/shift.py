"""The shift page: open with a float, note cash in and out, close with a blind count; drawn from `ShiftScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.amount import AmountBox
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.keys import key_name
from pos.qt.override import OverrideStrip
from pos.qt.parts import Button, Elided, card, icon_label, text
from pos.qt.refusal import TallBanner
from pos.qt.shift_cards import ChecksCard, ClosedCard, MovesCard
from pos.qt.shift_count import CountCard
from pos.qt.shift_payments import OpenPaymentsCard
from pos.qt.shift_x import XCard

if TYPE_CHECKING:
    from pos.screens.shift import ShiftScreen


#: Lower than this a refusal takes the place of the clerk's name.
_ROOMY = 720
#: How high the page must be for the hint that says when the count is compared.
_HINTED = 640


class ShiftPage(KeyPage):
    """One page for the drawer: closed it asks for the float, open it is counted without being told the sum.

    `keysChanged` says that the legend is another one.
    """

    keysChanged = Signal()

    def __init__(self, screen: ShiftScreen) -> None:
        super().__init__()
        self._screen = screen
        screen.view = self
        self._count = CountCard(screen.denominations)
        self._x = XCard(self._print_x, screen.hide_x)
        self._left = QStackedWidget()
        self._left.addWidget(self._count)
        self._left.addWidget(self._x)
        self._who = Elided(14, bold=True)
        self._facts = Elided(10.5, tone="ink2", least=10)
        self._checks = ChecksCard()
        self._moves = MovesCard(self._note_cash)
        self._payments = OpenPaymentsCard(screen.ask, screen.give_back, self._settle)
        self._banner = TallBanner()
        self._close = Button(translate("Shift", "Confirm the count and close"), key="Enter", kind="primary")
        self._close.setObjectName("closeShiftButton")
        self._float = AmountBox("floatBox")
        self._float.setAccessibleName(translate("Shift", "Float in yuan"))
        self._opening_banner = TallBanner()
        self._open = Button(translate("Shift", "Open the shift"), key="Enter", kind="primary")
        self._open.setObjectName("openShiftButton")
        self._opening_who = text("", 14, bold=True)
        self._result = ClosedCard()
        self._strip = OverrideStrip(self._give_leave, screen.look_at_pin)
        #: What is done once a manager has given leave.
        self._again: Callable[[], object] | None = None
        self._approval = OverrideStrip(self._approve, screen.look_at_pin, stays=True)
        self._warned = False
        self._states = QStackedWidget()
        self._states.addWidget(self._closing_half())
        self._states.addWidget(self._opening_half())
        self._box = box = QVBoxLayout(self)
        box.addWidget(self._states)
        self._connect()
        self._keys = self._key_table()
        self._was_open: bool | None = None
        self._refused = False
        self.refresh()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        help_, back = ("F1", translate("Keys", "Help")), ("Esc", translate("Keys", "Back"))
        if self._approves or self._strip.asking:
            go_on, put_off = translate("Keys", "Go on, give leave"), translate("Keys", "Put it off")
            return (help_, ("Enter", go_on), ("Esc", put_off))
        if not self._screen.open:
            return (help_, ("Enter", translate("Keys", "Open the shift")), back)
        if self._screen.x is not None:
            return (
                help_,
                ("Ctrl P", translate("Keys", "Print the X report")),
                ("Esc", translate("Keys", "Back to the count")),
            )
        return (
            help_,
            ("↑ ↓", translate("Keys", "Next kind")),
            ("0-9", translate("Keys", "How many")),
            ("F9", translate("Keys", "Type the total")),
            ("F5", translate("Keys", "Put in")),
            ("F6", translate("Keys", "Take out")),
            ("Enter", translate("Keys", "Confirm")),
            back,
        )

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        window = super().legend_right
        return (("F8", translate("Keys", "X report")), *window) if self._screen.open else window

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        return (("F7", translate("Keys", "Have a look at the tickets")),) if self._screen.open else ()

    def first_focus(self) -> None:
        """The first row to count, the float, or the manager's PIN where a difference waits to be approved."""
        self._warned = False
        if self._approval.asking:
            self._approval.pin.setFocus()
        elif self._screen.x is not None:
            self._x.print_button.setFocus()
        elif self._screen.open:
            self._count.rows[0].box.setFocus()
        else:
            self._float.setFocus()
            self._float.selectAll()

    # building

    def _closing_half(self) -> QWidget:
        self._who_card = who = QFrame()
        card(who)
        who.setFixedHeight(68)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._who)
        words.addWidget(self._facts)
        words.addStretch()
        line = QHBoxLayout(who)
        line.setContentsMargins(18, 0, 12, 0)
        line.setSpacing(14)
        line.addWidget(icon_label("person", 30, "accent"))
        line.addLayout(words, 1)
        self._close.setFixedHeight(66)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(who)
        right.addWidget(self._payments)
        right.addWidget(self._checks, 3)
        right.addWidget(self._moves, 1)
        right.addWidget(self._banner)
        right.addWidget(self._strip)
        right.addWidget(self._close)
        half = QWidget()
        box = QHBoxLayout(half)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._left, 1)
        box.addWidget(self._right)
        return half

    def _opening_half(self) -> QWidget:
        form = QFrame()
        card(form)
        form.setFixedWidth(470)
        self._open.setFixedHeight(66)
        inside = QVBoxLayout(form)
        inside.setContentsMargins(24, 20, 24, 24)
        inside.setSpacing(10)
        inside.addWidget(self._opening_who)
        inside.addWidget(text(translate("Shift", "No shift is open; count the float in, then sell"), 11, tone="ink2"))
        inside.addSpacing(14)
        inside.addWidget(text(translate("Shift", "Float in the drawer"), 12, bold=True))
        inside.addWidget(self._float)
        inside.addStretch()
        inside.addWidget(self._opening_banner)
        inside.addWidget(self._open)
        self._result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        for frame in (self._result, form):
            frame.setMaximumHeight(440)
        half = QWidget()
        # Both cards in one row, so that their edges meet; what is asked stands below the one it is about.
        box = QGridLayout(half)
        box.setContentsMargins(0, 0, 0, 0)
        box.setHorizontalSpacing(12)
        box.setVerticalSpacing(8)
        box.addWidget(self._result, 1, 1)
        box.addWidget(form, 1, 2)
        box.addWidget(self._approval, 2, 1)
        for row, stretch in enumerate((1, 8, 0, 1)):
            box.setRowStretch(row, stretch)
        for column, stretch in enumerate((1, 8, 0, 1)):
            box.setColumnStretch(column, stretch)
        return half

    def _connect(self) -> None:
        self._count.changed.connect(self._draw_button)
        self._checks.go.connect(self._go_selling)
        self._close.clicked.connect(self._close_shift)
        self._open.clicked.connect(self._open_shift)
        self._float.textEdited.connect(self._draw_button)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        return {
            "Return": self._go_on,
            "Enter": self._go_on,
            "Up": partial(self._count.go, -1),
            "Down": partial(self._count.go, 1),
            "F9": self._type_total,
            "F5": partial(self._moves.begin, "in"),
            "F6": partial(self._moves.begin, "out"),
            "F7": partial(self._go_selling, "selling"),
            "F8": self._turn_x,
            "Ctrl+P": self._print_x,
            "Esc": self._back,
        }

    # what the clerk does

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes to this page next may not see the drawer."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._pressed.emit(self._screen.hide_x)

    def _turn_x(self) -> None:
        """F8: the X, and back to the count."""
        if self._screen.x is not None:
            self._screen.hide_x()
            return
        self._moves.end()
        self._again = self._screen.show_x
        self._again()
        self._again = None

    def _print_x(self) -> None:
        if self._screen.x is None:
            return
        if self._screen.print_x():
            self._banner.tell("ok", translate("Shift", "The X report is being printed"))
        else:
            self._banner.tell(
                "warn",
                translate("Shift", "No printer is set up; nothing was printed"),
                translate("Shift", "Choose one under Settings, Printer"),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of DESIGN.md section 4."""
        if self._screen.open or key_name(event) in ("Return", "Enter", "Esc"):
            super().keyPressEvent(event)
        else:
            # Without a shift there is nothing to count: only the window's own keys.
            QWidget.keyPressEvent(self, event)

    def scanned(self, code: str) -> None:
        """Nothing is scanned here; the code goes where goods belong."""
        self.leave.emit("selling", code + "\n")

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused, above the button."""
        if self._approval.asking:
            self._approval.say(problem.title())
            return
        if not self._screen.open:
            self._opening_banner.tell("bad", problem.title(), problem.advice())
            return
        if problem.word == "NotAllowed" and self._again is not None and not self._strip.asking:
            self._banner.hide()
            self._strip.ask(problem.title())
            self._draw_hint()
            return
        if self._strip.asking:
            self._strip.say(problem.title())
            return
        self._refused = True
        self._banner.tell("bad", problem.title(), problem.advice())
        self._banner.show()
        self._draw_hint()

    @property
    def _approves(self) -> bool:
        """A manager stands before the difference, not the next clerk before the float."""
        return self._approval.asking and self._approval.isAncestorOf(self.focusWidget() or self)

    def _go_on(self) -> None:
        if self._approves:
            self._approval.go_on()
        elif self._strip.asking:
            self._strip.go_on()
        elif not self._screen.open:
            self._open_shift()
        elif self._screen.x is not None:
            self._print_x()
        elif self._moves.writing:
            if not self._moves.next_field():
                self._moves.note()
        elif self._close.hasFocus():
            self._close_shift()
        elif (self._count.total.hasFocus() or not self._count.go(1)) and self._count.counted:
            # The first Enter only goes to the button: a count cannot be taken back.
            self._close.setFocus()

    def _note_cash(self, direction: str, amount: Money, reason: str) -> None:
        self._again = partial(self._screen.cash, direction, amount, reason)
        self._again()
        self._again = None
        # The form goes; without a place to go the page's keys would be lost with it.
        self.first_focus()

    def _settle(self, number: str) -> None:
        """There is nothing more to be done about a payment: a manager says so, and why."""
        payment = next((one for one in self._screen.open_payments if one.number == number), None)
        if payment is None:
            return
        self._again = partial(self._screen.settle, number)
        words = translate("Shift", "{payment}: say how it was settled")
        self._strip.ask(words.format(payment=payment.title))
        self._draw_hint()

    def _give_leave(self, pin: str, reason: str) -> None:
        """The manager allows what was refused, or settles a payment; the form goes."""
        if self._again is None:
            return
        self._screen.with_leave(pin, reason, self._again)
        self._again = None
        self._strip.put_away()
        self._moves.end()
        self._draw_hint()
        self.first_focus()

    def _approve(self, pin: str, reason: str) -> None:
        self._screen.approve(pin, reason)
        self._opening_banner.tell("ok", translate("Shift", "The difference is approved"))
        self.first_focus()

    def _type_total(self) -> None:
        self._moves.end()
        self._count.total.setFocus()
        self._count.total.selectAll()

    def _open_shift(self) -> None:
        if self._float.text():
            self._screen.open_shift(self._float.amount)
            # As at the login: the counter itself says that the shift is open.
            self.leave.emit("selling", "")

    def _close_shift(self) -> None:
        if not self._count.counted:
            return
        if self._count.by_rows:
            self._screen.close(None, self._count.counts)
        else:
            self._screen.close(self._count.total.amount, None)

    def _back(self) -> None:
        if self._approval.asking:
            # Nobody there who could approve it: the closing stands, and says so.
            self._approval.put_away()
            self._say_unapproved()
            self.first_focus()
            self.keysChanged.emit()
        elif self._strip.asking or self._moves.writing:
            self._again = None
            self._strip.put_away()
            self._moves.end()
            self._draw_hint()
            self.first_focus()
        elif self._screen.x is not None:
            self._screen.hide_x()
        elif self._count.take_back_total():
            pass
        elif self._screen.asks_to_close and not self._warned:
            # Selling into a day that is over is a decision, not a slip of the finger.
            self._warned = True
            self._draw_hint()
        else:
            self._go_selling("selling")

    def _go_selling(self, page: str) -> None:
        self._screen.put_off()
        self.leave.emit(page, "")

    # drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take 30 px from the right column."""
        super().resizeEvent(event)
        self._right.setFixedWidth(470 if self.width() >= WIDE else 440)
        compact = self.height() < COMPACT
        self._box.setContentsMargins(12, 8 if compact else 12, 12, 8 if compact else 12)
        self._count.fit(compact=compact)
        self._close.setFixedHeight(56 if compact else 66)
        self._draw_hint()

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        self._states.setCurrentIndex(0 if screen.open else 1)
        self._who.setText(screen.clerk_text)
        self._opening_who.setText(screen.clerk_text)
        facts = translate(
            "Shift", "opened {time} · {receipts} receipts · {refunds} refunds · {openings} drawer openings"
        )
        gaps = {"receipts": screen.receipts, "refunds": screen.refunds, "openings": screen.openings}
        short = translate("Shift", "opened {time} · {receipts} receipts · {refunds} refunds")
        words = (facts, short, translate("Shift", "opened {time} · {receipts} receipts"))
        self._facts.setText(*(one.format(time=screen.opened_text, **gaps) for one in words))
        self._payments.draw(screen.open_payments if screen.open else ())
        # What is open with a payment service stands above, with what can be done about it.
        self._checks.draw(tuple(check for check in screen.checks if check.action != "payments"))
        self._moves.draw(screen.moves)
        self._result.draw(screen)
        self._draw_x()
        self._refused = False
        self._draw_hint()
        self._opening_banner.hide()
        self._draw_approval()
        if self._was_open != screen.open:
            self._was_open = screen.open
            self._warned = False
            self._strip.put_away()
            self._count.clear()
            self._float.clear()
            self.first_focus()
        self._draw_button()
        self.keysChanged.emit()

    def _draw_x(self) -> None:
        """The X in the place of the count, or the count again; the button to close goes with the count."""
        x, shown = self._screen.x, self._left.currentWidget() is self._x
        if x is not None:
            self._x.show_report(x)
        self._left.setCurrentWidget(self._count if x is None else self._x)
        self._close.setVisible(x is None)
        if shown != (x is not None) and self.isVisible():
            self.first_focus()

    def _draw_hint(self) -> None:
        self.keysChanged.emit()
        # On a low screen a refusal takes the place of the clerk's name, and the hint is left out.
        compact, low = self.height() < COMPACT, self.height() < _HINTED
        day = self._screen.overdue_text if self._screen.open else ""
        paying = not self._payments.empty
        tight = self._refused and self.height() < _ROOMY
        self._who_card.setVisible(not paying and not tight and not (compact and day))
        # Where there is no room for both, the question or the refusal takes the place of what is to be looked at.
        self._checks.setVisible(
            not (self._strip.asking and (low or paying)) and not (low and paying) and not (compact and self._refused)
        )
        if self._refused or self._strip.asking:
            return
        if day:
            self._tell_overdue(day)
            return
        self._banner.tell(
            "info",
            translate("Shift", "Compared only after you confirm"),
            translate("Shift", "The manager sees the difference; a confirmed count stays as it is"),
        )
        self._banner.setVisible(not paying and not low)

    def _tell_overdue(self, day: str) -> None:
        """An earlier day is still open: what to do first, and how to put it off."""
        if self._warned:
            self._banner.tell(
                "warn",
                translate("Shift", "What you sell now still counts for {day}").format(day=day),
                translate("Shift", "Esc once more sells on; better count and close first"),
            )
        else:
            self._banner.tell(
                "warn",
                translate("Shift", "{day} is still open; today has not begun").format(day=day),
                translate("Shift", "Count, close, then open today; Esc puts it off"),
            )

    def _draw_approval(self) -> None:
        """A drawer that differs by more than the shop lets pass: its manager is asked, after the count stands."""
        if self._screen.open or not self._screen.wants_approval:
            self._approval.put_away()
        elif self._was_open:
            self._approval.ask(
                translate("Shift", "The drawer differs by more than {amount}: manager, please approve").format(
                    amount=self._screen.tolerance
                )
            )

    def _say_unapproved(self) -> None:
        self._opening_banner.tell(
            "warn",
            translate("Shift", "The shift is closed; the difference is not approved"),
            translate("Shift", "It stands so on the daily summary"),
        )

    def _draw_button(self) -> None:
        self._close.set_reason("" if self._count.counted else translate("Shift", "Count first; no cash at all is 0"))
        self._open.set_reason("" if self._float.text() else translate("Shift", "Type the float first; none is 0"))
