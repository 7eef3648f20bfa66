"""A payment by code on the payment page, in every state, by keys and clicks, over a payment service that is told what
to say."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from pos.core.gateways import Paying, PayOrder, Refunding, Revoking
from pos.core.wording import speak
from pos.qt.background import Background
from pos.qt.parts import Elided, HeldCard
from pos.qt.payment import PaymentPage
from pos.qt.receipts import ReceiptsPage
from pos.qt.refund import RefundPage
from pos.qt.shift import ShiftPage
from pos.screens import at_once
from pos.screens.receipts import ReceiptsScreen
from pos.screens.refund import RefundScreen
from pos.screens.selling import SellingScreen
from pos.screens.shift import ShiftScreen
from pos.settings.tenders import Vouchers
from tests.qt.at_page import LOW, NARROW, WIDE, before, clipped, press, scan, type_, unnamed
from tests.qt.clerk import opened, until
from tests.qt.paying_states import (
    ALIPAY_CODE,
    WECHAT_CODE,
    FakeGateway,
    nobody_answers,
    pass_time,
    served,
)
from tests.shop import MANAGER_PIN, Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def services(shop: Shop) -> tuple[FakeGateway, FakeGateway]:
    """WeChat and Alipay behind the till, and goods on the counter."""
    shop.add("SP0001", ("SP0002", "2"))
    return served(shop.till)


def paying(shop: Shop) -> PaymentPage:
    return PaymentPage(shop.gestures.selling.start_payment())


def second(page: PaymentPage | RefundPage | ReceiptsPage, shop: Shop, seconds: int = 1) -> None:
    """What the window does once a second, after some have passed."""
    pass_time(shop.till, seconds)
    shop.till.desk.tick()
    page.second_passed()


def words(page: QWidget) -> str:
    shown = [one for one in page.findChildren(QLabel) if one.isVisible()]
    return " ".join(one.whole_text() if isinstance(one, Elided) else one.text() for one in shown)


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def rows(page: QWidget) -> list[str]:
    """What a screen reader says for every tender."""
    listed = page.findChild(QListWidget, "tenderList")
    return [listed.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(listed.count())]


def steps(page: QWidget) -> str:
    return page.findChild(QWidget, "paySteps").accessibleName()


def in_focus() -> str:
    focus = QApplication.focusWidget()
    return "" if focus is None else focus.objectName()


def keys_of(page: PaymentPage) -> list[str]:
    return [key for key, _ in (*page.legend, *page.legend_right)]


def test_while_the_customer_types_the_page_waits_calmly(qtbot: Any, shop: Shop, services: Any) -> None:
    with before(paying(shop)) as page:
        scan(page, WECHAT_CODE)
        assert button(page, "askAgainButton").isVisible()
        assert not button(page, "means_CASH").isVisible(), "nothing else is taken while it stands"
        assert "the customer types the password" in words(page)
        assert "Waited 0 s" in words(page)
        assert "Sent" in steps(page)
        assert "Waiting for payment" in rows(page)[-1]
        assert in_focus() == "askAgainButton"
        second(page, shop, 3)
        assert "Waited 3 s" in words(page)
        confirm = button(page, "confirmPayButton")
        assert not confirm.isEnabled()
        assert confirm.accessibleDescription() == "Next customer: Esc, then F6 puts this ticket aside"
        assert not button(page, "confirmByHandButton").isEnabled()
        assert button(page, "confirmByHandButton").accessibleDescription() == "Wait for the answer first"
        press(page, "Enter", "F9", "Del", "Ctrl+1")
        assert "It is not known yet" not in words(page)
        press(page, "Alt+1")
        assert "It is not known yet whether the customer has paid" in words(page)
        assert page._screen.waiting
    assert not shop.journal("S")


def test_paid_completes_the_sale_by_itself(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    with before(paying(shop)) as page:
        scan(page, WECHAT_CODE)
        wechat.says = Paying("PAID", "4200001234567890123456788832")
        second(page, shop, 5)
        assert "DX03-01-000001" in words(page)
        assert "ends in 8832" in rows(page)[-1]
        assert "Received" in rows(page)[-1]
        assert keys_of(page) == ["F1", "Enter", "F10", "F11", "F12"]
    assert wechat.asked[0].startswith("pay ")
    assert wechat.asked[1:] == ["query"]
    assert len(shop.journal("S")) == 1


def test_a_part_by_code_and_the_rest_in_cash(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    wechat.says = Paying("PAID", "4200001")
    with before(paying(shop)) as page:
        press(page, "Alt+2")
        type_(page, "5")
        assert not button(page, "confirmPayButton").isEnabled(), "the customer's code takes it"
        press(page, "Enter")
        assert in_focus() == "payCodeBox"
        scan(page, WECHAT_CODE)
        assert len(rows(page)) == 1
        press(page, "Alt+1", "Enter")
    assert wechat.asked == ["pay 5.00"]
    (sale,) = shop.journal("S")
    assert {tender["k"] for tender in sale["ten"]} == {"WECHAT", "CASH"}


def test_unknown_is_amber_and_offers_three_ways(qtbot: Any, shop: Shop, services: Any) -> None:
    _, alipay = services
    alipay.says = Paying("UNKNOWN")
    with before(paying(shop)) as page:
        scan(page, ALIPAY_CODE)
        panel = page.findChild(QWidget, "payRequest")
        assert panel.property("look") == "warned"
        assert "is not known to be paid or not" in panel.accessibleName()
        assert "Do not let the customer pay twice" in panel.accessibleDescription()
        assert "Result unknown" in rows(page)[-1]
        revoke = button(page, "revokeButton")
        assert not revoke.isEnabled()
        assert revoke.accessibleDescription() == "Possible in 15 seconds"
        second(page, shop, 4)
        assert revoke.accessibleDescription() == "Possible in 11 seconds"
        assert button(page, "confirmByHandButton").isEnabled()
        assert keys_of(page) == ["F1", "F5", "F6", "F7", "Esc", "F4", "F10", "F11", "F12"]
        asked = len(alipay.asked)
        press(page, "F5")
        assert len(alipay.asked) == asked + 1, "asked at once"


def test_another_code_is_refused_with_a_sentence_that_stays_until_something_happens(
    qtbot: Any, shop: Shop, services: Any
) -> None:
    wechat, alipay = services
    alipay.says = Paying("UNKNOWN")
    with before(paying(shop)) as page:
        scan(page, ALIPAY_CODE)
        scan(page, WECHAT_CODE)
        assert "It is not known yet whether the customer has paid" in words(page)
        second(page, shop)
        assert "It is not known yet whether the customer has paid" in words(page)
        alipay.says = Paying("WAIT_USER")
        press(page, "F5")
        assert "It is not known yet whether the customer has paid" not in words(page)
    assert wechat.asked == []


def test_the_manager_confirms_in_place(qtbot: Any, shop: Shop, services: Any) -> None:
    _, alipay = services
    alipay.says = Paying("UNKNOWN")
    with before(paying(shop.clerk() and shop)) as page:
        scan(page, ALIPAY_CODE)
        button(page, "confirmByHandButton").click()
        assert in_focus() == "overridePinBox"
        assert "the customer has shown that it was paid" in words(page)
        type_(page, "000000")
        press(page, "Enter")
        type_(page, "顾客出示了付款成功")
        press(page, "Enter")
        assert not shop.journal("S"), "a wrong PIN"
        press(page, "Esc")
        assert in_focus() == "askAgainButton"
        press(page, "F6")
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "顾客出示了付款成功")
        press(page, "Enter")
        assert "DX03-01-000001" in words(page)
        assert "Confirmed by hand" in rows(page)[-1]
    assert len(shop.journal("S")) == 1


def test_revoked_frees_the_other_means(qtbot: Any, shop: Shop, services: Any) -> None:
    _, alipay = services
    alipay.says = Paying("UNKNOWN")
    with before(paying(shop)) as page:
        scan(page, ALIPAY_CODE)
        press(page, "F7")
        assert "revoke" not in alipay.asked, "not before the service lets it"
        second(page, shop, 15)
        assert button(page, "revokeButton").isEnabled()
        press(page, "F7")
        assert "Being revoked" in rows(page)[-1]
        assert not button(page, "revokeButton").isVisible()
        assert button(page, "confirmByHandButton").accessibleDescription() == "It is being taken back"
        assert "F8" in keys_of(page)
        alipay.revokes = Revoking(done=True)
        for _ in range(3):
            second(page, shop, 10)
        assert button(page, "means_CASH").isVisible()
        assert "was revoked" in words(page)
        assert "Revoked" in rows(page)[-1]
        assert in_focus() == "tenderBox"
        type_(page, "100")
        assert "was revoked" not in words(page), "the next digit brings the change back"
        press(page, "Enter")
    (sale,) = shop.journal("S")
    assert [tender["k"] for tender in sale["ten"]] == ["CASH"]


def test_not_paid_says_so_and_what_to_do(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    wechat.says = Paying("FAILED", note="AUTHCODEEXPIRE")
    with before(paying(shop)) as page:
        scan(page, WECHAT_CODE)
        assert "was not paid; nothing was taken" in words(page)
        assert "show the code again" in words(page)
        assert "Not paid" in rows(page)[-1]
        press(page, "Up", "Del")
        assert page._screen.tenders == (), "it is no tender that could be given back"
        press(page, "Enter")
    (sale,) = shop.journal("S")
    assert [tender["k"] for tender in sale["ten"]] == ["CASH"]


def test_the_manager_lets_go_of_what_cannot_be_revoked(qtbot: Any, shop: Shop, services: Any) -> None:
    _, alipay = services
    alipay.says = Paying("UNKNOWN")
    with before(paying(shop)) as page:
        scan(page, ALIPAY_CODE)
        press(page, "F8")
        assert in_focus() == "askAgainButton", "first the service is asked to close it"
        second(page, shop, 15)
        press(page, "F7")
        button(page, "releaseByHandButton").click()
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "顾客没有扣款")
        press(page, "Enter")
        assert not page._screen.waiting
        assert button(page, "means_CASH").isVisible()
        press(page, "Enter")
    assert len(shop.journal("S")) == 1


def test_the_manager_lets_go_of_what_nobody_can_ask_about(qtbot: Any, shop: Shop, services: Any) -> None:
    with before(paying(shop)) as page:
        shop.till.background = nobody_answers
        scan(page, ALIPAY_CODE)
        # The till was switched off, and the account is not in till.toml any more, or its key is gone.
        shop.till.desk._busy.clear()
        shop.till.desk._gateways = {}
        second(page, shop, 1)
        assert button(page, "confirmByHandButton").isEnabled()
        assert button(page, "releaseByHandButton").isVisible()
        press(page, "F8")
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "顾客没有扣款")
        press(page, "Enter")
        assert not page._screen.waiting
        press(page, "Enter")
    assert [tender["k"] for tender in shop.journal("S")[0]["ten"]] == ["CASH"]


def test_a_service_out_of_reach_rests_and_the_page_says_what_is_left(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    wechat.says = Paying("NOT_SENT")
    with before(paying(shop)) as page:
        scan(page, WECHAT_CODE)
        resting = button(page, "means_WECHAT")
        assert not resting.isEnabled()
        assert resting.accessibleDescription() == "cannot be reached now"
        assert button(page, "means_ALIPAY").isEnabled()
        assert "cannot be reached; cash, card and static code can be taken" in words(page)


def test_card_and_static_code_take_what_is_left_or_what_was_typed(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0001", ("SP0002", "2"))
    with before(paying(shop)) as page:
        type_(page, "3")
        press(page, "Alt+0")
        assert len(rows(page)) == 1
        type_(page, "500")
        button(page, "cardTakenButton").click()
        assert page._screen.finished is not None
    (sale,) = shop.journal("S")
    assert [tender["k"] for tender in sale["ten"]] == ["STATIC_QR", "CARD_POS"]
    assert sale["ten"][0]["f"] == 300


def test_a_voucher_says_who_pays_for_it(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0001", ("SP0002", "2"))
    with before(paying(shop)) as page:
        assert not page.findChild(QLineEdit, "funderBox").isVisible()
        press(page, "Alt+9")
        assert button(page, "means_VOUCHER").isChecked()
        type_(page, "5")
        box = page.findChild(QLineEdit, "funderBox")
        box.setFocus()
        type_(page, "区总工会")
        press(page, "Enter")
        (tender,) = page._screen.tenders
        assert (tender.funder, str(tender.amount)) == ("区总工会", "5.00")
        assert "区总工会" in rows(page)[0]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_every_state_can_be_seen_and_heard(
    qtbot: Any, shop: Shop, services: Any, size: tuple[int, int], language: str
) -> None:
    speak(language)
    _, alipay = services
    with before(paying(shop), size) as page:
        for answer in ("WAIT_USER", "UNKNOWN"):
            alipay.says = Paying(answer)
            if answer == "WAIT_USER":
                scan(page, ALIPAY_CODE)
            else:
                press(page, "F5")
            assert clipped(page) == []
            assert unnamed(page) == []
        press(page, "F6")
        assert clipped(page) == []
        press(page, "Esc")
        second(page, shop, 15)
        press(page, "F7")
        assert clipped(page) == []


def test_the_till_that_was_switched_off_opens_on_the_payment(
    qtbot: Any, shop: Shop, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    with before(paying(shop)) as page:
        shop.till.background = nobody_answers
        scan(page, WECHAT_CODE)
        assert "was sent, no answer yet" in words(page)
    folder = shop.folder
    shop.close()
    with opened(folder) as clerk:
        served(clerk.window.counter.till)
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("payment")
        assert clerk.see("askAgainButton").isEnabled()
        clerk.press("Esc")
        clerk.at("selling")
        clerk.press("Del")
        assert len(clerk.rows()) == 2, "goods stay as they are"
        clerk.press("Enter")
        clerk.at("payment")


def test_an_answer_that_comes_while_selling_takes_no_key_away(
    qtbot: Any, shop: Shop, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    folder = shop.folder
    shop.close()
    with opened(folder) as clerk:
        till = clerk.window.counter.till
        wechat, _ = served(till)
        till.background = at_once
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("selling")
        clerk.press("F9")
        clerk.at("payment")
        clerk.scan(WECHAT_CODE)
        assert [key for key, _ in clerk.window._keys_shown[0]] == ["F1", "F5", "F6", "F7", "Esc"], "at once"
        clerk.press("Esc")
        clerk.at("selling")
        wechat.says = Paying("PAID", "4200001")
        pass_time(till, 5)
        till.desk.tick()
        assert clerk.rows_or_none() == [], "sold"
        assert "DX03-01-000001" in clerk.see("banner").accessibleName()
        clerk.in_focus("scanBox")
        clerk.scan("6996857000413")
        assert len(clerk.rows()) == 1


def test_the_next_customer_is_served_while_a_payment_is_unknown(
    qtbot: Any, shop: Shop, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    folder = shop.folder
    shop.close()
    with opened(folder) as clerk:
        till = clerk.window.counter.till
        wechat, _ = served(till)
        till.background = at_once
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.at("selling")
        wechat.says = Paying("UNKNOWN")
        clerk.press("Enter")
        clerk.at("payment")
        clerk.scan(WECHAT_CODE)
        assert "F6" in clerk.see("confirmPayButton").accessibleDescription()
        clerk.press("Esc")
        clerk.at("selling")
        clerk.press("F6")
        clerk.type("li")
        clerk.press("Enter")
        assert clerk.rows_or_none() == []
        assert "问到清楚" in clerk.see("banner").accessibleName()
        (card,) = [
            one
            for one in clerk.window.findChildren(QWidget)
            if "li" in one.accessibleName() and one.isVisible() and isinstance(one, HeldCard)
        ]
        assert "等收款结果" in card.accessibleName()
        clerk.scan("6996857000413")
        assert len(clerk.rows()) == 1
        wechat.says = Paying("PAID", "4200001")
        pass_time(till, 30)
        till.desk.tick()
        assert len(clerk.rows()) == 1, "the next customer's goods stay"
        banner = clerk.see("banner").accessibleName()
        assert "li 已收到钱" in banner
        assert "DX03-01-000001" in banner
        assert not card.isVisible()
        clerk.press("Enter")
        clerk.at("payment")
        clerk.press("Enter")
        clerk.reads("DX03-01-000002")


class Slow(FakeGateway):
    """A service that answers when it is let."""

    let = threading.Event()

    def pay(self, order: PayOrder, auth_code: str, deadline: float = 10.0) -> Paying:
        self.let.wait(10)
        return Paying("PAID", "4200001")


def test_the_window_goes_on_while_the_service_thinks(qtbot: Any, shop: Shop, services: Any) -> None:
    background = Background()
    shop.till.background = background
    slow = Slow()
    shop.till.desk._gateways = {"WECHAT": slow}
    with before(paying(shop)) as page:
        began = time.perf_counter()
        scan(page, WECHAT_CODE)
        assert time.perf_counter() - began < 0.25
        assert "was sent, no answer yet" in words(page)
        slow.let.set()
        until(lambda: page._screen.finished is not None, "the answer never came")
        assert "DX03-01-000001" in words(page)
    assert background.end()


def test_a_second_that_changes_nothing_redraws_nothing_but_the_seconds(
    qtbot: Any, shop: Shop, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with before(paying(shop)) as page:
        scan(page, WECHAT_CODE)
        second(page, shop)
        drawn: list[str] = []
        for name in ("_end", "_ticket"):
            part = getattr(page, name)
            monkeypatch.setattr(part, "draw", lambda *_, name=name, **__: drawn.append(name))
        listed = page.findChild(QListWidget, "tenderList").item(0)
        told: list[None] = []
        page.keysChanged.connect(lambda: told.append(None))
        second(page, shop)
        assert drawn == []
        assert told == []
        assert page.findChild(QListWidget, "tenderList").item(0) is listed


def open_payment(shop: Shop, alipay: FakeGateway) -> None:
    """Sold on the manager's word; the service has not said yet that it was paid."""
    alipay.says = Paying("UNKNOWN")
    screen = SellingScreen(shop.till).start_payment()
    screen.pay_code(ALIPAY_CODE)
    screen.with_leave(MANAGER_PIN, "顾客出示了付款成功", screen.confirm_by_hand)


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_what_stays_open_is_settled_on_the_closing_page(
    qtbot: Any, shop: Shop, services: Any, size: tuple[int, int]
) -> None:
    _, alipay = services
    with before(ShiftPage(ShiftScreen(shop.till)), size) as page:
        assert not page.findChild(QWidget, "openPayments").isVisible(), "nothing is open"
    open_payment(shop, alipay)
    with before(ShiftPage(ShiftScreen(shop.till)), size) as page:
        assert "1 payments are not settled yet" in words(page)
        assert "confirmed by hand" in words(page)
        assert clipped(page) == []
        assert unnamed(page) == []
        (number,) = [payment.number for payment in shop.till.desk.open]
        asked = len(alipay.asked)
        button(page, f"ask_{number}").click()
        assert len(alipay.asked) == asked + 1
        button(page, f"settle_{number}").click()
        assert in_focus() == "overridePinBox"
        type_(page, MANAGER_PIN)
        press(page, "Enter")
        type_(page, "商户后台核对过")
        press(page, "Enter")
        assert not page.findChild(QWidget, "openPayments").isVisible()
    assert shop.till.desk.open == ()


