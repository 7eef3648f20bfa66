"""The right side of the counter: tiles by origin, today's shares, and receipts as PDF copies."""

from __future__ import annotations

from pathlib import Path

import pypdf

from pos.screens.papers import StoreQueue, save_receipts
from tests.shop import Shop


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
