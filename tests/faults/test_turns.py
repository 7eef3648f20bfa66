"""The writing connection is kept between gestures: whatever happens in one, it is booked whole or not at all, and the
next one finds the connection outside a transaction and its turn free."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlcipher3 import dbapi2

from pos.core import journal
from pos.core.journal import JournalRow
from pos.core.problems import Refusal
from pos.db.store import DatabaseBusy, DiskTrouble
from pos.exchange.verify import verify_database
from tests.books import Books, books_at
from tests.faults.commits import ghost, next_commits, refused


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Books]:
    books = books_at(tmp_path / "shop")
    books.open_shift()
    books.sell()
    yield books
    books.close()


def noted_by_another_thread(shop: Books) -> None:
    """The next gesture, from elsewhere, goes through at once."""
    before = shop.records()
    other = threading.Thread(target=shop.note, daemon=True)
    other.start()
    other.join(5)
    assert not other.is_alive(), "somebody kept the turn"
    assert shop.records() == before + 1
    assert verify_database(shop.file).ok


def taken_twice(shop: Books) -> JournalRow:
    """A record with a number that stands already: the database refuses it."""
    return JournalRow(
        till="01", n=1, kind="E", id=None, at=shop.now, business_day=shop.now.date(), record="{}", prev="", hash=""
    )


class Refused(Refusal):
    sentence = "No."


def test_a_refusal_in_the_middle_takes_back_what_was_written_before_it(shop: Books) -> None:
    before, stamp = shop.records(), shop.stamp()

    with pytest.raises(Refused), shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
        raise Refused

    assert shop.records() == before
    noted_by_another_thread(shop)


@pytest.mark.parametrize("times", [1, 9])
def test_a_refusal_is_told_though_the_disk_fails_while_it_is_taken_back(shop: Books, times: int) -> None:
    before, stamp, left, dialect = shop.records(), shop.stamp(), [times], shop.store._writing.dialect
    real = dialect.do_rollback

    def rollback(connection: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise dbapi2.OperationalError("disk I/O error")
        real(connection)

    dialect.do_rollback = rollback  # type: ignore[method-assign]
    with pytest.raises(Refused), shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
        raise Refused
    left[0] = 0

    assert shop.records() == before
    noted_by_another_thread(shop)


def test_what_the_database_refuses_at_the_end_takes_back_the_whole(shop: Books) -> None:
    before, stamp = shop.records(), shop.stamp()

    with pytest.raises(IntegrityError), shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
        session.add(taken_twice(shop))

    assert shop.records() == before
    noted_by_another_thread(shop)


def test_whoever_goes_on_behind_what_was_rolled_back_is_not_told_that_it_was_booked(shop: Books) -> None:
    before, stamp = shop.records(), shop.stamp()

    with pytest.raises(InvalidRequestError), shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
        session.add(taken_twice(shop))
        with suppress(IntegrityError):
            session.flush()
        with pytest.raises(InvalidRequestError):
            journal.note(session, stamp, "CASH_IN")

    assert shop.records() == before, "neither the first half nor the second"
    noted_by_another_thread(shop)


def test_a_gesture_inside_another_books_neither(shop: Books) -> None:
    """Nobody does that; if somebody ever does, nothing is booked without a word."""
    before, stamp = shop.records(), shop.stamp()

    with pytest.raises(InvalidRequestError), shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
        with suppress(InvalidRequestError), shop.store.write() as inner:
            journal.note(inner, stamp, "CASH_IN")

    assert shop.records() == before
    noted_by_another_thread(shop)


def test_a_session_is_of_no_use_once_its_gesture_is_over(shop: Books) -> None:
    stamp = shop.stamp()
    with shop.store.write() as session:
        journal.note(session, stamp, "DRAWER_OPENED")
    before = shop.records()

    with pytest.raises(InvalidRequestError):
        journal.note(session, stamp, "CASH_IN")
    with pytest.raises(InvalidRequestError):
        session.add(taken_twice(shop))

    assert shop.records() == before
    noted_by_another_thread(shop)


def test_a_thread_that_dies_in_the_middle_leaves_its_turn(shop: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    before, stamp = shop.records(), shop.stamp()

    def dies() -> None:
        with shop.store.write() as session:
            journal.note(session, stamp, "DRAWER_OPENED")
            raise SystemError

    worker = threading.Thread(target=dies)
    worker.start()
    worker.join(5)

    assert shop.records() == before
    noted_by_another_thread(shop)


@pytest.mark.parametrize(("does", "sales"), [(ghost, 2), (refused, 1)])
def test_the_look_up_cannot_commit_either(
    shop: Books, does: Callable[[Any, Callable[[Any], None]], None], sales: int
) -> None:
    next_commits(shop, does, 2)

    with pytest.raises(DiskTrouble) as told:
        shop.sell()

    assert "Nothing was confirmed" in told.value.sentence
    # The disk is well again, and the clerk does it again.
    assert shop.sell().number == sales + 1
    noted_by_another_thread(shop)


def test_another_program_writes_between_two_gestures(shop: Books) -> None:
    """The connection that is kept holds nothing back, and a lock it cannot get leaves nothing behind."""
    shop.store.serve_window()
    other = dbapi2.connect(str(shop.file), isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        shop.note()
    other.execute("ROLLBACK")

    shop.note()
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
    noted_by_another_thread(shop)


def test_threads_write_one_after_the_other_and_readers_see_whole_gestures(shop: Books) -> None:
    before, stamp, each, at_once = shop.records(), shop.stamp(), 15, 4
    seen: list[int] = []

    def writes() -> None:
        for _ in range(each):
            with shop.store.write() as session:
                journal.note(session, stamp, "CASH_IN")
                seen.append(shop.records())
                journal.note(session, stamp, "OVERRIDE")

    threads = [threading.Thread(target=writes) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert seen == [before + 2 * n for n in range(each * at_once)]
    assert verify_database(shop.file).ok
