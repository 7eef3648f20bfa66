"""The programme book in and out: every sheet of it in one gesture, all or nothing, every bad row named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core import catalog, regions, search
from pos.core.offers import DealProduct
from pos.core.problems import Refusal
from pos.core.producers import Producer
from pos.core.programme import Key, ProducerYear, Values, default_of, replace_rows, rows_by_key, take_rows
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.db.store import Store
from pos.exchange.sheets import columns
from pos.exchange.sheets import programme_columns as book
from pos.exchange.sheets.catalogue import ImportAnswer
from pos.exchange.sheets.cells import reason_sentence
from pos.exchange.sheets.programme_cells import ALL, CHANNELS, PAIRED
from pos.exchange.sheets.programme_columns import Field, SheetOf
from pos.exchange.sheets.programme_rows import Known, Row, judge, read_rows
from pos.exchange.sheets.reading import Book, Grid, SheetRefused, open_book
from pos.exchange.sheets.tables import (
    HeaderNotFound,
    Note,
    SheetNotFound,
    Table,
    canonical_header,
    read_table,
    take_or_try,
)
from pos.exchange.workbook import Sheet, write_workbook

_GUIDE = (
    QT_TRANSLATE_NOOP("Template", "Each sheet may stay empty or be taken out. Dark headers must be filled in."),
    QT_TRANSLATE_NOOP("Template", "A row whose number is known already changes what is known; a new one is added."),
    QT_TRANSLATE_NOOP("Template", "Take the catalogue in first: 活动价 and 组合促销 name its products."),
    QT_TRANSLATE_NOOP("Template", "Households are counted in 户. No names, phones or identity numbers of persons."),
    QT_TRANSLATE_NOOP("Template", "组合促销: 买赠 gives the 赠 cheapest of every 买 + 赠 pieces for nothing."),
    QT_TRANSLATE_NOOP("Template", "组合价 is the price of every 买 pieces; without 买, of one of each product."),
    QT_TRANSLATE_NOOP("Template", "Prices are in yuan. Write days like 2021-09-08. Put in values, not formulas."),
    QT_TRANSLATE_NOOP("Template", "If one row is wrong nothing is taken. Correct it and take the file in again."),
)


class NotAsCsv(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The programme has several sheets; {file} as .csv can hold only one.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose a name that ends in .xlsx.")


def import_programme(store: Store, path: Path, *, today: date, dry_run: bool = False) -> ImportAnswer:
    """Take every sheet of the book, or with `dry_run` only say what that would do.

    `today` is the day whose regions count. Raises FileUnreadable if the file is not there or may not be read.
    """
    name = str(path)
    try:
        opened = open_book(path)
        tables = _tables(opened, path.stem)
    except SheetRefused as refusal:
        return ImportAnswer(name, bad=(Note(refusal.row, refusal.column, refusal.word, refusal.message()),))
    rows = [row for sheet, table in tables for row in read_rows(sheet, table, today)]
    warnings = _passed_over(opened, tables)
    return take_or_try(store, lambda session: _take(session, name, rows, warnings), lambda _: dry_run)


# Which sheet is which


def _tables(opened: Book, stem: str) -> list[tuple[SheetOf, Table]]:
    by_name = {name: sheet for sheet in book.BOOK for name in (sheet.name, sheet.word)}
    found = [(by_name[grid.name.strip().casefold()], grid) for grid in opened.sheets if _named(grid, by_name)]
    if not found and len(opened.sheets) == 1:
        grid = opened.sheets[0]
        found = [(by_name.get(stem.strip()) or _by_header(grid), grid)]
    if not found:
        raise SheetNotFound(sheet=" / ".join(sheet.name for sheet in book.BOOK))
    return [(sheet, read_table(grid, sheet.columns)) for sheet, grid in found if _filled(grid)]


def _named(grid: Grid, by_name: Mapping[str, SheetOf]) -> bool:
    return grid.name.strip().casefold() in by_name


def _filled(grid: Grid) -> bool:
    """A sheet without any cell was left out."""
    return bool(grid.marks) or any(value not in (None, "") for row in grid.rows for value in row)


def _by_header(grid: Grid) -> SheetOf:
    """The sheet whose header this is: all that must be there is there, and most of it is known."""
    best: tuple[bool, int] = (False, 2)
    chosen = None
    for sheet in book.BOOK:
        words = {canonical_header(word): each for each in sheet.columns for word in (each.header, each.id)}
        for row in grid.rows[:10]:
            there = {words[word].id for value in row if (word := canonical_header(value)) in words}
            whole = all(each.id in there for each in sheet.columns if each.required)
            if (whole, len(there)) > best:
                best, chosen = (whole, len(there)), sheet
    if chosen is None:
        raise HeaderNotFound(sheet=grid.name or "csv")
    return chosen


def _passed_over(opened: Book, tables: Sequence[tuple[SheetOf, Table]]) -> tuple[Note, ...]:
    used = {name for sheet in book.BOOK for name in (sheet.name, sheet.word)} | {columns.GUIDE_SHEET}
    strange = [grid.name for grid in opened.sheets if grid.name and grid.name.strip().casefold() not in used]
    if len(opened.sheets) == 1:
        strange = []
    notes = [Note(0, "", "UnknownSheet", reason_sentence("UnknownSheet", value=each)) for each in strange]
    for sheet, table in tables:
        notes += [Note(n.row, n.column, n.reason, f"{sheet.name}: {n.message}", sheet.name) for n in table.warnings]
    return tuple(notes)


# Taking it in


def _take(session: Session, name: str, rows: Sequence[Row], warnings: tuple[Note, ...]) -> ImportAnswer:
    stored = {sheet.name: rows_by_key(session, sheet.entity) for sheet in book.BOOK}
    years = rows_by_key(session, ProducerYear)
    known = _known(session, stored, years, rows)
    judge(rows, known)
    bad = tuple(note for row in rows for note in row.bad)
    if bad:
        return ImportAnswer(name, len(rows), bad=bad, warnings=warnings)
    taken = 0
    # Deals before their products, for these refer to them.
    for sheet in book.BOOK:
        ours = [row for row in rows if row.sheet is sheet]
        changed = take_rows(session, sheet.entity, stored[sheet.name], {_key(row): _values(row) for row in ours})
        more = _take_more(session, sheet, ours, years, known)
        taken += sum(_key(row) in changed or row.number in more for row in ours)
    return ImportAnswer(name, len(rows), taken, len(rows) - taken, warnings=warnings)


def _known(
    session: Session, stored: Mapping[str, Mapping[Key, Values]], years: Mapping[Key, Values], rows: Sequence[Row]
) -> Known:
    """What the till knows, by the sheets' own ids and keys."""
    by_sheet: dict[str, dict[Key, Values]] = {}
    carried = _products_of_deals(session)
    for sheet in book.BOOK:
        by_sheet[sheet.name] = {}
        for kept in stored[sheet.name].values():
            values = {each.column.id: kept[each.attr] for each in sheet.fields if each.attr in kept}
            if sheet is book.DEALS:
                values["products"] = ";".join(map(str, carried.get(kept["number"], ())))
            by_sheet[sheet.name][tuple(values[id] for id in sheet.key)] = values
    wanted: set[str] = {row.given["product"] for row in rows if row.sheet is book.PRICES and row.given.get("product")}
    for row in rows:
        if row.sheet is book.DEALS:
            wanted |= set((row.given.get("products") or "").split(";")) - {""}
    ids = {each.attr: each.column.id for each in book.PRODUCERS.fields}
    yearly = {key: {ids[name]: values[name] for name in book.YEARLY} for key, values in years.items()}
    codes = session.scalars(select(Producer.credit_code).where(Producer.credit_code.is_not(None)))
    return Known(by_sheet, yearly, frozenset(str(code) for code in codes), catalog.named(session, wanted))


