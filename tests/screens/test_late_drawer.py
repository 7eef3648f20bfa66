"""A printer that was off and comes back: every paper comes, but the drawer does not spring open by itself at night."""

from __future__ import annotations

import pytest

from pos.core.paper import Drawer, from_json
from pos.devices import Delivery, PrinterNotThere
from pos.devices.absent import AbsentPrinter
from pos.screens import papers
from pos.screens.drawer import open_drawer
from pos.screens.papers import LATE, StoreQueue
from pos.screens.printing import PrintWorker
from tests.papers_reader import Paper, read
from tests.shop import Shop


class OnAndOff(AbsentPrinter):
    """A printer with a switch."""

    def __init__(self) -> None:
        self.on, self.paper = True, list[Paper]()

    def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
        if not self.on:
            raise PrinterNotThere(printer="here")
        self.paper += read(data, 48)
        return Delivery("CONFIRMED")

    @property
    def pulses(self) -> list[int]:
        return [paper.drawer_opened for paper in self.paper]


class Counter:
    """The queue of a shop, its printer, and a clock that only the test moves."""

    def __init__(self, shop: Shop) -> None:
        self.now = 1000.0
        self.printer = OnAndOff()
        self.queue = StoreQueue(shop.store, shop.settings, ticks=lambda: self.now)
        self.worker = PrintWorker(self.queue, self.printer, columns=48)

    def look(self) -> None:
        """Print what can be printed."""
        while self.worker.print_next():
            pass


def jobs(shop: Shop) -> list[tuple[str, str]]:
    """Kind and state of every job."""
    return [(row[2], row[7]) for row in shop.dump()["print_jobs"]]


def sell(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("30.00")


def test_a_cash_sale_opens_the_drawer_at_once(shop: Shop) -> None:
    counter = Counter(shop)
    sell(shop)
    counter.look()
    assert counter.printer.pulses == [1]


def test_papers_that_waited_long_leave_the_drawer_shut(shop: Shop) -> None:
    counter = Counter(shop)
    counter.printer.on = False
    sell(shop)
    with pytest.raises(PrinterNotThere):
        counter.look()
    counter.now += LATE + 1
    sell(shop)  # the customer of this one still stands there when the printer comes back
    with pytest.raises(PrinterNotThere):
        counter.look()
    counter.now += 5
    counter.printer.on = True
    counter.look()
    assert counter.printer.pulses == [0, 1]
    assert [paper.cuts for paper in counter.printer.paper] == [1, 1]
    sell(shop)
    counter.look()
    assert counter.printer.pulses == [0, 1, 1]


def test_a_short_pause_costs_no_pulse(shop: Shop) -> None:
    counter = Counter(shop)
    counter.printer.on = False
    sell(shop)
    with pytest.raises(PrinterNotThere):
        counter.look()
    counter.now += LATE - 1
    counter.printer.on = True
    counter.look()
    assert counter.printer.pulses == [1]


def test_what_waited_before_the_till_was_started(shop: Shop) -> None:
    sell(shop)
    open_drawer(shop.manager().till)
    counter = Counter(shop)
    shop.clerk()
    sell(shop)
    counter.look()
    assert counter.printer.pulses == [0, 1]
    assert jobs(shop) == [("RECEIPT", "CONFIRMED"), ("DRAWER", "FAILED"), ("RECEIPT", "CONFIRMED")]
    assert "too late" in shop.dump()["print_jobs"][1]


def test_an_opening_without_a_sale_that_came_too_late(shop: Shop) -> None:
    counter = Counter(shop)
    counter.printer.on = False
    open_drawer(shop.manager().till)
    with pytest.raises(PrinterNotThere):
        counter.look()
    counter.now += LATE + 1
    counter.printer.on = True
    counter.look()
    assert counter.printer.paper == []
    assert jobs(shop) == [("DRAWER", "FAILED")]
    assert counter.queue.counts() == (0, 1)
    open_drawer(shop.till)
    counter.look()
    assert counter.printer.pulses == [1]


def test_a_pulse_that_may_have_gone_out_is_not_sent_again(shop: Shop) -> None:
    """A drawer is no paper: a copy of it would be a slip that says nothing but 重印."""
    counter = Counter(shop)
    open_drawer(shop.till)
    job = counter.queue.next_waiting()
    assert job is not None
    counter.queue.mark(job.id, "UNKNOWN", "being sent", 1)
    counter.look()
    assert counter.printer.paper == []
    assert jobs(shop) == [("DRAWER", "FAILED")]


def test_the_clock_on_the_wall_does_not_matter(shop: Shop) -> None:
    counter = Counter(shop)
    sell(shop)
    shop.wait(hours=11)
    job = counter.queue.next_waiting()
    assert job is not None
    assert any(isinstance(block, Drawer) for block in from_json(job.blocks))


def test_a_receipt_that_cannot_be_laid_out_stops_no_other(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Counter(shop)
    sell(shop)
    sell(shop)
    real, calls = papers.receipt_paper, list[int]()

    def first_is_broken(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(papers, "receipt_paper", first_is_broken)
    with pytest.raises(ZeroDivisionError):
        counter.look()
    counter.look()
    assert jobs(shop) == [("RECEIPT", "FAILED"), ("RECEIPT", "CONFIRMED")]
