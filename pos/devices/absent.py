"""Devices that are not there. They take everything and do nothing."""

from __future__ import annotations

from pos.devices import DEADLINE, Delivery


class AbsentPrinter:
    """No printer: every job is taken and forgotten."""

    name = "absent"

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Nothing is printed, and that is right."""
        return Delivery("CONFIRMED", note="no printer")
