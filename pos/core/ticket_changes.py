"""The ticket changed by hand, and what the journal must say of it: prices, discounts, goods taken off, labels.

Who may is asked by the basket's own verbs; here each is done together with the record that belongs to it, so that one
cannot be kept without the other: `tickets.keep` the basket of a `Change` in the transaction in which it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.core import journal
from pos.core.authority import Authority, Leave, NotAllowed
from pos.core.basket import Basket
from pos.core.catalog import Article
from pos.core.codes import ScaleLabel
from pos.core.label_lines import LABEL_ROUNDING, LabelPriceDiffers, label_difference, labelled
from pos.core.lines import Line, Terms, taken_off
from pos.core.money import Money, Quantity
from pos.core.offers import Today
from pos.core.permissions import Act
from pos.core.wording import translate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.journal import Stamp


class Event(Struct, frozen=True):
    """One record of the journal, not yet written."""

    what: str
    of: str
    money: Money
    by: str | None = None
    why: str | None = None


class Change(Struct, frozen=True):
    """The ticket as it is from now on, what the journal says of that, and the leave that it took."""

    basket: Basket
    events: tuple[Event, ...] = ()
    leave: Leave | None = None

    def write(self, session: Session, stamp: Stamp) -> None:
        """Into the journal, in the transaction that keeps the ticket."""
        for event in self.events:
            journal.note(session, stamp, event.what, by=event.by, why=event.why, of=event.of, money=event.money.fen)


def used_leave(authority: Authority, of: str, money: Money) -> tuple[Event, ...]:
    """A manager's leave that was used for what has no event of its own."""
    return (Event("OVERRIDE", of, money, authority.by, authority.why),) if authority.leave is not None else ()


def _priced(line: Line, authority: Authority) -> tuple[Event, ...]:
    """A price set by hand: by whose leave, or by whom alone and why."""
    price = line.set_price
    if price is None:
        return ()
    # Today's price of goods without a fixed one is no change that anybody has to answer for.
    if not line.article.open_price and authority.role.may(Act.PRICE):
        word = authority.leave or Leave(authority.who, authority.reason)
        return (Event("PRICE_SET", line.article.code, price, word.by, word.why),)
    return used_leave(authority, line.article.code, price) or (Event("PRICE_SET", line.article.code, price),)


def put(basket: Basket, line: Line, authority: Authority) -> tuple[Change, int]:
    """Put goods in; answers also the number of the line they are on. Refuses what `Basket.add` refuses."""
    changed, n = basket.add(line, authority)
    by_hand = line.set_price is not None
    return Change(changed, _priced(line, authority), authority.leave if by_hand else None), n


def put_label(basket: Basket, article: Article, label: ScaleLabel, authority: Authority) -> tuple[Change, int]:
    """Put in what a scale label says: its amount counts, its price is never rewritten; what does not fit is noted.

    More than the scale's own rounding beside the shelf price is the act LABEL_MISMATCH, refused as LabelPriceDiffers.
    """
    difference = label_difference(article, label)
    line = labelled(article, label, basket.terms, basket.today)
    changed, n = basket.add(line, authority)
    if not difference:
        return Change(changed), n
    if abs(difference.fen) <= LABEL_ROUNDING.fen:
        return Change(changed, (Event("LABEL_ROUNDING", article.code, difference),)), n
    try:
        leave = authority.leave_to(Act.LABEL_MISMATCH, translate("Selling", "Selling by a label that does not fit"))
    except NotAllowed:
        wanted = line.gross - difference
        raise LabelPriceDiffers(product=article.name, amount=line.gross, wanted=wanted) from None
    event = Event("LABEL_MISMATCH", article.code, difference, authority.by, authority.why)
    return Change(changed, (event,), leave), n


def set_price(basket: Basket, n: int, price: Money, authority: Authority) -> Change:
    """Another price for one unit of line `n`; refuses what `Basket.set_price` refuses."""
    changed = basket.set_price(n, price, authority)
    return Change(changed, _priced(changed.line(n), authority), authority.leave)


def set_discount(basket: Basket, n: int, discount: Money, authority: Authority) -> Change:
    """Yuan off the whole of line `n`; refuses what `Basket.set_discount` refuses."""
    changed = basket.set_discount(n, discount, authority)
    if not discount:
        return Change(changed)
    return Change(changed, used_leave(authority, changed.line(n).article.code, discount), authority.leave)


def set_ticket_discount(basket: Basket, discount: Money, authority: Authority) -> Change:
    """Yuan off the whole ticket; refuses what `Basket.set_ticket_discount` refuses."""
    changed = basket.set_ticket_discount(discount, authority)
    if not discount:
        return Change(changed)
    return Change(changed, used_leave(authority, basket.uuid, discount), authority.leave)


def agree(basket: Basket, terms: Terms, today: Today, authority: Authority) -> Change:
    """What is agreed for the whole ticket; refuses what `Basket.agree` refuses."""
    changed = basket.agree(terms, today, authority)
    if not basket.shares_more(changed, authority.role.discount_percent):
        return Change(changed)
    return Change(changed, used_leave(authority, basket.uuid, changed.discount_by_hand), authority.leave)


def change_quantity(basket: Basket, n: int, quantity: Quantity, authority: Authority) -> Change:
    """How much of line `n`; less than was put down is written down like a line that was taken off.

    Refuses what `Basket.change_quantity` refuses.
    """
    before, changed = basket.line(n), basket.change_quantity(n, quantity, authority)
    after, code = changed.line(n), before.article.code
    if taken_off(before, quantity):
        gone = _weighed_net(before) - after.net
        events = used_leave(authority, code, gone) or (Event("QUANTITY_REDUCED", code, gone),)
        return Change(changed, events, authority.leave)
    if after.gross < before.gross:
        # The first weight of what only stood in for one.
        if not after.discount:
            return Change(changed)
        return Change(changed, used_leave(authority, code, after.discount), authority.leave)
    if quantity > before.quantity and after.set_price is not None and not after.article.open_price:
        return Change(changed, _priced(after, authority), authority.leave)
    return Change(changed)


def _weighed_net(line: Line) -> Money:
    """What the line costs without what only stands in for a weight."""
    whole = line.quantity.thousandths
    return line.net.portion(whole - line.unweighed.thousandths, whole)


def remove(basket: Basket, n: int, authority: Authority) -> Change:
    """Line `n` taken off; refuses what `Basket.remove` refuses."""
    line, changed = basket.line(n), basket.remove(n, authority)
    event = Event("LINE_REMOVED", line.article.code, line.net, authority.by, authority.why)
    return Change(changed, (event,), authority.leave)
