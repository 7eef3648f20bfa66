"""Buyer, channel, agreement, fair, motive and love card of the whole ticket, chosen by keys over the ticket.

F7 and one key more sets any of them: a letter what stands beside it, digits look a buyer up by the end of its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pos.core.wording import translate
from pos.qt import keys
from pos.qt.keys import is_window_key, key_name
from pos.qt.parts import ROW, Button, WordBox, text
from pos.qt.parts.paint import paint_pill
from pos.qt.theme import colour, font
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen

#: Letters of the channels, in their order (`screens/agreeing.py` has those of the rest).
CHANNEL_KEYS = "QWERTYUIOP"
#: Heights of a row; organisations, fairs and agreements have names of two lines.
_ONE_LINE, _TWO_LINES = 36, 46
#: Marks an organisation among the kinds of buyers.
_NUMBER = "#"
#: Keys that the search box keeps beside what it types.
_ITS_OWN = (
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class AttributePanel(QFrame):
    """What is agreed for the whole ticket, over the ticket. A letter sets one thing at once; Enter, Esc."""

    closed = Signal()
    #: What was set, in words, once it is.
    agreed = Signal(str)
    _taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attributePanel")
        self._screen: SellingScreen | None = None
        self._before: dict[str, object] = {}
        self._buyer_now = ""
        self._search = _Search(self._typed)
        self._buyers = _Choice(translate("Selling", "Buyer"), _TWO_LINES)
        self._channels = _Choice(translate("Selling", "Channel"), _ONE_LINE)
        self._more = _Choice(translate("Selling", "Usual buyers, fair, agreement, motive"), _TWO_LINES)
        self._more.setObjectName("agreedChoices")
        self._more.itemClicked.connect(lambda item: self._press(str(item.data(ROW))))
        self._card = Button(translate("Selling", "Love card shown"), key="F7", icon="heart")
        self._card.setObjectName("loveCardButton")
        self._card.setCheckable(True)
        self._take = Button(translate("Selling", "Take over"), key="Enter")
        self._take.setObjectName("takeAttributesButton")
        self._take.clicked.connect(self._apply)
        self._lay_out()
        self._taken.connect(lambda verb: verb())
        self.hide()

    def _lay_out(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(14)
        for choice, share in ((self._buyers, 8), (self._channels, 5), (self._more, 7)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(text(choice.accessibleName(), Type.META, tone="ink2"))
            if choice is self._buyers:
                column.addWidget(self._search)
            column.addWidget(choice, 1)
            lists.addLayout(column, share)
        buttons = QHBoxLayout()
        buttons.addWidget(self._card)
        buttons.addStretch()
        buttons.addWidget(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        box.addLayout(lists, 1)
        box.addLayout(buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White card in the accent's frame; nothing of the ticket shows at its corners."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        paint_pill(painter, self.rect(), colour("surface"), colour("accent"), radius=9)

    def open(self, screen: SellingScreen) -> None:
        """Show what is set now; the buyers have the focus."""
        self._screen = screen
        keys.stand_before("buyer")
        self._search.clear()
        self._buyer_now = screen.buyer_number
        self._draw_kinds()
        keyed = zip(CHANNEL_KEYS, screen.channels, strict=False)
        channels = [(code, f"{key}  {label}") for key, (code, label) in keyed]
        now = next((code for code, label in screen.channels if label == screen.channel_text), "")
        self._channels.draw(channels, now)
        self._draw_more()
        self._card.setChecked(screen.card_text == translate("Selling", "shown"))
        self._before = self._atoms()
        self.show()
        self.raise_()
        self.take_focus()

    def take_focus(self) -> None:
        """Keys come here, and are this list's."""
        keys.stand_before("buyer")
        self._buyers.setFocus()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The keys that work while it stands there."""
        usual = 0 if self._screen is None else sum(one.atom == "buyer" for one in self._screen.choices)
        return (
            (translate("Keys", "Letter"), translate("Keys", "Set at once")),
            ("0-9", translate("Keys", "Buyer's number")),
            *(((f"Alt 1-{usual}", translate("Keys", "Usual buyers")),) if usual else ()),
            ("Enter", translate("Selling", "Take over")),
            ("Esc", translate("Selling", "Leave it")),
            # A narrow strip leaves out from here on: the box and the button below say theirs themselves.
            ("↑ ↓", translate("Keys", "Choose")),
            ("← →", translate("Keys", "Next list")),
            ("/", translate("Keys", "Buyer by name")),
            ("F7", translate("Selling", "Love card shown")),
        )

    def close_quietly(self) -> None:
        """Put it away, nothing changed."""
        if not self.isHidden():
            if keys.page_in_front() == "buyer":
                keys.stand_before("selling")
            self.hide()
            self.closed.emit()

    # What is shown

    def _draw_kinds(self) -> None:
        screen = self._screen
        if screen is None:
            return
        kinds = list(screen.buyer_kinds)
        now = next((code for code, label in kinds if label == screen.buyer_text), "")
        if self._buyer_now:
            now = _NUMBER + self._buyer_now
            kinds.insert(0, (now, screen.buyer_text))
        self._buyers.draw(kinds, now)

    def _draw_more(self) -> None:
        if self._screen is None:
            return
        choices = self._screen.choices
        # The tick before the words: a long name is cut at its end.
        rows = [(one.key, f"{_cap(one.key)}  {'✓ ' if one.set else ''}{one.label}") for one in choices]
        self._more.draw(rows, "")

    def _typed(self, wanted: str) -> None:
        """The buyers follow every key; the first one found is chosen."""
        if self._screen is None:
            return
        if not wanted.strip():
            self._draw_kinds()
            return
        found = self._screen.find_buyers(wanted.strip())
        rows = [(_NUMBER + one.number, f"{one.number}  {one.name}") for one in found]
        self._buyers.draw(rows, rows[0][0] if rows else "")

    # What is chosen

    def _apply(self) -> None:
        screen = self._screen
        if screen is None:
            return
        # Only what was changed: a channel nobody chose still follows from the buyer.
        atoms = {name: value for name, value in self._atoms().items() if value != self._before.get(name)}
        if "buyer_kind" in atoms and self._buyer_now:
            # A kind instead of the organisation.
            atoms["buyer"] = None
        self._set(atoms)

    def _set(self, atoms: dict[str, object], words: str = "") -> None:
        screen = self._screen
        self.close_quietly()
        if atoms and screen is not None:
            self._taken.emit(partial(self._agree, screen, atoms, words))

    def _agree(self, screen: SellingScreen, atoms: dict[str, object], words: str) -> None:
        screen.attribute(**atoms)
        if "love_card" in atoms and screen.echo.kind == "added":
            # What the line costs with the card is told already.
            return
        both = translate("Selling", "Buyer: {buyer} · Channel: {channel}")
        self.agreed.emit(words or both.format(buyer=screen.buyer_text, channel=screen.channel_text))

    def _press(self, key: str) -> bool:
        """The letter of a channel or of something else: it is set, or taken back where it was set."""
        screen = self._screen
        if screen is None:
            return False
        for letter, (code, label) in zip(CHANNEL_KEYS, screen.channels, strict=False):
            if letter == key:
                self._set({"channel": code}, translate("Selling", "Channel: {channel}").format(channel=label))
                return True
        for one in screen.choices:
            if one.key == key:
                words = (
                    translate("Selling", "Taken back: {what}") if one.set else translate("Selling", "Chosen: {what}")
                )
                self._set({one.atom: None if one.set else one.code}, words.format(what=one.label))
                return True
        return False

    def _atoms(self) -> dict[str, object]:
        code = self._buyers.code
        chosen: dict[str, object] = {"channel": self._channels.code, "love_card": self._card.isChecked()}
        if code is not None and code.startswith(_NUMBER):
            return {"buyer": code.removeprefix(_NUMBER), **chosen}
        return {"buyer_kind": code, **chosen}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters set, digits look up a buyer, / a name; ← → between the lists, F7 the card, Enter, Esc."""
        name, typed = key_name(event), event.text()
        if name in ("Return", "Enter"):
            self._apply()
        elif name == "Esc":
            self.close_quietly()
        elif name == "F7":
            self._card.toggle()
        elif name in ("Up", "Down"):
            self._buyers.move_by(-1 if name == "Up" else 1)
        elif name in ("Left", "Right"):
            order = (self._buyers, self._channels, self._more)
            at = next((n for n, one in enumerate(order) if one.hasFocus()), 0)
            order[min(max(at + (1 if name == "Right" else -1), 0), 2)].setFocus()
        elif name.startswith("Alt+") and self._press(name):
            pass
        elif typed.isascii() and typed.isdigit():
            self._search.setFocus()
            self._search.insert(typed)
            self._typed(self._search.text())
        elif name in ("/", "F2"):
            self._search.setFocus()
        elif typed.isascii() and typed.isalpha():
            self._press(typed.upper())
        elif is_window_key(name):
            event.ignore()


