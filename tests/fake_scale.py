"""A scale whose pan the test loads; it answers at once, as the real one's thread would."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from pos.core.weighing import Weighing
from pos.devices import Devices, DeviceState
from pos.screens import Till


class PanScale:
    """Has the face of `Scale`. Every `put` is a load of its own; what it is told to do is kept in `pressed`."""

    name = "serial:pan"

    def __init__(self) -> None:
        self.state = DeviceState("ok", "The scale answers")
        self.said: Weighing | None = Weighing(0)
        self.pressed: list[str] = []

    def put(self, grams: int, rest: Literal["STABLE", "MOVING"] = "STABLE", *, net: bool = False) -> None:
        """Lay goods on the empty pan."""
        load = self.said.load if self.said else 0
        self.said = Weighing(grams, rest, net, load + 1)

    def rest(self) -> None:
        """It comes to rest."""
        assert self.said is not None
        self.said = replace(self.said, rest="STABLE")

    def says(self, said: Weighing | None) -> None:
        """It says just that."""
        self.said = said

    def weighing(self) -> Weighing | None:
        return self.said

    def press(self, key: Literal["tare", "zero"]) -> None:
        self.pressed.append(key)

    def close(self) -> None:
        self.said = None


def beside(till: Till) -> PanScale:
    """Put a scale beside that till."""
    pan = PanScale()
    till.devices = Devices(scale=pan)
    return pan
