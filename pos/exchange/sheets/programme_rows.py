"""Rows of the programme book read and judged: each cell, what one cell demands of another, and what one row of another.

What a sheet leaves out is what the till knows already; so each row is judged as it will stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from pos.core.money import Money
from pos.core.programme import Key, Values
from pos.exchange.sheets import programme_columns as book
from pos.exchange.sheets.cells import Fault, reason_sentence
from pos.exchange.sheets.programme_columns import SheetOf
from pos.exchange.sheets.tables import Note, Table

#: What a reference that is not known is called.
_UNKNOWN = {
    "shop": "UnknownShop",
    "outlet": "UnknownOutlet",
    "producer": "UnknownProducer",
    "buyer": "UnknownBuyer",
    "agreement": "UnknownAgreement",
    "fair": "UnknownFair",
    "product": "UnknownProduct",
}


class Row(Struct):
    """One row: `given` are the cells that the sheet has, `full` the row as it will stand, both by English id."""

    sheet: SheetOf
    number: int
    given: dict[str, Any]
    full: dict[str, Any] = field(default_factory=dict)
    bad: list[Note] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What the row is known by."""
        return tuple(self.full.get(id) for id in self.sheet.key)

    def fault(self, column: str, fault: Fault) -> None:
        """Something is wrong with that cell; a cell that is bad already is not blamed again."""
        if all(note.column != column for note in self.bad):
            message = f"{self.sheet.name}: {fault.message()}"
            self.bad.append(Note(self.number, column, fault.reason, message, self.sheet.name))

    def demand(self, column: str) -> None:
        """That cell must be filled in."""
        if self.full.get(column) is None:
            self.fault(column, Fault("Missing"))

    def in_order(self, first: str, last: str) -> None:
        """The end does not come before the beginning."""
        begins, ends = self.full.get(first), self.full.get(last)
        if begins is not None and ends is not None and ends < begins:
            self.fault(last, Fault("BadDates", first=begins, last=ends))


class Known(Struct):
    """What the till knows: rows by sheet and by the sheet's key (cells by English id), and the names of goods.

    `units` are the buyers as they will stand, `tops` those that others belong to.
    """

    rows: dict[str, dict[Key, Values]]
    years: Mapping[Key, Values]
    producers: frozenset[str]
    products: Mapping[str, int]
    units: dict[str, Values] = field(default_factory=dict)
    tops: set[str] = field(default_factory=set)


def read_rows(sheet: SheetOf, table: Table, today: date) -> list[Row]:
    """Read the cells of one sheet; everything wrong with them is noted in the rows."""
    fields = [each for each in sheet.fields if each.column.id in table.columns]
    rows = []
    for read in table.rows:
        row = Row(sheet, read.number, {})
        for each in fields:
            try:
                row.given[each.column.id] = each.read(read.cell(each.column.id), today)
            except Fault as fault:
                row.fault(each.column.id, fault)
            else:
                if each.needed and row.given[each.column.id] is None:
                    row.fault(each.column.id, Fault("Missing"))
        rows.append(row)
    return rows


def judge(rows: Sequence[Row], known: Known) -> None:
    """Complete the rows with what the till knows, and note everything that is wrong between cells and rows."""
    by_sheet: dict[str, list[Row]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet.name, []).append(row)
        _complete(row, known)
    _keys_once(rows)
    names = _names(by_sheet, known)
    known.units = {values["buyer_id"]: values for values in known.rows[book.BUYERS.name].values()}
    known.units |= {row.full["buyer_id"]: row.full for row in by_sheet.get(book.BUYERS.name, ()) if _named(row)}
    known.tops = {values["parent"] for values in known.units.values() if values.get("parent") is not None}
    for row in rows:
        _refer(row, names)
        check = _CHECKS.get(row.sheet.name)
        if check is not None:
            check(row, by_sheet, known)
    _no_overlap(book.PAIRINGS, ("region_code", "scheme"), by_sheet, known, "PairingOverlaps")
    _no_overlap(book.PRICES, ("product", "price_kind"), by_sheet, known, "PriceOverlaps")
    _households_agree(by_sheet, known)


