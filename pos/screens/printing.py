"""The print queue's worker: takes waiting papers in order, off the GUI thread, and never loses or doubles one.

Paper comes after the commit. The queue's rows live in the database; here is only the thread that works through them.
Before the first byte goes out a job is marked UNKNOWN, durably, and that is taken back only when it is certain that
nothing was printed. So whatever happens in between - a pulled plug, kill -9 - the paper comes again, and then it says
重印 COPY. Only the process that holds the till's lock may run a worker, or two would print the same job.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Literal, Protocol

from msgspec import Struct, field

from pos.core.paper import as_copy, from_json
from pos.core.problems import Trouble
from pos.devices import DEADLINE, Condition, Delivery, Printer, PrinterNotReady, PrinterNotThere
from pos.devices.escpos import Encoding, encode
from pos.devices.turns import Turns
from pos.settings.printer import Printing as Abilities

State = Literal["WAITING", "SENT", "CONFIRMED", "FAILED", "UNKNOWN", "SKIPPED"]

MOST_TRIES = 3
"""So often a job may end UNKNOWN before it is FAILED and waits for a person, lest a mute printer print it for ever."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between two looks at a printer that is not there."""
LOOK = 5.0
"""Seconds between two looks at an empty queue, for jobs that another process put there."""
WATCH = 30.0
"""Seconds between two looks at a printer that has nothing to do, so that an empty roll is seen before the next sale."""


class Job(Struct, frozen=True):
    """One row of the queue. `blocks` is JSON as `pos.core.paper.to_json` writes it; `tries` counts attempts begun."""

    id: int
    blocks: str
    state: State = "WAITING"
    copy: bool = False
    tries: int = 0
    receipt_no: str = ""
    kind: str = "RECEIPT"


class PrintRows(Protocol):
    """The queue in the database. Every call is a transaction of its own and may come from the worker's thread."""

    def next_waiting(self, columns: int = 0) -> Job | None:
        """The oldest job that is WAITING or UNKNOWN, laid out for so many columns; None if there is none."""

    def mark(self, job_id: int, state: State, note: str, tries: int) -> bool:
        """Write a job's new state, durably; False if a person gave it up meanwhile. Trouble if it cannot be written."""

    def counts(self) -> tuple[int, int]:
        """How many jobs wait (WAITING or UNKNOWN), and how many are FAILED."""


class Numbered(Protocol):
    """A job, however much of it was read."""

    @property
    def id(self) -> int: ...
    @property
    def tries(self) -> int: ...


@contextlib.contextmanager
def failed_by_a_bug(rows: PrintRows, job: Numbered) -> Iterator[None]:
    """Whatever is no Trouble goes on its way as the bug it is, but the job is FAILED and blocks no other one."""
    expected = False
    try:
        yield
        expected = True
    except Trouble:
        expected = True
        raise
    finally:
        if not expected:
            rows.mark(job.id, "FAILED", "a fault of the program, see the log", job.tries)


class PrintStatus(Struct, frozen=True):
    """What the printer chip shows."""

    waiting: int = 0
    failed: int = 0
    trouble: Trouble | None = None
    """Why the first one waits, or the next one would; None if nothing is known to stand in the way."""
    printer: Condition = "unknown"
    """What the printer last said of itself. One that never says anything is unknown, never well."""

    @property
    def well(self) -> bool:
        """Nothing waits and nothing is wrong."""
        return not (self.waiting or self.failed or self.trouble)


class Outlet(Struct, frozen=True):
    """Where papers go, and what can be printed there."""

    printer: Printer
    columns: int
    encoding: Encoding = "gb18030"
    abilities: Abilities = field(default_factory=Abilities)


