"""Requests for money by pay code, and for money back: the state machine between the ticket and a payment service.

A request is written before anything is asked (NEW), again before the first byte goes out (SENT), and whenever something
is known. So after a crash NEW was certainly never sent, and of everything else the service is asked what became of it.
The payment code itself never gets here. What was asked never changes; only what became of it does, and every step with
its moment stays.

A request is *settled* once its money and the books say the same; until then it stays open, over any number of shifts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import CheckConstraint, ForeignKey, Index, func, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import journal
from pos.core.authority import Authority
from pos.core.basket import PaymentUnknown
from pos.core.gateways import Paying, PayOrder, RefundOrder, Revoking
from pos.core.journal import Stamp
from pos.core.money import Money
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.receipts import Receipt, new_uuid, receipt_number
from pos.core.tables import Base
from pos.core.tenders import Tender
from pos.core.wording import QT_TRANSLATE_NOOP, translate

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


class Request(Struct, frozen=True):
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


_FIELDS = [name for name in Request.__struct_fields__ if name != "of"]


def value_of(row: PayRequest, of: PayRequest | None = None) -> Request:
    """The row as a value; `of` is the row of the payment that a refund goes back on."""
    return Request(**{name: getattr(row, name) for name in _FIELDS}, of=None if of is None else value_of(of))


def _ago(at: datetime, now: datetime, put_back: timedelta) -> timedelta:
    """How long ago that was; `put_back` if it lies ahead because somebody has put the clock right since."""
    return now - at if at - now < CLOCK_PUT_BACK else put_back


# --- looking ----------------------------------------------------------------------------------------------------------


def row_of(session: Session, number: str) -> PayRequest:
    """The row with that order number; refuses NoSuchPayment."""
    found = session.scalar(select(PayRequest).where(PayRequest.number == number))
    if found is None:
        raise NoSuchPayment
    return found


def find(session: Session, number: str) -> Request | None:
    """The request with that order number."""
    row = session.scalar(select(PayRequest).where(PayRequest.number == number))
    if row is None:
        return None
    return value_of(row, session.get(PayRequest, row.of_id) if row.of_id is not None else None)


def as_it_stands(session: Session, number: str) -> Request:
    """The request after what this transaction has done to it; refuses NoSuchPayment."""
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
    return tuple(value_of(row, of.get(row.of_id) if row.of_id is not None else None) for row in rows)


def steps(session: Session, request_id: int) -> tuple[tuple[str, datetime], ...]:
    """Every state it came into and when, in order."""
    rows = session.execute(
        select(PayRequestStep.state, PayRequestStep.at)
        .where(PayRequestStep.request_id == request_id)
        .order_by(PayRequestStep.n)
    )
    return tuple((state, at) for state, at in rows)


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


def add(session: Session, stamp: Stamp, **given: object) -> PayRequest:
    """A new row in the state NEW, with its first step; `given` are the columns that tell requests apart."""
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


def move(session: Session, row: PayRequest, state: str, now: datetime, note: str = "", reference: str = "") -> None:
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
    row = add(session, stamp, number=number, ticket=ticket, kind=PAY, means=means, amount=amount, reason="")
    return value_of(row)


def sent(session: Session, number: str, now: datetime) -> Request:
    """It goes out now: from here on nobody can say that the service does not know of it."""
    row = row_of(session, number)
    if row.state == NEW:
        move(session, row, SENT, now)
    return as_it_stands(session, number)


def never_sent(session: Session, number: str, now: datetime) -> Request:
    """It was written down and the till died: certainly nothing was asked."""
    row = row_of(session, number)
    if row.state == NEW and row.kind == PAY:
        move(session, row, FAILED, now, "NOT_SENT")
    return as_it_stands(session, number)


def answered(
    session: Session,
    number: str,
    answer: Paying,
    now: datetime,
    *,
    first: bool = False,
    no_revoke: bool = False,
    since: datetime | None = None,
) -> Request:
    """What the service said. `first` is the answer to the request itself: only then does NOT_SENT mean that nothing
    was asked. While it is being revoked PAID counts only if the service will not revoke it (`no_revoke`): else the
    revoke that is on its way gives the money back. And an order it never heard of while its code lived is no order;
    `since` when it has been asked about by this clock, counts where the clock was put back meanwhile.
    """
    row = row_of(session, number)
    state: str | None = answer.state
    if answer.state == "NOT_SENT":
        state = FAILED if first and row.state == SENT else None
    elif answer.state == "NOT_FOUND":
        # It may still be on its way there.
        known_for = now - (row.made_at if row.made_at <= now or since is None else since)
        state = FAILED if row.state == REVOKING and known_for >= CODE_LIVES else UNKNOWN
    if row.state == REVOKING and (state in (WAIT_USER, UNKNOWN) or (state == PAID and not no_revoke)):
        state = None
    if row.state in (PAID, FAILED, REVOKED):
        state = None
    if state is not None:
        move(session, row, state, now, answer.note or answer.state, answer.reference)
    return as_it_stands(session, number)


def revoke_begun(session: Session, number: str, now: datetime) -> Request:
    """From now on it is revoked, however often that has to be asked."""
    row = row_of(session, number)
    if row.state in (SENT, WAIT_USER, UNKNOWN):
        move(session, row, REVOKING, now)
    return as_it_stands(session, number)


def revoke_answered(session: Session, number: str, answer: Revoking, now: datetime) -> Request:
    """Done: closed, and what was taken is given back. Else it is asked again."""
    row = row_of(session, number)
    if answer.done and row.state == REVOKING:
        move(session, row, REVOKED, now, answer.note)
    return as_it_stands(session, number)


def tender_stands(session: Session, number: str) -> None:
    """The tender for it stands on the ticket, in the same transaction."""
    row = row_of(session, number)
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


# --- by hand: the act PAY_BY_HAND, each refuses NotAllowed ------------------------------------------------------------


def _by_hand(session: Session, stamp: Stamp, row: PayRequest, said: str, authority: Authority, what: str) -> None:
    """Whose word it is: a manager's with a reason, or, where the shop lets a role do it alone, its own."""
    leave = authority.word_for(Act.PAY_BY_HAND, translate("PayCode", "Settling a payment by hand"))
    row.by_hand, row.leave_by, row.leave_why = said, leave.by, leave.why
    session.flush()
    journal.note(session, stamp, what, by=leave.by, why=leave.why, money=row.amount.fen, of=row.number)


