"""Prices and deals of a time: promotion, fair, organisation, group promotions, and what the love card brings.

An article brings the offers that may concern it along from its one read, so that pricing a ticket asks nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct
from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.deals import GroupDeal
from pos.core.money import Money
from pos.core.statements import Prepared, Reader
from pos.core.tables import Base

#: Of one product are looked at: those that end last. What ended long ago is never among them for long.
MOST_OFFERS = 24
#: A statement takes some thirty thousand values at most.
_MOST_ASKED = 10_000


class OfferRow(Base):
    """A price of one product from `first` to `last`, both included; `kind` FAIR, PROMO or ORG."""

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("kind IN ('FAIR', 'PROMO', 'ORG')", name="kind_known"),
        CheckConstraint("first <= last", name="days_in_order"),
        Index("ix_offers_last", "last"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[date]
    price: Mapped[Money]
    reference: Mapped[Money | None]
    fair: Mapped[str | None]
    evidence: Mapped[str | None]


class DealRow(Base):
    """A deal over several units: `N_FREE_M` (buy `n`, get `m`) or `GROUP_PRICE` (`n` units or one of each)."""

    __tablename__ = "deals"
    __table_args__ = (
        CheckConstraint("kind IN ('N_FREE_M', 'GROUP_PRICE')", name="kind_known"),
        CheckConstraint("first <= last", name="days_in_order"),
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    n: Mapped[int | None]
    m: Mapped[int | None]
    price: Mapped[Money | None]
    first: Mapped[date]
    last: Mapped[date]


class DealProduct(Base):
    """A product that a deal is about."""

    __tablename__ = "deal_products"
    __table_args__ = (Index("ix_deal_products_deal", "deal"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    deal: Mapped[str] = mapped_column(ForeignKey("deals.number"), primary_key=True)


class CardBenefitRow(Base):
    """What the love card brings from `first` to `last`: CARD_PRICE, MONEY_OFF or PERCENT_OFF."""

    __tablename__ = "card_benefits"
    __table_args__ = (
        CheckConstraint("kind IN ('CARD_PRICE', 'MONEY_OFF', 'PERCENT_OFF')", name="kind_known"),
        CheckConstraint("first <= last", name="days_in_order"),
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    issuer: Mapped[str | None]
    bin6: Mapped[str | None]
    kind: Mapped[str]
    from_amount: Mapped[Money | None]
    money_off: Mapped[Money | None]
    percent_off_bp: Mapped[int | None]
    first: Mapped[date]
    last: Mapped[date]


class Offer(Struct, frozen=True):
    """A price of one product in a time; `fair` is the one it holds at."""

    kind: str
    price: Money
    first: date
    last: date
    fair: str | None = None

    def holds(self, day: date | None, *, fair: str | None, buyer: str | None) -> bool:
        """Whether it applies on that business day to a ticket that names that fair and that buyer."""
        if day is None or not self.first <= day <= self.last:
            return False
        return self.kind == "PROMO" or (buyer is not None if self.kind == "ORG" else self.fair == fair)


class MoneyOff(Struct, frozen=True):
    """So much off a ticket from an amount on (满减)."""

    name: str
    from_amount: Money
    off: Money


class Today(Struct, frozen=True):
    """What a business day brings to every ticket: the day itself, and what the love card is good for on it."""

    day: date | None = None
    card_price: bool = True
    card_off_bp: int = 0
    money_off: tuple[MoneyOff, ...] = ()


_offer = OfferRow.__table__.c
_deal, _deal_product = DealRow.__table__.c, DealProduct.__table__.c
_OFFERS = Prepared(
    select(_offer.kind, _offer.price, _offer.first, _offer.last, _offer.fair)
    .where(_offer.product_id == bindparam("product"))
    .order_by(_offer.last.desc(), _offer.kind)
)
_RUNNING = select(_offer.product_id, _offer.kind, _offer.price, _offer.first, _offer.last, _offer.fair).where(
    _offer.first <= bindparam("day"), _offer.last >= bindparam("day")
)
_DEALS = Prepared(
    select(_deal.number, _deal.name, _deal.kind, _deal.n, _deal.m, _deal.price, _deal.first, _deal.last)
    .select_from(DealProduct.__table__.join(DealRow.__table__, _deal.number == _deal_product.deal))
    .where(_deal_product.product_id == bindparam("product"))
    .order_by(_deal.last.desc(), _deal.number)
)
_OF_DEAL = Prepared(
    select(_deal_product.product_id).where(_deal_product.deal == bindparam("deal")).order_by(_deal_product.product_id)
)


def offers_of(session: Reader, product_id: int) -> tuple[Offer, ...]:
    """The prices of a time of one product, past ones too as far as they are not long gone."""
    rows = _OFFERS.run(session, {"product": product_id})[:MOST_OFFERS]
    return tuple(
        Offer(kind, Money(fen), date.fromisoformat(first), date.fromisoformat(last), fair)
        for kind, fen, first, last, fair in rows
    )


def deals_of(session: Reader, product_id: int) -> tuple[GroupDeal, ...]:
    """The deals that one product takes part in."""
    found = []
    for number, name, kind, n, m, fen, first, last in _DEALS.run(session, {"product": product_id})[:MOST_OFFERS]:
        products = tuple(row[0] for row in _OF_DEAL.run(session, {"deal": number}))
        price = None if fen is None else Money(fen)
        days = date.fromisoformat(first), date.fromisoformat(last)
        found.append(GroupDeal(number, name, kind, products, n, m, price, *days))
    return tuple(found)


def today(session: Session, day: date, *, love_card: bool) -> Today:
    """What the day brings. Where the shop has listed no member price (会员价) at all, the love-card price always holds.

    A benefit of one bank's cards only is not among them: the till never sees a card's number.
    """
    if not love_card:
        return Today(day)
    rows = list(session.scalars(select(CardBenefitRow).order_by(CardBenefitRow.number)))
    listed = any(row.kind == "CARD_PRICE" for row in rows)
    running = [row for row in rows if row.first <= day <= row.last and row.bin6 is None]
    return Today(
        day,
        card_price=not listed or any(row.kind == "CARD_PRICE" for row in running),
        card_off_bp=max((row.percent_off_bp or 0 for row in running if row.kind == "PERCENT_OFF"), default=0),
        money_off=tuple(
            MoneyOff(row.name or row.number, row.from_amount or Money(0), row.money_off)
            for row in running
            if row.kind == "MONEY_OFF" and row.money_off is not None
        ),
    )


def running(session: Session, products: Collection[int], day: date) -> dict[int, tuple[Offer, ...]]:
    """The prices of a time that run on that business day, of these products and no others: asked after every sale."""
    found: dict[int, list[Offer]] = {}
    wanted = list(products)
    for start in range(0, len(wanted), _MOST_ASKED):
        some = wanted[start : start + _MOST_ASKED]
        for id, *facts in session.execute(_RUNNING.where(_offer.product_id.in_(some)), {"day": day}):
            found.setdefault(id, []).append(Offer(*facts))
    return {product: tuple(offers) for product, offers in found.items()}


def any_runs(session: Session, day: date) -> bool:
    """Whether any goods have a price of a time on that business day."""
    return session.execute(_RUNNING.limit(1), {"day": day}).first() is not None


def promoted(session: Session, day: date, fairs: Collection[str] = ()) -> set[str]:
    """Codes of the products that have a promotion or a deal running on that business day, or a price at these fairs."""
    from pos.core.catalog import Product

    running = select(OfferRow.product_id).where(OfferRow.first <= day, OfferRow.last >= day)
    anywhere = running.where((OfferRow.kind == "PROMO") | OfferRow.fair.in_(fairs))
    dealt = (
        select(DealProduct.product_id)
        .join(DealRow, DealRow.number == DealProduct.deal)
        .where(DealRow.first <= day, DealRow.last >= day)
    )
    return set(session.scalars(select(Product.code).where(Product.id.in_(anywhere.union(dealt)))))
