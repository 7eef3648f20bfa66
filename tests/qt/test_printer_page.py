"""The printer's page by keys alone: found, tried on paper, understood from the paper, and used without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from pos import settings
from pos.core.wording import speak
from pos.devices import printers_found
from pos.devices.printers_found import Candidate
from pos.devices.test_page import pieces
from pos.qt.parts import Button
from pos.qt.printer import PrinterPage
from pos.screens.printer_choice import PrinterChoice
from pos.settings.printer import Printing
from pos.shop import start_printing
from tests.papers_reader import read
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tests read the source text, and this computer knows one printer."""
    monkeypatch.setattr(printers_found, "_WAYS", (lambda: iter([Candidate("cups:小票", "小票 58", "cups")]),))
    speak("en")
    yield
    speak("zh_CN")


def at_printer(shop: Shop) -> PrinterPage:
    return PrinterPage(PrinterChoice(shop.till))


def name(page: PrinterPage, words: str) -> None:
    box = page.findChild(QLineEdit, "printerName")
    assert isinstance(box, QLineEdit)
    box.setFocus()
    press(page, "Ctrl+A")
    type_(page, words)


def tab_to(page: PrinterPage, wanted: str) -> None:
    """Tab until that control has the focus, and press it."""
    for _ in range(60):
        focus = page.focusWidget()
        if focus is not None and focus.objectName() == wanted:
            press(page, "Space")
            return
        press(page, "Tab")
    raise AssertionError(f"{wanted} cannot be reached")


def test_a_printer_is_typed_tried_and_kept_and_the_next_receipt_comes_out_there(
    qtbot: Any, shop: Shop, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.bin"
    with before(at_printer(shop)) as page:
        name(page, f"file:{paper}")
        press(page, "F8")
        QCoreApplication.processEvents()
        assert paper.read_bytes() == b"".join(piece.data for piece in pieces(48, "gb18030", Printing()))
        assert "the printer says it is well" in page._trial._told.text()
        assert shop.till.settings.printer == "absent", "tried, not chosen"
        press(page, "Ctrl+S")
        assert banner(page).text().startswith("Kept.")
    assert settings.load(shop.folder).printer == f"file:{paper}"

    paper.unlink()
    shop.sell("SP0041").pay_cash("50")
    worker = start_printing(shop.till)
    assert worker.settle(10)
    worker.stop()
    (receipt,) = read(paper.read_bytes(), 48)
    assert "DX03-01-000001" in receipt.text


def test_the_answers_set_paper_columns_encoding_code_and_cutter(qtbot: Any, shop: Shop) -> None:
    with before(at_printer(shop)) as page:
        name(page, "tcp:127.0.0.1:9")
        for answer in ("trialRuler_42", "trialLine_D", "trialCode_2", "trialCut_no", "trialDrawer_yes"):
            tab_to(page, answer)
        press(page, "F9")
        assert banner(page).text().startswith("The answers stand at the left")
        press(page, "Ctrl+S")
        assert banner(page).text().startswith("Kept.")

    kept = settings.load(shop.folder)
    assert (kept.printer, kept.paper, kept.encoding, kept.columns) == ("tcp:127.0.0.1:9", 80, "raster", 42)
    assert kept.printing == Printing(columns=42, qr="image", cut=False)


def test_another_number_at_the_edge_is_typed_and_a_shut_drawer_tried_on_the_other_pin(qtbot: Any, shop: Shop) -> None:
    with before(at_printer(shop)) as page:
        page.findChild(QLineEdit, "trialNumber").setFocus()
        type_(page, "33")
        tab_to(page, "trialDrawer_no")
        press(page, "F9")
        assert "tried on pin 5" in banner(page).text()
        assert (page._draft.paper, page._draft.printing) == (58, Printing(columns=33, drawer_pin=5))
        press(page, "F9")
        assert "tried on pin 2" in banner(page).text()


def test_one_that_was_found_is_taken_with_enter(qtbot: Any, shop: Shop) -> None:
    with before(at_printer(shop)) as page:
        page._found.setFocus()
        press(page, "Down", "Return")
        assert page.findChild(QLineEdit, "printerName").text() == "cups:小票"


def test_what_is_no_printer_is_refused_and_nothing_changes(qtbot: Any, shop: Shop) -> None:
    toml = (shop.folder / "till.toml").read_text("utf-8")
    with before(at_printer(shop)) as page:
        name(page, "the grey one")
        press(page, "Ctrl+S")
        assert "is not the name of a printer" in banner(page).text()
        press(page, "F8")
        assert "is not the name of a printer" in banner(page).text()
    assert (shop.folder / "till.toml").read_text("utf-8") == toml


def test_columns_that_cannot_be_are_refused(qtbot: Any, shop: Shop) -> None:
    with before(at_printer(shop)) as page:
        page.findChild(QLineEdit, "printerColumns").setFocus()
        type_(page, "99")
        press(page, "Ctrl+S")
        assert "columns" in banner(page).text()
    assert settings.load(shop.folder).printing == Printing()


def test_a_printer_that_is_not_there_is_said_so_beside_the_questions(qtbot: Any, shop: Shop) -> None:
    with before(at_printer(shop)) as page:
        name(page, "tcp:127.0.0.1:1")
        press(page, "F8")
        QCoreApplication.processEvents()
        assert "cannot be reached" in page._trial._told.text()


def test_a_clerk_needs_the_managers_leave(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(at_printer(shop)) as page:
        name(page, "tcp:127.0.0.1:9")
        press(page, "Ctrl+S")
        assert page._strip.asking
        type_(page, "246810")
        press(page, "Return")
        type_(page, "新打印机")
        press(page, "Return")
        QCoreApplication.processEvents()
        assert banner(page).text().startswith("Kept.")
    assert settings.load(shop.folder).printer == "tcp:127.0.0.1:9"


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_nothing_is_clipped_or_without_a_name(qtbot: Any, shop: Shop, size: tuple[int, int]) -> None:
    with before(at_printer(shop), size) as page:
        assert clipped(page) == []
        press(page, "F9")
        assert clipped(page) == []
        assert unnamed(page) == []
        for button in page.findChildren(Button):
            if button.isChecked():
                assert button.accessibleDescription() == "chosen" or button.objectName().startswith("beside_")
