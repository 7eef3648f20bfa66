"""What may still be taken back, by which means, and without a receipt (CONTRACT.md section 3, Refunds)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos.core.money import Money, Quantity
from pos.core.receipts import Receipt
from pos.core.refunds import MoreThanSold, Refundable, refundable, split, wanted, ways_back
from pos.core.staff import Person
from pos.screens.refund import RefundScreen
from tests.shop import Shop


def found(shop: Shop, number: int) -> Refundable:
    with shop.store.read() as session:
        return refundable(session, "01", number)


def refund(shop: Shop, receipt: str, means: str, *lines: tuple[int, str]) -> dict[str, str]:
    more = {"lines": [{"n": n, "quantity": quantity} for n, quantity in lines]} if lines else {}
    told = shop.do("refund", receipt=receipt, means=means, reason="退", **more)
    by_means: dict[str, str] = told["means"]
    assert Money(sum(Money.yuan(amount).fen for amount in by_means.values())) == Money.yuan(told["given"])
    return by_means


def mixed(shop: Shop) -> str:
    """29.90 and 9.90, paid 20.00 by wallet and the rest in cash."""
    shop.add("SP0041", "SP0029").pay_part("WECHAT", "20.00")
    return shop.sell().pay("CASH", "19.80").number


def test_the_means_asked_for_takes_what_was_paid_with_it_and_the_others_the_rest(shop: Shop) -> None:
    number = mixed(shop)
    assert refund(shop, number, "WECHAT") == {"WECHAT": "20.00", "CASH": "19.80"}
    assert {code: group["net"] for code, group in shop.do("x_report")["by_means"].items()} == {
        "WECHAT": "0.00",
        "CASH": "0.00",
    }
    assert shop.cash_in_drawer() == "300.00"
    shop.verified()


def test_several_refunds_in_a_row_use_up_the_means_one_after_the_other(shop: Shop) -> None:
    number = mixed(shop)
    assert refund(shop, number, "CASH", (2, "1")) == {"CASH": "9.90"}
    assert [str(left) for _, left in found(shop, 1).means] == ["20.00", "9.90"]
    assert refund(shop, number, "CASH", (1, "1")) == {"CASH": "9.90", "WECHAT": "20.00"}
    assert [str(left) for _, left in found(shop, 1).means] == ["0.00", "0.00"]
    assert shop.refused("refund", receipt=number, means="CASH", reason="再退") == "MoreThanSold"


def test_by_leave_another_means_takes_all_of_it(shop: Shop) -> None:
    number = mixed(shop)
    assert shop.refused("refund", receipt=number, means="ALIPAY", reason="退") == "NotAllowed"
    shop.leave()
    assert refund(shop, number, "ALIPAY") == {"ALIPAY": "39.80"}


def test_boxes_weights_and_pieces_in_parts_never_give_more_than_was_paid(shop: Shop) -> None:
    shop.add("SP0223", ("00101", "4.385"), ("SP0041", "3")).pay_part("WECHAT", "100.00")
    number = shop.sell().pay("CASH", "500.00").number
    sale = shop.journal("S")[-1]
    for part in (((2, "1.111"), (3, "2")), ((2, "2"),), ()):
        refund(shop, number, "WECHAT", *part)
    kept: dict[str, int] = {}
    for record in shop.journal("R"):
        for tender in record["ten"]:
            kept[tender["k"]] = kept.get(tender["k"], 0) + tender["f"]
    assert kept == {tender["k"]: tender["f"] for tender in sale["ten"]}
    shop.verified()


def test_what_is_left_of_a_line(shop: Shop) -> None:
    shop.sell(("SP0041", "3")).pay_cash("100.00")
    refund(shop, "1", "CASH", (1, "2"))
    left = found(shop, 1)
    line = left.line(1)
    assert (line.left, line.amount(line.left), line.grams(line.left)) == (Quantity(1000), Money(2990), 0)
    with pytest.raises(MoreThanSold):
        wanted(left, [(1, Quantity(1001))])


WAYS = (("WECHAT", Money(2000)), ("CASH", Money(1980)))


@pytest.mark.parametrize(
    ("given", "means", "expected"),
    [
        (500, "", [("WECHAT", 500)]),
        (500, "CASH", [("CASH", 500)]),
        (2500, "", [("WECHAT", 2000), ("CASH", 500)]),
        (2500, "CASH", [("CASH", 1980), ("WECHAT", 520)]),
        (2500, "ALIPAY", [("ALIPAY", 2500)]),
        (0, "CASH", [("CASH", 0)]),
    ],
)
def test_ways_back(given: int, means: str, expected: list[tuple[str, int]]) -> None:
    sale = Refundable(Receipt(), (), WAYS, Money(0))
    assert ways_back(sale, Money(given), means) == [(code, Money(fen)) for code, fen in expected]


def test_split_cuts_money_in_two() -> None:
    before, after = split(list(WAYS), Money(2500))
    assert before == [("WECHAT", Money(2000)), ("CASH", Money(500))]
    assert after == [("CASH", Money(1480))]
    assert split(list(WAYS), Money(0)) == ([], list(WAYS))
    assert split([("CASH", Money(0))], Money(0)) == ([], [("CASH", Money(0))])


# Without a receipt


def test_goods_without_a_receipt(shop: Shop) -> None:
    told = shop.do("refund_goods", product="SP0041", quantity="2", reason="没有小票")
    assert (told["receipt"], told["refunded"], told["given"]) == ("DX03-01-000001", "59.80", "59.80")
    (record,) = shop.journal("R")
    assert (record["of"], record["why"], record["ten"]) == ("NONE", "没有小票", [{"k": "CASH", "f": 5980}])
    report = shop.do("x_report")
    assert (report["refunds"], report["refunded"], report["net"]) == (1, "59.80", "-59.80")
    assert report["by_region"]["653201"]["refunded"] == "59.80"
    assert shop.cash_in_drawer() == "240.20"
    shop.verified()
    shop.do("close_shift", counted="240.20")
    shop.verified()


def test_by_barcode_carton_label_and_at_a_lower_price(shop: Shop) -> None:
    assert shop.do("refund_goods", code="2300101043851", reason="瓜裂")["given"] == "26.22"
    assert shop.do("refund_goods", code="6996857000413", reason="坏")["given"] == "29.90"
    assert shop.do("refund_goods", product="SP0041", price="20.00", quantity="2", reason="坏")["given"] == "40.00"
    assert shop.do("refund_goods", product="SP0223", reason="坏")["ok"]
    assert len(shop.journal("R")[-1]["lines"]) == 5, "a gift box comes back from every county"
    shop.verified()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"price": "29.91"}, "MoreThanSold"),
        ({"price": "0"}, "BadAmount"),
        ({"quantity": "0"}, "NothingToSell"),
        ({"quantity": "-1"}, "NothingToSell"),
        ({"quantity": "99"}, "NotInDrawer"),
        ({"product": "SP9999"}, "UnknownCode"),
        ({"code": "SP0041"}, "TooManyFields"),
        ({"reason": " "}, "ReasonNeeded"),
        ({"means": "BITCOIN"}, "UnknownMeans"),
        ({"means": "WECHAT"}, "NotAllowed"),
        ({"colour": "red"}, "UnknownField"),
    ],
)
def test_goods_that_do_not_come_back(shop: Shop, fields: dict[str, str], word: str) -> None:
    assert shop.refused("refund_goods", **({"product": "SP0041", "reason": "坏"} | fields)) == word


def test_without_a_receipt_a_clerk_asks_whatever_the_amount(shop: Shop) -> None:
    shop.clerk()
    assert shop.refused("refund_goods", product="SP0029", reason="坏") == "NotAllowed"
    shop.do("override", pin="246810", reason="老顾客")
    told = shop.do("refund_goods", product="SP0029", reason="坏")
    (leave,) = (event for event in shop.journal("E") if event["what"] == "OVERRIDE")
    assert (leave["by"], leave["why"], leave["of"], leave["f"]) == ("01", "老顾客", told["receipt"], 990)
    assert shop.refused("refund_goods", product="SP0029", reason="坏") == "NotAllowed", "one leave, one gesture"


def test_it_is_no_sale_that_could_come_back_once_more(shop: Shop) -> None:
    shop.do("refund_goods", product="SP0029", reason="坏")
    assert shop.refused("refund", receipt="1", means="CASH", reason="再退") == "UnknownReceipt"
    assert shop.refused("exchange", receipt="1", reason="换") == "UnknownReceipt"
    assert shop.do("reprint", receipt="1")["receipt"] == "DX03-01-000001"


def test_the_page_offers_the_means_that_have_something_left(shop: Shop) -> None:
    number = mixed(shop)
    refund(shop, number, "WECHAT", (1, "1"))
    page = RefundScreen(shop.till)
    page.look_up(number)
    assert page.chosen == "CASH"
    assert [(choice.code, choice.enabled) for choice in page.means] == [("WECHAT", False), ("CASH", True)]


def test_many_small_refunds_without_a_receipt_are_one_large_one(shop: Shop) -> None:
    roles = {"clerk": {"refund_no_receipt": True, "refund_yuan": 50}}
    shop.till.settings = replace(shop.till.settings, roles=roles)
    shop.clerk().do("refund_goods", product="SP0041", reason="坏")
    assert shop.refused("refund_goods", product="SP0041", reason="坏") == "NotAllowed"
    assert shop.do("refund_goods", product="SP0041", price="20.10", reason="坏")["given"] == "20.10"
    shop.till.person = Person("04", "李小草", "clerk")
    assert shop.do("refund_goods", product="SP0041", reason="坏")["ok"], "another clerk's were not hers"
    shop.clerk().leave().do("refund_goods", product="SP0029", reason="坏")

    shop.do("close_shift", counted="0.00")
    shop.wait(days=1).open()
    assert shop.do("refund_goods", product="SP0041", reason="坏")["ok"]
