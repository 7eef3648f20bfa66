"""The print queue over a bad day: in order, nothing lost, nothing twice without saying so."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.core.paper import Block, Cut, Drawer, Text, to_json
from pos.core.problems import Trouble
from pos.devices import Delivery, PrinterNotReady, PrinterNotThere, open_printer, printer_links
from pos.devices.absent import AbsentPrinter
from pos.screens import printing
from pos.screens.printing import Job, PrintWorker, State
from tests.devices.fake_printer import printer
from tests.papers_reader import read


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_links, "ANSWER", 0.1)
    monkeypatch.setattr(printing, "PAUSES", (0.02, 0.05))
    monkeypatch.setattr(printing, "LOOK", 0.05)


def receipt(number: int) -> str:
    blocks: list[Block] = [Drawer(), Text(f"DX03-01-{number:06d}"), *[Text("察右前旗")] * 60, Cut()]
    return to_json(blocks)


class DiskFull(Trouble):
    sentence = "The disk is full."


class Queue:
    """The rows as the database keeps them, here in a SQLite file, so that another process may look at them too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.full = False
        self.states: list[tuple[int, State, str]] = []
        with self._open() as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS jobs("
                "id INTEGER PRIMARY KEY, blocks TEXT, state TEXT, copy INTEGER, tries INTEGER)"
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=10)

    def add(self, number: int, *, state: State = "WAITING", copy: bool = False) -> None:
        with self._open() as database:
            database.execute("INSERT INTO jobs VALUES (?, ?, ?, ?, 0)", (number, receipt(number), state, copy))
        database.close()

    def next_waiting(self, columns: int = 0) -> Job | None:
        database = self._open()
        row = database.execute(
            "SELECT id, blocks, state, copy, tries FROM jobs WHERE state IN ('WAITING', 'UNKNOWN') ORDER BY id"
        ).fetchone()
        database.close()
        return Job(row[0], row[1], row[2], bool(row[3]), row[4]) if row else None

    def mark(self, job_id: int, state: State, note: str, tries: int) -> bool:
        if self.full:
            raise DiskFull
        with self._open() as database:
            database.execute("UPDATE jobs SET state = ?, tries = ? WHERE id = ?", (state, tries, job_id))
        database.close()
        self.states.append((job_id, state, note))
        return True

    def counts(self) -> tuple[int, int]:
        database = self._open()
        rows = dict(database.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
        database.close()
        return rows.get("WAITING", 0) + rows.get("UNKNOWN", 0), rows.get("FAILED", 0)

    def kept(self) -> dict[int, str]:
        database = self._open()
        rows = dict(database.execute("SELECT id, state FROM jobs").fetchall())
        database.close()
        return rows


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "queue.sqlite3")


def told(papers: list[bytes]) -> list[tuple[int, bool]]:
    """What came out: the receipt's number, and whether it says that it is a copy."""
    found = []
    for data in papers:
        if not data:
            continue
        (paper,) = read(data, 32)
        copy = "COPY" in paper.lines[0].text
        assert paper.drawer_opened == (0 if copy else 1)
        found.append((int(paper.lines[1 if copy else 0].text[-6:]), copy))
    return found


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def test_a_morning_of_receipts_in_order(queue: Queue) -> None:
    for number in range(1, 9):
        queue.add(number)
    with printer("well") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        worker.start()
        assert worker.settle(5)
        queue.add(9)
        worker.wake()
        assert worker.settle(5)
        assert worker.stop()
        fake.wait_for(9)
        assert told(fake.paper) == [(number, False) for number in range(1, 10)]
    assert set(queue.kept().values()) == {"CONFIRMED"}
    assert worker.status().well


def test_a_job_is_unknown_before_its_first_byte_goes_out(queue: Queue) -> None:
    seen: list[str] = []

    class Watching(AbsentPrinter):
        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            seen.append(queue.kept()[1])
            return super().send(data, deadline)

    queue.add(1)
    assert PrintWorker(queue, Watching(), columns=32).print_next()
    assert seen == ["UNKNOWN"]
    assert queue.kept() == {1: "CONFIRMED"}


