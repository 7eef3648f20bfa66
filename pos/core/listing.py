"""Taking goods into the catalogue: a product is known by its code, else its first barcode, else its PLU.

A known product is updated, a new one added; what is the same already is left alone, and a changed shelf price leaves
a row that says so. The rules of a sheet are checked before (exchange/sheets); here the rows are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from pos.core import search
from pos.core.catalog import Barcode, BoxPart, PriceChange, Product, SearchKey
from pos.core.money import Money, Quantity
from pos.core.producers import Producer

#: So many products' search keys are held in memory at once; each has some thirty.
_BATCH = 2000
#: So many products' old search keys are thrown away by one statement.
_ASIDE = 500
_GENERATED = re.compile(r"SP(\d+)")
_product, _barcode = cast(Table, Product.__table__), cast(Table, Barcode.__table__)
_box_part, _search_key = cast(Table, BoxPart.__table__), cast(Table, SearchKey.__table__)
_price_change = cast(Table, PriceChange.__table__)

#: Dated VAT rates in basis points: the day from which the list holds, the rates that it allows.
VAT_RATES: Sequence[tuple[date, frozenset[int]]] = (
    (date(2019, 4, 1), frozenset({1300, 900, 600, 300, 100, 0})),
    (date(2018, 5, 1), frozenset({1600, 1000, 600, 300, 0})),
    (date(2017, 7, 1), frozenset({1700, 1100, 600, 300, 0})),
)


def vat_rates_on(day: date) -> frozenset[int]:
    """The VAT rates in force on a day, in basis points."""
    return next((rates for since, rates in VAT_RATES if since <= day), VAT_RATES[-1][1])


class ProductRow(Struct, frozen=True):
    """One product as a sheet or the editor gives it. `given` names the fields that were there at all: the others keep
    what is known of the product. `barcodes` pairs each code with the selling units it stands for."""

    code: str | None
    name: str
    unit: str
    kind: str
    price: Money
    origin: str
    vat_kind: str
    vat_bp: int
    barcodes: tuple[tuple[str, Quantity], ...] = ()
    plu: str | None = None
    spec: str = ""
    card_price: Money | None = None
    producer_name: str | None = None
    producer_code: str | None = None
    certification_no: str | None = None
    certification_valid_to: date | None = None
    shelf_life_days: int | None = None
    storage: str = ""
    tax_class_code: str | None = None
    ownership: str = "OWN"
    commission_bp: int | None = None
    cost_price: Money | None = None
    photo: str | None = None
    code_832: str | None = None
    given: frozenset[str] | None = None

    def gives(self, *fields: str) -> bool:
        """Whether any of these fields was there at all."""
        return self.given is None or any(each in self.given for each in fields)


#: The fields of a row that are columns of the product under the same name.
_PLAIN = tuple(
    name
    for name in ProductRow.__struct_fields__
    if name not in ("code", "barcodes", "producer_name", "producer_code", "given")
)

#: What a box holds: its product code, and the product code and quantity of each part.
Boxes = Mapping[str, tuple[tuple[str, Quantity], ...]]


class Known(Struct):
    """The catalogue as it stands, to be compared with: products by code, who carries which barcode and PLU."""

    products: dict[str, dict[str, Any]] = field(default_factory=dict)
    barcodes: dict[str, tuple[tuple[str, Quantity], ...]] = field(default_factory=dict)
    parts: dict[str, tuple[tuple[str, Quantity], ...]] = field(default_factory=dict)
    code_of_barcode: dict[str, str] = field(default_factory=dict)
    code_of_plu: dict[str, str] = field(default_factory=dict)
    producer_by_code: dict[str, int] = field(default_factory=dict)
    producer_by_name: dict[str, int] = field(default_factory=dict)

    def identity(self, row: ProductRow) -> str | None:
        """The product code under which the row's product is known; None for a new one without a code of its own."""
        if row.code is not None:
            return row.code
        if row.barcodes:
            return self.code_of_barcode.get(row.barcodes[0][0])
        return self.code_of_plu.get(row.plu) if row.plu is not None else None


class Taken(Struct, frozen=True):
    """What taking the rows did. `prices` names the products whose shelf price changed: code, before, after."""

    rows: int
    taken: int
    unchanged: int
    prices: tuple[tuple[str, Money, Money], ...] = ()


