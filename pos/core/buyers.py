"""Organisations that buy: budget units and their canteens, firms, societies, supermarkets; and their accounts.

A canteen keeps its own kind and counts for the unit it belongs to; without a limit of its own it buys on that account.
Individuals are never listed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import CheckConstraint, Index, bindparam, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import journal
from pos.core.journal import Stamp
from pos.core.money import ZERO, Money
from pos.core.problems import Refusal
from pos.core.receipts import Receipt, ReceiptTender
from pos.core.statements import Prepared, adding
from pos.core.tables import Base
from pos.core.tenders import ORG_CREDIT, BadAmount, OverLimit
from pos.core.wording import QT_TRANSLATE_NOOP

CANTEEN = "CANTEEN"
#: Who bought often is seen in so many of the last receipts.
LATELY = 2000


class Buyer(Base):
    """One buying organisation, known by the number that is typed at the counter."""

    __tablename__ = "buyers"

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    credit_code: Mapped[str | None]
    parent: Mapped[str | None]
    channel: Mapped[str | None]
    budget_unit_no: Mapped[str | None]
    account_832: Mapped[str | None]
    credit_limit: Mapped[Money | None]
    initials: Mapped[str] = mapped_column(default="")


class AccountPayment(Base):
    """Money by which a buyer settled what was bought on account. Rows are only added."""

    __tablename__ = "account_payments"
    __table_args__ = (
        CheckConstraint("money > 0", name="money_positive"),
        Index("ix_account_payments_buyer", "buyer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    buyer: Mapped[str]
    journal_n: Mapped[int]
    till: Mapped[str]
    money: Mapped[Money]
    reference: Mapped[str]


class UnknownBuyer(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No buyer has the number {number}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look the buyer up by name (F7), or have it put into the programme book.")


class NothingOwed(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{buyer} owes {owed}; {amount} was not written down.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type at most what is owed.")


class Account(Struct, frozen=True):
    """What a buyer may still take on account: `number` whose account it is, its limit, what is owed on it."""

    number: str
    name: str
    limit: Money
    owed: Money

    @property
    def left(self) -> Money:
        """Room under the limit; nothing if more is owed already."""
        return max(self.limit - self.owed, ZERO)


_add_payment = adding(AccountPayment, numbered=True)
_KEPT = Prepared(
    select(Receipt.kind, func.sum(ReceiptTender.kept))
    .join(ReceiptTender, ReceiptTender.receipt_id == Receipt.id)
    .where(Receipt.buyer == bindparam("buyer"), ReceiptTender.means == bindparam("means"))
    .group_by(Receipt.kind)
)
_PAID = Prepared(select(func.sum(AccountPayment.money)).where(AccountPayment.buyer == bindparam("buyer")))


def buyer(session: Session, number: str) -> Buyer:
    """The buyer of that number; refuses UnknownBuyer."""
    found = session.get(Buyer, number)
    if found is None:
        raise UnknownBuyer(number=number)
    return found


def find_buyers(session: Session, wanted: str, most: int = 50) -> list[Buyer]:
    """Buyers by number (its end will do), name or the initials of the name; numbers that fit first."""
    bare = wanted.strip()
    if not bare:
        return list(session.scalars(select(Buyer).order_by(Buyer.number).limit(most)))
    like = bare.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    by_number = Buyer.number.ilike(f"%{like}", escape="\\")
    by_name = or_(Buyer.name.ilike(f"%{like}%", escape="\\"), Buyer.initials.ilike(f"%{like}%", escape="\\"))
    rows = session.scalars(
        select(Buyer).where(or_(by_number, by_name)).order_by(by_number.desc(), Buyer.number).limit(most)
    )
    return list(rows)


def usual_buyers(session: Session, most: int) -> list[Buyer]:
    """The organisations that bought most often lately, most often first; then the others by number."""
    lately = select(Receipt.buyer).order_by(Receipt.id.desc()).limit(LATELY).subquery()
    often = (
        select(lately.c.buyer, func.count().label("times"))
        .where(lately.c.buyer.is_not(None))
        .group_by(lately.c.buyer)
        .subquery()
    )
    rows = session.scalars(
        select(Buyer)
        .join(often, often.c.buyer == Buyer.number, isouter=True)
        .order_by(func.coalesce(often.c.times, 0).desc(), Buyer.number)
        .limit(most)
    )
    return list(rows)


def account(session: Session, number: str) -> Account:
    """The account a buyer buys on: its own, or for a canteen without one its unit's; a limit of 0 if there is none."""
    who = buyer(session, number)
    holder = who
    if who.credit_limit is None and who.parent is not None:
        holder = session.get(Buyer, who.parent) or who
    if holder.credit_limit is None:
        return Account(who.number, who.name, ZERO, ZERO)
    children = session.scalars(select(Buyer.number).where(Buyer.parent == holder.number, Buyer.credit_limit.is_(None)))
    owed = sum(_owed(session, each) for each in (holder.number, *children))
    return Account(holder.number, holder.name, holder.credit_limit, Money(owed))


def _owed(session: Session, number: str) -> int:
    kept = {row[0]: row[1] for row in _KEPT.run(session, {"buyer": number, "means": ORG_CREDIT})}
    paid = _PAID.value(session, {"buyer": number}) or 0
    return int(kept.get("SALE") or 0) - int(kept.get("REFUND") or 0) - int(paid)


def refuse_over_limit(
    session: Session, number: str, amount: Money, standing: Money = ZERO, *, alone: bool = False
) -> None:
    """Refuse OverLimit if `amount` more, beside what stands on this ticket already, goes over the account's limit.

    `alone` keeps every other till from that account until the transaction ends.
    """
    on = account(session, number)
    if alone:
        session.get(Buyer, on.number, with_for_update=True, populate_existing=True)
        on = account(session, number)
    left = max(on.left - standing, ZERO)
    if amount > left:
        raise OverLimit(buyer=on.name, left=left, amount=amount)


def settle_account(session: Session, stamp: Stamp, number: str, money: Money, reference: str) -> Account:
    """Write down that a buyer paid `money` of what it owes, with an audit event; answers the account after it.

    Refuses UnknownBuyer, BadAmount, and NothingOwed for more than is owed.
    """
    on = account(session, number)
    if money.fen <= 0:
        raise BadAmount(text=money)
    if money > on.owed:
        raise NothingOwed(buyer=on.name, owed=on.owed, amount=money)
    head = journal.note(session, stamp, "ACCOUNT_PAID", of=on.number, money=money.fen, why=reference or None)
    _add_payment.run(
        session,
        {"buyer": on.number, "journal_n": head.n, "till": stamp.till, "money": money, "reference": reference},
    )
    return account(session, number)


def accounts(session: Session) -> Sequence[Account]:
    """Every buyer with an account of its own, by number."""
    numbers = session.scalars(select(Buyer.number).where(Buyer.credit_limit.is_not(None)).order_by(Buyer.number))
    return [account(session, number) for number in numbers]


#: On the receipts of buyers only: a resident's sale costs the index nothing.
BUYER_INDEX = Index(
    "ix_receipts_buyer",
    Receipt.buyer,
    sqlite_where=text("buyer IS NOT NULL"),
)
