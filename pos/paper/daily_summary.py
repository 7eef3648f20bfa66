"""The daily summary on A4: origin first, six blocks in a fixed order, then everything else row by row.

Page 1 says the whole of it and is the one that is signed. Tables run on over as many pages as they need, with their
heads repeated, and every one of them ends in a total that is the headline's net.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pos.core import daily_summary as words
from pos.core.channels import DEFAULT_PROFILE, Profile
from pos.core.daily_summary import Row, Table, kilograms, share
from pos.core.labels import scheme_label
from pos.core.money import ZERO, Money
from pos.core.regions import paired_on, province_character, region_name
from pos.core.totals import DaySummary, DrawerCount
from pos.core.wording import translate
from pos.paper.a4 import HEIGHT, INK, INK2, INK3, LEFT, RIGHT, WHITE, Align, Page, Paper, width_of
from pos.paper.charts import draw_bar, draw_hours, draw_seal

#: Where the foot of page 1 begins, and how far down the other pages may be written on.
_FOOT, _BOTTOM = 750.0, 794.0
_TOP_AGAIN = 62.0
_GAP = 20.0
_HALF = (RIGHT - LEFT - _GAP) / 2
_GREEN = 0x0F3A32
#: So many drawers stand side by side on page 1; more of them get a table of their own.
_DRAWERS_ABREAST = 2
#: Heights of a row of origins and of a row of the other five blocks, from roomy to tight: page 1 takes the first that
#: lets it hold all six, and from so many origins on does not look for one.
_ROWS = ((19.0, 16.5), (16.0, 14.0), (13.6, 12.0))
_MANY_ORIGINS = 25
#: A table of no more rows than this is not torn over two pages.
_KEPT_WHOLE = 12


def draw_daily_summary(summary: DaySummary, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """The summary of a day, a month or any range as a PDF of A4 pages, in the language of this process."""
    tables = words.tables(summary, profile)
    flow = _draw_blocks(summary, profile, tables)
    paper = flow.paper
    _draw_details(flow.spaced(), summary, tables)
    heading = f"{summary.shop}-{summary.till} {summary.shop_name} · {words.title(summary)} {words.period(summary)}"
    pages = len(paper.pages)
    for number, page in enumerate(paper.pages):
        _draw_page_number(page, heading, number + 1, pages)
    return paper.finish(f"{words.title(summary)} {words.period(summary)}", summary.shop_name)


def _draw_blocks(summary: DaySummary, profile: Profile, tables: dict[str, Table]) -> _Flow:
    """Head, headline, the six blocks and the foot, with the rows as far apart as page 1 allows."""
    few = len(tables["by_region"].rows) < _MANY_ORIGINS
    for origin_row, other_row in _ROWS if few else _ROWS[-1:]:
        flow = _Flow(Paper(), 0, 160.0, LEFT, RIGHT, row=origin_row)
        _draw_head(flow.page, summary)
        _draw_headline(flow.page, summary, profile)
        _draw_foot(flow.page, summary)
        _draw_origins(flow, summary, tables["by_region"])
        flow.y += 14
        flow = _draw_halves(flow, summary, tables, other_row)
        if flow.number == 0:
            break
    return flow


@dataclass(slots=True)
class _Flow:
    """A column that is written from the top down and goes on at the top of the next page when it is full."""

    paper: Paper
    number: int
    y: float
    left: float
    right: float
    row: float

    @property
    def page(self) -> Page:
        return self.paper.page(self.number)

    @property
    def bottom(self) -> float:
        return _FOOT - 5 if self.number == 0 else _BOTTOM

    def make_room(self, height: float) -> bool:
        """Go to the next page unless `height` points are left on this one; whether it went."""
        if self.y + height <= self.bottom:
            return False
        self.number += 1
        self.y = _TOP_AGAIN
        return True

    def spaced(self) -> _Flow:
        self.y += 20
        return self

    def beside(self, left: float, right: float) -> _Flow:
        """Another column that begins at the same height."""
        return _Flow(self.paper, self.number, self.y, left, right, self.row)

    def below(self, *columns: _Flow) -> _Flow:
        """This column again, under the lowest of these."""
        self.number, self.y = max((column.number, column.y) for column in columns)
        return self


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: its head, where its edge is, and which edge that is."""

    head: str
    x: float
    align: Align = "left"
    bold: bool = False
    room: float | None = None
    ink: int = INK


