"""A line of the ticket: goods, how much of them, and the price that counts under what was agreed.

Everything here is a value: a line with another price, discount or quantity is another line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from pos.core import deals
from pos.core.catalog import Article
from pos.core.money import MOST_MONEY, ZERO, Money, Quantity, half_up
from pos.core.offers import Offer, Today
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

#: Larger lines are slips of the finger, not sales.
MOST_PIECES = Quantity(999_999_000)
NOTHING = Quantity(0)
#: Nothing is known of the day: no price of a time applies.
ANY_DAY = Today()


class NothingToSell(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A quantity of {quantity} is nothing to sell; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type a quantity above zero, with at most three decimals.")


class TooMuch(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{quantity} of {product} is more than one ticket holds; nothing was changed."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the quantity once more, or make several tickets.")


class Terms(Struct, frozen=True):
    """What is agreed for the whole ticket (atoms of DOMAIN.md section 1). None = the default.

    The last four come from the register of the buyer: its name, its kind, its usual channel, and whom it counts for.
    """

    channel: str | None = None
    buyer_kind: str | None = None
    buyer: str | None = None
    agreement: str | None = None
    fair: str | None = None
    motive: str | None = None
    purchase_mode: str | None = None
    love_card: bool = False
    buyer_name: str | None = None
    buyer_is: str | None = None
    buyer_channel: str | None = None
    counts_for: str | None = None


class Line(Struct, frozen=True):
    """One line. `price` is of one selling unit; `label_amount` is what an amount label says, whatever the price.

    `discount` was given on this line by hand; `deal_off` is what `deals` give, `ticket_off` its share of what was given
    off the whole ticket. Both are worked out anew with every change. `discount_cut` is what of the discount found no
    room under a lower price: it comes back with the price. `unweighed` of the quantity only stands in for a weight that
    nobody has typed or read yet.
    """

    article: Article
    quantity: Quantity
    price: Money
    price_kind: str = "NORMAL"
    set_price: Money | None = None
    discount: Money = ZERO
    label: str | None = None
    label_amount: Money | None = None
    label_grams: int | None = None
    deal_off: Money = ZERO
    deals: tuple[str, ...] = ()
    ticket_off: Money = ZERO
    unweighed: Quantity = NOTHING
    discount_cut: Money = ZERO

    @property
    def gross(self) -> Money:
        """Before the discount: half-up(price x quantity), or what the label says."""
        return self.label_amount if self.label_amount is not None else self.price * self.quantity

    @property
    def off(self) -> Money:
        """All that is given off: by hand, by deals, and the line's share of the ticket's discount."""
        return self.discount + self.deal_off + self.ticket_off

    @property
    def net(self) -> Money:
        """After all that is given off."""
        return self.gross - self.off

    @property
    def by_hand(self) -> Money:
        """Given off by whoever stands at the till: on the line, and its share of the whole."""
        return self.discount + self.ticket_off

    @property
    def grams(self) -> int:
        """Mass in grams; 0 for goods sold by the piece."""
        if self.label_grams is not None:
            return self.label_grams
        return half_up(self.quantity.thousandths * self.article.unit_grams, 1000)

    def mergeable(self, other: Line) -> bool:
        """Whether scanning `other` may raise this line (CONTRACT.md section 3, Merging)."""
        plain = not (self.label or other.label or self.discount or other.discount)
        return plain and self.article.id == other.article.id and self.price == other.price


class Priceable(Protocol):
    """What a price is chosen for: an article, or its tile on the shelf."""

    @property
    def price(self) -> Money: ...
    @property
    def card_price(self) -> Money | None: ...
    @property
    def offers(self) -> tuple[Offer, ...]: ...


def priced(article: Priceable, terms: Terms, today: Today = ANY_DAY) -> tuple[Money, str]:
    """The price that counts on that day and its kind: the lowest of those that apply; they never stack."""
    offers = [(article.price, "NORMAL")]
    if terms.love_card and today.card_price and article.card_price is not None:
        offers.append((article.card_price, "CARD"))
    if terms.love_card and today.card_off_bp:
        offers.append((max(Money(1), article.price.portion(10_000 - today.card_off_bp, 10_000)), "CARD"))
    holding = (one for one in article.offers if one.holds(today.day, fair=terms.fair, buyer=terms.buyer))
    offers.extend((offer.price, offer.kind) for offer in holding)
    return min(offers, key=lambda offer: offer[0])


def taken_off(line: Line, quantity: Quantity) -> bool:
    """Whether that leaves less than was put down. What only stands in for a weight may come to anything."""
    return quantity < line.quantity - line.unweighed


def dealt(lines: Sequence[Line], today: Today) -> list[Line]:
    """The lines with what the deals of the day give them; one that has another price or discount takes no part."""
    plain = [
        deals.Plain(
            line.article.id,
            line.quantity.thousandths // 1000 if _at_shelf_price(line) and not line.article.weighed else 0,
            line.price,
            line.article.deals,
        )
        for line in lines
    ]
    offs = deals.worked_out(plain, today.day)
    return [replace(line, deal_off=off.money, deals=off.names) for line, off in zip(lines, offs, strict=True)]


def _at_shelf_price(line: Line) -> bool:
    return line.price_kind == "NORMAL" and not (line.label or line.discount)


def money_off(lines: list[Line], terms: Terms, today: Today) -> list[Line]:
    """The love card's money off from an amount on: once a ticket, over what stands at shelf or love-card price."""
    part = [
        at
        for at, line in enumerate(lines)
        if line.price_kind in ("NORMAL", "CARD") and not (line.label or line.discount or line.deal_off)
    ]
    whole = Money(sum(lines[at].gross.fen for at in part))
    reached = [benefit for benefit in today.money_off if terms.love_card and benefit.from_amount <= whole]
    if not whole or not reached:
        return lines
    best = max(reached, key=lambda benefit: benefit.off)
    shares = min(best.off, whole).share([lines[at].gross.fen for at in part])
    for at, share in zip(part, shares, strict=True):
        lines[at] = replace(lines[at], deal_off=share, deals=(best.name,) if share else ())
    return lines


def checked(line: Line) -> Line:
    """The line, if it can be sold; refuses NothingToSell and TooMuch."""
    if line.quantity.thousandths <= 0:
        raise NothingToSell(quantity=line.quantity)
    if line.quantity > MOST_PIECES or line.gross > MOST_MONEY:
        raise TooMuch(quantity=line.quantity, product=line.article.name)
    return line


def repriced(line: Line, terms: Terms, today: Today) -> Line:
    """The line at the price that counts now; one set by hand, or of an amount label, stands."""
    if line.set_price is not None or line.label_amount is not None:
        return line
    price, kind = priced(line.article, terms, today)
    return with_room(replace(line, price=price, price_kind=kind))


def with_room(line: Line) -> Line:
    """As much of the discount given by hand as the line's amount has room for; the rest is not forgotten."""
    given = line.discount + line.discount_cut
    discount = min(given, line.gross)
    return replace(line, discount=discount, discount_cut=given - discount)
