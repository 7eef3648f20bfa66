"""Copies of the books that can be trusted, made while the till sells, and how one is put in the place of the books.

Only sqlcipher3 opens these files: two SQLite libraries in one process can break each other's locks. That a copy also
tells the truth, record by record, is for `pos.exchange.backup` to say.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.paths import flush_folder

#: SQLite keeps these beside a file whose last sales are not in it yet.
COMPANIONS = ("-wal", "-shm", "-journal")
#: What SQLite says of a file that is none of its own, or no longer.
DAMAGED = ("malformed", "not a database")
#: What it says where it may not read, or not keep its companions beside the file.
CLOSED = ("unable to open", "readonly")


class NotCopied(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "No copy of the books was made: {why}. The books themselves are untouched.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check the folder {folder} or choose another one, then do it again.")


class NoRoomForCopy(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "There is no room for a copy of the books; none was made.")
    todo = QT_TRANSLATE_NOOP("Problem", "Make room in {folder} or choose another place, then do it again.")


class NotPutInPlace(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "The copy was not put in the place of the books: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Close what else works on {folder}, look at its free space, then do it again.")


class NotABook(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "{name} holds no books of a till: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another copy.")


class BooksClosed(NotABook):
    sentence = QT_TRANSLATE_NOOP("Problem", "The books {name} cannot be read: {why}. They need not be damaged.")
    todo = QT_TRANSLATE_NOOP("Problem", "Check that you may read and write the folder they lie in.")


class Facts(Struct, frozen=True):
    """What a file of books says of itself: its revision, and of every till (records, last number, end of the chain)."""

    revision: str
    receipts: int
    chains: tuple[tuple[str, int, int, str], ...]


def checked_copy(source: Path, target: Path) -> Path:
    """Copy the books `source` whole to `target`, while others sell on; answers `target`.

    The copy is one plain file. It gets its name only after it was flushed and read again: whole pages, no orphans, the
    revision and the chains of the moment it was taken. NotABook if `source` holds no books, NotCopied or NoRoomForCopy
    if the place failed; then nothing is left of it, and what stood under the name stands.
    """
    if not source.is_file() or source.stat().st_size == 0:
        raise NotABook(name=source.name, why=_EMPTY)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _writing_to(target.parent):
            target.parent.mkdir(parents=True, exist_ok=True)
            sworn = _copy(source, draft)
            flush(draft)
            if look_through(draft) != sworn:
                raise NotCopied(folder=target.parent, why="the copy differs from the books")
            os.replace(draft, target)
            flush_folder(target.parent)
    finally:
        for leftover in (draft, *companions(draft)):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return target


_EMPTY = "the file is empty or missing"


def look_through(file: Path) -> Facts:
    """Every page, every index and every reference of the books in `file`; NotABook if something does not fit."""
    from sqlcipher3 import dbapi2

    if not file.is_file() or file.stat().st_size == 0:
        raise NotABook(name=file.name, why=_EMPTY)
    try:
        with contextlib.closing(open_books(file)) as books:
            damage = books.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if damage != "ok":
                raise NotABook(name=file.name, why=damage)
            orphan = books.execute("PRAGMA foreign_key_check").fetchone()
            if orphan is not None:
                raise NotABook(name=file.name, why=f"{orphan[0]} {orphan[1]} -> {orphan[2]}")
            return _facts(books, file.name)
    except (dbapi2.DatabaseError, UnicodeDecodeError) as damage:
        kind = BooksClosed if any(sign in str(damage) for sign in CLOSED) else NotABook
        raise kind(name=file.name, why=damage) from damage


def put_in_place(copy: Path, books: Path, aside: Path) -> None:
    """Put the checked `copy` in the place of `books`; what stood there is kept whole in the folder `aside`.

    `copy` must lie on the same disk and is used up. Whenever this is interrupted, `books` is either as it was or the
    copy. Nobody else may have `books` open. NotPutInPlace if the disk fails.
    """
    try:
        aside.mkdir(parents=True, exist_ok=True)
        for file in (books, *companions(books)):
            if file.exists():
                shutil.copy2(file, aside / file.name)
                flush(aside / file.name)
        flush_folder(aside)
        _fold_in(books)
        # A log left beside the new file would be played back into it.
        for file in companions(books):
            file.unlink(missing_ok=True)
        flush_folder(books.parent)
        os.replace(copy, books)
        flush_folder(books.parent)
    except OSError as fault:
        raise NotPutInPlace(folder=books.parent, why=fault.strerror or type(fault).__name__) from fault


def companions(file: Path) -> list[Path]:
    """The files that SQLite may keep beside `file`."""
    return [file.with_name(file.name + ending) for ending in COMPANIONS]


def _fold_in(books: Path) -> None:
    """Bring the last sales from the log into the file, so that the file alone is the old state whole."""
    from sqlcipher3 import dbapi2

    if not books.exists():
        return
    try:
        with contextlib.closing(dbapi2.connect(str(books), isolation_level=None, timeout=1)) as old:
            busy = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except dbapi2.DatabaseError as fault:
        # Books too damaged to be opened have no state to lose; they were kept aside as they are.
        if any(sign in str(fault) for sign in DAMAGED):
            return
        raise NotPutInPlace(folder=books.parent, why=fault) from fault
    if busy:
        raise NotPutInPlace(folder=books.parent, why="database is locked")


def open_books(file: Path) -> Any:
    """A connection to the books in `file` that only reads them."""
    from sqlcipher3 import dbapi2

    return dbapi2.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5)


def _copy(source: Path, draft: Path) -> Facts:
    from sqlcipher3 import dbapi2

    try:
        with contextlib.closing(open_books(source)) as books, contextlib.closing(dbapi2.connect(str(draft))) as copy:
            # The open transaction holds the moment: facts and pages are of the same one, whatever is sold meanwhile.
            books.execute("BEGIN")
            sworn = _facts(books, source.name)
            books.backup(copy)
            # One plain file, that can be opened from a read-only stick.
            copy.execute("PRAGMA journal_mode=DELETE")
    except UnicodeDecodeError as fault:
        raise NotABook(name=source.name, why=fault) from fault
    except dbapi2.DatabaseError as fault:
        why = str(fault)
        if "full" in why:
            raise NoRoomForCopy(folder=draft.parent) from fault
        if any(sign in why for sign in DAMAGED):
            raise NotABook(name=source.name, why=why) from fault
        raise NotCopied(folder=draft.parent, why=why) from fault
    return sworn


def _facts(books: Any, name: str) -> Facts:
    tables = {row[0] for row in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "journal", "receipts"} <= tables:
        raise NotABook(name=name, why="it has other tables")
    revision = books.execute("SELECT version_num FROM alembic_version").fetchone()
    chains = books.execute("""SELECT j.till, t.records, j.n, j.hash FROM journal AS j
        JOIN (SELECT till, count(*) AS records, max(n) AS n FROM journal GROUP BY till) AS t
        ON t.till = j.till AND t.n = j.n ORDER BY j.till""").fetchall()
    receipts = books.execute("SELECT count(*) FROM receipts").fetchone()[0]
    return Facts(revision[0] if revision else "", receipts, tuple(tuple(chain) for chain in chains))


def flush(file: Path) -> None:
    """Force a file to the disk."""
    handle = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomForCopy(folder=folder) from fault
        raise NotCopied(folder=folder, why=fault.strerror or type(fault).__name__) from fault
