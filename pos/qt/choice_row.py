"""A choice among a few things that stand side by side: arrows walk through them, Space or Enter takes one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos.core.wording import translate
from pos.qt.parts import Button


class ChoiceRow(QWidget):
    """`ChoiceRow("paper", "Paper", [("58", "58 mm"), ("80", "80 mm")])`; `value` is what is chosen, empty at first."""

    chosen = Signal(str)

    def __init__(self, name: str, caption: str, choices: Sequence[tuple[str, str]], least: int = 64) -> None:
        super().__init__()
        self.setObjectName(name)
        self._value = ""
        self._buttons: dict[str, Button] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for value, label in choices:
            button = Button(label)
            button.setObjectName(f"{name}_{value}")
            button.setCheckable(True)
            button.setFixedHeight(44)
            button.setMinimumWidth(least)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{caption}: {label}")
            button.clicked.connect(partial(self._pick, value))
            self._buttons[value] = button
            line.addWidget(button)
        line.addStretch()
        self.show_value("")

    @property
    def value(self) -> str:
        """What is chosen."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show another choice, without telling of it."""
        self._value = value
        for one, button in self._buttons.items():
            button.setChecked(one == value)
            # A button alone says only what it is called; whether it is taken must be heard too.
            button.setAccessibleDescription(translate("Choice", "chosen") if one == value else "")

    def _pick(self, value: str, _: bool = False) -> None:
        self.show_value(value)
        self.chosen.emit(value)
