"""Boxes to type into: the scan box, money, and a field with its label above and its message below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.parts.paint import LEFT, fitting, key_width, paint_icon, paint_key, smooth
from pos.qt.parts.words import text
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

_EDITING = {
    Qt.Key.Key_A,
    Qt.Key.Key_C,
    Qt.Key.Key_V,
    Qt.Key.Key_X,
    Qt.Key.Key_Z,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
_ITS_OWN = {
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class ScanBox(QLineEdit):
    """The box that every printable key of the selling page lands in; always in the accent's frame.

    It keeps typing and editing; every other key (Enter, arrows, F keys, + and − and Del on the empty box, anything with
    Alt) goes on to the page. Input methods are off: a scanner must not be asked which characters it meant.
    """

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("scanBox")
        self._hints = self._all_hints = tuple(hints)
        self.setFont(font(Type.ROW_NAME))
        self.setFixedHeight(56)
        self.setFrame(False)
        self.setMaxLength(200)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(translate("Selling", "Scan, or type a name or its pinyin initials"))
        self.setTextMargins(54, 0, 12, 0)
        self.textChanged.connect(self._make_room)
        self._make_room("")

    def show_hints(self, most: int) -> None:
        """How many of the hints there is room for."""
        self._hints = self._all_hints[:most]
        self._make_room(self.text())
        self.update()

    def _make_room(self, words: str) -> None:
        taken = 0 if words else self._hints_width()
        self.setTextMargins(54, 0, 12 + taken, 0)
        wordings = (self.accessibleName(), translate("Selling", "Scan, or type a name"), translate("Selling", "Scan"))
        self.setPlaceholderText(fitting(wordings, self.width() - 54 - 12 - taken - 26, Type.ROW_NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for what stands there while nothing is typed."""
        super().resizeEvent(event)
        self._make_room(self.text())

    def _hints_width(self) -> int:
        return sum(key_width(key) + 8 + metrics(Type.META).horizontalAdvance(word) + 14 for key, word in self._hints)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing stays here, the page's keys go on to it."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        key, typed = Qt.Key(event.key()), event.text()
        if held == Qt.KeyboardModifier.ControlModifier and key in _EDITING:
            super().keyPressEvent(event)
        elif held or (not self.text() and (typed in ("+", "-") or key in (Qt.Key.Key_Delete, Qt.Key.Key_Space))):
            event.ignore()
        elif (typed and typed.isprintable()) or (key in _ITS_OWN) or (key == Qt.Key.Key_Delete):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, icon, text, and while it is empty the two hints."""
        painter = QPainter(self)
        smooth(painter)
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour("accent"), 2.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.25, 1.25, -1.25, -1.25), 9, 9)
        paint_icon(painter, QRectF(15, self.height() / 2 - 13, 26, 26), "barcode", "accent")
        if not self.text():
            left = self.width() - 12 - self._hints_width() + 10
            for key, word in self._hints:
                cap = key_width(key)
                paint_key(painter, QRectF(left, self.height() / 2 - 10, cap, 20), key)
                painter.setPen(colour("ink2"))
                painter.setFont(font(Type.META))
                width = metrics(Type.META).horizontalAdvance(word)
                painter.drawText(QRectF(left + cap + 7, 0, width + 4, self.height() - 1), LEFT, word)
                left += cap + 8 + width + 14
        painter.end()
        super().paintEvent(event)


class MoneyField(QLineEdit):
    """Yuan typed by hand: digits and at most two decimals; `money()` is None while nothing stands there."""

    def __init__(self, name: str, points: float = 15.0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFont(font(points, bold=True))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMinimumHeight(42)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"(\d[\d,]{0,9}(\.\d{0,2})?)?"), self))

    def money(self) -> Money | None:
        """What stands there."""
        typed = self.text().replace(",", "").rstrip(".")
        return Money.yuan(typed) if typed else None

    def show_money(self, money: Money) -> None:
        """Put an amount in, selected: the next digit replaces it."""
        self.setText(money.grouped())
        self.selectAll()


class Field(QWidget):
    """A box with its label above and a sentence below: `Field("售价", box, hint="...")`; `wrong` marks it."""

    def __init__(self, label: str, box: QLineEdit, hint: str = "") -> None:
        super().__init__()
        self._box, self._hint = box, hint
        box.setMinimumHeight(42)
        if not box.accessibleName():
            box.setAccessibleName(label)
        caption = text(label, Type.META, tone="ink2")
        caption.setBuddy(box)
        self._message = text(hint, 9.5, tone="ink2")
        self._message.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addWidget(box)
        column.addWidget(self._message)

    def wrong(self, sentence: str) -> None:
        """Say what is wrong under the box; empty puts it right."""
        self._box.setProperty("wrong", "true" if sentence else "false")
        self._box.setAccessibleDescription(sentence or self._hint)
        self._message.setText(sentence or self._hint)
        self._message.setProperty("tone", "bad" if sentence else "ink2")
        for widget in (self._box, self._message):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class PinBox(QLineEdit):
    """Takes a PIN's digits and shows how many stand there: filled and empty circles, never the digits."""

    def __init__(self, shown: int = 6, most: int = 8) -> None:
        super().__init__()
        self.setObjectName("pinBox")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(most)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFixedSize(shown * 44, 44)
        self._shown, self._wrong = shown, 0
        self.textChanged.connect(self._begin_anew)

    def show_wrong(self) -> None:
        """Empty it; the circles stay filled, in red, until the next digit."""
        wrong = len(self.text())
        self.clear()
        self._wrong = wrong
        self.update()

    def _begin_anew(self) -> None:
        self._wrong = 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and their editing; the rest is the page's."""
        if event.text().isdigit() or event.key() == Qt.Key.Key_Backspace:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circles, 44 px apart, in the middle."""
        painter = QPainter(self)
        smooth(painter)
        filled = self._wrong or len(self.text())
        shown = max(self._shown, filled)
        step = min(44.0, self.width() / shown)
        left = (self.width() - step * shown) / 2 + (step - 24) / 2
        top = (self.height() - 23) / 2
        for i in range(shown):
            spot = QRectF(left + i * step + 1, top, 23, 23)
            if i < filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("bad" if self._wrong else "accent"))
            else:
                painter.setPen(QPen(colour("bad" if self._wrong else "edge"), 1.5))
                painter.setBrush(colour("surface"))
            painter.drawEllipse(spot)


class WordBox(QLineEdit):
    """A one-line box for words: a key with Alt is the page's, where the system would type its digit."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing and editing stay here."""
        # Ctrl and Alt together are AltGr, which types.
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        if held == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
