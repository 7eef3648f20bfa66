"""Excel books written for people: whole or not at all, and never with a live formula in a cell."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pos.core.money import Money, Quantity
from pos.core.problems import Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from openpyxl import Workbook

#: What a column holds: how its numbers look and how wide it starts.
KINDS: Mapping[str, tuple[str, int]] = {
    "text": ("@", 16),
    "money": ("#,##0.00", 13),
    "quantity": ("#,##0.###", 11),
    "count": ("#,##0", 9),
    "percent": ("0.00%", 9),
    "day": ("yyyy-mm-dd", 12),
    "instant": ("yyyy-mm-dd hh:mm:ss", 20),
}

#: A text that begins with one of these is run as a formula by one spreadsheet or another.
_FORMULA_STARTS = tuple("=+-@＝＋－＠'")
#: What a spreadsheet shows where a value could not be worked out.
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
#: No sheet may hold these; the last are no characters at all.
_NOT_WRITTEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class FileNotWritten(Trouble):
    """A sheet could not be written; the file that was there before still is."""

    sentence = QT_TRANSLATE_NOOP("Sheets", "{file} was not written: {why}.")
    todo = QT_TRANSLATE_NOOP(
        "Sheets", "Close it if it is open elsewhere, make room on the disk, or choose another folder."
    )
    context = "Sheets"


class Sheet(NamedTuple):
    """One sheet of a book: `rows` hold Money, Quantity, whole numbers, days, instants, text or None, column by column.

    `kinds` names one of KINDS for each column. `above` are lines of text over the header; `choices` gives, by column
    from 0, the words that a drop-down offers under the header; `required` are columns whose header is drawn darker.
    """

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[object]]
    kinds: Sequence[str]
    above: Sequence[str] = ()
    choices: Mapping[int, Sequence[str]] = {}
    required: frozenset[int] = frozenset()


def cell_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading `= + - @` (or apostrophe) gets an apostrophe before it.

    So does an error value written out. Control characters, which no sheet may hold, are left out. Reading a sheet
    drops one leading apostrophe again.
    """
    shown = _NOT_WRITTEN.sub("", text)
    harmless = not shown.lstrip().startswith(_FORMULA_STARTS) and shown not in ERROR_VALUES
    return shown if harmless else "'" + shown


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its name once the block is done and its bytes are on the disk.

    Raises FileNotWritten; then nothing lies at `path` that did not lie there before.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise FileNotWritten(file=path.name, why=error.strerror or error) from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as done:
            os.fsync(done.fileno())
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise FileNotWritten(file=path.name, why=error.strerror or error) from error
    finally:
        draft.unlink(missing_ok=True)


def write_workbook(path: Path, sheets: Iterable[Sheet | tuple[Any, ...]]) -> None:
    """Write an .xlsx with these sheets (a plain tuple is taken as Sheet's first four fields). Raises FileNotWritten."""
    from openpyxl import Workbook

    # The folder is tried first: a book that is begun and never saved complains when it is thrown away.
    with written_whole(path) as draft:
        book = Workbook(write_only=True)
        for sheet in sheets:
            _add(book, Sheet(*sheet))
        # An archive that cannot be finished on a full disk complains once more when it is thrown away.
        whole = io.BytesIO()
        book.save(whole)
        draft.write_bytes(whole.getvalue())


def _add(book: Workbook, sheet: Sheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    page = book.create_sheet("".join("-" if character in "[]:*?/\\" else character for character in sheet.title)[:31])
    for number, (header, kind) in enumerate(zip(sheet.headers, sheet.kinds, strict=True), 1):
        page.column_dimensions[get_column_letter(number)].width = max(KINDS[kind][1], 2 + 2 * len(header))
    first = len(sheet.above) + 2
    page.freeze_panes = f"A{first}"
    for column, words in sheet.choices.items():
        letter = get_column_letter(column + 1)
        offer = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        offer.add(f"{letter}{first}:{letter}{first + 20_000}")
        page.data_validations.append(offer)
    for line in sheet.above:
        cell = WriteOnlyCell(page, cell_text(line))
        cell.font = Font(italic=True, color="FF5C665F")
        page.append([cell])
    heads = []
    for number, header in enumerate(sheet.headers):
        cell = WriteOnlyCell(page, cell_text(header))
        dark = number in sheet.required
        cell.font = Font(bold=True, color="FFFFFFFF" if dark else "FF16211B")
        cell.fill = PatternFill("solid", start_color="FF0B6B58" if dark else "FFE4EEE9")
        cell.alignment = Alignment(horizontal="left" if sheet.kinds[number] == "text" else "right")
        heads.append(cell)
    page.append(heads)
    for row in sheet.rows:
        cells = []
        for value, kind in zip(row, sheet.kinds, strict=True):
            cell = WriteOnlyCell(page)
            cell.value = _cell_value(value)
            cell.number_format = KINDS[kind][0]
            cells.append(cell)
        page.append(cells)


def _cell_value(value: object) -> Any:
    """What goes into a cell: exact decimals, an instant as its own clock shows it, defused text."""
    match value:
        case None | int() | Decimal():
            return value
        case Money(fen=fen):
            return Decimal(fen).scaleb(-2)
        case Quantity(thousandths=thousandths):
            return Decimal(thousandths).scaleb(-3)
        case datetime():
            return value.replace(tzinfo=None)
        case date():
            return value
        case _:
            return cell_text(str(value))
