"""The shop's database against its own journal: whoever changes a row with a tool is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from pos.exchange.verify import verify_database
from tests.exchange.shop_day import chained, line, morning, sale, written

TABLES = """
CREATE TABLE journal(till TEXT, n INTEGER, kind TEXT, id TEXT, at TEXT, business_day TEXT, record TEXT, prev TEXT,
    hash TEXT, PRIMARY KEY(till, n));
CREATE TABLE receipts(id INTEGER PRIMARY KEY, uuid TEXT, till TEXT, number INTEGER, kind TEXT, business_day TEXT,
    net INTEGER, discount INTEGER, rounding INTEGER, journal_n INTEGER, UNIQUE(till, number));
CREATE TABLE receipt_lines(receipt_id INTEGER, n INTEGER, part INTEGER, product_code TEXT, region TEXT,
    quantity INTEGER, grams INTEGER, gross INTEGER, discount INTEGER, net INTEGER, vat INTEGER,
    PRIMARY KEY(receipt_id, n, part));
CREATE TABLE receipt_tenders(receipt_id INTEGER, n INTEGER, means TEXT, kept INTEGER, PRIMARY KEY(receipt_id, n));
"""


def fill(database: Any, till: str, records: list[dict[str, Any]]) -> None:
    for record in chained(records):
        when = (record.get("at"), record.get("bd"))
        row = (till, record["n"], record["t"], record.get("id"), *when, written(record), record["ph"], record["h"])
        database.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?)", row)
        if record["t"] not in ("S", "R"):
            continue
        kind = "SALE" if record["t"] == "S" else "REFUND"
        number = int(record["no"][-6:])
        head = (
            record["id"],
            till,
            number,
            kind,
            record["bd"],
            record["net"],
            record["disc"],
            record["rnd"],
            record["n"],
        )
        receipt = database.execute("INSERT INTO receipts VALUES (NULL,?,?,?,?,?,?,?,?,?)", head).lastrowid
        for each in record["lines"]:
            names = ("p", "o", "q", "g", "gross", "disc", "net", "vat")
            row = (receipt, each["i"], 0, *(each[name] for name in names))
            database.execute("INSERT INTO receipt_lines VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
        for n, tender in enumerate(record["ten"], 1):
            database.execute("INSERT INTO receipt_tenders VALUES (?,?,?,?)", (receipt, n, tender["k"], tender["f"]))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.sqlite3"
    database = dbapi2.connect(path)
    database.executescript(TABLES)
    fill(database, "01", morning())
    other = sale(1, [line(1, "SP0009", "540102", 500)], {"CASH": 500}, id="ffffffff-0000-0000-0000-000000000001")
    fill(database, "02", [other | {"no": "DX03-02-000001"}])
    database.commit()
    database.close()
    return path


def test_an_honest_shop(shop: Path) -> None:
    verdict = verify_database(shop)
    assert verdict.ok, verdict.message


@pytest.mark.parametrize(
    ("edit", "line_", "reason"),
    [
        ("UPDATE receipts SET net = 1 WHERE number = 2", 3, "RowsDisagree"),
        ("UPDATE receipts SET rounding = 0 WHERE number = 1 AND till = '01'", 2, "RowsDisagree"),
        ("UPDATE receipts SET business_day = '2021-09-09' WHERE number = 2", 3, "RowsDisagree"),
        ("UPDATE receipts SET kind = 'SALE' WHERE number = 3", 5, "RowsDisagree"),
        ("UPDATE receipt_lines SET region = '110115' WHERE product_code = 'SP0003'", 3, "RowsDisagree"),
        ("UPDATE receipt_lines SET quantity = 1 WHERE product_code = 'SP0008'", 6, "RowsDisagree"),
        ("UPDATE receipt_tenders SET means = 'CASH' WHERE means = 'CARD_POS'", 6, "RowsDisagree"),
        ("UPDATE receipt_tenders SET kept = 499 WHERE kept = 500", 1, "RowsDisagree"),
        ("DELETE FROM receipt_lines WHERE product_code = 'SP0003'", 3, "RowsDisagree"),
        ("DELETE FROM receipts WHERE number = 4", 6, "RowsDisagree"),
        ("INSERT INTO receipts VALUES (99, 'x', '01', 5, 'SALE', '2021-09-08', 1, 0, 0, 99)", 1, "RowsDisagree"),
        ("INSERT INTO receipt_lines VALUES (99, 1, 0, 'SP0001', '152529', 1, 1, 1, 0, 1, 0)", 1, "RowsDisagree"),
        ("UPDATE journal SET record = replace(record, '2990', '2980') WHERE n = 3", 3, "SumsDisagree"),
        ("UPDATE journal SET kind = 'M' WHERE n = 3", 3, "RowsDisagree"),
        ("UPDATE journal SET hash = prev WHERE n = 3", 3, "RowsDisagree"),
        ("UPDATE journal SET id = 'x' WHERE n = 3", 3, "RowsDisagree"),
        ("UPDATE journal SET at = '2021-09-09T06:02:00Z' WHERE n = 3", 3, "RowsDisagree"),
        ("UPDATE journal SET business_day = '2021-09-09' WHERE n = 3", 3, "RowsDisagree"),
        ("DELETE FROM journal WHERE n = 4 AND till = '01'", 5, "BadNumber"),
        ("DELETE FROM journal WHERE n = 1 AND till = '02'", 7, "RowsDisagree"),
    ],
)
def test_every_edit_is_found(shop: Path, edit: str, line_: int, reason: str) -> None:
    database = dbapi2.connect(shop)
    assert database.execute(edit).rowcount
    database.commit()
    database.close()
    verdict = verify_database(shop)
    assert not verdict.ok
    assert (verdict.reason, verdict.line) in [(reason, line_), ("BadHash", line_)]
    assert "{" not in verdict.message


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite3"
    path.write_bytes(b"this was a shop once" * 500)
    assert verify_database(path).reason == "DatabaseDamaged"
    with pytest.raises(FileNotFoundError):
        verify_database(tmp_path / "gone.sqlite3")


def test_looking_changes_nothing(shop: Path) -> None:
    before = shop.read_bytes()
    verify_database(shop)
    assert shop.read_bytes() == before
    assert [each.name for each in shop.parent.iterdir()] == [shop.name]
