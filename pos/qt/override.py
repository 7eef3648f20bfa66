"""A manager's leave, asked for in place: PIN and reason; no dialog, nothing hidden."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QHideEvent, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout

from pos.core.wording import translate
from pos.qt.parts import Button, WordBox, font, look, text

PIN_WIDE = 148
#: Narrower than this the reason has a line of its own.
ONE_LINE = 430


class OverrideStrip(QFrame):
    """Shown where a gesture was refused for want of a manager; `given` is called with PIN and reason.

    `check` refuses a PIN that is no manager's before the reason is typed. What is asked on a page goes with the page:
    whoever comes next has not asked it; only with `stays` is it about something that is done and waits.
    """

    def __init__(
        self,
        given: Callable[[str, str], None],
        check: Callable[[str], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        super().__init__()
        look(self, "asked")
        self._given, self._check, self._stays = given, check, stays
        self._question = ""
        self._title = text("", 11.5, bold=True)
        self._title.setWordWrap(True)
        self.pin = WordBox()
        self.pin.setObjectName("overridePinBox")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,8}"), self.pin))
        self.pin.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.pin.setPlaceholderText(translate("Override", "Manager's PIN"))
        self.pin.setAccessibleName(translate("Override", "Manager's PIN"))
        self.reason = WordBox()
        self.reason.setObjectName("overrideReasonBox")
        self.reason.setMaxLength(80)
        self.reason.setPlaceholderText(translate("Override", "Why"))
        self.reason.setAccessibleName(translate("Override", "Why the manager gives leave"))
        self._confirm = Button(translate("Override", "Give leave"), key="Enter")
        self._confirm.setObjectName("overrideButton")
        self._confirm.clicked.connect(self.give)
        for box in (self.pin, self.reason):
            box.setFont(font(12))
            box.setFixedHeight(42)
        self._line = line = QGridLayout()
        line.setSpacing(8)
        # As many dots as a PIN may have digits, and the room around them.
        self.pin.setFixedWidth(PIN_WIDE)
        line.setColumnStretch(1, 1)
        self._one_line: bool | None = None
        self._lay_boxes(one_line=True)
        self._around = box_ = QVBoxLayout(self)
        box_.setContentsMargins(12, 8, 12, 10)
        box_.setSpacing(6)
        box_.addWidget(self._title)
        box_.addLayout(line)
        self.hide()

    def tighten(self) -> None:
        """Closer together, for a place that has little height."""
        self._around.setContentsMargins(12, 6, 12, 7)
        self._around.setSpacing(4)

    def _lay_boxes(self, *, one_line: bool) -> None:
        if one_line == self._one_line:
            return
        self._one_line = one_line
        for widget in (self.pin, self.reason, self._confirm):
            self._line.removeWidget(widget)
        self._line.addWidget(self.pin, 0, 0)
        if one_line:
            self._line.addWidget(self.reason, 0, 1)
        else:
            self._line.addWidget(self.reason, 1, 0, 1, 3)
        self._line.addWidget(self._confirm, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow column has two lines."""
        super().resizeEvent(event)
        self._lay_boxes(one_line=self.width() >= ONE_LINE)

    @property
    def asking(self) -> bool:
        """It stands on the page and waits."""
        return not self.isHidden()

    def ask(self, title: str) -> None:
        """Show why a manager is needed and wait for the PIN."""
        self._question = title
        self._title.setText(title)
        self.pin.clear()
        self.show()
        self.pin.setFocus()

    def say(self, title: str) -> None:
        """Show why the PIN was not taken, and what it is for; the reason that was typed stays."""
        self._title.setText(f"{title}\n{self._question}" if self._question not in ("", title) else title)
        self.pin.clear()
        self.pin.setFocus()

    def go_on(self) -> None:
        """Enter: from the PIN to the reason, from the reason to giving leave."""
        if self.pin.hasFocus() and not self.reason.text().strip():
            if self._check is not None:
                self._check(self.pin.text())
            self._title.setText(self._question)
            self.reason.setFocus()
        else:
            self.give()

    def give(self) -> None:
        """Hand PIN and reason over; the strip stays if they are refused. The PIN never stays on the screen."""
        pin = self.pin.text()
        if not pin:
            self.pin.setFocus()
            return
        self.pin.clear()
        self._given(pin, self.reason.text().strip())

    def put_away(self) -> None:
        """Not needed any more."""
        self.pin.clear()
        self.reason.clear()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page goes, by F12 or to another one: the question goes with it."""
        super().hideEvent(event)
        if not event.spontaneous() and self.asking and not self._stays:
            self.put_away()
