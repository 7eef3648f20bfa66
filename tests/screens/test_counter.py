"""Everything the window draws, without the window: status chips, the drawer, the last receipt once more."""

from __future__ import annotations

import json

import pytest

from pos.core.authority import NotAllowed
from pos.devices import open_devices
from pos.screens.counter import Counter
from pos.screens.drawer import open_drawer
from pos.screens.papers import StoreQueue
from pos.screens.printing import PrintWorker
from tests.shop import Shop


def test_the_chips_of_a_till_without_a_printer(shop: Shop) -> None:
    counter = Counter(shop.till)
    status = counter.status()
    assert (status.printing.state, status.unsent.state, status.unsent.figure) == ("info", "ok", "0")
    assert status.net.sentence
    assert status.clerk_text == "01"
    assert status.now.hour == 9
    assert counter.selling.total == shop.gestures.selling.total
    assert counter.shift.open


def test_a_closed_day_waits_for_the_district(shop: Shop) -> None:
    counter = Counter(shop.till)
    shop.sell("SP0041").pay_cash("30.00")
    shop.do("close_shift", counted="329.90")
    assert counter.status().unsent.state == "ok"  # a chip never waits for the books
    counter.watch()
    chip = counter.status().unsent
    assert (chip.state, "1" in chip.figure) == ("warn", True)
    assert counter.day is counter.day
    counter.day.export()
    counter.watch()
    assert counter.status().unsent.state == "ok"
    counter.lock()
    assert counter.status().clerk_text == ""


def test_what_the_printer_chip_says(closed_shop: Shop) -> None:
    shop = closed_shop
    shop.close()
    file = shop.folder / "till.toml"
    file.write_text(file.read_text("utf-8").replace('"absent"', '"tcp:127.0.0.1:1"', 1), "utf-8")
    shop.start()
    shop.manager()
    queue = StoreQueue(shop.store, shop.settings)
    worker = PrintWorker(queue, open_devices(shop.settings).printer, columns=48, encoding="gb18030")
    counter = Counter(shop.till, worker)
    assert counter.status().printing.state == "info"  # nobody has heard of the printer yet
    shop.do("open_shift", float="0.00")
    shop.sell("SP0041").pay_cash("30.00")
    worker.start()
    worker.settle(5.0)
    worker.stop()
    chip = counter.status().printing
    assert (chip.state, chip.figure) == ("bad", "1")
    assert chip.sentence


def test_the_drawer_opens_with_leave_and_is_written_down(shop: Shop) -> None:
    open_drawer(shop.manager().till)
    shop.clerk()
    with pytest.raises(NotAllowed):
        open_drawer(shop.till)
    open_drawer(shop.leave("换零钱").till)
    assert shop.till.leave is None
    events = [(e["what"], e.get("by"), e.get("why"), e["who"]) for e in shop.journal("E")[1:]]
    assert events == [("DRAWER_OPENED", None, None, "01"), ("DRAWER_OPENED", "01", "换零钱", "03")]
    jobs = [row for row in shop.dump()["print_jobs"] if row[2] == "DRAWER"]
    assert len(jobs) == 2
    assert "drawer" in json.dumps(jobs[0]).lower()


def test_the_last_receipt_once_more(shop: Shop) -> None:
    receipt = shop.sell("SP0041").pay_cash("30.00")
    shop.gestures.selling.reprint_last()
    assert receipt.number in shop.gestures.selling.echo.title
    assert shop.journal("E")[-1]["of"] == receipt.number
    shop.restart()
    shop.gestures.selling.reprint_last()  # of the books, where the screen has forgotten it
    assert shop.journal("E")[-1]["of"] == receipt.number