Cells = Sequence[str]


def _draw_table(
    flow: _Flow,
    title: str,
    columns: Sequence[_Column],
    rows: Sequence[Cells],
    total: Cells,
    *,
    notes: Sequence[str] = (),
    remark: str = "",
    heads: bool = True,
    size: float = 9,
    total_size: float = 10,
    decorate: Callable[[Page, int, float], None] | None = None,
) -> None:
    """Title, heads, rows, total, notes. The total never stands alone on a page and no title without a row.

    `decorate` draws seals and bars of a row, given the page, the row's number and its baseline.
    """
    head_height = 22 + (15 if heads else 2)
    whole = head_height + flow.row * (len(rows) + bool(total)) + 2
    flow.make_room(whole if len(rows) <= _KEPT_WHOLE else head_height + flow.row * 2 + 4)
    _draw_table_head(flow, title, columns, remark, heads)
    step, lift = flow.row, (flow.row - size) / 2 + 1.4
    for number, cells in enumerate(rows):
        last = number == len(rows) - 1
        if flow.make_room(step * 2 + 2 if last and total else step):
            _draw_table_head(flow, translate("Summary", "{title} (continued)").format(title=title), columns, "", heads)
        base = flow.y + step - lift
        page = flow.page
        if decorate is not None:
            decorate(page, number, base)
        for column, cell in zip(columns, cells, strict=True):
            page.text(
                column.x, base, cell, size, bold=column.bold, ink=column.ink, align=column.align, room=column.room
            )
        flow.y += step
        page.rule(flow.y, flow.left, flow.right)
    if total:
        flow.make_room(step + 2)
        base = flow.y + step + 1 - lift
        for column, cell in zip(columns, total, strict=True):
            flow.page.text(column.x, base, cell, total_size if column.bold else size, bold=True, align=column.align)
        flow.y += step + 2
    _draw_notes(flow, notes)


def _draw_table_head(flow: _Flow, title: str, columns: Sequence[_Column], remark: str, heads: bool) -> None:
    page = flow.page
    page.text(flow.left, flow.y + 9, title, 10.5, bold=True, room=flow.right - flow.left)
    page.text(flow.right, flow.y + 9, remark, 8, ink=INK2, align="right")
    flow.y += 14
    page.rule(flow.y, flow.left, flow.right, weight=0.9, ink=INK)
    flow.y += 2
    if heads:
        for column in columns:
            page.text(column.x, flow.y + 10, column.head, 8, ink=INK2, align=column.align, room=column.room)
        flow.y += 13


def _draw_notes(flow: _Flow, notes: Sequence[str]) -> None:
    for line in _wrapped(" ".join(notes), 7.5, flow.right - flow.left):
        flow.make_room(11)
        flow.page.text(flow.left, flow.y + 8.5, line, 7.5, ink=INK2)
        flow.y += 11


def _wrapped(text: str, size: float, room: float) -> list[str]:
    lines = [""] if text else []
    for character in text:
        if lines[-1] and width_of(lines[-1] + character, size) > room:
            lines.append("")
        lines[-1] += character
    return lines


