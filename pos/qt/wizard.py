"""The first start: one page that asks what a new till must know, drawn from `WizardScreen`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.parts import Banner, Button, Card, Field, Mark, WordBox, text

if TYPE_CHECKING:
    from pos.screens.wizard import WizardScreen


class WizardPage(QWidget):
    """Eight boxes and one button; `made` is emitted when the till stands."""

    made = Signal()

    def __init__(self, screen: WizardScreen) -> None:
        super().__init__()
        self._screen = screen
        self.setObjectName("wizard")
        self._banner = Banner()
        self._boxes = {name: WordBox(str(getattr(screen, name))) for name in _fields()}
        for name in ("pin", "pin_again"):
            self._boxes[name].setEchoMode(QLineEdit.EchoMode.Password)
            self._boxes[name].setMaxLength(8)
            self._boxes[name].setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._create = Button(translate("Wizard", "Make the till"), key="Enter", kind="primary")
        self._example = Button(translate("Wizard", "See the example shop"), key="F5")
        self._lay_out()
        self._create.clicked.connect(self._make)
        self._example.clicked.connect(self._show_example)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page."""
        return (
            ("Tab", translate("Keys", "Next box")),
            ("Enter", translate("Wizard", "Make the till")),
            ("F5", translate("Wizard", "See the example shop")),
        )

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """None."""
        return ()

    def first_focus(self) -> None:
        """The first box."""
        self._boxes["shop"].setFocus()

    def refresh(self) -> None:
        """Nothing changes by itself here."""

    def told(self, problem: Problem) -> None:
        """Say at the top of the page what is not right yet."""
        self._banner.tell("bad", problem.title(), problem.advice())

    def scanned(self, code: str) -> None:
        """A scanner types like anybody else here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes the till, F5 shows the example."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._create.click()
        elif event.key() == Qt.Key.Key_F5:
            self._example.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Mark(56))
        words = QVBoxLayout()
        words.addWidget(text(translate("Wizard", "A new till"), 16.5, bold=True))
        words.addWidget(
            text(translate("Wizard", "Six facts and a PIN; you can change them later in till.toml"), 11, tone="ink2")
        )
        head.addLayout(words, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for i, (name, (label, hint)) in enumerate(_fields().items()):
            grid.addWidget(Field(label, self._boxes[name], hint), i // 2, i % 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self._example.setMinimumHeight(56)
        self._create.setMinimumHeight(60)
        buttons.addWidget(self._example, 1)
        buttons.addWidget(self._create, 2)
        card = Card()
        card.setMaximumWidth(760)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(buttons)
        page = QHBoxLayout(self)
        page.setContentsMargins(12, 12, 12, 12)
        page.addStretch(1)
        page.addWidget(card, 8)
        page.addStretch(1)
        self._banner.tell("info", translate("Wizard", "There is no till in this folder yet"), str(self._screen.folder))

    def _make(self) -> None:
        for name, box in self._boxes.items():
            setattr(self._screen, name, box.text())
        self._screen.create()
        self.made.emit()

    def _show_example(self) -> None:
        self._screen.example()
        self.made.emit()


def _fields() -> dict[str, tuple[str, str]]:
    """Every box: its label, and what it is for."""
    return {
        "shop": (translate("Wizard", "Shop number"), translate("Wizard", "given by the district, e.g. DX03")),
        "name": (translate("Wizard", "Name of the shop"), translate("Wizard", "stands on every receipt")),
        "till": (translate("Wizard", "Till number"), translate("Wizard", "two digits, 01 for the first")),
        "district": (translate("Wizard", "District"), translate("Wizard", "six digits; 110115 is Daxing")),
        "outlet": (translate("Wizard", "Place"), translate("Wizard", "may stay empty")),
        "printer": (
            translate("Wizard", "Receipt printer"),
            translate("Wizard", "absent, tcp:HOST:9100, usb:VID:PID, win:NAME"),
        ),
        "pin": (translate("Wizard", "The manager's PIN"), translate("Wizard", "6 digits, no birthday")),
        "pin_again": (translate("Wizard", "The PIN once more"), ""),
    }
