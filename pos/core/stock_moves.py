"""Goods that come in, are tried, thrown away, sent to a fair or counted: every movement that is no sale.

Each writes one record `M` to the journal (CONTRACT.md section 5), its row, and what is on hand, in one transaction.
`q` of the record is what the movement adds to the goods here: positive for what came in, negative for what went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pos.core import journal
from pos.core.authority import Authority
from pos.core.catalog import Article, Product
from pos.core.journal import JournalRow, Stamp
from pos.core.money import Money, Quantity
from pos.core.permissions import Act
from pos.core.statements import adding
from pos.core.stock import (
    Batch,
    Held,
    NotEnoughStock,
    StockMove,
    book_moves,
    first_out,
    goods,
    needs,
    refuse_ended,
)
from pos.core.tables import SHOP_TIME
from pos.core.wording import translate

RECEIVE, TASTING, WRITE_OFF, COUNT = "RECEIVE", "TASTING", "WRITE_OFF", "COUNT"
TRANSFER, FAIR_OUT, FAIR_BACK = "TRANSFER", "FAIR_OUT", "FAIR_BACK"
#: What a count of goods that nobody received opens: a batch named after its day.
COUNTED = "PD"
#: Business begins at this hour wherever nobody says otherwise; goods of the first stock came before it.
_ARRIVAL = time(4, 0)
_ADD_BATCH = adding(Batch, numbered=True)


class Delivery(Struct, frozen=True):
    """One batch as it came in. `expires_on` is the last day of sale already worked out; `outlet` where it went."""

    product_id: int
    product: str
    number: str
    produced_on: date | None
    expires_on: date | None
    life_days: int | None
    received_on: date
    received: Quantity
    lost: Quantity
    cost_price: Money | None
    ownership: str
    conformity_no: str | None
    waybill_no: str | None
    outlet: str

    def same_as(self, batch: Batch) -> bool:
        """Whether the batch that is known says the same."""
        facts = [
            name for name in Delivery.__struct_fields__ if name not in ("product", "product_id", "number", "life_days")
        ]
        return all(getattr(self, name) == getattr(batch, name) for name in facts)


class Move(Struct, frozen=True):
    """One movement of one batch on its way into the books; `batch` None where no batch of the goods is known."""

    kind: str
    product_id: int
    product: str
    batch: tuple[int, str] | None
    quantity: Quantity
    day: date
    outlet: str | None = None
    reason: str | None = None
    paper: str | None = None
    doc: str | None = None


def known_batches(session: Session) -> dict[tuple[int, str], Batch]:
    """Every batch that was ever received, by product id and batch number."""
    return {(batch.product_id, batch.number): batch for batch in session.scalars(select(Batch))}


def receive(session: Session, stamp: Stamp, deliveries: Sequence[Delivery], *, here: str) -> None:
    """Take batches in that are not known yet; what goes to another outlet than `here` is not on hand here."""
    traded = _has_traded(session, stamp.till)
    for one in sorted(deliveries, key=lambda delivery: delivery.received_on):
        facts = {name: fact for name, fact in asdict(one).items() if name != "product"}
        id = int(_ADD_BATCH.value(session, {**facts, "on_hand": Quantity(0), "newest": 0}))
        batch, came = (id, one.number), one.received - one.lost
        at = stamp if traded else _first_stock(stamp, one.received_on)
        move = Move(RECEIVE, one.product_id, one.product, batch, came, one.received_on, doc=one.waybill_no)
        book_move(session, at, move)
        if one.outlet != here and came:
            there = replace(move, kind=TRANSFER, quantity=Quantity(-came.thousandths), outlet=one.outlet)
            book_move(session, at, there)
    _mark_newest(session, {one.product_id for one in deliveries})


def _has_traded(session: Session, till: str) -> bool:
    other = select(JournalRow.n).where(JournalRow.till == till, JournalRow.kind != "M").limit(1)
    return session.scalar(other) is not None


def _first_stock(stamp: Stamp, came_on: date) -> Stamp:
    """The stock a till begins with is dated by its arrival: its clock has measured nothing yet."""
    at = min(stamp.at, datetime.combine(came_on, _ARRIVAL, SHOP_TIME))
    return replace(stamp, at=at, business_day=min(stamp.business_day, came_on))


def _mark_newest(session: Session, products: Iterable[int]) -> None:
    for product in products:
        rows = session.execute(
            select(Batch.id, Batch.expires_on, Batch.received_on).where(Batch.product_id == product)
        ).all()
        last = max(rows, key=lambda row: first_out(Held(row[0], product, "", row[1], None, row[2], 0)))[0]
        session.execute(update(Batch).where(Batch.product_id == product, Batch.newest == 1).values(newest=0))
        session.execute(update(Batch).where(Batch.id == last).values(newest=1))


def book_move(session: Session, stamp: Stamp, move: Move) -> None:
    """Write one movement: its record in the journal, its row, and what is on hand of its batch."""
    record = {
        "kind": move.kind,
        "p": move.product,
        "bt": None if move.batch is None else move.batch[1],
        "q": move.quantity.thousandths,
        "why": move.reason,
        "doc": move.doc,
        "outlet": move.outlet,
        "who": stamp.clerk or None,
    }
    head = journal.append(session, stamp, "M", record)
    row = {
        "kind": move.kind,
        "product_id": move.product_id,
        "batch_id": None if move.batch is None else move.batch[0],
        "quantity": move.quantity,
        "day": move.day,
        "till": stamp.till,
        "receipt_id": None,
        "line": None,
        "journal_n": head.n,
        "outlet": move.outlet,
        "paper": move.paper,
    }
    book_moves(session, [row])


def begin_with_stock(session: Session, till: str) -> None:
    """New books that batches were copied into begin with them: what is on hand is written down as received.

    Without that nothing in those books says how the goods came there.
    """
    rows = session.execute(
        select(Batch.id, Batch.number, Batch.product_id, Product.code, Batch.on_hand, Batch.received_on)
        .join(Product, Product.id == Batch.product_id)
        .where(Batch.on_hand != Quantity(0))
        .order_by(Batch.received_on, Batch.id)
    ).all()
    session.execute(update(Batch).where(Batch.on_hand != Quantity(0)).values(on_hand=Quantity(0)))
    for id, number, product, code, held, came_on in rows:
        stamp = Stamp(till, datetime.combine(came_on, _ARRIVAL, SHOP_TIME), came_on, "")
        book_move(session, stamp, Move(RECEIVE, product, code, (id, number), held, came_on))


def open_counted(session: Session, stamp: Stamp, product: Mapping[str, Any], day: date, *, here: str) -> Held:
    """The batch that a count opens for goods nobody received: nothing of it is there until the count says so.

    `product` holds the columns of its row.
    """
    id = int(product["id"])
    number = f"{COUNTED}{day:%Y%m%d}"
    first = Delivery(
        product_id=id,
        product=product["code"],
        number=number,
        produced_on=None,
        expires_on=None,
        life_days=None,
        received_on=day,
        received=Quantity(0),
        lost=Quantity(0),
        cost_price=None,
        ownership=product["ownership"],
        conformity_no=None,
        waybill_no=None,
        outlet=here,
    )
    receive(session, stamp, [first], here=here)
    return goods(session, [id], day)[id].batches[0]


def spread(there: Sequence[Held], amount: int) -> list[tuple[Held, int]]:
    """From which batches `amount` thousandths go, first expiry first; no more than there is."""
    gone: list[tuple[Held, int]] = []
    for batch in there:
        part = min(amount, batch.on_hand)
        if part > 0:
            gone.append((batch, part))
            amount -= part
    return gone


def stock_out(
    session: Session,
    stamp: Stamp,
    authority: Authority,
    article: Article,
    quantity: Quantity,
    kind: str,
    reason: str,
    today: date | None = None,
) -> tuple[Move, ...]:
    """Goods leave the shelf at the counter: tried by customers, or thrown away; answers what was booked.

    Tasting takes no goods that ended (PastItsDate); more than is there is refused (NotEnoughStock). Goods of which no
    batch is known are written down without one. `today` is the day for which goods may have ended, where yesterday's
    shift is still open; without it the stamp's own. Refuses NotAllowed for a role that may not write goods off alone.
    """
    if kind == WRITE_OFF:
        authority.leave_to(Act.WRITE_OFF, translate("Stock", "Writing goods off"))
    day, moves = stamp.business_day, []
    for need in needs(article, quantity):
        there = goods(session, [need.product_id], today or day)[need.product_id]
        plain = Move(kind, need.product_id, need.code, None, Quantity(-need.amount), day, reason=reason or None)
        if not there.known:
            moves.append(plain)
            continue
        if kind == TASTING:
            refuse_ended(there, need.name)
        batches = there.saleable if kind == TASTING else there.batches
        left = available(batches)
        if need.amount > left.thousandths:
            raise NotEnoughStock(product=need.name, left=left, unit=need.unit)
        moves += [
            replace(plain, batch=(batch.id, batch.number), quantity=Quantity(-part))
            for batch, part in spread(batches, need.amount)
        ]
    for move in moves:
        book_move(session, stamp, move)
    if kind == WRITE_OFF:
        authority.note_leave(session, stamp, article.code)
    return tuple(moves)


def available(batches: Iterable[Held]) -> Quantity:
    """How much there is to take from; a batch that was oversold gives nothing."""
    return Quantity(sum(max(0, batch.on_hand) for batch in batches))


def moved_after(session: Session, day: date) -> dict[int, int]:
    """What moved each batch after that day, in thousandths: a count of yesterday is held against yesterday's goods."""
    rows = session.execute(
        select(StockMove.batch_id, func.sum(StockMove.quantity))
        .where(StockMove.day > day, StockMove.batch_id.is_not(None))
        .group_by(StockMove.batch_id)
    )
    return {batch: quantity.thousandths for batch, quantity in rows if batch is not None}


