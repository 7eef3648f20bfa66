"""The drawer counted blind: by notes and coins, or the total typed at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pos.core.money import ZERO, Money
from pos.core.wording import translate
from pos.qt.amount import AmountBox
from pos.qt.keys import in_words, key_name
from pos.qt.marks import MarkedRow
from pos.qt.parts import Elided, IconButton, card, font, look, rule, text

NoteCash = Callable[[str, Money, str], object]


class CountRow(MarkedRow):
    """How many notes or coins of one kind: 100 元 × 21 张 = 2,100.00."""

    changed = Signal()

    def __init__(self, value: Money, label: str, unit: str) -> None:
        super().__init__()
        self.value = value
        badge = text(label, 12, bold=True)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setFixedSize(76, 30)
        look(badge, "note" if value.fen >= 100 else "coin")
        self.box = _CountBox()
        self.box.setObjectName(f"count_{value}")
        spoken = translate("Shift", "How many of {label}")
        self.box.setAccessibleName(spoken.format(label=label))
        stepper = QFrame()
        look(stepper, "stepper")
        stepper.setFixedSize(200, 44)
        inner = QHBoxLayout(stepper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for sign, step in (("−", -1), ("+", 1)):
            button = IconButton(sign)
            words = translate("Shift", "One {label} more") if step > 0 else translate("Shift", "One {label} less")
            button.setAccessibleName(words.format(label=label))
            button.setFixedSize(44, 42)
            button.clicked.connect(partial(self.step, step))
            if step > 0:
                inner.addWidget(self.box, 1)
            inner.addWidget(button)
        self._stepper = stepper
        self._amount = text("", 15, bold=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(21, 0, 21, 0)
        line.setSpacing(12)
        for widget in (badge, text("×", 14, tone="ink2"), stepper, text(unit, 11, tone="ink2")):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self._amount)
        self.box.textEdited.connect(self._redraw)
        self.box.stepped.connect(self.step)
        self.box.installEventFilter(self)
        self._redraw()

    @property
    def count(self) -> int:
        """How many; nothing typed is none."""
        return int(self.box.text() or "0")

    @property
    def touched(self) -> bool:
        """Somebody counted this kind, be it none."""
        return bool(self.box.text())

    @property
    def amount(self) -> Money:
        """What they are worth."""
        return Money(self.value.fen * self.count)

    def step(self, by: int) -> None:
        """One more or one less, never below none."""
        self.box.setFocus()
        self.box.setText(str(max(0, self.count + by)))
        self._redraw()

    def set_typed(self, count: str) -> None:
        """What was counted stands there again, without telling anybody."""
        self.box.setText(count)
        self._draw_amount()

    def clear(self) -> None:
        """Not counted any more, without telling anybody."""
        self.box.clear()
        self._draw_amount()

    def _redraw(self) -> None:
        self._draw_amount()
        self.changed.emit()

    def _draw_amount(self) -> None:
        self._amount.setText(self.amount.grouped() if self.touched else "—")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The row in focus is marked: the counting eye must find it again."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            self.mark(tinted=focused, marked=focused)
            look(self._stepper, "stepperfocus" if focused else "stepper")
            if focused:
                self.box.selectAll()
        return super().eventFilter(watched, event)


class _CountBox(QLineEdit):
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(font(15, bold=True))
        look(self, "flat")
        # All of the stepper's middle can be touched, not only the line of digits.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,5}"), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − count one more or less; ↑ ↓ are the page's."""
        name = key_name(event)
        if name in ("+", "-"):
            self.stepped.emit(1 if name == "+" else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class CountCard(QFrame):
    """The drawer, counted blind: by notes and coins, or the total typed at once. `changed` tells of every digit."""

    changed = Signal()

    def __init__(self, denominations: tuple[tuple[Money, str, str], ...]) -> None:
        super().__init__()
        card(self)
        self.rows = [CountRow(*one) for one in denominations]
        self.total = AmountBox("countedBox", 42)
        self.total.setAccessibleName(translate("Shift", "Counted in all"))
        self.total.setPlaceholderText("—")
        look(self.total, "bare")
        self._head = head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(text(translate("Shift", "Count the drawer"), 14, bold=True))
        hint = Elided(10.5, tone="ink2")
        hint.setText(
            translate("Shift", "Only count, never look at what it should be. Type how many, Enter goes on"),
            translate("Shift", "Type how many, Enter goes on"),
        )
        head.addWidget(hint, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 1, 1)
        box.setSpacing(0)
        box.addLayout(head)
        for row in self.rows:
            box.addWidget(rule())
            box.addWidget(row, 1)
            row.changed.connect(self._rows_changed)
        box.addWidget(self._foot())
        self.total.textEdited.connect(self._total_typed)
        #: The notes that were counted before a total was typed over them.
        self._aside: tuple[str, ...] = ()
        self._say_way()
        self.fit(compact=False)

    def _foot(self) -> QWidget:
        foot = QFrame()
        look(foot, "cardfoot")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(text(translate("Shift", "Counted in all"), 14, bold=True))
        self._way = text("", 10, tone="ink2")
        words.addWidget(self._way)
        words.addStretch()
        line = QHBoxLayout(foot)
        line.setContentsMargins(19, 6, 10, 6)
        line.addLayout(words)
        line.addWidget(self.total, 1)
        return foot

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self._head.setContentsMargins(18, 3 if compact else 10, 18, 3 if compact else 10)
        self.total.setFixedHeight(52 if compact else 76)
        self.total.setFont(font(30 if compact else 42, bold=True))

    @property
    def by_rows(self) -> bool:
        """Counted by notes and coins, not as one total."""
        return any(row.touched for row in self.rows)

    @property
    def counted(self) -> bool:
        """There is a count, be it zero."""
        return self.by_rows or bool(self.total.text())

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, by its value in yuan; kinds that are not there are left out."""
        return {str(row.value): row.count for row in self.rows if row.count}

    def clear(self) -> None:
        """Begin anew."""
        self._aside = ()
        for row in self.rows:
            row.clear()
        self.total.clear()
        self._say_way()
        self.changed.emit()

    def take_back_total(self) -> bool:
        """The notes that were counted before the total was typed stand there again; False if there were none."""
        aside, self._aside = self._aside, ()
        for row, typed in zip(self.rows, aside, strict=False):
            row.set_typed(typed)
        if aside:
            self._rows_changed()
            self.rows[0].box.setFocus()
        self._say_way()
        return bool(aside)

    def _say_way(self) -> None:
        if self._aside:
            self._way.setText(translate("Shift", "Esc: back to the notes that were counted"))
        else:
            self._way.setText(in_words(translate("Shift", "F9: type the total at once"), "shift"))

    def go(self, step: int) -> bool:
        """Put the focus `step` rows on; False where there is no further row."""
        places = [row.box for row in self.rows]
        here = next((i for i, box in enumerate(places) if box.hasFocus()), None)
        there = (here + step) if here is not None else 0
        if not 0 <= there < len(places):
            return False
        places[there].setFocus()
        return True

    def _rows_changed(self) -> None:
        if self._aside:
            # Counted anew by hand: what was put aside is not wanted any more.
            self._aside = ()
            self._say_way()
        total = sum((row.amount for row in self.rows), ZERO)
        self.total.setText(total.grouped() if self.by_rows else "")
        self.changed.emit()

    def _total_typed(self) -> None:
        if self.by_rows:
            # One digit too early must not undo the counting of a whole drawer.
            self._aside = tuple(row.box.text() for row in self.rows)
            self._say_way()
        for row in self.rows:
            row.clear()
        self.changed.emit()
