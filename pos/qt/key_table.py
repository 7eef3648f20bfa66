"""Every action with its usual key, page by page: what can be chosen anew under settings, keys (DESIGN.md section 4)."""

from __future__ import annotations

from msgspec import Struct

from pos.core.wording import QT_TRANSLATE_NOOP, translate

WINDOW = "window"
SETTINGS = "settings"
#: The settings stand beside one another and share the keys that lead from one to the next.
SETTINGS_PAGES = ("code_test", "scanner", "keys", "printer", "receipt_form", "own_till")


class Action(Struct, frozen=True):
    """Something a key does on a page; `name` is what `[keys.PAGE]` of till.toml calls it, `key` its usual key.

    A numbered family is one action, its key `Alt+n`: what is held is chosen, the digits stay.
    """

    page: str
    name: str
    key: str
    source: str
    context: str = "Keys"
    #: For a device that most shops lack: its usual key is free for another action that somebody gives it to.
    gives_way: bool = False
    #: A key that always works, scanners and people in need press it: this is a second one, usually none.
    beside: str = ""

    @property
    def word(self) -> str:
        """What it does, in the user's language."""
        return translate(self.context, self.source)

    @property
    def numbered(self) -> bool:
        """Whether it is a family: the same held keys with any digit."""
        return self.key.endswith("+n")

    @property
    def pages(self) -> frozenset[str]:
        """The pages on which its key counts."""
        if self.page == WINDOW:
            return _EVERYWHERE
        return frozenset(SETTINGS_PAGES if self.page == SETTINGS else (self.page,))


