"""Handing in: the next slice of this till's journal as a signed file (CONTRACT.md section 5), each record exactly once.

A slice is sealed first: the finished file, checked with the verifier, lies in the folder sealed. Then it is copied to
where it is wanted, and only when it stands there whole does the database count it. Whatever is interrupted, and
wherever the file got to, the next export hands in the very same bytes under the same number.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from msgspec import Struct
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from pos import __version__
from pos.core.journal import JournalRow
from pos.core.money import ZERO, Money
from pos.core.problems import Refusal, Trouble
from pos.core.sync_files import SyncFile
from pos.core.tables import instant
from pos.core.training import TrainingOnly
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.db.lock import InstanceLock
from pos.db.store import Store
from pos.exchange.envelope import (
    GENESIS,
    Card,
    NoRoom,
    NotWritten,
    file_name,
    header,
    open_key,
    public_card,
    sync_file,
    write_whole,
)
from pos.exchange.verify import Verdict, verify_file
from pos.settings import Settings

#: A place that was full, missing or closed to us from the start has taken nothing.
NOTHING_BEGUN = {errno.ENOSPC, errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.EROFS}
OUTBOX, SEALED, ASIDE, KEYS = "outbox", "sealed", "aside", "keys"
#: One file stays well below what any reader takes at once; what is left goes into the next.
MOST_BYTES = 64 * 1024 * 1024


class ExportRunning(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "Another export is at work on {folder}; nothing was written.")
    todo = QT_TRANSLATE_NOOP("Problem", "Wait until it is done, then do it again if it is still needed.")


class JournalDoesNotFit(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The journal does not fit, nothing was handed in: {why}")
    todo = QT_TRANSLATE_NOOP("Problem", "Keep the newest backup apart and call whoever looks after this till.")


class OtherFileThere(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{name} is there already with other content; it was left as it is.")
    todo = QT_TRANSLATE_NOOP(
        "Problem", "If an old backup was put back, tell the district; else move that file away and do it again."
    )


class ExportLock(InstanceLock):
    """One export at a time; the till may sell meanwhile."""

    name: ClassVar[str] = "export.lock"
    refusal: ClassVar[type[Trouble]] = ExportRunning


class Exported(Struct, frozen=True):
    """What was handed in. `path` None and `records` 0 if there was nothing new; `left` records wait for the next file.

    Money in fen; `days` are the first and last business day inside.
    """

    path: Path | None
    name: str = ""
    seq: int = 0
    records: int = 0
    first_n: int = 0
    last_n: int = 0
    sales: int = 0
    refunds: int = 0
    net: int = 0
    days: tuple[date, date] | None = None
    sha256: str = ""
    left: int = 0

    def as_dict(self) -> dict[str, object]:
        """The answer for scripts; money as text in yuan."""
        return {
            "file": str(self.path) if self.path else "",
            "name": self.name,
            "seq": self.seq,
            "records": self.records,
            "first_n": self.first_n,
            "last_n": self.last_n,
            "sales": self.sales,
            "refunds": self.refunds,
            "net": str(Money(self.net)),
            "from": self.days[0].isoformat() if self.days else "",
            "to": self.days[1].isoformat() if self.days else "",
            "sha256": self.sha256,
            "left": self.left,
        }


class Last(Struct, frozen=True):
    """The file before the next one: what the series goes on from."""

    seq: int = 0
    last_n: int = 0
    sha256: str = GENESIS
    grand_gross: Money = ZERO
    grand_refunded: Money = ZERO


def export(
    store: Store, settings: Settings, folder: Path, now: datetime, *, out: Path | None = None, until: date | None = None
) -> Exported:
    """Write the next sync file to the folder `out` (default `folder`/outbox): everything since the file before.

    `until` ends the slice with the last record of that business day or an earlier one. A slice that was sealed in an
    export that did not get through is handed in first, as it was. Refuses JournalDoesNotFit and OtherFileThere; a full
    or vanished stick is NoRoom or NotWritten, uses up no number and leaves nothing half. TrainingOnly in training.
    """
    if settings.training:
        raise TrainingOnly
    _make(folder / OUTBOX)
    _make(folder / SEALED)
    public = key_card(folder, settings).public
    with ExportLock(folder):
        with store.read() as session:
            last = _last_file(session, settings.till)
            sealed = _name_of_next(folder / SEALED, settings, last)
            verdict = _sealed_before(session, sealed, public, last)
            fresh = verdict is None
            if verdict is None:
                if not _seal(session, sealed, settings, folder, now, last, until):
                    return Exported(None, left=_waiting(session, settings.till, last.last_n))
                verdict = _sealed_now(session, sealed, public, last)
            left = _waiting(session, settings.till, verdict.last_n)
        path = (folder / OUTBOX if out is None else out) / sealed.name
        try:
            _hand_over(sealed, path)
        except (NoRoom, NotWritten) as fault:
            if fresh and _never_there(path, fault):
                sealed.unlink()
            raise
        _count(store, settings.till, path.name, verdict)
        sealed.unlink()
        return _exported(path, verdict, left)


def export_all(
    store: Store, settings: Settings, folder: Path, now: datetime, *, out: Path | None = None, until: date | None = None
) -> Iterator[Exported]:
    """Hand in everything that is due, file by file; usually one. Yields nothing if there is nothing new."""
    while (done := export(store, settings, folder, now, out=out, until=until)).path is not None:
        yield done


def key_card(folder: Path, settings: Settings) -> Card:
    """This till's public key card; `as_dict()` is what its QR says. KeyMissing if the till has no key."""
    return public_card(folder / KEYS, district=settings.district, shop=settings.shop, till=settings.till)


