"""The daily summary on the receipt printer: the same tables as on A4, as blocks for 32 or 48 columns."""

from __future__ import annotations

from collections.abc import Iterator

from pos.core import daily_summary as words
from pos.core.channels import DEFAULT_PROFILE, Profile
from pos.core.daily_summary import Table, kilograms, share
from pos.core.paper import Block, Cell, Cells, Cut, Feed, Qr, Row, Rule, Text
from pos.core.totals import DaySummary, DrawerCount
from pos.core.wording import translate

#: Below so many columns a row has no room for its share beside its amount.
_NARROW = 40
_ORDER = (
    "by_region",
    "by_means",
    "by_channel",
    "certified",
    "by_buyer_kind",
    "by_mode",
    "by_product",
    "by_producer",
    "by_clerk",
    "by_hour",
)


def summary_blocks(summary: DaySummary, columns: int, profile: Profile = DEFAULT_PROFILE) -> list[Block]:
    """The summary of a day or a period for paper of `columns` (32 or 48): headline, every table, drawers, QR, cut."""
    blocks: list[Block] = [*_head(summary), *_headline(summary)]
    tables = words.tables(summary, profile)
    for name in _ORDER:
        blocks += _table(summary, tables[name], columns)
        if name == "by_means":
            for drawer in summary.drawers:
                blocks += _drawer(drawer)
    blocks += [Rule(), Text(translate("Summary", "To look at"), bold=True)]
    blocks += [Row(what, how_much) for what, how_much in words.attention(summary)]
    blocks += _foot(summary)
    return blocks


def _head(summary: DaySummary) -> Iterator[Block]:
    yield Text(summary.shop_name, "center", size="tall")
    yield Text(words.title(summary), "center", bold=True, size="tall")
    yield Text(words.period(summary), "center")
    yield Text(f"{summary.shop}-{summary.till}", "center")
    yield Text(words.as_of(summary), "center")


def _headline(summary: DaySummary) -> Iterator[Block]:
    totals = summary.totals
    yield Rule(double=True)
    yield Row(translate("Summary", "Net sales"), totals.net.grouped(), bold=True, size="tall")
    yield Row(translate("Summary", "Sold"), totals.gross.grouped())
    yield Row(translate("Summary", "Refunds ({count})").format(count=totals.refunds), totals.refunded.grouped())
    yield Row(translate("Summary", "Discounts given"), totals.discount.grouped())
    yield Row(translate("Summary", "Cash rounding"), totals.rounding.grouped())
    yield Row(translate("Summary", "Kept"), (totals.net + totals.rounding).grouped())
    yield Row(translate("Summary", "Sales"), translate("Summary", "{sales} receipts").format(sales=totals.sales))
    if totals.grams:
        yield Row(translate("Summary", "kg"), kilograms(totals.grams))


def _table(summary: DaySummary, table: Table, columns: int) -> Iterator[Block]:
    """Title, one line a row with its share, and the total, which is the headline's net."""
    net = summary.totals.net
    yield Rule()
    yield Text(table.title, bold=True)
    for row in table.rows:
        if columns < _NARROW:
            yield Row(row.label, row.group.net.grouped())
        else:
            yield Cells(
                (
                    Cell(row.label, columns - 23),
                    Cell(row.group.net.grouped(), 14, "right"),
                    Cell(share(row.group.net, net), 9, "right"),
                )
            )
    total = table.total.net.grouped()
    if columns < _NARROW:
        yield Row(translate("Summary", "Total"), total, bold=True)
    else:
        figures = (Cell(total, 14, "right"), Cell("", 9))
        yield Cells((Cell(translate("Summary", "Total"), columns - 23), *figures), bold=True)
    for note in (*table.notes, *(words.share_note(table) if columns >= _NARROW else ())):
        yield Text(note)


def _drawer(drawer: DrawerCount) -> Iterator[Block]:
    yield Rule()
    yield Row(translate("Summary", "Cash drawer"), words.drawer_label(drawer), bold=True)
    yield Row(translate("Summary", "Clerk"), drawer.clerk)
    lines = words.drawer_lines(drawer)
    for name, figure in lines[:-1]:
        yield Row(name, figure)
    yield Row(*lines[-1], bold=True)


def _foot(summary: DaySummary) -> Iterator[Block]:
    yield Rule()
    yield Text(words.receipt_range(summary))
    if summary.sync_file:
        yield Text(translate("Summary", "file {name}").format(name=summary.sync_file))
    if summary.chain_head:
        yield Text(translate("Summary", "Chain end {hash}").format(hash=summary.chain_head))
    yield Qr(words.mark(summary))
    for signer in (translate("Summary", "Cashier"), translate("Summary", "Shop manager")):
        yield Feed(1)
        yield Text(f"{signer} ____________")
    yield Feed(3)
    yield Cut()