def _complete(row: Row, known: Known) -> None:
    given = row.given
    if row.sheet is book.PRICES and given.get("product") is not None:
        found = known.products.get(given["product"])
        if found is None:
            row.fault("product", Fault("UnknownProduct", value=given["product"]))
        given["product"] = found
    if row.sheet is book.QUOTAS and given.get("revision") is None:
        given["revision"] = 0
    if row.sheet is book.FAIRS:
        _last_day(row)
    key = tuple(given.get(id) for id in row.sheet.key)
    row.full = {**known.rows.get(row.sheet.name, {}).get(key, {}), **given}
    if row.sheet is book.PRODUCERS and given.get("year") is not None:
        row.full = {**known.years.get((given.get("credit_code"), given["year"]), {}), **row.full}


def _last_day(row: Row) -> None:
    """A fair's end, or its beginning and how many days; where both are said they must agree."""
    given = row.given
    first, last, days = given.get("from"), given.get("to"), given.get("days")
    if first is None or days is None or any(note.column in ("from", "to", "days") for note in row.bad):
        return
    ends = first + timedelta(days=days - 1)
    if last is not None and last != ends:
        row.fault("days", Fault("BadDates", reason_sentence("DaysDisagree", days=days, first=first, last=last)))
    given["to"] = ends


def _keys_once(rows: Sequence[Row]) -> None:
    seen: dict[tuple[str, Key], int] = {}
    for row in rows:
        if None in row.key or any(note.column in row.sheet.key for note in row.bad):
            continue
        first = seen.setdefault((row.sheet.name, row.key), row.number)
        if first != row.number:
            shown = " ".join(str(part) for part in row.key)
            row.fault(row.sheet.key[0], Fault("KeyTwice", value=shown, first=first))


def _names(by_sheet: Mapping[str, Sequence[Row]], known: Known) -> dict[str, set[str]]:
    """Everything that may be referred to. A row that is bad is there all the same: it is bad enough already."""

    def all_of(sheet: SheetOf, id: str) -> set[str]:
        old = {values[id] for values in known.rows.get(sheet.name, {}).values()}
        return old | {row.full[id] for row in by_sheet.get(sheet.name, ()) if row.full.get(id) is not None}

    shops = {
        values["shop_id"]
        for values in (*known.rows[book.OUTLETS.name].values(), *(r.full for r in by_sheet.get(book.OUTLETS.name, ())))
        if values.get("outlet_kind") == "SUB_CENTER" and values.get("shop_id") is not None
    }
    return {
        "shop": shops,
        "outlet": all_of(book.OUTLETS, "outlet_id"),
        "producer": all_of(book.PRODUCERS, "credit_code") | known.producers,
        "buyer": all_of(book.BUYERS, "buyer_id"),
        "agreement": all_of(book.AGREEMENTS, "agreement_no"),
        "fair": all_of(book.FAIRS, "fair_no"),
        "product": set(known.products),
    }


def _refer(row: Row, names: Mapping[str, set[str]]) -> None:
    """Every reference is to a row of the book or of the till."""
    for each in row.sheet.fields:
        value = row.given.get(each.column.id)
        if value is None or each.refers in ("", "product"):
            continue
        what = each.refers.removesuffix("s")
        for one in value.split(";") if each.refers == "products" else [value]:
            if one not in names[what]:
                row.fault(each.column.id, Fault(_UNKNOWN[what], value=one))
    for column, what in (("counters", "outlet"), ("producers", "producer")) if row.sheet is book.FAIRS else ():
        for one in (row.given.get(column) or "").split(";"):
            if one and one not in names[what]:
                row.fault(column, Fault(_UNKNOWN[what], value=one))
    unit = row.given.get("unit") if row.sheet is book.QUOTAS else None
    district = unit is not None and unit.isascii() and unit.isdigit() and len(unit) == 6
    if unit is not None and not district and unit not in names["buyer"]:
        row.fault("unit", Fault("UnknownBuyer", value=unit))


