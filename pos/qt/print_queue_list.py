"""How the papers of the print queue stand in their list: words, order, search, and one row painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt.parts import ROW, Card, Column, RowsModel, TableView, chip_width, colour, font, icon_label, text
from pos.qt.parts.paint import LEFT, RIGHT, paint_chip, paint_elided, paint_row
from pos.qt.parts.tables import Index
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.print_queue import QueueRow

#: The list's orders, by the key's turn.
ORDERS = (
    ("queue", QT_TRANSLATE_NOOP("PrintQueue", "in the printer's order")),
    ("newest", QT_TRANSLATE_NOOP("PrintQueue", "newest first")),
    ("state", QT_TRANSLATE_NOOP("PrintQueue", "by state")),
)
_BY_STATE = {"bad": 0, "warn": 1, "info": 2, "ok": 3}


class QueueTable(TableView):
    """The list itself: `show_rows`, and which row is marked."""

    def __init__(self) -> None:
        super().__init__("queueTable", 48)
        self.setAccessibleName(translate("PrintQueue", "Papers"))
        self.horizontalHeader().hide()
        self.papers: RowsModel[QueueRow] = RowsModel((Column(translate("PrintQueue", "Paper"), _words),), _words)
        self.setModel(self.papers)
        self.setItemDelegate(_PaperPainter(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @property
    def marked(self) -> QueueRow | None:
        """The row that is looked at."""
        return self.papers.row(self.currentIndex().row())

    def show_rows(self, rows: list[QueueRow]) -> None:
        """Show these; the marked paper stays marked wherever it stands now."""
        marked = self.marked
        self.papers.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if marked is not None and row.id == marked.id), 0)
        if rows:
            self.setCurrentIndex(self.papers.index(at, 0))
        self.viewport().update()

    def step(self, by: int) -> None:
        """Mark a row further down, or up."""
        if self.papers.rowCount():
            at = min(max(0, self.currentIndex().row() + by), self.papers.rowCount() - 1)
            self.setCurrentIndex(self.papers.index(at, 0))
            self.scrollTo(self.currentIndex())
            self.viewport().update()


def paper_text(row: QueueRow) -> str:
    """Which paper it is: its kind, and the receipt's number."""
    return f"{row.kind_text} {row.receipt}".strip()


def _words(row: QueueRow) -> str:
    copy = translate("PrintQueue", "copy") if row.copy else ""
    return " ".join(
        part for part in (f"{row.since:%m-%d %H:%M}", paper_text(row), copy, row.state_text, row.why) if part
    )


def holds(row: QueueRow, typed: str) -> bool:
    """Whether everything that was typed stands in the row."""
    said = _words(row).casefold()
    return all(word in said for word in typed.casefold().split())


def ordered(rows: list[QueueRow], order: str) -> list[QueueRow]:
    """The rows in one of `ORDERS`."""
    if order == "newest":
        return sorted(rows, key=lambda row: -row.id)
    if order == "state":
        return sorted(rows, key=lambda row: (_BY_STATE[row.tone], -row.id))
    return rows


def nothing() -> QWidget:
    """What stands here before anything was printed."""
    note = Card()
    note.setFixedSize(540, 130)
    words = QVBoxLayout()
    words.addStretch()
    words.addWidget(text(translate("PrintQueue", "Nothing has been printed yet"), Type.ROW_AMOUNT, bold=True))
    line = text(translate("PrintQueue", "Receipts stand here from the first sale on, with how their printing went"))
    line.setWordWrap(True)
    words.addWidget(line)
    words.addStretch()
    inside = QHBoxLayout(note)
    inside.setContentsMargins(24, 12, 24, 12)
    inside.setSpacing(18)
    inside.addWidget(icon_label("printer", 36, "accent"))
    inside.addLayout(words, 1)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(note, 0, Qt.AlignmentFlag.AlignCenter)
    return page


class _PaperPainter(QStyledItemDelegate):
    """Since when, which paper, its state as a chip, and what else is known."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One paper."""
        row: QueueRow | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        box = QRectF(option.rect)
        paint_row(painter, box, chosen=index.row() == self._table.currentIndex().row())
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(box.left() + 16, box.top(), 96, box.height()), LEFT, f"{row.since:%m-%d %H:%M}")
        painter.setPen(colour("ink"))
        painter.setFont(font(Type.BODY, bold=True))
        paint_elided(painter, QRectF(box.left() + 120, box.top(), 250, box.height()), LEFT, paper_text(row))
        wide = chip_width(row.state_text)
        chip = QRectF(box.left() + 384, box.center().y() - 13, wide, 26)
        paint_chip(painter, chip, row.tone, row.state_text)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        left = box.left() + 560
        paint_elided(painter, QRectF(left, box.top(), box.right() - 70 - left, box.height()), LEFT, row.why)
        if row.copy:
            mark = translate("PrintQueue", "copy")
            paint_elided(painter, QRectF(box.right() - 66, box.top(), 52, box.height()), RIGHT, mark)
        painter.restore()
