"""The programme book taken in and written out: every sheet, every reason why a row is bad, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pos.core.programme import Households, Outlet, ProducerYear, rows_by_key
from pos.core.wording import speak
from pos.exchange.sheets import ImportAnswer, export_programme, import_programme, template_programme
from pos.exchange.sheets import programme_columns as book
from pos.exchange.sheets.programme import NotAsCsv
from pos.exchange.sheets.programme_columns import SheetOf
from tests.exchange.sheet_files import csv_text, xlsx_file
from tests.programme import sheet, written
from tests.shop import DATA, Shop

TODAY = date(2021, 9, 8)
EXPECTED: dict[str, Any] = json.loads((DATA / "programme.expected.json").read_text("utf-8"))
DAYS = {"起始日期": "2021-09-08", "截止日期": "2021-09-22"}

SHOP = {
    "门店编号": "DX03",
    "网点编号": "DX03",
    "名称": "瀛海店",
    "类型": "分中心",
    "选址类型": "社区",
    "开业日期": "2021-04-16",
}
OUTLET = {"门店编号": "DX03", "网点编号": "DX03-Z9", "名称": "展销柜台", "类型": "展销柜台", "开业日期": "2021-09-08"}
PAIRING = {"地区代码": "152529", "结对类型": "京蒙协作", "起始日期": "2018-01-01", "截止日期": "2021-12-31"}
PRODUCER = {"信用代码": "93152529MA0Q00001G", "名称": "星耀镇农业合作社", "类型": "合作社", "产地代码": "152529",
            "引入日期": "2021-09-06"}  # fmt: skip
UNIT = {"单位编号": "U1", "名称": "区文澜小学", "类型": "预算单位", "信用代码": "12110115MB2831513U"}
CANTEEN = {"单位编号": "U2", "名称": "区文澜小学食堂", "类型": "食堂", "上级单位编号": "U1"}
AGREED = {
    "协议编号": "A1",
    "类型": "采购协议",
    "采购单位编号": "U1",
    "签订日期": "2021-09-08",
    "金额(元)": "100",
    **DAYS,
}
QUOTA = {"年度": "2021", "单位编号": "U1", "目标(元)": "300"}
FAIR = {"展销会编号": "F1", "名称": "展销会", "地点": "瀛海镇", "开始日期": "2021-09-08", "天数": "15"}
PRICE = {"商品编号": "SP0041", "价类": "促销价", "活动价(元)": "26", "原价(元)": "29.90", **DAYS}
PROJECT = {"编号": "X1", "类别": "项目", "年度": "2021", "金额(元)": "100"}
HOUSES = {"信用代码": "93152529MA0Q00001G", "年度": "2021", "直接带动户数": "96", "计量单位": "户", "带动依据": "申报",
          "佐证": "ZM-1"}  # fmt: skip
BENEFIT = {"优惠编号": "B1", "优惠方式": "会员价", **DAYS}
DEAL = {"促销编号": "Z1", "名称": "买2赠1", "类型": "买赠", "商品编号": "SP0041;SP0020", "买": "2", "赠": "1", **DAYS}

Rows = tuple[SheetOf, list[dict[str, Any]]]
EVERYTHING: Sequence[Rows] = (
    (book.OUTLETS, [SHOP, OUTLET]),
    (book.PAIRINGS, [PAIRING]),
    (book.PRODUCERS, [PRODUCER]),
    (book.BUYERS, [UNIT, CANTEEN]),
    (book.AGREEMENTS, [AGREED]),
    (book.QUOTAS, [QUOTA]),
    (book.FAIRS, [FAIR]),
    (book.PRICES, [PRICE]),
    (book.PROJECTS, [PROJECT]),
    (book.HOUSEHOLDS, [HOUSES]),
    (book.BENEFITS, [BENEFIT]),
    (book.DEALS, [DEAL]),
)


@pytest.fixture
def till(closed_shop: Shop) -> Iterator[Shop]:
    speak("en")
    yield closed_shop
    speak("zh_CN")


def take(till: Shop, *sheets: Rows, dry_run: bool = False) -> ImportAnswer:
    return import_programme(till.store, written(till.folder, *sheets), today=TODAY, dry_run=dry_run)


def reasons(answer: ImportAnswer) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.reason) for note in answer.bad]


def count(till: Shop, table: str) -> int:
    with till.store.read() as session:
        return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_the_demo_book_is_what_it_says(till: Shop) -> None:
    told = import_programme(till.store, DATA / "programme.xlsx", today=TODAY)

    assert (told.rows, told.taken, told.unchanged, told.bad, told.warnings) == (211, 211, 0, (), ())
    with till.store.read() as session:
        outlets = rows_by_key(session, Outlet).values()
        shops = [row for row in outlets if row["kind"] == "SUB_CENTER"]
        years = rows_by_key(session, ProducerYear)
        houses = rows_by_key(session, Households)

        def total(statement: str) -> Any:
            return session.scalar(text(statement))

        purchases = "FROM agreements WHERE kind = 'PURCHASE'"
        assert (total(f"SELECT count(*) {purchases}"), total(f"SELECT sum(amount) {purchases}")) == (27, 35000000)
        assert total(f"SELECT sum(quantity) {purchases}") == EXPECTED["purchase_agreements_jin"] * 1000
        frames = "SELECT count(*) FROM agreements WHERE kind = 'CONSIGNMENT_FRAME' AND amount IS NULL"
        assert total(frames) == EXPECTED["frames_without_amount"]
        assert total("SELECT target FROM quotas WHERE unit = '110115'") == EXPECTED["quota_2021_fen"]
        assert total("SELECT count(*) FROM quotas WHERE unit <> '110115'") == EXPECTED["quota_units"]
        for kind, name in (("PROJECT", "projects"), ("SUBSIDY", "subsidies")):
            assert total(f"SELECT count(*) FROM aid_projects WHERE kind = '{kind}'") == EXPECTED[name]
            assert total(f"SELECT sum(amount) FROM aid_projects WHERE kind = '{kind}'") == EXPECTED[f"{name}_fen"]
        fair = "SELECT last FROM fairs WHERE number = 'F2021-01'"
        assert total(fair) == EXPECTED["fair_last_day"]
        introduced = "SELECT count(*) FROM aided_producers WHERE introduced_by = 'DX01'"
        assert total(introduced) == EXPECTED["producers_introduced_by_DX01"]
    assert (len(shops), len(outlets)) == (EXPECTED["shops_total"], EXPECTED["outlets"])
    assert sum(row["opened_on"].year == 2021 for row in shops) == EXPECTED["shops_new_2021"]
    assert sum(row["opened_on"] <= TODAY for row in shops) == EXPECTED["shops_open_on_2021_09_08"]
    for table, name in (("pairings", "pairings"), ("aided_producers", "producers"), ("buyers", "buyers")):
        assert count(till, table) == EXPECTED[name]
    this_year = [row for (_, year), row in years.items() if year == 2021]
    for name in ("direct", "indirect"):
        assert sum(row[name] or 0 for row in this_year) == EXPECTED["households_2021"][name]
    before = sum((row["direct"] or 0) + (row["indirect"] or 0) for (_, year), row in houses.items() if year == 2020)
    assert before == EXPECTED["households_2020_introduced_by_DX01"]


def test_taking_it_again_changes_nothing(till: Shop, tmp_path: Path) -> None:
    import_programme(till.store, DATA / "programme.xlsx", today=TODAY)
    before = till.dump()

    again = import_programme(till.store, DATA / "programme.xlsx", today=TODAY)
    assert (again.taken, again.unchanged) == (0, 211)
    assert export_programme(till.store, tmp_path / "out.xlsx") == 211
    back = import_programme(till.store, tmp_path / "out.xlsx", today=TODAY)
    assert (back.rows, back.taken, back.unchanged, back.bad, back.warnings) == (211, 0, 211, (), ())
    assert till.dump() == before


def test_everything_goes_out_and_comes_back(till: Shop, tmp_path: Path) -> None:
    assert take(till, *EVERYTHING).taken == 14
    before = till.dump()
    assert export_programme(till.store, tmp_path / "out.xlsx") == 14
    assert import_programme(till.store, tmp_path / "out.xlsx", today=TODAY).unchanged == 14
    assert till.dump() == before


def test_the_template_is_empty_and_takes_what_people_fill_in(till: Shop, tmp_path: Path) -> None:
    template_programme(tmp_path / "empty.xlsx")
    told = import_programme(till.store, tmp_path / "empty.xlsx", today=TODAY)
    assert (told.rows, told.bad, told.warnings) == (0, (), ())
    for write in (template_programme, lambda path: export_programme(till.store, path)):
        with pytest.raises(NotAsCsv):
            write(tmp_path / "book.csv")


def test_a_dry_run_changes_nothing(till: Shop) -> None:
    before = till.dump()
    assert take(till, *EVERYTHING, dry_run=True).taken == 14
    assert till.dump() == before


@pytest.mark.parametrize("which", range(len(EVERYTHING)), ids=[rows[0].word for rows in EVERYTHING])
def test_a_sheet_may_be_sent_alone_under_any_name(till: Shop, which: int) -> None:
    assert take(till, *EVERYTHING).bad == ()
    one, rows = EVERYTHING[which]
    path = xlsx_file(till.folder, {"Sheet1": sheet(one, *rows)}, "sent.xlsx")
    told = import_programme(till.store, path, today=TODAY)
    assert (told.bad, told.unchanged) == ((), len(rows))

    csv = till.folder / "sent.csv"
    csv.write_bytes(csv_text(sheet(one, *rows)).encode("gb18030"))
    told = import_programme(till.store, csv, today=TODAY)
    assert (told.bad, told.unchanged) == ((), len(rows))


def test_a_known_key_is_updated_and_what_the_sheet_leaves_out_stays(till: Shop) -> None:
    take(till, *EVERYTHING)
    headers = ["单位编号", "名称", "类型", "赊账限额(元)"]
    rows = [headers, ["U1", "区文澜第一小学", "BUDGET_UNIT", "￥5,000.00"]]
    told = import_programme(till.store, xlsx_file(till.folder, {"采购单位": rows}), today=TODAY)

    assert (told.taken, told.unchanged, told.bad) == (1, 0, ())
    with till.store.read() as session:
        row = session.execute(text("SELECT name, credit_code, credit_limit FROM buyers WHERE number = 'U1'")).one()
    assert tuple(row) == ("区文澜第一小学", "12110115MB2831513U", 500000)


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


BAD: Sequence[tuple[SheetOf, dict[str, Any], dict[str, Any], str, str]] = (
    (book.OUTLETS, OUTLET, {"门店编号": "DX99"}, "shop_id", "UnknownShop"),
    (book.OUTLETS, SHOP, {"选址类型": None}, "site_type", "Missing"),
    (book.OUTLETS, SHOP, {"选址类型": "乡村"}, "site_type", "NotAllowed"),
    (book.OUTLETS, SHOP, {"网点编号": "DX03-X"}, "outlet_id", "NotAllowed"),
    (book.OUTLETS, SHOP, {"停业日期": "2021-04-15"}, "closed_on", "BadDates"),
    (book.OUTLETS, SHOP, {"名称": None}, "name", "Missing"),
    (book.OUTLETS, SHOP, {"开业日期": "2021-02-30"}, "opened_on", "BadDate"),
    (book.PAIRINGS, PAIRING, {"地区代码": "152500"}, "region_code", "NotACounty"),
    (book.PAIRINGS, PAIRING, {"地区代码": "990101"}, "region_code", "UnknownRegion"),
    (book.PAIRINGS, PAIRING, {"截止日期": "2017-12-31"}, "to", "BadDates"),
    (book.PAIRINGS, PAIRING, {"脱贫县": "也许"}, "delisted_county", "NotAllowed"),
    (book.PRODUCERS, PRODUCER, {"信用代码": "93152529MA0Q00001X"}, "credit_code", "BadCreditCode"),
    (book.PRODUCERS, PRODUCER, {"引入门店": "DX77"}, "introduced_by", "UnknownShop"),
    (book.PRODUCERS, PRODUCER, {"类型": "经销商"}, "agent_for", "Missing"),
    (book.PRODUCERS, PRODUCER, {"代理的生产单位": "91110115MA0000001H"}, "agent_for", "UnknownProducer"),
    (book.PRODUCERS, PRODUCER, {"直接带动户数": "5"}, "year", "MissingEvidence"),
    (book.PRODUCERS, PRODUCER, {"年度": "2021", "脱贫不稳定户": "0"}, "evidence", "MissingEvidence"),
    (book.PRODUCERS, PRODUCER, {"年度": "2021", "直接带动户数": "-1", "佐证": "Z"}, "hh_direct", "BadNumber"),
    (book.PRODUCERS, PRODUCER, {"年度": "2021", "直接带动户数": "1.5", "佐证": "Z"}, "hh_direct", "BadNumber"),
    (book.BUYERS, UNIT, {"信用代码": None}, "credit_code", "Missing"),
    (book.BUYERS, UNIT, {"单位编号": "1234567890123"}, "buyer_id", "TextTooLong"),
    (book.BUYERS, UNIT, {"类型": "市民"}, "kind", "NotAllowed"),
    (book.BUYERS, UNIT, {"默认渠道": "月球"}, "channel", "NotAllowed"),
    (book.BUYERS, UNIT, {"赊账限额(元)": "=1+1"}, "credit_limit", "Formula"),
    (book.BUYERS, CANTEEN, {"上级单位编号": None}, "parent", "Missing"),
    (book.BUYERS, CANTEEN, {"上级单位编号": "U9"}, "parent", "UnknownBuyer"),
    (book.BUYERS, CANTEEN, {"上级单位编号": "U2"}, "parent", "NotAllowed"),
    (book.AGREEMENTS, AGREED, {"采购单位编号": "U9"}, "buyer_id", "UnknownBuyer"),
    (book.AGREEMENTS, AGREED, {"金额(元)": None}, "amount", "Missing"),
    (book.AGREEMENTS, AGREED, {"金额(元)": "0"}, "amount", "BadAmount"),
    (book.AGREEMENTS, AGREED, {"数量": "5"}, "quantity_unit", "Missing"),
    (book.AGREEMENTS, AGREED, {"截止日期": "2021-09-07"}, "to", "BadDates"),
    (book.AGREEMENTS, AGREED, {"展销会编号": "F9"}, "fair_no", "UnknownFair"),
    (book.AGREEMENTS, AGREED, {"续签自": "A9"}, "renewal_of", "UnknownAgreement"),
    (book.AGREEMENTS, AGREED, {"生产单位信用代码": "91110115MA0000001H"}, "producer_code", "UnknownProducer"),
    (book.QUOTAS, QUOTA, {"基数(元)": "1000.02", "比例(%)": "30"}, "target", "TargetDisagrees"),
    (book.QUOTAS, QUOTA, {"单位编号": "U9"}, "unit", "UnknownBuyer"),
    (book.QUOTAS, QUOTA, {"比例(%)": "130"}, "ratio_percent", "BadPercent"),
    (book.QUOTAS, QUOTA, {"可计渠道": "机关;月球"}, "channels", "NotAllowed"),
    (book.FAIRS, FAIR, {"天数": None}, "to", "Missing"),
    (book.FAIRS, FAIR, {"结束日期": "2021-09-21"}, "days", "BadDates"),
    (book.FAIRS, FAIR, {"天数": None, "结束日期": "2021-09-07"}, "to", "BadDates"),
    (book.FAIRS, FAIR, {"柜台网点编号": "DX03-Z9;DX99"}, "counters", "UnknownOutlet"),
    (book.FAIRS, FAIR, {"参展单位信用代码": "91110115MA0000001H"}, "producers", "UnknownProducer"),
    (book.PRICES, PRICE, {"商品编号": "SP9999"}, "product", "UnknownProduct"),
    (book.PRICES, PRICE, {"价类": "展销价"}, "fair_no", "Missing"),
    (book.PRICES, PRICE, {"活动价(元)": "30"}, "price", "BadPrice"),
    (book.PRICES, PRICE, {"活动价(元)": "0"}, "price", "BadPrice"),
    (book.PRICES, PRICE, {"截止日期": "2021-09-07"}, "to", "BadDates"),
    (book.PROJECTS, PROJECT, {"类别": "补贴"}, "outlet_id", "Missing"),
    (book.PROJECTS, PROJECT, {"网点编号": "DX99"}, "outlet_id", "UnknownOutlet"),
    (book.PROJECTS, PROJECT, {"已支出(元)": "100.01"}, "spent", "BadAmount"),
    (book.PROJECTS, PROJECT, {"金额(元)": "0"}, "amount", "BadAmount"),
    (book.HOUSEHOLDS, HOUSES, {"信用代码": "91110115MA0000001H"}, "credit_code", "UnknownProducer"),
    (book.HOUSEHOLDS, HOUSES, {"佐证": None}, "evidence", "Missing"),
    (book.HOUSEHOLDS, HOUSES, {"带动依据": "按销售额", "直接带动户数": None}, "yuan_per_household", "Missing"),
    (book.HOUSEHOLDS, HOUSES, {"带动依据": "按销售额", "每户对应销售额(元)": "8000"}, "hh_direct", "BadNumber"),
    (book.BENEFITS, BENEFIT, {"优惠方式": "满减", "门槛(元)": "100"}, "money_off", "Missing"),
    (book.BENEFITS, BENEFIT, {"优惠方式": "折扣"}, "percent_off", "Missing"),
    (book.BENEFITS, BENEFIT, {"卡号前6位": "62270012"}, "bin6", "BadBin"),
    (book.DEALS, DEAL, {"商品编号": "SP0041;SP9999"}, "products", "UnknownProduct"),
    (book.DEALS, DEAL, {"赠": None}, "m", "Missing"),
    (book.DEALS, DEAL, {"买": "0"}, "n", "BadNumber"),
    (book.DEALS, DEAL, {"类型": "组合价"}, "group_price", "Missing"),
    (book.DEALS, DEAL, {"类型": "组合价", "组合价(元)": "9", "买": None, "商品编号": "SP0041"}, "n", "Missing"),
)


@pytest.mark.parametrize(
    ("which", "good", "change", "column", "reason"),
    BAD,
    ids=[f"{b[0].word} {b[3]} {b[4]} {n}" for n, b in enumerate(BAD)],
)
def test_what_is_wrong_is_named_and_nothing_is_taken(
    till: Shop, which: SheetOf, good: dict[str, Any], change: dict[str, Any], column: str, reason: str
) -> None:
    others = [(one, rows if one is not which else [r for r in rows if r is not good]) for one, rows in EVERYTHING]
    known = [(one, rows) for one, rows in others if rows]
    before = till.dump()

    # In one book with everything it speaks of, and the good rows go down with it.
    changed = {name: value for name, value in (good | change).items() if value is not None}
    sheets = {one: list(rows) for one, rows in known}
    sheets.setdefault(which, []).append(changed)
    told = take(till, *sheets.items())

    wrong = [note for note in told.bad if note.sheet == which.name]
    assert (column, reason) in [(note.column, note.reason) for note in wrong], told.bad
    at = next(note for note in wrong if (note.column, note.reason) == (column, reason))
    assert at.row == len(sheets[which]) + 1
    assert at.message.startswith(which.name + ": ")
    assert told.taken == 0
    assert till.dump() == before


@pytest.mark.parametrize(
    ("which", "rows"), [(one, rows) for one, rows in EVERYTHING], ids=[one.word for one, _ in EVERYTHING]
)
def test_a_key_twice_in_the_book(till: Shop, which: SheetOf, rows: list[dict[str, Any]]) -> None:
    sheets = dict(EVERYTHING)
    told = take(till, *(sheets | {which: [*rows, rows[-1]]}).items())
    key = which.key[0]
    assert (len(rows) + 2, key, "KeyTwice") in reasons(told)


def test_a_product_is_the_same_by_code_barcode_and_plu(till: Shop) -> None:
    by_barcode = PRICE | {"商品编号": "6996857000413"}
    assert reasons(take(till, (book.PRICES, [PRICE, by_barcode]))) == [(3, "product", "KeyTwice")]
    assert take(till, (book.PRICES, [by_barcode])).taken == 1
    assert take(till, (book.PRICES, [PRICE])).unchanged == 1
    assert take(till, (book.PRICES, [PRICE | {"商品编号": "101", "活动价(元)": "4", "原价(元)": "5.98"}])).taken == 1


def test_prices_of_one_kind_do_not_overlap(till: Shop) -> None:
    later = PRICE | {"起始日期": "2021-09-22", "截止日期": "2021-09-30"}
    assert reasons(take(till, (book.PRICES, [PRICE, later]))) == [(3, "from", "PriceOverlaps")]
    assert take(till, (book.PRICES, [PRICE])).taken == 1
    assert reasons(take(till, (book.PRICES, [later]))) == [(2, "from", "PriceOverlaps")]
    # The standing row ends earlier in the same book: then there is room.
    shorter = PRICE | {"截止日期": "2021-09-21"}
    assert take(till, (book.PRICES, [shorter, later])).taken == 2


def test_pairings_of_one_region_and_scheme_do_not_overlap(till: Shop) -> None:
    again = PAIRING | {"起始日期": "2021-12-31", "截止日期": None}
    assert reasons(take(till, (book.PAIRINGS, [PAIRING, again]))) == [(3, "from", "PairingOverlaps")]
    other = again | {"结对类型": "对口协作"}
    assert take(till, (book.PAIRINGS, [PAIRING, other, again | {"起始日期": "2022-01-01"}])).taken == 3


def test_two_sheets_that_count_different_households(till: Shop) -> None:
    counted = PRODUCER | {"年度": "2021", "直接带动户数": "95", "带动依据": "申报", "佐证": "ZM-1"}
    told = take(till, (book.PRODUCERS, [counted]), (book.HOUSEHOLDS, [HOUSES]))
    assert [(n.sheet, n.column, n.reason) for n in told.bad] == [("联农带农", "hh_direct", "HouseholdsDisagree")]

    assert take(till, (book.PRODUCERS, [PRODUCER]), (book.HOUSEHOLDS, [HOUSES])).taken == 2
    told = take(till, (book.PRODUCERS, [counted]))
    assert [(n.sheet, n.column, n.reason) for n in told.bad] == [("帮扶企业", "hh_direct", "HouseholdsDisagree")]
    assert take(till, (book.PRODUCERS, [counted | {"直接带动户数": "96"}])).taken == 1


def test_a_unit_with_canteens_gets_no_unit_over_it(till: Shop) -> None:
    take(till, (book.BUYERS, [UNIT, CANTEEN]))
    top = UNIT | {"单位编号": "U0"}
    told = take(till, (book.BUYERS, [top, UNIT | {"上级单位编号": "U0"}, CANTEEN]))
    assert ("parent", "NotAllowed") in [(note.column, note.reason) for note in told.bad]


def test_what_stands_above_the_header_and_beside_the_columns_is_passed_over(till: Shop) -> None:
    rows = sheet(book.BUYERS, UNIT)
    rows[0][3] = "信用代码 *"
    table = [["2021 年采购单位"], [], [*rows[0], "联系人"], [None] * 9, [*rows[1], "张三"]]
    told = import_programme(till.store, xlsx_file(till.folder, {"采购单位": table, "备注页": [["x"]]}), today=TODAY)
    assert (told.taken, told.bad) == (1, ())
    assert [note.reason for note in told.warnings] == ["UnknownSheet", "UnknownColumn"]


def test_a_header_twice_or_missing_refuses_the_whole_file(till: Shop) -> None:
    good = sheet(book.BUYERS, UNIT)
    twice = [[*row, row[0]] for row in good]
    told = import_programme(till.store, xlsx_file(till.folder, {"采购单位": twice}), today=TODAY)
    assert reasons(told) == [(1, "buyer_id", "HeaderTwice")]
    missing = [row[1:] for row in good]
    told = import_programme(
        till.store, xlsx_file(till.folder, {"采购单位": missing, "协议": sheet(book.AGREEMENTS)}), today=TODAY
    )
    assert reasons(told) == [(1, "buyer_id", "MissingColumn")]
    told = import_programme(till.store, xlsx_file(till.folder, {"甲": [["a"]], "乙": [["b"]]}), today=TODAY)
    assert reasons(told) == [(0, "", "SheetNotFound")]
