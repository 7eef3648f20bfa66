"""What a price tag says of one product on a day (DOMAIN.md 5.7): name, price with its unit, origin, maker, certificate.

A price without unit is no price; a promotion shows the price that the goods really had before.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from pos.core import catalog
from pos.core.catalog import Article, Barcode, Product
from pos.core.codes import is_ean, narrow, refuse_unknown
from pos.core.money import ONE, Money, half_up
from pos.core.offers import OfferRow
from pos.core.problems import Refusal
from pos.core.producers import Producer
from pos.core.regions import full_name, province_character
from pos.core.wording import QT_TRANSLATE_NOOP

#: One mass in the size, such as 500 g or 2.5 公斤; `6×250 g` is none, for who knows which of them is meant.
_MASS = re.compile(r"(?<![\d.×xX*])(\d{1,5}(?:\.\d{1,3})?)\s*(kg|KG|g|G|克|公斤|千克)(?![A-Za-z])(?!\s*[×xX*])")


class PriceWithoutUnit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The price of {product} has no unit; no tag was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put 计价单位 into the catalogue sheet, such as 500克 or 袋, and import it.")


class NoPriceToPrint(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{product} has no fixed price; no tag was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Write its price of the day by hand, with its unit.")


class PriceTag(Struct, frozen=True):
    """One tag. `former` is the price before the promotion that runs until `until`; both None without one.

    `certified` says that the certificate is valid on the tag's day; only then the tag carries the mark.
    """

    code: str
    name: str
    spec: str
    price: Money
    unit: str
    per_kg: Money | None
    province: str
    origin: str
    producer: str
    certification_no: str
    certified: bool
    barcode: str
    plu: str
    since: date
    former: Money | None = None
    until: date | None = None


def price_tag(session: Session, product: str, day: date) -> PriceTag:
    """The tag of a product named by code, barcode or PLU, as it hangs there on `day`.

    Refuses UnknownCode, PriceWithoutUnit and NoPriceToPrint.
    """
    known = catalog.article_by_any(session, narrow(product))
    if known is None:
        raise refuse_unknown(narrow(product))
    article = known[0]
    if not article.unit.strip():
        raise PriceWithoutUnit(product=article.name)
    if article.open_price:
        raise NoPriceToPrint(product=article.name)
    price, former, until = _price(session, article, day)
    maker = select(Producer.name).join(Product, Product.producer_id == Producer.id).where(Product.id == article.id)
    codes = session.scalars(
        select(Barcode.code).where(Barcode.product_id == article.id, Barcode.counts == ONE).order_by(Barcode.position)
    )
    return PriceTag(
        code=article.code,
        name=article.name,
        spec=article.spec,
        price=price,
        unit=article.unit,
        per_kg=_per_kg(article, price),
        province=province_character(article.origin),
        origin=full_name(article.origin),
        producer=session.scalar(maker) or "",
        certification_no=article.certification_no or "",
        certified=article.certified_on(day),
        barcode=next((code for code in codes if is_ean(code) and len(code) == 13), ""),
        plu=article.plu or "",
        since=day,
        former=former,
        until=until,
    )


def _price(session: Session, article: Article, day: date) -> tuple[Money, Money | None, date | None]:
    """The price on that day; and, if it is a promotion's, the one before and the promotion's last day."""
    running = [offer for offer in article.offers if offer.kind == "PROMO" and offer.holds(day, fair=None, buyer=None)]
    best = min(running, key=lambda offer: offer.price, default=None)
    if best is None or best.price >= article.price:
        return article.price, None, None
    named = session.scalar(
        select(OfferRow.reference).where(
            OfferRow.product_id == article.id, OfferRow.kind == "PROMO", OfferRow.first == best.first
        )
    )
    # Never more than the goods cost here without the promotion, whatever the sheet says they once did.
    former = article.price if named is None else min(named, article.price)
    return best.price, former if former > best.price else article.price, best.last


def _per_kg(article: Article, price: Money) -> Money | None:
    """What a kilogram comes to; None where the price is of a kilogram, or nobody says how heavy a pack is."""
    if article.weighed:
        return None if article.unit_grams == 1000 else Money(half_up(price.fen * 1000, article.unit_grams))
    found = _MASS.findall(article.spec)
    if len(found) != 1:
        return None
    grams = round(float(found[0][0]) * (1 if found[0][1] in "gG克" else 1000))
    return Money(half_up(price.fen * 1000, grams)) if grams and grams != 1000 else None
