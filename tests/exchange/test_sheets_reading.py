"""Files from outside: every encoding people send, and files made to do harm, which are refused fast and whole."""

from __future__ import annotations

import io
import os
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pos.core.catalog import Product
from pos.db.store import Store
from pos.exchange.sheets import FileUnreadable, ImportAnswer, import_catalogue
from pos.exchange.sheets import reading as reading_module
from pos.exchange.sheets.reading import _letters, _position, open_book
from tests.exchange.sheet_files import GOOD, HEADERS, LOOSE, csv_file, csv_text, line, with_part, xlsx_file

NOW = datetime(2021, 9, 8, 1, 0, tzinfo=UTC)
SHEET = "xl/worksheets/sheet1.xml"
OPENING = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSING = "</sheetData></worksheet>"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("shop"))
    yield store
    store.close()


def take(shop: Store, path: Path) -> ImportAnswer:
    return import_catalogue(shop, path, today=date(2021, 9, 8), now=NOW, dry_run=True)


def refusals(answer: ImportAnswer) -> list[str]:
    assert (answer.taken, answer.rows) == (0, 0)
    assert all(note.row == 0 and note.message for note in answer.bad)
    return [note.reason for note in answer.bad]


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
    def test_in_every_encoding_of_excel(self, shop: Store, tmp_path: Path, encoding: str) -> None:
        answer = take(shop, csv_file(tmp_path, GOOD, LOOSE, encoding=encoding))
        assert (answer.taken, answer.bad) == (2, ())

    def test_rare_characters_of_gb18030(self, tmp_path: Path) -> None:
        book = open_book(csv_file(tmp_path, {**GOOD, "商品名称": "䶮㐂枣𠮷"}, encoding="gb18030"))
        assert book.sheets[0].rows[1][1] == "䶮㐂枣𠮷"

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_with_other_separators(self, shop: Store, tmp_path: Path, separator: str) -> None:
        path = tmp_path / "goods.csv"
        path.write_text(csv_text([HEADERS, line({**GOOD, "条码": "6996857000413"})], separator), "utf-8")
        assert take(shop, path).taken == 1

    def test_unix_lines_quotes_and_a_line_end_inside_a_cell(self, shop: Store, tmp_path: Path) -> None:
        rows = [HEADERS, line({**GOOD, "储存条件": '避光, "阴凉"\n'}), line({**LOOSE, "售价(元)": "x"})]
        path = tmp_path / "goods.csv"
        path.write_bytes(csv_text(rows).replace('"阴凉"', '""阴凉""').replace("\r\n", "\n").encode())
        # The quoted line end is part of row 2; the next product stands in row 3, as Excel shows it.
        assert [(note.row, note.reason) for note in take(shop, path).bad] == [(3, "BadPrice")]

    def test_blank_rows_count_but_are_not_rows(self, shop: Store, tmp_path: Path) -> None:
        rows = [HEADERS, [], line(GOOD), ["", "  ", "\u3000"], [None] * 24, line({**LOOSE, "售价(元)": "x"})]
        path = tmp_path / "goods.csv"
        path.write_text(csv_text(rows), "utf-8")
        answer = take(shop, path)
        assert (answer.rows, [note.row for note in answer.bad]) == (2, [6])

    @pytest.mark.parametrize(
        "content",
        [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, b"\xff" * 100, b"hello", b"", b"\xff\xfeA", os.urandom(2000)],
    )
    def test_what_is_no_sheet_at_all(self, shop: Store, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "goods.csv"
        path.write_bytes(content)
        assert refusals(take(shop, path)) in (["NotASheet"], ["HeaderNotFound"])

    def test_a_quote_that_never_ends(self, shop: Store, tmp_path: Path) -> None:
        path = tmp_path / "goods.csv"
        path.write_text('"' + "x" * 200_000, "utf-8")
        assert refusals(take(shop, path)) == ["NotASheet"]


class TestTheFileItself:
    def test_not_there(self, shop: Store, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadable) as trouble:
            take(shop, tmp_path / "none.xlsx")
        assert "none.xlsx" in trouble.value.title() and trouble.value.advice()

    def test_a_folder(self, shop: Store, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadable):
            take(shop, tmp_path)

    def test_more_than_20_mb(self, shop: Store, tmp_path: Path) -> None:
        path = tmp_path / "goods.csv"
        with path.open("wb") as file:
            file.truncate(20 * 1024 * 1024 + 1)
        assert refusals(take(shop, path)) == ["TooLarge"]

    def test_an_old_or_protected_book(self, shop: Store, tmp_path: Path) -> None:
        path = tmp_path / "goods.xls"
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
        assert refusals(take(shop, path)) == ["OldExcel"]

    def test_a_book_called_csv_is_a_book(self, shop: Store, tmp_path: Path) -> None:
        assert take(shop, xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]}, "goods.csv")).taken == 1

    def test_more_than_20_000_rows(self, shop: Store, tmp_path: Path) -> None:
        few = ["商品名称", "售价(元)", "计价单位", "计价方式", "产地代码", "税率"]
        path = tmp_path / "goods.csv"
        path.write_text(csv_text([few] + [["枣"]] * 20_001), "utf-8")
        assert refusals(take(shop, path)) == ["TooManyRows"]
        path.write_text("\n" * 90_000, "utf-8")
        assert refusals(take(shop, path)) == ["TooManyRows"]


