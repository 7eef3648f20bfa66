"""The other half of the verifier: a shop's SQLite file, its journal and the tables beside it, without the ORM.

The journal is what the till swore to; the tables are there to be queried. Here every row of a receipt is held against
its record, and every record must have its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pos.core.wording import translate
from pos.exchange.verify import Verdict, Walk, Wrong, journal_refused

_JOURNAL = "SELECT n, kind, id, at, business_day, record, prev, hash FROM journal WHERE till = ? ORDER BY n"
# By the printed number, for that is what the table has an index on.
_RECEIPT = """SELECT id, journal_n, uuid, kind, business_day, net, discount, rounding
    FROM receipts WHERE till = ? AND number = ?"""
_LINES = """SELECT n, product_code, region, quantity, grams, gross, discount, net, vat
    FROM receipt_lines WHERE receipt_id = ? ORDER BY n, part"""
_TENDERS = "SELECT means, kept FROM receipt_tenders WHERE receipt_id = ? ORDER BY n"

_UNSWORN = """SELECT till || '-' || number FROM receipts WHERE NOT EXISTS (SELECT 1 FROM journal
    WHERE journal.till = receipts.till AND journal.n = receipts.journal_n AND journal.kind IN ('S', 'R'))"""
_ORPHANS = {
    "receipt_lines": "SELECT receipt_id FROM receipt_lines WHERE receipt_id NOT IN (SELECT id FROM receipts)",
    "receipt_tenders": "SELECT receipt_id FROM receipt_tenders WHERE receipt_id NOT IN (SELECT id FROM receipts)",
}


def verify_rows(path: Path) -> Verdict:
    """See `pos.exchange.verify.verify_database`."""
    from sqlcipher3 import dbapi2

    if not path.is_file():
        raise FileNotFoundError(path)
    walk = Walk()
    try:
        # Only sqlcipher3 may open the shop's file: two SQLite libraries in one process can break each other's locks.
        database = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
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
            return walk.verdict()
        finally:
            database.close()
    except Wrong as wrong:
        return journal_refused(walk, wrong, walk.last_n)
    except (dbapi2.DatabaseError, UnicodeDecodeError) as damage:
        unreadable = Wrong("DatabaseDamaged", translate("Verify", "The database is damaged: {what}."), what=damage)
        return journal_refused(walk, unreadable, walk.last_n)


def _till(database: Any, till: str, walk: Walk) -> Verdict:
    n = 0
    try:
        for n, kind, identity, at, day, text, prev, hashed in database.execute(_JOURNAL, (till,)):
            record = walk.take_written(n, text)
            _same((kind, prev, hashed), (record["t"], record["ph"], record["h"]))
            _same((identity, at, day), (record.get("id"), record.get("at"), record.get("bd")))
            if kind in ("S", "R"):
                _receipt(database, till, record)
        return walk.verdict()
    except Wrong as wrong:
        return journal_refused(walk, wrong, n)


def _receipt(database: Any, till: str, record: dict[str, Any]) -> None:
    kind = "SALE" if record["t"] == "S" else "REFUND"
    number = int(record["no"].rsplit("-", 1)[1])
    found = database.execute(_RECEIPT, (till, number)).fetchone() or (0,)
    money = (record["net"], record["disc"], record["rnd"])
    _same(tuple(found[1:]), (record["n"], record["id"], kind, record["bd"], *money))
    names = ("i", "p", "o", "q", "g", "gross", "disc", "net", "vat")
    sold = [tuple(line[name] for name in names) for line in record["lines"]]
    _same([tuple(row) for row in database.execute(_LINES, found[:1])], sold)
    kept = [(each["k"], each["f"]) for each in record["ten"]]
    _same([tuple(row) for row in database.execute(_TENDERS, found[:1])], kept)


def _nothing_else(database: Any) -> None:
    """Rows that no record of the journal speaks of."""
    for table, stray in _strays(database):
        raise Wrong(
            "RowsDisagree",
            translate("Verify", "{place}: the table {table} holds {row}, of which the journal knows nothing."),
            table=table,
            row=stray,
        )


def _strays(database: Any) -> Iterator[tuple[str, str]]:
    yield from (("receipts", str(row[0])) for row in database.execute(_UNSWORN))
    for table, orphans in _ORPHANS.items():
        yield from ((table, str(row[0])) for row in database.execute(orphans))


def _same(found: object, sworn: object) -> None:
    if found != sworn:
        raise Wrong("RowsDisagree", translate("Verify", "{place}: the tables say something else than the journal."))
