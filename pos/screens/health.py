"""The till's health on one page: what `pos check` and the window say. Looks only; nothing is changed or repaired."""

from __future__ import annotations

import re
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import asdict

from pos import settings as settings_file
from pos.core import journal, print_jobs, tickets
from pos.core.problems import Problem, Trouble
from pos.core.shifts import business_day, open_shift_of
from pos.core.tables import SHOP_TIME
from pos.core.wording import translate
from pos.settings import BadSettings, Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.db.store import Store

State = Literal["ok", "warn", "bad"]

LITTLE_SPACE = 500 * 1000 * 1000
NO_SPACE = 50 * 1000 * 1000
UNSENT_DAYS = 3
BACKUP_DAYS = 3
REACHABLE_SECONDS = 1.0
CLOCK_SLACK = timedelta(minutes=2)


class Finding(Struct, frozen=True):
    """One line of the page: how it stands with one thing, and what to do about it."""

    area: str
    state: State
    sentence: str
    todo: str = ""

    def as_dict(self) -> dict[str, str]:
        """For scripts."""
        return asdict(self)


def check(folder: Path, now: datetime) -> list[Finding]:
    """Look at everything; one finding a thing, in the order they stand on the page. `now` is the till's time."""
    try:
        settings = settings_file.load(folder)
    except BadSettings as fault:
        words = translate("Health", "till.toml cannot be used: {why}.").format(why=fault)
        return [Finding("settings", "bad", words, translate("Health", "Correct that entry, or put back a copy."))]
    except OSError as fault:
        words = translate("Health", "There is no till in {folder}: {why}.").format(folder=folder, why=fault.strerror)
        return [Finding("settings", "bad", words, translate("Health", "Name the shop's folder with --data."))]
    books = _books(folder, settings)
    findings = [*books, _space(folder)]
    if all(finding.state != "bad" for finding in books if finding.area == "database"):
        findings += _inside(folder, settings, now)
        findings += _replaced(folder, settings)
    findings += [_zone(now), _printer(settings), _keys(folder, settings), *_payments(folder, settings)]
    if not settings.database:
        findings.append(_backup(folder, now))
    return findings


def _found(area: str, state: State, sentence: str, todo: str = "", **gaps: object) -> Finding:
    return Finding(area, state, sentence.format(**gaps), todo.format(**gaps))


def _troubled(area: str, fault: Problem) -> Finding:
    return Finding(area, "bad", fault.title(), fault.advice())


# --- the books --------------------------------------------------------------------------------------------------------


def _books(folder: Path, settings: Settings) -> list[Finding]:
    from pos.db.backup import BooksClosed, NotABook, look_through
    from pos.db.migrate import HEAD
    from pos.db.store import FILE, check_version
    from pos.exchange.verify import verify_database

    if settings.database:
        return [_found("database", "ok", translate("Health", "The books lie on a database server."))]
    from sqlcipher3 import dbapi2

    file = folder / FILE
    try:
        check_version(dbapi2.sqlite_version)
        facts = look_through(file)
    except NotABook as fault:
        advice = translate("Health", "Keep the folder as it is, and restore the last backup: pos backup restore.")
        return [Finding("database", "bad", fault.title(), fault.advice() if isinstance(fault, BooksClosed) else advice)]
    except Trouble as fault:
        return [_troubled("database", fault)]
    if facts.revision > HEAD:
        newer = translate("Health", "The books were written by a newer till ({revision}).")
        advice = translate("Health", "Install the newer version on this computer too.")
        return [_found("database", "bad", newer, advice, revision=facts.revision)]
    whole = translate("Health", "The books are whole: {receipts} receipts, SQLite {version}.")
    database = _found("database", "ok", whole, receipts=facts.receipts, version=dbapi2.sqlite_version)
    verdict = verify_database(file)
    if not verdict.ok:
        return [database, Finding("chain", "bad", verdict.message)]
    records = sum(chain[1] for chain in facts.chains)
    fits = translate("Health", "The chain of the journal is whole: {records} records.")
    return [database, _found("chain", "ok", fits, records=records)]


def _inside(folder: Path, settings: Settings, now: datetime) -> list[Finding]:
    from pos.db.store import FILE, Store, sqlite_url

    store = Store(settings.database or sqlite_url(folder / FILE))
    try:
        return list(_at_work(store, settings, now))
    except Trouble as fault:
        return [_troubled("database", fault)]
    finally:
        store.close()


