"""The staff page by keys alone, over the real shop; and a window that locks itself when nobody is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from pos.core.permissions import Act
from pos.core.wording import speak
from pos.qt.idle import IdleLock
from pos.qt.staff import StaffPage
from pos.screens.staff import StaffScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def staffed(shop: Shop) -> Shop:
    """A shop with a role of its own, the manager at the till."""
    screen = StaffScreen(shop.till)
    screen.name_role("领班")
    return shop


def at_staff(shop: Shop) -> StaffPage:
    return StaffPage(StaffScreen(shop.till))


def box(page: StaffPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def words(page: StaffPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_somebody_is_added_by_keys_alone(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "F2")
        assert box(page, "staffNo").text() == "04"
        press(page, "Enter")
        type_(page, "李芳")
        press(page, "Enter", "Down", "Enter")
        type_(page, "777888")
        press(page, "Enter")
        type_(page, "777888")
        press(page, "Enter")
        assert "04" in banner(page).text()
        assert not box(page, "staffPin").text()
    assert staffed.do("login", pin="777888") == {"ok": True, "clerk": "04", "role": "领班"}


def test_two_pins_that_differ_are_typed_again_and_the_rest_stays(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "F2", "Enter")
        type_(page, "Li")
        press(page, "Enter", "Enter")
        type_(page, "777888")
        press(page, "Enter")
        type_(page, "777889")
        press(page, "Enter")
        assert banner(page).kind == "bad"
        assert (box(page, "staffPin").text(), box(page, "staffPinAgain").text()) == ("", "")
        assert box(page, "staffPin").hasFocus()
        assert box(page, "staffName").text() == "Li"
        press(page, "Esc", "Esc")


def test_a_new_pin_another_role_and_goodbye(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "Down", "F3")
        type_(page, "888777")
        press(page, "Enter")
        type_(page, "888777")
        press(page, "Enter", "F4")
        role = page.findChild(QComboBox, "staffRole")
        assert role.hasFocus()
        press(page, "Down", "Enter")
        assert "领班" in banner(page).text()
        press(page, "Del")
        assert "王小花" in words(page)
        press(page, "Enter")
        assert "03" in banner(page).text()
        press(page, "F7")
        assert page._model.rows[-1].active is False
    what = [event["what"] for event in staffed.journal("E")]
    assert what[-3:] == ["PIN_SET", "ROLE_SET", "STAFF_RETIRED"]
    assert staffed.ask("login", pin="888777")["refused"] == "WrongPin"


def test_esc_leaves_the_form_then_the_page(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "Down", "Del", "Esc")
        with qtbot.waitSignal(page.leave) as left:
            press(page, "Esc")
        assert left.args == ["selling", ""]
    assert "STAFF_RETIRED" not in [event["what"] for event in staffed.journal("E")]


def test_searching_by_name(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "/")
        type_(page, "小花")
        assert [row.no for row in page._model.rows] == ["03"]
        press(page, "Enter")
        assert page._table.hasFocus()


def test_rights_are_changed_with_arrows_and_enter(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "F6", "Down", "Down", "Right", "Enter")
        assert staffed.till.settings.role("领班").may(Act.PRICE)
        assert not staffed.till.settings.role("clerk").may(Act.PRICE)
        press(page, "Up", "Enter")
        assert box(page, "rightsAnswer").hasFocus()
        type_(page, "25")
        press(page, "Enter")
        assert staffed.till.settings.role("领班").discount_percent == 25
        press(page, "Del")
        assert "领班" not in staffed.till.settings.roles
        press(page, "F2")
        type_(page, "senior")
        press(page, "Enter")
        assert "senior" in staffed.till.settings.roles


def test_what_is_refused_on_rights_is_told_above_them(qtbot: Any, staffed: Shop) -> None:
    with before(at_staff(staffed)) as page:
        press(page, "F6", "F2")
        type_(page, "a b")
        press(page, "Enter")
        assert banner(page).kind == "bad"
        assert box(page, "rightsAnswer").text() == "a b"


def test_a_clerk_sees_neither_names_nor_rights(qtbot: Any, staffed: Shop) -> None:
    staffed.clerk()
    with before(at_staff(staffed)) as page:
        assert "the manager's" in words(page)
        assert not page._table.isVisible()
        for key in ("F2", "F3", "F6", "Enter"):
            press(page, key)
        assert not box(page, "staffNo").isVisible()
        assert not page._table.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_everything_can_be_seen_and_heard(qtbot: Any, staffed: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    with before(at_staff(staffed), size) as page:
        for keys in ((), ("F2",), ("Esc", "Down", "F4"), ("Esc", "Del"), ("Esc", "F6"), ("F2",)):
            press(page, *keys)
            assert clipped(page) == [], keys
            assert unnamed(page) == [], keys


# Nobody there


class Desk(QWidget):
    """Somewhere to type."""


def test_after_so_long_without_a_touch_the_till_locks(qtbot: Any) -> None:
    locked: list[bool] = []
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    idle = IdleLock(10, lambda: False, lambda: locked.append(True))
    try:
        assert 570_000 < idle.left < 640_000
        idle._timer.start(5_000)
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
        QApplication.sendEvent(desk.windowHandle(), key)
        assert idle.left > 570_000, "a key begins the time anew"
        idle._timer.start(0)
        qtbot.waitUntil(lambda: locked == [True])
    finally:
        idle.stop()


def test_nobody_is_locked_out_of_a_payment(qtbot: Any) -> None:
    locked: list[bool] = []
    paying = [True]
    idle = IdleLock(10, lambda: paying[0], lambda: locked.append(True))
    try:
        idle._timer.start(0)
        QTest.qWait(30)
        assert locked == []
        assert idle.left > 0, "it asks again"
        paying[0] = False
        idle._timer.start(0)
        qtbot.waitUntil(lambda: locked == [True])
    finally:
        idle.stop()


def test_no_minutes_no_lock(qtbot: Any) -> None:
    idle = IdleLock(0, lambda: False, lambda: None)
    assert idle.left == -1
    idle.stop()


def test_the_legend_turns_with_the_tab(qtbot: Any, shop: Shop) -> None:
    with before(StaffPage(StaffScreen(shop.till))) as page, qtbot.waitSignal(page.keysChanged):
        press(page, "F6")


def test_the_legend_turns_with_the_form(qtbot: Any, shop: Shop) -> None:
    with before(StaffPage(StaffScreen(shop.till))) as page:
        press(page, "F2")
        assert [key for key, _ in page.legend] == ["F1", "Enter", "Esc"]
        press(page, "Esc")
        assert "F2" in dict(page.legend)
