"""Tickets put aside for the next customer, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.core import tickets
from pos.core.wording import translate
from pos.core.words import words
from pos.screens.on_counter import OnCounter
from pos.screens.ticket import Echo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Of a held ticket; it must fit on its card.
LONGEST_NAME = 40


def _letters(n: int) -> str:
    """A, B, ... Z, AA, AB."""
    return (_letters((n - 1) // 26) if n > 26 else "") + chr(ord("A") + (n - 1) % 26)


def _is_held(session: Session, name: str) -> bool:
    return any(ticket.name == name for ticket in tickets.held(session))


class Holding(OnCounter):
    """Held tickets: each has a name, given or of its own."""

    def hold(self, name: str = "") -> str:
        """Put the ticket aside under a name (a number of its own if none is given); answers the name."""
        self.till.open_shift()
        wanted = words(name, LONGEST_NAME)
        chosen = wanted or self._free_name({ticket.name for ticket in self.held})
        with self._write(lambda session: _is_held(session, chosen)) as session:
            tickets.hold(session, self.till.stamp(), self.basket, chosen)
            self.held = tuple(tickets.held(session))
        waits = self.payment_waits
        self._show(self._fresh(), 0)
        title = translate("Selling", "Held as {name}").format(name=chosen)
        back = translate("Selling", "F5 brings it back")
        if waits:
            back = translate("Selling", "Its payment is asked about until it is known; F5 brings it back")
        self._echo(Echo("info", title, back))
        return chosen

    def recall(self, name: str) -> None:
        """Bring a held ticket back to the counter."""
        self.till.open_shift()
        wanted = words(name, LONGEST_NAME)
        with self._write(lambda session: not _is_held(session, wanted)) as session:
            basket = tickets.recall(session, self.till.stamp(), self.basket, wanted, self._day())
            self.held = tuple(tickets.held(session))
        self._show(basket, len(basket.lines) or len(self.rows))
        self._echo(Echo("info", translate("Selling", "{name} is back on the counter").format(name=name)))

    # Inside

    def _free_name(self, taken: set[str]) -> str:
        for n in range(1, len(taken) + 2):
            # Letters, for the numbers are those of the rail and of Ctrl.
            name = translate("Selling", "Ticket {n}").format(n=_letters(n))
            if name not in taken:
                return name
        raise AssertionError("one of n + 1 names is free")
