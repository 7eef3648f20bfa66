"""A cash drawer on a port of its own: opened by what would open it on the printer, at once, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos import cli
from pos import settings as till_settings
from pos.core.paper import Drawer, from_json
from pos.devices import Devices, DeviceState
from pos.screens.drawer import open_drawer
from pos.screens.papers import StoreQueue
from pos.settings import writing
from pos.settings.devices import DrawerPort
from tests.devices.fake_serial import mute, plugged, until
from tests.shop import MANAGER_PIN, Shop


class Till:
    """A drawer that counts how often it was opened."""

    name = "serial:drawer"
    state = DeviceState("unknown", "it never answers")

    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> None:
        self.opened += 1

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def drawer(shop: Shop) -> Till:
    made = Till()
    shop.till.settings = replace(shop.till.settings, drawer=DrawerPort("serial:drawer"))
    shop.till.devices = Devices(drawer=made)
    return made


def pulses_on_paper(shop: Shop) -> int:
    """How many pulses the printer would be sent."""
    queue, found = StoreQueue(shop.store, shop.till.settings), 0
    queue._looks[0] = (0, 0.0)
    while (job := queue.next_waiting()) is not None:
        found += sum(isinstance(block, Drawer) for block in from_json(job.blocks))
        queue.mark(job.id, "CONFIRMED", "", 1)
    return found


def test_cash_opens_it_and_nothing_else_does(shop: Shop, drawer: Till) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    assert drawer.opened == 1
    shop.sell("SP0041").pay("CARD_POS")
    assert drawer.opened == 1
    shop.sell("SP0041").pay_part("CARD_POS", "10.00")
    assert drawer.opened == 1
    shop.do("pay", means="CASH", amount="20.00")
    assert drawer.opened == 2
    shop.do("refund", receipt="1", means="CASH", reason="不要了")
    assert drawer.opened == 3
    assert pulses_on_paper(shop) == 0


def test_opened_without_a_sale_it_is_counted(shop: Shop, drawer: Till) -> None:
    open_drawer(shop.till)
    assert drawer.opened == 1
    assert shop.do("x_report")["drawer_openings"] == 1
    assert pulses_on_paper(shop) == 0
    assert {row[7] for row in shop.dump()["print_jobs"]} == {"SENT"}


def test_a_clerk_without_leave_does_not_open_it(shop: Shop, drawer: Till) -> None:
    assert shop.clerk().refused("drawer") == "NotAllowed"
    assert drawer.opened == 0


def test_a_sale_that_was_not_booked_leaves_it_shut(shop: Shop, drawer: Till) -> None:
    shop.add("SP0041")
    assert shop.refused("pay", means="CASH", amount="-1.00")
    assert drawer.opened == 0


def test_a_reprint_leaves_it_shut(shop: Shop, drawer: Till) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    shop.gestures.selling.reprint_last()
    assert drawer.opened == 1
    assert pulses_on_paper(shop) == 0


def test_on_the_printer_it_is_opened_by_the_paper(shop: Shop) -> None:
    shop.sell("SP0041").pay_cash("29.90")
    assert pulses_on_paper(shop) == 1


def test_where_there_is_none_no_pulse_goes_out(shop: Shop) -> None:
    shop.till.settings = replace(shop.till.settings, drawer=DrawerPort("absent"))
    shop.sell("SP0041").pay_cash("29.90")
    open_drawer(shop.till)
    assert pulses_on_paper(shop) == 0


def test_a_till_without_a_window_opens_it_too(
    closed_shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed_shop.close()
    folder = closed_shop.folder
    script = tmp_path / "morning.jsonl"
    gestures: list[dict[str, object]] = [
        {"do": "login", "pin": MANAGER_PIN, "at": "2021-09-08T09:00:00+08:00"},
        {"do": "open_shift", "float": "300.00"},
        {"do": "add", "product": "SP0041"},
        {"do": "pay", "means": "CASH", "amount": "29.90"},
    ]
    script.write_text("\n".join(json.dumps(one) for one in gestures), "utf-8")
    with plugged(tmp_path, mute) as socket:
        settings = replace(till_settings.load(folder), drawer=DrawerPort(socket.name))
        writing.write(folder, settings)
        assert cli.main(["till", str(script), "--data", str(folder)]) == 0
        until(lambda: socket.heard == settings.drawer.pulse_bytes, f"it heard {socket.heard!r}")
    assert "receipt" in capsys.readouterr().out
