"""The box that money is typed into on the pages where other keys have meanings of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from pos.core.money import ZERO, Money
from pos.qt.parts import MoneyField, icon_label


class AmountBox(MoneyField):
    """Yuan typed by hand. Keys with Alt or Ctrl, and Del, go on to the page; an icon may stand at the left."""

    def __init__(self, name: str, points: float = 33, icon: str = "") -> None:
        super().__init__(name, points)
        self.setFixedHeight(68)
        self.setMinimumWidth(120)
        self._icon = icon_label(icon, 26, "accent") if icon else None
        if self._icon is not None:
            self._icon.setParent(self)

    @property
    def amount(self) -> Money:
        """What stands there; nothing typed is zero."""
        return self.money() or ZERO

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
