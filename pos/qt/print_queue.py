"""The print queue: every paper with its state, and what can be done about it; drawn from `PrintQueueScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
)

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.override import OverrideStrip
from pos.qt.parts import (
    Banner,
    Button,
    Elided,
    WordBox,
    colour,
    font,
    text,
)
from pos.qt.print_queue_list import ORDERS, QueueTable, holds, nothing, ordered, paper_text
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.print_queue import PrintQueueScreen

#: So often the page looks whether the printer has got on; the look itself costs nothing.
_LOOK_EVERY = 500


class _Ears:
    """The screen's view."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self.refresh = heard


class _SearchBox(WordBox):
    """Letters are looked for; arrows and the page's keys are not typing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down, and Delete on the empty box, go to the list."""
        moving = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if moving or (not self.text() and (event.text() == "/" or event.key() == Qt.Key.Key_Delete)):
            event.ignore()
        else:
            super().keyPressEvent(event)


class PrintQueuePage(KeyPage):
    """What waits first, then the newest that are done; it follows the printer by itself."""

    def __init__(self, screen: PrintQueueScreen) -> None:
        super().__init__()
        self._screen = screen
        screen.view = _Ears(self._draw)
        self._seen: object = None
        self._again: Callable[[], object] | None = None
        self._order = 0
        self._banner = Banner()
        self._strip = OverrideStrip(self._give_leave, screen.look_at_pin)
        self._title = Elided(Type.TITLE, bold=True)
        self._trouble = text("", Type.BODY, tone="ink2")
        self._trouble.setWordWrap(True)
        self._search = _SearchBox()
        self._search.setObjectName("queueSearch")
        self._search.setAccessibleName(translate("PrintQueue", "Search: receipt, kind or state"))
        self._search.setPlaceholderText(translate("PrintQueue", "/ receipt, kind or state"))
        self._search.setFont(font(12))
        self._search.setFixedSize(260, 44)
        self._search.textChanged.connect(lambda _: self._draw())
        self._turn = self._button("queueOrder", "", "F7", self._next_order)
        self._table = QueueTable()
        self._no_match = text("", Type.BODY, tone="ink2")
        self._no_match.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._draw_buttons())
        self._make_buttons()
        self._halves = QStackedWidget()
        self._halves.addWidget(self._table)
        self._halves.addWidget(nothing())
        self._halves.addWidget(self._no_match)
        self._lay_out()
        self._keys = self._key_table()
        self._watch = QTimer(self, interval=_LOOK_EVERY)
        self._watch.timeout.connect(self._look)

    def _make_buttons(self) -> None:
        self._copy = self._button("queueReprint", translate("PrintQueue", "Print again"), "Ctrl P", self._reprint)
        self._skip = self._button("queueSkip", translate("PrintQueue", "Give it up"), "Del", self._give_up, "danger")
        self._retry = self._button("queueRetry", translate("PrintQueue", "Print it now"), "F6", self._print_now)
        every = translate("PrintQueue", "All that did not come out")
        self._every = self._button("queueRetryAll", every, "F9", self._print_all, "primary")

    def _key_table(self) -> dict[str, Callable[[], object]]:
        return {
            "F5": self._screen.load,
            "F6": self._print_now,
            "F7": self._next_order,
            "F9": self._print_all,
            "Del": self._give_up,
            "Ctrl+P": self._reprint,
            "/": self._search.setFocus,
            "Up": partial(self._table.step, -1),
            "Down": partial(self._table.step, 1),
            "Return": self._enter,
            "Enter": self._enter,
            "Esc": self._back,
        }

    def _button(self, name: str, label: str, key: str, verb: Callable[[], object], kind: str = "plain") -> Button:
        button = Button(label, key=key, kind=kind)
        button.setObjectName(name)
        button.clicked.connect(lambda: self._pressed.emit(verb))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._trouble)
        head.addLayout(words, 1)
        head.addWidget(self._turn)
        head.addWidget(self._search)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self._copy)
        end.addWidget(self._skip)
        end.addWidget(self._retry)
        end.addStretch()
        end.addWidget(self._every)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._banner)
        whole.addWidget(self._strip)
        whole.addWidget(self._halves, 1)
        whole.addLayout(end)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below."""
        return (
            ("F1", translate("Keys", "Help")),
            ("↑ ↓", translate("Keys", "Choose row")),
            ("F6", translate("Keys", "Print it now")),
            ("Del", translate("Keys", "Give it up")),
            ("Ctrl P", translate("Keys", "Print again as a copy")),
            ("/", translate("Keys", "Search")),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """What only the help page has room for."""
        return (
            ("F5", translate("Keys", "Look again")),
            ("F7", translate("Keys", "Another order")),
            ("F9", translate("Keys", "Print all that did not come out")),
        )

    def first_focus(self) -> None:
        """The list."""
        self._table.setFocus()

    def refresh(self) -> None:
        """Another visit: the list as it is now, everything in it."""
        self._banner.hide()
        self._strip.put_away()
        self._search.clear()
        self._screen.load()

    def told(self, problem: Problem) -> None:
        """Why it was refused; where a manager is needed, ask for the leave in place."""
        if problem.word == "NotAllowed" and self._again is not None:
            self._strip.ask(problem.title())
        elif self._strip.asking:
            self._strip.say(problem.title())
        else:
            self._banner.tell("bad", problem.title(), problem.advice())

    def scanned(self, code: str) -> None:
        """Nothing is scanned here; the code goes where goods belong."""
        self.leave.emit("selling", code + "\n")

    def showEvent(self, event: QShowEvent) -> None:
        """In front: follow the printer."""
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: nobody looks."""
        self._watch.stop()

    def _look(self) -> None:
        if self._screen.status != self._seen and self._screen.till.person is not None:
            self._screen.load()

    # drawing

    def _draw(self) -> None:
        screen = self._screen
        self._seen = screen.status
        rows = ordered([row for row in screen.rows if holds(row, self._search.text())], ORDERS[self._order][0])
        self._table.show_rows(rows)
        self._no_match.setText(translate("PrintQueue", "No paper fits; fewer words find more"))
        self._halves.setCurrentIndex(0 if rows else 2 if screen.rows else 1)
        idle = translate("PrintQueue", "Nothing waits to be printed")
        waits = translate("PrintQueue", "{waiting} wait, {failed} did not come out")
        none = translate("PrintQueue", "Every paper has come out") if screen.has_printer else idle
        open_ = screen.waiting or screen.failed
        self._title.setText(waits.format(waiting=screen.waiting, failed=screen.failed) if open_ else none)
        calm = translate("PrintQueue", "The oldest is printed first; selling goes on meanwhile")
        absent = translate("PrintQueue", "No printer is set up; nothing comes out on paper")
        self._trouble.setText(screen.trouble or (calm if screen.has_printer else absent))
        self._turn.setText(translate("PrintQueue", ORDERS[self._order][1]))
        self._draw_buttons()

    def _draw_buttons(self) -> None:
        row = self._table.marked
        nobody = translate("PrintQueue", "no paper is marked")
        came = translate("PrintQueue", "not for this one")
        self._retry.set_reason("" if row is not None and row.can_retry else came if row else nobody)
        self._skip.set_reason("" if row is not None and row.can_skip else came if row else nobody)
        self._copy.set_reason("" if row is not None and row.can_reprint else came if row else nobody)
        self._every.set_reason("" if self._screen.failed else translate("PrintQueue", "there is none"))

    # what the clerk does

    def _do(self, verb: Callable[[], object], words: str) -> None:
        self._again = verb
        self._banner.hide()
        verb()
        self._again = None
        self._banner.tell("ok", words)

    def _print_now(self) -> None:
        row = self._table.marked
        if row is not None and row.can_retry:
            words = translate("PrintQueue", "{paper} is printed as soon as the printer takes it")
            self._do(partial(self._screen.retry, row.id), words.format(paper=paper_text(row)))

    def _print_all(self) -> None:
        if self._screen.failed:
            words = translate("PrintQueue", "All of them are printed as soon as the printer takes them")
            self._do(self._screen.retry_all, words)

    def _give_up(self) -> None:
        row = self._table.marked
        if row is not None and row.can_skip:
            words = translate("PrintQueue", "{paper} was given up; the sale itself stands as it is")
            self._do(partial(self._screen.skip, row.id), words.format(paper=paper_text(row)))

    def _reprint(self) -> None:
        row = self._table.marked
        if row is not None and row.can_reprint:
            words = translate("PrintQueue", "{paper} comes out once more, marked as a copy")
            self._do(partial(self._screen.reprint, row.id), words.format(paper=paper_text(row)))

    def _give_leave(self, pin: str, reason: str) -> None:
        self._pressed.emit(partial(self._do_again, pin, reason))

    def _do_again(self, pin: str, reason: str) -> None:
        if self._again is not None:
            self._screen.with_leave(pin, reason, self._again)
        self._again = None
        self._strip.put_away()
        self.first_focus()

    def _next_order(self) -> None:
        self._order = (self._order + 1) % len(ORDERS)
        self._draw()

    def _enter(self) -> None:
        focus = QApplication.focusWidget()
        if self._strip.asking:
            self._strip.go_on()
        elif isinstance(focus, Button):
            focus.click()
        else:
            self.first_focus()

    def _back(self) -> None:
        if self._strip.asking:
            self._again = None
            self._strip.put_away()
            self.first_focus()
        elif self._search.text():
            self._search.clear()
            self.first_focus()
        else:
            self.leave.emit("selling", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Low windows take from the buttons, narrow ones from the box."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        self._search.setFixedWidth(260 if wide else 220)
        for button in (self._copy, self._skip, self._retry, self._every):
            button.setFixedHeight(48 if compact else 56)
            button.setMinimumWidth(180 if wide else 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas."""
        QPainter(self).fillRect(self.rect(), colour("canvas"))
