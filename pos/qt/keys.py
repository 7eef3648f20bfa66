"""What a pressed key is called: one spelling for every page's table of keys, `Alt+1`, `Ctrl+Del`, `F9`."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
}
#: These belong to the window on every page: help, change page, shift, lock.
_WINDOW = {"F1", "F10", "F11", "F12"}


def key_name(event: QKeyEvent) -> str:
    """The key with its modifiers as people write it; the number pad counts as the row above the letters."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    name = QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)
    # On many layouts + and * need Shift; the sign is what was meant.
    return name.removeprefix("Shift+") if event.text() and not event.text().isalnum() else name


def is_modifier(event: QKeyEvent) -> bool:
    """Shift and its kin alone mean nothing yet."""
    return Qt.Key(event.key()) in _MODIFIERS


def is_window_key(name: str) -> bool:
    """The window answers it, whatever the page is doing."""
    return name in _WINDOW
