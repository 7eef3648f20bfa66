"""What the till writes for people can be read again, and no spreadsheet runs a cell of it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.core.catalog import article_by_code
from pos.core.listing import ProductRow, known_products, take_catalogue, with_codes
from pos.core.money import Money, Quantity
from pos.db.store import Store
from pos.exchange import workbook
from pos.exchange.sheets import export_catalogue, import_catalogue, template_catalogue
from pos.exchange.sheets.columns import GOODS, UNITS
from pos.exchange.workbook import FileNotWritten, Sheet, cell_text, write_workbook, written_whole
from tests.exchange.sheet_files import GOOD, csv_file

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2021, 9, 8, 1, 0, tzinfo=UTC)
TODAY = date(2021, 9, 8)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("example"))
    import_catalogue(store, DATA / "catalogue.xlsx", today=TODAY, now=NOW)
    yield store
    store.close()


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {page.title: list(page.iter_rows(values_only=True)) for page in openpyxl.load_workbook(path)}


@pytest.mark.parametrize("name", ["goods.xlsx", "goods.csv"])
def test_the_whole_catalogue_goes_out_and_comes_back_unchanged(example: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert export_catalogue(example, path) == 223
    again = import_catalogue(example, path, today=TODAY, now=NOW)
    assert (again.rows, again.taken, again.unchanged, again.bad) == (223, 0, 223, ())
    fresh = Store.open(tmp_path)
    assert import_catalogue(fresh, path, today=TODAY, now=NOW).taken == 223
    for code in ("SP0001", "SP0041", "SP0223"):
        with example.read() as ours, fresh.read() as theirs:
            expected, found = article_by_code(ours, code), article_by_code(theirs, code)
        assert expected is not None and found is not None
        if name == "goods.xlsx":
            assert [(part.code, part.quantity) for part in found.parts] == [
                (part.code, part.quantity) for part in expected.parts
            ]
        assert (found.name, found.price, found.producer, found.vat_bp) == (
            expected.name, expected.price, expected.producer, expected.vat_bp,
        )  # fmt: skip
    fresh.close()


def test_the_book_is_laid_out_for_people(example: Store, tmp_path: Path) -> None:
    export_catalogue(example, tmp_path / "goods.xlsx")
    rows = cells(tmp_path / "goods.xlsx")
    assert list(rows) == ["商品", "礼盒"]
    assert rows["商品"][0] == tuple(column.header for column in GOODS)
    jujubes = dict(zip(rows["商品"][0], rows["商品"][41], strict=True))
    assert (jujubes["条码"], jujubes["产地代码"], jujubes["税率"]) == (
        "6996857000413;6985245412204", "653201", "9%",
    )  # fmt: skip
    assert (jujubes["售价(元)"], jujubes["认定有效期至"]) == (29.9, datetime(2022, 12, 31))  # noqa: DTZ001
    assert len(rows["礼盒"]) == 6


def test_the_csv_is_one_that_excel_opens(example: Store, tmp_path: Path) -> None:
    export_catalogue(example, tmp_path / "goods.csv")
    content = (tmp_path / "goods.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 224


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv"])
def test_a_template_taken_in_as_it_is_changes_nothing(example: Store, tmp_path: Path, name: str) -> None:
    template_catalogue(tmp_path / name)
    answer = import_catalogue(example, tmp_path / name, today=TODAY, now=NOW)
    assert (answer.rows, answer.taken, answer.unchanged, answer.bad, answer.warnings) == (0, 0, 0, (), ())


def test_the_examples_of_the_template_are_good_rows(tmp_path: Path) -> None:
    template_catalogue(tmp_path / "template.xlsx")
    rows = cells(tmp_path / "template.xlsx")
    assert list(rows) == ["商品", "礼盒", "示例", "填表说明"]
    path = tmp_path / "examples.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows["示例"])
    store = Store.open(tmp_path)
    answer = import_catalogue(store, path, today=TODAY, now=NOW)
    assert (answer.taken, answer.bad, answer.warnings) == (2, (), ())
    store.close()


def test_the_template_offers_the_words_to_choose_from(tmp_path: Path) -> None:
    template_catalogue(tmp_path / "template.xlsx")
    page = openpyxl.load_workbook(tmp_path / "template.xlsx")["商品"]
    offers = {str(offer.sqref).split(":")[0]: offer.formula1 for offer in page.data_validations.dataValidation}
    assert offers["G2"] == '"计件,称重"' and offers["F2"] == f'"{",".join(UNITS)}"'
    assert all(len(words) <= 257 for words in offers.values())


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "=cmd|' /C calc'!A0",
    "#N/A",
]


@pytest.mark.parametrize("name", ["goods.xlsx", "goods.csv"])
def test_no_text_becomes_a_formula_and_none_is_lost(tmp_path: Path, name: str) -> None:
    store = Store.open(tmp_path)
    texts = [text for text in HOSTILE if text.isprintable()]
    rows = [{**GOOD, "商品编号": f"A{n}", "条码": "", "商品名称": "'" + text} for n, text in enumerate(texts)]
    assert import_catalogue(store, csv_file(tmp_path, *rows), today=TODAY, now=NOW).taken == len(texts)
    path = tmp_path / name
    export_catalogue(store, path)
    answer = import_catalogue(store, path, today=TODAY, now=NOW)
    assert (answer.unchanged, answer.bad) == (len(texts), ())
    with store.read() as session:
        assert sorted(each["name"] for each in known_products(session).products.values()) == sorted(texts)
    if name.endswith("xlsx"):
        sheet = ZipFile(path).read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"<f " not in sheet
    store.close()


@given(st.text())
def test_whatever_the_text_it_is_no_formula_and_no_control(text: str) -> None:
    shown = cell_text(text)
    assert not shown.startswith(tuple("=+-@\t\r"))
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)


# A product of any shape that the rules allow.
_names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60
).map(lambda text: " ".join(text.split())[:60])
_money = st.integers(1, 99_999_999).map(Money)


@st.composite
def _products(draw: st.DrawFn) -> ProductRow:
    from unicodedata import normalize

    name = normalize("NFC", draw(_names)).strip(" \xa0\u3000").lstrip("'").strip(" \xa0\u3000")[:60] or "枣"
    price = draw(_money)
    number = draw(st.none() | st.from_regex(r"[A-Z0-9][A-Z0-9/-]{0,20}", fullmatch=True))
    weighed = draw(st.booleans())
    return ProductRow(
        code="P1",
        name=name if len(normalize("NFC", name)) <= 60 else "枣",
        unit=draw(st.sampled_from(["公斤", "500克"] if weighed else list(UNITS))),
        kind="WEIGHED" if weighed else "PIECE",
        price=price,
        origin=draw(st.sampled_from(["653201", "152529", "441900"])),
        vat_kind="TAXED",
        vat_bp=draw(st.sampled_from([0, 100, 300, 600, 900, 1300])),
        barcodes=tuple(
            (code, Quantity(draw(st.integers(1, 100)) * 1000))
            for code in draw(st.sets(st.sampled_from(["6996857000413", "6986927993585", "96385074"])))
        ),
        plu=draw(st.integers(0, 99_999).map(lambda n: f"{n:05d}")) if weighed else None,
        card_price=draw(st.none() | st.integers(1, price.fen).map(Money)),
        certification_no=number,
        certification_valid_to=draw(st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))) if number else None,
        shelf_life_days=draw(st.none() | st.integers(1, 36_500)),
        storage=draw(st.sampled_from(["", "阴凉干燥", "-18℃冷冻", "+4℃", "= 常温"])),
        tax_class_code=draw(st.none() | st.from_regex(r"[0-9]{19}", fullmatch=True)),
        ownership=draw(st.sampled_from(["OWN", "CONSIGNED"])),
        commission_bp=draw(st.integers(0, 10_000)),
        cost_price=draw(st.none() | st.integers(0, 99_999_999).map(Money)),
    )


@settings(max_examples=40)
@given(row=_products(), ending=st.sampled_from([".xlsx", ".csv"]))
def test_any_product_survives_the_way_out_and_in(
    tmp_path_factory: pytest.TempPathFactory, row: ProductRow, ending: str
) -> None:
    folder = tmp_path_factory.mktemp("round")
    store = _store(tmp_path_factory)
    with store.write() as session:
        known = known_products(session)
        take_catalogue(session, known, with_codes(known, [row]), None, NOW)
    path = folder / ("goods" + ending)
    export_catalogue(store, path)
    answer = import_catalogue(store, path, today=TODAY, now=NOW)
    assert (list(answer.bad), answer.unchanged) == ([], 1)


_shared: list[Store] = []


def _store(folders: pytest.TempPathFactory) -> Store:
    """One shop with one product for all examples; each of them changes it."""
    if not _shared:
        _shared.append(Store.open(folders.mktemp("shared")))
    return _shared[0]


def test_a_book_of_any_figures(tmp_path: Path) -> None:
    path = tmp_path / "日报.xlsx"
    rows = [
        [
            "新疆 [和田]",
            Money(-1230),
            Quantity(1500),
            3,
            date(2021, 9, 8),
            datetime(2021, 9, 8, 12, 0, 5, tzinfo=UTC),
            None,
        ]
    ]
    headers = ["产地", "金额", "数量", "单数", "日期", "时间", "空"]
    kinds = ["text", "money", "quantity", "count", "day", "instant", "text"]
    sheet = Sheet("按产地/日*", headers, rows, kinds, above=["大兴分中心", "=2021-09-08"])
    write_workbook(path, [sheet, ("第二张", ["x"], [["y"]], ["text"])])
    found = cells(path)
    assert list(found) == ["按产地-日-", "第二张"]
    first = found["按产地-日-"]
    assert [row[0] for row in first[:2]] == ["大兴分中心", "'=2021-09-08"]
    assert first[3] == (
        "新疆 [和田]", -12.3, 1.5, 3, datetime(2021, 9, 8), datetime(2021, 9, 8, 12, 0, 5), None,  # noqa: DTZ001
    )  # fmt: skip
    assert openpyxl.load_workbook(path)["按产地-日-"].freeze_panes == "A4"


class TestWrittenWhole:
    def test_a_folder_that_is_not_there(self, example: Store, tmp_path: Path) -> None:
        with pytest.raises(FileNotWritten) as trouble:
            export_catalogue(example, tmp_path / "gone" / "goods.xlsx")
        assert "goods.xlsx" in trouble.value.title() and trouble.value.advice()

    def test_a_disk_that_fills_up_leaves_the_old_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "goods.csv"
        path.write_text("old", "utf-8")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(workbook.os, "fsync", full)
        with pytest.raises(FileNotWritten, match="空间满了"), written_whole(path) as draft:
            draft.write_text("new", "utf-8")
        assert path.read_text("utf-8") == "old" and os.listdir(tmp_path) == ["goods.csv"]

    def test_a_bug_while_writing_leaves_nothing_behind(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), written_whole(tmp_path / "goods.csv"):
            raise ZeroDivisionError
        assert os.listdir(tmp_path) == []

    def test_others_may_read_what_was_written(self, tmp_path: Path) -> None:
        template_catalogue(tmp_path / "t.csv")
        assert (tmp_path / "t.csv").stat().st_mode & 0o044 == 0o044
