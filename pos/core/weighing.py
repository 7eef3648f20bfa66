"""Weights: what a scale says, what of it is sold, and how much less than was sold a check may find.

The indicated weight is what is settled on (DOMAIN.md 5.7); nothing is added to it and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from pos.core.money import Money, Quantity, half_up
from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

#: A scale that shows no more than this is empty: a zero drifts by a gram or two.
EMPTY = 5
#: The heaviest thing on a counter scale, and the heaviest bowl.
MOST_GRAMS, MOST_TARE = 60_000, 10_000


class NoScale(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No scale is set up; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type * and how much it is, such as *2.35.")


class ScaleSilent(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The scale says nothing; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at its cable and switch; until then type * and how much it is.")


class Unsteady(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The scale has not come to rest; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Take your hand off, wait for the steady sign, then F4.")


class NothingOnScale(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Nothing lies on the scale; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put the goods on it, then F4.")


class UnderZero(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The scale stands below zero; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Empty it and press its zero key, then weigh again.")


class Overloaded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "More lies on the scale than it can weigh; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Weigh it in two parts.")


class ScaleDefect(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The scale reports a fault of its own; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Switch it off and on; if the fault stays, weigh on another one.")


class BelowTare(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The goods weigh no more than the tare of {tare} g; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another tare, or put the goods on the scale with their wrapping.")


class TareFirst(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No tare was chosen for this weighing; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Shift F4 chooses it: 0 g for goods without wrapping.")


class StillThere(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "What lies on the scale was weighed for {product} already; nothing was added."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Take it off, put the next goods on, then F4.")


class NotByWeight(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} is sold by the piece; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose a row of goods sold by weight with the arrow keys.")


class NoWeightYet(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No goods sold by weight are on the ticket; nothing was weighed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Scan or touch the goods first, then F4.")


Rest = Literal["STABLE", "MOVING", "UNDER", "OVER", "DEFECT"]


class Weighing(Struct, frozen=True):
    """What a scale says at one moment. `grams` counts for STABLE and MOVING only and may be negative.

    `net`: the scale itself has taken a tare off. `load` counts how often the scale has been empty: two weighings with
    one number are of the same goods.
    """

    grams: int = 0
    rest: Rest = "STABLE"
    net: bool = False
    load: int = 0


def net_grams(weighing: Weighing | None, tare: int | None = 0, *, tare_required: bool = False) -> int:
    """What is sold: the indicated weight less the tare in grams; None is no tare chosen.

    Refuses ScaleSilent, Overloaded, UnderZero, ScaleDefect, Unsteady, NothingOnScale, TareFirst and BelowTare.
    """
    if weighing is None:
        raise ScaleSilent
    broken = {"OVER": Overloaded, "UNDER": UnderZero, "DEFECT": ScaleDefect, "MOVING": Unsteady}
    if weighing.rest in broken:
        raise broken[weighing.rest]
    if weighing.grams < -EMPTY:
        raise UnderZero
    if weighing.grams <= EMPTY:
        raise NothingOnScale
    if weighing.grams > MOST_GRAMS:
        raise Overloaded
    if tare is None and tare_required and not weighing.net:
        raise TareFirst
    sold = weighing.grams - (tare or 0)
    if sold <= 0:
        raise BelowTare(tare=tare or 0)
    return sold


def quantity_of(grams: int, unit_grams: int) -> Quantity:
    """A mass in a selling unit of so many grams."""
    return Quantity(half_up(grams * 1000, unit_grams))


# How much may be missing

#: Goods that have a row whatever they cost.
GOODS = ("GRAIN", "VEGETABLE", "FRUIT", "MEAT", "EGG", "SWEETS")
_CHEAP, _DEARER = ("GRAIN", "VEGETABLE", "FRUIT"), ("MEAT", "EGG", "SWEETS")


class Allowance(Struct, frozen=True):
    """A row of the table: up to that price of a kilogram (None: any) and that mass, so many grams may be missing."""

    up_to_price: Money | None
    up_to_grams: int
    grams: int


#: DOMAIN.md 5.7. Between 30 and 100 yuan it gives no row: the strictest one counts there. The rows of the first price
#: above 1 kg are those of the text of 1993. A shop may write its own (`[scale] shortage` of till.toml).
SHORTAGES = (
    Allowance(Money(600), 1_000, 20),
    Allowance(Money(600), 2_000, 40),
    Allowance(Money(600), 4_000, 80),
    Allowance(Money(600), 25_000, 100),
    Allowance(Money(3_000), 2_500, 5),
    Allowance(Money(3_000), 15_000, 15),
    Allowance(None, 5_000, 3),
)


def permitted_shortage(
    grams: int, price_per_kg: Money, kind: str = "", table: Sequence[Allowance] = SHORTAGES
) -> int | None:
    """How many grams less than the sold `grams` a check may find; None where the table says nothing of such a mass.

    `kind` (one of GOODS) puts goods into the row of their kind, whatever they cost; without it the price decides.
    """
    prices = sorted({row.up_to_price.fen for row in table if row.up_to_price is not None})
    if kind in _CHEAP:
        fen: int | None = prices[0] if prices else None
    elif kind in _DEARER:
        fen = prices[min(1, len(prices) - 1)] if prices else None
    else:
        fen = next((most for most in prices if price_per_kg.fen <= most), None)
    row = [one for one in table if (None if one.up_to_price is None else one.up_to_price.fen) == fen]
    fitting = sorted((one for one in row if grams <= one.up_to_grams), key=lambda one: one.up_to_grams)
    return fitting[0].grams if fitting else None


class WeightCheck(Struct, frozen=True):
    """A check weighing: what is missing (negative: it is more), what may be, and whether that holds.

    `permitted` is None where the table says nothing; then nothing may be missing.
    """

    missing: int
    permitted: int | None
    within: bool


def check_weight(
    sold_grams: int,
    checked_grams: int,
    price_per_kg: Money,
    kind: str = "",
    table: Sequence[Allowance] = SHORTAGES,
) -> WeightCheck:
    """Compare what was sold with what a check finds; the buyer never gets less than the table permits."""
    missing = sold_grams - checked_grams
    permitted = permitted_shortage(sold_grams, price_per_kg, kind, table)
    return WeightCheck(missing, permitted, missing <= (permitted or 0))
