"""The shift page over the real shop: float, cash in and out, blind count, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from pos.core.wording import speak
from pos.qt.shift import ShiftPage
from pos.screens.shift import ShiftScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


def at_drawer(shop: Shop) -> ShiftPage:
    return ShiftPage(ShiftScreen(shop.till))


def box(page: ShiftPage, name: str) -> QLineEdit:
    return page.findChild(QLineEdit, name)


def button(page: ShiftPage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def words(page: ShiftPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_shift_opens_with_its_float(qtbot: Any, closed_shop: Shop) -> None:
    closed_shop.clerk()
    with before(at_drawer(closed_shop)) as page:
        assert not button(page, "openShiftButton").isEnabled(), "a float must be typed, be it 0"
        press(page, "Enter")
        assert closed_shop.till.shift is None
        type_(page, "300")
        press(page, "Enter")
        assert page.findChild(QLineEdit, "count_100.00").hasFocus(), "the page turns to the open shift"
    assert closed_shop.cash_in_drawer() == "300.00"


def test_counting_by_notes_with_digits_and_enter_alone(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0001").pay_cash("10.00")
    with before(at_drawer(shop)) as page:
        for count in ("3", "", "", "", "1", "", "1"):
            type_(page, count)
            press(page, "Enter")
        type_(page, "4")
        assert box(page, "countedBox").text() == "305.90"
        press(page, "Enter")
        assert button(page, "closeShiftButton").hasFocus()
        assert shop.till.shift is not None, "the first Enter only goes to the button"
        press(page, "Enter")
        assert shop.till.shift is None
        assert "The drawer is even" in words(page)
    (closing,) = shop.journal("Z")
    assert (closing["counted"], closing["expected"]) == (30590, 30590)


def test_the_count_is_blind(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0001").pay_cash("10.00")
    with before(at_drawer(shop)) as page:
        assert "305.90" not in words(page)
        type_(page, "3")
        assert "305.90" not in words(page)


def test_the_total_typed_at_once(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        type_(page, "7")
        press(page, "F9")
        type_(page, "299.50")
        assert box(page, "count_100.00").text() == "", "one way of counting at a time"
        press(page, "Enter", "Enter")
        assert page.findChild(QLabel, "overShort").text() == "0.50"
        assert "Short" in words(page)
    (closing,) = shop.journal("Z")
    assert closing["over"] == -50


def test_nothing_counted_nothing_closed(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        assert not button(page, "closeShiftButton").isEnabled()
        assert button(page, "closeShiftButton").accessibleDescription()
        press(page, *["Enter"] * 10)
    assert shop.till.shift is not None


def test_plus_minus_and_arrows(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        press(page, "Down", "Down", "Up")
        press(page, "+", "+", "-")
        assert box(page, "count_50.00").text() == "1"
        assert box(page, "countedBox").text() == "50.00"


def test_cash_out_with_its_reason(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        press(page, "F6")
        type_(page, "120.50")
        press(page, "Enter")
        box(page, "cashReasonBox").setText("上交店长")
        press(page, "Enter")
        assert "−120.50" in words(page)
        assert "上交店长" in words(page)
    assert shop.cash_in_drawer() == "179.50"


def test_a_refused_move_keeps_what_was_typed(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        press(page, "F6")
        type_(page, "5000")
        press(page, "Enter")
        box(page, "cashReasonBox").setText("上交店长")
        press(page, "Enter")
        assert box(page, "cashMoveBox").text() == "5000"
        assert banner(page).kind == "bad"
        press(page, "Esc")
        assert not box(page, "cashMoveBox").isVisible()
    assert shop.cash_in_drawer() == "300.00"


def test_a_held_ticket_is_named_and_led_to(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0001")
    shop.do("hold", name="王师傅")
    with before(at_drawer(shop)) as page:
        assert "1 tickets are still held" in words(page)
        press(page, "F9")
        type_(page, "300")
        press(page, "Enter", "Enter")
        assert shop.till.shift is not None
        assert banner(page).kind == "bad"
        assert box(page, "countedBox").text() == "300", "the count is not lost"
        look = next(one for one in page.findChildren(QPushButton) if one.text() == "Have a look")
        with qtbot.waitSignal(page.leave) as left:
            look.click()
        assert left.args == ["selling", ""]


def test_escape_goes_back_to_selling(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page, qtbot.waitSignal(page.leave) as left:
        press(page, "Esc")
    assert left.args == ["selling", ""]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_everything_can_be_seen_and_heard(qtbot: Any, shop: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    shop.add("SP0001")
    shop.do("hold", name="王师傅")
    with before(at_drawer(shop), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
        press(page, "F5")
        qtbot.wait(1)
        assert clipped(page) == []
        assert unnamed(page) == []
    shop.do("recall", name="王师傅")
    shop.do("cancel")
    with before(at_drawer(shop), size) as page:
        press(page, "F9")
        type_(page, "301")
        press(page, "Enter", "Enter")
        qtbot.wait(1)
        assert clipped(page) == []
        assert unnamed(page) == []
