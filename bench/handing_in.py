"""The signed sync file: sealing, checking and handing in what was sold, against only reading the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import shops, yardstick
from bench.measuring import Figure, clock, growth, median, timed

GROUP = "sync file"


def measure(sizes: list[int], products: int, rounds: int) -> Iterator[Figure]:
    """Handing in everything a shop of each size has sold."""
    per_sale: dict[int, list[float]] = {}
    for size in sizes:
        written: list[float] = []
        checked: list[float] = []
        read: list[float] = []
        kept: list[float] = []
        for _ in range(rounds if size < 100_000 else 1):
            made = shops.shop(size, products)
            read.append(_seconds(lambda made=made: _read_rows(made)))
            files: list[Any] = []
            till = made.till()
            written.append(_seconds(lambda till=till, files=files: files.extend(_hand_in(till))))
            checked.append(_seconds(lambda till=till, files=files: _verify(till, files)))
            kept.append(sum(file.path.stat().st_size for file in files))
            till.store.close()
        what = f"{size:,} sales"
        base = "only reading the rows, plain SQL"
        yield from timed(GROUP, f"written, checked and handed in, {what}", written, read, base, 2.5)
        yield from timed(GROUP, f"checked by the receiver, {what}", checked, read, base)
        yield Figure(
            GROUP, f"bytes a sale, {what}", "B", median(kept) / size, _journal_bytes(made) / size, "journal lines"
        )
        per_sale[size] = [seconds / size for seconds in written]
    if len(per_sale) > 1:
        small, big = min(per_sale), max(per_sale)
        what = f"per sale, {big:,} against {small:,} sales"
        yield growth(GROUP, what, per_sale[big], per_sale[small], 1.5)


def _seconds(work: Any) -> float:
    begun = clock()
    work()
    return clock() - begun


def _read_rows(made: shops.Shop) -> int:
    """Every sale with its lines and tenders, out of the tables, as a naive export would begin."""
    raw = yardstick.connect(made.database)
    lines = iter(raw.execute("SELECT * FROM receipt_lines ORDER BY receipt_id, n, part"))
    tenders = iter(raw.execute("SELECT * FROM receipt_tenders ORDER BY receipt_id, n"))
    count = 0
    for head in raw.execute("SELECT * FROM receipts ORDER BY id"):
        assert [next(lines) for _ in range(5)][-1][0] == next(tenders)[0] == head[0]
        count += 1
    raw.close()
    return count


def _journal_bytes(made: shops.Shop) -> float:
    raw = yardstick.connect(made.database)
    total = raw.execute("SELECT sum(length(CAST(record AS BLOB)) + 1) FROM journal").fetchone()[0]
    raw.close()
    return float(total)


def _hand_in(till: Any) -> list[Any]:
    from pos.exchange.export import export_all

    return list(export_all(till.store, till.settings, till.folder, till.now()))


def _verify(till: Any, files: list[Any]) -> None:
    from pos.exchange.export import key_card
    from pos.exchange.verify import verify_file

    public = key_card(till.folder, till.settings).public
    for file in files:
        assert verify_file(file.path, public).ok
