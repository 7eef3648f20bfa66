"""The list of receipts: what it shows, how it is narrowed, printed again and written to a file."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from pos.core.staff import NotLoggedIn
from pos.exchange.envelope import NotWritten
from pos.screens.day import DayScreen
from pos.screens.papers import save_receipts
from pos.screens.receipts import ReceiptsScreen, signed
from tests.shop import Shop


@pytest.fixture
def page(shop: Shop) -> ReceiptsScreen:
    """Yesterday's receipt, and two of today with a refund."""
    shop.sell("SP0041").pay_cash("30.00")
    shop.do("close_shift", counted="329.90")
    shop.wait(days=1).open()
    shop.sell("SP0029").pay("WECHAT")
    shop.wait(minutes=30)
    shop.sell("SP0223").pay_cash("300.00")
    shop.do("refund", receipt="2", means="WECHAT", reason="坏")
    screen = ReceiptsScreen(shop.till)
    screen.load()
    return screen


def numbers(page: ReceiptsScreen) -> list[int]:
    return [row.number for row in page.rows]


def test_today_s_come_first_and_days_are_chosen(page: ReceiptsScreen) -> None:
    assert numbers(page) == [4, 3, 2]
    page.choose_days("week")
    assert numbers(page) == [4, 3, 2, 1]
    assert [key for key, _ in page.chips] == ["today", "week", "month", "all"]


def test_where_these_days_have_none_all_are_searched(page: ReceiptsScreen) -> None:
    page.search("骏枣", far=False)
    assert (numbers(page), page.widened) == ([], False)
    page.search("骏枣")
    assert (numbers(page), page.widened) == ([1], True)
    page.search("9.90")
    assert (numbers(page), page.widened) == ([4, 2], False)


def test_a_row_is_looked_at_as_it_was_printed(page: ReceiptsScreen) -> None:
    page.select(1)
    assert page.current is not None
    words = str(page.paper(page.current))
    assert "DX03-01-000003" in words
    page.select(99)
    assert page.current.number == 2
    assert [str(signed(row)) for row in page.rows] == ["-9.90", str(page.rows[1].paid), "9.90"]


def test_another_order(page: ReceiptsScreen) -> None:
    page.sort("total")
    assert numbers(page) == [4, 2, 3]
    page.sort("total")
    assert numbers(page) == [3, 2, 4]
    page.sort("at")
    assert numbers(page) == [4, 3, 2]


def test_printed_again(page: ReceiptsScreen, shop: Shop) -> None:
    page.select(1)
    assert page.reprint() == "DX03-01-000003"
    assert [event["of"] for event in shop.journal("E") if event["what"] == "REPRINT"] == ["DX03-01-000003"]
    page.search("nichts")
    assert page.reprint() == ""


def test_written_to_files(page: ReceiptsScreen) -> None:
    page.choose_days("all")
    file = page.save("csv")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == [f"DX03-01-00000{n}" for n in (4, 3, 2, 1)]
    assert (rows[1][3], rows[1][-1], rows[4][-1]) == ("DX03-01-000002", "-9.90", "29.90")
    book = CalamineWorkbook.from_path(page.save("xlsx"))
    cells = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells[1:]] == [row[0] for row in rows[1:]]
    assert cells[1][-1] == -9.9


def test_more_than_one_page(page: ReceiptsScreen, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos.screens.receipts.PAGE", 2)
    page.choose_days("all")
    assert (numbers(page), page.more) == ([4, 3], True)
    page.show_more()
    assert (numbers(page), page.more) == ([4, 3, 2, 1], False)


def test_somebody_must_be_signed_in(page: ReceiptsScreen, shop: Shop) -> None:
    shop.do("lock")
    with pytest.raises(NotLoggedIn):
        page.search("1")


def test_a_folder_that_cannot_be_made_is_told(page: ReceiptsScreen, shop: Shop) -> None:
    (shop.folder / "reports").write_text("in the way", "utf-8")
    for paper in (lambda: page.save("csv"), DayScreen(shop.till).print_a4):
        with pytest.raises(NotWritten, match="reports"):
            paper()
    (shop.folder / "in the way").write_text("", "utf-8")
    with pytest.raises(NotWritten):
        save_receipts(shop.store, shop.settings, shop.folder / "in the way", 1)


def test_who_counts_the_drawer_cannot_add_up_its_cash(page: ReceiptsScreen, shop: Shop) -> None:
    """Of the open shift no row says its means, no search finds by them, and no file holds them; after the count all."""
    shop.clerk()
    page.choose_days("week")
    assert [row.means for row in page.rows] == [(), (), (), ("CASH",)]
    assert "清点后" in page.summary
    page.search("现金")
    assert numbers(page) == [1]
    page.search("")
    rows = list(csv.reader(page.save("csv").read_text("utf-8-sig").splitlines()))
    assert [row[7] for row in rows[1:]] == ["", "", "", "现金"]
    page.search(str(page.rows[1].paid))
    assert numbers(page) == [3]

    shop.do("close_shift", counted="500.00")
    page.search("")
    assert [row.means for row in page.rows] == [("WECHAT",), ("CASH",), ("WECHAT",), ("CASH",)]


def test_the_manager_sees_the_means_at_once(page: ReceiptsScreen, shop: Shop) -> None:
    page.search("现金")
    assert numbers(page) == [3]
    assert "清点后" not in page.summary


class Later:
    """A background whose work is done when the test says so."""

    def __init__(self) -> None:
        self.begun: list[tuple[Callable[[], object], Callable[[object], None]]] = []

    def __call__(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self.begun.append((work, then))

    def come(self) -> None:
        """Everything that was begun arrives, in the order it was."""
        begun, self.begun = self.begun, []
        for work, then in begun:
            then(work())


@pytest.fixture
def later(page: ReceiptsScreen) -> Later:
    page.till.background = later = Later()
    return later


def test_while_it_looks_the_rows_of_before_stay(page: ReceiptsScreen, later: Later) -> None:
    page.search("骏枣")
    assert (numbers(page), page.seeking) == ([4, 3, 2], True)
    assert page.reprint() == ""
    later.come()
    assert (numbers(page), page.seeking, page.widened) == ([1], False, True)


def test_the_next_key_wins(page: ReceiptsScreen, later: Later) -> None:
    page.search("骏枣")
    page.search("9.90")
    later.come()
    assert (numbers(page), page.seeking, page.widened) == ([4, 2], False, False)


def test_a_search_is_left(page: ReceiptsScreen, later: Later) -> None:
    page.search("骏枣")
    page.stop()
    later.come()
    assert (numbers(page), page.seeking) == ([4, 3, 2], False)
