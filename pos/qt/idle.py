"""A till that nobody touches signs its clerk out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputEvent

from pos.qt.windows import EveryWindow

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)
#: While money is being taken nobody is signed out; then it is asked again.
AGAIN = 5_000


class IdleLock(QObject):
    """Calls `lock` after `minutes` without key, mouse or touch; while `busy()` it waits until that is over.

    No minutes, no lock. It listens until `stop`.
    """

    def __init__(
        self, minutes: int, busy: Callable[[], bool], lock: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._busy, self._lock = busy, lock
        self._whole = minutes * 60_000
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)
        self._windows = EveryWindow(self) if minutes else None
        if minutes:
            self._timer.start(self._whole)

    @property
    def left(self) -> int:
        """Milliseconds until it looks; -1 if it never does."""
        return self._timer.remainingTime()

    def stop(self) -> None:
        """Listen no more."""
        self._timer.stop()
        if self._windows is not None:
            self._windows.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is here: begin anew."""
        if isinstance(event, QInputEvent) and event.type() in _TOUCHED:
            self._timer.start(self._whole)
        return False

    def _due(self) -> None:
        if self._busy():
            self._timer.start(AGAIN)
        else:
            self._lock()
            self._timer.start(self._whole)
