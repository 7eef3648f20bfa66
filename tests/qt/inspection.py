"""What must hold on every page of the window whatever it shows: names, Tab, hit areas, and no word cut off.

`python -m tests.qt.inspection FOLDER` walks through them all and prints what it finds, one line each; a process of its
own can be given another scale (QT_SCALE_FACTOR).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from pos.core import wording
from pos.core.problems import Problem
from pos.qt.background import Background
from pos.qt.main_window import Page
from pos.qt.pages import PAGES
from pos.qt.parts import IconButton, StatusChip
from pos.qt.wedge import GAP
from pos.screens.gestures import Gestures
from tests.qt.at_page import clipped
from tests.qt.clerk import Clerk, opened
from tests.qt.cut_words import Cut, cut_labels, watched
from tests.qt.paying_states import every_state, leave_open

#: 1366x768, 1024x768, and the first at 125 % (DESIGN.md section 3).
SIZES = ((1366, 768), (1024, 768), (1093, 614))
#: The smallest that is not compact.
SMALLEST = (1000, 690)
#: 1920x1080 at 150 %.
AT_150 = (1280, 720)
CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QPlainTextEdit,
    QTextEdit,
)
HIT, FIELD, CHIP = 44, 42, 32

MORNING: tuple[dict[str, object], ...] = (
    {"do": "login", "pin": "246810"},
    {"do": "open_shift", "float": "300.00"},
    {"do": "scan", "code": "6996857000413"},
    {"do": "pay", "means": "CASH", "amount": "50"},
    {"do": "add", "product": "SP0008", "quantity": "12"},
    {"do": "add", "product": "SP0018", "quantity": "2.35"},
    {"do": "add", "product": "SP0030"},
    {"do": "pay", "means": "WECHAT", "amount": "500"},
    {"do": "pay", "means": "CARD_POS", "amount": "2274.08"},
    {"do": "scan", "code": "6993470000097"},
    {"do": "hold", "name": "王师傅"},
    {"do": "scan", "code": "6993470000103"},
    {"do": "hold", "name": "尾号 6620"},
    {"do": "cash", "direction": "out", "amount": "100", "reason": "上交店长"},
)
TICKET: tuple[dict[str, object], ...] = tuple(
    {"do": "add", "product": product, "quantity": quantity}
    for product, quantity in (("SP0030", "2"), ("SP0001", "4.216"), ("SP0041", "3"), ("SP0031", "1"), ("SP0020", "1"))
)

#: How each page comes to look otherwise than when it is opened: what it is called, and the keys.
STATES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "selling": (
        ("find", ("F2", "c")),
        ("hold", ("Esc", "F6")),
        ("recall", ("Esc", "F5")),
        ("price", ("Esc", "F3")),
        ("discount", ("F3",)),
        ("buyer", ("Esc", "F7")),
        ("more origins", ("Esc", "Alt+8", "Alt+6")),
        ("empty the ticket", ("Esc", "Ctrl+Del")),
        ("help", ("Esc", "F1")),
        ("pages", ("Esc", "F10")),
    ),
    "payment": (
        ("wechat", ("Alt+2",)),
        ("a part paid", ("5", "0", "Enter")),
        ("too much", ("9", "9", "9", "9", "9", "Enter")),
        ("help", ("F1",)),
        ("the change", ("Esc", "Alt+1", "5", "0", "0", "Enter")),
    ),
    "refund": (
        ("one piece", ("1", "Enter", "+")),
        ("own words", ("Alt+6",)),
        ("without a receipt", ("Esc", "Esc", "F8", "F4")),
    ),
    "receipts": (("nothing found", ("/", "9", "9", "9", "9", "Enter")),),
    "staff": (("somebody new", ("F2",)), ("another role", ("Esc", "F4")), ("rights", ("Esc", "F6"))),
    "code_test": (("a label", (*"2100101012365", "Enter")), ("a slip", (*"2100101012364", "Enter"))),
    "keys": (("another key", ("Enter",)), ("taken", ("F5",))),
    "printer": (("taken over", ("F9",)),),
    "receipt_form": (
        ("a block off", ("Down", "Down", "F2")),
        ("what stays", ("Up", "F2")),
        ("another order", ("Down", "F4", "F4")),
    ),
    "own_till": (("what cannot be", ("Tab", "Tab", "9", "Ctrl+S")),),
    "print_queue": (("nothing found", ("/", "9", "9", "9")), ("another order", ("Esc", "F7"))),
    "shift": (("the X report", ("F8",)), ("cash out", ("Esc", "F6")), ("the sum at once", ("Esc", "F9"))),
    "day": (
        ("a week", ("W",)),
        ("a month", ("M",)),
        ("tables", ("D", "T")),
        ("another table", ("Alt+2",)),
        ("the sheet", ("T", "P")),
    ),
}


def walk(clerk: Clerk) -> Iterator[str]:
    """Bring every page to the front, in every state that is known of it; answers what stands there."""
    settle(clerk)
    yield "login"
    assert clerk.window.counter is not None
    play = Gestures(clerk.window.counter.till)
    play.selling = clerk.window.counter.selling
    for gesture in MORNING:
        answer = play.answer(json.dumps(gesture))
        assert answer["ok"], answer
    for name in (*PAGES, "payment"):
        if name in ("selling", "payment") and not play.selling.basket.lines:
            if name == "selling":
                clerk.window.show_page(name)
                settle(clerk)
                yield "selling, nothing on the ticket"
            for gesture in TICKET:
                assert play.answer(json.dumps(gesture))["ok"]
        try:
            clerk.window.show_page(name)
        except Problem as problem:
            clerk.window.tell(problem)
        settle(clerk)
        yield name
        for state, keys in STATES.get(name, ()):
            clerk.press(*keys)
            settle(clerk)
            yield f"{name}, {state}"
        clerk.press("Esc")
        settle(clerk)
    yield from _by_code(clerk, play)
    yield from _exchange(clerk, play)
    yield from _evening(clerk, play)


def _by_code(clerk: Clerk, play: Gestures) -> Iterator[str]:
    """A payment by code in each of its states; one stays open and is there when the drawer is counted."""
    for gesture in TICKET:
        assert play.answer(json.dumps(gesture))["ok"]
    clerk.window.show_page("payment")
    for state in every_state(clerk):
        settle(clerk)
        yield f"payment, {state}"
    leave_open(clerk)
    settle(clerk)
    yield "payment, confirmed by hand"
    clerk.press("F11")
    settle(clerk)
    yield "shift, a payment is open"


def _exchange(clerk: Clerk, play: Gestures) -> Iterator[str]:
    """Goods come back for cheaper ones: red rows on the ticket, and money that goes out."""
    for gesture in (
        {"do": "exchange", "receipt": "1", "reason": "换"},
        {"do": "add", "product": "SP0029"},
    ):
        assert play.answer(json.dumps(gesture))["ok"]
    clerk.window.show_page("selling")
    settle(clerk)
    yield "selling, an exchange"
    clerk.press("Enter")
    settle(clerk)
    yield "payment, an exchange"
    clerk.press("Enter")
    settle(clerk)
    yield "payment, an exchange is booked"


def _evening(clerk: Clerk, play: Gestures) -> Iterator[str]:
    """The drawer is counted, the manager goes, a wrong PIN is typed, the next one types the float."""
    for ticket in play.selling.held:
        for gesture in ({"do": "recall", "name": ticket.name}, {"do": "cancel"}):
            assert play.answer(json.dumps(gesture))["ok"]
    clerk.press("F11")
    settle(clerk)
    clerk.press("F9")
    clerk.type("229.50")
    clerk.press("Enter", "Enter")
    settle(clerk)
    yield "shift, counted"
    clerk.press("F12")
    settle(clerk)
    clerk.type("135790")
    clerk.press("Enter")
    settle(clerk)
    yield "login, a wrong PIN"
    clerk.type("135791")
    clerk.press("Enter")
    settle(clerk)
    yield "login, the float"
    yield from _clerk(clerk)


def _clerk(clerk: Clerk) -> Iterator[str]:
    """The next one is no manager: what is covered until the count, and where a leave is asked for."""
    clerk.type("300")
    clerk.press("Enter")
    settle(clerk)
    yield "selling, of a clerk"
    for goods in ("SP0041", "SP0018"):
        clerk.type(goods)
        clerk.press("Enter")
        settle(clerk)
    clerk.press("Esc")
    clerk.press("F3")
    clerk.type("0.9")
    clerk.press("Enter")
    settle(clerk)
    yield "selling, a leave is asked for"
    clerk.press("Esc", "Esc", "F9", "Enter")
    for page in ("day", "receipts", "refund", "shift"):
        clerk.window.show_page(page)
        settle(clerk)
        if page == "refund":
            clerk.type("1")
            clerk.press("Enter", "F9", "Alt+1", "Enter")
            settle(clerk)
        if page == "shift":
            clerk.press("F8")
            settle(clerk)
        yield f"{page}, of a clerk"


def settle(clerk: Clerk) -> None:
    """Let the window come to rest, and what is worked out in the background with it."""
    counter = clerk.window.counter
    # Outside the scan box a key is held back as the first of a scan; it must have come through.
    QTest.qWait(GAP + 10)
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    if counter is not None and isinstance(counter.till.background, Background):
        counter.till.background.finish()
        QApplication.processEvents()


def findings(clerk: Clerk) -> Iterator[str]:
    """What is wrong with what stands on the window now."""
    whole = clerk.window.centralWidget()
    with watched() as cut:
        clerk.window.grab()
    yield from clipped(whole)
    yield from (str(one) for one in sorted({*cut, *cut_labels(whole)}) if not _may_be_short(one))
    for one in whole.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, CONTROLS) and not _inside_another(one):
            yield from _of_control(one)
        if isinstance(one, QLineEdit) and not one.text():
            words = one.placeholderText()
            room = one.width() - 24 - one.textMargins().left() - one.textMargins().right()
            if one.fontMetrics().horizontalAdvance(words) > room:
                yield f"words cut off: {words!r} in {_called(one)}, {room} wide"
        if isinstance(one, StatusChip) and one.height() < CHIP:
            yield f"{_called(one)} is {one.height()} high"


def unreachable(clerk: Clerk) -> Iterator[str]:
    """Controls that neither Tab nor a key that is shown leads to, and controls without a name that Tab leads to."""
    reached: list[QWidget] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.append(focus)
        clerk.press("Tab")
    controls = [one for one in clerk.window.centralWidget().findChildren(QWidget) if isinstance(one, CONTROLS)]
    for one in controls:
        alive = one.isVisible() and one.isEnabled() and not _inside_another(one) and not _only_read(one)
        if alive and one not in reached and not _key_of(one):
            yield f"{_called(one)} cannot be reached by Tab, and shows no key"
    yield from (f"Tab leads to {_called(one)}, which has no name" for one in reached if not _name_of(one))


def _of_control(one: QWidget) -> Iterator[str]:
    if not _name_of(one):
        yield f"{_called(one)} has no name"
    # The signs of a stepper lie inside the frame of its field.
    least = FIELD if isinstance(one, QLineEdit | QAbstractSpinBox | QComboBox | IconButton) else HIT
    if isinstance(one, QAbstractItemView | QPlainTextEdit | QTextEdit):
        return
    if one.height() < least or one.width() < least:
        yield f"{_called(one)} is only {one.width()} x {one.height()}"


def _inside_another(one: QWidget) -> bool:
    """Qt's own parts of a control: the corner of a table, the box of a spin box."""
    return isinstance(one.parent(), CONTROLS) or one.objectName().startswith("qt_")


