"""The till's clock: this computer's, or one set by hand for a demonstration or a test; it runs on from there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP

VARIABLE = "POS_CLOCK"
#: What lies outside is a slip of the finger, and would keep every later day out of the books.
FIRST_YEAR, LAST_YEAR = 2000, 2099


class ClockBackwards(Refusal):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "The clock cannot go back to {at}: the books know {last}. Nothing was done."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Give a later time.")


class BadClock(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{text} is no time with an offset; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Write it like 2021-09-08T08:30:00+08:00.")


def read_instant(text: str) -> datetime:
    """An ISO 8601 instant with its offset; refuses anything else."""
    try:
        at = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise BadClock(text=text) from None
    if at.tzinfo is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise BadClock(text=text)
    return at


class Clock:
    """Tells the time. `given` says that it was set by hand; `ticks` are the seconds since this computer was started."""

    def __init__(self, given: datetime | None = None, ticks: Callable[[], float] = time.monotonic) -> None:
        self.given = given is not None
        self._ticks = ticks
        self._set_to = given
        self._set_at = ticks()

    @classmethod
    def of_environment(cls) -> Clock:
        """This computer's clock, or what POS_CLOCK says; refuses a POS_CLOCK that is no instant."""
        text = os.environ.get(VARIABLE)
        return cls(read_instant(text) if text else None)

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        if self._set_to is None:
            return datetime.now(UTC)
        return self._set_to.astimezone(UTC) + timedelta(seconds=self._ticks() - self._set_at)

    def tick(self) -> int:
        """Milliseconds since this computer was started, which nobody sets: not by hand, not by `at`."""
        return int(self._ticks() * 1000)

    def beside(self, given: datetime | None) -> Clock:
        """Another clock in this computer, for books beside the till's."""
        return Clock(given, self._ticks)

    def move(self, at: datetime, last: datetime | None) -> None:
        """Set it forward to `at`; refuses to go behind what it was set to, or behind the last record in the books."""
        latest = max((t for t in (self._set_to, last) if t is not None), default=None)
        if latest is not None and at.replace(microsecond=0) < latest.replace(microsecond=0):
            raise ClockBackwards(at=at.isoformat(), last=latest.isoformat())
        self.given, self._set_to, self._set_at = True, at, self._ticks()

    def check(self, last: datetime | None) -> None:
        """A clock set by hand must not stand before the last record in the books."""
        if self._set_to is not None and last is not None and self._set_to < last:
            raise ClockBackwards(at=self._set_to.isoformat(), last=last.isoformat())
