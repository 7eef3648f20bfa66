"""A receipt as a picture, for printers without Chinese letters: read back from its bytes to the dots."""

from __future__ import annotations

import statistics
import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from pos.core.paper import (
    DRAWN,
    Block,
    Cell,
    Cells,
    Cut,
    Drawer,
    Feed,
    Mark,
    Qr,
    Row,
    Rule,
    Text,
    as_copy,
    columns_of,
    lines_of,
    width,
)
from pos.devices import mark
from pos.devices.escpos import encode, printer_test_blocks
from pos.devices.raster import BAND, COLUMN
from pos.paper.receipt import layout
from pos.paths import resource
from tests.devices.test_escpos import EVIL
from tests.paper.receipts import drawn
from tests.papers_reader import Paper, Raster, Unreadable, picture, read


def printed(blocks: list[Block], columns: int = 32) -> Paper:
    (paper,) = read(encode(blocks, columns=columns, encoding="raster"), columns, "raster")
    return paper


def dots(blocks: list[Block], columns: int = 32) -> Image.Image:
    """The only picture of the job; black is 255."""
    (found,) = [item for item in printed(blocks, columns).items if isinstance(item, Raster)]
    assert found.width == columns * COLUMN
    return Image.frombytes("1", (found.width, found.height), found.data).convert("L")


def darkness(shown: Image.Image) -> float:
    return shown.histogram()[255] / (shown.width * shown.height)


@pytest.mark.parametrize(("paper_width", "dots_across"), [(58, 384), (80, 576)])
def test_a_receipt_of_the_right_width_with_its_cut_and_its_drawer(paper_width: int, dots_across: int) -> None:
    columns = columns_of(paper_width)
    receipt = list(layout(drawn(), columns))
    paper = printed(receipt, columns)
    pictures = [item for item in paper.items if isinstance(item, Raster)]
    assert {item.width for item in pictures} == {dots_across}
    assert (paper.cuts, paper.drawer_opened, paper.lines) == (1, 0, [])
    assert sum(item.height for item in pictures) > 1200
    whole = b"".join(item.data for item in pictures)
    assert 0.05 < sum(byte.bit_count() for byte in whole) / (len(whole) * 8) < 0.3
    assert picture(paper).width > dots_across
    assert printed([Drawer(), *receipt], columns).drawer_opened == 1
    assert printed([*as_copy([Drawer(), *receipt])], columns).drawer_opened == 0


def test_no_band_is_higher_than_a_small_printer_can_hold() -> None:
    data = encode([Text("察右前旗")] * 40, columns=32, encoding="raster")
    heights, at = [], 2
    while at < len(data):
        assert data[at : at + 4] == b"\x1dv0\x00"
        height = int.from_bytes(data[at + 6 : at + 8], "little")
        heights.append(height)
        at += 8 + 48 * height
    assert (max(heights), sum(heights)) == (BAND, 40 * 30)


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_is_never_a_command(evil: str) -> None:
    blocks: list[Block] = [
        Text(evil), Row(evil, evil), Cells((Cell(evil, 16), Cell(evil, 16, "right"))), Qr(evil),
        Text(evil, size="double"),
    ]  # fmt: skip
    paper = printed(blocks)
    assert [type(item) for item in paper.items] == [Raster]


@settings(deadline=None, max_examples=40)
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=60), min_size=3, max_size=3))
def test_no_text_leaves_the_paper(texts: list[str]) -> None:
    first, second, third = texts
    blocks: list[Block] = [
        Text(first), Text(second, align="center", bold=True, size="double"), Row(first, second),
        Row(second, third, size="tall"),
        Cells((Cell(first, 12), Cell(second, 10, "right"), Cell(third, 10, "right"))), Qr(third or "x"), Feed(2),
        Text(third, indent=4), Cut(),
    ]  # fmt: skip
    paper = printed(blocks)
    assert [item if isinstance(item, str) else type(item).__name__ for item in paper.items] == [
        "Raster", "Feed", "Raster", "cut",
    ]  # fmt: skip
    last = paper.items[2]
    assert isinstance(last, Raster)
    assert last.height == 30 * len(lines_of(Text(third, indent=4), 32))


def test_every_letter_stands_in_its_column() -> None:
    line = dots([Row("镶", "8")])
    assert line.size == (384, 30)
    left, top, right, bottom = line.getbbox() or (0, 0, 0, 0)
    assert 0 <= left < 3
    assert 382 <= right <= 384
    assert top < 8 < 20 < bottom
    middle = line.crop((2 * COLUMN, 0, 384 - COLUMN, 30))
    assert middle.getbbox() is None
    for wide in ("W" * 32, "@" * 32, "镶" * 16, "—" * 16):
        assert (width(wide), dots([Text(wide)]).size) == (32, (384, 30))
    assert dots([Text("大", align="center")]).getbbox()[0] >= 180  # type: ignore[index]


