"""The daily summary as an Excel book: one sheet of headlines and one for every group, all figures real numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from pos.core import daily_summary as words
from pos.core.channels import PROFILES, Profile, bucket, bucket_label, channel_label
from pos.core.daily_summary import Row, Table
from pos.core.labels import NOBODY, scheme_label
from pos.core.money import ZERO, Money, Quantity, half_up
from pos.core.regions import paired_on, region_name
from pos.core.totals import DaySummary, Group
from pos.core.wording import translate
from pos.exchange.workbook import Sheet, write_workbook

_HEADLINE_KINDS = ("text", "money", "quantity", "text")


def write_summary_book(path: Path, summary: DaySummary) -> None:
    """Write the summary of a day or a period as an .xlsx. Raises FileNotWritten; then `path` is as it was."""
    write_workbook(path, summary_sheets(summary))


def summary_sheets(summary: DaySummary) -> list[Sheet]:
    """The sheets of the book: the headlines, a sheet for each group, the drawers.

    Money is in yuan with two decimals, weight in kilograms; every group's sheet ends in a total that is the net.
    """
    above = _above(summary)
    sheets = [_headlines(summary, above)]
    tables = [*words.tables(summary).values()]
    funders = words.funders(summary)
    if funders is not None:
        tables.insert([table.name for table in tables].index("by_means") + 1, funders)
    sheets += [_group(summary, table, above) for table in tables]
    sheets.append(_drawers(summary, above))
    return sheets


def _above(summary: DaySummary) -> tuple[str, ...]:
    whose = f"{summary.shop}-{summary.till} {summary.shop_name}"
    return (
        f"{words.title(summary)} {words.period(summary)} · {whose}",
        f"{region_name(summary.district)} {summary.district} · {words.as_of(summary)}",
    )


def _headlines(summary: DaySummary, above: tuple[str, ...]) -> Sheet:
    headers = (
        translate("Summary", "Item"),
        translate("Summary", "Yuan"),
        translate("Summary", "Number"),
        translate("Summary", "Text"),
    )
    rows = list(_headline_rows(summary))
    return Sheet(translate("Summary", "Summary"), headers, rows, _HEADLINE_KINDS, above)


def _headline_rows(summary: DaySummary) -> Iterator[tuple[str, Money | None, Quantity | int | None, str | None]]:
    totals = summary.totals
    yield translate("Summary", "Net sales"), totals.net, None, None
    yield translate("Summary", "Sold"), totals.gross, totals.sales, None
    yield translate("Summary", "Refunds"), totals.refunded, totals.refunds, None
    yield translate("Summary", "Discounts given"), totals.discount, None, None
    yield translate("Summary", "Cash rounding"), totals.rounding, None, None
    yield translate("Summary", "Kept"), totals.net + totals.rounding, None, None
    yield translate("Summary", "kg"), None, Quantity(totals.grams), None
    yield translate("Summary", "Certified products"), totals.certified, None, None
    yield translate("Summary", "Not certified"), totals.uncertified, None, None
    yield translate("Summary", "Average receipt"), words.average_receipt(summary), None, None
    yield translate("Summary", "Median receipt"), summary.median_receipt, None, None
    yield translate("Summary", "Manager's overrides"), None, summary.overrides, None
    yield translate("Summary", "Cancelled baskets"), None, summary.cancelled, None
    yield translate("Summary", "Lines taken off a ticket"), None, summary.lines_off, None
    yield translate("Summary", "Drawer openings without a sale"), None, summary.drawer_openings, None
    for what, count, amount in words.unsettled(summary):
        yield what, amount, count, None
    if summary.same_day_last_week is not None:
        yield translate("Summary", "Same day last week"), summary.same_day_last_week, None, None
    yield translate("Summary", "First receipt"), None, None, summary.first_receipt or None
    yield translate("Summary", "Last receipt"), None, None, summary.last_receipt or None
    yield translate("Summary", "Sync file"), None, None, summary.sync_file or None
    yield translate("Summary", "End of the chain"), None, None, summary.chain_head or None


def _group(summary: DaySummary, table: Table, above: tuple[str, ...]) -> Sheet:
    """Code, words, sums and share of every row, then the total; origins and channels say what they belong to."""
    name, rows, title = table.name, table.rows, table.title
    extra = _belongs_to(summary, name)
    if name == "by_channel":
        # A book is calculated on: it keeps the channels as they were booked and says both lists beside them.
        ranked = summary.totals.ranked(name)
        rows = tuple(Row(code, channel_label(code), group) for code, group in ranked)
        title = translate("Summary", "By channel")
    headers = [translate("Summary", "Code"), translate("Summary", "Name"), *extra]
    headers += [
        translate("Summary", "Receipts"),
        translate("Summary", "Refunded receipts"),
        translate("Summary", "kg"),
        translate("Summary", "Sold"),
        translate("Summary", "Refunds"),
        translate("Summary", "Net"),
        translate("Summary", "Share"),
    ]
    kinds = ["text"] * (2 + len(extra)) + ["count", "count", "quantity", "money", "money", "money", "percent"]
    net = summary.totals.net
    lines: list[tuple[object, ...]] = [
        (
            None if row.code == NOBODY else row.code,
            row.label,
            *(say(row.code) for say in extra.values()),
            *_figures(row, net),
        )
        for row in rows
    ]
    total = Row("", "", sum((row.group for row in rows), Group()), counted=name in _DISJOINT)
    lines.append((translate("Summary", "Total"), None, *(None for _ in extra), *_figures(total, net)))
    notes = () if name == "by_channel" else table.notes
    return Sheet(title, headers, lines, kinds, (*above, *notes))


def _belongs_to(summary: DaySummary, name: str) -> dict[str, Callable[[str], str]]:
    """Columns that a group has of its own: their head, and what they say about a code."""
    if name == "by_channel":
        head = translate("Summary", "Seven entries, list {profile}")
        return {head.format(profile=profile): partial(_entry, profile) for profile in PROFILES}
    if name == "by_region":
        day = date.fromisoformat(summary.last_day)

        def scheme(code: str) -> str:
            found = paired_on(code, day, summary.district)
            return scheme_label(found) if found else translate("Summary", "not paired")

        return {translate("Summary", "Scheme"): scheme}
    return {}


def _entry(profile: Profile, channel: str) -> str:
    return bucket_label(bucket(channel, profile))


#: Groups in which every receipt stands in one row only, so that counts add up too.
_DISJOINT = frozenset({"by_channel", "by_buyer_kind", "by_mode", "by_clerk", "by_hour"})


def _figures(row: Row, net: Money) -> tuple[object, ...]:
    group = row.group
    counts = (group.sales, group.refunds) if row.counted else (None, None)
    share = Decimal(half_up(group.net.fen * 10_000, net.fen)).scaleb(-4) if net.fen > 0 else None
    return (*counts, Quantity(group.grams), group.gross, group.refunded, group.net, share)


def _drawers(summary: DaySummary, above: tuple[str, ...]) -> Sheet:
    headers = (
        translate("Summary", "Shift"),
        "Z",
        translate("Summary", "Clerk"),
        translate("Summary", "Float"),
        translate("Summary", "Cash sales, refunds off"),
        translate("Summary", "Put in"),
        translate("Summary", "Taken out"),
        translate("Summary", "Should be there"),
        translate("Summary", "Counted (blind)"),
        translate("Summary", "Difference"),
    )
    kinds = ("text", "count", "text", *("money",) * 7)
    rows: list[tuple[object, ...]] = [
        (
            str(drawer.shift),
            drawer.z,
            drawer.clerk,
            drawer.float_,
            drawer.cash_sales,
            drawer.cash_in,
            -drawer.cash_out,
            drawer.expected,
            drawer.counted,
            drawer.over_short,
        )
        for drawer in summary.drawers
    ]
    rows.append(
        (
            translate("Summary", "Total"),
            None,
            None,
            None,
            sum((drawer.cash_sales for drawer in summary.drawers), ZERO),
            sum((drawer.cash_in for drawer in summary.drawers), ZERO),
            -sum((drawer.cash_out for drawer in summary.drawers), ZERO),
            None,
            None,
            sum((drawer.over_short or ZERO for drawer in summary.drawers), ZERO),
        )
    )
    return Sheet(translate("Summary", "Cash drawer"), headers, rows, kinds, above)
