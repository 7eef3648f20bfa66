"""Requests for money by pay code, and for money back: the state machine between the ticket and a payment service.

A request is written before anything is asked (NEW), again before the first byte goes out (SENT), and whenever something
is known. So after a crash NEW was certainly never sent, and of everything else the service is asked what became of it.
The payment code itself never gets here. What was asked never changes; only what became of it does, and every step with
its moment stays.

A request is *settled* once its money and the books say the same; until then it stays open, over any number of shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import journal
from pos.core.basket import PaymentUnknown
from pos.core.gateways import Paying, PayOrder, Refunding, RefundOrder, Revoking, Timing
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money
from pos.core.problems import Refusal
from pos.core.receipts import BookedTender, Receipt, ReceiptTender, new_uuid, receipt_number
from pos.core.staff import Leave
from pos.core.tables import Base
from pos.core.tenders import SET_OFF, Tender
from pos.core.wording import QT_TRANSLATE_NOOP

PAY, REFUND = "PAY", "REFUND"
NEW, SENT, WAIT_USER, UNKNOWN = "NEW", "SENT", "WAIT_USER", "UNKNOWN"
PAID, FAILED, REVOKING, REVOKED = "PAID", "FAILED", "REVOKING", "REVOKED"
#: Of money back only: the service works on it; it is on its way to the customer.
PROCESSING, DONE = "PROCESSING", "DONE"

#: By hand a manager said: the customer paid; the customer did not; there is nothing more to do; it is asked for anew.
BY_HAND_PAID, BY_HAND_UNPAID, BY_HAND_SETTLED, BY_HAND_AGAIN = "PAID", "UNPAID", "SETTLED", "AGAIN"

#: What may follow what, of a request for money.
PAY_STEPS: Mapping[str, frozenset[str]] = {
    NEW: frozenset({SENT, FAILED}),
    SENT: frozenset({WAIT_USER, UNKNOWN, PAID, FAILED, REVOKING, REVOKED}),
    WAIT_USER: frozenset({UNKNOWN, PAID, FAILED, REVOKING, REVOKED}),
    UNKNOWN: frozenset({WAIT_USER, PAID, FAILED, REVOKING, REVOKED}),
    REVOKING: frozenset({PAID, FAILED, REVOKED}),
    PAID: frozenset(),
    FAILED: frozenset(),
    REVOKED: frozenset(),
}
#: And of money back. It may be asked for again under its number as often as one likes.
REFUND_STEPS: Mapping[str, frozenset[str]] = {
    NEW: frozenset({SENT, FAILED}),
    SENT: frozenset({PROCESSING, UNKNOWN, DONE, FAILED}),
    UNKNOWN: frozenset({PROCESSING, DONE, FAILED}),
    PROCESSING: frozenset({UNKNOWN, DONE, FAILED}),
    DONE: frozenset(),
    FAILED: frozenset(),
}
#: A payment code is good for a minute (DOMAIN.md 5.5); what arrives later is turned away.
CODE_LIVES = timedelta(seconds=90)
#: A moment that lies further ahead than this was written by a clock that has been put right since.
CLOCK_PUT_BACK = timedelta(minutes=1)
#: The customer did not pay, says the service, but it wants to be asked to end it.
ENDED_UNPAID = ("PAYERROR", "NOTPAY")
#: A payment nobody can say anything certain about yet.
PENDING = (NEW, SENT, WAIT_USER, UNKNOWN, REVOKING)

_ONE_OPEN = "kind = 'PAY' AND by_hand IS NULL AND state IN ('NEW', 'SENT', 'WAIT_USER', 'UNKNOWN', 'REVOKING')"


class PayRequest(Base):
    """One request. `ticket` is the UUID of the sale it pays, or of the receipt (or ticket) whose money goes back.

    `tendered`: a tender for it stands on the ticket or on a receipt (`receipt_id`, `tender_n`). `of_id` is the payment
    that a refund goes back on. `clerk` began it; `leave_by` and `leave_why` are the manager's who settled it by hand.
    """

    __tablename__ = "pay_requests"
    __table_args__ = (
        CheckConstraint("kind IN ('PAY', 'REFUND')", name="kind_known"),
        CheckConstraint(
            "state IN ('NEW', 'SENT', 'WAIT_USER', 'PAID', 'FAILED', 'UNKNOWN', 'REVOKING', 'REVOKED', "
            "'PROCESSING', 'DONE')",
            name="state_known",
        ),
        CheckConstraint("by_hand IN ('PAID', 'UNPAID', 'SETTLED', 'AGAIN')", name="by_hand_known"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_pay_requests_open", "till", sqlite_where=text("settled = 0")),
        Index("ix_pay_requests_receipt_id", "receipt_id"),
        Index("ix_pay_requests_of_id", "of_id"),
        Index("uq_pay_requests_one_open", "ticket", unique=True, sqlite_where=text(_ONE_OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    till: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    ticket: Mapped[str]
    kind: Mapped[str]
    of_id: Mapped[int | None] = mapped_column(ForeignKey("pay_requests.id"))
    means: Mapped[str]
    amount: Mapped[Money]
    clerk: Mapped[str]
    reason: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[str]
    changed_at: Mapped[datetime]
    reference: Mapped[str]
    note: Mapped[str]
    tendered: Mapped[bool]
    settled: Mapped[bool]
    by_hand: Mapped[str | None]
    leave_by: Mapped[str | None]
    leave_why: Mapped[str | None]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"))
    tender_n: Mapped[int | None]


class PayRequestStep(Base):
    """A request came into a state; rows are only ever added."""

    __tablename__ = "pay_request_steps"
    __table_args__ = ({"sqlite_with_rowid": False},)

    request_id: Mapped[int] = mapped_column(ForeignKey("pay_requests.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    at: Mapped[datetime]
    note: Mapped[str]


class NoSuchPayment(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No such payment is open; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the open payments once more.")


class RevokeTooEarly(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The service lets a payment be revoked in {seconds} s; it was not revoked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Wait a moment; F5 asks what became of it.")


class NotThisWay(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{means} {amount} cannot be settled that way now; nothing changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one of the ways beside it.")


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands. `of` is the payment a refund goes back on."""

    id: int
    till: str
    number: str
    ticket: str
    kind: str
    means: str
    amount: Money
    clerk: str
    reason: str
    made_at: datetime
    state: str
    changed_at: datetime
    reference: str
    note: str
    tendered: bool
    settled: bool
    by_hand: str | None
    receipt_id: int | None
    of: Request | None = None

    @property
    def pending(self) -> bool:
        """A payment of which nothing certain is known yet."""
        return self.kind == PAY and self.state in PENDING

    @property
    def waits(self) -> bool:
        """Its ticket waits for it: nothing certain is known, and no manager has let the ticket go on."""
        return self.pending and self.by_hand is None

    @property
    def stray(self) -> bool:
        """The money came, but no ticket stands for it: it has to go back."""
        return self.kind == PAY and self.state == PAID and not self.tendered and not self.settled

    @property
    def waits_for_payment(self) -> bool:
        """Money back that cannot be asked for yet: what it goes back on is itself still being asked about."""
        of = self.of
        return self.state == NEW and of is not None and of.state in PENDING and not of.settled

    def age(self, now: datetime) -> timedelta:
        """How long ago it was made; old enough for anything if somebody has put the clock back since."""
        return _ago(self.made_at, now, CODE_LIVES)

    def order(self, subject: str) -> PayOrder:
        """What the service knows it as."""
        return PayOrder(self.number, self.amount, subject, self.till, self.made_at)

    def refund_order(self, subject: str) -> RefundOrder:
        """The same for money back."""
        if self.of is None:
            raise ValueError("only money back goes back on a payment")
        return RefundOrder(self.number, self.of.order(subject), self.amount, self.reason)


