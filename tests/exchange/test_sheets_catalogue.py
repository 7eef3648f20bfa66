"""A manager's catalogue taken in: all or nothing, each bad row named, and the same file again changes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pos.core import wording
from pos.core.catalog import Article, Barcode, BoxPart, Product, article_by_barcode, article_by_code, article_by_plu
from pos.core.money import Money, Quantity
from pos.core.producers import Producer
from pos.db.store import Store
from pos.exchange.sheets import ImportAnswer, import_catalogue
from pos.exchange.sheets.cells import REASONS
from tests.exchange.sheet_files import GOOD, HEADERS, LOOSE, csv_file, csv_text, line, xlsx_file

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2021, 9, 8, 1, 0, tzinfo=UTC)
TODAY = date(2021, 9, 8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "shop").mkdir()
    store = Store.open(tmp_path / "shop")
    yield store
    store.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A shop for sheets of which nothing is taken."""
    store = Store.open(tmp_path_factory.mktemp("empty"))
    yield store
    assert count(store, Product.id) == count(store, Barcode.code) == count(store, Producer.id) == 0
    store.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = wording.spoken()
    wording.speak("en")
    yield
    wording.speak(before)


def take(store: Store, path: Path, *, today: date = TODAY, dry_run: bool = False) -> ImportAnswer:
    return import_catalogue(store, path, today=today, now=NOW, dry_run=dry_run)


def bad(answer: ImportAnswer) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.reason) for note in answer.bad]


def warned(answer: ImportAnswer) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.reason) for note in answer.warnings]


def product(store: Store, code: str) -> Article:
    with store.read() as session:
        found = article_by_code(session, code)
    assert found is not None
    return found


def taken(store: Store, folder: Path, **facts: Any) -> Article:
    """The good row with these cells, taken in without a fault."""
    answer = take(store, csv_file(folder, {**GOOD, **facts}))
    assert (bad(answer), answer.taken) == ([], 1)
    return product(store, facts.get("商品编号", "A1"))


def count(store: Store, column: Any) -> int:
    with store.read() as session:
        return session.scalar(select(func.count(column))) or 0


