"""Price tags of 90 by 55 mm: ten on a sheet of A4 to be cut, or each on a label of its own.

Read in black and white as well as in colour: the seal and the words always stand there.
"""

from __future__ import annotations

from collections.abc import Sequence

from pos.core.price_tags import PriceTag
from pos.core.wording import translate
from pos.paper.a4 import HEIGHT, INK, INK2, LINE, WHITE, WIDTH, Page, Paper, width_of
from pos.paper.charts import SEALS

MM = 72 / 25.4
TAG_WIDTH, TAG_HEIGHT = 90 * MM, 55 * MM
ACROSS, DOWN = 2, 5
_GAP = 2 * MM
_LEFT = (WIDTH - ACROSS * TAG_WIDTH - (ACROSS - 1) * _GAP) / 2
_TOP = (HEIGHT - DOWN * TAG_HEIGHT - (DOWN - 1) * _GAP) / 2
_BLACK, _PROMOTION = 0x17181A, 0xA8231B
_EDGE, _HEAD, _SEAL = 9.0, 28.0, 19.5
#: One module of the barcode, and the room that the code takes with its first digit before it.
_MODULE = 0.94
_CODE_WIDTH = 95 * _MODULE + 14
#: What the modules of an EAN-13 look like: left odd, left even; the right side is the left odd one turned over.
_ODD = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
_PARITY = ["oooooo", "ooeoee", "ooeeoe", "ooeeeo", "oeooee", "oeeooe", "oeeeoo", "oeoeoe", "oeoeeo", "oeeoeo"]


