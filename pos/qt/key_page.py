"""What the pages that are worked by keys share: how wide they are, and how a key becomes a verb."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos.core.wording import translate
from pos.qt.keys import key_name

#: Narrower than this a page drops what it can spare and its side column shrinks (DESIGN.md section 3).
WIDE = 1200
#: Lower than this, everything gives a little: a 1366x768 screen at 125 % leaves 542 pixels.
COMPACT = 602


def help_key() -> tuple[str, str]:
    """F1 with its word: it stands in every strip."""
    return "F1", translate("Keys", "Help")


def window_keys() -> tuple[tuple[str, str], ...]:
    """The keys of every page, for the right end of the strip."""
    return (
        ("F10", translate("Keys", "Change page")),
        ("F11", translate("Keys", "Shift")),
        ("F12", translate("Keys", "Lock")),
    )


class KeyPage(QWidget):
    """A page with a table of keys (DESIGN.md section 4) in `_keys`: the key's name, and what it does.

    `leave` asks the window for another page: its name, and text for that page's scan box.
    """

    leave = Signal(str, str)
    #: Verbs run in a slot: what they refuse must reach the funnel, not whoever sent the key.
    _pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Below the smallest client area nothing is promised; between the layouts nothing may push the window wider.
        self.setMinimumSize(880, 520)
        self._keys: dict[str, Callable[[], object]] = {}
        self._pressed.connect(lambda verb: verb())

    @property
    def legend_right(self) -> tuple[tuple[str, str], ...]:
        """Keys at the right end of the strip."""
        return window_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of the table does its verb; any other goes on to the window."""
        verb = self._keys.get(key_name(event))
        if verb is None:
            super().keyPressEvent(event)
            return
        self._pressed.emit(verb)
