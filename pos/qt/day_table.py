"""Any table of the day, searched and sorted: by product, channel, clerk and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
)

from pos.core.daily_summary import Row, Table, kilograms, share
from pos.core.money import Money
from pos.core.wording import translate
from pos.qt import theme
from pos.qt.parts import Elided, TableView, WordBox, card, font, paint_seal, text
from pos.qt.parts.paint import figure, smooth
from pos.qt.payment_buttons import QuickButton, stack_alike
from pos.qt.tokens import Seal

_Index = QModelIndex | QPersistentModelIndex
#: The raw number behind a cell, for sorting.
_SORT = Qt.ItemDataRole.UserRole
#: The column that tables begin sorted by.
_NET = 5
_SEAL = 22


class GroupRows(QAbstractTableModel):
    """One table of the summary as rows: name, receipts, refunds, sold, taken back, net, share, weight."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._whole = Money(0)
        self._regions: Mapping[str, str] = {}
        self._by, self._falling = _NET, True

    def show_table(self, table: Table, whole: Money, regions: Mapping[str, str]) -> None:
        """Show another table; shares are of `whole`, `regions` says which seal stands before a row's name."""
        self.beginResetModel()
        self._rows, self._whole, self._regions = table.rows, whole, regions
        self.endResetModel()

    def show_order(self, column: int, order: Qt.SortOrder) -> None:
        """Which column the rows are sorted by, and which way."""
        self._by, self._falling = column, order == Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows of the table, without its total."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The same eight columns for every table."""
        return 0 if parent.isValid() else 8

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names; figures stand right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            translate("Day", "Name"),
            translate("Day", "Receipts"),
            translate("Day", "Refunds"),
            translate("Day", "Sold"),
            translate("Day", "Taken back"),
            translate("Day", "Net"),
            translate("Day", "Share"),
            translate("Day", "Weight (kg)"),
        )
        # The arrow belongs to the words: drawn by the system it lies on them.
        arrow = " ↓" if self._falling else " ↑"
        return titles[section] + (arrow if section == self._by else "")

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text for people, the raw number for sorting."""
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return font(11, bold=column == 5)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            region = self._regions.get(row.code)
            return None if region is None else _seal(theme.seal(region), region)
        group = row.group
        if role == _SORT:
            raw = (row.label, group.sales, group.refunds, group.gross.fen, group.refunded.fen, group.net.fen)
            return (*raw, group.net.fen, group.grams)[column]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            row.label,
            str(group.sales) if row.counted else "",
            str(group.refunds) if row.counted and group.refunds else "",
            figure(group.gross),
            figure(group.refunded) if group.refunded else "",
            figure(group.net),
            share(group.net, self._whole),
            kilograms(group.grams),
        )[column]


#: The first column is at least this wide; these give way to it, in this order: refunds, share, weight, taken back.
_NAMES = 180
_SCROLL_BAR = 16
_LEAST_NEEDED = (2, 6, 7, 4)


@cache
def _seal(look: Seal, region: str) -> QPixmap:
    """The seal of a region in `look`, today's colours, drawn once; sharp on screens that are magnified, too."""
    sharp = 2
    picture = QPixmap(_SEAL * sharp, _SEAL * sharp)
    picture.setDevicePixelRatio(sharp)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    smooth(painter)
    paint_seal(painter, QRectF(0, 0, _SEAL, _SEAL), region)
    painter.end()
    return picture


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class DayTables(QFrame):
    """The tables behind the picture: a row of buttons chooses one, / searches it, a click on a head sorts it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._tables: Mapping[str, Table] = {}
        self._regions: Mapping[str, str] = {}
        self._whole = Money(0)
        self._name = "by_product"
        self._blind = False
        self._buttons: dict[str, QuickButton] = {}
        self._rows = GroupRows()
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._rows)
        self._sorted.setSortRole(_SORT)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = WordBox()
        self.search.setObjectName("tableSearch")
        self.search.setAccessibleName(translate("Day", "Search this table"))
        self.search.setPlaceholderText(translate("Day", "Search this table (/)"))
        self.search.setFont(font(11))
        self.search.setFixedHeight(42)
        self.search.textChanged.connect(self._filter)
        self._view = self._build_view()
        self._notes = Elided(10, tone="ink2")
        self._total = text("", 13, bold=True)
        self._total.setObjectName("tableTotal")
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.addWidget(self._notes, 1)
        foot.addWidget(self._total)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 10, 1, 1)
        box.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addLayout(self._choices)
        box.addLayout(head)
        find = QHBoxLayout()
        find.setContentsMargins(12, 0, 12, 0)
        find.addWidget(self.search)
        box.addLayout(find)
        box.addWidget(self._view, 1)
        box.addLayout(foot)

    def _build_view(self) -> TableView:
        view = TableView("dayTable", 40)
        view.setModel(self._sorted)
        view.setSortingEnabled(True)
        view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setIconSize(QSize(_SEAL, _SEAL))
        header = view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setStyleSheet("QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }")
        header.sortIndicatorChanged.connect(self._rows.show_order)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names keep their room, whatever the words of the other columns need."""
        super().resizeEvent(event)
        self._make_room()
        self._stack()

    def _stack(self) -> None:
        for button in self._buttons.values():
            button.setFixedHeight(48)
        self._choices.activate()
        stack_alike(self._buttons.values())

    def _make_room(self) -> None:
        header = self._view.horizontalHeader()
        for column in _LEAST_NEEDED:
            self._view.setColumnHidden(column, False)
        room = self.width() - _SCROLL_BAR - _NAMES
        needed = {
            column: max(header.sectionSizeHint(column), self._view.sizeHintForColumn(column))
            for column in range(1, self._rows.columnCount())
        }
        for column in _LEAST_NEEDED:
            if sum(needed.values()) <= room:
                return
            needed.pop(column)
            self._view.setColumnHidden(column, True)

    def draw(
        self, tables: Mapping[str, Table], whole: Money, regions: Mapping[str, str], *, blind: bool = False
    ) -> None:
        """Show the day's tables; the chosen one stays chosen. `blind` keeps the means away.

        `regions` names the origin of every product.
        """
        self._tables, self._whole, self._blind, self._regions = tables, whole, blind, regions
        names = ("by_product", "by_region", "by_channel", "by_means", "by_buyer_kind", "by_producer", "by_clerk")
        for name in names:
            if name not in self._buttons and name in tables:
                button = QuickButton(_short(name), key=f"Alt {names.index(name) + 1}")
                button.setCheckable(True)
                button.setObjectName(f"table_{name}")
                button.clicked.connect(partial(self.choose, name))
                self._buttons[name] = button
                self._choices.addWidget(button, 1)
        if "by_means" in self._buttons:
            self._buttons["by_means"].setVisible(not blind)
        self._stack()
        self.choose(names[0] if blind and self._name == "by_means" else self._name)

    def choose(self, name: str) -> None:
        """Show one table by its name."""
        self._name = name
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        table = self._tables[name]
        regions = {row.code: row.code for row in table.rows} if name == "by_region" else self._regions
        self._rows.show_table(table, self._whole, regions if name in ("by_region", "by_product") else {})
        self._view.setAccessibleName(table.title)
        self._notes.setText(" ".join(table.notes))
        self._filter()
        self._make_room()

    def choose_numbered(self, n: int) -> None:
        """Show the n-th table, from 1."""
        names = list(self._buttons)
        if n <= len(names) and not (self._blind and names[n - 1] == "by_means"):
            self.choose(names[n - 1])

    def _filter(self) -> None:
        self._sorted.setFilterFixedString(self.search.text().strip())
        rows = [self._sorted.index(i, 5).data(_SORT) for i in range(self._sorted.rowCount())]
        words = translate("Day", "{count} rows · net {net}")
        self._total.setText(words.format(count=len(rows), net=figure(Money(sum(rows)))))


def _short(name: str) -> str:
    return {
        "by_product": translate("Day", "Products"),
        "by_region": translate("Day", "Origins"),
        "by_channel": translate("Day", "Channels"),
        "by_means": translate("Day", "Means"),
        "by_buyer_kind": translate("Day", "Buyers"),
        "by_producer": translate("Day", "Producers"),
        "by_clerk": translate("Day", "Clerks"),
    }[name]
