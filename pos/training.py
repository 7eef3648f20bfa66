"""Beginning and leaving training: another shop's folder inside the shop's own, with books of its own.

The real till stays open and locked; its ticket lies where it lay, its print queue goes on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pos import settings as settings_file
from pos.core import journal, training
from pos.core.money import ZERO
from pos.core.problems import Problem, Trouble
from pos.core.receipts import sold_in_all
from pos.core.staff import lock_outs
from pos.core.training import NotTraining, SomebodyElseNow, TrainingMustWait
from pos.db.lock import InstanceLock
from pos.db.store import FILE, Store
from pos.screens import Background, Till, at_once
from pos.screens.clock import Clock
from pos.screens.counter import Counter
from pos.screens.printing import PrintWorker
from pos.screens.signing import look_at_managers_pin, stamp_of_guess, with_leave
from pos.settings import Settings, writing
from pos.shop import FolderUnusable, open_books, open_till, read_settings, start_printing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.core.journal import Stamp

FOLDER = "training"
#: All that training leaves behind, and all that is thrown away at the next beginning.
_LEFT = (settings_file.FILE, FILE, f"{FILE}-wal", f"{FILE}-shm", "backups", "logs", "outbox", "receipts", "reports")


def furnish(real: Store, settings: Settings, folder: Path) -> Path:
    """Throw away what was practised before and make fresh training books in `folder`/training; answers that folder.

    The real books are only read. Refuses NotTraining if a real till stands there; FolderUnusable if nothing can be
    written. Interrupted it leaves a folder without `till.toml`, which is no till.
    """
    from pos.core.stock_moves import begin_with_stock
    from pos.db.training import copy_furniture, keep_guard, wrong_pins

    place = folder / FOLDER
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        with InstanceLock(place):
            counted = wrong_pins(real) + _counted_before(place)
            _throw_away(place)
            ours = Store.open(place)
            try:
                copy_furniture(real, ours)
                keep_guard(ours, counted)
                with ours.write() as session:
                    begin_with_stock(session, settings.till)
            finally:
                ours.close()
            ours_only: dict[str, Any] = {"database": "", "wechat": None, "alipay": None}
            writing.write(place, replace(settings, shop=training.SHOP, training=True, **ours_only))
    except OSError as fault:
        raise FolderUnusable(folder=place, why=fault.strerror or fault) from fault
    return place


def _counted_before(place: Path) -> list[dict[str, Any]]:
    if not settings_file.exists(place):
        return []
    if not read_settings(place).training:
        raise NotTraining(folder=place)
    with suppress(Trouble):
        from pos.db.training import wrong_pins

        before = open_books(place, read_settings(place))
        try:
            return wrong_pins(before)
        finally:
            before.close()
    return []


def _throw_away(place: Path) -> None:
    for name in _LEFT:
        part = place / name
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def begin(folder: Path, clock: Clock) -> Till:
    """The training till of a real shop's folder, for who works without a window; the caller holds the folder's lock."""
    settings = read_settings(folder)
    real = open_books(folder, settings)
    try:
        place = furnish(real, settings, folder)
    finally:
        real.close()
    return open_till(place, clock)


class Training:
    """Training behind a window: begun and left any number of times, while the real counter waits.

    `background` makes the background of a training till; `worker` is the real till's, whose printer is shared.
    """

    def __init__(
        self, real: Counter, worker: PrintWorker, background: Callable[[], Background] = lambda: at_once
    ) -> None:
        self._real, self._worker, self._background = real, worker, background
        self._making = False
        self._since: datetime | None = None
        self._open = ExitStack()
        self.counter: Counter | None = None

    @property
    def on(self) -> bool:
        """Training has begun and was not left."""
        return self.counter is not None

    @property
    def making(self) -> bool:
        """Its books are being made."""
        return self._making

    def begin(self, ready: Callable[[Counter], None]) -> bool:
        """Make fresh books off the window's thread, then call `ready` with their counter; False if it is being done.

        Refuses TrainingMustWait while money stands on the ticket, and NotAllowed for a role that may not; once the
        books are made, TrainingMustWait and SomebodyElseNow.
        """
        till = self._real.till
        began = till.person
        authority = training.LEARNER if began is None else till.authority()
        training.ask(authority)
        self._refuse_money()
        if self._making or self.on:
            return False
        self._making = True
        # Read here: mapping tables is no work for a thread beside this one.
        import_module("pos.db.training")

        def work() -> object:
            try:
                return furnish(till.store, till.settings, till.folder)
            except Problem as problem:
                return problem
            finally:
                self._making = False

        def then(done: object) -> None:
            if isinstance(done, Problem):
                raise done
            # The leave is not asked for again: a manager's was for the gesture, and that is over.
            if till.person != began:
                raise SomebodyElseNow
            self._refuse_money()
            entered = self._enter(Path(str(done)))
            self._since = till.now()
            self._note(lambda session, stamp: training.note_begun(session, stamp, authority))
            ready(entered)

        till.background(work, then)
        return True

    def look_at_pin(self, pin: str) -> None:
        """Refuse at once a PIN that is no manager's of the real till."""
        look_at_managers_pin(self._real.till, pin)

    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None:
        """Do one thing with a manager's leave, given at the real till."""
        with_leave(self._real.till, pin, reason, verb)

    def _refuse_money(self) -> None:
        if self._real.selling.basket.paying:
            raise TrainingMustWait

    def _enter(self, place: Path) -> Counter:
        real = self._real.till
        clock = real.clock.beside(real.now() if real.clock.given else None)
        with ExitStack() as opened:
            opened.enter_context(InstanceLock(place))
            till = open_till(place, clock)
            opened.callback(till.store.close)
            till.background = self._background()
            till.devices = self._real.till.devices.for_training()
            worker = start_printing(till, self._worker.printer)
            opened.callback(worker.stop)
            till.person = real.person
            self.counter = Counter(till, worker)
            self._open = opened.pop_all()
        return self.counter

    def end(self) -> Counter:
        """Back to the real counter. Only whoever began, and is still the one signed in, need not sign in again."""
        now = None if self.counter is None else self.counter.till.person
        real = self._real.till
        self.close()
        if real.person is not None and (now is None or now.no != real.person.no):
            self._real.lock()
        return self._real

    def _note(self, write: Callable[[Session, Stamp], object]) -> None:
        """Write it into the real books: who sells in training what a customer pays for is found out there.

        Where nobody works there is nothing to be found out, and books that cannot be written keep nobody from training.
        """
        till = self._real.till
        if till.person is None and till.shift is None:
            return
        stamp = till.stamp()
        with suppress(Trouble), till.write() as session:
            write(session, stamp)

    def _note_lock_outs(self, trained: Till) -> None:
        """Each wrong PIN that made people wait in training: the managers there are the shop's own.

        Read from the training journal, for a PIN that was guessed in the end has cleared the count.
        """
        till = self._real.till
        with suppress(Trouble):
            with trained.store.read() as session:
                found = lock_outs(session, trained.settings.till)
            if not found:
                return
            with till.write() as session:
                stamp = stamp_of_guess(till, session)
                for who, why in found:
                    journal.note(session, replace(stamp, clerk=who), "PIN_LOCKED", why=why)

    def _note_end(self, trained: Till) -> None:
        """How many minutes it was, and what was sold in it."""
        if self._since is None:
            return
        minutes = int((self._real.till.now() - self._since).total_seconds()) // 60
        self._since = None
        sold = ZERO
        with suppress(Trouble), trained.store.read() as session:
            sold = sold_in_all(session)

        def note(session: Session, stamp: Stamp) -> None:
            journal.note(session, stamp, "TRAINING_ENDED", why=str(minutes), money=sold.fen)

        self._note(note)

    def close(self) -> None:
        """Let go of the training books; harmless if there are none open."""
        if self.counter is not None:
            self._note_lock_outs(self.counter.till)
            self._note_end(self.counter.till)
            ending: Any = getattr(self.counter.till.background, "end", None)
            if ending is not None:
                ending()
            self.counter = None
        self._open.close()
