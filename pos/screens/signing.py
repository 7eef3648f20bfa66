"""Signing in, signing out, and a manager's leave. PINs are looked at outside any writing transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.core import journal, staff, tickets
from pos.core.authority import Leave, NotAllowed
from pos.core.problems import Refusal
from pos.core.staff import Person, WrongPin
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.core.words import words
from pos.screens import Till, restored

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.journal import Stamp


class ReasonNeeded(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A reason is missing; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Say in a few words why.")


class NotTheManagersPin(WrongPin):
    """Nobody's PIN where a manager's was asked for."""

    sentence = QT_TRANSLATE_NOOP("Problem", "This is not the manager's PIN; no leave was given.")
    todo = QT_TRANSLATE_NOOP("Problem", "Ask the manager to enter it.")

    @property
    def word(self) -> str:
        """The same word as of any PIN that is nobody's."""
        return WrongPin.__name__


class NoManager(NotAllowed):
    """Somebody's PIN who may not give leave."""

    sentence = NotTheManagersPin.sentence
    todo = NotTheManagersPin.todo

    @property
    def word(self) -> str:
        """The same word as of anything that only a manager may do."""
        return NotAllowed.__name__


def look_at_pin(till: Till, pin: str) -> Person:
    """Who has that PIN; a wrong one is counted. Refuses WrongPin and LockedOut.

    Only a manager's PIN clears the count: a clerk's own would give any number of guesses at the manager's. What can be
    nobody's PIN, a pack scanned here by mistake, is no guess.
    """
    try:
        with till.store.read() as session:
            person = staff.who_is(session, till.settings.till, pin, till.clock.tick(), till.recent)
            counted = staff.wrong_pins(session, till.settings.till)
    except WrongPin:
        if staff.is_pin(pin):
            _count_wrong(till)
        raise
    till.recent = (person.no, *(no for no in till.recent if no != person.no))
    if person.manages and counted:
        with till.store.write() as session:
            staff.forget_wrong_pins(session, till.settings.till)
    return person


def _count_wrong(till: Till) -> None:
    with till.write() as session:
        staff.count_wrong_pin(session, stamp_of_guess(till, session), till.clock.tick())


def stamp_of_guess(till: Till, session: Session) -> Stamp:
    """Anybody may type a wrong PIN: under a clock set by hand none carries the books further than this computer's."""
    stamp = till.stamp()
    if not stamp.given:
        return stamp
    known = (journal.head(session, stamp.till).at, datetime.now(UTC))
    return till.stamp(min(stamp.at, max(at for at in known if at is not None)))


def sign_in(till: Till, pin: str) -> Person:
    """Sign somebody in; who was signed in before is not any more.

    The open shift and the ticket on the counter go on; that somebody else has the ticket now is written down.
    """
    person = look_at_pin(till, pin)
    restored.write_down(till, person)
    before = till.person.no if till.person is not None else till.before
    if till.shift is not None and before not in ("", person.no):
        with till.store.read() as session:
            lies_there = tickets.on_counter_now(session, till.settings.till)
        if lies_there:
            with till.write() as session:
                journal.note(session, replace(till.stamp(), clerk=person.no), "TICKET_TAKEN_OVER", of=before)
    # After that record: if it did not come through, nobody has taken anything over.
    till.person, till.leave, till.before = person, None, ""
    till.close_first = till.overdue
    return person


def lock(till: Till) -> None:
    """Sign out; the ticket stays on the counter."""
    till.before = till.on_duty().no
    till.person = till.leave = None


def look_at_managers_pin(till: Till, pin: str) -> Person:
    """The manager with that PIN, so that a slip is told before the reason is typed; gives no leave yet.

    Refuses NotTheManagersPin, NoManager and LockedOut; what was no manager's is counted.
    """
    till.on_duty()
    try:
        person = look_at_pin(till, pin)
    except WrongPin:
        raise NotTheManagersPin from None
    if not person.manages:
        _count_wrong(till)
        raise NoManager
    return person


def give_leave(till: Till, pin: str, reason: str) -> Leave:
    """A manager's leave for the next gesture; refuses a PIN that is no manager's, and a missing reason."""
    till.on_duty()
    why = words(reason)
    if not why:
        raise ReasonNeeded
    person = look_at_managers_pin(till, pin)
    till.leave = Leave(person.no, why)
    return till.leave


def with_leave(till: Till, pin: str, reason: str, verb: Callable[[], object]) -> None:
    """Do one thing with a manager's leave; whatever comes of it, the leave does not outlive it."""
    give_leave(till, pin, reason)
    try:
        verb()
    finally:
        till.leave = None


class WithLeave:
    """What every screen does that asks a manager for leave in its own place."""

    till: Till

    def look_at_pin(self, pin: str) -> None:
        """Refuse at once a PIN that is no manager's."""
        look_at_managers_pin(self.till, pin)

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        """Do one thing with a manager's leave."""
        with_leave(self.till, pin, reason, verb)
