"""A cash drawer on a serial line of its own. It gives no answer, so its state is never more than unknown."""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from pos.core.wording import translate
from pos.devices import DeviceState
from pos.devices.serial_port import Line

LATE = 5.0
"""Seconds after which a pulse that could not go out is dropped: by then nobody may stand beside the drawer."""
LAST = 0.5
"""Seconds that the end waits for a pulse on its way."""
LOOK = 0.5
"""Seconds between two looks whether the line is still there."""


class SerialDrawer:
    """Has the face of `Drawer`; `pulse` are the bytes that open it."""

    def __init__(self, port: str, pulse: bytes) -> None:
        self.name = port
        self._pulse = pulse
        #: Until when each pulse that was asked for may still go out.
        self._asked: deque[float] = deque()
        self._line = Line(port, self._look, name="drawer")

    @property
    def state(self) -> DeviceState:
        """unknown while the line is there, trouble while it is not."""
        self._line.begin()
        return self._line.state

    def open(self) -> None:
        """Send the pulse, now or never."""
        self._asked.append(time.monotonic() + LATE)
        self._line.begin()
        self._line.wake()

    def close(self) -> None:
        """Let go of the line; a pulse that was asked for a moment ago still goes out."""
        until = time.monotonic() + LAST
        while self._asked and time.monotonic() < until:
            time.sleep(0.01)
        self._line.close()

    def _look(self, line: Any) -> None:
        until = 0.0
        while self._asked:
            until = self._asked.popleft()
        if time.monotonic() < until:
            line.write(self._pulse)
        if line.in_waiting:
            line.read(line.in_waiting)
        words = translate("Device", "The drawer's port {port} is there; a drawer never answers")
        self._line.state = DeviceState("unknown", words.format(port=self._line.port))
        self._line.rest(LOOK)
