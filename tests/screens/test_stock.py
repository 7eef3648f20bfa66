"""Goods on hand at the counter: first expiry first, what has ended, what is short, what is tried or thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pos import settings as till_settings
from pos.core import stock
from pos.core.statements import Prepared
from pos.core.stock import LIVE
from pos.exchange.verify import verify_database
from pos.settings import writing
from pos.training import furnish
from tests.shop import SHOP, Shop
from tests.stock_shop import TODAY, counting, deliveries, delivery, left, moved

#: Goods of the demo catalogue: dates by the bag, loose tomatoes by the kilogram, a box of five things, flat bread.
DATES, TOMATOES, BOX, BREAD = "SP0041", "SP0002", "SP0223", "SP0045"


def stocked(shop: Shop) -> Shop:
    """Three batches of dates: ended, ending soon, fresh."""
    delivery(
        shop,
        (DATES, "OLD", "2020-09-01", "2021-09-07", "2021-09-01", 10, None),
        (DATES, "LATE", "2021-08-01", "2022-08-01", "2021-09-02", 50, None),
        (DATES, "SOON", "2020-09-20", "2021-09-20", "2021-09-03", 5, None),
    )
    return shop


def echo(shop: Shop) -> tuple[str, str]:
    said = shop.gestures.selling.echo
    return said.kind, said.detail


def refuse_short(shop: Shop) -> Shop:
    """The shop sells no more than is known to be there."""
    settings = (shop.folder / "till.toml").read_text("utf-8")
    (shop.folder / "till.toml").write_text(settings.replace('when_short = "warn"', 'when_short = "refuse"'), "utf-8")
    shop.restart()
    assert shop.settings.when_short == "refuse"
    return shop


# Selling


def test_what_expires_first_is_sold_first_and_what_has_ended_is_passed_over(shop: Shop) -> None:
    stocked(shop).sell((DATES, "7")).pay("WECHAT")

    assert left(shop, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 48000}
    assert moved(shop, "SALE") == [("SALE", "SOON", -5000), ("SALE", "LATE", -2000)]


def test_the_record_names_the_batch_that_most_was_taken_from(shop: Shop) -> None:
    stocked(shop).sell((DATES, "7")).pay("WECHAT")
    shop.sell((DATES, "30")).pay("WECHAT")

    assert [sale["lines"][0]["bt"] for sale in shop.journal("S")] == ["SOON", "LATE"]
    assert len(shop.journal("S")[0]["lines"]) == 1
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_two_lines_of_the_same_goods_take_from_what_the_first_left(shop: Shop) -> None:
    stocked(shop).add((DATES, "4"))
    shop.do("line", n=1, discount="1.00")
    shop.add((DATES, "4")).pay("WECHAT")

    assert left(shop, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 47000}
    assert [line["bt"] for line in shop.journal("S")[0]["lines"]] == ["SOON", "LATE"]


def test_goods_nobody_received_are_sold_and_no_batch_is_named(shop: Shop) -> None:
    shop.sell(DATES).pay("WECHAT")

    assert "bt" not in shop.journal("S")[0]["lines"][0]
    assert moved(shop, "SALE") == []


def test_a_box_takes_its_parts(shop: Shop) -> None:
    stocked(shop).sell((BOX, "3")).pay("WECHAT")

    assert left(shop, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 49000}
    assert not any("bt" in line for line in shop.journal("S")[0]["lines"])


def test_what_is_cancelled_or_held_moves_nothing(shop: Shop) -> None:
    stocked(shop).add(DATES)
    shop.do("hold", name="3号牌")
    shop.add(DATES)
    shop.do("cancel")

    assert moved(shop, "SALE") == []


def test_a_sale_of_goods_without_batches_asks_one_index_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with shop.store.read() as session:
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT id FROM batches WHERE product_id IN (1, 2, 3) AND ({LIVE})"
        )
        assert [row[-1] for row in plan] == ["SEARCH batches USING INDEX ix_batches_live (product_id=?)"]
    shop.add(DATES, "SP0029", ("00101", "1"), "SP0159")
    asked: list[tuple[Prepared, int]] = []
    run, run_all = Prepared.run, Prepared.run_all
    monkeypatch.setattr(Prepared, "run", lambda self, *given: asked.append((self, 1)) or run(self, *given))
    monkeypatch.setattr(
        Prepared, "run_all", lambda self, session, rows: asked.append((self, len(rows))) or run_all(self, session, rows)
    )
    shop.do("pay", means="WECHAT", amount=str(shop.gestures.selling.total))

    assert sum(statement is stock._OF_SEVERAL for statement, _ in asked) == 1
    assert not any(rows for statement, rows in asked if statement in (stock._TAKE, stock._ADD_MOVE))


# Refunds


def test_goods_come_back_to_their_batches_the_last_taken_first(shop: Shop) -> None:
    receipt = stocked(shop).sell((DATES, "7")).pay("WECHAT")
    for quantity in ("1", "3"):
        shop.do(
            "refund", receipt=receipt.number, lines=[{"n": 1, "quantity": quantity}], means="WECHAT", reason="买多了"
        )

    assert moved(shop, "REFUND") == [("REFUND", "LATE", 1000), ("REFUND", "LATE", 1000), ("REFUND", "SOON", 2000)]
    shop.do("refund", receipt=receipt.number, means="WECHAT", reason="买多了")
    assert left(shop, DATES) == {"OLD": 10000, "SOON": 5000, "LATE": 50000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_half_the_boxes_bring_half_their_parts_back(shop: Shop) -> None:
    receipt = stocked(shop).sell((BOX, "4")).pay("WECHAT")
    shop.do("refund", receipt=receipt.number, lines=[{"n": 1, "quantity": "2"}], means="WECHAT", reason="买多了")

    assert moved(shop, "REFUND") == [("REFUND", "LATE", 3000), ("REFUND", "SOON", 1000)]


def test_goods_without_a_receipt_join_what_is_sold_next(shop: Shop) -> None:
    stocked(shop).do("refund_goods", product=DATES, quantity="2", means="CASH", reason="买多了")

    assert left(shop, DATES) == {"OLD": 10000, "SOON": 7000, "LATE": 50000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_an_exchange_brings_goods_back_and_takes_others(shop: Shop) -> None:
    receipt = stocked(shop).sell((DATES, "7")).pay("WECHAT")
    shop.do("exchange", receipt=receipt.number, lines=[{"n": 1, "quantity": "2"}], reason="买多了")
    shop.add((DATES, "1"))
    shop.do("pay", means="WECHAT", amount="0.00")

    assert left(shop, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 49000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


# What has ended


def test_goods_that_all_ended_are_refused_at_the_counter(shop: Shop) -> None:
    deliveries(shop)

    assert shop.refused("scan", code="6996857000451") == "PastItsDate"
    assert shop.refused("add", product=BREAD, quantity="1") == "PastItsDate"
    assert "2021-09-07" in shop.ask("scan", code="6996857000451")["message"]


def test_no_leave_of_a_manager_sells_what_has_ended(shop: Shop) -> None:
    deliveries(shop)
    assert shop.leave().refused("scan", code="6996857000451") == "PastItsDate"


def test_a_box_with_a_part_that_ended_is_refused(shop: Shop) -> None:
    delivery(shop, (DATES, "OLD", "2020-09-01", "2021-09-07", "2021-09-01", 10, None))
    assert shop.refused("add", product=BOX, quantity="1") == "PastItsDate"


def test_the_last_day_still_sells_and_says_so(shop: Shop) -> None:
    delivery(shop, (DATES, "B", "2021-08-24", TODAY, "2021-09-01", 10, None))
    shop.scan("6996857000413")

    kind, said = echo(shop)
    assert kind == "warn"
    assert TODAY in said


def test_a_ticket_held_overnight_is_not_paid_once_its_goods_have_ended(shop: Shop) -> None:
    delivery(shop, (DATES, "B", "2021-08-24", TODAY, "2021-09-01", 10, None))
    shop.add(DATES)
    shop.do("hold", name="3号牌")
    shop.wait(days=1).manager().do("recall", name="3号牌")

    assert shop.refused("pay", means="WECHAT", amount="29.90") == "PastItsDate"
    assert shop.refused("add", product=DATES, quantity="1") == "PastItsDate"


def test_fresh_goods_are_echoed_without_a_warning(shop: Shop) -> None:
    delivery(shop, (DATES, "LATE", "2021-08-01", "2022-08-01", "2021-09-02", 50, None))
    shop.scan("6996857000413")

    assert echo(shop)[0] == "added"


# What is short


def test_more_than_the_books_know_is_sold_with_a_warning(shop: Shop) -> None:
    delivery(shop, (DATES, "B", None, "2022-08-01", "2021-09-02", 2, None))
    shop.add((DATES, "3"))
    kind, said = echo(shop)
    assert (kind, "2" in said) == ("warn", True)
    shop.do("pay", means="WECHAT", amount=str(shop.gestures.selling.total))

    assert left(shop, DATES) == {"B": -1000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_a_shop_may_refuse_to_sell_more_than_it_has(shop: Shop) -> None:
    delivery(shop, (DATES, "B", None, "2022-08-01", "2021-09-02", 2, None))
    refuse_short(shop)

    assert shop.refused("add", product=DATES, quantity="3") == "NotEnoughStock"
    shop.add((DATES, "2"))
    assert shop.refused("scan", code="6996857000413") == "NotEnoughStock"
    assert shop.refused("line", n=1, quantity="3") == "NotEnoughStock"
    shop.do("line", n=1, quantity="1")
    shop.do("hold", name="3号牌")
    shop.sell((DATES, "2")).pay("WECHAT")
    shop.do("recall", name="3号牌")
    assert shop.refused("pay", means="WECHAT", amount=str(shop.gestures.selling.total)) == "NotEnoughStock"
    assert left(shop, DATES) == {"B": 0}


# Tried and thrown away


def test_three_melons_tried_move_stock_and_no_money(shop: Shop) -> None:
    stocked(shop)
    told = shop.do("stock_out", product=DATES, quantity="6", kind="TASTING", reason="先尝后买")

    assert told["batches"] == [{"batch": "SOON", "quantity": "5"}, {"batch": "LATE", "quantity": "1"}]
    assert told["left"] == "49"
    records = [(r["kind"], r["p"], r["bt"], r["q"], r["why"], r["who"]) for r in shop.journal("M")[3:]]
    assert records == [
        ("TASTING", DATES, "SOON", -5000, "先尝后买", "01"),
        ("TASTING", DATES, "LATE", -1000, "先尝后买", "01"),
    ]
    assert shop.cash_in_drawer() == "300.00"
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_a_clerk_writes_goods_off_with_leave_only(shop: Shop) -> None:
    stocked(shop).clerk()
    gone = {"product": DATES, "quantity": "10", "kind": "WRITE_OFF"}

    assert shop.refused("stock_out", **gone, reason="过期") == "NotAllowed"
    assert shop.refused("stock_out", **gone) == "ReasonNeeded"
    shop.leave().do("stock_out", **gone, reason="过期")

    assert left(shop, DATES)["OLD"] == 0
    assert [event_["what"] for event_ in shop.journal("E")][-1] == "OVERRIDE"
    shop.clerk().do("stock_out", product=DATES, quantity="1", kind="TASTING")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"quantity": "66"}, "NotEnoughStock"),
        ({"quantity": "0"}, "NothingToSell"),
        ({"quantity": "-1"}, "NothingToSell"),
        ({"quantity": "much"}, "BadQuantity"),
        ({"kind": "GIFT"}, "BadField"),
        ({"product": "SP9999"}, "UnknownCode"),
        ({"product": "SP0045", "kind": "TASTING"}, "PastItsDate"),
        ({"reason": "x" * 500}, "TextTooLong"),
    ],
)
def test_what_cannot_leave_the_shelf(shop: Shop, fields: dict[str, str], word: str) -> None:
    stocked(shop)
    delivery(shop, (BREAD, "B", "2021-08-23", "2021-09-07", "2021-09-01", 40, None))
    asked = {"product": DATES, "quantity": "1", "kind": "WRITE_OFF", "reason": "破损"} | fields

    assert shop.refused("stock_out", **asked) == word


def test_goods_nobody_received_are_written_down_without_a_batch(shop: Shop) -> None:
    told = shop.do("stock_out", product=DATES, quantity="1", kind="TASTING")

    assert (told["batches"], "left" in told) == ([], False)
    assert moved(shop, "TASTING") == [("TASTING", None, -1000)]
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_nobody_is_signed_in(closed_shop: Shop) -> None:
    assert closed_shop.refused("stock_out", product=DATES, quantity="1", kind="TASTING") == "NotLoggedIn"


# The shelves


def badges(shop: Shop) -> dict[str, tuple[str, str]]:
    """Badge and what is left of every tile of the dates' county."""
    shop.gestures.selling.look_around()
    shop.gestures.selling.choose_tab("653201")
    return {card.product: (card.badge, card.left) for shelf in shop.gestures.selling.shelves for card in shelf.cards}


