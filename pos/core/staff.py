"""Who may do what: people by number, their PINs, and a manager's leave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import CheckConstraint, ForeignKey, Select, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from pos.core import journal
from pos.core.authority import Authority
from pos.core.journal import JournalRow, Stamp
from pos.core.permissions import CLERK, MANAGER, Act
from pos.core.problems import Refusal
from pos.core.tables import Base
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.core.words import words

if TYPE_CHECKING:
    from argon2 import PasswordHasher

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


class StaffRole(Base):
    """The role of somebody who is neither clerk nor manager; whoever cannot read it takes the person for a clerk."""

    __tablename__ = "staff_roles"

    no: Mapped[str] = mapped_column(ForeignKey("staff.no"), primary_key=True)
    role: Mapped[str]


class PinGuard(Base):
    """How many wrong PINs came in a row at a till, and until when no other is looked at.

    `failed_tick` is when the last came, in milliseconds since the computer was started: nobody sets that clock.
    """

    __tablename__ = "pin_guard"

    till: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime | None]
    failed_tick: Mapped[int | None]


class Person(Struct, frozen=True):
    """Somebody of the shop; `active` False once retired."""

    no: str
    name: str
    role: str
    active: bool = True

    @property
    def manages(self) -> bool:
        """May give leave for what a clerk may not do alone."""
        return self.role == MANAGER


class NotLoggedIn(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Nobody is signed in; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Enter your PIN first.")


class WrongPin(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "No one here has this PIN; nobody was signed in.")
    todo = QT_TRANSLATE_NOOP("Problem", "Try once more, or ask the manager to set a new one.")


class LockedOut(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Too many wrong PINs; no PIN is taken for {seconds} seconds.")
    todo = QT_TRANSLATE_NOOP("Problem", "Wait a moment, then enter your PIN calmly.")


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


class UnknownRole(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{role} is no role of this shop; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "There are: {roles}.")


class LastManager(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "Number {no} is the only manager here; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Make somebody else a manager first.")


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


def is_pin(text: str) -> bool:
    """Whether it can be anybody's PIN at all."""
    return text.isascii() and text.isdigit() and 4 <= len(text) <= 8


def check_pin(pin: str) -> None:
    """Refuse with BadPin what can be nobody's PIN."""
    if not is_pin(pin):
        raise BadPin


def _holder(session: Session, pin: str, recent: Sequence[str] = ()) -> Person | None:
    """Who has that PIN. A look at one person takes so long that who was there last is looked at first."""
    if not is_pin(pin):
        return None
    people = session.execute(_people(Staff.pin_hash).where(Staff.active).order_by(Staff.no)).all()
    place = {no: at for at, no in enumerate(recent)}
    for no, name, role, pin_hash in sorted(people, key=lambda row: place.get(row[0], len(place))):
        if _matches(pin_hash, pin):
            return Person(no, name, role)
    return None


def _people(*more: InstrumentedAttribute[Any]) -> Select[Any]:
    """Number, name and role of everybody there ever was, and what else is asked for."""
    role = func.coalesce(StaffRole.role, Staff.role)
    return select(Staff.no, Staff.name, role, *more).join(StaffRole, StaffRole.no == Staff.no, isouter=True)


def add_staff(
    session: Session, authority: Authority, *, no: str, name: str, role: str, pin: str, stamp: Stamp | None = None
) -> Person:
    """Add a person; refuses a number or PIN that is taken, or a PIN that is not 4 to 8 digits, and NotAllowed.

    With a stamp it is written down; only what belongs to the founding of a shop goes without.
    """
    _ask(authority)
    if not (no.isascii() and no.isalnum() and len(no) <= 8):
        raise BadStaffNumber(no=no)
    check_pin(pin)
    called = words(name, LONGEST_NAME)
    if session.get(Staff, no) is not None:
        raise StaffNumberTaken(no=no)
    if _holder(session, pin) is not None:
        raise PinTaken
    session.add(Staff(no=no, name=called, role=CLERK, pin_hash=_hasher().hash(pin), active=True))
    session.flush()
    _give_role(session, no, role)
    _note(session, stamp, authority, "STAFF_ADDED", no, role)
    return Person(no, called, role)


def set_pin(session: Session, authority: Authority, *, no: str, pin: str, stamp: Stamp | None = None) -> Person:
    """Give somebody a new PIN; refuses NotAllowed, UnknownStaff, BadPin and PinTaken. A retired number gets none."""
    _ask(authority)
    person = _person(session, no)
    check_pin(pin)
    holder = _holder(session, pin)
    if holder is not None and holder.no != no:
        raise PinTaken
    session.execute(update(Staff).where(Staff.no == no).values(pin_hash=_hasher().hash(pin)))
    _note(session, stamp, authority, "PIN_SET", no)
    return person


def set_role(session: Session, authority: Authority, *, no: str, role: str, stamp: Stamp | None = None) -> Person:
    """Give somebody another role; refuses NotAllowed, UnknownStaff and LastManager."""
    _ask(authority)
    person = _person(session, no)
    if person.manages and role != MANAGER:
        _refuse_last_manager(session, no)
    _give_role(session, no, role)
    _note(session, stamp, authority, "ROLE_SET", no, role)
    return Person(no, person.name, role)


def retire(session: Session, authority: Authority, *, no: str, stamp: Stamp | None = None) -> Person:
    """Let nobody sign in by that number any more, and nobody else ever have it.

    Refuses NotAllowed, UnknownStaff and LastManager.
    """
    _ask(authority)
    person = _person(session, no)
    if person.manages:
        _refuse_last_manager(session, no)
    session.execute(update(Staff).where(Staff.no == no).values(active=False))
    _note(session, stamp, authority, "STAFF_RETIRED", no)
    return Person(no, person.name, person.role, active=False)