class TestTheExampleShop:
    def test_is_taken_whole_from_the_book(self, store: Store) -> None:
        answer = take(store, DATA / "catalogue.xlsx")
        assert (answer.rows, answer.taken, answer.unchanged, bad(answer)) == (223, 223, 0, [])
        with store.read() as session:
            goods = session.scalars(select(Product)).all()
            several = session.execute(select(Barcode.product_id).group_by(Barcode.product_id).having(func.count() > 1))
            assert len(several.all()) == 11
            assert len(session.scalars(select(BoxPart.box_id).distinct()).all()) == 1
        assert len({each.origin for each in goods}) == 21
        assert sum(each.kind == "WEIGHED" for each in goods) == 29
        assert sum(each.ownership == "CONSIGNED" for each in goods) == 19
        lapsed = [note for note in answer.warnings if note.reason == "CertificateLapsed"]
        assert len(lapsed) == 7

    def test_book_and_csv_agree_and_once_taken_nothing_changes(self, store: Store) -> None:
        assert take(store, DATA / "catalogue.csv").taken == 223
        for name in ("catalogue.xlsx", "catalogue.csv", "catalogue.xlsx"):
            answer = take(store, DATA / name)
            # The book adds what the box holds, which a .csv cannot say.
            boxes = 1 if name == "catalogue.xlsx" and count(store, BoxPart.box_id) == 5 else 0
            assert (answer.rows, answer.taken + answer.unchanged, bad(answer)) == (223, 223, [])
            assert answer.taken in (0, boxes)
        assert count(store, Product.id) == 223

    def test_every_product_says_what_its_row_says(self, store: Store) -> None:
        take(store, DATA / "catalogue.csv")
        with (DATA / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found = product(store, row["商品编号"])
                assert (found.name, found.spec, found.unit) == (row["商品名称"], row["规格"], row["计价单位"])
                assert str(found.price) == row["售价(元)"] and found.plu == (row["PLU"] or None)
                assert (str(found.card_price) if found.card_price else "") == row["爱心卡价(元)"]
                assert found.origin == row["产地代码"] and found.producer == (row["生产单位信用代码"] or None)
                rate = row["税率"].rstrip("%")
                assert (found.vat_kind, found.vat_bp) == (
                    ("TAXED", int(rate) * 100) if rate.isdigit() else ("EXEMPT", 0)
                )


BROKEN: list[tuple[Mapping[str, Any], str, str]] = [
    ({"商品名称": ""}, "name", "MissingName"),
    ({"商品名称": "枣" * 61}, "name", "NameTooLong"),
    ({"商品名称": "和田\x07骏枣"}, "name", "ControlCharacter"),
    ({"商品名称": "和田\n骏枣"}, "name", "ControlCharacter"),
    ({"商品名称": "和田\x85骏枣"}, "name", "ControlCharacter"),
    ({"商品名称": "=A1"}, "name", "Formula"),
    ({"商品名称": "#N/A"}, "name", "ErrorValue"),
    ({"商品编号": "A" * 21}, "product_code", "TextTooLong"),
    ({"条码": "6996857000414"}, "barcodes", "BadCheckDigit"),
    ({"条码": "69968570004"}, "barcodes", "BadLength"),
    ({"条码": "699685700041X"}, "barcodes", "BadLength"),
    ({"条码": "6.90123E+12"}, "barcodes", "DigitsLost"),
    ({"条码": "2100100012342"}, "barcodes", "ScalePrefix"),
    ({"条码": "6996857000413*0"}, "barcodes", "BadCarton"),
    ({"条码": "6996857000413*24.5"}, "barcodes", "BadCarton"),
    ({"条码": "6996857000413;6996857000413*2"}, "barcodes", "BarcodeTwice"),
    ({"PLU": "123456"}, "plu", "BadPlu"),
    ({"PLU": "12A"}, "plu", "BadPlu"),
    ({"规格": "克" * 31}, "spec", "TextTooLong"),
    ({"计价单位": ""}, "sale_unit", "MissingUnit"),
    ({"计价单位": "捆"}, "sale_unit", "BadUnit"),
    ({"计价方式": ""}, "kind", "BadKind"),
    ({"计价方式": "论斤"}, "kind", "BadKind"),
    ({"售价(元)": ""}, "price", "BadPrice"),
    ({"售价(元)": "0"}, "price", "BadPrice"),
    ({"售价(元)": "-1"}, "price", "BadPrice"),
    ({"售价(元)": "12.345"}, "price", "BadPrice"),
    ({"售价(元)": "12.80001"}, "price", "BadPrice"),
    ({"售价(元)": "12,80"}, "price", "BadPrice"),
    ({"售价(元)": "十二"}, "price", "BadPrice"),
    ({"售价(元)": "元"}, "price", "BadPrice"),
    ({"售价(元)": "1000000"}, "price", "BadPrice"),
    ({"售价(元)": "1e3"}, "price", "BadPrice"),
    ({"售价(元)": "nan"}, "price", "BadPrice"),
    ({"售价(元)": "1" * 5000}, "price", "BadPrice"),
    ({"爱心卡价(元)": "29.91"}, "card_price", "BadCardPrice"),
    ({"爱心卡价(元)": "0"}, "card_price", "BadCardPrice"),
    ({"爱心卡价(元)": "便宜"}, "card_price", "BadCardPrice"),
    ({"产地代码": ""}, "origin_code", "MissingRegion"),
    ({"产地代码": "", "产地": "和田市"}, "origin_code", "MissingRegion"),
    ({"产地代码": "990101"}, "origin_code", "UnknownRegion"),
    ({"产地代码": "15252"}, "origin_code", "UnknownRegion"),
    ({"产地代码": "正镶白旗"}, "origin_code", "UnknownRegion"),
    ({"产地代码": "130733"}, "origin_code", "RetiredRegion"),
    ({"产地代码": "653228"}, "origin_code", "NotYetARegion"),
    ({"产地代码": "152500"}, "origin_code", "NotACounty"),
    ({"生产单位": "合" * 61}, "producer_name", "TextTooLong"),
    ({"生产单位信用代码": "91653201MAW9R5R45E"}, "producer_code", "BadCreditCode"),
    ({"生产单位信用代码": "91653201MAW9R5R45"}, "producer_code", "BadCreditCode"),
    ({"生产单位信用代码": "91653201MAI9R5R45D"}, "producer_code", "BadCreditCode"),
    ({"生产单位信用代码": "9.1653201E+17"}, "producer_code", "BadCreditCode"),
    ({"认定编号": "X" * 41}, "certification_no", "TextTooLong"),
    ({"认定编号": "XF1", "认定有效期至": "2021-02-29"}, "certification_valid_to", "BadDate"),
    ({"认定编号": "XF1", "认定有效期至": "2021-9"}, "certification_valid_to", "BadDate"),
    ({"认定编号": "XF1", "认定有效期至": "2021-09/08"}, "certification_valid_to", "BadDate"),
    ({"认定编号": "XF1", "认定有效期至": "44447"}, "certification_valid_to", "BadDate"),
    ({"认定编号": "XF1", "认定有效期至": "长期"}, "certification_valid_to", "BadDate"),
    ({"认定有效期至": "2022-12-31"}, "certification_valid_to", "CertificateWithoutNumber"),
    ({"保质期(天)": "0"}, "shelf_life_days", "BadShelfLife"),
    ({"保质期(天)": "36501"}, "shelf_life_days", "BadShelfLife"),
    ({"保质期(天)": "12.5"}, "shelf_life_days", "BadShelfLife"),
    ({"保质期(天)": "一年"}, "shelf_life_days", "BadShelfLife"),
    ({"税率": ""}, "vat", "BadVat"),
    ({"税率": "17%"}, "vat", "BadVat"),
    ({"税率": "0.5"}, "vat", "BadVat"),
    ({"税率": "零税率"}, "vat", "BadVat"),
    ({"税收分类编码": "103020100000000000"}, "tax_class_code", "BadTaxClass"),
    ({"税收分类编码": "1.0302E+18"}, "tax_class_code", "BadTaxClass"),
    ({"税收分类编码": "10302010000000000AB"}, "tax_class_code", "BadTaxClass"),
    ({"经营方式": "联营"}, "ownership", "BadOwnership"),
    ({"经营方式": "代销"}, "commission_percent", "MissingCommission"),
    ({"经营方式": "代销", "扣点(%)": "101"}, "commission_percent", "BadCommission"),
    ({"经营方式": "代销", "扣点(%)": "1.234"}, "commission_percent", "BadCommission"),
    ({"经营方式": "代销", "扣点(%)": "-1"}, "commission_percent", "BadCommission"),
    ({"进价(元)": "-0.01"}, "cost_price", "BadCost"),
    ({"进价(元)": "一块"}, "cost_price", "BadCost"),
    ({"图片": "/etc/passwd.png"}, "photo", "BadPhoto"),
    ({"图片": "../SP0041.jpg"}, "photo", "BadPhoto"),
    ({"图片": "C:\\SP0041.jpg"}, "photo", "BadPhoto"),
    ({"图片": "photos\\..\\..\\a.jpg"}, "photo", "BadPhoto"),
    ({"图片": "SP0041.exe"}, "photo", "BadPhoto"),
    ({"生产单位信用代码": "=A1"}, "producer_code", "Formula"),
    ({"认定编号": "XF1", "认定有效期至": "=A1"}, "certification_valid_to", "Formula"),
    ({"认定编号": "XF1", "认定有效期至": "2.02109E+7"}, "certification_valid_to", "BadDate"),
    ({"税收分类编码": "#N/A"}, "tax_class_code", "ErrorValue"),
    ({"832编码": "8" * 31}, "code_832", "TextTooLong"),
    ({"商品编号": "", "条码": ""}, "product_code", "MissingCode"),
    ({**LOOSE, "商品编号": "A1", "PLU": ""}, "plu", "MissingPlu"),
    ({**LOOSE, "商品编号": "A1", "计价单位": "袋"}, "sale_unit", "UnitNotForWeighed"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "reason"), BROKEN, ids=[f"{row[2]}-{at}" for at, row in enumerate(BROKEN)])
def test_one_bad_cell_and_nothing_is_taken(
    empty: Store, tmp_path: Path, cells: Mapping[str, Any], column: str, reason: str
) -> None:
    answer = take(empty, csv_file(tmp_path, {**LOOSE, "商品编号": "A0", "PLU": "00900"}, {**GOOD, **cells}))
    assert bad(answer) == [(3, column, reason)]
    assert (answer.rows, answer.taken, answer.unchanged) == (2, 0, 0)
    assert answer.bad[0].message and "{" not in answer.bad[0].message
    assert count(empty, Product.id) == 0


#: Sheets whose reasons stand in the same table.
OTHERS = ("stock", "programme")


def test_every_reason_has_been_given_a_bad_row_and_chinese_words() -> None:
    warnings = {"JinIsHalfKilo", "NameUnlikeCode", "NotPaired", "CertificateLapsed", "ProducerElsewhere"}
    warnings |= {"ProducerWithoutCode", "PhotoMissing", "UnknownColumn", "UnknownSheet"}
    elsewhere = {"CodeTwice", "PluTwice", "UnknownProduct", "BoxInBox", "PartTwice", "BadQuantity"}
    regional = {"MissingRegion", "UnknownRegion", "RetiredRegion", "NotYetARegion", "NotACounty"}
    ours = {reason for _, _, reason in BROKEN} - regional
    assert ours <= REASONS.keys()
    # The other sheets have their bad rows beside them.
    beside = "".join(Path(__file__).with_name(f"test_sheets_{name}.py").read_text("utf-8") for name in OTHERS)
    given = {reason for reason in REASONS if f'"{reason}"' in beside}
    # Sentences that say more closely what a reason of the sheet means; the rows are refused under that reason's word.
    closer = {"BatchDiffers", "DayBefore", "DaysDisagree", "ParentChain", "PriceAboveReference"}
    warnings.add("ConformityMissing")
    assert REASONS.keys() - warnings - elsewhere - ours - given == closer


def test_every_bad_row_is_listed_with_all_that_is_wrong(store: Store, tmp_path: Path) -> None:
    rows = [{**GOOD, "售价(元)": "0", "税率": ""}, {}, GOOD | {"商品编号": "A2", "条码": "123"}]
    answer = take(store, csv_file(tmp_path, *rows))
    assert bad(answer) == [(2, "price", "BadPrice"), (2, "vat", "BadVat"), (4, "barcodes", "BadLength")]


def test_a_retired_county_names_its_successor(store: Store, tmp_path: Path) -> None:
    answer = take(store, csv_file(tmp_path, {**GOOD, "产地代码": "130733"}))
    assert "130709 崇礼区" in answer.bad[0].message


def test_a_county_of_2024_is_taken_in_2024(store: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, {**GOOD, "产地代码": "653228"})
    assert bad(take(store, path)) == [(2, "origin_code", "NotYetARegion")]
    assert take(store, path, today=date(2024, 3, 1)).taken == 1


class TestTwice:
    def test_the_first_row_stands_and_the_later_ones_are_bad(self, store: Store, tmp_path: Path) -> None:
        answer = take(
            store,
            csv_file(
                tmp_path,
                GOOD,
                {**GOOD, "条码": "6986927993585"},
                {**GOOD, "商品编号": "A3"},
                LOOSE,
                {**LOOSE, "商品编号": "A5"},
            ),
        )
        assert bad(answer) == [
            (3, "product_code", "CodeTwice"),
            (4, "barcodes", "BarcodeTwice"),
            (6, "plu", "PluTwice"),
        ]
        assert (
            "row 2" in answer.bad[0].message and "row 2" in answer.bad[1].message and "row 5" in answer.bad[2].message
        )

    def test_rows_without_codes_are_known_by_barcode_and_plu(self, store: Store, tmp_path: Path) -> None:
        packed, loose = {**GOOD, "商品编号": ""}, {**LOOSE, "商品编号": ""}
        assert take(store, csv_file(tmp_path, packed, loose)).taken == 2
        cheaper = csv_file(tmp_path, {**packed, "售价(元)": "19.90"}, {**loose, "售价(元)": "4.98"})
        assert take(store, cheaper).taken == 2
        assert count(store, Product.id) == 2
        assert (product(store, "SP0001").price, product(store, "SP0002").price) == (Money(1990), Money(498))
        twice = take(store, csv_file(tmp_path, packed, packed, loose, loose))
        assert bad(twice) == [(3, "product_code", "CodeTwice"), (5, "product_code", "CodeTwice")]

    def test_a_code_that_another_product_of_the_till_carries(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, GOOD, LOOSE))
        answer = take(store, csv_file(tmp_path, {**GOOD, "商品编号": "B1"}, {**LOOSE, "商品编号": "B2"}))
        assert bad(answer) == [(2, "barcodes", "BarcodeTwice"), (3, "plu", "PluTwice")]
        assert "和田骏枣" in answer.bad[0].message and "西瓜" in answer.bad[1].message

    def test_a_barcode_may_move_when_its_old_product_gives_it_up_in_the_same_file(
        self, store: Store, tmp_path: Path
    ) -> None:
        take(store, csv_file(tmp_path, GOOD))
        moved = csv_file(tmp_path, {**GOOD, "条码": ""}, {**GOOD, "商品编号": "B1", "商品名称": "红枣"})
        assert take(store, moved).taken == 2
        with store.read() as session:
            found = article_by_barcode(session, "6996857000413")
        assert found is not None and found[0].code == "B1"

    def test_without_a_barcode_column_the_till_s_barcodes_stand(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, GOOD))
        headers = [header for header in HEADERS if header != "条码"]
        path = tmp_path / "bare.csv"
        path.write_text(csv_text([headers, line({**GOOD, "售价(元)": "19.90"}, headers)]), "utf-8")
        assert take(store, path).taken == 1
        with store.read() as session:
            found = article_by_barcode(session, "6996857000413")
        assert found is not None and found[0].price == Money(1990)


