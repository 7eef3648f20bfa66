"""Every receipt of this till, found by whatever the customer remembers; shown, printed again, or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from msgspec.structs import replace

from pos.core import receipt_search
from pos.core.labels import means_label
from pos.core.money import Money
from pos.core.permissions import Act
from pos.core.receipt_search import FoundReceipt, Wanted, read_query
from pos.core.receipts import bare_number
from pos.core.shifts import business_day
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.screens import NoView, Till, View
from pos.screens.reprint import reprint

if TYPE_CHECKING:
    from pos.core.paper import Block

Order = Literal["at", "number", "total", "clerk"]

#: So many rows are read for the page, more when it is asked for more.
PAGE = 200
#: The most that goes into one file.
MOST_EXPORTED = 100_000
DAYS: tuple[tuple[str, str, int], ...] = (
    ("today", QT_TRANSLATE_NOOP("Receipts", "Today"), 1),
    ("week", QT_TRANSLATE_NOOP("Receipts", "7 days"), 7),
    ("month", QT_TRANSLATE_NOOP("Receipts", "31 days"), 31),
    ("all", QT_TRANSLATE_NOOP("Receipts", "All"), 0),
)


def today_of(till: Till) -> date:
    """The business day that it is."""
    return till.shift.business_day if till.shift else business_day(till.now(), till.settings.cut_over)


def find_receipts(
    till: Till,
    *,
    text: str = "",
    number: str = "",
    amount: Money | None = None,
    product: str = "",
    days: Mapping[str, date],
    limit: int = 50,
) -> list[FoundReceipt]:
    """What the gesture `find_receipt` answers: receipts that fit all that is named.

    `text` is read like the page's box; `days` names a `day`, or `from` and `to`. A number that is none finds nothing.
    """
    till.on_duty()
    settings = till.settings
    readings = read_query(text, today_of(till), settings.shop, settings.till)
    if number:
        read = bare_number(number, settings.shop, settings.till)
        readings = [] if read is None else [replace(wanted, number=read) for wanted in readings]
    if amount is not None:
        readings = [replace(wanted, amount=amount) for wanted in readings]
    if product:
        readings = [replace(wanted, words=(*wanted.words, product)) for wanted in readings]
    first, last = days.get("day", days.get("from")), days.get("day", days.get("to"))
    if first is not None or last is not None:
        # Asked for outright: then a number too is sought on those days only.
        readings = [replace(wanted, first=wanted.first or first, last=wanted.last or last) for wanted in readings]
    with till.store.read() as session:
        return receipt_search.find(session, readings, shop=settings.shop, till=settings.till, limit=limit)


class ReceiptsScreen:
    """The list of receipts: one box, a span of days, a row that is looked at."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.view: View = NoView()
        self.query = ""
        self.days = "today"
        self.order: Order = "at"
        self.backwards = True
        self.rows: tuple[FoundReceipt, ...] = ()
        self.more = False
        self.widened = False
        self.selected = 0
        #: A search is on its way; the rows are still those of before.
        self.seeking = False
        self._limit, self._asked = PAGE, 0

    # What is shown

    @property
    def chips(self) -> tuple[tuple[str, str], ...]:
        """The spans of days, each with its label."""
        return tuple((key, translate("Receipts", label)) for key, label, _ in DAYS)

    @property
    def columns(self) -> int:
        """How wide this till's paper is."""
        return self.till.settings.columns

    @property
    def has_printer(self) -> bool:
        """A receipt printer is set up."""
        return self.till.settings.printer != "absent"

    @property
    def current(self) -> FoundReceipt | None:
        """The row that is looked at."""
        return self.rows[self.selected] if 0 <= self.selected < len(self.rows) else None

    @property
    def blind(self) -> bool:
        """Whoever counts the drawer is not told by which means the open shift was paid: cash could be added up."""
        seen = self.till.person is not None and self.till.role().may(Act.SEE_CASH)
        return self.till.shift is not None and not seen

    @property
    def summary(self) -> str:
        """How many were found, and whether the days were widened to find them."""
        count = translate("Receipts", "{n} receipts").format(n=len(self.rows))
        if self.more:
            count = translate("Receipts", "The newest {n} receipts").format(n=len(self.rows))
        if self.widened:
            count += translate("Receipts", " · none in these days, so all days were searched")
        if any(not row.means for row in self.rows):
            count += translate("Receipts", " · means of this shift after the count")
        return count

    @property
    def way_back(self) -> str:
        """How far the money of the refund that is looked at has come on its way through the payment services."""
        row = self.current
        return self.till.desk.back_text(row.receipt) if row is not None and row.refund else ""

    def paper(self, row: FoundReceipt) -> list[Block]:
        """The receipt as it was printed, block by block; only its words say what it is."""
        from pos.paper import receipt as paper
        from pos.screens.papers import receipt_paper

        with self.till.store.read() as session:
            sheet = receipt_paper(session, self.till.settings, row.id, copy=False, drawer=False)
        return paper.layout(sheet, self.till.settings.columns)

    # What the clerk does

    def load(self) -> None:
        """Read the list anew: receipts have come since."""
        self._read()

    def stop(self) -> None:
        """Whatever is being looked for is not wanted any more; the rows stay as they are."""
        self._asked, self.seeking = self._asked + 1, False
        self.view.refresh()

    def search(self, text: str, *, far: bool = True) -> None:
        """Look for what was typed; nothing typed shows everything of these days.

        Where these days have none, all days are searched, unless `far` is False.
        """
        self.query, self._limit, self.selected = text.strip(), PAGE, 0
        self._read(far=far)

    def choose_days(self, key: str) -> None:
        """Another span of days."""
        self.days, self._limit, self.selected = key, PAGE, 0
        self._read()

    def show_more(self) -> None:
        """As many again."""
        if self.more:
            self._limit *= 2
            self._read()

    def sort(self, order: Order) -> None:
        """Order the rows that were found; the same once more turns it round."""
        self.backwards = not self.backwards if order == self.order else order in ("at", "number")
        self.order = order
        self.rows = self._sorted(self.rows)
        self.selected = 0
        self.view.refresh()

    def select(self, i: int) -> None:
        """Look at the i-th row, from 0."""
        self.selected = max(0, min(i, len(self.rows) - 1))
        self.view.refresh()

    def reprint(self) -> str:
        """Print the receipt that is looked at once more, marked as a copy; answers its number, or nothing."""
        row = self.current
        return "" if row is None or self.seeking else reprint(self.till, row.receipt)

    def save(self, ending: Literal["csv", "xlsx"]) -> Path:
        """Everything that fits the search as a file in the shop's folder; answers the file."""
        from pos.exchange.envelope import make_folder

        folder = make_folder(self.till.folder / "reports")
        settings = self.till.settings
        file = folder / f"{settings.shop}-{settings.till}-receipts-{today_of(self.till).isoformat()}.{ending}"
        rows = self._sorted(self._told(self._found(MOST_EXPORTED, widen=self.widened)))
        if ending == "xlsx":
            _write_book(file, rows)
        else:
            _write_csv(file, rows)
        return file

    # Inside

    def _span(self) -> tuple[date | None, date | None]:
        length = next(length for key, _, length in DAYS if key == self.days)
        today = today_of(self.till)
        return (today - timedelta(days=length - 1), today) if length else (None, None)

    def _readings(self) -> list[Wanted]:
        settings = self.till.settings
        return read_query(self.query, today_of(self.till), settings.shop, settings.till)

    def _found(self, limit: int, *, widen: bool) -> tuple[FoundReceipt, ...]:
        return self._look(self._readings(), (None, None) if widen else self._span(), limit)

    def _look(
        self, readings: Sequence[Wanted], span: tuple[date | None, date | None], limit: int
    ) -> tuple[FoundReceipt, ...]:
        settings = self.till.settings
        first, last = span
        with self.till.store.read() as session:
            found = receipt_search.find(
                session, readings, shop=settings.shop, till=settings.till, first=first, last=last, limit=limit
            )
        return tuple(found)

    def _read(self, *, far: bool = True) -> None:
        """Look in the background: what few receipts fit may mean a walk through all of them. The next search wins."""
        self.till.on_duty()
        self._asked, self.seeking = self._asked + 1, True
        asked, limit, span, readings = self._asked, self._limit, self._span(), self._readings()
        widen = far and bool(self.query) and self.days != "all"

        def work() -> tuple[tuple[FoundReceipt, ...], bool]:
            if asked != self._asked:
                return (), False
            found = self._look(readings, span, limit + 1)
            if found or not widen or asked != self._asked:
                return found, False
            found = self._look(readings, (None, None), limit + 1)
            return found, bool(found)

        def then(done: object) -> None:
            if asked == self._asked:
                found, widened = cast("tuple[tuple[FoundReceipt, ...], bool]", done)
                self._take(found, limit, widened=widened)

        self.view.refresh()
        self.till.background(work, then)

    def _take(self, found: tuple[FoundReceipt, ...], limit: int, *, widened: bool) -> None:
        self.seeking, self.widened, self.more = False, widened, len(found) > limit
        self.rows = self._sorted(self._told(found[:limit]))
        self.selected = max(0, min(self.selected, len(self.rows) - 1))
        self.view.refresh()

    def _told(self, rows: Sequence[FoundReceipt]) -> tuple[FoundReceipt, ...]:
        """The rows as this clerk may see them: blind, none of the open shift says its means, nor is found by them."""
        shift = self.till.shift
        if not self.blind or shift is None:
            return tuple(rows)
        by_means = any(wanted.means for wanted in self._readings())
        # A receipt's instant is kept to the second.
        opened = shift.opened_at.replace(microsecond=0)
        before = [row for row in rows if row.at < opened]
        told = [row if row.at < opened else replace(row, means=()) for row in rows]
        return tuple(before if by_means else told)

    def _sorted(self, rows: Sequence[FoundReceipt]) -> tuple[FoundReceipt, ...]:
        keys = {
            "at": lambda row: (row.at, row.number),
            "number": lambda row: row.number,
            "total": lambda row: (-row.paid if row.refund else row.paid, row.number),
            "clerk": lambda row: (row.clerk, row.number),
        }
        return tuple(sorted(rows, key=keys[self.order], reverse=self.backwards))


