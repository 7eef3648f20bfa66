"""Copies of the books: made while the till sells, whole or not at all, and put back without loss."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from pos.core import journal
from pos.core.problems import Trouble
from pos.db import backup
from pos.db.backup import NoRoomForCopy, NotABook, NotCopied, checked_copy
from pos.db.lock import AlreadyRunning, InstanceLock
from pos.db.store import Store
from pos.exchange.backup import (
    BackupRefused,
    NoSuchBackup,
    OtherDatabase,
    create_backup,
    last_backup,
    restore,
    verify_backup,
)
from tests.books import MORNING, Books, books_at, tamper
from tests.dying import dying

NOON = MORNING + timedelta(hours=4)

SELL_ON = """
import sys
from pathlib import Path
from tests.books import books_at
shop = books_at(Path(sys.argv[1]))
while True:
    print(shop.sell().number, flush=True)
"""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.day(3)
    yield books
    books.close()


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


# --- making one -------------------------------------------------------------------------------------------------------


def test_a_backup_holds_the_day(shop: Books) -> None:
    facts = create_backup(shop.folder, shop.settings, NOON)

    assert facts.ok, facts.message
    assert (facts.records, facts.receipts, facts.last_receipt) == (6, 4, "DX03-01-000004")
    assert facts.file == shop.folder / "backups" / "DX03-01-20210908-123000.sqlite3"
    assert names(shop.folder / "backups") == {facts.file.name}
    assert last_backup(shop.folder) == facts.file


def test_the_last_sale_is_in_it_though_it_stands_in_the_log_only(shop: Books, tmp_path: Path) -> None:
    shop.open_shift()
    sold = shop.sell()

    facts = create_backup(shop.folder, shop.settings, NOON, tmp_path / "copy.sqlite3")

    assert facts.last_receipt == sold.receipt


def test_a_backup_while_another_process_sells(shop: Books, tmp_path: Path) -> None:
    shop.open_shift()
    shop.close()
    selling = subprocess.Popen([sys.executable, "-c", SELL_ON, str(shop.folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert selling.stdout is not None
        for n in range(8):
            answered = int(selling.stdout.readline())
            facts = create_backup(shop.folder, shop.settings, NOON, tmp_path / f"{n}.sqlite3")

            assert facts.ok, facts.message
            # Every sale that was answered before the copy began is in it.
            assert int(facts.last_receipt[-6:]) >= answered
    finally:
        selling.kill()
        selling.wait()
        if selling.stdout is not None:
            selling.stdout.close()


def test_a_copy_is_one_plain_file_that_needs_nothing_beside_it(shop: Books, tmp_path: Path) -> None:
    copy = checked_copy(shop.file, tmp_path / "stick" / "copy.sqlite3")

    with contextlib.closing(dbapi2.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as books:
        assert books.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert verify_backup(copy).ok
    assert names(copy.parent) == {"copy.sqlite3"}


def test_books_on_a_server_are_not_copied_as_a_file(tmp_path: Path) -> None:
    shop = books_at(tmp_path / "shop")
    shop.close()

    with pytest.raises(OtherDatabase):
        create_backup(shop.folder, books_at(tmp_path / "other", database="postgresql://server/shop").settings, NOON)


# --- when the place fails ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["_copy", "flush", "look_through", "replace", "flush_folder"])
@pytest.mark.parametrize(("code", "trouble"), [(errno.ENOSPC, NoRoomForCopy), (errno.EIO, NotCopied)])
def test_a_stick_that_fails_leaves_nothing_half(
    shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, trouble: type[Trouble]
) -> None:
    stick = tmp_path / "stick"
    yesterday = checked_copy(shop.file, stick / "copy.sqlite3").read_bytes()
    shop.open_shift()

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os if step == "replace" else backup, step, fail)
    with pytest.raises(trouble):
        checked_copy(shop.file, stick / "copy.sqlite3")
    monkeypatch.undo()

    assert names(stick) == {"copy.sqlite3"}
    assert verify_backup(stick / "copy.sqlite3").ok
    if step != "flush_folder":
        assert (stick / "copy.sqlite3").read_bytes() == yesterday


def test_a_full_stick_leaves_nothing_half(shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself runs into the end of the space, in the middle of the copy."""
    real = dbapi2.connect

    def small(name: str, *given: object, **named: object) -> object:
        connection = real(name, *given, **named)
        if "part" in name:
            connection.execute("PRAGMA max_page_count = 20")
        return connection

    monkeypatch.setattr(dbapi2, "connect", small)
    with pytest.raises(NoRoomForCopy):
        checked_copy(shop.file, tmp_path / "stick" / "copy.sqlite3")

    assert names(tmp_path / "stick") == set()