class TestHowPeopleWriteThings:
    @pytest.mark.parametrize(
        "price",
        ["29.90", "¥29.90", "￥29.90", "29.90元", " 29.9 ", "２９．９０", "'29.90", "¥ 29.90 元", "29.9000000001"],
    )
    def test_money(self, store: Store, tmp_path: Path, price: str) -> None:
        assert taken(store, tmp_path, **{"售价(元)": price}).price == Money(2990)

    def test_thousands_apart(self, store: Store, tmp_path: Path) -> None:
        assert taken(store, tmp_path, **{"售价(元)": "1,280.00"}).price == Money(128_000)
        assert taken(store, tmp_path, **{"售价(元)": "999,999.99"}).price == Money(99_999_999)

    @pytest.mark.parametrize(
        ("word", "vat"),
        [("免税", ("EXEMPT", 0)), ("不征税", ("NON_TAXABLE", 0)), ("9%", ("TAXED", 900)), ("9", ("TAXED", 900)),
         ("0.09", ("TAXED", 900)), ("９％", ("TAXED", 900)), ("0.13", ("TAXED", 1300)), ("1", ("TAXED", 100)),
         ("0.01", ("TAXED", 100)), ("0", ("TAXED", 0)), ("0%", ("TAXED", 0)), ("6.0", ("TAXED", 600))],
    )  # fmt: skip
    def test_vat(self, store: Store, tmp_path: Path, word: str, vat: tuple[str, int]) -> None:
        found = taken(store, tmp_path, 税率=word)
        assert (found.vat_kind, found.vat_bp) == vat

    @pytest.mark.parametrize(
        "day", ["2022-09-08", "2022/9/8", "2022.9.8", "2022年9月8日", "20220908", "20220908.0", "２０２２-09-08"]
    )
    def test_days(self, store: Store, tmp_path: Path, day: str) -> None:
        found = taken(store, tmp_path, 认定编号="XF1", 认定有效期至=day)
        assert found.certified_until == date(2022, 9, 8)

    def test_jin_is_half_a_kilo(self, store: Store, tmp_path: Path) -> None:
        answer = take(store, csv_file(tmp_path, {**LOOSE, "计价单位": "斤"}))
        assert warned(answer) == [(2, "sale_unit", "JinIsHalfKilo")]
        assert product(store, "A2").unit_grams == 500

    def test_several_barcodes_and_a_carton(self, store: Store, tmp_path: Path) -> None:
        taken(store, tmp_path, 条码="6996857000413; 6986927993585*24；96385074 ;")
        with store.read() as session:
            held = {code: found[1] for code in ("6996857000413", "6986927993585", "96385074")
                    if (found := article_by_barcode(session, code))}  # fmt: skip
        assert held == {
            "6996857000413": Quantity(1000), "6986927993585": Quantity(24_000), "96385074": Quantity(1000),
        }  # fmt: skip

    def test_text_is_trimmed_and_composed(self, store: Store, tmp_path: Path) -> None:
        found = taken(store, tmp_path, 商品名称="\u3000\t和田 骏枣 cafe\u0301\n", 规格="'+500g", 计价单位="５００克")
        assert (found.name, found.spec, found.unit) == ("和田 骏枣 caf\u00e9", "+500g", "500克")

    def test_a_leading_apostrophe_keeps_a_formula_a_text(self, store: Store, tmp_path: Path) -> None:
        assert taken(store, tmp_path, 商品名称="'=1+1").name == "=1+1"

    def test_small_letters_in_a_credit_code_are_raised(self, store: Store, tmp_path: Path) -> None:
        found = taken(store, tmp_path, 生产单位="沙泉果业", 生产单位信用代码="91653201maw9r5r45d")
        assert found.producer == "91653201MAW9R5R45D"

    def test_words_in_english_are_words_too(self, store: Store, tmp_path: Path) -> None:
        facts = {"经营方式": "consigned", "扣点(%)": "15%", "计价方式": "piece"}
        found = taken(store, tmp_path, **facts)
        assert (found.ownership, found.kind) == ("CONSIGNED", "PIECE")


