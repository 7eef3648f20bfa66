"""The drawer: open, cash in and out, count, close; X and Z (CONTRACT.md section 3)."""

from __future__ import annotations

import pytest

from pos.core.money import Money
from pos.screens.login import LoginScreen
from pos.screens.shift import ShiftScreen
from tests.shop import Shop


def test_a_shift_opens_with_its_float(closed_shop: Shop) -> None:
    told = closed_shop.manager().do("open_shift", float="300.00")

    assert told == {"ok": True, "shift": 1, "business_day": "2021-09-08"}
    assert closed_shop.cash_in_drawer() == "300.00"
    (event,) = closed_shop.journal()
    assert (event["what"], event["f"], event["who"]) == ("SHIFT_OPENED", 30000, "01")
    assert closed_shop.refused("open_shift", float="300.00") == "ShiftOpen"


@pytest.mark.parametrize(
    ("float_", "word"),
    [
        ("-0.01", "BadAmount"),
        ("1000000000", "BadAmount"),
        ("9" * 15, "BadAmount"),
        ("viel", "BadAmount"),
        (300, "BadField"),
        (None, "MissingField"),
    ],
)
def test_floats_that_are_none(closed_shop: Shop, float_: object, word: str) -> None:
    assert closed_shop.manager().refused("open_shift", float=float_) == word
    closed_shop.do("open_shift", float="0")


def test_nothing_is_sold_without_a_shift(closed_shop: Shop) -> None:
    gestures: list[tuple[str, dict[str, object]]] = [
        ("scan", {"code": "6996857000413"}),
        ("add", {"product": "SP0041"}),
        ("line", {"n": 1, "quantity": "1"}),
        ("attribute", {"love_card": True}),
        ("hold", {"name": "a"}),
        ("recall", {"name": "a"}),
        ("pay", {"means": "CASH", "amount": "1.00"}),
        ("cancel", {}),
        ("refund", {"receipt": "1", "means": "CASH", "reason": "x"}),
        ("cash", {"direction": "in", "amount": "1.00", "reason": "x"}),
        ("close_shift", {"counted": "0"}),
        ("x_report", {}),
    ]
    for do, fields in gestures:
        assert closed_shop.refused(do, **fields) == "NotLoggedIn", do
    for do, fields in [
        ("open_shift", {"float": "0"}),
        ("find", {"text": "x"}),
        ("reprint", {"receipt": "1"}),
        ("lock", {}),
        ("override", {"pin": "246810", "reason": "x"}),
        ("z_report", {}),
    ]:
        assert closed_shop.refused(do, **fields) == "NotLoggedIn", do
    closed_shop.manager()
    for do, fields in gestures:
        assert closed_shop.refused(do, **fields) == "NoShiftOpen", do
    assert closed_shop.refused("z_report") == "NoClosingYet"
    assert closed_shop.refused("reprint", receipt="1") == "UnknownReceipt"
    assert closed_shop.do("find", text="骏枣")["found"]


def test_a_shop_is_closed_before_its_first_day(closed_shop: Shop) -> None:
    from datetime import datetime

    closed_shop.close()
    closed_shop.start(datetime.fromisoformat("2021-04-15T12:00:00+08:00"))
    closed_shop.manager()
    assert closed_shop.refused("open_shift", float="300.00") == "ShopNotOpen"
    # 03:59 of the first day still belongs to the day before.
    assert (
        closed_shop.refused_line('{"do":"open_shift","at":"2021-04-16T03:59:59+08:00","float":"300.00"}')
        == "ShopNotOpen"
    )
    assert closed_shop.do("open_shift", at="2021-04-16T04:00:00+08:00", float="300.00")["ok"]


def test_the_business_day_is_that_of_the_shift(closed_shop: Shop) -> None:
    closed_shop.manager().do("open_shift", float="0.00", at="2021-09-08T22:00:00+08:00")
    closed_shop.do("add", product="SP0041", at="2021-09-09T05:00:00+08:00")
    closed_shop.sell().pay_cash("29.90")
    closed_shop.do("close_shift", counted="29.90")
    assert {record["bd"] for record in closed_shop.journal()} == {"2021-09-08"}
    assert closed_shop.do("open_shift", float="0")["business_day"] == "2021-09-09"


