"""Unfinished tickets: the one on the counter, kept so that it survives a crash, and those held by name.

Held tickets belong to the shop; the one on the counter belongs to its till.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import Index, bindparam, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import fairs, journal, offers
from pos.core.authority import Authority
from pos.core.basket import Basket, EmptyBasket, PaymentBegun
from pos.core.catalog import article_by_code
from pos.core.journal import Stamp
from pos.core.lines import ANY_DAY
from pos.core.money import Money
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.statements import Prepared, adding
from pos.core.tables import Base
from pos.core.ticket_drafts import as_draft, from_draft
from pos.core.wording import QT_TRANSLATE_NOOP, translate


class Ticket(Base):
    """An unfinished ticket; without a name it is the one on that till's counter."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "uq_tickets_one_on_counter",
            "till",
            unique=True,
            sqlite_where=text("name IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    till: Mapped[str]
    name: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    total: Mapped[Money]
    kinds: Mapped[int]
    draft: Mapped[str]


_ADD = adding(Ticket, numbered=True)
_CLEAR_COUNTER = Prepared(delete(Ticket).where(Ticket.till == bindparam("till"), Ticket.name.is_(None)))


class NameTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A ticket is held as {name} already; this one was not held.")
    todo = QT_TRANSLATE_NOOP("Problem", "Give it another name.")


class NothingHeld(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No ticket is held as {name}; nothing was brought back.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the held tickets on the right.")


class BasketNotEmpty(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There are goods on the counter; {name} was not brought back.")
    todo = QT_TRANSLATE_NOOP("Problem", "Finish this ticket or hold it (F6) first.")


class HeldTicket(Struct, frozen=True):
    """A held ticket as the rail shows it."""

    name: str
    at: datetime
    total: Money
    kinds: int
    waits: bool = False
    """A payment service has not said yet whether it was paid."""


def _rows(basket: Basket) -> int:
    """How many lines lie on the ticket, those that come back with them."""
    return len(basket.lines) + (len(basket.credit.lines) if basket.credit else 0)


def _row(stamp: Stamp, name: str | None, basket: Basket) -> dict[str, object]:
    draft = json.dumps(as_draft(basket), ensure_ascii=False)
    return {
        "till": stamp.till,
        "name": name,
        "at": stamp.at,
        "total": basket.due,
        "kinds": _rows(basket),
        "draft": draft,
    }


def on_counter(session: Session, till: str, day: date | None = None) -> Basket | None:
    """The ticket that was on this till's counter, priced as of that business day."""
    draft = session.scalar(select(Ticket.draft).where(Ticket.till == till, Ticket.name.is_(None)))
    return None if draft is None else _restored(session, draft, day)


def _restored(session: Session, kept: str, day: date | None) -> Basket:
    draft = json.loads(kept)
    terms = draft["terms"]
    if day is not None and "fair" in terms and not (draft["tenders"] or draft.get("request")):
        try:
            fairs.fair_on(session, terms["fair"], day)
        except Refusal:
            # The fair ended while the ticket lay there.
            del terms["fair"]
    today = ANY_DAY if day is None else offers.today(session, day, love_card="love_card" in terms)
    return from_draft(draft, lambda code: article_by_code(session, code), today)


def keep(session: Session, stamp: Stamp, basket: Basket) -> None:
    """Keep the ticket on the counter as it is now."""
    clear_counter(session, stamp.till)
    _ADD.run(session, _row(stamp, None, basket))


def waiting_for(session: Session, till: str, number: str, day: date | None) -> tuple[str | None, Basket] | None:
    """That till's ticket which waits for the payment of that order number, and under which name it is held (None: it
    lies on the counter)."""
    rows = session.execute(
        select(Ticket.name, Ticket.draft).where(Ticket.till == till, Ticket.draft.contains(number, autoescape=True))
    )
    for name, draft in rows.all():
        if json.loads(draft).get("request") == number:
            return name, _restored(session, draft, day)
    return None


def keep_where_it_lies(session: Session, stamp: Stamp, name: str | None, basket: Basket) -> None:
    """Keep a changed ticket on the counter, or under the name it is held by."""
    if name is None:
        keep(session, stamp, basket)
        return
    row = _row(stamp, name, basket)
    changed = {column: row[column] for column in ("total", "kinds", "draft")}
    session.execute(update(Ticket).where(Ticket.name == name).values(changed))


def clear(session: Session, till: str, held: str | None) -> None:
    """The ticket was sold: nothing of it lies on the counter, or under that name, any more."""
    if held is None:
        clear_counter(session, till)
    else:
        session.execute(delete(Ticket).where(Ticket.name == held))


def lies_there(session: Session, till: str, basket: Basket) -> bool:
    """Whether exactly this ticket is on the counter: the look-up after a COMMIT whose outcome is unknown."""
    draft = session.scalar(select(Ticket.draft).where(Ticket.till == till, Ticket.name.is_(None)))
    return draft == json.dumps(as_draft(basket), ensure_ascii=False)


def clear_counter(session: Session, till: str) -> None:
    """The counter is empty."""
    _CLEAR_COUNTER.run(session, {"till": till})


def cancel(session: Session, stamp: Stamp, basket: Basket, authority: Authority) -> None:
    """Empty the counter; the act CANCEL, and written down, if anything lies there.

    Refuses NotAllowed, and PaymentUnknown while a payment service has not said whether it was paid.
    """
    basket.refuse_waiting()
    lies_there = bool(_rows(basket))
    authority.leave_to(Act.CANCEL, translate("Selling", "Cancelling a ticket"), needed=lies_there)
    if lies_there:
        journal.note(session, stamp, "CANCELLED", by=authority.by, why=authority.why, money=basket.total.fen)
    clear_counter(session, stamp.till)


def hold(session: Session, stamp: Stamp, basket: Basket, name: str) -> None:
    """Put the ticket aside under a name; refuses an empty one, one that is being paid, and a name that is taken.

    One that waits for a payment service may be put aside, with all that was paid: the next customer does not wait.
    """
    if not _rows(basket):
        raise EmptyBasket
    if basket.tenders and not basket.request:
        raise PaymentBegun
    if session.scalar(select(Ticket.id).where(Ticket.name == name)) is not None:
        raise NameTaken(name=name)
    clear_counter(session, stamp.till)
    _ADD.run(session, _row(stamp, name, basket))


def recall(session: Session, stamp: Stamp, current: Basket, name: str, day: date | None = None) -> Basket:
    """Bring a held ticket back to the counter, priced as of that business day; refuses if goods lie there.

    One that waits for a payment service comes back only at the till that asks it: PaymentUnknown at any other.
    """
    row = session.execute(select(Ticket.draft, Ticket.till).where(Ticket.name == name)).first()
    if row is None:
        raise NothingHeld(name=name)
    if _rows(current):
        raise BasketNotEmpty(name=name)
    basket = _restored(session, row.draft, day)
    if row.till != stamp.till:
        basket.refuse_waiting()
    session.execute(delete(Ticket).where(Ticket.name == name))
    keep(session, stamp, basket)
    return basket


def held(session: Session) -> list[HeldTicket]:
    """All held tickets of the shop, oldest first."""
    rows = session.execute(
        select(Ticket.name, Ticket.at, Ticket.total, Ticket.kinds, Ticket.draft)
        .where(Ticket.name.is_not(None))
        .order_by(Ticket.id)
    )
    return [
        HeldTicket(str(name), at, total, kinds, "request" in json.loads(draft))
        for name, at, total, kinds, draft in rows
    ]


def on_counter_now(session: Session, till: str) -> bool:
    """Whether a ticket with goods lies on that till's counter."""
    where = (Ticket.till == till, Ticket.name.is_(None), Ticket.kinds > 0)
    return bool(session.scalar(select(func.count()).where(*where)))


def unfinished(session: Session, till: str) -> int:
    """How many tickets stand in the way of closing: those held, and the one on this till's counter if it has goods."""
    held_ones = Ticket.name.is_not(None)
    count = session.scalar(
        select(func.count()).select_from(Ticket).where(held_ones | ((Ticket.till == till) & (Ticket.kinds > 0)))
    )
    return int(count or 0)
