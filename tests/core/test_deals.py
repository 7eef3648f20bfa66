"""Deals over several units: nothing below nothing, every sum exact, and no order of scanning that matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.deals import GroupDeal, Off, Plain, worked_out
from pos.core.money import ZERO, Money

DAY = date(2021, 9, 8)


def deal(kind: str = "N_FREE_M", *products: int, number: str = "D1", **terms: int | None) -> GroupDeal:
    price = terms.get("price")
    return GroupDeal(
        number,
        f"促销{number}",
        kind,
        products or (1, 2, 3),
        terms.get("n"),
        terms.get("m"),
        None if price is None else Money(price),
        DAY,
        DAY + timedelta(days=6),
    )


def offs(*lines: Plain, day: date = DAY) -> list[int]:
    return [off.money.fen for off in worked_out(lines, day)]


BUY_2_GET_1 = deal(n=2, m=1)


@pytest.mark.parametrize(("units", "off"), [(1, 0), (2, 0), (3, 1000), (5, 1000), (6, 2000), (300, 100_000)], ids=str)
def test_of_every_three_the_cheapest_is_free(units: int, off: int) -> None:
    assert offs(Plain(1, units, Money(1000), (BUY_2_GET_1,))) == [off]


def test_the_cheapest_of_all_is_free_and_the_line_says_why() -> None:
    lines = (
        Plain(1, 2, Money(3000), (BUY_2_GET_1,)),
        Plain(2, 1, Money(500), (BUY_2_GET_1,)),
        Plain(9, 4, Money(1), ()),
    )

    assert worked_out(lines, DAY) == [Off(), Off(Money(500), ("促销D1",)), Off()]


@pytest.mark.parametrize(("day", "off"), [(-1, 0), (0, 1000), (6, 1000), (7, 0)])
def test_a_deal_runs_from_its_first_to_its_last_day(day: int, off: int) -> None:
    assert offs(Plain(1, 3, Money(1000), (BUY_2_GET_1,)), day=DAY + timedelta(days=day)) == [off]


def test_without_a_day_nothing_runs() -> None:
    assert worked_out([Plain(1, 3, Money(1000), (BUY_2_GET_1,))], None) == [Off()]


def test_any_three_for_99() -> None:
    three = deal("GROUP_PRICE", n=3, price=9900)
    lines = [Plain(1, 2, Money(4000), (three,)), Plain(2, 2, Money(3500), (three,))]

    # The dearest together: 40 + 40 + 35 for 99; the last one costs what it costs.
    assert sum(offs(*lines)) == 11500 - 9900
    assert offs(*lines) == [1113, 487]


def test_one_of_each_for_a_price() -> None:
    pair = deal("GROUP_PRICE", 1, 2, price=5000)
    lines = [Plain(1, 3, Money(4000), (pair,)), Plain(2, 2, Money(2000), (pair,))]

    assert offs(*lines) == [1333, 667]
    assert sum(offs(*lines)) == 2 * 1000
    assert offs(lines[0]) == [0]


def test_a_group_is_never_dearer_than_its_parts() -> None:
    dear = deal("GROUP_PRICE", n=2, price=9000)
    assert offs(Plain(1, 5, Money(4500), (dear,))) == [0]
    pair = deal("GROUP_PRICE", 1, 2, price=9000)
    assert offs(Plain(1, 1, Money(4500), (pair,)), Plain(2, 1, Money(4500), (pair,))) == [0, 0]


def test_a_piece_takes_part_in_one_deal() -> None:
    first, second = BUY_2_GET_1, deal(n=1, m=1, number="D2")

    given_off = worked_out([Plain(1, 5, Money(1000), (second, first))], DAY)

    # Three of the five in the first by number, the two that are left in the second.
    assert given_off == [Off(Money(2000), ("促销D1", "促销D2"))]


DEALS = st.builds(
    lambda kind, products, n, m, price, number: deal(
        kind,
        *sorted(products),
        n=n if kind == "N_FREE_M" or n > 1 else None,
        m=m,
        price=price,
        number=f"D{number}",
    ),
    st.sampled_from(["N_FREE_M", "GROUP_PRICE"]),
    st.sets(st.integers(1, 5), min_size=1),
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(1, 20_000),
    st.integers(1, 9),
)


@st.composite
def tickets(draw: st.DrawFn) -> list[Plain]:
    """Lines of several products, each with the deals that are about it."""
    running = {one.number: one for one in draw(st.lists(DEALS, max_size=4))}
    prices = {product: Money(draw(st.integers(1, 20_000))) for product in range(1, 6)}
    sold = draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 12)), max_size=8))
    return [
        Plain(product, units, prices[product], tuple(one for one in running.values() if product in one.products))
        for product, units in sold
    ]


@given(tickets())
def test_nothing_costs_less_than_nothing(lines: list[Plain]) -> None:
    for line, off in zip(lines, worked_out(lines, DAY), strict=True):
        assert ZERO <= off.money <= Money(line.price.fen * line.units)
        assert bool(off.money) == bool(off.names)


@given(tickets(), st.randoms())
def test_the_order_of_scanning_changes_nothing(lines: list[Plain], chance: object) -> None:
    order = list(range(len(lines)))
    chance.shuffle(order)  # type: ignore[attr-defined]

    def by_line(these: list[Plain]) -> list[tuple[int, int, int]]:
        given_off = worked_out(these, DAY)
        return sorted((line.product, line.units, off.money.fen) for line, off in zip(these, given_off, strict=True))

    # Two lines that are the same in everything may share the last fen either way.
    shuffled = by_line([lines[at] for at in order])
    assert sum(row[2] for row in shuffled) == sum(row[2] for row in by_line(lines))
    if len({(line.product, line.units) for line in lines}) == len(lines):
        assert shuffled == by_line(lines)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 9_999), st.integers(1, 9_999), st.integers(1, 30_000))
def test_a_group_price_is_shared_to_the_fen(first: int, second: int, dear: int, cheap: int, price: int) -> None:
    pair = deal("GROUP_PRICE", 1, 2, price=price)
    off = sum(offs(Plain(1, first, Money(dear), (pair,)), Plain(2, second, Money(cheap), (pair,))))

    assert off == min(first, second) * max(0, dear + cheap - price)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 5), st.integers(1, 3))
def test_how_many_are_free(first: int, second: int, n: int, m: int) -> None:
    gift = deal(n=n, m=m)
    off = offs(Plain(1, first, Money(700), (gift,)), Plain(2, second, Money(300), (gift,)))

    free = (first + second) // (n + m) * m
    assert off == [700 * max(0, free - second), 300 * min(free, second)]