def confirmed_by_hand(session: Session, stamp: Stamp, number: str, authority: Authority) -> Request:
    """A manager saw that the customer paid: the ticket may count it. The service is asked on until it says so too."""
    row = row_of(session, number)
    if not value_of(row).waits or row.state in (NEW, REVOKING):
        raise NotThisWay(means=row.means, amount=row.amount)
    _by_hand(session, stamp, row, BY_HAND_PAID, authority, "PAYMENT_CONFIRMED_BY_HAND")
    return as_it_stands(session, number)


def released_by_hand(session: Session, stamp: Stamp, number: str, authority: Authority) -> Request:
    """A manager says that the customer did not pay: the ticket goes on, and whatever may still come is revoked."""
    row = row_of(session, number)
    if not value_of(row).waits:
        raise NotThisWay(means=row.means, amount=row.amount)
    _by_hand(session, stamp, row, BY_HAND_UNPAID, authority, "PAYMENT_RELEASED_BY_HAND")
    return as_it_stands(session, number)


def settled_by_hand(session: Session, stamp: Stamp, number: str, authority: Authority) -> Request:
    """A manager says that there is nothing more to do about it: it was settled in another way, as the reason tells.

    Refuses NotThisWay for a payment its ticket still waits for: that has to be confirmed or released first.
    """
    row = row_of(session, number)
    if row.settled or value_of(row).waits:
        raise NotThisWay(means=row.means, amount=row.amount)
    kept = row.by_hand if row.kind == PAY and row.by_hand is not None else BY_HAND_SETTLED
    _by_hand(session, stamp, row, kept, authority, "PAYMENT_SETTLED_BY_HAND")
    row.settled = True
    session.flush()
    return as_it_stands(session, number)