#: The pages as they are listed where keys are chosen.
PAGES = {
    WINDOW: QT_TRANSLATE_NOOP("Keys", "Every page"),
    "selling": QT_TRANSLATE_NOOP("Keys", "Sell"),
    "buyer": QT_TRANSLATE_NOOP("Keys", "Buyer/channel"),
    "payment": QT_TRANSLATE_NOOP("Keys", "Payment"),
    "refund": QT_TRANSLATE_NOOP("Keys", "Refund"),
    "receipts": QT_TRANSLATE_NOOP("Keys", "Receipts"),
    "shift": QT_TRANSLATE_NOOP("Keys", "Shift"),
    "day": QT_TRANSLATE_NOOP("Keys", "Day"),
    SETTINGS: QT_TRANSLATE_NOOP("Keys", "Settings"),
    "code_test": QT_TRANSLATE_NOOP("Keys", "Try a code"),
    "scanner": QT_TRANSLATE_NOOP("Keys", "Scanner"),
    "keys": QT_TRANSLATE_NOOP("Keys", "Keys"),
    "printer": QT_TRANSLATE_NOOP("Keys", "Printer"),
    "receipt_form": QT_TRANSLATE_NOOP("Keys", "Receipt form"),
    "own_till": QT_TRANSLATE_NOOP("Keys", "This till"),
    "print_queue": QT_TRANSLATE_NOOP("Keys", "Print queue"),
    "staff": QT_TRANSLATE_NOOP("Keys", "Staff"),
}
_EVERYWHERE = frozenset(PAGES)
#: Every key that can be chosen anew. Enter, Esc, Tab and what is typed stay as they are and may have a second key.
ACTIONS = (
    Action(WINDOW, "help", "F1", QT_TRANSLATE_NOOP("Keys", "Help")),
    Action(WINDOW, "change_page", "F10", QT_TRANSLATE_NOOP("Keys", "Change page")),
    Action(WINDOW, "shift", "F11", QT_TRANSLATE_NOOP("Keys", "Shift")),
    Action(WINDOW, "lock", "F12", QT_TRANSLATE_NOOP("Keys", "Lock")),
    Action(WINDOW, "print_queue", "Ctrl+J", QT_TRANSLATE_NOOP("Keys", "Print queue")),
    Action(WINDOW, "enter_too", "", QT_TRANSLATE_NOOP("Keys", "Enter, second key"), beside="Return"),
    Action(WINDOW, "back_too", "", QT_TRANSLATE_NOOP("Keys", "Esc, second key"), beside="Esc"),
    Action(WINDOW, "next_box_too", "", QT_TRANSLATE_NOOP("Keys", "Tab, second key"), beside="Tab"),
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
    Action("selling", "one_more", "+", QT_TRANSLATE_NOOP("Keys", "One more")),
    Action("selling", "one_less", "-", QT_TRANSLATE_NOOP("Keys", "One less")),
    Action("selling", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("selling", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("selling", "times_too", "", QT_TRANSLATE_NOOP("Keys", "* for a quantity, second key"), beside="*"),
    Action("selling", "origin", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Origin tab by number")),
    Action("selling", "held", "Ctrl+n", QT_TRANSLATE_NOOP("Keys", "Held ticket by number")),
    Action("buyer", "usual_buyer", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Usual buyer by number")),
    Action("buyer", "love_card", "F7", QT_TRANSLATE_NOOP("Selling", "Love card shown"), "Selling"),
    Action("buyer", "search", "/", QT_TRANSLATE_NOOP("Keys", "Buyer by name")),
    Action("buyer", "search_too", "F2", QT_TRANSLATE_NOOP("Keys", "Buyer by name, second key")),
    Action("buyer", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("buyer", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("buyer", "list_before", "Left", QT_TRANSLATE_NOOP("Keys", "List before")),
    Action("buyer", "next_list", "Right", QT_TRANSLATE_NOOP("Keys", "Next list")),
    Action("payment", "exact", "F9", QT_TRANSLATE_NOOP("Keys", "Exact")),
    Action("payment", "drawer", "F4", QT_TRANSLATE_NOOP("Keys", "Open the drawer")),
    Action("payment", "ask_again", "F5", QT_TRANSLATE_NOOP("Payment", "Ask again"), "Payment"),
    Action("payment", "confirm_by_hand", "F6", QT_TRANSLATE_NOOP("Keys", "Confirm by hand")),
    Action("payment", "revoke", "F7", QT_TRANSLATE_NOOP("Payment", "Take this payment back"), "Payment"),
    Action("payment", "release_by_hand", "F8", QT_TRANSLATE_NOOP("Keys", "Let go by hand")),
    Action("payment", "take_back", "Del", QT_TRANSLATE_NOOP("Keys", "Take one back")),
    Action("payment", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("payment", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("payment", "means", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Means by number")),
    Action("payment", "quick", "Ctrl+n", QT_TRANSLATE_NOOP("Keys", "Quick amount by number")),
    Action("refund", "whole_receipt", "F9", QT_TRANSLATE_NOOP("Keys", "Whole receipt")),
    Action("refund", "no_receipt", "F4", QT_TRANSLATE_NOOP("Keys", "Goods without a receipt")),
    Action("refund", "exchange", "F6", QT_TRANSLATE_NOOP("Keys", "Exchange")),
    Action("refund", "means", "F7", QT_TRANSLATE_NOOP("Keys", "Where to")),
    Action("refund", "reprint", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print this receipt again")),
    Action("refund", "one_more", "+", QT_TRANSLATE_NOOP("Keys", "One more")),
    Action("refund", "one_less", "-", QT_TRANSLATE_NOOP("Keys", "One less")),
    Action("refund", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("refund", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("refund", "times_too", "", QT_TRANSLATE_NOOP("Keys", "* for a quantity, second key"), beside="*"),
    Action("refund", "price_too", "", QT_TRANSLATE_NOOP("Keys", "@ for a price, second key"), beside="@"),
    Action("refund", "reason", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Reason by number")),
    Action("receipts", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("receipts", "reprint", "P", QT_TRANSLATE_NOOP("Keys", "Print again")),
    Action("receipts", "take_back", "R", QT_TRANSLATE_NOOP("Keys", "Goods back")),
    Action("receipts", "workbook", "X", QT_TRANSLATE_NOOP("Keys", "Excel workbook")),
    Action("receipts", "csv", "C", QT_TRANSLATE_NOOP("Keys", "CSV file")),
    Action("receipts", "order", "S", QT_TRANSLATE_NOOP("Keys", "Another order")),
    Action("receipts", "more", "M", QT_TRANSLATE_NOOP("Keys", "More lines")),
    Action("receipts", "reprint_too", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print again, second key")),
    Action("receipts", "take_back_too", "F8", QT_TRANSLATE_NOOP("Keys", "Goods back, second key")),
    Action("receipts", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("receipts", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("receipts", "rows_up", "PgUp", QT_TRANSLATE_NOOP("Keys", "Ten rows up")),
    Action("receipts", "rows_down", "PgDown", QT_TRANSLATE_NOOP("Keys", "Ten rows down")),
    Action("receipts", "days", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Days by number")),
    Action("shift", "type_total", "F9", QT_TRANSLATE_NOOP("Keys", "Type the total")),
    Action("shift", "put_in", "F5", QT_TRANSLATE_NOOP("Keys", "Put in")),
    Action("shift", "take_out", "F6", QT_TRANSLATE_NOOP("Keys", "Take out")),
    Action("shift", "x_report", "F8", QT_TRANSLATE_NOOP("Keys", "X report")),
    Action("shift", "print_x", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print the X report")),
    Action("shift", "look_at_ticket", "F7", QT_TRANSLATE_NOOP("Keys", "Have a look at the tickets")),
    Action("shift", "one_more", "+", QT_TRANSLATE_NOOP("Keys", "One more")),
    Action("shift", "one_less", "-", QT_TRANSLATE_NOOP("Keys", "One less")),
    Action("shift", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("shift", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
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
    Action("day", "before", "Left", QT_TRANSLATE_NOOP("Keys", "Day, week or month before")),
    Action("day", "after", "Right", QT_TRANSLATE_NOOP("Keys", "Day, week or month after")),
    Action("day", "table", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Table by number")),
    Action("staff", "add", "F2", QT_TRANSLATE_NOOP("Staff", "Add somebody"), "Staff"),
    Action("staff", "new_pin", "F3", QT_TRANSLATE_NOOP("Staff", "New PIN"), "Staff"),
    Action("staff", "other_role", "F4", QT_TRANSLATE_NOOP("Staff", "Another role"), "Staff"),
    Action("staff", "leaves", "Del", QT_TRANSLATE_NOOP("Staff", "Leaves the shop"), "Staff"),
    Action("staff", "people", "F5", QT_TRANSLATE_NOOP("Staff", "People"), "Staff"),
    Action("staff", "roles", "F6", QT_TRANSLATE_NOOP("Staff", "Roles"), "Staff"),
    Action("staff", "show_left", "F7", QT_TRANSLATE_NOOP("Staff", "Show who has left"), "Staff"),
    Action("staff", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("staff", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("staff", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("staff", "box_before", "Left", QT_TRANSLATE_NOOP("Keys", "Box before")),
    Action("staff", "next_box", "Right", QT_TRANSLATE_NOOP("Keys", "Next box")),
    Action("staff", "turn", "Space", QT_TRANSLATE_NOOP("Keys", "Tick, or take the tick away")),
    Action(SETTINGS, "beside", "Alt+n", QT_TRANSLATE_NOOP("Keys", "Page of the settings by number")),
    Action("scanner", "measure", "F5", QT_TRANSLATE_NOOP("Keys", "Measure anew")),
    Action("scanner", "keep", "F9", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("keys", "usual", "F6", QT_TRANSLATE_NOOP("Keys", "The usual key")),
    Action("keys", "all_usual", "F8", QT_TRANSLATE_NOOP("Keys", "All as usual")),
    Action("keys", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("keys", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("printer", "look", "F5", QT_TRANSLATE_NOOP("Keys", "Look for printers again")),
    Action("printer", "test", "F8", QT_TRANSLATE_NOOP("Keys", "Test page")),
    Action("printer", "take_over", "F9", QT_TRANSLATE_NOOP("Keys", "Take over the answers")),
    Action("printer", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("printer", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("printer", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("receipt_form", "switch", "F2", QT_TRANSLATE_NOOP("Keys", "On / off")),
    Action("receipt_form", "higher", "F3", QT_TRANSLATE_NOOP("ReceiptForm", "Higher"), "ReceiptForm"),
    Action("receipt_form", "lower", "F4", QT_TRANSLATE_NOOP("ReceiptForm", "Lower"), "ReceiptForm"),
    Action("receipt_form", "other_paper", "F6", QT_TRANSLATE_NOOP("Keys", "Preview on the other paper")),
    Action("receipt_form", "usual", "F8", QT_TRANSLATE_NOOP("Keys", "The usual order")),
    Action("receipt_form", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("receipt_form", "preview_before", "PgUp", QT_TRANSLATE_NOOP("Keys", "Preview: before")),
    Action("receipt_form", "preview_next", "PgDown", QT_TRANSLATE_NOOP("Keys", "Preview: next")),
    Action("receipt_form", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("receipt_form", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
    Action("receipt_form", "switch_too", "Space", QT_TRANSLATE_NOOP("Keys", "On / off, second key")),
    Action("own_till", "keep", "Ctrl+S", QT_TRANSLATE_NOOP("Keys", "Keep")),
    Action("print_queue", "retry", "F6", QT_TRANSLATE_NOOP("Keys", "Print it now")),
    Action("print_queue", "retry_all", "F9", QT_TRANSLATE_NOOP("Keys", "Print all that did not come out")),
    Action("print_queue", "give_up", "Del", QT_TRANSLATE_NOOP("Keys", "Give it up")),
    Action("print_queue", "reprint", "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Print again as a copy")),
    Action("print_queue", "order", "F7", QT_TRANSLATE_NOOP("Keys", "Another order")),
    Action("print_queue", "refresh", "F5", QT_TRANSLATE_NOOP("Keys", "Look again")),
    Action("print_queue", "search", "/", QT_TRANSLATE_NOOP("Keys", "Search")),
    Action("print_queue", "row_up", "Up", QT_TRANSLATE_NOOP("Keys", "Row above")),
    Action("print_queue", "row_down", "Down", QT_TRANSLATE_NOOP("Keys", "Row below")),
)
