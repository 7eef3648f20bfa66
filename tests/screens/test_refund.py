"""Taking goods back: whole, in part, rounding, means, caps (CONTRACT.md section 3, Refunds)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.core.authority import NotAllowed
from pos.core.money import Money, Quantity
from pos.core.refunds import UnknownReceipt
from pos.screens.refund import RefundScreen
from tests.shop import Shop


def back(shop: Shop, receipt: str, *lines: tuple[int, str], means: str = "CASH") -> tuple[str, str, str]:
    """Take lines back; answers what was refunded, given and rounded."""
    more = {"lines": [{"n": n, "quantity": quantity} for n, quantity in lines]} if lines else {}
    told = shop.do("refund", receipt=receipt, means=means, reason="不要了", **more)
    return told["refunded"], told["given"], told["rounding"]


def test_a_whole_sale_comes_back(shop: Shop) -> None:
    receipt = shop.sell("SP0041", "SP0029").pay_cash("50.00")

    assert back(shop, receipt.number) == ("39.80", "39.80", "0.00")
    assert shop.cash_in_drawer() == "300.00"
    (record,) = shop.journal("R")
    assert (record["of"], record["why"], record["net"], record["no"]) == (
        receipt.number,
        "不要了",
        3980,
        "DX03-01-000002",
    )
    assert shop.refused("refund", receipt=receipt.number, means="CASH", reason="再退") == "MoreThanSold"


def test_the_bare_number_will_do(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    shop.sell("SP0041").pay_cash("30.00")
    assert back(shop, "1", (1, "1"))[0] == "29.90"
    shop.sell("SP0041").pay_cash("30.00")
    assert back(shop, " dx03-01-000002 ")[0] == "29.90"
    assert back(shop, "ＤＸ０３-01-０００００４")[0] == "29.90"


def test_the_code_printed_on_the_receipt_will_do(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    head = shop.journal()[-1]["h"]
    assert back(shop, f"{receipt.number} {head}")[0] == "29.90"


def test_a_part_is_half_up_and_the_last_part_is_what_is_left(shop: Shop) -> None:
    shop.add(("SP0041", "3"))
    shop.do("line", n=1, discount="0.05")
    receipt = shop.sell().pay("WECHAT")
    assert receipt.total == "89.65"
    parts = [back(shop, receipt.number, (1, "1"), means="WECHAT")[0] for _ in range(3)]
    assert parts == ["29.88", "29.88", "29.89"]
    shop.verified()


def test_the_rounding_goes_back_with_the_last_goods(shop: Shop) -> None:
    shop.add(("00101", "4.385"), "SP0029")
    receipt = shop.sell().pay_cash("40.00")
    assert (receipt.total, receipt.rounding) == ("36.12", "-0.02")
    assert back(shop, receipt.number, (2, "1")) == ("9.90", "9.90", "0.00")
    assert back(shop, receipt.number, (1, "4.385")) == ("26.22", "26.20", "-0.02")
    assert shop.cash_in_drawer() == "300.00"
    report = shop.do("x_report")
    assert (report["net"], report["rounding"]) == ("0.00", "0.00")


def test_a_few_fen_in_many_parts_never_give_more_than_was_paid(shop: Shop) -> None:
    shop.add(("00134", "1.5"))
    shop.do("line", n=1, price="0.10")
    receipt = shop.sell().pay_cash("0.10")
    assert (receipt.total, receipt.rounding) == ("0.15", "-0.05")
    given = Money(0)
    for _ in range(10):
        amounts = back(shop, receipt.number, (1, "0.15"))
        assert Money.yuan(amounts[1]).fen >= 0
        given += Money.yuan(amounts[1])
    assert str(given) == "0.10"
    shop.verified()


def test_a_discount_in_parts_fits_the_district_s_file(shop: Shop) -> None:
    """Gross, discount and net of parts, each half-up, would not add up in the last part."""
    shop.add(("00134", "3"))
    shop.do("line", n=1, discount="0.01")
    receipt = shop.sell().pay("WECHAT")
    for part in ("1", "1", "1"):
        back(shop, receipt.number, (1, part), means="WECHAT")
    for record in shop.journal("R"):
        (line,) = record["lines"]
        assert line["gross"] - line["disc"] == line["net"]
        assert min(line["gross"], line["disc"], line["net"], line["g"]) >= 0
    assert sum(record["disc"] for record in shop.journal("R")) == 1
    shop.verified()


def test_grams_come_back_with_the_goods(shop: Shop) -> None:
    receipt = shop.scan("2300101043851").pay_cash("30.00")
    back(shop, receipt.number, (1, "1.5"))
    assert shop.do("x_report")["grams"] == 4385 - 1500
    back(shop, receipt.number)
    assert shop.do("x_report")["grams"] == 0


def test_a_gift_box_comes_back_from_every_county(shop: Shop) -> None:
    receipt = shop.sell(("SP0223", "3")).pay("WECHAT")
    for _ in range(2):
        back(shop, receipt.number, (1, "1"), means="WECHAT")
    back(shop, receipt.number, means="WECHAT")
    by_region = shop.do("x_report")["by_region"]
    assert len(by_region) == 5
    assert {group["net"] for group in by_region.values()} == {"0.00"}
    shop.verified()


def test_lines_asked_twice_are_added_up(shop: Shop) -> None:
    receipt = shop.sell(("SP0041", "3")).pay_cash("100.00")
    twice = [{"n": 1, "quantity": "2"}, {"n": 1, "quantity": "2"}]
    assert shop.refused("refund", receipt=receipt.number, lines=twice, means="CASH", reason="x") == "MoreThanSold"
    assert back(shop, receipt.number, (1, "1"), (1, "1"))[0] == "59.80"


BAD_LINES: list[tuple[object, str]] = [
    ([], "NothingToSell"),
    ([{"n": 1, "quantity": "0"}], "NothingToSell"),
    ([{"n": 1, "quantity": "-1"}], "NothingToSell"),
    ([{"n": 1, "quantity": "2"}, {"n": 1, "quantity": "-1"}], "NothingToSell"),
    ([{"n": 1, "quantity": "1.001"}], "MoreThanSold"),
    ([{"n": 1, "quantity": "0.0001"}], "BadQuantity"),
    ([{"n": 2, "quantity": "1"}], "NoSuchLine"),
    ([{"n": 0, "quantity": "1"}], "NoSuchLine"),
    ([{"n": 10**30, "quantity": "1"}], "NoSuchLine"),
    ([{"n": True, "quantity": "1"}], "BadField"),
    ([{"n": "1", "quantity": "1"}], "BadField"),
    ([{"n": 1, "quantity": 1}], "BadField"),
    ([{"n": 1}], "BadField"),
    ([{"n": 1, "quantity": "1", "why": "x"}], "UnknownField"),
    ([[1, "1"]], "BadField"),
    ({"n": 1, "quantity": "1"}, "BadField"),
    ("1", "BadField"),
]


@pytest.mark.parametrize(("lines", "word"), BAD_LINES)
def test_lines_that_cannot_come_back(shop: Shop, lines: object, word: str) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    assert shop.refused("refund", receipt=receipt.number, lines=lines, means="CASH", reason="坏") == word


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"receipt": "DX03-01-009999"}, "UnknownReceipt"),
        ({"receipt": "DX03-02-000001"}, "UnknownReceipt"),
        ({"receipt": "DX99-01-000001"}, "UnknownReceipt"),
        ({"receipt": "0"}, "UnknownReceipt"),
        ({"receipt": "-1"}, "UnknownReceipt"),
        ({"receipt": ""}, "UnknownReceipt"),
        ({"receipt": "  "}, "UnknownReceipt"),
        ({"receipt": "9" * 30}, "UnknownReceipt"),
        ({"receipt": "\x00\x1b[31m"}, "UnknownReceipt"),
        ({"receipt": 1}, "BadField"),
        ({"receipt": None}, "MissingField"),
        ({"means": "BITCOIN"}, "UnknownMeans"),
        ({"means": ""}, "UnknownMeans"),
        ({"means": "WECHAT"}, "NotAllowed"),
        ({"reason": ""}, "ReasonNeeded"),
        ({"reason": " \t"}, "ReasonNeeded"),
        ({"reason": "瓜\x00裂"}, "ControlCharacter"),
        ({"reason": "a\nb"}, "ControlCharacter"),
        ({"reason": "x" * 201}, "TextTooLong"),
        ({"reason": None}, "MissingField"),
    ],
)
def test_refunds_that_are_none(shop: Shop, fields: dict[str, object], word: str) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    asked: dict[str, object] = {"receipt": receipt.number, "means": "CASH", "reason": "坏"}
    assert shop.refused("refund", **(asked | fields)) == word


def test_a_refund_is_not_taken_back_itself(shop: Shop) -> None:
    receipt = shop.sell(("SP0041", "2")).pay_cash("100.00")
    told = shop.do("refund", receipt=receipt.number, lines=[{"n": 1, "quantity": "1"}], means="CASH", reason="坏")
    assert shop.refused("refund", receipt=told["receipt"], means="CASH", reason="又要了") == "UnknownReceipt"


def test_another_means_needs_leave_even_of_a_manager(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay("WECHAT")
    assert shop.refused("refund", receipt=receipt.number, means="CASH", reason="坏") == "NotAllowed"
    shop.do("override", pin="246810", reason="微信退不了")
    assert back(shop, receipt.number) == ("29.90", "29.90", "0.00")
    (event,) = (e for e in shop.journal("E") if e["what"] == "OVERRIDE")
    assert (event["by"], event["why"], event["of"]) == ("01", "微信退不了", "DX03-01-000002")


def test_either_means_of_a_mixed_sale_will_do(shop: Shop) -> None:
    shop.add("SP0041", "SP0029").pay_part("WECHAT", "20.00")
    receipt = shop.sell().pay("CASH", "19.80")
    assert back(shop, receipt.number, (2, "1"), means="CASH")[1] == "9.90"
    assert back(shop, receipt.number, (1, "1"), means="WECHAT")[1] == "29.90"


def test_what_is_not_in_the_drawer_is_not_given(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    shop.do("cash", direction="out", amount="320.00", reason="上交")
    assert shop.refused("refund", receipt=receipt.number, means="CASH", reason="坏") == "NotInDrawer"
    shop.do("cash", direction="in", amount="30.00", reason="换零")
    assert back(shop, receipt.number)[1] == "29.90"


def test_a_clerk_pays_back_fifty_alone(shop: Shop) -> None:
    receipt = shop.clerk().sell(("SP0041", "2")).pay_cash("60.00")
    assert shop.refused("refund", receipt=receipt.number, means="CASH", reason="坏") == "NotAllowed"
    assert back(shop, receipt.number, (1, "1"))[1] == "29.90"
    shop.leave()
    assert back(shop, receipt.number)[1] == "29.90"


def test_a_refund_of_an_earlier_day_counts_today(shop: Shop) -> None:
    receipt = shop.sell("SP0041", channel="SCHOOL").pay_cash("30.00")
    shop.do("close_shift", counted="329.90")
    shop.wait(days=1).open()
    back(shop, receipt.number)
    told = shop.do("x_report")
    assert (told["gross"], told["refunded"], told["net"]) == ("0.00", "29.90", "-29.90")
    assert told["by_channel"]["SCHOOL"]["net"] == "-29.90"
    shop.do("close_shift", counted="270.10")
    shop.verified()


def test_it_needs_a_shift(closed_shop: Shop) -> None:
    assert closed_shop.refused("refund", receipt="1", means="CASH", reason="坏") == "NotLoggedIn"
    closed_shop.manager()
    assert closed_shop.refused("refund", receipt="1", means="CASH", reason="坏") == "NoShiftOpen"


def test_a_reprint_is_a_marked_copy(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    assert shop.do("reprint", receipt="1") == {"ok": True, "receipt": receipt.number}
    told = shop.do("refund", receipt="1", means="CASH", reason="坏")
    assert shop.do("reprint", receipt=told["receipt"])["receipt"] == told["receipt"]
    assert [(job[2], job[5]) for job in shop.dump()["print_jobs"]] == [
        ("RECEIPT", 0),
        ("RECEIPT", 1),
        ("RECEIPT", 0),
        ("RECEIPT", 1),
    ]
    for unknown in ("3", "DX03-02-000001", "nichts", "1x", "9" * 40):
        assert shop.refused("reprint", receipt=unknown) == "UnknownReceipt"
    assert shop.refused("reprint", receipt=1) == "BadField"
    assert shop.refused("reprint") == "MissingField"


# The page


def test_the_refund_page(shop: Shop) -> None:
    shop.add(("00101", "4.385"), ("SP0041", "2"))
    receipt = shop.sell(channel="SCHOOL").pay_cash("100.00")
    page = RefundScreen(shop.till)
    assert (page.receipt, page.amount, page.given, page.means, page.origins) == (None, Money(0), Money(0), (), ())
    with pytest.raises(UnknownReceipt):
        page.take_all()
    with pytest.raises(UnknownReceipt):
        page.look_up("abc")

    page.look_up(receipt.number)
    assert page.receipt is not None
    assert (page.receipt.number, str(page.receipt.total)) == (receipt.number, "86.02")
    assert [(row.name, row.whole_only, str(row.left)) for row in page.receipt.rows] == [
        ("正镶白旗西瓜(散)", True, "4.385"),
        ("和田骏枣", False, "2"),
    ]
    page.take(2, Quantity(1000))
    assert (str(page.amount), str(page.given)) == ("29.90", "29.90")
    assert [(code, str(net)) for code, _, net in page.origins] == [("653201", "29.90")]
    page.take(2, Quantity(0))
    page.take_all()
    assert (str(page.amount), str(page.given)) == ("86.02", "86.00")
    page.choose_reason(0)
    assert page.reason == page.reasons[0]
    page.choose_reason(5, " 孩子不吃 ")
    page.choose_means("CASH")
    done = page.complete()
    assert (str(done.given), page.reason) == ("86.00", "孩子不吃")
    assert page.done == done
    assert page.amount == Money(0)
    assert page.receipt is not None
    assert [row.back_text for row in page.receipt.rows] == ["4.385 kg", "2 袋"]
    page.clear()
    assert page.receipt is None


def test_the_page_offers_cash_with_leave(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay("WECHAT")
    page = RefundScreen(shop.till)
    page.look_up(receipt.number)
    assert [choice.code for choice in page.means] == ["WECHAT", "CASH"]
    assert page.approval_text == ""
    page.take_all()
    page.choose_reason(1)
    page.choose_means("CASH")
    with pytest.raises(NotAllowed):
        page.complete()
    page.with_leave("246810", "扫码退不了", page.complete)
    assert page.done is not None
    assert str(page.done.given) == "29.90"
    assert "扫码退不了" in page.approval_text
    assert shop.till.leave is None


# Whatever is taken back, in whatever parts


Asked = list[tuple[int, int]]


@pytest.fixture
def sold_at(shop: Shop) -> Callable[[str, str, str], str]:
    def sell(quantity: str, discount: str, means: str) -> str:
        shop.add(("00134", quantity), ("SP0223", "2"))
        shop.do("line", n=1, discount=discount)
        shop.do("line", n=2, discount="0.07")
        return shop.sell().pay(means, "1000.00" if means == "CASH" else None).number

    return sell


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    quantity=st.integers(1, 9000),
    discount=st.integers(0, 100),
    means=st.sampled_from(("CASH", "WECHAT")),
    asked=st.lists(st.tuples(st.integers(1, 2), st.integers(1, 3000)), max_size=7),
)
def test_parts_add_up_to_what_was_sold(
    shop: Shop,
    sold_at: Callable[[str, str, str], str],
    quantity: int,
    discount: int,
    means: str,
    asked: Asked,
) -> None:
    gross = Money(98) * Quantity(quantity)
    off = min(Money(discount), gross)
    number = sold_at(str(Quantity(quantity)), str(off), means)
    sale = shop.journal("S")[-1]
    records_before = len(shop.journal("R"))
    for n, thousandths in asked:
        shop.ask(
            "refund",
            receipt=number,
            means=means,
            reason="x",
            lines=[{"n": n, "quantity": str(Quantity(thousandths))}],
        )
    shop.ask("refund", receipt=number, means=means, reason="x")

    parts = shop.journal("R")[records_before:]
    for record in parts:
        assert sum(tender["f"] for tender in record["ten"]) == record["net"] + record["rnd"] >= 0
        assert -10 < record["rnd"] <= 0
        for line in record["lines"]:
            assert line["gross"] - line["disc"] == line["net"]
            assert min(line["gross"], line["disc"], line["net"], line["g"], line["q"]) >= 0
    for name in ("net", "disc", "rnd"):
        assert sum(record[name] for record in parts) == sale[name], name
    for name in ("q", "g", "gross"):
        total = sum(line[name] for record in parts for line in record["lines"])
        assert total == sum(line[name] for line in sale["lines"]), name
    assert shop.refused("refund", receipt=number, means=means, reason="x") == "MoreThanSold"
    shop.verified()