def _only_read(one: QWidget) -> bool:
    """A list in which nothing can be chosen: it is there to be read, by eyes or aloud."""
    return isinstance(one, QAbstractItemView) and one.selectionMode() == QAbstractItemView.SelectionMode.NoSelection


def _key_of(one: QWidget) -> str:
    """The key that is shown on a control, or told by it."""
    shown = getattr(one, "_key", "")
    if isinstance(one, IconButton) and one.text() in ("+", "−"):
        return one.text()
    told = re.search(r"\b(Alt|Ctrl|F\d+|Enter|Esc|PgUp|PgDn)\b", one.accessibleDescription())
    return str(shown) or (told[0] if told else "")


def _name_of(one: QWidget) -> str:
    return one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")


def _called(one: QWidget) -> str:
    words = one.text() if isinstance(one, QAbstractButton | QLineEdit) else one.accessibleName()
    place = one.parentWidget()
    near = place.objectName() or type(place).__name__ if place is not None else ""
    return f"{type(one).__name__} {one.objectName()} {words!r} in {near}"


def _may_be_short(cut: Cut) -> bool:
    """Names of goods and people and what somebody wrote may be longer than their place: the whole stands elsewhere."""
    ours = cut.words in _OUR_WORDS or _MONEY.search(cut.words)
    return not ours and cut.place in NAMES_AND_FREE_WORDS


