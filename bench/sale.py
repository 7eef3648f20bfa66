"""A durable sale of five lines at the counter against the twelve rows of the yardstick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench import shops, yardstick
from bench.measuring import Figure, clock, growth, timed

GROUP = "a durable sale of 5 lines"
#: Sales before the first one that counts: caches fill, statements are compiled.
WARM_UP = 20


@dataclass
class Counter:
    """One shop's counter and the yardstick's database of the same size; `taken` holds seconds by name."""

    made: shops.Shop

    def __post_init__(self) -> None:
        from pos.screens.selling import SellingScreen

        self.till = self.made.till()
        self.selling: Any = SellingScreen(self.till)
        self.maker = yardstick.SalesMaker(self.made.shelf, shops.PER_DAY, seed=99)
        self.raw = yardstick.connect(shops.raw_shop(self.made.sales, len(self.made.shelf)))
        self.last = self.made.sales
        self.taken: dict[str, list[float]] = {"raw": [], "scan": [], "book": [], "pay": [], "whole": []}

    def turn(self, *, counts: bool) -> None:
        """The raw sale, then the till's; noted if it counts."""
        self.last += 1
        rows = self.maker.sale(self.last)
        times = {"raw": _seconds(lambda: yardstick.write_sale(self.raw, rows))}
        five = self.maker.five()
        begun = clock()
        for one in five:
            self.selling.scan(one.barcode)
        times["scan"] = (clock() - begun) / len(five)
        payment = self.selling.start_payment()
        due = self.selling.total
        times["pay"] = _seconds(lambda: payment.pay("WECHAT", due))
        times["whole"] = clock() - begun
        times["book"] = self._book_again()
        if counts:
            for name, seconds in times.items():
                self.taken[name].append(seconds)

    def _book_again(self) -> float:
        """The completing transaction alone, without what the screen does before and after it."""
        from pos.core.authority import OWNER
        from pos.core.basket import Basket
        from pos.core.catalog import article_by_barcode
        from pos.core.lines import Line
        from pos.core.money import ONE, ZERO
        from pos.core.receipts import is_booked, new_uuid
        from pos.core.selling import complete_sale
        from pos.core.tenders import settle

        till = self.till
        basket = Basket(new_uuid(till.now()))
        with till.store.read() as session:
            for one in self.maker.five():
                article, _ = article_by_barcode(session, one.barcode)  # type: ignore[misc]
                basket, _ = basket.add(Line(article, ONE, article.price), OWNER)
        paid = basket.with_tender(settle(basket.total, (), "WECHAT", basket.total, "", till.now()).tender)

        def book() -> None:
            with till.store.write(is_done=lambda session: is_booked(session, paid.uuid)) as session:
                shop, shift = till.settings.shop, till.shift
                complete_sale(session, till.stamp(), shift, paid, shop=shop, change=ZERO, rounding=ZERO)

        return _seconds(book)

    def close(self) -> None:
        """Let go of both databases."""
        self.till.store.close()
        self.raw.close()


def _seconds(work: Any) -> float:
    begun = clock()
    work()
    return clock() - begun


def measure(small: int, big: int, products: int, rounds: int) -> Iterator[Figure]:
    """Sales in a shop with `small` and one with `big` sales behind it, in turn."""
    counters = [Counter(shops.shop(size, products, fresh=size <= 1000)) for size in dict.fromkeys((small, big))]
    try:
        for turn in range(WARM_UP + rounds):
            for counter in counters:
                counter.turn(counts=turn >= WARM_UP)
    finally:
        for counter in counters:
            counter.close()
    for counter in counters:
        taken, behind = counter.taken, f"{counter.made.sales:,} sales before"
        raw = "12 rows, plain SQL, same durability"
        yield from timed(GROUP, f"booking it, {behind}", taken["book"], taken["raw"], raw, 2.5, 3.0)
        yield from timed(GROUP, f"pressing pay, {behind}", taken["pay"], taken["raw"], raw)
        yield from timed(GROUP, f"one scan, ticket kept durably, {behind}", taken["scan"], taken["raw"], raw)
        yield from timed(GROUP, f"5 scans and pay, 6 durable steps, {behind}", taken["whole"], taken["raw"], raw)
    if big > small:
        fewer, more = (counter.taken for counter in counters)
        yield growth(GROUP, f"booking it, {big:,} against {small:,} sales", more["book"], fewer["book"], 1.5)
        yield growth(GROUP, f"pressing pay, {big:,} against {small:,} sales", more["pay"], fewer["pay"], None)
