"""Shops of any size to measure in: a real shop's folder whose first sales were really sold, and then multiplied.

Building the largest takes minutes, so shops are kept in the cache folder and used again; what a run sold is taken out
before the next one begins.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import yardstick
from bench.goods import Goods, goods

ROOT = Path(__file__).parents[1]
SHOP, TILL, PIN = "DX03", "01", "246810"
FIRST_DAY = date(2018, 1, 1)
#: Sales a day: the same in every shop, so that one day costs what it costs and only the years behind it differ.
PER_DAY = 500
#: A new layout of the cached shops gets a new number, so that nobody measures in an old one.
LAYOUT = 3
#: By till, as the journal's key has it: without it every day would read the whole journal.
HEAD = "SELECT n, hash FROM journal WHERE till = ? ORDER BY n DESC LIMIT 1"


def cache() -> Path:
    """Where shops are kept between runs: $PERF_DATA, else var/bench in the project."""
    folder = Path(os.environ.get("PERF_DATA") or ROOT / "var" / "bench") / f"layout-{LAYOUT}-{_schema()}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _schema() -> str:
    """A short mark of the tables and search keys as they are now: what was built for others is no measure."""
    from sqlalchemy.schema import CreateTable

    from pos.core.all_tables import tables
    from pos.core.search import spelling

    ddl = "".join(str(CreateTable(table)) for table in tables.Base.metadata.sorted_tables)
    migrations = sorted((ROOT / "pos" / "db" / "migrations" / "versions").glob("*.py"))
    keys = sorted(spelling("东乡高山长寿花生").keys(("SP000123", "6900000079195")))
    seen = ddl + "".join(file.read_text("utf-8") for file in migrations) + repr(keys)
    return hashlib.sha256(seen.encode()).hexdigest()[:8]


@dataclass
class Shop:
    """A shop of the bench: its folder, how many sales it was built with, and its shelf."""

    folder: Path
    sales: int
    shelf: list[Goods]

    @property
    def database(self) -> Path:
        """Its database file."""
        from pos.db.store import FILE

        return self.folder / FILE

    @property
    def open_day(self) -> date:
        """The business day that is not closed."""
        return FIRST_DAY + timedelta(days=max(0, -(-self.sales // PER_DAY) - 1))

    def till(self) -> Any:
        """Its till in the evening of the open day, with the manager signed in."""
        from pos.screens.clock import Clock
        from pos.screens.signing import sign_in
        from pos.shop import open_till

        till = open_till(self.folder, Clock(_instant(self.open_day, 12 * 3600)))
        sign_in(till, PIN)
        return till


def shop(sales: int, products: int, *, fresh: bool = False) -> Shop:
    """The shop with so many sales and products, from the cache if it is there; `fresh` makes it anew."""
    shelf = list(goods(products))
    folder = cache() / f"shop-{sales}-{products}"
    made = Shop(folder, sales, shelf)
    marks = folder / "marks.json"
    if marks.exists() and not fresh:
        _cut_back(made, json.loads(marks.read_text("utf-8")))
        return made
    shutil.rmtree(folder, ignore_errors=True)
    if sales:
        shutil.copytree(shop(0, products).folder, folder)
        marks.unlink()
        _fill(made)
    else:
        _open_shop(folder, shelf)
    marks.write_text(json.dumps(_marks(made)), "utf-8")
    return made


def shelf_of(folder: Path) -> list[Goods]:
    """What stands on the shelves of the shop in that folder."""
    return list(goods(int(folder.name.rpartition("-")[2])))


def raw_shop(sales: int, products: int) -> Path:
    """The yardstick's database of the same size."""
    file = cache() / f"yardstick-{sales}-{products}.sqlite3"
    if not file.exists():
        part = file.with_suffix(".part")
        for leftover in cache().glob(part.name + "*"):
            leftover.unlink()
        yardstick.build(part, list(goods(products)), sales, PER_DAY)
        part.rename(file)
    connection = yardstick.connect(file)
    yardstick.cut_back(connection, sales)
    connection.close()
    return file


# --- an empty shop with full shelves ----------------------------------------------------------------------------------


def _open_shop(folder: Path, shelf: Sequence[Goods]) -> None:
    from pos.db.store import Store
    from pos.shop import make_shop

    make_shop(folder, shop=SHOP, name="大兴双创示范店", till=TILL, district="110115", manager_pin=PIN, language="zh_CN")
    store = Store.open(folder)
    try:
        _put_on_shelves(store, shelf)
    finally:
        store.close()


