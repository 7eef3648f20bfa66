"""The people of a shop: numbers that are never given twice, PINs that say who it is, and the wait after wrong ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.orm import Session

from pos.core import staff
from pos.core.authority import OWNER
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
        staff.add_staff(opened, OWNER, no="01", name="", role="manager", pin="246810")
        staff.add_staff(opened, OWNER, no="03", name="王小花", role="clerk", pin="135791")
        yield opened
    store.close()


def everybody(session: Session) -> list[tuple[str, str, bool]]:
    return [(one.no, one.role, one.active) for one in staff.staff_list(session, retired=True)]


def test_a_role_of_the_shop_stands_beside_the_table_that_knows_two(session: Session) -> None:
    staff.add_staff(session, OWNER, no="04", name="李芳", role="领班", pin="777888")
    assert staff.who_is(session, TILL, "777888", 0) == staff.Person("04", "李芳", "领班")
    # Whoever cannot read the other table takes her for a clerk, never for more.
    assert session.scalar(text("SELECT role FROM staff WHERE no = '04'")) == "clerk"

    staff.set_role(session, OWNER, no="04", role="manager")
    assert everybody(session)[-1] == ("04", "manager", True)
    assert session.scalar(text("SELECT count(*) FROM staff_roles")) == 0
    staff.set_role(session, OWNER, no="04", role="领班")
    assert staff.who_is(session, TILL, "777888", 0).manages is False


def test_who_has_left_signs_in_no_more_and_keeps_the_number(session: Session) -> None:
    staff.retire(session, OWNER, no="03")
    with pytest.raises(WrongPin):
        staff.who_is(session, TILL, "135791", 0)
    with pytest.raises(StaffNumberTaken):
        staff.add_staff(session, OWNER, no="03", name="", role="clerk", pin="909090")
    for verb in (
        lambda: staff.retire(session, OWNER, no="03"),
        lambda: staff.set_pin(session, OWNER, no="03", pin="909090"),
        lambda: staff.set_role(session, OWNER, no="03", role="manager"),
    ):
        with pytest.raises(UnknownStaff):
            verb()
    assert [one.no for one in staff.staff_list(session)] == ["01"]
    assert everybody(session) == [("01", "manager", True), ("03", "clerk", False)]
    # The PIN is free again: it opened nothing any more.
    staff.add_staff(session, OWNER, no="05", name="", role="clerk", pin="135791")


def test_who_was_there_last_does_not_wait_for_everybody_else(
    closed_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each PIN that is compared takes a tenth of a second of the window's time."""
    with closed_shop.store.write() as opened:
        for n in range(4, 9):
            staff.add_staff(opened, OWNER, no=f"0{n}", name="", role="clerk", pin=f"70000{n}")
    looked: list[str] = []
    real = staff._matches
    monkeypatch.setattr(staff, "_matches", lambda kept, pin: looked.append(kept) or real(kept, pin))
    closed_shop.do("login", pin="700008")
    closed_shop.do("login", pin="246810")
    looked.clear()
    closed_shop.do("login", pin="700008")
    assert len(looked) == 2
    looked.clear()
    closed_shop.do("login", pin="700008")
    assert len(looked) == 1


def test_there_is_always_a_manager(session: Session) -> None:
    with pytest.raises(LastManager):
        staff.retire(session, OWNER, no="01")
    with pytest.raises(LastManager):
        staff.set_role(session, OWNER, no="01", role="clerk")
    staff.set_role(session, OWNER, no="01", role="manager")
    staff.set_role(session, OWNER, no="03", role="manager")
    staff.retire(session, OWNER, no="01")
    with pytest.raises(LastManager):
        staff.retire(session, OWNER, no="03")


def test_a_pin_says_who_it_is(session: Session) -> None:
    with pytest.raises(PinTaken):
        staff.set_pin(session, OWNER, no="03", pin="246810")
    staff.set_pin(session, OWNER, no="03", pin="135791")
    staff.set_pin(session, OWNER, no="03", pin="909090")
    with pytest.raises(WrongPin):
        staff.who_is(session, TILL, "135791", 0)
    assert staff.who_is(session, TILL, "909090", 0).no == "03"
    with pytest.raises(BadStaffNumber):
        staff.add_staff(session, OWNER, no="七", name="", role="clerk", pin="111333")


def test_changes_are_written_down_without_names_or_pins(session: Session) -> None:
    staff.add_staff(session, OWNER, no="04", name="李芳", role="领班", pin="777888", stamp=STAMP)
    staff.set_pin(session, OWNER, no="04", pin="888777", stamp=STAMP)
    staff.set_role(session, OWNER, no="04", role="clerk", stamp=STAMP)
    staff.retire(session, OWNER, no="04", stamp=STAMP)

    records = session.scalars(text("SELECT record FROM journal ORDER BY n")).all()
    whole = "".join(records)
    assert [word in whole for word in ("STAFF_ADDED", "PIN_SET", "ROLE_SET", "STAFF_RETIRED")] == [True] * 4
    assert len(records) == 4
    assert all('"of":"04"' in record and '"who":"01"' in record for record in records)
    assert not any(secret in whole for secret in ("李芳", "777888", "888777", "argon2"))


