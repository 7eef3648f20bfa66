"""The basket on the counter: lines, what was agreed about it, and the tenders that stand.

A basket is a value: every verb answers a new one, so a refused gesture has changed nothing. A verb that not everybody
may do alone takes the `Authority` that does it and refuses NotAllowed, after all that is wrong with what was asked:
nobody fetches a manager for what is refused anyway. What the journal says of it stands in `ticket_changes.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

from msgspec import Struct, field
from msgspec.structs import replace

from pos.core import deals
from pos.core.authority import Authority
from pos.core.catalog import Article
from pos.core.credit import Credit
from pos.core.money import MOST_MONEY, ZERO, Money, Quantity, half_up
from pos.core.offers import Offer, Today
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.tenders import BadAmount, Tender
from pos.core.wording import QT_TRANSLATE_NOOP, translate

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


class NoSuchLine(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no line {n}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose a line with the arrow keys.")


class ComesBack(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} comes back from the customer; that line was not changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Del takes it off this ticket; the refund page (F8) says how much comes back.")

    @property
    def word(self) -> str:
        """For a script there is no such line of goods."""
        return NoSuchLine.__name__


class ExchangeBegun(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "Goods of receipt {receipt} come back on this ticket already; no others were put on it."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Finish this exchange first, or take those lines off with Del.")


class LabelLine(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product} was weighed on the scale; the label says how much. Nothing was changed."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Remove the line and scan a new label.")


class DiscountTooLarge(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{discount} off is more than the line's {gross}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type a discount up to {gross}.")


class TicketDiscountTooLarge(DiscountTooLarge):
    sentence = QT_TRANSLATE_NOOP("Problem", "{discount} off is more than the ticket's {gross}; nothing was changed.")

    @property
    def word(self) -> str:
        """The same word as for a line."""
        return DiscountTooLarge.__name__


class PriceNeeded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} has no fixed price; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type today's price first.")


class PaymentBegun(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Payment of this ticket has begun; the goods stay as they are.")
    todo = QT_TRANSLATE_NOOP("Problem", "Finish paying, or take the payment back first.")


class PaymentUnknown(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "It is not known yet whether the customer has paid; this ticket stays as it is until then."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "F5 asks again; do not let the customer pay twice, and take no cash for it.")


class EmptyBasket(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is nothing on this ticket yet.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the first article.")


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


class Basket(Struct, frozen=True):
    """Everything of one customer. `uuid` is the sale's, made before any transaction begins.

    `today` is the day whose prices count; `ticket_discount` was given off the whole of it by hand. `request` is the
    order number of a payment that was asked for and of which nothing certain is known yet.
    """

    uuid: str
    lines: tuple[Line, ...] = ()
    terms: Terms = field(default_factory=Terms)
    tenders: tuple[Tender, ...] = ()
    credit: Credit | None = None
    ticket_discount: Money = ZERO
    today: Today = ANY_DAY
    request: str = ""

    @property
    def paying(self) -> bool:
        """Money was taken or asked for: prices and goods stay as they are."""
        return bool(self.tenders or self.request)

    @property
    def total(self) -> Money:
        """What the goods cost, before any cash rounding."""
        return Money(sum(line.net.fen for line in self.lines))

    @property
    def due(self) -> Money:
        """What is due before any cash rounding: less what comes back; negative if the customer gets money."""
        return self.total if self.credit is None else self.total - self.credit.given

    @property
    def discount(self) -> Money:
        """Given off the lines."""
        return Money(sum(line.off.fen for line in self.lines))

    @property
    def discount_by_hand(self) -> Money:
        """Given off by whoever stands at the till, on lines and on the whole; deals are the shop's own."""
        return Money(sum(line.by_hand.fen for line in self.lines))

    @property
    def gross(self) -> Money:
        """What the lines come to before anything is given off."""
        return Money(sum(line.gross.fen for line in self.lines))

    def line(self, n: int) -> Line:
        """Line `n`, counted from 1."""
        if not 1 <= n <= len(self.lines):
            if self.credit is not None and len(self.lines) < n <= len(self.lines) + len(self.credit.lines):
                raise ComesBack(product=self.credit.lines[n - len(self.lines) - 1].name)
            raise NoSuchLine(n=n)
        return self.lines[n - 1]

    def add(self, line: Line, authority: Authority) -> tuple[Self, int]:
        """Put goods in; answers the new basket and the number of the line they are on.

        A price of its own is the act PRICE, for goods without a fixed one OPEN_PRICE above the role's ceiling.
        """
        self._open()
        # Before it is merged: less than nothing would quietly make the standing line smaller.
        _checked(line)
        if line.set_price is not None and line.article.open_price:
            _ask_open_price(line.set_price, authority)
        elif line.set_price is not None:
            _ask_price(authority)
        if line.discount:
            _ask_discount(authority, line.discount, line.gross)
        for n, standing in enumerate(self.lines, 1):
            if standing.mergeable(line):
                quantity, unweighed = standing.quantity + line.quantity, standing.unweighed + line.unweighed
                return self._with(n, replace(standing, quantity=quantity, unweighed=unweighed)), n
        return replace(self, lines=(*self.lines, line)).settled(), len(self.lines) + 1

    def change_quantity(self, n: int, quantity: Quantity, authority: Authority) -> Self:
        """Set how much of line `n`; a label line says it itself.

        Two bags less is a line taken off and the act VOID_LINE, a smaller weight is weighed again and none. More at a
        price set by hand is PRICE: the leave was for what lay there, one dented bag is not fifty. A discount that has
        become a larger share is DISCOUNT.
        """
        self._open()
        line = self.line(n)
        if line.label:
            raise LabelLine(product=line.article.name)
        changed = _checked(replace(line, quantity=quantity, unweighed=NOTHING))
        if changed.discount > changed.gross:
            raise DiscountTooLarge(discount=changed.discount, gross=changed.gross)
        before, after = line.quantity.thousandths, quantity.thousandths
        # What is put back takes its share of the ticket's discount along.
        gone = line.ticket_off.portion(before - after, before) if after < before else ZERO
        basket = replace(self, ticket_discount=self.ticket_discount - gone)._with(n, changed)
        less = taken_off(line, quantity)
        if less and not line.article.weighed:
            _ask_void(authority)
        if less or changed.gross < line.gross:
            basket._ask_line_discount(n, authority)
        elif after > before and line.price_kind == "MANUAL" and not line.article.open_price:
            _ask_price(authority)
        return basket

    def set_price(self, n: int, price: Money, authority: Authority) -> Self:
        """Set the price of one unit of line `n` by hand: the act PRICE. Refuses BadAmount for nothing or less."""
        self._open()
        if price.fen <= 0:
            raise BadAmount(text=price)
        line = self.line(n)
        if line.label_amount is not None:
            raise LabelLine(product=line.article.name)
        changed = replace(line, set_price=price, price=price, price_kind="MANUAL", discount_cut=ZERO)
        if changed.discount > changed.gross:
            raise DiscountTooLarge(discount=changed.discount, gross=changed.gross)
        basket = self._with(n, changed)
        _ask_price(authority)
        return basket

    def set_discount(self, n: int, discount: Money, authority: Authority) -> Self:
        """Set the yuan off the whole of line `n`; above the role's share it is the act DISCOUNT."""
        self._open()
        line = self.line(n)
        if discount.fen < 0 or discount > line.gross:
            raise DiscountTooLarge(discount=discount, gross=line.gross)
        basket = self._with(n, replace(line, discount=discount, discount_cut=ZERO))
        basket._ask_line_discount(n, authority)
        return basket

    def remove(self, n: int, authority: Authority) -> Self:
        """Take line `n` out: the act VOID_LINE. The gap closes."""
        self._open()
        left = self.ticket_discount - self.line(n).ticket_off
        _ask_void(authority)
        return replace(self, lines=self.lines[: n - 1] + self.lines[n:], ticket_discount=left).settled()

    def agree(self, terms: Terms, today: Today, authority: Authority) -> Self:
        """Set what is agreed for the whole ticket and price it again at the prices of `today`.

        Lower prices make what was given by hand a larger share: above the role's it is the act DISCOUNT.
        """
        self._open()
        basket = self._repriced(terms, today)
        if self.shares_more(basket, authority.role.discount_percent):
            _ask_discount(authority)
        return basket

    def on_day(self, today: Today, *, fair_over: bool = False) -> Self:
        """The same at the prices of another day, without the fair if that is over: a night went by, nobody did it."""
        self._open()
        return self._repriced(replace(self.terms, fair=None) if fair_over else self.terms, today)

    def shares_more(self, after: Basket, percent: int) -> bool:
        """Whether what was given by hand is a larger share of a line, or of the whole, `after` than it is here, and
        above that percentage."""
        both = zip(self.lines, after.lines, strict=True)
        shares = [(b.by_hand, b.gross, a.by_hand, a.gross) for b, a in both if a.discount]
        shares.append((self.discount_by_hand, self.gross, after.discount_by_hand, after.gross))
        return any(
            off > gross.portion(percent, 100) and off.fen * was.fen > was_off.fen * gross.fen
            for was_off, was, off, gross in shares
        )

    def set_ticket_discount(self, discount: Money, authority: Authority) -> Self:
        """Set the yuan off the whole ticket, shared over its lines by largest remainder of what they come to.

        Above the role's share it is the act DISCOUNT; 0 takes it back.
        """
        self._open()
        if not self.lines:
            raise EmptyBasket
        most = Money(sum((line.net + line.ticket_off).fen for line in self.lines))
        if discount.fen < 0 or discount > most:
            raise TicketDiscountTooLarge(discount=discount, gross=most)
        basket = replace(self, ticket_discount=discount).settled()
        if discount:
            _ask_discount(authority, basket.discount_by_hand, basket.gross)
        return basket

    def with_credit(self, credit: Credit | None) -> Self:
        """Goods of one earlier receipt come back on this ticket, in place of those of it that stood here already."""
        self._open()
        if credit is not None and self.credit is not None and credit.number != self.credit.number:
            raise ExchangeBegun(receipt=self.credit.receipt)
        return replace(self, credit=credit)

    def with_tender(self, tender: Tender) -> Self:
        """Money was handed over."""
        self.refuse_waiting()
        return replace(self, tenders=(*self.tenders, tender))

    def with_request(self, number: str) -> Self:
        """Money is asked for under that order number; empty: it is not asked for any more."""
        return replace(self, request=number)

    def refuse_waiting(self) -> None:
        """Refuse PaymentUnknown while the ticket waits for a payment service."""
        if self.request:
            raise PaymentUnknown

    def without_tender(self, n: int) -> Self:
        """Money was given back, counted from 1."""
        self.refuse_waiting()
        if not 1 <= n <= len(self.tenders):
            raise NoSuchLine(n=n)
        return replace(self, tenders=self.tenders[: n - 1] + self.tenders[n:])

    def _open(self) -> None:
        self.refuse_waiting()
        if self.tenders:
            raise PaymentBegun

    def _ask_line_discount(self, n: int, authority: Authority) -> None:
        line = self.line(n)
        if line.discount:
            _ask_discount(authority, line.by_hand, line.gross)

    def _repriced(self, terms: Terms, on: Today) -> Self:
        lines = tuple(_repriced(line, terms, on) for line in self.lines)
        return replace(self, terms=terms, today=on, lines=lines).settled()

    def _with(self, n: int, line: Line) -> Self:
        return replace(self, lines=(*self.lines[: n - 1], _checked(line), *self.lines[n:])).settled()

    def settled(self) -> Self:
        """Deals and the ticket's own discount worked out anew over all lines."""
        dealt = any(line.article.deals or line.deal_off or line.ticket_off for line in self.lines)
        if not (dealt or self.ticket_discount or (self.terms.love_card and self.today.money_off)):
            return self
        lines = _money_off(_dealt(self.lines, self.today), self.terms, self.today)
        weights = [(line.gross - line.discount - line.deal_off).fen for line in lines]
        off = min(self.ticket_discount, Money(sum(weights)))
        shares = off.share(weights) if off else [ZERO] * len(lines)
        lines = [replace(line, ticket_off=share) for line, share in zip(lines, shares, strict=True)]
        return replace(self, lines=tuple(lines), ticket_discount=off)


