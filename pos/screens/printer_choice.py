"""Which receipt printer this till has: found, tried, chosen, and used from the next paper on without a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from pos.core import own_settings, print_jobs
from pos.core.problems import Refusal, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.devices import Delivery, NotAPrinter, open_printer
from pos.devices.turns import Turns
from pos.screens import NoView, Till, View
from pos.screens.own_settings import put_settings
from pos.screens.printing import PrintWorker
from pos.screens.signing import WithLeave
from pos.settings import Settings
from pos.settings.printer import TABLE, Printing, as_toml
from pos.settings.writing import draft_changes

if TYPE_CHECKING:
    from pos.devices.printers_found import Candidate

Tone = Literal["", "ok", "info", "bad"]


class NotWhileTraining(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "The printer is not changed in training; nothing was changed.")
    todo = QT_TRANSLATE_NOOP("Problem", "Leave training, then choose the printer.")


class PapersWait(Refusal):
    sentence = QT_TRANSLATE_NOOP("Problem", "{n} papers wait for the printer; without one they would never come out.")
    todo = QT_TRANSLATE_NOOP("Problem", "Choose another printer, or give the papers up in the print queue first.")


class PrinterChoice(WithLeave):
    """The printer's page of the settings. Changing it is for who may change settings."""

    def __init__(self, till: Till, worker: PrintWorker | None = None) -> None:
        self.till, self._worker = till, worker
        self.view: View = NoView()
        self.found: tuple[Candidate, ...] = ()
        self.looking = False
        self.trying = False
        self.tested, self.tested_tone = "", ""

    # What is shown

    @property
    def printer(self) -> str:
        """The printer that counts now, as till.toml names it."""
        return self.till.settings.printer

    @property
    def paper(self) -> int:
        """Millimetres of its paper."""
        return self.till.settings.paper

    @property
    def encoding(self) -> str:
        """How it is sent Chinese."""
        return self.till.settings.encoding

    @property
    def printing(self) -> Printing:
        """What it can do."""
        return self.till.settings.printing

    # What is done

    def look(self) -> None:
        """Ask the computer which printers it knows, off the window's thread; the view is refreshed when it answers."""
        from pos.devices.printers_found import Candidate, printers_found

        self.looking = True

        def answered(found: object) -> None:
            self.looking = False
            self.found = tuple(one for one in found if isinstance(one, Candidate)) if isinstance(found, list) else ()
            self.view.refresh()

        self.till.background(printers_found, answered)

    @staticmethod
    def check(name: str) -> None:
        """NotAPrinter if no printer could be called so."""
        open_printer(name)

    def choose(self, name: str, paper: int, encoding: str, printing: Printing | None = None) -> None:
        """Print there from the next paper on, also what waits, and write it into till.toml.

        Refuses NotAllowed, NotWhileTraining, NotAPrinter, PapersWait (no printer while papers wait), and
        SettingsNotWritten if the file cannot be written: then nothing was changed.
        """
        till = self.till
        settings = replace(
            till.settings, printer=name.strip(), paper=paper, encoding=encoding, printing=printing or self.printing
        )
        self._may_change()
        opened = open_printer(settings.printer)
        self._refuse_to_lose(settings.printer)
        entries: dict[str, str | int] = {"printer": settings.printer, "paper": paper, "encoding": encoding}
        tables = {TABLE: as_toml(settings.printing)}
        put_settings(till, "printer", settings, lambda: draft_changes(till.folder, entries, tables))
        if self._worker is not None:
            self._worker.change(
                opened,
                columns=settings.columns,
                encoding=settings.encoding,  # type: ignore[arg-type]  # draft_changes has checked it
                abilities=settings.printing,
            )
        self.view.refresh()

    def print_test(self, name: str = "", paper: int = 0, encoding: str = "", printing: Printing | None = None) -> None:
        """Send the test page there, off the window's thread, chosen or not; `tested` tells how that went.

        Refuses like `choose`. The drawer opens with it, and that is written down.
        """
        till = self.till
        self._may_change()
        settings = replace(
            till.settings,
            printer=name.strip() or self.printer,
            paper=paper or self.paper,
            encoding=encoding or self.encoding,
            printing=printing or self.printing,
        )
        printer = open_printer(settings.printer)
        if self._worker is not None and settings.printer == self.printer:
            printer = self._worker.printer
        with till.write() as session:
            own_settings.note_printer_test(session, till.stamp(), till.authority())
        till.leave = None
        self.trying, self.tested, self.tested_tone = True, "", ""
        till.background(lambda: _sent(Turns(printer), settings), self._told)
        self.view.refresh()

    # Inside

    def _may_change(self) -> None:
        own_settings.ask(self.till.authority())
        if self.till.settings.training:
            raise NotWhileTraining

    def _refuse_to_lose(self, name: str) -> None:
        if name not in ("", "absent"):
            return
        with self.till.store.read() as session:
            waiting = print_jobs.waiting(session, self.till.settings.till)
        if waiting:
            raise PapersWait(n=waiting)

    def _told(self, result: object) -> None:
        self.trying = False
        self.tested, self.tested_tone = _in_words(result)
        self.view.refresh()


def _sent(printer: Turns, settings: Settings) -> Delivery | Trouble:
    from pos.devices.test_page import test_page

    try:
        return printer.send(test_page(settings.columns, settings.encoding, settings.printing))
    except Trouble as trouble:
        return trouble


def _in_words(result: object) -> tuple[str, Tone]:
    if isinstance(result, Trouble):
        return result.message(), "bad"
    if not isinstance(result, Delivery) or result.state == "UNKNOWN":
        return translate("PrinterChoice", "It broke off in the middle: look at the paper, then try once more."), "bad"
    if result.note == "no printer":
        return translate("PrinterChoice", "No printer is set up: nothing was printed."), "info"
    if result.state == "CONFIRMED":
        return translate("PrinterChoice", "Sent, and the printer says it is well. Look at the paper."), "ok"
    return translate("PrinterChoice", "Sent. This printer does not answer: look at the paper."), "info"


__all__ = ["NotAPrinter", "NotWhileTraining", "PapersWait", "PrinterChoice"]
