"""The daily summary on A4: origin first, six blocks in a fixed order, then everything else row by row.

Page 1 says the whole of it and is the one that is signed. Tables run on over as many pages as they need, with their
heads repeated, and every one of them ends in a total that is the headline's net.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pos.core import daily_summary as words
from pos.core.channels import DEFAULT_PROFILE, Profile
from pos.core.daily_summary import Row, Table, kilograms, share
from pos.core.labels import NOBODY, scheme_label
from pos.core.money import ZERO, Money
from pos.core.paper import TRAINING
from pos.core.regions import paired_on, province_character, region_name
from pos.core.totals import DaySummary, DrawerCount
from pos.core.training import SHOP as TRAINING_SHOP
from pos.core.wording import translate
from pos.paper.a4 import HEIGHT, INK, INK2, INK3, LEFT, RIGHT, WHITE, Page, Paper, width_of
from pos.paper.charts import draw_bar, draw_hours, draw_seal
from pos.paper.tables import FOOT, Column, Flow, draw_rows, draw_table

_GAP = 20.0
_HALF = (RIGHT - LEFT - _GAP) / 2
_GREEN = 0x0F3A32
#: So many drawers stand side by side on page 1; more of them get a table of their own.
_DRAWERS_ABREAST = 2
#: Heights of a row of origins and of a row of the other five blocks, from roomy to tight: page 1 takes the first that
#: lets it hold all six, and from so many origins on does not look for one.
_ROWS = ((19.0, 16.5), (16.0, 14.0), (13.6, 12.0))
_MANY_ORIGINS = 25


def draw_daily_summary(summary: DaySummary, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """The summary of a day, a month or any range as a PDF of A4 pages, in the language of this process."""
    return _lay_out(summary, profile).finish(f"{words.title(summary)} {words.period(summary)}", summary.shop_name)


def summary_pages(summary: DaySummary, profile: Profile = DEFAULT_PROFILE) -> list[Page]:
    """The same pages before they become a PDF, for a preview: words, shapes and marks in points from the top left."""
    return _lay_out(summary, profile).pages


def _lay_out(summary: DaySummary, profile: Profile) -> Paper:
    tables = words.tables(summary, profile)
    flow = _draw_blocks(summary, profile, tables)
    paper = flow.paper
    _draw_details(flow.spaced(), summary, tables)
    heading = f"{summary.shop}-{summary.till} {summary.shop_name} · {words.title(summary)} {words.period(summary)}"
    pages = len(paper.pages)
    for number, page in enumerate(paper.pages):
        _draw_page_number(page, heading, number + 1, pages)
        if summary.shop == TRAINING_SHOP:
            _draw_training(page, first=number == 0)
    return paper


def _draw_blocks(summary: DaySummary, profile: Profile, tables: dict[str, Table]) -> Flow:
    """Head, headline, the six blocks and the foot, with the rows as far apart as page 1 allows."""
    few = len(tables["by_region"].rows) < _MANY_ORIGINS
    for origin_row, other_row in _ROWS if few else _ROWS[-1:]:
        flow = Flow(Paper(), 0, 160.0, LEFT, RIGHT, row=origin_row)
        _draw_head(flow.page, summary)
        _draw_headline(flow.page, summary, profile)
        _draw_foot(flow.page, summary)
        _draw_origins(flow, summary, tables["by_region"])
        flow.y += 14
        flow = _draw_halves(flow, summary, tables, other_row)
        if flow.number == 0:
            break
    return flow


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
            translate("Summary", "avg {average} · median {median}").format(
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
        (translate("Summary", "Kept"), (totals.net + totals.rounding).grouped()),
    )
    page.box(LEFT, 134, RIGHT - LEFT, 16, fill=0xEFF2EF)
    step = (RIGHT - LEFT) / len(parts)
    for number, (name, figure) in enumerate(parts):
        x = LEFT + step * number + 6
        page.text(x, 145, name, 8, ink=INK2, room=step - 18 - width_of(figure, 8, True))
        page.text(x + step - 14, 145, figure, 8, bold=True, align="right")


def _draw_origins(flow: Flow, summary: DaySummary, table: Table) -> None:
    net = summary.totals.net
    day = date.fromisoformat(summary.last_day)
    bar, bar_width = RIGHT - 101, 66.0
    largest = max((row.group.net.fen for row in table.rows), default=0)
    seals = [province_character(row.code) for row in table.rows]
    columns = (
        Column(translate("Summary", "Origin"), LEFT + 20, bold=True, room=122),
        Column(translate("Summary", "Code"), LEFT + 146, ink=INK2),
        Column(translate("Summary", "Scheme"), LEFT + 192, room=52),
        Column(translate("Summary", "Receipts"), LEFT + 278, "right"),
        Column(translate("Summary", "kg"), LEFT + 336, "right"),
        Column(translate("Summary", "Net"), RIGHT - 107, "right", bold=True),
        Column(translate("Summary", "Share"), RIGHT, "right"),
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
    draw_table(flow, _numbered(1, table.title), columns, rows, sums, notes=notes, remark=remark, decorate=decorate)


def _draw_halves(flow: Flow, summary: DaySummary, tables: dict[str, Table], row: float) -> Flow:
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


def _draw_half(flow: Flow, title: str, table: Table, remark: str = "") -> None:
    columns = (
        Column("", flow.left, room=flow.right - flow.left - 150),
        Column("", flow.right - 100, "right", ink=INK2),
        Column("", flow.right - 68, "right", ink=INK2),
        Column("", flow.right, "right", bold=False),
    )
    rows = [(row.label, _sales(row), _refunds(row), row.group.net.grouped()) for row in table.rows]
    total = (_total_word(), "", "", table.total.net.grouped())
    if title:
        draw_table(
            flow, title, columns, rows, total, notes=table.notes, remark=remark, heads=False, size=8.5, total_size=9.5
        )
    else:
        draw_rows(flow, columns, rows, total, table.notes)


def _draw_drawers(flow: Flow, summary: DaySummary) -> None:
    title = _numbered(5, translate("Summary", "Cash drawer"))
    drawers = summary.drawers
    if 1 <= len(drawers) <= _DRAWERS_ABREAST:
        columns = [Column("", flow.left, room=flow.right - flow.left - 80 * len(drawers))]
        columns += [Column("", flow.right - 80 * place, "right") for place in reversed(range(len(drawers)))]
        *rows, last = _side_by_side(drawers)
        remark = " · ".join(words.drawer_label(drawer) for drawer in drawers)
        if len(drawers) > 1:
            rows.insert(0, ("", *(words.drawer_label(drawer) for drawer in drawers)))
            remark = ""
        draw_table(flow, title, columns, rows, last, remark=remark, heads=False, size=8.5, total_size=9.5)
        return
    columns = [Column("", flow.left), Column("", flow.right, "right")]
    rows = [(translate("Summary", "Shifts"), str(len(drawers)))]
    for name, amount in (
        (translate("Summary", "Cash sales, refunds off"), _sum(drawer.cash_sales for drawer in drawers)),
        (translate("Summary", "Put in"), _sum(drawer.cash_in for drawer in drawers)),
        (translate("Summary", "Taken out"), -_sum(drawer.cash_out for drawer in drawers)),
    ):
        rows.append((name, amount.grouped()))
    difference = (
        translate("Summary", "Difference"),
        words.over_and_short(drawers),
    )
    notes = [translate("Summary", "Shift by shift on a later page.")] if drawers else []
    draw_table(flow, title, columns, rows, difference, notes=notes, heads=False, size=8.5, total_size=9.5)


def _side_by_side(drawers: Sequence[DrawerCount]) -> list[tuple[str, ...]]:
    """The lines of several drawers as rows: what it is, then one figure a drawer."""
    lines = [words.drawer_lines(drawer) for drawer in drawers]
    return [(same[0][0], *(figure for _, figure in same)) for same in zip(*lines, strict=True)]


def _draw_attention(flow: Flow, summary: DaySummary) -> None:
    columns = (Column("", flow.left), Column("", flow.right, "right"))
    lines = words.attention(summary)
    draw_table(flow, _numbered(6, translate("Summary", "To look at")), columns, lines, (), heads=False, size=8.5)


def _draw_details(flow: Flow, summary: DaySummary, tables: dict[str, Table]) -> None:
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


def _draw_named(flow: Flow, title: str, table: Table, summary: DaySummary) -> None:
    """Products or producers: code, name and every sum."""
    net = summary.totals.net
    long = table.name == "by_producer"
    name_x = LEFT + (106 if long else 62)
    columns = (
        Column(translate("Summary", "Code"), LEFT, ink=INK2, room=name_x - LEFT - 4),
        Column(translate("Summary", "Name"), name_x, room=LEFT + 224 - name_x),
        Column(translate("Summary", "Receipts"), LEFT + 250, "right"),
        Column(translate("Summary", "kg"), LEFT + 296, "right"),
        Column(translate("Summary", "Sold"), LEFT + 352, "right"),
        Column(translate("Summary", "Refunds"), LEFT + 411, "right"),
        Column(translate("Summary", "Net"), LEFT + 472, "right", bold=True),
        Column(translate("Summary", "Share"), RIGHT, "right"),
    )
    rows = []
    for row in table.rows:
        group = row.group
        code = "" if row.code in (row.label, NOBODY) else row.code
        figures = (group.gross.grouped(), _or_blank(group.refunded), group.net.grouped(), share(group.net, net))
        rows.append((code, row.label, str(group.sales), kilograms(group.grams), *figures))
    sums = table.total
    total = (
        _total_word(), "", "", kilograms(sums.grams), sums.gross.grouped(), sums.refunded.grouped(),
        sums.net.grouped(), share(sums.net, net),
    )  # fmt: skip
    draw_table(flow, title, columns, rows, total, notes=table.notes, size=8, total_size=8.5)


def _draw_hours(flow: Flow, title: str, table: Table, summary: DaySummary) -> None:
    """The hours in figures, and their receipts as columns."""
    columns = (
        Column(translate("Summary", "Hour"), LEFT),
        Column(translate("Summary", "Receipts"), LEFT + 160, "right"),
        Column(translate("Summary", "Refunded receipts"), LEFT + 230, "right"),
        Column(translate("Summary", "Sold"), LEFT + 310, "right"),
        Column(translate("Summary", "Refunds"), LEFT + 375, "right"),
        Column(translate("Summary", "Net"), LEFT + 450, "right", bold=True),
        Column(translate("Summary", "Share"), RIGHT, "right"),
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
    draw_table(flow, title, columns, rows, total, notes=table.notes, size=8, total_size=8.5)
    if table.rows:
        flow.make_room(112)
        hours = [(int(row.code), row.group.sales) for row in table.rows]
        caption = translate("Summary", "Receipts an hour")
        draw_hours(flow.page, LEFT, flow.y + 16, RIGHT - LEFT, 96, hours, caption)
        flow.y += 112


def _draw_every_drawer(flow: Flow, title: str, summary: DaySummary) -> None:
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
        Column(translate("Summary", "Shift"), LEFT, room=72),
        Column(translate("Summary", "Clerk"), LEFT + 76, room=34),
        *(Column(name, LEFT + 110 + width * (place + 1), "right") for place, name in enumerate(names)),
    ]
    rows = [
        (words.drawer_label(drawer), drawer.clerk, *(figure for _, figure in words.drawer_lines(drawer)))
        for drawer in summary.drawers
    ]
    drawers = summary.drawers
    total = (
        _total_word(), "", "", _sum(drawer.cash_sales for drawer in drawers).grouped(),
        _sum(drawer.cash_in for drawer in drawers).grouped(), (-_sum(drawer.cash_out for drawer in drawers)).grouped(),
        "", "", words.over_and_short(drawers),
    )  # fmt: skip
    draw_table(flow, title, columns, rows, total, size=7.5, total_size=7.5)


def _draw_foot(page: Page, summary: DaySummary) -> None:
    """Who signs, which receipts and which file it is about, and the mark that a camera reads."""
    page.rule(FOOT, weight=0.9, ink=INK)
    signers = (
        translate("Summary", "Cashier"),
        translate("Summary", "Shop manager"),
        translate("Summary", "Checked by"),
    )
    for number, signer in enumerate(signers):
        x = LEFT + 132 * number
        page.text(x, FOOT + 13, signer, 8.5)
        page.rule(FOOT + 33, x, x + 116, weight=0.6, ink=INK3)
        page.text(x, FOOT + 42, translate("Summary", "signature / date"), 7, ink=INK2)
    side = 56.0
    if summary.shop != TRAINING_SHOP:
        page.mark(RIGHT - side, FOOT + 7, side, words.mark(summary))
    room = RIGHT - LEFT - side - 10
    papers = [words.receipt_range(summary)]
    if summary.sync_file:
        papers.append(translate("Summary", "file {name}").format(name=summary.sync_file))
    page.text(LEFT, FOOT + 55, " · ".join(papers), 7, ink=INK2, room=room)
    end = translate("Summary", "Chain end {hash}").format(hash=summary.chain_head or "—")
    page.text(LEFT, FOOT + 64, end, 7, ink=INK2, room=room)
    if summary.shop != TRAINING_SHOP:
        page.text(RIGHT, FOOT + 71, translate("Summary", "scan to check the totals"), 6.5, ink=INK2, align="right")


def _draw_page_number(page: Page, heading: str, number: int, pages: int) -> None:
    text = translate("Summary", "page {number} / {pages}").format(number=number, pages=pages)
    if number == 1:
        scope = translate("Summary", "No personal data here. Not the shop's completion on the 832 platform.")
        page.text(LEFT, FOOT + 73, f"{text} · {scope}", 7, ink=INK2, room=RIGHT - LEFT - 90)
        return
    page.text(LEFT, 44, heading, 8.5, ink=INK2, room=RIGHT - LEFT)
    page.rule(51, weight=0.9, ink=INK)
    page.text(RIGHT, HEIGHT - 30, text, 8, ink=INK2, align="right")


def _draw_training(page: Page, *, first: bool) -> None:
    """Over the head and in the foot of every page, where the code would stand: this counts for nothing."""
    foot = (RIGHT - 118, FOOT + 10, 118.0) if first else (LEFT, HEIGHT - 44, 118.0)
    for x, top, wide in ((LEFT, 6.0, RIGHT - LEFT), foot):
        page.box(x, top, wide, 22, fill=INK)
        page.text(x + wide / 2, top + 16.5, TRAINING, 14, bold=True, ink=WHITE, align="centre")


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
