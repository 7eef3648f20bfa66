"""Exchange in one ticket: goods of an old receipt come back, others are taken, and only the difference is paid.

In the books it is a refund and a sale, one number after the other, written in one transaction. What is set off stands
in both as a tender of the old receipt's own means, with the same reference: so every means nets to the money that
really changed hands, and the drawer holds what it should.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core.authority import Authority
from pos.core.basket import Basket, EmptyBasket
from pos.core.credit import Credit, CreditLine
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money, Quantity
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import Receipt, ReceiptTender, is_booked, receipt_number
from pos.core.refunds import (
    LeftLine,
    Refundable,
    Refunded,
    ask_refund,
    by_funder,
    refund,
    refundable,
    rounding_back,
    split,
    wanted,
    ways_back,
)
from pos.core.selling import Sold, complete_sale
from pos.core.shifts import OpenShift
from pos.core.tenders import ORG_CREDIT, SET_OFF, BuyerNeeded, Tender
from pos.core.ticket_changes import Change, Event, used_leave
from pos.core.wording import QT_TRANSLATE_NOOP


class NoNewGoods(EmptyBasket):
    sentence = QT_TRANSLATE_NOOP("Problem", "Only goods that come back are on this ticket; nothing was booked.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "Scan what the customer takes instead; to pay the money back, take the lines off and press F8."
    )

    @property
    def word(self) -> str:
        """The same word as for a ticket without anything."""
        return EmptyBasket.__name__


class CreditChanged(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "More of receipt {receipt} was taken back meanwhile; this exchange was not booked."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Take the lines that come back off the ticket, and choose them anew (F8).")


class Exchanged(Struct, frozen=True):
    """Both halves in the books, the refund with the lower number; `set_off` moved no money."""

    refund: Refunded
    sale: Sold
    set_off: Money


def credit_of(
    found: Refundable,
    asked: Sequence[tuple[int, Quantity]] | None,
    *,
    shop: str,
    uuid: str,
    reason: str,
    allowed_by: str = "",
) -> Credit:
    """What comes back of a sale, worth what a refund of it would give; refuses as `wanted` does."""
    taking = wanted(found, asked)
    return Credit(
        uuid=uuid,
        number=found.sale.number,
        receipt=receipt_number(shop, found.sale.till, found.sale.number),
        reason=reason,
        lines=tuple(_credit_line(line, quantity) for line, quantity in taking),
        rounding=rounding_back(found, taking),
        allowed_by=allowed_by,
    )


def take_in(basket: Basket, found: Refundable, credit: Credit, authority: Authority) -> Change:
    """Goods of an earlier receipt put onto the ticket as a credit, in place of what stood there of it.

    Refuses PaymentBegun, ExchangeBegun, and NotAllowed above what the role may pay back of one receipt alone.
    """
    event = Event("EXCHANGE", credit.receipt, credit.given, why=credit.reason)
    allowed = allow(basket.with_credit(replace(credit, allowed_by="")), found, authority)
    return Change(allowed.basket, (event, *allowed.events), allowed.leave)


def allow(basket: Basket, found: Refundable, authority: Authority) -> Change:
    """The ticket as it may be paid: with whose word lets it go on, whatever more comes back of that receipt meanwhile.

    Refuses NotAllowed above what the role may pay back of one receipt alone.
    """
    credit = basket.credit
    if credit is None or credit.allowed_by:
        return Change(basket)
    ask_refund(authority, credit.given + found.taken_back)
    by = authority.by or (authority.who if authority.role.may(Act.REFUND) else "")
    events = used_leave(authority, credit.receipt, credit.given)
    return Change(replace(basket, credit=replace(credit, allowed_by=by)), events, authority.leave)


def _credit_line(line: LeftLine, quantity: Quantity) -> CreditLine:
    first = line.rows[0]
    return CreditLine(
        n=line.n,
        product=first.product_code,
        name=first.name,
        spec=first.spec,
        unit=first.unit,
        region=first.region,
        price=first.price,
        quantity=quantity,
        grams=line.grams(quantity),
        amount=line.amount(quantity),
    )


def atoms_of(sale: Receipt) -> dict[str, object]:
    """What was agreed for the old receipt, for the goods taken instead; a fair has its own days and is left out."""
    atoms: dict[str, object] = {
        "channel": sale.channel,
        "buyer": sale.buyer,
        # A buyer brings its kind along.
        "buyer_kind": sale.buyer_kind if sale.buyer is None else None,
        "agreement": sale.agreement,
        "motive": sale.motive,
        "purchase_mode": sale.purchase_mode,
        "love_card": sale.love_card or None,
    }
    return {name: value for name, value in atoms.items() if value is not None}


def complete_exchange(
    session: Session,
    stamp: Stamp,
    shift: OpenShift,
    authority: Authority,
    basket: Basket,
    *,
    shop: str,
    change: Money,
    rounding: Money,
    today: date | None = None,
    short_is_refused: bool = False,
    held: str | None = None,
) -> Exchanged:
    """Book refund and sale of a ticket whose difference is covered; what is left of the credit is paid out.

    It goes back the way the old receipt was paid. `change` and `rounding` are those of the tender that closed the
    difference; `today` and `held` are as for `complete_sale`. Above what the role may pay back alone somebody must have
    allowed the credit. Refuses NoNewGoods, CreditChanged, NotAllowed, BuyerNeeded, and what a refund and a sale refuse.
    """
    credit = basket.credit
    if credit is None or not basket.lines:
        raise NoNewGoods
    if is_booked(session, basket.uuid):
        return _stands(session, stamp, shift, basket, credit, shop=shop, held=held)
    found = refundable(session, stamp.till, credit.number)
    taking = wanted(found, credit.asked)
    now = credit_of(
        found, credit.asked, shop=shop, uuid=credit.uuid, reason=credit.reason, allowed_by=credit.allowed_by
    )
    if now != credit:
        raise CreditChanged(receipt=credit.receipt)
    if not credit.allowed_by:
        # Other parts of the receipt came back while this ticket was held: each alone was below the ceiling.
        ask_refund(authority, credit.given + found.taken_back)
    set_off = min(credit.given, basket.total)
    kept, _ = split(ways_back(found, credit.given), set_off)
    if basket.terms.buyer != found.sale.buyer and any(code == ORG_CREDIT for code, _ in kept):
        # One buyer's account cannot pay for another's goods.
        raise BuyerNeeded
    back = refund(
        session,
        stamp,
        shift,
        authority.having(Act.REFUND),
        found,
        taking,
        shop=shop,
        uuid=credit.uuid,
        means="",
        reason=credit.reason,
        set_off=set_off,
    )
    against = [
        Tender(code, amount, amount, reference, stamp.at, funder=funder)
        for code, amount, reference, funder in by_funder(
            found, [(code, amount, SET_OFF + back.receipt) for code, amount in kept]
        )
    ]
    paid = tuple(tender for tender in basket.tenders if tender.kept)
    sale = replace(basket, credit=None, tenders=(*against, *paid))
    sold = complete_sale(
        session,
        stamp,
        shift,
        sale,
        shop=shop,
        change=change,
        rounding=rounding,
        today=today,
        short_is_refused=short_is_refused,
        held=held,
    )
    return Exchanged(back, sold, set_off)


def _stands(
    session: Session, stamp: Stamp, shift: OpenShift, basket: Basket, credit: Credit, *, shop: str, held: str | None
) -> Exchanged:
    """The exchange that stands in the books already: its COMMIT failed and came through all the same."""
    sold = complete_sale(session, stamp, shift, basket, shop=shop, change=ZERO, rounding=ZERO, held=held)
    head = session.scalars(select(Receipt).where(Receipt.uuid == credit.uuid)).one()
    tenders = session.execute(
        select(ReceiptTender.means, ReceiptTender.kept, ReceiptTender.reference)
        .where(ReceiptTender.receipt_id == head.id)
        .order_by(ReceiptTender.n)
    ).all()
    paid = tuple((code, kept) for code, kept, reference in tenders if not reference.startswith(SET_OFF))
    set_off = Money(sum(kept.fen for _, kept, reference in tenders if reference.startswith(SET_OFF)))
    number = receipt_number(shop, head.till, head.number)
    return Exchanged(Refunded(number, head.net, head.net + head.rounding, head.rounding, paid), sold, set_off)
