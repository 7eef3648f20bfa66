"""The daily summary on paper: what is read back from the PDF and from the roll is what was sold, to the fen."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from pos.core import daily_summary as words
from pos.core.channels import Profile
from pos.core.money import ZERO, Money
from pos.core.paper import Cut, Qr, columns_of, plain, width
from pos.core.regions import full_name
from pos.core.totals import DaySummary, Totals
from pos.core.wording import speak, spoken, translate
from pos.paper.a4 import HEIGHT, LEFT, RIGHT
from pos.paper.charts import SEALS
from pos.paper.daily_summary import draw_daily_summary, summary_pages
from pos.paper.fonts import BOLD, MISSING, REGULAR, printable_runs, register_fonts
from pos.paper.summary_roll import summary_blocks
from tests.paper.days import CHAIN, Sold, a_day, drawer, many, receipts, summary_of, totals_of

FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@dataclass
class Word:
    """One word on a page, where its baseline begins and where its ink ends."""

    page: int
    x: float
    y: float
    right: float
    text: str


def words_of(pdf: bytes) -> list[Word]:
    found: list[Word] = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
            place = thing.get_matrix()
            word = Word(number, place.e, HEIGHT - place.f, thing.get_bounds()[2], thing.extract().strip())
            last = found[-1] if found else None
            # A word that needs two faces or two subsets of one is drawn in pieces.
            if last and (last.page, last.y) == (number, word.y) and 0 <= word.x - last.right < 1:
                last.text, last.right = last.text + word.text, word.right
            else:
                found.append(word)
    document.close()
    return found


class Picture:
    """Page 1 as a black and white printer sees it."""

    SCALE = 4

    def __init__(self, pdf: bytes) -> None:
        document = pypdfium2.PdfDocument(pdf)
        bitmap = document[0].render(scale=self.SCALE, grayscale=True)
        self.levels, self.stride, self.step = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        document.close()

    def level(self, x: float, y: float) -> int:
        """From 0, black, to 255, paper, at a point of the page."""
        return self.levels[int(y * self.SCALE) * self.stride + int(x * self.SCALE) * self.step]


class Sheets:
    """A summary read back table by table."""

    def __init__(self, summary: DaySummary, profile: Profile = "A") -> None:
        self.summary = summary
        self.pdf = draw_daily_summary(summary, profile)
        self.words = words_of(self.pdf)
        self.pages = len(pypdf.PdfReader(io.BytesIO(self.pdf)).pages)

    def nets(self, title: str, *, half: bool = False, after: int = 0) -> tuple[list[Money], Money]:
        """The net of every row under a title, over as many pages as the table has, and its total."""
        heads = [word for word in self.words if f"{title}" in word.text and word.text.split("、")[-1].startswith(title)]
        heads = heads or [word for word in self.words if title in word.text]
        total_word = translate("Summary", "Total")
        rows: list[Money] = []
        seen = after
        for line in self._below(heads, half):
            figures = [word.text for word in line if FIGURE.fullmatch(word.text)]
            if not figures:
                continue
            if line[0].text == total_word:
                if seen == 0:
                    return rows, Money.yuan(figures[-1].replace(",", ""))
                seen, rows = seen - 1, []
            else:
                rows.append(Money.yuan(figures[-1].replace(",", "")))
        raise AssertionError(f"{title} has no total")

    def _below(self, heads: list[Word], half: bool) -> Iterator[list[Word]]:
        left = heads[0].x
        right = left + (RIGHT - LEFT) / 2 - 5 if half else RIGHT + 1
        for head in heads:
            column = [
                word
                for word in self.words
                if word.page == head.page and word.y > head.y + 1 and left - 1 <= word.x < right
            ]
            column.sort(key=lambda word: (round(word.y, 1), word.x))
            for _, line in groupby(column, key=lambda word: round(word.y, 1)):
                yield list(line)


TITLES = {
    "by_region": False,
    "by_means": True,
    "by_channel": True,
    "by_product": False,
    "by_producer": False,
    "by_clerk": True,
    "by_mode": True,
    "by_hour": False,
}


def every_table(sheets: Sheets) -> Iterator[tuple[str, list[Money], Money]]:
    tables = words.tables(sheets.summary)
    for name, half in TITLES.items():
        yield (name, *sheets.nets(tables[name].title, half=half))
    fourth = translate("Summary", "By certification and buyer")
    yield ("certified", *sheets.nets(fourth, half=True))
    yield ("by_buyer_kind", *sheets.nets(fourth, half=True, after=1))


def test_the_headline_says_the_day_to_the_fen() -> None:
    day = a_day()
    text = text_of(draw_daily_summary(day))
    assert day.totals.net == Money(138876)
    for figure in ("1,388.76", "1,398.66", "9.90", "4.80", "-0.04", "1,388.72", "98.6 %", "1,332.42"):
        assert figure in text, figure
    assert "+15.7 %" in text


@pytest.mark.parametrize("profile", ["A", "B"])
def test_every_table_ends_in_the_headline(profile: Profile) -> None:
    sheets = Sheets(a_day(), profile)
    tables = words.tables(sheets.summary, profile)
    rows, total = sheets.nets(tables["by_channel"].title, half=True)
    assert rows == [row.group.net for row in tables["by_channel"].rows]
    assert total == sheets.summary.totals.net


@settings(max_examples=40)
@given(receipts())
def test_whatever_was_sold_every_table_on_paper_adds_up_to_the_net(sold: list[Sold]) -> None:
    sheets = Sheets(summary_of(totals_of(sold)))
    totals = sheets.summary.totals
    assert totals.net.grouped() in text_of(sheets.pdf)
    for name, rows, total in every_table(sheets):
        assert total == totals.net, name
        assert sum(rows, ZERO) == total, name
    for table in words.tables(sheets.summary).values():
        assert table.total.net == totals.net
    rows, _ = sheets.nets(words.tables(sheets.summary)["by_region"].title)
    assert rows == [group.net for _, group in totals.ranked("by_region")]


def test_the_means_end_in_the_net_because_cash_rounding_stands_among_them() -> None:
    day = a_day()
    rows, total = Sheets(day).nets(words.tables(day)["by_means"].title, half=True)
    kept = [group.net for _, group in day.totals.ranked("by_means")]
    assert rows == [*kept, Money(4)]
    assert sum(kept, ZERO) + Money(4) == total == day.totals.net


def test_a_sum_that_is_not_the_net_is_said_on_the_paper() -> None:
    day = a_day()
    groups = {**day.totals.groups, "by_region": {}}
    notes = words.tables(replace(day, totals=replace(day.totals, groups=groups)))["by_region"].notes
    assert len(notes) == 1
    assert "-1,388.76" in notes[0]
    assert words.tables(day)["by_region"].notes == ()


@pytest.mark.parametrize("count", [1, 24, 25, 26, 60, 500])
def test_long_tables_run_over_pages_with_their_heads_and_lose_no_row(count: int) -> None:
    sheets = Sheets(many(count))
    totals = sheets.summary.totals
    tables = words.tables(sheets.summary)
    for name in ("by_region", "by_product", "by_producer"):
        rows, total = sheets.nets(tables[name].title)
        assert rows == [row.group.net for row in tables[name].rows]
        assert total == totals.net
    per_page: dict[int, list[str]] = defaultdict(list)
    for word in sheets.words:
        assert word.right <= RIGHT + 1, word
        assert word.x >= LEFT - 1, word
        assert 25 < word.y < HEIGHT - 12, word
        per_page[word.page].append(word.text)
    for number in range(sheets.pages):
        said = translate("Summary", "page {number} / {pages}").format(number=number + 1, pages=sheets.pages)
        assert any(said in text for text in per_page[number]), number
        # No page only carries a heading: whatever was begun on it is on it.
        assert any(FIGURE.fullmatch(text) for text in per_page[number]), number
    again = translate("Summary", "{title} (continued)")
    for name in ("by_region", "by_product", "by_producer"):
        title = again.format(title=tables[name].title)
        continued = [texts for texts in per_page.values() if any(text.endswith(title) for text in texts)]
        # The first of them begins on page 1, the last two share the pages after it.
        assert count < 60 or continued, name
        assert all(translate("Summary", "Code") in texts for texts in continued)
        if count == 500:
            assert len(continued) >= 8


@pytest.mark.parametrize("count", [60, 500])
def test_nothing_is_written_over_anything_else(count: int) -> None:
    lines: dict[tuple[int, float], list[Word]] = defaultdict(list)
    for word in Sheets(many(count)).words:
        lines[word.page, round(word.y, 1)].append(word)
    for line in lines.values():
        line.sort(key=lambda word: word.x)
        for before, after in pairwise(line):
            assert before.right <= after.x + 0.5, (before, after)


def test_a_short_day_keeps_its_six_blocks_and_its_signatures_on_page_one() -> None:
    sheets = Sheets(a_day())
    first = {word.text for word in sheets.words if word.page == 0}
    assert any(translate("Summary", "To look at") in text for text in first)
    assert translate("Summary", "Counted (blind)") in first
    assert translate("Summary", "Shop manager") in first
    assert any("DX03-01-000001" in text and "DX03-01-000024" in text for text in first)
    assert any("CAS1_110115_DX03_01_00000001.ndjson" in text for text in first)
    assert any(CHAIN in text for text in first)


def test_origins_come_first_with_county_scheme_and_code() -> None:
    sheets = Sheets(a_day())
    text = text_of(sheets.pdf)
    for code in ("152529", "420302", "653201", "130722"):
        assert full_name(code) in text
        assert code in text
    origin, means = (words.tables(sheets.summary)[name].title for name in ("by_region", "by_means"))
    assert text.index(origin) < text.index(means)


def test_the_drawer_is_counted_and_short() -> None:
    day = a_day()
    text = text_of(draw_daily_summary(day))
    cash = day.totals.groups["by_means"]["CASH"].net
    assert cash == Money(3630)
    for figure in ("300.00", "36.30", "-100.00", "236.30", "235.80"):
        assert figure in text, figure
    assert words.over_short(Money(-50)) in text


def test_two_shifts_stand_side_by_side_and_a_month_of_them_in_a_table() -> None:
    day = a_day()
    two = text_of(draw_daily_summary(replace(day, drawers=(drawer(1, Money(1111)), drawer(2, Money(2222), over=7)))))
    assert all(figure in two for figure in ("11.11", "22.22", words.over_short(Money(7))))
    shifts = tuple(drawer(number, Money(1000 + number), over=0) for number in range(1, 63))
    month = text_of(draw_daily_summary(replace(day, first_day="2021-09-01", last_day="2021-09-30", drawers=shifts)))
    assert all(f"10.{number:02d}" in month for number in range(1, 63))
    assert Money(sum(1000 + number for number in range(1, 63))).grouped() in month


def test_an_open_shift_shows_no_count() -> None:
    open_shift = replace(drawer(1, Money(3630)), z=None, counted=None, over_short=None)
    text = text_of(draw_daily_summary(replace(a_day(), drawers=(open_shift,), all_closed=False)))
    assert words.drawer_label(open_shift) in text
    assert "235.80" not in text


def test_a_day_without_a_sale_still_makes_a_paper() -> None:
    day = summary_of(Totals(), drawers=(), first_receipt="", last_receipt="", chain_head="", sync_file="")
    sheets = Sheets(replace(day, all_closed=False))
    assert "0.00" in text_of(sheets.pdf)
    for _, rows, total in every_table(sheets):
        assert total == ZERO == sum(rows, ZERO)
    assert plain(summary_blocks(day, 32), 32)


def test_nobodys_name_leaves_the_shop() -> None:
    day = a_day()
    assert "王小花" in day.clerk_names.values()
    assert "王小花" not in text_of(draw_daily_summary(day))
    assert "王小花" not in "".join(plain(summary_blocks(day, 48), 48))


def test_a_rare_character_does_not_vanish_from_a_name() -> None:
    register_fonts()
    assert printable_runs("镕", bold=True) == [(REGULAR, "镕")]
    assert printable_runs("果镕𬭎", bold=True) == [(BOLD, "果"), (REGULAR, f"镕{MISSING}")]
    assert printable_runs("䶮\t茶") == [(REGULAR, f"{MISSING}{MISSING}茶")]
    day = replace(a_day(), product_names={"SP0001": "䶮字西瓜"})
    assert f"{MISSING}字西瓜" in text_of(draw_daily_summary(day))


def test_month_and_range_say_their_period() -> None:
    day = a_day()
    month = replace(day, first_day="2021-02-01", last_day="2021-02-28")
    titles = {words.title(each) for each in (day, month, replace(month, last_day="2021-02-27"))}
    assert len(titles) == 3
    was = spoken()
    try:
        speak("en")
        assert words.period(day) == "2021-09-08 Wed"
        assert words.period(month) == "2021-02"
        assert words.period(replace(month, last_day="2021-02-27")) == "2021-02-01 to 2021-02-27"
        assert "2021-02" in text_of(draw_daily_summary(month))
    finally:
        speak(was)


def test_the_mark_holds_the_totals_and_the_end_of_the_chain() -> None:
    said = words.mark(a_day())
    assert said.startswith("110115 DX03-01 2021-09-08 NET:1388.76 GROSS:1398.66 REFUNDED:9.90 ROUNDING:-0.04 ")
    assert said.endswith(f"LAST:DX03-01-000024 CHAIN:{CHAIN.upper()}")
    assert re.fullmatch(r"[0-9A-Z $%*+./:-]+", said), "a sign that makes the code a third larger"


def test_the_mark_on_paper_is_the_code_of_that_text() -> None:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(words.mark(a_day()))
    code.version = code.calculate_version()
    code.makeImpl(False, 0)
    count = code.getModuleCount()
    picture = Picture(draw_daily_summary(a_day()))
    left, top, module = RIGHT - 56.0, 757.0, 56.0 / count
    seen = [
        [picture.level(left + (column + 0.5) * module, top + (row + 0.5) * module) < 128 for column in range(count)]
        for row in range(count)
    ]
    assert seen == [[bool(code.isDark(row, column)) for column in range(count)] for row in range(count)]


def test_the_same_day_gives_the_same_file_with_its_faces_inside() -> None:
    first = draw_daily_summary(a_day())
    assert draw_daily_summary(a_day()) == first
    fonts = pypdf.PdfReader(io.BytesIO(first)).pages[0]["/Resources"]["/Font"]
    embedded = [font for font in fonts.values() if "NotoSansSC" in str(font.get_object()["/BaseFont"])]
    assert len(embedded) >= 2
    for font in embedded:
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_it_reads_in_black_and_white() -> None:
    sheets = Sheets(a_day())
    picture = Picture(sheets.pdf)
    seal = next(word for word in sheets.words if word.text == "蒙")
    around = [picture.level(seal.x + right, seal.y - up) for right in range(9) for up in range(8)]
    # White sign on a dark ground: 4.5 to 1 at least, as luminance of the grey that a black and white printer sees.
    light, dark = (((int(level) / 255) ** 2.2) + 0.05 for level in (max(around), min(around)))
    assert light / dark > 4.5


@pytest.mark.parametrize("paper", [58, 80])
def test_the_roll_says_the_same_and_keeps_inside_the_paper(paper: int) -> None:
    day = a_day()
    columns = columns_of(paper)
    blocks = summary_blocks(day, columns)
    lines = plain(blocks, columns)
    assert all(width(line) <= columns for line in lines)
    assert isinstance(blocks[-1], Cut)
    assert Qr(words.mark(day)) in blocks
    total = translate("Summary", "Total")
    totals = [line for line in lines if line.startswith(total)]
    assert len(totals) == len(words.tables(day))
    assert all(FIGURE.findall(line) == ["1,388.76"] for line in totals)
    for figure in ("1,398.66", "9.90", "4.80", "-0.04", "1,388.72", "235.80"):
        assert any(figure in line for line in lines), figure


@settings(max_examples=60)
@given(receipts())
def test_whatever_was_sold_the_roll_keeps_inside_the_paper_and_adds_up(sold: list[Sold]) -> None:
    day = summary_of(totals_of(sold))
    for columns in (32, 48):
        lines = plain(summary_blocks(day, columns), columns)
        assert all(width(line) <= columns for line in lines)
        total = translate("Summary", "Total")
        found = [FIGURE.findall(line) for line in lines if re.match(rf"{total}\s+-?[\d,]+\.\d\d$", line)]
        assert found == [[day.totals.net.grouped()]] * len(words.tables(day))


def test_a_drawer_that_is_over_does_not_hide_one_that_is_short() -> None:
    drawers = (drawer(1, ZERO, over=-500), drawer(2, ZERO, over=500), drawer(3, ZERO, over=0))
    said = words.over_and_short(drawers)
    assert words.over_short(Money(500)) in said
    assert words.over_short(Money(-500)) in said
    assert said in text_of(draw_daily_summary(replace(a_day(), drawers=drawers)))
    assert words.over_and_short((drawer(3, ZERO, over=0),)) == words.over_short(ZERO)


def test_the_preview_has_the_pages_of_the_file() -> None:
    pages = summary_pages(many(60))
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(draw_daily_summary(many(60)))).pages)
    assert any(word.text.strip() == many(60).totals.net.grouped() for word in pages[0].words)
    assert [text for *_, text in pages[0].marks] == [words.mark(many(60))]


def test_a_seal_has_the_same_colour_on_paper_as_on_the_screen() -> None:
    from pos.qt.tokens import origin_seal

    for county in ("152529", "420302", "653201", "632701", "540102", "130722", "411326"):
        seal = origin_seal(county)
        assert f"#{SEALS[seal.character]:06X}" == seal.colour
    assert len(SEALS) == 7
