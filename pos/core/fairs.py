"""Fairs and the agreements made at them and elsewhere: what a ticket may name."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.problems import Refusal
from pos.core.tables import Base
from pos.core.wording import QT_TRANSLATE_NOOP


class Fair(Base):
    """A fair, first and last day included. `counters` and `producers` are outlet numbers and credit codes with `;`."""

    __tablename__ = "fairs"
    __table_args__ = (CheckConstraint("first <= last", name="days_in_order"),)

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    venue: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    counters: Mapped[str] = mapped_column(default="")
    scheme: Mapped[str | None]
    producers: Mapped[str] = mapped_column(default="")


class UnknownFair(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No fair has the number {number}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose one from the list (F7), or have it put into the programme book.")


class FairNotOn(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{fair} runs from {first} to {last}, not on {day}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Sell without the fair, at the price of the day.")


def fair_on(session: Session, number: str, day: date) -> Fair:
    """The fair of that number, on that business day; refuses UnknownFair and FairNotOn."""
    found = session.get(Fair, number)
    if found is None:
        raise UnknownFair(number=number)
    if not found.first <= day <= found.last:
        raise FairNotOn(fair=found.name, first=found.first, last=found.last, day=day)
    return found


def fairs_on(session: Session, day: date) -> list[Fair]:
    """The fairs of that business day, by number."""
    return list(session.scalars(select(Fair).where(Fair.first <= day, Fair.last >= day).order_by(Fair.number)))
