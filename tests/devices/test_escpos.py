"""The bytes that go to the printer, read back strictly; nothing that came from data may be a command."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.core.paper import (
    Block,
    Cell,
    Cells,
    CopyMark,
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
    cut_to,
    from_json,
    plain,
    printable,
    to_json,
    width,
    wrap,
)
from pos.devices import mark
from pos.devices.escpos import encode, printer_test_blocks
from pos.settings.printer import Printing
from tests.papers_reader import Feed as FeedItem
from tests.papers_reader import Paper, QrCode, Raster, Unreadable, picture, read

START = b"\x1b@\x1c&\x1cS\x00\x00"
EVIL = [
    "\x1bp\x00\x19\xfa",  # drawer
    "\x10\x14\x01\x00\x05",  # drawer, in real time
    "\x1dV\x00",  # cut
    "\x1b@",  # reset
    "\x1dv0\x00\x01\x00\x01\x00\xff",  # raster
    "\x1c.",  # leave Chinese mode
    "茶叶\n合计          0.01",  # a forged line
    "茶叶\r合计\u2028合计\x85合计",
    "茶\x7f\x80\x9f叶",
]


def printed(blocks: list[Block], columns: int = 32, encoding: str = "gb18030") -> Paper:
    (paper,) = read(encode(blocks, columns=columns, encoding=encoding), columns, encoding)  # type: ignore[arg-type]
    return paper


def test_the_first_bytes_and_a_line() -> None:
    data = encode([Text("可乐 ¥3.50")], columns=32)
    assert data == b"\x1b@\x1c&\x1cS\x00\x00" + b"\xbf\xc9\xc0\xd6 \xa3\xa43.50\n"


def test_both_sizes_are_sent_and_taken_back() -> None:
    data = encode([Text("应收", size="double"), Text("应收", size="tall"), Text("应收")], columns=32)
    assert data[len(START) :] == (
        b"\x1d!\x11\x1c!\x0c\xd3\xa6\xca\xd5\n"
        + b"\x1d!\x01\x1c!\x08\xd3\xa6\xca\xd5\n"
        + b"\x1d!\x00\x1c!\x00\xd3\xa6\xca\xd5\n"
    )


def test_codes_mark_cut_and_drawer() -> None:
    paper = printed([Mark(), Qr("DX03-01-001287 有"), Feed(2), Cut(), Drawer()])
    raster, code = paper.items[0], paper.items[1]
    assert isinstance(raster, Raster)
    assert (raster.width, raster.height, raster.align) == (mark.WIDTH, mark.HEIGHT, "center")
    black = sum(byte.bit_count() for byte in raster.data)
    assert 0.2 < black / (mark.WIDTH * mark.HEIGHT) < 0.6
    assert code == QrCode("DX03-01-001287 有", 5, "center")
    assert (paper.cuts, paper.drawer_opened) == (1, 1)


def test_the_drawer_opens_only_when_asked() -> None:
    blocks: list[Block] = [Text("小票"), Rule(), Cut()]
    assert printed(blocks).drawer_opened == 0


@pytest.mark.parametrize("evil", EVIL)
def test_a_name_is_never_a_command(evil: str) -> None:
    blocks: list[Block] = [
        Text(evil), Row(evil, evil), Cells((Cell(evil, 16), Cell(evil, 16, "right"))), Qr(evil),
        Text(evil, size="double"),
    ]  # fmt: skip
    paper = printed(blocks)
    assert (paper.drawer_opened, paper.cuts) == (0, 0)
    assert all(ord(sign) >= 0x20 and not 0x7F <= ord(sign) <= 0x9F for line in paper.lines for sign in line.text)
    assert not any(line.text.strip().startswith("合计") for line in printed([Text(evil)]).lines)


@pytest.mark.parametrize("columns", [32, 48])
@settings(deadline=None)
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=60), min_size=3, max_size=3))
def test_no_text_leaks_a_byte_or_breaks_the_edge(columns: int, texts: list[str]) -> None:
    first, second, third = texts
    blocks: list[Block] = [
        Text(first), Text(second, align="center", bold=True, size="double"), Row(first, second),
        Row(second, third, size="tall"),
        Cells((Cell(first, columns - 20), Cell(second, 10, "right"), Cell(third, 10, "right"))), Qr(third or "x"),
        Text(third, indent=4),
    ]  # fmt: skip
    for encoding in ("gb18030", "gbk", "utf-8"):
        paper = printed(blocks, columns, encoding)
        assert (paper.drawer_opened, paper.cuts, len(paper.qr)) == (0, 0, 1)


def gb2312() -> list[str]:
    """Every character of GB2312: 6,763 of Chinese and 682 signs."""
    found = []
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            with contextlib.suppress(UnicodeDecodeError):
                found.append(bytes((high, low)).decode("gb2312"))
    assert len(found) == 7445
    return found


def test_every_character_of_gb2312_is_as_wide_as_on_paper() -> None:
    for sign in gb2312():
        high_low = sign.encode("gb2312")
        assert width(sign) == 2, sign
        assert width(sign * 16) == 32
        assert encode([Text("." + sign)], columns=32)[len(START) : -1] in (
            b"." + high_low, b"." + printable(sign).encode("gb18030"),
        )  # fmt: skip
    assert all(width(chr(code)) == 1 for code in range(0x20, 0x7F))
    assert (width("正镶白旗西瓜(散)"), width("“西瓜”"), width("—…①")) == (16, 8, 6)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8"])
def test_every_character_of_gb2312_keeps_the_right_edge(encoding: str) -> None:
    """The strict reader counts the columns of what came out: a figure behind any character stands at the edge."""
    signs = gb2312()
    blocks: list[Block] = [Row("." + sign * 3, "1.00") for sign in signs]
    lines = printed(blocks, 32, encoding).lines
    assert len(lines) == len(signs)
    for sign, line in zip(signs, lines, strict=True):
        assert line.columns == 32, (sign, line.text)
        assert line.text.endswith(" 1.00")
        # The wave dash has no code of its own in GBK's table; all others come out as they are.
        assert line.text.startswith("." + printable(sign) * 3) or "？" in line.text, sign
    replaced = [sign for sign, line in zip(signs, lines, strict=True) if "？" in line.text and sign != "？"]
    assert len(replaced) <= 1, replaced


def test_every_character_of_gb2312_has_its_letter_in_the_shipped_face() -> None:
    from pos.devices.raster import _face, _has

    face = _face(False, 24)
    assert [sign for sign in gb2312() if sign != "　" and not _has(face, printable(sign))] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("¥12.00", "￥12.00"),
        ("镕", "镕"),
        ("𬭎", "？"),
        ("a\u200bb\ufeffc\u00ad", "abc"),
        ("左\u202e右", "左右"),
        ("e\u0301", "é"),
        ("一\t二\n三", "一 二 三"),
        ("\ud800", ""),
        ("\ue000", "？"),
        ("😀", "？"),
    ],
)
def test_what_a_printer_can_show(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_gbk_printers_get_no_gb18030_code() -> None:
    assert printed([Text("价€䶮")], encoding="gbk").lines[0].text == "价？？"
    assert printed([Text("价€䶮")]).lines[0].text == "价€䶮"


def test_cutting_and_wrapping_never_halve_a_character() -> None:
    assert cut_to("察右前旗", 5) == "察右"
    assert wrap("察右前旗", 5) == ["察右", "前旗"]
    assert wrap("organic oat flakes from Chahar", 12) == ["organic oat", "flakes from", "Chahar"]
    assert wrap("", 10) == [""]
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@settings(deadline=None)
@given(text=st.text(max_size=80), columns=st.integers(2, 48))
def test_wrapping_loses_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


def test_a_row_that_does_not_fit_keeps_its_figure() -> None:
    assert plain([Row("有机燕麦片一千克装内蒙古察右前旗", "12,345.60")], 32) == [
        "有机燕麦片一千克装内蒙古察右前旗",
        "                       12,345.60",
    ]
    long = Cells((Cell("  [新疆 塔什库尔干塔吉克自治县]", 21), Cell("2 袋", 10, "right"), Cell("47.60", 17, "right")))
    assert plain([long], 48) == ["  [新疆 塔什库尔干塔吉克自治县]", " " * 27 + "2 袋" + " " * 12 + "47.60"]


def test_blocks_survive_the_queue() -> None:
    blocks: list[Block] = [
        Text("a", "center", True, "tall", 2), Row("b", "c", size="double", indent=2), Rule(double=True), Qr("q"),
        Mark(),
        CopyMark(), Cells((Cell("x", 3), Cell("y", 4, "right")), bold=True), Feed(3), Cut(), Drawer(),
    ]  # fmt: skip
    assert list(from_json(to_json(blocks))) == blocks


def test_a_copy_says_so_once_and_leaves_the_drawer_shut() -> None:
    blocks: list[Block] = [Drawer(), Text("小票"), Cut()]
    copy = as_copy(blocks)
    assert as_copy(copy) == copy
    paper = printed(list(copy))
    assert [line.text.strip() for line in paper.lines] == ["重印 COPY", "小票"]
    assert (paper.drawer_opened, paper.cuts) == (0, 1)


@pytest.mark.parametrize("paper_width", [58, 80])
def test_the_printers_test_page(paper_width: int) -> None:
    columns = columns_of(paper_width)
    paper = printed(printer_test_blocks(columns), columns)
    assert f"....:....{columns // 10}" in paper.text
    assert any(line.columns == columns for line in paper.lines)
    assert (paper.cuts, paper.drawer_opened, len(paper.qr)) == (1, 1, 1)
    assert picture(paper).width > columns * 12


@pytest.mark.parametrize(
    "data",
    [
        b"text without a reset\n",
        b"\x1b@\x1c&\x1cS\x00\x00text without its end",
        b"\x1b@\xbf\xc9\n",
        b"\x1b@\x1c&\x10\x04\x01",
        b"\x1b@\x1bp\x01\x19\xfa",
        b"\x1b@\x1dV\x00",
        b"\x1b@\x1d!\x11A\n",
        b"\x1b@A\x1bE\x01\n",
        b"\x1b@" + b"A" * 33 + b"\n",
        b"\x1b@\x1d(k\x03\x001Q0",
        b"\x1b@\x1b",
    ],
)
def test_the_reader_itself_is_strict(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data, 32)


# --- what the printer can do ------------------------------------------------------------------------------------------


def job(blocks: list[Block], printing: Printing, columns: int = 32) -> Paper:
    steps = (printing.drawer_pin == 5, printing.drawer_on_ms // 2, printing.drawer_off_ms // 2)
    (paper,) = read(encode(blocks, columns=columns, printing=printing), columns, pulse=bytes(steps))
    return paper


def test_a_code_for_a_printer_that_knows_none_is_drawn() -> None:
    from qrcode.main import QRCode

    paper = job([Text("扫码"), Qr("DX03-01-001287 有"), Cut()], Printing(qr="image"))
    assert paper.qr == []
    (code,) = [item for item in paper.items if isinstance(item, Raster)]
    assert (code.align, code.width % 8) == ("center", 0)
    dots = [f"{int.from_bytes(code.data[at : at + code.width // 8], 'big'):0{code.width}b}"
            for at in range(0, len(code.data), code.width // 8)]  # fmt: skip
    modules = [[row[5 * x] == "1" for x in range(code.height // 5)] for row in dots[::5]]
    wanted = QRCode(error_correction=0, border=0, mask_pattern=4)
    wanted.add_data("DX03-01-001287 有".encode(), optimize=0)
    wanted.make(fit=True)
    assert modules == wanted.get_matrix()


@pytest.mark.parametrize("columns", [24, 32, 48, 64])
@pytest.mark.parametrize("encoding", ["gb18030", "raster"])
def test_the_largest_code_fits_the_narrowest_paper(columns: int, encoding: str) -> None:
    blocks: list[Block] = [Qr("x" * 400)]
    data = encode(blocks, columns=columns, encoding=encoding, printing=Printing(qr="image"))  # type: ignore[arg-type]
    (paper,) = read(data, columns, encoding)
    (code,) = [item for item in paper.items if isinstance(item, Raster)]
    assert code.height <= columns * 12


def test_without_a_cutter_the_paper_is_moved_on() -> None:
    paper = job([Text("小票"), Cut()], Printing(cut=False))
    assert (paper.cuts, [item.lines for item in paper.items if isinstance(item, FeedItem)]) == (0, [4])


def test_the_drawer_hangs_on_either_pin_and_has_its_own_pulse() -> None:
    data = encode([Drawer()], columns=32, printing=Printing(drawer_pin=5, drawer_on_ms=100, drawer_off_ms=200))
    assert data.endswith(b"\x1bp\x01\x32\x64")
    for printing in (Printing(), Printing(drawer_pin=5), Printing(drawer_on_ms=10, drawer_off_ms=500)):
        assert job([Drawer()], printing).drawer_opened == 1


@pytest.mark.parametrize("columns", [24, 25, 31, 42, 47, 56, 64])
@pytest.mark.parametrize("encoding", ["gb18030", "raster"])
def test_paper_of_any_width(columns: int, encoding: str) -> None:
    from pos.paper.receipt import layout
    from tests.paper.receipts import drawn

    data = encode(layout(drawn(), columns), columns=columns, encoding=encoding)  # type: ignore[arg-type]
    (paper,) = read(data, columns, encoding)
    assert paper.cuts == 1
    if encoding == "gb18030":
        assert max(line.columns for line in paper.lines) == columns
        assert "288.52" in paper.text


def test_a_table_laid_out_for_wide_paper_is_told_on_narrow_paper_too() -> None:
    table = Cells((Cell("名称", 20), Cell("2 袋", 10, "right"), Cell("23.80", 8, "right"), Cell("47.60", 10, "right")))
    assert plain([table], 32) == ["名称", " " * 16 + "2 袋 23.80 47.60"]
    printed([table], 32)


# --- data that would like to steer the printer ------------------------------------------------------------------------

STRINGS = 1_000_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 100_000
#: What a name could be made of to do harm, and what surrounds it.
_WILD = [
    *map(chr, range(0x20)),
    *("\x7f", "\x80", "\x9b", "\u2028", "\u202e", "\u0300", "\ud800", "\udfff", "\ufeff", "\ue000"),
    *("\U0001f600", "\U0010ffff", "¥", "€", "£", "䶮", "𬭎"),
]


def wild_strings(count: int) -> Iterator[str]:
    """The same ones every time: commands, controls and signs of every plane between ordinary words."""
    chance = random.Random(20260908)
    for _ in range(count):
        pieces = [*chance.choices(_WILD, k=chance.randrange(1, 5)), chr(chance.randrange(0x110000))]
        pieces.append(chance.choice(EVIL) if chance.random() < 0.3 else "茶叶 12.80")
        chance.shuffle(pieces)
        yield "".join(pieces)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-8"])
def test_a_hundred_thousand_strings_let_no_control_byte_through(encoding: str) -> None:
    """In every kind of block, read back by the strict reader, which knows no byte of them for a command."""
    texts, each = list(wild_strings(STRINGS)), 400
    for at in range(0, STRINGS, each):
        some = texts[at : at + each]
        blocks: list[Block] = []
        for n, one in enumerate(some):
            match n % 6:
                case 0:
                    blocks.append(Text(one, align="center"))
                case 1:
                    blocks.append(Row(one, one))
                case 2:
                    blocks.append(Cells((Cell(one, 22), Cell(one, 10, "right"))))
                case 3:
                    blocks.append(Text(one, bold=True, size="double"))
                case 4:
                    blocks.append(Row(one, "1.00", size="tall", indent=2))
                case _:
                    blocks.append(Qr(one))
        paper = printed(blocks, 32, encoding)
        assert (paper.drawer_opened, paper.cuts, len(paper.qr)) == (0, 0, sum(isinstance(b, Qr) for b in blocks))
        assert not any(sign < " " or "\x7f" <= sign <= "\x9f" for code in paper.qr for sign in code)


def test_a_hundred_thousand_strings_are_no_command_where_letters_are_drawn() -> None:
    """A picture carries no text at all; what is drawn into it is what `printable` left."""
    some = list(wild_strings(STRINGS))
    assert not [one for one in some if any(sign < " " or "\x7f" <= sign <= "\x9f" for sign in printable(one))]
    drawn_ones: list[Block] = [Text(one) for one in some[:300]]
    drawn_ones += [Qr(one) for one in some[:100]]
    (paper,) = read(encode(drawn_ones, columns=48, encoding="raster"), 48, "raster")
    assert {type(item) for item in paper.items} == {Raster}