def _at_work(store: Store, settings: Settings, now: datetime) -> Iterator[Finding]:
    with store.read() as session:
        yield _clock(session, settings, now)
        yield _queue(session, settings)
        yield _unsent(session, settings, now)
        yield _tickets(session, settings, now)
        yield from _open_payments(session, settings)


def _replaced(folder: Path, settings: Settings) -> Iterator[Finding]:
    """What this till once wrote down and its books do not hold, since an older copy was put in their place."""
    from pos.db.store import FILE, Store, sqlite_url
    from pos.exchange.replaced import handed_out, replaced_books, standing

    if settings.database or settings.training:
        return
    todo = translate(
        "Health", "Keep it, and call whoever looks after this till; what is settled goes out of the folder."
    )
    store = Store(sqlite_url(folder / FILE))
    try:
        with store.read() as session:
            ours = standing(session, settings.till)
            for found in (*replaced_books(folder, settings.till, ours), *handed_out(session, settings, folder)):
                yield Finding("replaced", "warn", found.sentence(), todo)
    except Trouble as fault:
        yield _troubled("database", fault)
    finally:
        store.close()


# --- one thing each ---------------------------------------------------------------------------------------------------


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = translate("Health", "{megabytes} MB are free on the disk.")
    todo = translate("Health", "Make room: selling stops when the disk is full.")
    megabytes = free // 1_000_000
    if free < LITTLE_SPACE:
        return _found("space", "bad" if free < NO_SPACE else "warn", said, todo, megabytes=megabytes)
    return _found("space", "ok", said, megabytes=megabytes)


def _clock(session: Session, settings: Settings, now: datetime) -> Finding:
    last = journal.head(session, settings.till).at
    if last is not None and now + CLOCK_SLACK < last:
        behind = translate("Health", "The clock stands at {now}, before the last record of {last}.")
        todo = translate("Health", "Set this computer's date and time before anything more is sold.")
        return _found("clock", "bad", behind, todo, now=_shown(now), last=_shown(last))
    return _found("clock", "ok", translate("Health", "It is {now} in the shop."), now=_shown(now))


def _zone(now: datetime) -> Finding:
    here = now.astimezone().utcoffset()
    if here != now.astimezone(SHOP_TIME).utcoffset():
        other = translate(
            "Health", "This computer is not set to Beijing time; the till counts it as {now} all the same."
        )
        todo = translate("Health", "Compare with the clock on the wall; if it differs, set zone and time.")
        return _found("zone", "warn", other, todo, now=_shown(now))
    return _found("zone", "ok", translate("Health", "This computer keeps Beijing time."))


def _shown(at: datetime) -> str:
    return at.astimezone(SHOP_TIME).strftime("%Y-%m-%d %H:%M")


def _queue(session: Session, settings: Settings) -> Finding:
    waiting = print_jobs.waiting(session, settings.till)
    failed = print_jobs.count(session, settings.till, print_jobs.FAILED)
    if waiting or failed:
        waits = translate("Health", "{waiting} papers wait for the printer, {failed} were given up.")
        todo = translate("Health", "See to the printer; what waits comes out by itself, what was given up by reprint.")
        return _found("queue", "warn", waits, todo, waiting=waiting, failed=failed)
    return _found("queue", "ok", translate("Health", "No paper waits for the printer."))


def _unsent(session: Session, settings: Settings, now: datetime) -> Finding:
    from pos.exchange.export import unsent

    count, first = unsent(session, settings.till)
    if first is None:
        return _found("unsent", "ok", translate("Health", "Everything was handed in."))
    said = translate("Health", "{count} records since {day} were not handed in yet.")
    if (business_day(now, settings.cut_over) - first).days > UNSENT_DAYS:
        todo = translate("Health", "Export the sync file and hand it in: pos sync export.")
        return _found("unsent", "warn", said, todo, count=count, day=first)
    return _found("unsent", "ok", said, count=count, day=first)


def _open_payments(session: Session, settings: Settings) -> Iterator[Finding]:
    from pos.core.pay_requests import open_requests

    count = len(open_requests(session, settings.till))
    if count:
        todo = translate("Health", "See to them on the shift page.")
        said = translate("Health", "{count} payments are not settled yet.")
        yield _found("open_payments", "warn", said, todo, count=count)


def _tickets(session: Session, settings: Settings, now: datetime) -> Finding:
    count = tickets.unfinished(session, settings.till)
    shift = open_shift_of(session, settings.till)
    if shift is None and count:
        left = translate("Health", "{count} tickets are unfinished, and no shift is open.")
        todo = translate("Health", "Open a shift, then finish or cancel them.")
        return _found("tickets", "warn", left, todo, count=count)
    if shift is not None and now - shift.opened_at > timedelta(hours=24):
        long = translate("Health", "The shift of {day} has been open since {since}.")
        todo = translate("Health", "Count the drawer and close it.")
        return _found("tickets", "warn", long, todo, day=shift.business_day, since=_shown(shift.opened_at))
    return _found("tickets", "ok", translate("Health", "{count} tickets are unfinished."), count=count)


