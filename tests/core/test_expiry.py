"""How near goods are to their last day, by the vectors of DOMAIN.md 5.8."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.core.expiry import Freshness, days_near, freshness, last_day, life

ENDS = date(2021, 9, 22)


def test_the_last_day_sells_with_a_warning_and_the_next_is_blocked() -> None:
    assert freshness(ENDS, 15, ENDS) is Freshness.NEAR
    assert freshness(ENDS, 15, date(2021, 9, 23)) is Freshness.ENDED


def test_goods_that_keep_a_year_are_near_their_date_from_day_320() -> None:
    produced = date(2021, 1, 1)
    ends = produced + timedelta(days=365)

    assert freshness(ends, 365, produced + timedelta(days=319)) is Freshness.FRESH
    assert freshness(ends, 365, produced + timedelta(days=320)) is Freshness.NEAR


@pytest.mark.parametrize(
    ("life_days", "days"),
    [
        (730, 45), (365, 45), (364, 20), (180, 20), (179, 15), (90, 15), (89, 10), (30, 10),
        (29, 5), (16, 5), (15, 5), (14, 4), (11, 4), (10, 3), (8, 3), (7, 2), (4, 2), (3, 1), (1, 1), (0, 1),
        (None, 5),
    ],
)  # fmt: skip
def test_the_table_of_the_trade(life_days: int | None, days: int) -> None:
    assert days_near(life_days) == days
    assert freshness(ENDS, life_days, ENDS - timedelta(days=days)) is Freshness.NEAR
    assert freshness(ENDS, life_days, ENDS - timedelta(days=days + 1)) is Freshness.FRESH


def test_what_does_not_expire_is_always_fresh() -> None:
    assert freshness(None, None, date(2099, 1, 1)) is Freshness.FRESH


def test_the_printed_day_wins_over_the_one_worked_out() -> None:
    produced = date(2021, 9, 7)
    assert last_day(produced, 15, None) == ENDS
    assert last_day(produced, 15, date(2021, 9, 20)) == date(2021, 9, 20)
    assert last_day(None, 15, None) is None
    assert last_day(produced, None, None) is None


def test_how_long_goods_keep_is_told_by_their_own_days_first() -> None:
    assert life(date(2021, 9, 7), ENDS, 365) == 15
    assert life(None, ENDS, 365) == 365
    assert life(None, ENDS, None) is None
