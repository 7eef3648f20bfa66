"""Takes a catalogue sheet in: all of it or nothing, with every bad row named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core import search
from pos.core.catalog import Product
from pos.core.listing import Boxes, Known, ProductRow, Taken, every_name, known_products, take_catalogue, with_codes
from pos.core.money import Money, Quantity
from pos.db.store import Store
from pos.exchange.sheets import cells, columns
from pos.exchange.sheets.cells import Fault, reason_sentence
from pos.exchange.sheets.goods import GoodsReader, ReadRow
from pos.exchange.sheets.reading import Book, SheetRefused, open_book
from pos.exchange.sheets.tables import Note, Table, TableRow, find_sheet, read_table, take_or_try


class ImportAnswer(Struct, frozen=True):
    """What an import did. With anything in `bad` nothing was taken; what is wrong with the whole file has row 0."""

    file: str
    rows: int = 0
    taken: int = 0
    unchanged: int = 0
    bad: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As CONTRACT.md section 2 wants it."""
        return {
            "file": self.file,
            "rows": self.rows,
            "taken": self.taken,
            "unchanged": self.unchanged,
            "bad": [note.as_dict() for note in self.bad],
            "warnings": [note.as_dict() for note in self.warnings],
        }


def import_catalogue(
    store: Store,
    path: Path,
    *,
    today: date,
    now: datetime,
    dry_run: bool = False,
    witness: Callable[[Session, Taken], None] | None = None,
) -> ImportAnswer:
    """Take the sheet into the catalogue, or with `dry_run` only say what that would do.

    `today` is the day whose regions and VAT rates count. `witness` is called in the same transaction with what was
    taken. Raises FileUnreadable if the file is not there or may not be read.
    """
    name = str(path)
    try:
        book = open_book(path)
        goods = read_table(find_sheet(book, columns.SHEET_NAMES), columns.GOODS)
        boxes = _box_table(book)
    except SheetRefused as refusal:
        return ImportAnswer(name, bad=(Note(refusal.row, refusal.column, refusal.word, refusal.message()),))
    reader = GoodsReader(today, path.parent, goods.columns)
    reads = [reader.read(row) for row in goods.rows]
    _spell(store, reads)
    sheets = _Sheets(book, goods, boxes, reads)
    return take_or_try(store, lambda session: _take(session, name, sheets, now, witness), lambda _: dry_run)


def _spell(store: Store, reads: Sequence[ReadRow]) -> None:
    """Work out the pinyin of new names before the books are locked: a till beside us sells meanwhile."""
    with store.read() as session:
        known = set(session.scalars(select(Product.name)))
    for read in reads:
        if read.product is not None and read.product.name not in known:
            search.spelling(read.product.name)


class _Sheets(Struct, frozen=True):
    book: Book
    goods: Table
    boxes: Table | None
    reads: Sequence[ReadRow]


def _box_table(book: Book) -> Table | None:
    if len(book.sheets) > 1:
        for sheet in book.sheets:
            if sheet.name.strip() == columns.BOX_SHEET:
                return read_table(sheet, columns.BOXES)
    return None


def _take(
    session: Session, name: str, sheets: _Sheets, now: datetime, witness: Callable[[Session, Taken], None] | None
) -> ImportAnswer:
    known = known_products(session)
    _refuse_twice(known, sheets.reads, sheets.goods.columns)
    bad = [note for read in sheets.reads for note in read.bad]
    products = [read.product for read in sheets.reads if read.product is not None]
    rows = with_codes(known, products)
    boxes, box_faults = _boxes(known, rows, sheets, missing=_named(sheets.reads) if bad else set())
    bad += box_faults
    warnings = tuple(_warnings(known, sheets))
    if bad:
        return ImportAnswer(name, len(sheets.reads), bad=tuple(bad), warnings=warnings)
    taken = take_catalogue(session, known, rows, boxes, now)
    if witness is not None:
        witness(session, taken)
    return ImportAnswer(name, taken.rows, taken.taken, taken.unchanged, warnings=warnings)


def _refuse_twice(known: Known, reads: Sequence[ReadRow], given: frozenset[str]) -> None:
    """A code, barcode or PLU on two products: the first row stands, the later ones are bad; so are the till's own."""
    identities = [known.identity(_identity(read)) for read in reads]
    ours = {code for code in identities if code is not None}
    barcodes = {code: owner for code, owner in known.code_of_barcode.items() if owner not in ours}
    plus = {plu: owner for plu, owner in known.code_of_plu.items() if owner not in ours}
    if "barcodes" not in given:
        barcodes = dict(known.code_of_barcode)
    if "plu" not in given:
        plus = dict(known.code_of_plu)
    owner_of_barcode = {code: known.products[owner]["name"] for code, owner in barcodes.items()}
    owner_of_plu = {plu: known.products[owner]["name"] for plu, owner in plus.items()}
    seen: dict[str, int] = {}
    for read, identity in zip(reads, identities, strict=True):
        here = cells.row_name(read.number)
        if identity is not None and seen.setdefault(identity, read.number) != read.number:
            read.fault("product_code", Fault("CodeTwice", value=identity, first=seen[identity]))
            continue
        for code, _ in read.barcodes:
            if owner_of_barcode.setdefault(code, here) != here:
                read.fault("barcodes", Fault("BarcodeTwice", value=code, other=owner_of_barcode[code]))
        if read.plu is not None and owner_of_plu.setdefault(read.plu, here) != here:
            read.fault("plu", Fault("PluTwice", value=read.plu, other=owner_of_plu[read.plu]))


