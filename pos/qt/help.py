"""The keys of the page in front, all of them, laid over it; any key or click puts it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.keys import shown
from pos.qt.parts import KeyCap, text
from pos.qt.theme import look
from pos.qt.tokens import Type


class HelpPanel(QFrame):
    """Shown at once in the middle of `over`; `closed` is called when it goes."""

    def __init__(self, keys: Sequence[tuple[str, str]], over: QWidget, closed: Callable[[], object]) -> None:
        super().__init__(over)
        self.setObjectName("helpPanel")
        look(self, "over")
        self._closed = closed
        self.setAccessibleName(", ".join(f"{shown(key)} {word}" for key, word in keys))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        unique = tuple(dict.fromkeys(keys))
        half = (len(unique) + 1) // 2
        for i, (key, word) in enumerate(unique):
            row, column = i % half, 3 * (i // half)
            grid.addWidget(KeyCap(key), row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(text(word, Type.BODY), row, column + 1)
        grid.setColumnMinimumWidth(2, 24)
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 22, 28, 20)
        box.setSpacing(16)
        box.addWidget(text(translate("Window", "Keys of this page"), Type.TITLE, bold=True))
        box.addLayout(grid)
        box.addWidget(text(translate("Window", "Any key goes back"), Type.META, tone="ink2"))
        self.adjustSize()
        self.move((over.width() - self.width()) // 2, max(8, (over.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key: away."""
        self._go()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch: away."""
        self._go()

    def _go(self) -> None:
        self.hide()
        self.deleteLater()
        self._closed()
