"""Exchange in one ticket: what the customer brings back goes onto the ticket on the counter, with a minus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.core import exchange, journal, offers
from pos.core.authority import Authority
from pos.core.basket import Basket
from pos.core.credit import Credit
from pos.core.exchange import atoms_of, credit_of
from pos.core.lines import Terms
from pos.core.money import Quantity
from pos.core.problems import Refusal
from pos.core.receipts import Receipt, bare_number, new_uuid
from pos.core.refunds import UnknownReceipt, refundable
from pos.core.shifts import business_day
from pos.core.terms import agreed
from pos.core.ticket_changes import Change
from pos.core.wording import translate
from pos.core.words import words
from pos.screens.signing import ReasonNeeded
from pos.screens.ticket import Echo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.screens import Till
    from pos.screens.on_counter import OnCounter
    from pos.screens.selling import SellingScreen


def take_in(selling: SellingScreen, receipt: str, asked: Sequence[tuple[int, Quantity]] | None, reason: str) -> Credit:
    """Put goods of an earlier receipt onto the ticket as a credit (all that is left of it if nothing is named).

    The same receipt again replaces what stood there of it. An empty ticket takes over what was agreed for the old one.
    Refuses UnknownReceipt, NoSuchLine, MoreThanSold, NothingToSell, ReasonNeeded, PaymentBegun, ExchangeBegun, and
    NotAllowed above what the role may pay back alone.
    """
    till = selling.till
    till.open_shift()
    settings = till.settings
    number = bare_number(receipt, settings.shop, settings.till)
    if number is None:
        raise UnknownReceipt(receipt=receipt)
    why = words(reason)
    if not why:
        raise ReasonNeeded
    with till.store.read() as session:
        found = refundable(session, settings.till, number)
        empty = not selling.basket.lines and selling.basket.terms == Terms()
        day = business_day(till.now(), settings.cut_over)
        start = _as_before(session, till.authority(), selling.basket, found.sale, day) if empty else selling.basket
    credit = credit_of(found, asked, shop=settings.shop, uuid=new_uuid(till.now()), reason=why)
    change = exchange.take_in(start, found, credit, till.authority())
    title = translate("Selling", "Exchange: {receipt} brings {amount}").format(
        receipt=credit.receipt, amount=credit.given.grouped()
    )
    echo = Echo("info", title, translate("Selling", "Now scan what the customer takes"))
    selling.take_basket(change.basket, lambda session: change.write(session, till.stamp()), echo)
    till.leave = None
    selling.select(len(selling.rows))
    return credit


def may_be_paid(till: Till, basket: Basket) -> Change:
    """The ticket as it may be paid now, and the leave that this took: while it was held, more of the same receipt may
    have come back. Refuses NotAllowed above what the role may pay back alone."""
    credit = basket.credit
    if credit is None:
        return Change(basket)
    with till.store.read() as session:
        found = refundable(session, till.settings.till, credit.number)
    return exchange.allow(basket, found, till.authority())


def _as_before(session: Session, authority: Authority, basket: Basket, sale: Receipt, day: date) -> Basket:
    """An empty ticket on the old receipt's terms; on its own where those do not hold any more."""
    try:
        terms = agreed(session, basket.terms, atoms_of(sale), day)
    except Refusal:
        return basket
    return basket.agree(terms, offers.today(session, day, love_card=terms.love_card), authority)


def take_off(selling: OnCounter, n: int) -> None:
    """Take one line that comes back off the ticket again: the customer keeps those goods. Written down."""
    till, credit = selling.till, selling.basket.credit
    till.open_shift()
    place = n - len(selling.basket.lines) - 1
    if credit is None or not 0 <= place < len(credit.lines):
        # The basket's own refusal: there is no such line.
        selling.basket.line(n)
        return
    gone = credit.lines[place]
    rest = [(line.n, line.quantity) for line in credit.lines if line is not gone]
    left = None
    if rest:
        with till.store.read() as session:
            found = refundable(session, till.settings.till, credit.number)
        left = credit_of(
            found,
            rest,
            shop=till.settings.shop,
            uuid=credit.uuid,
            reason=credit.reason,
            allowed_by=credit.allowed_by,
        )
    basket = selling.basket.with_credit(left)

    def note(session: Session) -> None:
        journal.note(session, till.stamp(), "EXCHANGE_DROPPED", of=credit.receipt, money=gone.amount.fen)

    title = translate("Selling", "{product} does not come back after all").format(product=gone.name)
    selling.take_basket(basket, note, Echo("info", title))
    selling.select(min(n, len(selling.rows)))
