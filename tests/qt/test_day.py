"""The day page over the real shop, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from pos.core.money import Money
from pos.core.wording import speak
from pos.qt import theme
from pos.qt.day import DayPage
from pos.qt.paper_preview import PaperPreview
from pos.qt.parts import Elided
from pos.qt.tokens import origin_seal
from pos.screens.day import DayScreen
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.shop import OPENING, Shop


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def traded(shop: Shop) -> Shop:
    """Three sales and a refund."""
    shop.add(("SP0041", "3"), ("SP0001", "1.2")).pay_cash("500.00")
    shop.wait(hours=1).add("SP0002").pay("WECHAT")
    shop.add("SP0041").pay("ALIPAY")
    shop.do("refund", receipt="3", means="ALIPAY", reason="买错了")
    return shop


def reading(shop: Shop) -> DayPage:
    return DayPage(DayScreen(shop.till))


def words(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def spoken(page: QWidget) -> str:
    return " ".join(one.accessibleName() for one in page.findChildren(QWidget) if one.isVisible())


def test_the_headline_is_the_report(qtbot: Any, traded: Shop) -> None:
    summary = DayScreen(traded.till).summary
    with before(reading(traded)) as page:
        assert f"Net sales {summary.totals.net.grouped()} yuan" in spoken(page)
        assert "Sales 3 receipts" in spoken(page)
        assert "A shift is open" in spoken(page)
        bars = page.findChild(QWidget, "originBars").accessibleDescription()
        assert all(str(group.net) in bars for _, group in summary.totals.ranked("by_region"))


def test_a_day_without_sales_says_what_will_stand_here(qtbot: Any, shop: Shop) -> None:
    with before(reading(shop)) as page:
        assert "Nothing sold on this day yet" in words(page)
        assert clipped(page) == []


def test_the_page_reads_anew_whenever_it_is_shown(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        page.hide()
        traded.add("SP0041").pay_cash("50.00")
        page.show()
        assert "Sales 4 receipts" in spoken(page)


def test_arrows_go_from_day_to_day(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "Left")
        assert "9-7" in words(page)
        assert "Nothing sold on this day yet" in words(page)
        press(page, "Right")
        assert "9-8" in words(page)
        press(page, "Right")
        assert "9-8" in words(page), "tomorrow has no figures"


def test_tables_are_searched_and_sorted(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "T")
        table = page.findChild(QTableView, "dayTable")
        assert table.isVisible()
        assert table.model().rowCount() == 3
        nets = [table.model().index(i, 5).data() for i in range(3)]
        assert [float(net) for net in nets] == sorted((float(net) for net in nets), reverse=True)
        first = table.model().index(0, 0).data()
        press(page, "/")
        type_(page, first)
        assert table.model().rowCount() == 1
        assert f"net {nets[0]}" in page.findChild(QLabel, "tableTotal").text()
        press(page, "Esc")
        press(page, "Alt+4")
        assert page.findChild(QPushButton, "table_by_means").isChecked()


def test_letters_in_the_search_are_letters(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "/")
        type_(page, "pzxt")
        assert page.findChild(QLineEdit, "tableSearch").text() == "pzxt"
        assert not (traded.folder / "reports").exists(), "P and X were typed, not pressed"


def test_the_sheet_and_the_workbook(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "P")
        assert banner(page).kind == "added"
        press(page, "X")
        written = sorted(file.suffix for file in (traded.folder / "reports").iterdir())
        assert written == [".pdf", ".xlsx"]
        assert str(next((traded.folder / "reports").glob("*.xlsx"))) in banner(page).text()


def test_the_roll_goes_into_the_printers_queue(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        before_it = len(traded.dump()["print_jobs"])
        press(page, "Z")
        assert len(traded.dump()["print_jobs"]) == before_it + 1


def test_the_preview_is_the_paper(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        preview = page.findChild(PaperPreview)
        assert preview.sheets >= 1
        blank = preview.grab().toImage()
        preview.draw(())
        assert preview.grab().toImage() != blank
        assert preview.accessibleName() == "Preview, sheet 0 of 0"


def test_where_it_is_narrow_the_first_p_shows_the_sheet(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded), NARROW) as page:
        preview = page.findChild(PaperPreview)
        assert not preview.isVisible()
        press(page, "P")
        assert preview.isVisible()
        assert not (traded.folder / "reports").exists()
        press(page, "P")
        assert list((traded.folder / "reports").glob("*.pdf"))
        press(page, "Esc")
        assert not preview.isVisible()


def test_a_closed_day_goes_to_the_district(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "F9")
        assert banner(page).kind == "info", "an open shift is not handed over"
    traded.do("close_shift", counted="500.00")
    with before(reading(traded)) as page:
        press(page, "F9")
        assert banner(page).kind == "added"
        files = list((traded.folder / "outbox").glob("*"))
        assert files
        press(page, "F9")
        assert banner(page).kind == "info"
        assert list((traded.folder / "outbox").glob("*")) == files


def test_only_the_manager_sees_the_drawer(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        assert "Should be there" in words(page)
    traded.clerk()
    with before(reading(traded)) as page:
        assert "Should be there" not in words(page)
        assert "By channel" in words(page)


def test_escape_goes_back_to_selling(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page, qtbot.waitSignal(page.leave) as left:
        press(page, "Esc")
    assert left.args == ["selling", ""]


@pytest.fixture
def fortnight(traded: Shop) -> Shop:
    """The day before it all was closed, then two weeks of one sale a day, each a shift of its own."""
    traded.do("close_shift", counted=traded.cash_in_drawer())
    for n in range(1, 15):
        traded.till.clock.move(OPENING + timedelta(days=n), None)
        traded.open().add("SP0041").pay("WECHAT")
        traded.do("close_shift", counted="300.00" if n % 5 else "299.00")
    return traded


def test_day_week_and_month_by_their_letters(qtbot: Any, fortnight: Shop) -> None:
    with before(reading(fortnight)) as page:
        price = Money.yuan(fortnight.do("find", text="SP0041", limit=1)["found"][0]["price"])
        assert "9-22" in words(page)
        press(page, "W")
        assert "9-20 to 9-26, the week" in words(page)
        assert f"Net sales {Money(price.fen * 3).grouped()} yuan" in spoken(page)
        assert "+0.0 %" not in words(page)
        bars = page.findChild(QWidget, "dayBars")
        assert bars.isVisible()
        assert not page.findChild(QWidget, "hourBars").isVisible()
        assert bars.accessibleDescription().count("yuan") == 3
        press(page, "Left")
        assert "9-13 to 9-19, the week" in words(page)
        assert "on the week before" in words(page)
        assert bars.accessibleDescription().count("yuan") == 7
        press(page, "M")
        assert "2021-9, the month" in words(page)
        assert bars.accessibleDescription().count("yuan") == 15
        assert page.findChild(QPushButton, "span_month").isChecked()
        press(page, "D")
        assert page.findChild(QWidget, "hourBars").isVisible()
        assert not bars.isVisible()


def test_a_week_is_the_sum_of_its_days_and_so_are_its_papers(qtbot: Any, fortnight: Shop) -> None:
    screen = DayScreen(fortnight.till)
    with before(DayPage(screen)) as page:
        press(page, "W", "Left")
        assert sum(net.fen for net in screen.nets.values()) == screen.summary.totals.net.fen
        press(page, "P", "X")
    names = sorted(file.name for file in (fortnight.folder / "reports").iterdir())
    assert names == ["DX03-01-2021-09-13_2021-09-19.pdf", "DX03-01-2021-09-13_2021-09-19.xlsx"]


def test_a_running_week_is_measured_against_as_many_days(qtbot: Any, fortnight: Shop) -> None:
    screen = DayScreen(fortnight.till)
    screen.show("week")
    assert screen.running
    assert screen.net_before == screen.summary.totals.net, "three days against three days"
    screen.previous()
    assert not screen.running
    sales = Money(sum(net.fen for net in screen.nets_before.values()))
    assert screen.net_before == sales


def test_drawers_of_a_week_that_were_even_take_one_line(qtbot: Any, fortnight: Shop) -> None:
    with before(reading(fortnight)) as page:
        press(page, "W", "Left")
        assert "5 shifts even" in words(page)
        assert "short 2.00" in words(page)


def test_a_month_without_a_shift_says_so(qtbot: Any, traded: Shop) -> None:
    with before(reading(traded)) as page:
        press(page, "M", "Left")
        assert "2021-8, the month" in words(page)
        assert "Nothing sold in these days" in words(page)
        press(page, "Right")
        press(page, "Right")
        assert "2021-9, the month" in words(page), "next month has no figures"


def test_what_takes_its_time_is_said_and_not_begun_twice(qtbot: Any, traded: Shop) -> None:
    waiting: list[tuple[Callable[[], object], Callable[[object], None]]] = []
    with before(reading(traded)) as page:
        traded.till.background = lambda work, then: waiting.append((work, then))
        press(page, "X")
        assert len(waiting) == 1
        press(page, "X")
        assert len(waiting) == 1
        assert "Writing the workbook" in banner(page).text()
        work, then = waiting.pop()
        then(work())
        assert banner(page).kind == "added"
        press(page, "X")
        assert len(waiting) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_everything_can_be_seen_and_heard(qtbot: Any, traded: Shop, size: tuple[int, int], language: str) -> None:
    speak(language)
    with before(reading(traded), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
        for span in "WMD":
            press(page, span)
            qtbot.wait(1)
            assert clipped(page) == []
            assert unnamed(page) == []
        press(page, "T")
        qtbot.wait(1)
        assert clipped(page) == []
        assert unnamed(page) == []
        press(page, "X")
        qtbot.wait(1)
        assert clipped(page) == []


def test_products_have_seals_tabs_have_keys_and_the_order_is_named(qtbot: Any, shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    with before(DayPage(DayScreen(shop.till))) as page:
        for span, key in (("day", "D"), ("week", "W"), ("month", "M")):
            assert page.findChild(QPushButton, f"span_{span}")._key == key
        press(page, "T")
        view = page.findChild(QTableView, "dayTable")
        assert view.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None
        assert page.findChild(QPushButton, "table_by_region")._key == "Alt 2"
        titles = [view.model().headerData(n, Qt.Orientation.Horizontal) for n in range(8)]
        assert [title for title in titles if "↓" in title] == ["Net ↓"]
        view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        assert view.model().headerData(1, Qt.Orientation.Horizontal) == "Receipts ↑"
        press(page, "Alt+4")
        assert view.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_in_the_dark_the_seals_are_the_dark_ones(qtbot: Any, shop: Shop) -> None:
    """A till whose look is changed at dusk: the seals drawn by day are not shown on."""
    shop.sell("SP0041").pay_cash("29.90")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with before(DayPage(DayScreen(shop.till))) as page:
        press(page, "T")
        first = page.findChild(QTableView, "dayTable").model().index(0, 0)

        def ground() -> str:
            return str(first.data(Qt.ItemDataRole.DecorationRole).toImage().pixelColor(6, 22).name()).upper()

        assert ground() == origin_seal("653201").colour.upper()
        theme.wear(app, dark=True)
        try:
            assert ground() == origin_seal("653201", dark=True).colour.upper()
        finally:
            theme.wear(app)


def test_what_only_a_clerk_confirmed_is_a_part_and_not_a_means(qtbot: Any, shop: Shop) -> None:
    shop.add("SP0041")
    shop.do("pay", means="WECHAT", amount="29.90")
    with before(DayPage(DayScreen(shop.till))) as page:
        (label,) = (one for one in page.findChildren(Elided) if "clerk only" in one.whole_text() and one.isVisible())
        assert label.whole_text().startswith("\u3000")


def test_less_than_nothing_has_one_sign_on_every_card(qtbot: Any, shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    shop.wait(days=1)
    shop.do("refund", receipt="1", means="CASH", reason="gone off")
    with before(DayPage(DayScreen(shop.till))) as page:
        shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
        assert not [words for words in shown if words.startswith("-")]


def test_a_clerk_s_covered_sheet_says_why_in_its_place(qtbot: Any, shop: Shop) -> None:
    shop.clerk()
    with before(DayPage(DayScreen(shop.till))) as page:
        title = next(one for one in page.findChildren(QLabel) if one.text() == "As it will be printed")
        assert title.y() < 40
        assert page._covered.isVisible()
        assert clipped(page) == []


def test_grey_bars_are_named_only_where_there_are_any(qtbot: Any, shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    with before(DayPage(DayScreen(shop.till))) as page:
        press(page, "M")
        assert not [one for one in page.findChildren(Elided) if "grey" in one.whole_text() and one.isVisible()]
