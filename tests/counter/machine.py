"""The till under random gestures, watched: a refused one changes nothing, and after each step everything must hold."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy.orm import Session

from pos.core.buyers import account
from pos.core.money import ZERO, Money
from pos.core.problems import Refusal
from pos.core.shifts import in_drawer
from pos.db.store import FILE
from pos.screens.gestures import Answer
from tests.counter.books import Books, Watch
from tests.counter.furnished import ENDING, LIMITS, TODAY, Prices
from tests.counter.slip import Slip, as_held, shared
from tests.shop import Shop, copy_of

#: Gestures that only look; they are counted apart.
LOOKS = frozenset({"find", "find_receipt", "x_report", "z_report", "payments", "check_weight"})
#: Whoever carried one of these out finds it in the file.
WRITTEN = frozenset({
    *("add", "scan", "line", "discount", "attribute", "hold", "recall", "pay", "tender_back", "cash", "drawer"),
    *("open_shift", "close_shift", "refund", "exchange", "refund_goods", "stock_out", "reprint", "link", "staff"),
})  # fmt: skip
#: These are counted when they are wrong, and that count is the one thing they may write.
WITH_A_PIN = frozenset({"login", "override"})
#: With every so many changed steps the chain is walked from its first record too.
WHOLE_EVERY = 10


class Counts:
    """How often each gesture was asked of any till, and how often it was done; looking is counted apart."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        #: What was special about what succeeded: `sale of 3 lines`, `whole line back`.
        self.seen: Counter[str] = Counter()

    @property
    def changing(self) -> int:
        return sum(self.asked.values())

    @property
    def carried_out(self) -> int:
        return sum(self.done.values())

    def add(self, more: Counts) -> None:
        """These too."""
        for name in ("asked", "done", "looks", "refused", "seen"):
            getattr(self, name).update(getattr(more, name))

    def __str__(self) -> str:
        rows = [f"{do} {self.done[do]}/{self.asked[do]}" for do in sorted(self.asked)]
        return (
            f"{self.carried_out} of {self.changing} done; {', '.join(rows)}; looks {sum(self.looks.values())};"
            f" refused {dict(self.refused.most_common())}; seen {dict(sorted(self.seen.items()))}"
        )


