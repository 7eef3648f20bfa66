"""Hands that try the gestures of the counter: nobody gets more back than was paid, and no word breaks the books."""

from __future__ import annotations

import pytest

from pos.core.codes import gs1_check_digit
from pos.db.store import FILE
from pos.exchange.verify import verify_database
from tests.programme import offer
from tests.shop import Shop


def sound(shop: Shop) -> bool:
    """Chain, rows and both halves of every exchange fit each other."""
    return verify_database(shop.folder / FILE).ok


@pytest.mark.parametrize("said", ["EXCHANGE ", "EXCHANGE EXCHANGE ", "EXCHANGE  EXCHANGE   EXCHANGE "])
def test_nobody_says_in_a_reference_that_money_was_set_off(shop: Shop, said: str) -> None:
    shop.sell("SP0041").pay("CASH", "29.90", reference=f"{said}DX03-01-000001")
    assert sound(shop)
    assert [row[5] for row in shop.dump()["receipt_tenders"]] == ["DX03-01-000001"]
    assert [row[6] for row in shop.dump()["print_jobs"]] == [1], "cash came in: the drawer opens"


@pytest.mark.parametrize("quantity", ["1000000", "999999999999999"])
@pytest.mark.parametrize("kind", ["TASTING", "WRITE_OFF"])
def test_nobody_tastes_more_than_a_ticket_holds(shop: Shop, kind: str, quantity: str) -> None:
    assert shop.refused("stock_out", product="SP0041", quantity=quantity, kind=kind, reason="尝") == "TooMuch"


def test_nothing_goes_back_on_the_account_of_nobody(shop: Shop) -> None:
    shop.sell("SP0041").pay("WECHAT")
    shop.leave()
    assert shop.refused("refund", receipt="1", means="ORG_CREDIT", reason="退") == "BuyerNeeded"
    shop.leave()
    assert shop.refused("refund_goods", product="SP0041", means="ORG_CREDIT", reason="退") == "BuyerNeeded"


def test_what_was_bought_at_a_promotion_brings_no_more_without_its_receipt(shop: Shop) -> None:
    offer(shop, "SP0041", "19.90")
    shop.sell("SP0041").pay_cash("19.90")
    assert shop.refused("refund_goods", product="SP0041", price="19.91", reason="无小票") == "MoreThanSold"
    assert shop.do("refund_goods", product="SP0041", reason="无小票")["given"] == "19.90"
    assert shop.cash_in_drawer() == "300.00"
    # When it is over the goods cost what they always cost.
    shop.wait(days=8)
    assert shop.do("refund_goods", product="SP0041", reason="无小票")["given"] == "29.90"


@pytest.mark.parametrize(("grams", "fen", "given"), [(100, 99900, "0.60"), (1000, 600, "6.00"), (1000, 500, "5.00")])
def test_a_label_that_says_more_than_the_goods_cost_brings_what_they_cost(
    shop: Shop, grams: int, fen: int, given: str
) -> None:
    file = shop.folder / "till.toml"
    layout = '20 = "plu5 weight_g amount_fen gs1_right"'
    file.write_text(file.read_text("utf-8").replace("\n23 = ", f"\n{layout}\n23 = "), "utf-8")
    shop.restart()
    body = f"2000101{grams:05d}{fen:05d}"
    code = f"{body}{gs1_check_digit(body)}"
    assert shop.do("refund_goods", code=code, reason="变质")["given"] == given
    assert sound(shop)


@pytest.mark.parametrize("reason", ["\u200b", " \u200d\u2060 ", "\u00a0"])
def test_a_reason_that_nobody_can_see_is_none(shop: Shop, reason: str) -> None:
    assert shop.refused("refund_goods", product="SP0041", reason=reason) == "ReasonNeeded"
    shop.sell("SP0041").pay_cash("29.90")
    assert shop.refused("exchange", receipt="1", reason=reason) == "ReasonNeeded"


def test_a_ceiling_holds_for_a_receipt_however_it_is_cut(shop: Shop) -> None:
    """Two bags are more than a clerk pays back alone; bag by bag they are two as well."""
    shop.sell(("SP0041", "12")).pay_cash("400.00")
    shop.clerk()
    ceiling = shop.till.role().refund.fen // 2990
    one = {"receipt": "1", "lines": [{"n": 1, "quantity": "1"}], "reason": "退"}
    for _ in range(ceiling):
        shop.do("refund", means="CASH", **one)
    assert shop.refused("refund", means="CASH", **one) == "NotAllowed"
    assert shop.refused("exchange", **one) == "NotAllowed"
    shop.leave()
    assert shop.do("refund", means="CASH", **one)["given"] == "29.90"
