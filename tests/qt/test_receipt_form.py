"""The receipt's page by keys alone: an address moves, the origins go, and the preview is what the printer gets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTableView

from pos import settings
from pos.core.paper import Line
from pos.core.wording import speak
from pos.qt.receipt_form import ReceiptFormPage
from pos.qt.roll_preview import RollSheet
from pos.screens.receipt_form import Dots, ReceiptFormScreen
from pos.settings.receipt import BLOCKS
from pos.shop import start_printing
from tests.papers_reader import Paper, read
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


def at_form(shop: Shop) -> ReceiptFormPage:
    return ReceiptFormPage(ReceiptFormScreen(shop.till))


def to_block(page: ReceiptFormPage, name: str) -> None:
    """Arrow keys down to a block."""
    table = page.findChild(QTableView, "blockList")
    assert table is not None
    table.setFocus()
    press(page, *["Up"] * 20)
    order = [row.name for row in page._model.rows]
    press(page, *["Down"] * order.index(name))


def write(page: ReceiptFormPage, name: str, *lines: str) -> None:
    box = page.findChild(QPlainTextEdit, name)
    assert box is not None
    box.setFocus()
    press(page, "Ctrl+A")
    for at, line in enumerate(lines):
        if at:
            press(page, "Return")
        type_(page, line)


def seen(page: ReceiptFormPage) -> list[str]:
    """The lines of the preview, as somebody hears them who cannot see it."""
    QTest.qWait(150)
    sheet = page.findChild(RollSheet, "rollSheet")
    assert sheet is not None
    return sheet.accessibleDescription().split("\n")


def printed(shop: Shop, tmp_path: Path, encoding: str = "gb18030") -> Paper:
    """The newest paper, as the shop's own worker prints it into a file."""
    file = tmp_path / "paper.bin"
    shop.till.settings = replace(shop.till.settings, printer=f"file:{file}", encoding=encoding)
    worker = start_printing(shop.till)
    assert worker.settle(10)
    worker.stop()
    return read(file.read_bytes(), shop.till.settings.columns, encoding)[-1]


def test_the_preview_is_what_the_printer_gets(qtbot: Any, shop: Shop, tmp_path: Path) -> None:
    shop.sell("SP0041", ("SP0001", "1.2")).pay_cash("500")
    with before(at_form(shop)) as page:
        lines = seen(page)

    paper = printed(shop, tmp_path)

    assert lines == [line.text.strip() for line in paper.lines]


def test_for_a_printer_without_letters_it_is_the_very_dots(qtbot: Any, shop: Shop, tmp_path: Path) -> None:
    shop.sell("SP0041").pay_cash("50")
    screen = ReceiptFormScreen(shop.till)
    shown = screen.preview(screen.draft, 80, "raster", shop.till.settings.printing)

    paper = printed(shop, tmp_path, "raster")

    assert [item.data for item in shown.items if isinstance(item, Dots)] == [
        item.data for item in paper.items if hasattr(item, "data")
    ]
    assert not any(isinstance(item, Line) for item in shown.items)


def test_f6_shows_it_on_the_other_paper(qtbot: Any, shop: Shop) -> None:
    with before(at_form(shop)) as page:
        wide = seen(page)
        assert any(line == "=" * 48 for line in wide)
        press(page, "F6")
        assert any(line == "=" * 32 for line in seen(page))
        press(page, "F6")
        assert seen(page) == wide


def test_before_the_first_sale_an_example_is_shown(qtbot: Any, shop: Shop) -> None:
    with before(at_form(shop)) as page:
        assert any("DX03-01-000000" in line for line in seen(page))


