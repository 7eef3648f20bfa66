"""The papers of this till: what waits, what came out, what did not; and what a person does about each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pos.core import journal, print_jobs
from pos.core.print_jobs import ListedJob
from pos.core.problems import Problem, Refusal
from pos.core.receipts import receipt_number
from pos.core.reprinting import reprint_paper
from pos.core.tables import SHOP_TIME
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.devices import (
    PrinterFault,
    PrinterNotReady,
    PrinterNotThere,
    PrinterOffline,
    PrinterOpen,
    PrinterOutOfPaper,
    PrinterStopped,
)
from pos.screens import NoView, Till, View
from pos.screens.printing import PrintStatus, PrintWorker
from pos.screens.reprint import reprint
from pos.screens.signing import WithLeave

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Tone = Literal["ok", "info", "warn", "bad"]

#: So many papers of each sort are shown: those that have not come out, and the last that are done with.
MOST = 50


class NoSuchPaper(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This paper is not in the print queue any more; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the list again.")


class NotToBePrinted(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "This paper has changed, or cannot be treated so; nothing was done.")
    todo = QT_TRANSLATE_NOOP("Problem", "Look at the list again: it says how the paper stands now.")


_KINDS = {
    "RECEIPT": QT_TRANSLATE_NOOP("PrintQueue", "Receipt"),
    "SUMMARY": QT_TRANSLATE_NOOP("PrintQueue", "Daily summary"),
    "X": QT_TRANSLATE_NOOP("PrintQueue", "X report"),
    "DRAWER": QT_TRANSLATE_NOOP("PrintQueue", "Opening the drawer"),
}
_STATES: dict[str, tuple[str, Tone]] = {
    print_jobs.WAITING: (QT_TRANSLATE_NOOP("PrintQueue", "Waits"), "info"),
    print_jobs.SENT: (QT_TRANSLATE_NOOP("PrintQueue", "Sent"), "info"),
    print_jobs.CONFIRMED: (QT_TRANSLATE_NOOP("PrintQueue", "Printed"), "ok"),
    print_jobs.UNKNOWN: (QT_TRANSLATE_NOOP("PrintQueue", "Not sure"), "warn"),
    print_jobs.FAILED: (QT_TRANSLATE_NOOP("PrintQueue", "Did not come out"), "bad"),
    print_jobs.SKIPPED: (QT_TRANSLATE_NOOP("PrintQueue", "Given up"), "info"),
}
#: Done with, for nothing is to come out where no printer stands: but nobody may be told that it was printed.
_NO_PAPER: tuple[str, Tone] = (QT_TRANSLATE_NOOP("PrintQueue", "Without paper"), "info")
#: What the worker and the printers write down, and what it means.
_NOTES = {
    "being sent": QT_TRANSLATE_NOOP("PrintQueue", "Is being sent; if that was broken off, it comes again as a copy"),
    "deadline": QT_TRANSLATE_NOOP("PrintQueue", "The printer did not take it in time"),
    "broke off": QT_TRANSLATE_NOOP("PrintQueue", "The connection broke off in the middle"),
    "fell silent": QT_TRANSLATE_NOOP("PrintQueue", "The printer took it and then did not answer any more"),
    "the row cannot be read": QT_TRANSLATE_NOOP("PrintQueue", "What is to be printed cannot be read"),
    "a fault of the program": QT_TRANSLATE_NOOP("PrintQueue", "A fault of the program; the log tells more"),
    "too late": QT_TRANSLATE_NOOP("PrintQueue", "Too late: the drawer stayed shut"),
    "training": QT_TRANSLATE_NOOP("PrintQueue", "Training: the drawer stayed shut"),
    "no drawer": QT_TRANSLATE_NOOP("PrintQueue", "The drawer does not hang on the printer"),
    "no printer": QT_TRANSLATE_NOOP("PrintQueue", "No printer was set up, nothing was printed"),
}
#: The same words as on the chip, for what a printer says of itself.
_TROUBLES: dict[str, str] = {
    PrinterNotThere.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer cannot be reached"),
    PrinterOutOfPaper.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer has no paper"),
    PrinterOpen.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer is open"),
    PrinterOffline.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer is switched offline"),
    PrinterStopped.__name__: QT_TRANSLATE_NOOP("PrintQueue", "This computer has stopped the printer"),
    PrinterFault.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer reports a fault"),
    PrinterNotReady.__name__: QT_TRANSLATE_NOOP("PrintQueue", "The printer has no paper or is open"),
}
_NOBODY_KNOWS = QT_TRANSLATE_NOOP("PrintQueue", "This printer does not say whether it came out")


class QueueRow(Struct, frozen=True):
    """One paper. `since` is shop time; `receipt` the printed number, empty for another paper; `why` may be empty."""

    id: int
    kind: str
    kind_text: str
    receipt: str
    state: str
    state_text: str
    tone: Tone
    tries: int
    since: datetime
    why: str
    copy: bool
    can_retry: bool
    can_skip: bool
    can_reprint: bool


class PrintQueueScreen(WithLeave):
    """The list of papers. Verbs take a row's `id`: rows move while the printer works."""

    def __init__(self, till: Till, worker: PrintWorker | None = None) -> None:
        self.till, self._worker = till, worker
        self.view: View = NoView()
        self.rows: tuple[QueueRow, ...] = ()
        self.waiting = self.failed = 0

    # What is shown

    @property
    def status(self) -> PrintStatus:
        """How the printer and its queue stood when they were last looked at; never waits."""
        return self._worker.status() if self._worker else PrintStatus()

    @property
    def trouble(self) -> str:
        """Why the first paper waits; empty if nothing is known to stand in its way."""
        trouble = self.status.trouble
        return trouble.message() if trouble else ""

    @property
    def has_printer(self) -> bool:
        """A receipt printer is set up."""
        return self.till.settings.printer != "absent"

    # What the clerk does

    def load(self) -> None:
        """Read the list anew; refuses NotLoggedIn."""
        self.till.on_duty()
        own = self.till.settings.till
        with self.till.store.read() as session:
            jobs = print_jobs.listed(session, own, most=MOST)
            self.waiting = print_jobs.waiting(session, own)
            self.failed = print_jobs.count(session, own, print_jobs.FAILED)
        self.rows = tuple(map(self._row, jobs))
        self.view.refresh()

    def retry(self, job: int) -> None:
        """Print that paper (again) now. One that may be on paper already says 重印 COPY.

        Refuses NoSuchPaper, and NotToBePrinted for one that came out: that is a reprint.
        """
        self.till.on_duty()
        found = self._find(job)
        if not _can_retry(found):
            raise NotToBePrinted
        if found.state in (print_jobs.FAILED, print_jobs.SKIPPED):
            with self.till.write() as session:
                if not print_jobs.take_up(session, self.till.settings.till, job):
                    raise NotToBePrinted
                self._note(session, "PAPER_TAKEN_UP", found)
        self._go_on()

    def retry_all(self) -> None:
        """Print everything that did not come out now."""
        self.till.on_duty()
        with self.till.write() as session:
            if print_jobs.take_up_all(session, self.till.settings.till):
                journal.note(session, self.till.stamp(), "PAPER_TAKEN_UP")
        self._go_on()

    def skip(self, job: int) -> None:
        """Give that paper up: it stays in the books as given up and is counted no more.

        Refuses NoSuchPaper, and NotToBePrinted for one that came out.
        """
        self.till.on_duty()
        found = self._find(job)
        with self.till.write() as session:
            if not print_jobs.give_up(session, self.till.settings.till, job):
                raise NotToBePrinted
            self._note(session, "PAPER_GIVEN_UP", found)
        self._go_on()

    def reprint(self, job: int) -> str:
        """Print a paper that came out once more, marked 重印 COPY; answers the receipt's number, if it is one.

        Refuses NotAllowed, NoSuchPaper, and NotToBePrinted for one that has not come out: that is a retry.
        """
        self.till.on_duty()
        found = self._find(job)
        if not _can_reprint(found):
            raise NotToBePrinted
        number = self._number(found)
        if number:
            reprint(self.till, number)
        else:
            self._reprint_other(found)
        self._go_on()
        return number

    # Inside

    def _reprint_other(self, found: ListedJob) -> None:
        till = self.till
        with till.write() as session:
            reprint_paper(session, till.stamp(), till.authority(), found)
        till.leave = None

    def _note(self, session: Session, what: str, found: ListedJob) -> None:
        journal.note(session, self.till.stamp(), what, of=self._number(found) or found.kind)

    def _go_on(self) -> None:
        self.till.printing.wake()
        self.load()

    def _find(self, job: int) -> ListedJob:
        with self.till.store.read() as session:
            found = print_jobs.one(session, self.till.settings.till, job)
        if found is None:
            raise NoSuchPaper
        return found

    def _number(self, job: ListedJob) -> str:
        settings = self.till.settings
        return "" if job.number is None else receipt_number(settings.shop, settings.till, job.number)

    def _row(self, job: ListedJob) -> QueueRow:
        state, tone = _NO_PAPER if job.note == "no printer" else _STATES[job.state]
        kind = _KINDS.get(job.kind)
        return QueueRow(
            id=job.id,
            kind=job.kind,
            kind_text=translate("PrintQueue", kind) if kind else job.kind,
            receipt=self._number(job),
            state=job.state,
            state_text=translate("PrintQueue", state),
            tone=tone,
            tries=job.tries,
            since=job.made_at.astimezone(SHOP_TIME),
            why=why_text(job.state, job.note),
            copy=job.copy,
            can_retry=_can_retry(job),
            can_skip=job.state in print_jobs.OPEN,
            can_reprint=_can_reprint(job),
        )


def why_text(state: str, note: str) -> str:
    """What is known of a paper beside its state, in the user's language; empty if there is nothing to add."""
    if note in _TROUBLES:
        return translate("PrintQueue", _TROUBLES[note])
    for beginning, sentence in _NOTES.items():
        if note.startswith(beginning):
            return translate("PrintQueue", sentence)
    return translate("PrintQueue", _NOBODY_KNOWS) if state == print_jobs.SENT else ""


def _can_retry(job: ListedJob) -> bool:
    # A pulse is no paper: what should have opened the drawer then must not do so now.
    return job.kind != "DRAWER" and job.state not in (print_jobs.SENT, print_jobs.CONFIRMED)


def _can_reprint(job: ListedJob) -> bool:
    return job.kind != "DRAWER" and job.state in (print_jobs.SENT, print_jobs.CONFIRMED)


def trouble_text(problem: Problem) -> str:
    """A printer's trouble in a few words, for a chip."""
    words = _TROUBLES.get(problem.word)
    return translate("PrintQueue", words) if words else problem.title()
