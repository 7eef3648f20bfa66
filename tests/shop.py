"""A whole shop for tests: real folder, real database, the demo catalogue, real rules. Tests read like a morning in it.

    receipt = shop.sell("SP0041").pay_cash("50.00")

What is refused is held to have changed nothing: `shop.refused` compares every table before and after.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import text

from pos import settings as till_settings
from pos.core import staff
from pos.core.authority import OWNER, Authority, Leave
from pos.core.money import ZERO, Money
from pos.core.permissions import CLERK, Act, Role
from pos.core.shifts import in_drawer
from pos.db.store import Store
from pos.exchange.envelope import make_key
from pos.exchange.sheets import import_catalogue
from pos.exchange.verify import Verdict, verify_journal
from pos.screens import Till
from pos.screens.clock import Clock
from pos.screens.gestures import Gestures
from pos.settings import Settings, writing

DATA = Path(__file__).parent / "data"
OPENING = datetime.fromisoformat("2021-09-08T09:00:00+08:00")
MANAGER_PIN, CLERK_PIN = "246810", "135791"
SHOP = Settings(
    shop="DX03",
    name="大兴分中心(瀛海店)",
    till="01",
    district="110115",
    site_type="COMMUNITY",
    opened_on=date(2021, 4, 16),
)

#: Who calls `core` without a till: somebody who may do everything alone, and somebody who may nothing.
ALLOWED = Authority("01", Role("manager", frozenset(Act), 0, ZERO, ZERO))
BOUND = Authority("03", Role(CLERK, frozenset(), 0, ZERO, ZERO))

Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Receipt:
    """What the till said when a sale was complete."""

    number: str
    total: str
    rounding: str
    change: str


class Counter:
    """A ticket on the counter, waiting to be paid."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    @property
    def total(self) -> str:
        return str(self._shop.gestures.selling.total)

    def pay(self, means: str, amount: str | None = None, **more: str) -> Receipt:
        """Pay all of it (or the last of it) in one means; all that is left if no amount is named."""
        left = self._shop.gestures.selling.basket
        asked = amount or str(left.total - Money(sum(tender.kept.fen for tender in left.tenders)))
        told = self._shop.do("pay", means=means, amount=asked, **more)
        return Receipt(told["receipt"], told["total"], told["rounding"], told["change"])

    def pay_cash(self, amount: str) -> Receipt:
        return self.pay("CASH", amount)

    def pay_part(self, means: str, amount: str) -> Self:
        """Hand over a part; something is left."""
        assert "left_to_pay" in self._shop.do("pay", means=means, amount=amount)
        return self


