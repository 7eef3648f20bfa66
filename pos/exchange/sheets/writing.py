"""Writes the catalogue for people, so that it can be read again: the whole of it, or an empty template."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core import regions
from pos.core.catalog import BoxPart, Product
from pos.core.listing import known_products
from pos.core.money import Money, Quantity
from pos.core.producers import Producer
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.db.store import Store
from pos.exchange.sheets import columns
from pos.exchange.sheets.goods import vat_text
from pos.exchange.sheets.tables import Column
from pos.exchange.workbook import Sheet, cell_text, write_workbook, written_whole

_KIND_OF = {
    "price": "money",
    "card_price": "money",
    "cost_price": "money",
    "certification_valid_to": "day",
    "shelf_life_days": "count",
    "commission_percent": "quantity",
    "quantity": "quantity",
}
_CHOICES = {
    "sale_unit": columns.UNITS,
    "kind": tuple(columns.KINDS),
    "storage": columns.STORAGE,
    "vat": ("免税", "9%", "13%", "不征税"),
    "ownership": tuple(columns.OWNERSHIP),
}
_EXAMPLES: Sequence[dict[str, str]] = (
    {
        "product_code": "SP0041",
        "name": "和田骏枣",
        "barcodes": "6996857000413",
        "spec": "500g",
        "sale_unit": "袋",
        "kind": "计件",
        "price": "29.90",
        "card_price": "28.40",
        "origin_code": "653201",
        "origin_name": "和田市",
        "producer_name": "和田市沙泉果业有限公司",
        "producer_code": "91653201MAW9R5R45D",
        "certification_no": "XF653201-2021-0041",
        "certification_valid_to": "2022-12-31",
        "shelf_life_days": "365",
        "storage": "阴凉干燥",
        "vat": "9%",
        "ownership": "自营",
        "cost_price": "21.10",
    },
    {
        "product_code": "SP0001",
        "name": "正镶白旗西瓜(散)",
        "plu": "00101",
        "spec": "散装",
        "sale_unit": "公斤",
        "kind": "称重",
        "price": "5.98",
        "origin_code": "152529",
        "origin_name": "正镶白旗",
        "producer_name": "星耀镇农业合作社",
        "producer_code": "93152529MA0Q00001G",
        "shelf_life_days": "15",
        "storage": "阴凉干燥",
        "vat": "免税",
        "ownership": "代销",
        "commission_percent": "15",
    },
)
_GUIDE = (
    QT_TRANSLATE_NOOP("Template", "Fill in the sheet 商品, one product a row. Dark headers must be filled in."),
    QT_TRANSLATE_NOOP("Template", "Each product needs a code, a barcode or a PLU. A known product is updated."),
    QT_TRANSLATE_NOOP("Template", "Put ; between barcodes. A carton that counts 24 units is written code*24."),
    QT_TRANSLATE_NOOP("Template", "Goods sold by weight need a five-digit PLU and the unit 公斤 or 500克."),
    QT_TRANSLATE_NOOP("Template", "The origin is the county's six-digit code; its name alone is not enough."),
    QT_TRANSLATE_NOOP("Template", "Prices are in yuan. Write days like 2021-09-08. Put in values, not formulas."),
    QT_TRANSLATE_NOOP("Template", "What a gift box holds goes into the sheet 礼盒; without boxes leave it empty."),
    QT_TRANSLATE_NOOP("Template", "If one row is wrong nothing is taken. Correct it and take the file in again."),
    QT_TRANSLATE_NOOP("Template", "This sheet and 示例 are not read."),
)


def export_catalogue(store: Store, path: Path) -> int:
    """Write the whole catalogue to an .xlsx or, by its ending, a .csv (which holds no boxes); how many products.

    Reading the file again finds every row unchanged. Raises FileNotWritten.
    """
    with store.read() as session:
        goods = list(_goods(session))
        boxes = list(_boxes(session))
    if path.suffix.lower() == ".csv":
        _write_csv(path, columns.GOODS, goods)
    else:
        sheets = [_sheet(columns.SHEET, columns.GOODS, goods)]
        write_workbook(path, sheets + ([_sheet(columns.BOX_SHEET, columns.BOXES, boxes)] if boxes else []))
    return len(goods)


def template_catalogue(path: Path) -> None:
    """Write an empty sheet to be filled in: headers, the words to choose from, examples and how to fill it.

    A .csv holds the header alone. Raises FileNotWritten.
    """
    if path.suffix.lower() == ".csv":
        _write_csv(path, columns.GOODS, [])
        return
    examples = [[example.get(column.id) for column in columns.GOODS] for example in _EXAMPLES]
    guide = [[translate("Template", line)] for line in _GUIDE]
    sheets = [
        _sheet(columns.SHEET, columns.GOODS, []),
        _sheet(columns.BOX_SHEET, columns.BOXES, []),
        _sheet(columns.EXAMPLE_SHEET, columns.GOODS, examples)._replace(kinds=["text"] * len(columns.GOODS)),
        Sheet(columns.GUIDE_SHEET, [columns.GUIDE_SHEET], guide, ["text"]),
    ]
    write_workbook(path, sheets)


def _sheet(title: str, table: Sequence[Column], rows: Iterable[Sequence[object]]) -> Sheet:
    ids = [column.id for column in table]
    return Sheet(
        title,
        [column.header for column in table],
        rows,
        [_KIND_OF.get(id, "text") for id in ids],
        choices={at: _CHOICES[id] for at, id in enumerate(ids) if id in _CHOICES},
        required=frozenset(at for at, column in enumerate(table) if column.required),
    )


def _goods(session: Session) -> Iterable[list[object]]:
    known = known_products(session)
    producers = {each.id: each for each in session.scalars(select(Producer))}
    for code, product in known.products.items():
        producer = producers.get(product["producer_id"])
        yield _row(product, known.barcodes.get(code, ()), producer)


def _row(product: dict[str, Any], barcodes: Iterable[tuple[str, Quantity]], producer: Producer | None) -> list[object]:
    kinds = {value: word for word, value in columns.KINDS.items()}
    owners = {value: word for word, value in columns.OWNERSHIP.items()}
    commission = product["commission_bp"]
    facts: dict[str, object] = {
        **product,
        "product_code": product["code"],
        "barcodes": ";".join(code if counts == Quantity(1000) else f"{code}*{counts}" for code, counts in barcodes),
        "sale_unit": product["unit"],
        "kind": kinds[product["kind"]],
        "origin_code": product["origin"],
        "origin_name": regions.region_name(product["origin"]),
        "producer_name": producer.name if producer and producer.name != producer.credit_code else None,
        "producer_code": producer.credit_code if producer else None,
        "vat": vat_text(product["vat_kind"], product["vat_bp"]),
        "ownership": owners[product["ownership"]],
        "commission_percent": None if commission is None else Decimal(commission) / 100,
    }
    return [facts[column.id] for column in columns.GOODS]


def _boxes(session: Session) -> Iterable[list[object]]:
    names = {id: (code, name) for id, code, name in session.execute(select(Product.id, Product.code, Product.name))}
    held = select(BoxPart.box_id, BoxPart.part_id, BoxPart.quantity).order_by(BoxPart.box_id, BoxPart.part_id)
    for box, part, quantity in session.execute(held):
        yield [*names[box], *names[part], quantity]


def _write_csv(path: Path, table: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with BOM and CRLF, as Excel expects it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in table])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    with written_whole(path) as draft:
        draft.write_bytes(text.getvalue().encode("utf-8-sig"))


def _csv_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Money() | Quantity() | int() | Decimal():
            return str(value)
        case _:
            return cell_text(str(value))
