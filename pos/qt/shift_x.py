"""The X report in the place of the count: what was sold so far, how it was paid, what should be in the drawer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.core import x_report as words
from pos.core.wording import translate
from pos.qt.marks import emptied
from pos.qt.parts import Button, Elided, card, rule, text
from pos.qt.parts.paint import minus

if TYPE_CHECKING:
    from pos.core.x_report import Section, XReport


class XCard(QFrame):
    """`show_report` draws one; `print_` and `back` are its two buttons."""

    def __init__(self, print_: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__()
        card(self)
        self._title = Elided(16, bold=True)
        self._title.setObjectName("xTitle")
        self._as_of = Elided(10.5, tone="ink2")
        inside = QWidget()
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 8, 0)
        self._columns.setSpacing(24)
        # On a low screen Tab leads here and the arrows turn it.
        self._scroll = scroll = QScrollArea()
        scroll.setObjectName("xReport")
        scroll.setAccessibleName(translate("Shift", "X report"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setWidget(inside)
        self.print_button = Button(translate("Shift", "Print"), key="Ctrl P", icon="printer")
        self.print_button.setObjectName("printXButton")
        self.print_button.clicked.connect(lambda: print_())
        back_button = Button(translate("Shift", "Back to the count"), key="Esc")
        back_button.clicked.connect(lambda: back())
        foot = QHBoxLayout()
        foot.addStretch()
        for button in (self.print_button, back_button):
            button.setFixedHeight(44)
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(6)
        box.addWidget(self._title)
        box.addWidget(self._as_of)
        box.addWidget(rule())
        box.addWidget(scroll, 1)
        box.addWidget(text(translate("Summary", "An X closes nothing; the shift goes on."), 11, tone="ink2"))
        box.addLayout(foot)

    def show_report(self, x: XReport) -> None:
        """Sales and drawer at the left, the means at the right."""
        self._title.setText(words.title(x))
        self._as_of.setText(words.as_of(x))
        emptied(self._columns)
        sold, paid, drawer = words.sections(x)
        for sections in ((sold, drawer), (paid,)):
            column = QWidget()
            lines = QVBoxLayout(column)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            for section in sections:
                _draw(lines, section)
            lines.addStretch()
            self._columns.addWidget(column, 1)
            column.show()


def _draw(lines: QVBoxLayout, section: Section) -> None:
    title, rows = section
    lines.addWidget(text(title, 12.5, bold=True))
    for i, (what, how_much) in enumerate(rows):
        last = i == len(rows) - 1
        if last:
            lines.addWidget(rule())
        line = QWidget()
        line.setAccessibleName(f"{what} {how_much}")
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        # Two columns are narrow on a narrow screen: a long label takes a second line.
        label = text(what, 11, bold=last, tone="ink" if last else "ink2")
        label.setWordWrap(True)
        box.addWidget(label, 1)
        box.addWidget(text(minus(how_much), 12, bold=True), 0, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(line)
    lines.addSpacing(8)