def _products_of_deals(session: Session) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for deal, product in session.execute(
        select(DealProduct.deal, DealProduct.product_id).order_by(DealProduct.deal, DealProduct.product_id)
    ):
        found.setdefault(deal, []).append(product)
    return found


def _key(row: Row) -> Key:
    """The row's key as its table has it."""
    table = cast(SqlTable, row.sheet.entity.__table__)
    ids = {each.attr: each.column.id for each in row.sheet.fields}
    return tuple(row.full[ids[column.name]] for column in table.primary_key)


def _values(row: Row) -> Values:
    """The table's columns that the row gives; what may not be empty there is what the column says."""
    table = cast(SqlTable, row.sheet.entity.__table__)
    values: Values = {}
    for each in row.sheet.fields:
        if each.attr not in table.c or each.column.id not in row.given:
            continue
        value = row.given[each.column.id]
        values[each.attr] = default_of(table.c[each.attr]) if value is None else value
    if row.sheet is book.BUYERS and "name" in values:
        values["initials"] = search.spelling(values["name"]).initials
    return values


def _take_more(
    session: Session, sheet: SheetOf, rows: Sequence[Row], years: Mapping[Key, Values], known: Known
) -> set[int]:
    """What a sheet keeps beside its table; the numbers of the rows that changed something there."""
    if sheet is book.PRODUCERS:
        yearly = {}
        numbers = {}
        for row in rows:
            if row.given.get("year") is not None:
                key = (row.full["credit_code"], row.given["year"])
                fields = (each for each in sheet.fields if each.attr in book.YEARLY and each.column.id in row.given)
                yearly[key] = {each.attr: row.given[each.column.id] for each in fields}
                numbers[key] = row.number
        return {numbers[key] for key in take_rows(session, ProducerYear, years, yearly)}
    if sheet is not book.DEALS:
        return set()
    carried, changed = _products_of_deals(session), set()
    for row in rows:
        number = row.full["deal_no"]
        if "products" not in row.given:
            continue
        ids = sorted({known.products[each] for each in row.given["products"].split(";")})
        if ids != carried.get(number, []):
            replace_rows(session, DealProduct, {"deal": number}, [{"deal": number, "product_id": id} for id in ids])
            changed.add(row.number)
    return changed


