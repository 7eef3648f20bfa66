"""Whole fen, whole thousandths, one rounding (DOMAIN.md 5.6)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.money import ONE, ZERO, Money, Quantity, half_up

FEN = st.integers(-(10**13), 10**13)
THOUSANDTHS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("grams", "fen_per_unit", "unit_grams", "amount"),
    [(1234, 598, 1000, 738), (768, 1580, 1000, 1213), (755, 598, 1000, 451), (250, 299, 500, 150), (1, 598, 1000, 1)],
)
def test_weighed_goods_cost_half_up(grams: int, fen_per_unit: int, unit_grams: int, amount: int) -> None:
    assert half_up(grams * fen_per_unit, unit_grams) == amount
    assert Money(fen_per_unit) * Quantity(grams * 1000 // unit_grams) == Money(amount)


@pytest.mark.parametrize(
    ("due", "asked"),
    [
        ("12.34", "12.30"),
        ("12.35", "12.30"),
        ("12.05", "12.00"),
        ("0.05", "0.05"),
        ("0.09", "0.09"),
        ("0.10", "0.10"),
        ("99.99", "99.90"),
        ("0.00", "0.00"),
        ("-12.35", "-12.30"),
        ("-0.05", "-0.05"),
    ],
)
def test_cash_goes_down_to_the_jiao(due: str, asked: str) -> None:
    assert Money.yuan(due).down_to_jiao() == Money.yuan(asked)


@pytest.mark.parametrize(
    ("due", "half_up_jiao", "half_even_jiao", "down_yuan"),
    [
        ("12.34", "12.30", "12.30", "12.00"),
        ("12.35", "12.40", "12.40", "12.00"),
        ("12.05", "12.10", "12.00", "12.00"),
        ("0.05", "0.10", "0.00", "0.00"),
        ("99.99", "100.00", "100.00", "99.00"),
        ("-12.35", "-12.40", "-12.40", "-12.00"),
    ],
)
def test_the_conventions_of_other_shops(due: str, half_up_jiao: str, half_even_jiao: str, down_yuan: str) -> None:
    """DOMAIN.md 5.6: the one rounding of this house is half up, never half even; cash never asks what they would."""
    exact = Money.yuan(due)
    assert Money(half_up(exact.fen, 10) * 10) == Money.yuan(half_up_jiao)
    even = Decimal(due).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    assert Money.yuan(str(even)) == Money.yuan(half_even_jiao)
    assert Money(int(exact.fen / 100) * 100) == Money.yuan(down_yuan)
    asked = exact.down_to_jiao()
    assert abs(asked.fen) <= abs(exact.fen)
    assert bool(asked), "goods are not given away"


def test_a_price_is_kept_in_its_own_unit() -> None:
    """DOMAIN.md 5.6: 5.99 a kilogram is 2.995 a 斤, which no fen can say; 2.99 a 斤 is 5.98 a kilogram."""
    assert Money.yuan("5.99") * Quantity.units("0.5") == Money.yuan("3.00")
    with pytest.raises(ValueError, match=r"2\.995"):
        Money.yuan("2.995")
    assert Money.yuan("2.99") * Quantity.units("2") == Money.yuan("5.98")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.34", 1234),
        ("12", 1200),
        ("12.", 1200),
        ("12.3", 1230),
        ("12.30", 1230),
        ("12.3000", 1230),
        ("-0.01", -1),
        ("+1.00", 100),
        (" 5.00\t", 500),
        ("１２．３４", 1234),
        ("999999999.99", 99_999_999_999),
    ],
)
def test_money_is_read_as_people_type_it(text: str, fen: int) -> None:
    assert Money.yuan(text).fen == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "12.345",
        "1,000.00",
        "¥12",
        ".5",
        "--1",
        "1e3",
        "0x10",
        "NaN",
        "Infinity",
        "12.34.56",
        "1 2",
        "٣",
        "12\x00",
        "\ud800",
        "9" * 400,
    ],
)
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Money.yuan(text)


@pytest.mark.parametrize(
    ("text", "thousandths"), [("1", 1000), ("0.345", 345), ("4.385", 4385), ("-2", -2000), ("1.5000", 1500)]
)
def test_quantity_has_three_decimals(text: str, thousandths: int) -> None:
    assert Quantity.units(text).thousandths == thousandths


def test_a_fourth_decimal_is_no_quantity() -> None:
    with pytest.raises(ValueError, match=r"0\.0001"):
        Quantity.units("0.0001")


def test_fractions_of_a_fen_do_not_exist() -> None:
    with pytest.raises(TypeError):
        Money(0.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(True)
    with pytest.raises(TypeError):
        Quantity(1.0)  # type: ignore[arg-type]


def test_money_for_people() -> None:
    assert str(Money(-1230)) == "-12.30"
    assert Money(1284630).grouped() == "12,846.30"
    assert Money(-1284605).grouped() == "-12,846.05"
    assert (str(Quantity(500)), str(Quantity(3000)), str(Quantity(-1250))) == ("0.5", "3", "-1.25")
    assert (str(ZERO), bool(ZERO), bool(ONE), bool(Quantity(0))) == ("0.00", False, True, False)


@given(FEN)
def test_money_survives_its_text(fen: int) -> None:
    assert Money.yuan(str(Money(fen))) == Money(fen)


@given(THOUSANDTHS)
def test_quantity_survives_its_text(thousandths: int) -> None:
    assert Quantity.units(str(Quantity(thousandths))) == Quantity(thousandths)


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**7))
def test_half_up_is_what_the_decimal_module_says(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(FEN, st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_shares_add_up_and_none_is_off_by_a_fen(fen: int, weights: list[int]) -> None:
    shares = Money(fen).share(weights)

    assert sum(share.fen for share in shares) == fen
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.fen * sum(weights) - fen * weight) < sum(weights)
        assert share.fen * fen >= 0


def test_the_largest_remainder_gets_the_fen() -> None:
    assert Money(100).share([1, 1, 1]) == [Money(34), Money(33), Money(33)]
    assert Money(10).share([6, 6, 2]) == [Money(4), Money(4), Money(2)]


@given(FEN, FEN)
def test_money_adds_up(a: int, b: int) -> None:
    assert Money(a) + Money(b) - Money(b) == Money(a)
    assert -(Money(a) - Money(b)) == Money(b) - Money(a)


@given(st.integers(0, 10**11), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_portion_is_never_more_than_the_whole(fen: int, part: int, whole: int) -> None:
    portion = Money(fen).portion(min(part, whole), whole)
    assert ZERO <= portion <= Money(fen)


@given(st.integers(0, 10**11))
def test_cash_rounding_takes_less_than_a_jiao_and_gives_nothing_away(fen: int) -> None:
    asked = Money(fen).down_to_jiao()

    assert 0 <= fen - asked.fen < 10
    assert bool(asked) == bool(fen)
