"""`[drawer]`, `[scale]` and `[display]` of till.toml: read, checked in words, written back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pos import settings as till_settings
from pos.core.money import Money
from pos.core.weighing import SHORTAGES, Allowance
from pos.settings import BadSettings, from_table, writing
from pos.settings.devices import CustomerDisplay, DrawerPort, ScaleLine
from tests.shop import SHOP

PLAIN = {"shop": "DX03", "name": "店", "till": "01", "district": "110115"}


def read(text: str) -> till_settings.Settings:
    return from_table({**PLAIN, **tomllib.loads(text)})


def test_without_a_word_nothing_stands_there_but_the_drawer_on_the_printer() -> None:
    plain = read("")
    assert (plain.scale.port, plain.display.pole, plain.display.screen) == ("absent", "absent", False)
    assert plain.drawer.by_printer
    assert plain.scale.shortage == SHORTAGES


def test_what_a_shop_writes() -> None:
    own = read(
        """
[drawer]
port = "serial:COM4@2400"
pulse = "07"
[scale]
port = "serial:COM3"
protocol = "nci"
speed = 2400
mode = "7E1"
tare_g = [5, 35]
tare_required = true
shortage = [[6, 1000, 10], [0, 5000, 2]]
[display]
pole = "serial:/dev/ttyUSB1"
columns = 20
encoding = "gb18030"
screen = "HDMI-2"
pay_qr = "https://qr.example/shop"
"""
    )
    assert own.drawer == DrawerPort("serial:COM4@2400", "07")
    assert own.drawer.pulse_bytes == b"\x07"
    table = (Allowance(Money(600), 1000, 10), Allowance(None, 5000, 2))
    assert own.scale == ScaleLine("serial:COM3", "nci", 2400, "7E1", (5, 35), True, table)
    assert own.display == CustomerDisplay("serial:/dev/ttyUSB1", 20, "gb18030", "HDMI-2", "https://qr.example/shop")
    assert from_table(tomllib.loads(writing.as_toml(own))) == own


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"drawer": DrawerPort("absent")},
        {"display": CustomerDisplay(screen=True)},
        {"scale": ScaleLine("serial:COM3@4800", tare_g=(0,))},
    ],
)
def test_what_is_written_is_read_again(tmp_path: Path, changed: dict[str, Any]) -> None:
    settings = replace(SHOP, **changed)
    writing.write(tmp_path, settings)
    assert till_settings.load(tmp_path) == settings


@pytest.mark.parametrize(
    "text",
    [
        "drawer = 3",
        '[drawer]\nport = "COM4"',
        '[drawer]\nport = "serial:"',
        '[drawer]\nport = "serial:COM4@77"',
        '[drawer]\npulse = ""',
        '[drawer]\npulse = "1B 7"',
        '[scale]\nport = "printer"',
        '[scale]\nport = "serial:COM 3"',
        '[scale]\nprotocol = "toledo"',
        "[scale]\nspeed = 9601",
        '[scale]\nmode = "5X9"',
        "[scale]\ntare_g = 35",
        "[scale]\ntare_g = [1.5]",
        "[scale]\ntare_g = [-1]",
        "[scale]\ntare_g = [true]",
        "[scale]\ntare_g = [1,2,3,4,5,6,7,8,9,10]",
        "[scale]\nshortage = []",
        "[scale]\nshortage = [[6, 1000]]",
        "[scale]\nshortage = [[6, 0, 0]]",
        "[scale]\nshortage = [[6, 10, 11]]",
        '[display]\npole = "tcp:1.2.3.4"',
        "[display]\ncolumns = 8",
        '[display]\nencoding = "utf-8"',
        "[display]\nscreen = 2",
        '[display]\npay_qr = "a\\nb"',
    ],
)
def test_what_cannot_be_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadSettings) as told:
        read(text)
    assert told.value.where
    assert "{" not in told.value.why
