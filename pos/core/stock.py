"""Goods on hand: batches, what moves them, and which of them a sale takes, first expiry first.

How much of a batch is there stands on its row and is changed in the transaction of the move itself; the moves are only
ever added, and `exchange/verify_rows.py` holds the two against each other. Of a product without any batch nobody knows
how much there is: it is sold all the same. A shop that never received a batch asks one index a sale and finds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct, field
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, bindparam, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.catalog import Article
from pos.core.expiry import Freshness, freshness
from pos.core.journal import Stamp
from pos.core.lines import Line
from pos.core.money import Money, Quantity, half_up
from pos.core.problems import Refusal
from pos.core.receipts import Receipt
from pos.core.statements import Prepared, adding
from pos.core.tables import Base
from pos.core.wording import QT_TRANSLATE_NOOP

#: A batch that a sale may have to know: something of it is there, or what is missing is booked on it.
LIVE = "batches.on_hand <> 0 OR batches.newest = 1"
_LIVE_INDEX = text("on_hand <> 0 OR newest = 1")
#: At so little in the selling unit the shelf says that few are left.
FEW = Quantity(5000)
#: Products asked for at once; a ticket with more of them asks again.
_SLOTS = 12
#: A statement takes some thirty thousand values at most; no shelf anybody looks at has so many.
_MOST_ASKED = 10_000
_FAR = date.max


class PastItsDate(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} ended on {day} and may not be sold; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put it aside for writing off and take a fresh one.")


class NotEnoughStock(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Of {product} only {left} {unit} are there; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the quantity once more, or have the shelf counted.")


class Batch(Base):
    """Goods that came in together. `on_hand` is what is left here, `newest` 1 for the one batch of a product that
    expires last: what is sold beyond what is known is booked on it."""

    __tablename__ = "batches"
    __table_args__ = (
        UniqueConstraint("product_id", "number"),
        CheckConstraint("ownership IN ('OWN', 'CONSIGNED')", name="ownership_known"),
        CheckConstraint("newest IN (0, 1)", name="newest_known"),
        Index("ix_batches_live", "product_id", sqlite_where=_LIVE_INDEX),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    number: Mapped[str]
    produced_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    life_days: Mapped[int | None]
    received_on: Mapped[date]
    received: Mapped[Quantity]
    lost: Mapped[Quantity]
    cost_price: Mapped[Money | None]
    ownership: Mapped[str]
    conformity_no: Mapped[str | None]
    waybill_no: Mapped[str | None]
    outlet: Mapped[str]
    on_hand: Mapped[Quantity]
    newest: Mapped[int]


class StockMove(Base):
    """One movement of one batch; `quantity` is what it added to the goods here. Rows are only added.

    A sale's or a refund's names its receipt and the line of the sale; every other its record in the journal. `outlet`
    is where goods went or came from, `paper` marks the row of a sheet that asked for it.
    """

    __tablename__ = "stock_moves"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('RECEIVE', 'SALE', 'REFUND', 'TASTING', 'WRITE_OFF', 'TRANSFER', 'FAIR_OUT', 'FAIR_BACK', "
            "'COUNT')",
            name="kind_known",
        ),
        *(
            Index(
                f"ix_stock_moves_{column}",
                column,
                sqlite_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("receipt_id", "outlet", "paper")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    quantity: Mapped[Quantity]
    day: Mapped[date]
    till: Mapped[str]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"))
    line: Mapped[int | None]
    journal_n: Mapped[int | None]
    outlet: Mapped[str | None]
    paper: Mapped[str | None]


class Held(Struct, frozen=True):
    """What of one batch is there, in thousandths of the selling unit."""

    id: int
    product_id: int
    number: str
    expires_on: date | None
    life_days: int | None
    received_on: date
    on_hand: int

    def freshness(self, day: date) -> Freshness:
        """What its date says on that day."""
        return freshness(self.expires_on, self.life_days, day)


class Goods(Struct, frozen=True):
    """What is there of one product on one day: its live batches, first expiry first; none if nobody knows."""

    batches: tuple[Held, ...]
    day: date

    @property
    def known(self) -> bool:
        """Whether any batch was ever received."""
        return bool(self.batches)

    @property
    def saleable(self) -> tuple[Held, ...]:
        """The batches that may be sold."""
        return tuple(batch for batch in self.batches if batch.freshness(self.day) is not Freshness.ENDED)

    @property
    def there(self) -> Quantity:
        """How much may be sold; never below nothing."""
        return Quantity(max(0, sum(batch.on_hand for batch in self.saleable)))

    @property
    def on_hand(self) -> Quantity:
        """How much is there in all, what has ended included; negative if more was sold than had come in."""
        return Quantity(sum(batch.on_hand for batch in self.batches))

    @property
    def ended_on(self) -> date | None:
        """The last day of the batch that ended last, if every batch with stock has ended; None otherwise."""
        stocked = [batch for batch in self.batches if batch.on_hand > 0]
        if not stocked or any(batch.freshness(self.day) is not Freshness.ENDED for batch in stocked):
            return None
        return max(batch.expires_on for batch in stocked if batch.expires_on is not None)

    @property
    def near_until(self) -> date | None:
        """The last day of what is sold next, if that day is near; None otherwise."""
        following = next((batch for batch in self.saleable if batch.on_hand > 0), None)
        near = following is not None and following.freshness(self.day) is Freshness.NEAR
        return following.expires_on if following is not None and near else None


_batch, _move = Batch.__table__.c, StockMove.__table__.c
_HELD = select(
    _batch.id,
    _batch.product_id,
    _batch.number,
    _batch.expires_on,
    _batch.life_days,
    _batch.received_on,
    _batch.on_hand,
)
# The index is found by these very words; written in parentheses, for AND binds closer than OR.
_OF_SEVERAL = Prepared(
    _HELD.where(_batch.product_id.in_([bindparam(f"p{n}") for n in range(_SLOTS)]), text(f"({LIVE})"))
)
_TAKE = Prepared(
    update(Batch).where(_batch.id == bindparam("batch")).values(on_hand=_batch.on_hand + bindparam("more"))
)
_ADD_MOVE = adding(StockMove, numbered=True, told=False)
_MOVED = Prepared(
    select(_move.kind, _move.line, _move.product_id, _move.batch_id, _move.quantity)
    .where(
        or_(
            _move.receipt_id == bindparam("sale"),
            _move.receipt_id.in_(select(Receipt.id).where(Receipt.of_id == bindparam("sale_again"))),
        )
    )
    .order_by(_move.id)
)


def live(session: Session, products: Collection[int]) -> dict[int, list[Held]]:
    """The live batches of these products, first expiry first; products nobody received are not among the keys."""
    wanted = list(dict.fromkeys(products))
    found: dict[int, list[Held]] = {}
    for start in range(0, len(wanted), _SLOTS):
        some = wanted[start : start + _SLOTS]
        slots = {f"p{n}": some[n] if n < len(some) else 0 for n in range(_SLOTS)}
        for row in _OF_SEVERAL.run(session, slots):
            held = _as_held(row)
            found.setdefault(held.product_id, []).append(held)
    for batches in found.values():
        batches.sort(key=first_out)
    return found


def _as_held(row: Sequence[object]) -> Held:
    """A row as the driver gives it: days are texts."""
    id, product, number, expires, life, received, on_hand = row
    return Held(
        int(str(id)),
        int(str(product)),
        str(number),
        None if expires is None else date.fromisoformat(str(expires)),
        None if life is None else int(str(life)),
        date.fromisoformat(str(received)),
        int(str(on_hand)),
    )


def first_out(batch: Held) -> tuple[date, date, int]:
    """What is taken first comes first: the earliest last day, then the earliest arrival."""
    return batch.expires_on or _FAR, batch.received_on, batch.id


def goods(session: Session, products: Collection[int], day: date) -> dict[int, Goods]:
    """What is there of each of these products on that day."""
    held = live(session, products)
    return {id: Goods(tuple(held.get(id, ())), day) for id in products}


class Need(NamedTuple):
    """How much of one product something takes from stock, in thousandths of its selling unit."""

    product_id: int
    code: str
    name: str
    unit: str
    amount: int


def needs(article: Article, quantity: Quantity) -> list[Need]:
    """What so much of an article takes from stock: itself, or of a box with parts its parts."""
    if not article.parts:
        return [Need(article.id, article.code, article.name, article.unit, quantity.thousandths)]
    return [
        Need(p.id, p.code, p.name, p.unit, half_up(p.quantity.thousandths * quantity.thousandths, 1000))
        for p in article.parts
    ]


class Taking(Struct):
    """What a sale takes from which batch, in thousandths, by line and batch, in the order it is taken."""

    amounts: dict[tuple[int, int], int] = field(default_factory=dict)
    batches: dict[int, Held] = field(default_factory=dict)
    boxes: frozenset[int] = frozenset()

    def take(self, line: int, batch: Held, amount: int) -> None:
        """So much of that batch goes into that line."""
        self.batches[batch.id] = batch
        self.amounts[line, batch.id] = self.amounts.get((line, batch.id), 0) + amount

    def batch_of(self, line: int) -> str | None:
        """The batch that most of the line is taken from; the first of them if several give the same.

        None for goods of which nobody knows, and for a box: its parts have batches, it has none.
        """
        if line in self.boxes:
            return None
        of_line = [(amount, batch) for (n, batch), amount in self.amounts.items() if n == line]
        return self.batches[max(of_line, key=lambda one: one[0])[1]].number if of_line else None


def plan(session: Session, lines: Sequence[Line], day: date, *, short_is_refused: bool = False) -> Taking:
    """Which batches a ticket's lines are taken from; nothing is changed yet.

    Refuses PastItsDate where every batch with stock has ended, and NotEnoughStock if the shop wants that; otherwise
    what is missing is booked on the batch that came last.
    """
    wanted = [(n, need) for n, line in enumerate(lines, 1) for need in needs(line.article, line.quantity)]
    held = live(session, [need.product_id for _, need in wanted])
    taking = Taking(boxes=frozenset(n for n, line in enumerate(lines, 1) if line.article.parts))
    left = {batch.id: batch.on_hand for batches in held.values() for batch in batches}
    for n, need in wanted:
        if need.product_id not in held:
            continue
        there = Goods(tuple(held[need.product_id]), day)
        refuse_ended(there, need.name)
        rest = need.amount
        for batch in there.saleable:
            given = min(rest, left[batch.id])
            if given > 0:
                taking.take(n, batch, given)
                left[batch.id] -= given
                rest -= given
        if rest and short_is_refused:
            raise NotEnoughStock(product=need.name, left=there.there, unit=need.unit)
        if rest:
            last = (there.saleable or there.batches)[-1]
            taking.take(n, last, rest)
            left[last.id] -= rest
    return taking


def refuse_ended(there: Goods, name: str) -> None:
    """Refuse PastItsDate if every batch with stock has ended: nobody at the counter may sell it."""
    ended = there.ended_on
    if ended is not None:
        raise PastItsDate(product=name, day=ended.isoformat())


def refuse_batch(session: Session, article: Article, number: str, printed: date | None, day: date) -> None:
    """Refuse PastItsDate if this very batch has ended, by its tag's `printed` day or by the books."""
    known = session.scalar(select(_batch.expires_on).where(_batch.product_id == article.id, _batch.number == number))
    ends = min((each for each in (known, printed) if each is not None), default=None)
    if ends is not None and ends < day:
        raise PastItsDate(product=article.name, day=ends.isoformat())


