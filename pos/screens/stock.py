"""Goods on hand at the counter: what the echo line says of them, and goods that leave the shelf without a sale."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.core import catalog
from pos.core.basket import Basket
from pos.core.codes import narrow, refuse_unknown
from pos.core.lines import MOST_PIECES, NothingToSell, TooMuch
from pos.core.money import Quantity
from pos.core.shifts import business_day
from pos.core.stock import NotEnoughStock, goods, needs, refuse_ended
from pos.core.stock_moves import TASTING, WRITE_OFF, Move
from pos.core.stock_moves import stock_out as take_out
from pos.core.wording import translate
from pos.core.words import words
from pos.screens import Till
from pos.screens.signing import ReasonNeeded

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

KINDS = (TASTING, WRITE_OFF)


class WentOut(Struct, frozen=True):
    """Goods that left the shelf: `moves` batch by batch; `left` is what may still be sold, None if nobody knows."""

    product: str
    name: str
    quantity: Quantity
    kind: str
    moves: tuple[Move, ...]
    left: Quantity | None

    def as_dict(self) -> dict[str, object]:
        """As the gesture answers it."""
        told: dict[str, object] = {
            "product": self.product,
            "name": self.name,
            "quantity": str(self.quantity),
            "kind": self.kind,
            "batches": [
                {"batch": move.batch[1], "quantity": str(Quantity(-move.quantity.thousandths))}
                for move in self.moves
                if move.batch is not None
            ],
        }
        return told if self.left is None else told | {"left": str(self.left)}


def stock_out(till: Till, product: str, quantity: Quantity, kind: str, reason: str = "") -> WentOut:
    """Take goods off the shelf without a sale: TASTING, or WRITE_OFF with a reason and, for a clerk, leave.

    Refuses UnknownCode, NothingToSell, TooMuch, ReasonNeeded, NotAllowed, PastItsDate (tasting) and NotEnoughStock.
    """
    till.on_duty()
    with till.store.read() as session:
        known = catalog.article_by_any(session, narrow(product))
    if known is None:
        raise refuse_unknown(narrow(product))
    article, why = known[0], words(reason)
    if quantity.thousandths <= 0:
        raise NothingToSell(quantity=quantity)
    if quantity > MOST_PIECES:
        raise TooMuch(quantity=quantity, product=article.name)
    if kind == WRITE_OFF and not why:
        raise ReasonNeeded
    with till.write() as session:
        stamp = till.stamp()
        today = business_day(stamp.at, till.settings.cut_over)
        moves = take_out(session, stamp, till.authority(), article, quantity, kind, why, today)
        there = goods(session, [article.id], today)[article.id]
    if kind == WRITE_OFF:
        till.leave = None
    return WentOut(article.code, article.name, quantity, kind, moves, there.there if there.known else None)


def stock_word(session: Session, basket: Basket, n: int, day: date, *, refuse_short: bool) -> str:
    """What the echo line adds about the goods of line `n`: that few are left on the books, or that they end soon.

    Refuses PastItsDate where every batch with stock has ended, and with `refuse_short` NotEnoughStock.
    """
    line = basket.line(n)
    wanted = needs(line.article, line.quantity)
    there = goods(session, [need.product_id for need in wanted], day)
    if not any(each.known for each in there.values()):
        return ""
    asked: Counter[int] = Counter()
    for each in basket.lines:
        asked.update({need.product_id: need.amount for need in needs(each.article, each.quantity)})
    # What comes back on the same ticket is there again before anything is taken.
    back: Counter[str] = Counter()
    for returned in basket.credit.lines if basket.credit is not None else ():
        back[returned.product] += returned.quantity.thousandths
    told = []
    for need in wanted:
        found = there[need.product_id]
        if not found.known:
            continue
        refuse_ended(found, need.name)
        near = found.near_until
        if asked[need.product_id] > found.there.thousandths + back[need.code]:
            if refuse_short:
                raise NotEnoughStock(product=need.name, left=found.there, unit=need.unit)
            # The line's own name stands before it already; what lies in a box has another.
            short = translate("Stock", "{product}: only {left} {unit} on the books")
            if need.product_id == line.article.id:
                short = translate("Stock", "only {left} {unit} on the books")
            told.append(short.format(product=need.name, left=found.there, unit=need.unit))
        if near is not None:
            told.append(translate("Stock", "near its date, last day {day}").format(day=near.isoformat()))
    return " · ".join(dict.fromkeys(told))
