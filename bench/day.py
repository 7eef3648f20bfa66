"""The daily summary: an open day from its rows, a closed one from its stored totals, in a small shop and a big one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bench import shops, yardstick
from bench.measuring import Figure, growth, in_turn, timed

GROUP = "daily summary"
#: The yardstick's summary (region by channel by means), over the till's own rows.
BY_ROWS = """SELECT l.region, r.channel, t.means, count(*), sum(l.quantity), sum(l.net) FROM receipts r
  JOIN receipt_tenders t ON t.receipt_id = r.id JOIN receipt_lines l ON l.receipt_id = r.id
  WHERE r.business_day = ? GROUP BY 1, 2, 3"""


def measure(small: int, big: int, products: int, rounds: int) -> Iterator[Figure]:
    """Both kinds of day in shops with `small` and `big` sales."""
    open_days: dict[int, list[float]] = {}
    closed_days: dict[int, list[float]] = {}
    for size in dict.fromkeys((small, big)):
        made = shops.shop(size, products)
        taken = in_turn(_contenders(made, shops.raw_shop(size, products)), rounds)
        behind = f"{size:,} sales before"
        open_days[size], closed_days[size] = taken["open"], taken["closed"]
        yield from timed(
            GROUP, f"sums of an open day, {behind}", taken["open"], taken["rows"], "raw join over the same rows", 1.5
        )
        yield from timed(
            GROUP, f"sums of a closed day, {behind}", taken["closed"], taken["totals"], "raw kept day totals", 1.5
        )
        yield from timed(GROUP, f"everything on screen, {behind}", taken["screen"], taken["rows"], "raw join")
    if big > small:
        against = f"{big:,} against {small:,} sales"
        yield growth(GROUP, f"sums of an open day, {against}", open_days[big], open_days[small], 1.2)
        yield growth(GROUP, f"sums of a closed day, {against}", closed_days[big], closed_days[small], 1.2)


def _contenders(made: shops.Shop, raw_file: Any) -> dict[str, Any]:
    from pos.core.reports import period_totals
    from pos.screens.day import day_summary

    till, own, raw = made.till(), yardstick.connect(made.database), yardstick.connect(raw_file)
    today, before = made.open_day, made.open_day - timedelta(days=1)
    last_full_day = max(0, (made.sales - 1) // shops.PER_DAY - 1)

    def sums(day: date) -> object:
        with till.store.read() as session:
            return period_totals(session, day, day, till=shops.TILL)

    return {
        "open": lambda: sums(today),
        "rows": lambda: own.execute(BY_ROWS, (today.isoformat(),)).fetchall(),
        "closed": lambda: sums(before),
        "totals": lambda: raw.execute(yardstick.DAY_BY_TOTALS, (last_full_day,)).fetchall(),
        "screen": lambda: day_summary(till, today, today),
    }