def _draw_head(page: Page, summary: DaySummary) -> None:
    page.box(LEFT, 35, 30, 30, fill=_GREEN, radius=6)
    page.text(LEFT + 15, 56.5, "兴", 19, bold=True, ink=WHITE, align="centre")
    when = words.period(summary)
    page.text(LEFT + 41, 49, words.title(summary), 17, bold=True, room=RIGHT - LEFT - 53 - width_of(when, 12, True))
    page.text(RIGHT, 49, when, 12, bold=True, align="right")
    state = words.as_of(summary)
    where = translate("Summary", "{district_name} {district} · {shop} {shop_name} · till {till}").format(
        district_name=region_name(summary.district),
        district=summary.district,
        shop=summary.shop,
        shop_name=summary.shop_name,
        till=summary.till,
    )
    page.text(LEFT + 41, 62.5, where, 8.5, ink=INK2, room=RIGHT - LEFT - 53 - width_of(state, 8.5))
    page.text(RIGHT, 62.5, state, 8.5, ink=INK2, align="right")
    page.rule(73, weight=1.3, ink=INK)


def _draw_headline(page: Page, summary: DaySummary, profile: Profile) -> None:
    """Four figures to read at arm's length, and under them what was taken off on the way, each apart."""
    totals = summary.totals
    certified = translate("Summary", "{certified} of {net}").format(
        certified=totals.certified.grouped(), net=totals.net.grouped()
    )
    seven = words.seven_entries(summary, profile)
    cells = (
        (
            translate("Summary", "Net sales"),
            totals.net.grouped(),
            _against_last_week(summary),
        ),
        (
            translate("Summary", "Sales"),
            translate("Summary", "{sales} receipts").format(sales=totals.sales),
            translate("Summary", "average {average} · median {median}").format(
                average=words.average_receipt(summary).grouped(), median=summary.median_receipt.grouped()
            ),
        ),
        (translate("Summary", "Certified products"), share(totals.certified, totals.net) or "—", certified),
        (
            translate("Summary", "Seven entries"),
            seven.grouped(),
            translate("Summary", "{share} of the net").format(share=share(seven, totals.net) or "—"),
        ),
    )
    step = (RIGHT - LEFT) / len(cells)
    for number, (name, figure, small) in enumerate(cells):
        x = LEFT + step * number
        if number:
            page.box(x - 9, 86, 0.6, 44, fill=INK3)
        page.text(x, 93, name, 8.5, ink=INK2)
        size = 19.0
        while size > 10 and width_of(figure, size, True) > step - 12:
            size -= 0.5
        # The space keeps the figure apart from the small print for whoever copies the text out of the file.
        page.text(x, 114, f"{figure} ", size, bold=True)
        page.text(x, 127, small, 7.5, ink=INK2, room=step - 12)
    _draw_taken_off(page, summary)


def _against_last_week(summary: DaySummary) -> str:
    change = words.against_last_week(summary)
    if not change:
        return translate("Summary", "yuan, before cash rounding")
    return translate("Summary", "yuan · {change} on a week ago").format(change=change)


def _draw_taken_off(page: Page, summary: DaySummary) -> None:
    totals = summary.totals
    parts = (
        (translate("Summary", "Sold"), totals.gross.grouped()),
        (translate("Summary", "Refunds ({count})").format(count=totals.refunds), totals.refunded.grouped()),
        (translate("Summary", "Discounts given"), totals.discount.grouped()),
        (translate("Summary", "Cash rounding"), totals.rounding.grouped()),
        (translate("Summary", "Money kept"), (totals.net + totals.rounding).grouped()),
    )
    page.box(LEFT, 134, RIGHT - LEFT, 16, fill=0xEFF2EF)
    step = (RIGHT - LEFT) / len(parts)
    for number, (name, figure) in enumerate(parts):
        x = LEFT + step * number + 6
        page.text(x, 145, name, 8, ink=INK2, room=step - 18 - width_of(figure, 8, True))
        page.text(x + step - 14, 145, figure, 8, bold=True, align="right")