def test_cash_in_and_out(shop: Shop) -> None:
    shop.do("cash", direction="in", amount="50.00", reason=" 换零 ")
    shop.do("cash", direction="out", amount="150.00", reason="备用金上交")

    assert shop.cash_in_drawer() == "200.00"
    assert shop.refused("cash", direction="out", amount="200.01", reason="上交") == "NotInDrawer"
    shop.do("cash", direction="out", amount="200.00", reason="上交")
    assert [(e["what"], e["f"], e["why"]) for e in shop.journal("E")[1:]] == [
        ("CASH_IN", 5000, "换零"),
        ("CASH_OUT", 15000, "备用金上交"),
        ("CASH_OUT", 20000, "上交"),
    ]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"direction": "up"}, "BadField"),
        ({"direction": "IN"}, "BadField"),
        ({"direction": ["in"]}, "BadField"),
        ({"direction": None}, "MissingField"),
        ({"amount": "0"}, "BadAmount"),
        ({"amount": "-1.00"}, "BadAmount"),
        ({"amount": "0.001"}, "BadAmount"),
        ({"amount": "1000000000.00"}, "BadAmount"),
        ({"amount": "1e3"}, "BadAmount"),
        ({"amount": 5}, "BadField"),
        ({"reason": ""}, "ReasonNeeded"),
        ({"reason": " "}, "ReasonNeeded"),
        ({"reason": "换\x07零"}, "ControlCharacter"),
        ({"reason": "换\r\n零"}, "ControlCharacter"),
        ({"reason": "x" * 100_000}, "TextTooLong"),
        ({"reason": 1}, "BadField"),
    ],
)
def test_cash_that_does_not_move(shop: Shop, fields: dict[str, object], word: str) -> None:
    asked: dict[str, object] = {"direction": "in", "amount": "1.00", "reason": "换零"}
    assert shop.refused("cash", **(asked | fields)) == word


def test_over_and_short_never_stop_a_close(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("50.00")
    assert shop.do("close_shift", counted="329.40") == {
        "ok": True,
        "expected": "329.90",
        "counted": "329.40",
        "over_short": "-0.50",
        "z": 1,
    }
    shop.open("10.00")
    assert shop.do("close_shift", counted="9999.99")["over_short"] == "9989.99"


def test_counting_notes(shop: Shop) -> None:
    counts = {"100.00": 3, "0.10": 5, "１": 2}
    assert shop.do("close_shift", counts=counts)["counted"] == "302.50"
    shop.open()
    assert shop.do("close_shift", counts={})["counted"] == "0.00"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"counted": "-0.01"}, "BadAmount"),
        ({"counted": "1000000000"}, "BadAmount"),
        ({"counted": "drei"}, "BadAmount"),
        ({"counted": 3}, "BadField"),
        ({}, "MissingField"),
        ({"counted": "1", "counts": {}}, "TooManyFields"),
        ({"counts": []}, "BadField"),
        ({"counts": {"100.00": -1}}, "BadAmount"),
        ({"counts": {"100.00": 1.5}}, "BadAmount"),
        ({"counts": {"100.00": True}}, "BadAmount"),
        ({"counts": {"100.00": "3"}}, "BadAmount"),
        ({"counts": {"100.00": None}}, "BadAmount"),
        ({"counts": {"100.00": 10**30}}, "BadAmount"),
        ({"counts": {"-1.00": 3}}, "BadAmount"),
        ({"counts": {"0": 3}}, "BadAmount"),
        ({"counts": {"hundred": 3}}, "BadAmount"),
        ({"counts": {"999999999.99": 2}}, "BadAmount"),
    ],
)
def test_counts_that_are_none(shop: Shop, fields: dict[str, object], word: str) -> None:
    assert shop.refused("close_shift", **fields) == word