def price_tags_pdf(tags: Sequence[PriceTag], *, single: bool = False, colour: bool | None = None) -> bytes:
    """The tags as a PDF; `single` gives each its own label, which is black unless `colour` says otherwise."""
    paper = Paper()
    coloured = not single if colour is None else colour
    for n, tag in enumerate(tags):
        if single:
            draw_tag(paper.page(n), tag, 0, 0, coloured=coloured)
            continue
        page = paper.page(n // (ACROSS * DOWN))
        place = n % (ACROSS * DOWN)
        x = _LEFT + place % ACROSS * (TAG_WIDTH + _GAP)
        y = _TOP + place // ACROSS * (TAG_HEIGHT + _GAP)
        draw_tag(page, tag, x, y, coloured=coloured)
    title = translate("PriceTag", "Price tags")
    return paper.finish(title, "", (TAG_WIDTH, TAG_HEIGHT) if single else (WIDTH, HEIGHT))


def draw_tag(page: Page, tag: PriceTag, x: float, y: float, *, coloured: bool = True) -> None:
    """One tag with its top left corner at (x, y)."""
    page.box(x, y, TAG_WIDTH, TAG_HEIGHT, fill=WHITE, edge=LINE, radius=4, weight=0.5)
    right = x + TAG_WIDTH - _EDGE
    _head(page, tag, x, y, SEALS.get(tag.province, _BLACK) if coloured else _BLACK)
    left = x + _EDGE
    room = TAG_WIDTH - 2 * _EDGE - 74
    # A long name gives way in size first: half of a name is another product's.
    size = next((size for size in (14.0, 12.0, 10.0) if width_of(tag.name, size, bold=True) <= room), 8.5)
    page.text(left, y + 49, tag.name, size, bold=True, room=room)
    page.text(right, y + 43, translate("PriceTag", "Price complaints 12345"), 6, ink=INK2, align="right")
    since = translate("PriceTag", "from {day}").format(day=tag.since.isoformat())
    page.text(right, y + 52, since, 6, ink=INK2, align="right")
    if tag.spec:
        page.text(left, y + 62, translate("PriceTag", "Size {spec}").format(spec=tag.spec), 7.5, room=180)
    _promotion(page, tag, left, y + 69)
    _price(page, tag, left, y + (115 if tag.former is None else 117.5))
    _foot(page, tag, left, y)
    _code(page, tag, right, y + 108)


def _head(page: Page, tag: PriceTag, x: float, y: float, fill: int) -> None:
    # Only its upper corners are round.
    page.box(x, y, TAG_WIDTH, _HEAD, fill=fill, radius=4)
    page.box(x, y + _HEAD - 6, TAG_WIDTH, 6, fill=fill)
    seal = x + _EDGE - 2, y + (_HEAD - _SEAL) / 2
    page.box(*seal, _SEAL, _SEAL, fill=WHITE, radius=4)
    page.text(seal[0] + _SEAL / 2, seal[1] + 15.2, tag.province, 13, bold=True, ink=fill, align="centre")
    origin = translate("PriceTag", "Origin {place}").format(place=tag.origin)
    room = TAG_WIDTH - 2 * _EDGE - _SEAL - 4 - (58 if tag.certified else 0)
    page.text(seal[0] + _SEAL + 6, y + 18, origin, 10, bold=True, ink=WHITE, room=room)
    if tag.certified:
        page.box(x + TAG_WIDTH - _EDGE - 50, y + 6.5, 50, 15, edge=WHITE, radius=4, weight=1)
        page.text(x + TAG_WIDTH - _EDGE - 25, y + 17.2, "消费帮扶", 8.5, bold=True, ink=WHITE, align="centre")


def _promotion(page: Page, tag: PriceTag, left: float, y: float) -> None:
    if tag.former is None or tag.until is None:
        return
    page.box(left, y, 28, 13, fill=_PROMOTION, radius=2)
    page.text(left + 14, y + 9.6, translate("PriceTag", "Promotion"), 8, bold=True, ink=WHITE, align="centre")
    words = translate("PriceTag", "Former price {price} yuan/{unit} · until {day}")
    said = words.format(price=tag.former, unit=tag.unit, day=tag.until.isoformat())
    page.text(left + 33, y + 9.6, said, 7.5, room=190)


def _price(page: Page, tag: PriceTag, left: float, base: float) -> None:
    """The yuan large, the fen smaller, and always the unit behind them."""
    yuan, _, fen = str(tag.price).partition(".")
    unit = translate("PriceTag", "yuan/{unit}").format(unit=tag.unit)
    parts = ((yuan, 1.0), (f".{fen}", 0.55))
    large = 40.0 if tag.former is None else 34.0
    room = TAG_WIDTH - 2 * _EDGE - 17 - width_of(unit, 11, bold=True) - (_CODE_WIDTH if tag.barcode else 0)
    large *= min(1.0, room / sum(width_of(text, large * share, bold=True) for text, share in parts))
    page.text(left, base, "¥", 13, bold=True)
    at = left + 13
    for text, share in parts:
        page.text(at, base, text, large * share, bold=True)
        at += width_of(text, large * share, bold=True)
    page.text(at + 4, base, unit, 11, bold=True)


def _foot(page: Page, tag: PriceTag, left: float, y: float) -> None:
    room = TAG_WIDTH - 2 * _EDGE - _CODE_WIDTH if tag.barcode else 165.0
    if tag.per_kg is not None:
        per = translate("PriceTag", "comes to {price} yuan/kg").format(price=tag.per_kg)
        page.text(left, y + 128, per, 7.5, room=room)
    page.text(left, y + 138, tag.producer, 7, room=room)
    if tag.certified:
        said = translate("PriceTag", "Certified, no. {no}").format(no=tag.certification_no)
    elif tag.certification_no:
        said = translate("PriceTag", "Certificate {no} has expired").format(no=tag.certification_no)
    else:
        said = translate("PriceTag", "Not in the register of certified goods")
    page.text(left, y + 148, said, 6.5, ink=INK if tag.certified else INK2, room=room)


def _code(page: Page, tag: PriceTag, right: float, y: float) -> None:
    """The barcode; goods by weight have none, their PLU is typed."""
    if not tag.barcode:
        if tag.plu:
            page.text(right, y + 38, f"PLU {tag.plu}", 13, bold=True, align="right")
        return
    module, height = _MODULE, 32.0
    left = right - 95 * module
    for n, dark in enumerate(ean13_modules(tag.barcode)):
        # The guards reach further down, as everybody knows them.
        guard = n < 3 or n >= 92 or 45 <= n < 50
        if dark == "1":
            page.box(left + n * module, y, module, height + (4 if guard else 0), fill=0)
    for digits, x in (
        (tag.barcode[0], left - 5),
        (tag.barcode[1:7], left + 24 * module),
        (tag.barcode[7:], left + 71 * module),
    ):
        page.text(x, y + height + 7, digits, 6.5, align="centre")


def ean13_modules(code: str) -> str:
    """The 95 modules of a code of thirteen digits, 1 for a dark one."""
    left = "".join(
        _ODD[int(digit)] if parity == "o" else _turned(_ODD[int(digit)])[::-1]
        for digit, parity in zip(code[1:7], _PARITY[int(code[0])], strict=True)
    )
    right = "".join(_turned(_ODD[int(digit)]) for digit in code[7:])
    return f"101{left}01010{right}101"


def _turned(modules: str) -> str:
    return "".join("1" if one == "0" else "0" for one in modules)
