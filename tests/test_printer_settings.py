"""`[printing]` of till.toml: what it may say, what it means, and that it comes back as it was written."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos import settings as settings_file
from pos.settings import BadSettings
from pos.settings.entries import parsed
from pos.settings.printer import Printing
from pos.settings.writing import as_toml
from tests.shop import SHOP

TABLE = {"shop": "DX03", "name": "大兴", "till": "01", "district": "110115"}


def test_an_old_file_says_nothing_of_it() -> None:
    settings = settings_file.from_table(TABLE)
    assert settings.printing == Printing()
    assert (settings.columns, replace(settings, paper=58).columns) == (48, 32)


@pytest.mark.parametrize("columns", [24, 42, 64])
@pytest.mark.parametrize("paper", [58, 80])
def test_the_width_may_be_said(columns: int, paper: int) -> None:
    assert settings_file.from_table({**TABLE, "paper": paper, "printing": {"columns": columns}}).columns == columns


@pytest.mark.parametrize(
    "entries",
    [
        {"columns": 23}, {"columns": 65}, {"columns": -1}, {"columns": "42"}, {"columns": True}, {"qr": "picture"},
        {"qr": 1}, {"cut": 1}, {"cut": "yes"}, {"drawer_pin": 3}, {"drawer_pin": "2"}, {"drawer_on_ms": 9},
        {"drawer_on_ms": 501}, {"drawer_off_ms": 0}, {"drawer_off_ms": 60_000},
    ],
)  # fmt: skip
def test_what_it_may_not_say(entries: dict[str, object]) -> None:
    with pytest.raises(BadSettings) as told:
        settings_file.from_table({**TABLE, "printing": entries})
    assert told.value.where.endswith(next(iter(entries)))
    assert told.value.why


def test_a_table_of_another_shape() -> None:
    with pytest.raises(BadSettings):
        settings_file.from_table({**TABLE, "printing": "native"})


@pytest.mark.parametrize(
    "printing",
    [Printing(), Printing(42, "image", cut=False, drawer_pin=5, drawer_on_ms=10, drawer_off_ms=500)],
)
def test_it_comes_back_as_it_was_written(printing: Printing) -> None:
    settings = replace(SHOP, printing=printing, printer="tcp:192.168.1.50:9100")
    assert settings_file.from_table(parsed(as_toml(settings))) == settings
