"""The yardstick of a sale and of a summary: the least a shop must write, in plain SQL through the till's own driver.

A sale is twelve rows: a head, five lines, a tender, five stock movements; no rules, no journal, no names on the lines.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.goods import ORIGINS, Goods

TABLES = """
CREATE TABLE product(id INTEGER PRIMARY KEY, barcode TEXT NOT NULL, name TEXT NOT NULL, price INTEGER NOT NULL,
  region INTEGER NOT NULL);
CREATE TABLE sale(id INTEGER PRIMARY KEY, no TEXT NOT NULL, at INTEGER NOT NULL, day INTEGER NOT NULL,
  cashier INTEGER NOT NULL, channel INTEGER NOT NULL, total INTEGER NOT NULL);
CREATE TABLE line(id INTEGER PRIMARY KEY, sale_id INTEGER NOT NULL, pos INTEGER NOT NULL, product_id INTEGER NOT NULL,
  qty INTEGER NOT NULL, price INTEGER NOT NULL, amount INTEGER NOT NULL, region INTEGER NOT NULL);
CREATE TABLE tender(id INTEGER PRIMARY KEY, sale_id INTEGER NOT NULL, kind INTEGER NOT NULL, amount INTEGER NOT NULL);
CREATE TABLE movement(id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL, line_id INTEGER NOT NULL,
  qty INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TABLE day_total(day INTEGER NOT NULL, region INTEGER NOT NULL, channel INTEGER NOT NULL, tender INTEGER NOT NULL,
  lines INTEGER NOT NULL, qty INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY(day, region, channel, tender)) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX product_barcode ON product(barcode);
CREATE UNIQUE INDEX sale_no ON sale(no);
CREATE INDEX sale_day ON sale(day, channel);
CREATE INDEX line_sale ON line(sale_id, region, amount, qty);
CREATE INDEX tender_sale ON tender(sale_id, kind, amount);
CREATE INDEX movement_product ON movement(product_id, id);
INSERT INTO day_total SELECT s.day, l.region, s.channel, t.kind, count(*), sum(l.qty), sum(l.amount)
  FROM sale s JOIN line l ON l.sale_id = s.id JOIN tender t ON t.sale_id = s.id GROUP BY 1, 2, 3, 4;
"""
HEAD = "INSERT INTO sale VALUES(?,?,?,?,?,?,?)"
LINE = "INSERT INTO line VALUES(?,?,?,?,?,?,?,?)"
TENDER = "INSERT INTO tender VALUES(?,?,?,?)"
MOVEMENT = "INSERT INTO movement VALUES(?,?,?,?,?)"
DAY_BY_ROWS = """SELECT l.region, s.channel, t.kind, count(*), sum(l.qty), sum(l.amount) FROM sale s
  JOIN tender t ON t.sale_id = s.id JOIN line l ON l.sale_id = s.id WHERE s.day = ? GROUP BY 1, 2, 3"""
DAY_BY_TOTALS = """SELECT region, channel, tender, sum(lines), sum(qty), sum(amount) FROM day_total
  WHERE day = ? GROUP BY 1, 2, 3"""

Rows = tuple[tuple[Any, ...], list[tuple[Any, ...]], tuple[Any, ...], list[tuple[Any, ...]]]


def connect(file: Path) -> Any:
    """The yardstick's database, as durable as the till's: WAL, synchronous=FULL."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


class SalesMaker:
    """Sales as plain rows, `per_day` a day; few goods sell most."""

    def __init__(self, shelf: list[Goods], per_day: int, seed: int = 11) -> None:
        self._chance = random.Random(seed)
        self._shelf, self._per_day = shelf, per_day
        self._cumulated: list[float] = []
        total = 0.0
        for n in range(len(shelf)):
            total += 1 / (n + 1)
            self._cumulated.append(total)

    def five(self) -> list[Goods]:
        """Five different articles."""
        found: dict[int, Goods] = {}
        while len(found) < 5:
            one = self._shelf[bisect(self._cumulated, self._chance.random() * self._cumulated[-1])]
            found[one.id] = one
        return list(found.values())

    def sale(self, n: int) -> Rows:
        """The rows of sale number `n`."""
        day = (n - 1) // self._per_day
        at = day * 86_400_000 + self._chance.randrange(43_200_000)
        lines, movements, total = [], [], 0
        for place, one in enumerate(self.five(), 1):
            pieces, id = self._chance.randrange(1, 4), (n - 1) * 5 + place
            amount = pieces * one.price
            lines.append((id, n, place, one.id, pieces * 1000, one.price, amount, ORIGINS.index(one.origin)))
            movements.append((id, one.id, id, -pieces * 1000, at))
            total += amount
        tender = (n, n, self._chance.randrange(5), total)
        return (n, f"A01{n:09d}", at, day, n % 3, self._chance.randrange(5), total), lines, tender, movements


def write_sale(connection: Any, rows: Rows) -> None:
    """One durable sale."""
    head, lines, tender, movements = rows
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(HEAD, head)
    connection.executemany(LINE, lines)
    connection.execute(TENDER, tender)
    connection.executemany(MOVEMENT, movements)
    connection.execute("COMMIT")


def build(file: Path, shelf: list[Goods], sales: int, per_day: int) -> None:
    """A yardstick database that holds so many sales."""
    connection = connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    products = ((one.id, one.barcode, one.name, one.price, ORIGINS.index(one.origin)) for one in shelf)
    connection.executemany("INSERT INTO product VALUES(?,?,?,?,?)", products)
    for batch in _batches(SalesMaker(shelf, per_day), sales):
        connection.executemany(HEAD, (rows[0] for rows in batch))
        connection.executemany(LINE, (line for rows in batch for line in rows[1]))
        connection.executemany(TENDER, (rows[2] for rows in batch))
        connection.executemany(MOVEMENT, (movement for rows in batch for movement in rows[3]))
    connection.execute("COMMIT")
    connection.executescript(INDEXES)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _batches(maker: SalesMaker, sales: int, size: int = 10_000) -> Iterator[list[Rows]]:
    for first in range(1, sales + 1, size):
        yield [maker.sale(n) for n in range(first, min(first + size, sales + 1))]


def cut_back(connection: Any, sales: int) -> None:
    """Take out what an earlier run of the bench added behind `sales`."""
    for table, last in (("sale", sales), ("line", 5 * sales), ("tender", sales), ("movement", 5 * sales)):
        connection.execute(f"DELETE FROM {table} WHERE id > ?", (last,))
