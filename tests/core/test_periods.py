"""Days, weeks and months: none overlaps the next, none leaves a day out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.core.money import Money
from pos.core.periods import Period, Span, day_nets, period_before, period_of, step
from tests.shop import OPENING, Shop

SPANS = st.sampled_from(("day", "week", "month"))
DAYS = st.dates(date(2000, 2, 1), date(2099, 11, 30))


@pytest.mark.parametrize(
    ("span", "day", "by", "there"),
    [
        ("month", "2021-03-31", -1, "2021-02-28"),
        ("month", "2024-03-31", -1, "2024-02-29"),
        ("month", "2021-12-08", 1, "2022-01-08"),
        ("month", "2021-01-31", -2, "2020-11-30"),
        ("week", "2021-09-08", -1, "2021-09-01"),
        ("day", "2021-03-01", -1, "2021-02-28"),
    ],
)
def test_one_on_one_back(span: Span, day: str, by: int, there: str) -> None:
    assert step(span, date.fromisoformat(day), by) == date.fromisoformat(there)


@given(span=SPANS, day=DAYS, by=st.sampled_from((-1, 1)))
def test_the_next_begins_where_this_one_ends(span: Span, day: date, by: int) -> None:
    here, there = period_of(span, day), period_of(span, step(span, day, by))
    assert day in here
    assert here.days()[0] == here.first
    assert here.days()[-1] == here.last
    gap = there.first - here.last if by > 0 else here.first - there.last
    assert gap == timedelta(days=1)


@given(day=DAYS)
def test_a_week_begins_on_monday_and_is_compared_with_the_one_before(day: date) -> None:
    week = period_of("week", day)
    assert (week.first.weekday(), len(week.days())) == (0, 7)
    for span in ("week", "month"):
        assert period_before(span, period_of(span, day)).last + timedelta(days=1) == period_of(span, day).first
    assert period_before("day", Period(day, day)).first == day - timedelta(days=7)


def test_closed_and_open_shifts_of_a_day_are_one_figure(shop: Shop) -> None:
    first = shop.add("SP0041").pay("WECHAT")
    shop.do("close_shift", counted="300.00")
    shop.open().add("SP0041").pay("WECHAT")
    second = shop.add("SP0223").pay("ALIPAY")
    shop.do("refund", receipt="2", means="WECHAT", reason="不要了")
    whole = Period(OPENING.date() - timedelta(days=9), OPENING.date())
    with shop.store.read() as session:
        nets = day_nets(session, "01", whole)
        elsewhere = day_nets(session, "02", whole)
    assert nets == {OPENING.date(): Money.yuan(first.total) + Money.yuan(second.total)}
    assert elsewhere == {}
