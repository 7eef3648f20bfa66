"""Summaries: groups, the middle receipt, last week, and stored sums that equal the rows they came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pos.core.money import Money
from pos.core.reports import lately_sold, period_totals, region_nets, shift_totals
from pos.core.totals import BY_CLERK, BY_FUNDER, GROUPS, MORE_GROUPS, NOBODY, Totals
from pos.screens.day import DayScreen, day_summary, latest_day
from tests.shop import Shop

DAY = date(2021, 9, 8)


def trade(shop: Shop) -> None:
    """Three sales of 9.90, 29.90 and 168.00, one of them taken back."""
    shop.sell("SP0029", channel="SCHOOL").pay_cash("10.00")
    shop.sell("SP0041").pay("WECHAT")
    shop.sell("SP0223").pay("ALIPAY")
    shop.do("refund", receipt="2", means="WECHAT", reason="坏")


def test_stored_sums_are_the_rows(shop: Shop) -> None:
    trade(shop)
    assert shop.till.shift is not None
    with shop.store.read() as session:
        from_rows = shift_totals(session, shop.till.shift.id)
        open_period = period_totals(session, DAY, DAY, till="01")
    assert open_period == from_rows
    shop.do("close_shift", counted="309.90")
    with shop.store.read() as session:
        stored = period_totals(session, DAY, DAY)
        assert period_totals(session, DAY, DAY, till="02") == Totals()
        assert period_totals(session, DAY + timedelta(1), DAY + timedelta(9)) == Totals()
    assert stored == from_rows == Totals.from_dict(from_rows.as_dict())


def test_two_shifts_of_a_day_are_added(shop: Shop) -> None:
    trade(shop)
    shop.do("close_shift", counted="309.90")
    shop.open()
    shop.sell("SP0029").pay_cash("9.90")
    with shop.store.read() as session:
        totals = period_totals(session, DAY, DAY)
    assert (totals.sales, totals.refunds, str(totals.net)) == (4, 1, "187.80")
    assert str(totals.groups["by_product"]["SP0029"].net) == "19.80"
    for name in GROUPS:
        net = totals.net + totals.rounding if name == "by_means" else totals.net
        assert Money(sum(group.net.fen for group in totals.groups[name].values())) == net, name
    assert totals.certified + totals.uncertified == totals.net


def test_goods_of_nobody_have_a_group_too(shop: Shop) -> None:
    from sqlalchemy import text

    with shop.store.write() as session:
        session.execute(text("UPDATE products SET producer_id = NULL WHERE code = 'SP0029'"))
    shop.sell("SP0029").pay("WECHAT")
    assert shop.do("x_report")["by_producer"][NOBODY]["net"] == "9.90"


def test_a_summary_of_the_day(shop: Shop) -> None:
    trade(shop)
    shop.add("SP0041")
    shop.do("cancel")
    shop.clerk().add("SP0041")
    shop.leave().do("line", n=1, price="20.00")
    shop.do("cancel")
    summary = day_summary(shop.till, DAY, DAY)

    assert (summary.first_receipt, summary.last_receipt) == ("DX03-01-000001", "DX03-01-000004")
    assert (summary.cancelled, summary.overrides, summary.drawer_openings) == (2, 1, 0)
    assert str(summary.median_receipt) == "29.90"
    assert (summary.all_closed, summary.same_day_last_week) == (False, None)
    (drawer,) = summary.drawers
    assert (drawer.z, drawer.counted, str(drawer.expected)) == (None, None, "309.90")
    assert summary.product_names["SP0041"] == "和田骏枣"
    assert summary.clerk_names["01"] == ""
    assert len(summary.chain_head) == 64


def test_the_lower_of_two_middle_receipts(shop: Shop) -> None:
    shop.sell("SP0029").pay("WECHAT")
    shop.sell("SP0041").pay("WECHAT")
    assert str(day_summary(shop.till, DAY, DAY).median_receipt) == "9.90"


def test_last_week_is_named_when_there_was_one(shop: Shop) -> None:
    trade(shop)
    shop.do("close_shift", counted="309.90")
    shop.wait(days=7).open()
    summary = day_summary(shop.till, DAY + timedelta(7), DAY + timedelta(7))
    assert str(summary.same_day_last_week) == "177.90"
    assert summary.first_receipt == ""


def test_an_empty_shop_has_an_empty_summary(closed_shop: Shop) -> None:
    summary = day_summary(closed_shop.till, DAY, DAY)
    assert (summary.totals, summary.chain_head, summary.all_closed, summary.drawers) == (Totals(), "", False, ())
    assert latest_day(closed_shop.till) == DAY


def test_more_was_taken_back_than_sold(shop: Shop) -> None:
    trade(shop)
    with shop.store.read() as session:
        nets, sales = region_nets(session, "01", DAY)
        assert lately_sold(session, 500)["SP0223"] == 5
        assert lately_sold(session, 0) == {}
    assert sales == 3
    assert "653201" in nets
    shop.do("close_shift", counted="309.90")
    shop.wait(days=1).open()
    shop.do("refund", receipt="1", means="CASH", reason="坏")
    with shop.store.read() as session:
        assert region_nets(session, "01", DAY + timedelta(1)) == ({}, 0)


# The manager's page


def test_the_day_page_goes_from_day_to_day(shop: Shop) -> None:
    trade(shop)
    page = DayScreen(shop.till)
    assert (page.day, page.can_go_on, page.shows_drawer) == (DAY, False, True)
    assert page.export_blocked_because
    page.next()
    assert page.day == DAY
    page.previous()
    assert (page.day, page.can_go_on, page.summary.totals) == (DAY - timedelta(1), True, Totals())
    page.next()
    assert page.summary.totals.sales == 3
    shop.clerk()
    assert not page.shows_drawer


def test_every_paper_of_the_day(shop: Shop) -> None:
    trade(shop)
    shop.do("close_shift", counted="309.90")
    page = DayScreen(shop.till)
    assert page.export_blocked_because == ""
    assert page.print_a4().read_bytes().startswith(b"%PDF")
    assert page.save_xlsx().read_bytes().startswith(b"PK")
    page.print_roll()
    assert shop.dump()["print_jobs"][-1][2] == "SUMMARY"
    drawn: list[Sequence[object]] = []
    page.preview(drawn.append)
    assert len(drawn[0]) >= 1
    done = page.export()
    assert done.path is not None
    assert done.path.is_file()
    assert page.summary.sync_file == done.path.name
    assert page.export_blocked_because


def test_closings_from_before_payment_services_count_every_pay_code_as_the_clerk_s_word(shop: Shop) -> None:
    """What was stored with an old Z is read as it is; nothing in it changes."""
    for means in ("WECHAT", "VOUCHER", "CASH"):
        shop.sell("SP0041").pay(means, "30.00" if means == "CASH" else None)
    stored = shop.do("x_report")
    old = {name: value for name, value in stored.items() if name not in MORE_GROUPS}
    read = Totals.from_dict(old)

    assert {code: str(group.net) for code, group in read.groups[BY_CLERK].items()} == {"WECHAT": "29.90"}
    assert {code: str(group.net) for code, group in read.groups[BY_FUNDER].items()} == {NOBODY: "29.90"}
    assert {name: value for name, value in read.as_dict().items() if name in GROUPS} == {
        name: stored[name] for name in GROUPS
    }
    both = read + Totals.from_dict({name: stored[name] for name in read.as_dict()})
    assert str(both.groups[BY_CLERK]["WECHAT"].net) == "59.80"


def test_the_day_asks_where_goods_come_from_only_of_what_was_sold(shop: Shop) -> None:
    assert DayScreen(shop.till).product_regions == {}
    shop.sell("SP0041").pay("WECHAT")
    shop.sell("SP0001").pay("WECHAT")
    assert DayScreen(shop.till).product_regions == {"SP0041": "653201", "SP0001": "152529"}
