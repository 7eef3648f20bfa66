"""Rows of 到货 and 盘点 read and judged one by one (SHEETS.md sections 2 and 3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, field

from pos.core.catalog import UNIT_GRAMS
from pos.core.expiry import last_day, life
from pos.core.listing import Known
from pos.core.money import Money, Quantity
from pos.core.stock_moves import COUNT, FAIR_BACK, FAIR_OUT, TASTING, TRANSFER, WRITE_OFF, Delivery
from pos.exchange.sheets import cells, columns
from pos.exchange.sheets.cells import Fault, reason_sentence
from pos.exchange.sheets.reading import Value
from pos.exchange.sheets.tables import Column, Note, TableRow

T = TypeVar("T")

DELIVERIES_SHEET, COUNTS_SHEET = "到货", "盘点"
DELIVERIES_NAMES = (DELIVERIES_SHEET, "deliveries")
COUNTS_NAMES = (COUNTS_SHEET, "counts")
MOVES = {
    "盘点": COUNT,
    "试吃": TASTING,
    "报损": WRITE_OFF,
    "调拨": TRANSFER,
    "展销发出": FAIR_OUT,
    "展销退回": FAIR_BACK,
}
#: Moves that need to know where goods go or come from.
ELSEWHERE = (TRANSFER, FAIR_OUT, FAIR_BACK)
MOST = Quantity(100_000_000_000)
_MOST_COST = Money(999_999_99)
#: Grams in a unit that a delivery of goods by weight may be written in.
_GRAMS = {**UNIT_GRAMS, "斤": 500, "克": 1}

_PRODUCT = (
    Column("product_code", "商品编号"),
    Column("barcode", "条码", ("条形码", "商品条码", "国际条码", "barcodes")),
    Column("plu", "PLU", ("称编码", "店内码")),
    Column("name", "商品名称", ("品名", "名称")),
)
DELIVERIES = (
    *_PRODUCT,
    Column("batch_no", "批号", required=True),
    Column("produced_on", "生产日期"),
    Column("expires_on", "到期日期"),
    Column("received_on", "到货日期", required=True),
    Column("quantity", "到货数量", required=True),
    Column("lost", "途损数量"),
    Column("quantity_unit", "数量单位"),
    Column("cost_price", "进价(元)", ("成本价",)),
    Column("ownership", "经营方式", ("经销方式",)),
    Column("conformity_no", "合格证编号"),
    Column("waybill_no", "运单号"),
    Column("outlet_id", "网点编号"),
)
COUNTS = (
    Column("move_kind", "类型"),
    Column("on", "日期", required=True),
    *_PRODUCT,
    Column("batch_no", "批号"),
    Column("quantity", "数量", required=True),
    Column("outlet_id", "网点编号"),
    Column("reason", "原因"),
)


class Counted(Struct, frozen=True):
    """One row of 盘点: a count of what is there, or goods that moved. `batch_no` None means all batches together."""

    kind: str
    on: date
    product: Mapping[str, Any]
    batch_no: str | None
    quantity: Quantity
    outlet: str | None
    reason: str | None


class ReadRow(Struct):
    """What one row came to: its facts if nothing is wrong with it, faults and warnings."""

    number: int
    delivery: Delivery | None = None
    counted: Counted | None = None
    bad: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    def fault(self, column: str, reason: str, **gaps: object) -> None:
        """Something that refuses the file."""
        self.bad.append(Note(self.number, column, reason, reason_sentence(reason, **gaps)))

    def warn(self, column: str, reason: str, **gaps: object) -> None:
        """Something odd that refuses nothing."""
        self.warnings.append(Note(self.number, column, reason, reason_sentence(reason, **gaps)))

    @property
    def faulty(self) -> set[str]:
        """The columns that are bad already: nobody is blamed twice."""
        return {note.column for note in self.bad}


class RowReader:
    """Reads rows of both sheets.

    `outlets` are those the till knows; without any, whatever begins with the shop's number is one of its outlets.
    """

    def __init__(self, known: Known, today: date, here: str, shop: str, outlets: frozenset[str]) -> None:
        self._known, self._today, self._here, self._shop, self._outlets = known, today, here, shop, outlets

    def delivery(self, row: TableRow) -> ReadRow:
        """Read one row of 到货; nothing is raised, everything wrong is listed."""
        read = ReadRow(row.number)
        product = self._product(row, read)
        number = _take(row, read, "batch_no", _code(30))
        if not number and "batch_no" not in read.faulty:
            read.fault("batch_no", "MissingBatch")
        received_on = _take(row, read, "received_on", _needed_day)
        produced_on = _take(row, read, "produced_on", _day)
        printed = _take(row, read, "expires_on", _day)
        self._days_in_order(read, produced_on, printed, received_on)
        unit = _take(row, read, "quantity_unit", lambda value: _unit(value, product)) or 0
        received = _take(row, read, "quantity", lambda value: _amount(value, product, unit, least=1))
        lost = _take(row, read, "lost", lambda value: _amount(value, product, unit, empty=Quantity(0)))
        if lost is not None and received is not None and lost > received:
            read.fault("lost", "BadQuantity", value=lost)
        cost = _take(row, read, "cost_price", _cost)
        ownership = _take(row, read, "ownership", _ownership)
        conformity = _take(row, read, "conformity_no", _code(40))
        waybill = _take(row, read, "waybill_no", _code(40))
        outlet = _take(row, read, "outlet_id", self._outlet)
        endless = product is None or product["shelf_life_days"] is None
        if not (endless or read.bad or printed or produced_on):
            read.fault("expires_on", "MissingExpiry")
        if read.bad or product is None or received_on is None or received is None or number is None or lost is None:
            return read
        expires_on = last_day(produced_on, product["shelf_life_days"], printed)
        life_days = life(produced_on, expires_on, product["shelf_life_days"])
        read.delivery = Delivery(
            product["id"], product["code"], number, produced_on, expires_on, life_days, received_on, received, lost,
            cost, ownership or product["ownership"], conformity, waybill, outlet or self._here,
        )  # fmt: skip
        if expires_on is not None and expires_on < self._today:
            read.warn("expires_on", "BatchPast", value=expires_on.isoformat())
        if conformity is None and (product["kind"] == "WEIGHED" or product["storage"].startswith("冷藏")):
            read.warn("conformity_no", "ConformityMissing")
        return read

    def counted(self, row: TableRow) -> ReadRow:
        """Read one row of 盘点; whether there is enough is asked later, row by row in their order."""
        read = ReadRow(row.number)
        kind = _take(row, read, "move_kind", _move) or COUNT
        on = _take(row, read, "on", _needed_day)
        if on is not None and on > self._today:
            read.fault("on", "BadDate", value=on.isoformat())
        product = self._product(row, read)
        number = _take(row, read, "batch_no", _code(30))
        quantity = _take(row, read, "quantity", lambda value: _amount(value, product, 0, least=kind != COUNT))
        outlet = _take(row, read, "outlet_id", self._outlet)
        if kind in ELSEWHERE and not outlet and "outlet_id" not in read.faulty:
            read.fault("outlet_id", "UnknownOutlet", value=cells.shown(None))
        reason = _take(row, read, "reason", lambda value: cells.text(value, 60) or None)
        if kind == WRITE_OFF and not reason and "reason" not in read.faulty:
            read.fault("reason", "MissingReason")
        if not read.bad and on is not None and product is not None and quantity is not None:
            read.counted = Counted(kind, on, product, number, quantity, outlet, reason)
        return read

    def _product(self, row: TableRow, read: ReadRow) -> Mapping[str, Any] | None:
        """The product of the row: everything that names it must name the same."""
        known = self._known
        named: tuple[tuple[str, Callable[[str], str | None]], ...] = (
            ("product_code", lambda text: text if text in known.products else None),
            ("barcode", known.code_of_barcode.get),
            # Excel takes the zeros off the left of a PLU as of any other number.
            ("plu", lambda text: known.code_of_plu.get(text.zfill(5))),
        )
        found: dict[str, str] = {}
        for column, find in named:
            text = _take(row, read, column, _code(20))
            if text is None:
                continue
            code = find(text)
            if code is None:
                read.fault(column, "UnknownProduct", value=text)
            elif found and code not in found:
                read.fault(column, "ProductsDisagree", value=text, other=next(iter(found)))
            else:
                found[code] = column
        if not found and not read.faulty & {"product_code", "barcode", "plu"}:
            read.fault("product_code", "UnknownProduct", value=cells.shown(None))
        return known.products[next(iter(found))] if found else None

    def _days_in_order(
        self, read: ReadRow, produced_on: date | None, printed: date | None, received_on: date | None
    ) -> None:
        if received_on is not None and received_on > self._today:
            read.fault("received_on", "InTheFuture", value=received_on.isoformat())
        if produced_on is not None and received_on is not None and produced_on > received_on:
            read.bad.append(_day_before(read.number, "produced_on", received_on, produced_on))
        if produced_on is not None and printed is not None and printed < produced_on:
            read.bad.append(_day_before(read.number, "expires_on", printed, produced_on))

    def _outlet(self, value: Value) -> str | None:
        outlet = cells.code(value, 20)
        if not outlet:
            return None
        ours = outlet in self._outlets if self._outlets else outlet.startswith(f"{self._shop}-")
        if not ours and outlet not in (self._shop, self._here):
            raise Fault("UnknownOutlet", value=outlet)
        return outlet


def _take(row: TableRow, read: ReadRow, column: str, reader: Callable[[Value], T]) -> T | None:
    try:
        return reader(row.cell(column))
    except Fault as fault:
        read.bad.append(Note(read.number, column, fault.reason, fault.message()))
    return None


def _day_before(number: int, column: str, value: date, first: date) -> Note:
    sentence = reason_sentence("DayBefore", value=value.isoformat(), first=first.isoformat())
    return Note(number, column, "BadDate", sentence)


def _code(most: int) -> Callable[[Value], str | None]:
    return lambda value: cells.code(value, most) or None


def _narrow(value: Value) -> str:
    """A word from a list: narrow, without any blank."""
    return "".join(unicodedata.normalize("NFKC", cells.text(value)).split())


def _day(value: Value) -> date | None:
    try:
        return cells.day(value)
    except ValueError as error:
        raise Fault("BadDate", value=cells.shown(value)) from error


def _needed_day(value: Value) -> date:
    day = _day(value)
    if day is None:
        raise Fault("BadDate", value=cells.shown(value))
    return day


def _cost(value: Value) -> Money | None:
    try:
        cost = cells.money(value)
    except ValueError as error:
        raise Fault("BadCost", value=cells.shown(value)) from error
    if cost is not None and not Money(0) <= cost <= _MOST_COST:
        raise Fault("BadCost", value=cells.shown(value))
    return cost


def _ownership(value: Value) -> str | None:
    word = _narrow(value)
    owner = columns.OWNERSHIP.get(word, word.upper()) or None
    if owner is not None and owner not in columns.OWNERSHIP.values():
        raise Fault("BadOwnership", value=cells.shown(value))
    return owner


def _move(value: Value) -> str | None:
    word = _narrow(value)
    kind = MOVES.get(word, word.upper()) or None
    if kind is not None and kind not in MOVES.values():
        raise Fault("BadMove", value=cells.shown(value), words=" ".join(MOVES))
    return kind


def _unit(value: Value, product: Mapping[str, Any] | None) -> int | None:
    """Grams of the unit that the row counts in; None for the product's own selling unit."""
    word = _narrow(value)
    if not word or (product is not None and word == product["unit"]):
        return None
    if word not in _GRAMS or (product is not None and product["kind"] != "WEIGHED"):
        raise Fault("BadUnit", value=cells.shown(value))
    return _GRAMS[word]


def _amount(
    value: Value, product: Mapping[str, Any] | None, grams: int, *, least: int = 0, empty: Quantity | None = None
) -> Quantity:
    """A quantity in the selling unit; one in another unit of weight must come out in whole thousandths."""
    try:
        quantity = cells.quantity(value)
    except ValueError as error:
        raise Fault("BadQuantity", value=cells.shown(value)) from error
    if quantity is None:
        quantity = empty
    if quantity is not None and grams and product is not None:
        whole, rest = divmod(quantity.thousandths * grams, UNIT_GRAMS[product["unit"]])
        quantity = None if rest else Quantity(whole)
    if quantity is None or not int(least) <= quantity.thousandths or quantity > MOST:
        raise Fault("BadQuantity", value=cells.shown(value))
    return quantity
