"""The scale on the selling page: its strip beside the scan box, its keys, and its chip."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from pos import settings as till_settings
from pos.core.weighing import Weighing
from pos.devices import Devices, DeviceState
from pos.qt.parts import StatusChip
from pos.qt.selling.weight import LOOK, WeightStrip
from pos.screens.weighing import ScaleFace
from pos.settings import writing
from pos.settings.devices import ScaleLine
from tests.devices.fake_serial import plugged
from tests.fake_scale import PanScale
from tests.qt.at_page import clipped, unnamed
from tests.qt.at_window import NARROW, WIDE, press, see, window
from tests.qt.clerk import Clerk, opened, until
from tests.qt.fake_screens import FakeSelling
from tests.shop import MANAGER_PIN, Shop, copy_of


def weighing_page(face: ScaleFace | None) -> FakeSelling:
    screen = FakeSelling.afternoon()
    screen.scale_face = face
    return screen


def test_without_a_scale_there_is_no_strip(qapp: QApplication) -> None:
    with window(weighing_page(None)) as at:
        at.show_page("selling")
        assert not [one for one in at.findChildren(WeightStrip) if one.isVisible()]
        assert ("F4", "称重") not in at.page.legend  # type: ignore[attr-defined]


def test_the_strip_follows_the_scale(qapp: QApplication) -> None:
    screen = weighing_page(ScaleFace("ok", "1.235", "稳定"))
    with window(screen) as at:
        at.show_page("selling")
        strip = see(at, "weightStrip")
        assert "1.235 kg 稳定" in strip.accessibleName()
        screen.scale_face = ScaleFace("bad", "", "没有回应")
        until(lambda: "没有回应" in strip.accessibleName(), "it stands still", LOOK / 1000 * 20)


def test_f4_weighs_shift_f4_chooses_the_tare_and_a_touch_weighs(qapp: QApplication) -> None:
    screen = weighing_page(ScaleFace("ok", "1.235", "稳定"))
    with window(screen) as at:
        at.show_page("selling")
        press(at, "F4")
        assert screen.weighed == 1
        press(at, "Shift+F4")
        assert (screen.weighed, screen.tares) == (1, 1)
        see(at, "weightStrip").click()  # type: ignore[attr-defined]
        assert screen.weighed == 2


def test_nothing_is_clipped_beside_the_strip(qapp: QApplication) -> None:
    for size in (WIDE, NARROW):
        with window(weighing_page(ScaleFace("info", "12.345", "已称进单，请取走")), size) as at:
            at.show_page("selling")
            assert clipped(at.page) == []
            assert unnamed(at.page) == []


def weighed(clerk: Clerk) -> PanScale:
    """A scale beside the till of that window, as if it had been there at the start."""
    counter = clerk.window.counter
    assert counter is not None
    pan = PanScale()
    counter.till.devices = Devices(scale=pan)
    return pan


def test_goods_by_weight_at_the_real_till(
    qapp: QApplication, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T09:30:00+08:00")

    folder = copy_of(furnished, tmp_path / "shop")
    begun = Shop(folder)
    begun.manager().open()
    begun.close()
    with opened(folder) as clerk:
        pan = weighed(clerk)
        pan.put(1_235)
        clerk.type(MANAGER_PIN)
        clerk.press("Return")
        clerk.at("selling")
        clerk.type("00101")
        clerk.press("Return")
        until(lambda: len(clerk.rows_or_none()) == 1, "nothing came on the ticket")
        assert "1.235 kg" in clerk.rows()[0]
        clerk.press("F4")
        until(lambda: "没有再加" in clerk.page_words() or "already" in clerk.page_words(), "it was not refused")
        assert "1.235 kg" in clerk.rows()[0]
        pan.put(765)
        clerk.press("F4")
        until(lambda: "2.000 kg" in clerk.rows()[0], "nothing was added")
        chip = clerk.window.findChild(StatusChip, "scaleStatus")
        assert chip is not None
        assert chip.state == "ok"
        pan.state = DeviceState("trouble", "COM3 was unplugged")
        pan.says(None)
        until(lambda: chip.state == "bad", "the chip says nothing", 3)
        assert chip.accessibleDescription() == "COM3 was unplugged"
        pan.state = DeviceState("ok", "The scale answers")
        pan.says(Weighing(0))
        until(lambda: chip.state == "ok", "it is not seen again", 3)


def test_a_scale_that_till_toml_names_is_read_and_let_go(
    qapp: QApplication, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_CLOCK", "2021-09-08T09:30:00+08:00")
    folder = copy_of(furnished, tmp_path / "shop")
    with plugged(tmp_path, lambda told: b"S S      2.345 kg\r\n" * told.count(b"SI\r\n")) as socket:
        writing.write(folder, replace(till_settings.load(folder), scale=ScaleLine(socket.name)))
        begun = Shop(folder)
        begun.manager().open()
        begun.close()
        with opened(folder) as clerk:
            clerk.type(MANAGER_PIN)
            clerk.press("Return")
            clerk.at("selling")
            strip = clerk.see("weightStrip")
            until(lambda: "2.345 kg" in strip.accessibleName(), "the weight is not shown")
            clerk.type("00101")
            clerk.press("Return")
            until(lambda: "2.345 kg" in "".join(clerk.rows_or_none()), "nothing came on the ticket")
            socket.pull()
            chip = clerk.window.findChild(StatusChip, "scaleStatus")
            assert chip is not None
            until(lambda: chip.state == "bad", "nobody saw that it was pulled out")
            socket.plug()
            until(lambda: chip.state == "ok", "it is not found again")
        assert not [one for one in threading.enumerate() if one.name == "scale"]
