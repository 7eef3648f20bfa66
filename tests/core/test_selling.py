"""A paid basket becomes a sale, in the caller's one transaction (the rules beneath the payment page)."""

from __future__ import annotations

from datetime import date

import pytest

from pos.core import staff, tickets
from pos.core.basket import Basket, EmptyBasket
from pos.core.money import ZERO, Money
from pos.core.receipts import bare_number, is_booked, new_uuid
from pos.core.refunds import refund, refundable, wanted
from pos.core.selling import complete_sale
from pos.core.tables import instant, instant_text
from pos.core.tenders import CASH, NotPaidInFull, UnknownMeans, settle
from tests.shop import ALLOWED, OPENING, Shop


def test_a_basket_is_not_sold_until_it_is_paid(shop: Shop) -> None:
    shop.add("SP0041")
    assert shop.till.shift is not None
    basket, stamp, shift = shop.gestures.selling.basket, shop.till.stamp(), shop.till.shift
    half = settle(basket.total, (), CASH, Money(1000), "", stamp.at)
    before = shop.dump()
    for unpaid, refusal in (
        (basket, NotPaidInFull),
        (basket.with_tender(half.tender), NotPaidInFull),
        (Basket("u"), EmptyBasket),
    ):
        with pytest.raises(refusal), shop.store.write() as session:
            complete_sale(session, stamp, shift, unpaid, shop="DX03", change=ZERO, rounding=ZERO)
    assert shop.dump() == before


def test_a_sale_is_found_again_by_its_uuid(shop: Shop) -> None:
    shop.add("SP0041")
    uuid = shop.gestures.selling.basket.uuid
    with shop.store.read() as session:
        assert not is_booked(session, uuid)
    shop.sell().pay_cash("30.00")
    with shop.store.read() as session:
        assert is_booked(session, uuid)
    (sale,) = shop.journal("S")
    assert sale["id"] == uuid


def test_identities_grow_with_time() -> None:
    made = [new_uuid(OPENING), new_uuid(OPENING.replace(hour=10)), new_uuid(OPENING.replace(year=2022))]
    assert made == sorted(made)
    assert [one[14] for one in made] == ["7", "7", "7"]
    assert len({new_uuid(OPENING) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DX03-01-000123", 123),
        (" dx03-01-000123 0a1b2c ", 123),
        ("123", 123),
        ("DX03-02-000123", None),
        ("DX03-01-", None),
        ("", None),
        ("١٢٣", None),
        ("1.0", None),
        ("-1", None),
        ("9" * 13, None),
    ],
)
def test_reading_a_receipt_number(text: str, number: int | None) -> None:
    assert bare_number(text, "DX03", "01") == number


def test_money_is_not_given_back_in_shells(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    assert shop.till.shift is not None
    before = shop.dump()
    with pytest.raises(UnknownMeans), shop.store.write() as session:
        found = refundable(session, "01", 1)
        refund(
            session,
            shop.till.stamp(),
            shop.till.shift,
            ALLOWED,
            found,
            wanted(found, None),
            shop="DX03",
            uuid=new_uuid(OPENING),
            means="SHELLS",
            reason="x",
        )
    assert shop.dump() == before


def test_a_ticket_being_paid_cannot_be_held(shop: Shop) -> None:
    shop.add("SP0041").pay_part("WECHAT", "1.00")
    with shop.store.read() as session:
        standing = tickets.on_counter(session, "01")
    assert standing is not None
    assert len(standing.tenders) == 1


def test_an_instant_has_an_offset_and_whole_seconds() -> None:
    assert instant_text(OPENING) == "2021-09-08T01:00:00Z"
    assert instant(instant_text(OPENING)) == OPENING
    with pytest.raises(ValueError, match="offset"):
        instant_text(OPENING.replace(tzinfo=None))


def test_certificates_count_to_their_last_day(shop: Shop) -> None:
    shop.sell("SP0041").pay("WECHAT")
    shop.wait(days=480)  # 2023-01-01: the certificate ended on 2022-12-31
    shop.sell("SP0041").pay("WECHAT")
    assert [sale["lines"][0].get("cert") for sale in shop.journal("S")] == ["XF653201-2021-0041"] * 2  # one shift
    shop.do("close_shift", counted="300.00")
    shop.open()
    assert shop.till.shift is not None
    assert shop.till.shift.business_day == date(2023, 1, 1)
    shop.sell("SP0041").pay("WECHAT")
    assert "cert" not in shop.journal("S")[-1]["lines"][0]


def test_a_locked_database_says_so_and_the_till_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from pos.db import store as store_module
    from pos.db.store import Store

    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    shop.restart()
    other = Store.open(shop.folder)
    with other.write() as holding:
        staff.staff_list(holding)
        assert shop.refused("add", product="SP0041") == "DatabaseBusy"
    other.close()
    shop.add("SP0041")
