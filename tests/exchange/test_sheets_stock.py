"""Deliveries and counts as people type them: all of a sheet or nothing, and the same sheet once (SHEETS.md 2 and 3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pos.exchange.sheets import ImportAnswer
from pos.exchange.verify import verify_database
from tests.shop import DATA, Shop
from tests.stock_shop import (
    COUNTED,
    DELIVERED,
    TODAY,
    count,
    counting,
    deliveries,
    delivery,
    left,
    moved,
    receive,
    sheet,
)

DATES, MELON = "SP0041", "SP0001"
HEADER = (
    "商品编号", "条码", "PLU", "批号", "生产日期", "到期日期", "到货日期", "到货数量", "途损数量", "数量单位",
    "进价(元)", "经营方式", "合格证编号", "运单号", "网点编号",
)  # fmt: skip
#: A batch that nothing is wrong with.
GOOD: dict[str, Any] = {
    "商品编号": DATES, "批号": "B1", "生产日期": "2021-07-27", "到期日期": "2022-07-27", "到货日期": "2021-09-04",
    "到货数量": 36,
}  # fmt: skip
#: A count that nothing is wrong with.
COUNT: dict[str, Any] = {"类型": "盘点", "日期": TODAY, "商品编号": DATES, "数量": 36}


def delivered(shop: Shop, *rows: dict[str, Any], dry_run: bool = False) -> ImportAnswer:
    return receive(
        shop, sheet(shop, "到货", HEADER, [[row.get(name) for name in HEADER] for row in rows]), dry_run=dry_run
    )


def counted(shop: Shop, *rows: dict[str, Any], header: Sequence[str] = ("条码", "PLU", *COUNTED)) -> ImportAnswer:
    return count(shop, sheet(shop, "盘点", header, [[row.get(name) for name in header] for row in rows]))


def bad(answer: ImportAnswer) -> list[tuple[int, str, str]]:
    assert all(note.message for note in answer.bad)
    return [(note.row, note.column, note.reason) for note in answer.bad]


# Deliveries


def test_a_sheet_is_taken_once(shop: Shop) -> None:
    before = shop.dump()
    tried = receive(shop, DATA / "deliveries.xlsx", dry_run=True)
    assert (tried.rows, tried.taken, tried.unchanged, tried.bad) == (315, 315, 0, ())
    assert shop.dump() == before

    first = deliveries(shop)
    assert (first.rows, first.taken, first.unchanged) == (315, 315, 0)
    once = shop.dump()
    again = deliveries(shop)
    assert (again.rows, again.taken, again.unchanged) == (315, 0, 315)
    assert shop.dump() == once
    assert [note.reason for note in first.warnings] == ["BatchPast"]
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_what_is_still_on_the_road_is_not_booked(shop: Shop) -> None:
    before = shop.dump()
    answer = receive(shop, DATA / "deliveries_later.xlsx")

    assert {(note.column, note.reason) for note in answer.bad} == {("received_on", "InTheFuture")}
    assert (len(answer.bad), answer.taken) == (11, 0)
    assert shop.dump() == before


def test_stock_gets_what_was_not_lost_on_the_way(shop: Shop) -> None:
    answer = delivered(
        shop, GOOD | {"商品编号": MELON, "到货数量": 6000, "途损数量": 84.5, "合格证编号": "HG1", "运单号": "YD7"}
    )

    assert (answer.taken, answer.warnings) == (1, ())
    assert left(shop, MELON) == {"B1": 5915500}
    (record,) = shop.journal("M")
    assert {name: record[name] for name in ("kind", "p", "bt", "q", "doc")} == {
        "kind": "RECEIVE", "p": MELON, "bt": "B1", "q": 5915500, "doc": "YD7",
    }  # fmt: skip
    assert "why" not in record


@pytest.mark.parametrize(
    ("unit", "quantity", "there"),
    [("公斤", 10, 10000), ("500克", 10, 5000), ("斤", "10", 5000), ("克", 1250, 1250), (None, 1.25, 1250)],
)
def test_goods_by_weight_may_come_in_another_unit(shop: Shop, unit: str | None, quantity: object, there: int) -> None:
    assert not delivered(shop, GOOD | {"商品编号": MELON, "到货数量": quantity, "数量单位": unit}).bad
    assert left(shop, MELON) == {"B1": there}


def test_goods_are_named_by_code_barcode_or_plu(shop: Shop) -> None:
    answer = delivered(
        shop,
        GOOD | {"商品编号": None, "条码": 6996857000413},
        GOOD | {"商品编号": None, "PLU": 101, "批号": "B2"},
        GOOD | {"条码": "6996857000413", "批号": "B3"},
    )
    assert not answer.bad
    assert (left(shop, DATES), left(shop, MELON)) == ({"B1": 36000, "B3": 36000}, {"B2": 36000})


def test_the_last_day_is_worked_out_where_none_is_printed(shop: Shop) -> None:
    delivered(shop, GOOD | {"到期日期": None})
    with shop.store.read() as session:
        row = session.connection().exec_driver_sql("SELECT expires_on, life_days, ownership, outlet FROM batches").one()
    assert tuple(row) == ("2022-07-27", 365, "OWN", "DX03")


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"商品编号": "SP9999"}, "product_code", "UnknownProduct"),
        ({"商品编号": None}, "product_code", "UnknownProduct"),
        ({"商品编号": None, "条码": "6996857000414"}, "barcode", "UnknownProduct"),
        ({"条码": "6996857000451"}, "barcode", "ProductsDisagree"),
        ({"PLU": "00101"}, "plu", "ProductsDisagree"),
        ({"批号": None}, "batch_no", "MissingBatch"),
        ({"批号": "x" * 31}, "batch_no", "TextTooLong"),
        ({"批号": "a\tb"}, "batch_no", "ControlCharacter"),
        ({"批号": "=1+1"}, "batch_no", "Formula"),
        ({"生产日期": "2021-09-05"}, "produced_on", "BadDate"),
        ({"生产日期": "2021-02-30"}, "produced_on", "BadDate"),
        ({"到期日期": "2021-07-26"}, "expires_on", "BadDate"),
        ({"生产日期": None, "到期日期": None}, "expires_on", "MissingExpiry"),
        ({"到货日期": None}, "received_on", "BadDate"),
        ({"到货日期": "2021-09-09"}, "received_on", "InTheFuture"),
        ({"到货数量": None}, "quantity", "BadQuantity"),
        ({"到货数量": 0}, "quantity", "BadQuantity"),
        ({"到货数量": -1}, "quantity", "BadQuantity"),
        ({"到货数量": "1.2345"}, "quantity", "BadQuantity"),
        ({"到货数量": "NaN"}, "quantity", "BadQuantity"),
        ({"到货数量": 1e12}, "quantity", "BadQuantity"),
        ({"途损数量": -1}, "lost", "BadQuantity"),
        ({"途损数量": 37}, "lost", "BadQuantity"),
        ({"数量单位": "公斤"}, "quantity_unit", "BadUnit"),
        ({"商品编号": MELON, "数量单位": "吨"}, "quantity_unit", "BadUnit"),
        ({"商品编号": MELON, "数量单位": "克", "到货数量": "0.5"}, "quantity", "BadQuantity"),
        ({"进价(元)": "-1"}, "cost_price", "BadCost"),
        ({"进价(元)": "1.234"}, "cost_price", "BadCost"),
        ({"经营方式": "借用"}, "ownership", "BadOwnership"),
        ({"网点编号": "DX04-Z1"}, "outlet_id", "UnknownOutlet"),
    ],
)
def test_a_bad_row_refuses_the_whole_sheet(shop: Shop, change: dict[str, Any], column: str, reason: str) -> None:
    before = shop.dump()
    answer = delivered(shop, GOOD | {"批号": "A"}, GOOD | change)

    assert bad(answer) == [(3, column, reason)]
    assert answer.taken == 0
    assert shop.dump() == before


def test_a_batch_stands_once_in_a_sheet_and_keeps_its_facts(shop: Shop) -> None:
    assert bad(delivered(shop, GOOD, GOOD)) == [(3, "batch_no", "BatchTwice")]
    assert not delivered(shop, GOOD).bad
    assert bad(delivered(shop, GOOD | {"到货数量": 37})) == [(2, "batch_no", "BatchTwice")]
    shop.sell(DATES).pay("WECHAT")
    again = delivered(shop, GOOD, GOOD | {"批号": "B2"})
    assert (again.taken, again.unchanged, left(shop, DATES)) == (1, 1, {"B1": 35000, "B2": 36000})


def test_a_sheet_without_its_columns_is_refused_as_a_whole(shop: Shop) -> None:
    answer = receive(shop, sheet(shop, "到货", ("商品编号", "批号", "到货日期"), [(DATES, "B", TODAY)]))
    assert [(note.column, note.reason) for note in answer.bad] == [("quantity", "MissingColumn")]


def test_goods_for_another_outlet_are_not_on_hand_here(shop: Shop) -> None:
    delivered(shop, GOOD | {"网点编号": "DX03-Z9"})
    assert left(shop, DATES) == {"B1": 0}
    counting(shop, ("展销退回", TODAY, DATES, "B1", 6, "DX03-Z9", None))
    assert left(shop, DATES) == {"B1": 6000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_the_stock_a_till_begins_with_is_dated_by_its_arrival(closed_shop: Shop) -> None:
    """Entered on any later day, it does not set the clock of the first morning."""
    closed_shop.wait(days=400)
    deliveries(closed_shop)
    days = [record["bd"] for record in closed_shop.journal("M")]

    assert (min(days), max(days), days == sorted(days)) == ("2021-09-01", "2021-09-08", True)
    closed_shop.verified()


def test_later_deliveries_are_dated_by_the_clock(shop: Shop) -> None:
    delivered(shop, GOOD)
    assert [record["bd"] for record in shop.journal("M")] == [TODAY]


# Counts and other moves


def test_each_row_finds_what_the_rows_above_it_left(shop: Shop) -> None:
    delivery(
        shop,
        (DATES, "EARLY", None, "2021-12-01", "2021-09-01", 100, None),
        (DATES, "LATE", None, "2022-12-01", "2021-09-01", 100, None),
    )
    counting(
        shop,
        ("试吃", TODAY, DATES, None, 101, None, None),
        ("盘点", TODAY, DATES, None, 90, None, None),
        ("盘点", TODAY, DATES, None, 95, None, None),
        (None, TODAY, DATES, "EARLY", 2, None, None),
        ("报损", TODAY, DATES, None, 3, None, "破损"),
    )

    assert moved(shop, "TASTING", "COUNT", "WRITE_OFF") == [
        ("TASTING", "EARLY", -100000),
        ("TASTING", "LATE", -1000),
        ("COUNT", "LATE", -9000),
        ("COUNT", "LATE", 5000),
        ("COUNT", "EARLY", 2000),
        ("WRITE_OFF", "EARLY", -2000),
        ("WRITE_OFF", "LATE", -1000),
    ]
    assert left(shop, DATES) == {"EARLY": 0, "LATE": 94000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_the_same_counts_are_taken_once_though_goods_were_sold_since(shop: Shop) -> None:
    delivered(shop, GOOD)
    rows = (COUNT, COUNT | {"类型": "试吃", "数量": 1}, COUNT | {"类型": "试吃", "数量": 1})
    assert counted(shop, *rows).taken == 3
    shop.sell(DATES).pay("WECHAT")
    again = counted(shop, *rows)

    assert (again.taken, again.unchanged, left(shop, DATES)) == (0, 3, {"B1": 33000})
    more = counted(shop, *rows, COUNT | {"类型": "试吃", "数量": 1})
    assert (more.taken, more.unchanged, left(shop, DATES)) == (1, 3, {"B1": 32000})


def test_a_count_of_yesterday_is_held_against_yesterdays_goods(shop: Shop) -> None:
    delivered(shop, GOOD)
    shop.sell((DATES, "4")).pay("WECHAT")
    assert not counted(shop, COUNT | {"日期": "2021-09-07", "数量": 35}).bad

    assert left(shop, DATES) == {"B1": 31000}


def test_a_count_of_goods_nobody_received_opens_a_batch(shop: Shop) -> None:
    answer = counted(shop, COUNT)

    assert [note.reason for note in answer.warnings] == ["CountOpensBatch"]
    assert left(shop, DATES) == {"PD20210908": 36000}
    assert verify_database(shop.folder / "shop.sqlite3").ok


def test_what_went_to_the_fair_comes_back_and_no_more(shop: Shop) -> None:
    delivered(shop, GOOD)
    there = COUNT | {"类型": "展销发出", "网点编号": "DX03-Z9", "数量": 20}
    back = there | {"类型": "展销退回"}
    assert bad(counted(shop, there, back | {"数量": 21})) == [(3, "quantity", "NotEnoughStock")]
    assert not counted(shop, there, back | {"数量": 5}).bad
    assert left(shop, DATES) == {"B1": 21000}
    assert bad(counted(shop, back | {"数量": 16})) == [(2, "quantity", "NotEnoughStock")]
    assert [(r["kind"], r["q"], r["outlet"]) for r in shop.journal("M")[1:]] == [
        ("FAIR_OUT", -20000, "DX03-Z9"), ("FAIR_BACK", 5000, "DX03-Z9"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"类型": "丢失"}, "move_kind", "BadMove"),
        ({"日期": None}, "on", "BadDate"),
        ({"日期": "2021-09-09"}, "on", "BadDate"),
        ({"商品编号": "SP9999"}, "product_code", "UnknownProduct"),
        ({"批号": "B9"}, "batch_no", "UnknownBatch"),
        ({"数量": -1}, "quantity", "BadQuantity"),
        ({"数量": None}, "quantity", "BadQuantity"),
        ({"类型": "试吃", "数量": 0}, "quantity", "BadQuantity"),
        ({"类型": "试吃", "数量": 37}, "quantity", "NotEnoughStock"),
        ({"类型": "试吃", "批号": "B1", "数量": 37}, "quantity", "NotEnoughStock"),
        ({"类型": "报损", "数量": 1}, "reason", "MissingReason"),
        ({"类型": "调拨", "数量": 1}, "outlet_id", "UnknownOutlet"),
        ({"类型": "展销发出", "数量": 1, "网点编号": "XX"}, "outlet_id", "UnknownOutlet"),
    ],
)
def test_a_bad_count_refuses_the_whole_sheet(shop: Shop, change: dict[str, Any], column: str, reason: str) -> None:
    delivered(shop, GOOD)
    before = shop.dump()
    answer = counted(shop, COUNT | {"数量": 35}, COUNT | {"数量": 36}, COUNT | change)

    assert bad(answer) == [(4, column, reason)]
    assert shop.dump() == before


def test_goods_nobody_received_may_be_tried_all_the_same(shop: Shop) -> None:
    answer = counted(shop, COUNT | {"类型": "试吃", "数量": 1})
    assert ([note.reason for note in answer.warnings], answer.taken) == (["StockUnknown"], 1)


def test_a_sheet_by_name_among_others_and_with_the_templates_headers(shop: Shop) -> None:
    path = sheet(shop, "到货", DELIVERED, [(DATES, "B", None, "2022-01-01", TODAY, 1, None)])
    assert Path(path).suffix == ".xlsx"
    assert json.loads(json.dumps(receive(shop, path).as_dict()))["taken"] == 1
