"""Buyer, channel and love card of the whole ticket, chosen by keys over the ticket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.keys import key_name
from pos.qt.parts import ROW, Button, text
from pos.qt.parts.paint import paint_pill
from pos.qt.theme import colour, font
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen


class AttributePanel(QFrame):
    """Buyer, channel and love card for the whole ticket, over the ticket. Enter takes them over, Esc leaves them."""

    closed = Signal()
    _taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attributePanel")
        self._screen: SellingScreen | None = None
        self._before: dict[str, object] = {}
        self._buyers = _Choice(translate("Selling", "Buyer"))
        self._channels = _Choice(translate("Selling", "Channel"))
        self._card = Button(translate("Selling", "Love card shown"), key="F7", icon="heart")
        self._card.setObjectName("loveCardButton")
        self._card.setCheckable(True)
        self._take = Button(translate("Selling", "Take over"), key="Enter")
        self._take.setObjectName("takeAttributesButton")
        self._take.clicked.connect(self._apply)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        for choice in (self._buyers, self._channels):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(text(choice.accessibleName(), Type.META, tone="ink2"))
            column.addWidget(choice, 1)
            lists.addLayout(column, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._card)
        buttons.addStretch()
        buttons.addWidget(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(8)
        box.addLayout(lists, 1)
        box.addLayout(buttons)
        self._taken.connect(lambda verb: verb())
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White card in the accent's frame; nothing of the ticket shows at its corners."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        paint_pill(painter, self.rect(), colour("surface"), colour("accent"), radius=9)

    def open(self, screen: SellingScreen) -> None:
        """Show what is set now; the buyers have the focus."""
        self._screen = screen
        self._buyers.draw(screen.buyer_kinds, screen.buyer_text)
        self._channels.draw(screen.channels, screen.channel_text)
        self._card.setChecked(screen.card_text == translate("Selling", "shown"))
        self._before = self._atoms()
        self.show()
        self.raise_()
        self._buyers.setFocus()

    def close_quietly(self) -> None:
        """Put it away, nothing changed."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _apply(self) -> None:
        screen = self._screen
        if screen is None:
            return
        # Only what was changed: a channel nobody chose still follows from the buyer.
        atoms = {name: value for name, value in self._atoms().items() if value != self._before[name]}
        self.close_quietly()
        if atoms:
            self._taken.emit(lambda: screen.attribute(**atoms))

    def _atoms(self) -> dict[str, object]:
        return {
            "buyer_kind": self._buyers.code,
            "channel": self._channels.code,
            "love_card": self._card.isChecked(),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → between the lists, F7 or space the card, Enter, Esc."""
        name = key_name(event)
        if name in ("Return", "Enter"):
            self._apply()
        elif name == "Esc":
            self.close_quietly()
        elif name == "F7":
            self._card.toggle()
        elif name == "Left":
            self._buyers.setFocus()
        elif name == "Right":
            self._channels.setFocus()
        elif name in ("F1", "F12"):
            event.ignore()


class _Choice(QListWidget):
    """A short list of codes with their labels."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(font(Type.BODY))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def code(self) -> str | None:
        """The chosen one."""
        item = self.currentItem()
        return None if item is None else str(item.data(ROW))

    def draw(self, choices: Sequence[tuple[str, str]], now: str) -> None:
        """Show the choices; the one labelled `now` is chosen."""
        self.clear()
        for code, label in choices:
            item = QListWidgetItem(label, self)
            item.setData(ROW, code)
            item.setSizeHint(QSize(0, 40))
            item.setToolTip(label)
            if label == now:
                self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑↓ move here, the rest is the panel's."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()