def test_a_printer_that_is_off_keeps_everything_waiting_and_unmarked(queue: Queue) -> None:
    with printer("well") as fake:
        name = fake.name
    queue.add(1)
    queue.add(2)
    changes: list[int] = []
    worker = PrintWorker(queue, open_printer(name), columns=32, changed=lambda: changes.append(1))
    worker.start()
    until(lambda: isinstance(worker.status().trouble, PrinterNotThere))
    assert worker.status().waiting == 2
    assert worker.settle(1)
    assert worker.stop()
    assert queue.kept() == {1: "WAITING", 2: "WAITING"}
    assert changes
    with printer("well") as back:
        again = PrintWorker(queue, open_printer(back.name), columns=32)
        again.start()
        until(lambda: again.status().well and not any(state == "WAITING" for state in queue.kept().values()))
        again.stop()
        assert told(back.paper) == [(1, False), (2, False)]


def test_paper_that_was_put_in_again(queue: Queue) -> None:
    queue.add(1)
    with printer("empty") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        worker.start()
        until(lambda: isinstance(worker.status().trouble, PrinterNotReady))
        fake.mood = "well"
        until(lambda: queue.kept() == {1: "CONFIRMED"})
        worker.stop()
        assert told(fake.paper) == [(1, False)]


def test_a_connection_that_breaks_off_prints_again_as_a_copy(queue: Queue) -> None:
    class BreaksOnce(AbsentPrinter):
        def __init__(self) -> None:
            self.paper: list[bytes] = []

        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            self.paper.append(data)
            return Delivery("UNKNOWN" if len(self.paper) == 1 else "SENT")

    queue.add(1)
    queue.add(2)
    link = BreaksOnce()
    worker = PrintWorker(queue, link, columns=32)
    while worker.print_next():
        pass
    assert told(link.paper) == [(1, False), (1, True), (2, False)]
    assert queue.kept() == {1: "SENT", 2: "SENT"}


def test_what_was_once_unknown_keeps_its_mark_though_the_printer_was_off_meanwhile(queue: Queue) -> None:
    queue.add(1, state="UNKNOWN")
    with printer("well") as fake:
        name = fake.name
    with pytest.raises(PrinterNotThere):
        PrintWorker(queue, open_printer(name), columns=32).print_next()
    assert queue.kept() == {1: "UNKNOWN"}
    with printer("well") as fake:
        assert PrintWorker(queue, open_printer(fake.name), columns=32).print_next()
        fake.wait_for(1)
        assert told(fake.paper) == [(1, True)]


def test_a_printer_that_always_faints_does_not_print_one_receipt_for_ever(queue: Queue) -> None:
    queue.add(1)
    queue.add(2)
    with printer("faints") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        for _ in range(printing.MOST_TRIES):
            assert worker.print_next()
        assert queue.kept() == {1: "FAILED", 2: "WAITING"}
        fake.wait_for(printing.MOST_TRIES)
        assert told(fake.paper) == [(1, False), (1, True), (1, True)]
    assert queue.counts() == (1, 1)


def test_a_reprint_is_marked(queue: Queue) -> None:
    queue.add(1, copy=True)
    with printer("well") as fake:
        PrintWorker(queue, open_printer(fake.name), columns=32).print_next()
        fake.wait_for(1)
        assert told(fake.paper) == [(1, True)]


def test_a_full_disk_prints_nothing_rather_than_something_twice(queue: Queue) -> None:
    queue.add(1)
    queue.full = True
    with printer("well") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        worker.start()
        until(lambda: isinstance(worker.status().trouble, DiskFull))
        assert told(fake.paper) == []
        queue.full = False
        until(lambda: worker.status().well)
        worker.stop()
        assert told(fake.paper) == [(1, False)]


def test_a_row_that_cannot_be_read_does_not_block_the_others(queue: Queue) -> None:
    queue.add(1)
    queue.add(2)
    with sqlite3.connect(queue.path) as database:
        database.execute('UPDATE jobs SET blocks = \'[{"block":"Bomb"}]\' WHERE id = 1')
    database.close()
    worker = PrintWorker(queue, AbsentPrinter(), columns=32)
    assert worker.print_next()
    assert worker.print_next()
    assert not worker.print_next()
    assert queue.kept() == {1: "FAILED", 2: "CONFIRMED"}


