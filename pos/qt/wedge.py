"""Scanners that type: a burst of keys ended by Enter is a scan, wherever the focus is, and goes to the page in front.

Keys are taken at the window, before any widget, held for at most 40 ms and replayed if no burst follows. The keys' own
time stamps count, not the clock: a busy window delivers slow typing all at once. The scan box is left alone, it takes
every key as it comes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

GAP = 40
SHORTEST = 6
SHORTEST_WITHOUT_ENTER = 8
#: A radio scanner's Enter may come this much later than its digits: it is the scan's, and must not complete a sale.
LATE_ENTER = 500
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ScannerFilter(QObject):
    """Installed on the application; `scanned(code)` is called with every burst."""

    _read = Signal(str)

    def __init__(self, scanned: Callable[[str], None], gap: int = GAP) -> None:
        super().__init__()
        self._gap = gap
        # Out of a slot a fault reaches sys.excepthook; out of an event filter it takes the program with it.
        self._read.connect(scanned)
        self._kept: list[QKeyEvent] = []
        self._window: QWindow | None = None
        self._words, self._last = "", 0
        self._taken_at: int | None = None
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, interval=gap)
        self._timer.timeout.connect(self._silence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes keys that may be a scan; True while they are held."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if self._replaying or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == "scanBox":
            self._replay()
            return False
        return self._release(event) if event.type() == QEvent.Type.KeyRelease else self._press(watched, event)

    def _release(self, event: QKeyEvent) -> bool:
        if not self._kept:
            return False
        self._kept.append(event.clone())
        return True

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        typed = event.text()
        if self._is_late_end(event):
            return True
        if self._words and event.timestamp() - self._last > self._gap:
            self._replay()
        if Qt.Key(event.key()) in _ENDS and len(self._words) >= SHORTEST:
            self._take()
            return True
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock) and self._kept:
            self._kept.append(event.clone())
            return True
        if not typed or not typed.isprintable() or event.modifiers() & _HELD or event.isAutoRepeat():
            self._replay()
            return False
        self._window = window
        self._kept.append(event.clone())
        self._words += typed
        self._last = event.timestamp()
        self._timer.start()
        return True

    def _is_late_end(self, event: QKeyEvent) -> bool:
        """Whether that key is the end of the burst before, which was taken without it."""
        taken_at, self._taken_at = self._taken_at, None
        if taken_at is None or self._words or Qt.Key(event.key()) not in _ENDS:
            return False
        return 0 <= event.timestamp() - taken_at <= LATE_ENTER

    def _silence(self) -> None:
        if len(self._words) >= SHORTEST_WITHOUT_ENTER and self._words.isdigit():
            self._taken_at = self._last
            self._take()
        else:
            self._replay()

    def _take(self) -> None:
        code = self._words
        self._forget()
        self._read.emit(code)

    def _forget(self) -> None:
        self._timer.stop()
        self._kept, self._words = [], ""

    def _replay(self) -> None:
        kept, window = self._kept, self._window
        self._forget()
        if not kept or window is None:
            return
        self._replaying = True
        try:
            for event in kept:
                # A key may have closed the window that the next one was meant for.
                if isValid(window):
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._replaying = False
