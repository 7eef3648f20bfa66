"""Opens a sheet that came from outside: an .xlsx book or a .csv, behind a gate that a hostile file does not pass.

What comes out is plain cells with Excel's own row numbers. The gate counts what really unfolds, refuses entities,
and looks at every cell reference before the parser lays out its grid: a 5 KB file can claim a cell at XFD1048576.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from msgspec import Struct, field

from pos.core.problems import Refusal, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP

Value = str | float | bool | date | datetime | time | timedelta | None

MAX_BYTES = 20 * 1024 * 1024
MAX_INFLATED = 200 * 1024 * 1024
MAX_ROWS = 20_000
#: The grid that the parser lays out: generous for a real sheet, harmless for the memory.
MAX_CELLS = 4_000_000
_MAX_COLUMNS = 512
_CHUNK = 1 << 20
_LIST_BYTES = 4 * 1024 * 1024  # of the book's list of sheets

#: Marks of cells that hold no plain value.
FORMULA, ERROR_VALUE = "Formula", "ErrorValue"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class SheetRefused(Refusal):
    """The file as a whole cannot be taken. `row` is the row it is about, 0 if none; `column` an English id or empty."""

    context = "Sheets"

    def __init__(self, row: int = 0, column: str = "", **gaps: object) -> None:
        super().__init__(**gaps)
        self.row = row
        self.column = column


class FileUnreadable(Trouble):
    """The file is not there, or may not be opened."""

    sentence = QT_TRANSLATE_NOOP("Sheets", "{file} could not be opened: {why}. Nothing was taken.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Check the name and the folder, and close the file if it is open elsewhere.")
    context = "Sheets"


class TooLarge(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The file is larger than {most}.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Split it into several files.")


class TooManyRows(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The sheet {sheet} has more than {most} rows.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Split it into several files.")


class TooWide(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The sheet {sheet} reaches to the cell {cell}.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Delete what stands outside the table, or copy the table into a new book.")


class OldExcel(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The file is an old .xls, or protected by a password.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Open it in Excel and save it as .xlsx without a password.")


class NotASheet(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The file is neither an Excel book (.xlsx) nor a readable .csv.")
    todo = QT_TRANSLATE_NOOP("Sheets", "Open it in Excel and save it as .xlsx.")


class NotAllowedInside(SheetRefused):
    sentence = QT_TRANSLATE_NOOP("Sheets", "The book holds definitions that no Excel writes (DTD, entities).")
    todo = QT_TRANSLATE_NOOP("Sheets", "Open it in Excel and save it as .xlsx.")


class Grid(Struct, frozen=True):
    """One sheet: its cells from A1 on, row by row; `marks` names formula and error cells by (row, column) from 0."""

    name: str
    rows: Sequence[Sequence[Value]]
    marks: dict[tuple[int, int], str] = field(default_factory=dict)


class Book(Struct, frozen=True):
    """Everything a file holds. A .csv is one sheet without a name."""

    sheets: tuple[Grid, ...]


def open_book(path: Path) -> Book:
    """Read a file of people's. Raises SheetRefused for what it is, FileUnreadable if it cannot be read at all."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(file=path.name, why=error.strerror or error) from error
    if len(content) > MAX_BYTES:
        raise TooLarge(most="20 MB")
    if content.startswith(_OLE):
        raise OldExcel()
    if content.startswith(b"PK\x03\x04"):
        return Book(tuple(_xlsx(content)))
    return Book((Grid("", _csv(content)),))


def _csv(content: bytes) -> list[list[Value]]:
    """Rows of a .csv: UTF-8 with or without BOM, else GB18030; commas, or the semicolons and tabs of some Excels."""
    text = _decoded(content)
    first_lines = text.split("\n", 10)[:10]
    separator = max(",;\t", key=lambda mark: max(line.count(mark) for line in first_lines))
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(list(row))
            if len(rows) > 4 * MAX_ROWS:
                raise TooManyRows(sheet="csv", most=MAX_ROWS)
    except csv.Error as error:
        raise NotASheet() from error
    return rows


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASheet()


def _xlsx(content: bytes) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            seen = _inspect(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        KeyError,
        zlib.error,
    ) as error:
        raise NotASheet() from error
    except (ElementTree.ParseError, expat.ExpatError, UnicodeDecodeError, ValueError) as error:
        raise NotASheet() from error
    grids = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                grids.append(Grid(sheet.name, rows, seen.get(sheet.name, {})))
    except CalamineError as error:
        raise NotASheet() from error
    return grids


def _inspect(archive: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """Let every part of the book pass by once. By sheet name: where its formulas and error values stand."""
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise OldExcel()
    parts = {_sheet_path(target): name for name, target in _sheet_list(archive).items()}
    marks: dict[str, dict[tuple[int, int], str]] = {}
    left = MAX_INFLATED
    for part in archive.infolist():
        look = _SheetLook(parts[part.filename]) if part.filename in parts else None
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise TooLarge(most="200 MB")
                if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                    raise NotAllowedInside()
                tail = chunk[-16:]
                if look:
                    look.feed(chunk)
        if look:
            look.finish()
            marks[look.sheet] = look.marks
    return marks


def _sheet_list(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path of each sheet's part by the sheet's name, in the order of the book."""
    book = ElementTree.fromstring(_small(archive, "xl/workbook.xml"))
    links = ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = book.iter(_MAIN + "sheet")
    return {sheet.get("name", ""): targets.get(sheet.get(_RELATION), "") for sheet in sheets}


def _sheet_path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(_LIST_BYTES + 1)
    if len(content) > _LIST_BYTES:
        raise TooLarge(most="4 MB")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotAllowedInside()
    return content


class _SheetLook:
    """Reads along one sheet's XML: how far its cells reach, and which hold a formula or an error value."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.marks: dict[tuple[int, int], str] = {}
        self._row = -1
        self._column = -1
        self._cells = 0
        self._lowest = 0
        self._widest = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def finish(self) -> None:
        self._parser.Parse(b"", True)

    def _doctype(self, *_: object) -> NoReturn:
        raise NotAllowedInside()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        # Called for every element of up to half a million cells, so what is frequent is looked at first.
        if tag == "v":
            self._reach()
        elif tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "f":
            self._reach()
            self.marks[self._row, self._column] = FORMULA
        elif tag == "is":
            self._reach()
        elif ":" in tag:
            self._start(tag.rpartition(":")[2], attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise TooManyRows(sheet=self.sheet, most=MAX_ROWS)
        if "r" in attributes:
            self._row, self._column = _position(attributes["r"])
        else:
            self._column += 1
        if attributes.get("t") == "e":
            self.marks[self._row, self._column] = ERROR_VALUE

    def _reach(self) -> None:
        """A cell with something in it: the parser's grid grows to it. One that is only painted does not count."""
        if self._row < self._lowest and self._column < self._widest:
            return
        self._lowest = max(self._lowest, self._row + 1)
        self._widest = max(self._widest, self._column + 1)
        if self._widest > _MAX_COLUMNS or self._lowest * self._widest > MAX_CELLS:
            raise TooWide(sheet=self.sheet, cell=f"{_letters(self._column)}{self._row + 1}")


def _position(reference: str) -> tuple[int, int]:
    """Row and column from 0 of `B12`; ValueError for anything else."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column(letters)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """0 for `A`, 16383 for `XFD`."""
    if not 1 <= len(letters) <= 3:
        raise ValueError(letters)
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        column = column * 26 + ord(letter) - 64
    return column - 1


def _letters(column: int) -> str:
    """`A` for 0, `XFD` for 16383."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
