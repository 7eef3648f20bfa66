"""Tables on A4 that flow: columns of a page, rows that go on over the next one, heads repeated, totals never alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from pos.core.wording import translate
from pos.paper.a4 import INK, INK2, Align, Page, Paper, width_of

#: Where the foot of page 1 begins, and how far down the other pages may be written on.
FOOT, BOTTOM = 750.0, 794.0
_TOP_AGAIN = 62.0
#: A table of no more rows than this is not torn over two pages.
_KEPT_WHOLE = 12


class Flow(Struct):
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
        return FOOT - 5 if self.number == 0 else BOTTOM

    def make_room(self, height: float) -> bool:
        """Go to the next page unless `height` points are left on this one; whether it went."""
        if self.y + height <= self.bottom:
            return False
        self.number += 1
        self.y = _TOP_AGAIN
        return True

    def spaced(self) -> Flow:
        self.y += 20
        return self

    def beside(self, left: float, right: float) -> Flow:
        """Another column that begins at the same height."""
        return Flow(self.paper, self.number, self.y, left, right, self.row)

    def below(self, *columns: Flow) -> Flow:
        """This column again, under the lowest of these."""
        self.number, self.y = max((column.number, column.y) for column in columns)
        return self


class Column(Struct, frozen=True):
    """A column of a table: its head, where its edge is, and which edge that is."""

    head: str
    x: float
    align: Align = "left"
    bold: bool = False
    room: float | None = None
    ink: int = INK


Cells = Sequence[str]


def draw_table(
    flow: Flow,
    title: str,
    columns: Sequence[Column],
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
    _draw_head(flow, title, columns, remark, heads)
    step, lift = flow.row, (flow.row - size) / 2 + 1.4
    for number, cells in enumerate(rows):
        last = number == len(rows) - 1
        if flow.make_room(step * 2 + 2 if last and total else step):
            _draw_head(flow, translate("Summary", "{title} (continued)").format(title=title), columns, "", heads)
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


def _draw_head(flow: Flow, title: str, columns: Sequence[Column], remark: str, heads: bool) -> None:
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


def _draw_notes(flow: Flow, notes: Sequence[str]) -> None:
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


def draw_rows(flow: Flow, columns: Sequence[Column], rows: Sequence[Cells], total: Cells, notes: Sequence[str]) -> None:
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