def unsent(session: Session, till: str) -> tuple[int, date | None]:
    """How many records no file has taken yet, and the earliest business day among them."""
    last = _last_file(session, till)
    first = select(func.min(JournalRow.business_day)).where(JournalRow.till == till, JournalRow.n > last.last_n)
    return _waiting(session, till, last.last_n), session.scalar(first)


# --- which slice ------------------------------------------------------------------------------------------------------


def _last_file(session: Session, till: str) -> Last:
    row = session.execute(
        select(SyncFile.seq, SyncFile.last_n, SyncFile.sha256, SyncFile.grand_gross, SyncFile.grand_refunded)
        .where(SyncFile.till == till)
        .order_by(SyncFile.seq.desc())
        .limit(1)
    ).first()
    return Last(*row) if row else Last()


def _waiting(session: Session, till: str, after: int) -> int:
    count = select(func.count()).select_from(JournalRow).where(JournalRow.till == till, JournalRow.n > after)
    return int(session.scalar(count) or 0)


def _slice(session: Session, till: str, after: int, until: date | None) -> tuple[list[str], list[date]]:
    """The records' lines as they stand in the journal, and their business days."""
    of_till = (JournalRow.till == till, JournalRow.n > after)
    rows = select(JournalRow.record, JournalRow.business_day).where(*of_till).order_by(JournalRow.n)
    if until is not None:
        end = session.scalar(select(func.max(JournalRow.n)).where(*of_till, JournalRow.business_day <= until))
        rows = rows.where(JournalRow.n <= (end or 0))
    lines: list[str] = []
    days: list[date] = []
    size = 0
    for line, day in session.execute(rows.execution_options(yield_per=5000)):
        # Three bytes a character is the most that Chinese takes.
        size += 3 * len(line)
        if lines and size > MOST_BYTES:
            break
        lines.append(line)
        days.append(day)
    return lines, days


# --- sealing ----------------------------------------------------------------------------------------------------------


def _name_of_next(sealed: Path, settings: Settings, last: Last) -> Path:
    """Where the next file is sealed; older ones there were counted and are swept away."""
    name = file_name(district=settings.district, shop=settings.shop, till=settings.till, seq=last.seq + 1)
    for other in sealed.iterdir():
        if other.name != name and other.is_file():
            other.unlink(missing_ok=True)
    return sealed / name


def _seal(
    session: Session, sealed: Path, settings: Settings, folder: Path, now: datetime, last: Last, until: date | None
) -> bool:
    lines, days = _slice(session, settings.till, last.last_n, until)
    if not lines:
        return False
    key = key_card(folder, settings).key
    head = header(
        district=settings.district,
        shop=settings.shop,
        till=settings.till,
        seq=last.seq + 1,
        made_at=now.replace(microsecond=0),
        app=__version__,
        key=key,
        days=(min(days), max(days)),
        prev=last.sha256,
    )
    data = sync_file(
        head,
        lines,
        open_key(folder / KEYS, key),
        grand_gross_before=last.grand_gross.fen,
        grand_refunded_before=last.grand_refunded.fen,
    )
    write_whole(sealed, data)
    return True


