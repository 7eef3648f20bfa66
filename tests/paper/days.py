"""Days of trade to draw: one written by hand, and any that hypothesis can think of."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import strategies as st
from msgspec.structs import replace

from pos.core.money import ZERO, Money
from pos.core.totals import GROUPS, DaySummary, DrawerCount, Group, Totals

CHAIN = "23c27ed2de332596799d48465d3d939c02182e8acf03cbb05618c867ed3be372"
NAMES = {"SP0001": "正镶白旗西瓜(散)", "SP0041": "和田骏枣", "SP0031": "茅箭绿茶", "SP0052": "和田四宝礼盒"}
PRODUCERS = {"93152529MA0Q00001G": "星耀镇农业合作社", "91653201MAW9R5R45D": "和田市沙泉果业有限公司"}


@dataclass(frozen=True)
class Sold:
    """One receipt of one line."""

    net: int
    region: str = "152529"
    product: str = "SP0001"
    producer: str = "93152529MA0Q00001G"
    channel: str = "SHOP_WALKIN"
    buyer: str = "RESIDENT"
    means: str = "CASH"
    mode: str = "OFFLINE"
    clerk: str = "03"
    hour: str = "10"
    grams: int = 0
    rounding: int = 0
    discount: int = 0
    certified: bool = True
    refund: bool = False


def totals_of(receipts: Iterable[Sold]) -> Totals:
    """The totals of those receipts, added up one by one."""
    totals = Totals()
    for one in receipts:
        codes = (
            one.region, one.channel, one.buyer, one.means, one.mode, one.producer, one.product, one.clerk, one.hour,
        )  # fmt: skip
        sign = -1 if one.refund else 1
        counts = {"sales": int(not one.refund), "refunds": int(one.refund)}

        def group(fen: int, grams: int, counts: dict[str, int] = counts, one: Sold = one) -> Group:
            amount = {"refunded" if one.refund else "gross": Money(fen)}
            return Group(**amount, **counts, grams=grams)

        groups = {
            name: {code: group(one.net + one.rounding, 0) if name == "by_means" else group(one.net, sign * one.grams)}
            for name, code in zip(GROUPS, codes, strict=True)
        }
        totals += Totals(
            **counts,
            gross=ZERO if one.refund else Money(one.net),
            refunded=Money(one.net) if one.refund else ZERO,
            rounding=Money(sign * one.rounding),
            discount=Money(sign * one.discount),
            grams=sign * one.grams,
            certified=Money(sign * one.net) if one.certified else ZERO,
            groups=groups,
        )
    return totals


def drawer(shift: int, cash: Money, *, over: int = -50) -> DrawerCount:
    """A closed shift that began with 300.00 and gave 100.00 away."""
    expected = Money(20000) + cash
    return DrawerCount(
        shift=shift,
        z=shift,
        clerk="03",
        float_=Money(30000),
        cash_sales=cash,
        cash_in=ZERO,
        cash_out=Money(10000),
        expected=expected,
        counted=expected + Money(over),
        over_short=Money(over),
    )


def summary_of(totals: Totals, **changes: object) -> DaySummary:
    """A day with these totals at the shop of the drawings."""
    cash = totals.groups["by_means"].get("CASH", Group()).net
    day = DaySummary(
        shop="DX03",
        shop_name="大兴分中心(瀛海店)",
        till="01",
        district="110115",
        first_day="2021-09-08",
        last_day="2021-09-08",
        as_of="2021-09-08 20:10",
        totals=totals,
        drawers=(drawer(1, cash),),
        first_receipt="DX03-01-000001",
        last_receipt="DX03-01-000024",
        all_closed=True,
        median_receipt=Money(12340),
        product_names=NAMES,
        producer_names=PRODUCERS,
        clerk_names={"03": "王小花"},
        overrides=2,
        cancelled=1,
        drawer_openings=3,
        chain_head=CHAIN,
        sync_file="CAS1_110115_DX03_01_00000001.ndjson",
        same_day_last_week=None,
    )
    return replace(day, **changes)


def a_day() -> DaySummary:
    """Melons in the morning, tea for a school, dates taken back: every kind of figure once."""
    return summary_of(
        totals_of(
            (
                Sold(3634, grams=4385, rounding=-4, hour="09"),
                Sold(88000, "420302", "SP0031", "-", "SCHOOL", "BUDGET_UNIT", "CARD_POS", hour="10", discount=480),
                Sold(33600, "653201", "SP0052", "91653201MAW9R5R45D", "COMMUNITY", means="WECHAT", hour="15"),
                Sold(2990, "653201", "SP0041", "91653201MAW9R5R45D", means="ALIPAY", clerk="02", certified=False),
                Sold(990, "653201", "SP0041", "91653201MAW9R5R45D", means="ALIPAY", certified=False, refund=True),
                Sold(11642, "130722", "SP0114", "-", "RETAIL_MARKET", "SUPERMARKET", "ECNY", "ONLINE", hour="16"),
            )
        ),
        same_day_last_week=Money(120000),
    )


def many(count: int) -> DaySummary:
    """A month with so many origins, products and producers; the codes are real counties as far as they go."""
    from pos.paths import resource

    lines = resource("regions", "regions.csv").read_text("utf-8").splitlines()[1:]
    counties = sorted({line[:6] for line in lines if not line[:6].endswith("00")})
    dice = random.Random(20210908)
    totals = totals_of(
        Sold(
            dice.randrange(1, 2_000_000),
            counties[number],
            f"SP{number:04d}",
            f"91152529MA{number:08d}",
            hour=f"{9 + number % 12:02d}",
            grams=dice.randrange(0, 90_000),
            certified=number % 3 > 0,
        )
        for number in range(count)
    )
    names = {f"SP{number:04d}": f"第{number}种土特产" for number in range(count)}
    shifts = tuple(drawer(number + 1, Money(number * 100), over=number % 3 - 1) for number in range(60))
    return summary_of(totals, first_day="2021-09-01", last_day="2021-09-30", product_names=names, drawers=shifts)


def receipts() -> st.SearchStrategy[list[Sold]]:
    """Any receipts a shop may write in a day, refunds among them; sometimes more is taken back than sold."""
    amounts = st.one_of(st.integers(1, 3000), st.integers(1, 99_999_999))
    means = st.sampled_from(("CASH", "WECHAT", "ALIPAY", "ECNY", "ORG_CREDIT", "NEW_MEANS"))
    one = st.builds(
        Sold,
        net=amounts,
        region=st.sampled_from(("152529", "150926", "653201", "420302", "110115", "999999")),
        product=st.sampled_from(("SP0001", "SP0041", "龘䶮", "=1+1")),
        producer=st.sampled_from(("93152529MA0Q00001G", "-")),
        channel=st.sampled_from(("GOV", "PUBLIC_INST", "RETAIL_MARKET", "SCHOOL", "SHOP_WALKIN", "MOON")),
        buyer=st.sampled_from(("RESIDENT", "BUDGET_UNIT", "NEW_KIND")),
        means=means,
        mode=st.sampled_from(("OFFLINE", "ONLINE")),
        clerk=st.sampled_from(("02", "03")),
        hour=st.sampled_from(("00", "09", "10", "23")),
        grams=st.integers(0, 50_000),
        rounding=st.integers(-9, 0),
        discount=st.integers(0, 5000),
        certified=st.booleans(),
        refund=st.sampled_from((False, False, False, True)),
    )
    return st.lists(one, max_size=14)