def papers_taken(session: Session, papers: Sequence[str]) -> set[str]:
    """Which of these rows of sheets were taken before."""
    found: set[str] = set()
    for start in range(0, len(papers), 500):
        some = papers[start : start + 500]
        found |= {paper for paper in session.scalars(select(StockMove.paper).where(StockMove.paper.in_(some))) if paper}
    return found


def at_outlet(session: Session, outlet: str) -> dict[int, int]:
    """What was sent to that outlet and has not come back, in thousandths by product id."""
    rows = session.execute(
        select(StockMove.product_id, func.sum(StockMove.quantity))
        .where(StockMove.outlet == outlet)
        .group_by(StockMove.product_id)
    )
    return {product: -quantity.thousandths for product, quantity in rows}


class OnHand(Struct, frozen=True):
    """One line of what is there: a batch of a product, as `pos stock list` tells it."""

    product: str
    name: str
    unit: str
    number: str
    on_hand: Quantity
    received_on: date
    expires_on: date | None
    life_days: int | None
    ownership: str
    outlet: str


def on_hand(session: Session) -> list[OnHand]:
    """Every batch of which something is there (or less than nothing), by product, first expiry first."""
    rows = session.execute(
        select(Batch, Product.code, Product.name, Product.unit)
        .join(Product, Product.id == Batch.product_id)
        .where(Batch.on_hand != Quantity(0))
    )
    told = [
        OnHand(code, name, unit, b.number, b.on_hand, b.received_on, b.expires_on, b.life_days, b.ownership, b.outlet)
        for b, code, name, unit in rows
    ]
    return sorted(told, key=lambda row: (row.product, row.expires_on or date.max, row.received_on, row.number))
