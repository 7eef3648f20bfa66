"""The shop's database: one writing connection, reading ones beside it, and what is said when it fails.

SQLite comes through the `sqlcipher3` wheel: the system's own may carry the WAL-reset bug (RELIABILITY.md section 0).
WAL with synchronous=FULL, for NORMAL loses acknowledged sales at a power cut.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

FILE = "shop.sqlite3"
#: Versions that carry the WAL-reset fix: 3.51.3 and later, and two maintained branches.
FIXED_FROM = (3, 51, 3)
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
#: So long a writer waits for another program in all, and in the window's own thread, where nothing moves meanwhile.
BUSY_SECONDS, WINDOW_SECONDS = 5.0, 0.2
#: One try of a writer. Between two of them it lets the other threads of this program have their turn.
_TRY, _REST = 0.08, 0.005


class SqliteTooOld(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "SQLite {version} can damage the books; the till was not opened.")
    todo = QT_TRANSLATE_NOOP("Problem", "Run the set-up again: it brings a newer one.")


class DiskFull(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The disk is full; nothing was written.")
    todo = QT_TRANSLATE_NOOP("Problem", "Free some space; selling goes on at once, without a restart.")


class DatabaseBusy(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "Another program is writing to the books; nothing was booked.")
    todo = QT_TRANSLATE_NOOP("Problem", "Wait a moment and do it again; if it stays so, close what else works there.")


class DatabaseDamaged(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The books cannot be read: {why}. Nothing was written.")
    todo = QT_TRANSLATE_NOOP("Problem", "Keep the folder as it is, and restore the last backup: pos backup restore.")


class DiskTrouble(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The disk does not answer properly: {why}. Nothing was confirmed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Do not hand over goods yet; check the disk, then do it again.")


class DatabaseUnreachable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The shop's database cannot be opened: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the folder, its permissions, and the entry database in till.toml.")


def check_version(version: str) -> None:
    """Refuse to work with a SQLite that carries the WAL-reset bug."""
    numbers = tuple(int(part) for part in version.split(".")[:3])
    fixed = FIXED_BRANCHES.get(numbers[:2])  # type: ignore[arg-type]
    if numbers < FIXED_FROM and (fixed is None or numbers[2] < fixed):
        raise SqliteTooOld(version=version)


def trouble_of(fault: DBAPIError) -> Trouble | None:
    """The sentence for a database that failed us, or None if the statement itself was wrong (a bug)."""
    why = str(fault.orig)
    signs = {
        "full": DiskFull,
        "locked": DatabaseBusy,
        "malformed": DatabaseDamaged,
        "not a database": DatabaseDamaged,
        "I/O error": DiskTrouble,
        "readonly": DatabaseUnreachable,
        "unable to open": DatabaseUnreachable,
        "connection": DatabaseUnreachable,
    }
    for sign, trouble in signs.items():
        if sign in why:
            return trouble(why=why)
    return None


def sqlite_url(file: Path) -> str:
    """The SQLAlchemy URL of a SQLite file."""
    return f"sqlite:///{file}"


def make_engine(url: str, *, writes: bool) -> Engine:
    """An engine whose every transaction is explicit; writers take the lock at its beginning."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=1 if writes else 5, max_overflow=0 if writes else 5)
    from sqlcipher3 import dbapi2

    check_version(dbapi2.sqlite_version)
    engine = create_engine(
        url,
        module=dbapi2,
        poolclass=StaticPool if writes else QueuePool,
        connect_args={"check_same_thread": False, "timeout": _TRY if writes else BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"]
        for pragma in pragmas if writes else ["query_only=ON"]:
            connection.execute("PRAGMA " + pragma)

    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # Two of them stand on the way of every scan: straight to the driver.
        try:
            connection.connection.driver_connection.execute(begin)
        except dbapi2.Error as fault:
            raise DBAPIError.instance(begin, None, fault, dbapi2.Error) from fault

    return engine


class _OnWire(Session):
    """A session inside a transaction that stands already: whoever began it ends it.

    So a gesture whose statements are all `Prepared` never pays for a session's own beginning and end.
    """

    def __init__(self, wire: Connection, begun: RootTransaction) -> None:
        super().__init__(wire, expire_on_commit=False, join_transaction_mode="rollback_only", close_resets_only=False)
        self._wire, self._begun = wire, begun

    def connection(self, *_: Any, **__: Any) -> Connection:
        """The connection that the transaction runs on, as long as it stands.

        Behind it every statement would be a transaction of its own: of a gesture that failed half would be booked.
        """
        if not self._begun.is_active:
            raise InvalidRequestError("this transaction is over")
        return self._wire

    def end(self) -> None:
        """Commit the transaction that was begun, no other one; refused if it was rolled back meanwhile."""
        self._begun.commit()


class Store:
    """The open database of one shop."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writing = make_engine(url, writes=True)
        self._reading = make_engine(url, writes=False)
        self._turn = threading.RLock()
        #: The writing connection between two turns. A server's is fetched anew each time: it may have broken off.
        self._wire: Connection | None = None
        self._window: int | None = None

    @classmethod
    def open(cls, folder: Path, url: str = "") -> Self:
        """Open the shop's database in `folder` (or at `url`), bringing its tables up to date first.

        Raises a Trouble if it cannot be opened, is damaged, or was written by a newer version.
        """
        from pos.db import migrate

        chosen = url or sqlite_url(folder / FILE)
        try:
            migrate.bring_up_to_date(chosen, folder)
            return cls(chosen)
        except DBAPIError as fault:
            raise trouble_of(fault) or DatabaseUnreachable(why=fault.orig) from fault

    def serve_window(self) -> None:
        """From now on the calling thread, the window's, waits for another program only as long as nobody notices."""
        self._window = threading.get_ident()

    @property
    def _patience(self) -> float:
        return WINDOW_SECONDS if self._window == threading.get_ident() else BUSY_SECONDS

    def _take_turn(self, patience: float) -> _OnWire:
        """A session that holds the write lock, and this thread its turn; a Trouble if another program keeps the lock.

        Nobody sleeps on the turn: the window must not stand behind a thread that can wait.
        """
        until = time.monotonic() + patience
        while True:
            self._turn.acquire()
            try:
                wire = self._wire = self._wire or self._writing.connect()
                return _OnWire(wire, wire.begin())
            except DBAPIError as fault:
                self._end_turn(keep=False)
                trouble = trouble_of(fault)
                if not isinstance(trouble, DatabaseBusy) or time.monotonic() >= until:
                    raise trouble or fault from fault
            except BaseException:
                self._end_turn(keep=False)
                raise
            time.sleep(_REST)

    def _end_turn(self, *, keep: bool) -> None:
        """Let the next thread have its turn; `keep` False rolls back what is not committed."""
        try:
            if not (keep and self.url.startswith("sqlite")):
                self._hang_up()
        finally:
            self._turn.release()

    def _hang_up(self) -> None:
        wire, self._wire = self._wire, None
        if wire is None:
            return
        begun = wire.get_transaction()
        if begun is not None and not begun.is_active:
            # Its COMMIT failed: it may stand in the database still, and nobody would roll it back.
            wire.invalidate()
        # A ROLLBACK that fails is no other outcome: the pool lets go of the connection, and what stood in it is gone.
        with suppress(DBAPIError):
            wire.close()

    @contextmanager
    def write(self, is_done: Callable[[Session], bool] | None = None) -> Iterator[Session]:
        """One gesture, one transaction: commit at the end, roll back on any exception.

        A COMMIT that fails is not a "no": the change may stand after reopening. `is_done` is then asked in a fresh
        connection; if it says yes, and the disk takes that, the block counts as done. Else a Trouble is raised:
        DiskTrouble, which confirms nothing, where nobody could look.
        """
        session = self._take_turn(self._patience)
        done = False
        try:
            with session:
                yield session
                session.flush()
                try:
                    session.end()
                except DBAPIError as fault:
                    try:
                        stands = self._stands_after_all(is_done)
                    except Trouble as unseen:
                        # Nobody could look: that nothing was booked is more than anybody knows.
                        raise DiskTrouble(why=fault.orig) from unseen
                    if not stands:
                        raise trouble_of(fault) or fault from fault
            done = True
        except DBAPIError as fault:
            raise trouble_of(fault) or fault from fault
        finally:
            self._end_turn(keep=done)

    def _stands_after_all(self, is_done: Callable[[Session], bool] | None) -> bool:
        self._hang_up()
        self._writing.dispose()
        self._reading.dispose()
        if is_done is None:
            return False
        # What became of it must be known, however long that takes.
        session = self._take_turn(BUSY_SECONDS)
        done = False
        try:
            with session:
                stands = is_done(session)
                if stands and self.url.startswith("sqlite"):
                    # What stands may stand in memory only, if the flush failed: one more commit gets it to the disk.
                    session.connection().exec_driver_sql("PRAGMA user_version = 0")
                session.end()
            done = True
        except DBAPIError as fault:
            raise trouble_of(fault) or fault from fault
        finally:
            self._end_turn(keep=done)
        return stands

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent look at the shop; writing in it is refused by the database."""
        try:
            with self._reading.connect() as wire, wire.begin() as begun, _OnWire(wire, begun) as session:
                yield session
        except DBAPIError as fault:
            raise trouble_of(fault) or fault from fault

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A reading connection without a session or a transaction, for one question: a key pressed, a code scanned."""
        try:
            with self._reading.connect() as connection:
                yield connection
        except DBAPIError as fault:
            raise trouble_of(fault) or fault from fault

    def close(self) -> None:
        """Let go of the database."""
        self._reading.dispose()
        self._hang_up()
        self._writing.dispose()
