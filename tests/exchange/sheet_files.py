"""Sheets as people and their programs make them, for the tests of what the till takes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADERS = (
    "商品编号", "商品名称", "条码", "PLU", "规格", "计价单位", "计价方式", "售价(元)", "爱心卡价(元)", "产地代码",
    "产地", "生产单位", "生产单位信用代码", "认定编号", "认定有效期至", "保质期(天)", "储存条件", "税率",
    "税收分类编码", "经营方式", "扣点(%)", "进价(元)", "图片", "832编码",
)  # fmt: skip

#: A product that nothing is wrong with.
GOOD: Mapping[str, Any] = {
    "商品编号": "A1", "商品名称": "和田骏枣", "条码": "6996857000413", "规格": "500g", "计价单位": "袋",
    "计价方式": "计件", "售价(元)": "29.90", "产地代码": "653201", "税率": "9%",
}  # fmt: skip
#: A second one, sold by weight.
LOOSE: Mapping[str, Any] = {
    "商品编号": "A2", "商品名称": "西瓜", "PLU": "00101", "计价单位": "公斤", "计价方式": "称重", "售价(元)": "5.98",
    "产地代码": "152529", "税率": "免税",
}  # fmt: skip


def line(product: Mapping[str, Any], headers: Sequence[str] = HEADERS) -> list[Any]:
    """One row of the sheet, in the order of the headers."""
    return [product.get(header) for header in headers]


def csv_text(rows: Sequence[Sequence[Any]], separator: str = ",") -> str:
    """Rows as Excel writes them to a .csv."""
    shown = [["" if value is None else str(value) for value in row] for row in rows]
    quoted = [[f'"{cell}"' if set(cell) & {separator, '"', "\n"} else cell for cell in row] for row in shown]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


def csv_file(folder: Path, *products: Mapping[str, Any], encoding: str = "utf-8-sig") -> Path:
    """A .csv with these products under the full header."""
    path = folder / "goods.csv"
    path.write_bytes(csv_text([HEADERS, *map(line, products)]).encode(encoding))
    return path


def xlsx_file(folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], name: str = "goods.xlsx") -> Path:
    """An .xlsx with these sheets; a text that begins with = becomes a formula, as when it is typed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    path = folder / name
    book.save(path)
    return path


def with_part(path: Path, part: str, content: bytes) -> Path:
    """The same book with one part put in another's place."""
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, content)
    return path
