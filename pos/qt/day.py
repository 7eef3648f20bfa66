"""The manager's day: the daily summary on screen, its papers, and the file for the district; drawn from `DayScreen`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.core import daily_summary as words
from pos.core.money import Money
from pos.core.problems import Problem
from pos.core.totals import DaySummary
from pos.core.wording import translate
from pos.qt.day_parts import DayOverview, Headline
from pos.qt.day_table import DayTables
from pos.qt.key_page import COMPACT, WIDE, KeyPage
from pos.qt.marks import Chip
from pos.qt.paper_preview import PaperPreview
from pos.qt.parts import Banner, Button, Elided, card, text
from pos.qt.parts.paint import figure

if TYPE_CHECKING:
    from pos.core.periods import Span
    from pos.screens.day import DayScreen, Page

#: Milliseconds: what is done sooner needs no word (DESIGN.md section 7).
_SOON = 300


class DayPage(KeyPage):
    """Headline figures, origins, hours, means and drawer; T turns to tables, P shows or writes the sheet."""

    def __init__(self, screen: DayScreen) -> None:
        super().__init__()
        self.setObjectName("dayPage")
        self._screen = screen
        screen.view = self
        self._title = Elided(15.5, bold=True)
        self._state = Chip()
        self._as_of = Elided(10, tone="ink2")
        self._banner = Banner()
        self._banner.hide()
        self._headline = Headline()
        self._overview = DayOverview()
        self._tables = DayTables()
        self._preview = PaperPreview()
        self._sheet = text("", 10, tone="ink2")
        self._covered = text("", 11.5, tone="ink2")
        self._covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._covered.setWordWrap(True)
        self._back_day = Button(icon="before")
        self._next_day = Button(icon="after")
        self._turn = Button("", key="T")
        self._spans: dict[Span, Button] = {}
        for span, word, key in (
            ("day", translate("Day", "Day"), "D"),
            ("week", translate("Day", "Week"), "W"),
            ("month", translate("Day", "Month"), "M"),
        ):
            self._spans[cast("Span", span)] = Button(word, key=key)
        self._working = ""
        self._a4 = Button(translate("Day", "A4 sheet"), key="P")
        self._roll = Button(translate("Day", "Receipt roll"), key="Z")
        self._xlsx = Button("Excel", key="X")
        self._export = Button(translate("Day", "Hand to the district"), key="F9", icon="upload", kind="primary")
        self._export.setObjectName("exportButton")
        self._drawn: tuple[DaySummary, str] | None = None
        self._lay_out()
        self._connect()
        self._keys = self._key_table()

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page for the strip below, each with its word."""
        return (
            ("F1", translate("Keys", "Help")),
            ("← →", translate("Keys", "Before, after")),
            ("D W M", translate("Keys", "Day, week, month")),
            ("T", translate("Keys", "Tables")),
            ("/", translate("Keys", "Search")),
            ("P", translate("Keys", "Sheet")),
            ("F9", translate("Keys", "Hand to the district")),
            ("Esc", translate("Keys", "Back to selling")),
        )

    @property
    def more_keys(self) -> tuple[tuple[str, str], ...]:
        """Keys that only the help names."""
        return (
            ("Z", translate("Keys", "On the receipt printer")),
            ("X", translate("Keys", "Excel workbook")),
            ("Alt 1-7", translate("Keys", "Which table")),
            ("PgUp PgDn", translate("Keys", "Pages of the sheet")),
        )

    def first_focus(self) -> None:
        """The page itself: its keys are letters."""
        self.setFocus()

    # building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for button in (self._back_day, self._next_day):
            button.setFixedSize(44, 44)
        self._turn.setFixedHeight(44)
        head.addWidget(self._back_day)
        head.addWidget(self._next_day)
        head.addSpacing(4)
        head.addLayout(self._heading(), 1)
        for span, button in self._spans.items():
            button.setObjectName(f"span_{span}")
            button.setCheckable(True)
            # With a key on each they stand closer: the heading needs the room.
            button.setFixedSize(button.sizeHint().width() - 16, 44)
            head.addWidget(button)
        head.addWidget(self._turn)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self._overview)
        self._bodies.addWidget(self._tables)
        self._bodies.addWidget(self._preview_card())
        self._left = QVBoxLayout()
        self._left.setSpacing(10)
        self._left.addLayout(head)
        self._left.addWidget(self._banner)
        self._left.addWidget(self._headline)
        self._left.addWidget(self._bodies, 1)
        self._right = QWidget()
        self._right_box = QVBoxLayout(self._right)
        self._right_box.setContentsMargins(0, 0, 0, 0)
        self._right_box.setSpacing(8)
        self._papers = QHBoxLayout()
        self._papers.setSpacing(8)
        for button in (self._a4, self._roll, self._xlsx):
            button.setFixedHeight(52)
            self._papers.addWidget(button, 1)
        self._export.setFixedHeight(62)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._left.addLayout(self._foot)
        self._box = box = QHBoxLayout(self)
        box.setSpacing(12)
        box.addLayout(self._left, 1)
        box.addWidget(self._right)
        self._wide: bool | None = None

    def _heading(self) -> QVBoxLayout:
        """What is shown, over how far it is closed and when it was read: side by side the buttons leave no room."""
        self._title.setFixedHeight(25)
        self._state.setFixedHeight(20)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._state)
        below.addWidget(self._as_of, 1)
        heading = QVBoxLayout()
        heading.setSpacing(1)
        heading.addWidget(self._title)
        heading.addLayout(below)
        return heading

    def _preview_card(self) -> QWidget:
        self._sheet_card = QFrame()
        card(self._sheet_card)
        head = QHBoxLayout()
        head.addWidget(text(translate("Day", "As it will be printed"), 12, bold=True))
        head.addStretch()
        head.addWidget(self._sheet)
        box = QVBoxLayout(self._sheet_card)
        box.setContentsMargins(13, 10, 13, 10)
        box.addLayout(head)
        box.addWidget(self._preview, 1)
        box.addWidget(self._covered, 1)
        return self._sheet_card

    def _connect(self) -> None:
        for span, button in self._spans.items():
            button.clicked.connect(partial(self._show_span, span))
        self._back_day.clicked.connect(self._previous)
        self._next_day.clicked.connect(self._next)
        self._turn.clicked.connect(self._turn_tables)
        self._a4.clicked.connect(partial(self._paper, self._write_a4))
        self._roll.clicked.connect(partial(self._paper, self._print_roll))
        self._xlsx.clicked.connect(partial(self._paper, self._save_xlsx))
        self._export.clicked.connect(self._hand_over)

    def _key_table(self) -> dict[str, Callable[[], object]]:
        keys: dict[str, Callable[[], object]] = {
            "Left": self._previous,
            "Right": self._next,
            "D": partial(self._show_span, "day"),
            "W": partial(self._show_span, "week"),
            "M": partial(self._show_span, "month"),
            "T": self._turn_tables,
            "/": self._search,
            "P": partial(self._paper, self._show_or_write_a4),
            "Z": partial(self._paper, self._print_roll),
            "X": partial(self._paper, self._save_xlsx),
            "F9": self._hand_over,
            "PgDown": partial(self._turn_sheet, 1),
            "PgUp": partial(self._turn_sheet, -1),
            "Esc": self._back,
        }
        keys.update({f"Alt+{n}": partial(self._tables.choose_numbered, n) for n in range(1, 8)})
        return keys

    # what the manager does

    def scanned(self, code: str) -> None:
        """Nothing is scanned here; the code goes where goods belong."""
        self.leave.emit("selling", code + "\n")

    def told(self, problem: Problem) -> None:
        """Show what went wrong at the top of the page."""
        self._working = ""
        self._banner.tell("bad", problem.title(), problem.advice())

    def _previous(self) -> None:
        self._banner.hide()
        self._screen.previous()

    def _next(self) -> None:
        if self._screen.can_go_on:
            self._banner.hide()
            self._screen.next()

    def _show_span(self, span: Span, _clicked: bool = False) -> None:
        self._banner.hide()
        self._screen.show(span)
        self.setFocus()

    def _turn_tables(self) -> None:
        self._bodies.setCurrentWidget(self._overview if self._bodies.currentWidget() is self._tables else self._tables)
        self._draw_turn()
        self.setFocus()

    def _search(self) -> None:
        self._bodies.setCurrentWidget(self._tables)
        self._draw_turn()
        self._tables.search.setFocus()

    def _show_or_write_a4(self) -> None:
        # Where there is no room for the sheet beside the figures, the first P shows it and the second writes it.
        if not self._wide and self._bodies.currentWidget() is not self._sheet_card:
            self._bodies.setCurrentWidget(self._sheet_card)
            self._headline.hide()
            return
        self._write_a4()

    def _paper(self, write: Callable[[], object], _clicked: bool = False) -> None:
        """Every paper tells what should lie in the drawer: whoever counts it gets none before the count."""
        blind = self._screen.blind_because
        if blind:
            self._banner.tell("info", translate("Day", "No paper was made"), blind)
        else:
            write()

    def _write_a4(self) -> None:
        done = translate("Day", "The A4 sheet is written, ready to print")
        self._work(
            translate("Day", "Writing the A4 sheet"),
            lambda: self._screen.write_later("pdf", lambda file: self._tell_file(done, str(file))),
        )

    def _print_roll(self) -> None:
        self._screen.print_roll()
        if not self._screen.has_printer:
            todo = translate("Day", "P makes the A4 sheet; a printer is set up in till.toml")
            self._banner.tell("info", translate("Day", "No receipt printer is set up; nothing was printed"), todo)
            return
        title = translate("Day", "The summary is on its way to the receipt printer")
        self._banner.tell("ok", title, translate("Day", "It waits in the queue if the printer is not ready"))

    def _save_xlsx(self) -> None:
        done = translate("Day", "The workbook is written")
        self._work(
            translate("Day", "Writing the workbook"),
            lambda: self._screen.write_later("xlsx", lambda file: self._tell_file(done, str(file))),
        )

    def _hand_over(self) -> None:
        if self._screen.export_blocked_because:
            self._banner.tell("info", translate("Day", "Nothing to hand over"), self._screen.export_blocked_because)
            return
        self._work(
            translate("Day", "Writing the file for the district"), lambda: self._screen.export_later(self._handed_over)
        )

    def _handed_over(self, name: str, path: str) -> None:
        if not name:
            self._working = ""
            self._banner.tell("info", translate("Day", "Nothing to hand over"), "")
            return
        self._tell_file(translate("Day", "{name} is written for the district").format(name=name), path)

    def _work(self, words_: str, begin: Callable[[], None]) -> None:
        """Begin something long beside the window; what takes its time says so, and nothing is begun twice."""
        if self._working:
            self._banner.tell("info", self._working, translate("Day", "Still at it; go on with your work meanwhile"))
            return
        self._working = words_
        begin()
        QTimer.singleShot(_SOON, self, self._tell_working)

    def _tell_working(self) -> None:
        if self._working:
            self._banner.tell("info", self._working, translate("Day", "Go on with your work meanwhile"))

    def _tell_file(self, title: str, path: str) -> None:
        self._working = ""
        self._banner.tell("ok", title, path)

    def _turn_sheet(self, by: int) -> None:
        self._preview.turn(by)
        self._draw_sheet_number()

    def _back(self) -> None:
        if self._tables.search.hasFocus() and self._tables.search.text():
            self._tables.search.clear()
        elif self._bodies.currentWidget() is self._sheet_card or self._tables.search.hasFocus():
            self._bodies.setCurrentWidget(self._tables if self._tables.search.hasFocus() else self._overview)
            self._headline.show()
            self.setFocus()
        else:
            self.leave.emit("selling", "")

    # drawing

    def showEvent(self, event: QShowEvent) -> None:
        """Read the latest day anew: receipts have come since the page was last in front."""
        super().showEvent(event)
        if not event.spontaneous():
            self._pressed.emit(self._screen.load)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have no room for the sheet: the buttons go below the figures."""
        super().resizeEvent(event)
        wide, compact = self.width() >= WIDE, self.height() < COMPACT
        self._headline.fit(compact=compact)
        self._export.setFixedHeight(52 if compact else 62)
        self._box.setContentsMargins(12, 8 if compact else 12, 12, 8 if compact else 12)
        if wide == self._wide:
            return
        self._wide = wide
        for layout in (self._right_box, self._foot):
            while layout.takeAt(0) is not None:
                pass
        if wide:
            self._right.setFixedWidth(400)
            self._right_box.addWidget(self._sheet_card, 1)
            self._right_box.addLayout(self._papers)
            self._right_box.addWidget(self._export)
        else:
            self._bodies.addWidget(self._sheet_card)
            self._foot.addLayout(self._papers, 3)
            self._foot.addWidget(self._export, 2)
        self._sheet_card.setVisible(wide)
        self._right.setVisible(wide)

    def refresh(self) -> None:
        """Pull everything from the screen."""
        screen, summary = self._screen, self._screen.summary
        tables = words.tables(summary)
        one_day = screen.span == "day"
        self._title.setText(*_title(screen))
        self._name_steps(screen)
        if not summary.drawers:
            none = translate("Day", "No shift on this day") if one_day else translate("Day", "No shift in these days")
            self._state.show_state("info", none)
        elif summary.all_closed:
            self._state.show_state("ok", translate("Day", "All shifts closed"))
        else:
            self._state.show_state("warn", translate("Day", "A shift is open"))
        time = summary.as_of[11:16]
        self._as_of.setText(translate("Day", "as of {time}").format(time=time), time)
        self._headline.draw(summary, screen.net_before, _against(screen))
        blind = screen.blind_because
        self._overview.draw(summary, tables, screen.day, shows_drawer=screen.shows_drawer, blind=blind)
        if one_day:
            self._overview.draw_hours()
        else:
            self._overview.draw_days(screen, _grey(screen))
        self._tables.draw(tables, summary.totals.net, screen.product_regions, blind=bool(blind))
        self._draw_turn()
        for button in (self._a4, self._roll, self._xlsx):
            button.set_reason(translate("Day", "after the count") if blind else "")
        if (summary, blind) != self._drawn:
            self._drawn = (summary, blind)
            self._preview.draw(())
            self._preview.setVisible(not blind)
            self._sheet.setText("")
            self._covered.setText(blind)
            self._covered.setVisible(bool(blind))
            if not blind:
                screen.preview(partial(self._show_pages, summary))

    def _name_steps(self, screen: DayScreen) -> None:
        """What ‹ and › lead to, and why › leads nowhere."""
        before, after, latest = {
            "day": (
                translate("Day", "Day before"),
                translate("Day", "Day after"),
                translate("Day", "This is the latest day"),
            ),
            "week": (
                translate("Day", "Week before"),
                translate("Day", "Week after"),
                translate("Day", "This is the latest week"),
            ),
            "month": (
                translate("Day", "Month before"),
                translate("Day", "Month after"),
                translate("Day", "This is the latest month"),
            ),
        }[screen.span]
        self._back_day.setAccessibleName(before)
        self._next_day.setAccessibleName(after)
        self._next_day.setEnabled(screen.can_go_on)
        self._next_day.setAccessibleDescription("" if screen.can_go_on else latest)
        self._next_day.setToolTip("" if screen.can_go_on else latest)
        for span, button in self._spans.items():
            button.setChecked(span == screen.span)
        sheet = {
            "day": translate("Day", "A4 sheet"),
            "week": translate("Day", "A4 week"),
            "month": translate("Day", "A4 month"),
        }[screen.span]
        self._a4.setText(sheet)

    def _show_pages(self, summary: DaySummary, pages: Sequence[Page]) -> None:
        # Drawn in the background: by now another day may stand here.
        if self._drawn != (summary, ""):
            return
        self._preview.draw(pages)
        self._draw_sheet_number()

    def _draw_turn(self) -> None:
        tables = self._bodies.currentWidget() is self._tables
        self._turn.setText(translate("Day", "Overview") if tables else translate("Day", "Tables"))

    def _draw_sheet_number(self) -> None:
        numbers = translate("Day", "A4 · sheet {n} of {count}")
        self._sheet.setText(numbers.format(n=self._preview.shown, count=self._preview.sheets))


def _title(screen: DayScreen) -> tuple[str, ...]:
    """What is shown, and the same in fewer words: that it is a week the pressed button says too."""
    first, last = screen.period.first, screen.period.last
    if screen.span == "week":
        days = {"month": first.month, "day": first.day, "last_month": last.month, "last_day": last.day}
        title = translate("Day", "{month}-{day} to {last_month}-{last_day}, the week")
        return title.format(**days), translate("Day", "{month}-{day} to {last_month}-{last_day}").format(**days)
    if screen.span == "month":
        return (translate("Day", "{year}-{month}, the month").format(year=first.year, month=first.month),)
    weekdays = translate("Summary", "Mon Tue Wed Thu Fri Sat Sun").split()
    title = translate("Day", "{weekday} {month}-{day}, the day")
    return (title.format(month=first.month, day=first.day, weekday=weekdays[first.weekday()]),)


def _against(screen: DayScreen) -> str:
    """With what the net is compared; a period that still runs with as many days of the one before."""
    if screen.span == "day":
        return translate("Day", "{change} on last week's day")
    if screen.span == "week":
        running = translate("Day", "{change} on last week so far")
        return running if screen.running else translate("Day", "{change} on the week before")
    running = translate("Day", "{change} on last month so far")
    return running if screen.running else translate("Day", "{change} on the month before")


def _grey(screen: DayScreen) -> str:
    """What the grey bars are."""
    before = Money(sum(net.fen for net in screen.nets_before.values()))
    if not before:
        # There are no grey bars to explain.
        return ""
    net = figure(before)
    if screen.span == "week":
        return translate("Day", "grey: the week before, {net}").format(net=net)
    return translate("Day", "grey: the month before, {net}").format(net=net)
