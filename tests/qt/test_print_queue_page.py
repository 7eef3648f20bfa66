"""The print queue by keys alone, over the real queue and a printer that comes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pos.core import print_jobs
from pos.core.wording import speak
from pos.qt.help import HelpPanel
from pos.qt.parts import Button, StatusChip
from pos.qt.print_queue import PrintQueuePage
from pos.screens.print_queue import PrintQueueScreen
from pos.shop import start_printing
from tests.papers_reader import read
from tests.qt.at_page import LOW, NARROW, WIDE, banner, before, clipped, press, type_, unnamed
from tests.qt.clerk import Clerk, opened, until
from tests.shop import MANAGER_PIN, Shop, copy_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests read the source text."""
    speak("en")
    yield
    speak("zh_CN")


@pytest.fixture
def queued(shop: Shop) -> Shop:
    """Three receipts that wait; the second one was tried three times and given up by the worker."""
    shop.till.settings = replace(shop.till.settings, printer="tcp:127.0.0.1:1")
    for _ in range(3):
        shop.sell("SP0041").pay_cash("50")
    state(shop, 2, "FAILED", "broke off")
    return shop


def state(shop: Shop, job: int, to: str, note: str = "") -> None:
    with shop.store.write() as session:
        print_jobs.mark(session, job, to, note, 3)


def at_queue(shop: Shop, worker: Any = None) -> PrintQueuePage:
    page = PrintQueuePage(PrintQueueScreen(shop.till, worker))
    page.refresh()
    return page


def rows(page: PrintQueuePage) -> list[tuple[str, str]]:
    return [(row.receipt[-1:] or row.kind_text, row.state_text) for row in page._table.papers.rows]


def mark(page: PrintQueuePage, number: str) -> None:
    press(page, *["Up"] * 10)
    order = [row.receipt[-1:] for row in page._table.papers.rows]
    press(page, *["Down"] * order.index(number))


def states(shop: Shop) -> dict[int, str]:
    with shop.store.read() as session:
        return {job.id: job.state for job in print_jobs.listed(session, "01", most=50)}


def test_what_waits_and_what_did_not_come_out_stands_there(qtbot: Any, queued: Shop) -> None:
    with before(at_queue(queued)) as page:
        assert sorted(rows(page)) == [("1", "Waits"), ("2", "Did not come out"), ("3", "Waits")]
        assert page._title.whole_text() == "2 wait, 1 did not come out"


def test_f6_prints_the_marked_one_and_del_gives_it_up(qtbot: Any, queued: Shop) -> None:
    with before(at_queue(queued)) as page:
        mark(page, "2")
        press(page, "F6")
        assert "is printed as soon as the printer takes it" in banner(page).text()
        assert states(queued)[2] in ("WAITING", "UNKNOWN")
        mark(page, "1")
        press(page, "Del")
        assert "was given up; the sale itself stands" in banner(page).text()
    assert states(queued)[1] == "SKIPPED"


def test_f9_prints_all_that_did_not_come_out_and_only_then_can_be_pressed(qtbot: Any, queued: Shop) -> None:
    state(queued, 3, "FAILED", "deadline")
    with before(at_queue(queued)) as page:
        every = page.findChild(Button, "queueRetryAll")
        assert every.isEnabled()
        press(page, "F9")
        assert {states(queued)[job] for job in (2, 3)} <= {"WAITING", "UNKNOWN"}
        assert every.reason == "there is none"


def test_one_that_came_out_is_printed_again_as_a_copy(qtbot: Any, queued: Shop, tmp_path: Path) -> None:
    for job in (1, 2, 3):
        state(queued, job, "CONFIRMED")
    with before(at_queue(queued)) as page:
        assert page._title.whole_text() == "Every paper has come out"
        mark(page, "2")
        assert page.findChild(Button, "queueRetry").reason == "not for this one"
        press(page, "Ctrl+P")
        assert "comes out once more, marked as a copy" in banner(page).text()

    paper = tmp_path / "paper.bin"
    queued.till.settings = replace(queued.till.settings, printer=f"file:{paper}")
    worker = start_printing(queued.till)
    assert worker.settle(10)
    worker.stop()
    (copy,) = read(paper.read_bytes(), 48)
    assert copy.lines[0].text == "重印 COPY"
    assert "DX03-01-000002" in copy.text


