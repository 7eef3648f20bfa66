"""The right side of the counter: tiles by origin, today's shares, and receipts as PDF copies."""

from __future__ import annotations

from pathlib import Path

import pypdf

from pos.core.money import Money
from pos.screens.papers import StoreQueue, save_receipts
from pos.screens.shelves import Card
from tests.programme import offer
from tests.shop import Shop
from tests.stock_shop import delivery


def test_tiles_by_origin(shop: Shop) -> None:
    selling = shop.gestures.selling
    selling.look_around()
    keys = [tab.key for tab in selling.tabs]
    assert keys[0] == "FAVOURITES"
    assert len(keys) + len(selling.more) == 22
    selling.choose_tab("152529")
    assert selling.tab == "152529"
    cards = [card for shelf in selling.shelves for card in shelf.cards]
    assert {card.region for card in cards} == {"152529"}
    assert "SP0001" in [card.product for card in cards if card.weighed]
    assert all(shelf.title for shelf in selling.shelves)


def test_what_sells_comes_first(shop: Shop) -> None:
    selling = shop.gestures.selling
    shop.sell("SP0185").pay("WECHAT")
    selling.look_around()
    assert selling.shelves[0].region == "411323"
    assert selling.shelves[0].cards[0].product == "SP0185"


def test_todays_shares_are_of_the_day_and_show_no_money(shop: Shop) -> None:
    selling = shop.gestures.selling
    shop.sell("SP0041", "SP0041").pay("WECHAT")
    shop.sell("SP0029").pay_cash("10.00")
    assert [(share.region, share.share_bp) for share in selling.shares] == [("653201", 8579), ("150926", 1420)]
    assert selling.receipts_today == 2
    shop.do("refund", receipt="1", means="WECHAT", reason="坏")
    assert [share.region for share in selling.shares] == ["150926"]
    shop.do("close_shift", counted="309.90")
    assert (selling.shares, selling.receipts_today) == ((), 0)
    shop.wait(days=1).open()
    assert (selling.shares, selling.receipts_today) == ((), 0)


def test_every_receipt_as_a_pdf(shop: Shop, tmp_path: Path) -> None:
    shop.sell("SP0223", love_card=True).pay_cash("200.00")
    shop.add("SP0041")
    shop.do("line", n=1, price="25.00")
    shop.sell(channel="SCHOOL").pay("WECHAT", reference="WX123456")
    shop.do("refund", receipt="2", means="WECHAT", reason="包装破了")
    files = save_receipts(shop.store, shop.settings, tmp_path / "receipts")

    assert [file.name for file in files] == [f"DX03-01-{n:06d}.pdf" for n in (1, 2, 3)]
    texts = [pypdf.PdfReader(file).pages[0].extract_text() for file in files]
    for text, words in zip(
        texts,
        (("五地同心礼盒", "159.00", "41.00"), ("和田骏枣", "25.00", "3456"), ("包装破了", "DX03-01-000002")),
        strict=True,
    ):
        for word in words:
            assert word in text


def test_the_queue_hands_out_papers_in_order(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")
    shop.sell("SP0029").pay("WECHAT")
    queue = StoreQueue(shop.store, shop.settings)
    assert queue.counts() == (2, 0)
    first = queue.next_waiting()
    assert first is not None
    assert (first.receipt_no, first.copy, first.kind) == ("DX03-01-000001", False, "RECEIPT")
    queue.mark(first.id, "CONFIRMED", "", 1)
    second = queue.next_waiting()
    assert second is not None
    assert second.receipt_no == "DX03-01-000002"
    queue.mark(second.id, "FAILED", "paper out", 3)
    assert (queue.next_waiting(), queue.counts()) == (None, (0, 1))


def card_of(shop: Shop, product: str, tab: str) -> Card:
    selling = shop.gestures.selling
    selling.choose_tab(tab)
    return next(card for shelf in selling.shelves for card in shelf.cards if card.product == product)


def test_a_tile_asks_what_the_ticket_on_the_counter_pays(shop: Shop) -> None:
    offer(shop, "SP0050", "9.90")
    offer(shop, "SP0051", "120.00", kind="单位价")
    shop.gestures.selling.look_around()
    tabs = {code: shop.do("add", product=code) and shop.gestures.selling.rows[-1] for code in ("SP0050", "SP0051")}
    assert card_of(shop, "SP0050", tabs["SP0050"].region).price == tabs["SP0050"].price == Money.yuan("9.90")
    organisations = card_of(shop, "SP0051", tabs["SP0051"].region)
    assert organisations.price == Money.yuan("158.00"), "nobody buys for an organisation"
    shop.do("cancel")

    shop.do("attribute", love_card=True)
    shop.do("add", product="SP0041")
    paid = shop.gestures.selling.rows[-1]
    assert card_of(shop, "SP0041", paid.region).price == paid.price < Money.yuan("29.90")
    shop.do("attribute", love_card=False)
    assert card_of(shop, "SP0041", paid.region).price == Money.yuan("29.90")


def test_what_has_ended_is_not_called_sold_out_and_what_is_left_has_its_unit(shop: Shop) -> None:
    delivery(
        shop,
        ("SP0041", "A1", "2021-01-01", "2021-09-01", "2021-02-01", 20, 0),
        ("SP0051", "B1", "2021-01-01", None, "2021-02-01", 20, 0),
        ("SP0001", "C1", "2021-09-07", "2021-09-30", "2021-09-07", "5915.54", 0),
        ("SP0113", "D1", "2021-09-07", "2021-09-30", "2021-09-07", 305, 0),
    )
    shop.gestures.selling.look_around()
    assert card_of(shop, "SP0041", "653201").badge == "EXPIRED"
    assert card_of(shop, "SP0051", "653201").left == "余 20 条"
    assert card_of(shop, "SP0001", "152529").left == "余 5915.5 公斤"
    assert card_of(shop, "SP0113", "130722").left == "余 152.5 千克", "305 times 500克"