def test_the_address_goes_below_the_last_lines_and_the_origins_away(qtbot: Any, shop: Shop, tmp_path: Path) -> None:
    with before(at_form(shop)) as page:
        write(page, "receiptAddress", "科创五街 8 号", "地铁 8 号线")
        assert seen(page)[2:4] == ["科创五街 8 号", "地铁 8 号线"]
        to_block(page, "address")
        press(page, *["F4"] * 20)
        to_block(page, "origins")
        press(page, "Space")
        lines = seen(page)
        assert lines[-1] == "地铁 8 号线"
        assert "This purchase came from" not in lines
        press(page, "Ctrl+S")
        assert banner(page).text().startswith("Kept. The next paper")

    kept = settings.load(shop.folder).receipt
    assert kept.address == ("科创五街 8 号", "地铁 8 号线")
    assert kept.blocks == (*(name for name in BLOCKS if name not in ("address", "origins")), "address")
    shop.sell("SP0041").pay_cash("50")
    paper = printed(shop, tmp_path)
    assert paper.lines[-1].text == "地铁 8 号线"
    assert "came from" not in paper.text


def test_what_no_receipt_may_be_without_stays_on_and_the_marks_on_top(qtbot: Any, shop: Shop) -> None:
    with before(at_form(shop)) as page:
        before_ = seen(page)
        to_block(page, "total")
        press(page, "F2")
        assert banner(page).text().startswith("Total stays: no receipt may be without it")
        to_block(page, "copy")
        press(page, "F4", "F2")
        to_block(page, "shop")
        press(page, "F3")
        assert [row.name for row in page._model.rows] == list(BLOCKS)
        assert seen(page) == before_


def test_too_many_lines_are_refused_in_words_and_nothing_is_kept(qtbot: Any, shop: Shop) -> None:
    toml = (shop.folder / "till.toml").read_text("utf-8")
    with before(at_form(shop)) as page:
        write(page, "receiptAddress", "a", "b", "c", "d", "e")
        assert "Address is not a list of at most 4 texts" in seen(page)[0]
        press(page, "Ctrl+S")
        assert banner(page).text().startswith("Address is not a list of at most 4 texts")
    assert (shop.folder / "till.toml").read_text("utf-8") == toml


def test_f8_puts_the_usual_order_back_and_esc_leaves_nothing_changed(qtbot: Any, shop: Shop) -> None:
    toml = (shop.folder / "till.toml").read_text("utf-8")
    with before(at_form(shop)) as page:
        to_block(page, "qr")
        press(page, "F2", "F3", "F3")
        assert [row.name for row in page._model.rows] != list(BLOCKS)
        press(page, "F8")
        assert [row.name for row in page._model.rows] == list(BLOCKS)
        assert all(row.on for row in page._model.rows)
        left: list[str] = []
        page.leave.connect(lambda name, _: left.append(name))
        press(page, "Esc")
        assert left == ["selling"]
    assert (shop.folder / "till.toml").read_text("utf-8") == toml


def test_a_clerk_needs_the_managers_leave(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(at_form(shop)) as page:
        to_block(page, "origins")
        press(page, "F2", "Ctrl+S")
        assert page._strip.asking
        type_(page, "246810")
        press(page, "Return")
        type_(page, "新版小票")
        press(page, "Return")
        QCoreApplication.processEvents()
        assert banner(page).text().startswith("Kept.")
    assert "origins" not in settings.load(shop.folder).receipt.blocks
    with shop.store.read() as session:
        from sqlalchemy import select

        from pos.core.journal import JournalRow

        records = [row for row in session.scalars(select(JournalRow.record)) if "SETTINGS_CHANGED" in row]
    assert len(records) == 1
    assert "新版小票" in records[0]
    assert '"receipt"' in records[0]


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
@pytest.mark.parametrize("encoding", ["gb18030", "raster"])
def test_nothing_is_clipped_or_without_a_name(qtbot: Any, shop: Shop, size: tuple[int, int], encoding: str) -> None:
    shop.till.settings = replace(shop.till.settings, encoding=encoding)
    with before(at_form(shop), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
        sheet = page.findChild(RollSheet, "rollSheet")
        picture = sheet.grab().toImage()
        dark = sum(
            picture.pixelColor(x, y).lightness() < 100
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        )
        assert dark > 300, "a paper with words on it"