def rights_set(session: Session, stamp: Stamp, authority: Authority, *, role: str, said: str) -> None:
    """What a role may do is another from now on, as `said`: written down before it counts; refuses NotAllowed."""
    _ask(authority)
    _note(session, stamp, authority, "RIGHTS_SET", role, said)


def _person(session: Session, no: str) -> Person:
    row = session.execute(_people().where(Staff.no == no, Staff.active)).first()
    if row is None:
        raise UnknownStaff(no=no)
    return Person(*row)


def _give_role(session: Session, no: str, role: str) -> None:
    """The shop's own roles stand beside the table, which knows two."""
    own = role not in (CLERK, MANAGER)
    session.execute(update(Staff).where(Staff.no == no).values(role=CLERK if own else role))
    session.execute(delete(StaffRole).where(StaffRole.no == no))
    if own:
        session.execute(insert(StaffRole), {"no": no, "role": role})


def _refuse_last_manager(session: Session, no: str) -> None:
    others = select(func.count()).where(Staff.active, Staff.role == MANAGER, Staff.no != no)
    if not session.scalar(others):
        raise LastManager(no=no)


def _ask(authority: Authority) -> None:
    authority.leave_to(Act.STAFF, translate("Staff", "Changing staff and roles"))


def _note(
    session: Session, stamp: Stamp | None, authority: Authority, what: str, no: str, role: str | None = None
) -> None:
    """Whom it was about and the role, and beside it whose leave it took; never a name, never a PIN."""
    if stamp is not None:
        journal.note(session, stamp, what, of=no, why=role)
        authority.note_leave(session, stamp, "STAFF")


def staff_list(session: Session, *, retired: bool = False) -> list[Person]:
    """Everybody who works here, by number; with those who have left if asked for."""
    rows = session.execute(_people(Staff.active).order_by(Staff.no))
    return [person for row in rows if (person := Person(*row)).active or retired]


def _wait(failures: int) -> timedelta:
    """30 s after the fifth wrong PIN, doubling with each one after it, at most 15 minutes."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 8)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _gone_by(guard: PinGuard, tick: int) -> timedelta:
    """How long ago the last wrong PIN came, at least: told by the ticks since the computer was started.

    They run on through a restart of the till and past every hand that sets a clock. Where the computer was started
    anew since, or the ticks of that moment are not known, it was not earlier than that start.
    """
    if guard.failed_at is None:
        return LONGEST_WAIT
    since = guard.failed_tick
    return timedelta(milliseconds=tick - since if since is not None and tick >= since else tick)


def wait_left(session: Session, till: str, tick: int) -> timedelta:
    """How long no PIN is looked at; no clock that is set forward or back makes it shorter or longer than the wait.

    `tick` counts milliseconds since the computer was started.
    """
    guard = session.get(PinGuard, till)
    if guard is None:
        return timedelta(0)
    return max(timedelta(0), _wait(guard.failures) - _gone_by(guard, tick))


def who_is(session: Session, till: str, pin: str, tick: int, recent: Sequence[str] = ()) -> Person:
    """The person with that PIN; refuses with LockedOut or WrongPin. Count a wrong one with `count_wrong_pin`.

    `recent` are the numbers of those whose PIN was right last, the last one first.
    """
    left = wait_left(session, till, tick)
    if left:
        raise LockedOut(seconds=int(left.total_seconds()) + 1)
    person = _holder(session, pin, recent)
    if person is None:
        raise WrongPin
    return person


def count_wrong_pin(session: Session, stamp: Stamp, tick: int) -> int:
    """One more wrong PIN; answers how many there were without a pause of 15 minutes. Survives a restart.

    Each that makes people wait is written down, so that it is seen how often somebody guessed: who stood at the till,
    `-` for nobody.
    """
    guard = session.get(PinGuard, stamp.till)
    failures = 1
    if guard is None:
        session.execute(
            insert(PinGuard), {"till": stamp.till, "failures": 1, "failed_at": stamp.at, "failed_tick": tick}
        )
    else:
        if _gone_by(guard, tick) < LONGEST_WAIT:
            failures = guard.failures + 1
        values = {"failures": failures, "failed_at": stamp.at, "failed_tick": tick}
        session.execute(update(PinGuard).where(PinGuard.till == stamp.till).values(values))
    if _wait(failures):
        journal.note(session, stamp, "PIN_LOCKED", why=str(failures))
    return failures


def lock_outs(session: Session, till: str) -> list[tuple[str, str]]:
    """Who stood there, and how many wrong PINs it were, each time that made people wait; in their order."""
    rows = select(JournalRow.record).where(
        JournalRow.till == till, JournalRow.kind == "E", JournalRow.record.contains('"PIN_LOCKED"')
    )
    records = [json.loads(record) for record in session.scalars(rows.order_by(JournalRow.n))]
    return [(record["who"], record["why"]) for record in records if record["what"] == "PIN_LOCKED"]


def wrong_pins(session: Session, till: str) -> int:
    """How many wrong PINs are remembered."""
    guard = session.get(PinGuard, till)
    return 0 if guard is None else guard.failures


def release(session: Session, authority: Authority, till: str, stamp: Stamp | None = None) -> int:
    """End the wait after wrong PINs; answers how many there were. Whoever could give a new PIN may do this too."""
    _ask(authority)
    counted = wrong_pins(session, till)
    if counted:
        forget_wrong_pins(session, till)
        if stamp is not None:
            journal.note(session, stamp, "PIN_RELEASED", why=str(counted))
    return counted


def forget_wrong_pins(session: Session, till: str) -> None:
    """A manager's PIN clears the count."""
    session.execute(update(PinGuard).where(PinGuard.till == till).values(failures=0, failed_at=None, failed_tick=None))
