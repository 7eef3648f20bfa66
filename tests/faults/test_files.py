"""A disk that breaks under an export, a backup, a restore, an update: a sentence, nothing half, and then it works."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pos.core.problems import Trouble
from pos.exchange.backup import create_backup, restore, verify_backup
from pos.exchange.export import export, key_card, unsent
from pos.exchange.verify import verify_file
from tests.books import Books, books_at
from tests.faults.broken_disk import FLUSHES, WRITES, can_break, on_a_broken_disk

EVERY_WAY = pytest.mark.parametrize(
    ("calls", "code"),
    [(FLUSHES, errno.EIO), (WRITES, errno.ENOSPC), (WRITES, errno.EIO)],
    ids=["pulled", "full", "sick"],
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.day(3)
    yield books
    books.close()


def files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def fails(work: Callable[[], object], calls: tuple[str, ...], code: int) -> None:
    if not can_break():
        return
    with pytest.raises(Trouble) as told:
        on_a_broken_disk(work, calls, code)
    assert told.value.title()
    assert told.value.advice()


@EVERY_WAY
def test_an_export(shop: Books, calls: tuple[str, ...], code: int) -> None:
    def hand_in() -> Path | None:
        return export(shop.store, shop.settings, shop.folder, shop.now).path

    fails(hand_in, calls, code)
    assert files(shop.folder / "outbox") == set()
    with shop.store.read() as session:
        assert unsent(session, "01") == (6, date(2021, 9, 8))

    handed_in = hand_in()
    assert handed_in is not None
    assert verify_file(handed_in, key_card(shop.folder, shop.settings).public).signed
    assert hand_in() is None


@EVERY_WAY
def test_a_backup(shop: Books, calls: tuple[str, ...], code: int) -> None:
    fails(lambda: create_backup(shop.folder, shop.settings, shop.now), calls, code)
    assert files(shop.folder / "backups") == set()

    assert create_backup(shop.folder, shop.settings, shop.now).ok


@EVERY_WAY
def test_a_restore(shop: Books, calls: tuple[str, ...], code: int) -> None:
    made = create_backup(shop.folder, shop.settings, shop.now)
    shop.open_shift()
    last = shop.sell()
    shop.close()
    before = shop.file.read_bytes()

    fails(lambda: restore(shop.folder, made.file, shop.now), calls, code)
    if can_break():
        assert shop.file.read_bytes() == before
        assert verify_backup(shop.file).last_receipt == last.receipt
        assert f"{shop.file.name}.incoming" not in files(shop.folder)

    assert restore(shop.folder, made.file, shop.now).facts.last_receipt == made.last_receipt


@EVERY_WAY
def test_making_the_books(tmp_path: Path, calls: tuple[str, ...], code: int) -> None:
    from pos.db.store import Store

    fails(lambda: Store.open(tmp_path), calls, code)

    Store.open(tmp_path).close()
    shop = books_at(tmp_path)
    shop.day(1)
    shop.close()
