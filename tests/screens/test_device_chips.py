"""The chips of what hangs on lines of its own: there only if it is set up, and never asking a device."""

from __future__ import annotations

import pytest

from pos.devices import Devices, DeviceState
from pos.devices.absent import AbsentDisplay, AbsentDrawer, AbsentScale
from pos.screens.counter import Counter
from tests.fake_scale import beside
from tests.shop import Shop


class Named:
    """A device that is as the test says."""

    name = "serial:x"

    def __init__(self, state: DeviceState) -> None:
        self.state = state


class NamedScale(Named, AbsentScale):
    """A scale."""


class NamedDisplay(Named, AbsentDisplay):
    """A pole."""


class NamedDrawer(Named, AbsentDrawer):
    """A drawer."""


def chips(shop: Shop) -> dict[str, tuple[str, str]]:
    return {name: (chip.state, chip.sentence) for name, chip in Counter(shop.till).status().devices}


def test_without_devices_there_are_no_chips(shop: Shop) -> None:
    assert chips(shop) == {}


def test_a_scale_alone(shop: Shop) -> None:
    beside(shop.till)
    assert chips(shop) == {"scaleStatus": ("ok", "The scale answers")}


@pytest.mark.parametrize(("state", "shown"), [("ok", "ok"), ("unknown", "info"), ("trouble", "bad")])
def test_what_is_known_of_each(shop: Shop, state: str, shown: str) -> None:
    found = DeviceState(state, "so it is")  # type: ignore[arg-type]
    shop.till.devices = Devices(scale=NamedScale(found), display=NamedDisplay(found), drawer=NamedDrawer(found))
    assert chips(shop) == dict.fromkeys(("scaleStatus", "displayStatus", "drawerStatus"), (shown, "so it is"))
    shop.till.devices = shop.till.devices.for_training()
    assert list(chips(shop)) == ["scaleStatus"]
