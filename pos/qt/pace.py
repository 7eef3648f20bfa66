"""How a scanner types: measured from bursts of keys, by the keys' own time stamps."""

from __future__ import annotations

from msgspec import Struct

from pos.settings import LEAST_GAP, MOST_GAP

#: After so many milliseconds without a key a burst is over.
SILENCE = 400
WANTED = 3
#: A person who types fast leaves this much between two keys; above it typing may be taken for a scan.
PERSON = 55


class Burst(Struct, frozen=True):
    """One scan as it came: what it said, the longest gap between two keys in milliseconds, and the key at its end."""

    code: str
    longest: int
    end: str


class Pace:
    """Takes keys one by one; `bursts` are the whole scans of the wanted code so far."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.bursts: list[Burst] = []
        #: What was read last and was not the wanted code.
        self.other = ""
        self._words, self._last, self._longest = "", 0, 0

    @property
    def enough(self) -> bool:
        """The scanner is known."""
        return len(self.bursts) >= WANTED

    def key(self, typed: str, end: str, at: int) -> None:
        """A key was pressed: a sign, or enter or tab as `end`; `at` in milliseconds."""
        if self._words and at - self._last > SILENCE:
            self.silence()
        if end:
            self._close(end)
        elif typed and typed.isprintable():
            if self._words:
                self._longest = max(self._longest, at - self._last)
            self._words += typed
            self._last = at

    def silence(self) -> None:
        """Nothing more comes: a scan without an end."""
        self._close("none")

    def _close(self, end: str) -> None:
        code, longest = self._words, self._longest
        self._words, self._longest = "", 0
        if code == self.wanted:
            self.other = ""
            self.bursts.append(Burst(code, longest, end))
        elif code:
            self.other = code

    @property
    def gap(self) -> int:
        """The proposal: half as much again as the longest gap seen, in steps of five."""
        longest = max((burst.longest for burst in self.bursts), default=0)
        wanted = -(-(longest * 3 // 2 + 10) // 5) * 5
        return min(max(wanted, 2 * LEAST_GAP), MOST_GAP)

    @property
    def end(self) -> str:
        """The key at the end of all of them; any if they differ."""
        ends = {burst.end for burst in self.bursts}
        return ends.pop() if len(ends) == 1 else "any"