class Shop:
    """The till of the demo shop, at nine in the morning, spoken to by gestures."""

    def __init__(self, folder: Path, now: datetime | None = OPENING) -> None:
        self.folder = folder
        #: Seconds that went by because a test says so; they go by for the ticks of this computer too.
        self.passed = 0.0
        self.start(now)

    def start(self, now: datetime | None = OPENING) -> None:
        """Switch the till on, with the clock set to `now` or, for None, this computer's."""
        self.settings = till_settings.load(self.folder)
        self.store = Store.open(self.folder)
        self.till = Till.start(self.store, self.settings, self.folder, Clock(now, self._ticks))
        self.gestures = Gestures(self.till)

    def _ticks(self) -> float:
        return time.monotonic() + self.passed

    def restart(self) -> None:
        """Switch it off and on again; somebody who was signed in signs in again."""
        person, now = self.till.person, self.till.now()
        self.store.close()
        self.start(now)
        self.till.person = person

    def close(self) -> None:
        self.store.close()

    # Gestures

    def answer(self, line: str) -> dict[str, Any]:
        """One line as `pos till` takes it, and its answer as a script reads it."""
        told: dict[str, Any] = json.loads(json.dumps(self.gestures.answer(line), ensure_ascii=False))
        return told

    def ask(self, do: str, **fields: object) -> dict[str, Any]:
        """One gesture and its answer, whatever it is."""
        return self.answer(json.dumps({"do": do, **fields}))

    def do(self, do: str, **fields: object) -> dict[str, Any]:
        """A gesture that must succeed."""
        told = self.ask(do, **fields)
        assert told["ok"] is True, told
        return told

    def refused(self, do: str, **fields: object) -> str:
        """A gesture that must be refused and change nothing; answers the word."""
        return self.refused_line(json.dumps({"do": do, **fields}))

    def refused_line(self, line: str) -> str:
        """The same for a line as it stands."""
        before, basket = self.dump(), self.gestures.selling.basket
        told = self.answer(line)
        assert told["ok"] is False, told
        assert told["message"]
        assert self.dump() == before
        assert self.gestures.selling.basket == basket
        word: str = told["refused"]
        return word

    # A morning's language

    def sign_in(self, pin: str = MANAGER_PIN) -> Self:
        self.do("login", pin=pin)
        return self

    def clerk(self) -> Self:
        """The clerk stands at the till (without the second that her PIN would take)."""
        self.till.person = staff.Person("03", "王小花", "clerk")
        return self

    def manager(self) -> Self:
        """The manager stands at the till."""
        self.till.person = staff.Person("01", "", "manager")
        return self

    def leave(self, reason: str = "店长同意") -> Self:
        """The manager gives leave for the next gesture, PIN already typed."""
        self.till.leave = Leave("01", reason)
        return self

    def open(self, float_: str = "300.00") -> Self:
        """Open a shift."""
        self.do("open_shift", float=float_)
        return self

    def add(self, *goods: str | tuple[str, str]) -> Counter:
        """Put goods on the counter: a product, or a product and how much of it."""
        for one in goods:
            product, quantity = (one, "1") if isinstance(one, str) else one
            self.do("add", product=product, quantity=quantity)
        return Counter(self)

    def sell(self, *goods: str | tuple[str, str], **terms: object) -> Counter:
        """Goods on the counter, with channel, love card and the like, ready to be paid."""
        if terms:
            self.do("attribute", **terms)
        return self.add(*goods)

    def scan(self, code: str) -> Counter:
        self.do("scan", code=code)
        return Counter(self)

    def wait(self, **passing: float) -> Self:
        """Time goes by."""
        then = self.till.now() + timedelta(**passing)
        self.passed += timedelta(**passing).total_seconds()
        self.till.clock.move(then, None)
        return self

    # What is in the books

    def dump(self) -> Dump:
        """Every row of every table."""
        with self.store.read() as session:
            tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).all()
            changing = [name for name in tables if name not in ("products", "search_keys", "barcodes", "producers")]
            return {
                name: sorted((tuple(row) for row in session.execute(text(f"SELECT * FROM {name}"))), key=repr)
                for name in changing
            }

    def journal(self, *kinds: str) -> list[dict[str, Any]]:
        """The records of those kinds, of all without."""
        with self.store.read() as session:
            rows = session.scalars(text("SELECT record FROM journal ORDER BY n")).all()
        records: list[dict[str, Any]] = [json.loads(row) for row in rows]
        return [record for record in records if not kinds or record["t"] in kinds]

    def verified(self) -> Verdict:
        """The chain, walked by the small verifier that knows nothing of this program."""
        with self.store.read() as session:
            rows = session.execute(text("SELECT n, record FROM journal ORDER BY n")).all()
        verdict = verify_journal((row[0], row[1]) for row in rows)
        assert verdict.ok, verdict.message
        return verdict

    def cash_in_drawer(self) -> str:
        assert self.till.shift is not None
        with self.store.read() as session:
            return str(in_drawer(session, self.till.shift))


def furnish(folder: Path) -> Path:
    """A shop's folder with till.toml, key, books, staff and the demo catalogue; nothing sold yet."""
    writing.write(folder, SHOP)
    make_key(folder / "keys", shop=SHOP.shop, till=SHOP.till)
    for part in ("outbox", "receipts", "backups", "logs"):
        (folder / part).mkdir(exist_ok=True)
    store = Store.open(folder)
    with store.write() as session:
        staff.add_staff(session, OWNER, no="01", name="", role="manager", pin=MANAGER_PIN)
        staff.add_staff(session, OWNER, no="03", name="王小花", role="clerk", pin=CLERK_PIN)
    taken = import_catalogue(
        store, DATA / "catalogue.xlsx", today=OPENING.date(), now=OPENING - timedelta(hours=1), dry_run=False
    )
    assert not taken.bad
    store.close()
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    """The same shop once more."""
    return Path(shutil.copytree(folder, to))
