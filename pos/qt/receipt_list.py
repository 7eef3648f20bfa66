"""The list of receipts: time, number, goods, means, clerk and money, one row of two lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pos.core.labels import means_label
from pos.core.wording import translate
from pos.qt.parts import (
    ROW,
    Column,
    RowsModel,
    TableView,
    card,
    chip_width,
    colour,
    font,
    metrics,
    paint_chip,
    paint_elided,
    text,
)
from pos.qt.parts.paint import LEFT, RIGHT, figure, fitting, paint_figure, paint_row
from pos.qt.parts.tables import Index
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.core.receipt_search import FoundReceipt
    from pos.screens.receipts import ReceiptsScreen

_ROW = 52
_WIDTHS = {0: 96, 2: 136, 3: 88, 4: 118}
_NARROW = {0: 92, 2: 0, 3: 88, 4: 108}
_MEANS = 2
#: Which order a click on a column's head asks for.
_ORDERS = {0: "at", 1: "number", 3: "clerk", 4: "total"}
_PLACES = {order: column for column, order in _ORDERS.items()}


class ReceiptList(QFrame):
    """The rows, or what could be typed to find some."""

    picked = Signal(int)
    sorted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        card(self)
        self._narrow, self._says_means = False, True
        self.table = TableView("receiptList", _ROW)
        self.table.setAccessibleName(translate("Receipts", "Receipts"))
        self.model: RowsModel[FoundReceipt] = RowsModel(
            (
                Column(translate("Receipts", "Time"), lambda row: row.at.strftime("%H:%M")),
                Column(translate("Receipts", "Receipt and goods"), lambda row: row.receipt),
                Column(translate("Receipts", "Means"), _means),
                Column(translate("Receipts", "Clerk"), lambda row: row.clerk),
                Column(translate("Receipts", "Amount"), _amount, right=True),
            ),
            _spoken,
        )
        self.table.setModel(self.model)
        self.table.setItemDelegate(_RowPainter(self.table))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._head_clicked)
        #: The row that the page knows to be chosen.
        self._chosen = 0
        self.table.clicked.connect(lambda index: self.picked.emit(index.row()))
        # Arrows that were pressed in the list itself.
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: self._moved_to(index.row()))
        self._empty = text("", 12, tone="ink2")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(24, 0, 24, 0)
        body = QWidget()
        self._bodies = QStackedLayout(body)
        self._bodies.addWidget(self.table)
        self._bodies.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(body)

    def fit(self, *, narrow: bool) -> None:
        """Narrow lists leave the means away; the paper beside them names them."""
        self._narrow = narrow
        self._make_room()

    def _make_room(self) -> None:
        widths = _NARROW if self._narrow else _WIDTHS
        header = self.table.horizontalHeader()
        for column, given in widths.items():
            width = given if column != _MEANS or self._says_means else 0
            self.table.setColumnHidden(column, not width)
            if width:
                header.resizeSection(column, width)

    def draw(self, screen: ReceiptsScreen) -> None:
        """Show the rows that were found, the chosen one in sight."""
        self.model.show_rows(screen.rows)
        # Whoever is not told the means has no empty column for them.
        says = any(row.means for row in screen.rows) or not screen.rows
        if says != self._says_means:
            self._says_means = says
            self._make_room()
        nothing = translate("Receipts", "No receipt fits. Enter searches all days; fewer words find more.")
        if not screen.query:
            nothing = translate("Receipts", "No receipts in these days yet")
        self._empty.setText(nothing)
        self._bodies.setCurrentIndex(0 if screen.rows else 1)
        way = Qt.SortOrder.DescendingOrder if screen.backwards else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(_PLACES[screen.order], way)
        self._chosen = screen.selected
        if screen.rows:
            index = self.model.index(screen.selected, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        self.table.viewport().update()

    def _moved_to(self, row: int) -> None:
        if row >= 0 and row != self._chosen:
            self.picked.emit(row)

    def _head_clicked(self, column: int) -> None:
        if column in _ORDERS:
            self.sorted.emit(_ORDERS[column])


def _means(row: FoundReceipt) -> str:
    return " + ".join(means_label(code) for code in row.means)


def _means_in(row: FoundReceipt, room: float) -> str:
    """All of them, or the first and how many more there are: the paper beside names them."""
    first = " + ".join((means_label(row.means[0]), str(len(row.means) - 1))) if len(row.means) > 1 else _means(row)
    return fitting((_means(row), first), room, Type.META)


def _amount(row: FoundReceipt) -> str:
    return figure(-row.paid if row.refund else row.paid)


def _spoken(row: FoundReceipt) -> str:
    words = translate("Receipts", "{receipt}, {day} {time}, {goods}, {means}, {amount} yuan")
    if row.refund:
        words = translate("Receipts", "Refund {receipt}, {day} {time}, {goods}, {means}, {amount} yuan")
    day, time = row.at.strftime("%m-%d"), row.at.strftime("%H:%M")
    return words.format(
        receipt=row.receipt, day=day, time=time, goods="、".join(row.goods), means=_means(row), amount=row.paid
    )


class _RowPainter(QStyledItemDelegate):
    """Time over day; number over goods; means; clerk; money, a refund's in red with a minus and its sign."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell of a row."""
        row: FoundReceipt | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        box = QRectF(option.rect)
        chosen = index.row() == self._table.currentIndex().row()
        paint_row(painter, box, chosen=chosen, bar=index.column() == 0)
        inside = box.adjusted(12, 0, -8, -1)
        match index.column():
            case 0:
                self._two(painter, inside, row.at.strftime("%H:%M"), row.at.strftime("%m-%d"))
            case 1:
                self._goods(painter, inside, row)
            case 4:
                painter.setPen(colour("bad" if row.refund else "ink"))
                # 118 hold a million; more steps its type down.
                paint_figure(painter, inside.adjusted(-8, 0, -5, 0), RIGHT, _amount(row), Type.ROW_AMOUNT - 1)
            case _:
                painter.setPen(colour("ink2"))
                painter.setFont(font(Type.META))
                words = _means_in(row, inside.width()) if index.column() == _MEANS else index.data()
                paint_elided(painter, inside, LEFT, words)
        painter.restore()

    @staticmethod
    def _two(painter: QPainter, box: QRectF, above: str, below: str) -> None:
        middle = box.center().y()
        painter.setPen(colour("ink"))
        painter.setFont(font(12.5, bold=True))
        paint_elided(painter, QRectF(box.left(), middle - 22, box.width(), 24), LEFT, above)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(box.left(), middle + 2, box.width(), 19), LEFT, below)

    def _goods(self, painter: QPainter, box: QRectF, row: FoundReceipt) -> None:
        below = translate("Receipts", "{n} lines · {goods}").format(n=row.lines, goods="、".join(row.goods))
        self._two(painter, box, row.receipt, below)
        if row.refund:
            wide = metrics(12.5, True).horizontalAdvance(row.receipt) + 12
            words = translate("Receipts", "Refund")
            room = box.width() - wide
            if room >= chip_width(words):
                chip = QRectF(box.left() + wide, box.center().y() - 23, chip_width(words), 22).toRect()
                paint_chip(painter, chip, "bad", words)
