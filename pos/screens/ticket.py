"""A ticket as it is shown: its lines, its counts, and what the line under the scan box says."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.core.basket import Basket
from pos.core.credit import CreditLine
from pos.core.lines import Line
from pos.core.money import ZERO, Money, Quantity
from pos.core.problems import Refusal
from pos.core.regions import county_short_name
from pos.core.tenders import BadAmount
from pos.core.wording import QT_TRANSLATE_NOOP, translate


class BadQuantity(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{text} is no quantity; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Type a number above zero with at most three decimals, such as 1.5.")


class QuestionOpen(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This question comes first; the scan was not taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Enter answers it, Esc leaves it; then scan again.")


#: Prices of a time, as the line says them.
OFFERS = {
    "PROMO": QT_TRANSLATE_NOOP("Selling", "Promotion"),
    "FAIR": QT_TRANSLATE_NOOP("Selling", "Fair price"),
    "ORG": QT_TRANSLATE_NOOP("Selling", "Organisation price"),
}


class BasketRow(Struct, frozen=True):
    """A line of the ticket, as it is shown."""

    n: int
    product: str
    name: str
    spec: str
    region: str
    region_name: str
    unit: str
    quantity: Quantity
    quantity_text: str
    price: Money
    price_text: str
    amount: Money
    discount: Money
    note: str
    weighed: bool
    label: bool
    fixed: bool = False
    """Its label says the amount: no other price can be set."""
    former: Money | None = None
    """The shelf price, where another one counts and the note says so."""
    back: bool = False
    """Comes back from the customer: quantity and amount count minus."""


class Echo(Struct, frozen=True):
    """What the line under the scan box says."""

    kind: Literal["added", "info", "warn", "bad", "plain"] = "plain"
    title: str = ""
    detail: str = ""
    amount: Money | None = None
    key: str = ""
    goods: bool = False
    """A line of the ticket was put on it or changed."""


def warned(echo: Echo, word: str) -> Echo:
    """The same with a word of warning behind it."""
    return replace(echo, kind="warn", detail=" · ".join(part for part in (echo.detail, word) if part))


class Found(Struct):
    """One line of the find list. Not frozen: fifty are made with every key, and a frozen one takes thrice as long."""

    product: str
    name: str
    spec: str
    price: Money
    unit: str
    region: str
    region_name: str
    code: str
    asks: bool = False
    """Has no fixed price: it is asked for when they are added."""


class StrayCode(Struct, frozen=True):
    """A code the catalogue did not know, kept for the manager."""

    code: str
    note: str


def read_quantity(text: str) -> Quantity:
    """A quantity as people type it; refuses BadQuantity."""
    try:
        return Quantity.units(text)
    except ValueError:
        raise BadQuantity(text=text) from None


def quantity_text(quantity: Quantity, unit: str, grams: int, *, weighed: bool) -> str:
    """How much, as the ticket shows it: `3 袋`, `4.216 kg`."""
    if weighed and grams:
        return f"{grams // 1000}.{grams % 1000:03d} kg"
    return f"{quantity} {unit}"


def price_text(price: Money, unit: str) -> str:
    """A price with its unit: `26.80 元/袋`."""
    return translate("Selling", "{price} yuan/{unit}").format(price=price.grouped(), unit=unit)


def row_of(n: int, line: Line) -> BasketRow:
    """A basket line as it is shown."""
    article = line.article
    notes = []
    if line.unweighed:
        # One unit that stands in for a weight looks just like a weight.
        notes.append(translate("Selling", "not weighed yet"))
    if line.off:
        # First, because a narrow column cuts the end off.
        notes.append(translate("Selling", "{amount} off").format(amount=line.off.grouped()))
    if line.deals:
        notes.append(" · ".join(line.deals))
    if line.price_kind in OFFERS:
        kind = translate("Selling", OFFERS[line.price_kind])
        notes.append(translate("Selling", "{kind} · was {price}").format(kind=kind, price=article.price.grouped()))
    elif line.price_kind == "CARD":
        notes.append(translate("Selling", "Love card · was {price}").format(price=article.price.grouped()))
    elif line.price_kind == "MANUAL" and not article.open_price:
        notes.append(translate("Selling", "Price changed · was {price}").format(price=article.price.grouped()))
    return BasketRow(
        n=n,
        product=article.code,
        name=article.name,
        spec=article.spec,
        region=article.origin,
        region_name=county_short_name(article.origin),
        unit=article.unit,
        quantity=line.quantity,
        quantity_text=quantity_text(line.quantity, article.unit, line.grams, weighed=article.weighed),
        price=line.price,
        price_text=price_text(line.price, article.unit),
        amount=line.net,
        discount=line.discount,
        note=" · ".join(notes),
        weighed=article.weighed,
        label=line.label is not None,
        fixed=line.label_amount is not None,
        former=None if line.price_kind == "NORMAL" or article.open_price else article.price,
    )


def row_back(n: int, line: CreditLine, receipt: str) -> BasketRow:
    """A line that comes back, as it is shown: with a minus before quantity and amount."""
    weighed = line.grams > 0
    return BasketRow(
        n=n,
        product=line.product,
        name=line.name,
        spec=line.spec,
        region=line.region,
        region_name=county_short_name(line.region),
        unit=line.unit,
        quantity=line.quantity,
        quantity_text="−" + quantity_text(line.quantity, line.unit, line.grams, weighed=weighed),
        price=line.price,
        price_text=price_text(line.price, line.unit),
        amount=-line.amount,
        discount=ZERO,
        note=translate("Selling", "Back from {receipt}").format(receipt=receipt),
        weighed=weighed,
        label=False,
        back=True,
    )


def counts_text(basket: Basket) -> str:
    """`6 种 · 7 件 + 6.566 kg`."""
    pieces = sum(line.quantity.thousandths for line in basket.lines if not line.article.weighed)
    grams = sum(line.grams for line in basket.lines if line.article.weighed)
    parts = []
    if pieces:
        parts.append(translate("Selling", "{n} pcs").format(n=Quantity(pieces)))
    if grams:
        parts.append(f"{grams // 1000}.{grams % 1000:03d} kg")
    kinds = translate("Selling", "{n} kinds").format(n=len(basket.lines))
    return f"{kinds} · {' + '.join(parts)}" if parts else kinds


def read_money(text: str) -> Money:
    """An amount as people type it; refuses BadAmount."""
    try:
        return Money.yuan(text)
    except ValueError:
        raise BadAmount(text=text) from None
