"""Shifts: several a day, several clerks in one, drawers that differ, days that were not closed."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from pos.core import reports
from pos.core.daily_summary import attention
from pos.core.money import Money
from pos.core.reports import summary
from pos.core.totals import DaySummary
from pos.screens.login import LoginScreen
from pos.screens.shift import ShiftScreen
from pos.screens.signing import ReasonNeeded
from tests.shop import CLERK_PIN, MANAGER_PIN, Shop

TODAY = date(2021, 9, 8)


def the_day(shop: Shop, day: date = TODAY) -> DaySummary:
    settings = shop.settings
    whose = reports.Till(settings.shop, settings.name, settings.till, settings.district)
    with shop.store.read() as session:
        return summary(session, whose, day, day, shop.till.now())


def differences(shop: Shop) -> list[tuple[object, ...]]:
    return [
        (e["of"], e["f"], e["who"], e.get("by"), e.get("why")) for e in shop.journal("E") if e["what"] == "OVER_SHORT"
    ]


# Several shifts, several clerks


def test_a_day_of_two_shifts_and_three_hands_adds_up(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    shop.clerk().sell("SP0041").pay("WECHAT")
    shop.manager().do("cash", direction="out", amount="100.00", reason="上交")
    x = shop.do("x_report")
    first = shop.do("close_shift", counted="229.90")
    shop.wait(hours=4)
    shop.clerk().open("200.00").sell(("SP0041", "2")).pay_cash("59.80")
    shop.do("refund", receipt="3", lines=[{"n": 1, "quantity": "1"}], means="CASH", reason="多买")
    second = shop.do("close_shift", counted="229.90")

    assert (first["z"], first["over_short"], second["z"], second["over_short"]) == (1, "0.00", 2, "0.00")
    assert x["net"] == "59.80"
    assert {no: row["net"] for no, row in x["by_clerk"].items()} == {"01": "29.90", "03": "29.90"}
    whole = the_day(shop)
    assert [drawer.z for drawer in whole.drawers] == [1, 2]
    assert [drawer.clerk for drawer in whole.drawers] == ["01", "03"]
    assert whole.totals.net == Money(8970)
    assert whole.totals.net == sum((row.net for row in whole.totals.groups["by_clerk"].values()), Money(0))
    assert whole.all_closed
    shop.verified()


def test_x_at_any_time_changes_nothing(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("50.00")
    shop.add("SP0041")
    before = shop.dump()
    assert shop.do("x_report") == shop.do("x_report")
    assert shop.dump() == before


def test_another_clerk_takes_over_the_shift_and_the_ticket(shop: Shop) -> None:
    shop.do("login", pin=MANAGER_PIN)
    shop.add("SP0041")
    shop.do("lock")
    shop.do("login", pin=CLERK_PIN)
    receipt = shop.sell().pay_cash("29.90")

    (taken,) = [e for e in shop.journal("E") if e["what"] == "TICKET_TAKEN_OVER"]
    assert (taken["who"], taken["of"]) == ("03", "01")
    (sale,) = shop.journal("S")
    assert (sale["no"], sale["clerk"]) == (receipt.number, "03")


def test_nothing_is_said_where_nothing_lies_or_the_same_hand_returns(shop: Shop) -> None:
    shop.do("login", pin=MANAGER_PIN)
    shop.do("lock")
    shop.do("login", pin=CLERK_PIN)
    shop.add("SP0041")
    shop.do("lock")
    shop.do("login", pin=CLERK_PIN)
    assert [e["what"] for e in shop.journal("E")] == ["SHIFT_OPENED"]


# The drawer opened without a sale


def test_openings_are_counted_by_shift_and_by_day(shop: Shop) -> None:
    shop.do("drawer")
    shop.sell("SP0041").pay_cash("29.90")
    shop.do("drawer")
    assert shop.do("x_report")["drawer_openings"] == 2
    shop.do("close_shift", counted="329.90")
    shop.open()
    assert shop.do("x_report")["drawer_openings"] == 0
    assert shop.do("z_report")["drawer_openings"] == 2
    assert shop.clerk().refused("drawer") == "NotAllowed"
    shop.do("override", pin=MANAGER_PIN, reason="换零钱")
    shop.do("drawer")
    assert shop.do("x_report")["drawer_openings"] == 1
    assert shop.do("z_report")["drawer_openings"] == 2
    assert the_day(shop).drawer_openings == 3


# A drawer that differs


@pytest.mark.parametrize(
    ("counted", "asked"), [("295.00", False), ("305.00", False), ("294.99", True), ("305.01", True)]
)
def test_only_above_the_tolerance_anybody_is_asked(shop: Shop, counted: str, asked: bool) -> None:
    told = shop.clerk().do("close_shift", counted=counted)
    assert ("approved" in told) is asked
    assert bool(differences(shop)) is asked


def test_a_manager_approves_with_a_reason(shop: Shop) -> None:
    shop.clerk().do("override", pin=MANAGER_PIN, reason="早上换零少给了一张")
    told = shop.do("close_shift", counted="290.00")
    assert (told["over_short"], told["approved"]) == ("-10.00", True)
    assert differences(shop) == [("Z1", -1000, "03", "01", "早上换零少给了一张")]
    assert the_day(shop).unapproved == 0


def test_without_a_manager_it_closes_and_says_so(shop: Shop) -> None:
    assert shop.clerk().do("close_shift", counted="290.00")["approved"] is False
    assert differences(shop) == [("Z1", -1000, "03", None, None)]
    assert the_day(shop).unapproved == 1
    assert attention(the_day(shop))[-1][1] == "1"
    shop.verified()


def test_the_manager_may_come_after_the_count(shop: Shop) -> None:
    shop.clerk()
    screen = ShiftScreen(shop.till)
    screen.close(Money(29000))
    assert screen.wants_approval
    with pytest.raises(ReasonNeeded):
        screen.approve(MANAGER_PIN, " ")
    assert screen.wants_approval
    screen.approve(MANAGER_PIN, "点过两遍")
    assert not screen.wants_approval
    assert differences(shop) == [("Z1", -1000, "03", None, None), ("Z1", -1000, "03", "01", "点过两遍")]
    assert the_day(shop).unapproved == 0
    screen.approve(MANAGER_PIN, "再来一次")
    assert len(differences(shop)) == 2
    assert shop.till.leave is None


def test_the_shop_chooses_its_tolerance(shop: Shop) -> None:
    shop.till.settings = replace(shop.settings, cash_tolerance=0)
    assert shop.clerk().do("close_shift", counted="299.99")["approved"] is False


def test_held_tickets_are_named_before_closing(shop: Shop) -> None:
    for name in ("王女士", "李先生"):
        shop.add("SP0041")
        shop.do("hold", name=name)
    shop.add("SP0041")
    check = ShiftScreen(shop.till).checks[1]
    assert not check.ok
    assert "王女士" in check.detail
    assert "李先生" in check.detail
    assert "F5" in check.detail
    told = shop.ask("close_shift", counted="300.00")
    assert told["refused"] == "SalesHeld"
    assert "王女士" in told["message"]


# A day that was not closed


def test_yesterday_leads_to_a_close(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    shop.do("lock")
    shop.wait(days=1)
    login = LoginScreen(shop.till)
    login.load()
    assert "9月8日" in login.notes[0][1] or "2021-09-08" in login.notes[0][1]
    login.sign_in(CLERK_PIN)
    screen = ShiftScreen(shop.till)
    assert login.close_first
    assert screen.asks_to_close
    assert screen.overdue_text

    screen.close(Money(32990))
    assert not login.close_first
    screen.open_shift(Money(10000))
    assert shop.till.open_shift().business_day == TODAY + timedelta(days=1)
    assert (the_day(shop).totals.sales, the_day(shop, TODAY + timedelta(days=1)).totals.sales) == (1, 0)
    shop.verified()


def test_selling_into_yesterday_is_a_decision_and_written_down(shop: Shop) -> None:
    shop.do("lock")
    shop.wait(days=1)
    shop.do("login", pin=CLERK_PIN)
    screen = ShiftScreen(shop.till)
    screen.put_off()
    screen.put_off()
    assert not screen.asks_to_close
    assert [e["what"] for e in shop.journal("E")] == ["SHIFT_OPENED", "CLOSE_PUT_OFF"]
    shop.sell("SP0041").pay_cash("29.90")
    assert {record["bd"] for record in shop.journal()} == {"2021-09-08"}
    # Asked again at the next signing in, as long as it is not closed.
    shop.do("login", pin=MANAGER_PIN)
    assert screen.asks_to_close


def test_before_the_cut_over_it_is_still_today(shop: Shop) -> None:
    shop.do("login", pin=CLERK_PIN, at="2021-09-09T03:59:00+08:00")
    assert not shop.till.close_first
    shop.do("login", pin=CLERK_PIN, at="2021-09-09T04:00:00+08:00")
    assert shop.till.close_first


def test_a_count_by_notes_is_kept_with_its_z(shop: Shop) -> None:
    shop.do("close_shift", counts={"100.00": 2, "50.00": 2})
    with shop.store.read() as session:
        counts = session.scalar(text("SELECT counts FROM closings WHERE z = 1"))
    assert json.loads(counts or "") == {"100.00": 2, "50.00": 2}
