"""A manager's leave, asked for where it is needed: selling, payment, shift, by keys alone; and a day left open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from pos.core.money import Money
from pos.core.permissions import Act
from pos.core.wording import speak
from pos.qt.main_window import MainWindow
from pos.qt.payment import PaymentPage
from pos.qt.shift import ShiftPage
from pos.screens.counter import Counter
from pos.screens.selling import SellingScreen
from pos.screens.shift import ShiftScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def bound(shop: Shop) -> Shop:
    """A clerk who may not even take a line off or cash out."""
    shop.till.settings = replace(
        shop.settings, roles={"clerk": {act.value: False for act in Act} | {"discount_percent": 0}}
    )
    return shop


@contextmanager
def at_counter(shop: Shop) -> Iterator[MainWindow]:
    """The whole window over the real shop."""
    window = MainWindow("店", "01")
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.attach(Counter(shop.till))
    window.take_problems()
    QApplication.processEvents()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def box(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def allowed(shop: Shop) -> list[tuple[str, str, str, str]]:
    return [(e["what"], e["who"], e["by"], e["why"]) for e in shop.journal("E") if "by" in e]


def give_leave(page: QWidget, why: str = "manager here", pin: str = MANAGER_PIN) -> None:
    type_(page, pin)
    press(page, "Enter")
    type_(page, why)
    press(page, "Enter")


@pytest.mark.parametrize(
    ("key", "what"), [("Del", "LINE_REMOVED"), ("-", "LINE_REMOVED"), ("Ctrl+Del", "CANCELLED"), ("Ctrl+P", "REPRINT")]
)
def test_the_ticket_asks_in_place(qtbot: Any, bound: Shop, key: str, what: str) -> None:
    bound.sell("SP0041").pay_cash("29.90")
    bound.clerk().add("SP0041")
    with at_counter(bound) as window:
        press(window, key)
        if key == "Ctrl+Del":
            press(window, "Enter")
        assert allowed(bound) == []
        give_leave(window, pin="000000")
        assert allowed(bound) == [], "a wrong PIN is asked for again"
        give_leave(window)
    assert allowed(bound) == [(what, "03", "01", "manager here")]


def test_one_more_at_a_price_set_by_hand_asks_in_place_too(qtbot: Any, shop: Shop) -> None:
    shop.clerk().add("SP0041")
    with at_counter(shop) as window:
        changes_price(window, "19.90")
        give_leave(window)
        assert window.counter is not None
        press(window, "+")
        assert box(window, "promptBox").hasFocus()
        press(window, "Esc")
        assert str(window.counter.selling.total) == "19.90"
        press(window, "+")
        give_leave(window)
        assert str(window.counter.selling.total) == "39.80"
    given = [one for one in allowed(shop) if one[0] == "OVERRIDE"]
    assert given == [("OVERRIDE", "03", "01", "manager here")] * 2


def changes_price(window: MainWindow, to: str) -> None:
    press(window, "F3", "Ctrl+A")
    type_(window, to)
    press(window, "Enter")


def test_a_manager_says_why_a_price_changes_and_types_no_pin(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041")
    with at_counter(shop) as window:
        changes_price(window, "19.90")
        assert box(window, "promptBox").echoMode() != QLineEdit.EchoMode.Password, "the PIN is known"
        press(window, "Enter")
        assert box(window, "promptBox").hasFocus(), "without a reason it is asked on"
        assert allowed(shop) == []
        type_(window, "dented")
        press(window, "Enter")
        assert window.counter is not None
        assert str(window.counter.selling.total) == "19.90"
        assert box(window, "scanBox").hasFocus()
    assert allowed(shop) == [("PRICE_SET", "01", "01", "dented")]


def test_a_price_that_cannot_be_is_told_before_anybody_says_why(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041")
    with at_counter(shop) as window:
        changes_price(window, "0.00")
        assert box(window, "promptBox").text() == "0.00", "the price is asked for again, no reason"
        press(window, "Ctrl+A")
        type_(window, "19.90")
        press(window, "Enter")
        type_(window, "dented")
        press(window, "Enter")
    assert allowed(shop) == [("PRICE_SET", "01", "01", "dented")]


def test_esc_at_the_reason_keeps_the_price(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041")
    with at_counter(shop) as window:
        changes_price(window, "19.90")
        press(window, "Esc")
        assert window.counter is not None
        assert str(window.counter.selling.total) == "29.90"
        assert box(window, "scanBox").hasFocus()
    assert allowed(shop) == []


def test_a_price_that_cannot_be_is_asked_for_again_after_the_reason(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, discount="5.00")
    with at_counter(shop) as window:
        changes_price(window, "1.00")
        type_(window, "dented")
        press(window, "Enter")
        assert box(window, "promptBox").text() == "1.00"
        press(window, "Esc")
    assert allowed(shop) == []


def test_esc_keeps_the_line(qtbot: Any, bound: Shop) -> None:
    bound.clerk().add("SP0041")
    with at_counter(bound) as window:
        press(window, "Del", "Esc")
        assert box(window, "scanBox").hasFocus()
        assert window.counter is not None
        assert len(window.counter.selling.rows) == 1
    assert allowed(bound) == []


def test_too_much_of_a_receipt_goes_back_only_with_leave(qtbot: Any, shop: Shop) -> None:
    """More of it was taken back while the exchange was held: asked in place, and paid in one go."""
    shop.add(("SP0041", "3")).pay_cash("100.00")
    shop.clerk().do("exchange", receipt="1", lines=[{"n": 1, "quantity": "1"}], reason="换")
    shop.add("SP0029")
    shop.do("hold", name="换")
    shop.manager().do("refund", receipt="1", lines=[{"n": 1, "quantity": "1"}], means="CASH", reason="坏")
    shop.clerk().do("recall", name="换")
    with before(PaymentPage(shop.gestures.selling.start_payment())) as page:
        press(page, "Enter")
        assert box(page, "overridePinBox").hasFocus()
        give_leave(page, "seen")
        assert page._screen.finished is not None
    assert allowed(shop) == [("OVERRIDE", "03", "01", "seen")]


def test_the_drawer_is_opened_from_payment(qtbot: Any, shop: Shop) -> None:
    shop.clerk().add("SP0041")
    with before(PaymentPage(SellingScreen(shop.till).start_payment())) as page:
        press(page, "F4")
        assert box(page, "overridePinBox").hasFocus()
        press(page, "Esc")
        assert box(page, "tenderBox").hasFocus(), "Esc leaves the question, not the payment"
        press(page, "F4")
        give_leave(page, "change for the next one")
        assert allowed(shop) == [("DRAWER_OPENED", "03", "01", "change for the next one")]
        press(page, "Enter")
        assert page._screen.finished is not None
    assert shop.journal("S")


def test_cash_out_asks_in_place(qtbot: Any, bound: Shop) -> None:
    bound.clerk()
    with before(ShiftPage(ShiftScreen(bound.till))) as page:
        press(page, "F6")
        type_(page, "50")
        press(page, "Enter")
        type_(page, "bank")
        press(page, "Enter")
        assert page._strip.pin.hasFocus()
        give_leave(page)
        assert "bank" in " ".join(label for _, label, _ in page._screen.moves)
    assert allowed(bound) == [("OVERRIDE", "03", "01", "manager here")]
    assert bound.cash_in_drawer() == "250.00"


def closed_at(page: ShiftPage, amount: str) -> None:
    press(page, "F9")
    type_(page, amount)
    press(page, "Enter", "Enter")


def test_a_drawer_that_differs_asks_after_the_count(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(ShiftPage(ShiftScreen(shop.till))) as page:
        closed_at(page, "290")
        assert shop.journal("Z"), "the close never waits for a manager"
        assert page._approval.pin.hasFocus()
        assert dict(page.legend)["Enter"] == "Go on, give leave", "not: open the shift"
        give_leave(page, "counted twice", pin="000000")
        assert page._approval.asking
        give_leave(page, "counted twice")
        assert not page._approval.asking
        assert box(page, "floatBox").hasFocus()
    assert allowed(shop) == [("OVER_SHORT", "03", "01", "counted twice")]


def test_nobody_there_to_approve(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(ShiftPage(ShiftScreen(shop.till))) as page:
        closed_at(page, "290")
        press(page, "Esc")
        assert "not approved" in page._opening_banner.text()
        type_(page, "100")
        press(page, "Enter")
        assert shop.till.shift is not None
    assert allowed(shop) == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_every_question_can_be_seen_and_heard(qtbot: Any, bound: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    bound.clerk().wait(days=1)
    bound.till.close_first = True
    bound.add("SP0041")
    with before(PaymentPage(SellingScreen(bound.till).start_payment()), size) as page:
        press(page, "F4")
        assert unnamed(page) == []
    bound.do("pay", means="WECHAT", amount="29.90")
    with before(ShiftPage(ShiftScreen(bound.till)), size) as page:
        for keys in ((), ("Esc",), ("F6", "5", "Enter", "x", "Enter"), ("Esc", "F9", "9", "Enter", "Enter"), ("Esc",)):
            press(page, *keys)
            assert clipped(page) == [], keys
            assert unnamed(page) == [], keys


# A day that was not closed


@pytest.fixture
def left_open(shop: Shop) -> Iterator[MainWindow]:
    """The next morning: yesterday's shift is still open, nobody is signed in."""
    shop.sell("SP0041").pay_cash("29.90")
    shop.do("lock")
    shop.till.clock.move(shop.till.now() + timedelta(days=1), None)
    with at_counter(shop) as window:
        yield window


