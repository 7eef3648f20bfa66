"""The papers of a day on a list: what waits, what came out, what a person does about the rest."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from pos.core import print_jobs
from pos.core.authority import NotAllowed
from pos.core.problems import Problem
from pos.core.staff import NotLoggedIn
from pos.devices import Delivery, PrinterNotThere, PrinterOutOfPaper
from pos.devices.absent import AbsentPrinter
from pos.screens.day import DayScreen
from pos.screens.drawer import open_drawer
from pos.screens.papers import StoreQueue
from pos.screens.print_queue import NoSuchPaper, NotToBePrinted, PrintQueueScreen, QueueRow, trouble_text
from pos.screens.printing import MOST_TRIES, PrintWorker
from tests.old_shops import unpacked
from tests.papers_reader import Paper, read
from tests.shop import Shop


class Fickle(AbsentPrinter):
    """A printer that does what it is told to: one word a job, the last one for all that follow."""

    def __init__(self, *moods: str) -> None:
        self.moods, self.papers = list(moods) or ["well"], list[Paper]()

    def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
        mood = self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]
        if mood == "off":
            raise PrinterNotThere(printer="here")
        if mood == "empty":
            raise PrinterOutOfPaper(printer="here")
        self.papers += read(data, 48)
        return {
            "well": Delivery("CONFIRMED"),
            "mute": Delivery("SENT"),
            "breaks": Delivery("UNKNOWN", note="broke off: reset"),
        }[mood]


class Desk:
    """The list and the printer behind it."""

    def __init__(self, shop: Shop, *moods: str) -> None:
        self.shop, self.printer = shop, Fickle(*moods)
        self.queue = StoreQueue(shop.store, shop.settings)
        self.worker = PrintWorker(self.queue, self.printer, columns=48)
        self.screen = PrintQueueScreen(shop.till, self.worker)

    def sell(self) -> str:
        return self.shop.sell("SP0041").pay_cash("30.00").number

    def print(self) -> None:
        """As the worker does, until nothing more can be done."""
        try:
            while self.worker.print_next():
                pass
        except Problem:
            pass

    @property
    def rows(self) -> list[QueueRow]:
        self.screen.load()
        return list(self.screen.rows)

    @property
    def states(self) -> list[str]:
        return [row.state for row in self.rows]

    @property
    def came_out(self) -> list[tuple[str, bool]]:
        """The receipts on paper, and whether they say that they are copies."""
        found = []
        for paper in self.printer.papers:
            number = next(word for line in paper.lines for word in line.text.split() if word.startswith("DX03-01-"))
            found.append((number, "重印 COPY" in paper.text))
        return found


def test_every_state_has_its_words_and_its_verbs(shop: Shop) -> None:
    desk = Desk(shop, "well", "mute", "breaks")
    numbers = [desk.sell() for _ in range(3)]
    desk.print()
    desk.printer.moods = ["off"]
    numbers.append(desk.sell())
    desk.print()
    rows = desk.rows
    # What has not come out stands first, then what is done with, the newest first.
    assert [(row.receipt, row.state) for row in rows] == [
        (numbers[2], "FAILED"), (numbers[3], "WAITING"), (numbers[1], "SENT"), (numbers[0], "CONFIRMED"),
    ]  # fmt: skip
    assert [(row.can_retry, row.can_skip, row.can_reprint) for row in rows] == [
        (True, True, False), (True, True, False), (False, False, True), (False, False, True),
    ]  # fmt: skip
    assert [row.tone for row in rows] == ["bad", "info", "info", "ok"]
    assert [row.tries for row in rows] == [MOST_TRIES, 0, 1, 1]
    assert all(row.state_text and row.kind_text and row.since.tzinfo for row in rows)
    assert len({row.why for row in rows}) == 4
    assert not rows[3].why
    assert (desk.screen.waiting, desk.screen.failed) == (1, 1)


def test_a_paper_that_failed_is_printed_again_and_says_that_it_may_be_a_second_one(shop: Shop) -> None:
    desk = Desk(shop, "breaks")
    number = desk.sell()
    desk.print()
    assert desk.states == ["FAILED"]
    desk.printer.moods, desk.printer.papers = ["well"], []
    desk.screen.retry(desk.rows[0].id)
    assert desk.states == ["UNKNOWN"]
    desk.print()
    assert desk.came_out == [(number, True)]
    assert desk.states == ["CONFIRMED"]
    (event,) = [record for record in shop.journal("E") if record["what"] == "PAPER_TAKEN_UP"]
    assert event["of"] == number


def test_all_that_failed_at_once(shop: Shop) -> None:
    desk = Desk(shop, "breaks")
    numbers = [desk.sell(), desk.sell()]
    desk.print()
    assert desk.states == ["FAILED", "FAILED"]
    desk.printer.moods, desk.printer.papers = ["well"], []
    desk.screen.retry_all()
    desk.print()
    assert desk.came_out == [(number, True) for number in numbers]
    desk.screen.retry_all()  # nothing failed any more: nothing is written down either
    assert len([record for record in shop.journal("E") if record["what"] == "PAPER_TAKEN_UP"]) == 1


def test_a_paper_that_waits_is_not_marked_by_being_asked_for_again(shop: Shop) -> None:
    desk = Desk(shop, "empty")
    number = desk.sell()
    desk.print()
    desk.screen.retry(desk.rows[0].id)
    assert desk.rows[0].state == "WAITING"
    desk.printer.moods = ["well"]
    desk.print()
    assert desk.came_out == [(number, False)]


def test_a_paper_that_is_given_up_stays_in_the_books_and_is_counted_no_more(shop: Shop) -> None:
    desk = Desk(shop, "breaks")
    first = desk.sell()
    desk.print()
    desk.printer.moods, desk.printer.papers = ["off"], []
    second = desk.sell()
    desk.print()
    for row in desk.rows:
        desk.screen.skip(row.id)
    assert desk.states == ["SKIPPED", "SKIPPED"]
    assert desk.queue.counts() == (0, 0)
    assert desk.screen.failed == 0
    desk.printer.moods = ["well"]
    desk.print()
    assert desk.came_out == []
    told = [record["of"] for record in shop.journal("E") if record["what"] == "PAPER_GIVEN_UP"]
    assert told == [first, second]
    # Someone wants it after all: it comes, and says that it might be a second one.
    desk.screen.retry(desk.rows[0].id)
    desk.print()
    assert desk.came_out == [(second, True)]


def test_given_up_while_it_is_being_sent(shop: Shop) -> None:
    desk = Desk(shop)
    number = desk.sell()

    class Asked(Fickle):
        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            desk.screen.skip(desk.rows[0].id)
            return super().send(data, deadline)

    slow = Asked("off", "breaks", "well")
    worker = PrintWorker(desk.queue, slow, columns=48)
    with pytest.raises(PrinterNotThere):
        worker.print_next()
    assert desk.states == ["SKIPPED"]  # nothing was printed, and it does not come back
    desk.screen.retry(desk.rows[0].id)
    assert worker.print_next()
    assert desk.states == ["SKIPPED"]  # some of it may be on paper: the person has decided all the same
    desk.screen.retry(desk.rows[0].id)
    assert worker.print_next()
    assert desk.states == ["CONFIRMED"]  # it did come out, and the list says so
    assert not worker.print_next()
    assert [number in paper.text for paper in slow.papers] == [True, True]
    assert "重印 COPY" in slow.papers[1].text


def test_given_up_between_being_taken_and_being_sent(shop: Shop) -> None:
    desk = Desk(shop)
    desk.sell()
    taken = desk.queue.next_waiting()
    assert taken is not None
    desk.screen.skip(taken.id)
    assert desk.queue.mark(taken.id, "UNKNOWN", "being sent", 1) is False
    desk.worker._print(taken, desk.worker._outlet)
    assert desk.printer.papers == []
    assert desk.states == ["SKIPPED"]


def test_a_reprint_is_a_new_paper_and_marked(shop: Shop) -> None:
    desk = Desk(shop, "mute")
    number = desk.sell()
    desk.print()
    assert desk.screen.reprint(desk.rows[0].id) == number
    desk.print()
    assert desk.came_out == [(number, False), (number, True)]
    assert [(row.state, row.copy) for row in desk.rows] == [("SENT", True), ("SENT", False)]


def test_a_summary_is_printed_again_too(shop: Shop) -> None:
    desk = Desk(shop)
    day = DayScreen(shop.till)
    day.load()
    day.print_roll()
    desk.print()
    assert desk.screen.reprint(desk.rows[0].id) == ""
    desk.print()
    assert ["重印 COPY" in paper.text for paper in desk.printer.papers] == [False, True]


def test_who_may_not_print_again_is_asked_for_leave(shop: Shop) -> None:
    desk = Desk(shop)
    desk.sell()
    desk.print()
    shop.close()
    file = shop.folder / "till.toml"
    file.write_text(file.read_text("utf-8") + "\n[roles.clerk]\nreprint = false\n", "utf-8")
    shop.start()
    desk = Desk(shop.clerk())
    row = desk.rows[0]
    with pytest.raises(NotAllowed):
        desk.screen.reprint(row.id)
    assert len(desk.rows) == 1
    shop.leave("顾客丢了")
    assert desk.screen.reprint(row.id) == row.receipt
    assert len(desk.rows) == 2


def test_a_pulse_is_no_paper(shop: Shop) -> None:
    desk = Desk(shop, "off")
    open_drawer(shop.till)
    desk.print()
    row = desk.rows[0]
    assert (row.kind, row.can_retry, row.can_skip) == ("DRAWER", False, True)
    for verb in (desk.screen.retry, desk.screen.reprint):
        with pytest.raises(NotToBePrinted):
            verb(row.id)
    desk.screen.skip(row.id)
    desk.printer.moods = ["well"]
    desk.print()
    assert desk.printer.papers == []


def test_what_cannot_be_done_is_refused_and_changes_nothing(shop: Shop) -> None:
    desk = Desk(shop)
    desk.sell()
    desk.print()
    row, before = desk.rows[0], shop.dump()
    with pytest.raises(NotToBePrinted):
        desk.screen.retry(row.id)
    with pytest.raises(NotToBePrinted):
        desk.screen.skip(row.id)
    with pytest.raises(NoSuchPaper):
        desk.screen.retry(row.id + 1000)
    shop.till.person = None
    for verb in (desk.screen.retry, desk.screen.skip, desk.screen.reprint):
        with pytest.raises(NotLoggedIn):
            verb(row.id)
    assert shop.dump() == before


def test_the_list_is_kept_short_and_another_till_is_another_list(shop: Shop) -> None:
    desk = Desk(shop)
    with shop.store.write() as session:
        for n in range(120):
            print_jobs.queue(session, "02" if n % 2 else "01", shop.till.now(), kind="SUMMARY", blocks="[]")
    assert len(desk.rows) == 50
    assert desk.screen.waiting == 60


def test_the_chip_has_a_few_words_for_each_trouble(shop: Shop) -> None:
    desk = Desk(shop, "empty")
    desk.sell()
    assert desk.screen.trouble == ""
    words = {trouble_text(PrinterOutOfPaper(printer="x")), trouble_text(PrinterNotThere(printer="x"))}
    assert len(words) == 2


def test_the_papers_of_a_shop_that_an_older_version_filled(tmp_path: Path) -> None:
    unpacked("0004", tmp_path)
    with contextlib.closing(dbapi2.connect(str(tmp_path / "shop.sqlite3"))) as books:
        before = books.execute("SELECT * FROM print_jobs ORDER BY id").fetchall()
        books.execute("UPDATE print_jobs SET state = 'FAILED' WHERE id = (SELECT max(id) FROM print_jobs)")
        books.commit()
    shop = Shop(tmp_path, None)
    try:
        with shop.store.read() as session:
            after = [tuple(row) for row in session.execute(text("SELECT * FROM print_jobs ORDER BY id"))]
        assert after[:-1] == before[:-1]
        assert len(after) == len(before) > 1
        screen = PrintQueueScreen(shop.manager().till)
        screen.load()
        (failed,) = [row for row in screen.rows if row.state == "FAILED"]
        screen.skip(failed.id)
        assert screen.failed == 0
        with pytest.raises(IntegrityError), shop.store.write() as session:
            session.execute(text("UPDATE print_jobs SET state = 'LOST'"))
    finally:
        shop.close()
