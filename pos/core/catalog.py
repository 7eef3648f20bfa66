"""Products by origin region: what they are, what they cost, how they are found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core import offers as offers_of_a_time
from pos.core import search
from pos.core.deals import GroupDeal
from pos.core.money import Money, Quantity
from pos.core.offers import DealProduct, Offer, OfferRow
from pos.core.producers import Producer
from pos.core.statements import Prepared, Reader
from pos.core.tables import Base

Kind = Literal["PIECE", "WEIGHED"]

#: Grams in one selling unit of weighed goods.
UNIT_GRAMS = {"公斤": 1000, "500克": 500}


class Product(Base):
    """One article of the catalogue; origin and price always set, for a price without unit or origin cannot be sold."""

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("kind IN ('PIECE', 'WEIGHED')", name="kind_known"),
        CheckConstraint("ownership IN ('OWN', 'CONSIGNED')", name="ownership_known"),
        Index("ix_products_origin", "origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    plu: Mapped[str | None] = mapped_column(unique=True)
    spec: Mapped[str] = mapped_column(default="")
    unit: Mapped[str]
    kind: Mapped[str]
    price: Mapped[Money]
    card_price: Mapped[Money | None]
    open_price: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str]
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id"))
    certification_no: Mapped[str | None]
    certification_valid_to: Mapped[date | None]
    shelf_life_days: Mapped[int | None]
    storage: Mapped[str] = mapped_column(default="")
    vat_kind: Mapped[str]
    vat_bp: Mapped[int]
    tax_class_code: Mapped[str | None]
    ownership: Mapped[str] = mapped_column(default="OWN")
    commission_bp: Mapped[int | None]
    cost_price: Mapped[Money | None]
    photo: Mapped[str | None]
    code_832: Mapped[str | None]
    pinyin: Mapped[str] = mapped_column(default="")
    initials: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]


class Barcode(Base):
    """A code on a pack or a carton, and how much of the selling unit it stands for."""

    __tablename__ = "barcodes"
    __table_args__ = (Index("ix_barcodes_product_id", "product_id"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    counts: Mapped[Quantity]
    position: Mapped[int] = mapped_column(default=0)


class BoxPart(Base):
    """What a gift box holds: its price is shared over the counties of its parts."""

    __tablename__ = "box_parts"

    box_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    quantity: Mapped[Quantity]


class SearchKey(Base):
    """Every ending of a product's name, pinyin and initials, and its codes: typing finds it by one index range."""

    __tablename__ = "search_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)


class PriceChange(Base):
    """A shelf price that was changed: what it was, what it became, when. Rows are only added."""

    __tablename__ = "price_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    at: Mapped[datetime]
    before: Mapped[Money]
    after: Mapped[Money]


class Part(Struct, frozen=True):
    """One thing in a box: the part's own article facts, and how much of it one box holds."""

    id: int
    code: str
    name: str
    unit: str
    origin: str
    producer: str | None
    price: Money
    quantity: Quantity
    unit_grams: int
    certified_until: date | None
    certification_no: str | None


class Article(Struct, frozen=True):
    """What selling needs to know of one product, as plain values. `unit_grams` is 0 for goods sold by the piece."""

    id: int
    code: str
    name: str
    spec: str
    plu: str | None
    unit: str
    kind: str
    price: Money
    card_price: Money | None
    open_price: bool
    origin: str
    producer: str | None
    certification_no: str | None
    certified_until: date | None
    vat_kind: str
    vat_bp: int
    ownership: str
    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    deals: tuple[GroupDeal, ...] = ()

    @property
    def weighed(self) -> bool:
        """Sold by weight."""
        return self.kind == "WEIGHED"

    @property
    def unit_grams(self) -> int:
        """Grams in one selling unit; 0 for goods sold by the piece."""
        return UNIT_GRAMS.get(self.unit, 0) if self.weighed else 0

    def certified_on(self, day: date) -> bool:
        """Whether the product certification is valid on that business day."""
        return self.certification_no is not None and (self.certified_until is None or day <= self.certified_until)


class Found(NamedTuple):
    """One line of a search's answer."""

    id: int
    code: str
    name: str
    spec: str
    price: Money
    unit: str
    origin: str
    kind: str


class Tile(Struct, frozen=True):
    """One product on its origin's shelf; `group` is its kind of goods: WEIGHED, FROZEN, CHILLED or PLAIN."""

    id: int
    code: str
    name: str
    spec: str
    price: Money
    unit: str
    origin: str
    kind: str
    card_price: Money | None
    open_price: bool
    group: str
    offers: tuple[Offer, ...] = ()

    @property
    def unit_grams(self) -> int:
        """Grams in one selling unit; 0 for goods sold by the piece."""
        return UNIT_GRAMS.get(self.unit, 0) if self.kind == "WEIGHED" else 0


