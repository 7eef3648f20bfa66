"""Backups: made while the till sells, read again to the last record, and put back without losing what they replace."""

from __future__ import annotations

import contextlib
import errno
import os
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.exc import DBAPIError

from pos import settings
from pos.core.problems import Refusal, Trouble
from pos.core.tables import SHOP_TIME, instant, instant_text
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.db.backup import NotABook, NotCopied, checked_copy, look_through, put_in_place
from pos.db.lock import InstanceLock
from pos.db.migrate import HEAD
from pos.db.store import FILE, Store, sqlite_url
from pos.exchange.replaced import ASIDE, FOLDER, NotHeld, handed_out, look_into, standing
from pos.exchange.verify import verify_database
from pos.settings import Settings


class BackupRefused(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{name} was not put in place: {why} The books are as they were.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another copy from the folder backups.")


class NoSuchBackup(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no copy {name}; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the name, or plug the stick in again.")


class OtherDatabase(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This till keeps its books on a database server; no file was copied.")
    todo = QT_TRANSLATE_NOOP("Problem", "Back it up with the server's own tools.")


class NoBackupThere(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{name} is there already and is no backup; it was left as it is.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another name for the copy.")


class BackupFacts(Struct, frozen=True):
    """What a backup holds. `made_at` is the file's own time, `last_at` that of its last record, both aware."""

    file: Path
    ok: bool
    records: int = 0
    receipts: int = 0
    last_receipt: str = ""
    last_at: datetime | None = None
    made_at: datetime | None = None
    size: int = 0
    revision: str = ""
    reason: str = ""
    """A fixed word: Empty, NotABook, TooNew, or one of the verifier's; empty if all is well."""
    message: str = ""

    def as_dict(self) -> dict[str, object]:
        """The answer for scripts; instants as UTC text."""
        return {
            "file": str(self.file),
            "ok": self.ok,
            "records": self.records,
            "receipts": self.receipts,
            "last_receipt": self.last_receipt,
            "last_at": instant_text(self.last_at) if self.last_at else "",
            "made_at": instant_text(self.made_at) if self.made_at else "",
            "size": self.size,
            "revision": self.revision,
            "reason": self.reason,
            "message": self.message,
        }


class Restored(Struct, frozen=True):
    """A restore that was done: what the books hold now, where the replaced ones lie, and what those knew more."""

    facts: BackupFacts
    aside: Path
    not_held: tuple[NotHeld, ...] = ()


def backup_name(till: Settings, now: datetime) -> str:
    """`DX03-01-20210908-180000.sqlite3`, in the shop's own time."""
    return f"{till.shop}-{till.till}-{now.astimezone(SHOP_TIME):%Y%m%d-%H%M%S}.sqlite3"


def create_backup(folder: Path, till: Settings, now: datetime, out: Path | None = None) -> BackupFacts:
    """Copy the books of `folder` to `out` (a file, or a folder for the usual name; default `folder`/backups).

    The till may sell meanwhile. A Trouble if no copy could be made, also when the folder of `out` is not there: a stick
    that is not plugged in. NoBackupThere if another kind of file has the name. If the answer is not `ok` the copy is a
    true one of books that do not fit themselves: worth keeping, not worth restoring.
    """
    _own_file(till)
    target = out if out is not None else folder / FOLDER
    if out is None or out.is_dir():
        target = target / backup_name(till, now)
    elif not out.parent.is_dir():
        raise NotCopied(folder=out.parent, why=os.strerror(errno.ENOENT))
    elif out.exists() and not _may_be_replaced(out):
        raise NoBackupThere(name=out.name)
    return verify_backup(checked_copy(folder / FILE, target))


def verify_backup(file: Path) -> BackupFacts:
    """Read a backup to its last record: pages, references, every chain, every row against its record.

    NoSuchBackup if there is no such file; anything else wrong with it stands in the answer.
    """
    if not file.is_file():
        raise NoSuchBackup(name=file)
    state = file.stat()
    made_at = datetime.fromtimestamp(int(state.st_mtime), UTC)
    if state.st_size == 0:
        message = translate("Backup", "{name} is empty; it was never finished.").format(name=file.name)
        return BackupFacts(file, False, made_at=made_at, reason="Empty", message=message)
    try:
        held = look_through(file)
    except NotABook as fault:
        return BackupFacts(file, False, made_at=made_at, size=state.st_size, reason=fault.word, message=fault.title())
    if held.revision > HEAD:
        message = translate("Backup", "It was written by a newer till.")
        return BackupFacts(
            file, False, made_at=made_at, size=state.st_size, revision=held.revision, reason="TooNew", message=message
        )
    verdict = verify_database(file)
    return BackupFacts(
        file,
        verdict.ok,
        records=sum(chain[1] for chain in held.chains),
        receipts=held.receipts,
        last_receipt=verdict.last_receipt,
        last_at=_last_at(file) if verdict.ok else None,
        made_at=made_at,
        size=state.st_size,
        revision=held.revision,
        reason=verdict.reason,
        message=verdict.message,
    )


def restore(folder: Path, file: Path, now: datetime) -> Restored:
    """Put the backup `file` in the place of the books of `folder`; what it replaces is kept in backups/replaced-….

    BackupRefused if it does not verify, AlreadyRunning while a till is open, a Trouble if the disk fails. Interrupted
    at any moment, the books are either the old ones or the new.
    """
    if not file.is_file():
        raise NoSuchBackup(name=file)
    with InstanceLock(folder):
        aside = _free_name(folder / FOLDER / f"{ASIDE}{now.astimezone(SHOP_TIME):%Y%m%d-%H%M%S}")
        incoming = folder / f"{FILE}.incoming"
        try:
            facts = _brought_in(file, incoming)
            _of_this_till(folder, facts)
            put_in_place(incoming, folder / FILE, aside)
        finally:
            with contextlib.suppress(OSError):
                incoming.unlink(missing_ok=True)
        look_through(folder / FILE)
        return Restored(replace(facts, file=folder / FILE), aside, tuple(_not_held(folder, aside)))


def _not_held(folder: Path, aside: Path) -> list[NotHeld]:
    """What was replaced, or handed out, and is not in the books any more."""
    if not settings.exists(folder):
        return []
    store = Store(sqlite_url(folder / FILE))
    try:
        own = settings.load(folder)
        with store.read() as session:
            replaced = look_into(aside / FILE, own.till, standing(session, own.till))
            return [*([] if replaced is None else [replaced]), *handed_out(session, own, folder)]
    except (Trouble, DBAPIError, settings.BadSettings, OSError):
        # The copy stands all the same; every start and `pos check` look again.
        return []
    finally:
        store.close()


def _brought_in(file: Path, incoming: Path) -> BackupFacts:
    """The facts of a copy of `file` on the shop's own disk: it is this copy that is read to its last record."""
    try:
        checked_copy(file, incoming)
    except NotABook as fault:
        raise BackupRefused(name=file.name, why=fault.title()) from fault
    facts = replace(verify_backup(incoming), file=file)
    if not facts.ok:
        raise BackupRefused(name=file.name, why=facts.message)
    return facts


def last_backup(folder: Path) -> Path | None:
    """The newest backup in the shop's own folder that is not empty; None if there is none."""
    made = [(each.stat().st_mtime, each) for each in (folder / FOLDER).glob("*.sqlite3") if each.stat().st_size]
    return max(made)[1] if made else None


def _own_file(till: Settings) -> None:
    if till.database:
        raise OtherDatabase


def _may_be_replaced(file: Path) -> bool:
    """Whether an older backup stands there, or one that was never begun; nothing else is written over."""
    try:
        with file.open("rb") as standing:
            begins = standing.read(16)
    except OSError as fault:
        raise NotCopied(folder=file.parent, why=fault.strerror or fault) from fault
    return begins in (b"", b"SQLite format 3\0")


def _free_name(wanted: Path) -> Path:
    chosen, n = wanted, 1
    while chosen.exists():
        n += 1
        chosen = wanted.with_name(f"{wanted.name}-{n}")
    return chosen


def _last_at(file: Path) -> datetime | None:
    from sqlcipher3 import dbapi2

    with contextlib.closing(dbapi2.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as books:
        last = books.execute("SELECT max(at) FROM journal").fetchone()[0]
    return instant(last) if last else None


def _of_this_till(folder: Path, facts: BackupFacts) -> None:
    if not settings.exists(folder) or not facts.last_receipt:
        return
    own = settings.load(folder)
    prefix = f"{own.shop}-{own.till}-"
    if not facts.last_receipt.startswith(prefix):
        why = translate("Backup", "It holds {receipt}, and this is till {till}.")
        raise BackupRefused(name=facts.file.name, why=why.format(receipt=facts.last_receipt, till=prefix.rstrip("-")))
