"""The people of a shop: numbers that are never given twice, PINs that say who it is, and the wait after wrong ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from pos.core import staff
from pos.core.journal import Stamp
from pos.core.staff import BadStaffNumber, LastManager, LockedOut, PinTaken, StaffNumberTaken, UnknownStaff, WrongPin
from pos.db.store import Store
from tests.shop import OPENING, Shop

TILL = "01"
STAMP = Stamp(TILL, OPENING, OPENING.date(), "01")
HOUR = timedelta(hours=1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Fresh books with a manager and a clerk."""
    store = Store.open(tmp_path)
    with store.write() as opened:
        staff.add_staff(opened, no="01", name="", role="manager", pin="246810")
        staff.add_staff(opened, no="03", name="王小花", role="clerk", pin="135791")
        yield opened
    store.close()


def everybody(session: Session) -> list[tuple[str, str, bool]]:
    return [(one.no, one.role, one.active) for one in staff.staff_list(session, retired=True)]


def test_a_role_of_the_shop_stands_beside_the_table_that_knows_two(session: Session) -> None:
    staff.add_staff(session, no="04", name="李芳", role="领班", pin="777888")
    assert staff.who_is(session, TILL, "777888", OPENING) == staff.Person("04", "李芳", "领班")
    # Whoever cannot read the other table takes her for a clerk, never for more.
    assert session.scalar(text("SELECT role FROM staff WHERE no = '04'")) == "clerk"

    staff.set_role(session, no="04", role="manager")
    assert everybody(session)[-1] == ("04", "manager", True)
    assert session.scalar(text("SELECT count(*) FROM staff_roles")) == 0
    staff.set_role(session, no="04", role="领班")
    assert staff.who_is(session, TILL, "777888", OPENING).manages is False


def test_who_has_left_signs_in_no_more_and_keeps_the_number(session: Session) -> None:
    staff.retire(session, no="03")
    with pytest.raises(WrongPin):
        staff.who_is(session, TILL, "135791", OPENING)
    with pytest.raises(StaffNumberTaken):
        staff.add_staff(session, no="03", name="", role="clerk", pin="909090")
    for verb in (
        lambda: staff.retire(session, no="03"),
        lambda: staff.set_pin(session, no="03", pin="909090"),
        lambda: staff.set_role(session, no="03", role="manager"),
    ):
        with pytest.raises(UnknownStaff):
            verb()
    assert [one.no for one in staff.staff_list(session)] == ["01"]
    assert everybody(session) == [("01", "manager", True), ("03", "clerk", False)]
    # The PIN is free again: it opened nothing any more.
    staff.add_staff(session, no="05", name="", role="clerk", pin="135791")


def test_there_is_always_a_manager(session: Session) -> None:
    with pytest.raises(LastManager):
        staff.retire(session, no="01")
    with pytest.raises(LastManager):
        staff.set_role(session, no="01", role="clerk")
    staff.set_role(session, no="01", role="manager")
    staff.set_role(session, no="03", role="manager")
    staff.retire(session, no="01")
    with pytest.raises(LastManager):
        staff.retire(session, no="03")


def test_a_pin_says_who_it_is(session: Session) -> None:
    with pytest.raises(PinTaken):
        staff.set_pin(session, no="03", pin="246810")
    staff.set_pin(session, no="03", pin="135791")
    staff.set_pin(session, no="03", pin="909090")
    with pytest.raises(WrongPin):
        staff.who_is(session, TILL, "135791", OPENING)
    assert staff.who_is(session, TILL, "909090", OPENING).no == "03"
    with pytest.raises(BadStaffNumber):
        staff.add_staff(session, no="七", name="", role="clerk", pin="111333")


def test_changes_are_written_down_without_names_or_pins(session: Session) -> None:
    staff.add_staff(session, no="04", name="李芳", role="领班", pin="777888", stamp=STAMP)
    staff.set_pin(session, no="04", pin="888777", stamp=STAMP)
    staff.set_role(session, no="04", role="clerk", stamp=STAMP)
    staff.retire(session, no="04", stamp=STAMP)

    records = session.scalars(text("SELECT record FROM journal ORDER BY n")).all()
    whole = "".join(records)
    assert [word in whole for word in ("STAFF_ADDED", "PIN_SET", "ROLE_SET", "STAFF_RETIRED")] == [True] * 4
    assert len(records) == 4
    assert all('"of":"04"' in record and '"who":"01"' in record for record in records)
    assert not any(secret in whole for secret in ("李芳", "777888", "888777", "argon2"))


# The wait after wrong PINs


def wrong(session: Session, times: int, tick: int | None = None) -> None:
    for _ in range(times):
        staff.count_wrong_pin(session, TILL, OPENING, tick)


def test_setting_the_clock_forward_opens_nothing_sooner(session: Session) -> None:
    wrong(session, 5, tick=1_000_000)
    assert staff.wait_left(session, TILL, OPENING + HOUR, 1_010_000) == timedelta(seconds=20)
    with pytest.raises(LockedOut):
        staff.who_is(session, TILL, "246810", OPENING + 365 * 24 * HOUR, 1_029_000)
    assert staff.who_is(session, TILL, "246810", OPENING + HOUR, 1_030_000).no == "01"


def test_setting_the_clock_back_locks_nobody_out_longer(session: Session) -> None:
    wrong(session, 5, tick=1_000_000)
    assert staff.wait_left(session, TILL, OPENING - 365 * 24 * HOUR, 1_010_000) == timedelta(seconds=20)
    assert staff.who_is(session, TILL, "246810", OPENING - HOUR, 1_030_000).no == "01"


def test_a_computer_started_anew_begins_the_wait_anew(session: Session) -> None:
    wrong(session, 5, tick=1_000_000)
    assert staff.wait_left(session, TILL, OPENING + HOUR, 12_000) == timedelta(seconds=18)
    assert staff.wait_left(session, TILL, OPENING, 30_000) == timedelta(0)


def test_an_hour_on_the_clock_alone_forgives_no_wrong_pin(session: Session) -> None:
    wrong(session, 4, tick=1_000_000)
    assert staff.count_wrong_pin(session, TILL, OPENING + HOUR, 1_001_000) == 5
    assert staff.count_wrong_pin(session, TILL, OPENING, 1_001_000 + 15 * 60 * 1000) == 1


def test_without_ticks_the_clock_counts(session: Session) -> None:
    wrong(session, 5)
    assert staff.wait_left(session, TILL, OPENING + timedelta(seconds=10)) == timedelta(seconds=20)
    assert staff.wait_left(session, TILL, OPENING - HOUR) == timedelta(seconds=30)


def test_the_wait_survives_a_restart_and_a_clock_that_was_set(
    closed_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On this computer's own clock: five wrong PINs, the till off and on, the clock set by an hour both ways."""
    ticks = [5_000.0]
    monkeypatch.setattr("pos.screens.clock.time.monotonic", lambda: ticks[0])
    closed_shop.close()
    closed_shop.start(None)
    for _ in range(5):
        assert closed_shop.ask("login", pin="000000")["refused"] == "WrongPin"
    real = closed_shop.till.now()
    for hours in (1, -1, 24 * 365, -24 * 365):
        closed_shop.close()
        closed_shop.start(None)
        monkeypatch.setattr(closed_shop.till.clock, "now", lambda by=hours: real + by * HOUR)
        ticks[0] += 1
        assert closed_shop.refused("login", pin="246810") == "LockedOut", hours
    ticks[0] += 30
    closed_shop.do("login", pin="246810")