# The look-ups below stand on the way of every scan and every key pressed: plain columns instead of entities, and each
# statement built once, so that SQLAlchemy compiles it once.
_product, _producer = Product.__table__.c, Producer.__table__.c
_offer, _deal_product = OfferRow.__table__.c, DealProduct.__table__.c
_barcode, _box_part, _key = Barcode.__table__.c, BoxPart.__table__.c, SearchKey.__table__.c

_articles = select(
    _product.id,
    _product.code,
    _product.name,
    _product.spec,
    _product.plu,
    _product.unit,
    _product.kind,
    _product.price,
    _product.card_price,
    _product.open_price,
    _product.origin,
    _producer.credit_code,
    _product.certification_no,
    _product.certification_valid_to,
    _product.vat_kind,
    _product.vat_bp,
    _product.ownership,
    exists().where(_box_part.box_id == _product.id).label("is_box"),
    # Two probes of an index in the same read: a product without offers asks no further.
    exists().where(_offer.product_id == _product.id).label("has_offers"),
    exists().where(_deal_product.product_id == _product.id).label("has_deals"),
).select_from(Product.__table__.outerjoin(Producer.__table__, _producer.id == _product.producer_id))
#: Where they stand in `_articles`.
_PRICE, _CARD_PRICE, _OPEN_PRICE, _VALID_TO = 7, 8, 9, 13
_BY_ID = Prepared(_articles.where(_product.id == bindparam("wanted")))
_BY_CODE = Prepared(_articles.where(_product.code == bindparam("wanted")))
_BY_PLU = Prepared(_articles.where(_product.plu == bindparam("wanted")))
_BY_BARCODE = Prepared(
    _articles.add_columns(_barcode.counts)
    .join(Barcode.__table__, _barcode.product_id == _product.id)
    .where(_barcode.code == bindparam("wanted"))
)
_PARTS = (
    select(
        _product.id,
        _product.code,
        _product.name,
        _product.origin,
        _producer.credit_code,
        _product.price,
        _box_part.quantity,
        _product.unit,
        _product.kind,
        _product.certification_valid_to,
        _product.certification_no,
    )
    .select_from(
        BoxPart.__table__.join(Product.__table__, _product.id == _box_part.part_id).outerjoin(
            Producer.__table__, _producer.id == _product.producer_id
        )
    )
    .where(_box_part.box_id == bindparam("wanted"))
    .order_by(_product.id)
)
_FOUND = Prepared(
    select(
        _product.id,
        _product.code,
        _product.name,
        _product.spec,
        _product.price,
        _product.unit,
        _product.origin,
        _product.kind,
        _product.open_price,
    )
    .select_from(SearchKey.__table__.join(Product.__table__, _product.id == _key.product_id))
    .where(_key.key >= bindparam("low"), _key.key < bindparam("high"))
    .order_by(_key.key)
    .limit(bindparam("most"))
)
_SHELF = select(
    _product.id,
    _product.code,
    _product.name,
    _product.spec,
    _product.price,
    _product.unit,
    _product.origin,
    _product.kind,
    _product.card_price,
    _product.open_price,
    _product.storage,
)
_GROUPS = ("WEIGHED", "CHILLED", "FROZEN", "PLAIN")


def article(session: Session, id: int) -> Article | None:
    """The product of that id."""
    return _article(session, _BY_ID, id)


def article_by_code(session: Reader, code: str) -> Article | None:
    """The product of that product code (商品编号)."""
    return _article(session, _BY_CODE, code)


def article_by_plu(session: Reader, plu: str) -> Article | None:
    """The product of that five-digit PLU."""
    return _article(session, _BY_PLU, plu)


def article_by_barcode(session: Reader, code: str) -> tuple[Article, Quantity] | None:
    """The product that carries this barcode, and how many selling units the code stands for (a carton: 24)."""
    rows = _BY_BARCODE.run(session, {"wanted": code})
    return (_as_article(session, rows[0]), Quantity(rows[0][-1])) if rows else None


def article_by_any(session: Session, text: str) -> tuple[Article, Quantity] | None:
    """The product named by its product code, a barcode or its PLU, in this order; one unit unless it is a carton's."""
    known = article_by_code(session, text)
    if known is not None:
        return known, Quantity(1000)
    carried = article_by_barcode(session, text)
    if carried is not None:
        return carried
    weighed = article_by_plu(session, text)
    return (weighed, Quantity(1000)) if weighed else None


def named(session: Session, names: Collection[str]) -> dict[str, int]:
    """The ids of the products that are called so: by product code, barcode or PLU (with or without its zeros)."""
    plus = {name.zfill(5): name for name in names if name.isascii() and name.isdigit() and len(name) <= 5}
    coded = session.execute(select(Product.code, Product.id).where(Product.code.in_(names)))
    found = {str(row[0]): int(row[1]) for row in coded}
    for code, id in session.execute(select(Barcode.code, Barcode.product_id).where(Barcode.code.in_(names))):
        found.setdefault(code, id)
    for plu, id in session.execute(select(Product.plu, Product.id).where(Product.plu.in_(plus))):
        found.setdefault(plus[str(plu)], id)
    return found