# Writing it


def export_programme(store: Store, path: Path) -> int:
    """Write the whole programme to an .xlsx; how many rows. Reading the file again finds every row unchanged.

    A producer's households are those of its last year. Raises FileNotWritten; refuses NotAsCsv.
    """
    _refuse_csv(path)
    with store.read() as session:
        sheets = [(sheet, list(_rows(session, sheet))) for sheet in book.BOOK]
    write_workbook(path, [_sheet(sheet, rows) for sheet, rows in sheets])
    return sum(len(rows) for _, rows in sheets)


def template_programme(path: Path) -> None:
    """Write an empty book: headers, the words to choose from, and how to fill it. Raises FileNotWritten."""
    _refuse_csv(path)
    guide = [[translate("Template", line)] for line in _GUIDE]
    empty = [_sheet(sheet, []) for sheet in book.BOOK]
    write_workbook(path, [*empty, Sheet(columns.GUIDE_SHEET, [columns.GUIDE_SHEET], guide, ["text"])])


def _refuse_csv(path: Path) -> None:
    if path.suffix.lower() == ".csv":
        raise NotAsCsv(file=path.name)


def _sheet(sheet: SheetOf, rows: Iterable[Sequence[object]]) -> Sheet:
    return Sheet(
        sheet.name,
        [each.column.header for each in sheet.fields],
        rows,
        [each.kind for each in sheet.fields],
        choices={at: tuple(each.words) for at, each in enumerate(sheet.fields) if each.words},
        required=frozenset(at for at, each in enumerate(sheet.fields) if each.needed),
    )


def _rows(session: Session, sheet: SheetOf) -> Iterable[list[object]]:
    more: dict[Key, Values] = {}
    if sheet is book.PRODUCERS:
        # In the order of their years: the last one stays.
        for year, values in rows_by_key(session, ProducerYear).items():
            more[year[:1]] = values
    if sheet is book.DEALS:
        codes = _codes(session)
        for deal, products in _products_of_deals(session).items():
            more[(deal,)] = {"products": ";".join(codes[id][0] for id in products)}
    goods = _codes(session) if sheet is book.PRICES else {}
    for key, stored in rows_by_key(session, sheet.entity).items():
        row = {**stored, **more.get(key, {})}
        if sheet is book.PRICES:
            row["product_id"], row["product_name"] = goods[row["product_id"]]
        if sheet is book.FAIRS:
            row["days"] = (row["last"] - row["first"]).days + 1
        if sheet is book.PRODUCERS:
            row["region_name"] = regions.region_name(row["region"])
        yield [_written(each, row.get(each.attr or each.column.id)) for each in sheet.fields]


def _codes(session: Session) -> dict[int, tuple[str, str]]:
    product = catalog.Product
    return {id: (code, name) for id, code, name in session.execute(select(product.id, product.code, product.name))}


def _written(each: Field, value: Any) -> object:
    """A value as people write it into that column."""
    if value is None:
        return None
    if each.words:
        return next(word for word, code in each.words.items() if code == value)
    if each.column.id in ("ratio_percent", "percent_off"):
        return Decimal(value) / 100
    if each.column.id == "channels":
        words = {code: word for word, code in CHANNELS.items()}
        return ALL if value == "ALL" else ";".join(words[code] for code in value.split(";"))
    if each.column.id == "regions":
        return {"ALL": ALL, "PAIRED": PAIRED}.get(value, value)
    return value
