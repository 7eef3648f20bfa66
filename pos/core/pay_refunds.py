"""Money back through the payment services: of a receipt, of a tender taken off a ticket, of what came for no ticket.

Each piece is a request of its own on the payment it goes back on; what happens to it is `core/pay_requests.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pos.core import journal
from pos.core.gateways import Refunding
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money
from pos.core.pay_requests import (
    BY_HAND_AGAIN,
    BY_HAND_UNPAID,
    DONE,
    FAILED,
    NEW,
    PAID,
    PAY,
    REFUND,
    REVOKED,
    SENT,
    UNKNOWN,
    NotThisWay,
    PayRequest,
    Request,
    add,
    as_it_stands,
    move,
    new_number,
    row_of,
    value_of,
)
from pos.core.receipts import BookedTender, Receipt, ReceiptTender
from pos.core.tenders import SET_OFF


def left_of(session: Session, request_id: int) -> Money:
    """How much of a payment has not been asked back yet."""
    row = session.get_one(PayRequest, request_id)
    gone = session.scalar(
        select(func.sum(PayRequest.amount)).where(
            PayRequest.of_id == request_id,
            PayRequest.by_hand.is_(None) | (PayRequest.by_hand != BY_HAND_AGAIN),
        )
    )
    return row.amount - (gone or ZERO)


def _ask_back(
    session: Session,
    stamp: Stamp,
    of: PayRequest,
    amount: Money,
    *,
    ticket: str,
    reason: str,
    back: int | None = None,
    n: int | None = None,
) -> None:
    add(
        session,
        stamp,
        number=new_number(stamp.at),
        ticket=ticket,
        kind=REFUND,
        of_id=of.id,
        means=of.means,
        amount=amount,
        reason=reason,
        receipt_id=back,
        tender_n=n,
    )


def give_back(session: Session, stamp: Stamp, number: str, *, reason: str) -> None:
    """Money that came for no ticket goes back through the service; a refund it would not make is asked for anew.

    Refuses NotThisWay for anything else.
    """
    row = row_of(session, number)
    request = value_of(row)
    of, back, n = row, None, None
    if request.kind == REFUND and request.state == FAILED and not request.settled:
        row.by_hand = BY_HAND_AGAIN
        of, back, n = session.get_one(PayRequest, row.of_id), row.receipt_id, row.tender_n
    elif not request.stray:
        raise NotThisWay(means=row.means, amount=row.amount)
    row.settled = True
    session.flush()
    _ask_back(session, stamp, of, row.amount, ticket=row.ticket, reason=reason, back=back, n=n)
    journal.note(session, stamp, "PAYMENT_GIVEN_BACK", money=row.amount.fen, of=row.number)


def tender_gone(session: Session, stamp: Stamp, number: str, *, reason: str) -> None:
    """Its tender was taken off the ticket before the sale was complete: the money goes back, never silently.

    What came is refunded; what a manager confirmed and the service does not know yet is revoked.
    """
    row = row_of(session, number)
    row.tendered = False
    if row.state == PAID:
        row.settled = True
        session.flush()
        _ask_back(session, stamp, row, row.amount, ticket=row.ticket, reason=reason)
    else:
        row.by_hand = BY_HAND_UNPAID
        row.settled = row.state in (FAILED, REVOKED)
        session.flush()
    journal.note(session, stamp, "PAYMENT_GIVEN_BACK", money=row.amount.fen, of=row.number)


def refund_receipt(
    session: Session,
    stamp: Stamp,
    sale_id: int,
    *,
    back: int,
    ticket: str,
    tenders: Sequence[BookedTender],
    reason: str,
) -> None:
    """Money of a sale goes back the way it came: what a service took it is asked to give back, by the outbox.

    `tenders` are those of the refund, the receipt `back` with the UUID `ticket`. What the till took without a service,
    and what goes back in another means than it came, is no service's; what is set off moves nothing.
    """
    sources = _sources(session, stamp.till, sale_id)
    for n, tender in enumerate(tenders, 1):
        rest = ZERO if tender.reference.startswith(SET_OFF) else tender.kept
        for row in sources:
            if row.means == tender.means and rest:
                part = min(rest, left_of(session, row.id))
                if part:
                    _ask_back(session, stamp, row, part, ticket=ticket, reason=reason, back=back, n=n)
                    rest -= part


def _sources(session: Session, till: str, sale_id: int) -> list[PayRequest]:
    """The payments behind a receipt; for what was set off in an exchange, those behind the receipt before it."""
    found: list[PayRequest] = []
    seen: set[int] = set()
    ahead = [sale_id]
    while ahead:
        current = ahead.pop(0)
        if current in seen:
            continue
        seen.add(current)
        found += session.scalars(
            select(PayRequest)
            .where(PayRequest.receipt_id == current, PayRequest.kind == PAY, PayRequest.tendered.is_(True))
            .order_by(PayRequest.tender_n)
        )
        notes = session.scalars(
            select(ReceiptTender.reference).where(
                ReceiptTender.receipt_id == current, ReceiptTender.reference.startswith(SET_OFF)
            )
        )
        for number in {int(note.rpartition("-")[2]) for note in notes if note.rpartition("-")[2].isdigit()}:
            before = session.scalar(select(Receipt.of_id).where(Receipt.till == till, Receipt.number == number))
            if before is not None:
                ahead.append(before)
    return found


def refund_sent(session: Session, number: str, now: datetime) -> Request:
    """The service is asked for it now."""
    row = row_of(session, number)
    if row.state == NEW:
        move(session, row, SENT, now)
    return as_it_stands(session, number)


def refund_impossible(session: Session, number: str, now: datetime) -> Request:
    """What it was to go back on was never paid."""
    row = row_of(session, number)
    if row.state == NEW:
        move(session, row, FAILED, now, "NOT_PAID")
    return as_it_stands(session, number)


def refund_answered(session: Session, number: str, answer: Refunding, now: datetime) -> Request:
    """What the service said to money back; what it does not know is asked for again under the same number."""
    row = row_of(session, number)
    wanted: dict[str, str | None] = {"NOT_SENT": None, "NOT_FOUND": UNKNOWN}
    state = wanted.get(answer.state, answer.state)
    if state is not None and row.state not in (DONE, FAILED):
        move(session, row, state, now, answer.note or answer.state, answer.reference)
    return as_it_stands(session, number)