class TestWhatExcelDidToNumbers:
    def test_in_a_csv(self, store: Store, tmp_path: Path) -> None:
        changed = {"商品编号": "41.0", "条码": "6.996857000413E+12", "产地代码": "653201.0", "832编码": "20814413.0"}
        answer = take(store, csv_file(tmp_path, {**GOOD, **changed}, {**LOOSE, "PLU": "101"}))
        assert bad(answer) == []
        with store.read() as session:
            found, loose = article_by_barcode(session, "6996857000413"), article_by_plu(session, "00101")
        assert found is not None and (found[0].code, found[0].origin) == ("41", "653201")
        assert loose is not None and loose.code == "A2"

    def test_in_a_book(self, store: Store, tmp_path: Path) -> None:
        packed = {**GOOD, "商品编号": 41, "条码": 6996857000413, "产地代码": 653201, "售价(元)": 29.9, "规格": 500,
                  "税率": 0.09, "认定编号": 7, "认定有效期至": datetime(2022, 12, 31), "保质期(天)": 365}  # fmt: skip  # noqa: DTZ001
        loose = {**LOOSE, "PLU": 101, "售价(元)": 0.1 + 0.2}
        answer = take(store, xlsx_file(tmp_path, {"商品": [HEADERS, line(packed), line(loose)]}))
        assert bad(answer) == []
        found = product(store, "41")
        assert (found.price, found.spec, found.vat_bp, found.certification_no) == (Money(2990), "500", 900, "7")
        assert found.certified_until == date(2022, 12, 31)
        assert (product(store, "A2").plu, product(store, "A2").price) == ("00101", Money(30))

    @pytest.mark.parametrize(
        ("cells", "column", "reason"),
        [
            ({"售价(元)": "=20+9.9"}, "price", "Formula"),
            ({"规格": '=""'}, "spec", "Formula"),
            ({"售价(元)": "#REF!"}, "price", "ErrorValue"),
            ({"规格": "#N/A"}, "spec", "ErrorValue"),
            ({"售价(元)": True}, "price", "BadPrice"),
            ({"条码": 690123.5}, "barcodes", "BadLength"),
            ({"税收分类编码": 1030201000000000000}, "tax_class_code", "BadTaxClass"),
            ({"832编码": 1030201000000000000}, "code_832", "DigitsLost"),
            ({"产地代码": datetime(2021, 9, 8)}, "origin_code", "UnknownRegion"),  # noqa: DTZ001
        ],
    )
    def test_what_no_cell_of_a_book_may_hold(
        self, store: Store, tmp_path: Path, cells: Mapping[str, Any], column: str, reason: str
    ) -> None:
        answer = take(store, xlsx_file(tmp_path, {"商品": [HEADERS, line({**GOOD, **cells})]}))
        assert bad(answer) == [(2, column, reason)]

    def test_a_formula_alone_in_its_row_is_no_blank_row(self, store: Store, tmp_path: Path) -> None:
        rows = [HEADERS, line(GOOD), line({"售价(元)": "=SUM(H2:H2)"})]
        answer = take(store, xlsx_file(tmp_path, {"商品": rows}))
        assert (3, "price", "Formula") in bad(answer)

    def test_a_formula_in_a_column_that_nobody_reads_does_no_harm(self, store: Store, tmp_path: Path) -> None:
        answer = take(store, xlsx_file(tmp_path, {"商品": [[*HEADERS, "毛利"], [*line(GOOD), "=1+1"]]}))
        assert (bad(answer), answer.taken, warned(answer)) == ([], 1, [(1, "", "UnknownColumn")])


