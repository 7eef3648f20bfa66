"""Finds the table in a sheet: its header, its columns under all the words people use for them, its rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from pos.core.wording import QT_TRANSLATE_NOOP
from pos.exchange.sheets import cells
from pos.exchange.sheets.cells import Fault, reason_sentence
from pos.exchange.sheets.reading import MAX_ROWS, Book, Grid, SheetRefused, TooManyRows, Value

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pos.db.store import Store

T = TypeVar("T")

#: The header is the first of so many rows that holds at least so many known words.
HEADER_WITHIN, HEADER_WORDS = 10, 3


class SheetNotFound(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The book has no sheet named {sheet}.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Name the sheet {sheet}, or start from the template.")


class HeaderNotFound(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "No header was found in the first ten rows of {sheet}.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Put the column names of the template over the rows.")


class HeaderTwice(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The column {header} stands twice in the header.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Delete one of the two columns.")


class MissingColumn(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The column {header} is missing.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Add it; the template shows all columns.")


class Column(Struct, frozen=True):
    """One column of a sheet: its English id, its header, other words taken for it, and whether it must be there."""

    id: str
    header: str
    words: tuple[str, ...] = ()
    required: bool = False


class Note(Struct, frozen=True):
    """One fault or warning: Excel's row number (0: the whole file), the column's English id, the reason, a sentence.

    `sheet` names the sheet where a book has several.
    """

    row: int
    column: str
    reason: str
    message: str
    sheet: str = ""

    def as_dict(self) -> dict[str, object]:
        """As an import answers it (CONTRACT.md section 2)."""
        told: dict[str, object] = {"row": self.row, "column": self.column, "reason": self.reason}
        return {**told, "message": self.message, **({"sheet": self.sheet} if self.sheet else {})}


class TableRow(Struct, frozen=True):
    """One row under the header: `number` as Excel shows it, its cells by column id, and which of them hold no value."""

    number: int
    cells: Mapping[str, Value]
    marks: Mapping[str, str]

    def cell(self, column: str) -> Value:
        """The cell of that column, None where there is none. Faults: Formula, ErrorValue."""
        mark = self.marks.get(column)
        if mark is not None:
            raise Fault(mark, value=cells.shown(self.cells.get(column)))
        return self.cells.get(column)


class Table(Struct, frozen=True):
    """A sheet's table: the ids of the columns that are there, its rows that are not blank, and what was passed over."""

    sheet: str
    columns: frozenset[str]
    rows: Sequence[TableRow]
    warnings: Sequence[Note] = field(default_factory=tuple)


class _OnlyTried(Exception):
    """Ends a dry run inside its transaction, so that it is rolled back."""


def take_or_try(store: Store, take: Callable[[Session], T], only_tried: Callable[[T], bool]) -> T:
    """What `take` answers from a transaction of its own; where `only_tried` says so of that answer, nothing is kept."""
    with suppress(_OnlyTried), store.write() as session:
        answer = take(session)
        if only_tried(answer):
            raise _OnlyTried
    return answer


def canonical_header(value: Value) -> str:
    """A header as it is compared: narrow, without blanks, trailing star or unit in brackets, in small letters."""
    narrow = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    bare = re.sub(r"\s", "", narrow).removeprefix("'").rstrip("*").casefold()
    for tail in ("(元)", "(%)", "(天)"):
        bare = bare.removesuffix(tail)
    return bare.rstrip("*")


def find_sheet(book: Book, names: Sequence[str]) -> Grid:
    """The sheet of one of these names; the only sheet of a book may be called as it likes. Raises SheetNotFound."""
    if len(book.sheets) == 1:
        return book.sheets[0]
    for sheet in book.sheets:
        if sheet.name.strip().casefold() in names:
            return sheet
    raise SheetNotFound(sheet=names[0])


def read_table(sheet: Grid, columns: Sequence[Column]) -> Table:
    """The table of a sheet. Raises HeaderNotFound, HeaderTwice, MissingColumn, TooManyRows."""
    known = {canonical_header(word): each for each in columns for word in (each.header, each.id, *each.words)}
    name = sheet.name or "csv"
    at = _header_row(sheet, known)
    if at is None:
        raise HeaderNotFound(sheet=name)
    places: dict[str, int] = {}
    warnings = []
    for place, value in enumerate(sheet.rows[at]):
        column = known.get(canonical_header(value))
        if column is not None:
            if column.id in places:
                raise HeaderTwice(row=at + 1, column=column.id, header=column.header)
            places[column.id] = place
        elif not cells.is_blank(value):
            message = reason_sentence("UnknownColumn", value=cells.shown(value).strip())
            warnings.append(Note(at + 1, "", "UnknownColumn", message))
    for column in columns:
        if column.required and column.id not in places:
            raise MissingColumn(row=at + 1, column=column.id, header=column.header)
    rows = list(_rows(sheet, at + 1, places))
    if len(rows) > MAX_ROWS:
        raise TooManyRows(sheet=name, most=f"{MAX_ROWS:,}")
    return Table(name, frozenset(places), rows, warnings)


def _header_row(sheet: Grid, known: Mapping[str, Column]) -> int | None:
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if len({known[word].id for value in row if (word := canonical_header(value)) in known}) >= HEADER_WORDS:
            return at
    return None


def _rows(sheet: Grid, start: int, places: Mapping[str, int]) -> Iterator[TableRow]:
    marked: dict[int, dict[str, str]] = {}
    ids = {place: id for id, place in places.items()}
    for (at, place), mark in sheet.marks.items():
        if place in ids:
            marked.setdefault(at, {})[ids[place]] = mark
    for at in range(start, max(len(sheet.rows), max(marked, default=-1) + 1)):
        row = sheet.rows[at] if at < len(sheet.rows) else ()
        marks = marked.get(at, {})
        if not marks and all(map(cells.is_blank, row)):
            continue
        yield TableRow(at + 1, {id: row[place] for id, place in places.items() if place < len(row)}, marks)
