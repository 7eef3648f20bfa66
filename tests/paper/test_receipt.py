"""The receipt on 58 and 80 millimetres, read back from the printer's bytes and from the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos.core import wording
from pos.core.money import Money
from pos.core.paper import as_copy, width
from pos.devices.escpos import encode
from pos.paper.receipt import ReceiptLine, ReceiptPaper, ReceiptTender, layout
from pos.paper.receipt_pdf import receipt_pdf
from tests.paper.receipts import HEAD, drawn
from tests.papers_reader import Paper, Raster, picture, read


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = wording.spoken()
    wording.speak("en")
    yield
    wording.speak(before)


def printed(paper: ReceiptPaper, columns: int) -> Paper:
    (found,) = read(encode(layout(paper, columns), columns=columns), columns)
    return found


NARROW = """\
   大兴分中心
     北京市消费帮扶双创中心
         生物医药基地店
Receipt DX03-01-001287
2026-09-08 14:27        Clerk 03
================================
Goods / origin            Amount
--------------------------------
有机燕麦片 1kg袋
  From 内蒙古 察右前旗
  2 袋 x 23.80/袋          47.60
正镶白旗西瓜（散）
  From 内蒙古 正镶白旗
  4.216 kg x 2.99/500克    25.21
牦牛肉干 200g袋
  From 青海 玉树市
  1 袋 x 58.00/袋          58.00
武当高山绿茶 250g罐
  From 湖北十堰 茅箭区
  1 罐 x 68.00/罐          68.00
旱地马铃薯（散）
  From 内蒙古 察右前旗
  2.350 kg x 1.98/500克     9.31
和田大枣 一级 500g袋
  From 新疆 和田市
  3 袋 x 26.80/袋          80.40
  促销价 原 29.90 已省 9.30
--------------------------------
"""
WIDE_LINES = """\
Receipt DX03-01-001287          2026-09-08 14:27
Clerk 03   Till 01              市民 · 门店散客
================================================
Goods / origin         Quantity   Price   Amount
------------------------------------------------
有机燕麦片 1kg袋
  [内蒙古 察右前旗]        2 袋   23.80    47.60
正镶白旗西瓜（散）
  [内蒙古 正镶白旗]    4.216 kg    2.99    25.21
"""
ORIGINS = """\
This purchase came from
  内蒙古 察右前旗          56.91
  内蒙古 正镶白旗          25.21
  新疆 和田市              80.40
  湖北十堰 茅箭区          68.00
  青海 玉树市              58.00
