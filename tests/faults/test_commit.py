"""A COMMIT that fails is not a "no": whatever the disk does, a sale is there once or not at all, and somebody knows."""

from __future__ import annotations

import contextlib
import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from pos.core import journal
from pos.core.receipts import Receipt, new_uuid
from pos.core.selling import Sold
from pos.db import store as subject
from pos.db.store import DatabaseBusy, DiskFull, DiskTrouble, check_version
from pos.exchange.verify import verify_database
from tests.books import MELON, MORNING, Books, books_at
from tests.faults.broken_disk import FLUSHES, WRITES, can_break, on_a_broken_disk
from tests.faults.commits import ghost, next_commits, refused


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.open_shift()
    books.sell()
    yield books
    books.close()


def receipts(shop: Books) -> int:
    with shop.store.read() as session:
        return session.scalar(select(func.count()).select_from(Receipt)) or 0


def filled(connection: Any, commit: Callable[[Any], None]) -> None:
    """The log could not grow."""
    connection.rollback()
    raise dbapi2.OperationalError("database or disk is full")


def test_a_ghost_sale_counts_as_sold(shop: Books) -> None:
    next_commits(shop, ghost)

    sold = shop.sell()

    assert sold.receipt == "DX03-01-000002"
    assert receipts(shop) == 2
    assert shop.sell().receipt == "DX03-01-000003"
    assert verify_database(shop.file).ok


@pytest.mark.parametrize(("fault", "trouble"), [(refused, DiskTrouble), (filled, DiskFull)])
def test_a_commit_that_did_not_happen_sold_nothing(
    shop: Books, fault: Callable[..., None], trouble: type[Exception]
) -> None:
    next_commits(shop, fault)
    uuid = new_uuid(MORNING)

    with pytest.raises(trouble):
        shop.sell(uuid=uuid)
    assert receipts(shop) == 1

    # The same basket once more, in the same process: sold once, and no number was lost.
    assert shop.sell(uuid=uuid).receipt == "DX03-01-000002"
    assert receipts(shop) == 2
    assert verify_database(shop.file).ok


def test_asking_twice_after_every_kind_of_failure_sells_once(shop: Books) -> None:
    """The clerk's drill: whatever the till says, the same basket again until it says sold."""
    for n in range(30):
        next_commits(shop, (ghost, refused, filled)[n % 3])
        uuid = new_uuid(MORNING)
        try:
            shop.sell(uuid=uuid)
        except (DiskTrouble, DiskFull):
            shop.sell(uuid=uuid)

    assert receipts(shop) == 31
    assert verify_database(shop.file).ok


def test_a_gesture_that_cannot_be_looked_up_says_that_nothing_is_confirmed(shop: Books) -> None:
    next_commits(shop, ghost)

    with pytest.raises(DiskTrouble) as told:
        shop.note()

    assert "confirmed" in told.value.sentence


def test_somebody_reads_while_the_commit_fails(shop: Books) -> None:
    reading, go_on = threading.Event(), threading.Event()
    seen: list[int] = []

    def read() -> None:
        with shop.store.read() as session:
            seen.append(session.scalar(select(func.count()).select_from(Receipt)) or 0)
            reading.set()
            go_on.wait(10)
            seen.append(session.scalar(select(func.count()).select_from(Receipt)) or 0)

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait(10)
    next_commits(shop, ghost)
    sold = shop.sell()
    go_on.set()
    reader.join()

    assert sold.number == 2
    assert seen == [1, 1], "the look that had begun stays what it was"
    assert receipts(shop) == 2


def test_selling_resumes_when_the_disk_has_room_again(shop: Books) -> None:
    def room(pages: str) -> None:
        with shop.store._writing.connect() as connection:
            now = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages.format(now=now)}")

    room("{now}")
    sold = 1
    with pytest.raises(DiskFull):
        while sold < 500:
            shop.sell({MELON: "1"})
            sold += 1
    assert 1 < sold < 500
    assert receipts(shop) == sold, "what is there can still be read"
    with pytest.raises(DiskFull):
        for _ in range(50):
            shop.sell()
            sold += 1

    room("1000000")
    assert shop.sell().number == sold + 1
    assert verify_database(shop.file).ok