def signed(row: FoundReceipt) -> Money:
    """What changed hands, with a minus for a refund."""
    return -row.paid if row.refund else row.paid


def means_text(row: FoundReceipt) -> str:
    """The means of a receipt: `微信 + 现金`."""
    return " + ".join(means_label(code) for code in row.means)


_HEADERS = (
    QT_TRANSLATE_NOOP("Receipts", "Receipt"),
    QT_TRANSLATE_NOOP("Receipts", "Time"),
    QT_TRANSLATE_NOOP("Receipts", "Kind"),
    QT_TRANSLATE_NOOP("Receipts", "Refund of"),
    QT_TRANSLATE_NOOP("Receipts", "Clerk"),
    QT_TRANSLATE_NOOP("Receipts", "Lines"),
    QT_TRANSLATE_NOOP("Receipts", "Goods"),
    QT_TRANSLATE_NOOP("Receipts", "Means"),
    QT_TRANSLATE_NOOP("Receipts", "Total"),
    QT_TRANSLATE_NOOP("Receipts", "Changed hands"),
)
_KINDS = ("text", "instant", "text", "text", "text", "count", "text", "text", "money", "money")


def kind_text(row: FoundReceipt) -> str:
    """Sale or refund, in words."""
    return translate("Receipts", "Refund") if row.refund else translate("Receipts", "Sale")


def _cells(row: FoundReceipt) -> tuple[object, ...]:
    return (
        row.receipt,
        row.at,
        kind_text(row),
        row.of,
        row.clerk,
        row.lines,
        "、".join(row.goods),
        means_text(row),
        -row.total if row.refund else row.total,
        signed(row),
    )


def _write_book(file: Path, rows: Sequence[FoundReceipt]) -> None:
    from pos.exchange.workbook import Sheet, write_workbook

    headers = tuple(translate("Receipts", header) for header in _HEADERS)
    write_workbook(file, [Sheet(translate("Receipts", "Receipts"), headers, map(_cells, rows), _KINDS)])


def _write_csv(file: Path, rows: Sequence[FoundReceipt]) -> None:
    import csv

    from pos.exchange.workbook import cell_text, written_whole

    with written_whole(file) as draft, draft.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([cell_text(translate("Receipts", header)) for header in _HEADERS])
        for row in rows:
            at = row.at.strftime("%Y-%m-%d %H:%M:%S")
            cells = (at if cell is row.at else cell for cell in _cells(row))
            writer.writerow([cell if isinstance(cell, int | Money) else cell_text(str(cell)) for cell in cells])
