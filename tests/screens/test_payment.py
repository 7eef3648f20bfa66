"""Taking money: cash and change, other means, mixed payment, payment codes, numbers (CONTRACT.md section 3)."""

from __future__ import annotations

import pytest

from pos.core.money import Money
from pos.core.tenders import MEANS, NotThisMeans
from pos.screens.payment import PaymentScreen
from tests.shop import Receipt, Shop

WECHAT_CODE = "135112298638468293"


def test_change_leaves_the_drawer(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay_cash("50.00")

    assert receipt == Receipt("DX03-01-000001", "29.90", "0.00", "20.10")
    assert shop.cash_in_drawer() == "329.90"


def test_cash_is_asked_down_to_the_jiao(shop: Shop) -> None:
    receipt = shop.scan("2300101043851").pay_cash("30.00")

    assert receipt == Receipt("DX03-01-000001", "26.22", "-0.02", "3.80")
    assert shop.cash_in_drawer() == "326.20"
    (sale,) = shop.journal("S")
    assert (sale["net"], sale["rnd"], sale["ten"]) == (2622, -2, [{"f": 2620, "k": "CASH"}])


def test_less_than_a_jiao_is_asked_in_full(shop: Shop) -> None:
    shop.scan("2100134000094")
    assert shop.do("pay", means="CASH", amount="0.05") == {"ok": True, "left_to_pay": "0.04"}
    assert shop.do("pay", means="CASH", amount="0.05")["rounding"] == "0.00"


@pytest.mark.parametrize("means", [means for means in MEANS if means not in ("CASH", "ORG_CREDIT")])
def test_every_other_means_pays_to_the_fen_and_gives_no_change(shop: Shop, means: str) -> None:
    shop.scan("2300101043851")
    assert shop.refused("pay", means=means, amount="26.23") == "MoreThanDue"
    told = shop.do("pay", means=means, amount="26.22", reference="R1")
    assert (told["rounding"], told["change"]) == ("0.00", "0.00")
    assert shop.cash_in_drawer() == "300.00"


def test_cash_first_rounds_nothing(shop: Shop) -> None:
    shop.scan("2300101043851")
    assert shop.do("pay", means="CASH", amount="10.00") == {"ok": True, "left_to_pay": "16.22"}
    assert shop.do("pay", means="WECHAT", amount="16.22")["rounding"] == "0.00"
    (sale,) = shop.journal("S")
    assert sale["ten"] == [{"f": 1000, "k": "CASH"}, {"f": 1622, "k": "WECHAT"}]


def test_cash_last_rounds_the_rest(shop: Shop) -> None:
    shop.scan("2300101043851")
    assert shop.do("pay", means="WECHAT", amount="10.01") == {"ok": True, "left_to_pay": "16.21"}
    told = shop.do("pay", means="CASH", amount="20.00")
    assert (told["rounding"], told["change"], told["total"]) == ("-0.01", "3.80", "26.22")


def test_cash_a_fen_below_what_it_asks_leaves_a_rest(shop: Shop) -> None:
    shop.scan("2300101043851")
    assert shop.do("pay", means="CASH", amount="26.19") == {"ok": True, "left_to_pay": "0.03"}
    told = shop.do("pay", means="CASH", amount="0.03")
    assert (told["rounding"], told["change"]) == ("0.00", "0.00")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"means": "BITCOIN", "amount": "1.00"}, "UnknownMeans"),
        ({"means": "cash", "amount": "1.00"}, "UnknownMeans"),
        ({"means": "", "amount": "1.00"}, "UnknownMeans"),
        ({"means": "CASH", "amount": "0"}, "BadAmount"),
        ({"means": "CASH", "amount": "-5.00"}, "BadAmount"),
        ({"means": "CASH", "amount": "1.001"}, "BadAmount"),
        ({"means": "CASH", "amount": ""}, "BadAmount"),
        ({"means": "CASH", "amount": "1,000"}, "BadAmount"),
        ({"means": "CASH", "amount": "1000000000.00"}, "BadAmount"),
        ({"means": "CASH", "amount": 30}, "BadField"),
        ({"means": "CASH", "amount": None}, "MissingField"),
        ({"means": "CASH"}, "MissingField"),
        ({"amount": "1.00"}, "MissingField"),
        ({"means": ["CASH"], "amount": "1.00"}, "BadField"),
        ({"means": "WECHAT", "amount": "29.91"}, "MoreThanDue"),
        ({"means": "WECHAT", "amount": "29.90", "auth_code": "28763443825664394"}, "NotThisMeans"),
        ({"means": "WECHAT", "amount": "29.90", "auth_code": ""}, "NotThisMeans"),
        ({"means": "CASH", "amount": "30.00", "auth_code": WECHAT_CODE}, "NotThisMeans"),
        ({"means": "WECHAT", "amount": "29.90", "auth_code": 135112298638468293}, "BadField"),
        ({"means": "WECHAT", "amount": "29.90", "reference": "a\x1bb"}, "ControlCharacter"),
        ({"means": "WECHAT", "amount": "29.90", "reference": "x" * 201}, "TextTooLong"),
        ({"means": "WECHAT", "amount": "29.90", "reference": 5}, "BadField"),
        ({"means": "ORG_CREDIT", "amount": "29.90"}, "BuyerNeeded"),
    ],
)
def test_what_is_not_taken(shop: Shop, fields: dict[str, object], word: str) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", **fields) == word
    assert shop.sell().pay_cash("30.00").number == "DX03-01-000001"


