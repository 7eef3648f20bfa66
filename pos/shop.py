"""Opening a shop's folder: settings, books, clock; and making a new one. Shared by the window and the command line."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import select

from pos import settings as settings_file
from pos.core import staff, wording
from pos.core.authority import OWNER
from pos.core.gateways import PaymentGateway
from pos.core.journal import JournalRow
from pos.core.problems import Refusal, Trouble
from pos.core.receipts import Receipt
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.core.words import words
from pos.db.store import FILE, DatabaseDamaged, Store
from pos.devices import Printer, open_devices
from pos.devices.gateways import configured, open_gateway
from pos.devices.turns import Turns
from pos.screens import Till
from pos.screens.clock import Clock
from pos.screens.papers import StoreQueue
from pos.screens.printing import PrintWorker
from pos.settings import BadSettings, Settings, writing


class NoTillHere(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no till in {folder}; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Name the shop's folder with --data, or make a till: pos init.")


class TillThere(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{folder} holds a till already; it was left as it is.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another folder with --data.")


class SettingsUnusable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "till.toml cannot be used: {where} {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Correct that entry, or put back the copy you made.")


class FolderUnusable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The folder {folder} cannot be used: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check that it is there and that you may write to it.")


class BooksMissing(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The books {file} are not there or empty; no new ones were begun.")
    todo = QT_TRANSLATE_NOOP("Problem", "Put them back from the last backup: pos backup restore. Else sell on paper.")


class OtherBooks(Trouble):
    sentence = QT_TRANSLATE_NOOP(
        "Problem", "These books belong to till {theirs}, till.toml says {ours}; they were not opened."
    )
    todo = QT_TRANSLATE_NOOP("Problem", "Put back the till.toml or the shop.sqlite3 that belongs here.")


class BadEntry(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{where} {why}; no till was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Correct it and try again.")


def read_settings(folder: Path) -> Settings:
    """The folder's settings. NoTillHere, SettingsUnusable or FolderUnusable if there are none to work with."""
    try:
        if not settings_file.exists(folder):
            raise NoTillHere(folder=folder)
        return settings_file.load(folder)
    except BadSettings as fault:
        raise SettingsUnusable(where=fault.where, why=fault.why) from fault
    except OSError as fault:
        raise FolderUnusable(folder=folder, why=fault.strerror or fault) from fault


def open_books(folder: Path, settings: Settings) -> Store:
    """The shop's database, its tables up to date. BooksMissing if a till stands here and its books do not.

    New ones would begin at receipt 000001 again, under numbers that were given out long ago.
    """
    try:
        if settings_file.exists(folder) and not settings.database:
            file = folder / FILE
            if not file.is_dir() and not _holds_books(file):
                raise BooksMissing(file=file)
        return Store.open(folder, settings.database)
    except OSError as fault:
        raise FolderUnusable(folder=folder, why=fault.strerror or fault) from fault