def _draw_origins(flow: _Flow, summary: DaySummary, table: Table) -> None:
    net = summary.totals.net
    day = date.fromisoformat(summary.last_day)
    bar, bar_width = RIGHT - 101, 66.0
    largest = max((row.group.net.fen for row in table.rows), default=0)
    seals = [province_character(row.code) for row in table.rows]
    columns = (
        _Column(translate("Summary", "Origin"), LEFT + 20, bold=True, room=122),
        _Column(translate("Summary", "Code"), LEFT + 146, ink=INK2),
        _Column(translate("Summary", "Scheme"), LEFT + 192, room=52),
        _Column(translate("Summary", "Receipts"), LEFT + 278, "right"),
        _Column(translate("Summary", "kg"), LEFT + 336, "right"),
        _Column(translate("Summary", "Net"), RIGHT - 107, "right", bold=True),
        _Column(translate("Summary", "Share"), RIGHT, "right"),
    )

    side = min(13.0, flow.row - 1.8)

    def decorate(page: Page, number: int, base: float) -> None:
        draw_seal(page, LEFT, base - 3 - side / 2, side, seals[number])
        part = table.rows[number].group.net.fen / largest if largest > 0 else 0
        draw_bar(page, bar, base - 7.5, bar_width, 8, part, seals[number])

    rows = []
    for row in table.rows:
        scheme = paired_on(row.code, day, summary.district)
        rows.append(
            (
                row.label,
                row.code,
                scheme_label(scheme) if scheme else translate("Summary", "not paired"),
                str(row.group.sales),
                kilograms(row.group.grams),
                row.group.net.grouped(),
                share(row.group.net, net),
            )
        )
    total = table.total
    sums = (_total_word(), "", "", "", kilograms(total.grams), total.net.grouped(), share(total.net, net))
    remark = translate("Summary", "yuan · share of the net")
    notes = table.notes + words.share_note(table)
    _draw_table(flow, _numbered(1, table.title), columns, rows, sums, notes=notes, remark=remark, decorate=decorate)


def _draw_halves(flow: _Flow, summary: DaySummary, tables: dict[str, Table], row: float) -> _Flow:
    """Blocks two to six in two columns."""
    left = flow.beside(LEFT, LEFT + _HALF)
    right = flow.beside(RIGHT - _HALF, RIGHT)
    left.row = right.row = row
    refunds_off = translate("Summary", "refunds taken off")
    _draw_half(left, _numbered(2, tables["by_means"].title), tables["by_means"], refunds_off)
    _draw_half(right, _numbered(3, tables["by_channel"].title), tables["by_channel"])
    right.y += 10
    _draw_half(right, _numbered(4, translate("Summary", "By certification and buyer")), tables["certified"])
    right.y -= 4
    _draw_half(right, "", tables["by_buyer_kind"])
    left.y += 10
    _draw_drawers(left, summary)
    right.y += 10
    _draw_attention(right, summary)
    return flow.below(left, right)


def _draw_half(flow: _Flow, title: str, table: Table, remark: str = "") -> None:
    columns = (
        _Column("", flow.left, room=flow.right - flow.left - 150),
        _Column("", flow.right - 100, "right", ink=INK2),
        _Column("", flow.right - 68, "right", ink=INK2),
        _Column("", flow.right, "right", bold=False),
    )
    rows = [(row.label, _sales(row), _refunds(row), row.group.net.grouped()) for row in table.rows]
    total = (_total_word(), "", "", table.total.net.grouped())
    if title:
        _draw_table(
            flow, title, columns, rows, total, notes=table.notes, remark=remark, heads=False, size=8.5, total_size=9.5
        )
    else:
        _draw_rows_only(flow, columns, rows, total, table.notes)


