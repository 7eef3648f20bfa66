"""A printer that has nothing to do is looked at now and then: the chip knows of an empty roll before the next sale."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pos.devices import Condition, PrinterNotThere, PrinterOpen, PrinterOutOfPaper, open_printer, printer_links
from pos.devices.absent import AbsentPrinter
from pos.screens import printing
from pos.screens.counter import Chip, Counter
from pos.screens.printer_choice import PrinterChoice
from pos.shop import start_printing
from tests.devices.fake_printer import FakePrinter, nobody_home, printer
from tests.shop import Shop


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_links, "ANSWER", 0.1)
    monkeypatch.setattr(printing, "PAUSES", (0.02, 0.05))
    monkeypatch.setattr(printing, "LOOK", 0.02)
    monkeypatch.setattr(printing, "WATCH", 0.05)


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


class Watched:
    """A shop with a printer, and what its chip says."""

    def __init__(self, shop: Shop, fake: FakePrinter) -> None:
        self.shop, self.fake = shop, fake
        self.worker = start_printing(shop.till)
        self.counter = Counter(shop.till, self.worker)
        PrinterChoice(shop.till, self.worker).choose(fake.name, 80, "gb18030")

    @property
    def chip(self) -> Chip:
        return self.counter.status().printing

    def becomes(self, state: str) -> Chip:
        until(lambda: self.chip.state == state)
        return self.chip


@contextmanager
def watched(shop: Shop, mood: str) -> Iterator[Watched]:
    with printer(mood) as fake:
        made = Watched(shop, fake)
        try:
            yield made
        finally:
            assert made.worker.stop(5)


def test_the_chip_follows_the_printer_before_anything_is_printed(shop: Shop) -> None:
    with watched(shop, "empty") as till:
        said = {till.becomes("bad").word}
        assert isinstance(till.worker.status().trouble, PrinterOutOfPaper)
        till.fake.mood = "open"
        until(lambda: isinstance(till.worker.status().trouble, PrinterOpen))
        said.add(till.chip.word)
        till.fake.mood = "low"
        said.add(till.becomes("warn").word)
        till.fake.mood = "well"
        said.add(till.becomes("ok").word)
        till.fake.close()
        said.add(till.becomes("bad").word)
        assert isinstance(till.worker.status().trouble, PrinterNotThere)
        # Each of them in its own words, and every one with a sentence behind it.
        assert len(said) == 5
        assert till.chip.sentence
        assert (till.worker.status().waiting, till.chip.figure) == (0, "0")


def test_a_printer_that_says_nothing_is_never_called_well(shop: Shop) -> None:
    with watched(shop, "silent") as till:
        shop.sell("SP0041").pay_cash("30.00")
        until(lambda: [row[7] for row in shop.dump()["print_jobs"]] == ["SENT"])
        time.sleep(0.3)
        assert (till.chip.state, till.chip.figure) == ("info", "0")
        assert till.worker.status().printer == "unknown"


def test_a_paper_does_not_wait_for_a_look(shop: Shop) -> None:
    with watched(shop, "well") as till:
        till.becomes("ok")
        shop.sell("SP0041").pay_cash("30.00")
        until(lambda: [row[7] for row in shop.dump()["print_jobs"]] == ["CONFIRMED"], 2.0)


def test_what_is_seen_of_a_printer_that_was_changed_meanwhile_counts_for_nothing(shop: Shop) -> None:
    class Old(AbsentPrinter):
        changed: Callable[[], None] = staticmethod(lambda: None)

        def look(self) -> Condition:
            self.changed()
            raise PrinterNotThere(printer="old")

    with printer("well") as fresh:
        old = Old()
        worker = start_printing(shop.till, old)
        until(lambda: worker.status().trouble is not None)
        old.changed = lambda: worker.change(open_printer(fresh.name), columns=48)  # type: ignore[method-assign]
        until(lambda: worker.status().printer == "well" and worker.status().trouble is None)
        assert worker.stop(5)


def test_switching_the_till_off_does_not_wait_for_a_printer_that_is_not_there(shop: Shop) -> None:
    with nobody_home() as name:
        worker = start_printing(shop.till, open_printer(name))
        time.sleep(0.2)
        begun = time.monotonic()
        assert worker.stop()
        assert time.monotonic() - begun < 1.5