def _cap(key: str) -> str:
    """What stands before a choice: its letter, or its number with what the shop holds."""
    return keys.shown(key.replace("+", " ")) if "+" in key else key


class _Search(WordBox):
    """A buyer's number or name; what it does not type goes on to the panel."""

    def __init__(self, typed: object) -> None:
        super().__init__()
        self.setObjectName("buyerSearchBox")
        self.setFont(font(Type.BODY))
        self.setMaxLength(30)
        self.setFixedHeight(42)
        self.setAccessibleName(translate("Selling", "Buyer's number or name"))
        self.setPlaceholderText(translate("Selling", "Number, or / and a name"))
        self.textEdited.connect(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc, F keys and the arrows up and down are the panel's."""
        own = (
            Qt.Key.Key_Backspace,
            Qt.Key.Key_Delete,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if not held and ((event.text() and event.text().isprintable()) or event.key() in own):
            super().keyPressEvent(event)
        else:
            event.ignore()


class _Choice(QListWidget):
    """A short list of codes with their labels, whole rows only."""

    def __init__(self, name: str, row: int) -> None:
        super().__init__()
        self._row = self._least = row
        self.setAccessibleName(name)
        self.setFont(font(Type.BODY))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left below the last whole row stays empty."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """As high as a finger wants them, lower where all of them are to be seen at once."""
        high = self.contentsRect().height()
        row = max(self._least, min(_TWO_LINES, high // max(1, self.count())))
        if row != self._row:
            self._row = row
            for n in range(self.count()):
                self.item(n).setSizeHint(QSize(0, row))
        self.setViewportMargins(0, 0, 0, high % row)

    @property
    def code(self) -> str | None:
        """The chosen one."""
        item = self.currentItem()
        return None if item is None else str(item.data(ROW))

    def draw(self, choices: Sequence[tuple[str, str]], now: str) -> None:
        """Show the choices; the one with the code `now` is chosen."""
        self.clear()
        for code, label in choices:
            item = QListWidgetItem(label, self)
            item.setData(ROW, code)
            item.setSizeHint(QSize(0, self._row))
            item.setToolTip(label)
            if code == now:
                self.setCurrentItem(item)
        self._fit_rows()

    def move_by(self, by: int) -> None:
        """The next one or the one before."""
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑↓ move here, the rest is the panel's."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()
