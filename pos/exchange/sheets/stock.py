"""Takes deliveries and counts in: all of a sheet or nothing, with every bad row named, and the same sheet once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core.journal import Stamp
from pos.core.listing import known_products
from pos.core.money import Quantity
from pos.core.programme import Outlet
from pos.core.stock import Batch, Held, first_out
from pos.core.stock_moves import (
    COUNT,
    COUNTED,
    FAIR_BACK,
    Delivery,
    Move,
    at_outlet,
    available,
    book_move,
    known_batches,
    moved_after,
    open_counted,
    papers_taken,
    receive,
    spread,
)
from pos.db.store import Store
from pos.exchange.sheets.catalogue import ImportAnswer
from pos.exchange.sheets.cells import reason_sentence
from pos.exchange.sheets.reading import SheetRefused, open_book
from pos.exchange.sheets.stock_rows import (
    COUNTS,
    COUNTS_NAMES,
    DELIVERIES,
    DELIVERIES_NAMES,
    Counted,
    ReadRow,
    RowReader,
)
from pos.exchange.sheets.tables import Column, Note, Table, find_sheet, read_table, take_or_try


class Place(Struct, frozen=True):
    """Whose goods these are: the shop's number, and the outlet that this till sells from (the shop itself if none)."""

    shop: str
    here: str


_Take = Callable[[Session, str, Table, RowReader], ImportAnswer]


def receive_deliveries(store: Store, path: Path, stamp: Stamp, place: Place, *, dry_run: bool = False) -> ImportAnswer:
    """Take the sheet 到货 in, or with `dry_run` only say what that would do; `stamp` says when and by whom.

    Raises FileUnreadable if the file is not there or may not be read.
    """

    def take(session: Session, name: str, table: Table, reader: RowReader) -> ImportAnswer:
        reads = [reader.delivery(row) for row in table.rows]
        new = _new_batches(known_batches(session), reads)
        if any(read.bad for read in reads):
            return _answer(name, table, reads)
        receive(session, stamp, new, here=place.here)
        return _answer(name, table, reads, taken=len(new))

    return _import(store, path, stamp, place, DELIVERIES_NAMES, DELIVERIES, take, dry_run=dry_run)


def take_counts(store: Store, path: Path, stamp: Stamp, place: Place, *, dry_run: bool = False) -> ImportAnswer:
    """Take the sheet 盘点 in: counts and other movements, row by row in their order; otherwise as deliveries."""

    def take(session: Session, name: str, table: Table, reader: RowReader) -> ImportAnswer:
        reads = [reader.counted(row) for row in table.rows]
        book = _StockBook(session, stamp, place)
        papers = _papers(reads)
        before = papers_taken(session, [paper for paper in papers if paper])
        new = [(read, paper) for read, paper in zip(reads, papers, strict=True) if paper not in before]
        for read, paper in new:
            if read.counted is not None:
                book.take(read, read.counted, paper)
        if any(read.bad for read in reads):
            return _answer(name, table, reads)
        book.write()
        return _answer(name, table, reads, taken=len(new))

    return _import(store, path, stamp, place, COUNTS_NAMES, COUNTS, take, dry_run=dry_run)


def _import(
    store: Store,
    path: Path,
    stamp: Stamp,
    place: Place,
    names: Sequence[str],
    columns: Sequence[Column],
    take: _Take,
    *,
    dry_run: bool,
) -> ImportAnswer:
    name = str(path)
    try:
        table = read_table(find_sheet(open_book(path), names), columns)
    except SheetRefused as refusal:
        return ImportAnswer(name, bad=(Note(refusal.row, refusal.column, refusal.word, refusal.message()),))

    def taken(session: Session) -> ImportAnswer:
        outlets = frozenset(session.scalars(select(Outlet.number)))
        reader = RowReader(known_products(session), stamp.business_day, place.here, place.shop, outlets)
        return take(session, name, table, reader)

    return take_or_try(store, taken, lambda answer: dry_run or bool(answer.bad))


def _answer(name: str, table: Table, reads: Sequence[ReadRow], taken: int = 0) -> ImportAnswer:
    bad = tuple(note for read in reads for note in read.bad)
    warnings = (*table.warnings, *(note for read in reads for note in read.warnings))
    if bad:
        return ImportAnswer(name, len(reads), bad=bad, warnings=warnings)
    return ImportAnswer(name, len(reads), taken, len(reads) - taken, warnings=warnings)


def _new_batches(known: dict[tuple[int, str], Batch], reads: Sequence[ReadRow]) -> list[Delivery]:
    """The batches nobody knows yet; one that stands twice in the sheet, or came in with other facts, is bad."""
    new: list[Delivery] = []
    rows: dict[tuple[int, str], int] = {}
    for read in reads:
        one = read.delivery
        if one is None:
            continue
        key = one.product_id, one.number
        batch = known.get(key)
        if rows.setdefault(key, read.number) != read.number:
            read.fault("batch_no", "BatchTwice", value=one.number, first=rows[key])
        elif batch is None:
            new.append(one)
        elif not one.same_as(batch):
            sentence = reason_sentence("BatchDiffers", value=one.number)
            read.bad.append(Note(read.number, "batch_no", "BatchTwice", sentence))
    return new


