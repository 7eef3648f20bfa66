"""One printer, several queues: a job is sent whole before the next one begins."""

from __future__ import annotations

import threading

from pos.devices import DEADLINE, Condition, Delivery, Printer


class Turns:
    """Has the face of `Printer`; whoever sends while another's job runs waits for its end."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._turn = threading.Lock()
        self.name = printer.name

    def send(self, data: bytes, deadline: float = DEADLINE) -> Delivery:
        """Hand over one job; the deadline begins with its turn."""
        with self._turn:
            return self._printer.send(data, deadline)

    def look(self) -> Condition:
        """How it is, when no job runs."""
        with self._turn:
            return self._printer.look()
