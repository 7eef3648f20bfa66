"""The till's clock, and the clock of a demonstration (CONTRACT.md sections 2 and 3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pos.screens import Till
from pos.screens.clock import BadClock, Clock, ClockBackwards, read_instant
from tests.shop import OPENING, Shop


def test_the_first_at_sets_the_clock_and_later_ones_move_it(closed_shop: Shop) -> None:
    closed_shop.do("login", pin="246810", at="2021-09-08T10:00:00+08:00")
    closed_shop.do("open_shift", float="0", at="2021-09-08T10:00:00+08:00")
    told = closed_shop.ask("x_report", at="2021-09-08T09:59:59+08:00")
    assert told["refused"] == "ClockBackwards"
    closed_shop.do("add", product="SP0041", at="2021-09-08T02:30:00Z")
    closed_shop.sell().pay_cash("29.90")
    opened, sale = closed_shop.journal()
    assert (opened["at"], sale["at"]) == ("2021-09-08T02:00:00Z", "2021-09-08T02:30:00Z")


def test_a_gesture_of_the_past_changes_nothing(shop: Shop) -> None:
    assert shop.refused("add", product="SP0041", at="2021-09-08T08:59:59+08:00") == "ClockBackwards"


@pytest.mark.parametrize(
    "at",
    [
        "2021-09-08T09:00:00",
        "2021-09-08",
        "09:00",
        "",
        "jetzt",
        "2021-13-01T00:00:00Z",
        "2021-02-29T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "1969-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "２０２１-09-08T09:00:00Z",
        0,
        1631062800,
        False,
        [],
        {},
        [[[[]]]],
    ],
)
def test_what_is_no_time(shop: Shop, at: object) -> None:
    before = shop.till.clock._set_to
    assert shop.refused("add", product="SP0041", at=at) == "BadClock"
    assert shop.till.clock._set_to == before


def test_a_gesture_that_is_none_moves_no_clock(shop: Shop) -> None:
    before = shop.till.clock._set_to
    for line in (
        '{"do":"dance","at":"2031-01-01T00:00:00Z"}',
        '{"do":"lock","at":"2031-01-01T00:00:00Z","x":1}',
        '["2031-01-01T00:00:00Z"]',
    ):
        shop.refused_line(line)
    assert shop.till.clock._set_to == before


def test_an_empty_at_is_none(shop: Shop) -> None:
    shop.do("add", product="SP0041", at=None)


def test_the_till_does_not_start_before_its_last_record(shop: Shop) -> None:
    shop.close()
    with pytest.raises(ClockBackwards):
        shop.start(OPENING - timedelta(seconds=1))
    shop.start(OPENING)
    shop.do("login", pin="246810")


def test_what_this_computer_says_is_not_given(closed_shop: Shop) -> None:
    closed_shop.close()
    closed_shop.start(None)
    closed_shop.manager().open()
    (opened,) = closed_shop.journal()
    assert "clock" not in opened
    assert abs(datetime.now(UTC) - closed_shop.till.now()) < timedelta(seconds=5)


def test_the_clock_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T09:00:00+08:00")
    clock = Clock.of_environment()
    assert clock.given
    assert timedelta(0) <= clock.now() - OPENING < timedelta(seconds=5)
    for text in ("gestern", "2021-09-08T09:00:00", "0001-01-01T00:00:00+14:00"):
        monkeypatch.setenv("POS_CLOCK", text)
        with pytest.raises(BadClock):
            Clock.of_environment()
    monkeypatch.setenv("POS_CLOCK", "")
    assert not Clock.of_environment().given


def test_a_set_clock_runs_on(shop: Shop) -> None:
    first = shop.till.now()
    assert shop.till.now() >= first


def test_an_instant_keeps_its_offset() -> None:
    assert read_instant("2021-09-08T09:00:00+08:00").utcoffset() == timedelta(hours=8)


def test_a_till_takes_up_the_open_shift(shop: Shop) -> None:
    till = Till.start(shop.store, shop.settings, shop.folder, Clock(OPENING))
    assert till.shift is not None
    assert shop.till.shift is not None
    assert (till.shift.id, till.shift.float_) == (shop.till.shift.id, shop.till.shift.float_)