class TestTheHeader:
    def test_under_a_title_and_a_date(self, store: Store, tmp_path: Path) -> None:
        rows = [
            ["2021年9月商品表"],
            ["制表日期", "2021-09-08"],
            [],
            HEADERS,
            line(GOOD),
            [],
            line({**LOOSE, "PLU": "x"}),
        ]
        answer = take(store, xlsx_file(tmp_path, {"商品": rows}))
        assert (bad(answer), answer.rows) == ([(7, "plu", "BadPlu")], 2)

    def test_in_any_order_and_other_words(self, store: Store, tmp_path: Path) -> None:
        words = {
            "品名*": "和田骏枣", "商品条码": "6996857000413", "单 位": "袋", "计价方式＊": "计件",
            "零售价（元）": "29.90", "行政区划代码": "653201", "增值税率": "9%", "会员价": "28", "成本价(元)": "20",
            "佣金比例": "", "保质期": "30", "统一社会信用代码": "", "店内码": "", "KIND_OF_TEA": "green",
        }  # fmt: skip
        path = tmp_path / "words.csv"
        path.write_text(csv_text([list(words), list(words.values())]), "utf-8")
        answer = take(store, path)
        assert (bad(answer), answer.taken) == ([], 1)
        assert warned(answer) == [(1, "", "UnknownColumn")] and "KIND_OF_TEA" in answer.warnings[0].message
        assert product(store, "SP0001").card_price == Money(2800)

    def test_the_english_ids(self, store: Store, tmp_path: Path) -> None:
        ids = {"PRODUCT_CODE": "A1", "name": "枣", "sale_unit": "袋", "kind": "PIECE", "price": "1",
               "origin_code": "653201", "vat": "9"}  # fmt: skip
        path = tmp_path / "ids.csv"
        path.write_text(csv_text([list(ids), list(ids.values())]), "utf-8")
        assert take(store, path).taken == 1

    @pytest.mark.parametrize("gone", ["商品名称", "计价单位", "计价方式", "售价(元)", "产地代码", "税率"])
    def test_a_required_column_missing_refuses_the_file(self, store: Store, tmp_path: Path, gone: str) -> None:
        headers = [header for header in HEADERS if header != gone]
        path = tmp_path / "short.csv"
        path.write_text(csv_text([["标题"], headers, line(GOOD, headers)]), "utf-8")
        answer = take(store, path)
        assert [(note.row, note.reason) for note in answer.bad] == [(2, "MissingColumn")]
        assert gone in answer.bad[0].message and answer.bad[0].column

    def test_the_same_header_twice_refuses_the_file(self, store: Store, tmp_path: Path) -> None:
        path = tmp_path / "twice.csv"
        path.write_text(csv_text([[*HEADERS, "单价"], [*line(GOOD), "1"]]), "utf-8")
        assert bad(take(store, path)) == [(1, "price", "HeaderTwice")]

    def test_below_the_tenth_row_there_is_no_header(self, store: Store, tmp_path: Path) -> None:
        for above, found in ((9, True), (10, False)):
            path = tmp_path / "deep.csv"
            path.write_text(csv_text([["标题"]] * above + [HEADERS, line(GOOD)]), "utf-8")
            answer = take(store, path)
            assert (answer.taken == 1) is found
            assert bad(answer) == ([] if found else [(0, "", "HeaderNotFound")])

    def test_a_header_and_nothing_under_it(self, store: Store, tmp_path: Path) -> None:
        answer = take(store, csv_file(tmp_path))
        assert (answer.rows, answer.taken, answer.unchanged, bad(answer)) == (0, 0, 0, [])


