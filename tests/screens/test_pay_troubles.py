"""Payment by code on a bad day: clocks put right, services that are gone, many refunds at once, another till."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pos.core import wording
from pos.core.basket import EmptyBasket, NoSuchLine
from pos.core.gateways import Refunding
from pos.core.lines import NothingToSell
from pos.core.money import Money, Quantity
from pos.db.store import DiskFull
from pos.screens import Till, pay_codes
from pos.screens.gestures import Gestures
from pos.screens.refund import RefundScreen
from pos.screens.shift import ShiftScreen
from tests.pay_service import REFUND_FAULTS
from tests.screens.test_pay_codes import ALIPAY_CODE, WECHAT_CODE, Killed, PayShop, begin, end, unknown
from tests.shop import copy_of


@pytest.fixture
def shop(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PayShop]:
    made = PayShop(copy_of(furnished, tmp_path / "shop"))
    monkeypatch.setattr(pay_codes, "sleep", made.sleep)
    made.manager().open()
    yield made
    made.close()


# The clock


def test_a_clock_that_is_put_back_stops_no_question_and_no_revoke(shop: PayShop) -> None:
    unknown(shop)
    shop.wait(hours=-3)
    shop.service.always["query"] = "not_sent"
    asked = shop.service.seen["query not_sent"]
    shop.till.desk.tick()
    assert shop.service.seen["query not_sent"] == asked + 1, "asked at once, not in three hours"
    row = shop.gestures.selling.payment_today().request
    assert row is not None
    assert (row.may_revoke, row.revoke_in) == (True, 0)
    assert row.waited < 600

    shop.service.always.clear()
    shop.tick_on(60)
    assert not shop.waits, "it came to its end within the minute"
    assert end(shop) == "CODE" or not shop.service.kept
    shop.conserved()


def test_an_order_nobody_knows_ends_though_the_clock_was_put_back(shop: PayShop) -> None:
    begin(shop, "lost_request")
    shop.wait(hours=-3)
    shop.tick_on(150)
    assert not shop.till.desk.open_requests()
    assert end(shop) == "CASH"
    shop.conserved()


def test_what_was_on_its_way_while_the_clock_was_put_back_is_not_forgotten(shop: PayShop) -> None:
    begin(shop, "held")
    shop.wait(hours=-3)
    shop.tick_on(40)
    assert [request.state for request in shop.requests()] == ["REVOKING"], "its code may still be good"
    shop.service.let_through()
    assert shop.service.kept == 2990
    shop.tick_on(120)
    assert end(shop) == "CASH"
    assert shop.service.kept == 0
    shop.conserved()


def test_money_back_is_asked_for_though_the_clock_was_put_back(shop: PayShop) -> None:
    begin(shop)
    shop.service.always["refund"] = "lost"
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    shop.service.always.clear()
    shop.wait(hours=-3)
    shop.tick_on(60)
    assert not shop.till.desk.open_requests()
    shop.conserved()
    assert shop.service.kept == 0


def test_a_service_out_of_reach_is_not_so_for_hours_because_the_clock_was_put_back(shop: PayShop) -> None:
    begin(shop, "not_sent")
    assert shop.till.desk.out_of_reach("WECHAT")
    shop.wait(hours=-3)
    assert not shop.till.desk.out_of_reach("WECHAT")


# Services that are gone


def test_a_ticket_whose_service_is_not_set_up_any_more_can_be_freed(shop: PayShop) -> None:
    shop.service.always["query"] = "not_sent"
    shop.service.around = lambda verb, before: _die() if verb == "pay" and not before else None
    shop.add("SP0041")
    with pytest.raises(Killed):
        shop.do("pay", means="WECHAT", amount="29.90", auth_code=WECHAT_CODE)
    shop.crash()
    shop.till.desk._gateways = {}
    payment = shop.gestures.selling.payment_today()
    row = payment.request
    assert row is not None
    assert (row.state, row.next_ask_in) == ("SENT", None)
    assert (row.may_revoke, row.may_confirm, row.may_release) == (False, True, True)
    assert shop.refused("pay_ask") == "NotThisWay", "not silence"

    shop.leave("手机上没有扣款").do("pay_settle", paid=False)
    assert end(shop) == "CASH"
    (open_,) = ShiftScreen(shop.till).open_payments
    shop.leave("支付宝后台已退").do("pay_settle", number=open_.number, way="SETTLE")
    assert ShiftScreen(shop.till).open_payments == ()


def _die() -> None:
    raise Killed


# Another till on the same books


def test_two_tills_wait_at_once_each_for_its_own(shop: PayShop) -> None:
    second = Till.start(shop.store, replace(shop.till.settings, till="02"), shop.folder, shop.till.clock)
    second.gateways, second.person = shop.service.gateways(), shop.till.person
    other = Gestures(second)

    def there(do: str, **fields: object) -> dict[str, object]:
        told = other.answer(json.dumps({"do": do, **fields}))
        assert told["ok"] is True, told
        return told

    there("open_shift", float="100.00")
    unknown(shop)
    there("add", product="SP0029", quantity="1")
    shop.service.plan("pay", "lost")
    there("pay", means="ALIPAY", amount="9.90", auth_code=ALIPAY_CODE)
    assert shop.waits
    assert other.selling.basket.request
    assert shop.waits != other.selling.basket.request
    shop.service.always.clear()
    shop.sleep(12)
    second.desk.tick()
    assert shop.waits, "each till asks about its own"
    shop.till.desk.tick()
    assert not shop.waits
    assert not other.selling.basket.request
    with shop.store.read() as session:
        rows = session.execute(text("SELECT till, number, net FROM receipts ORDER BY till")).all()
    assert [tuple(row) for row in rows] == [("01", 1, 2990), ("02", 1, 990)]
    assert shop.service.kept == 3980


def test_what_another_till_asked_for_is_not_settled_here(shop: PayShop) -> None:
    unknown(shop)
    number = shop.waits
    other = replace(shop.till.settings, till="02")
    shop.till.settings = other
    for do, fields in (
        ("pay_ask", {"number": number}),
        ("pay_settle", {"number": number, "way": "SETTLE"}),
        ("pay_settle", {"number": number, "way": "GIVE_BACK"}),
    ):
        shop.till.leave = None
        shop.leave()
        told = shop.ask(do, **fields)
        assert told.get("refused") == "NoSuchPayment", told


# Money back


def test_what_was_confirmed_and_settled_by_hand_still_goes_back_through_the_service(shop: PayShop) -> None:
    unknown(shop)
    number = shop.waits
    shop.leave().do("pay_settle", paid=True)
    shop.leave("商户后台查到已收款").do("pay_settle", number=number, way="SETTLE")
    shop.service.always.clear()
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    shop.tick_on(120)
    assert not shop.till.desk.open_requests()
    shop.conserved()
    assert shop.service.kept == 0


def test_asking_about_money_back_asks_about_the_payment_first(shop: PayShop) -> None:
    unknown(shop)
    shop.leave().do("pay_settle", paid=True)
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    (back,) = [request for request in shop.requests() if request.kind == "REFUND"]
    shop.do("pay_ask", number=back.number)
    assert shop.service.seen["refund ok"] == 0, "nothing goes back before it is known that something came"
    assert [request.state for request in shop.requests()][1] == "NEW"

    shop.service.always.clear()
    shop.do("pay_ask", number=back.number)
    shop.tick_on(120)
    assert not shop.till.desk.open_requests()
    shop.conserved()
    assert shop.service.kept == 0


def test_money_the_customers_bank_does_not_take_says_who_has_to_act(
    shop: PayShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(shop)
    answer = Refunding("PROCESSING", "50300806", "ABNORMAL")
    gateway = shop.till.gateways["WECHAT"]
    monkeypatch.setattr(gateway, "refund", lambda refund, deadline=10.0: answer)
    monkeypatch.setattr(gateway, "query_refund", lambda refund, deadline=5.0: answer)
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    before = wording.spoken()
    wording.speak("en")
    try:
        (row,) = ShiftScreen(shop.till).open_payments
    finally:
        wording.speak(before)
    assert (row.state, row.note) == ("PROCESSING", "ABNORMAL")
    assert "merchant platform" in row.advice
    assert "on its way" not in row.title


# Beside the customer who waits


class Slow:
    """A background whose questions are under way until they are let."""

    def __init__(self) -> None:
        self.under_way: list[tuple[Callable[[], object], Callable[[object], None]]] = []

    def __call__(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self.under_way.append((work, then))

    def let(self) -> None:
        under_way, self.under_way = self.under_way, []
        for work, then in under_way:
            then(work())


def test_many_refunds_leave_the_way_free_for_the_customer_who_waits(shop: PayShop) -> None:
    for _ in range(6):
        begin(shop)
    slow = Slow()
    shop.till.background = slow
    for n in range(1, 7):
        shop.do("refund", receipt=str(n), means="WECHAT", reason="坏了")
    assert len(slow.under_way) == 2, "all threads would be taken"

    shop.add("SP0041")
    shop.gestures.selling.payment_today().pay("WECHAT", Money(2990), auth_code=WECHAT_CODE)
    assert len(slow.under_way) == 3
    for _ in range(60):
        slow.let()
        shop.sleep(1)
        shop.till.desk.tick()
        assert len(slow.under_way) <= 3
    assert not shop.till.desk.open_requests(), "every one of them had its turn"
    assert shop.service.kept == 2990
    shop.conserved()


def test_what_happens_in_the_background_leaves_the_marked_line_alone(shop: PayShop) -> None:
    begin(shop)
    shop.service.plan("refund", "lost", "processing")
    shop.do("refund", receipt="1", means="WECHAT", reason="坏了")
    shop.add("SP0041", "SP0029", ("SP0001", "2"))
    selling = shop.gestures.selling
    selling.select(2)
    drawn: list[str] = []

    class View:
        def refresh(self) -> None:
            drawn.append("anew")

    selling.view = View()
    states = set()
    for _ in range(40):
        shop.sleep(1)
        shop.till.desk.tick()
        states.add(shop.requests()[1].state)
        assert selling.selected == 2, "Del would take another line off"
    assert {"UNKNOWN", "DONE"} <= states
    assert drawn == [], "and nothing that is being typed is lost"


def test_a_clerk_signs_out_while_it_is_asked_and_another_signs_in(shop: PayShop) -> None:
    slow = Slow()
    shop.till.background = slow
    shop.add("SP0041")
    shop.gestures.selling.payment_today().pay("WECHAT", Money(2990), auth_code=WECHAT_CODE)
    shop.do("lock")
    slow.let()
    (sale,) = shop.journal("S")
    assert (sale["net"], sale["clerk"]) == (2990, "01"), "whoever began it"
    shop.clerk()
    assert not shop.gestures.selling.basket.lines
    assert shop.refused("pay_ask") == "NoSuchPayment"
    shop.conserved()


def test_the_till_closes_while_a_question_is_under_way(shop: PayShop) -> None:
    slow = Slow()
    shop.till.background = slow
    shop.add("SP0041")
    shop.gestures.selling.payment_today().pay("WECHAT", Money(2990), auth_code=WECHAT_CODE)
    (work, _never_told) = slow.under_way[0]
    work()
    shop.crash()
    shop.tick_on(60)
    assert [sale["net"] for sale in shop.journal("S")] == [2990]
    shop.conserved()


@pytest.mark.parametrize("means", ["WECHAT", "CASH"])
def test_of_a_ticket_that_is_sold_no_tender_is_taken_back(shop: PayShop, means: str) -> None:
    shop.add("SP0041")
    payment = shop.gestures.selling.start_payment()
    payment.pay(means, Money(2990), auth_code=WECHAT_CODE if means == "WECHAT" else None)
    assert payment.finished is not None
    before = shop.dump()
    with pytest.raises(NoSuchLine):
        payment.take_back(1)
    for again in ("CASH", "WECHAT"):
        with pytest.raises(EmptyBasket):
            payment.pay(again, Money(0))
    assert shop.dump() == before
    shop.conserved()
    assert not shop.gestures.selling.basket.lines


@pytest.mark.parametrize("seed", range(6))
def test_a_mixed_ticket_goes_back_in_many_parts_to_the_fen(shop: PayShop, seed: int) -> None:
    """Cash and two services, part by part, by whatever means the clerk chose, with answers that are lost on the way."""
    dice = random.Random(seed)
    shop.add(("SP0041", "7"), ("SP0029", "5"), ("SP0001", "9"))
    shop.do("discount", amount="0.37")
    total = shop.gestures.selling.total
    parts = {"WECHAT": Money(total.fen // 3 + 1), "ALIPAY": Money(total.fen // 4 + 3)}
    for means, amount in parts.items():
        begin(shop, dice.choice(["ok", "lost", "typing_pays"]), means, str(amount))
        shop.tick_on(120)
    rest = shop.do("pay", means="CASH", amount="500.00")
    assert rest["receipt"] == "DX03-01-000001"
    paid = sum(part.fen for part in parts.values())
    assert shop.service.kept == paid
    left = {1: 7, 2: 5, 3: 9}
    while any(left.values()):
        n = dice.choice([n for n in left if left[n]])
        taken = dice.randint(1, left[n])
        shop.service.plan("refund", dice.choice(REFUND_FAULTS[:4]))
        given = shop.do(
            "refund",
            receipt="1",
            lines=[{"n": n, "quantity": str(taken)}],
            means=dice.choice(["CASH", "WECHAT", "ALIPAY"]),
            reason="坏了",
        )["given"]
        assert Money.yuan(given).fen >= 0
        left[n] -= taken
        shop.tick_on(400)
        assert not shop.till.desk.open_requests()
        shop.conserved()
    assert shop.service.kept == 0
    assert shop.cash_in_drawer() == "300.00"
    for order in shop.service.orders.values():
        assert order.given_back == order.taken == order.amount


def test_a_refund_pressed_twice_goes_back_once(shop: PayShop) -> None:
    slow = Slow()
    shop.add(("SP0041", "2"))
    begin(shop, amount="59.80")
    screen = RefundScreen(shop.till)
    screen.look_up("1")
    screen.take(1, Quantity(1000))
    screen.reason = "坏了"
    shop.till.background = slow
    screen.complete()
    with pytest.raises(NothingToSell):
        screen.complete()
    shop.till.desk.tick()
    shop.till.desk.tick()
    assert len(slow.under_way) == 1, "one question at a time about one request"
    slow.let()
    assert shop.service.kept == 2990
    assert len([request for request in shop.requests() if request.kind == "REFUND"]) == 1
    shop.conserved()


def test_a_full_disk_keeps_nobody_waiting_for_ever(shop: PayShop, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = shop.at
    shop.add("SP0041")
    shop.service.plan("pay", "typing_never")
    write = shop.store.write

    def full(is_done: Any = None) -> Any:
        if shop.requests()[-1:] and shop.requests()[-1].state == "WAIT_USER":
            raise DiskFull(why="full")
        return write(is_done)

    monkeypatch.setattr(shop.store, "write", full)
    told = shop.do("pay", means="WECHAT", amount="29.90", auth_code=WECHAT_CODE)
    assert told["state"] == "WAIT_USER"
    assert shop.at - begun < timedelta(minutes=3)
    monkeypatch.undo()
    monkeypatch.setattr(pay_codes, "sleep", shop.sleep)
    shop.tick_on()
    assert end(shop) == "CASH"
    shop.conserved()