def test_a_close_waits_for_every_ticket(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.refused("close_shift", counted="300.00") == "SalesHeld"
    shop.do("hold", name="a")
    assert shop.refused("close_shift", counted="300.00") == "SalesHeld"
    shop.do("recall", name="a")
    shop.do("cancel")
    shop.do("attribute", channel="SCHOOL")  # no goods: nothing that waits
    shop.do("close_shift", counted="300.00")


def test_x_and_z_are_the_keys_of_the_report(shop: Shop) -> None:
    shop.sell("SP0041", channel="SCHOOL").pay("WECHAT")
    shop.sell(("00101", "1")).pay_cash("6.00")
    x = shop.do("x_report")
    shop.do("close_shift", counted="305.90")
    z = shop.do("z_report")
    assert {key: z[key] for key in x} == x
    assert z.keys() - x.keys() == {"z", "business_day", "expected", "counted", "over_short"}
    assert (x["sales"], x["gross"], x["rounding"], x["grams"]) == (2, "35.88", "-0.08", 1000)
    assert x["by_means"]["CASH"] == {
        "gross": "5.90",
        "refunded": "0.00",
        "net": "5.90",
        "sales": 1,
        "refunds": 0,
        "grams": 0,
    }
    assert x["by_hour"].keys() == {"09"}
    assert shop.refused("x_report") == "NoShiftOpen"
    shop.open()
    assert shop.do("z_report") == z
    assert shop.do("x_report")["sales"] == 0


def test_an_empty_shift_has_a_z_too(shop: Shop) -> None:
    shop.do("close_shift", counted="300.00")
    (z,) = shop.journal("Z")
    assert (z["z"], z["gross"], z["by_means"], "first" in z) == (1, 0, {}, False)
    shop.verified()


def test_grand_totals_are_never_reset(shop: Shop) -> None:
    for _ in range(2):
        shop.sell("SP0041").pay_cash("30.00")
        shop.do("close_shift", counted="329.90")
        shop.open()
    shop.do("refund", receipt="1", means="CASH", reason="坏")
    shop.do("close_shift", counted="270.10")
    assert [(z["z"], z["grand_gross"], z["grand_refunded"]) for z in shop.journal("Z")] == [
        (1, 2990, 0),
        (2, 5980, 0),
        (3, 5980, 2990),
    ]
    shop.verified()


def test_another_clerk_goes_on_in_the_same_shift(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    shop.do("lock")
    shop.clerk().sell("SP0041").pay_cash("30.00")
    assert {code: group["net"] for code, group in shop.do("x_report")["by_clerk"].items()} == {
        "01": "29.90",
        "03": "29.90",
    }


# The page


def test_the_shift_page(shop: Shop) -> None:
    page = ShiftScreen(shop.till)
    assert (page.open, page.clerk_text, page.opened_text, page.openings) == (True, "01", "09:00", 0)
    shop.sell("SP0041").pay_cash("30.00")
    shop.do("refund", receipt="1", means="CASH", reason="坏")
    page.cash("in", Money.yuan("5"), "换零")
    page.cash("out", Money.yuan("2"), "车费")
    assert (page.receipts, page.refunds) == (1, 1)
    assert [(text, str(amount)) for _, text, amount in page.moves][1:] == [("换零", "5.00"), ("车费", "-2.00")]
    assert [str(value) for value, _, _ in page.denominations][:2] == ["100.00", "50.00"]
    assert [check.ok for check in page.checks[:2]] == [True, True]
    shop.add("SP0041")
    assert page.checks[0].action == "selling"
    shop.do("hold", name="a")
    shop.add("SP0041")
    assert [check.ok for check in page.checks[:2]] == [False, False]
    shop.do("cancel")
    shop.do("recall", name="a")
    shop.do("cancel")
    report = page.close(None, {"100.00": 3})
    assert page.result == report
    assert (page.open, page.receipts, page.moves, page.opened_text) == (False, 0, (), "")
    assert not page.checks[3].ok
    page.open_shift(Money.yuan("100"))
    assert page.result is None


def test_the_login_page(closed_shop: Shop) -> None:
    page = LoginScreen(closed_shop.till)
    page.load()
    assert (page.shop_name, page.needs_shift, len(page.origins)) == ("大兴分中心(瀛海店)", False, 21)
    assert page.center_name
    assert "01" in page.outlet_text
    assert [kind for kind, _ in page.notes] == ["printer", "upload"]
    page.sign_in("135791")
    assert page.needs_shift
    page.open_shift(Money.yuan("300"))
    assert not page.needs_shift
    closed_shop.sell("SP0041").pay_cash("30.00")
    closed_shop.do("close_shift", counted="329.90")
    before = dict(page.notes)
    page.load()
    # Without a printer no paper waits for one; the closed day does wait for the district.
    assert dict(page.notes)["printer"] == before["printer"]
    assert dict(page.notes)["upload"] != before["upload"]
