"""The left column's middle: the ticket's rows, and what stands there while it is empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos.core.regions import county_short_name, full_name
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.parts import ROW, Column, RowsModel, TableView
from pos.qt.parts.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    figure,
    figure_width,
    fitting,
    fitting_points,
    key_width,
    paint_elided,
    paint_figure,
    paint_icon,
    paint_key,
    paint_pill,
    paint_row,
    paint_seal,
    smooth,
)
from pos.qt.parts.tables import Index
from pos.qt.theme import colour, font, in_rows, large, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.ticket import BasketRow

#: The least of the two columns at the right; they grow with the widest figure on the ticket.
_QUANTITY, _AMOUNT = 72, 96
#: At most so much of the table is theirs: goods must be called something.
_FIGURES_SHARE = 0.62
#: The weight's sign before a quantity, with its air.
_WEIGHT = 26
#: The upper and the lower line of a row.
_NAME_LINE, _ORIGIN_LINE = 25, 19


def _quantity_width(row: BasketRow) -> int:
    return figure_width(row.quantity_text, in_rows(Type.ROW_NAME), bold=False) + (_WEIGHT if row.weighed else 0)


def spoken_row(row: BasketRow) -> str:
    """和田大枣 一级，新疆 和田市，3 袋，80.40 元."""
    words = translate("Selling", "{name}, {origin}, {quantity}, {amount} yuan")
    name = f"{row.name} {row.spec}".strip()
    return words.format(name=name, origin=full_name(row.region), quantity=row.quantity_text, amount=row.amount)


class BasketTable(TableView):
    """The ticket, newest last. The chosen row is green with a bar at its left, its amount one step larger."""

    def __init__(self) -> None:
        super().__init__("basketTable", 50)
        self.setAccessibleName(translate("Selling", "Ticket"))
        self.rows_model: RowsModel[BasketRow] = RowsModel(
            (
                Column(translate("Selling", "Goods"), lambda row: f"{row.name} {row.spec}".strip()),
                Column(translate("Selling", "Quantity"), lambda row: row.quantity_text, right=True),
                Column(translate("Selling", "Amount"), lambda row: str(row.amount), right=True),
            ),
            spoken_row,
        )
        self.setModel(self.rows_model)
        self.setItemDelegate(_RowPainter(self))
        header = self.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for column, width in ((1, _QUANTITY), (2, _AMOUNT)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        self.chosen = 0

    @property
    def amount_width(self) -> int:
        """How wide the column of amounts is now."""
        return self.horizontalHeader().sectionSize(2)

    def draw(self, rows: Sequence[BasketRow], selected: int) -> None:
        """Show the rows; the chosen one is scrolled to."""
        grown = len(rows) > len(self.rows_model.rows)
        self.rows_model.show_rows(rows)
        self.fit_figures()
        changed = selected != self.chosen
        self.chosen = selected
        if rows and 1 <= self.chosen <= len(rows):
            index = self.rows_model.index(self.chosen - 1, 0)
            if changed or grown:
                self.setCurrentIndex(index)
                self.scrollTo(index)
        else:
            self.clearSelection()
        self.viewport().update()

    def fit_figures(self) -> None:
        """As much room for quantities and amounts as the widest of them takes."""
        rows = self.rows_model.rows
        amount = max((figure_width(figure(row.amount), in_rows(16.5)) for row in rows), default=0) + 24
        quantity = max((_quantity_width(row) for row in rows), default=0) + 16
        room = int(self.width() * _FIGURES_SHARE)
        amount = min(max(_AMOUNT, amount), max(_AMOUNT, room - _QUANTITY))
        quantity = min(max(_QUANTITY, quantity), max(_QUANTITY, room - amount))
        for column, width in ((1, quantity), (2, amount)):
            if self.horizontalHeader().sectionSize(column) != width:
                self.horizontalHeader().resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key is the page's: ↑↓ choose through the screen."""
        event.ignore()

    def set_row_height(self, height: int) -> None:
        """50, or 44 when compact; a little more in large print."""
        self.verticalHeader().setDefaultSectionSize(height + 6 if large() else height)


