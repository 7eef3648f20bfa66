"""The manager's day: the daily summary on screen and on every paper, and the file for the district."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from pos.core import print_jobs, reports
from pos.core.money import Money
from pos.core.paper import TRAINING, to_json
from pos.core.periods import Span, day_nets, period_before, period_of, step
from pos.core.permissions import Act
from pos.core.shifts import business_day
from pos.core.sync_files import covering_file, unsent_days
from pos.core.totals import DaySummary
from pos.core.wording import translate
from pos.exchange.envelope import make_folder, write_whole
from pos.exchange.export import Exported, export_all
from pos.screens import NoView, Till, View

if TYPE_CHECKING:
    from pos.paper.a4 import Page as Page


def day_summary(till: Till, first: date, last: date) -> DaySummary:
    """The summary of one business day, or of a period of them, of this till."""
    settings = till.settings
    name = f"{TRAINING} · {settings.name}" if settings.training else settings.name
    whose = reports.Till(settings.shop, name, settings.till, settings.district)
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
    """One business day, week or month at a time; ← and → go on by one of them."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.span: Span = "day"
        #: What was sold on each day of a week or month, and on the days of the one before; empty for a day.
        self.nets: Mapping[date, Money] = {}
        self.nets_before: Mapping[date, Money] = {}
        #: Where each product that was sold comes from, for its seal.
        self.product_regions: Mapping[str, str] = {}
        self._read(latest_day(till))

    def load(self, day: date | None = None) -> None:
        """Read a day, or the week or month it lies in (the latest if none is named)."""
        self._read(day or latest_day(self.till))
        self.view.refresh()

    def _read(self, day: date) -> None:
        self.day = day
        self.period = period_of(self.span, day)
        self.before = period_before(self.span, self.period)
        self.summary = day_summary(self.till, self.period.first, self.period.last)
        self.nets = self.nets_before = {}
        with self.till.store.read() as session:
            self.product_regions = reports.product_regions(session, self.summary.totals.groups["by_product"])
        if self.span != "day":
            with self.till.store.read() as session:
                self.nets = day_nets(session, self.till.settings.till, self.period)
                self.nets_before = day_nets(session, self.till.settings.till, self.before)

    def show(self, span: Span) -> None:
        """Turn to the day, the week or the month around what is shown; a day never lies after the latest."""
        self.span = span
        self.load(min(self.day, latest_day(self.till)))

    @property
    def net_before(self) -> Money | None:
        """What the same stretch of the period before sold: of one that still runs only as many days; None if nothing.

        For a day it is the same weekday a week ago.
        """
        if self.span == "day":
            return self.summary.same_day_last_week
        gone = (min(self.period.last, latest_day(self.till)) - self.period.first).days
        if self.period.last <= latest_day(self.till):
            gone = max(gone, (self.before.last - self.before.first).days)
        upto = self.before.first + timedelta(days=gone)
        found = [net.fen for day, net in self.nets_before.items() if day <= upto]
        return Money(sum(found)) if found else None

    @property
    def running(self) -> bool:
        """The period has not come to its end."""
        return self.period.last > latest_day(self.till)

    @property
    def can_go_on(self) -> bool:
        """There is a later day, week or month with figures."""
        return self.period.last < latest_day(self.till)

    @property
    def shows_drawer(self) -> bool:
        """Who may see what should be in the drawer."""
        return self.till.person is not None and self.till.role().may(Act.SEE_CASH)

    @property
    def blind_because(self) -> str:
        """Why whoever is to count the drawer sees no cash and no papers of today yet; empty for everybody else."""
        shift = self.till.shift
        if self.shows_drawer or shift is None or shift.business_day not in self.period:
            return ""
        return translate("Day", "Only after the count; the manager sees it now")

    @property
    def has_printer(self) -> bool:
        """A receipt printer is set up."""
        return self.till.settings.printer != "absent"

    @property
    def export_blocked_because(self) -> str:
        """Why there is nothing to hand over now; empty if there is."""
        if self.till.settings.training:
            return translate("Day", "Training goes to nobody")
        with self.till.store.read() as session:
            days = unsent_days(session, self.till.settings.till)
        return "" if days else translate("Day", "Everything closed has been handed over")

    def previous(self) -> None:
        """One day, week or month back."""
        self.load(step(self.span, self.day, -1))

    def next(self) -> None:
        """One day, week or month on, not past the latest."""
        if self.can_go_on:
            self.load(min(step(self.span, self.day, 1), latest_day(self.till)))

    def _paper_name(self, ending: str) -> Path:
        folder = make_folder(self.till.folder / "reports")
        settings = self.till.settings
        days = self.period.first.isoformat()
        if self.span == "month":
            days = days[:7]
        elif self.span == "week":
            days = f"{days}_{self.period.last.isoformat()}"
        return folder / f"{settings.shop}-{settings.till}-{days}.{ending}"

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

    def write_later(self, ending: Literal["pdf", "xlsx"], then: Callable[[Path], None]) -> None:
        """The same off the window's thread: what stands here now, whatever is turned to meanwhile."""
        summary, file = self.summary, self._paper_name(ending)

        def work() -> object:
            (write_pdf if ending == "pdf" else write_xlsx)(summary, file)
            return file

        self.till.background(work, lambda done: then(cast("Path", done)))

    def preview(self, then: Callable[[Sequence[Page]], None]) -> None:
        """The A4 summary's sheets as they will be printed, laid out off the GUI thread."""
        summary = self.summary

        def work() -> object:
            from pos.paper.daily_summary import summary_pages

            return summary_pages(summary)

        self.till.background(work, lambda sheets: then(cast("list[Page]", sheets)))

    def export(self, out: Path | None = None) -> Exported:
        """Hand everything not yet handed over to the district; answers the last file (usually the only one)."""
        done = self._hand_over(out)
        self.load(self.day)
        return done

    def _hand_over(self, out: Path | None) -> Exported:
        till = self.till
        files = list(export_all(till.store, till.settings, till.folder, till.now(), out=out))
        return files[-1] if files else Exported(None)

    def export_later(self, then: Callable[[str, str], None]) -> None:
        """The same off the window's thread; `then` gets the file's name and path, both empty if there was nothing."""

        def told(done: object) -> None:
            file = cast("Exported", done)
            self.load(self.day)
            then(file.name, str(file.path or ""))

        self.till.background(lambda: self._hand_over(None), told)