def known_products(session: Session) -> Known:
    """Read the whole catalogue once."""
    known = Known()
    codes: dict[int, str] = {}
    for row in session.execute(select(_product)).mappings():
        known.products[row["code"]] = dict(row)
        codes[row["id"]] = row["code"]
        if row["plu"] is not None:
            known.code_of_plu[row["plu"]] = row["code"]
    carried: dict[str, list[tuple[str, Quantity]]] = {}
    for code, owner, counts in session.execute(
        select(Barcode.code, Barcode.product_id, Barcode.counts).order_by(Barcode.product_id, Barcode.position)
    ):
        carried.setdefault(codes[owner], []).append((code, counts))
        known.code_of_barcode[code] = codes[owner]
    known.barcodes = {code: tuple(pairs) for code, pairs in carried.items()}
    held: dict[str, list[tuple[str, Quantity]]] = {}
    for box, part, quantity in session.execute(select(BoxPart.box_id, BoxPart.part_id, BoxPart.quantity)):
        held.setdefault(codes[box], []).append((codes[part], quantity))
    known.parts = {code: tuple(sorted(pairs)) for code, pairs in held.items()}
    for id, credit_code, name in session.execute(select(Producer.id, Producer.credit_code, Producer.name)):
        if credit_code is not None:
            known.producer_by_code[credit_code] = id
        known.producer_by_name.setdefault(name, id)
    return known


def with_codes(known: Known, rows: Iterable[ProductRow]) -> list[ProductRow]:
    """The rows with their product codes: the known one, or the next free SP number for a new product without."""
    rows = list(rows)
    taken = {int(found[1]) for code in known.products if (found := _GENERATED.fullmatch(code))}
    taken |= {int(found[1]) for row in rows if (found := _GENERATED.fullmatch(row.code or ""))}
    last = max(taken, default=0)
    named = []
    for row in rows:
        code = known.identity(row)
        if code is None:
            last += 1
            code = f"SP{last:04d}"
        named.append(replace(row, code=code))
    return named


def every_name(known: Known, rows: Iterable[ProductRow]) -> dict[str, str]:
    """Product code by everything a product is called once these rows are taken: product code, barcode, PLU."""
    changed = {row.code: row for row in rows if row.code is not None}
    barcodes = dict(known.barcodes)
    plus = {code: values["plu"] for code, values in known.products.items()}
    for code, row in changed.items():
        if row.gives("barcodes"):
            barcodes[code] = row.barcodes
        if row.gives("plu"):
            plus[code] = row.plu
    names = {code: code for code in [*known.products, *changed]}
    for code, pairs in barcodes.items():
        for barcode, _ in pairs:
            names.setdefault(barcode, code)
    for code, plu in plus.items():
        if plu is not None:
            names.setdefault(plu, code)
    return names


def save_product(session: Session, row: ProductRow, now: datetime) -> Taken:
    """Take one product, as the editor gives it."""
    known = known_products(session)
    return take_catalogue(session, known, with_codes(known, [row]), None, now)


def take_catalogue(
    session: Session, known: Known, rows: Sequence[ProductRow], boxes: Boxes | None, now: datetime
) -> Taken:
    """Add what is new and update what differs, all in this session.

    `rows` have been through `with_codes`. `boxes` None leaves what boxes hold alone; else every product among the rows
    holds exactly what `boxes` says, and a box that stands only there is changed too.
    """
    producers = _producers(session, known, rows)
    fresh: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    relist: list[tuple[ProductRow, search.Spelling]] = []
    prices: list[tuple[str, Money, Money]] = []
    touched: set[str] = set()
    for row in rows:
        code = row.code or ""
        before = known.products.get(code)
        values = _values(row, producers)
        if before is None:
            spelling = search.spelling(row.name)
            fresh.append(_new_product(row, spelling, values, now))
            relist.append((row, spelling))
            touched.add(code)
            continue
        differing = {name: value for name, value in values.items() if before[name] != value}
        carries = row.gives("barcodes") and row.barcodes != known.barcodes.get(code, ())
        if differing or carries:
            if "name" in differing:
                differing |= _spelt(search.spelling(row.name))
            changes.append({"id": before["id"], "updated_at": now, **differing})
            touched.add(code)
        if carries or differing.keys() & {"name", "plu"}:
            relist.append((row, search.spelling(row.name)))
        if "price" in differing:
            prices.append((code, before["price"], row.price))
    _write(session, fresh, changes)
    ids = {code: id for id, code in session.execute(select(_product.c.id, _product.c.code))}
    _relist(session, known, relist, ids)
    if boxes is not None:
        touched |= _fill_boxes(session, known, rows, boxes, ids)
    if prices:
        session.execute(
            insert(_price_change),
            [{"product_id": ids[code], "at": now, "before": old, "after": new} for code, old, new in prices],
        )
    ours = {row.code for row in rows}
    return Taken(len(rows), len(touched & ours), len(ours - touched), tuple(prices))


