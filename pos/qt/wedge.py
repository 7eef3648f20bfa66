"""Scanners that type: a burst of keys ended by Enter is a scan, wherever the focus is, and goes to the page in front.

Keys are taken at the window, before any widget, held for at most 40 ms and replayed if no burst follows. The keys' own
time stamps count, not the clock: a busy window delivers slow typing all at once. The scan box takes every key as it
comes; only the end of a scan is put in Enter's place there if the scanner sends another one, or none. What stood there
before a scan is taken away, but for a quantity: half a name and a code are no code. A scanner that ends with two keys
(CR CR, CR LF) ends once. How fast this shop's scanner types, and what it ends with, a page finds out (qt/scanner.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from pos.qt import keys
from pos.qt.enters import TWICE

GAP = 40
SHORTEST = 6
SHORTEST_WITHOUT_ENTER = 8
#: A radio scanner's Enter may come this much later than its digits: it is the scan's, and must not complete a sale. A
#: second one comes at once (TWICE), and a finger may follow it.
LATE_ENTER = 500
_ENTER, _TAB = (Qt.Key.Key_Return, Qt.Key.Key_Enter), (Qt.Key.Key_Tab,)
_ENDS_OF: dict[str, tuple[Qt.Key, ...]] = {"any": _ENTER + _TAB, "enter": _ENTER, "tab": _TAB, "none": ()}
#: What may stand before a scan in the scan box.
_QUANTITY = re.compile(r"\s*[0-9０-９]{1,6}(?:[.．][0-9０-９]{1,3})?\s*[*xX×＊]\s*")
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ScannerFilter(QObject):
    """Filters what comes to every window (qt/windows.py); `scanned(code)` is called with every burst."""

    _read = Signal(str)

    def __init__(self, scanned: Callable[[str], None], gap: int = GAP, end: str = "any") -> None:
        super().__init__()
        self._gap = gap
        self._ends = _ENDS_OF[end]
        # Out of a slot a fault reaches sys.excepthook; out of an event filter it takes the program with it.
        self._read.connect(scanned)
        self._kept: list[QKeyEvent] = []
        self._window: QWindow | None = None
        self._words, self._last = "", 0
        #: Until then the end of a scan may still come, in the keys' own time, and since when.
        self._end_due: tuple[int, int] | None = None
        #: What came in one burst into the scan box, which has it already.
        self._heard = ""
        self._listener: Callable[[QKeyEvent], None] | None = None
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, interval=gap)
        # A busy window may look at its timers before the keys that wait for it; a timer of nought comes after them.
        self._again = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._again.start)
        self._again.timeout.connect(self._silence)

    def fit(self, gap: int, end: str) -> None:
        """From now on `gap` milliseconds lie between two keys of a scan at most, and it ends with that key.

        `end`: enter, tab, none (only digits and silence make a scan then), any.
        """
        self._replay()
        self._gap, self._ends = gap, _ENDS_OF[end]
        self._timer.setInterval(gap)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes keys that may be a scan; True while they are held."""
        if not isinstance(event, QKeyEvent) or self._replaying or not isinstance(watched, QWindow):
            return False
        # A key that stands for another one, a shop's second key for Enter, was pressed by a finger.
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or keys.handed_on():
            return False
        if self._listener is not None and event.type() == QEvent.Type.KeyPress:
            self._listener(event)
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == "scanBox":
            if self._kept:
                self._replay()
            return event.type() == QEvent.Type.KeyPress and self._overhear(watched, event)
        return self._release(event) if event.type() == QEvent.Type.KeyRelease else self._press(watched, event)

    def listen(self, listener: Callable[[QKeyEvent], None] | None) -> None:
        """Let somebody hear every key that is pressed, as it comes; None ends it."""
        self._listener = listener

    def _overhear(self, window: QWindow, event: QKeyEvent) -> bool:
        """The scan box has the keys; a Tab behind a burst, or silence where a scanner sends no end, is its Enter."""
        typed = event.text()
        if self._is_late_end(event):
            return True
        if event.timestamp() - self._last > self._gap:
            self._heard = ""
        if _is_one_of(event, (*self._ends, *_ENTER)) and len(self._heard) >= SHORTEST:
            self._end_due = self._within(event.timestamp(), max(TWICE, self._gap))
            if event.key() == Qt.Key.Key_Tab:
                self._enter(window)
                return True
            self._leave_the_scan()
            return False
        if not typed or not typed.isprintable() or event.modifiers() & _HELD or event.isAutoRepeat():
            self._heard = self._heard if event.key() == Qt.Key.Key_Shift else ""
            return False
        self._heard += typed
        self._window, self._last = window, event.timestamp()
        if not self._ends:
            self._wait()
        return False

    def _leave_the_scan(self) -> None:
        """Half a name stands before what was scanned: only the scan, and a quantity before it, is meant."""
        box, scanned = QApplication.focusWidget(), self._heard
        self._heard = ""
        if not isinstance(box, QLineEdit) or not box.text().endswith(scanned):
            return
        before = box.text().removesuffix(scanned)
        if before and not _QUANTITY.fullmatch(before):
            box.setText(scanned)

    def _enter(self, window: QWindow) -> None:
        self._leave_the_scan()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            end = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            end.setTimestamp(self._last)
            self._replaying = True
            try:
                if isValid(window):
                    QCoreApplication.sendEvent(window, end)
            finally:
                self._replaying = False

    def _release(self, event: QKeyEvent) -> bool:
        if not self._kept:
            return False
        self._kept.append(event.clone())
        return True

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        typed, self._heard = event.text(), ""
        if self._is_late_end(event):
            return True
        if self._words and event.timestamp() - self._last > self._gap:
            self._replay()
        if _is_one_of(event, self._ends) and len(self._words) >= SHORTEST:
            self._end_due = self._within(event.timestamp(), max(TWICE, self._gap))
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
        self._wait()
        return True

    def _is_late_end(self, event: QKeyEvent) -> bool:
        """Whether that key is the end of the burst before, which was taken without it, or its second end."""
        due, self._end_due = self._end_due, None
        line_feed = event.key() == Qt.Key.Key_J and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if due is None or self._words or not (line_feed or _is_one_of(event, (*self._ends, *_ENTER))):
            return False
        return due[0] <= event.timestamp() <= due[1]

    @staticmethod
    def _within(since: int, milliseconds: int) -> tuple[int, int]:
        return since, since + milliseconds

    def _silence(self) -> None:
        if self._heard and self._window is not None:
            if len(self._heard) >= SHORTEST_WITHOUT_ENTER and self._heard.isdigit():
                self._end_due = self._within(self._last, LATE_ENTER)
                self._enter(self._window)
        elif len(self._words) >= SHORTEST_WITHOUT_ENTER and self._words.isdigit():
            self._end_due = self._within(self._last, LATE_ENTER)
            self._take()
        else:
            self._replay()

    def _wait(self) -> None:
        self._again.stop()
        self._timer.start()

    def _wait_no_more(self) -> None:
        self._timer.stop()
        self._again.stop()

    def _take(self) -> None:
        code = self._words
        self._forget()
        self._read.emit(code)

    def _forget(self) -> None:
        self._wait_no_more()
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


def _is_one_of(event: QKeyEvent, ends: tuple[Qt.Key, ...]) -> bool:
    """Whether a scanner may have ended with that key: Enter with Ctrl or Alt is a person's."""
    return Qt.Key(event.key()) in ends and not event.modifiers() & _HELD
