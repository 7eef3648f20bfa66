"""The drawer opens for cash that goes in or comes out, and for nothing else, whatever the paper; read as bytes."""

from __future__ import annotations

import pytest

from pos.core.paper import Block, Cut, Drawer, as_copy, as_training
from pos.devices import Delivery
from pos.devices.absent import AbsentPrinter
from pos.screens.drawer import open_drawer
from pos.screens.papers import StoreQueue
from pos.screens.printing import PrintWorker
from tests.papers_reader import read
from tests.shop import Shop


class Printer(AbsentPrinter):
    def __init__(self) -> None:
        self.pulses: list[int] = []

    def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
        self.pulses += [paper.drawer_opened for paper in read(data, 48)]
        return Delivery("CONFIRMED")


class Desk:
    """A shop whose printer counts pulses."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.printer = shop, Printer()
        self._worker = PrintWorker(StoreQueue(shop.store, shop.settings), self.printer, columns=48)

    @property
    def pulses(self) -> list[int]:
        """How often the drawer opened with each paper since the last look."""
        while self._worker.print_next():
            pass
        seen, self.printer.pulses = self.printer.pulses, []
        return seen


@pytest.fixture
def desk(shop: Shop) -> Desk:
    return Desk(shop)


@pytest.mark.parametrize("means", ["WECHAT", "ALIPAY", "UNIONPAY_QR", "ECNY", "CARD_POS", "LOVE_CARD_BANK"])
def test_no_means_but_cash_opens_it(desk: Desk, means: str) -> None:
    desk.shop.sell("SP0041").pay(means)
    assert desk.pulses == [0]


def test_cash_opens_it_with_and_without_change_and_beside_another_means(desk: Desk) -> None:
    desk.shop.sell("SP0041").pay_cash("29.90")
    assert desk.pulses == [1]
    desk.shop.sell("SP0041").pay_cash("50.00")
    assert desk.pulses == [1]
    desk.shop.sell("SP0041").pay_part("CARD_POS", "10.00").pay_cash("20.00")
    assert desk.pulses == [1]
    desk.shop.sell("SP0041").pay_part("CASH", "10.00").pay("CARD_POS", "19.90")
    assert desk.pulses == [1]


def test_money_that_is_given_back(desk: Desk) -> None:
    shop = desk.shop
    cash, card = shop.sell("SP0041").pay_cash("30.00"), shop.sell("SP0041").pay("CARD_POS")
    assert desk.pulses == [1, 0]
    shop.do("refund", receipt=cash.number, means="CASH", reason="不要了")
    assert desk.pulses == [1]
    shop.do("refund", receipt=card.number, means="CARD_POS", reason="不要了")
    assert desk.pulses == [0]
    shop.leave("没有小票")
    shop.do("refund_goods", product="SP0041", quantity="1", reason="没有小票")
    assert desk.pulses == [1]


def test_an_exchange_opens_it_only_for_what_is_paid_or_given_back(desk: Desk) -> None:
    shop = desk.shop
    dear, cheap = ("SP0041", "2"), "SP0041"

    def swap(receipt: str, goods: str | tuple[str, str]) -> None:
        shop.do("exchange", receipt=receipt, reason="换一样")
        shop.add(goods)

    even = shop.sell(cheap).pay_cash("29.90").number
    assert desk.pulses == [1]
    swap(even, cheap)
    shop.do("pay", means="CASH", amount="0.00")
    assert desk.pulses == [0, 0]  # nothing changes hands
    up = shop.sell(cheap).pay_cash("29.90").number
    assert desk.pulses == [1]
    swap(up, dear)
    shop.do("pay", means="CASH", amount="30.00")
    assert desk.pulses == [0, 1]
    by_card = shop.sell(cheap).pay_cash("29.90").number
    assert desk.pulses == [1]
    swap(by_card, dear)
    shop.do("pay", means="CARD_POS", amount="29.90")
    assert desk.pulses == [0, 0]
    down = shop.sell(dear).pay_cash("60.00").number
    assert desk.pulses == [1]
    swap(down, cheap)
    shop.do("pay", means="CASH", amount="0.00")
    assert desk.pulses == [1, 0]


def test_copies_summaries_and_what_is_not_sold_leave_it_shut(desk: Desk) -> None:
    shop = desk.shop
    shop.sell("SP0041").pay_cash("30.00")
    assert desk.pulses == [1]
    shop.do("reprint", receipt="1")
    assert desk.pulses == [0]
    shop.sell("SP0041")
    shop.do("pay", means="CASH", amount="10.00")
    shop.do("cancel")
    shop.do("cash", direction="in", amount="5.00", reason="零钱")
    shop.do("close_shift", counted="334.90")
    assert sum(desk.pulses) == 0


def test_without_a_sale_only_with_leave(desk: Desk) -> None:
    shop = desk.shop
    assert shop.clerk().refused("drawer") == "NotAllowed"
    assert desk.pulses == []
    open_drawer(shop.leave("换零钱").till)
    assert desk.pulses == [1]


def test_a_copy_and_training_take_the_pulse_out_wherever_it_stands() -> None:
    blocks: list[Block] = [Drawer(), Cut(), Drawer()]
    assert not [block for block in (*as_copy(blocks), *as_training(blocks)) if isinstance(block, Drawer)]
