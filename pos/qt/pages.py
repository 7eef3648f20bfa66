"""The pages of the window by name, but for login, which is there first, and payment, which begins with a ticket.

Each is imported when it is first shown. The order of `RAIL` is the digits after F10.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt.frame import RailEntry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pos.screens.counter import Counter


def _selling(counter: Counter) -> QWidget:
    from pos.qt.selling import SellingPage

    return SellingPage(counter.selling)


def _refund(counter: Counter) -> QWidget:
    from pos.qt.refund import RefundPage

    return RefundPage(counter.refund)


def _receipts(counter: Counter) -> QWidget:
    from pos.qt.receipts import ReceiptsPage

    return ReceiptsPage(counter.receipts)


def _day(counter: Counter) -> QWidget:
    from pos.qt.day import DayPage

    return DayPage(counter.day)


def _shift(counter: Counter) -> QWidget:
    from pos.qt.shift import ShiftPage

    return ShiftPage(counter.shift)


def _code_test(counter: Counter) -> QWidget:
    from pos.qt.code_test import CodeTestPage
    from pos.screens.code_test import CodeTestScreen

    return CodeTestPage(CodeTestScreen(counter.till))


def _scanner(counter: Counter) -> QWidget:
    from pos.qt.scanner import ScannerPage
    from pos.screens.own_settings import OwnSettings

    return ScannerPage(OwnSettings(counter.till))


def _keys(counter: Counter) -> QWidget:
    from pos.qt.keys_chosen import KeysPage
    from pos.screens.own_settings import OwnSettings

    return KeysPage(OwnSettings(counter.till))


def _printer(counter: Counter) -> QWidget:
    from pos.qt.printer import PrinterPage

    return PrinterPage(counter.printer_choice)


def _receipt_form(counter: Counter) -> QWidget:
    from pos.qt.receipt_form import ReceiptFormPage
    from pos.screens.receipt_form import ReceiptFormScreen

    return ReceiptFormPage(ReceiptFormScreen(counter.till))


def _own_till(counter: Counter) -> QWidget:
    from pos.qt.own_till import OwnTillPage
    from pos.screens.own_till import OwnTillScreen

    return OwnTillPage(OwnTillScreen(counter.till))


def _print_queue(counter: Counter) -> QWidget:
    from pos.qt.print_queue import PrintQueuePage

    return PrintQueuePage(counter.print_queue)


def _staff(counter: Counter) -> QWidget:
    from pos.qt.staff import StaffPage
    from pos.screens.staff import StaffScreen

    return StaffPage(StaffScreen(counter.till))


PAGES: dict[str, Callable[[Counter], QWidget]] = {
    "selling": _selling,
    "refund": _refund,
    "receipts": _receipts,
    "day": _day,
    "shift": _shift,
    "staff": _staff,
    "code_test": _code_test,
    "scanner": _scanner,
    "keys": _keys,
    "printer": _printer,
    "receipt_form": _receipt_form,
    "own_till": _own_till,
    "print_queue": _print_queue,
}

_RAIL = (
    ("selling", "cart", QT_TRANSLATE_NOOP("Window", "Sell")),
    ("refund", "refund", QT_TRANSLATE_NOOP("Window", "Refund")),
    ("day", "chart", QT_TRANSLATE_NOOP("Window", "Day")),
    ("shift", "clock", QT_TRANSLATE_NOOP("Window", "Shift")),
    ("receipts", "search", QT_TRANSLATE_NOOP("Window", "Receipts")),
    ("code_test", "sliders", QT_TRANSLATE_NOOP("Window", "Settings")),
    ("staff", "person", QT_TRANSLATE_NOOP("Window", "Staff")),
    ("training", "cap", QT_TRANSLATE_NOOP("Window", "Training")),
)

#: What the pages outside the rail are called.
_MORE_TITLES = {
    "payment": QT_TRANSLATE_NOOP("Window", "Payment"),
    "scanner": QT_TRANSLATE_NOOP("Window", "Scanner"),
    "keys": QT_TRANSLATE_NOOP("Window", "Keys"),
    "printer": QT_TRANSLATE_NOOP("Window", "Printer"),
    "receipt_form": QT_TRANSLATE_NOOP("Window", "What a receipt says"),
    "own_till": QT_TRANSLATE_NOOP("Window", "This till"),
    "print_queue": QT_TRANSLATE_NOOP("Window", "Print queue"),
}


def rail_entries() -> tuple[RailEntry, ...]:
    """What stands in the rail, from above."""
    return tuple(RailEntry(page, icon, translate("Window", word)) for page, icon, word in _RAIL)


def page_title(name: str) -> str:
    """What a page is called, for whoever cannot see it; empty for one that is in no list."""
    words = {page: word for page, _, word in _RAIL} | _MORE_TITLES
    return translate("Window", words[name]) if name in words else ""
