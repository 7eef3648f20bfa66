"""The daily summary as a book: opened again, its cells are numbers and add up to what was sold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from pos.core import daily_summary as words
from pos.core.channels import bucket, bucket_label
from pos.core.money import Money
from pos.core.regions import paired_on
from pos.core.totals import GROUPS, NOBODY, DaySummary
from pos.core.wording import translate
from pos.exchange.summary_book import summary_sheets, write_summary_book
from pos.exchange.workbook import FileNotWritten
from tests.paper.days import CHAIN, Sold, a_day, many, receipts, summary_of, totals_of

Cells = list[tuple[object, ...]]


def fen(cell: object) -> int:
    """A cell of money as whole fen; a text would not do."""
    assert isinstance(cell, int | float), cell
    assert abs(cell * 100 - round(cell * 100)) < 1e-6
    return round(cell * 100)


def opened(path: Path, summary: DaySummary) -> dict[str, Cells]:
    """Every sheet of the written book by the name of its group, from its header down."""
    write_summary_book(path, summary)
    book = openpyxl.load_workbook(path, read_only=True)
    names = ["summary", *words.tables(summary), "drawers"]
    assert len(book.sheetnames) == len(names)
    sheets = {}
    for name, sheet in zip(names, book.worksheets, strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        head = next(number for number, row in enumerate(rows) if len(row) > 1 and row[1] is not None)
        width = len(rows[head])
        sheets[name] = [(*row, *(None,) * (width - len(row))) for row in rows[head:]]
    book.close()
    return sheets


def column(rows: Cells, head: str) -> list[object]:
    where = rows[0].index(head)
    return [row[where] for row in rows[1:]]


def test_the_first_sheet_holds_the_headlines(tmp_path: Path) -> None:
    rows = opened(tmp_path / "day.xlsx", a_day())["summary"]
    yuan = {row[0]: row[1] for row in rows if row[1] is not None}
    for head, amount in {
        "Net sales": 138876,
        "Sold": 139866,
        "Refunds": 990,
        "Discounts given": 480,
        "Cash rounding": -4,
        "Kept": 138872,
        "Certified products": 136876,
        "Not certified": 2000,
    }.items():
        assert fen(yuan[translate("Summary", head)]) == amount, head
    counts = {row[0]: row[2] for row in rows}
    assert counts[translate("Summary", "Sold")] == 5
    assert counts[translate("Summary", "Refunds")] == 1
    assert counts[translate("Summary", "kg")] == 4.385
    assert {row[3] for row in rows} >= {"DX03-01-000001", "DX03-01-000024", CHAIN}


def test_every_sheet_of_a_group_ends_in_the_net(tmp_path: Path) -> None:
    day = a_day()
    sheets = opened(tmp_path / "day.xlsx", day)
    for name in GROUPS:
        rows = sheets[name]
        nets = [fen(cell) for cell in column(rows, translate("Summary", "Net"))]
        assert rows[-1][0] == translate("Summary", "Total")
        assert nets[-1] == sum(nets[:-1]) == day.totals.net.fen, name
        written = dict(zip(column(rows, translate("Summary", "Code")), nets, strict=True))
        assert {code: written[None if code == NOBODY else code] for code in day.totals.groups[name]} == {
            code: group.net.fen for code, group in day.totals.groups[name].items()
        }
    assert column(sheets["by_clerk"], translate("Summary", "Receipts"))[-1] == day.totals.sales
    assert column(sheets["by_region"], translate("Summary", "Receipts"))[-1] is None, "a receipt may hold two origins"
    assert sum(column(sheets["by_region"], translate("Summary", "Share"))[:-1]) == pytest.approx(1, abs=0.001)


def test_origins_and_channels_say_what_they_belong_to(tmp_path: Path) -> None:
    day = a_day()
    sheets = opened(tmp_path / "day.xlsx", day)
    paired = dict(
        zip(
            column(sheets["by_region"], translate("Summary", "Code")),
            column(sheets["by_region"], translate("Summary", "Scheme")),
            strict=True,
        )
    )
    assert paired_on("152529", date(2021, 9, 8)) == "BJ_NM"
    assert paired["152529"] == translate("Scheme", "Beijing–Inner Mongolia co-operation")
    for profile in ("A", "B"):
        head = translate("Summary", "Seven entries, list {profile}").format(profile=profile)
        assert head in sheets["by_channel"][0]
    market = next(row for row in sheets["by_channel"] if row[0] == "RETAIL_MARKET")
    assert market[2:4] == (bucket_label("MARKET"), bucket_label(bucket("RETAIL_MARKET", "B")))


def test_codes_stay_text_and_formulas_stay_asleep(tmp_path: Path) -> None:
    day = summary_of(totals_of([Sold(100, product="=1+1")]), product_names={"=1+1": "=HYPERLINK(1)"})
    rows = opened(tmp_path / "day.xlsx", day)
    assert rows["by_product"][1][:2] == ("'=1+1", "'=HYPERLINK(1)")
    assert rows["by_region"][1][0] == "152529"


def test_the_drawer_has_its_sheet(tmp_path: Path) -> None:
    rows = opened(tmp_path / "day.xlsx", a_day())["drawers"]
    shift, total = rows[1], rows[2]
    assert [fen(cell) for cell in shift[3:]] == [30000, 3630, 0, -10000, 23630, 23580, -50]
    assert (fen(total[4]), fen(total[6]), fen(total[9])) == (3630, -10000, -50)


def test_nobodys_name_leaves_the_shop(tmp_path: Path) -> None:
    sheets = opened(tmp_path / "day.xlsx", a_day())
    assert not any("王小花" in str(cell) for rows in sheets.values() for row in rows for cell in row)


def test_five_hundred_rows_of_a_month(tmp_path: Path) -> None:
    month = many(500)
    rows = opened(tmp_path / "month.xlsx", month)["by_product"]
    assert len(rows) == 502
    assert fen(column(rows, translate("Summary", "Net"))[-1]) == month.totals.net.fen


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(receipts())
def test_whatever_was_sold_the_book_adds_up(tmp_path: Path, sold: list[Sold]) -> None:
    day = summary_of(totals_of(sold))
    for name, rows in opened(tmp_path / "day.xlsx", day).items():
        if name in words.tables(day):
            nets = [fen(cell) for cell in column(rows, translate("Summary", "Net"))]
            assert nets[-1] == sum(nets[:-1]) == day.totals.net.fen, name


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten):
        write_summary_book(tmp_path / "gone" / "day.xlsx", a_day())
    assert list(tmp_path.iterdir()) == []


def test_money_on_the_sheets_is_money() -> None:
    for sheet in summary_sheets(a_day())[1:]:
        for row in sheet.rows:
            for cell, kind in zip(row, sheet.kinds, strict=True):
                assert kind != "money" or cell is None or isinstance(cell, Money)
