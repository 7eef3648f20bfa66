"""The keys: what a pressed key is called, and the keys a shop chose in place of the usual ones (`qt/key_table.py`).

An action is known by its usual key: pages write `"F2"` in their tables and on their caps, and `key_name` and `shown`
put the shop's own key in its place, both ways, for the page in front. So no page knows of other keys; a box or a list
that answers to keys of its own is handed the usual one (`qt/own_keys.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from pos.core.wording import translate
from pos.qt.key_table import ACTIONS, PAGES, WINDOW, Action

__all__ = ["ACTIONS", "PAGES", "WINDOW", "Action", "KeyMap", "cannot_be"]

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
#: These belong to the window on every page: help, change page, shift, lock, print queue.
_WINDOW = {"F1", "F10", "F11", "F12", "Ctrl+J"}
#: On these pages a letter or sign alone lands in no box, so that it may be an action's key.
_LETTERS = {"day", "receipts"}
#: With Ctrl these edit what is typed; a box in front would take them first. The rest is the system's own.
_EDITING = {f"Ctrl+{letter}" for letter in "ACVXZY"} | {"Shift+Del", "Shift+Ins", "Ctrl+Ins"}
#: Ctrl+Alt with an F key leaves the screen on Linux.
_SYSTEMS = {"Alt+F4", "Ctrl+Alt+Del"} | {f"Ctrl+Alt+F{n}" for n in range(1, 13)}
_CHOOSABLE = (
    r"(Ctrl\+)?(Alt\+)?(Shift\+)?(F([1-9]|1[0-2])|Del|Ins|PgUp|PgDown|Pause)|Ctrl\+(Shift\+)?[A-Z0-9]|Alt\+[0-9]"
    r"|(Ctrl|Alt|Ctrl\+Alt)\+(Return|Up|Down)"
)
#: Only where no box would type it.
_ALT_LETTER = r"Alt\+[A-Z]"
#: These may change places.
_PAIRS = ({"+", "-"}, {"Up", "Down"}, {"Left", "Right"})
_FAMILY = r"(Ctrl\+|Alt\+|Ctrl\+Alt\+)(Shift\+)?n"
_NUMBERED = r"((?:Ctrl\+|Alt\+|Shift\+)+)([0-9](?:-[0-9])?)"
#: With Shift a digit comes as the sign that is printed above it.
_ABOVE = dict(zip("!@#$%^&*()", "1234567890", strict=True))
_IN_WORDS = (
    r"(?<![A-Za-z0-9])(?:(?:(?:Ctrl|Alt|Shift)[ +])*(?:F1[0-2]|F[1-9]|Del|PgUp|PgDn)"
    r"|(?:(?:Ctrl|Alt|Shift)[ +])?[A-Z]|(?:(?:Ctrl|Alt|Shift)[ +])+[0-9](?:-[0-9])?)(?![A-Za-z0-9])"
    r"|↑ ?↓|(?<![A-Za-z0-9+])\+(?![A-Za-z0-9+])"
)
#: How a key is printed where its name in the table is another.
_PRINTED = {"PgDown": "PgDn", "Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "-": "−"}
_READ = {printed: name for name, printed in _PRINTED.items() if name != "Return"}

Chosen = Mapping[str, Mapping[str, str]]


def cannot_be(action: Action, key: str) -> str:
    """Why that action may not have this key, in words; empty if it may."""
    if key == action.key:
        return ""
    if action.numbered:
        if re.fullmatch(_FAMILY, key):
            return ""
        return translate("Keys", "The digits stay. Hold Ctrl or Alt, or both, or one with Shift, and press a digit.")
    if re.fullmatch(_CHOOSABLE, key) and key not in _EDITING and key not in _SYSTEMS:
        return ""
    letters = action.page in _LETTERS
    if (letters or action.page == "selling") and re.fullmatch(_ALT_LETTER, key):
        return ""
    if letters and len(key) == 1 and key.isprintable() and not (key.isspace() or key.isdigit() or key in "+-*"):
        return ""
    if any({key, action.key} <= pair for pair in _PAIRS):
        return ""
    words = translate("Keys", "{key} types or moves something there. Choose an F key, or Ctrl with a letter.")
    return words.format(key=cap_of(key) if key else translate("Keys", "That key"))


def _meet(one: str, other: str) -> bool:
    """Whether one press could mean both: the same key, or a family and one of its digits."""
    if not one or not other:
        return False
    if one.endswith("+n") != other.endswith("+n"):
        family, single = (one, other) if one.endswith("+n") else (other, one)
        return single[:-1] == family[:-1] and single[-1].isdigit()
    return one == other


class _PageKeys:
    """One page's keys that are not the usual ones, both ways."""

    def __init__(self, keys: Mapping[Action, str], page: str) -> None:
        here = [(action, key) for action, key in keys.items() if page in action.pages]
        #: From the usual key to the shop's, from a pressed one to the usual one (empty: nobody's any more).
        self.shown = {action.key: key for action, key in here if action.key != key and not action.beside}
        self.meant = dict.fromkeys(self.shown, "")
        self.meant |= {key: usual for usual, key in self.shown.items() if key}
        self.meant |= {key: action.beside for action, key in here if action.beside and key}


