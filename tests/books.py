"""A shop behind its counter, without a screen: the real database, the real rules, and a morning to fill them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from sqlcipher3 import dbapi2

from pos import settings as till_settings
from pos.core import journal
from pos.core.authority import OWNER
from pos.core.basket import Basket
from pos.core.catalog import Article
from pos.core.journal import Stamp
from pos.core.lines import Line
from pos.core.money import ZERO, Money, Quantity
from pos.core.receipts import is_booked, new_uuid
from pos.core.refunds import refund, refundable, wanted
from pos.core.reports import shift_totals
from pos.core.selling import Sold, complete_sale
from pos.core.shifts import business_day, close_shift, in_drawer, open_shift, open_shift_of
from pos.core.tenders import settle
from pos.db.store import FILE, Store
from pos.exchange.envelope import make_key
from pos.settings import Settings, writing

MORNING = datetime(2021, 9, 8, 0, 30, tzinfo=UTC)

MELON = Article(
    1, "SP0001", "阿克苏苹果", "约 5 斤/箱", None, "箱", "PIECE", Money(3990), None, False, "652901",
    "91652901MA0000001X", "BF-652901-0007", date(2026, 12, 31), "TAXED", 900, "OWN",
)  # fmt: skip
JUJUBE = Article(
    2, "SP0002", "和田大枣", "散称", "00017", "公斤", "WEIGHED", Money(2613), None, False, "653201", None,
    None, None, "EXEMPT", 0, "CONSIGNED",
)  # fmt: skip


@dataclass
class Books:
    """One till of a shop and what a clerk does at it; every gesture is a minute after the one before."""

    folder: Path
    settings: Settings
    store: Store
    now: datetime = MORNING

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def stamp(self) -> Stamp:
        self.now += timedelta(minutes=1)
        with self.store.read() as session:
            shift = open_shift_of(session, self.settings.till)
        day = shift.business_day if shift else business_day(self.now, self.settings.cut_over)
        return Stamp(self.settings.till, self.now, day, "03")

    def open_shift(self, float_: int = 30000) -> None:
        stamp = self.stamp()
        with self.store.write() as session:
            open_shift(session, stamp, float_=Money(float_))

    def sell(self, goods: Mapping[Article, str] | None = None, means: str = "WECHAT", uuid: str | None = None) -> Sold:
        """Sell goods (article to quantity), paid at once in one means; answers what the clerk is told."""
        stamp = self.stamp()
        basket = basket_of(goods or {MELON: "1"}, uuid or new_uuid(stamp.at))
        asked = basket.total.down_to_jiao() if means == "CASH" else basket.total
        settled = settle(basket.total, basket.tenders, means, asked, "", stamp.at)
        paid = basket.with_tender(settled.tender)
        with self.store.write(is_done=lambda session: is_booked(session, paid.uuid)) as session:
            shift = open_shift_of(session, self.settings.till)
            assert shift is not None
            return complete_sale(
                session, stamp, shift, paid, shop=self.settings.shop, change=settled.change, rounding=settled.rounding
            )

    def take_back(self, number: int, means: str = "WECHAT", reason: str = "买多了") -> None:
        stamp = self.stamp()
        with self.store.write() as session:
            shift = open_shift_of(session, self.settings.till)
            assert shift is not None
            found = refundable(session, self.settings.till, number)
            refund(
                session, stamp, shift, OWNER, found, wanted(found, None), shop=self.settings.shop,
                uuid=new_uuid(stamp.at), means=means, reason=reason,
            )  # fmt: skip

    def close_shift(self) -> None:
        stamp = self.stamp()
        with self.store.write() as session:
            shift = open_shift_of(session, self.settings.till)
            assert shift is not None
            close_shift(
                session, stamp, shift, OWNER, shop=self.settings.shop, counted=in_drawer(session, shift), counts={},
                totals=shift_totals(session, shift.id), tolerance=ZERO,
            )  # fmt: skip

    def note(self, what: str = "DRAWER_OPENED") -> None:
        """Something with legal meaning that is no sale."""
        stamp = self.stamp()
        with self.store.write() as session:
            journal.note(session, stamp, what)

    def day(self, sales: int = 5) -> None:
        """A whole working day: open, sell, take one back, close; the next gesture is on the next day."""
        self.open_shift()
        sold = [self.sell({MELON: "1", JUJUBE: "0.345"}, "CASH" if n % 2 else "WECHAT") for n in range(sales)]
        self.take_back(sold[0].number)
        self.close_shift()
        self.now = self.now.replace(hour=0, minute=30) + timedelta(days=1)

    def records(self) -> int:
        with self.store.read() as session:
            return journal.head(session, self.settings.till).n

    def close(self) -> None:
        self.store.close()


def basket_of(goods: Mapping[Article, str], uuid: str) -> Basket:
    basket = Basket(uuid)
    for article, quantity in goods.items():
        basket, _ = basket.add(Line(article, Quantity.units(quantity), article.price), OWNER)
    return basket


def books_at(folder: Path, **changed: object) -> Books:
    """Set up a till in `folder`, or open the one that is there."""
    if not till_settings.exists(folder):
        chosen = Settings(shop="DX03", name="大兴双创示范店", till="01", district="110115")
        writing.write(folder, replace(chosen, **changed))  # type: ignore[arg-type]
        make_key(folder / "keys", shop=chosen.shop, till=chosen.till)
    return Books(folder, till_settings.load(folder), Store.open(folder))


def tamper(file: Path, *edits: str) -> None:
    """Change the books with a tool, past what the database itself refuses."""
    with contextlib.closing(dbapi2.connect(str(file), isolation_level=None)) as books:
        guards = books.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            books.execute(f'DROP TRIGGER "{name}"')
        for edit in edits:
            assert books.execute(edit).rowcount, f"{edit} changed nothing"
        for _, guard in guards:
            books.execute(guard)