def _holds_books(file: Path) -> bool:
    """Whether tables of a till are there; a file that is none of SQLite's is for `Store.open` to speak of."""
    from sqlcipher3 import dbapi2

    if not file.exists() or file.stat().st_size == 0:
        return False
    try:
        with contextlib.closing(dbapi2.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as books:
            return bool(
                books.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
            )
    except dbapi2.DatabaseError:
        return True


def open_till(folder: Path, clock: Clock) -> Till:
    """The till of that folder, ready for gestures."""
    settings = read_settings(folder)
    store = open_books(folder, settings)
    _belong(store, settings)
    till = Till.start(store, settings, folder, clock)
    till.gateways = Services(settings, folder)
    return till


class Services(Mapping[str, PaymentGateway]):
    """The payment services of a shop by their means, each opened when it is first needed: that reads keys.

    Opening raises Trouble if its key cannot be used; the other service works all the same.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._means = configured(settings)
        self._opened: dict[str, PaymentGateway] = {}

    def __getitem__(self, means: str) -> PaymentGateway:
        if means not in self._means:
            raise KeyError(means)
        if means not in self._opened:
            self._opened[means] = open_gateway(self._settings, self._folder, means)
        return self._opened[means]

    def __contains__(self, means: object) -> bool:
        return means in self._means

    def __iter__(self) -> Iterator[str]:
        return iter(self._means)

    def __len__(self) -> int:
        return len(self._means)

    def warm(self) -> None:
        """Open them all, off the window's thread, so that the first customer need not wait for it."""
        for means in self._means:
            with contextlib.suppress(Trouble):
                self[means]


def _belong(store: Store, settings: Settings) -> None:
    """OtherBooks, for a receipt under another shop's or till's number would break both their series."""
    last = select(Receipt.till, Receipt.journal_n).order_by(Receipt.id.desc()).limit(1)
    if settings.database:
        # Several tills may share a database server.
        last = last.where(Receipt.till == settings.till)
    with store.read() as session:
        found = session.execute(last).first()
        if found is None:
            return
        record = session.scalar(select(JournalRow.record).where(JournalRow.till == found[0], JournalRow.n == found[1]))
    if record is None:
        raise DatabaseDamaged(why=f"journal {found[0]}-{found[1]}")
    theirs = str(json.loads(record).get("no", found[0])).rpartition("-")[0]
    ours = f"{settings.shop}-{settings.till}"
    if theirs != ours:
        raise OtherBooks(theirs=theirs, ours=ours)


def make_shop(
    folder: Path,
    *,
    shop: str,
    name: str,
    till: str,
    district: str,
    site_type: str = "",
    opened_on: str = "",
    database: str = "",
    manager_pin: str = "",
    printer: str = "absent",
    paper: int = 80,
    outlet: str = "",
    language: str = "",
) -> Settings:
    """Make a till in an empty folder: books, key, the manager, and last of all its `till.toml`.

    Refuses TillThere, BadEntry and what `staff.add_staff` refuses; interrupted, it can simply be done again.
    """
    if settings_file.exists(folder):
        raise TillThere(folder=folder)
    table = {
        "shop": shop,
        "name": name,
        "till": till,
        "district": district,
        "database": database,
        "printer": printer,
        "paper": paper,
        "language": language or wording.spoken(),
        "site": {"type": site_type, "opened_on": opened_on, "outlet": outlet},
    }
    try:
        settings = settings_file.from_table(table)
    except BadSettings as fault:
        raise BadEntry(where=fault.where, why=fault.why) from fault
    if not words(name):
        raise BadEntry(where="name", why="is missing")
    if manager_pin:
        staff.check_pin(manager_pin)
    from pos.exchange.envelope import make_key

    try:
        # Names, PIN hashes and the key are nobody else's on this computer.
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = open_books(folder, settings)
        try:
            if manager_pin:
                with store.write() as session:
                    if not staff.staff_list(session):
                        staff.add_staff(session, OWNER, no="01", name="", role="manager", pin=manager_pin)
            make_key(folder / "keys", shop=shop, till=till)
            for part in ("outbox", "receipts", "backups", "logs"):
                (folder / part).mkdir(exist_ok=True)
            writing.write(folder, settings)
        finally:
            store.close()
    except OSError as fault:
        raise FolderUnusable(folder=folder, why=fault.strerror or fault) from fault
    return settings


def today(clock: Clock, settings: Settings) -> date:
    """The business day of now."""
    from pos.core.shifts import business_day

    return business_day(clock.now(), settings.cut_over)


def start_printing(till: Till, printer: Printer | None = None) -> PrintWorker:
    """A worker that empties the print queue beside the gestures; stop it before the store is closed.

    `printer` is one that another queue uses too.
    """
    settings = till.settings
    worker = PrintWorker(
        StoreQueue(till.store, lambda: till.settings),
        printer or Turns(open_devices(settings).printer),
        columns=settings.columns,
        encoding=settings.encoding,  # type: ignore[arg-type]  # checked by settings.from_table
        abilities=settings.printing,
    )
    till.printing = worker
    worker.wake()
    worker.start()
    return worker