def _put_on_shelves(store: Any, shelf: Sequence[Goods]) -> None:
    from sqlalchemy import insert

    from pos.core.catalog import Barcode, Product, SearchKey
    from pos.core.money import ONE, Money
    from pos.core.search import spelling

    now = datetime(2018, 1, 1, tzinfo=UTC)
    products, keys = [], set()
    for one in shelf:
        read = spelling(one.name)
        keys.update((key, one.id) for key in read.keys((one.code, one.barcode)))
        products.append(
            {
                "id": one.id, "code": one.code, "name": one.name, "spec": one.pack, "unit": "袋", "kind": "PIECE",
                "price": Money(one.price), "open_price": False, "origin": one.origin, "storage": "",
                "vat_kind": "TAXED", "vat_bp": 900, "ownership": "OWN", "pinyin": read.pinyin,
                "initials": read.initials, "updated_at": now,
                "certification_no": f"BF-{one.id:06d}" if one.id % 3 else None,
            }
        )  # fmt: skip
    with store.write() as session:
        session.execute(insert(Product), products)
        session.execute(
            insert(Barcode),
            [{"code": one.barcode, "product_id": one.id, "counts": ONE, "position": 0} for one in shelf],
        )
        session.connection().exec_driver_sql(
            f"INSERT INTO {SearchKey.__tablename__} (key, product_id) VALUES (?, ?)", sorted(keys)
        )


# --- sales, by the million --------------------------------------------------------------------------------------------


def _instant(day: date, seconds: int) -> datetime:
    """A moment of a shop's day; 0 is eight in the morning in Beijing."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds)


def _fill(made: Shop) -> None:
    """Sell the first sales at the counter, multiply them day by day, close every day but the last."""
    from pos.core.money import Money
    from pos.screens.shift import ShiftScreen

    at_counter = min(made.sales, PER_DAY, 300)
    till = made.till()
    till.clock.given = True
    drawer = ShiftScreen(till)
    raw = yardstick.connect(made.database)
    # A shop in the making need not outlive a power cut: without waiting for the disk it is made in half the time.
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-262144")
    vars(till.store)["_writing"].raw_connection().execute("PRAGMA synchronous=OFF")
    multiplied: Multiplied | None = None
    done = 0
    day = FIRST_DAY
    while done < made.sales:
        till.clock = type(till.clock)(_instant(day, 0))
        drawer.open_shift(Money(30000))
        today = min(PER_DAY, made.sales - done)
        if multiplied is None:
            sell(till, made.shelf, at_counter)
            done, today = at_counter, today - at_counter
            multiplied = Multiplied(raw)
        multiplied.write(till.shift.id, day, today)
        done += today
        if done < made.sales:
            till.clock = type(till.clock)(_instant(day, 12 * 3600))
            drawer.close(Money(0))
            day += timedelta(days=1)
    till.store.close()
    # The papers of the sales at the counter came out long ago: a start is not to be measured while it prints them.
    raw.execute("UPDATE print_jobs SET state = 'SENT' WHERE state = 'WAITING'")
    raw.execute("ANALYZE")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def sell(till: Any, shelf: list[Goods], count: int) -> None:
    """So many five-line sales at the counter, by the clerk's gestures."""
    from pos.screens.selling import SellingScreen

    maker = yardstick.SalesMaker(shelf, PER_DAY, seed=23)
    selling = SellingScreen(till)
    for _ in range(count):
        for one in maker.five():
            selling.scan(one.barcode)
        selling.start_payment().pay("WECHAT", selling.total)