_FIELDS = [name for name in Request.__slots__ if name != "of"]


def _value(row: PayRequest, of: PayRequest | None = None) -> Request:
    return Request(**{name: getattr(row, name) for name in _FIELDS}, of=None if of is None else _value(of))


# --- looking ----------------------------------------------------------------------------------------------------------


def _row(session: Session, number: str) -> PayRequest:
    found = session.scalar(select(PayRequest).where(PayRequest.number == number))
    if found is None:
        raise NoSuchPayment
    return found


def find(session: Session, number: str) -> Request | None:
    """The request with that order number."""
    row = session.scalar(select(PayRequest).where(PayRequest.number == number))
    if row is None:
        return None
    return _value(row, session.get(PayRequest, row.of_id) if row.of_id is not None else None)


def _now(session: Session, number: str) -> Request:
    session.flush()
    found = find(session, number)
    if found is None:
        raise NoSuchPayment
    return found


def open_requests(session: Session, till: str) -> tuple[Request, ...]:
    """Every request of that till whose money and books do not say the same yet, oldest first."""
    rows = session.scalars(
        select(PayRequest).where(PayRequest.till == till, PayRequest.settled.is_(False)).order_by(PayRequest.id)
    ).all()
    parents = {row.of_id for row in rows if row.of_id is not None}
    of = {row.id: row for row in session.scalars(select(PayRequest).where(PayRequest.id.in_(parents)))}
    return tuple(_value(row, of.get(row.of_id) if row.of_id is not None else None) for row in rows)