def taken_off(line: Line, quantity: Quantity) -> bool:
    """Whether that leaves less than was put down. What only stands in for a weight may come to anything."""
    return quantity < line.quantity - line.unweighed


def _ask_price(authority: Authority) -> None:
    authority.leave_to(Act.PRICE, translate("Selling", "Changing a price"))


def _ask_open_price(price: Money, authority: Authority) -> None:
    ceiling = authority.role.open_price
    what = translate("Selling", "An open price above {amount}").format(amount=ceiling)
    authority.leave_to(Act.OPEN_PRICE, what, needed=price > ceiling)


def _ask_discount(authority: Authority, off: Money | None = None, gross: Money = ZERO) -> None:
    """Free while `off` is within the role's share of `gross`; without it, it is known to be above."""
    percent = authority.role.discount_percent
    what = translate("Selling", "A discount above {percent} %").format(percent=percent)
    authority.leave_to(Act.DISCOUNT, what, needed=off is None or off > gross.portion(percent, 100))


def _ask_void(authority: Authority) -> None:
    authority.leave_to(Act.VOID_LINE, translate("Selling", "Taking goods off the ticket"))


def _dealt(lines: Sequence[Line], today: Today) -> list[Line]:
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


def _money_off(lines: list[Line], terms: Terms, today: Today) -> list[Line]:
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


def _checked(line: Line) -> Line:
    if line.quantity.thousandths <= 0:
        raise NothingToSell(quantity=line.quantity)
    if line.quantity > MOST_PIECES or line.gross > MOST_MONEY:
        raise TooMuch(quantity=line.quantity, product=line.article.name)
    return line


def _repriced(line: Line, terms: Terms, today: Today) -> Line:
    if line.set_price is not None or line.label_amount is not None:
        return line
    price, kind = priced(line.article, terms, today)
    return with_room(replace(line, price=price, price_kind=kind))


def with_room(line: Line) -> Line:
    """As much of the discount given by hand as the line's amount has room for; the rest is not forgotten."""
    given = line.discount + line.discount_cut
    discount = min(given, line.gross)
    return replace(line, discount=discount, discount_cut=given - discount)
