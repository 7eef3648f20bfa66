"""Which sound belongs to what the clerk sees; whoever plays it is put here by the program (`pos/devices/sounds.py`)."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtWidgets import QApplication

Sound = Literal["added", "refused", "paid", "unknown", "held"]
#: Seconds between two sounds while nobody knows whether a payment went through.
UNKNOWN_EVERY = 5


class Sounding(Protocol):
    """Plays a sound by its name and returns at once; False if this computer plays none."""

    def play(self, name: str) -> bool: ...


class _Silence:
    def play(self, name: str) -> bool:
        """Nothing to be heard."""
        return False


_standing: Sounding = _Silence()


def use(sounding: Sounding | None) -> None:
    """From now on this one plays; None: nobody does."""
    global _standing
    _standing = sounding or _Silence()


def play(sound: Sound) -> None:
    """Let it be heard. What was refused is never silent: without a loudspeaker the system's own bell says it."""
    if not _standing.play(sound) and sound == "refused":
        QApplication.beep()