def test_the_list_follows_the_printer_by_itself(qtbot: Any, queued: Shop, tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    queued.till.settings = replace(queued.till.settings, printer=f"file:{paper}")
    worker = start_printing(queued.till)
    try:
        assert worker.settle(10)
        with before(at_queue(queued, worker)) as page:
            assert ("3", "Printed") in rows(page)
            queued.sell("SP0041").pay_cash("50")
            assert worker.settle(10)
            state(queued, 4, "FAILED", "deadline")
            worker.wake()
            assert worker.settle(10)
            for _ in range(40):
                QTest.qWait(50)
                if ("4", "Did not come out") in rows(page):
                    break
            assert ("4", "Did not come out") in rows(page)
    finally:
        worker.stop()


def test_search_and_order(qtbot: Any, queued: Shop) -> None:
    with before(at_queue(queued)) as page:
        press(page, "F7")
        assert [number for number, _ in rows(page)] == ["3", "2", "1"]
        press(page, "F7")
        assert rows(page)[0] == ("2", "Did not come out")
        press(page, "/")
        type_(page, "waits 000003")
        assert rows(page) == [("3", "Waits")]
        press(page, "Esc")
        assert len(rows(page)) == 3
        assert not page.findChild(QLineEdit, "queueSearch").text()
        left: list[str] = []
        page.leave.connect(lambda name, _: left.append(name))
        press(page, "Esc")
        assert left == ["selling"]


def test_a_clerk_prints_again_with_leave(qtbot: Any, queued: Shop) -> None:
    state(queued, 1, "CONFIRMED")
    settings = queued.till.settings
    queued.till.settings = replace(settings, roles={"clerk": {"reprint": False}})
    queued.clerk()
    with before(at_queue(queued)) as page:
        mark(page, "1")
        press(page, "Ctrl+P")
        assert page._strip.asking
        type_(page, "246810")
        press(page, "Return")
        type_(page, "客人要两张")
        press(page, "Return")
        QCoreApplication.processEvents()
        assert not page._strip.asking
    assert len(states(queued)) == 4


def test_before_the_first_paper_it_says_what_will_be_here(qtbot: Any, shop: Shop) -> None:
    with before(at_queue(shop)) as page:
        assert page._halves.currentIndex() == 1
        assert page._trouble.text() == "No printer is set up; nothing comes out on paper"
        press(page, "F6", "F9", "Del", "Ctrl+P")
        assert not banner_shown(page)


@pytest.fixture
def till(qtbot: Any, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """The whole window, in English, with the manager at the till."""
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T10:00:00+08:00")
    folder = copy_of(furnished, tmp_path / "shop")
    file = folder / "till.toml"
    file.write_text(file.read_text("utf-8").replace('"zh_CN"', '"en"', 1), "utf-8")
    with opened(folder) as clerk:
        clerk.type(MANAGER_PIN)
        clerk.press("Enter")
        clerk.type("300")
        clerk.press("Enter")
        until(lambda: clerk.window.page_name == "selling", "nobody came to selling")
        yield clerk


def test_the_printers_chip_leads_there_by_key_and_by_finger_and_f1_says_so(till: Clerk) -> None:
    till.press("Ctrl+J")
    assert till.window.page_name == "print_queue"
    till.press("Esc")
    assert till.window.page_name == "selling"

    chip = till.window.findChild(StatusChip, "printStatus")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert till.window.page_name == "print_queue"

    till.press("F1")
    panel = till.window.findChild(HelpPanel)
    assert "Ctrl J Print queue" in panel.accessibleName()
    assert "F9 Print all that did not come out" in panel.accessibleName()


def banner_shown(page: PrintQueuePage) -> bool:
    return page._banner.isVisible()


@pytest.mark.parametrize("size", [WIDE, NARROW, LOW])
def test_nothing_is_clipped_or_without_a_name(qtbot: Any, queued: Shop, size: tuple[int, int]) -> None:
    with before(at_queue(queued), size) as page:
        assert clipped(page) == []
        assert unnamed(page) == []