def _draw_rows_only(
    flow: _Flow, columns: Sequence[_Column], rows: Sequence[Cells], total: Cells, notes: Sequence[str]
) -> None:
    flow.make_room(flow.row * 3)
    flow.y += 4
    flow.page.rule(flow.y, flow.left, flow.right, weight=0.9, ink=INK)
    for cells in (*rows, total):
        flow.make_room(flow.row + 2)
        base = flow.y + flow.row - (flow.row - 8.5) / 2 - 1.4
        for column, cell in zip(columns, cells, strict=True):
            bold = cells is total
            flow.page.text(column.x, base, cell, 8.5, bold=bold, align=column.align, ink=column.ink, room=column.room)
        flow.y += flow.row
        if cells is not total:
            flow.page.rule(flow.y, flow.left, flow.right)
    _draw_notes(flow, notes)


def _draw_drawers(flow: _Flow, summary: DaySummary) -> None:
    title = _numbered(5, translate("Summary", "Cash drawer"))
    drawers = summary.drawers
    if 1 <= len(drawers) <= _DRAWERS_ABREAST:
        columns = [_Column("", flow.left, room=flow.right - flow.left - 80 * len(drawers))]
        columns += [_Column("", flow.right - 80 * place, "right") for place in reversed(range(len(drawers)))]
        *rows, last = _side_by_side(drawers)
        remark = " · ".join(words.drawer_label(drawer) for drawer in drawers)
        if len(drawers) > 1:
            rows.insert(0, ("", *(words.drawer_label(drawer) for drawer in drawers)))
            remark = ""
        _draw_table(flow, title, columns, rows, last, remark=remark, heads=False, size=8.5, total_size=9.5)
        return
    columns = [_Column("", flow.left), _Column("", flow.right, "right")]
    rows = [(translate("Summary", "Shifts"), str(len(drawers)))]
    for name, amount in (
        (translate("Summary", "Cash sales, refunds off"), _sum(drawer.cash_sales for drawer in drawers)),
        (translate("Summary", "Put in"), _sum(drawer.cash_in for drawer in drawers)),
        (translate("Summary", "Taken out"), -_sum(drawer.cash_out for drawer in drawers)),
    ):
        rows.append((name, amount.grouped()))
    difference = (
        translate("Summary", "Difference"),
        words.over_short(_sum(drawer.over_short or ZERO for drawer in drawers)),
    )
    notes = [translate("Summary", "Shift by shift on a later page.")] if drawers else []
    _draw_table(flow, title, columns, rows, difference, notes=notes, heads=False, size=8.5, total_size=9.5)


def _side_by_side(drawers: Sequence[DrawerCount]) -> list[tuple[str, ...]]:
    """The lines of several drawers as rows: what it is, then one figure a drawer."""
    lines = [words.drawer_lines(drawer) for drawer in drawers]
    return [(same[0][0], *(figure for _, figure in same)) for same in zip(*lines, strict=True)]


def _draw_attention(flow: _Flow, summary: DaySummary) -> None:
    columns = (_Column("", flow.left), _Column("", flow.right, "right"))
    lines = words.attention(summary)
    _draw_table(flow, _numbered(6, translate("Summary", "To look at")), columns, lines, (), heads=False, size=8.5)


def _draw_details(flow: _Flow, summary: DaySummary, tables: dict[str, Table]) -> None:
    """Everything else row by row, from page 2 on."""
    flow.row = 13.0
    # Page 1 is the one that is signed: details never begin in what little room it may have left.
    flow.make_room(HEIGHT if flow.number == 0 else 0)
    number = 7
    for name in ("by_product", "by_producer"):
        _draw_named(flow, _numbered(number, tables[name].title), tables[name], summary)
        flow.spaced()
        number += 1
    left, right = flow.beside(LEFT, LEFT + _HALF), flow.beside(RIGHT - _HALF, RIGHT)
    _draw_half(left, _numbered(number, tables["by_clerk"].title), tables["by_clerk"])
    _draw_half(right, _numbered(number + 1, tables["by_mode"].title), tables["by_mode"])
    flow = flow.below(left, right).spaced()
    _draw_hours(flow, _numbered(number + 2, tables["by_hour"].title), tables["by_hour"], summary)
    if len(summary.drawers) > _DRAWERS_ABREAST:
        _draw_every_drawer(flow.spaced(), _numbered(number + 3, translate("Summary", "Cash drawer")), summary)


