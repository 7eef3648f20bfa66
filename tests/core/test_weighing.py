"""Weights: what is sold of what the scale says, and how much a check may find missing (DOMAIN.md 5.7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core import weighing
from pos.core.money import Money, Quantity
from pos.core.problems import Refusal
from pos.core.weighing import Allowance, Weighing, check_weight, net_grams, permitted_shortage, quantity_of

CHEAP, MIDDLE, DEAR, DEAREST = Money(598), Money(2_600), Money(6_000), Money(12_000)
VECTORS = [
    # up to 6 yuan a kilogram: 20 g up to 1 kg, and the text of 1993 above it
    (1, CHEAP, "", 20),
    (1_000, CHEAP, "", 20),
    (1_001, CHEAP, "", 40),
    (2_000, Money(600), "", 40),
    (4_000, CHEAP, "", 80),
    (25_000, CHEAP, "", 100),
    (25_001, CHEAP, "", None),
    # 6 to 30 yuan: 5 g up to 2.5 kg, 15 g up to 15 kg
    (2_500, Money(601), "", 5),
    (2_501, MIDDLE, "", 15),
    (15_000, Money(3_000), "", 15),
    (15_001, MIDDLE, "", None),
    # above 100 yuan: 3 g up to 5 kg; between 30 and 100 no row is given, the strictest counts
    (5_000, DEAREST, "", 3),
    (5_001, DEAREST, "", None),
    (900, DEAR, "", 3),
    # goods that have a row of their own, whatever they cost
    (800, DEAREST, "GRAIN", 20),
    (800, MIDDLE, "VEGETABLE", 20),
    (1_500, DEAR, "FRUIT", 40),
    (800, CHEAP, "MEAT", 5),
    (3_000, DEAREST, "EGG", 15),
    (800, CHEAP, "SWEETS", 5),
]


@pytest.mark.parametrize(("grams", "price", "kind", "permitted"), VECTORS)
def test_permitted_shortage(grams: int, price: Money, kind: str, permitted: int | None) -> None:
    assert permitted_shortage(grams, price, kind) == permitted


def test_a_shop_may_write_its_own_table() -> None:
    table = (Allowance(Money(1_000), 500, 1), Allowance(None, 800, 2))
    assert permitted_shortage(500, Money(900), table=table) == 1
    assert permitted_shortage(501, Money(900), table=table) is None
    assert permitted_shortage(800, Money(2_000), table=table) == 2
    assert permitted_shortage(300, Money(2_000), "MEAT", table) == 1
    assert permitted_shortage(300, Money(100), "GRAIN", (Allowance(None, 800, 2),)) == 2


@pytest.mark.parametrize(
    ("sold", "checked", "price", "within"),
    [
        (1_000, 980, CHEAP, True),
        (1_000, 979, CHEAP, False),
        (1_000, 1_200, CHEAP, True),
        (2_500, 2_495, MIDDLE, True),
        (2_500, 2_494, MIDDLE, False),
        (5_000, 4_997, DEAREST, True),
        (5_000, 4_996, DEAREST, False),
        (30_000, 30_000, CHEAP, True),
        (30_000, 29_999, CHEAP, False),
    ],
)
def test_a_check_weighing(sold: int, checked: int, price: Money, *, within: bool) -> None:
    check = check_weight(sold, checked, price)
    assert (check.missing, check.within) == (sold - checked, within)


def test_what_is_sold_is_what_is_indicated_less_the_tare() -> None:
    assert net_grams(Weighing(1_235)) == 1_235
    assert net_grams(Weighing(1_235), 35) == 1_200
    assert net_grams(Weighing(1_235), None) == 1_235
    assert net_grams(Weighing(1_235), 0, tare_required=True) == 1_235
    assert net_grams(Weighing(1_235, net=True), None, tare_required=True) == 1_235


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (None, weighing.ScaleSilent),
        (Weighing(1_000, "MOVING"), weighing.Unsteady),
        (Weighing(0), weighing.NothingOnScale),
        (Weighing(5), weighing.NothingOnScale),
        (Weighing(-5), weighing.NothingOnScale),
        (Weighing(-6), weighing.UnderZero),
        (Weighing(0, "UNDER"), weighing.UnderZero),
        (Weighing(0, "OVER"), weighing.Overloaded),
        (Weighing(60_001), weighing.Overloaded),
        (Weighing(0, "DEFECT"), weighing.ScaleDefect),
        (Weighing(30), weighing.BelowTare),
        (Weighing(12), weighing.BelowTare),
    ],
)
def test_what_is_no_weight_is_refused_in_words(said: Weighing | None, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as told:
        net_grams(said, 30)
    assert told.value.title()
    assert told.value.advice()


def test_tare_may_be_asked_for() -> None:
    with pytest.raises(weighing.TareFirst):
        net_grams(Weighing(1_235), None, tare_required=True)


def test_a_mass_in_the_unit_that_is_sold() -> None:
    assert quantity_of(1_235, 1000) == Quantity(1_235)
    assert quantity_of(1_235, 500) == Quantity(2_470)


@given(st.integers(1, 60_000), st.integers(1, 20_000), st.sampled_from(["", *weighing.GOODS]))
def test_never_is_more_missing_than_there_is(grams: int, fen: int, kind: str) -> None:
    permitted = permitted_shortage(grams, Money(fen), kind)
    assert permitted is None or 3 <= permitted <= 100
    assert not check_weight(grams, grams - 101, Money(fen), kind).within
