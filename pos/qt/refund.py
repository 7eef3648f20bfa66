"""The refund page: the receipt, what comes back, why, and where the money goes; drawn from `RefundScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.marks import Chip, emptied
from pos.qt.override import OverrideStrip
from pos.qt.parts import Banner, Button, Elided, WordBox, card, font, text
from pos.qt.refund_parts import AmountCard, MeansChoiceButton, QueryBox, RefundLines, stepped

if TYPE_CHECKING:
    from pos.screens.refund import RefundScreen


class RefundPage(KeyPage):
    """Goods come back against a receipt. Enter looks the receipt up, then pays out; nothing is typed over the sale."""

    def __init__(self, screen: RefundScreen) -> None:
        super().__init__()
        self._screen = screen
        screen.view = self
        self._query = QueryBox()
        self._number = Elided(14, bold=True)
        self._state = Chip()
        self._facts = Elided(10.5, tone="ink2")
        self._total = text("", 13, bold=True)
        self._tenders = Elided(10.5, tone="ink2")
        self._lines = RefundLines()
        self._amount = AmountCard()
        self._reasons: list[Button] = []
        self._own_reason = WordBox()
        self._means: dict[str, MeansChoiceButton] = {}
        self._means_grid = QGridLayout()
        self._banner = Banner()
        self._strip = OverrideStrip(self._give_leave)
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
        return (
            ("F1", translate("Keys", "Help")),
            ("↑ ↓", translate("Keys", "Line")),
            ("+ −", translate("Keys", "How many come back")),
            ("F9", translate("Keys", "Whole receipt")),
            ("Alt 1-6", translate("Keys", "Reason")),
            ("F7", translate("Keys", "Where to")),
            ("Enter", translate("Keys", "Refund")),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        return (("Ctrl P", translate("Keys", "Print this receipt again")),)

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        return (("F12", translate("Keys", "Lock")),)

    def first_focus(self) -> None:
        """The box for the receipt; the page's keys work from there."""
        self._query.setFocus()
        self._query.selectAll()

    # building

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._query)
        left.addWidget(self._facts_card())
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
        choices.addLayout(self._reason_part())
        self._where = text(translate("Refund", "Where the money goes"), 11.5, bold=True)
        choices.addWidget(self._where)
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

    def _facts_card(self) -> QWidget:
        frame = QFrame()
        card(frame)
        frame.setFixedHeight(66)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._number, 1)
        above.addWidget(self._state)
        above.addStretch()
        above.addWidget(self._total)
        below = QHBoxLayout()
        self._tenders.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._facts, 1)
        below.addWidget(self._tenders, 1)
        box = QVBoxLayout(frame)
        box.setContentsMargins(16, 6, 16, 6)
        box.setSpacing(0)
        box.addLayout(above)
        box.addLayout(below)
        return frame

    def _reason_part(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(text(translate("Refund", "Reason"), 11.5, bold=True))
        head.addWidget(text(translate("Refund", "must be chosen"), 10, tone="ink2"))
        head.addStretch()
        grid = QGridLayout()
        grid.setSpacing(8)
        for i, reason in enumerate(self._screen.reasons):
            button = Button(reason, key=f"Alt {i + 1}", points=11)
            button.setObjectName(f"reason_{i + 1}")
            button.setCheckable(True)
            button.setFixedHeight(48)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose_reason, i))
            self._reasons.append(button)
            grid.addWidget(button, i // 3, i % 3)
            grid.setColumnStretch(i % 3, 1)
        self._own_reason.setObjectName("refundReasonBox")
        self._own_reason.setAccessibleName(translate("Refund", "The reason in your own words"))
        self._own_reason.setPlaceholderText(translate("Refund", "The reason in your own words"))
        self._own_reason.setMaxLength(60)
        self._own_reason.setFont(font(11.5))
        self._own_reason.setFixedHeight(40)
        self._own_reason.hide()
        part = QVBoxLayout()
        part.setSpacing(8)
        part.addLayout(head)
        part.addLayout(grid)
        part.addWidget(self._own_reason)
        return part

    def _connect(self) -> None:
        self._lines.stepped.connect(self._step_line)
        self._confirm.clicked.connect(self._go_on)
        self._query.textChanged.connect(self._draw_button)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._go_on,
            "Enter": self._go_on,
            "Up": partial(self._move, -1),
            "Down": partial(self._move, 1),
            "+": partial(self._step, 1),
            "-": partial(self._step, -1),
            "F9": self._take_all,
            "F7": self._next_means,
            "Ctrl+P": self._reprint,
            "Esc": self._back,
        }
        keys.update({f"Alt+{i + 1}": partial(self._choose_reason, i) for i in range(len(self._reasons))})
        return keys

    # what the clerk does

    def scanned(self, code: str) -> None:
        """The code on a receipt."""
        self._query.setText(code)
        self._look_up()

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused; where a manager is needed, ask for the leave in place."""
        if problem.word == "NotAllowed":
            self._banner.hide()
            self._strip.ask(problem.title())
            self._make_room()
        elif self._strip.asking:
            self._strip.say(problem.title())
        else:
            self._banner.tell("bad", problem.title(), problem.advice())
            self._banner.show()
            if self._query.hasFocus():
                # The next number replaces the one that was not found.
                self._query.selectAll()

    def _look_up(self) -> None:
        self._put_strip_away()
        self._own_reason.clear()
        self._screen.look_up(self._query.text())
        self._query.show_known(self._screen.query)
        self.first_focus()

    def _go_on(self) -> None:
        if self._strip.asking:
            self._strip.go_on()
        elif self._screen.done is not None and self._query.idle:
            self._begin_anew()
        elif not self._query.idle:
            if self._query.text().strip():
                self._look_up()
        elif self._confirm.isEnabled():
            self._pay_out()

    def _pay_out(self) -> None:
        words = self._own_reason.text().strip()
        if words and self._own_reason.isVisible():
            self._screen.choose_reason(len(self._reasons) - 1, words)
        self._screen.complete()
        self.first_focus()

    def _give_leave(self, pin: str, reason: str) -> None:
        def pay_out() -> None:
            self._put_strip_away()
            self.first_focus()
            self._pay_out()

        self._screen.with_leave(pin, reason, pay_out)

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
        own = i == len(self._reasons) - 1
        self._own_reason.setVisible(own)
        if own:
            self._own_reason.setFocus()
        else:
            self._own_reason.clear()
            self.first_focus()

    def _reprint(self) -> None:
        if self._screen.receipt is None:
            self.first_focus()
            return
        number = self._screen.reprint()
        title = translate("Selling", "{receipt} is printed again, marked as a copy").format(receipt=number)
        self._banner.tell("ok", title)

    def _next_means(self) -> None:
        codes = [choice.code for choice in self._screen.means if choice.enabled]
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
        """A refund that is paid out belongs to the customer before."""
        super().showEvent(event)
        if not event.spontaneous() and self._screen.done is not None:
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
        for button in self._reasons:
            button.setFixedHeight(44 if compact else 48)
        self._lines.draw(self._screen, narrow=self.width() < WIDE)
        for i, button in enumerate(self._reasons):
            button.set_key(f"Alt {i + 1}" if self.width() >= WIDE else str(i + 1))

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        found = screen.receipt
        if found is not None and self._query.known != screen.query:
            self._query.show_known(screen.query)
        self._number.setText(found.number if found else translate("Refund", "No receipt chosen yet"))
        self._facts.setText(f"{found.at_text} · {found.facts_text}" if found else "")
        self._total.setText(translate("Refund", "Due {amount}").format(amount=found.total.grouped()) if found else "")
        self._tenders.setText(found.tenders_text if found else "")
        self._state.setVisible(found is not None)
        if found is not None:
            some = any(row.left for row in found.rows)
            words = translate("Refund", "may come back") if some else translate("Refund", "all came back")
            self._state.show_state("ok" if some else "info", words)
        self._lines.draw(screen, narrow=self.width() < WIDE)
        self._amount.draw(screen)
        self._draw_reasons()
        self._draw_means()
        self._draw_approval()
        self._draw_button()

    def _draw_reasons(self) -> None:
        reasons = self._screen.reasons
        chosen = self._screen.reason
        own = bool(chosen) and chosen not in reasons
        for i, button in enumerate(self._reasons):
            button.setChecked(reasons[i] == chosen or (own and i == len(reasons) - 1))
        self._own_reason.setVisible(own or chosen == reasons[-1])

    def _draw_means(self) -> None:
        choices = self._screen.means
        self._where.setVisible(bool(choices))
        if tuple(self._means) != tuple(choice.code for choice in choices):
            emptied(self._means_grid)
            self._means = {}
            for i, choice in enumerate(choices):
                button = MeansChoiceButton(choice.label)
                button.setObjectName(f"refundMeans_{choice.code}")
                button.setFixedHeight(56)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
            words = translate("Refund", "Find the receipt")
            reason = "" if self._query.text().strip() else translate("Refund", "Scan a receipt or type its number")
        else:
            words, reason = translate("Refund", "Pay back · print receipt"), self._missing()
        self._confirm.setText(words)
        self._confirm.set_reason(reason)

    def _missing(self) -> str:
        if not any(row.taking for row in self._screen.receipt.rows if row) if self._screen.receipt else True:
            return translate("Refund", "Choose what comes back: + on a line, or F9")
        if not self._screen.reason:
            return translate("Refund", "Choose a reason: Alt 1-6")
        return ""
