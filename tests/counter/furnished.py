"""The till that random mornings begin at: it knows everything a till can know, and its goods were counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from msgspec.structs import replace
from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from pos.core.catalog import Product
from pos.core.codes import DEFAULT_LABELS
from pos.core.journal import Stamp
from pos.core.lines import Terms
from pos.core.money import Money, Quantity
from pos.core.offers import CardBenefitRow, DealProduct, DealRow, OfferRow
from pos.core.stock_moves import Delivery, receive
from pos.db.store import Store
from pos.exchange.sheets import import_programme
from pos.settings import writing
from tests.shop import CLERK_PIN, DATA, MANAGER_PIN, OPENING, SHOP

TODAY = OPENING.date()
#: Dates, cherry tomatoes, roasted millet: of these it is known how much there is. The gift box holds them too.
DATES, CHERRIES, MILLET, BOX = "SP0041", "SP0029", "SP0012", "SP0223"
#: Of this nothing is there but one batch, and the opening day is its last.
ENDING = "SP0159"
#: Nothing says what this costs: the clerk types it.
OPEN_PRICE = "SP0043"
WEIGHED = ("SP0001", "SP0113")
COUNTED = (DATES, CHERRIES, MILLET, ENDING)
IN_THE_BOX = {DATES: 2, MILLET: 1}
GOODS = (DATES, CHERRIES, MILLET, BOX, "SP0023", *WEIGHED, ENDING, DATES, CHERRIES)
FAIR, FAIR_ENDS = "F2021-01", date(2021, 9, 22)
#: On whose account each of these buys, and how far it goes, in fen.
ACCOUNT = {"CG001": "CG001", "CG028": "CG001", "CG013": "CG013"}
LIMITS = {"CG001": 5_000_000, "CG013": 20_000}
#: Buyers, each with an agreement of its own or none.
BUYERS = {"CG001": None, "CG028": "A27-01", "CG013": "A27-13", "CG017": "A27-17", "CG045": "S2021-01"}
LONG_LABELS = {"28": "plu5 amount_fen weight_g gs1_right", "29": "plu5 weight_g amount_fen ean_left"}


def furnish_counter(folder: Path) -> Path:
    """Make a furnished shop (a copy of it) into that till."""
    writing.write(folder, replace(SHOP, scale_labels={**DEFAULT_LABELS, **LONG_LABELS}))
    store = Store.open(folder)
    answer = import_programme(store, DATA / "programme.xlsx", today=TODAY)
    assert answer.bad == ()
    first, last = date(2021, 9, 1), date(2021, 9, 30)
    # A PIN is looked at as slowly as it was hashed; mornings have many.
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with store.write() as session:
        for no, pin in (("01", MANAGER_PIN), ("03", CLERK_PIN)):
            session.execute(
                text("UPDATE staff SET pin_hash = :hash WHERE no = :no"), {"hash": quick.hash(pin), "no": no}
            )
        session.execute(text("UPDATE products SET open_price = 1 WHERE code = :code"), {"code": OPEN_PRICE})
        for number, limit in LIMITS.items():
            session.execute(
                text("UPDATE buyers SET credit_limit = :limit WHERE number = :n"), {"limit": limit, "n": number}
            )
        id_of = {row[0]: row[1] for row in session.execute(select(Product.code, Product.id))}
        session.add(
            DealRow(number="D1", name="买三送一", kind="N_FREE_M", n=3, m=1, price=None, first=first, last=last)
        )
        two = Money.yuan("300.00")
        session.add(
            DealRow(number="D2", name="两件", kind="GROUP_PRICE", n=2, m=None, price=two, first=first, last=last)
        )
        session.flush()
        session.add(DealProduct(product_id=id_of[DATES], deal="D1"))
        session.add(DealProduct(product_id=id_of[BOX], deal="D2"))
        for product, kind, price in ((CHERRIES, "PROMO", "8.88"), (MILLET, "ORG", "15.55")):
            session.add(
                OfferRow(
                    product_id=id_of[product],
                    kind=kind,
                    first=first,
                    last=TODAY + timedelta(days=3),
                    price=Money.yuan(price),
                    reference=None,
                    fair=None,
                    evidence=None,
                )
            )
        for number, kind, off, basis_points in (("K1", "MONEY_OFF", "7.77", None), ("K2", "PERCENT_OFF", None, 300)):
            session.add(
                CardBenefitRow(
                    number=number,
                    name=number,
                    issuer=None,
                    bin6=None,
                    kind=kind,
                    from_amount=None if off is None else Money.yuan("100"),
                    money_off=None if off is None else Money.yuan(off),
                    percent_off_bp=basis_points,
                    first=first,
                    last=last,
                )
            )
        came = [_came(id_of[code], code, 1, days=2, units=30) for code in (DATES, CHERRIES)]
        came += [_came(id_of[code], code, 2, days=None, units=400) for code in (DATES, CHERRIES, MILLET)]
        came += [_came(id_of[ENDING], ENDING, 1, days=0, units=500)]
        receive(session, Stamp(SHOP.till, OPENING - timedelta(hours=2), TODAY, "01", True), came, here="")
    store.close()
    return folder


def _came(product_id: int, product: str, n: int, *, days: int | None, units: int) -> Delivery:
    return Delivery(
        product_id=product_id,
        product=product,
        number=f"{product}-{n}",
        produced_on=None,
        expires_on=None if days is None else TODAY + timedelta(days=days),
        life_days=None,
        received_on=TODAY - timedelta(days=1),
        received=Quantity.units(str(units)),
        lost=Quantity(0),
        cost_price=None,
        ownership="OWN",
        conformity_no=None,
        waybill_no=None,
        outlet="",
    )


@dataclass(frozen=True)
class Prices:
    """The shelf edge: what everything costs by the catalogue and the programme book, read once from the tables."""

    normal: dict[str, int]
    card: dict[str, int]
    offers: tuple[tuple[str, str, int, date, date, str | None], ...]
    card_off_bp: int = 300

    @classmethod
    def of(cls, file: Path) -> Prices:
        """Read them from a shop's file."""
        books = dbapi2.connect(str(file))
        rows = books.execute("SELECT code, price, card_price FROM products").fetchall()
        offers = books.execute(
            "SELECT p.code, o.kind, o.price, o.first, o.last, o.fair"
            " FROM offers o JOIN products p ON p.id = o.product_id"
        ).fetchall()
        books.close()
        return cls(
            {code: price for code, price, _ in rows},
            {code: card for code, _, card in rows if card is not None},
            tuple((c, k, p, date.fromisoformat(f), date.fromisoformat(t), fair) for c, k, p, f, t, fair in offers),
        )

    def lowest(self, code: str, terms: Terms, day: date) -> int:
        """The lowest of the prices that apply (CONTRACT.md section 3), worked out here for itself."""
        normal = self.normal[code]
        prices = [normal]
        if terms.love_card:
            prices += [self.card.get(code, normal), (2 * normal * (10000 - self.card_off_bp) + 10000) // 20000]
        for product, kind, price, first, last, fair in self.offers:
            applies = {"PROMO": True, "ORG": terms.buyer is not None, "FAIR": fair == terms.fair}[kind]
            if product == code and applies and first <= day <= last:
                prices.append(price)
        return min(prices)
