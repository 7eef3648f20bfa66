"""The clerk's gestures, without Qt: what a page shows and what it calls. `Till` is what all screens share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pos.core import journal, print_jobs
from pos.core.authority import Authority, Leave
from pos.core.journal import Head, Stamp
from pos.core.problems import Trouble
from pos.core.shifts import NoShiftOpen, OpenShift, business_day, open_shift_of
from pos.core.staff import NotLoggedIn, Person
from pos.devices import Devices

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.gateways import PaymentGateway
    from pos.core.permissions import Role
    from pos.db.store import Store
    from pos.screens.clock import Clock
    from pos.screens.pay_codes import PayDesk
    from pos.settings import Settings


class View(Protocol):
    """What a screen tells its drawing."""

    def refresh(self) -> None:
        """Show everything anew."""


class NoView:
    """The drawing of a till without a window."""

    def refresh(self) -> None:
        """Nothing to draw."""


class Printing(Protocol):
    """Whoever empties the print queue."""

    def wake(self) -> None:
        """There is something new in the queue."""


class NoPrinting:
    """Nobody empties it now: what waits, waits in the database."""

    def wake(self) -> None:
        """Nothing to wake."""


Background = Callable[[Callable[[], object], Callable[[object], None]], None]


def at_once(work: Callable[[], object], then: Callable[[object], None]) -> None:
    """The background of a till without a window: do it here and now."""
    then(work())


@dataclass
class Till:
    """One till at work: its books, its settings, its clock, who is signed in and which shift is open."""

    store: Store
    settings: Settings
    folder: Path
    clock: Clock
    background: Background = at_once
    printing: Printing = field(default_factory=NoPrinting)
    #: Scale, customer's display and drawer; all absent until somebody opens them.
    devices: Devices = field(default_factory=Devices)
    person: Person | None = None
    shift: OpenShift | None = None
    leave: Leave | None = None
    #: Who takes money by payment code, by means; none where the clerk confirms.
    gateways: Mapping[str, PaymentGateway] = field(default_factory=dict)
    #: Receipts booked since the till was switched on; who shows the day's figures sees by it that they are old.
    booked: int = 0
    #: Who stood here before somebody signed out.
    before: str = ""
    #: Whose PINs were right, the last one first.
    recent: tuple[str, ...] = ()
    #: The open shift was of an earlier day when somebody signed in: it is to be closed before more is sold into it.
    close_first: bool = False

    @classmethod
    def start(cls, store: Store, settings: Settings, folder: Path, clock: Clock) -> Till:
        """Take up work where the books left it; refuses a clock set to before the last record."""
        with store.read() as session:
            clock.check(journal.head(session, settings.till).at)
            shift = open_shift_of(session, settings.till)
        return cls(store, settings, folder, clock, shift=shift)

    @cached_property
    def desk(self) -> PayDesk:
        """Where payment services are asked; `gateways` are those that stand when it is first used."""
        from pos.screens.pay_codes import PayDesk

        return PayDesk(self, self.gateways)

    @contextmanager
    def write(self, is_done: Callable[[Session], bool] | None = None) -> Iterator[Session]:
        """One gesture, one transaction. A COMMIT that fails is looked up: `is_done`, or the gesture's journal records.

        If the gesture did not come through, the open shift is read anew: the books know more than this process.
        """
        before = after = Head()

        def stands(session: Session) -> bool:
            return after != before and journal.head(session, self.settings.till) == after

        try:
            with self.store.write(is_done or stands) as session:
                if is_done is None:
                    before = journal.head(session, self.settings.till)
                yield session
                if is_done is None:
                    after = journal.head(session, self.settings.till)
            if print_jobs.opens_drawer(session):
                # One on the printer is opened by the paper. A gesture that was looked up may have opened it before.
                self.devices.drawer.open()
        except Trouble:
            self.look_again()
            raise

    def look_again(self) -> None:
        """Read which shift is open."""
        with suppress(Trouble), self.store.read() as session:
            self.shift = open_shift_of(session, self.settings.till)

    def now(self) -> datetime:
        """The till's time."""
        return self.clock.now()

    def stamp(self, at: datetime | None = None) -> Stamp:
        """Where, when (now, unless told) and by whom, for the journal; the business day is the open shift's."""
        now = at or self.now()
        day = self.shift.business_day if self.shift else business_day(now, self.settings.cut_over)
        return Stamp(self.settings.till, now, day, self.person.no if self.person else "", self.clock.given)

    @property
    def overdue(self) -> bool:
        """The open shift belongs to a business day before today's."""
        return self.shift is not None and self.shift.business_day < business_day(self.now(), self.settings.cut_over)

    def on_duty(self) -> Person:
        """Who is signed in; refuses NotLoggedIn."""
        if self.person is None:
            raise NotLoggedIn
        return self.person

    def open_shift(self) -> OpenShift:
        """The open shift, with somebody signed in; refuses NotLoggedIn and NoShiftOpen."""
        self.on_duty()
        if self.shift is None:
            raise NoShiftOpen
        return self.shift

    def role(self) -> Role:
        """What whoever is signed in may do alone; refuses NotLoggedIn."""
        return self.settings.role(self.on_duty().role)

    def authority(self, reason: str = "") -> Authority:
        """Whoever is signed in, with the leave that stands, as `core` asks it; refuses NotLoggedIn.

        `reason` is what is said for something that needs no leave.
        """
        return Authority(self.on_duty().no, self.role(), self.leave, reason)