def _draw_named(flow: _Flow, title: str, table: Table, summary: DaySummary) -> None:
    """Products or producers: code, name and every sum."""
    net = summary.totals.net
    long = table.name == "by_producer"
    name_x = LEFT + (106 if long else 62)
    columns = (
        _Column(translate("Summary", "Code"), LEFT, ink=INK2, room=name_x - LEFT - 4),
        _Column(translate("Summary", "Name"), name_x, room=LEFT + 230 - name_x),
        _Column(translate("Summary", "Receipts"), LEFT + 256, "right"),
        _Column(translate("Summary", "kg"), LEFT + 306, "right"),
        _Column(translate("Summary", "Sold"), LEFT + 364, "right"),
        _Column(translate("Summary", "Refunds"), LEFT + 413, "right"),
        _Column(translate("Summary", "Net"), LEFT + 470, "right", bold=True),
        _Column(translate("Summary", "Share"), RIGHT, "right"),
    )
    rows = []
    for row in table.rows:
        group = row.group
        code = "" if row.label == row.code else row.code
        figures = (group.gross.grouped(), _or_blank(group.refunded), group.net.grouped(), share(group.net, net))
        rows.append((code, row.label, str(group.sales), kilograms(group.grams), *figures))
    sums = table.total
    total = (
        _total_word(), "", "", kilograms(sums.grams), sums.gross.grouped(), sums.refunded.grouped(),
        sums.net.grouped(), share(sums.net, net),
    )  # fmt: skip
    _draw_table(flow, title, columns, rows, total, notes=table.notes, size=8, total_size=8.5)


def _draw_hours(flow: _Flow, title: str, table: Table, summary: DaySummary) -> None:
    """The hours in figures, and their receipts as columns."""
    columns = (
        _Column(translate("Summary", "Hour"), LEFT),
        _Column(translate("Summary", "Receipts"), LEFT + 160, "right"),
        _Column(translate("Summary", "Refunded receipts"), LEFT + 230, "right"),
        _Column(translate("Summary", "Sold"), LEFT + 310, "right"),
        _Column(translate("Summary", "Refunds"), LEFT + 375, "right"),
        _Column(translate("Summary", "Net"), LEFT + 450, "right", bold=True),
        _Column(translate("Summary", "Share"), RIGHT, "right"),
    )
    net = summary.totals.net
    rows = []
    for row in table.rows:
        group = row.group
        counts = (str(group.sales), str(group.refunds) if group.refunds else "")
        money = (group.gross.grouped(), _or_blank(group.refunded), group.net.grouped(), share(group.net, net))
        rows.append((row.label, *counts, *money))
    sums = table.total
    total = (
        _total_word(), str(sums.sales), str(sums.refunds), sums.gross.grouped(), sums.refunded.grouped(),
        sums.net.grouped(), share(sums.net, net),
    )  # fmt: skip
    _draw_table(flow, title, columns, rows, total, notes=table.notes, size=8, total_size=8.5)
    if table.rows:
        flow.make_room(112)
        hours = [(int(row.code), row.group.sales) for row in table.rows]
        caption = translate("Summary", "Receipts an hour")
        draw_hours(flow.page, LEFT, flow.y + 16, RIGHT - LEFT, 96, hours, caption)
        flow.y += 112