class Watched(RuleBasedStateMachine):
    """One till, one morning. The rules are in `tests/counter/rules.py`."""

    template: ClassVar[Path]
    prices: ClassVar[Prices]
    counts: ClassVar[Counts] = Counts()

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp())
        self.shop = Shop(copy_of(self.template, self.room / "shop"))
        self.watch = Watch(self.room / "shop" / FILE)
        self.books = Books(self.watch)
        self.slip = Slip()
        self.checked = -1
        self.changed = 0
        #: Who signs in with which PIN.
        self.pins = {"246810": ("01", "manager"), "135791": ("03", "clerk")}
        self.hands = 0
        self.linked: dict[str, str] = {}
        self.recalled: set[str] = set()

    @initialize()
    def morning_begins(self) -> None:
        self.shop.manager()
        self.slip.drawer = 50000
        assert self.ask("open_shift", float="500.00")["ok"]

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                # What failed before is the news; the books were not read on since.
                self.books.whole()
                self.books.everything()
                self.counts.seen["morning ended"] += 1
        finally:
            self.watch.close()
            self.shop.close()
            shutil.rmtree(self.room)

    @property
    def basket(self) -> Any:
        return self.shop.gestures.selling.basket

    @property
    def left(self) -> int:
        """What is left to pay, in fen, before any rounding."""
        return max(0, self.basket.due.fen) - sum(tender.kept.fen for tender in self.basket.tenders)

    @property
    def today(self) -> date:
        """The business day of this moment; the shop's day turns at four."""
        return (self.shop.till.now() - timedelta(hours=4)).date()

    # Asking

    def ask(self, do: str, **fields: object) -> dict[str, Any]:
        """One gesture as `pos till` takes it."""
        return self._watched(do, lambda: self.shop.ask(do, **fields))

    def wrong(self, word: str | tuple[str, ...], do: str, **fields: object) -> None:
        """A gesture that must be refused with that word."""
        told = self.ask(do, **fields)
        assert told.get("refused") in ((word,) if isinstance(word, str) else word), (do, fields, told)

    def verb(self, do: str, act: Callable[[], object]) -> dict[str, Any]:
        """One gesture that only the window has."""

        def told() -> Answer:
            try:
                act()
            except Refusal as refusal:
                return {"ok": False, "refused": refusal.word, "message": refusal.message()}
            finally:
                self.shop.till.leave = None
            return {"ok": True}

        return self._watched(do, told)

    def _watched(self, do: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        before, stood = self.watch.version(), self._standing()
        apart = self._all_but_the_count() if do in WITH_A_PIN else ()
        told = act()
        if do in LOOKS:
            self.counts.looks[do] += 1
        else:
            self.counts.asked[do] += 1
            self.counts.done[do] += told["ok"]
        if not told["ok"]:
            self.counts.refused[told["refused"]] += 1
            assert told["message"]
            assert self._standing() == stood, told
            assert self.watch.version() == before or apart == self._all_but_the_count(), told
        elif do in WRITTEN:
            assert self.watch.version() != before, "what was done is in the books, and the watch sees it"
        elif do in LOOKS:
            assert self.watch.version() == before, "to look changes nothing"
        return told

    def _standing(self) -> tuple[object, ...]:
        till = self.shop.till
        return self.basket, self.shop.gestures.selling.held, till.shift, till.person, till.booked

    def _all_but_the_count(self) -> object:
        tables = ("tickets", "staff", "shifts", "receipts", "cash_moves", "print_jobs")
        return self.watch.rows("SELECT max(n) FROM journal"), [self.watch.rows(f"SELECT * FROM {t}") for t in tables]

    # What must hold after every step

    @invariant()
    def the_ticket_adds_up(self) -> None:
        basket, lines = self.basket, self.basket.lines
        assert basket.total.fen == sum(
            line.gross.fen - line.discount.fen - line.deal_off.fen - line.ticket_off.fen for line in lines
        )
        assert all(line.net.fen >= 0 for line in lines)
        for line in lines:
            if line.label_amount is None:
                assert line.gross.fen == (2 * line.price.fen * line.quantity.thousandths + 1000) // 2000
            if line.label_amount is None and line.set_price is None and not basket.paying:
                lowest = self.prices.lowest(line.article.code, basket.terms, basket.today.day)
                assert line.price.fen == lowest, line
        if basket.ticket_discount:
            weights = [(line.gross - line.discount - line.deal_off).fen for line in lines]
            assert shared(weights, (line.ticket_off.fen for line in lines), basket.ticket_discount.fen)
        else:
            assert all(line.ticket_off == ZERO for line in lines)
        assert sum(tender.kept.fen for tender in basket.tenders) == sum(fen for _, fen in self.slip.handed)

    @invariant()
    def tickets_are_in_the_books(self) -> None:
        """What lies on the counter and what is put aside stand in the file as they stand before the clerk."""
        if self.watch.version() == self.checked:
            return
        basket, draft = self.basket, self.books.on_counter()
        if basket.lines or basket.credit:
            assert draft is not None
            assert [(line["code"], line["quantity"], line["discount"]) for line in draft["lines"]] == [
                (line.article.code, line.quantity.thousandths, line.discount.fen) for line in basket.lines
            ]
            assert [tender[2] for tender in draft["tenders"]] == [tender.kept.fen for tender in basket.tenders]
            assert ("credit" in draft) == (basket.credit is not None)
        held = self.books.held()
        assert set(held) == set(self.slip.held) == {one.name for one in self.shop.gestures.selling.held}
        for name, (lines, *_, uuid) in self.slip.held.items():
            assert held[name]["uuid"] == uuid
            assert [line["code"] for line in held[name]["lines"]] == [line[0] for line in lines]

    @invariant()
    def the_books_agree(self) -> None:
        """The rest is said by the file alone: where nothing was written since, it was said already."""
        version = self.watch.version()
        if version == self.checked:
            return
        self.changed += 1
        now_and_then = self.changed % WHOLE_EVERY == 0
        for record in self.books.follow():
            self._nothing_ended(record)
        # Only these change what a report says, or what is owed.
        moved = any(record["t"] in "SRZ" for record in self.books.new)
        assert self.books.walk.sales + self.books.walk.refunds == self.slip.numbers
        assert self.books.walk.rounding == self.slip.rounding
        self.books.shelves()
        with self.shop.store.read() as session:
            self._drawer(session)
            for number in LIMITS if moved or now_and_then else ():
                assert account(session, number).owed == Money(self.slip.owed[number])
        if self.shop.till.shift is not None and self.shop.till.person is not None and (moved or now_and_then):
            self.books.report_is(self.ask("x_report"), self.books.since)
        if now_and_then:
            self.books.whole()
        assert self.watch.version() == version, "to look changes nothing"
        self.checked = version

    def _drawer(self, session: Session) -> None:
        """Drawer = float + cash movements."""
        if self.shop.till.shift is not None:
            assert in_drawer(session, self.shop.till.shift) == Money(self.slip.drawer)
            assert self.slip.drawer >= 0

    def _nothing_ended(self, record: dict[str, Any]) -> None:
        """Nothing is sold after its last day: there is one batch of it, and no gift box holds it."""
        if record["t"] == "S":
            assert self.today <= TODAY or all(line["p"] != ENDING for line in record["lines"]), record

    def came_back_whole(self, name: str) -> None:
        """A ticket that was recalled is the one that was put aside."""
        assert as_held(self.basket) == self.slip.held.pop(name)
        self.recalled.add(self.basket.uuid)