# What the rows of each sheet demand

_Check = Callable[[Row, Mapping[str, Sequence[Row]], Known], None]


def _outlet(row: Row, *_: object) -> None:
    if row.full.get("outlet_kind") == "SUB_CENTER":
        row.demand("site_type")
        if row.full.get("outlet_id") != row.full.get("shop_id"):
            shown = row.full.get("outlet_id")
            row.fault("outlet_id", Fault("NotAllowed", value=shown, words=row.full.get("shop_id")))
    row.in_order("opened_on", "closed_on")


def _producer(row: Row, *_: object) -> None:
    if row.full.get("kind") == "TRADER":
        row.demand("agent_for")
    counted = [id for id in ("hh_direct", "hh_indirect", "hh_unstable", "hh_marginal", "hh_sudden") if _has(row, id)]
    if counted and row.given.get("year") is None:
        row.fault("year", Fault("MissingEvidence"))
    elif counted and row.full.get("evidence") is None:
        row.fault("evidence", Fault("MissingEvidence"))


def _has(row: Row, column: str) -> bool:
    return row.given.get(column) is not None


def _named(row: Row) -> bool:
    return row.full.get("buyer_id") is not None


def _buyer(row: Row, _: Mapping[str, Sequence[Row]], known: Known) -> None:
    kind, parent = row.full.get("kind"), row.full.get("parent")
    if kind is not None:
        row.demand("parent" if kind == "CANTEEN" else "credit_code")
    if parent is None:
        return
    over = known.units.get(parent, {})
    # The unit at the top may also have got a unit over it just now, in this very book.
    chained = over.get("parent") is not None or over.get("kind") == "CANTEEN" or row.full.get("buyer_id") in known.tops
    if chained or parent == row.full.get("buyer_id"):
        row.fault("parent", Fault("NotAllowed", reason_sentence("ParentChain", value=parent)))


def _agreement(row: Row, *_: object) -> None:
    if row.full.get("kind") not in (None, "CONSIGNMENT_FRAME"):
        row.demand("amount")
    if row.full.get("quantity") is not None:
        row.demand("quantity_unit")
    row.in_order("from", "to")


def _quota(row: Row, *_: object) -> None:
    base, ratio, target = (row.full.get(id) for id in ("base", "ratio_percent", "target"))
    if base is None or ratio is None or target is None:
        return
    wanted = base.portion(ratio, 10_000)
    if wanted != target:
        row.fault("target", Fault("TargetDisagrees", value=target, target=wanted))


def _fair(row: Row, *_: object) -> None:
    if all(note.column not in ("to", "days") for note in row.bad):
        row.demand("to")
    row.in_order("from", "to")


def _price(row: Row, *_: object) -> None:
    if row.full.get("price_kind") == "FAIR":
        row.demand("fair_no")
    price, reference = row.full.get("price"), row.full.get("reference_price")
    if price is not None and reference is not None and price > reference:
        row.fault("price", Fault("BadPrice", reason_sentence("PriceAboveReference", value=price)))
    row.in_order("from", "to")


def _project(row: Row, *_: object) -> None:
    if row.full.get("kind") == "SUBSIDY":
        row.demand("outlet_id")
    spent, amount = row.full.get("spent"), row.full.get("amount")
    if isinstance(spent, Money) and isinstance(amount, Money) and spent > amount:
        row.fault("spent", Fault("BadAmount", value=spent))


def _households(row: Row, *_: object) -> None:
    if row.full.get("basis") == "PER_YUAN":
        row.demand("yuan_per_household")
        for column in ("hh_direct", "hh_indirect"):
            if row.full.get(column) is not None:
                # What is estimated from sales is not counted too.
                row.fault(column, Fault("BadNumber", value=row.full[column]))
    elif row.full.get("basis") == "DECLARED":
        row.demand("evidence")


