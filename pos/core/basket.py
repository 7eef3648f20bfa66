"""The basket on the counter: lines, what was agreed about it, and the tenders that stand.

A basket is a value: every verb answers a new one, so a refused gesture has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pos.core.catalog import Article
from pos.core.codes import ScaleLabel
from pos.core.money import MOST_MONEY, ZERO, Money, Quantity, half_up
from pos.core.problems import Refusal
from pos.core.tables import instant, instant_text
from pos.core.tenders import Tender
from pos.core.wording import QT_TRANSLATE_NOOP

#: Larger lines are slips of the finger, not sales.
MOST_PIECES = Quantity(999_999_000)
#: A weight field that says more on goods sold by the piece is a weight, not a count.
MOST_COUNTED_BY_SCALE = 99


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


class LabelLine(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product} was weighed on the scale; the label says how much. Nothing was changed."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Remove the line and scan a new label.")


class LabelDoesNotFit(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product} is sold by the piece, but the label says a weight; nothing was added."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Scan its barcode, and have the scale's number for it corrected.")


class DiscountTooLarge(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{discount} off is more than the line's {gross}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type a discount up to {gross}.")


class PriceNeeded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} has no fixed price; nothing was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type today's price first.")


class PaymentBegun(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Payment of this ticket has begun; the goods stay as they are.")
    todo = QT_TRANSLATE_NOOP("Problem", "Finish paying, or take the payment back first.")


class EmptyBasket(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is nothing on this ticket yet.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan the first article.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed for the whole ticket (atoms of DOMAIN.md section 1). None = the default."""

    channel: str | None = None
    buyer_kind: str | None = None
    buyer: str | None = None
    agreement: str | None = None
    fair: str | None = None
    motive: str | None = None
    purchase_mode: str | None = None
    love_card: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `price` is of one selling unit; `label_amount` is what an amount label says, whatever the price."""

    article: Article
    quantity: Quantity
    price: Money
    price_kind: str = "NORMAL"
    set_price: Money | None = None
    discount: Money = ZERO
    label: str | None = None
    label_amount: Money | None = None
    label_grams: int | None = None

    @property
    def gross(self) -> Money:
        """Before the discount: half-up(price x quantity), or what the label says."""
        return self.label_amount if self.label_amount is not None else self.price * self.quantity

    @property
    def net(self) -> Money:
        """After the discount."""
        return self.gross - self.discount

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


def priced(article: Article, terms: Terms) -> tuple[Money, str]:
    """The price that counts and its kind: the lowest of those that apply; they never stack."""
    offers = [(article.price, "NORMAL")]
    if terms.love_card and article.card_price is not None:
        offers.append((article.card_price, "CARD"))
    return min(offers, key=lambda offer: offer[0])


def labelled(article: Article, label: ScaleLabel, terms: Terms) -> Line:
    """The line a scale label makes.

    An amount label's money is the line's money; its quantity and grams are worked back from the shelf price. A weight
    label is priced with the price that applies.
    """
    price, kind = priced(article, terms)
    if label.amount_fen is not None:
        shelf = article.price.fen
        grams = label.grams if label.grams is not None else half_up(label.amount_fen * article.unit_grams, shelf)
        # The dearest goods on the smallest label: never so little that nothing is sold.
        thousandths = max(1, half_up(label.amount_fen * 1000, shelf))
        if label.grams is not None and article.unit_grams:
            thousandths = half_up(label.grams * 1000, article.unit_grams)
        line = Line(article, Quantity(thousandths), article.price, label=label.raw)
        return replace(line, label_amount=Money(label.amount_fen), label_grams=grams)
    if label.grams is not None and article.unit_grams:
        thousandths = half_up(label.grams * 1000, article.unit_grams)
        return Line(article, Quantity(thousandths), price, kind, label=label.raw, label_grams=label.grams)
    # Scales count goods by the piece in the weight field (DOMAIN.md 5.3); grams would be hundreds of pieces.
    pieces = label.pieces if label.pieces is not None else label.grams or 0
    if label.pieces is None and pieces > MOST_COUNTED_BY_SCALE:
        raise LabelDoesNotFit(product=article.name)
    return Line(article, Quantity(pieces * 1000), price, kind, label=label.raw)


@dataclass(frozen=True, slots=True)
class Basket:
    """Everything of one customer. `uuid` is the sale's, made before any transaction begins."""

    uuid: str
    lines: tuple[Line, ...] = ()
    terms: Terms = field(default_factory=Terms)
    tenders: tuple[Tender, ...] = ()

    @property
    def total(self) -> Money:
        """What is due, before any cash rounding."""
        return Money(sum(line.net.fen for line in self.lines))

    @property
    def discount(self) -> Money:
        """Given off the lines."""
        return Money(sum(line.discount.fen for line in self.lines))

    def line(self, n: int) -> Line:
        """Line `n`, counted from 1."""
        if not 1 <= n <= len(self.lines):
            raise NoSuchLine(n=n)
        return self.lines[n - 1]

    def add(self, line: Line) -> tuple[Self, int]:
        """Put goods in; answers the new basket and the number of the line they are on."""
        self._open()
        # Before it is merged: less than nothing would quietly make the standing line smaller.
        _checked(line)
        for n, standing in enumerate(self.lines, 1):
            if standing.mergeable(line):
                return self._with(n, replace(standing, quantity=standing.quantity + line.quantity)), n
        return replace(self, lines=(*self.lines, line)), len(self.lines) + 1

    def change_quantity(self, n: int, quantity: Quantity) -> Self:
        """Set how much of line `n`; a label line says it itself."""
        self._open()
        line = self.line(n)
        if line.label:
            raise LabelLine(product=line.article.name)
        changed = _checked(replace(line, quantity=quantity))
        if changed.discount > changed.gross:
            raise DiscountTooLarge(discount=changed.discount, gross=changed.gross)
        return self._with(n, changed)

    def set_price(self, n: int, price: Money) -> Self:
        """Set the price of one unit of line `n` by hand."""
        self._open()
        line = self.line(n)
        if line.label_amount is not None:
            raise LabelLine(product=line.article.name)
        changed = replace(line, set_price=price, price=price, price_kind="MANUAL")
        if changed.discount > changed.gross:
            raise DiscountTooLarge(discount=changed.discount, gross=changed.gross)
        return self._with(n, changed)

    def set_discount(self, n: int, discount: Money) -> Self:
        """Set the yuan off the whole of line `n`."""
        self._open()
        line = self.line(n)
        if discount.fen < 0 or discount > line.gross:
            raise DiscountTooLarge(discount=discount, gross=line.gross)
        return self._with(n, replace(line, discount=discount))

    def remove(self, n: int) -> Self:
        """Take line `n` out; the gap closes."""
        self._open()
        self.line(n)
        return replace(self, lines=self.lines[: n - 1] + self.lines[n:])

    def agree(self, terms: Terms) -> Self:
        """Set what is agreed for the whole ticket and price it again."""
        self._open()
        return replace(self, terms=terms, lines=tuple(_repriced(line, terms) for line in self.lines))

    def with_tender(self, tender: Tender) -> Self:
        """Money was handed over."""
        return replace(self, tenders=(*self.tenders, tender))

    def without_tender(self, n: int) -> Self:
        """Money was given back, counted from 1."""
        if not 1 <= n <= len(self.tenders):
            raise NoSuchLine(n=n)
        return replace(self, tenders=self.tenders[: n - 1] + self.tenders[n:])

    def _open(self) -> None:
        if self.tenders:
            raise PaymentBegun

    def _with(self, n: int, line: Line) -> Self:
        return replace(self, lines=(*self.lines[: n - 1], _checked(line), *self.lines[n:]))