def test_a_copy_that_differs_from_the_books_never_counts(
    shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup._copy

    def forgetful(source: Path, draft: Path) -> backup.Facts:
        sworn = real(source, draft)
        tamper(draft, "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)")
        return sworn

    monkeypatch.setattr(backup, "_copy", forgetful)
    with pytest.raises(NotCopied):
        checked_copy(shop.file, tmp_path / "stick" / "copy.sqlite3")

    assert names(tmp_path / "stick") == set()


@pytest.mark.parametrize("held", [b"", b"no books at all, but some text that is long enough" * 20])
def test_what_holds_no_books_is_not_copied(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "shop.sqlite3").write_bytes(held)

    with pytest.raises(NotABook):
        checked_copy(tmp_path / "shop.sqlite3", tmp_path / "copy.sqlite3")

    assert names(tmp_path) == {"shop.sqlite3"}


# --- reading one again ------------------------------------------------------------------------------------------------


def test_an_empty_file_is_no_backup(shop: Books, tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()

    assert verify_backup(tmp_path / "empty.sqlite3").reason == "Empty"
    with pytest.raises(NoSuchBackup):
        verify_backup(tmp_path / "nothing.sqlite3")


def test_a_backup_that_was_cut_off_is_found_at_every_page(shop: Books, tmp_path: Path) -> None:
    whole = checked_copy(shop.file, tmp_path / "whole.sqlite3").read_bytes()
    cut = tmp_path / "cut.sqlite3"
    for length in range(0, len(whole), 4096):
        cut.write_bytes(whole[:length])
        assert not verify_backup(cut).ok, length


def flips(whole: Path, cut: Path, chances: Iterator[int]) -> tuple[int, int]:
    """Flip single bits; answers how many changed what the books say, and how many of those were found."""
    good = whole.read_bytes()
    told = said(whole)
    changed = found = 0
    for chance in chances:
        spoilt = bytearray(good)
        spoilt[chance // 8] ^= 1 << chance % 8
        cut.write_bytes(spoilt)
        facts = verify_backup(cut)
        if said(cut) != told:
            changed += 1
            found += not facts.ok
            assert not facts.ok, f"bit {chance} changed the books and was not found"
    return changed, found


SWORN = (
    "SELECT till, n, kind, record, prev, hash FROM journal ORDER BY 1, 2",
    "SELECT uuid, till, number, kind, business_day, net, discount, rounding FROM receipts ORDER BY 1",
    "SELECT receipt_id, n, part, product_code, region, quantity, grams, gross, discount, net, vat FROM receipt_lines",
    "SELECT receipt_id, n, means, kept FROM receipt_tenders ORDER BY 1, 2",
)


def said(file: Path) -> object:
    """All that the journal swears to, read row by row; None if it cannot be read."""
    try:
        with contextlib.closing(dbapi2.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as books:
            return [books.execute(what).fetchall() for what in SWORN]
    except (dbapi2.DatabaseError, dbapi2.OperationalError, UnicodeDecodeError):
        return None


def test_rot_in_a_backup_is_found(shop: Books, tmp_path: Path) -> None:
    whole = checked_copy(shop.file, tmp_path / "whole.sqlite3")
    chance = random.Random(7)
    bits = iter([chance.randrange(whole.stat().st_size * 8) for _ in range(400)])

    changed, found = flips(whole, tmp_path / "spoilt.sqlite3", bits)

    assert changed == found
    assert changed > 10, "the flips must hit what the books say"


@pytest.mark.soak
def test_rot_in_a_backup_is_found_many_times(shop: Books, tmp_path: Path) -> None:
    whole = checked_copy(shop.file, tmp_path / "whole.sqlite3")
    chance = random.Random()
    bits = iter([chance.randrange(whole.stat().st_size * 8) for _ in range(10_000)])

    changed, found = flips(whole, tmp_path / "spoilt.sqlite3", bits)

    assert changed == found > 500


# --- putting one back -------------------------------------------------------------------------------------------------


def test_the_restore_drill(shop: Books) -> None:
    made = create_backup(shop.folder, shop.settings, NOON)
    shop.open_shift()
    lost = shop.sell()
    shop.close()

    done = restore(shop.folder, made.file, NOON)

    assert done.facts.ok
    assert done.facts.last_receipt == "DX03-01-000004"
    assert done.aside == shop.folder / "backups" / "replaced-20210908-123000"
    # What was replaced is whole, with the sale that the backup does not know.
    assert verify_backup(done.aside / "shop.sqlite3").last_receipt == lost.receipt
    again = books_at(shop.folder)
    again.now = shop.now
    again.open_shift()
    assert again.sell().receipt == lost.receipt
    again.close()
    assert "shop.sqlite3.incoming" not in names(shop.folder)


def test_restoring_damaged_books(shop: Books) -> None:
    made = create_backup(shop.folder, shop.settings, NOON)
    shop.close()
    damaged = bytearray(shop.file.read_bytes())
    damaged[:100] = bytes(100)
    shop.file.write_bytes(damaged)

    done = restore(shop.folder, made.file, NOON)

    assert done.facts.ok
    assert (done.aside / "shop.sqlite3").read_bytes() == damaged


def test_a_folder_without_books_gets_them(shop: Books, tmp_path: Path) -> None:
    made = create_backup(shop.folder, shop.settings, NOON)
    fresh = tmp_path / "fresh"
    fresh.mkdir()

    assert restore(fresh, made.file, NOON).facts.ok


@pytest.mark.parametrize("spoil", ["empty", "cut", "text"])
def test_a_spoilt_backup_is_not_put_back(shop: Books, tmp_path: Path, spoil: str) -> None:
    whole = checked_copy(shop.file, tmp_path / "whole.sqlite3").read_bytes()
    shop.close()
    before = shop.file.read_bytes()
    bad = tmp_path / "bad.sqlite3"
    bad.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "text": b"my backup\n" * 500}[spoil])

    with pytest.raises(BackupRefused) as told:
        restore(shop.folder, bad, NOON)

    assert "bad.sqlite3" in told.value.message()
    assert shop.file.read_bytes() == before


def test_the_backup_of_another_till_is_not_put_back(shop: Books, tmp_path: Path) -> None:
    other = books_at(tmp_path / "other", till="02")
    other.day(1)
    other.close()
    made = create_backup(other.folder, other.settings, NOON)
    shop.close()

    with pytest.raises(BackupRefused):
        restore(shop.folder, made.file, NOON)

    assert verify_backup(shop.file).last_receipt == "DX03-01-000004"


def test_nothing_is_put_back_while_a_till_is_open(shop: Books) -> None:
    made = create_backup(shop.folder, shop.settings, NOON)

    with InstanceLock(shop.folder), pytest.raises(AlreadyRunning):
        restore(shop.folder, made.file, NOON)


def test_nothing_is_put_back_while_somebody_reads_the_books(shop: Books) -> None:
    made = create_backup(shop.folder, shop.settings, NOON)
    shop.open_shift()

    with shop.store.read() as session:
        assert journal.head(session, "01").n == 7
        with pytest.raises(backup.NotPutInPlace):
            restore(shop.folder, made.file, NOON)

    assert verify_backup(shop.file).records == 7


def test_a_restore_that_is_killed_leaves_the_old_books_or_the_new(shop: Books, tmp_path: Path) -> None:
    made = checked_copy(shop.file, tmp_path / "made.sqlite3")
    shop.open_shift()
    lost = shop.sell()
    # The till is killed, so its last sales stand in the log only.
    old = {each.name: each.read_bytes() for each in shop.folder.glob("shop.sqlite3*")}
    shop.close()
    assert len(old["shop.sqlite3-wal"]) > 0
    found = []
    with dying() as gesture:
        for steps in range(200):
            for each in shop.folder.glob("shop.sqlite3*"):
                each.unlink()
            for name, held in old.items():
                (shop.folder / name).write_bytes(held)
            killed = gesture("restore", shop.folder, made, steps)

            Store.open(shop.folder).close()
            facts = verify_backup(shop.file)
            assert facts.ok, f"{steps}: {facts.message}"
            found.append(facts.last_receipt)
            if not killed:
                break
    assert set(found) == {lost.receipt, "DX03-01-000004"}
    assert found == sorted(found, reverse=True), "once the new books stand, they stand"
    assert len(found) > 15, "the kills must hit every step"