def test_the_tiles_say_what_is_left(shop: Shop) -> None:
    assert set(badges(shop).values()) == {("", "")}
    delivery(
        shop,
        (DATES, "A", None, "2022-08-01", "2021-09-02", 6, None),
        (BREAD, "B", "2021-08-23", "2021-09-07", "2021-09-01", 40, None),
        ("SP0050", "C", "2021-01-01", "2021-09-20", "2021-09-01", 40, None),
    )
    shown = badges(shop)
    assert shown[DATES] == ("", "余 6 袋")
    assert shown[BREAD] == ("EXPIRED", "")
    assert shown["SP0050"] == ("NEAR_EXPIRY", "余 40 瓶")

    shop.sell(DATES).pay("WECHAT")
    assert {c.product: (c.badge, c.left) for s in shop.gestures.selling.shelves for c in s.cards}[DATES] == (
        "LOW",
        "余 5 袋",
    )
    counting(shop, ("盘点", TODAY, DATES, None, 0, None, None))
    assert badges(shop)[DATES] == ("OUT", "")


def test_the_last_of_the_goods_can_be_exchanged_for_itself(shop: Shop) -> None:
    """What comes back on the ticket is there again before anything is taken, also where nothing may be short."""
    refuse_short(shop)
    shop.sign_in()
    delivery(shop, (DATES, "ONLY", "2021-08-01", "2022-08-01", "2021-09-02", 2, None))
    receipt = shop.sell((DATES, "2")).pay("WECHAT")
    assert shop.refused("add", product=DATES) == "NotEnoughStock"

    shop.do("exchange", receipt=receipt.number, reason="换货")
    shop.add((DATES, "2"))
    assert shop.refused("add", product=DATES) == "NotEnoughStock"
    assert shop.sell().pay("WECHAT", "0.00").number == "DX03-01-000003"
    assert left(shop, DATES) == {"ONLY": 0}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_settings_of_stock_come_back_as_written(tmp_path: Path) -> None:
    chosen = replace(SHOP, when_short="refuse", stock_outlet="DX03-Z9")
    writing.write(tmp_path, chosen)

    read = till_settings.load(tmp_path)
    assert (read.when_short, read.stock_outlet, read.here) == ("refuse", "DX03-Z9", "DX03-Z9")
    assert SHOP.here == "DX03"