class TestHostileBooks:
    """Each of these is refused within a second or two and without growing the process (RELIABILITY.md 2.11)."""

    @pytest.fixture(autouse=True)
    def in_no_time_and_space(self) -> Iterator[None]:
        unit = 1024 if sys.platform != "darwin" else 1
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        yield
        assert time.monotonic() - start < 10
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit < 300 * 1024 * 1024

    def book(self, folder: Path, sheet: str) -> Path:
        return with_part(xlsx_file(folder, {"商品": [HEADERS, line(GOOD)]}), SHEET, sheet.encode())

    @pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "ZZ20000"])
    def test_a_cell_at_the_end_of_the_world(self, shop: Store, tmp_path: Path, cell: str) -> None:
        path = self.book(tmp_path, f'{OPENING}<row><c r="A1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>{CLOSING}')
        reasons = refusals(take(shop, path))
        assert reasons == (["HeaderNotFound"] if cell == "A1048576" else ["TooWide"])

    def test_a_cell_that_is_only_painted_does_no_harm(self, tmp_path: Path) -> None:
        path = self.book(tmp_path, f'{OPENING}<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="1"/></row>{CLOSING}')
        assert list(open_book(path).sheets[0].rows) == [[7.0]]

    def test_cells_without_places_are_counted_on(self, tmp_path: Path) -> None:
        sheet = (
            f'{OPENING}<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row><row><c t="e"><v>#N/A</v></c></row>{CLOSING}'
        )
        marks = open_book(self.book(tmp_path, sheet)).sheets[0].marks
        assert marks == {(0, 1): "Formula", (1, 0): "ErrorValue"}

    @pytest.mark.parametrize("reference", ["1A", "A", "a1", "AAAA1", "A1B", "Ä1", "A0x"])
    def test_a_cell_at_no_place(self, shop: Store, tmp_path: Path, reference: str) -> None:
        path = self.book(tmp_path, f'{OPENING}<row><c r="{reference}"><v>1</v></c></row>{CLOSING}')
        assert refusals(take(shop, path)) == ["NotASheet"]

    def test_a_bomb_of_one_long_text(self, shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading_module, "MAX_INFLATED", 8 * 1024 * 1024)
        path = self.book(
            tmp_path, OPENING + "<row><c t='inlineStr'><is><t>" + "x" * 9_000_000 + "</t></is></c></row>" + CLOSING
        )
        assert path.stat().st_size < 100_000
        assert refusals(take(shop, path)) == ["TooLarge"]

    def test_a_bomb_in_a_part_that_nobody_reads(self, shop: Store, tmp_path: Path) -> None:
        path = xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]})
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
            for _ in range(201):
                part.write(bytes(1024 * 1024))
        assert path.stat().st_size < 1024 * 1024
        assert refusals(take(shop, path)) == ["TooLarge"]

    @pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
    def test_entities(self, shop: Store, tmp_path: Path, part: str) -> None:
        laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
        path = with_part(xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]}), part, bomb.encode())
        assert refusals(take(shop, path)) == ["NotAllowedInside"]

    def test_entities_hidden_by_the_encoding(self, shop: Store, tmp_path: Path) -> None:
        bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
        path = with_part(xlsx_file(tmp_path, {"商品": [HEADERS]}), SHEET, bomb.encode("utf-16"))
        assert refusals(take(shop, path)) == ["NotAllowedInside"]

    def test_a_page_with_a_chart_alone_is_no_sheet(self, tmp_path: Path) -> None:
        from openpyxl import Workbook

        book = Workbook()
        book.create_chartsheet("图")
        book.save(tmp_path / "goods.xlsx")
        assert [sheet.name for sheet in open_book(tmp_path / "goods.xlsx").sheets] == ["Sheet"]

    def test_prefixes_before_every_name(self, tmp_path: Path) -> None:
        sheet = (
            OPENING.replace("<", "<x:").replace("xmlns", "xmlns:x")
            + '<x:row r="1"><x:c r="B1"><x:f>1</x:f></x:c></x:row>'
        )
        book = self.book(tmp_path, sheet + "</x:sheetData></x:worksheet>")
        assert open_book(book).sheets[0].marks == {(0, 1): "Formula"}

    def test_a_shared_text_that_is_not_there(self, shop: Store, tmp_path: Path) -> None:
        path = self.book(tmp_path, f'{OPENING}<row r="1"><c r="A1" t="s"><v>99</v></c></row>{CLOSING}')
        assert refusals(take(shop, path)) in (["NotASheet"], ["HeaderNotFound"])

    def test_more_cells_than_any_sheet(self, shop: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading_module, "MAX_CELLS", 1000)
        assert refusals(take(shop, self.book(tmp_path, OPENING + "<row/>" + "<c/>" * 1001 + CLOSING))) == [
            "TooManyRows"
        ]

    def test_a_list_of_sheets_without_end(self, shop: Store, tmp_path: Path) -> None:
        path = with_part(
            xlsx_file(tmp_path, {"商品": [HEADERS]}), "xl/workbook.xml", b"<x>" + b" " * 5_000_000 + b"</x>"
        )
        assert refusals(take(shop, path)) == ["TooLarge"]

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
    @pytest.mark.parametrize("content", [b"", b"<x>", b"\xff\xff\xff", b"not xml at all"])
    def test_parts_that_are_not_xml(self, shop: Store, tmp_path: Path, part: str, content: bytes) -> None:
        path = with_part(xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]}), part, content)
        assert refusals(take(shop, path)) in (["NotASheet"], ["SheetNotFound"])

    def test_a_zip_of_something_else(self, shop: Store, tmp_path: Path) -> None:
        path = tmp_path / "goods.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("letter.txt", "dear shop")
        assert refusals(take(shop, path)) == ["NotASheet"]

    def test_a_book_locked_by_zip(self, shop: Store, tmp_path: Path) -> None:
        path = xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]})
        content = bytearray(path.read_bytes())
        for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = 0
            while (found := content.find(sign, start)) >= 0:
                content[found + at] |= 1
                start = found + 4
        path.write_bytes(bytes(content))
        assert refusals(take(shop, path)) == ["OldExcel"]

    @pytest.mark.parametrize("seed", range(40))
    def test_a_book_with_broken_bytes(self, shop: Store, tmp_path: Path, seed: int) -> None:
        """Whatever a bad stick did to the file: an answer, never a crash."""
        content = bytearray(xlsx_file(tmp_path, {"商品": [HEADERS, line(GOOD)]}).read_bytes())
        for step in range(20):
            content[hash((seed, step)) % len(content)] ^= 1 << (step % 8)
        path = tmp_path / "broken.xlsx"
        path.write_bytes(bytes(content[: len(content) - (seed % 3) * 500]))
        assert isinstance(take(shop, path), ImportAnswer)


