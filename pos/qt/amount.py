"""The box that money is typed into."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from pos.core.money import Money
from pos.qt.theme import font


class AmountBox(QLineEdit):
    """Yuan typed by hand: digits and at most two decimals. Keys with Alt or Ctrl, and Del, go on to the page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(font(33, bold=True))
        self.setFixedHeight(68)
        self.setMinimumWidth(120)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"(\d[\d,]{0,9}(\.\d{0,2})?)?"), self))

    @property
    def amount(self) -> Money:
        """What stands there; nothing typed is zero."""
        return Money.yuan(self.text().replace(",", "") or "0")

    def show_amount(self, amount: Money) -> None:
        """Put an amount in, selected: the next digit replaces it."""
        self.setText(amount.grouped())
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and editing stay here, the page's own keys go on to it."""
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        if held or event.key() == Qt.Key.Key_Delete:
            event.ignore()
            return
        super().keyPressEvent(event)