def test_a_refund_says_how_the_money_goes_back(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    wechat.says = Paying("PAID", "4200001")
    SellingScreen(shop.till).start_payment().pay_code(WECHAT_CODE)
    with before(RefundPage(RefundScreen(shop.till))) as page:
        type_(page, "1")
        press(page, "Enter", "F9", "Alt+1", "Enter")
        assert "WeChat Pay 21.94 To be given back" in words(page)
        second(page, shop)
        assert "WeChat Pay 21.94 Being given back" in words(page)
        wechat.gives_back = Refunding("DONE")
        second(page, shop, 60)
        assert "WeChat Pay 21.94 Given back" in words(page)


def test_the_list_of_receipts_says_how_far_the_money_is(qtbot: Any, shop: Shop, services: Any) -> None:
    wechat, _ = services
    wechat.says = Paying("PAID", "4200001")
    SellingScreen(shop.till).start_payment().pay_code(WECHAT_CODE)
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    with before(ReceiptsPage(ReceiptsScreen(shop.till)), NARROW) as page:
        assert "WeChat Pay 21.94 Being given back" in words(page)
        wechat.gives_back = Refunding("DONE")
        second(page, shop, 60)
        assert "WeChat Pay 21.94 Given back" in words(page)
        assert not clipped(page)
        press(page, "Down")
        assert "WeChat Pay 21.94" not in words(page), "a sale has no money on its way"


def test_where_the_shop_names_its_funders_one_is_chosen(qtbot: Any, shop: Shop) -> None:
    shop.till.settings = replace(shop.till.settings, vouchers=Vouchers(("区总工会", "区商务局")))
    shop.add("SP0001", ("SP0002", "2"))
    with before(paying(shop), NARROW) as page:
        press(page, "Alt+9")
        type_(page, "5")
        press(page, "Enter")
        assert "pays for no vouchers here" in words(page)
        choice = button(page, "funderButton")
        assert "Who pays" in choice.accessibleName()
        choice.click()
        assert choice.accessibleName().endswith("区总工会")
        press(page, "Ctrl+2")
        assert choice.accessibleName().endswith("区商务局")
        assert clipped(page) == []
        press(page, "Enter")
        assert [tender.funder for tender in page._screen.tenders] == ["区商务局"]


def test_without_a_network_the_page_says_what_can_still_be_taken(
    qtbot: Any, shop: Shop, services: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop.till.desk, "out_of_reach", lambda means: means in ("WECHAT", "ALIPAY"))
    with before(paying(shop), NARROW) as page:
        for means in ("WECHAT", "ALIPAY"):
            assert not button(page, f"means_{means}").isEnabled()
            assert button(page, f"means_{means}").accessibleDescription()
        for means in ("CASH", "CARD_POS", "STATIC_QR"):
            assert button(page, f"means_{means}").isEnabled()
        assert "cash, card and static code can be taken" in words(page)
        assert clipped(page) == []
        press(page, "Enter")
    assert len(shop.journal("S")) == 1
