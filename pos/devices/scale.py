"""A counter scale on a serial line: asked several times a second, by a thread of its own."""

from __future__ import annotations

import time
from collections import deque
from typing import Any, Literal

from pos.core.weighing import Weighing
from pos.core.wording import translate
from pos.devices import DeviceState
from pos.devices.scales import LANGUAGES, Frames, Steady
from pos.devices.serial_port import READ, Line

PAUSE = 0.1
"""Seconds between two questions."""
FRESH = 1.0
"""Seconds that an answer counts."""
SILENT = 4
"""So many questions without an answer, and the scale is taken for silent."""


class SerialScale:
    """Has the face of `Scale`; `port` is `serial:PORT`, `protocol` one of `scales.LANGUAGES`."""

    def __init__(self, port: str, protocol: str, *, speed: int = 9600, mode: str = "8N1") -> None:
        self.name = port
        self._language = LANGUAGES[protocol]
        self._line = Line(port, self._ask, speed=speed, mode=mode, name="scale")
        self._steady, self._frames = Steady(), Frames(self._language.end)
        self._said: tuple[float, Weighing] | None = None
        self._keys: deque[bytes] = deque()
        self._misses = 0

    @property
    def state(self) -> DeviceState:
        """ok while it answers in its language; trouble if the port is gone, or it is silent, or speaks another one."""
        self._line.begin()
        return self._line.state

    def weighing(self) -> Weighing | None:
        """What it said last; None if that is too long ago."""
        self._line.begin()
        said = self._said
        return said[1] if said is not None and time.monotonic() - said[0] <= FRESH else None

    def press(self, key: Literal["tare", "zero"]) -> None:
        """Have the scale take off what lies on it, or call it zero; seen in what it says afterwards."""
        self._keys.append(self._language.tare if key == "tare" else self._language.zero)
        self._line.begin()
        self._line.wake()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()

    def _ask(self, line: Any) -> None:
        while self._keys:
            line.write(self._keys.popleft())
        line.write(self._language.ask)
        heard, answered = b"", False
        until = time.monotonic() + READ
        while not answered and time.monotonic() < until:
            data = line.read(max(1, line.in_waiting))
            heard += data
            answered = self._hear(data)
        self._judge(heard, answered=answered)
        self._line.rest(PAUSE)

    def _hear(self, data: bytes) -> bool:
        read = [self._language.read(frame) for frame in self._frames.take(data)]
        for weighing in read:
            if weighing is not None:
                self._said = (time.monotonic(), self._steady.take(weighing))
        return any(weighing is not None for weighing in read)

    def _judge(self, heard: bytes, *, answered: bool) -> None:
        port = self._line.port
        if answered:
            self._misses = 0
            self._line.state = DeviceState("ok", translate("Device", "The scale on {port} answers").format(port=port))
            return
        self._misses += 1
        if self._misses < SILENT and self._line.state.state == "ok":
            return
        words = translate("Device", "The scale on {port} does not answer")
        if heard:
            words = translate("Device", "What comes from {port} is not {protocol}; look at protocol and speed")
        self._line.state = DeviceState("trouble", words.format(port=port, protocol=self._language.name.upper()))
