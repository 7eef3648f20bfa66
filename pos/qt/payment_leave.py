"""A manager's leave on the payment page: asked for in place, for one thing that is done once it is given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect

from pos.qt.override import OverrideStrip

Verb = Callable[[], object]


class PaymentLeave(OverrideStrip):
    """`with_leave` does a thing with PIN and reason, `where` says what the strip may cover, `done` comes after both.

    `check` refuses a PIN that is no manager's before the reason is typed.
    """

    def __init__(
        self,
        with_leave: Callable[[str, str, Verb], object],
        check: Callable[[str], object],
        where: Callable[[], QRect],
        done: Callable[[], object],
    ) -> None:
        super().__init__(self._allow, check)
        # It covers three buttons and must not reach into what stands above them.
        self.tighten()
        self._with_leave, self._where, self._done = with_leave, where, done
        self._wanted: Verb | None = None

    def wants(self, verb: Verb) -> Verb:
        """Remember what a leave would be for; answers it, to be tried without one."""
        self._wanted = verb
        return verb

    @property
    def can_help(self) -> bool:
        """It is known what the leave would be for."""
        return self._wanted is not None

    def ask_for(self, verb: Verb, title: str) -> None:
        """Ask for a leave to do that."""
        self._wanted = verb
        self.ask(title)

    def ask(self, title: str) -> None:
        """Show it where it may stand, and wait for the PIN."""
        self.place()
        super().ask(title)

    def say(self, title: str) -> None:
        """The sentence needs another line."""
        super().say(title)
        self.place()

    def place(self) -> None:
        """Over what it may cover; lower than its boxes it cannot be."""
        place = self._where()
        # What it needs more it takes above: below it the tenders begin.
        place.setTop(place.top() - max(0, self.sizeHint().height() - place.height()))
        self.setGeometry(place)
        self.raise_()

    def put_away(self) -> None:
        """Not needed any more: what comes next asks for itself."""
        self._wanted = None
        super().put_away()

    def _allow(self, pin: str, reason: str) -> None:
        if self._wanted is not None:
            self._with_leave(pin, reason, self._wanted)
            self.put_away()
            self._done()