def _checked(line: Line) -> Line:
    if line.quantity.thousandths <= 0:
        raise NothingToSell(quantity=line.quantity)
    if line.quantity > MOST_PIECES or line.gross > MOST_MONEY:
        raise TooMuch(quantity=line.quantity, product=line.article.name)
    return line


def _repriced(line: Line, terms: Terms) -> Line:
    if line.set_price is not None or line.label_amount is not None:
        return line
    price, kind = priced(line.article, terms)
    changed = replace(line, price=price, price_kind=kind)
    return replace(changed, discount=min(changed.discount, changed.gross))


def as_draft(basket: Basket) -> dict[str, Any]:
    """The basket as plain values, to be kept in the database until it is sold."""
    return {
        "uuid": basket.uuid,
        "terms": {name: value for name, value in _terms(basket.terms).items() if value},
        "lines": [
            {
                "code": line.article.code,
                "quantity": line.quantity.thousandths,
                "price": [line.price.fen, line.price_kind],
                "set_price": None if line.set_price is None else line.set_price.fen,
                "discount": line.discount.fen,
                "label": line.label,
                "label_amount": None if line.label_amount is None else line.label_amount.fen,
                "label_grams": line.label_grams,
            }
            for line in basket.lines
        ],
        "tenders": [[t.means, t.handed.fen, t.kept.fen, t.reference, instant_text(t.at)] for t in basket.tenders],
    }


def _terms(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in Terms.__slots__}


def from_draft(draft: Mapping[str, Any], article: Callable[[str], Article | None]) -> Basket:
    """Read what `as_draft` wrote, priced as of now; `article` finds a product by its code.

    Once money was taken the prices stand as they were: the customer was told what is left to pay.
    """
    terms = Terms(**draft["terms"])
    lines: list[Line] = []
    for row in draft["lines"]:
        found = article(row["code"])
        if found is None:
            continue
        price, kind = priced(found, terms)
        if row["set_price"] is not None:
            price, kind = Money(row["set_price"]), "MANUAL"
        elif draft["tenders"]:
            price, kind = Money(row["price"][0]), row["price"][1]
        line = Line(found, Quantity(row["quantity"]), price, kind, discount=Money(row["discount"]), label=row["label"])
        amount = None if row["label_amount"] is None else Money(row["label_amount"])
        set_price = None if row["set_price"] is None else Money(row["set_price"])
        line = replace(line, set_price=set_price, label_amount=amount, label_grams=row["label_grams"])
        lines.append(replace(line, discount=min(line.discount, line.gross)))
    tenders = tuple(Tender(m, Money(h), Money(k), ref, instant(at)) for m, h, k, ref, at in draft["tenders"])
    return Basket(draft["uuid"], tuple(lines), terms, tenders)
