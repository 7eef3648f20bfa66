"""What the till sounds like: a few short tones, played beside everything else by whatever this computer has.

A sound says again what the screen says already, so one that cannot be played is no trouble to anybody.
"""

from __future__ import annotations

import io
import math
import queue
import shutil
import subprocess
import sys
import threading
import wave
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

#: Every sound as (hertz, milliseconds, loudness of 1); 0 hertz is silence. None is longer than 200 ms.
SOUNDS: dict[str, tuple[tuple[int, int, float], ...]] = {
    "added": ((1320, 40, 0.35),),
    "refused": ((294, 85, 0.9), (0, 20, 0.0), (233, 95, 0.9)),
    "paid": ((880, 80, 0.7), (0, 10, 0.0), (1175, 110, 0.7)),
    "unknown": ((262, 190, 0.8),),
    "held": ((1800, 15, 0.5),),
}
LONGEST = 200
"""Milliseconds."""
RATE = 22_050
#: A tone begins and ends softly, or it clicks.
_EDGE = RATE * 4 // 1000
#: What may wait to be heard: a clerk who scans ten goods in a second does not hear ten ticks afterwards.
MOST_WAITING = 2
#: A player that hangs is left after so many seconds, and so many in a row end the trying.
PATIENCE, MOST_FAULTS = 2.0, 3


Player = Callable[[bytes], object]
"""Plays one WAV file and returns when it has been heard; OSError or subprocess.SubprocessError if it cannot."""


def silent(_sound: bytes) -> None:
    """The absent twin: a computer without anything to be heard on."""


@lru_cache(32)
def wav(name: str, volume: int) -> bytes:
    """One of SOUNDS as a WAV file, one channel of 16 bits; `volume` from 0 to 100."""
    samples = array("h")
    for hertz, milliseconds, loudness in SOUNDS[name]:
        count = RATE * milliseconds // 1000
        top = 32_767 * loudness * volume / 100
        for i in range(count):
            edge = min(1.0, i / _EDGE, (count - i) / _EDGE)
            samples.append(int(top * edge * math.sin(2 * math.pi * hertz * i / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def found_player() -> Player:
    """What plays sounds on this computer; `silent` if nothing does."""
    if sys.platform == "win32":
        import winsound

        return lambda sound: winsound.PlaySound(sound, winsound.SND_MEMORY)
    for command in (("paplay", "/dev/stdin"), ("aplay", "-q", "-")):
        program = shutil.which(command[0])
        if program:
            return _by_command(program, *command[1:])
    return silent


def _by_command(*command: str) -> Player:
    def play(sound: bytes) -> None:
        subprocess.run(
            command,
            input=sound,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )

    return play


class Speaker:
    """Plays on a thread of its own; nobody waits for it.

    `volume` is asked for every time: 0 is silence. A player that fails a few times in a row is not tried again until
    the next start.
    """

    def __init__(self, player: Player, volume: Callable[[], int]) -> None:
        self._player, self._volume = player, volume
        self._waiting: queue.Queue[bytes | None] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._faults = 0

    @property
    def given_up(self) -> bool:
        """It failed so often that it is not tried any more."""
        return self._faults >= MOST_FAULTS

    def play(self, name: str) -> bool:
        """Let one of SOUNDS be heard; at once, or not at all if others are still to be heard.

        False if this computer plays nothing, whatever the shop wants.
        """
        if self.given_up or self._player is silent:
            return False
        volume = self._volume()
        if not volume:
            return True
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
            self._thread.start()
        with suppress(queue.Full):
            self._waiting.put_nowait(wav(name, volume))
        return True

    def close(self) -> None:
        """What is still to be heard is not; the thread ends by itself."""
        if self._thread is None:
            return
        while True:
            try:
                self._waiting.put_nowait(None)
            except queue.Full:
                self._drop_one()
            else:
                return

    def _drop_one(self) -> None:
        try:
            self._waiting.get_nowait()
        except queue.Empty:
            return

    def _run(self) -> None:
        while (sound := self._waiting.get()) is not None:
            try:
                self._player(sound)
            except (OSError, RuntimeError, subprocess.SubprocessError):
                # winsound says RuntimeError where no device is.
                self._faults += 1
                if self.given_up:
                    return
            else:
                self._faults = 0
