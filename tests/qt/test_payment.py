"""The payment page over the real shop, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton
from sqlalchemy import select

from pos.core.money import Money
from pos.core.receipts import ReceiptTender
from pos.core.tenders import NotThisMeans
from pos.core.wording import speak
from pos.qt.parts import Elided
from pos.qt.payment import PaymentPage
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, scan, type_, unnamed
from tests.shop import Shop

WECHAT_CODE = "134567890123456789"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


def paying(shop: Shop) -> PaymentPage:
    return PaymentPage(shop.gestures.selling.start_payment())


def change(page: PaymentPage) -> str:
    return page.findChild(QLabel, "changeLabel").text()


def tender_box(page: PaymentPage) -> QLineEdit:
    return page.findChild(QLineEdit, "tenderBox")


def confirm(page: PaymentPage) -> QPushButton:
    return page.findChild(QPushButton, "confirmPayButton")


def tenders(page: PaymentPage) -> int:
    return page.findChild(QListWidget, "tenderList").count()


def words(page: PaymentPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def total(shop: Shop) -> str:
    """Two kinds of goods on the counter; what they come to."""
    return shop.add("SP0001", ("SP0002", "2")).total


def test_enter_alone_takes_the_exact_cash(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        asked = tender_box(page).text()
        assert tender_box(page).selectedText() == asked, "the next digit replaces the amount"
        press(page, "Enter")
        assert change(page) == "0.00"
        assert "DX03-01-000001" in words(page)
    assert [sale["no"] for sale in shop.journal("S")] == ["DX03-01-000001"]


def test_change_shows_while_typing_and_stays_until_the_next_customer(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        asked = float(tender_box(page).text().replace(",", ""))
        type_(page, "100")
        assert change(page) == f"{100 - asked:.2f}"
        press(page, "Return")
        assert change(page) == f"{100 - asked:.2f}"
        with qtbot.waitSignal(page.leave) as left:
            type_(page, "6")
        assert left.args == ["selling", "6"], "the key that begins the next ticket is not lost"


@pytest.mark.parametrize("typed", ["99999", "246810"])
def test_cash_that_nobody_hands_over_is_asked_about_once(qtbot: Any, shop: Shop, total: str, typed: str) -> None:
    """A PIN in the wrong box is an amount too."""
    with before(paying(shop)) as page:
        type_(page, typed)
        press(page, "Enter")
        assert not shop.journal("S")
        assert "is that so?" in words(page)
        type_(page, "200")
        assert "is that so?" not in words(page)
        press(page, "F9")
        type_(page, typed)
        press(page, "Enter")
        assert not shop.journal("S"), "asked about anew"
        press(page, "Enter")
        assert page._screen.finished is not None
    assert shop.journal("S")


def test_one_note_too_few_to_ask_about(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        due = page._screen.left_in_cash
        type_(page, str(due + Money.yuan("99.99")))
        press(page, "Enter")
        assert page._screen.finished is not None


def test_a_scan_after_completion_belongs_to_the_next_customer(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        press(page, "Enter")
        with qtbot.waitSignal(page.leave) as left:
            scan(page, "6901234567892")
        assert left.args == ["selling", "6901234567892\n"]


def test_quick_amounts_and_exact_by_key(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        exact = tender_box(page).text()
        press(page, "Ctrl+1")
        assert tender_box(page).text() != exact
        assert page.findChild(QPushButton, "quick_1").isChecked()
        press(page, "F9")
        assert tender_box(page).text() == exact


def test_several_means_and_one_given_back(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        press(page, "Alt+2")
        assert page.findChild(QPushButton, "means_WECHAT").isChecked()
        type_(page, "5")
        press(page, "Enter")
        assert tenders(page) == 1
        press(page, "Alt+6")
        type_(page, "3.50")
        press(page, "Enter")
        assert tenders(page) == 2
        press(page, "Up", "Del")
        assert tenders(page) == 1
        assert [tender.means for tender in shop.gestures.selling.basket.tenders] == ["CARD_POS"]
        press(page, "Alt+1", "Enter")
        assert page.findChild(QPushButton, "means_CASH").isChecked()
    (sale,) = shop.journal("S")
    assert {tender["k"] for tender in sale["ten"]} == {"CARD_POS", "CASH"}


def test_cash_that_does_not_close_is_kept_and_the_rest_stands_ready(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        type_(page, "2")
        assert "2.00" in confirm(page).text()
        press(page, "Enter")
        assert tenders(page) == 1
        assert not shop.journal("S")
        press(page, "Enter")
    assert len(shop.journal("S")) == 1


def test_a_reference_is_kept_with_the_tender(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        reference = page.findChild(QLineEdit, "referenceBox")
        assert not reference.isEnabled(), "cash has none"
        press(page, "Alt+6")
        reference.setFocus()
        type_(page, "POS8832")
        press(page, "Enter")
    with shop.store.read() as session:
        assert session.scalars(select(ReceiptTender.reference)).all() == ["POS8832"]


def test_a_scanned_payment_code_chooses_its_means(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        box = page.findChild(QLineEdit, "payCodeBox")
        box.setFocus()
        type_(page, WECHAT_CODE)
        press(page, "Enter")
        assert not box.text(), "the customer's code does not stay on the screen"
    (sale,) = shop.journal("S")
    assert [tender["k"] for tender in sale["ten"]] == ["WECHAT"]


def test_a_code_that_lands_in_the_amount_is_no_amount(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        type_(page, "6901234567892")
        assert not confirm(page).isEnabled()
        press(page, "Enter")
        assert "That is a goods code" in words(page)
        assert not shop.journal("S")
        type_(page, WECHAT_CODE)
        press(page, "Enter")
    (sale,) = shop.journal("S")
    assert [tender["k"] for tender in sale["ten"]] == ["WECHAT"]


def test_more_than_due_gives_no_change_but_in_cash(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        press(page, "Alt+2")
        type_(page, "9999")
        assert not confirm(page).isEnabled()
        press(page, "Enter")
        assert not shop.journal("S")
        press(page, "F9")
        assert change(page) == "0.00", "no rounding either"
        press(page, "Enter")
    (sale,) = shop.journal("S")
    assert sale["rnd"] == 0


def test_what_is_refused_stands_beside_the_button_and_changes_nothing(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        scan(page, "6901234567892")
        assert "That is a goods code" in words(page)
        assert not shop.journal("S")
        type_(page, "1")
        assert "That is a goods code" not in words(page), "the next digit brings the change back"


def test_trouble_after_completion_does_not_hide_the_change(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        type_(page, "100")
        press(page, "Enter")
        shown = change(page)
        page.told(NotThisMeans())
        assert change(page) == shown
        assert page.findChild(QLabel, "changeLabel").isVisible()
        assert banner(page).kind == "warn"


def test_goods_scanned_here_are_refused(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        box = page.findChild(QLineEdit, "payCodeBox")
        box.setFocus()
        type_(page, "6901234567892")
        press(page, "Enter")
        assert "That is a goods code" in words(page)
    assert shop.gestures.selling.basket.tenders == ()


def test_no_amount_no_sale(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        press(page, "Backspace")
        assert not confirm(page).isEnabled()
        assert confirm(page).accessibleDescription()
        press(page, "Enter")
    assert not shop.journal("S")


def test_a_tender_is_told_with_the_shops_time(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        type_(page, "1")
        press(page, "Enter")
        row = page.findChild(QListWidget, "tenderList").item(0)
        # A slow machine may need a second for it; an hour that is not the shop's it never is.
        assert "09:00:" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_back_keeps_ticket_and_tenders(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        type_(page, "1")
        press(page, "Enter")
        with qtbot.waitSignal(page.leave) as left:
            press(page, "Esc")
        assert left.args == ["selling", ""]
    with before(paying(shop)) as page:
        assert tenders(page) == 1


def test_a_means_that_cannot_be_used_says_why(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        button = page.findChild(QPushButton, "means_ORG_CREDIT")
        assert not button.isEnabled()
        assert button.accessibleDescription() == "choose a buyer first"
        press(page, "Alt+8")
        assert page.findChild(QPushButton, "means_CASH").isChecked()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW, (1208, 632), (940, 602)])
def test_everything_can_be_seen_and_heard(
    qtbot: Any, shop: Shop, total: str, size: tuple[int, int], language: str
) -> None:
    speak(language)
    with before(paying(shop), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
        type_(page, "1")
        press(page, "Enter", "Alt+2", "Enter")
        assert page._screen.finished is not None
        assert clipped(page) == []


def test_a_large_screen_gives_its_room_to_the_tenders(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop), (1848, 992)) as page:
        assert confirm(page).height() <= 180
        assert clipped(page) == []


def test_without_a_service_the_page_says_that_nobody_is_asked(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        titles = " ".join(one.whole_text() for one in page.findChildren(Elided))
        assert "see first that the money came" in titles
        assert "once the money came" in page.findChild(QLineEdit, "payCodeBox").placeholderText()
        scan(page, WECHAT_CODE)
        assert "Confirmed by the clerk" in page.findChild(QListWidget, "tenderList").item(0).data(
            Qt.ItemDataRole.AccessibleTextRole
        )


def test_the_frozen_ticket_can_be_read_aloud(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        rows = page.findChild(QListWidget, "frozenTicket")
        told = [rows.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(rows.count())]
        assert len(told) == 2
        assert all(" yuan" in line for line in told)


def test_the_ticket_names_what_is_agreed_for_it(qtbot: Any, shop: Shop, total: str) -> None:
    with before(paying(shop)) as page:
        assert "Agreed" not in words(page)
    shop.do("attribute", motive="BUY_AS_DONATION")
    with before(paying(shop), NARROW) as page:
        assert "Agreed" in words(page)
        assert any(one.text().startswith("Buying instead") for one in page.findChildren(Elided) if one.isVisible())
        assert clipped(page) == []
