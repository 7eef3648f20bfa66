"""The cards beside the count: what to look at before closing, cash in and out, and what the closing said."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.amount import AmountBox
from pos.qt.marks import RimmedCard, emptied
from pos.qt.parts import Button, Elided, StateDot, WordBox, card, font, look, rule, text
from pos.qt.parts.paint import figure

NoteCash = Callable[[str, Money, str], object]

if TYPE_CHECKING:
    from pos.screens.shift import Check, ShiftScreen


class ChecksCard(QFrame):
    """What ought to be in order before the drawer is counted; each trouble with the way to it."""

    go = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._shown: tuple[Check, ...] | None = None
        self._keyed = False
        box = QVBoxLayout(self)
        box.setContentsMargins(17, 10, 17, 10)
        box.setSpacing(8)
        box.addWidget(text(translate("Shift", "Before closing"), 12.5, bold=True))
        box.addLayout(self._lines, 8)
        box.addStretch(1)

    def draw(self, checks: tuple[Check, ...]) -> None:
        """Show them; rebuilt only when they changed."""
        if checks == self._shown:
            return
        self._shown = checks
        emptied(self._lines)
        # All of them lead to the tickets: the key stands at the first.
        self._keyed = False
        for check in checks:
            self._lines.addWidget(self._line(check))

    def _line(self, check: Check) -> QWidget:
        line = QFrame()
        look(line, "plain")
        state = translate("Shift", "in order") if check.ok else translate("Shift", "to be looked at")
        line.setAccessibleName(f"{check.title}: {state}")
        line.setAccessibleDescription(check.detail)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text(check.title, 12, bold=True))
        if check.detail:
            detail = Elided(10, tone="ink2")
            # Names before a colon may be left out, what to do may not.
            detail.setText(check.detail, re.split("[:：] *", check.detail, maxsplit=1)[-1])
            words.addWidget(detail)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(StateDot("ok" if check.ok else "warn"))
        box.addLayout(words, 1)
        if check.action and not check.ok:
            button = Button(translate("Shift", "Have a look"), key="" if self._keyed else "F7")
            self._keyed = True
            # With a key on it or without, they stand under each other.
            button.setMinimumWidth(Button(button.text(), key="F7").sizeHint().width())
            button.setAccessibleName(translate("Shift", "Have a look: {title}").format(title=check.title))
            button.clicked.connect(partial(self.go.emit, check.action))
            box.addWidget(button)
        # Never less than its words need: rows would lie on each other where a refusal below takes the room.
        least = max(46 if check.action and not check.ok else 34, line.sizeHint().height())
        line.setMinimumHeight(least)
        line.setMaximumHeight(max(50, least))
        return line


class MovesCard(QFrame):
    """Cash that went in and out of this shift besides sales, and the form for the next."""

    def __init__(self, note: NoteCash) -> None:
        super().__init__()
        card(self)
        self._note = note
        self._direction = "in"
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[tuple[str, str, Money], ...] | None = None
        self.cash_in = Button(translate("Shift", "Put in"), key="F5")
        self.cash_out = Button(translate("Shift", "Take out"), key="F6")
        self.cash_in.clicked.connect(partial(self.begin, "in"))
        self.cash_out.clicked.connect(partial(self.begin, "out"))
        head = QHBoxLayout()
        head.addWidget(text(translate("Shift", "Cash in and out"), 12.5, bold=True))
        head.addStretch(1)
        head.addWidget(self.cash_in)
        head.addWidget(self.cash_out)
        box = QVBoxLayout(self)
        box.setContentsMargins(17, 8, 12, 8)
        box.setSpacing(6)
        box.addLayout(head)
        # Below the head: beside the two buttons there is no room for a whole sentence.
        self._hint = text(translate("Shift", "Cash from sales is not shown here"), 9, tone="ink2")
        box.addWidget(self._hint)
        rows = QWidget()
        rows.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(rows)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form = self._build_form()
        box.addWidget(self._scroll, 1)
        box.addWidget(self._form, 1)
        self.setMinimumHeight(146)
        self.end()

    def _build_form(self) -> QWidget:
        form = QWidget()
        self._form_title = text("", 11, bold=True)
        self.amount = AmountBox("cashMoveBox", 13)
        self.amount.setAccessibleName(translate("Shift", "Amount in yuan"))
        self.amount.setFixedHeight(42)
        self.reason = WordBox()
        self.reason.setObjectName("cashReasonBox")
        self.reason.setAccessibleName(translate("Shift", "What for"))
        self.reason.setPlaceholderText(translate("Shift", "What for"))
        self.reason.setMaxLength(60)
        self.reason.setFixedHeight(42)
        self.reason.setFont(font(11))
        self._confirm = Button(translate("Shift", "Note it"), key="Enter")
        self._confirm.clicked.connect(self.note)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.amount, 2)
        line.addWidget(self.reason, 3)
        line.addWidget(self._confirm)
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 5, 0)
        box.setSpacing(2)
        box.addWidget(self._form_title)
        box.addLayout(line)
        box.addStretch()
        return form

    @property
    def writing(self) -> bool:
        """The form is open."""
        return not self._form.isHidden()

    def begin(self, direction: str) -> None:
        """Open the form for cash that goes `in` or `out`."""
        self._direction = direction
        self._form_title.setText(
            translate("Shift", "Put cash into the drawer")
            if direction == "in"
            else translate("Shift", "Take cash out of the drawer")
        )
        self.amount.clear()
        self.reason.clear()
        self._scroll.hide()
        self._hint.hide()
        self._form.show()
        self.amount.setFocus()

    def end(self) -> None:
        """Shut the form; the list is there again."""
        self._form.hide()
        self._hint.show()
        self._scroll.show()

    def next_field(self) -> bool:
        """Go from the amount to the reason; False where everything is filled in."""
        if self.amount.hasFocus() and not self.reason.text():
            self.reason.setFocus()
            return True
        return False

    def note(self) -> None:
        """Hand the form in; it stays open if the shop refuses."""
        self._note(self._direction, self.amount.amount, self.reason.text().strip())
        self.end()

    def draw(self, moves: tuple[tuple[str, str, Money], ...]) -> None:
        """Show the moves, newest last."""
        if moves == self._shown:
            return
        self._shown = moves
        emptied(self._list)
        for time_text, label, amount in moves:
            line = QWidget()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 5, 0)
            box.setSpacing(12)
            when = text(time_text, 10.5, tone="ink2")
            when.setFixedWidth(48)
            what = Elided(11)
            what.setText(label)
            box.addWidget(when)
            box.addWidget(what, 1)
            box.addWidget(text(figure(amount), 12, bold=True))
            self._list.addWidget(line)
        self._list.addStretch()


class ClosedCard(RimmedCard):
    """What the closing said, shown only after the count stands: expected, counted, over or short."""

    def __init__(self) -> None:
        super().__init__()
        self._title = text("", 16, bold=True)
        self._figure = text("", 46, bold=True)
        self._figure.setObjectName("overShort")
        self._word = text("", 14, bold=True)
        self._lines = {name: text("", 15, bold=True) for name in ("counted", "expected")}
        self._places: dict[str, QWidget] = {}
        words = {
            "counted": translate("Shift", "Counted"),
            "expected": translate("Shift", "Should be there"),
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 24, 28, 24)
        box.setSpacing(12)
        box.addWidget(self._title)
        box.addWidget(rule())
        for name, amount in self._lines.items():
            self._places[name] = place = QWidget()
            line = QHBoxLayout(place)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(text(words[name], 12, tone="ink2"))
            line.addStretch()
            line.addWidget(amount)
            box.addWidget(place)
        box.addWidget(rule())
        line = QHBoxLayout()
        line.addWidget(self._word)
        line.addStretch()
        line.addWidget(self._figure)
        box.addLayout(line)
        stands = text(translate("Shift", "The Z stands in the books; it cannot be changed any more"), 11, tone="ink2")
        stands.setWordWrap(True)
        box.addWidget(stands)
        box.addStretch()

    def draw(self, screen: ShiftScreen) -> None:
        """Show the result of the last closing; nothing before there is one."""
        done = screen.result
        self.setVisible(done is not None)
        if done is None:
            return
        self._title.setText(translate("Shift", "Shift closed · Z {z}").format(z=done.z))
        self._lines["counted"].setText(done.counted.grouped())
        self._lines["expected"].setText(figure(done.expected))
        # Who may not see it has no row for it either.
        self._places["expected"].setVisible(screen.shows_difference)
        if not screen.shows_difference:
            self._word.setText(translate("Shift", "The manager sees the difference"))
            self._figure.setText("")
            self.set_rim("line", 1)
            return
        even = not done.over_short
        over = done.over_short.fen > 0
        self._word.setText(
            translate("Shift", "The drawer is even")
            if even
            else translate("Shift", "Over")
            if over
            else translate("Shift", "Short")
        )
        self._figure.setText((done.over_short if over else -done.over_short).grouped())
        self.set_rim("line" if even else "warn_line", 1 if even else 2)
