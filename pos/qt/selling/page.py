"""The selling page: one box that takes every key, the ticket, what is due, and the shelves by origin."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos.core.codes import narrow
from pos.core.problems import Problem, Trouble
from pos.core.wording import translate
from pos.qt import sounds
from pos.qt.key_page import window_keys
from pos.qt.keys import is_modifier, is_window_key, key_name, pressed_name
from pos.qt.parts import Button, EchoLine, ScanBox
from pos.qt.parts.paint import figure
from pos.qt.problems import carry
from pos.qt.selling.attributes import AttributePanel
from pos.qt.selling.basket import BasketCard
from pos.qt.selling.due import BuyerLine, TotalBlock
from pos.qt.selling.held import HeldTickets, StrayCodes
from pos.qt.selling.legend import left_keys, more_keys
from pos.qt.selling.looking import Looking, ready, without_times
from pos.qt.selling.prompt import Prompt
from pos.qt.selling.questions import Questions
from pos.qt.selling.right_side import RightSide
from pos.qt.selling.weight import WeightStrip
from pos.qt.theme import colour
from pos.screens.ticket import QuestionOpen

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen
    from pos.screens.ticket import Echo

#: Narrower pages lose the rail of held tickets, lower ones get smaller rows (DESIGN.md section 3; frame taken off).
_WIDE = 1280 - 72
_COMPACT = 690 - 88
#: A whole code of the shop's goods, not the beginning of a name.
_CODE = re.compile(r"\d{8,}|.*;.*;.*")
_ONLY_TIMES = re.compile(r"\d{1,6}(?:\.\d{1,3})?\s*[*xX×]")
#: Keys that go on as long as they are held down.
_MAY_REPEAT = ("Up", "Down", "PgUp", "PgDown", "+", "-")


class SellingPage(QWidget):
    """Everything between a customer's first goods and 收款. `leave(page, text)` asks the window for another page."""

    leave = Signal(str, str)
    keysChanged = Signal()
    _pressed = Signal(object)

    def __init__(self, screen: SellingScreen) -> None:
        super().__init__()
        self._screen = screen
        self._echo_seen: Echo | None = None
        self._held_seen = len(screen.held)
        self._receipt_seen = ""
        #: What became of a question during the gesture that is being done.
        self._dropped = ""
        self._pressed.connect(self._run)
        self._build()
        self._lay_out()
        self._keys = self._key_table()
        screen.view = self
        screen.look_around()
        self.refresh()

    # What the window calls

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below; while a question is open, those that answer it."""
        if self._prompt.asking:
            return self._prompt.legend
        if self._attributes.isVisible():
            return self._attributes.legend
        if self._looking.shown:
            return self._looking.legend
        asked = bool(self._looking.asked)
        return left_keys(min(9, self._right_side.count), weighs=self._weight.there, asked=asked)

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        return window_keys()

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help shows; a question and the list of buyers keep them all to themselves."""
        if self._prompt.asking or self._attributes.isVisible():
            return ()
        return more_keys(weighs=self._weight.there)

    def first_focus(self) -> None:
        """The scan box; while a question is open, the question."""
        if self._prompt.asking:
            self._prompt.take_focus()
        elif self._attributes.isVisible():
            self._attributes.take_focus()
        else:
            self._scan.setFocus()

    def take(self, words: str) -> None:
        """Text that was meant for the scan box while another page stood in front; a line end is its Enter."""
        if words.endswith("\n"):
            self._pressed.emit(partial(self._enter_text, words.strip()))
        elif words:
            self._scan.insert(words)
            self._looking.typed(self._scan.text())

    def scanned(self, code: str) -> None:
        """A scanner's burst, wherever the focus was; an open question comes first, nothing typed into it is lost."""
        if self._prompt.asking:
            raise QuestionOpen
        self._put_away()
        # Through the questions: a label that does not fit its price may want a manager.
        self._questions.gesture(partial(self._screen.scan, code))

    def told(self, problem: Problem) -> None:
        """What was refused and what to do; where a manager is needed, ask for the leave in place."""
        if isinstance(problem, QuestionOpen):
            self._prompt.say(problem.message())
            return
        kind = "warn" if isinstance(problem, Trouble) else "bad"
        # A receipt's own code is no goods: F8 goes to its refund.
        self._receipt_seen = str(problem.gaps["receipt"]) if problem.word == "ReceiptNotGoods" else ""
        key = "F8" if self._receipt_seen else "F2" if problem.word == "UnknownCode" else ""
        advice = problem.advice()
        if problem.word == "PaymentUnknown":
            kind, key = "warn", "F9"
            advice = translate(
                "Selling",
                "F9 leads to it, F6 puts it aside for the next customer; nobody pays twice, and no cash for it",
            )
        self._banner.tell(kind, problem.title(), advice, key=key)
        self._draw_rail()
        self.keysChanged.emit()
        if not self._questions.refused(problem):
            self.first_focus()

    # Building

    def _build(self) -> None:
        self._scan = ScanBox((("3*", translate("Selling", "Quantity")), ("F2", translate("Selling", "Find"))))
        self._weight = WeightStrip(lambda: self._screen.scale_face)
        self._weight.clicked.connect(lambda: self._do(self._weigh))
        self._banner = EchoLine()
        self._prompt = Prompt(self)
        self._prompt.opened.connect(self._prompt_opened)
        self._prompt.closed.connect(self._prompt_closed)
        self._questions = Questions(
            self._screen,
            self._prompt,
            self._banner,
            do=self._do,
            open_prompt=self._open_prompt,
        )
        self._looking = Looking(
            self,
            self._screen,
            self._scan,
            self._banner,
            self._questions,
            do=self._do,
            put_away=self._put_away,
            place=self._basket_box,
            keys_changed=self.keysChanged.emit,
        )
        self._scan.textEdited.connect(self._looking.typed)
        self._basket = BasketCard(self.first_focus)
        self._basket.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._basket.table.clicked.connect(lambda index: self._do(partial(self._screen.select, index.row() + 1)))
        self._buyer = BuyerLine(self._open_attributes)
        self._total = TotalBlock()
        self._hold = self._button("holdButton", translate("Selling", "Hold"), "F6", self._questions.hold)
        self._recall = self._button("recallButton", translate("Selling", "Recall"), "F5", self._looking.open_held)
        self._clear = self._button("clearButton", translate("Selling", "Empty"), "Ctrl Del", self._questions.cancel)
        self._pay = self._button("payButton", translate("Selling", "Pay"), "Enter", self._start_payment, "primary")
        self._right_side = RightSide(
            self,
            self._screen,
            self._looking.touched,
            do=self._do,
            redraw=self.refresh,
        )
        self._held = HeldTickets(lambda name: self._do(partial(self._screen.recall, name)), self._questions.hold)
        self._strays = StrayCodes(self._looking.ask_link)
        self._held.put_at_end(self._strays.chip)
        self._attributes = AttributePanel(self)
        self._attributes.closed.connect(self._prompt_closed)
        self._attributes.agreed.connect(lambda words: self._banner.tell("info", words))

    def _button(self, name: str, label: str, key: str, verb: Callable[[], object], kind: str = "plain") -> Button:
        button = Button(label, key=key, kind=kind)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._do(verb))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        box = QHBoxLayout()
        box.setSpacing(8)
        box.addWidget(self._scan, 1)
        box.addWidget(self._weight)
        left.addLayout(box)
        left.addWidget(self._banner)
        # The buyer's line is as high as a thumb; the air around it is its own.
        ticket = QVBoxLayout()
        ticket.setSpacing(1)
        ticket.addWidget(self._basket, 1)
        ticket.addWidget(self._buyer)
        ticket.addWidget(self._total)
        left.addLayout(ticket, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, width in ((self._hold, 102), (self._recall, 102), (self._clear, 72)):
            button.setFixedWidth(width)
            buttons.addWidget(button)
        buttons.addWidget(self._pay, 1)
        left.addLayout(buttons)
        self._right = QVBoxLayout()
        self._right.setSpacing(8)
        self._right.addWidget(self._right_side.tabs)
        self._right.addWidget(self._right_side.grid, 1)
        self._right.addWidget(self._right_side.today)
        self._rail = QVBoxLayout()
        self._rail.setSpacing(8)
        self._rail.addWidget(self._held, 1)
        self._rail.addWidget(self._strays)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._left)
        self._line.addLayout(self._right, 1)
        self._line.addLayout(self._rail)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._enter,
            "Enter": self._enter,
            "F2": self._looking.open_find,
            "F3": self._questions.price,
            "F4": self._weigh,
            "Shift+F4": self._screen.next_tare,
            "F5": self._looking.open_held,
            "F6": self._questions.hold,
            "Shift+F6": self._looking.open_held,
            "F7": self._open_attributes,
            "F8": lambda: self.leave.emit("refund", self._receipt_seen),
            "F9": self._start_payment,
            "Ctrl+P": partial(self._questions.gesture, self._screen.reprint_last),
            "Ctrl+Shift+P": lambda: self.leave.emit("receipts", ""),
            "Ctrl+Del": self._questions.cancel,
            "Del": self._delete,
            "Alt+U": self._looking.ask_link,
            "+": lambda: self._questions.gesture(partial(self._screen.one_more, self._row)),
            "-": lambda: self._questions.gesture(partial(self._screen.one_less, self._row)),
            "Up": partial(self._move, -1),
            "Down": partial(self._move, 1),
            "PgUp": partial(self._right_side.grid.turn, -1),
            "PgDown": partial(self._right_side.grid.turn, 1),
            "Esc": self._escape,
        }
        keys.update({f"Alt+{n}": partial(self._right_side.tabs.press, n) for n in range(1, 10)})
        keys.update({f"Ctrl+{n}": partial(self._held.press, n) for n in range(1, 10)})
        return keys

    # Keys and gestures

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's keys; every printable one lands in the scan box, wherever the focus was."""
        name = key_name(event)
        verb = self._keys.get(name)
        if self._prompt.asking and not is_window_key(name):
            # From a button or a list: keys are the question's as long as it stands there.
            self._prompt.take_focus()
            self._prompt.keyPressEvent(event)
        elif verb is not None and event.isAutoRepeat() and name not in _MAY_REPEAT:
            # A key that is held down, or lies under a bag, does its work once: Enter must not pay as well.
            event.accept()
        elif verb is not None:
            self._do(verb)
        elif not name and pressed_name(event):
            # The shop gave its work to another key: a + that counts nothing any more types nothing either.
            event.accept()
        elif event.text() and event.text().isprintable() and not is_modifier(event):
            self.first_focus()
            self._scan.insert(event.text())
            self._looking.typed(self._scan.text())
        else:
            super().keyPressEvent(event)

    def _do(self, verb: Callable[[], object]) -> None:
        # Through a signal: what a verb raises must reach the funnel, not whoever sent the key.
        self._pressed.emit(verb)

    def _run(self, verb: Callable[[], object]) -> None:
        self._questions.forget()
        self._dropped = ""
        carry(verb)
        if not (self._prompt.asking or self._attributes.isVisible()) and self.isVisible():
            self.first_focus()

    @property
    def _row(self) -> int:
        return self._screen.selected or len(self._screen.rows)

    def _enter(self) -> None:
        typed = self._scan.text().strip()
        if _CODE.fullmatch(without_times(typed)):
            # Selling goes on: the next goods were scanned while somebody looked for others, or for a held ticket.
            self._put_away()
        if self._looking.enter():
            return
        if _ONLY_TIMES.fullmatch(narrow(typed)):
            # The quantity waits in the box for its goods.
            title = translate("Selling", "Scan the goods first; {times} waits in the box").format(times=typed)
            self._banner.tell("info", title, translate("Selling", "Or type their name; Esc takes it away"))
        elif typed:
            self._scan.clear()
            self._put_away()
            # Through the questions: fewer of a line, or an open price, may want a manager.
            self._questions.gesture(partial(self._enter_text, typed))
        elif self._looking.shown:
            # Which goods a code is stays asked until they are named, or Esc.
            if not self._looking.linking:
                self._put_away()
        else:
            self._start_payment()

    def _enter_text(self, typed: str) -> None:
        self._screen.enter(typed)

    def _weigh(self) -> None:
        self._put_away()
        self._questions.gesture(self._screen.weigh)

    def _start_payment(self) -> None:
        self._put_away()
        self.leave.emit("payment", "")

    def _move(self, by: int) -> None:
        if self._looking.move_by(by):
            return
        if self._screen.rows:
            last = len(self._screen.rows)
            self._screen.select(min(last, max(1, (self._screen.selected or last + (by < 0)) + by)))

    def _escape(self) -> None:
        self._scan.clear()
        self._put_away()
        self._right_side.put_back()

    def _put_away(self) -> None:
        self._looking.hide()
        self._prompt.close_quietly()
        self._attributes.close_quietly()

    def _delete(self) -> None:
        if self._looking.asked:
            self._looking.dismiss()
        else:
            row = self._row
            self._questions.gesture(partial(self._screen.remove, row), self._taken_off(row))

    def _taken_off(self, n: int) -> str:
        rows = self._screen.rows
        if not 1 <= n <= len(rows):
            return ""
        words = translate("Selling", "{name} · {quantity} taken off, {amount}")
        row = rows[n - 1]
        return words.format(name=row.name, quantity=row.quantity_text, amount=figure(row.amount))

    # What lies over the ticket

    def _open_prompt(self) -> None:
        self._looking.hide()
        self._attributes.close_quietly()
        self._place_prompt()

    def _prompt_opened(self) -> None:
        # What is scanned now must come by the page: the box under the question takes no key.
        self._scan.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keysChanged.emit()

    def _prompt_closed(self) -> None:
        self._scan.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keysChanged.emit()
        self.first_focus()

    def _place_prompt(self) -> None:
        """Over scan box and echo line: neither is needed for an answer, and no row moves."""
        box = self._scan.geometry().united(self._banner.geometry())
        self._prompt.setGeometry(box.translated(self._left.pos()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes to the front."""
        super().hideEvent(event)
        if not event.spontaneous() and self._questions.page_left():
            self._banner.tell("plain", ready())

    def _open_attributes(self) -> None:
        self._put_away()
        self._attributes.setGeometry(self._attribute_box())
        self._attributes.open(self._screen)
        self.keysChanged.emit()

    # Drawing

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        rows = screen.rows
        self._basket.draw(rows, screen.selected)
        self._total.draw(screen, empty=not rows)
        self._buyer.draw(screen)
        if self._questions.look_again():
            sounds.play("refused")
            self._dropped = translate("Selling", "The ticket changed: the question was dropped, nothing came of it")
            self._banner.tell("warn", self._dropped)
        self._draw_echo(screen.echo)
        self._draw_buttons(bool(rows))
        chosen = rows[screen.selected - 1].product if 1 <= screen.selected <= len(rows) else ""
        self._right_side.draw(chosen, wide=self._wide)
        if len(screen.held) != self._held_seen and self.isVisible():
            sounds.play("held")
        self._held_seen = len(screen.held)
        self._draw_rail()
        self.keysChanged.emit()

    def _draw_rail(self) -> None:
        self._strays.draw(self._screen.unknown_codes)
        self._held.draw(self._screen.held, bool(self._screen.rows))

    def _draw_echo(self, echo: Echo) -> None:
        if echo is self._echo_seen:
            return
        self._echo_seen = echo
        self._receipt_seen = ""
        title = echo.title or ready()
        if self._dropped:
            self._banner.tell("warn", f"{title} {echo.detail}".strip(), self._dropped)
        else:
            self._banner.tell(echo.kind, title, echo.detail, echo.amount, echo.key)
        if self.isVisible() and echo.kind != "plain":
            if echo.goods:
                sounds.play("added")
            elif echo.kind == "added":
                # The ticket was paid while another page stood in front of its payment.
                sounds.play("paid")

    def _draw_buttons(self, something: bool) -> None:
        screen = self._screen
        nothing = "" if something else translate("Selling", "No goods")
        self._hold.set_reason(nothing)
        self._clear.set_reason(nothing)
        self._recall.set_reason("" if screen.held else translate("Selling", "Nothing held"))
        # What is asked for already is waited for on the payment page; this button is the way to it.
        words = translate("Selling", "Pay")
        if screen.payment_waits:
            words = translate("Selling", "To the payment")
        elif screen.total.fen < 0:
            # More comes back than is taken: nobody pays.
            words = translate("Selling", "Settle the exchange")
        self._pay.setText(words)
        self._pay.set_reason("" if screen.can_pay else screen.pay_blocked_because)

    @property
    def _wide(self) -> bool:
        return self.width() >= _WIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide, narrow, compact."""
        super().resizeEvent(event)
        wide, compact = self._wide, self.height() < _COMPACT
        margin = 12 if wide else 10
        self._line.setContentsMargins(margin, margin if not compact else 8, margin, margin if not compact else 8)
        self._line.setSpacing(12 if wide else 10)
        self._left.setFixedWidth(576 if wide else 490)
        self._held.fit(strip=not wide)
        if wide and self._rail.indexOf(self._held) < 0:
            self._right.removeWidget(self._held)
            self._rail.insertWidget(0, self._held, 1)
        elif not wide and self._right.indexOf(self._held) < 0:
            self._rail.removeWidget(self._held)
            self._right.insertWidget(0, self._held)
        self._strays.fit(shown=wide)
        self._fit_height(compact)
        self.refresh()
        self._looking.fit()
        if self._attributes.isVisible():
            self._attributes.setGeometry(self._attribute_box())
        for layout in (self._line, self._left.layout()):
            if layout is not None:
                layout.activate()
        self._place_prompt()

    def _fit_height(self, compact: bool) -> None:
        self._scan.setFixedHeight(48 if compact else 56)
        self._weight.fit(narrow=not self._wide, compact=compact)
        self._scan.show_hints(2 if not self._weight.there else 1 if self._wide else 0)
        self._banner.setFixedHeight(44 if compact else 56)
        self._basket.table.set_row_height(44 if compact else 50)
        self._total.fit(compact=compact)
        for button in (self._hold, self._recall, self._clear, self._pay):
            button.setFixedHeight(56 if compact else 68)
        self._right_side.grid.fit(narrow=not self._wide)
        self._right_side.today.fit(compact=compact)

    def _basket_box(self) -> QRect:
        return self._basket.geometry().translated(self._left.pos())

    def _attribute_box(self) -> QRect:
        """Everything below the echo line, up to the rail: units have long names."""
        # Beside the echo line begin the shelves, and half of one would look out above it.
        first = self._banner if self._wide else self._basket
        top = first.geometry().translated(self._left.pos()).top()
        right = self._right_side.grid.geometry().right()
        margin = self._line.contentsMargins()
        return QRect(margin.left(), top, right - margin.left() + 1, self.height() - top - margin.bottom())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas."""
        QPainter(self).fillRect(self.rect(), colour("canvas"))