#: Who paints names of goods: a ticket, also beside the payment, a tile, a receipt in its list, a line of a refund.
NAMES_AND_FREE_WORDS = frozenset(
    (
        "selling.basket:_RowPainter._name",
        "payment_parts:_TicketRow.paint",
        "parts.cards:ProductCard.paintEvent",
        "receipt_list:_RowPainter._two",
        "RefundLine._name",
    )
)
#: No digit of an amount may be missing, whoever wrote the words around it.
_MONEY = re.compile(r"\d\.\d\d(?!\d)")
_CATALOGUE = wording._catalogue("zh_CN")
_OUR_WORDS = frozenset(
    words
    for context in list(_CATALOGUE._written)
    for source, chinese in _CATALOGUE[context].items()
    for words in (source, chinese)
)
assert len(_OUR_WORDS) > 1000, "without the till's own words nothing is measured"


def inspect(folder: Path, size: tuple[int, int], look: Callable[[Clerk, str], None] | None = None) -> list[str]:
    """Everything that is wrong on any page of a window of that size, each with where. `look` is called at each stop."""
    found: list[str] = []
    with opened(folder, size) as clerk:
        for at in walk(clerk):
            if look is not None:
                look(clerk, at)
            found += [f"{at}: {one}" for one in findings(clerk)]
            if ", " not in at:
                found += [f"{at}: {one}" for one in unreachable(clerk)]
                cast(Page, clerk.window.page).first_focus()
    return found


if __name__ == "__main__":
    stops: list[str] = []
    for line in inspect(Path(sys.argv[1]), AT_150, lambda clerk, at: stops.append(at)):
        print(line)
    print(f"looked at {len(stops)} pages and states, {QApplication.primaryScreen().devicePixelRatio():.2f} to 1")
