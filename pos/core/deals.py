"""Deals over several units, worked out over a whole ticket: buy n get m free, a group at one price.

Nothing here knows a basket: what comes in are plain units and prices, what goes out is how much each line gets off. The
order in which goods were scanned changes nothing; a unit takes part in one deal; nothing ever costs less than nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from pos.core.money import ZERO, Money


class GroupDeal(Struct, frozen=True):
    """A deal of some days over some products (their ids).

    N_FREE_M: of every `n` + `m` units the `m` cheapest are free. GROUP_PRICE: every `n` units, or without `n` one of
    each product, cost `price` together.
    """

    number: str
    name: str
    kind: str
    products: tuple[int, ...]
    n: int | None
    m: int | None
    price: Money | None
    first: date
    last: date

    def runs_on(self, day: date | None) -> bool:
        """Whether it runs on that business day."""
        return day is not None and self.first <= day <= self.last


class Plain(Struct, frozen=True):
    """A line that may take part: its product, whole units, and the price of one."""

    product: int
    units: int
    price: Money
    deals: tuple[GroupDeal, ...] = ()


class Off(Struct, frozen=True):
    """What a line gets off, and the names of the deals that give it."""

    money: Money = ZERO
    names: tuple[str, ...] = ()

    def and_(self, money: Money, name: str) -> Off:
        """The same and something more."""
        return Off(self.money + money, self.names if name in self.names else (*self.names, name)) if money else self


class _Units(Struct, frozen=True):
    """Some units of line `at`."""

    at: int
    count: int
    price: Money

    @property
    def fen(self) -> int:
        return self.price.fen * self.count


def worked_out(lines: Sequence[Plain], day: date | None) -> list[Off]:
    """How much each line gets off on that day; deals by their numbers, each with the units that are still free."""
    deals = {deal.number: deal for line in lines for deal in line.deals if deal.runs_on(day)}
    offs = [Off() for _ in lines]
    if not deals:
        return offs
    free = [line.units for line in lines]
    for number in sorted(deals):
        deal = deals[number]
        taking = [at for at, line in enumerate(lines) if free[at] > 0 and line.product in deal.products]
        # The dearest first; the product settles what costs the same, so that no order of scanning can.
        taking.sort(key=lambda at: (-lines[at].price.fen, lines[at].product, -lines[at].units))
        units = [_Units(at, free[at], lines[at].price) for at in taking]
        used, given = _groups(deal, units, [lines[at].product for at in taking])
        for at, count in used.items():
            free[at] -= count
        for at, money in given.items():
            offs[at] = offs[at].and_(money, deal.name)
    return offs


def _groups(deal: GroupDeal, units: list[_Units], products: list[int]) -> tuple[dict[int, int], dict[int, Money]]:
    """How many units of which line the deal takes, and what it gives each of these lines."""
    if deal.kind == "N_FREE_M":
        return _free(deal, units)
    if deal.n is None:
        return _one_of_each(deal, units, products)
    return _bundles(deal, units)


def _free(deal: GroupDeal, units: list[_Units]) -> tuple[dict[int, int], dict[int, Money]]:
    n, m = deal.n or 0, deal.m or 0
    if n < 1 or m < 1:
        return {}, {}
    groups = sum(unit.count for unit in units) // (n + m)
    cheapest = units[::-1]
    used = {unit.at: unit.count for unit in _first(cheapest, groups * (n + m))}
    given = {unit.at: Money(unit.fen) for unit in _first(cheapest, groups * m)}
    return used, given


def _bundles(deal: GroupDeal, units: list[_Units]) -> tuple[dict[int, int], dict[int, Money]]:
    """Groups of `n` of any of the products, the dearest together; a group that would cost more stays as it is."""
    n, price = deal.n or 0, deal.price or ZERO
    used: dict[int, int] = {}
    given: dict[int, Money] = {}
    left = list(units)
    while n >= 1 and sum(unit.count for unit in left) >= n:
        group = _first(left, n)
        if sum(unit.fen for unit in group) <= price.fen:
            break
        # Many the same are one sum, not one turn each.
        times = left[0].count // n if left[0].count >= n else 1
        taken = [_Units(unit.at, unit.count * times, unit.price) for unit in group]
        _share(taken, Money(price.fen * times), used, given)
        left = _without(left, n * times)
    return used, given


def _one_of_each(deal: GroupDeal, units: list[_Units], products: list[int]) -> tuple[dict[int, int], dict[int, Money]]:
    used: dict[int, int] = {}
    given: dict[int, Money] = {}
    price = deal.price or ZERO
    of: dict[int, list[_Units]] = {product: [] for product in deal.products}
    for unit, product in zip(units, products, strict=True):
        of[product].append(unit)
    groups = min(sum(unit.count for unit in parts) for parts in of.values()) if of else 0
    taken = sorted(
        (unit for parts in of.values() for unit in _first(parts, groups)),
        key=lambda unit: units.index(next(each for each in units if each.at == unit.at)),
    )
    if groups and sum(unit.fen for unit in taken) > price.fen * groups:
        _share(taken, Money(price.fen * groups), used, given)
    return used, given


def _share(taken: Sequence[_Units], price: Money, used: dict[int, int], given: dict[int, Money]) -> None:
    """Share what the group costs over its units by largest remainder of what they cost alone; the rest is given off."""
    shares = price.share([unit.fen for unit in taken])
    for unit, share in zip(taken, shares, strict=True):
        used[unit.at] = used.get(unit.at, 0) + unit.count
        given[unit.at] = given.get(unit.at, ZERO) + (Money(unit.fen) - share)


def _first(units: Sequence[_Units], count: int) -> list[_Units]:
    """The first so many units, in their order."""
    found = []
    for unit in units:
        if count <= 0:
            break
        found.append(_Units(unit.at, min(unit.count, count), unit.price))
        count -= unit.count
    return found


def _without(units: Sequence[_Units], count: int) -> list[_Units]:
    """The units but for the first so many."""
    left = []
    for unit in units:
        gone = min(unit.count, count)
        count -= gone
        if unit.count > gone:
            left.append(_Units(unit.at, unit.count - gone, unit.price))
    return left
