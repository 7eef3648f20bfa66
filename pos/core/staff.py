"""Who may do what: people by number, their PINs, and a manager's leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from sqlalchemy import CheckConstraint, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from pos.core.problems import Refusal
from pos.core.tables import Base
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.core.words import words

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["clerk", "manager"]
LONGEST_NAME = 40
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


class Staff(Base):
    """One person of the shop. The name is shown in the shop only and never leaves it."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role IN ('clerk', 'manager')", name="role_known"),)

    no: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    pin_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class PinGuard(Base):
    """How many wrong PINs came in a row at a till, and until when no other is looked at."""

    __tablename__ = "pin_guard"

    till: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in."""

    no: str
    name: str
    role: str

    @property
    def manages(self) -> bool:
        """May give leave for what a clerk may not do alone."""
        return self.role == "manager"


@dataclass(frozen=True, slots=True)
class Leave:
    """A manager's leave for one gesture."""

    by: str
    why: str


class NotLoggedIn(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Nobody is signed in; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Enter your PIN first.")


class WrongPin(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No one here has this PIN; nobody was signed in.")
    todo = QT_TRANSLATE_NOOP("Problem", "Try once more, or ask the manager to set a new one.")


class LockedOut(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Too many wrong PINs; no PIN is taken for {seconds} seconds.")
    todo = QT_TRANSLATE_NOOP("Problem", "Wait a moment, then enter your PIN calmly.")


class NotAllowed(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{what} needs the manager's leave; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Ask the manager to enter a PIN and a reason, then do it again.")


class BadPin(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A PIN is 4 to 8 digits; this one was not taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose 6 digits that are no birthday and no row.")


class PinTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Somebody has this PIN already; it was not taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another one: the PIN alone says who it is.")


class StaffNumberTaken(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Number {no} is taken already; nobody was added.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another number, or look with: pos staff list.")


class UnknownStaff(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Nobody here has the number {no}; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look with: pos staff list.")


class BadStaffNumber(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "A staff number is 1 to 8 letters or digits; {no} was not taken.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose a number such as 03.")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    # 19 MiB, 2 passes: OWASP's smaller setting; about 40 ms on a cheap PC (RELIABILITY.md 2.13).
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def _matches(pin_hash: str, pin: str) -> bool:
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(pin_hash, pin)
    except VerifyMismatchError:
        return False


def _is_pin(text: str) -> bool:
    return text.isascii() and text.isdigit() and 4 <= len(text) <= 8


def check_pin(pin: str) -> None:
    """Refuse with BadPin what can be nobody's PIN."""
    if not _is_pin(pin):
        raise BadPin


def _holder(session: Session, pin: str) -> Person | None:
    if not _is_pin(pin):
        return None
    for no, name, role, pin_hash in session.execute(
        select(Staff.no, Staff.name, Staff.role, Staff.pin_hash).where(Staff.active).order_by(Staff.no)
    ):
        if _matches(pin_hash, pin):
            return Person(no, name, role)
    return None


def add_staff(session: Session, *, no: str, name: str, role: Role, pin: str) -> Person:
    """Add a person; refuses a number or PIN that is taken, or a PIN that is not 4 to 8 digits."""
    if not (no.isascii() and no.isalnum() and len(no) <= 8):
        raise BadStaffNumber(no=no)
    check_pin(pin)
    called = words(name, LONGEST_NAME)
    if session.get(Staff, no) is not None:
        raise StaffNumberTaken(no=no)
    if _holder(session, pin) is not None:
        raise PinTaken
    session.add(Staff(no=no, name=called, role=role, pin_hash=_hasher().hash(pin), active=True))
    session.flush()
    return Person(no, called, role)


def set_pin(session: Session, *, no: str, pin: str) -> Person:
    """Give somebody a new PIN; refuses UnknownStaff, BadPin and PinTaken."""
    person = session.get(Staff, no)
    if person is None:
        raise UnknownStaff(no=no)
    check_pin(pin)
    holder = _holder(session, pin)
    if holder is not None and holder.no != no:
        raise PinTaken
    person.pin_hash = _hasher().hash(pin)
    session.flush()
    return Person(person.no, person.name, person.role)


def staff_list(session: Session) -> list[Person]:
    """Everybody, by number."""
    rows = session.execute(select(Staff.no, Staff.name, Staff.role).where(Staff.active).order_by(Staff.no))
    return [Person(*row) for row in rows]


def _wait(failures: int) -> timedelta:
    """30 s after the fifth wrong PIN, doubling with each one after it, at most 15 minutes."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 8)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def wait_left(session: Session, till: str, now: datetime) -> timedelta:
    """How long no PIN is looked at; never longer than the wait itself, should the clock have been set back."""
    guard = session.get(PinGuard, till)
    if guard is None or guard.failed_at is None:
        return timedelta(0)
    wait = _wait(guard.failures)
    return max(timedelta(0), min(wait, guard.failed_at + wait - now))


def who_is(session: Session, till: str, pin: str, now: datetime) -> Person:
    """The person with that PIN; refuses with LockedOut or WrongPin. Count a wrong one with `count_wrong_pin`."""
    left = wait_left(session, till, now)
    if left:
        raise LockedOut(seconds=int(left.total_seconds()) + 1)
    person = _holder(session, pin)
    if person is None:
        raise WrongPin
    return person


def count_wrong_pin(session: Session, till: str, now: datetime) -> int:
    """One more wrong PIN; answers how many there were without a pause of 15 minutes. Survives a restart."""
    guard = session.get(PinGuard, till)
    if guard is None:
        session.execute(insert(PinGuard), {"till": till, "failures": 1, "failed_at": now})
        return 1
    long_ago = guard.failed_at is None or guard.failed_at + LONGEST_WAIT <= now
    failures = 1 if long_ago else guard.failures + 1
    session.execute(update(PinGuard).where(PinGuard.till == till).values(failures=failures, failed_at=now))
    return failures


def forget_wrong_pins(session: Session, till: str) -> None:
    """A manager's PIN clears the count."""
    session.execute(update(PinGuard).where(PinGuard.till == till).values(failures=0, failed_at=None))
