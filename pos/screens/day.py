"""The manager's day: the daily summary on screen and on every paper, and the file for the district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pos.core import print_jobs, reports
from pos.core.paper import to_json
from pos.core.shifts import business_day
from pos.core.sync_files import covering_file, unsent_days
from pos.core.totals import DaySummary
from pos.core.wording import translate
from pos.exchange.envelope import write_whole
from pos.exchange.export import Exported, export_all
from pos.screens import NoView, Till, View

if TYPE_CHECKING:
    from pos.paper.a4 import Page as Page


def day_summary(till: Till, first: date, last: date) -> DaySummary:
    """The summary of one business day, or of a period of them, of this till."""
    settings = till.settings
    whose = reports.Till(settings.shop, settings.name, settings.till, settings.district)
    with till.store.read() as session:
        file = covering_file(session, settings.till, first, last)
        return reports.summary(session, whose, first, last, till.now(), file)


def latest_day(till: Till) -> date:
    """Today's business day if the till had a shift on it, else the last one on which it had."""
    today = till.shift.business_day if till.shift else business_day(till.now(), till.settings.cut_over)
    with till.store.read() as session:
        last = reports.last_business_day(session, till.settings.till)
    return today if last is None else min(today, last)


def write_pdf(summary: DaySummary, file: Path) -> None:
    """The A4 summary as a PDF file, written whole."""
    from pos.paper.daily_summary import draw_daily_summary

    write_whole(file, draw_daily_summary(summary))


def write_xlsx(summary: DaySummary, file: Path) -> None:
    """The summary as a workbook."""
    from pos.exchange.summary_book import write_summary_book

    write_summary_book(file, summary)


def queue_roll(till: Till, summary: DaySummary) -> None:
    """The summary on the receipt printer."""
    from pos.paper.summary_roll import summary_blocks

    blocks = to_json(summary_blocks(summary, till.settings.columns))
    with till.store.write() as session:
        print_jobs.queue(session, till.settings.till, till.now(), kind="SUMMARY", blocks=blocks)
    till.printing.wake()


class DayScreen:
    """One business day at a time; ← and → go from day to day."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.day = latest_day(till)
        self.summary = day_summary(till, self.day, self.day)
        self.message = ""

    def load(self, day: date | None = None) -> None:
        """Read a day (the latest if none is named)."""
        self.day = day or latest_day(self.till)
        self.summary = day_summary(self.till, self.day, self.day)
        self.view.refresh()

    @property
    def can_go_on(self) -> bool:
        """There is a later day with figures."""
        return self.day < latest_day(self.till)

    @property
    def shows_drawer(self) -> bool:
        """Only a manager sees what should be in the drawer."""
        return self.till.person is not None and self.till.person.manages

    @property
    def blind_because(self) -> str:
        """Why whoever is to count the drawer sees no cash and no papers of today yet; empty for everybody else."""
        shift = self.till.shift
        if self.shows_drawer or shift is None or shift.business_day != self.day:
            return ""
        return translate("Day", "Only after the count; the manager sees it now")

    @property
    def has_printer(self) -> bool:
        """A receipt printer is set up."""
        return self.till.settings.printer != "absent"

    @property
    def export_blocked_because(self) -> str:
        """Why there is nothing to hand over now; empty if there is."""
        with self.till.store.read() as session:
            days = unsent_days(session, self.till.settings.till)
        return "" if days else translate("Day", "Everything closed has been handed over")

    def previous(self) -> None:
        """One day back."""
        self.load(self.day - timedelta(days=1))

    def next(self) -> None:
        """One day on, not past the latest."""
        if self.can_go_on:
            self.load(self.day + timedelta(days=1))

    def _paper_name(self, ending: str) -> Path:
        folder = self.till.folder / "reports"
        folder.mkdir(exist_ok=True)
        settings = self.till.settings
        return folder / f"{settings.shop}-{settings.till}-{self.day.isoformat()}.{ending}"

    def print_a4(self) -> Path:
        """The A4 summary as a PDF in the shop's folder; answers the file."""
        file = self._paper_name("pdf")
        write_pdf(self.summary, file)
        return file

    def print_roll(self) -> None:
        """The summary on the receipt printer."""
        queue_roll(self.till, self.summary)

    def save_xlsx(self) -> Path:
        """The summary as a workbook in the shop's folder; answers the file."""
        file = self._paper_name("xlsx")
        write_xlsx(self.summary, file)
        return file

    def preview(self, then: Callable[[Sequence[Page]], None]) -> None:
        """The A4 summary's sheets as they will be printed, laid out off the GUI thread."""
        summary = self.summary

        def work() -> object:
            from pos.paper.daily_summary import summary_pages

            return summary_pages(summary)

        self.till.background(work, lambda sheets: then(cast("list[Page]", sheets)))

    def export(self, out: Path | None = None) -> Exported:
        """Hand everything not yet handed over to the district; answers the last file (usually the only one)."""
        till = self.till
        files = list(export_all(till.store, till.settings, till.folder, till.now(), out=out))
        self.load(self.day)
        return files[-1] if files else Exported(None)
