"""The other half of the verifier: a shop's SQLite file, its journal and the tables beside it, without the ORM.

The journal is what the till swore to; the tables are there to be queried. Here every receipt and every closing is held
against its record, and the sums that a closing keeps for later reports are worked out again from the records.
"""

from __future__ import annotations

import errno
import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pos.core.wording import translate
from pos.db.backup import CLOSED
from pos.exchange.verify import Verdict, Walk, Wrong, journal_refused
from pos.exchange.verify_exchange import check_exchanges
from pos.exchange.verify_stock import as_sworn, check_stock, moves_of

_JOURNAL = "SELECT n, kind, id, at, business_day, record, prev, hash FROM journal WHERE till = ? ORDER BY n"
# By the printed number, for that is what the table has an index on.
_RECEIPT = """SELECT id, journal_n, uuid, kind, at, business_day, hour, clerk, mode, channel, buyer_kind, buyer,
    agreement, fair, motive, purchase_mode, love_card, net, discount, rounding,
    (SELECT sold.number FROM receipts AS sold WHERE sold.id = receipts.of_id), CASE kind WHEN 'REFUND' THEN reason END
    FROM receipts WHERE till = ? AND number = ?"""
_LINES = """SELECT n, product_code, region, unit, quantity, grams, gross, discount, net, vat, vat_kind, producer, batch,
    CASE WHEN certified THEN certification_no END
    FROM receipt_lines WHERE receipt_id = ? ORDER BY n, part"""
_LINE_NAMES = ("i", "p", "o", "u", "q", "g", "gross", "disc", "net", "vat", "vt", "pr", "bt", "cert")
_TENDERS = "SELECT means, kept FROM receipt_tenders WHERE receipt_id = ? ORDER BY n"
#: Columns that came later; books of before have none of them, and their journal says nothing of them either.
_FUNDERS = "SELECT funder FROM receipt_tenders WHERE receipt_id = ? ORDER BY n"
_COUNTS_FOR = "SELECT counts_for, operator FROM receipts WHERE id = ?"
_CLOSING = """SELECT coalesce(first_number, 0), coalesce(last_number, 0), journal_n, business_day, expected, counted,
    over_short, grand_gross, grand_refunded, totals FROM closings WHERE till = ? AND z = ?"""
_COUNT = {
    "receipts": "SELECT count(*) FROM receipts WHERE till = ?",
    "closings": "SELECT count(*) FROM closings WHERE till = ?",
}
_COUNTS = ("sales", "refunds", "grams")
_GROUPS = ("by_region", "by_channel", "by_buyer_kind", "by_means", "by_mode", "by_producer", "by_product", "by_clerk")
_STRAYS = {
    "receipts": "SELECT till || '-' || number FROM receipts WHERE till NOT IN (SELECT till FROM journal)",
    "closings": "SELECT till || '-' || z FROM closings WHERE till NOT IN (SELECT till FROM journal)",
    "receipt_lines": "SELECT receipt_id FROM receipt_lines WHERE receipt_id NOT IN (SELECT id FROM receipts)",
    "receipt_tenders": "SELECT receipt_id FROM receipt_tenders WHERE receipt_id NOT IN (SELECT id FROM receipts)",
}


def verify_rows(path: Path) -> Verdict:
    """See `pos.exchange.verify.verify_database`."""
    from sqlcipher3 import dbapi2

    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    walk = Walk()
    try:
        # Only sqlcipher3 may open the shop's file: two SQLite libraries in one process can break each other's locks.
        database = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            # One transaction: the till may go on selling meanwhile, here it stands still.
            database.execute("BEGIN")
            damage = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if damage != "ok":
                raise Wrong("DatabaseDamaged", translate("Verify", "The database is damaged: {what}."), what=damage)
            for (till,) in database.execute("SELECT DISTINCT till FROM journal ORDER BY till").fetchall():
                walk = Walk()
                verdict = _till(database, str(till), walk)
                if not verdict.ok:
                    return verdict
            _nothing_else(database)
            check_stock(database)
            check_exchanges(database)
            return walk.verdict()
        finally:
            database.close()
    except Wrong as wrong:
        return journal_refused(walk, wrong, walk.last_n)
    except (dbapi2.DatabaseError, UnicodeDecodeError) as damage:
        if any(sign in str(damage) for sign in CLOSED):
            # Nobody may conclude from a missing permission that the books are damaged.
            raise PermissionError(errno.EACCES, str(damage), str(path)) from damage
        unreadable = Wrong("DatabaseDamaged", translate("Verify", "The database is damaged: {what}."), what=damage)
        return journal_refused(walk, unreadable, walk.last_n)


def _till(database: Any, till: str, walk: Walk) -> Verdict:
    n, closings, shift = 0, 0, _Shift()
    moves = moves_of(database, till)
    columns = _columns(database)
    try:
        for n, kind, identity, at, day, text, prev, hashed in database.execute(_JOURNAL, (till,)):
            record = walk.take_written(n, text)
            sworn = (record["t"], record.get("id"), record.get("at"), record.get("bd"), record["ph"], record["h"])
            _same((kind, identity, at, day, prev, hashed), sworn)
            if kind in ("S", "R"):
                _receipt(database, till, record, columns)
                shift.add(record)
            elif kind == "Z":
                _closing(database, till, record, shift)
                closings, shift = closings + 1, _Shift()
            elif kind == "M":
                _same(moves.pop(n, None), as_sworn(record))
        for stray in moves:
            raise _stray("stock_moves", stray)
        # Every record has met its row; a row too many is one that nobody swore to.
        for table, sworn_to in (("receipts", walk.sales + walk.refunds), ("closings", closings)):
            (there,) = database.execute(_COUNT[table], (till,)).fetchone()
            if there != sworn_to:
                raise _stray(table, there - sworn_to)
        return walk.verdict()
    except Wrong as wrong:
        return journal_refused(walk, wrong, n)


