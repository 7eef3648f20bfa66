"""Which price counts on which day: the lowest of those that apply, never two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event, select

from pos.core import offers
from pos.core.catalog import Product
from pos.core.money import Money
from pos.exchange.sheets import programme_columns as book
from tests.programme import DAYS, deal, joined, offer, take
from tests.shop import OPENING, Shop

FAIR = "F2021-01"


def at(text: str) -> dict[str, str]:
    return {"at": f"{text}+08:00"}


@pytest.fixture
def fair(shop: Shop) -> Shop:
    return joined(shop)


@pytest.fixture
def statements(shop: Shop) -> Iterator[list[str]]:
    """What the reading connections ask the database, as SQLite itself hears it."""
    asked: list[str] = []

    def listen(connection: Any, _record: object) -> None:
        connection.set_trace_callback(asked.append)

    shop.store._reading.dispose()
    event.listen(shop.store._reading, "connect", listen)
    yield asked
    event.remove(shop.store._reading, "connect", listen)


def test_a_fair_price_only_at_the_fair(fair: Shop) -> None:
    assert fair.do("add", product="SP0001")["price"] == "5.98"
    assert fair.do("attribute", fair=FAIR)["basket_total"] == "4.98"
    assert fair.do("add", product="SP0002")["price"] == "6.58"
    assert fair.do("attribute", fair=None)["basket_total"] == "13.96"


def test_a_till_switched_on_by_another_clock_keeps_the_fair_of_its_ticket(fair: Shop) -> None:
    fair.do("attribute", fair=FAIR)
    fair.do("add", product="SP0001")
    person = fair.till.person
    fair.close()
    fair.start(None)
    fair.till.person = person
    assert fair.do("add", product="SP0001", **at("2021-09-08T09:30:00"))["basket_total"] == "9.96"
    fair.do("pay", means="CASH", amount="10.00")
    assert fair.journal("S")[-1]["fair"] == FAIR


def test_the_fair_sells_until_its_last_midnight_and_not_after(fair: Shop) -> None:
    """DOMAIN.md 5.15 no. 2: 2021-09-08 and 15 days; sells on 09-22 23:59, not on 09-23."""
    fair.do("close_shift", counted="300.00", **at("2021-09-08T22:00:00"))
    fair.do("open_shift", float="300.00", **at("2021-09-22T09:00:00"))
    fair.do("attribute", fair=FAIR, **at("2021-09-22T23:59:00"))
    assert fair.do("add", product="SP0001", **at("2021-09-22T23:59:30"))["price"] == "4.98"
    fair.do("pay", means="CASH", amount="10.00", **at("2021-09-22T23:59:59"))
    sale = fair.journal("S")[-1]
    assert (sale["fair"], sale["net"], sale["bd"]) == (FAIR, 498, "2021-09-22")

    # Yesterday's shift is still open; today's prices count all the same.
    assert fair.ask("attribute", fair=FAIR, **at("2021-09-23T09:00:00"))["refused"] == "FairNotOn"
    assert fair.do("add", product="SP0001", **at("2021-09-23T09:01:00"))["price"] == "5.98"


def test_a_ticket_that_lay_there_over_the_end_of_the_fair(fair: Shop) -> None:
    fair.do("attribute", fair=FAIR, **at("2021-09-22T21:00:00"))
    fair.do("add", product="SP0001")
    fair.do("hold", name="一")
    fair.do("attribute", fair=FAIR)
    fair.do("add", product="SP0001")

    told = fair.do("add", product="SP0041", **at("2021-09-23T09:00:00"))
    assert told["basket_total"] == "35.88"
    assert fair.do("cancel") == {"ok": True}
    assert fair.do("recall", name="一")["basket_total"] == "5.98"
    fair.do("pay", means="CASH", amount="5.90")
    assert "fair" not in fair.journal("S")[-1]


@pytest.mark.parametrize(
    ("moment", "price"),
    [
        ("2021-09-05T12:00", "18.80"),
        ("2021-09-06T04:00", "15.80"),
        ("2021-09-13T03:59", "15.80"),
        ("2021-09-13T04:00", "18.80"),
    ],
)
def test_a_promotion_holds_on_the_business_days_it_names(closed_shop: Shop, moment: str, price: str) -> None:
    joined(closed_shop)
    closed_shop.store.close()
    closed_shop.start(datetime.fromisoformat(f"{moment}:00+08:00"))
    assert closed_shop.manager().open().do("add", product="SP0023")["price"] == price


def test_a_ticket_left_overnight_is_priced_anew_before_it_is_paid(fair: Shop) -> None:
    fair.do("attribute", fair=FAIR, **at("2021-09-22T23:59:00"))
    fair.do("add", product="SP0001")
    fair.wait(hours=9)
    screen = fair.gestures.selling
    assert str(screen.start_payment().total) == "5.98"
    assert screen.agreed_text == ""


def test_an_organisation_price_needs_an_organisation(fair: Shop) -> None:
    offer(fair, "SP0041", "26.00", "单位价")
    assert fair.do("add", product="SP0041")["price"] == "29.90"
    assert fair.do("attribute", buyer_kind="BUDGET_UNIT")["basket_total"] == "29.90"
    assert fair.do("attribute", buyer_kind=None, buyer="CG013")["basket_total"] == "26.00"
    assert fair.do("attribute", buyer=None)["basket_total"] == "29.90"


def test_the_lowest_counts_and_none_is_taken_twice(fair: Shop) -> None:
    offer(fair, "SP0041", "28.00", "促销价")
    offer(fair, "SP0041", "27.00", "展销价", 展销会编号=FAIR)
    offer(fair, "SP0041", "26.00", "单位价")
    assert fair.do("add", product="SP0041")["price"] == "28.00"
    # The love card's 28.40 is more than the promotion.
    assert fair.do("attribute", love_card=True)["basket_total"] == "28.00"
    assert fair.do("attribute", fair=FAIR)["basket_total"] == "27.00"
    assert fair.do("attribute", buyer="CG013")["basket_total"] == "26.00"
    fair.do("pay", means="CASH", amount="26.00")
    assert fair.journal("S")[-1]["lines"][0]["disc"] == 0


def test_a_price_set_by_hand_and_a_label_keep_theirs(fair: Shop) -> None:
    offer(fair, "SP0005", "1.00")
    fair.do("scan", code="2100106006468")
    assert fair.gestures.selling.rows[0].amount == Money(646)
    fair.do("add", product="SP0001")
    fair.do("line", n=2, price="5.00")
    assert fair.do("attribute", fair=FAIR)["basket_total"] == "11.46"


def test_a_label_of_weight_takes_the_price_of_the_fair(fair: Shop) -> None:
    fair.do("attribute", fair=FAIR)
    assert fair.do("scan", code="2300101043851")["amount"] == "21.84"


# The love card


def test_the_member_price_holds_as_long_as_the_sheet_says(closed_shop: Shop) -> None:
    joined(closed_shop)
    for day, price in (("2021-12-31", "28.40"), ("2022-01-01", "29.90")):
        closed_shop.store.close()
        closed_shop.start(datetime.fromisoformat(f"{day}T09:00:00+08:00"))
        if closed_shop.till.shift is None:
            closed_shop.manager().open()
        closed_shop.manager().do("attribute", love_card=True)
        assert closed_shop.do("add", product="SP0041")["price"] == price
        closed_shop.do("cancel")


def test_where_no_member_price_is_listed_the_card_price_always_holds(shop: Shop) -> None:
    shop.do("attribute", love_card=True)
    assert shop.do("add", product="SP0041")["price"] == "28.40"


def benefit(shop: Shop, **more: str) -> Shop:
    return take(shop, book.BENEFITS, {"优惠编号": "AX-9", "名称": "满50减10", **DAYS, **more})


def test_money_off_from_an_amount_on(shop: Shop) -> None:
    benefit(shop, 优惠方式="满减", **{"门槛(元)": "50", "优惠(元)": "10"})
    shop.do("attribute", love_card=True)
    assert shop.do("add", product="SP0041")["basket_total"] == "28.40"
    assert shop.do("add", product="SP0020")["basket_total"] == "56.30"
    assert "满50减10" in shop.gestures.selling.rows[0].note
    assert shop.do("line", n=1, remove=True)["basket_total"] == "37.90"
    shop.do("add", product="SP0020")
    assert shop.do("attribute", love_card=None)["basket_total"] == "79.80"


def test_percent_off_is_a_price_among_the_others(shop: Shop) -> None:
    benefit(shop, 优惠方式="折扣", **{"折扣(%)": "10"})
    offer(shop, "SP0020", "20.00")
    shop.do("attribute", love_card=True)
    assert shop.do("add", product="SP0041")["price"] == "26.91"
    assert shop.do("add", product="SP0020")["price"] == "20.00"


def test_a_benefit_of_one_banks_cards_needs_more_than_a_shown_card(shop: Shop) -> None:
    benefit(shop, 优惠方式="折扣", 卡号前6位="622700", **{"折扣(%)": "50"})
    shop.do("attribute", love_card=True)
    assert shop.do("add", product="SP0041")["price"] == "28.40"


# Deals on a ticket


def test_of_three_bags_one_is_free_and_the_line_says_so(shop: Shop) -> None:
    deal(shop, "SP0041", 买="2", 赠="1")
    assert shop.do("add", product="SP0041", quantity="2")["basket_total"] == "59.80"
    assert shop.do("add", product="SP0041")["basket_total"] == "59.80"
    assert "买2赠1" in shop.gestures.selling.rows[0].note
    assert shop.do("line", n=1, quantity="2")["basket_total"] == "59.80"
    shop.do("line", n=1, quantity="7")
    shop.do("pay", means="CASH", amount="149.50")
    (sold,) = shop.journal("S")[-1]["lines"]
    assert (sold["gross"], sold["disc"], sold["net"]) == (20930, 5980, 14950)
    assert shop.verified().ok


def test_any_three_of_two_kinds_for_a_price(shop: Shop) -> None:
    deal(shop, "SP0041;SP0020", "组合价", "任选3件90元", 买="3", **{"组合价(元)": "90"})
    shop.do("add", product="SP0041")
    assert shop.do("add", product="SP0020", quantity="2")["basket_total"] == "90.00"
    assert [str(row.amount) for row in shop.gestures.selling.rows] == ["24.53", "65.47"]


def test_only_goods_at_the_shelf_price_take_part(shop: Shop) -> None:
    deal(shop, "SP0041;SP0020", 买="1", 赠="1")
    shop.do("add", product="SP0041", quantity="2")
    assert shop.do("line", n=1, discount="1.00")["basket_total"] == "58.80"
    assert shop.do("line", n=1, discount="0.00")["basket_total"] == "29.90"
    assert shop.do("attribute", love_card=True)["basket_total"] == "56.80"
    assert shop.do("attribute", love_card=None)["basket_total"] == "29.90"
    assert shop.do("line", n=1, price="20.00")["basket_total"] == "40.00"


def test_a_deal_survives_the_night_and_a_part_payment(shop: Shop) -> None:
    deal(shop, "SP0041", 买="2", 赠="1")
    shop.add(("SP0041", "3"))
    shop.restart()
    assert str(shop.gestures.selling.total) == "59.80"
    shop.do("pay", means="WECHAT", amount="9.80")
    shop.wait(days=30)
    shop.restart()
    assert str(shop.gestures.selling.total) == "59.80"
    assert shop.do("pay", means="CASH", amount="50.00")["total"] == "59.80"


# The whole ticket's discount


def test_a_discount_on_the_whole_ticket_is_shared_to_the_fen(shop: Shop) -> None:
    shop.add("SP0041", "SP0020", ("SP0001", "1.234"))
    told = shop.do("discount", amount="10.00")
    assert (told["discount"], told["basket_total"]) == ("10.00", "67.18")
    assert sum(line.ticket_off.fen for line in shop.gestures.selling.basket.lines) == 1000
    assert shop.do("line", n=1, remove=True)["basket_total"] == "41.15"
    shop.do("pay", means="ALIPAY", amount="41.15")
    assert shop.journal("S")[-1]["disc"] == 613


def test_what_is_put_back_takes_its_share_along(shop: Shop) -> None:
    shop.add(("SP0041", "4"))
    shop.do("discount", amount="12.00")
    assert shop.do("line", n=1, quantity="1")["amount"] == "26.90"


def test_a_discount_above_the_clerks_share_asks_the_manager(shop: Shop) -> None:
    shop.clerk().add(("SP0041", "10"))
    shop.do("discount", amount="29.90")
    assert shop.refused("discount", amount="29.91") == "NotAllowed"
    assert shop.refused("line", n=1, discount="29.90") == "NotAllowed"
    shop.leave("老顾客").do("discount", amount="60.00")
    assert shop.journal("E")[-1]["what"] == "OVERRIDE"
    assert shop.do("discount", amount="0.00")["basket_total"] == "299.00"


def test_no_discount_above_the_ticket_and_none_on_nothing(shop: Shop) -> None:
    assert shop.refused("discount", amount="1.00") == "EmptyBasket"
    shop.add("SP0041")
    assert shop.refused("discount", amount="29.91") == "DiscountTooLarge"
    assert shop.do("discount", amount="29.90")["basket_total"] == "0.00"


# Speed


def test_a_scan_is_one_read_unless_the_article_has_an_offer(shop: Shop, statements: list[str]) -> None:
    offer(shop, "SP0041", "28.00")
    for code, reads in (("6994268000206", 1), ("6996857000413", 2)):
        del statements[:]
        shop.scan(code)
        assert len([one for one in statements if one.startswith("SELECT")]) == reads, statements


def test_what_is_on_promotion_today(fair: Shop) -> None:
    deal(fair, "SP0050;SP0052", 买="2", 赠="1")
    with fair.store.read() as session:
        day = datetime.fromisoformat("2021-09-08").date()
        assert offers.promoted(session, day) == {"SP0023", "SP0050", "SP0052"}
        assert offers.promoted(session, day, {FAIR}) == {"SP0001", "SP0002", "SP0023", "SP0050", "SP0052"}
        assert offers.promoted(session, datetime.fromisoformat("2022-09-08").date()) == set()


def test_a_price_of_a_fair_that_is_on_has_its_badge(fair: Shop) -> None:
    def badges() -> set[str]:
        fair.gestures.selling.look_around()
        county = fair.gestures.selling
        county.choose_tab(fair.do("find", text="SP0001")["found"][0]["region"])
        return {card.badge for shelf in county.shelves for card in shelf.cards if card.product == "SP0001"}

    assert badges() == {"PROMOTION"}
    fair.wait(days=30)
    assert badges() == {""}


def test_a_discount_by_hand_is_held_to_its_share_at_a_lower_price_too(shop: Shop) -> None:
    offer(shop, "SP0041", "15.00", kind="单位价")
    joined(shop).clerk().add("SP0041")
    shop.do("discount", amount="2.99")
    assert shop.refused("attribute", buyer="CG001") == "NotAllowed"
    assert shop.do("attribute", channel="HOSPITAL")["ok"], "no price is lower for it"
    shop.leave("老顾客").do("attribute", buyer="CG001")
    assert shop.journal("E")[-1]["what"] == "OVERRIDE"
    assert shop.do("attribute", motive="BUY_AS_AID")["ok"], "the leave was for this share"

    shop.do("cancel")
    shop.add("SP0041", ("SP0029", "5"))
    shop.do("line", n=1, discount="2.99")
    assert shop.refused("attribute", buyer="CG001") == "NotAllowed"


def test_a_ticket_of_yesterday_is_paid_at_todays_price(shop: Shop) -> None:
    offer(shop, "SP0041", "20.00")
    shop.do("add", product="SP0041", **at("2021-09-14T23:50:00"))
    assert shop.refused("pay", means="WECHAT", amount="50.00", **at("2021-09-15T06:00:00")) == "MoreThanDue"
    assert shop.do("pay", means="WECHAT", amount="20.00")["left_to_pay"] == "9.90"
    assert shop.do("pay", means="WECHAT", amount="9.90")["total"] == "29.90"


def test_after_a_sale_only_the_goods_on_the_wall_are_asked_about(shop: Shop, statements: list[str]) -> None:
    """Ten thousand running prices of other goods must not be read for a few tiles."""
    offer(shop, "SP0050", "9.90")
    offer(shop, "SP0051", "120.00", kind="单位价")
    with shop.store.read() as session:
        wanted, other = (
            session.scalars(select(Product.id).where(Product.code == c)).one() for c in ("SP0050", "SP0051")
        )
        statements.clear()
        found = offers.running(session, [wanted], OPENING.date())
        assert offers.running(session, [], OPENING.date()) == {}
    assert {id: [(o.kind, o.price, o.last.isoformat()) for o in of_one] for id, of_one in found.items()} == {
        wanted: [("PROMO", Money.yuan("9.90"), "2021-09-14")]
    }
    (asked,) = [text for text in statements if "FROM offers" in text]
    assert f"IN ({wanted})" in asked.replace("\n", " "), asked
    assert str(other) not in asked.split("IN (")[1]


def test_the_list_tells_what_this_ticket_pays_and_the_gesture_what_the_shelf_says(fair: Shop) -> None:
    selling = fair.gestures.selling

    def told(text: str) -> str:
        return str(next(one.price for one in selling.find(text) if one.product == "SP0001"))

    name = selling.find("SP0001")[0].name
    assert told(name) == "5.98"
    fair.do("attribute", fair=FAIR)
    assert told(name) == "4.98"
    assert next(one["price"] for one in fair.do("find", text=name)["found"] if one["product"] == "SP0001") == "5.98"
    fair.do("attribute", fair=None)
    offer(fair, "SP0001", "5.50")
    fair.restart()
    assert str(fair.gestures.selling.find("SP0001")[0].price) == "5.50"
