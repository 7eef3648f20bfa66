"""Exchange at the counter, in the window: what comes back is red with a minus, and only the difference is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from pos.core.wording import speak
from pos.qt.main_window import MainWindow
from pos.qt.payment import PaymentPage
from pos.screens.counter import Counter
from tests.qt import at_window
from tests.qt.at_page import LOW, NARROW, WIDE, before, clipped, press, type_
from tests.qt.at_window import see
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def brought(shop: Shop) -> Shop:
    """29.90, paid 20.00 by wallet and the rest in cash, comes back."""
    shop.add("SP0041").pay_part("WECHAT", "20.00")
    shop.sell().pay("CASH", "9.90")
    shop.do("exchange", receipt="1", reason="换")
    return shop


@contextmanager
def counter(shop: Shop, size: tuple[int, int] = at_window.WIDE) -> Iterator[MainWindow]:
    """The whole window over the real shop."""
    window = MainWindow("大兴分中心", "01 号机")
    window.resize(*size)
    window.show()
    window.activateWindow()
    made = Counter(shop.till)
    # The same ticket as the gestures': there is one counter.
    made.selling = shop.gestures.selling
    window.attach(made)
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(page: Any, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def words(page: Any) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("size", [at_window.WIDE, at_window.NARROW, at_window.LOW])
def test_the_ticket_shows_what_comes_back_and_the_difference(qtbot: Any, brought: Shop, size: tuple[int, int]) -> None:
    with counter(brought, size) as window:
        assert said(window.page, "totalLabel") == "29.90"
        assert "To give back" in words(window.page)
        at_window.type_(window, "SP0029")
        at_window.press(window, "Enter")
        assert said(window.page, "totalLabel") == "20.00"
        rows = brought.gestures.selling.rows
        assert [(row.back, str(row.amount)) for row in rows] == [(False, "9.90"), (True, "-29.90")]
        assert clipped(window.page) == []
        at_window.type_(window, "SP0041")
        at_window.press(window, "Enter")
        assert said(window.page, "totalLabel") == "9.90"
        assert "To pay" in words(window.page)


def test_a_line_that_comes_back_is_taken_off_with_del_and_not_changed(qtbot: Any, brought: Shop) -> None:
    with counter(brought) as window:
        at_window.press(window, "+")
        assert see(window.page, "banner").kind == "bad"
        assert len(brought.gestures.selling.rows) == 1
        at_window.press(window, "Del")
        assert brought.gestures.selling.rows == ()


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_the_rest_is_given_back_the_way_it_was_paid(qtbot: Any, brought: Shop, size: tuple[int, int]) -> None:
    brought.add("SP0029")
    with before(PaymentPage(brought.gestures.selling.start_payment()), size) as page:
        assert said(page, "changeLabel") == "20.00"
        assert "WeChat Pay 10.10 + Cash 9.90" in words(page)
        assert page.findChild(QPushButton, "confirmPayButton").isEnabled()
        assert clipped(page) == []
        assert page.findChild(QLabel, "changeLabel").property("tone") == "bad", "money that goes out is red"
        assert not page.findChild(QPushButton, "quick_0").isVisible(), "there is nothing to take"
        press(page, "Enter")
        assert page.findChild(QListWidget, "tenderList").count() == 0, "nothing was received"
        assert said(page, "changeLabel") == "20.00"
        assert "WeChat Pay 10.10 + Cash 9.90" in words(page)
        assert clipped(page) == []
    assert brought.cash_in_drawer() == "300.00"
    echo = brought.gestures.selling.echo
    assert echo.title == "Give back WeChat Pay 10.10 + Cash 9.90"
    assert echo.detail == "DX03-01-000003 · goods back DX03-01-000002"


def test_a_dearer_ticket_asks_the_difference(qtbot: Any, brought: Shop) -> None:
    brought.add(("SP0041", "2"))
    with before(PaymentPage(brought.gestures.selling.start_payment())) as page:
        type_(page, "30")
        press(page, "Enter")
        assert said(page, "changeLabel") == "0.10"
    assert brought.cash_in_drawer() == "339.80"


def test_a_receipt_s_own_code_leads_to_its_refund(qtbot: Any, shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    with counter(shop) as window:
        window.scanned("DX03-01-000001 " + shop.journal()[-1]["h"])
        assert see(window.page, "banner").kind == "bad"
        assert shop.gestures.selling.rows == ()
        at_window.press(window, "F8")
        assert window.page_name == "refund"
        assert window.counter.refund.receipt.number == "DX03-01-000001"


def test_from_the_list_to_the_refund_to_the_ticket_and_paid(qtbot: Any, shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    with counter(shop) as window:
        at_window.press(window, "Ctrl+Shift+P")
        assert window.page_name == "receipts"
        at_window.type_(window, "29.90")
        at_window.press(window, "Enter", "R")
        assert window.page_name == "refund"
        at_window.press(window, "F9", "F6")
        assert window.page_name == "selling"
        at_window.type_(window, "SP0029")
        at_window.press(window, "Enter", "Enter")
        assert window.page_name == "payment"
        at_window.press(window, "Enter")
        assert said(window.page, "changeLabel") == "20.00"
        assert "Receipts 000002, 000003" in words(window.page)
    assert shop.cash_in_drawer() == "309.90"
    shop.verified()