def test_stopping_waits_for_nobody(queue: Queue) -> None:
    queue.add(1)
    with printer("hangs") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32, deadline=2.0)
        begun = time.monotonic()
        worker.start()
        worker.stop(0.2)
        assert time.monotonic() - begun < 1.0


def test_the_status_never_waits_for_the_printer(queue: Queue) -> None:
    released = threading.Event()

    class Stuck(AbsentPrinter):
        def send(self, data: bytes, deadline: float = 15.0) -> Delivery:
            released.wait(5)
            return Delivery("SENT")

    queue.add(1)
    worker = PrintWorker(queue, Stuck(), columns=32)
    worker.start()
    until(lambda: bool(queue.states))
    begun = time.monotonic()
    worker.status()
    worker.wake()
    assert time.monotonic() - begun < 0.05
    released.set()
    assert worker.settle(5)
    assert worker.stop()


KILLED = """
import sys, time
from pathlib import Path
from pos.devices import Delivery
from pos.screens.printing import PrintWorker
from tests.screens.test_printing import Queue

class Printer:
    name = "killed"
    def send(self, data, deadline=15.0):
        with open(sys.argv[2], "ab") as paper:
            paper.write(data)
        print("printing", flush=True)
        time.sleep(30)
        return Delivery("SENT")

PrintWorker(Queue(Path(sys.argv[1])), Printer(), columns=32).print_next()
"""


def test_killed_while_printing_the_paper_comes_again_and_says_so(queue: Queue, tmp_path: Path) -> None:
    queue.add(1)
    queue.add(2)
    paper = tmp_path / "paper.bin"
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(queue.path), str(paper)], stdout=subprocess.PIPE, cwd=root
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"printing"
        child.kill()
    first = paper.read_bytes()
    assert queue.kept() == {1: "UNKNOWN", 2: "WAITING"}
    with printer("well") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        worker.start()
        until(lambda: set(queue.kept().values()) == {"CONFIRMED"})
        worker.stop()
        assert told([first, *fake.paper]) == [(1, False), (1, True), (2, False)]


class Spoilt(Queue):
    """A queue in which one job hits a fault of the program, though its row can be read."""

    def mark(self, job_id: int, state: State, note: str, tries: int) -> bool:
        if (job_id, note) == (1, "being sent"):
            raise ZeroDivisionError(note)
        return super().mark(job_id, state, note, tries)


def test_a_fault_of_the_program_stops_one_paper_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told_of: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told_of.append(args.exc_type))
    queue = Spoilt(tmp_path / "queue.sqlite3")
    for number in (1, 2, 3):
        queue.add(number)
    with printer("well") as fake:
        worker = PrintWorker(queue, open_printer(fake.name), columns=32)
        worker.start()
        assert worker.settle(5)
        queue.add(4)
        worker.wake()
        assert worker.settle(5)
        assert worker.stop()
        fake.wait_for(3)
        assert told(fake.paper) == [(2, False), (3, False), (4, False)]
    assert told_of == [ZeroDivisionError]
    assert queue.kept() == {1: "FAILED", 2: "CONFIRMED", 3: "CONFIRMED", 4: "CONFIRMED"}
    assert queue.states[0] == (1, "FAILED", "a fault of the program, see the log")
    assert worker.status().failed == 1


def test_a_fault_at_every_look_is_told_each_time_and_the_worker_still_stops(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told_of.append(args.exc_type))

    def broken(columns: int = 0) -> Job | None:
        raise ZeroDivisionError

    healthy = queue.next_waiting
    monkeypatch.setattr(queue, "next_waiting", broken)
    queue.add(1)
    worker = PrintWorker(queue, AbsentPrinter(), columns=32)
    worker.start()
    until(lambda: len(told_of) >= 3)
    monkeypatch.setattr(queue, "next_waiting", healthy)
    until(lambda: queue.kept() == {1: "CONFIRMED"})
    assert worker.stop()
    assert set(told_of) == {ZeroDivisionError}
