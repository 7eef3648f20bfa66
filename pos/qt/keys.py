"""The keys: what a pressed key is called, every action's usual key in one table, and the keys a shop chose instead.

An action is known by its usual key: pages write `"F2"` in their tables and on their caps, and `key_name` and `shown`
put the shop's own key in its place, both ways, for the page in front. So no page knows of other keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from pos.core.wording import QT_TRANSLATE_NOOP, translate

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
WINDOW = "window"


class Action(Struct, frozen=True):
    """Something a key does on a page; `name` is what `[keys.PAGE]` of till.toml calls it, `key` its usual key."""

    page: str
    name: str
    key: str
    source: str
    context: str = "Keys"
    #: For a device that most shops lack: its usual key is free for another action that somebody gives it to.
    gives_way: bool = False

    @property
    def word(self) -> str:
        """What it does, in the user's language."""
        return translate(self.context, self.source)


#: The pages as they are listed where keys are chosen.
PAGES = {
    WINDOW: QT_TRANSLATE_NOOP("Keys", "Every page"),
    "selling": QT_TRANSLATE_NOOP("Keys", "Sell"),
    "payment": QT_TRANSLATE_NOOP("Keys", "Payment"),
    "refund": QT_TRANSLATE_NOOP("Keys", "Refund"),
    "receipts": QT_TRANSLATE_NOOP("Keys", "Receipts"),
    "shift": QT_TRANSLATE_NOOP("Keys", "Shift"),
    "day": QT_TRANSLATE_NOOP("Keys", "Day"),
    "printer": QT_TRANSLATE_NOOP("Keys", "Printer"),
    "receipt_form": QT_TRANSLATE_NOOP("Keys", "Receipt form"),
    "own_till": QT_TRANSLATE_NOOP("Keys", "This till"),
    "print_queue": QT_TRANSLATE_NOOP("Keys", "Print queue"),
    "staff": QT_TRANSLATE_NOOP("Keys", "Staff"),
}
#: Every key that can be chosen anew. Enter, Esc, Tab, arrows, + and - and the numbered Alt and Ctrl keys stay.
ACTIONS = (
    Action(WINDOW, "help", "F1", QT_TRANSLATE_NOOP("Keys", "Help")),
    Action(WINDOW, "change_page", "F10", QT_TRANSLATE_NOOP("Keys", "Change page")),
    Action(WINDOW, "shift", "F11", QT_TRANSLATE_NOOP("Keys", "Shift")),
    Action(WINDOW, "lock", "F12", QT_TRANSLATE_NOOP("Keys", "Lock")),
    Action(WINDOW, "print_queue", "Ctrl+J", QT_TRANSLATE_NOOP("Keys", "Print queue")),
    Action("selling", "find", "F2", QT_TRANSLATE_NOOP("Keys", "Find by name")),
    Action("selling", "price", "F3", QT_TRANSLATE_NOOP("Keys", "Price")),
    Action("selling", "read_scale", "F4", QT_TRANSLATE_NOOP("Keys", "Read the scale"), gives_way=True),
    Action("selling", "tare", "Shift+F4", QT_TRANSLATE_NOOP("Keys", "Tare of the next weighing"), gives_way=True),
    Action("selling", "recall", "F5", QT_TRANSLATE_NOOP("Keys", "Take a held ticket")),
    Action("selling", "hold", "F6", QT_TRANSLATE_NOOP("Keys", "Hold")),
    Action("selling", "recall_too", "Shift+F6", QT_TRANSLATE_NOOP("Keys", "Take a held ticket, second key")),
    Action("selling", "buyer", "F7", QT_TRANSLATE_NOOP("Keys", "Buyer/channel")),
    Action("selling", "goods_back", "F8", QT_TRANSLATE_NOOP("Keys", "Goods back")),
    Action("selling", "pay", "F9", QT_TRANSLATE_NOOP("Keys", "Pay")),
    Action("selling", "reprint", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print the last receipt again")),
    Action("selling", "find_receipt", "Ctrl+Shift+P", QT_TRANSLATE_NOOP("Keys", "Find any receipt")),
    Action("selling", "empty", "Ctrl+Del", QT_TRANSLATE_NOOP("Keys", "Empty the ticket")),
    Action("selling", "delete_row", "Del", QT_TRANSLATE_NOOP("Keys", "Delete row")),
    Action("selling", "stray_codes", "Alt+U", QT_TRANSLATE_NOOP("Keys", "Codes to look up")),
    Action("selling", "shelves_before", "PgUp", QT_TRANSLATE_NOOP("Shelves", "Shelves before"), "Shelves"),
    Action("selling", "next_shelves", "PgDown", QT_TRANSLATE_NOOP("Shelves", "Next shelves"), "Shelves"),
    Action("payment", "exact", "F9", QT_TRANSLATE_NOOP("Keys", "Exact")),
    Action("payment", "drawer", "F4", QT_TRANSLATE_NOOP("Keys", "Open the drawer")),
    Action("payment", "ask_again", "F5", QT_TRANSLATE_NOOP("Payment", "Ask again"), "Payment"),
    Action("payment", "confirm_by_hand", "F6", QT_TRANSLATE_NOOP("Keys", "Confirm by hand")),
    Action("payment", "revoke", "F7", QT_TRANSLATE_NOOP("Payment", "Take this payment back"), "Payment"),
    Action("payment", "release_by_hand", "F8", QT_TRANSLATE_NOOP("Keys", "Let go by hand")),
    Action("payment", "take_back", "Del", QT_TRANSLATE_NOOP("Keys", "Take one back")),
    Action("refund", "whole_receipt", "F9", QT_TRANSLATE_NOOP("Keys", "Whole receipt")),
    Action("refund", "no_receipt", "F4", QT_TRANSLATE_NOOP("Keys", "Goods without a receipt")),
    Action("refund", "exchange", "F6", QT_TRANSLATE_NOOP("Keys", "Exchange")),
    Action("refund", "means", "F7", QT_TRANSLATE_NOOP("Keys", "Where to")),
    Action("refund", "reprint", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print this receipt again")),
    Action("receipts", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("receipts", "reprint", "P", QT_TRANSLATE_NOOP("Keys", "Print again")),
    Action("receipts", "take_back", "R", QT_TRANSLATE_NOOP("Keys", "Goods back")),
    Action("receipts", "workbook", "X", QT_TRANSLATE_NOOP("Keys", "Excel workbook")),
    Action("receipts", "csv", "C", QT_TRANSLATE_NOOP("Keys", "CSV file")),
    Action("receipts", "order", "S", QT_TRANSLATE_NOOP("Keys", "Another order")),
    Action("receipts", "more", "M", QT_TRANSLATE_NOOP("Keys", "More lines")),
    Action("shift", "type_total", "F9", QT_TRANSLATE_NOOP("Keys", "Type the total")),
    Action("shift", "put_in", "F5", QT_TRANSLATE_NOOP("Keys", "Put in")),
    Action("shift", "take_out", "F6", QT_TRANSLATE_NOOP("Keys", "Take out")),
    Action("shift", "x_report", "F8", QT_TRANSLATE_NOOP("Keys", "X report")),
    Action("shift", "print_x", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print the X report")),
    Action("shift", "look_at_ticket", "F7", QT_TRANSLATE_NOOP("Keys", "Have a look at the tickets")),
    Action("day", "one_day", "D", QT_TRANSLATE_NOOP("Keys", "One day")),
    Action("day", "week", "W", QT_TRANSLATE_NOOP("Keys", "A week")),
    Action("day", "month", "M", QT_TRANSLATE_NOOP("Keys", "A month")),
    Action("day", "tables", "T", QT_TRANSLATE_NOOP("Keys", "Tables")),
    Action("day", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("day", "sheet", "P", QT_TRANSLATE_NOOP("Keys", "Sheet")),
    Action("day", "on_the_roll", "Z", QT_TRANSLATE_NOOP("Keys", "On the receipt printer")),
    Action("day", "workbook", "X", QT_TRANSLATE_NOOP("Keys", "Excel workbook")),
    Action("day", "hand_over", "F9", QT_TRANSLATE_NOOP("Keys", "Hand to the district")),
    Action("day", "sheet_before", "PgUp", QT_TRANSLATE_NOOP("Keys", "Sheet: page before")),
    Action("day", "next_sheet", "PgDown", QT_TRANSLATE_NOOP("Keys", "Sheet: next page")),
    Action("staff", "add", "F2", QT_TRANSLATE_NOOP("Staff", "Add somebody"), "Staff"),
    Action("staff", "new_pin", "F3", QT_TRANSLATE_NOOP("Staff", "New PIN"), "Staff"),
    Action("staff", "other_role", "F4", QT_TRANSLATE_NOOP("Staff", "Another role"), "Staff"),
    Action("staff", "leaves", "Del", QT_TRANSLATE_NOOP("Staff", "Leaves the shop"), "Staff"),
    Action("staff", "people", "F5", QT_TRANSLATE_NOOP("Staff", "People"), "Staff"),
    Action("staff", "roles", "F6", QT_TRANSLATE_NOOP("Staff", "Roles"), "Staff"),
    Action("staff", "show_left", "F7", QT_TRANSLATE_NOOP("Staff", "Show who has left"), "Staff"),
    Action("staff", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("printer", "look", "F5", QT_TRANSLATE_NOOP("Keys", "Look for printers again")),
    Action("printer", "test", "F8", QT_TRANSLATE_NOOP("Keys", "Test page")),
    Action("printer", "take_over", "F9", QT_TRANSLATE_NOOP("Keys", "Take over the answers")),
    Action("printer", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("receipt_form", "switch", "F2", QT_TRANSLATE_NOOP("Keys", "On / off")),
    Action("receipt_form", "higher", "F3", QT_TRANSLATE_NOOP("ReceiptForm", "Higher"), "ReceiptForm"),
    Action("receipt_form", "lower", "F4", QT_TRANSLATE_NOOP("ReceiptForm", "Lower"), "ReceiptForm"),
    Action("receipt_form", "other_paper", "F6", QT_TRANSLATE_NOOP("Keys", "Preview on the other paper")),
    Action("receipt_form", "usual", "F8", QT_TRANSLATE_NOOP("Keys", "The usual order")),
    Action("receipt_form", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("receipt_form", "preview_before", "PgUp", QT_TRANSLATE_NOOP("Keys", "Preview: before")),
    Action("receipt_form", "preview_next", "PgDown", QT_TRANSLATE_NOOP("Keys", "Preview: next")),
    Action("own_till", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("print_queue", "retry", "F6", QT_TRANSLATE_NOOP("Keys", "Print it now")),
    Action("print_queue", "retry_all", "F9", QT_TRANSLATE_NOOP("Keys", "Print all that did not come out")),
    Action("print_queue", "give_up", "Del", QT_TRANSLATE_NOOP("Keys", "Give it up")),
    Action("print_queue", "reprint", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print again as a copy")),
    Action("print_queue", "order", "F7", QT_TRANSLATE_NOOP("Keys", "Another order")),
    Action("print_queue", "refresh", "F5", QT_TRANSLATE_NOOP("Keys", "Look again")),
    Action("print_queue", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
)
#: On these pages a letter or sign alone lands in no box, so that it may be an action's key.
_LETTERS = {"day", "receipts"}
#: With Ctrl these edit what is typed; a box in front would take them first.
_EDITING = {f"Ctrl+{letter}" for letter in "ACVXZY"}
_CHOOSABLE = r"(Ctrl\+)?(Alt\+)?(Shift\+)?(F([1-9]|1[0-2])|Del|Ins|PgUp|PgDown|Pause)|Ctrl\+(Shift\+)?[A-Z]"
#: Only where no box would type it.
_ALT_LETTER = r"Alt\+[A-Z]"
_IN_WORDS = r"(?<![A-Za-z0-9])(?:(?:Ctrl|Alt|Shift)[ +])?(?:F1[0-2]|F[1-9]|Del|PgUp|PgDn|[A-Z])(?![A-Za-z0-9])"

Chosen = Mapping[str, Mapping[str, str]]


def cannot_be(page: str, key: str) -> str:
    """Why no action of that page may have this key, in words; empty if one may."""
    if re.fullmatch(_CHOOSABLE, key) and key not in _EDITING and key != "Alt+F4":
        return ""
    if page in ("selling", *_LETTERS) and re.fullmatch(_ALT_LETTER, key):
        return ""
    if page in _LETTERS and len(key) == 1 and key.isprintable() and not key.isspace() and key not in "+-*":
        return ""
    words = translate("Keys", "{key} types or moves something there. Choose an F key, or Ctrl with a letter.")
    return words.format(key=cap_of(key) if key else translate("Keys", "That key"))


class KeyMap:
    """Which key does what, here and now. Two actions of one page never share a key; the window's count on all."""

    def __init__(self, chosen: Chosen | None = None) -> None:
        self._keys = {action: action.key for action in ACTIONS}
        for page, own in (chosen or {}).items():
            for name, key in own.items():
                action = next((one for one in ACTIONS if (one.page, one.name) == (page, name)), None)
                # A key that cannot be is left out: a slip in the file must not keep a shop from selling.
                if action is not None and not cannot_be(page, key):
                    self._keys[action] = key
        while (twice := self._clashing()) is not None:
            self._keys[twice] = twice.key
        for action in ACTIONS:
            if action.gives_way and self._keys[action] == action.key and self.clash(action, action.key) is not None:
                self._keys[action] = ""
        self._pages = {page: self._tables(page) for page in PAGES}

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
            together = other.page == action.page or WINDOW in (other.page, action.page)
            if other.gives_way and taken == other.key:
                continue
            if other != action and together and taken == key:
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

    def _tables(self, page: str) -> tuple[dict[str, str], dict[str, str]]:
        """From a pressed key to the usual one (empty: nobody's any more), and from the usual one to the shop's."""
        here = [(action.key, key) for action, key in self._keys.items() if action.page in (page, WINDOW)]
        shown = {usual: key for usual, key in here if usual != key}
        meant = dict.fromkeys(shown, "") | {key: usual for usual, key in shown.items() if key}
        return meant, shown

    def meant(self, page: str, pressed: str) -> str:
        """The usual key of what a pressed key does on that page."""
        return self._table(page)[0].get(pressed, pressed)

    def shown(self, page: str, usual: str) -> str:
        """The key that does what the usual one would."""
        return self._table(page)[1].get(usual, usual)

    def changed(self, page: str) -> bool:
        """Whether any key of that page is another than usual."""
        return bool(self._table(page)[1])

    def _table(self, page: str) -> tuple[dict[str, str], dict[str, str]]:
        return self._pages.get(page) or self._pages[WINDOW]


_map, _page = KeyMap(), ""


def use(keymap: KeyMap) -> None:
    """From now on these keys count, in this process."""
    global _map
    _map = keymap


def now() -> KeyMap:
    """The keys that count."""
    return _map


def stand_before(page: str) -> None:
    """Which page is in front: keys are its keys."""
    global _page
    _page = page


def pressed_name(event: QKeyEvent) -> str:
    """The key with its modifiers as people write it; the number pad counts as the row above the letters."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    name = QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)
    # On many layouts + and * need Shift; the sign is what was meant.
    return name.removeprefix("Shift+") if event.text() and not event.text().isalnum() else name


def key_name(event: QKeyEvent) -> str:
    """The usual key of what was pressed, on the page in front; empty for a key that gave its action away."""
    return _map.meant(_page, pressed_name(event))


def shown(cap: str) -> str:
    """What stands on a key's cap on the page in front: `Ctrl P`, `PgUp PgDn`, with the shop's own keys."""
    if not _map.changed(_page):
        return cap
    whole = _spoken(_map.shown(_page, _written(cap)))
    if whole != cap or " " not in cap:
        return whole
    return " ".join(_spoken(_map.shown(_page, _written(part))) for part in cap.split(" "))


def in_words(sentence: str) -> str:
    """A sentence that names keys, `F2 finds it by name`, with the shop's own keys."""
    if not _map.changed(_page):
        return sentence
    return re.sub(_IN_WORDS, lambda found: shown(found[0].replace("+", " ")), sentence)


def _written(cap: str) -> str:
    return cap.replace(" ", "+").replace("PgDn", "PgDown")


def _spoken(key: str) -> str:
    return key.replace("PgDown", "PgDn").replace("+", " ") if len(key) > 1 else key


def cap_of(key: str) -> str:
    """A key of the table as its cap says it: `Ctrl P`, `PgDn`."""
    return _spoken(key)


def is_modifier(event: QKeyEvent) -> bool:
    """Shift and its kin alone mean nothing yet."""
    return Qt.Key(event.key()) in _MODIFIERS


def is_window_key(name: str) -> bool:
    """The window answers it, whatever the page is doing."""
    return name in _WINDOW