def test_quantities_are_whole_thousandths(shop: Shop) -> None:
    delivery(shop, (TOMATOES, "T", "2021-09-05", "2021-09-15", "2021-09-06", 595.5, 2.3))
    assert left(shop, TOMATOES) == {"T": 593200}
    shop.sell((TOMATOES, "1.268")).pay("WECHAT")
    assert left(shop, TOMATOES) == {"T": 591932}


def test_training_begins_with_the_goods_and_gives_none_away(shop: Shop) -> None:
    stocked(shop).sell((DATES, "7")).pay("WECHAT")
    place = furnish(shop.store, shop.settings, shop.folder)
    assert verify_database(place / "shop.sqlite3").ok
    practice = Shop(place, shop.till.now()).manager().open()
    try:
        assert left(practice, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 48000}
        practice.sell(DATES).pay("WECHAT")
        assert verify_database(place / "shop.sqlite3").ok
    finally:
        practice.close()
    assert left(shop, DATES) == {"OLD": 10000, "SOON": 0, "LATE": 48000}


def test_what_ended_last_night_is_not_tried_though_the_shift_is_still_open(shop: Shop) -> None:
    delivery(shop, (DATES, "TODAY", "2020-09-01", TODAY, "2021-09-01", 10, None))
    shop.do("stock_out", product=DATES, quantity="1", kind="TASTING")

    out = shop.refused("stock_out", product=DATES, quantity="1", kind="TASTING", at="2021-09-09T09:00:00+08:00")

    assert (out, left(shop, DATES)) == ("PastItsDate", {"TODAY": 9000})


def test_the_echo_line_names_the_goods_once(shop: Shop) -> None:
    delivery(shop, ("SP0041", "A1", "2021-09-01", None, "2021-09-02", 3, 0))
    shop.add(("SP0041", "5"))
    echo = shop.gestures.selling.echo
    assert echo.title == "和田骏枣"
    assert echo.detail == "5 袋 × 29.90 · 账上只剩 3 袋"