def steps(session: Session, request_id: int) -> tuple[tuple[str, datetime], ...]:
    """Every state it came into and when, in order."""
    rows = session.execute(
        select(PayRequestStep.state, PayRequestStep.at)
        .where(PayRequestStep.request_id == request_id)
        .order_by(PayRequestStep.n)
    )
    return tuple((state, at) for state, at in rows)


def by_gateway(session: Session, receipt_ids: Iterable[int]) -> frozenset[tuple[int, int]]:
    """Which tenders (`receipt_id`, `n`) of those sales a payment service itself has confirmed.

    All others of a means without cash are confirmed by whoever stood at the till.
    """
    rows = session.execute(
        select(PayRequest.receipt_id, PayRequest.tender_n).where(
            PayRequest.receipt_id.in_(list(receipt_ids)), PayRequest.kind == PAY, PayRequest.state == PAID
        )
    )
    return frozenset((receipt, n) for receipt, n in rows if receipt is not None and n is not None)


def refunds_on(session: Session, till: str, receipt: int) -> tuple[tuple[str, Money, str], ...]:
    """What services were asked to give back for the refund of that number: means, amount, state; the last for each."""
    rows = session.execute(
        select(PayRequest.means, PayRequest.amount, PayRequest.state)
        .join(Receipt, Receipt.id == PayRequest.receipt_id)
        .where(Receipt.till == till, Receipt.number == receipt, PayRequest.kind == REFUND)
        .where(PayRequest.by_hand.is_distinct_from(BY_HAND_AGAIN))
        .order_by(PayRequest.id)
    )
    return tuple((means, amount, state) for means, amount, state in rows)


def receipt_of(session: Session, shop: str, request: Request) -> str:
    """The printed number of the receipt it stands on, or whose money goes back; empty if there is none."""
    row = session.execute(
        select(Receipt.till, Receipt.number).where(
            (Receipt.id == request.receipt_id) if request.receipt_id else (Receipt.uuid == request.ticket)
        )
    ).first()
    return receipt_number(shop, *row) if row else ""


# --- writing ----------------------------------------------------------------------------------------------------------