def sign_in(window: MainWindow) -> None:
    pin = window.findChild(QLineEdit, "pinBox")
    type_(window, CLERK_PIN)
    assert pin is not None
    press(window, "Enter")


def test_signing_in_leads_to_the_close(qtbot: Any, shop: Shop, left_open: MainWindow) -> None:
    sign_in(left_open)
    assert left_open.page_name == "shift"
    assert "2021-09-08" in banner(left_open.page).text()
    for page in ("selling", "refund"):
        left_open.show_page(page)
        assert left_open.page_name == "shift", "nothing is sold into yesterday by accident"
    closed_at(left_open, "329.90")
    type_(left_open, "100")
    press(left_open, "Enter")
    assert shop.till.open_shift().business_day.isoformat() == "2021-09-09"
    left_open.show_page("selling")
    assert left_open.page_name == "selling"


def test_putting_it_off_takes_two_keys(qtbot: Any, shop: Shop, left_open: MainWindow) -> None:
    sign_in(left_open)
    press(left_open, "Esc")
    assert left_open.page_name == "shift"
    press(left_open, "Esc")
    assert left_open.page_name == "selling"
    assert shop.journal("E")[-1]["what"] == "CLOSE_PUT_OFF"


def test_a_payment_in_progress_is_not_locked_away(qtbot: Any, shop: Shop) -> None:
    with at_counter(shop) as window:
        counter = window.counter
        assert counter is not None
        counter.selling.add("SP0041")
        assert not window._taking_money()
        window.show_page("payment")
        assert not window._taking_money(), "a payment page that nobody used keeps no till open"
        counter.selling.start_payment().pay("WECHAT", Money.yuan("10.00"))
        window.show_page("payment")
        assert window._taking_money()
        press(window, "Enter")
        assert window.findChild(QPushButton, "confirmPayButton") is not None
        assert not window._taking_money(), "paid: the till may lock"
        window._lock_unattended()
        assert window.page_name == "login"
        assert shop.till.person is None
