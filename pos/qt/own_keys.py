"""A shop's own key, handed on as the usual one: lists, boxes and buttons know arrows, Enter and Esc by themselves.

Heard at every window behind the scanner's filter, and only where keys were chosen. What a box in front types or edits
goes to that box: a key that it has no use for comes to the page, which looks it up itself (`keys.key_name`).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from pos.qt import keys

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_EDITING = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
)
#: What the usual key types. One that counts more or less types nothing: its sign belongs into no box.
_SIGNS = {"Return": "\r", "Esc": "\x1b", "Tab": "\t", "*": "*", "@": "@"}


class OwnKeys(QObject):
    """Puts the usual key in the place of the shop's own; one that gave its action away does nothing any more."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for a key that was handed on as another one, or means nothing."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow) or keys.handed_on():
            return False
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or keys.heard_as_pressed():
            return False
        page = keys.page_in_front()
        if not keys.now().changed(page):
            return False
        pressed = keys.pressed_name(event)
        usual = keys.now().meant(page, pressed)
        if usual == pressed or _is_the_boxs(event):
            return False
        if not usual:
            # Buttons are pressed with it too, and the help goes away with any key.
            return pressed != "Space" and not _shows_help()
        self._hand_on(watched, event, usual)
        return True

    @staticmethod
    def _hand_on(window: QWindow, pressed: QKeyEvent, usual: str) -> None:
        key = QKeySequence(usual)[0]  # type: ignore[index]
        sign = _SIGNS.get(usual, "")
        event = QKeyEvent(pressed.type(), key.key(), key.keyboardModifiers(), sign, pressed.isAutoRepeat())
        event.setTimestamp(pressed.timestamp())
        with keys.handing_on(usual):
            QCoreApplication.sendEvent(window, event)


def _shows_help() -> bool:
    front = QApplication.focusWidget()
    return front is not None and front.objectName() == "helpPanel"


def _is_the_boxs(event: QKeyEvent) -> bool:
    """Whether the box in front types that, or edits with it."""
    box = QApplication.focusWidget()
    if not isinstance(box, QLineEdit | QPlainTextEdit) or event.modifiers() & _HELD:
        return False
    if event.text() and event.text().isprintable():
        return True
    several = isinstance(box, QPlainTextEdit)
    if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return several
    return event.key() in _EDITING and (several or bool(isinstance(box, QLineEdit) and box.text()))
