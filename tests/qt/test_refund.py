"""The refund page over the real shop, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from pos.core.wording import speak
from pos.qt.override import OverrideStrip
from pos.qt.parts import Elided
from pos.qt.refund import RefundPage
from pos.screens.refund import RefundScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, scan, type_, unnamed
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """Receipt 1: three of one product, one of another by weight, paid in cash."""
    shop.add(("SP0041", "3"), ("SP0001", "1.2")).pay_cash("500.00")
    return shop


def returning(shop: Shop) -> RefundPage:
    return RefundPage(RefundScreen(shop.till))


def counter_page(shop: Shop) -> RefundPage:
    screen = RefundScreen(shop.till)
    screen.selling = shop.gestures.selling
    return RefundPage(screen)


def box(page: RefundPage, name: str) -> QLineEdit:
    return page.findChild(QLineEdit, name)


def button(page: RefundPage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def amount(page: RefundPage) -> str:
    return page.findChild(QLabel, "refundAmount").text()


def strip(page: RefundPage) -> OverrideStrip:
    return page.findChild(OverrideStrip)


def words(page: RefundPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_one_piece_comes_back(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        assert not button(page, "refundButton").isEnabled()
        type_(page, "1")
        press(page, "Enter")
        assert box(page, "refundBox").selectedText() == "1", "the next receipt replaces this one"
        press(page, "+", "Alt+1")
        assert amount(page) != "0.00"
        paid_out = amount(page)
        press(page, "Enter")
        assert amount(page) == paid_out
        assert "DX03-01-000002" in words(page)
        assert button(page, "refundButton").text() == "Next refund"
        press(page, "Enter")
        assert amount(page) == "0.00"
        assert box(page, "refundBox").text() == ""
    (refund,) = sold.journal("R")
    assert refund["of"] == "DX03-01-000001"
    assert [line["q"] for line in refund["lines"]] == [1000]


def test_a_scanned_receipt_and_all_of_it(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        scan(page, "DX03-01-000001")
        press(page, "F9", "Alt+2", "Enter")
    (refund,) = sold.journal("R")
    assert [line["q"] for line in refund["lines"]] == [3000, 1200]
    assert sold.cash_in_drawer() == "300.00"


def test_arrows_choose_the_line_and_weighed_goods_come_back_whole(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        scan(page, "1")
        press(page, "Down", "+")
        rows = page._screen.receipt.rows
        assert [str(row.taking) for row in rows] == ["0", "1.2"]
        press(page, "Up", "+", "+", "+", "+", "-")
        assert [str(row.taking) for row in page._screen.receipt.rows] == ["2", "1.2"]
        press(page, "Down", "-")
        assert [str(row.taking) for row in page._screen.receipt.rows] == ["2", "0"]


def test_without_goods_or_reason_nothing_is_paid_out(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        scan(page, "1")
        assert "F9" in button(page, "refundButton").accessibleDescription()
        press(page, "Enter", "+")
        assert "Alt 1-6" in button(page, "refundButton").accessibleDescription()
        press(page, "Enter")
    assert not sold.journal("R")


def test_a_reason_in_own_words(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        scan(page, "1")
        press(page, "+", "Alt+6")
        assert box(page, "refundReasonBox").hasFocus()
        box(page, "refundReasonBox").setText("顾客过敏")
        press(page, "Enter")
    (refund,) = sold.journal("R")
    assert refund["why"] == "顾客过敏"


def test_an_unknown_receipt_is_told_and_nothing_else_moves(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        type_(page, "77")
        press(page, "Enter")
        assert banner(page).kind == "bad"
        assert box(page, "refundBox").text() == "77"


def test_the_clerk_needs_the_manager_for_much_money(qtbot: Any, sold: Shop) -> None:
    sold.clerk()
    with before(returning(sold)) as page:
        page._screen.till.settings = sold.settings
        scan(page, "1")
        press(page, "F9", "Alt+1", "Enter")
        assert strip(page).asking
        assert [key for key, _ in page.legend] == ["F1", "Enter", "Esc"]
        assert not sold.journal("R")
        assert box(page, "overridePinBox").hasFocus()
        type_(page, "999999")
        press(page, "Enter")
        assert strip(page).asking, "a wrong PIN gives no leave, and is told before the reason is typed"
        assert "not the manager's PIN" in words(page)
        assert box(page, "overridePinBox").hasFocus()
        assert box(page, "overridePinBox").text() == ""
        type_(page, CLERK_PIN)
        press(page, "Enter")
        assert "not the manager's PIN" in words(page), "a clerk's own is no better"
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        assert "not the manager's PIN" not in words(page)
        type_(page, "checked")
        press(page, "Enter")
        assert not strip(page).asking
    (refund,) = sold.journal("R")
    assert refund["of"] == "DX03-01-000001"
    (leave,) = (event for event in sold.journal("E") if event["what"] == "OVERRIDE")
    paid_out = sum(tender["f"] for tender in refund["ten"])
    assert (leave["why"], leave["of"], leave["f"]) == ("checked", "DX03-01-000002", paid_out)


@pytest.fixture
def asked(sold: Shop) -> Iterator[RefundPage]:
    """A clerk wants 59.80 back by WeChat; the manager is asked."""
    sold.add(("SP0041", "3"), ("SP0001", "1.2"))
    sold.do("pay", means="WECHAT", amount=str(sold.gestures.selling.total))
    sold.clerk()
    with before(returning(sold)) as page:
        scan(page, "2")
        press(page, "+", "+", "Alt+1", "Enter")
        assert strip(page).asking
        yield page


def test_the_manager_reads_what_the_leave_is_for(qtbot: Any, asked: RefundPage) -> None:
    assert "59.80 back by WeChat Pay, of receipt 000002" in words(asked)


@pytest.mark.parametrize("other", ["F9", "F7", "+", "-", "F4", "1"])
def test_a_leave_is_for_what_was_asked_and_nothing_else(qtbot: Any, sold: Shop, asked: RefundPage, other: str) -> None:
    box(asked, "refundBox").setFocus()
    if other == "1":
        type_(asked, "1")
    press(asked, *([] if other == "1" else [other]))
    assert not strip(asked).asking
    type_(asked, MANAGER_PIN)
    press(asked, "Enter")
    assert not sold.journal("R")


def test_the_question_goes_with_who_asked_it(qtbot: Any, sold: Shop, asked: RefundPage) -> None:
    asked.hide()
    asked.show()
    asked.refresh()
    assert not strip(asked).asking
    assert not sold.journal("R")


def test_escape_puts_the_strip_away_then_goes_back(qtbot: Any, sold: Shop) -> None:
    sold.clerk()
    with before(returning(sold)) as page:
        scan(page, "1")
        press(page, "F9", "Alt+1", "Enter", "Esc")
        assert not strip(page).asking
        with qtbot.waitSignal(page.leave) as left:
            press(page, "Esc")
        assert left.args == ["selling", ""]
    assert not sold.journal("R")


def test_what_came_back_before_is_shown(qtbot: Any, sold: Shop) -> None:
    sold.do("refund", receipt="1", lines=[{"n": 1, "quantity": "3"}], means="CASH", reason="买错了")
    with before(returning(sold), NARROW) as page:
        scan(page, "1")
        below_names = [label.whole_text() for label in page.findChildren(Elided) if not label.isHidden()]
        assert any(below.startswith("Back before 3") for below in below_names)
        press(page, "+")
        assert amount(page) == "0.00", "nothing is left of that line"


def test_a_typed_quantity_also_a_part_of_a_weight(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        scan(page, "1")
        type_(page, "*2")
        assert button(page, "refundButton").text() == "So much comes back"
        press(page, "Enter")
        assert box(page, "refundBox").text() == "1", "the receipt stands there as before"
        press(page, "Down")
        type_(page, "*0.5")
        press(page, "Enter")
        assert [str(row.taking) for row in page._screen.receipt.rows] == ["2", "0.5"]
        type_(page, "*9")
        press(page, "Enter")
        assert banner(page).kind == "bad"
        type_(page, "*0")
        press(page, "Enter", "Alt+1", "Enter")
    (refund,) = sold.journal("R")
    assert [line["q"] for line in refund["lines"]] == [2000]


def test_an_exchange_goes_to_the_ticket(qtbot: Any, sold: Shop) -> None:
    with before(counter_page(sold)) as page:
        scan(page, "1")
        press(page, "F6")
        assert not page._screen.selling.rows, "nothing was chosen yet"
        press(page, "+")
        with qtbot.waitSignal(page.leave) as left:
            press(page, "F6")
        assert left.args == ["selling", ""]
        assert page._screen.receipt is None
    (row,) = sold.gestures.selling.rows
    assert (row.back, str(row.amount), row.quantity_text) == (True, "-29.90", "−1 袋")
    assert sold.gestures.selling.basket.credit.reason == "Exchange"


def test_an_exchange_above_the_clerk_s_ceiling_asks_the_manager(qtbot: Any, sold: Shop) -> None:
    sold.clerk()
    with before(counter_page(sold)) as page:
        scan(page, "1")
        press(page, "F9", "Alt+2", "F6")
        assert strip(page).asking
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "ok")
        with qtbot.waitSignal(page.leave):
            press(page, "Enter")
    assert sold.gestures.selling.basket.credit.reason == "Wrong article"


def test_goods_without_a_receipt(qtbot: Any, sold: Shop) -> None:
    sold.clerk()
    with before(returning(sold)) as page:
        press(page, "F4")
        scan(page, "6996857000413")
        assert amount(page) == "29.90"
        press(page, "+", "+", "-")
        type_(page, "@20")
        press(page, "Enter")
        assert amount(page) == "40.00"
        type_(page, "@30")
        press(page, "Enter")
        assert (banner(page).kind, amount(page)) == ("bad", "40.00")
        type_(page, "SP0041")
        press(page, "Enter")
        type_(page, "*2")
        press(page, "Enter", "Alt+1", "Enter")
        assert strip(page).asking
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "known")
        press(page, "Enter")
        assert "DX03-01-000002" in words(page)
        press(page, "Enter")
        assert box(page, "refundBox").text() == ""
    (refund,) = sold.journal("R")
    assert (refund["of"], refund["net"], refund["why"]) == ("NONE", 5980, "Quality")


def test_a_goods_code_is_no_receipt_and_says_what_to_press(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold), NARROW) as page:
        for code in ("6996857000413", "SP0041"):
            scan(page, code)
            told = banner(page)
            assert f"{code} is the code of goods" in told.text()
            assert "F4" in told.text()
            assert told.height() > 54, "both sentences are read to their end"
            assert clipped(page) == []


def test_without_a_receipt_the_page_speaks_of_no_sale(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        assert "F4" in dict(page.legend)
        press(page, "F4")
        scan(page, "SP0041")
        assert "Goods of this receipt" not in words(page)
        assert "Sold" not in words(page).split()
        assert {"F4", "@", "*"} <= dict(page.legend).keys()
        assert not {"F9", "F6"} & dict(page.legend).keys()
        assert clipped(page) == []


def test_reasons_show_the_key_that_chooses_them(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold), NARROW) as page:
        scan(page, "1")
        assert [page.findChild(QPushButton, f"reason_{i}")._key for i in (1, 6)] == ["Alt 1", "Alt 6"]


def test_without_a_receipt_and_back_again(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        press(page, "F4")
        assert page._screen.no_receipt
        page.take("1")
        assert page._screen.receipt.number == "DX03-01-000001"
        press(page, "F4", "F4")
        assert not page._screen.no_receipt
        assert page._screen.receipt is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_everything_can_be_seen_and_heard(qtbot: Any, sold: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    sold.clerk()
    with before(returning(sold), size) as page:
        assert clipped(page) == []
        scan(page, "1")
        press(page, "F9", "Alt+6")
        box(page, "refundReasonBox").setText("顾客过敏")
        press(page, "Enter")
        qtbot.wait(1)
        assert strip(page).asking
        assert clipped(page) == []
        assert unnamed(page) == []


def test_without_a_receipt_ends_with_leaving_while_nothing_is_chosen(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        press(page, "F4", "Esc")
        page.hide()
        page.show()
        assert not page._screen.no_receipt
        press(page, "F4")
        scan(page, "SP0041")
        page.hide()
        page.show()
        assert page._screen.no_receipt, "goods that were chosen are still there"


def test_without_a_receipt_goods_are_found_by_name(qtbot: Any, sold: Shop) -> None:
    with before(returning(sold)) as page:
        press(page, "F4")
        type_(page, "htjzs")
        press(page, "Enter")
        assert page._screen.receipt.rows[0].name == "和田骏枣(散)"
        for unknown, told in (
            ("zzzzz", "The catalogue has no zzzzz"),
            ("htjz", "SP0041 和田骏枣, SP0042 和田骏枣(散)"),
        ):
            type_(page, unknown)
            press(page, "Enter")
            assert told in banner(page).text()
            assert "F2" not in banner(page).text()


def test_goods_by_weight_came_back_by_weight(qtbot: Any, shop: Shop) -> None:
    shop.do("scan", code="2300101043851")
    shop.sell().pay_cash("50.00")
    with before(returning(shop)) as page:
        scan(page, "1")
        (row,) = page._screen.receipt.rows
        assert row.sold_text.endswith(" kg")
        press(page, "F9", "Alt+1", "Enter")
        (row,) = page._screen.receipt.rows
        assert row.back_text == row.sold_text


def test_counties_are_taken_off_in_the_order_of_their_amounts(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041", ("SP0008", "1")).pay_cash("300.00")
    with before(returning(shop)) as page:
        scan(page, "1")
        press(page, "F9")
        qtbot.wait(1)
        signs = [one.text() for one in page.findChildren(QLabel) if one.isVisible() and " −" in one.text()]
        amounts = [float(one.rsplit("−", 1)[1]) for one in signs]
        assert len(amounts) == 2
        assert amounts == sorted(amounts, reverse=True), "the largest first, as everywhere"