def take(session: Session, stamp: Stamp, receipt_id: int, taking: Taking) -> None:
    """Book what `plan` found, in the transaction of the sale."""
    moves = [(n, id, taking.batches[id].product_id, -amount) for (n, id), amount in taking.amounts.items()]
    _book(session, stamp, "SALE", receipt_id, moves)


def give_back(
    session: Session, stamp: Stamp, sale_id: int, refund_id: int, lines: Iterable[tuple[int, Quantity, Quantity]]
) -> None:
    """Goods return to the batches they came from, last taken first.

    `lines` are the sale's line, how much of it is back now in all, and how much was sold.
    """
    moved = _MOVED.run(session, {"sale": sale_id, "sale_again": sale_id})
    if not moved:
        return
    back: list[tuple[int, int, int, int]] = []
    for n, back_in_all, sold in lines:
        for product in dict.fromkeys(int(row[2]) for row in moved if row[1] == n):
            of_product = [row for row in moved if row[1] == n and row[2] == product]
            taken = [(int(row[3]), -int(row[4])) for row in of_product if row[0] == "SALE"]
            returned: dict[int, int] = {}
            for row in of_product:
                if row[0] == "REFUND":
                    returned[int(row[3])] = returned.get(int(row[3]), 0) + int(row[4])
            due = half_up(sum(amount for _, amount in taken) * back_in_all.thousandths, sold.thousandths)
            rest = due - sum(returned.values())
            for batch, amount in reversed(taken):
                given = min(rest, amount - returned.get(batch, 0))
                if given > 0:
                    back.append((n, batch, product, given))
                    rest -= given
    _book(session, stamp, "REFUND", refund_id, back)