def test_nothing_to_pay(shop: Shop) -> None:
    assert shop.refused("pay", means="CASH", amount="10.00") == "EmptyBasket"


def test_a_payment_code_is_looked_at_and_thrown_away(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("pay", means="WECHAT", amount="29.90", auth_code=f" {WECHAT_CODE} ", reference="WX1")

    assert WECHAT_CODE not in repr(shop.dump())
    assert WECHAT_CODE.encode() not in b"".join(file.read_bytes() for file in shop.folder.rglob("*") if file.is_file())


def test_once_money_stands_the_goods_stay(shop: Shop) -> None:
    shop.add("SP0041").pay_part("WECHAT", "10.00")

    assert shop.refused("scan", code="SP0029") == "PaymentBegun"
    assert shop.refused("add", product="SP0041") == "PaymentBegun"
    for change in ({"quantity": "2"}, {"price": "20.00"}, {"discount": "1.00"}, {"remove": True}):
        assert shop.refused("line", n=1, **change) == "PaymentBegun"
    assert shop.refused("attribute", love_card=True) == "PaymentBegun"
    assert shop.refused("hold", name="x") == "PaymentBegun"
    assert shop.refused("close_shift", counted="300.00") == "SalesHeld"
    shop.do("pay", means="CASH", amount="19.90")


def test_goods_that_cost_nothing_are_still_a_sale(shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("line", n=1, discount="29.90")
    receipt = shop.sell().pay("CASH", "0.00")
    assert (receipt.total, receipt.change) == ("0.00", "0.00")
    assert shop.do("x_report")["discount"] == "29.90"
    shop.verified()


def test_numbers_have_no_gaps_whatever_happens_between(shop: Shop) -> None:
    numbers = [shop.sell("SP0041").pay_cash("30.00").number]
    shop.add("SP0029")
    shop.do("cancel")
    shop.add("SP0029")
    shop.do("hold", name="a")
    shop.refused("pay", means="CASH", amount="1.00")
    numbers.append(shop.sell("SP0159").pay("WECHAT").number)
    shop.restart()
    told = shop.do("refund", receipt=numbers[0], means="CASH", reason="坏")
    numbers.append(told["receipt"])
    shop.do("recall", name="a")
    numbers.append(shop.sell().pay_cash("9.90").number)
    assert numbers == [f"DX03-01-{n:06d}" for n in (1, 2, 3, 4)]
    assert shop.verified().last_receipt == "DX03-01-000004"


def test_the_payment_page(shop: Shop) -> None:
    shop.add("SP0041", "SP0223")
    page = shop.gestures.selling.start_payment()

    assert (str(page.total), str(page.left), str(page.left_in_cash)) == ("197.90", "197.90", "197.90")
    assert [(code, str(net)) for code, _, net in page.origins] == [
        ("653201", "87.24"),
        ("130826", "38.17"),
        ("150926", "28.67"),
        ("540102", "24.74"),
        ("152529", "19.08"),
    ]
    assert [(row.code, row.key, row.enabled) for row in page.means if not row.enabled] == [("ORG_CREDIT", 8, False)]
    assert page.quick[0] == Money.yuan("197.90")
    assert [str(part) for part in page.change_for(Money.yuan("200"))[:2]] == ["2.10", "0.00"]
    assert page.change_for(Money(0)) == (Money(0), Money(0), False)
    assert page.pay("WECHAT", Money.yuan("97.90"), "WX1") is None
    assert [(row.means, str(row.amount), row.reference) for row in page.tenders] == [("WECHAT", "97.90", "WX1")]
    page.take_back(1)
    assert str(page.left) == "197.90"
    page.choose("WECHAT")
    done = page.pay_code(WECHAT_CODE)
    assert done is not None
    assert page.finished == done
    assert (page.left, page.change_for(Money(1))[2], page.chosen) == (Money(0), True, "WECHAT")
    assert shop.gestures.selling.basket.lines == ()
    page.back()


def test_a_code_no_wallet_shows_pays_nothing(shop: Shop) -> None:
    shop.add("SP0041")
    page = PaymentScreen(shop.gestures.selling)
    with pytest.raises(NotThisMeans):
        page.pay_code("6996857000413")


def test_a_gift_box_is_shared_over_its_counties(shop: Shop) -> None:
    shop.sell("SP0223").pay("WECHAT")

    (sale,) = shop.journal("S")
    shares = {line["o"]: line["net"] for line in sale["lines"]}
    assert shares == {"152529": 1908, "150926": 2867, "653201": 5734, "130826": 3817, "540102": 2474}
    assert [(line["i"], line["q"]) for line in sale["lines"]] == [(1, 1000), (1, 0), (1, 0), (1, 0), (1, 0)]
    by_region = shop.do("x_report")["by_region"]
    assert {code: group["net"] for code, group in by_region.items()} == {
        code: str(Money(fen)) for code, fen in shares.items()
    }


@pytest.mark.parametrize("fen", [1, 2, 3, 5, 50, 1599, 1600, 8399, 16799])
def test_a_discounted_box_gives_no_county_less_than_nothing(shop: Shop, fen: int) -> None:
    shop.add("SP0223")
    shop.do("line", n=1, discount=str(Money(fen)))
    shop.sell().pay("WECHAT")
    (sale,) = shop.journal("S")
    assert (sale["net"], sale["disc"]) == (16800 - fen, fen)
    for line in sale["lines"]:
        assert line["gross"] - line["disc"] == line["net"]
        assert min(line["gross"], line["disc"], line["net"]) >= 0
    shop.verified()


def test_a_box_without_parts_counts_for_its_own_county(shop: Shop) -> None:
    shop.sell("SP0052").pay("WECHAT")
    (sale,) = shop.journal("S")
    assert [line["o"] for line in sale["lines"]] == ["653201"]


def test_what_the_tax_in_a_line_is(shop: Shop) -> None:
    shop.sell("SP0041", "SP0029", "SP0159", "SP0012").pay("WECHAT")
    (sale,) = shop.journal("S")
    # 29.90 at 9 %, exempt, exempt, 19.90 at 13 %
    assert [(line["vat"], line["vt"]) for line in sale["lines"]] == [
        (247, "TAXED"),
        (0, "EXEMPT"),
        (0, "EXEMPT"),
        (229, "TAXED"),
    ]