def _columns(database: Any) -> frozenset[str]:
    """What these books know of a receipt and of its tenders."""
    tables = ("PRAGMA table_info(receipts)", "PRAGMA table_info(receipt_tenders)")
    return frozenset(row[1] for table in tables for row in database.execute(table))


def _receipt(database: Any, till: str, record: Mapping[str, Any], columns: frozenset[str]) -> None:
    found = database.execute(_RECEIPT, (till, _number(record["no"]))).fetchone() or (0,)
    deal = [record.get(name) for name in ("mode", "ch", "bk", "org", "agr", "fair", "motive", "pm")]
    sworn = (
        record["n"],
        record["id"],
        "SALE" if record["t"] == "S" else "REFUND",
        record["at"],
        record["bd"],
        (int(record["at"][11:13]) + 8) % 24,
        record["clerk"],
        *deal,
        record.get("card", 0),
        record["net"],
        record["disc"],
        record["rnd"],
        _number(record["of"]) if record.get("of", "NONE") != "NONE" else None,
        record.get("why"),
    )
    _same(tuple(found[1:]), sworn)
    sold = [tuple(line.get(name) for name in _LINE_NAMES) for line in record["lines"]]
    _same([tuple(row) for row in database.execute(_LINES, found[:1])], sold)
    kept = [(each["k"], each["f"]) for each in record["ten"]]
    _same([tuple(row) for row in database.execute(_TENDERS, found[:1])], kept)
    if "counts_for" in columns:
        _same(tuple(database.execute(_COUNTS_FOR, found[:1]).fetchone()), (record.get("for"), record.get("operator")))
    if "funder" in columns:
        told = [each.get("fu") for each in record["ten"]]
        _same([funder for (funder,) in database.execute(_FUNDERS, found[:1])], told)


def _number(printed: str) -> int:
    return int(printed.rsplit("-", 1)[1])


def _closing(database: Any, till: str, record: Mapping[str, Any], shift: _Shift) -> None:
    rows = database.execute(_CLOSING, (till, record["z"])).fetchall()
    names = ("n", "bd", "expected", "counted", "over", "grand_gross", "grand_refunded")
    ends = [_number(record.get(end, "-0")) for end in ("first", "last")]
    _same([tuple(row[:-1]) for row in rows], [(*ends, *(record[name] for name in names))])
    shift.compare(rows[0][-1])


class _Shift:
    """The sums of a shift's receipts, in fen, by the groups that its closing keeps."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()
        self._groups: Counter[tuple[str, str, str]] = Counter()

    def add(self, record: Mapping[str, Any]) -> None:
        sale = record["t"] == "S"
        sign, way = (1, "gross") if sale else (-1, "refunded")
        self._sums["sales" if sale else "refunds"] += 1
        self._sums[way] += record["net"]
        self._sums["rounding"] += sign * record["rnd"]
        self._sums["discount"] += sign * record["disc"]
        for group, name in (("by_channel", "ch"), ("by_buyer_kind", "bk"), ("by_mode", "mode"), ("by_clerk", "clerk")):
            self._groups[group, record[name], way] += record["net"]
        for line in record["lines"]:
            self._sums["grams"] += sign * line["g"]
            for group, name in (("by_region", "o"), ("by_product", "p"), ("by_producer", "pr")):
                self._groups[group, line.get(name, "-"), way] += line["net"]
        for tender in record["ten"]:
            self._groups["by_means", tender["k"], way] += tender["f"]
            if tender["k"] == "VOUCHER":
                self._groups["by_funder", tender.get("fu", "-"), way] += tender["f"]

    def compare(self, kept: str) -> None:
        """`kept` is the JSON of the closing's row: money as text in yuan."""
        try:
            totals = json.loads(kept)
            money = ("gross", "refunded", "rounding", "discount")
            told = {name: _fen(totals[name]) if name in money else totals[name] for name in (*money, *_COUNTS)}
            # Vouchers are kept by their funder since there are any; what only the clerk confirmed no record tells.
            told_groups = (*_GROUPS, "by_funder") if "by_funder" in totals else _GROUPS
            groups = {
                (group, code, way): _fen(row[way])
                for group in told_groups
                for code, row in totals[group].items()
                for way in ("gross", "refunded")
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _disagree() from None
        _same(told, {name: self._sums[name] for name in told})
        _same(
            {key: fen for key, fen in groups.items() if fen},
            {key: fen for key, fen in self._groups.items() if fen and key[0] in told_groups},
        )


def _fen(yuan: str) -> int:
    whole, _, cents = yuan.partition(".")
    if len(cents) != 2:
        raise ValueError(yuan)
    return int(whole + cents)


def _nothing_else(database: Any) -> None:
    """Rows of tills and receipts that no journal speaks of."""
    for table, strays in _STRAYS.items():
        for (stray,) in database.execute(strays):
            raise _stray(table, stray)


def _stray(table: str, row: object) -> Wrong:
    sentence = translate("Verify", "{place}: the table {table} holds {row}, of which the journal knows nothing.")
    return Wrong("RowsDisagree", sentence, table=table, row=row)


def _disagree() -> Wrong:
    return Wrong("RowsDisagree", translate("Verify", "{place}: the tables say something else than the journal."))


def _same(found: object, sworn: object) -> None:
    if found != sworn:
        raise _disagree()