def _benefit(row: Row, *_: object) -> None:
    if row.full.get("kind") == "MONEY_OFF":
        row.demand("from_amount")
        row.demand("money_off")
    elif row.full.get("kind") == "PERCENT_OFF":
        row.demand("percent_off")
    row.in_order("from", "to")


def _deal(row: Row, *_: object) -> None:
    if row.full.get("deal_kind") == "N_FREE_M":
        row.demand("n")
        row.demand("m")
    elif row.full.get("deal_kind") == "GROUP_PRICE":
        row.demand("group_price")
        if ";" not in (row.full.get("products") or ";"):
            row.demand("n")
    row.in_order("from", "to")


_CHECKS: Mapping[str, _Check] = {
    book.OUTLETS.name: _outlet,
    book.PAIRINGS.name: lambda row, *_: row.in_order("from", "to"),
    book.PRODUCERS.name: _producer,
    book.BUYERS.name: _buyer,
    book.AGREEMENTS.name: _agreement,
    book.QUOTAS.name: _quota,
    book.FAIRS.name: _fair,
    book.PRICES.name: _price,
    book.PROJECTS.name: _project,
    book.HOUSEHOLDS.name: _households,
    book.BENEFITS.name: _benefit,
    book.DEALS.name: _deal,
}


# What the rows demand of one another


def _no_overlap(
    sheet: SheetOf, same: tuple[str, str], by_sheet: Mapping[str, Sequence[Row]], known: Known, reason: str
) -> None:
    """No two rows of the same kind share a day, in the book and in the till as they will stand."""
    rows = by_sheet.get(sheet.name, ())
    standing = dict(known.rows.get(sheet.name, {}))
    for row in rows:
        standing.pop(row.key, None)
    taken: dict[Any, list[tuple[date, date]]] = {}
    for values in standing.values():
        days = (values["from"], values.get("to") or date.max)
        taken.setdefault(tuple(values[id] for id in same), []).append(days)
    for row in rows:
        if row.bad or row.full.get("from") is None:
            continue
        first, last = row.full["from"], row.full.get("to") or date.max
        others = taken.setdefault(tuple(row.full.get(id) for id in same), [])
        clash = next((begins for begins, ends in others if begins <= last and first <= ends), None)
        if clash is not None:
            row.fault("from", Fault(reason, value=_shown(row, same[0], known), first=clash))
        others.append((first, last))


def _shown(row: Row, column: str, known: Known) -> object:
    value = row.full.get(column)
    if row.sheet is book.PRICES:
        return next((name for name, id in known.products.items() if id == value), value)
    return value


def _households_agree(by_sheet: Mapping[str, Sequence[Row]], known: Known) -> None:
    """Where 帮扶企业 and 联农带农 both count a producer's households of a year, they count the same."""
    said: dict[Any, Values] = dict(known.years)
    for row in by_sheet.get(book.PRODUCERS.name, ()):
        if row.given.get("year") is not None:
            said[row.full.get("credit_code"), row.given["year"]] = row.full
    rows = {row.key: row for row in by_sheet.get(book.HOUSEHOLDS.name, ())}
    counted = {**known.rows.get(book.HOUSEHOLDS.name, {}), **{key: row.full for key, row in rows.items()}}
    for key, values in counted.items():
        other = said.get(key)
        if other is None or values.get("counted_in") != "HOUSEHOLD" or values.get("basis") != "DECLARED":
            continue
        column = next((id for id in ("hh_direct", "hh_indirect") if _differ(values.get(id), other.get(id))), None)
        if column is None:
            continue
        blamed = rows.get(key) or next(
            (row for row in by_sheet.get(book.PRODUCERS.name, ()) if row.full is other), None
        )
        if blamed is not None:
            blamed.fault(column, Fault("HouseholdsDisagree", value=key[0], year=key[1]))


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