def find(session: Session, text: str, limit: int = 50) -> list[Found]:
    """Goods by name, pinyin, initials or any code; what begins with the text first, then what holds it inside."""
    return [
        Found(id, code, name, spec, Money(fen), unit, origin, kind)
        for id, code, name, spec, fen, unit, origin, kind, _ in find_rows(session, text, limit)
    ]


def find_rows(session: Reader, text: str, limit: int) -> list[Sequence[Any]]:
    """The same as rows of id, code, name, spec, fen, unit, origin, kind, open price: asked with every key pressed."""
    found: dict[int, Sequence[Any]] = {}
    for low, high in search.ranges(text):
        # A product may stand behind several keys of a range; they come by the handful, so stop when it is enough.
        for rows in _FOUND.some(session, {"low": low, "high": high, "most": 40 * limit}, limit):
            for row in rows:
                found.setdefault(row[0], row)
            if len(found) >= limit:
                return list(islice(found.values(), limit))
    return list(found.values())


def shelf(session: Session, origin: str | None = None, most: int | None = None) -> list[Tile]:
    """The tiles of one origin, by kind of goods; without origin those of all, origin by origin.

    `most` takes only the first so many of the catalogue.
    """
    wanted = _SHELF if origin is None else _SHELF.where(_product.origin == origin)
    if most is not None:
        wanted = wanted.order_by(_product.id).limit(most)
    tiles = [_tile(row) for row in session.execute(wanted)]
    return sorted(tiles, key=lambda tile: (tile.origin, _GROUPS.index(tile.group), tile.id))


def tiles(session: Session, codes: Collection[str]) -> list[Tile]:
    """The tiles of these product codes, in the catalogue's order."""
    rows = session.execute(_SHELF.where(_product.code.in_(codes)).order_by(_product.id))
    return [_tile(row) for row in rows]


def origins_on_sale(session: Session) -> list[tuple[str, int]]:
    """The county codes in the catalogue and how many products each has; the most first."""
    number = func.count()
    rows = session.execute(
        select(_product.origin, number).group_by(_product.origin).order_by(number.desc(), _product.origin)
    )
    return [(origin, count) for origin, count in rows]


def _tile(row: Sequence[Any]) -> Tile:
    """A row of `_SHELF`: the tile's own facts, and how it is stored."""
    *facts, storage = row
    facts.append(_group(row[7], storage))
    return Tile(*facts)


def _group(kind: str, storage: str) -> str:
    """Kind of goods as far as the sheet tells it: by weight, or how it is kept."""
    if kind == "WEIGHED":
        return "WEIGHED"
    return "FROZEN" if storage.startswith("冷冻") else "CHILLED" if storage.startswith("冷藏") else "PLAIN"


def _article(session: Reader, statement: Prepared, wanted: object) -> Article | None:
    rows = statement.run(session, {"wanted": wanted})
    return _as_article(session, rows[0]) if rows else None


def _as_article(session: Reader, row: Sequence[Any]) -> Article:
    """A row of `_articles` as the driver gives it: money is whole fen, a day is text."""
    facts, (is_box, has_offers, has_deals) = list(row[:17]), row[17:20]
    facts[_PRICE] = Money(facts[_PRICE])
    facts[_CARD_PRICE] = None if facts[_CARD_PRICE] is None else Money(facts[_CARD_PRICE])
    facts[_OPEN_PRICE] = bool(facts[_OPEN_PRICE])
    facts[_VALID_TO] = None if facts[_VALID_TO] is None else date.fromisoformat(facts[_VALID_TO])
    plain = Article(*facts)
    more: dict[str, Any] = {}
    if is_box:
        more["parts"] = _parts(session, plain.id)
    if has_offers:
        more["offers"] = offers_of_a_time.offers_of(session, plain.id)
    if has_deals:
        more["deals"] = offers_of_a_time.deals_of(session, plain.id)
    return replace(plain, **more) if more else plain


def _parts(session: Reader, box: int) -> tuple[Part, ...]:
    return tuple(
        Part(
            id=row.id,
            code=row.code,
            name=row.name,
            unit=row.unit,
            origin=row.origin,
            producer=row.credit_code,
            price=row.price,
            quantity=row.quantity,
            unit_grams=UNIT_GRAMS.get(row.unit, 0) if row.kind == "WEIGHED" else 0,
            certified_until=row.certification_valid_to,
            certification_no=row.certification_no,
        )
        for row in session.execute(_PARTS, {"wanted": box})
    )