class Multiplied:
    """The sales a shop holds so far, written again and again under new numbers, in one true chain."""

    #: What differs from sale to sale in a journal record; the rest of the line is as it was sold.
    CHANGING = ("at", "bd", "id", "n", "no", "ph")

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._names = {
            table: [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            for table in ("receipts", "receipt_lines", "receipt_tenders", "journal", "print_jobs")
        }
        heads = self._rows("SELECT * FROM receipts", "receipts")
        self._heads = heads
        self._lines = [self._of("receipt_lines", head["id"]) for head in heads]
        self._tenders = [self._of("receipt_tenders", head["id"]) for head in heads]
        self._jobs = [self._of("print_jobs", head["id"]) for head in heads]
        self._records = [
            self._rows("SELECT * FROM journal WHERE n = ?", "journal", head["journal_n"])[0] for head in heads
        ]
        self._patterns = [_pattern(json.loads(record["record"])) for record in self._records]

    def _rows(self, query: str, table: str, *values: object) -> list[dict[str, Any]]:
        return [dict(zip(self._names[table], row, strict=True)) for row in self._raw.execute(query, values)]

    def _of(self, table: str, receipt: int) -> list[dict[str, Any]]:
        return self._rows(f"SELECT * FROM {table} WHERE receipt_id = ?", table, receipt)

    def write(self, shift: int, day: date, count: int) -> None:
        """`count` sales of one day and shift."""
        from pos.core.receipts import new_uuid, receipt_number
        from pos.core.tables import SHOP_TIME, instant_text

        raw = self._raw
        raw.execute("BEGIN IMMEDIATE")
        n, before = raw.execute(HEAD, (TILL,)).fetchone()
        id, number = raw.execute("SELECT id, number FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
        job = raw.execute("SELECT max(id) FROM print_jobs").fetchone()[0]
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in self._names}
        for i in range(count):
            which = (number + i) % len(self._heads)
            moment = _instant(day, 600 + i * 60 % 42_000)
            at, id, n = instant_text(moment), id + 1, n + 1
            uuid, no = new_uuid(moment), number + i + 1
            facts = {"at": at, "bd": day.isoformat(), "id": uuid, "n": n, "ph": before}
            facts["no"] = receipt_number(SHOP, TILL, no)
            open_text, closed_text = self._patterns[which]
            digest = hashlib.sha256((open_text % facts).encode()).hexdigest()
            record = closed_text % (facts | {"h": digest})
            changed = {
                "id": id, "uuid": uuid, "number": no, "at": at, "business_day": day.isoformat(), "shift_id": shift,
                "journal_n": n, "hour": moment.astimezone(SHOP_TIME).hour,
            }  # fmt: skip
            rows["receipts"].append(tuple((self._heads[which] | changed).values()))
            for table, originals in (("receipt_lines", self._lines), ("receipt_tenders", self._tenders)):
                rows[table] += [tuple((row | {"receipt_id": id}).values()) for row in originals[which]]
            for row in self._jobs[which]:
                job += 1
                printed = row | {"id": job, "receipt_id": id, "made_at": at, "state": "SENT"}
                rows["print_jobs"].append(tuple(printed.values()))
            chained = {"n": n, "id": uuid, "at": at, "business_day": day.isoformat(), "record": record}
            rows["journal"].append(tuple((self._records[which] | chained | {"prev": before, "hash": digest}).values()))
            before = digest
        for table, values in rows.items():
            marks = ",".join("?" * len(self._names[table]))
            raw.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        raw.execute("COMMIT")


def _pattern(record: dict[str, Any]) -> tuple[str, str]:
    """The canonical line without and with its hash, with gaps for what differs from sale to sale."""
    from pos.core.canonical import canonical

    del record["h"]
    hollow = record | {key: f"⟦{key}⟧" for key in Multiplied.CHANGING}
    lines = []
    for text in (canonical(hollow), canonical(hollow | {"h": "⟦h⟧"})):
        text = text.replace("%", "%%").replace('"⟦n⟧"', "%(n)d")
        for key in (*Multiplied.CHANGING, "h"):
            text = text.replace(f"⟦{key}⟧", f"%({key})s")
        lines.append(text)
    return lines[0], lines[1]


# --- taking out what a run added --------------------------------------------------------------------------------------

#: Table and the column that counts up in it; children first.
_COUNTED = (
    ("print_jobs", "id"), ("receipt_tenders", "receipt_id"), ("receipt_lines", "receipt_id"), ("receipts", "id"),
    ("journal", "n"), ("tickets", "id"), ("sync_files", "seq"),
)  # fmt: skip


def _marks(made: Shop) -> dict[str, int]:
    raw = yardstick.connect(made.database)
    marks = {name: raw.execute(f"SELECT coalesce(max({key}), 0) FROM {name}").fetchone()[0] for name, key in _COUNTED}
    raw.close()
    return marks


def _cut_back(made: Shop, marks: dict[str, int]) -> None:
    raw = yardstick.connect(made.database)
    raw.execute("BEGIN IMMEDIATE")
    # The books refuse to forget anything, so their guards step aside for the length of this transaction.
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for name, key in _COUNTED:
        raw.execute(f"DELETE FROM {name} WHERE {key} > ?", (marks[name],))
    for _, again in guards:
        raw.execute(again)
    raw.execute("COMMIT")
    raw.close()
    for leftover in _files(made.folder / "outbox"):
        leftover.unlink()


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