def _draw_every_drawer(flow: _Flow, title: str, summary: DaySummary) -> None:
    """One row a shift, where there are too many to stand side by side on page 1."""
    names = (
        translate("Summary", "Float"),
        translate("Summary", "Cash sales"),
        translate("Summary", "Put in"),
        translate("Summary", "Taken out"),
        translate("Summary", "Due"),
        translate("Summary", "Counted"),
        translate("Summary", "Difference"),
    )
    width = (RIGHT - LEFT - 110) / len(names)
    columns = [
        _Column(translate("Summary", "Shift"), LEFT, room=72),
        _Column(translate("Summary", "Clerk"), LEFT + 76, room=34),
        *(_Column(name, LEFT + 110 + width * (place + 1), "right") for place, name in enumerate(names)),
    ]
    rows = [
        (words.drawer_label(drawer), drawer.clerk, *(figure for _, figure in words.drawer_lines(drawer)))
        for drawer in summary.drawers
    ]
    drawers = summary.drawers
    total = (
        _total_word(), "", "", _sum(drawer.cash_sales for drawer in drawers).grouped(),
        _sum(drawer.cash_in for drawer in drawers).grouped(), (-_sum(drawer.cash_out for drawer in drawers)).grouped(),
        "", "", words.over_short(_sum(drawer.over_short or ZERO for drawer in drawers)),
    )  # fmt: skip
    _draw_table(flow, title, columns, rows, total, size=7.5, total_size=7.5)


def _draw_foot(page: Page, summary: DaySummary) -> None:
    """Who signs, which receipts and which file it is about, and the mark that a camera reads."""
    page.rule(_FOOT, weight=0.9, ink=INK)
    signers = (
        translate("Summary", "Cashier"),
        translate("Summary", "Shop manager"),
        translate("Summary", "Checked by"),
    )
    for number, signer in enumerate(signers):
        x = LEFT + 132 * number
        page.text(x, _FOOT + 13, signer, 8.5)
        page.rule(_FOOT + 33, x, x + 116, weight=0.6, ink=INK3)
        page.text(x, _FOOT + 42, translate("Summary", "signature / date"), 7, ink=INK2)
    side = 56.0
    page.mark(RIGHT - side, _FOOT + 7, side, words.mark(summary))
    room = RIGHT - LEFT - side - 10
    papers = [words.receipt_range(summary)]
    if summary.sync_file:
        papers.append(translate("Summary", "file {name}").format(name=summary.sync_file))
    page.text(LEFT, _FOOT + 55, " · ".join(papers), 7, ink=INK2, room=room)
    end = translate("Summary", "Chain end {hash}").format(hash=summary.chain_head or "—")
    page.text(LEFT, _FOOT + 64, end, 7, ink=INK2, room=room)
    page.text(RIGHT, _FOOT + 71, translate("Summary", "scan to check the totals"), 6.5, ink=INK2, align="right")


def _draw_page_number(page: Page, heading: str, number: int, pages: int) -> None:
    text = translate("Summary", "page {number} / {pages}").format(number=number, pages=pages)
    if number == 1:
        scope = translate("Summary", "No personal data here. Not the shop's completion on the 832 platform.")
        page.text(LEFT, _FOOT + 73, f"{text} · {scope}", 7, ink=INK2, room=RIGHT - LEFT - 90)
        return
    page.text(LEFT, 44, heading, 8.5, ink=INK2, room=RIGHT - LEFT)
    page.rule(51, weight=0.9, ink=INK)
    page.text(RIGHT, HEIGHT - 30, text, 8, ink=INK2, align="right")


def _numbered(number: int, title: str) -> str:
    ordinals = translate("Summary", "1 2 3 4 5 6 7 8 9 10 11 12").split()
    return translate("Summary", "{number}. {title}").format(number=ordinals[number - 1], title=title)


def _total_word() -> str:
    return translate("Summary", "Total")


def _sales(row: Row) -> str:
    return translate("Summary", "{count} ×").format(count=row.group.sales) if row.counted else ""


def _refunds(row: Row) -> str:
    if not row.counted or not row.group.refunds:
        return ""
    return translate("Summary", "back {count}").format(count=row.group.refunds)


def _or_blank(amount: Money) -> str:
    return amount.grouped() if amount else ""


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)
