"""Who stands at the till: PINs, the wait after wrong ones, a manager's leave for one gesture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.core import staff
from tests.faults.test_gestures import fail_the_next_commit
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop


def test_signing_in_and_out(closed_shop: Shop) -> None:
    assert closed_shop.do("login", pin=CLERK_PIN) == {"ok": True, "clerk": "03", "role": "clerk"}
    assert closed_shop.do("login", pin=MANAGER_PIN)["clerk"] == "01"
    closed_shop.do("lock")
    assert closed_shop.refused("lock") == "NotLoggedIn"
    assert closed_shop.refused("open_shift", float="0") == "NotLoggedIn"


def test_no_pin_is_kept_anywhere(closed_shop: Shop) -> None:
    closed_shop.do("login", pin=MANAGER_PIN)
    closed_shop.ask("login", pin="999999")
    kept = b"".join(file.read_bytes() for file in closed_shop.folder.rglob("*") if file.is_file())
    assert MANAGER_PIN.encode() not in kept
    assert b"999999" not in kept


@pytest.mark.parametrize(
    "pin", ["", "1", "000000", "２４６８１０", "246810 ", "246810\x00", "\x00", "x" * 1_000_000, "-246810", "999999999"]
)
def test_what_is_nobodys_pin(closed_shop: Shop, pin: str) -> None:
    assert closed_shop.ask("login", pin=pin)["refused"] == "WrongPin"
    assert closed_shop.till.person is None


@pytest.mark.parametrize(("pin", "word"), [(246810, "BadField"), (None, "MissingField"), (["246810"], "BadField")])
def test_a_pin_is_text(closed_shop: Shop, pin: object, word: str) -> None:
    assert closed_shop.refused("login", pin=pin) == word


def test_after_five_wrong_pins_even_the_right_one_waits(closed_shop: Shop) -> None:
    for _ in range(5):
        assert closed_shop.ask("login", pin="000000")["refused"] == "WrongPin"
    told = closed_shop.ask("login", pin=MANAGER_PIN)
    assert told["refused"] == "LockedOut"
    assert "30" in told["message"]
    closed_shop.restart()
    assert closed_shop.refused("login", pin=MANAGER_PIN) == "LockedOut"
    closed_shop.wait(seconds=31)
    closed_shop.do("login", pin=MANAGER_PIN)


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(closed_shop: Shop) -> None:
    waits, till, hour = [], closed_shop.till, 3_600_000
    for _ in range(11):
        with closed_shop.store.write() as session:
            staff.count_wrong_pin(session, till.stamp(), hour)
            waits.append(int(staff.wait_left(session, "01", hour).total_seconds()))
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    with closed_shop.store.read() as session:
        assert staff.wait_left(session, "01", hour + 899_000) == timedelta(seconds=1)
        assert staff.wait_left(session, "01", hour + 900_000) == timedelta(0)
        # A computer that was started anew makes nobody wait longer.
        assert staff.wait_left(session, "01", 0) == timedelta(minutes=15)
        assert staff.wait_left(session, "02", hour) == timedelta(0)


def test_a_right_pin_clears_the_count(closed_shop: Shop) -> None:
    for _ in range(4):
        closed_shop.ask("login", pin="000000")
    closed_shop.do("login", pin=MANAGER_PIN)
    for _ in range(4):
        assert closed_shop.ask("login", pin="000000")["refused"] == "WrongPin"
    closed_shop.do("login", pin=MANAGER_PIN)


def test_a_wrong_pin_leaves_who_is_there(shop: Shop) -> None:
    shop.ask("login", pin="000000")
    assert shop.till.person is not None
    assert shop.till.person.no == "01"


def test_a_leave_is_for_the_next_gesture_only(shop: Shop) -> None:
    shop.clerk().add("SP0041")
    shop.do("override", pin=MANAGER_PIN, reason="老顾客")
    shop.do("find", text="x")
    assert shop.refused("line", n=1, price="20.00") == "NotAllowed"
    shop.do("override", pin=MANAGER_PIN, reason="老顾客")
    assert shop.ask("line", n=5, price="20.00")["refused"] == "NoSuchLine"
    assert shop.refused("line", n=1, price="20.00") == "NotAllowed"
    shop.do("override", pin=MANAGER_PIN, reason="老顾客")
    assert shop.answer("{")["refused"] == "NotJson"
    assert shop.refused("line", n=1, price="20.00") == "NotAllowed"
    shop.do("override", pin=MANAGER_PIN, reason="老顾客")
    shop.do("line", n=1, price="20.00")
    assert [e["what"] for e in shop.journal("E")[1:]] == ["OVERRIDE"]


@pytest.mark.parametrize("given", [(), ("包装破了",)])
def test_a_managers_own_price_stands_in_the_journal_with_the_reason_that_was_given(
    shop: Shop, given: tuple[str, ...]
) -> None:
    """A script is not made to give one: the window asks for it."""
    shop.add("SP0041")
    for reason in given:
        shop.do("override", pin=MANAGER_PIN, reason=reason)
    shop.do("line", n=1, price="20.00")
    (event,) = shop.journal("E")[1:]
    told = [event[key] for key in ("what", "who", "by", "why", "f")]
    assert told == ["PRICE_SET", "01", "01", "".join(given), 2000]
    assert shop.till.leave is None
    shop.verified()


def test_a_leave_that_stands_is_used_and_noted_even_where_none_was_needed(shop: Shop) -> None:
    shop.clerk().add("SP0041")
    shop.do("override", pin=MANAGER_PIN, reason="老顾客优惠")
    shop.do("line", n=1, discount="1.00")
    (event,) = shop.journal("E")[1:]
    assert (event["what"], event["by"], event["who"], event["why"]) == ("OVERRIDE", "01", "03", "老顾客优惠")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"pin": MANAGER_PIN, "reason": ""}, "ReasonNeeded"),
        ({"pin": MANAGER_PIN, "reason": "\t"}, "ReasonNeeded"),
        ({"pin": MANAGER_PIN, "reason": "a\x00b"}, "ControlCharacter"),
        ({"pin": MANAGER_PIN, "reason": "x" * 201}, "TextTooLong"),
        ({"pin": MANAGER_PIN}, "MissingField"),
        ({"reason": "x"}, "MissingField"),
    ],
)
def test_leaves_that_are_not_given(shop: Shop, fields: dict[str, object], word: str) -> None:
    shop.clerk()
    assert shop.refused("override", **fields) == word
    assert shop.till.leave is None


def test_a_clerk_gives_no_leave_and_cannot_guess_the_managers_pin(shop: Shop) -> None:
    shop.clerk()
    for _ in range(4):
        assert shop.ask("override", pin="000000", reason="x")["refused"] == "WrongPin"
    assert shop.ask("override", pin=CLERK_PIN, reason="我自己")["refused"] == "NotAllowed"
    assert shop.till.leave is None
    assert shop.refused("override", pin=MANAGER_PIN, reason="x") == "LockedOut"


def test_a_clerks_own_pin_clears_no_count(shop: Shop) -> None:
    shop.clerk()
    for _ in range(4):
        shop.ask("override", pin="000000", reason="x")
    shop.do("login", pin=CLERK_PIN)
    assert shop.ask("override", pin="000000", reason="x")["refused"] == "WrongPin"
    assert shop.refused("login", pin=CLERK_PIN) == "LockedOut"


def test_a_managers_pin_clears_the_count_and_so_do_fifteen_minutes(shop: Shop) -> None:
    shop.clerk()
    for _ in range(4):
        shop.ask("override", pin="000000", reason="x")
    shop.do("login", pin=MANAGER_PIN)
    shop.clerk()
    for _ in range(4):
        assert shop.ask("override", pin="000000", reason="x")["refused"] == "WrongPin"
    shop.wait(minutes=15)
    assert shop.ask("override", pin="000000", reason="x")["refused"] == "WrongPin"
    shop.do("override", pin=MANAGER_PIN, reason="x")


def test_wrong_pins_of_an_override_count_too(shop: Shop) -> None:
    for _ in range(5):
        assert shop.ask("override", pin="000000", reason="x")["refused"] == "WrongPin"
    assert shop.refused("override", pin=MANAGER_PIN, reason="x") == "LockedOut"


def test_signing_in_ends_a_leave(shop: Shop) -> None:
    shop.clerk().leave()
    shop.do("login", pin=CLERK_PIN)
    assert shop.till.leave is None


def test_nobody_takes_a_ticket_over_without_a_record_of_it(shop: Shop) -> None:
    shop.manager().add("SP0041")
    shop.do("lock")
    fail_the_next_commit(shop, stands=False)
    assert shop.refused("login", pin=CLERK_PIN) == "DiskTrouble"
    assert shop.till.person is None
    shop.do("login", pin=CLERK_PIN)
    (taken,) = [e for e in shop.journal("E") if e["what"] == "TICKET_TAKEN_OVER"]
    assert (taken["who"], taken["of"]) == ("03", "01")
