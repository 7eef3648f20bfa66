"""Hearing what a person does in any window of the program, before a widget has it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow


class EveryWindow(QObject):
    """Gives `filter` the events of every window: those that are there, and each that comes to the front later.

    Keys, mouse and touch come to a window first. A filter on the application would see every event of every widget
    too: each is wrapped for Python, and the first of a class that PySide has no name for makes it look through all it
    has, a sixth of a start.
    """

    def __init__(self, filter: QObject) -> None:
        super().__init__(filter)
        self._filter = filter
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            for window in app.topLevelWindows():
                self._take(window)
            app.focusWindowChanged.connect(self._take)

    def stop(self) -> None:
        """Hear nothing any more."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._take)
            for window in app.topLevelWindows():
                window.removeEventFilter(self._filter)

    def _take(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self._filter)
