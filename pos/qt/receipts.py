"""Every receipt found again: a box, a span of days, the list, the paper beside it; drawn from `ReceiptsScreen`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.keys import shown
from pos.qt.parts import Banner, Button, Elided, WordBox, font, icon_label
from pos.qt.receipt_list import ReceiptList
from pos.qt.receipt_paper import ReceiptPreview
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.receipts import Order, ReceiptsScreen

#: So long after the last key the list follows what was typed.
_PAUSE = 250
#: So long nothing is said of a search that is still on its way; then the old rows stand dimmed.
_SLOW, _DIM = 300, 0.45
#: The same in the order of the list's columns.
ORDERS: tuple[Order, ...] = ("at", "number", "total", "clerk")


class SearchBox(WordBox):
    """Takes a number, an amount, a time, a day or goods; arrows go on to the list.

    `focused` says that letters are typed from now on, or are the page's keys again.
    """

    focused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("receiptSearch")
        self.setAccessibleName(translate("Receipts", "Find a receipt"))
        self.setPlaceholderText(translate("Receipts", "Number, amount, 14:05, 9-07, goods, clerk @03"))
        self.setFont(font(14, bold=True))
        self.setFixedHeight(56)
        self.setTextMargins(42, 0, 0, 0)
        self.setMaxLength(120)
        icon = icon_label("search", 26)
        icon.setParent(self)
        icon.move(15, 15)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down and the page's own keys are not typing."""
        moving = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        # "/" leads here from elsewhere; here it is no part of anything that is looked for, but for a day 9/7.
        if event.key() in moving or (event.text() == "/" and not self.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Letters are typed from now on."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Letters are the page's keys again."""
        super().focusOutEvent(event)
        self.focused.emit()


class ReceiptsPage(KeyPage):
    """A list of receipts with the paper of the chosen one; P prints it again, R takes its goods back.

    `keysChanged` says that the legend is another one.
    """

    keysChanged = Signal()

    def __init__(self, screen: ReceiptsScreen) -> None:
        super().__init__()
        self._screen = screen
        screen.view = self
        self._search = SearchBox()
        self._chips: dict[str, Button] = {}
        self._summary = Elided(10.5, tone="ink2")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._banner = Banner()
        self._banner.hide()
        self._list = ReceiptList()
        self._preview = ReceiptPreview()
        self._way_back = Elided(Type.BODY, bold=True)
        self._way_back.setObjectName("wayBack")
        self._shown = -1
        self._reprint = Button(translate("Receipts", "Print again"), key="P", icon="printer", kind="primary")
        self._refund = Button(translate("Receipts", "Take back"), key="R", icon="refund")
        self._xlsx = Button("Excel", key="X")
        self._csv = Button("CSV", key="C")
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        # What is found sooner than this comes without a word; only then the old rows are dimmed.
        self._slow = QTimer(self, interval=_SLOW, singleShot=True)
        self._slow.timeout.connect(self._draw_seeking)
        self._dimmed = QGraphicsOpacityEffect(self._list)
        self._dimmed.setOpacity(_DIM)
        self._dimmed.setEnabled(False)
        self._list.setGraphicsEffect(self._dimmed)
        self._lay_out()
        self._connect()
        self._keys = self._key_table()
        self.refresh()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        if self._search.hasFocus():
            return (
                ("F1", translate("Keys", "Help")),
                ("Enter", translate("Keys", "Search")),
                ("↓", translate("Keys", "To the list")),
                ("Alt 1-4", translate("Keys", "Days")),
                ("Esc", translate("Keys", "Empty the box") if self._search.text() else _back_to_selling()),
            )
        return (
            ("F1", translate("Keys", "Help")),
            ("/", translate("Keys", "Search")),
            ("↑ ↓", translate("Keys", "Line")),
            ("Alt 1-4", translate("Keys", "Days")),
            ("P", translate("Keys", "Print again")),
            ("R", translate("Keys", "Goods back")),
            ("X", translate("Keys", "Excel workbook")),
            ("Esc", _back_to_selling()),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        return (
            ("Enter", translate("Keys", "To the list; on a line, further down the paper")),
            ("S", translate("Keys", "Another order")),
            ("C", translate("Keys", "CSV file")),
            ("M", translate("Keys", "More lines")),
        )

    def first_focus(self) -> None:
        """The list, whose letters are keys; digits and `/` lead to the box."""
        self._list.table.setFocus()

    def _to_search(self) -> None:
        """The box, what stands there ready to be replaced."""
        self._search.setFocus()
        self._search.selectAll()

    # building

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for i, (key, label) in enumerate(self._screen.chips, 1):
            button = Button(label, key=f"Alt {i}", points=11)
            button.setObjectName(f"days_{key}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._chips[key] = button
            chips.addWidget(button)
        chips.addWidget(self._summary, 1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._search)
        left.addLayout(chips)
        left.addWidget(self._banner)
        left.addWidget(self._list, 1)
        for name, button in (("reprint", self._reprint), ("refund", self._refund)):
            button.setObjectName(f"{name}Button")
        files = QHBoxLayout()
        files.setSpacing(8)
        for button in (self._refund, self._xlsx, self._csv):
            button.setFixedHeight(52)
            files.addWidget(button, 2 if button is self._refund else 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self._preview, 1)
        right.addWidget(self._way_back)
        right.addLayout(files)
        right.addWidget(self._reprint)
        self._box = box = QHBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(left, 1)
        box.addWidget(self._right)

    def _connect(self) -> None:
        self._search.textEdited.connect(lambda: self._pause.start())
        self._search.textChanged.connect(self.keysChanged)
        self._search.focused.connect(self.keysChanged)
        self._search.focused.connect(self._draw_caps)
        self._pause.timeout.connect(self._follow)
        self._list.picked.connect(lambda i: self._pressed.emit(partial(self._screen.select, i)))
        self._list.sorted.connect(lambda order: self._pressed.emit(partial(self._screen.sort, order)))
        for key, button in self._chips.items():
            button.clicked.connect(partial(self._choose_days, key))
        for button, verb in (
            (self._reprint, self._print_again),
            (self._refund, self._take_back),
            (self._xlsx, partial(self._save, "xlsx")),
            (self._csv, partial(self._save, "csv")),
        ):
            button.clicked.connect(partial(self._clicked, verb))

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Return": self._enter,
            "Enter": self._enter,
            "Up": partial(self._move, -1),
            "Down": self._down,
            "PgUp": partial(self._move, -10),
            "PgDown": partial(self._move, 10),
            "/": self._to_search,
            "P": self._print_again,
            "Ctrl+P": self._print_again,
            "R": self._take_back,
            "F8": self._take_back,
            "X": partial(self._save, "xlsx"),
            "C": partial(self._save, "csv"),
            "S": self._next_order,
            "M": self._screen.show_more,
            "Esc": self._back,
        }
        keys.update({f"Alt+{i}": partial(self._choose_days, key) for i, key in enumerate(self._chips, 1)})
        return keys

    # what the clerk does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's keys; a digit typed anywhere belongs into the box."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.text().isdigit() and not held:
            self._search.setFocus()
            self._search.setText(event.text())
            self._pause.start()
            return
        super().keyPressEvent(event)

    def take(self, words: str) -> None:
        """What another page looks for."""
        self._search.setText(words.strip())
        self._pressed.emit(self._look_up)

    def scanned(self, code: str) -> None:
        """The code on a receipt, or of goods that were on it."""
        self._search.setText(code)
        self._look_up()

    def told(self, problem: Problem) -> None:
        """Show why the last gesture was refused at the top of the page."""
        self._banner.tell("bad", problem.title(), problem.advice())
        self._banner.show()

    def _enter(self) -> None:
        if self._search.hasFocus():
            self._look_up()
            self._list.table.setFocus()
        else:
            self._preview.turn(1)

    def _look_up(self) -> None:
        self._pause.stop()
        self._banner.hide()
        self._screen.search(self._search.text())

    def _follow(self) -> None:
        # While typing only these days are searched: to go through all of them, Enter says so.
        self._pressed.emit(partial(self._screen.search, self._search.text(), far=False))

    def _choose_days(self, key: str, _clicked: bool = False) -> None:
        self._banner.hide()
        self._screen.choose_days(key)
        self._draw_chips()

    def _move(self, by: int) -> None:
        self._screen.select(self._screen.selected + by)

    def _down(self) -> None:
        if not self._search.hasFocus():
            self._move(1)
            return
        if self._pause.isActive():
            self._pause.stop()
            self._follow()
        self._list.table.setFocus()

    def _next_order(self) -> None:
        here = ORDERS.index(self._screen.order)
        self._screen.sort(ORDERS[(here + 1) % len(ORDERS)])

    def _print_again(self) -> None:
        number = self._screen.reprint()
        if not number:
            return
        title = translate("Selling", "{receipt} is printed again, marked as a copy").format(receipt=number)
        if not self._screen.has_printer:
            title = translate("Selling", "No printer is set up; {receipt} did not come out").format(receipt=number)
        self._banner.tell("ok" if self._screen.has_printer else "info", title)
        self._banner.show()

    def _take_back(self) -> None:
        row = self._screen.current
        if row is not None and self._refund.isEnabled() and not self._screen.seeking:
            self.leave.emit("refund", row.receipt)

    def _save(self, ending: str) -> None:
        file = self._screen.save("xlsx" if ending == "xlsx" else "csv")
        self._banner.tell("ok", translate("Receipts", "The list is written"), str(file))
        self._banner.show()

    def _clicked(self, verb: Callable[[], object], _clicked: bool = False) -> None:
        verb()

    def _back(self) -> None:
        if self._screen.seeking:
            self._screen.stop()
        elif self._banner.isVisible():
            self._banner.hide()
        elif self._search.text():
            self._search.clear()
            self._look_up()
        else:
            self.leave.emit("selling", "")

    # drawing

    def showEvent(self, event: QShowEvent) -> None:
        """Receipts have come since the page was last in front."""
        super().showEvent(event)
        if not event.spontaneous():
            self._banner.hide()
            self._pressed.emit(self._screen.load)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows take 60 px from the paper; low ones give a little everywhere."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        self._right.setFixedWidth(400 if wide else 340)
        self._box.setContentsMargins(12, 8 if compact else 12, 12, 8 if compact else 12)
        self._reprint.setFixedHeight(52 if compact else 62)
        self._list.fit(narrow=not wide)
        for i, chip in enumerate(self._chips.values(), 1):
            chip.set_key(f"Alt {i}" if wide else "")

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen = self._screen
        if screen.seeking:
            self._draw_chips()
            if not self._slow.isActive():
                self._slow.start()
            return
        self._slow.stop()
        self._dimmed.setEnabled(False)
        self._list.draw(screen)
        # How many there are stays; the paper beside says the rest.
        self._summary.setText(screen.summary, screen.summary.partition(" · ")[0])
        self._draw_chips()
        row = screen.current
        nothing = "" if row is not None else translate("Receipts", "no receipt chosen")
        self._reprint.set_reason(nothing)
        self._refund.set_reason(translate("Receipts", "is a refund") if row is not None and row.refund else nothing)
        for button in (self._xlsx, self._csv):
            button.set_reason("" if screen.rows else translate("Receipts", "empty"))
        if (row.id if row else 0) != self._shown:
            self._shown = row.id if row else 0
            missing = translate("Receipts", "The receipt that you choose stands here as it was printed")
            self._preview.draw(screen.paper(row) if row else (), screen.columns, missing)

        self._draw_way_back()

    def _draw_way_back(self) -> None:
        words = self._screen.way_back
        self._way_back.setText(words)
        self._way_back.setVisible(bool(words))

    def second_passed(self) -> None:
        """A second is over: money may have come back meanwhile."""
        if self._way_back.isVisible():
            self._draw_way_back()

    def _draw_seeking(self) -> None:
        """The old rows stay, dimmed, under a line that names the work."""
        if self._screen.seeking:
            self._dimmed.setEnabled(True)
            self._summary.setText(translate("Receipts", "Looking through the receipts … Esc leaves it"))

    def _draw_caps(self) -> None:
        """Where letters are typed the caps of the letters go; what else does the same stands there instead."""
        typing = self._search.hasFocus()
        for button, key, beside in (
            (self._reprint, "P", "Ctrl P"),
            (self._refund, "R", "F8"),
            (self._xlsx, "X", ""),
            (self._csv, "C", ""),
        ):
            button.set_key(beside if typing and len(shown(key, "receipts")) == 1 else key)

    def _draw_chips(self) -> None:
        for key, button in self._chips.items():
            button.setChecked(key == self._screen.days)


def _back_to_selling() -> str:
    return translate("Keys", "Back to selling")