def _papers(reads: Sequence[ReadRow]) -> list[str]:
    """A mark for each good row of 盘点, the same whenever it comes again; alike rows of one sheet are told apart."""
    seen: Counter[str] = Counter()
    marks = []
    for read in reads:
        one = read.counted
        if one is None:
            marks.append("")
            continue
        facts = (one.kind, one.on, one.product["code"], one.batch_no, one.quantity, one.outlet, one.reason)
        told = "|".join("" if fact is None else str(fact) for fact in facts)
        seen[told] += 1
        marks.append(hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()[:32])
    return marks


class _StockBook(Struct):
    """What is on hand while a sheet is gone through: each row finds what the rows above it left."""

    session: Session
    stamp: Stamp
    place: Place
    _held: dict[int, list[Held]] = field(default_factory=dict)
    _away: dict[str, dict[int, int]] = field(default_factory=dict)
    _later: dict[object, dict[int, int]] = field(default_factory=dict)
    _moves: list[Move] = field(default_factory=list)

    def take(self, read: ReadRow, row: Counted, paper: str) -> None:
        """Judge one row and note its moves; what is wrong stands in `read`."""
        product = int(row.product["id"])
        batches = self._batches(product)
        if row.batch_no is not None:
            batches = [batch for batch in batches if batch.number == row.batch_no]
            if not batches:
                read.fault("batch_no", "UnknownBatch", value=row.batch_no)
                return
        plain = Move(
            row.kind, product, row.product["code"], None, Quantity(0), row.on, row.outlet, row.reason, paper
        )  # fmt: skip
        if row.kind == COUNT:
            self._count(read, row, batches, plain)
        elif row.kind == FAIR_BACK:
            self._come_back(read, row, batches, plain)
        else:
            self._go_out(read, row, batches, plain)

    def write(self) -> None:
        """Book everything that was noted."""
        for move in self._moves:
            book_move(self.session, self.stamp, move)

    def _batches(self, product: int) -> list[Held]:
        if product not in self._held:
            rows = self.session.scalars(select(Batch).where(Batch.product_id == product))
            held = [
                Held(b.id, product, b.number, b.expires_on, b.life_days, b.received_on, b.on_hand.thousandths)
                for b in rows
            ]
            self._held[product] = sorted(held, key=first_out)
        return self._held[product]

    def _note(self, plain: Move, batch: Held | None, amount: int) -> None:
        if batch is not None:
            held = self._held[batch.product_id]
            at = next(n for n, one in enumerate(held) if one.id == batch.id)
            held[at] = replace(held[at], on_hand=held[at].on_hand + amount)
        known = None if batch is None else (batch.id, batch.number)
        self._moves.append(replace(plain, batch=known, quantity=Quantity(amount)))
        if plain.outlet in self._away:
            there = self._away[plain.outlet]
            there[plain.product_id] = there.get(plain.product_id, 0) - amount

    def _count(self, read: ReadRow, row: Counted, batches: list[Held], plain: Move) -> None:
        if not batches:
            read.warn("product_code", "CountOpensBatch", value=row.product["code"], batch=f"{COUNTED}{row.on:%Y%m%d}")
            batch = open_counted(self.session, self.stamp, row.product, row.on, here=self.place.here)
            self._held[batch.product_id] = batches = [batch]
        if row.on not in self._later:
            today = row.on >= self.stamp.business_day
            self._later[row.on] = {} if today else moved_after(self.session, row.on)
        later = self._later[row.on]
        on_the_books = sum(batch.on_hand - later.get(batch.id, 0) for batch in batches)
        more = row.quantity.thousandths - on_the_books
        if more >= 0:
            self._note(plain, batches[-1] if more else None, more)
            return
        # What was sold since the count is missing from the shelf already; the rest of a shortage falls on the last.
        gone = spread(batches, -more)
        for batch, part in gone:
            self._note(plain, batch, -part)
        missing = -more - sum(part for _, part in gone)
        if missing:
            self._note(plain, batches[-1], -missing)

    def _go_out(self, read: ReadRow, row: Counted, batches: list[Held], plain: Move) -> None:
        amount = row.quantity.thousandths
        if not batches:
            read.warn("product_code", "StockUnknown", value=row.product["code"])
            self._note(plain, None, -amount)
            return
        left = available(batches)
        if row.quantity > left:
            read.fault("quantity", "NotEnoughStock", value=row.quantity, left=left)
            return
        for batch, part in spread(batches, amount):
            self._note(plain, batch, -part)

    def _come_back(self, read: ReadRow, row: Counted, batches: list[Held], plain: Move) -> None:
        outlet, product = row.outlet or "", int(row.product["id"])
        if outlet not in self._away:
            self._away[outlet] = there = at_outlet(self.session, outlet)
            for move in self._moves:
                if move.outlet == outlet:
                    there[move.product_id] = there.get(move.product_id, 0) - move.quantity.thousandths
        away = self._away[outlet].get(product, 0)
        if row.quantity.thousandths > away:
            read.fault("quantity", "NotEnoughStock", value=row.quantity, left=Quantity(max(0, away)))
            return
        self._note(plain, batches[-1] if batches else None, row.quantity.thousandths)