def _sealed_before(session: Session, sealed: Path, public: bytes, last: Last) -> Verdict | None:
    """The verdict on a slice that an earlier export sealed; None if there is none."""
    if not sealed.exists():
        return None
    verdict, why = _judged(session, sealed, public, last)
    if why:
        # The books were put back to an older state, or the file rotted: it may have left the house, so it is kept.
        _make(sealed.parent / ASIDE)
        sealed.replace(sealed.parent / ASIDE / f"{sealed.name}.{verdict.digest[:8] or verdict.reason}")
        return None
    return verdict


def _sealed_now(session: Session, sealed: Path, public: bytes, last: Last) -> Verdict:
    verdict, why = _judged(session, sealed, public, last)
    if why:
        # Nothing of it left the house, so the number is still free.
        sealed.unlink()
        raise JournalDoesNotFit(why=why)
    return verdict


def _judged(session: Session, sealed: Path, public: bytes, last: Last) -> tuple[Verdict, str]:
    """The verdict on a sealed file, and what is wrong with it: it must go on exactly where the file before ended."""
    verdict = verify_file(sealed, public)
    if not verdict.ok:
        return verdict, verdict.message
    if (verdict.first_n, verdict.header["prev"]) != (last.last_n + 1, last.sha256):
        return verdict, f"{verdict.first_n} > {last.last_n}"
    till = verdict.header["till"]
    ends = select(JournalRow.hash).where(JournalRow.till == till, JournalRow.n == verdict.last_n)
    return verdict, "" if session.scalar(ends) == verdict.last_h else f"{verdict.last_n}: {verdict.last_h}"


def _hand_over(sealed: Path, path: Path) -> None:
    data = sealed.read_bytes()
    try:
        # An export before this one may have got so far.
        standing = path.read_bytes()
    except FileNotFoundError:
        for leftover in path.parent.glob(f".{path.name}.*.part"):
            leftover.unlink(missing_ok=True)
        write_whole(path, data)
        return
    except OSError as fault:
        raise NotWritten(name=path.name, why=fault.strerror or type(fault).__name__) from fault
    if standing != data:
        raise OtherFileThere(name=path.name)


def _never_there(path: Path, fault: Trouble) -> bool:
    """Whether it is certain that no file got its name: only then may the next try seal what was sold meanwhile too.

    A stick that was pulled may hold the whole file, and come back with it.
    """
    code = fault.__cause__.errno if isinstance(fault.__cause__, OSError) else None
    return code in NOTHING_BEGUN and not os.path.exists(path)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NotWritten(name=folder.name, why=fault.strerror or type(fault).__name__) from fault


# --- counting ---------------------------------------------------------------------------------------------------------


def _count(store: Store, till: str, name: str, verdict: Verdict) -> None:
    """The file stands; from now on the next one begins behind it."""
    head = verdict.header
    row: dict[str, Any] = {
        "till": till,
        "seq": head["seq"],
        "name": name,
        "first_n": verdict.first_n,
        "last_n": verdict.last_n,
        "first_day": date.fromisoformat(head["from"]),
        "last_day": date.fromisoformat(head["to"]),
        "sha256": verdict.digest,
        "made_at": instant(head["made_at"]),
    }

    def counted(session: Session) -> bool:
        return session.scalar(select(SyncFile.sha256).where(SyncFile.till == till, SyncFile.seq == head["seq"])) == (
            verdict.digest
        )

    with store.write(is_done=counted) as session:
        last = _last_file(session, till)
        row["grand_gross"] = Money(last.grand_gross.fen + verdict.gross)
        row["grand_refunded"] = Money(last.grand_refunded.fen + verdict.refunded)
        session.execute(insert(SyncFile), row)


def _exported(path: Path, verdict: Verdict, left: int) -> Exported:
    head = verdict.header
    return Exported(
        path,
        name=path.name,
        seq=head["seq"],
        records=verdict.records,
        first_n=verdict.first_n,
        last_n=verdict.last_n,
        sales=verdict.sales,
        refunds=verdict.refunds,
        net=verdict.net,
        days=(date.fromisoformat(head["from"]), date.fromisoformat(head["to"])),
        sha256=verdict.digest,
        left=left,
    )
