"""Hands at the whole window: keys with the time stamps that a slow finger and a scanner give them, and eyes on names.

Keys go to the window as the system hands them over, never to a page or a screen; what they do is read off the widgets.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QWidget

from pos import app
from pos.qt import problems
from pos.qt.main_window import MainWindow
from pos.qt.parts import Elided

#: Milliseconds between two keys of a person.
SLOW = 150
_SIGNS = {
    Qt.Key.Key_Enter: "\r",
    Qt.Key.Key_Return: "\r",
    Qt.Key.Key_Escape: "\x1b",
    Qt.Key.Key_Tab: "\t",
    Qt.Key.Key_Delete: "\x7f",
    Qt.Key.Key_Backspace: "\b",
}
_SHIFT, _PAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier


def until(holds: Callable[[], object], what: str = "", seconds: float = 10.0) -> None:
    """Let the window work until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, what or "it never came to that"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


class Clerk:
    """One person before one window. `keys` counts what was pressed, `bugs` are the reports that popped up."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.bugs: list[str] = []
        self.keys = 0
        self._stamp, self._before = 1000, ""
        self._dice = random.Random(7)

    # Hands

    def press(self, *names: str) -> None:
        """Keys by name, `Alt+2`, `Ctrl+Del`, `F9`; the digits and signs are the number pad's."""
        for name in names:
            pressed = QKeySequence("Num+" + name if name in ("+", "-", "*") else name)[0]
            key, held = pressed.key(), pressed.keyboardModifiers()
            typed = name if len(name) == 1 else _SIGNS.get(key, "")
            if held & Qt.KeyboardModifier.AltModifier:
                typed = name[-1]
            self._key(key, typed, held, SLOW)

    def press_after(self, name: str, pause: int) -> None:
        """A key so many milliseconds after the one before."""
        self._key(QKeySequence(name)[0].key(), _SIGNS[QKeySequence(name)[0].key()], _NONE, pause)

    def hold(self, name: str) -> None:
        """A key that is held down: the system repeats it, every 30 milliseconds."""
        self._stamp += 30
        event = QKeyEvent(QEvent.Type.KeyPress, QKeySequence(name)[0].key(), _NONE, "\r", autorep=True)
        event.setTimestamp(self._stamp)
        QCoreApplication.sendEvent(self._handle(), event)
        QCoreApplication.processEvents()

    def type(self, words: str) -> None:
        """Words, key by key; what has no key comes from an input method."""
        for sign in words:
            if sign.isascii():
                self._key(Qt.Key(ord(sign.upper())), sign, _SHIFT if sign.isupper() else _NONE, SLOW)
            else:
                self._commit(sign)

    def scan(self, code: str) -> None:
        """A scanner's burst, 1 to 15 ms from key to key, ended by Return."""
        self._stamp += SLOW
        for sign in code:
            self._key(Qt.Key(ord(sign.upper())), sign, _SHIFT if sign.isupper() else _NONE, self._dice.randint(1, 15))
        self._key(Qt.Key.Key_Return, "\r", _NONE, self._dice.randint(1, 15))

    def _key(self, key: Qt.Key, typed: str, held: Qt.KeyboardModifier, after: int) -> None:
        self.keys += 1
        self._stamp += after
        self._before = typed if typed.isprintable() and held in (_NONE, _SHIFT) else ""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, typed)
            event.setTimestamp(self._stamp)
            QCoreApplication.sendEvent(self._handle(), event)
        QCoreApplication.processEvents()

    def _commit(self, sign: str) -> None:
        self.keys += 1
        self._stamp += SLOW
        # No finger is as fast as the 40 ms for which the key before may be held back as the first of a scan.
        before, box = self._before, QApplication.focusWidget()
        until(lambda: not isinstance(box, QLineEdit) or box.text().endswith(before), "a key was lost")
        self._before = sign
        commit = QInputMethodEvent()
        commit.setCommitString(sign)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), commit)
        QCoreApplication.processEvents()

    def _handle(self) -> QWindow:
        handle = self.window.windowHandle()
        assert handle is not None, "the window is not on the screen"
        return handle

    # Eyes

    def at(self, page: str) -> None:
        """Wait until that page stands in front."""
        until(lambda: self.window.page_name == page, f"{self.window.page_name} is in front, not {page}")

    def see(self, name: str) -> QWidget:
        """The visible widget of that name."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert len(found) == 1, f"{name}: {len(found)} of them can be seen"
        return found[0]

    def label(self, name: str) -> str:
        """What the visible label or box of that name says."""
        widget = self.see(name)
        assert isinstance(widget, QLabel | QLineEdit)
        return widget.text()

    def shows(self, name: str, words: str) -> None:
        """Wait until it says exactly that."""
        until(lambda: self._says(name) == words, f"{name} says {self._says(name)!r}, not {words!r}")

    def _says(self, name: str) -> str:
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        return "" if len(found) != 1 else str(getattr(found[0], "text", lambda: "")())

    def reads(self, words: str) -> None:
        """Wait until those words stand somewhere on the window."""
        until(lambda: words in self.page_words(), f"{words!r} is not among {self.page_words()!r}")

    def page_words(self) -> str:
        """Every word that can be seen."""
        return words_on(self.window)

    def rows(self, table: str = "basketTable") -> list[str]:
        """What a screen reader says for every row of a list."""
        view = self.see(table)
        assert isinstance(view, QTableView)
        model = view.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role) or "") for row in range(model.rowCount())]

    def gone(self, name: str) -> None:
        """Wait until nothing of that name can be seen."""
        until(lambda: not any(one.isVisible() for one in self.window.findChildren(QWidget, name)), f"{name} stays")

    def rows_or_none(self) -> list[str]:
        """The same for the ticket, which shows no rows at all while it is empty."""
        shown = self.window.findChild(QTableView, "basketTable")
        return self.rows() if shown is not None and shown.isVisible() else []

    def in_focus(self, name: str) -> None:
        """Wait until the keys go to that box."""

        def there() -> bool:
            focus = QApplication.focusWidget()
            return focus is not None and focus.objectName() == name

        until(there, f"{QApplication.focusWidget()} has the focus, not {name}")

    # The clock of the shop

    def time(self, at: str) -> None:
        """The till's clock moves on to that instant."""
        counter = self.window.counter
        assert counter is not None
        counter.till.clock.move(datetime.fromisoformat(at), None)


def words_on(window: QWidget) -> str:
    """Every word that can be seen on it; what is cut short for want of room counts in full."""
    shown = [one for one in window.findChildren(QLabel) if one.isVisible()]
    return "\n".join(one.whole_text() if isinstance(one, Elided) else one.text() for one in shown)


_NONE = Qt.KeyboardModifier.NoModifier


@contextmanager
def opened(folder: Path, size: tuple[int, int] = (1366, 768)) -> Iterator[Clerk]:
    """The till of that folder, on the screen, with somebody before it; a bug in it fails the test."""
    before, reports = problems.show_report, list[str]()
    problems.show_report = reports.append
    window = app.build(folder)
    clerk = Clerk(window)
    clerk.bugs = reports
    try:
        window.resize(*size)
        window.show()
        window.activateWindow()
        until(lambda: QApplication.activeWindow() is window, "the window never came to the front")
        yield clerk
        assert reports == []
    finally:
        problems.show_report = before
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