def test_numbers_that_are_none(shop: Store, tmp_path: Path) -> None:
    goods = {"商品": [HEADERS, line({**GOOD, "售价(元)": 29.9, "商品名称": 1.5})]}
    for wrong in (b"NaN", b"INF", b"1e999"):
        path = xlsx_file(tmp_path, goods)
        content = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read(SHEET)
        assert content.count(b"<v>29.9</v>") == content.count(b"<v>1.5</v>") == 1
        changed = content.replace(b"<v>29.9</v>", b"<v>" + wrong + b"</v>").replace(
            b"<v>1.5</v>", b"<v>" + wrong + b"</v>"
        )
        answer = take(shop, with_part(path, SHEET, changed))
        assert answer.taken == 0 and answer.bad


def test_nothing_of_all_this_was_taken(shop: Store) -> None:
    with shop.read() as session:
        assert session.scalar(select(func.count(Product.id))) == 0


@pytest.mark.parametrize(
    ("reference", "place"), [("A1", (0, 0)), ("Z9", (8, 25)), ("AA1", (0, 26)), ("XFD1048576", (1048575, 16383))]
)
def test_places_and_their_letters(reference: str, place: Any) -> None:
    assert _position(reference) == place
    assert f"{_letters(place[1])}{place[0] + 1}" == reference


def test_twenty_thousand_rows_are_read_in_seconds(shop: Store, tmp_path: Path) -> None:
    headers = ["商品编号", "商品名称", "售价(元)", "计价单位", "计价方式", "产地代码", "税率"]
    rows = [[f"P{n}", "枣", "1.00", "袋", "计件", "653201", "9%"] for n in range(20_000)]
    path = tmp_path / "goods.csv"
    path.write_text(csv_text([headers, *rows]), "utf-8")
    start = time.monotonic()
    answer = take(shop, path)
    assert (answer.rows, answer.taken, answer.bad) == (20_000, 20_000, ())
    assert time.monotonic() - start < 30