def _values(row: ProductRow, producers: Mapping[tuple[str | None, str | None], int | None]) -> dict[str, Any]:
    """The product's columns that the row gives."""
    values = {name: getattr(row, name) for name in _PLAIN if row.gives(_SOURCE.get(name, name))}
    if row.gives("producer_name", "producer_code"):
        values["producer_id"] = producers[row.producer_code, row.producer_name]
    return values


#: Columns that a sheet gives under another name.
_SOURCE = {
    "unit": "sale_unit",
    "origin": "origin_code",
    "vat_kind": "vat",
    "vat_bp": "vat",
    "commission_bp": "commission_percent",
}


def _new_product(row: ProductRow, spelling: search.Spelling, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    empty = {name: getattr(row, name) for name in _PLAIN}
    named = {"code": row.code, "producer_id": None, "open_price": False, "updated_at": now}
    return {**empty, **named, **values, **_spelt(spelling)}


def _spelt(spelling: search.Spelling) -> dict[str, str]:
    return {"pinyin": spelling.pinyin, "initials": spelling.initials}


def _write(session: Session, fresh: Sequence[dict[str, Any]], changes: Sequence[dict[str, Any]]) -> None:
    if fresh:
        session.execute(insert(_product), fresh)
    # A PLU may wander from one product to another in one sheet: first everybody gives up what changes.
    leaving = [{"of": change["id"]} for change in changes if "plu" in change]
    if leaving:
        session.execute(update(_product).where(_product.c.id == bindparam("of")).values(plu=None), leaving)
    for change in changes:
        # Its id is not set anew: SQLite would look through every table that names a product, row by row.
        values = {name: value for name, value in change.items() if name != "id"}
        session.execute(update(_product).where(_product.c.id == change["id"]).values(values))


def _relist(
    session: Session, known: Known, rows: Sequence[tuple[ProductRow, search.Spelling]], ids: Mapping[str, int]
) -> None:
    """Write the barcodes and the search keys of these products anew."""
    old = [ids[row.code or ""] for row, _ in rows if row.code in known.products]
    for start in range(0, len(old), _ASIDE):
        # Many at once: the search keys lie by key, and each statement looks through all of them.
        for table in (_barcode, _search_key):
            session.execute(delete(table).where(table.c.product_id.in_(old[start : start + _ASIDE])))
    for start in range(0, len(rows), _BATCH):
        carried: list[dict[str, Any]] = []
        keys: list[tuple[str, int]] = []
        for row, spelling in rows[start : start + _BATCH]:
            code = row.code or ""
            barcodes = row.barcodes if row.gives("barcodes") else known.barcodes.get(code, ())
            plu = row.plu if row.gives("plu") else known.products.get(code, {}).get("plu")
            for position, (barcode, counts) in enumerate(barcodes):
                carried.append({"code": barcode, "product_id": ids[code], "counts": counts, "position": position})
            codes = [code, *(barcode for barcode, _ in barcodes), plu or ""]
            keys += [(key, ids[code]) for key in spelling.keys(codes)]
        if carried:
            session.execute(insert(_barcode), carried)
        # In the order of the index, which is faster than as they come.
        session.execute(insert(_search_key), [{"key": key, "product_id": id} for key, id in sorted(keys)])


def _fill_boxes(
    session: Session, known: Known, rows: Sequence[ProductRow], boxes: Boxes, ids: Mapping[str, int]
) -> set[str]:
    """Make the boxes hold what they should; the codes of those that changed."""
    concerned = {row.code for row in rows if row.code is not None} | boxes.keys()
    changed = {box for box in concerned if tuple(sorted(boxes.get(box, ()))) != known.parts.get(box, ())}
    for box in sorted(changed):
        session.execute(delete(_box_part).where(_box_part.c.box_id == ids[box]))
        parts = [
            {"box_id": ids[box], "part_id": ids[part], "quantity": quantity} for part, quantity in boxes.get(box, ())
        ]
        if parts:
            session.execute(insert(_box_part), parts)
    return changed


def _producers(
    session: Session, known: Known, rows: Iterable[ProductRow]
) -> dict[tuple[str | None, str | None], int | None]:
    """The producer's id for each code and name among the rows; those not known yet are added."""
    found: dict[tuple[str | None, str | None], int | None] = {(None, None): None}
    by_code, by_name = dict(known.producer_by_code), dict(known.producer_by_name)
    for row in rows:
        code, name = row.producer_code, row.producer_name
        if (code, name) in found:
            continue
        id = by_code.get(code) if code is not None else by_name.get(name or "")
        if id is None:
            producer = Producer(credit_code=code, name=name or code or "")
            session.add(producer)
            session.flush()
            id = producer.id
            if code is not None:
                by_code[code] = id
            by_name.setdefault(producer.name, id)
        found[code, name] = id
    return found
