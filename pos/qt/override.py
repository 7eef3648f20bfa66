"""A manager's leave, asked for in place: PIN and reason; no dialog, nothing hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from pos.core.wording import translate
from pos.qt.parts import Button, WordBox, font, look, text


class OverrideStrip(QFrame):
    """Shown where a gesture was refused for want of a manager; `given` is called with PIN and reason."""

    def __init__(self, given: Callable[[str, str], None]) -> None:
        super().__init__()
        look(self, "asked")
        self._given = given
        self._title = text("", 11.5, bold=True)
        self._title.setWordWrap(True)
        self.pin = WordBox()
        self.pin.setObjectName("overridePinBox")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(8)
        self.pin.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.pin.setPlaceholderText(translate("Override", "Manager's PIN"))
        self.pin.setAccessibleName(translate("Override", "Manager's PIN"))
        self.reason = WordBox()
        self.reason.setObjectName("overrideReasonBox")
        self.reason.setMaxLength(80)
        self.reason.setPlaceholderText(translate("Override", "Why"))
        self.reason.setAccessibleName(translate("Override", "Why the manager gives leave"))
        self._confirm = Button(translate("Override", "Give leave"))
        self._confirm.setObjectName("overrideButton")
        self._confirm.clicked.connect(self.give)
        for box in (self.pin, self.reason):
            box.setFont(font(12))
            box.setFixedHeight(42)
        line = QGridLayout()
        line.setSpacing(8)
        line.addWidget(self.pin, 0, 0)
        line.addWidget(self.reason, 0, 1)
        line.addWidget(self._confirm, 0, 2)
        self.pin.setFixedWidth(112)
        line.setColumnStretch(1, 1)
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(12, 8, 12, 10)
        box_.setSpacing(6)
        box_.addWidget(self._title)
        box_.addLayout(line)
        self.hide()

    @property
    def asking(self) -> bool:
        """It stands on the page and waits."""
        return not self.isHidden()

    def ask(self, title: str) -> None:
        """Show why a manager is needed and wait for the PIN."""
        self._title.setText(title)
        self.pin.clear()
        self.show()
        self.pin.setFocus()

    def say(self, title: str) -> None:
        """Show why the PIN was not taken; the reason that was typed stays."""
        self._title.setText(title)
        self.pin.clear()
        self.pin.setFocus()

    def go_on(self) -> None:
        """Enter: from the PIN to the reason, from the reason to giving leave."""
        if self.pin.hasFocus() and not self.reason.text().strip():
            self.reason.setFocus()
        else:
            self.give()

    def give(self) -> None:
        """Hand PIN and reason over; the strip stays if they are refused. The PIN never stays on the screen."""
        pin = self.pin.text()
        self.pin.clear()
        self._given(pin, self.reason.text().strip())

    def put_away(self) -> None:
        """Not needed any more."""
        self.pin.clear()
        self.reason.clear()
        self.hide()
