"""The keys of the page in front, all of them, laid over it; any key or click puts it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt import keys as chosen
from pos.qt.keys import cap_of, shown
from pos.qt.parts import KeyCap, text
from pos.qt.theme import look
from pos.qt.tokens import Type


def second_keys() -> tuple[tuple[str, str], ...]:
    """The keys that the shop has beside Enter, Esc and their like on the page in front."""
    words = translate("Window", "Like {key}")
    here = chosen.now().second_keys(chosen.page_in_front())
    return tuple((cap_of(key), words.format(key=cap_of(fixed))) for key, fixed in here)


class HelpPanel(QFrame):
    """Shown at once in the middle of `over`; `closed` is called when it goes."""

    def __init__(self, keys: Sequence[tuple[str, str]], over: QWidget, closed: Callable[[], object]) -> None:
        super().__init__(over)
        self.setObjectName("helpPanel")
        look(self, "over")
        self._closed = closed
        once, second = tuple(dict.fromkeys(keys)), second_keys()
        said = [*((shown(key), word) for key, word in once), *second]
        self.setAccessibleName(", ".join(f"{key} {word}" for key, word in said))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        caps = [(KeyCap(key), word) for key, word in once]
        caps += [(KeyCap(key, own=True), word) for key, word in second]
        half = (len(caps) + 1) // 2
        for i, (cap, word) in enumerate(caps):
            row, column = i % half, 3 * (i // half)
            grid.addWidget(cap, row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