# The wait after wrong PINs


def wrong(session: Session, times: int, tick: int = 1_000_000) -> None:
    for _ in range(times):
        staff.count_wrong_pin(session, STAMP, tick)


def test_nothing_but_real_seconds_opens_the_till_again(session: Session) -> None:
    wrong(session, 5)
    assert staff.wait_left(session, TILL, 1_010_000) == timedelta(seconds=20)
    with pytest.raises(LockedOut):
        staff.who_is(session, TILL, "246810", 1_029_000)
    assert staff.who_is(session, TILL, "246810", 1_030_000).no == "01"


def test_a_computer_started_anew_begins_the_wait_anew(session: Session) -> None:
    wrong(session, 5)
    assert staff.wait_left(session, TILL, 12_000) == timedelta(seconds=18)
    assert staff.wait_left(session, TILL, 30_000) == timedelta(0)


def test_a_quarter_of_an_hour_without_a_wrong_pin_forgives_them(session: Session) -> None:
    wrong(session, 4)
    assert staff.count_wrong_pin(session, STAMP, 1_001_000) == 5
    assert staff.count_wrong_pin(session, STAMP, 1_001_000 + 15 * 60 * 1000) == 1


def test_wrong_pins_of_a_version_without_ticks_lock_nobody_out_for_years(session: Session) -> None:
    """Under a clock set by hand they were once kept by that clock alone, be it that of 2099."""
    wrong(session, 5)
    session.execute(text("UPDATE pin_guard SET failed_tick = NULL, failed_at = '2099-12-30T02:00:00Z'"))
    session.expire_all()
    assert staff.wait_left(session, TILL, 10_000) == timedelta(seconds=20)
    assert staff.wait_left(session, TILL, 30_000) == timedelta(0)


def test_every_wrong_pin_that_makes_people_wait_is_written_down(session: Session) -> None:
    wrong(session, 4)
    assert session.scalar(text("SELECT count(*) FROM journal")) == 0
    wrong(session, 1)
    staff.count_wrong_pin(session, replace(STAMP, clerk=""), 1_040_000)
    records = [json.loads(record) for record in session.scalars(text("SELECT record FROM journal ORDER BY n"))]
    assert [(one["what"], one["who"], one["why"]) for one in records] == [
        ("PIN_LOCKED", "01", "5"),
        ("PIN_LOCKED", "-", "6"),
    ]


def five_wrong(shop: Shop, **more: str) -> None:
    for _ in range(5):
        assert shop.ask("login", pin="000000", **more)["refused"] == "WrongPin"


def test_the_wait_survives_a_restart_and_a_clock_that_was_set(
    closed_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On this computer's own clock: five wrong PINs, the till off and on, the clock set by an hour both ways."""
    closed_shop.close()
    closed_shop.start(None)
    five_wrong(closed_shop)
    real = closed_shop.till.now()
    for hours in (1, -1, 24 * 365, -24 * 365):
        closed_shop.close()
        closed_shop.start(None)
        monkeypatch.setattr(closed_shop.till.clock, "now", lambda by=hours: real + by * HOUR)
        assert closed_shop.refused("login", pin="246810") == "LockedOut", hours
    closed_shop.passed += 30
    closed_shop.do("login", pin="246810")


def test_at_opens_nothing_sooner_and_is_written_down(closed_shop: Shop) -> None:
    """Whoever guesses by script moves the clock on with every guess; the computer's own seconds do not follow."""
    five_wrong(closed_shop)
    for hours in (1, 24, 24 * 365):
        later = (OPENING + hours * HOUR).isoformat()
        assert closed_shop.refused("login", pin="246810", at=later) == "LockedOut", hours
    closed_shop.passed += 30
    closed_shop.do("login", pin="246810")
    assert [event["what"] for event in closed_shop.journal("E")] == ["PIN_LOCKED"]
    closed_shop.verified()


def test_guesses_in_a_far_future_lock_nobody_out_until_then(closed_shop: Shop) -> None:
    five_wrong(closed_shop, at="2099-12-30T10:00:00+08:00")
    closed_shop.close()
    closed_shop.passed += 30
    closed_shop.start(None)
    closed_shop.do("login", pin="246810")
    # Nor do they carry the books there: nobody needs a PIN to type a wrong one.
    (locked,) = closed_shop.journal("E")
    assert (locked["what"], locked["at"] < "2099", locked["bd"] < "2099") == ("PIN_LOCKED", True, True)


def test_goods_scanned_at_the_sign_in_are_no_guesses(closed_shop: Shop) -> None:
    for _ in range(6):
        assert closed_shop.ask("login", pin="6996857000413")["refused"] == "WrongPin"
    closed_shop.do("login", pin="135791")