def put_back(session: Session, stamp: Stamp, refund_id: int, lines: Sequence[Line]) -> None:
    """Goods that come back without a receipt join the batch that is sold next: nobody knows theirs, so none is trusted
    to keep longer than that."""
    wanted = [(n, need) for n, line in enumerate(lines, 1) for need in needs(line.article, line.quantity)]
    held = live(session, [need.product_id for _, need in wanted])
    back = []
    for n, need in wanted:
        there = Goods(tuple(held.get(need.product_id, ())), stamp.business_day)
        if there.known:
            joined = next((batch for batch in there.saleable if batch.on_hand > 0), there.batches[-1])
            back.append((n, joined.id, need.product_id, need.amount))
    _book(session, stamp, "REFUND", refund_id, back)


def _book(
    session: Session, stamp: Stamp, kind: str, receipt_id: int, moves: Iterable[tuple[int, int, int, int]]
) -> None:
    book_moves(
        session,
        [
            {
                "kind": kind,
                "product_id": product,
                "batch_id": batch,
                "quantity": Quantity(amount),
                "day": stamp.business_day,
                "till": stamp.till,
                "receipt_id": receipt_id,
                "line": n,
                "journal_n": None,
                "outlet": None,
                "paper": None,
            }
            for n, batch, product, amount in moves
        ],
    )


def book_moves(session: Session, rows: list[Mapping[str, object]]) -> None:
    """Add rows of `StockMove`, all columns but `id`, and change what is on hand of their batches with them."""
    _TAKE.run_all(session, [{"batch": row["batch_id"], "more": row["quantity"]} for row in rows])
    _ADD_MOVE.run_all(session, rows)


def on_shelf(session: Session, products: Collection[int], day: date) -> dict[int, Goods]:
    """What is there of the products on a shelf, in one question; products nobody received are not among the keys."""
    held: dict[int, list[Held]] = {}
    wanted = list(products)
    for start in range(0, len(wanted), _MOST_ASKED):
        some = wanted[start : start + _MOST_ASKED]
        for row in session.execute(_HELD.where(_batch.product_id.in_(some)).where(text(f"({LIVE})"))):
            held.setdefault(row.product_id, []).append(Held(*row[:-1], row.on_hand.thousandths))
    return {id: Goods(tuple(sorted(batches, key=first_out)), day) for id, batches in held.items()}