def _add(session: Session, stamp: Stamp, **given: object) -> PayRequest:
    row = PayRequest(
        till=stamp.till,
        clerk=stamp.clerk,
        made_at=stamp.at,
        changed_at=stamp.at,
        state=NEW,
        reference="",
        note="",
        tendered=False,
        settled=False,
        **given,
    )
    session.add(row)
    session.flush()
    _step(session, row, NEW, stamp.at, "")
    return row


def _step(session: Session, row: PayRequest, state: str, at: datetime, note: str) -> None:
    last = session.scalar(select(func.max(PayRequestStep.n)).where(PayRequestStep.request_id == row.id)) or 0
    session.execute(insert(PayRequestStep).values(request_id=row.id, n=last + 1, state=state, at=at, note=note))


def _move(session: Session, row: PayRequest, state: str, now: datetime, note: str = "", reference: str = "") -> None:
    """Into another state, with its moment. What is certain settles it, if the books say the same."""
    following = PAY_STEPS if row.kind == PAY else REFUND_STEPS
    if state == row.state:
        # No step, but what the service says of it now.
        row.note = note or row.note
        return
    if state not in following[row.state]:
        raise ValueError(f"{row.kind} {row.state} is not followed by {state}")
    row.state, row.changed_at = state, max(now, row.changed_at)
    row.note = note or row.note
    row.reference = reference or row.reference
    if state in (FAILED, REVOKED) and row.kind == PAY:
        # The goods left for money that never came: a manager has to see that.
        row.settled = not row.tendered
    if state == PAID:
        row.settled = row.tendered
    if state == DONE:
        row.settled = True
    session.flush()
    _step(session, row, state, row.changed_at, note)


def new_number(now: datetime) -> str:
    """An order number of 32 signs that no other till makes; it grows with time."""
    return new_uuid(now).replace("-", "")


def begin(session: Session, stamp: Stamp, *, number: str, ticket: str, means: str, amount: Money) -> Request:
    """Write down that money is about to be asked for. Refuses PaymentUnknown while the ticket waits for another."""
    waiting = session.scalar(
        select(PayRequest).where(
            PayRequest.ticket == ticket,
            PayRequest.kind == PAY,
            PayRequest.by_hand.is_(None),
            PayRequest.state.in_(PENDING),
        )
    )
    if waiting is not None:
        raise PaymentUnknown
    row = _add(session, stamp, number=number, ticket=ticket, kind=PAY, means=means, amount=amount, reason="")
    return _value(row)


def sent(session: Session, number: str, now: datetime) -> Request:
    """It goes out now: from here on nobody can say that the service does not know of it."""
    row = _row(session, number)
    if row.state == NEW:
        _move(session, row, SENT, now)
    return _now(session, number)


def never_sent(session: Session, number: str, now: datetime) -> Request:
    """It was written down and the till died: certainly nothing was asked."""
    row = _row(session, number)
    if row.state == NEW and row.kind == PAY:
        _move(session, row, FAILED, now, "NOT_SENT")
    return _now(session, number)


def answered(
    session: Session, number: str, answer: Paying, now: datetime, *, first: bool = False, no_revoke: bool = False
) -> Request:
    """What the service said. `first` is the answer to the request itself: only then does NOT_SENT mean that nothing
    was asked. While it is being revoked PAID counts only if the service will not revoke it (`no_revoke`): else the
    revoke that is on its way gives the money back. And an order it never heard of while its code lived is no order.
    """
    row = _row(session, number)
    state: str | None = answer.state
    if answer.state == "NOT_SENT":
        state = FAILED if first and row.state == SENT else None
    elif answer.state == "NOT_FOUND":
        # It may still be on its way there.
        state = FAILED if row.state == REVOKING and _ago(row.made_at, now, CODE_LIVES) >= CODE_LIVES else UNKNOWN
    if row.state == REVOKING and (state in (WAIT_USER, UNKNOWN) or (state == PAID and not no_revoke)):
        state = None
    if row.state in (PAID, FAILED, REVOKED):
        state = None
    if state is not None:
        _move(session, row, state, now, answer.note or answer.state, answer.reference)
    return _now(session, number)


