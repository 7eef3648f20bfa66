"""Agreements with buyers: purchases, consignment frames, subscriptions; a ticket under one names its number."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.buyers import Buyer
from pos.core.money import Money, Quantity
from pos.core.problems import Refusal
from pos.core.tables import Base
from pos.core.wording import QT_TRANSLATE_NOOP


class Agreement(Base):
    """One agreement, first and last day included. A consignment frame may be without an amount."""

    __tablename__ = "agreements"
    __table_args__ = (
        CheckConstraint("first <= last", name="days_in_order"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_agreements_buyer", "buyer"),
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    buyer: Mapped[str]
    producer: Mapped[str | None]
    signed_on: Mapped[date]
    first: Mapped[date]
    last: Mapped[date]
    amount: Mapped[Money | None]
    quantity: Mapped[Quantity | None]
    quantity_unit: Mapped[str | None]
    goods: Mapped[str | None]
    fair: Mapped[str | None]
    over_allowed: Mapped[bool] = mapped_column(default=False)
    renewal_of: Mapped[str | None]


class UnknownAgreement(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No agreement has the number {number}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one from the list (F7), or have it put into the programme book.")


class OthersAgreement(UnknownAgreement):
    sentence = QT_TRANSLATE_NOOP("Problem", "The agreement {number} is not one of {buyer}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one of this buyer's agreements (F7), or the other buyer.")

    @property
    def word(self) -> str:
        """For this buyer there is no such agreement."""
        return UnknownAgreement.__name__


def agreement_of(session: Session, number: str, buyer: Buyer | None) -> Agreement:
    """The agreement of that number; refuses UnknownAgreement, also if it is somebody else's than the buyer's.

    A canteen may buy under its unit's agreement, and a unit under its canteen's.
    """
    found = session.get(Agreement, number)
    if found is None:
        raise UnknownAgreement(number=number)
    if buyer is None or found.buyer in (buyer.number, buyer.parent):
        return found
    holder = session.get(Buyer, found.buyer)
    if holder is not None and holder.parent == buyer.number:
        return found
    raise OthersAgreement(number=number, buyer=buyer.name)


def agreements_of(session: Session, buyer: str, day: date) -> list[Agreement]:
    """The buyer's and its unit's agreements in force on that day, by number."""
    parent = session.scalar(select(Buyer.parent).where(Buyer.number == buyer))
    holders = [buyer] if parent is None else [buyer, parent]
    rows = session.scalars(
        select(Agreement)
        .where(Agreement.buyer.in_(holders), Agreement.first <= day, Agreement.last >= day)
        .order_by(Agreement.number)
    )
    return list(rows)