def _identity(read: ReadRow) -> ProductRow:
    """As much of a row as says which product it is, whether or not the rest of it is right."""
    if read.product is not None:
        return read.product
    return replace(_NOBODY, code=read.code, barcodes=read.barcodes, plu=read.plu)


_NOBODY = ProductRow(code=None, name="", unit="", kind="", price=Money(1), origin="", vat_kind="TAXED", vat_bp=0)


def _named(reads: Sequence[ReadRow]) -> set[str]:
    """Everything that the bad rows are called: a box may speak of them, they are bad enough already."""
    bad = [read for read in reads if read.product is None]
    names = {code for read in bad for code, _ in read.barcodes}
    return names | {read.code for read in bad if read.code} | {read.plu for read in bad if read.plu}


def _boxes(
    known: Known, rows: Sequence[ProductRow], sheets: _Sheets, missing: set[str]
) -> tuple[Boxes | None, list[Note]]:
    """What the sheet 礼盒 says, product code by product code; and every row of it that is bad."""
    if sheets.boxes is None:
        return None, []
    names = every_name(known, rows) | {name: name for name in missing}
    found: dict[str, dict[str, Quantity]] = {}
    read: list[tuple[TableRow, str, str]] = []
    bad: list[Note] = []
    for row in sheets.boxes.rows:
        column = "box_code"
        try:
            box = _named_product(row, column, names)
            column = "quantity"
            quantity = _box_quantity(row)
            column = "part_code"
            part = _named_product(row, column, names)
            parts = found.setdefault(box, {})
            if part in parts:
                raise Fault("PartTwice", value=part)
        except Fault as fault:
            bad.append(_box_note(row.number, column, fault))
            continue
        parts[part] = quantity
        read.append((row, box, part))
    ours = {row.code for row in rows}
    boxes = found.keys() | {code for code in known.parts if code not in ours}
    for row, _, part in read:
        if part in boxes:
            bad.append(_box_note(row.number, "part_code", Fault("BoxInBox", value=part)))
    return {box: tuple(parts.items()) for box, parts in found.items()}, bad


def _box_note(row: int, column: str, fault: Fault) -> Note:
    return Note(row, column, fault.reason, f"{columns.BOX_SHEET}: {fault.message()}")


def _named_product(row: TableRow, column: str, names: dict[str, str]) -> str:
    text = cells.code(row.cell(column))
    # A PLU loses its zeros in Excel like any other number.
    code = names.get(text) or (names.get(text.zfill(5)) if text.isdigit() else None)
    if code is None:
        raise Fault("UnknownProduct", value=cells.shown(text))
    return code


def _box_quantity(row: TableRow) -> Quantity:
    value = row.cell("quantity")
    try:
        quantity = cells.quantity(value)
    except ValueError as error:
        raise Fault("BadQuantity", value=cells.shown(value)) from error
    if quantity is None or not Quantity(0) < quantity <= Quantity(1_000_000_000):
        raise Fault("BadQuantity", value=cells.shown(value))
    return quantity


def _warnings(known: Known, sheets: _Sheets) -> list[Note]:
    """What was passed over, and what is odd in each row."""
    used = {*columns.SHEET_NAMES, columns.BOX_SHEET, columns.EXAMPLE_SHEET, columns.GUIDE_SHEET, sheets.goods.sheet}
    notes = [
        Note(0, "", "UnknownSheet", reason_sentence("UnknownSheet", value=sheet.name))
        for sheet in sheets.book.sheets
        if sheet.name and sheet.name.strip().casefold() not in used and sheet.name not in used
    ]
    notes += sheets.goods.warnings
    notes += sheets.boxes.warnings if sheets.boxes is not None else ()
    strangers: set[str] = set()
    for read in sheets.reads:
        notes += read.warnings
        row = read.product
        if row is None or row.producer_name is None or row.producer_code is not None:
            continue
        if row.producer_name not in known.producer_by_name and row.producer_name not in strangers:
            strangers.add(row.producer_name)
            message = reason_sentence("ProducerWithoutCode", value=row.producer_name)
            notes.append(Note(read.number, "producer_name", "ProducerWithoutCode", message))
    return notes