def revoke_begun(session: Session, number: str, now: datetime) -> Request:
    """From now on it is revoked, however often that has to be asked."""
    row = _row(session, number)
    if row.state in (SENT, WAIT_USER, UNKNOWN):
        _move(session, row, REVOKING, now)
    return _now(session, number)


def revoke_answered(session: Session, number: str, answer: Revoking, now: datetime) -> Request:
    """Done: closed, and what was taken is given back. Else it is asked again."""
    row = _row(session, number)
    if answer.done and row.state == REVOKING:
        _move(session, row, REVOKED, now, answer.note)
    return _now(session, number)


def tender_stands(session: Session, number: str) -> None:
    """The tender for it stands on the ticket, in the same transaction."""
    row = _row(session, number)
    row.tendered = True
    row.settled = row.state == PAID
    session.flush()


def booked(session: Session, receipt_id: int, tenders: Sequence[Tender]) -> None:
    """The ticket became a receipt: which of its tenders came from which request."""
    for n, tender in enumerate(tenders, 1):
        if tender.request:
            session.execute(
                update(PayRequest)
                .where(PayRequest.number == tender.request)
                .values(receipt_id=receipt_id, tender_n=n, tendered=True)
            )


# --- by hand ----------------------------------------------------------------------------------------------------------


def _by_hand(session: Session, stamp: Stamp, row: PayRequest, said: str, leave: Leave, what: str) -> None:
    row.by_hand, row.leave_by, row.leave_why = said, leave.by, leave.why
    session.flush()
    journal.note(session, stamp, what, by=leave.by, why=leave.why, money=row.amount.fen, of=row.number)


def confirmed_by_hand(session: Session, stamp: Stamp, number: str, leave: Leave) -> Request:
    """A manager saw that the customer paid: the ticket may count it. The service is asked on until it says so too."""
    row = _row(session, number)
    if not _value(row).waits or row.state in (NEW, REVOKING):
        raise NotThisWay(means=row.means, amount=row.amount)
    _by_hand(session, stamp, row, BY_HAND_PAID, leave, "PAYMENT_CONFIRMED_BY_HAND")
    return _now(session, number)


def released_by_hand(session: Session, stamp: Stamp, number: str, leave: Leave) -> Request:
    """A manager says that the customer did not pay: the ticket goes on, and whatever may still come is revoked."""
    row = _row(session, number)
    if not _value(row).waits:
        raise NotThisWay(means=row.means, amount=row.amount)
    _by_hand(session, stamp, row, BY_HAND_UNPAID, leave, "PAYMENT_RELEASED_BY_HAND")
    return _now(session, number)


def settled_by_hand(session: Session, stamp: Stamp, number: str, leave: Leave) -> Request:
    """A manager says that there is nothing more to do about it: it was settled in another way, as the reason tells.

    Refuses NotThisWay for a payment its ticket still waits for: that has to be confirmed or released first.
    """
    row = _row(session, number)
    if row.settled or _value(row).waits:
        raise NotThisWay(means=row.means, amount=row.amount)
    kept = row.by_hand if row.kind == PAY and row.by_hand is not None else BY_HAND_SETTLED
    _by_hand(session, stamp, row, kept, leave, "PAYMENT_SETTLED_BY_HAND")
    row.settled = True
    session.flush()
    return _now(session, number)


