"""The selling page, driven by keys alone as behind a counter, and touched now and then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTableView, QWidget

from pos.core.money import Money
from pos.core.wording import speak
from pos.qt.parts import ProductCard
from pos.qt.selling.shelves import tab_name
from pos.qt.wedge import ScannerFilter
from tests.qt.at_page import clipped, unnamed
from tests.qt.at_window import LOW, NARROW, WIDE, press, said, see, type_, window, words
from tests.qt.fake_screens import HETIAN, MANAGER, ZHANGBEI, FakeSelling

DATES = "6901234500011"
#: What tests of the window may rely on.
NAMES = (
    *("scanBox", "banner", "basketTable", "totalLabel", "payButton", "holdButton", "recallButton", "heldTickets"),
    *("regionTabs", "productGrid", "product_SP0001", "originToday", "printStatus", "syncStatus", "netStatus"),
)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    speak("en")
    yield
    speak("zh_CN")


def scan_box(at: QWidget) -> QLineEdit:
    box = see(at, "scanBox")
    assert isinstance(box, QLineEdit)
    return box


def test_goods_are_scanned_counted_and_taken_to_payment() -> None:
    screen = FakeSelling()
    with window(screen) as till:
        type_(till, f"3*{DATES}")
        press(till, "Return")

        assert words(till, "totalLabel") == "80.40"
        assert said(till) == "和田大枣 一级\n3 袋 × 26.80"

        press(till, "+", "-", "-")
        assert words(till, "totalLabel") == "53.60"
        type_(till, "*5")
        press(till, "Return")
        assert words(till, "totalLabel") == "134.00"
        table = see(till, "basketTable")
        assert isinstance(table, QTableView)
        spoken = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "和田大枣 一级 500 g 袋, 新疆 和田市, 5 袋, 134.00 yuan"
        assert see(till, "totalLabel").accessibleName() == "To pay 134.00 yuan, 1 种 · 1 件"

        asked: list[str] = []
        till.page.leave.connect(lambda page, _: asked.append(page))  # type: ignore[attr-defined]
        till.page.leave.disconnect(till._leave)  # type: ignore[attr-defined]
        press(till, "Return", "F9")
        assert asked == ["payment", "payment"]


def test_an_unknown_code_is_told_in_place_and_moves_no_row() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        before = see(till, "basketTable").geometry()

        type_(till, "6901234567892")
        press(till, "Return")

        assert "6901234567892" in said(till)
        assert see(till, "basketTable").geometry() == before
        assert QApplication.activeModalWidget() is None
        assert scan_box(till).text() == ""
        assert till.focusWidget() is scan_box(till)
        assert len(screen.rows) == 6

        type_(till, DATES)
        press(till, "Return")
        assert said(till).startswith("和田大枣 一级")


def test_every_printable_key_lands_in_the_scan_box() -> None:
    with window() as till:
        see(till, "holdButton").setFocus()

        type_(till, "69")

        assert scan_box(till).text() == "69"
        assert till.focusWidget() is scan_box(till)


def test_the_list_follows_the_keys_and_never_takes_the_focus() -> None:
    screen = FakeSelling()
    with window(screen) as till:
        type_(till, "mn")
        assert till.focusWidget() is scan_box(till)
        assert see(till, "findPanel").accessibleName().startswith("Found 1")
        press(till, "Return")
        assert [row.name for row in screen.rows] == ["牦牛肉干"]

        press(till, "F2")
        assert see(till, "findPanel")
        press(till, "Esc")
        assert not till.findChild(QWidget, "findPanel").isVisible()

        type_(till, "2*htdz")
        press(till, "Down", "Return")
        assert screen.rows[-1].quantity_text == "2 袋"


def test_rows_are_chosen_and_taken_off_and_the_whole_ticket_asks_first() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        press(till, "Up", "Up")
        assert screen.selected == 4
        press(till, "Del")
        assert len(screen.rows) == 5
        press(till, "Ctrl+Del")
        assert len(screen.rows) == 5
        press(till, "Esc", "Ctrl+Del", "Return")
        assert screen.rows == ()
        assert QApplication.activeModalWidget() is None
        assert words(till, "totalLabel") == "0.00"


def test_a_ticket_is_held_under_a_name_and_taken_back_by_its_number() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        press(till, "F6")
        type_(till, "li")
        press(till, "Return")
        assert [ticket.name for ticket in screen.held] == ["王师傅", "尾号 6620", "li"]
        press(till, "Ctrl+2", "F5")
        type_(till, "2")
        press(till, "Return")
        assert screen.done == ["recall 尾号 6620", "recall li"]
        press(till, "F5")
        assert screen.done[-1] == "recall 王师傅"


def test_a_price_needs_the_manager_who_is_asked_in_place() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        press(till, "F3")
        type_(till, "20")
        press(till, "Return")
        assert screen.rows[-1].price == Money.yuan("26.80")

        type_(till, MANAGER)
        press(till, "Return")
        type_(till, "dented bag")
        press(till, "Return")

        assert screen.done == ["leave for dented bag"]
        assert screen.rows[-1].price == Money.yuan("20.00")

        press(till, "F3", "F3")
        type_(till, "1.5")
        press(till, "Return")
        assert screen.rows[-1].discount == Money.yuan("1.50")


def test_buyer_channel_and_love_card_by_keys() -> None:
    screen = FakeSelling.afternoon()
    with window(screen) as till:
        press(till, "F7", "Down", "Right", "Down", "F7", "Return")

        assert screen.terms == {"buyer_kind": "ENTERPRISE", "channel": "COMMUNITY", "love_card": True}
        assert till.focusWidget() is scan_box(till)


def test_shelves_are_chosen_by_alt_and_goods_by_touch() -> None:
    screen = FakeSelling()
    with window(screen) as till:
        press(till, "Alt+5")
        assert screen.tab == HETIAN
        tab = see(till, f"tab_{HETIAN}")
        assert isinstance(tab, QAbstractButton)
        assert tab.isChecked()
        assert tab.accessibleName() == "Origin 新疆 和田市"

        card = see(till, "product_SP0012")
        assert isinstance(card, ProductCard)
        assert card.accessibleDescription() == "Origin 新疆 和田市, Near its date"
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)

        assert [row.product for row in screen.rows] == ["SP0012"]
        assert till.focusWidget() is scan_box(till)


def test_the_rest_of_the_counties_stands_behind_the_last_tab() -> None:
    screen = FakeSelling()
    with window(screen, NARROW) as till:
        press(till, "Alt+6")
        behind = see(till, f"tab_{ZHANGBEI}")
        QTest.mouseClick(behind, Qt.MouseButton.LeftButton)
        assert screen.tab == ZHANGBEI
        assert not till.findChild(QWidget, "moreOrigins").isVisible()


def test_an_empty_ticket_says_how_to_begin_and_why_nothing_can_be_paid() -> None:
    with window(FakeSelling()) as till:
        pay = see(till, "payButton")
        assert not pay.isEnabled()
        assert pay.accessibleDescription() == "还没有商品"
        assert see(till, "originToday").accessibleDescription().startswith("No sale yet")
        press(till, "Return")
        assert said(till)
        assert till.page_name == "selling"


def test_a_scanner_is_heard_wherever_the_focus_is(qapp: QApplication) -> None:
    screen = FakeSelling()
    with window(screen) as till:
        ears = ScannerFilter(till.scanned)
        qapp.installEventFilter(ears)
        press(till, "F7")
        handle = till.windowHandle()
        at = 1000
        for sign in f"{DATES}\r":
            key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
                event.setTimestamp(at)
                QApplication.sendEvent(handle, event)
            at += 12
        qapp.removeEventFilter(ears)

        assert [row.product for row in screen.rows] == ["SP0010"]
        assert screen.terms["buyer_kind"] == "RESIDENT"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW], ids=["wide", "narrow", "low"])
def test_nothing_is_cut_off_and_every_control_has_a_name(size: tuple[int, int], language: str) -> None:
    speak(language)
    with window(size=size) as till:
        assert (till.width(), till.height()) == size
        assert clipped(till) == []
        assert unnamed(till) == []
        for name in NAMES:
            assert QAccessible.queryAccessibleInterface(see(till, name)).text(QAccessible.Text.Name), name


def test_tab_reaches_every_control() -> None:
    with window() as till:
        wanted = {
            one
            for kind in (QAbstractButton, QLineEdit, QTableView)
            for one in till.page.findChildren(kind)
            if one.isVisible() and one.isEnabled()
        }
        reached = set()
        for _ in range(120):
            reached.add(till.focusWidget())
            till.focusNextChild()
        assert {one.objectName() or type(one).__name__ for one in wanted - reached} == set()


def test_a_county_is_called_as_people_call_it() -> None:
    assert [tab_name(code) for code in ("152529", "150926", "653201", "130722", "420302", "")] == [
        "正镶白旗",
        "察右前旗",
        "和田",
        "张北",
        "茅箭区",
        "",
    ]


def test_a_late_enter_still_belongs_to_the_scan(qtbot: Any) -> None:
    """A radio scanner's Enter comes after its digits were taken as a scan: it must not press what has the focus."""
    heard: list[str] = []
    ears = ScannerFilter(heard.append)
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    pressed: list[str] = []
    window.returnPressed.connect(lambda: pressed.append("Enter"))

    def key(code: Qt.Key, sign: str, at: int) -> bool:
        event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(at)
        return ears.eventFilter(window.windowHandle(), event)

    for i, digit in enumerate("6994268000244"):
        assert key(Qt.Key(ord(digit)), digit, 1000 + 3 * i)
    qtbot.waitUntil(lambda: heard == ["6994268000244"], timeout=1000)
    assert key(Qt.Key.Key_Return, "\r", 1200), "still the scanner's"
    assert not key(Qt.Key.Key_Return, "\r", 1300), "the clerk's own"
