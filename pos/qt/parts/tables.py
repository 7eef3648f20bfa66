"""Lists of rows: one model over frozen rows and a column list, and a table that looks like the till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pos.qt.theme import font
from pos.qt.tokens import Type

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
#: The row itself, for delegates: `index.data(ROW)`.
ROW = Qt.ItemDataRole.UserRole


class Column(Struct, Generic[Row], frozen=True):
    """A column: its title, what it says of a row, and whether it stands right (numbers do)."""

    title: str
    words: Callable[[Row], str]
    right: bool = False
    width: int = 0


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows behind a column list. `show_rows` touches what changed; `spoken` is what a screen reader says."""

    def __init__(self, columns: Sequence[Column[Row]], spoken: Callable[[Row], str] | None = None) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._spoken = spoken
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def row(self, n: int) -> Row | None:
        """The row at a place from 0, or None."""
        return self._rows[n] if 0 <= n < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows in place of the old ones."""
        new, old = tuple(rows), self._rows
        if new == old:
            return
        same = next((i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old)))
        if len(new) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()
        elif len(new) < len(old):
            self.beginRemoveRows(QModelIndex(), len(new), len(old) - 1)
            self._rows = new
            self.endRemoveRows()
        self._rows = new
        last = min(len(new), len(old)) - 1
        if same <= last:
            self.dataChanged.emit(self.index(same, 0), self.index(last, len(self._columns) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, the row itself, and what is spoken."""
        row = self.row(index.row())
        if row is None:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if self._spoken is not None and index.column() == 0 else column.words(row)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles above the columns."""
        if way != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class TableView(QTableView):
    """A table of the till: whole rows chosen and shown, no spreadsheet's grid. Keys of no use to it are the page's."""

    def __init__(
        self, name: str, row_height: int = 44, parent: QWidget | None = None, *, by_pages: bool = True
    ) -> None:
        """`by_pages`: PgUp and PgDn move in it; else the page turns something else with them."""
        super().__init__(parent)
        self._paging = () if by_pages else (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        # Asked for the viewport that Qt makes, whose class it has no name for, PySide would look through all it has.
        self.setViewport(QWidget())
        self.setObjectName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setFont(font(Type.META))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setFixedHeight(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole rows only: one that the lower edge would cut through waits below, the scroll bar tells of it."""
        super().paintEvent(QPaintEvent(event.region().intersected(self.whole_rows())))

    def updateGeometries(self) -> None:
        """More or less room for rows."""
        super().updateGeometries()
        self._begin_with_a_whole_row()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Rows come and go whole."""
        super().scrollContentsBy(dx, dy)
        self._begin_with_a_whole_row()

    def _begin_with_a_whole_row(self) -> None:
        """At its end Qt would put the last row at the lower edge, and cut the first one."""
        rows, first = self.verticalHeader(), self.verticalScrollBar().value()
        place = rows.sectionPosition(first)
        if place >= 0 and rows.offset() != place:
            rows.setOffset(place)
            self.viewport().update()

    def whole_rows(self) -> QRect:
        """The part of the viewport in which no row is cut."""
        port = self.viewport().rect()
        last = self.rowAt(port.bottom())
        if last >= 0 and last > self.rowAt(0) and self.rowViewportPosition(last) + self.rowHeight(last) > port.height():
            port.setBottom(self.rowViewportPosition(last) - 1)
        return port

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages move in the table; letters do not search here, they belong to the page."""
        moving = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        if (
            event.key() in moving
            and event.key() not in self._paging
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()
