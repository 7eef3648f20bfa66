"""The box that money is typed into on the pages where other keys have meanings of their own."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator, QResizeEvent

from pos.core.money import ZERO, Money
from pos.qt.parts import MoneyField, icon_label

#: So many digits in a row are no amount of yuan any more.
_CODE = 8


class AmountBox(MoneyField):
    """Yuan typed by hand. Keys with Alt or Ctrl, and Del, go on to the page; an icon may stand at the left."""

    def __init__(self, name: str, points: float = 33, icon: str = "") -> None:
        super().__init__(name, points)
        self.setFixedHeight(68)
        self.setMinimumWidth(120)
        self._icon = icon_label(icon, 26, "accent") if icon else None
        if self._icon is not None:
            self._icon.setParent(self)

    def take_codes(self) -> None:
        """Let a code in as well, that a slow scanner typed here: it must not become an amount with its end cut off."""
        self.setValidator(
            QRegularExpressionValidator(QRegularExpression(rf"(\d[\d,]{{0,9}}(\.\d{{0,2}})?)?|\d{{{_CODE},32}}"), self)
        )

    @property
    def code(self) -> str:
        """What stands there if it is longer than any amount; else empty."""
        typed = self.text()
        return typed if typed.isdigit() and len(typed) >= _CODE else ""

    @property
    def amount(self) -> Money:
        """What stands there; nothing typed, or a code, is zero."""
        return ZERO if self.code else self.money() or ZERO

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The icon keeps its place."""
        super().resizeEvent(event)
        if self._icon is not None:
            self._icon.move(16, (self.height() - self._icon.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and editing stay here, the page's own keys go on to it."""
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        if held or event.key() == Qt.Key.Key_Delete:
            event.ignore()
            return
        super().keyPressEvent(event)