def test_sizes_weights_and_rules() -> None:
    assert dots([Text("应收", size="double")]).height == dots([Text("应收", size="tall")]).height == 56
    plain, tall, double = (dots([Text("应收", size=size)]).getbbox() for size in ("normal", "tall", "double"))
    assert plain is not None and tall is not None and double is not None
    assert plain[2] <= 48 and tall[2] <= 48 and 80 < double[2] <= 96
    assert tall[3] - tall[1] > 1.7 * (plain[3] - plain[1])
    for sign in ("收", "a", "镕"):  # the last one only the regular face has
        assert darkness(dots([Text(sign * 3, bold=True)])) > 1.1 * darkness(dots([Text(sign * 3)]))
    one, two = dots([Rule()]), dots([Rule(double=True)])
    assert darkness(two) == 2 * darkness(one) > 0.2
    assert one.getbbox() == (0, 8, 384, 10)


def test_what_gbk_has_no_code_for_prints_right() -> None:
    """`m²` is ？ on a printer's own letters; here it is what the face draws."""
    face = ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular-GBK.ttf")), 24)
    none = bytes(face.getmask("\U0010ffff"))
    asked = dots([Text("？")])
    for sign in sorted(DRAWN | {"€"}):
        assert bytes(face.getmask(sign)) != none, sign
        assert width(sign) == 2
        shown = dots([Text(sign)])
        assert shown.getbbox() is not None
        assert shown.tobytes() != asked.tobytes(), sign
    for lost in "𬭎😀":
        assert dots([Text(lost)]).tobytes() == asked.tobytes()
    (text,) = read(encode([Text("30m²")], columns=32), 32)
    assert text.lines[0].text == "30m？"


def test_the_mark_and_a_code_in_the_middle() -> None:
    shown = dots([Mark()])
    left, top, right, bottom = shown.getbbox() or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (mark.WIDTH, mark.HEIGHT)
    assert abs(left - (384 - right)) <= 1
    code = dots([Qr("DX03-01-001287 有")])
    left, top, right, bottom = code.getbbox() or (0, 0, 0, 0)
    assert right - left == bottom - top
    assert (right - left) % 5 == 0
    assert abs(left - (384 - right)) <= 5


def test_the_code_says_what_it_was_given() -> None:
    """Its modules are those of the same code drawn by another hand, with the same pattern laid over it."""
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    for text in ("DX03-01-001287 有", drawn().qr):
        shown = dots([Qr(text)])
        left, top, right, _ = shown.getbbox() or (0, 0, 0, 0)
        other = QRCode(None, QRErrorCorrectLevel.M)
        other.addData(QR8bitByte(text.encode("utf-8")))
        other.make()
        other.makeImpl(False, 4)
        count = other.getModuleCount()
        assert right - left == count * 5
        for row in range(count):
            for column in range(count):
                dark = shown.getpixel((left + column * 5 + 2, top + row * 5 + 2)) == 255
                assert dark == bool(other.isDark(row, column)), (row, column)


@pytest.mark.parametrize("paper_width", [58, 80])
def test_the_printers_test_page(paper_width: int) -> None:
    columns = columns_of(paper_width)
    paper = printed(printer_test_blocks(columns), columns)
    assert (paper.cuts, paper.drawer_opened) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b@A\n",
        b"\x1b@\n",
        b"\x1b@\x1dv0\x00\x30\x00\x00\x01" + bytes(48 * 256),
        b"\x1b@\x1dv0\x00\x30\x00\x02\x00A",
    ],
)
def test_the_reader_takes_no_text_among_pictures(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data, 32, "raster")


def test_it_costs_no_more_than_a_picture_drawn_by_hand() -> None:
    """The same lines put on one picture by Pillow's own calls, not even in columns, and the same code drawn."""
    from qrcode.main import QRCode

    blocks = list(layout(drawn(), 48))
    faces = [ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular-GBK.ttf")), size) for size in (24, 48)]

    def by_hand() -> bytes:
        sheet = Image.new("1", (576, 2000), 1)
        pen, y = ImageDraw.Draw(sheet), 0
        for block in blocks:
            for line in lines_of(block, 48):
                pen.text((0, y), line.text, font=faces[line.size != "normal"], fill=0)
                y += 30 if line.size == "normal" else 56
            if isinstance(block, Qr):
                code = QRCode(border=0, box_size=6, mask_pattern=4)
                code.add_data(block.data)
                code.make()
                made = BytesIO()
                code.make_image().save(made)
                sheet.paste(Image.open(made).convert("1"), (177, y))
                y += 222
        return sheet.tobytes()

    ours, floor = [], []
    for _ in range(7):
        for taken, work in ((ours, lambda: encode(blocks, columns=48, encoding="raster")), (floor, by_hand)):
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
    assert statistics.median(ours) <= 1.2 * statistics.median(floor)