def test_somebody_else_writes(shop: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "BUSY_SECONDS", 0.2)
    again = Books(shop.folder, shop.settings, subject.Store.open(shop.folder), shop.now)
    other = dbapi2.connect(str(shop.file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseBusy):
            again.sell()
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert again.sell().number == 2
    again.close()


def test_nobody_is_told_that_nothing_was_booked_where_nobody_could_look(
    shop: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sale stands, but a back-up program took the books before the till could see that."""
    monkeypatch.setattr(subject, "BUSY_SECONDS", 0.2)
    other = dbapi2.connect(str(shop.file), isolation_level=None)

    def ghost_and_locked(connection: Any, commit: Callable[[Any], None]) -> None:
        commit(connection)
        other.execute("BEGIN IMMEDIATE")
        raise dbapi2.OperationalError("disk I/O error")

    next_commits(shop, ghost_and_locked)
    uuid = new_uuid(MORNING)
    try:
        with pytest.raises(DiskTrouble) as told:
            shop.sell(uuid=uuid)
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert "Nothing was confirmed" in told.value.sentence
    assert receipts(shop) == 2
    with pytest.raises(DiskTrouble):
        next_commits(shop, refused)
        shop.sell()
    assert verify_database(shop.file).ok


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "3.50.7", "3.44.6", "4.0.0"])
def test_sqlite_that_is_safe(version: str) -> None:
    check_version(version)


@pytest.mark.parametrize("version", ["3.40.1", "3.44.5", "3.50.6", "3.51.2", "3.45.9"])
def test_sqlite_that_can_damage_the_books_is_refused(version: str) -> None:
    with pytest.raises(subject.SqliteTooOld) as told:
        check_version(version)

    assert version in told.value.message()


def test_what_the_writing_connection_promises(shop: Books) -> None:
    with shop.store._writing.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


# --- a disk that really fails -----------------------------------------------------------------------------------------


def until_sold(shop: Books, disk: Callable[[Callable[[], Sold]], Sold]) -> tuple[Sold, bool]:
    """The clerk's drill on a broken disk: ask, and if nothing was confirmed ask again on a good one."""
    uuid = new_uuid(MORNING)
    try:
        return disk(lambda: shop.sell(uuid=uuid)), True
    except (DiskTrouble, DiskFull):
        return shop.sell(uuid=uuid), False


@pytest.mark.parametrize("somebody_reads", [False, True])
@pytest.mark.parametrize("checkpoint", [1, 1000])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("calls", [FLUSHES, WRITES, FLUSHES + WRITES, ("ftruncate",)])
def test_the_kernel_refuses_to_write(
    shop: Books, calls: tuple[str, ...], code: int, checkpoint: int, somebody_reads: bool
) -> None:
    """Every flush or write of the sale, the look-up and what follows fails; then the disk is well again."""
    with shop.store._writing.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {checkpoint}")
    with contextlib.ExitStack() as stack:
        if somebody_reads:
            journal.head(stack.enter_context(shop.store.read()), "01")

        sold, at_once = until_sold(shop, lambda sale: on_a_broken_disk(sale, calls, code))

    assert sold.receipt == "DX03-01-000002"
    assert sold.total == MELON.price
    # "Sold" is only said of what the disk took: with no flush there is no such answer.
    assert at_once == (calls == ("ftruncate",) or not can_break())
    assert receipts(shop) == 2
    shop.close()
    again = books_at(shop.folder)
    again.now = shop.now
    assert again.sell().receipt == "DX03-01-000003"
    assert verify_database(again.file).ok
    again.close()