class TestSheetsOfABook:
    def test_the_only_sheet_may_be_called_as_it_likes(self, store: Store, tmp_path: Path) -> None:
        assert take(store, xlsx_file(tmp_path, {"Sheet1": [HEADERS, line(GOOD)]})).taken == 1

    def test_of_several_one_is_called_goods_and_the_rest_is_passed_over(self, store: Store, tmp_path: Path) -> None:
        answer = take(store, xlsx_file(tmp_path, {"备注": [["x"]], "商品": [HEADERS, line(GOOD)], "示例": [["y"]]}))
        assert (answer.taken, warned(answer)) == (1, [(0, "", "UnknownSheet")])
        assert "备注" in answer.warnings[0].message

    def test_of_several_none_is_called_goods(self, store: Store, tmp_path: Path) -> None:
        answer = take(store, xlsx_file(tmp_path, {"一月": [HEADERS, line(GOOD)], "二月": [HEADERS]}))
        assert bad(answer) == [(0, "", "SheetNotFound")]


class TestGiftBoxes:
    BOX = ("礼盒商品编号", "礼盒名称", "组件商品编号", "组件名称", "数量")
    GOODS = (HEADERS, line(GOOD), line(LOOSE), line({**GOOD, "商品编号": "BOX", "条码": "", "计价单位": "盒"}),
             line({**GOOD, "商品编号": "BOX2", "条码": "", "计价单位": "盒"}))  # fmt: skip

    def book(self, folder: Path, *rows: tuple[Any, ...]) -> Path:
        return xlsx_file(folder, {"商品": self.GOODS, "礼盒": [self.BOX, *rows]})

    def test_parts_by_code_barcode_and_plu(self, store: Store, tmp_path: Path) -> None:
        rows = [("BOX", "礼盒", "6996857000413", "枣", 2), ("BOX", "", 101, "瓜", "0.5")]
        assert take(store, self.book(tmp_path, *rows)).taken == 4
        held = {part.code: part.quantity for part in product(store, "BOX").parts}
        assert held == {"A1": Quantity(2000), "A2": Quantity(500)}
        assert take(store, self.book(tmp_path, *rows)).unchanged == 4
        fewer = take(store, self.book(tmp_path, *rows[:1]))
        assert (fewer.taken, fewer.unchanged) == (1, 3)
        assert len(product(store, "BOX").parts) == 1

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([("BOX", "", "A9", "", 1)], [(2, "part_code", "UnknownProduct")]),
            ([("", "", "A1", "", 1)], [(2, "box_code", "UnknownProduct")]),
            ([("BOX", "", "A1", "", 0)], [(2, "quantity", "BadQuantity")]),
            ([("BOX", "", "A1", "", "")], [(2, "quantity", "BadQuantity")]),
            ([("BOX", "", "A1", "", "0.0001")], [(2, "quantity", "BadQuantity")]),
            ([("BOX", "", "A1", "", "两")], [(2, "quantity", "BadQuantity")]),
            ([("BOX", "", "A1", "", "=1")], [(2, "quantity", "Formula")]),
            ([("BOX", "", "BOX", "", 1)], [(2, "part_code", "BoxInBox")]),
            ([("BOX", "", "BOX2", "", 1), ("BOX2", "", "A1", "", 1)], [(2, "part_code", "BoxInBox")]),
            ([("BOX", "", "A1", "", 1), ("BOX", "", "6996857000413", "", 1)], [(3, "part_code", "PartTwice")]),
        ],
    )
    def test_what_a_box_may_not_hold(
        self, store: Store, tmp_path: Path, rows: list[tuple[Any, ...]], expected: list[tuple[int, str, str]]
    ) -> None:
        answer = take(store, self.book(tmp_path, *rows))
        assert bad(answer) == expected
        assert "礼盒" in answer.bad[0].message and count(store, Product.id) == 0

    def test_a_box_of_the_till_cannot_become_a_part(self, store: Store, tmp_path: Path) -> None:
        take(store, self.book(tmp_path, ("BOX", "", "A1", "", 1)))
        book = xlsx_file(tmp_path, {"商品": [HEADERS, line({**GOOD, "商品编号": "NEW", "条码": ""})],
                                    "礼盒": [self.BOX, ("NEW", "", "BOX", "", 1)]})  # fmt: skip
        assert bad(take(store, book)) == [(2, "part_code", "BoxInBox")]

    def test_a_bad_product_is_not_blamed_twice(self, store: Store, tmp_path: Path) -> None:
        goods = [HEADERS, line({**GOOD, "售价(元)": "0"}), *self.GOODS[3:]]
        answer = take(store, xlsx_file(tmp_path, {"商品": goods, "礼盒": [self.BOX, ("BOX", "", "A1", "", 1)]}))
        assert bad(answer) == [(2, "price", "BadPrice")]

    def test_parts_are_found_by_codes_that_the_sheet_does_not_repeat(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, GOOD, LOOSE))
        bare = [header for header in HEADERS if header not in ("条码", "PLU")]
        box = line({**GOOD, "商品编号": "BOX", "计价单位": "盒"}, bare)
        goods = [bare, box, line({**GOOD, "商品编号": "A1"}, bare)]
        rows = [("BOX", "", "6996857000413", "", 1), ("BOX", "", "00101", "", 1)]
        answer = take(store, xlsx_file(tmp_path, {"商品": goods, "礼盒": [self.BOX, *rows]}))
        assert (bad(answer), answer.taken, answer.unchanged) == ([], 1, 1)
        assert {part.code for part in product(store, "BOX").parts} == {"A1", "A2"}

    def test_without_the_sheet_boxes_keep_what_they_hold(self, store: Store, tmp_path: Path) -> None:
        take(store, self.book(tmp_path, ("BOX", "", "A1", "", 1)))
        take(store, xlsx_file(tmp_path, {"商品": self.GOODS}))
        assert len(product(store, "BOX").parts) == 1