class PrintWorker:
    """Works through the queue in a thread of its own; `wake` after a job was added, `stop` at the end."""

    def __init__(
        self,
        rows: PrintRows,
        printer: Printer,
        *,
        columns: int,
        encoding: Encoding = "gb18030",
        abilities: Abilities | None = None,
        deadline: float = DEADLINE,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`changed` is called in the worker's thread whenever `status` may say something new."""
        self._rows, self._deadline, self._changed = rows, deadline, changed
        self._outlet = Outlet(printer, columns, encoding, abilities or Abilities())
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._idle = threading.Event()
        self._status = PrintStatus()
        self._misses = 0
        self._condition: Condition = "unknown"
        self._unwell: Trouble | None = None
        self._watched = -WATCH
        self._thread: threading.Thread | None = None

    @property
    def printer(self) -> Printer:
        """Where the papers go."""
        return self._outlet.printer

    def change(
        self, printer: Printer, *, columns: int, encoding: Encoding = "gb18030", abilities: Abilities | None = None
    ) -> None:
        """Print there from the next job on; never waits. The job that is being sent goes to its end where it began.

        What it became of is known before the next one begins: a broken one is UNKNOWN, and comes out marked as a copy.
        """
        self._outlet = Outlet(Turns(printer), columns, encoding, abilities or Abilities())
        self._watched, self._condition = -WATCH, "unknown"
        self.wake()

    def start(self) -> None:
        """Begin; jobs left over from before are taken up first."""
        self._stopping.clear()
        self._begin(self._run)

    def wake(self) -> None:
        """There is something new in the queue, or a person wants it tried again now."""
        with self._lock:
            self._idle.clear()
            self._wake.set()

    def stop(self, seconds: float = 2.0) -> bool:
        """End the thread; False if it is still sending after `seconds`. What was not printed stays in the queue."""
        with self._lock:
            self._stopping.set()
            self._wake.set()
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
            return not thread.is_alive()
        return True

    def settle(self, seconds: float) -> bool:
        """Wait until the queue is empty or nothing more can be done now; False if that takes longer."""
        return self._idle.wait(seconds)

    def status(self) -> PrintStatus:
        """How the queue stood when it was last looked at; never waits."""
        return self._status

    def print_next(self) -> bool:
        """Take one job in the calling thread; False if none waits or the first one cannot be printed now."""
        outlet = self._outlet  # one look: the printer may be changed at any moment
        job = self._rows.next_waiting(outlet.columns)
        if job is None:
            return False
        with failed_by_a_bug(self._rows, job):
            self._print(job, outlet)
        return True

    def _print(self, job: Job, outlet: Outlet) -> None:
        try:
            blocks = from_json(job.blocks)
        except (ValueError, KeyError, TypeError):
            self._rows.mark(job.id, "FAILED", "the row cannot be read", job.tries)
            return
        if job.copy or job.state == "UNKNOWN":
            blocks = as_copy(blocks)
        data = encode(blocks, columns=outlet.columns, encoding=outlet.encoding, printing=outlet.abilities)
        if not self._rows.mark(job.id, "UNKNOWN", "being sent", job.tries + 1):
            return
        try:
            delivery = outlet.printer.send(data, self._deadline)
        except (PrinterNotThere, PrinterNotReady) as trouble:
            # Nothing was printed: the job is again what it was, and what was once UNKNOWN never loses its mark.
            self._rows.mark(job.id, job.state, trouble.word, job.tries)
            raise
        state: State = delivery.state
        if state == "UNKNOWN" and job.tries + 1 >= MOST_TRIES:
            state = "FAILED"
        self._rows.mark(job.id, state, delivery.note, job.tries + 1)
        self._heard(delivery)

    def _heard(self, delivery: Delivery) -> None:
        condition: Condition = "unknown"
        if delivery.state == "CONFIRMED":
            condition = "low" if delivery.low else "well"
        self._watched = time.monotonic()
        self._condition = condition

    def _begin(self, work: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=work, name="print queue", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        whole = False
        try:
            self._work()
            whole = True
        finally:
            # A bug ends this thread and is told by threading.excepthook; another thread goes on with the queue.
            with self._lock:
                if not whole and not self._stopping.is_set():
                    self._misses += 1
                    self._begin(self._run_again)

    def _run_again(self) -> None:
        # Not at once: a bug that comes with every look at the queue must not eat the machine.
        self._stopping.wait(PAUSES[min(self._misses, len(PAUSES)) - 1])
        self._run()

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()  # whoever wakes us from here on makes us look once more before we rest
            try:
                worked, trouble = self._print_waiting(), None
            except Trouble as met:
                worked, trouble = False, met
            if worked or trouble:
                self._unwell = None  # a job tells more than a look
            if not self._unwell:
                self._misses = self._misses + 1 if trouble else 0
            self._tell(trouble or self._unwell)
            if worked or self._stopping.is_set():
                continue
            with self._lock:
                if not self._wake.is_set():
                    self._idle.set()
            if trouble is None and not self._wake.is_set():
                self._watch()
            self._wake.wait(PAUSES[min(self._misses, len(PAUSES)) - 1] if trouble or self._unwell else LOOK)

    def _watch(self) -> None:
        """Look how a printer is that has nothing to do; soon again while it is not well, else now and then."""
        if not self._unwell and time.monotonic() - self._watched < WATCH:
            return
        outlet, condition, unwell = self._outlet, self._condition, None
        try:
            condition = outlet.printer.look()
        except Trouble as met:
            unwell = met
        if outlet is not self._outlet or self._stopping.is_set():
            return  # changed meanwhile: what was seen is another's
        self._watched, self._condition, self._unwell = time.monotonic(), condition, unwell
        self._misses = self._misses + 1 if unwell else 0
        self._tell(unwell)

    def _print_waiting(self) -> bool:
        started, worked = time.monotonic(), False
        while not self._stopping.is_set() and self.print_next():
            worked = True
            if time.monotonic() - started > 1.0:
                break
        return worked

    def _tell(self, trouble: Trouble | None) -> None:
        try:
            waiting, failed = self._rows.counts()
        except Trouble as met:
            waiting, failed, trouble = self._status.waiting, self._status.failed, met
        before, self._status = self._status, PrintStatus(waiting, failed, trouble, self._condition)
        if before != self._status:
            self._changed()