class _RowPainter(QStyledItemDelegate):
    """Seal, name and size over county and price; quantity; amount."""

    def __init__(self, table: BasketTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell of a row."""
        row: BasketRow | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        box = QRectF(option.rect)
        chosen = row.n == self._table.chosen
        paint_row(painter, box, chosen=chosen, bar=index.column() == 0)
        if index.column() == 0:
            self._goods(painter, box, row)
        elif index.column() == 1:
            self._quantity(painter, box, row)
        else:
            painter.setPen(colour("bad" if row.back else "ink"))
            paint_figure(
                painter, box.adjusted(4, -1, -13, 0), RIGHT, figure(row.amount), in_rows(16.5 if chosen else 15)
            )
        painter.restore()

    @staticmethod
    def _goods(painter: QPainter, box: QRectF, row: BasketRow) -> None:
        paint_seal(painter, QRectF(box.left() + 12, box.center().y() - 12, 24, 24), row.region)
        left, width = box.left() + 46, box.width() - 50
        upper, lower = (_NAME_LINE + 3, _ORIGIN_LINE + 3) if large() else (_NAME_LINE, _ORIGIN_LINE)
        top = box.center().y() - (upper + lower) / 2
        painter.setPen(colour("ink"))
        painter.setFont(font(in_rows(Type.ROW_NAME), bold=True))
        _RowPainter._name(painter, QRectF(left, top, width, upper), row)
        painter.setPen(colour("ink2"))
        small = in_rows(Type.META)
        painter.setFont(font(small))
        origin, note, small, struck = _lower_line(row, width - 9, small)
        painter.setFont(font(small))
        paint_elided(painter, QRectF(left, top + upper - 1, width, lower), LEFT, origin)
        taken = metrics(small).horizontalAdvance(origin) + 9
        if note and taken + 20 < width:
            painter.setPen(colour("bad" if row.back else "info"))
            face = font(small, bold=True)
            if struck:
                face = QFont(face)
                face.setStrikeOut(True)
            painter.setFont(face)
            paint_elided(painter, QRectF(left + taken, top + upper - 1, width - taken, lower), LEFT, note)

    @staticmethod
    def _name(painter: QPainter, box: QRectF, row: BasketRow) -> None:
        """The only thing in a row that may end in an ellipsis; it is heard whole."""
        paint_elided(painter, box, LEFT, f"{row.name}  {row.spec}" if row.spec else row.name)

    @staticmethod
    def _quantity(painter: QPainter, box: QRectF, row: BasketRow) -> None:
        painter.setPen(colour("bad" if row.back else "ink"))
        room = box.adjusted(_WEIGHT if row.weighed else 4, -1, -2, 0)
        points = paint_figure(painter, room, RIGHT, row.quantity_text, in_rows(Type.ROW_NAME), bold=False)
        if row.weighed:
            wide = metrics(points).horizontalAdvance(row.quantity_text)
            paint_icon(painter, QRectF(box.right() - 2 - wide - 24, box.center().y() - 9, 16, 16), "weight", "ink2")


def _lower_line(row: BasketRow, room: float, points: float) -> tuple[str, str, float, bool]:
    """County with price, and the note, as much of both as fits; their type, and whether the note is struck through.

    The unit goes first, then the note's words without a figure; at last the former price alone is left, struck through.
    """
    county, notes = county_short_name(row.region), row.note.split(" · ")
    whole = f"{county} · {row.price_text}"
    fewer = [part for part in notes if re.search(r"\d", part)] or notes[:1]
    # From which receipt it comes back says more than its price, which the amount beside it says too.
    for origin in (whole, f"{county} · {figure(row.price)}", *((county,) if row.back else ())):
        for parts in (notes, fewer, fewer[-1:]):
            note = " · ".join(parts)
            wide = metrics(points).horizontalAdvance(origin) + metrics(points, True).horizontalAdvance(note)
            if wide + 1 <= room:
                return origin, note, points, False
    former = "" if row.former is None else figure(row.former)
    short = f"{county} · {figure(row.price)}"
    for size in (points, Type.HINT) if former else ():
        wide = metrics(size).horizontalAdvance(short) + metrics(size, True).horizontalAdvance(former)
        if wide + 1 <= room:
            return short, former, size, True
    return whole, row.note, points, False


class BasketCard(QFrame):
    """The white card around the rows: its head, the rows, or the empty page that says how to begin."""

    def __init__(self, scan_first: Callable[[], None]) -> None:
        super().__init__()
        self.table = BasketTable()
        self.table.setParent(self)
        self.table.move(1, 28)
        self.empty = EmptyTicket(self)
        self.empty.move(1, 1)
        self._scan_first = scan_first

    def draw(self, rows: Sequence[BasketRow], selected: int) -> None:
        """Rows or emptiness."""
        self.table.draw(rows, selected)
        if self.empty.isHidden() != bool(rows) or self.table.isHidden() == bool(rows):
            self.empty.setVisible(not rows)
            self.table.setVisible(bool(rows))
            self.update()

    def resizeEvent(self, event: object) -> None:
        """The table fills the card below its head."""
        self.table.setGeometry(1, 28, self.width() - 2, self.height() - 28)
        self.empty.setGeometry(1, 1, self.width() - 2, self.height() - 2)
        self.table.fit_figures()
        self.table.scrollTo(self.table.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card and head."""
        painter = QPainter(self)
        paint_pill(painter, self.rect(), colour("surface"), colour("line"), radius=9)
        if self.table.isHidden():
            return
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        right = self.width() - 14
        # The scroll bar, when there is one, moves the columns; their titles move along.
        right -= self.table.verticalScrollBar().width() if self.table.verticalScrollBar().isVisible() else 0
        painter.drawText(QRectF(46, 2, 200, 25), LEFT, translate("Selling", "Goods"))
        painter.drawText(
            QRectF(0, 2, right - self.table.amount_width + 11, 25), RIGHT, translate("Selling", "Quantity")
        )
        painter.drawText(QRectF(0, 2, right, 25), RIGHT, translate("Selling", "Amount"))
        painter.fillRect(QRectF(1, 27, self.width() - 2, 1), colour("line"))

    def mousePressEvent(self, event: object) -> None:
        """A touch beside the rows gives the scan box its focus back."""
        self._scan_first()


class EmptyTicket(QWidget):
    """What will be here, and how to start."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sign, two lines, three keys."""
        painter = QPainter(self)
        smooth(painter)
        low = self.height() < 260
        middle = self.width() / 2
        top = self.height() / 2 - (90 if low else 118)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft"))
        painter.drawEllipse(QRectF(middle - 34, top, 68, 68))
        paint_icon(painter, QRectF(middle - 15, top + 19, 30, 30), "barcode", "accent")
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.ROW_AMOUNT, bold=True))
        whole = QRectF(8, 0, self.width() - 16, 30)
        title = translate("Selling", "Scan the first goods and the ticket begins")
        paint_elided(painter, whole.translated(0, top + 82), CENTRE, title)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.SMALL))
        hint = translate("Selling", "No barcode: touch the shelf on the right, or F2 and type the name or its initials")
        short = translate("Selling", "No barcode: touch the shelf on the right, or F2")
        words = fitting((in_words(hint), in_words(short)), whole.width(), Type.SMALL)
        paint_elided(painter, whole.translated(0, top + 110), CENTRE, words)
        if not low:
            self._keys(painter, middle, top + 156)

    @staticmethod
    def _keys(painter: QPainter, middle: float, top: float) -> None:
        hints = (
            ("3*", translate("Selling", "Quantity, then scan")),
            ("F2", translate("Selling", "Find by name")),
            ("F5", translate("Selling", "Take a held ticket")),
        )
        width, gap = 118, 9
        left = middle - (3 * width + 2 * gap) / 2
        for i, (key, words) in enumerate(hints):
            box = QRectF(left + i * (width + gap), top, width, 56)
            paint_pill(painter, box, colour("sunken"), colour("line"), radius=8)
            cap = key_width(key)
            paint_key(painter, QRectF(box.center().x() - cap / 2, top + 8, cap, 20), key)
            painter.setPen(colour("ink2"))
            painter.setFont(font(9.5))
            painter.setFont(font(fitting_points(words, width - 4, 9.5, least=9)))
            paint_elided(painter, QRectF(box.left() + 2, top + 31, width - 4, 20), CENTRE, words)
