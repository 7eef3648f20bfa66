"""The shift page over the real shop: float, cash in and out, blind count, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from sqlalchemy import text

from pos.core.wording import speak
from pos.qt.parts import Elided
from pos.qt.shift import ShiftPage
from pos.screens.shift import ShiftScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import MANAGER_PIN, Shop


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
        with qtbot.waitSignal(page.leave) as left:
            press(page, "Enter")
        assert left.args == ["selling", ""], "the counter says that the shift is open"
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


# The X


def seen(page: ShiftPage) -> str:
    return " ".join(
        one.whole_text() if isinstance(one, Elided) else one.text()
        for one in page.findChildren(QLabel)
        if one.isVisible()
    )


def test_the_manager_sees_the_x_and_prints_it(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041").pay_cash("29.90")
    with before(at_drawer(shop)) as page:
        type_(page, "3")
        press(page, "F8")
        assert "X · shift 1 of 2021-09-08" in seen(page)
        assert "Should be there 329.90" in seen(page)
        assert "29.90" in seen(page)
        assert not button(page, "closeShiftButton").isVisible(), "nobody closes with the sum before their eyes"
        assert clipped(page) == []
        assert unnamed(page) == []
        press(page, "Ctrl+P")
        assert "No printer" in banner(page).text(), "this till has none"
        press(page, "Esc")
        assert "Should be there" not in seen(page)
        assert box(page, "count_100.00").text() == "3", "the count goes on where it was"
    assert not shop.journal("Z")


def test_the_x_comes_out_of_the_printer(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041").pay_cash("29.90")
    shop.till.settings = replace(shop.till.settings, printer="file:/dev/null")
    with before(at_drawer(shop)) as page:
        press(page, "F8", "Ctrl+P", "F8")
        assert box(page, "count_100.00").hasFocus()
    with shop.till.store.read() as session:
        kind, blocks = session.execute(text("SELECT kind, blocks FROM print_jobs ORDER BY id DESC")).first() or ("", "")
    assert kind == "X"
    assert all(words in blocks for words in ("Cash sales, refunds off", "329.90", "An X closes nothing"))


def test_a_clerk_sees_the_x_with_the_manager_s_leave_only(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(at_drawer(shop)) as page:
        press(page, "F8")
        assert "Should be there" not in seen(page)
        assert page._strip.asking
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "asked by the bureau")
        press(page, "Enter")
        assert "Should be there 300.00" in seen(page)
        page.hide()
        page.show()
        page.refresh()
        assert "Should be there" not in seen(page), "not for whoever comes next"
    (leave,) = (event for event in shop.journal("E") if event["what"] == "OVERRIDE")
    assert (leave["of"], leave["by"], leave["why"]) == ("X", "01", "asked by the bureau")


# Slips


def test_a_total_typed_over_the_notes_can_be_taken_back(qtbot: Any, shop: Shop) -> None:
    with before(at_drawer(shop)) as page:
        type_(page, "3")
        press(page, "Enter")
        type_(page, "4")
        press(page, "F9")
        type_(page, "2")
        assert box(page, "count_100.00").text() == ""
        press(page, "Esc")
        assert (box(page, "count_100.00").text(), box(page, "count_50.00").text()) == ("3", "4")
        assert box(page, "countedBox").text() == "500.00"


def test_held_tickets_are_named_to_the_last_and_f7_goes_there(qtbot: Any, shop: Shop) -> None:
    for name in ("wang wu of the canteen", "the lady with the red bag", "three boxes for the school"):
        shop.add("SP0041")
        shop.do("hold", name=name)
    with before(at_drawer(shop), NARROW) as page:
        press(page, "F9")
        type_(page, "300")
        press(page, "Enter", "Enter")
        told = banner(page)
        assert "three boxes for the school" in told.text()
        assert "on the selling page" in told.text()
        assert told.height() > 54, "all of it can be read"
        assert clipped(page) == []
        with qtbot.waitSignal(page.leave) as left:
            press(page, "F7")
        assert left.args == ["selling", ""]


def test_who_may_not_see_the_sum_has_no_row_for_it(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(at_drawer(shop)) as page:
        press(page, "F9")
        type_(page, "300")
        press(page, "Enter", "Enter")
        assert shop.journal("Z")
        assert "Should be there" not in seen(page)
        assert clipped(page) == []


@pytest.mark.parametrize("size", [WIDE, (1214, 632), LOW])
def test_a_tall_refusal_lies_on_nothing(qtbot: Any, shop: Shop, size: tuple[int, int]) -> None:
    speak("zh_CN")
    for n in range(5):
        shop.add("SP0041")
        shop.gestures.selling.hold(f"王师傅的第{n}张挂单")
    with before(at_drawer(shop), size) as page:
        press(page, "F9")
        type_(page, "100")
        press(page, "Enter", "Enter")
        assert shop.till.shift is not None
        assert clipped(page) == []
