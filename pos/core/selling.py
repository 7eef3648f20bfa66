"""A paid basket becomes a sale: number, rows, journal and print job, in the caller's one transaction."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pos.core import pay_requests, print_jobs, stock, tickets
from pos.core.basket import Basket, EmptyBasket
from pos.core.channels import WALKIN
from pos.core.journal import Stamp
from pos.core.lines import Line, Terms
from pos.core.money import Money, Quantity
from pos.core.receipts import BookedLine, BookedTender, Deal, Receipt, book, receipt_number
from pos.core.shifts import OpenShift, refuse_closed
from pos.core.statements import Prepared
from pos.core.tenders import CASH, SET_OFF, NotPaidInFull, left_to_pay


class Sold(Struct, frozen=True):
    """A sale in the books: `total` is the sum of its lines; `rounding` ≤ 0 is what cash was asked less."""

    receipt: str
    number: int
    total: Money
    rounding: Money
    change: Money


_SOLD_BEFORE = Prepared(
    select(Receipt.till, Receipt.number, Receipt.net, Receipt.rounding, Receipt.change).where(
        Receipt.uuid == bindparam("uuid")
    )
)


def complete_sale(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    basket: Basket,
    *,
    shop: str,
    change: Money,
    rounding: Money,
    today: date | None = None,
    short_is_refused: bool = False,
    held: str | None = None,
) -> Sold:
    """Book a basket whose tenders cover it, take its goods from stock and clear the counter, or what is `held` by name.

    Refuses EmptyBasket, NotPaidInFull and, for goods that ended while the ticket was held, PastItsDate; with
    `short_is_refused` NotEnoughStock for goods that were sold to others meanwhile.

    A basket that is a sale already, because a COMMIT failed and stood all the same, is not sold again: the sale that
    stands is answered. `change` and `rounding` are those of the tender that closed it (`tenders.settle`). `today` is
    the day for which goods may have ended, where yesterday's shift is still open; without it the shift's own.
    """
    if not basket.lines:
        raise EmptyBasket
    for till, number, *money in _SOLD_BEFORE.run(session, {"uuid": basket.uuid}):
        tickets.clear(session, stamp.till, held)
        return Sold(receipt_number(shop, till, number), number, *map(Money, money))
    refuse_closed(session, shift)
    basket.refuse_waiting()
    left = left_to_pay(basket.total + rounding, basket.tenders)
    if left:
        raise NotPaidInFull(left=left)
    taking = stock.plan(session, basket.lines, today or stamp.business_day, short_is_refused=short_is_refused)
    booked = book(
        session,
        stamp,
        shop=shop,
        shift_id=shift.id,
        uuid=basket.uuid,
        deal=deal(basket.terms),
        lines=[
            row for n, line in enumerate(basket.lines, 1) for row in booked_lines(n, line, stamp, taking.batch_of(n))
        ],
        tenders=[BookedTender(t.means, t.handed, t.kept, t.reference, t.funder) for t in basket.tenders],
        rounding=rounding,
        change=change,
    )
    pay_requests.booked(session, booked.id, basket.tenders)
    stock.take(session, stamp, booked.id, taking)
    tickets.clear(session, stamp.till, held)
    cash = any(tender.means == CASH and not tender.reference.startswith(SET_OFF) for tender in basket.tenders)
    print_jobs.queue(session, stamp.till, stamp.at, kind="RECEIPT", receipt_id=booked.id, drawer=cash)
    return Sold(booked.printed, booked.number, booked.net, rounding, change)


def deal(terms: Terms) -> Deal:
    """What was agreed, with the defaults filled in: a resident who walked in."""
    return Deal(
        channel=terms.channel or terms.buyer_channel or WALKIN,
        buyer_kind=terms.buyer_is or terms.buyer_kind or "RESIDENT",
        buyer=terms.buyer,
        agreement=terms.agreement,
        fair=terms.fair,
        motive=terms.motive,
        purchase_mode=terms.purchase_mode,
        love_card=terms.love_card,
        counts_for=terms.counts_for,
    )


def booked_lines(n: int, line: Line, stamp: Stamp, batch: str | None = None) -> list[BookedLine]:
    """A basket line as it is booked: one row, or for a gift box with parts one row a county.

    A box shares its money over the counties by the normal prices of what it holds, by largest remainder; the first
    row carries the quantity.
    """
    article = line.article
    weights: dict[str, int] = {}
    for part in article.parts:
        weights[part.origin] = weights.get(part.origin, 0) + part.price.fen * part.quantity.thousandths
    if not weights:
        weights[article.origin] = 1
    spread = list(weights.values())
    alone = len(spread) == 1
    nets = [line.net] if alone else line.net.share(spread)
    discounts = [line.off] if alone else line.off.share(spread)
    return [
        BookedLine(
            n=n,
            part=part,
            of_n=n,
            product_code=article.code,
            name=article.name,
            spec=article.spec,
            unit=article.unit,
            region=region,
            producer=article.producer,
            batch=batch,
            label=line.label,
            quantity=line.quantity if part == 0 else Quantity(0),
            grams=line.grams if part == 0 else 0,
            price=line.price,
            # Goods without a fixed price were never dearer than what was asked for them.
            shelf_price=line.price if article.open_price else article.price,
            price_kind=line.price_kind,
            # Not shared by itself: by largest remainder a larger sum may give one county less, and less than its net.
            gross=net + discount,
            net=net,
            vat_kind=article.vat_kind,
            vat_bp=article.vat_bp,
            certification_no=article.certification_no,
            certified=article.certified_on(stamp.business_day),
        )
        for part, (region, net, discount) in enumerate(zip(weights, nets, discounts, strict=True))
    ]