def _printer(settings: Settings) -> Finding:
    from pos.devices import PrinterNotThere, open_printer

    kind, _, where = settings.printer.strip().partition(":")
    try:
        open_printer(settings.printer)
        if kind == "tcp":
            host, _, port = where.rpartition(":")
            with socket.create_connection((host.strip("[]"), int(port)), REACHABLE_SECONDS):
                pass
        elif not _is_place(kind, where):
            raise PrinterNotThere(printer=settings.printer)
    except (OSError, ValueError):
        return _troubled("printer", PrinterNotThere(printer=settings.printer))
    except Trouble as fault:
        return _troubled("printer", fault)
    if kind in ("absent", ""):
        return _found("printer", "ok", translate("Health", "No printer is set up; nothing comes out on paper."))
    if kind in ("tcp", "file", "serial"):
        there = translate("Health", "The printer {printer} can be reached.")
        return _found("printer", "ok", there, printer=settings.printer)
    trial = translate("Health", "The printer {printer} is set up; whether it prints shows: pos printer test.")
    return _found("printer", "ok", trial, printer=settings.printer)


def _is_place(kind: str, where: str) -> bool:
    """Whether what a serial line or file is called is there; a plain file may still have to be made."""
    if kind == "serial":
        return sys.platform == "win32" or Path(where.partition("@")[0]).exists()
    if kind == "file":
        return Path(where).exists() or (Path(where).parent.is_dir() and not where.startswith("/dev/"))
    return True


def _keys(folder: Path, settings: Settings) -> Finding:
    from pos.exchange.export import KEYS, key_card

    try:
        card = key_card(folder, settings)
    except Trouble as fault:
        return _troubled("keys", fault)
    file = folder / KEYS / f"{card.key}.pem"
    if sys.platform != "win32" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        open_to_all = translate("Health", "Others on this computer can read the till's key {key}.")
        return _found("keys", "warn", open_to_all, "chmod 600 {file}", key=card.key, file=file)
    said = translate("Health", "The key {key} is there: {fingerprint}.")
    return _found("keys", "ok", said, key=card.key, fingerprint=card.fingerprint)


def _payments(folder: Path, settings: Settings) -> Iterator[Finding]:
    """One finding a payment service that the settings name; whether it answers shows with the first payment code."""
    from pos.core.labels import means_label
    from pos.devices.gateways import configured, exposed_keys, open_gateway

    exposed = exposed_keys(settings, folder)
    for means in () if settings.training else configured(settings):
        area = f"payment_{means.lower()}"
        try:
            open_gateway(settings, folder, means)
        except Trouble as fault:
            yield _troubled(area, fault)
            continue
        account = settings.wechat if means == "WECHAT" else settings.alipay
        if account is not None and account.key in exposed:
            open_to_all = translate("Health", "Others on this computer can read the key file {file} for {means}.")
            place = folder / "keys" / account.key
            yield _found(
                area, "warn", open_to_all, "chmod 600 {place}", file=account.key, means=means_label(means), place=place
            )
        else:
            said = translate("Health", "Payment codes of {means} are taken; the key files can be read.")
            yield _found(area, "ok", said, means=means_label(means))


def _backup(folder: Path, now: datetime) -> Finding:
    from pos.db.backup import NotABook, look_through
    from pos.exchange.backup import last_backup

    todo = translate("Health", "Make one: pos backup create. Best onto a stick that lies elsewhere.")
    newest = last_backup(folder)
    if newest is None:
        return _found("backup", "warn", translate("Health", "There is no backup yet."), todo)
    try:
        look_through(newest)
    except NotABook as fault:
        return Finding("backup", "warn", fault.title(), todo)
    days = (now - _made_at(newest)).days
    said = translate("Health", "The last backup is {days} days old: {name}.")
    if days > BACKUP_DAYS:
        return _found("backup", "warn", said, todo, days=days, name=newest.name)
    return _found("backup", "ok", said, days=max(days, 0), name=newest.name)


def _made_at(file: Path) -> datetime:
    """What its name says, for a copied file is younger than what it holds; else the file's own time."""
    named = re.search(r"-(\d{8}-\d{6})\.sqlite3$", file.name)
    if named:
        return datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=SHOP_TIME)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
