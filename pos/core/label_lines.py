"""Scale labels read as lines of the ticket: what the scale says of money and weight, beside the shelf price."""

from __future__ import annotations

from msgspec.structs import replace

from pos.core.catalog import Article
from pos.core.codes import ScaleLabel
from pos.core.lines import ANY_DAY, Line, Terms, priced
from pos.core.money import Money, Quantity, half_up
from pos.core.offers import Today
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

#: A weight field that says more on goods sold by the piece is a weight, not a count.
MOST_COUNTED_BY_SCALE = 99
#: How far a label's amount may be from its weight at the shelf price (DOMAIN.md 5.3).
LABEL_ROUNDING = Money(5)


class LabelDoesNotFit(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product} is sold by the piece, but the label says a weight; nothing was added."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Scan its barcode, and have the scale's number for it corrected.")


class LabelPriceDiffers(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "{product}: the label says {amount}, its weight at the shelf price is {wanted}; nothing was added."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Weigh it again and print a new label, or the manager gives leave.")


def labelled(article: Article, label: ScaleLabel, terms: Terms, today: Today = ANY_DAY) -> Line:
    """The line a scale label makes.

    An amount label's money is the line's money; its quantity and grams are worked back from the shelf price. A weight
    label is priced with the price that applies.
    """
    price, kind = priced(article, terms, today)
    quantity = _label_quantity(article, label)
    # Goods sold by the piece have no mass of their own.
    grams = label.grams if article.unit_grams else None
    if label.amount_fen is not None:
        shelf = article.price.fen
        if quantity is None:
            # The dearest goods on the smallest label: never so little that nothing is sold.
            quantity = Quantity(max(1, half_up(label.amount_fen * 1000, shelf)))
            grams = half_up(label.amount_fen * article.unit_grams, shelf)
        line = Line(article, quantity, article.price, label=label.raw)
        return replace(line, label_amount=Money(label.amount_fen), label_grams=grams)
    return Line(article, quantity or Quantity(0), price, kind, label=label.raw, label_grams=grams)


def _label_quantity(article: Article, label: ScaleLabel) -> Quantity | None:
    """How much the label says that it is, in the selling unit; None if it says money alone."""
    if label.grams is not None and article.unit_grams:
        return Quantity(half_up(label.grams * 1000, article.unit_grams))
    if label.amount_fen is not None and article.weighed:
        return None
    # Scales count goods by the piece in the weight field (DOMAIN.md 5.3); grams would be hundreds of pieces.
    pieces = label.pieces if label.pieces is not None else label.grams
    if label.pieces is None and pieces is not None and pieces > MOST_COUNTED_BY_SCALE:
        raise LabelDoesNotFit(product=article.name)
    return None if pieces is None else Quantity(pieces * 1000)


def label_difference(article: Article, label: ScaleLabel) -> Money | None:
    """What the label's amount is above (or below, negative) its weight at the shelf price; None if it says one alone.

    Up to LABEL_ROUNDING it is the scale's own rounding to 角; more means an old price on the scale, or tampering.
    """
    quantity = _label_quantity(article, label)
    if label.amount_fen is None or quantity is None:
        return None
    return Money(label.amount_fen) - article.price * quantity