# --- money back -------------------------------------------------------------------------------------------------------


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
    _add(
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
    row = _row(session, number)
    request = _value(row)
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
    row = _row(session, number)
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
    row = _row(session, number)
    if row.state == NEW:
        _move(session, row, SENT, now)
    return _now(session, number)


def refund_impossible(session: Session, number: str, now: datetime) -> Request:
    """What it was to go back on was never paid."""
    row = _row(session, number)
    if row.state == NEW:
        _move(session, row, FAILED, now, "NOT_PAID")
    return _now(session, number)


def refund_answered(session: Session, number: str, answer: Refunding, now: datetime) -> Request:
    """What the service said to money back; what it does not know is asked for again under the same number."""
    row = _row(session, number)
    wanted: dict[str, str | None] = {"NOT_SENT": None, "NOT_FOUND": UNKNOWN}
    state = wanted.get(answer.state, answer.state)
    if state is not None and row.state not in (DONE, FAILED):
        _move(session, row, state, now, answer.note or answer.state, answer.reference)
    return _now(session, number)


# --- what next --------------------------------------------------------------------------------------------------------

Doing = Literal["nothing", "forget", "query", "revoke", "refund", "query_refund"]


@dataclass(frozen=True, slots=True)
class Trail:
    """What was tried since the till was switched on. Kept in no table: after a restart everything is asked at once."""

    asked: datetime | None = None
    asked_last: Doing = "nothing"
    no_revoke: bool = False
    """The service said that it will not revoke this one."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done about a request, and when."""

    what: Doing
    at: datetime


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def _ago(at: datetime, now: datetime, put_back: timedelta) -> timedelta:
    """How long ago that was; `put_back` if it lies ahead because somebody has put the clock right since."""
    return now - at if at - now < CLOCK_PUT_BACK else put_back


def pause(age: timedelta, every: float) -> timedelta:
    """How long to leave the service in peace: the older it is, the longer."""
    if age < timedelta(minutes=5):
        return _seconds(every)
    return timedelta(minutes=1) if age < timedelta(hours=1) else timedelta(minutes=10)


def next_step(request: Request, timing: Timing, now: datetime, trail: Trail) -> Step:
    """What is due next by the service's own figures (`timing`), and when. Pure: nothing is asked or written here."""
    if trail.asked is not None and trail.asked - now >= CLOCK_PUT_BACK:
        trail = replace(trail, asked=now - _seconds(timing.give_up))
    made_at = now - request.age(now)
    if request.kind == REFUND:
        return _next_back(request, timing, now, trail)
    if request.settled or not request.pending:
        return Step("nothing", now)
    if request.state == NEW:
        return Step("forget", now)
    again = None if trail.asked is None else trail.asked + pause(now - made_at, timing.every)
    if request.state == REVOKING:
        if trail.asked_last == "revoke":
            # Why it was not done: it was never there, it ended meanwhile, or it cannot be revoked any more.
            return Step("query", now if trail.no_revoke or again is None else again)
        if trail.asked_last == "query" and not trail.no_revoke:
            return Step("revoke", now)
        return Step("revoke", again or now)
    if request.by_hand == BY_HAND_PAID:
        # It is booked: from now on it is only asked about, and never revoked.
        return Step("query", again or now)
    soon = request.by_hand == BY_HAND_UNPAID or request.note in ENDED_UNPAID
    give_up = timing.revoke_from if soon else timing.give_up
    last = made_at + _seconds(give_up)
    if trail.asked is None:
        return Step("query", made_at + _seconds(timing.first_query))
    if trail.asked >= last and trail.asked_last == "query":
        return Step("revoke", now)
    first = made_at + _seconds(timing.first_query)
    regular = first if trail.asked < first else trail.asked + _seconds(timing.every)
    return Step("query", min(regular, last))


def _next_back(request: Request, timing: Timing, now: datetime, trail: Trail) -> Step:
    if request.settled or request.state in (DONE, FAILED):
        return Step("nothing", now)
    if request.waits_for_payment:
        # Not before it is known that there is something to give back.
        return Step("nothing", now)
    if request.state == NEW and request.of is not None and request.of.state in (FAILED, REVOKED):
        return Step("forget", now)
    again = now if trail.asked is None else trail.asked + pause(request.age(now), max(10.0, timing.every))
    return Step("query_refund" if request.state == PROCESSING else "refund", again)
