"""Devices that are not there. They take everything and do nothing."""

from __future__ import annotations

from typing import Literal

from pos.devices import DEADLINE, Condition, Delivery, DeviceState


class AbsentPrinter:
    """No printer: every job is taken and forgotten."""

    name = "absent"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Nothing is printed, and that is right."""
        return Delivery("CONFIRMED", note="no printer")

    def look(self) -> Condition:
        """Nothing is there to be unwell."""
        return "well"


class AbsentDevice:
    """Nothing stands there."""

    name = "absent"
    state = DeviceState()

    def close(self) -> None:
        """Nothing to let go of."""


class AbsentScale(AbsentDevice):
    """No scale: it never says anything."""

    def weighing(self) -> None:
        """No weight."""

    def press(self, key: Literal["tare", "zero"]) -> None:
        """No key to press."""


class AbsentDisplay(AbsentDevice):
    """No pole."""

    def show(self, upper: str, lower: str) -> None:
        """Nobody sees it."""


class AbsentDrawer(AbsentDevice):
    """No drawer of its own; the one on the printer is opened by the paper."""

    def open(self) -> None:
        """Nothing opens."""
