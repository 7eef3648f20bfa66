"""The basket on the counter: lines, what was agreed about it, and the tenders that stand.

A basket is a value: every verb answers a new one, so a refused gesture has changed nothing. A verb that not everybody
may do alone takes the `Authority` that does it and refuses NotAllowed, after all that is wrong with what was asked:
nobody fetches a manager for what is refused anyway. What the journal says of it stands in `ticket_changes.py`.
"""

from __future__ import annotations

from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from pos.core.authority import Authority
from pos.core.credit import Credit
from pos.core.lines import ANY_DAY, NOTHING, Line, Terms, checked, dealt, money_off, repriced, taken_off
from pos.core.money import ZERO, Money, Quantity
from pos.core.offers import Today
from pos.core.permissions import Act
from pos.core.problems import Refusal
from pos.core.tenders import BadAmount, Tender
from pos.core.wording import QT_TRANSLATE_NOOP, translate


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
        checked(line)
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
        changed = checked(replace(line, quantity=quantity, unweighed=NOTHING))
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
        lines = tuple(repriced(line, terms, on) for line in self.lines)
        return replace(self, terms=terms, today=on, lines=lines).settled()

    def _with(self, n: int, line: Line) -> Self:
        return replace(self, lines=(*self.lines[: n - 1], checked(line), *self.lines[n:])).settled()

    def settled(self) -> Self:
        """Deals and the ticket's own discount worked out anew over all lines."""
        given = any(line.article.deals or line.deal_off or line.ticket_off for line in self.lines)
        if not (given or self.ticket_discount or (self.terms.love_card and self.today.money_off)):
            return self
        lines = money_off(dealt(self.lines, self.today), self.terms, self.today)
        weights = [(line.gross - line.discount - line.deal_off).fen for line in lines]
        off = min(self.ticket_discount, Money(sum(weights)))
        shares = off.share(weights) if off else [ZERO] * len(lines)
        lines = [replace(line, ticket_off=share) for line, share in zip(lines, shares, strict=True)]
        return replace(self, lines=tuple(lines), ticket_discount=off)


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
