"""An Enter that no finger pressed: held down until it repeats, or the second line end of a scanner.

The keys' own time stamps count, not the clock: a busy window delivers slow typing all at once.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

#: Nobody presses one key twice within so many milliseconds; scanners and bouncing keys do.
TWICE = 100
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterWatch(QObject):
    """Installed on every window. A page asks about an Enter that reached it, wherever the one before went to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: int | None = None
        self._last: int | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when Enter was pressed; nothing is held back here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            at = event.timestamp()
            # What the scanner's filter held back and lets go again is the same key, not a second one.
            if at != self._last:
                self._before, self._last = self._last, at
        return False

    def is_nobodys(self, event: QKeyEvent) -> bool:
        """Whether that Enter came by itself, or on the heels of another."""
        if event.isAutoRepeat():
            return True
        at, before = event.timestamp(), self._before
        return event.key() in _ENTER and at == self._last and before is not None and 0 <= at - before < TWICE