"""


def test_the_narrow_receipt_is_the_drawn_one() -> None:
    text = printed(drawn(), 32).text
    assert text.startswith(NARROW)
    assert ORIGINS in text
    assert "微信 (ending 8832)        100.00\n现金                      200.00\n" in text
    assert "Rounding (cash)            -0.02\n" in text


def test_the_wide_receipt_is_the_drawn_one() -> None:
    text = printed(drawn(), 48).text
    assert WIDE_LINES in text
    assert "6 kinds  7 pieces + 6.566 kg      Discount -9.30\n" in text


def test_total_and_change_stand_out() -> None:
    large = [line for line in printed(drawn(), 32).lines if line.wide]
    assert [(line.text.split()[0], line.text.split()[-1], line.bold, line.high) for line in large] == [
        ("大兴分中心", "大兴分中心", True, True),
        ("Due", "￥288.52", True, True),
        ("Change", "￥11.50", True, True),
    ]


def test_every_line_names_its_county() -> None:
    for columns in (32, 48):
        lines = [line.text for line in printed(drawn(), columns).lines]
        for item in drawn().lines:
            at = next(i for i, text in enumerate(lines) if item.name in text)
            assert item.origin in lines[at + 1]


def test_the_code_carries_number_and_chain() -> None:
    assert printed(drawn(), 32).qr == printed(drawn(), 48).qr == [f"DX03-01-001287 {HEAD}"]


def test_the_mark_is_there_once_and_only_for_certified_goods() -> None:
    def marks(paper: ReceiptPaper) -> int:
        return sum(isinstance(item, Raster) for item in printed(paper, 32).items)

    assert marks(drawn()) == 1
    assert marks(replace(drawn(), certified=False)) == 0


def test_the_sums_by_origin_are_the_total() -> None:
    text = printed(drawn(), 32).text.split("This purchase came from\n")[1]
    sums = [Money.yuan(row.split()[-1]) for row in text.splitlines()[:5]]
    assert sum((each.fen for each in sums), 0) == drawn().total.fen


def test_a_reprint_says_so_above_the_name_and_opens_no_drawer() -> None:
    first = printed(replace(drawn(), open_drawer=True), 32)
    again = printed(replace(drawn(), open_drawer=True, copy=True), 32)
    assert (first.drawer_opened, again.drawer_opened) == (1, 0)
    assert again.lines[0].text == "重印 COPY"
    assert [line.text for line in again.lines[1:]] == [line.text for line in first.lines]
    wording.speak("zh_CN")
    assert "COPY" in printed(replace(drawn(), copy=True), 32).lines[0].text


def test_a_refund_says_what_it_takes_back() -> None:
    back = replace(
        drawn(),
        kind="REFUND",
        lines=drawn().lines[:1],
        total=Money.yuan("47.60"),
        tenders=(ReceiptTender("现金", Money.yuan("47.60")),),
        discount=Money(0),
        rounding=Money(0),
        change=Money(0),
        refund_of="DX03-01-001280",
        refund_reason="买多了",
    )
    text = printed(back, 32).text
    assert text.splitlines()[0].strip() == "REFUND"
    assert "Refund of DX03-01-001280\n" in text
    assert "买多了" in text
    assert "Taken back, by origin\n" in text
    assert "Change" not in text
    assert "￥47.60" in text


def test_a_discounted_line_shows_what_it_was() -> None:
    line = replace(drawn().lines[0], amount=Money.yuan("40.00"), discount=Money.yuan("7.60"))
    assert "Before 47.60, discount -7.60" in printed(replace(drawn(), lines=(line,)), 32).text


@pytest.mark.parametrize("columns", [32, 48])
def test_long_names_and_large_sums_stay_on_the_paper(columns: int) -> None:
    line = ReceiptLine(
        name="有机农业合作社高原特级手工精选五谷杂粮营养早餐组合礼盒" * 3,
        origin="新疆 塔什库尔干塔吉克自治县",
        quantity="12345.678 kg",
        price="123456.78",
        per="500克",
        amount=Money(99_999_999_999),
        note="x" * 90,
    )
    paper = replace(
        drawn(),
        shop="大兴分中心（生物医药产业基地瀛海镇店）",
        lines=(line,),
        total=Money(99_999_999_999),
        change=Money(99_999_999_999),
        tenders=(ReceiptTender("中国农业银行消费帮扶爱心卡（北京）", Money(99_999_999_999), "012345678901"),),
    )
    found = printed(paper, columns)
    assert all(each.columns <= columns for each in found.lines)
    assert found.text.replace("\n", "").replace(" ", "").count("999999999.99") == 5
    assert "塔什库尔干塔吉克自治县" in found.text


def test_evil_names_change_nothing_but_themselves() -> None:
    honest = printed(drawn(), 32)
    evil = replace(drawn().lines[0], name="\x1bp\x00\x19\xfa茶\n合计 0.01", spec="\x1dV\x00")
    found = printed(replace(drawn(), lines=(evil, *drawn().lines[1:])), 32)
    assert len(found.lines) == len(honest.lines)
    assert (found.drawer_opened, found.cuts) == (0, 1)


@pytest.mark.parametrize(("columns", "millimetres"), [(32, 58), (48, 80)])
def test_the_pdf_says_the_same(columns: int, millimetres: int, tmp_path: Path) -> None:
    import pypdf

    blocks = layout(drawn(), columns)
    data = receipt_pdf(blocks, columns, title="DX03-01-001287")
    assert receipt_pdf(blocks, columns, title="DX03-01-001287") == data
    reader = pypdf.PdfReader(io.BytesIO(data))
    (page,) = reader.pages
    assert abs(float(page.mediabox.width) / 72 * 25.4 - millimetres) < 0.1
    words = page.extract_text().split()
    for line in printed(drawn(), columns).lines:
        for word in line.text.split():
            assert word in words, word
    fonts = page["/Resources"]["/Font"]
    embedded = [
        font.get_object()["/FontDescriptor"]["/FontFile2"]
        for font in fonts.values()
        if "NotoSans" in str(font.get_object())
    ]
    assert len(embedded) >= 2


def test_the_pdf_of_a_copy_says_so() -> None:
    import pypdf

    data = receipt_pdf(as_copy(layout(drawn(), 32)), 32)
    assert "重印 COPY" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_the_picture_has_ink_at_both_edges(tmp_path: Path) -> None:
    shown = picture(printed(drawn(), 48)).point(lambda level: 255 - level)
    left, _, right, _ = shown.getbbox() or (0, 0, 0, 0)
    assert left <= 24
    assert right >= 24 + 48 * 12 - 12
    assert width("=" * 48) == 48
