"""What the file alone must say, whatever happened: read on from where it was read to, and whole now and then."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from pos.core.money import Money
from pos.exchange.verify import Walk, verify_database, verify_journal
from tests.counter.furnished import BOX, COUNTED, IN_THE_BOX

Record = dict[str, Any]


class Watch:
    """Sees whether anything at all was written: the file's own count of commits that changed a page of it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._books = dbapi2.connect(str(file), isolation_level=None)

    def version(self) -> int:
        return int(self._books.execute("PRAGMA data_version").fetchone()[0])

    def rows(self, question: str, *gaps: object) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._books.execute(question, gaps).fetchall()
        return rows

    def close(self) -> None:
        self._books.close()


@dataclass
class Since:
    """Sums since the last closing, in fen."""

    sales: int = 0
    refunds: int = 0
    gross: int = 0
    refunded: int = 0
    discount: int = 0
    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass
class Back:
    """What came back of one sale so far."""

    net: int = 0
    given: int = 0
    q: Counter[str] = field(default_factory=Counter)
    grams: Counter[str] = field(default_factory=Counter)
    by_product: Counter[str] = field(default_factory=Counter)


def quantities(record: Record, of_line: str = "q") -> Counter[str]:
    """A field of the lines summed by product; a gift box stands in several rows, its quantity in the first."""
    found: Counter[str] = Counter()
    for line in record["lines"]:
        found[line["p"]] += line[of_line]
    return found


class Books:
    """The journal of one till, followed record by record, and the tables held against it."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.walk = Walk()
        self.since = Since()
        self.closed: Since | None = None
        self.new: list[Record] = []
        self.printed: list[str] = []
        self.sales: dict[str, Record] = {}
        self.back: dict[str, Back] = defaultdict(Back)
        self.there: Counter[str] = Counter()

    def follow(self) -> list[Record]:
        """Read what is new, check it, and answer it."""
        self.new = []
        for n, text in self.watch.rows("SELECT n, record FROM journal WHERE n > ? ORDER BY n", self.walk.last_n):
            record = self.walk.take_written(n, text)
            self.new.append(record)
            if record["t"] in "SR":
                self._money_moved(record)
            elif record["t"] == "M":
                self.there[record["p"]] += record["q"]
            elif record["t"] == "Z":
                self._closed(record)
        return self.new

    def _money_moved(self, record: Record) -> None:
        """Sum of lines = due = what was kept; numbers without a gap; no more back than was sold."""
        assert sum(line["net"] for line in record["lines"]) == record["net"] >= 0
        assert sum(tender["f"] for tender in record["ten"]) == record["net"] + record["rnd"]
        assert all(line["gross"] - line["disc"] == line["net"] for line in record["lines"])
        self.printed.append(record["no"])
        assert record["no"] == f"DX03-01-{len(self.printed):06d}"
        sign = 1 if record["t"] == "S" else -1
        if sign > 0:
            assert record["no"] not in self.sales
            self.sales[record["no"]] = record
        elif record["of"] != "NONE":
            self._came_back(record)
        for code, amount in quantities(record).items():
            self.there[code] -= sign * amount
            if code == BOX:
                for part, each in IN_THE_BOX.items():
                    self.there[part] -= sign * amount * each
        self._sum_up(record, sign)

    def _came_back(self, record: Record) -> None:
        """Of no sale more than it was, in goods, in net, in what was paid for it."""
        sale, back = self.sales[record["of"]], self.back[record["of"]]
        back.net += record["net"]
        back.given += record["net"] + record["rnd"]
        assert back.net <= sale["net"]
        assert back.given <= sale["net"] + sale["rnd"]
        for so_far, of_line in ((back.q, "q"), (back.grams, "g"), (back.by_product, "net")):
            so_far.update(quantities(record, of_line))
            bought = quantities(sale, of_line)
            assert all(amount <= bought[code] for code, amount in so_far.items()), (record["of"], of_line)

    def _sum_up(self, record: Record, sign: int) -> None:
        since = self.since
        if sign > 0:
            since.sales, since.gross = since.sales + 1, since.gross + record["net"]
        else:
            since.refunds, since.refunded = since.refunds + 1, since.refunded + record["net"]
        since.discount += sign * record["disc"]
        for group, atom in (("by_channel", "ch"), ("by_buyer_kind", "bk"), ("by_clerk", "clerk")):
            since.groups[group][record[atom]] += sign * record["net"]
        for tender in record["ten"]:
            since.groups["by_means"][tender["k"]] += sign * tender["f"]
        for line in record["lines"]:
            since.groups["by_region"][line["o"]] += sign * line["net"]
            since.groups["by_product"][line["p"]] += sign * line["net"]

    def _closed(self, record: Record) -> None:
        assert (record["gross"], record["refunded"]) == (self.since.gross, self.since.refunded)
        assert Counter(record["by_means"]) == self.since.groups["by_means"] or not self.since.groups["by_means"]
        self.closed, self.since = self.since, Since()

    def report_is(self, told: Record, since: Since) -> None:
        """Report and journal are two books of the same things."""
        assert (told["sales"], told["refunds"]) == (since.sales, since.refunds)
        assert told["gross"] == str(Money(since.gross))
        assert told["refunded"] == str(Money(since.refunded))
        assert told["discount"] == str(Money(since.discount))
        for group, by_code in since.groups.items():
            nets = {code: one["net"] for code, one in told[group].items()}
            assert nets == {code: str(Money(fen)) for code, fen in by_code.items()}, group
        means = sum(Money.yuan(group["net"]).fen for group in told["by_means"].values())
        assert means == Money.yuan(told["net"]).fen + Money.yuan(told["rounding"]).fen

    def shelves(self) -> None:
        """Of what is counted: received, less sold, tried and thrown away, more what came back."""
        rows = self.watch.rows(
            "SELECT p.code, sum(b.on_hand), sum((SELECT sum(quantity) FROM stock_moves WHERE batch_id = b.id))"
            " FROM batches b JOIN products p ON p.id = b.product_id GROUP BY p.code"
        )
        found = {code: (on_hand, moved) for code, on_hand, moved in rows}
        assert found == {code: (self.there[code], self.there[code]) for code in COUNTED}

    def whole(self) -> None:
        """The whole chain from its first record, by a walk that begins anew."""
        verdict = verify_journal(self.watch.rows("SELECT n, record FROM journal ORDER BY n"))
        assert verdict.ok, verdict.message
        assert (verdict.last_h, verdict.sales, verdict.refunds) == (
            self.walk.last_h,
            self.walk.sales,
            self.walk.refunds,
        )

    def everything(self) -> None:
        """Pages, chain, and every table against the journal."""
        verdict = verify_database(self.watch.file)
        assert verdict.ok, verdict.message

    def on_counter(self) -> Record | None:
        """The ticket that the file says lies on the counter."""
        rows = self.watch.rows("SELECT draft FROM tickets WHERE name IS NULL")
        assert len(rows) <= 1
        return dict(json.loads(rows[0][0])) if rows else None

    def held(self) -> dict[str, Record]:
        """The tickets that the file says are put aside."""
        rows = self.watch.rows("SELECT name, draft FROM tickets WHERE name IS NOT NULL")
        return {name: json.loads(draft) for name, draft in rows}