class TestWarnings:
    @pytest.mark.parametrize(
        ("cells", "column", "reason"),
        [
            ({"产地": "和田县"}, "origin_name", "NameUnlikeCode"),
            ({"产地代码": "110115"}, "origin_code", "NotPaired"),
            ({"认定编号": "XF1", "认定有效期至": "2021-09-07"}, "certification_valid_to", "CertificateLapsed"),
            ({"生产单位": "星耀", "生产单位信用代码": "93152529MA0Q00001G"}, "producer_code", "ProducerElsewhere"),
            ({"生产单位": "路边摊"}, "producer_name", "ProducerWithoutCode"),
            ({"图片": "photos/none.jpg"}, "photo", "PhotoMissing"),
        ],
    )
    def test_what_is_odd_is_taken_all_the_same(
        self, store: Store, tmp_path: Path, cells: Mapping[str, Any], column: str, reason: str
    ) -> None:
        answer = take(store, csv_file(tmp_path, {**GOOD, **cells}))
        assert (answer.taken, bad(answer), warned(answer)) == (1, [], [(2, column, reason)])
        assert "{" not in answer.warnings[0].message

    def test_nothing_odd(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "photos").mkdir()
        (tmp_path / "photos" / "a.jpg").write_bytes(b"")
        facts = {"产地": "和田市", "图片": "photos\\a.jpg", "认定编号": "XF1", "认定有效期至": "2021-09-08"}
        assert take(store, csv_file(tmp_path, {**GOOD, **facts})).warnings == ()

    def test_a_known_producer_by_name_is_no_stranger(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, {**GOOD, "生产单位": "沙泉", "生产单位信用代码": "91653201MAW9R5R45D"}))
        answer = take(store, csv_file(tmp_path, {**GOOD, "商品编号": "A9", "条码": "", "生产单位": "沙泉"}))
        assert answer.warnings == () and product(store, "A9").producer == "91653201MAW9R5R45D"