class KeyMap:
    """Which key does what, here and now. Two actions of one page never share a key; the window's count on all."""

    def __init__(self, chosen: Chosen | None = None) -> None:
        self._keys = {action: action.key for action in ACTIONS}
        for page, own in (chosen or {}).items():
            for name, written in own.items():
                # A letter's key is called by its capital, whoever wrote a small one.
                key = written.upper() if len(written) == 1 else written
                action = next((one for one in ACTIONS if (one.page, one.name) == (page, name)), None)
                # A key that cannot be is left out: a slip in the file must not keep a shop from selling.
                if action is not None and not cannot_be(action, key):
                    self._keys[action] = key
        while (twice := self._clashing()) is not None:
            self._keys[twice] = twice.key
        for action in ACTIONS:
            if action.gives_way and self._keys[action] == action.key and self.clash(action, action.key) is not None:
                self._keys[action] = ""
        #: Made as a page first comes to the front: the till opens with one.
        self._pages: dict[str, _PageKeys] = {}

    def _clashing(self) -> Action | None:
        """A chosen key that somebody else has too; the usual keys never clash with one another."""
        chosen = (action for action, key in self._keys.items() if key != action.key)
        return next((action for action in chosen if self.clash(action, self._keys[action]) is not None), None)

    def key(self, action: Action) -> str:
        """The action's key."""
        return self._keys[action]

    def clash(self, action: Action, key: str) -> Action | None:
        """Who else has that key where the action could be meant; None if nobody."""
        for other, taken in self._keys.items():
            if other.gives_way and taken == other.key:
                continue
            if other != action and _meet(taken, key) and other.pages & action.pages:
                return other
        return None

    def with_key(self, action: Action, key: str) -> KeyMap:
        """The same with another key for one action."""
        chosen = self.chosen()
        chosen[action.page] = {**chosen.get(action.page, {}), action.name: key}
        return KeyMap(chosen)

    def chosen(self) -> dict[str, dict[str, str]]:
        """The keys that are not the usual ones, as till.toml keeps them."""
        changed: dict[str, dict[str, str]] = {}
        for action, key in self._keys.items():
            if key not in ("", action.key):
                changed.setdefault(action.page, {})[action.name] = key
        return changed

    def second_keys(self, page: str) -> tuple[tuple[str, str], ...]:
        """On that page: a key of the shop's own, and the key beside which it stands."""
        here = ((action, key) for action, key in self._keys.items() if page in action.pages)
        return tuple((key, action.beside) for action, key in here if action.beside and key)

    def meant(self, page: str, pressed: str) -> str:
        """The usual key of what a pressed key does on that page; empty for one that gave its action away."""
        meant = self._page(page).meant
        if pressed in meant or not meant:
            return meant.get(pressed, pressed)
        numbered = re.fullmatch(_NUMBERED, pressed)
        if numbered is None:
            return pressed
        family = meant.get(numbered[1] + "n")
        return pressed if family is None else family and family[:-1] + numbered[2]

    def shown(self, page: str, usual: str) -> str:
        """The key that does what the usual one would."""
        shown = self._page(page).shown
        numbered = None if usual in shown else re.fullmatch(_NUMBERED, usual)
        if numbered is not None and (numbered[1] + "n") in shown:
            return shown[numbered[1] + "n"][:-1] + numbered[2]
        return shown.get(usual, usual)

    def changed(self, page: str) -> bool:
        """Whether any key of that page is another than usual."""
        return bool(self._page(page).meant)

    def _page(self, page: str) -> _PageKeys:
        page = page if page in PAGES else WINDOW
        if page not in self._pages:
            self._pages[page] = _PageKeys(self._keys, page)
        return self._pages[page]


