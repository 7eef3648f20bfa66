"""What is drawn rather than written on the summary: origin seals, bars of shares, the hours of a day.

Everything is told twice, once by shape or word: a sheet from a black and white printer says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from pos.paper.a4 import INK, INK2, INK3, WHITE, Page

#: One colour for a province, the same on every paper and screen; a province without one gets an outlined seal.
SEALS = {
    "蒙": 0x114A8C,
    "鄂": 0x437D1F,
    "新": 0xC43D08,
    "青": 0x087C98,
    "藏": 0x8D0E4F,
    "冀": 0x6C531F,
    "豫": 0x5B1FB8,
}
_OTHER = 0x55625B

_HOUR, _BUSIEST = 0x7DBBAC, 0x0A6A5A


def draw_seal(page: Page, x: float, y: float, side: float, character: str) -> None:
    """A province's seal: its one-character name on a rounded square with its top left corner at (x, y)."""
    colour = SEALS.get(character)
    if colour is None:
        page.box(x + 0.5, y + 0.5, side - 1, side - 1, edge=_OTHER, radius=side * 0.2, weight=0.9)
    else:
        page.box(x, y, side, side, fill=colour, radius=side * 0.2)
    ink = _OTHER if colour is None else WHITE
    page.text(x + side / 2, y + side * 0.78, character, side * 0.66, bold=True, ink=ink, align="centre")


def draw_bar(page: Page, x: float, y: float, width: float, height: float, part: float, character: str) -> None:
    """A bar as long as `part` (0 to 1) of `width`, in the province's colour; none for a part of 0 or less."""
    if part > 0:
        page.box(x, y, max(width * min(part, 1.0), 1.5), height, fill=SEALS.get(character, _OTHER))


def draw_hours(
    page: Page, x: float, y: float, width: float, height: float, hours: Sequence[tuple[int, int]], caption: str
) -> None:
    """Columns of counts by hour from (hour, count): the busiest is darker, every count stands above its column.

    Hours between the first and the last without a count show as a gap on the line.
    """
    counts = dict(hours)
    if not counts:
        return
    first, last = min(counts), max(counts)
    # A day of three hours must not be three doors: columns have a widest width.
    step = min(width / (last - first + 1), 44.0)
    top = max(max(counts.values()), 1)
    base = y + height - 13
    full = height - 13 - 12
    page.text(x, y, caption, 8, ink=INK2)
    for hour in range(first, last + 1):
        left, count = x + (hour - first) * step, counts.get(hour, 0)
        tall = full * count / top if count > 0 else 0
        if tall:
            page.box(left + step * 0.14, base - tall, step * 0.72, tall, fill=_BUSIEST if count == top else _HOUR)
            page.text(left + step / 2, base - tall - 3, str(count), 7.5, bold=count == top, align="centre")
        page.text(left + step / 2, base + 10, f"{hour}", 7.5, ink=INK3, align="centre")
    page.rule(base, x, x + step * (last - first + 1), weight=0.6, ink=INK)
