"""A shop that takes part in the programme: buyers, agreements, fairs and prices of a time, and deals of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pos.exchange.sheets import import_programme
from pos.exchange.sheets import programme_columns as book
from pos.exchange.sheets.programme_columns import SheetOf
from tests.exchange.sheet_files import xlsx_file
from tests.shop import DATA, OPENING, Shop

TODAY = OPENING.date()
DAYS = {"起始日期": "2021-09-08", "截止日期": "2021-09-14"}


def joined(shop: Shop) -> Shop:
    """The demo shop with the demo programme."""
    answer = import_programme(shop.store, DATA / "programme.xlsx", today=TODAY)
    assert answer.bad == ()
    return shop


def sheet(which: SheetOf, *rows: dict[str, Any]) -> list[list[Any]]:
    """A sheet with these rows under its full header."""
    headers = [each.column.header for each in which.fields]
    strange = {name for row in rows for name in row} - set(headers)
    assert not strange, strange
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def written(folder: Path, *sheets: tuple[SheetOf, list[dict[str, Any]]]) -> Path:
    """A book with these sheets."""
    return xlsx_file(folder, {which.name: sheet(which, *rows) for which, rows in sheets}, "book.xlsx")


def take(shop: Shop, which: SheetOf, *rows: dict[str, Any], today: date = TODAY) -> Shop:
    """Take rows of one sheet in; all of them must be right."""
    answer = import_programme(shop.store, written(shop.folder, (which, list(rows))), today=today)
    assert answer.bad == (), answer.bad
    return shop


def offer(shop: Shop, product: str, price: str, kind: str = "促销价", **more: str) -> Shop:
    """A price of a time, from today to the 14th unless it says otherwise."""
    return take(shop, book.PRICES, {"商品编号": product, "价类": kind, "活动价(元)": price, **DAYS, **more})


def deal(shop: Shop, products: str, kind: str = "买赠", name: str = "买2赠1", **more: str) -> Shop:
    """A deal over several units, from today to the 14th."""
    row = {"促销编号": "Z1", "名称": name, "类型": kind, "商品编号": products, **DAYS, **more}
    return take(shop, book.DEALS, row)