_map, _page = KeyMap(), ""
#: The usual key that is being handed on in a pressed one's place, and whether keys are heard as they are pressed.
_handed = ""
_as_pressed = False


def use(keymap: KeyMap) -> None:
    """From now on these keys count, in this process."""
    global _map
    _map = keymap


def now() -> KeyMap:
    """The keys that count."""
    return _map


def stand_before(page: str) -> None:
    """Which page is in front, or list over it: keys are its keys."""
    global _page
    _page = page


def page_in_front() -> str:
    """Whose keys count."""
    return _page


def hear_as_pressed(on: bool) -> None:
    """While a new key is asked for, no key stands for another one."""
    global _as_pressed
    _as_pressed = on


def heard_as_pressed() -> bool:
    """Whether a new key is asked for."""
    return _as_pressed


@contextmanager
def handing_on(usual: str) -> Iterator[None]:
    """While the usual key is given to whoever has the focus: it is meant as it is, and no scanner typed it."""
    global _handed
    before, _handed = _handed, usual
    try:
        yield
    finally:
        _handed = before


def handed_on() -> bool:
    """Whether the key that comes is one that was put in a pressed one's place."""
    return bool(_handed)


def pressed_name(event: QKeyEvent) -> str:
    """The key with its modifiers as people write it; the number pad counts as the row above the letters."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held & Qt.KeyboardModifier.ShiftModifier and held & ~Qt.KeyboardModifier.ShiftModifier:
        digit = _ABOVE.get(chr(key)) if key < 128 else None
        key = Qt.Key(ord(digit)) if digit else key
    if held and key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    name = QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)
    # On many layouts + and * need Shift; the sign is what was meant.
    return name.removeprefix("Shift+") if event.text() and not event.text().isalnum() else name


def key_name(event: QKeyEvent) -> str:
    """The usual key of what was pressed, on the page in front; empty for a key that gave its action away."""
    name = pressed_name(event)
    return name if name == _handed or _as_pressed else _map.meant(_page, name)


def shown(cap: str, page: str = "") -> str:
    """What stands on a key's cap on that page, else the one in front: `Ctrl P`, `PgUp PgDn`, the shop's own keys."""
    page = page or _page
    if not _map.changed(page):
        return cap
    written = _written(cap)
    own = _map.shown(page, written)
    if own != written or " " not in cap:
        return cap if own == written else cap_of(own)
    return " ".join(shown(part, page) for part in cap.split(" "))


def in_words(sentence: str, page: str = "") -> str:
    """A sentence that names keys of that page, else of the one in front, with the shop's own keys."""
    page = page or _page
    if not _map.changed(page):
        return sentence

    def own(found: re.Match[str]) -> str:
        named = found[0] if found[0] == "+" else found[0].replace("+", " ").replace("↑↓", "↑ ↓")
        mine = shown(named, page)
        return found[0] if mine == named else mine

    return re.sub(_IN_WORDS, own, sentence)


def _written(cap: str) -> str:
    return "+".join(_READ.get(part, part) for part in cap.split(" "))


def cap_of(key: str) -> str:
    """A key of the table as its cap says it: `Ctrl P`, `PgDn`, `↑`."""
    if key in ("+", ""):
        return key
    return " ".join(_PRINTED.get(part, part) for part in key.split("+"))


def is_modifier(event: QKeyEvent) -> bool:
    """Shift and its kin alone mean nothing yet."""
    return Qt.Key(event.key()) in _MODIFIERS


def is_window_key(name: str) -> bool:
    """The window answers it, whatever the page is doing."""
    return name in _WINDOW
