"""The list of receipts over the real shop, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QLineEdit, QPushButton

from pos.core.paper import Line, Text
from pos.core.wording import speak
from pos.qt import theme
from pos.qt.parts import Elided, TableView
from pos.qt.receipt_paper import PaperPreview, ReceiptPreview, ReceiptSheet
from pos.qt.receipts import ReceiptsPage
from pos.qt.roll_preview import RollPreview
from pos.screens.receipt_form import Roll
from pos.screens.receipts import ReceiptsScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, scan, type_, unnamed
from tests.shop import Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def traded(shop: Shop) -> Shop:
    """Three sales and a refund of the first."""
    shop.sell("SP0041", "SP0029").pay_cash("50.00")
    shop.sell("SP0223").pay("WECHAT")
    shop.sell(("SP0041", "3")).pay("ALIPAY")
    shop.do("refund", receipt="1", lines=[{"n": 2, "quantity": "1"}], means="CASH", reason="坏")
    return shop


def receipts(shop: Shop) -> ReceiptsPage:
    return ReceiptsPage(ReceiptsScreen(shop.till))


def box(page: ReceiptsPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "receiptSearch")
    assert isinstance(found, QLineEdit)
    return found


def shown(page: ReceiptsPage) -> list[str]:
    table = page.findChild(TableView, "receiptList")
    assert isinstance(table, TableView)
    return [str(table.model().index(row, 1).data())[-6:] for row in range(table.model().rowCount())]


def paper(page: ReceiptsPage) -> str:
    sheet = page.findChild(ReceiptSheet)
    assert isinstance(sheet, ReceiptSheet)
    return sheet.accessibleDescription()


def summary(page: ReceiptsPage) -> str:
    return next(one.text() for one in page.findChildren(Elided) if one.isVisible())


def dimmed(page: ReceiptsPage) -> bool:
    (effect,) = page.findChildren(QGraphicsOpacityEffect)
    return effect.isEnabled()


def test_the_newest_is_in_front_and_its_paper_beside_it(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        assert shown(page) == ["000004", "000003", "000002", "000001"]
        assert not box(page).hasFocus(), "letters are keys from the first moment on"
        assert "DX03-01-000004" in paper(page)
        press(page, "Down")
        assert "DX03-01-000003" in paper(page)
        press(page, "Up")
        assert "DX03-01-000004" in paper(page)
        # Enter leads into the list, and the arrows go on from there.
        press(page, "/", "Enter", "Down", "Down")
        assert "DX03-01-000002" in paper(page)
        press(page, "PgUp")
        assert "DX03-01-000004" in paper(page)


def test_the_keys_below_are_those_that_work(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        assert {"P", "R", "X"} <= dict(page.legend).keys()
        with qtbot.waitSignal(page.keysChanged):
            press(page, "/")
        assert box(page).hasFocus()
        assert not {"P", "R", "X", "/"} & dict(page.legend).keys()
        type_(page, "prx")
        assert box(page).text() == "prx"
        press(page, "Esc")
        assert (box(page).text(), box(page).hasFocus()) == ("", True)
        press(page, "Down")
        assert not box(page).hasFocus()
        assert "DX03-01-000004" in paper(page), "the first of the list, not the second"


def test_found_by_amount_and_printed_again(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        type_(page, "39.80")
        press(page, "Enter")
        assert shown(page) == ["000001"]
        assert not box(page).hasFocus(), "letters are verbs now"
        press(page, "P")
        assert banner(page).text().startswith("No printer is set up; DX03-01-000001")
    assert [event["of"] for event in traded.journal("E") if event["what"] == "REPRINT"] == ["DX03-01-000001"]


def test_the_list_follows_what_is_typed(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        type_(page, "000003")
        qtbot.waitUntil(lambda: shown(page) == ["000003"])
        press(page, "Esc")
        assert (box(page).text(), len(shown(page))) == ("", 4)
        with qtbot.waitSignal(page.leave) as left:
            press(page, "Esc")
        assert left.args == ["selling", ""]


def test_a_scanned_receipt_goes_to_its_refund(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        scan(page, "DX03-01-000002 " + "ab" * 32)
        assert shown(page) == ["000002"]
        press(page, "Enter")
        with qtbot.waitSignal(page.leave) as left:
            press(page, "R")
        assert left.args == ["refund", "DX03-01-000002"]


def test_a_refund_is_not_taken_back(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        press(page, "Enter")
        button = page.findChild(QPushButton, "refundButton")
        assert not button.isEnabled()
        assert button.accessibleDescription() == "is a refund"
        with qtbot.assertNotEmitted(page.leave):
            press(page, "R")


def test_a_digit_begins_another_search(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        type_(page, "1")
        press(page, "Enter", "S")
        type_(page, "2")
        assert box(page).text() == "2"
        press(page, "Enter")
        assert shown(page) == ["000002"]


def test_days_order_and_files(qtbot: Any, traded: Shop) -> None:
    with before(receipts(traded)) as page:
        press(page, "Enter", "S")
        assert shown(page) == ["000004", "000003", "000002", "000001"]
        press(page, "S")
        assert shown(page)[0] == "000004", "the refund is the smallest"
        press(page, "Alt+3")
        assert len(shown(page)) == 4
        press(page, "X")
        assert banner(page).text().endswith(".xlsx")
        press(page, "C")
        assert banner(page).text().endswith(".csv")
        press(page, "Esc")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_everything_can_be_seen_and_heard(qtbot: Any, traded: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    with before(receipts(traded), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
        press(page, "/")
        type_(page, "nosuchgoods")
        press(page, "Enter")
        assert clipped(page) == []


def test_a_long_search_dims_the_old_rows_and_says_so(qtbot: Any, traded: Shop) -> None:
    page = receipts(traded)
    qtbot.addWidget(page)
    page.show()
    rows = shown(page)
    begun: list[Any] = []
    traded.till.background = lambda work, then: begun.append((work, then))

    type_(box(page), "9-07")
    press(box(page), "Return")
    assert shown(page) == rows
    qtbot.waitUntil(lambda: "Looking through" in summary(page), timeout=2000)
    assert dimmed(page)
    press(page, "Escape")
    assert "Looking through" not in summary(page)
    assert not dimmed(page)

    for work, then in begun:
        then(work())
    assert shown(page) == rows


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("form", [ReceiptPreview, RollPreview])
def test_paper_is_no_wider_where_it_needs_no_scroll_bar(qtbot: Any, form: type[PaperPreview], *, dark: bool) -> None:
    """Wider paper is higher: one that just needed the bar, and with it did not, took the till down."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app, dark=dark)
    preview: Any = form()
    qtbot.addWidget(preview)
    preview.resize(420, 560)
    preview.show()
    wide = set()
    for lines in (3, 60):
        if form is ReceiptPreview:
            preview.draw([Text(f"line {n}") for n in range(lines)], 48)
        else:
            preview.draw(Roll(48, tuple(Line(f"line {n}") for n in range(lines))))
        QApplication.processEvents()
        assert preview.verticalScrollBar().isVisible() is (lines > 50)
        wide.add(preview.sheet.width())
    assert len(wide) == 1
    theme.wear(app, dark=False)
    for high in range(300, 700, 7):
        preview.resize(420, high)
        QApplication.processEvents()
    assert {preview.sheet.width()} == wide
