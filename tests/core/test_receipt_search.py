"""Any receipt found again: what the words mean, and what they find."""

from __future__ import annotations

from datetime import date, time

import pytest

from pos.core.money import Money
from pos.core.receipt_search import Wanted, read_query
from tests.shop import Shop

TODAY = date(2021, 9, 8)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("", [Wanted()]),
        ("000123", [Wanted(number=123), Wanted(words=("000123",))]),
        ("DX03-01-000123", [Wanted(number=123)]),
        ("dx03-01-000123 " + "ab" * 32, [Wanted(number=123)]),
        ("123", [Wanted(number=123), Wanted(amount=Money(12300))]),
        ("288.52", [Wanted(amount=Money(28852))]),
        ("¥288.5元", [Wanted(amount=Money(28850))]),
        ("14:05", [Wanted(at=time(14, 5))]),
        ("14：05", [Wanted(at=time(14, 5))]),
        ("9-07", [Wanted(first=date(2021, 9, 7), last=date(2021, 9, 7))]),
        ("9月7日", [Wanted(first=date(2021, 9, 7), last=date(2021, 9, 7))]),
        ("9-09", [Wanted(first=date(2020, 9, 9), last=date(2020, 9, 9))]),
        ("2021-09-30", [Wanted(first=date(2021, 9, 30), last=date(2021, 9, 30))]),
        ("昨天", [Wanted(first=date(2021, 9, 7), last=date(2021, 9, 7))]),
        ("2-30", [Wanted(words=("2-30",))]),
        ("@03", [Wanted(clerk="03")]),
        ("微信", [Wanted(means="WECHAT")]),
        ("cash", [Wanted(means="CASH")]),
        ("退货", [Wanted(refunds=True)]),
        ("骏枣 288.52", [Wanted(words=("骏枣",), amount=Money(28852))]),
        ("6996857000413", [Wanted(words=("6996857000413",))]),
        ("25:99", [Wanted(words=("25:99",))]),
    ],
)
def test_what_the_words_mean(typed: str, readings: list[Wanted]) -> None:
    assert read_query(typed, TODAY, "DX03", "01") == readings


@pytest.fixture
def traded(shop: Shop) -> Shop:
    """Five receipts on two days."""
    shop.sell("SP0041", "SP0029").pay_cash("50.00")  # 1, 9:00
    shop.wait(hours=5)
    shop.add(("00101", "4.385")).pay_cash("30.00")  # 2, 14:00, 26.22 less 0.02
    shop.do("refund", receipt="1", lines=[{"n": 2, "quantity": "1"}], means="CASH", reason="坏")  # 3
    shop.do("close_shift", counted="356.10")
    shop.wait(hours=19)
    shop.clerk().open()
    shop.sell("SP0041").pay("WECHAT")  # 4, the next day at 9:00
    shop.sell(("SP0029", "2"), "SP0223").pay("ALIPAY")  # 5
    return shop


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"number": "000002"}, [2]),
        ({"number": "DX03-01-000004"}, [4]),
        ({"number": "77"}, []),
        ({"number": "DX04-01-000004"}, []),
        ({"amount": "39.80"}, [1]),
        ({"amount": "26.22"}, [2]),
        ({"amount": "26.20"}, [2]),
        ({"amount": "9.90"}, [3]),
        ({"product": "骏枣"}, [4, 1]),
        ({"product": "hetian"}, [4, 1]),
        ({"product": "SP0029"}, [5, 3, 1]),
        ({"product": "6996857000413"}, [4, 1]),
        ({"product": "没有的东西"}, []),
        ({"product": "nosuchthing"}, []),
        ({"day": "2021-09-08"}, [3, 2, 1]),
        ({"from": "2021-09-09"}, [5, 4]),
        ({"to": "2021-09-08"}, [3, 2, 1]),
        ({"from": "2021-09-08", "to": "2021-09-09", "limit": 2}, [5, 4]),
        ({"number": "1", "day": "2021-09-09"}, []),
        ({"time": "14:05"}, [3, 2]),
        ({"time": "14:11"}, []),
        ({"time": "09:05"}, [5, 4, 1]),
        ({"text": "9-08 14:00"}, [3, 2]),
        ({"text": "微信"}, [4]),
        ({"text": "@03"}, [5, 4]),
        ({"text": "收银王小花"}, [5, 4]),
        ({"text": "退货"}, [3]),
        ({"text": "骏枣 现金"}, [1]),
        ({"text": "2"}, [2]),
        ({"limit": 3, "product": "SP0041"}, [4, 1]),
    ],
)
def test_what_they_find(traded: Shop, asked: dict[str, object], numbers: list[int]) -> None:
    told = traded.do("find_receipt", **asked)
    assert [int(row["receipt"][-6:]) for row in told["found"]] == numbers


def test_what_is_told_of_a_receipt(traded: Shop) -> None:
    (sold,) = traded.do("find_receipt", number="2")["found"]
    assert sold == {
        "receipt": "DX03-01-000002",
        "at": "2021-09-08T14:00:00+08:00",
        "kind": "SALE",
        "total": "26.22",
        "paid": "26.20",
        "lines": 1,
        "clerk": "01",
        "means": ["CASH"],
    }
    (back,) = traded.do("find_receipt", number="3")["found"]
    assert (back["kind"], back["of"]) == ("REFUND", "DX03-01-000001")


def test_questions_that_are_none(traded: Shop) -> None:
    assert traded.refused("find_receipt") == "MissingField"
    assert traded.refused("find_receipt", limit=3) == "MissingField"
    assert traded.refused("find_receipt", day="8.9.2021") == "BadField"
    assert traded.refused("find_receipt", amount="viel") == "BadAmount"
    traded.do("lock")
    assert traded.refused("find_receipt", number="1") == "NotLoggedIn"