class TestTheAnswer:
    def test_is_what_the_contract_says(self, store: Store, tmp_path: Path) -> None:
        path = csv_file(tmp_path, {**GOOD, "条码": "6996857000414"})
        answer = take(store, path).as_dict()
        assert list(answer) == ["file", "rows", "taken", "unchanged", "bad", "warnings"]
        message = "The check digit of 6996857000414 is wrong. Compare it with the pack."
        assert answer["bad"] == [{"row": 2, "column": "barcodes", "reason": "BadCheckDigit", "message": message}]
        assert (answer["file"], answer["rows"], answer["taken"], answer["warnings"]) == (str(path), 1, 0, [])

    def test_a_dry_run_says_the_same_and_takes_nothing(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, GOOD))
        path = csv_file(tmp_path, {**GOOD, "售价(元)": "19.90"}, LOOSE)
        tried = take(store, path, dry_run=True)
        assert (tried.rows, tried.taken, tried.unchanged) == (2, 2, 0)
        assert (count(store, Product.id), product(store, "A1").price) == (1, Money(2990))
        assert take(store, path) == tried

    def test_a_witness_sees_the_changed_prices_in_the_same_transaction(self, store: Store, tmp_path: Path) -> None:
        take(store, csv_file(tmp_path, GOOD))
        seen: list[Any] = []
        path = csv_file(tmp_path, {**GOOD, "售价(元)": "19.90"})
        import_catalogue(store, path, today=TODAY, now=NOW, witness=lambda _, taken: seen.append(taken.prices))
        assert seen == [(("A1", Money(2990), Money(1990)),)]


def test_new_prices_for_the_whole_list_do_not_hold_the_till_up(store: Store, tmp_path: Path) -> None:
    """While a list is taken in nobody sells: no statement may look through a whole table for each of its goods."""
    goods = [{**GOOD, "商品编号": f"N{n}", "条码": ""} for n in range(40)]
    take(store, csv_file(tmp_path, *goods))
    statements: list[str] = []
    engine = store._writing
    listening = (engine, "before_cursor_execute", lambda _c, _cur, sql, *_: statements.append(sql))
    event.listen(*listening)
    dearer = [{**row, "商品名称": "和田骏枣(新)", "售价(元)": "30.90"} for row in goods]
    answer = take(store, csv_file(tmp_path, *dearer))
    event.remove(*listening)

    assert (bad(answer), answer.taken) == ([], 40)
    updates = [sql for sql in statements if sql.startswith("UPDATE products")]
    assert len(updates) == 40
    assert not [sql for sql in updates if re.search(r"SET .*\bid=", sql)], (
        "SQLite then checks every table that names it"
    )
    assert sum(sql.startswith("DELETE FROM search_keys") for sql in statements) == 1
