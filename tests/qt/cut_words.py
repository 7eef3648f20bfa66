"""Words and figures that do not come out whole: watched while the window paints itself, then read off its widgets.

A place that may shorten what it shows is called by who paints it, e.g. `selling.basket:_RowPainter._paint_words`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pos.qt.parts import Elided, TableView

_WRAPS = (Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere).value
_BOTTOM, _MIDDLE = Qt.AlignmentFlag.AlignBottom.value, Qt.AlignmentFlag.AlignVCenter.value
#: What is lower is no form but a hole through which one looks at something.
_FORM = 240
#: So much of a row is air.
_EDGE = 9
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight.value, Qt.AlignmentFlag.AlignHCenter.value


class Cut(Struct, frozen=True, order=True):
    """Words that are not shown whole: who paints them, what is lost."""

    place: str
    words: str
    how: str

    def __str__(self) -> str:
        return f"words cut off: {self.words!r} {self.how}, painted by {self.place}"


@contextmanager
def watched() -> Iterator[set[Cut]]:
    """What is painted meanwhile with an ellipsis, in too small a box, or over the edge of what can be seen."""
    cut: set[Cut] = set()
    shorten, plain = QFontMetrics.elidedText, QPainter.drawText

    def shortening(self: QFontMetrics, words: str, *how: Any) -> str:
        shown = shorten(self, words, *how)
        # What is painted is rounded down to whole pixels; a hair's breadth is no letter.
        # Labels are read off when all has its place.
        if shown != words and (place := _painter()) != "parts.words:Elided._fit":
            cut.add(Cut(place, words, f"is {shown!r}"))
        return shown

    def drawing(painter: QPainter, *where_and_what: Any) -> Any:
        match where_and_what:
            case QRect() | QRectF() as box, int() | Qt.AlignmentFlag() as flags, str() as words if words:
                cut.update(_lost(painter, QRectF(box), int(flags), words))
        return plain(painter, *where_and_what)

    QFontMetrics.elidedText, QPainter.drawText = shortening, drawing  # type: ignore[method-assign, assignment]
    try:
        yield cut
    finally:
        QFontMetrics.elidedText, QPainter.drawText = shorten, plain  # type: ignore[method-assign]


@contextmanager
def listening() -> Iterator[list[tuple[str, QRectF]]]:
    """What is painted meanwhile, and in which boxes."""
    painted: list[tuple[str, QRectF]] = []
    plain = QPainter.drawText

    def drawing(painter: QPainter, *where_and_what: Any) -> Any:
        match where_and_what:
            case QRect() | QRectF() as box, _, str() as words:
                painted.append((words, QRectF(box)))
        return plain(painter, *where_and_what)

    QPainter.drawText = drawing  # type: ignore[method-assign, assignment]
    try:
        yield painted
    finally:
        QPainter.drawText = plain  # type: ignore[method-assign]


def _lost(painter: QPainter, box: QRectF, flags: int, words: str) -> Iterator[Cut]:
    face = painter.fontMetrics()
    if flags & _WRAPS:
        needed = QFontMetrics(face).boundingRect(box.toRect(), flags, words)
        if needed.height() > box.height() + 2:
            yield Cut(_painter(), words, f"needs {needed.height()}, has {box.height():.0f}")
        return
    wide = face.horizontalAdvance(words)
    if wide > box.width() + 1:
        yield Cut(_painter(), words, f"is {wide} wide, has {box.width():.0f}")
    ink = face.tightBoundingRect(words)
    if ink.height() > box.height() + 1:
        yield Cut(_painter(), words, f"is {ink.height()} high, has {box.height():.0f}")
    left = box.left() + (box.width() - wide if flags & _RIGHT else (box.width() - wide) / 2 if flags & _CENTRE else 0)
    top = box.top()
    if flags & _MIDDLE:
        top += (box.height() - face.height()) / 2
    elif flags & _BOTTOM:
        top += box.height() - face.height()
    placed = QRectF(left + max(0, ink.left()), top + face.ascent() + ink.top(), min(wide, ink.width()), ink.height())
    engine = painter.paintEngine()
    seen = QRectF(engine.systemClip().boundingRect())
    at = painter.deviceTransform().mapRect(placed)
    if not seen.isEmpty() and seen.intersects(at) and not seen.adjusted(-2, -2, 2, 2).contains(at):
        yield Cut(_painter(), words, f"lies over the edge: {at.getRect()} in {seen.getRect()}")


def _painter() -> str:
    """Who paints: the nearest caller outside the parts that only write."""
    frame = sys._getframe(1)
    while frame is not None:
        module, name = str(frame.f_globals.get("__name__", "")), frame.f_code.co_qualname
        if module.startswith("pos.qt") and module != "pos.qt.parts.paint":
            return f"{module.removeprefix('pos.qt.')}:{name}"
        frame = frame.f_back  # type: ignore[assignment]
    return "?"


def cut_labels(whole: QWidget) -> Iterator[Cut]:
    """Labels, cells and heads that Qt paints itself."""
    for one in whole.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, Elided) and one.is_cut:
            yield Cut(_place(one), one.whole_text(), f"is {one.text()!r}")
        if isinstance(one, QLabel) and one.text() and type(one).paintEvent is QLabel.paintEvent:
            yield from _of_label(one)
        if isinstance(one, QAbstractItemView) and type(one.itemDelegate()) is QStyledItemDelegate:
            yield from _of_cells(one)
        if isinstance(one, QTableView) and one.horizontalHeader().isVisible():
            head = one.horizontalHeader()
            for n in range(head.count()):
                if not head.isSectionHidden(n) and head.sectionSizeHint(n) > head.sectionSize(n) + 1:
                    words = str(one.model().headerData(n, Qt.Orientation.Horizontal))
                    yield Cut(one.objectName(), words, f"is {head.sectionSizeHint(n)} wide, has {head.sectionSize(n)}")


def _of_label(one: QLabel) -> Iterator[Cut]:
    ink = one.fontMetrics().tightBoundingRect(one.text())
    whole = one.wordWrap() or isinstance(one, Elided) or "\n" in one.text()
    if not whole and ink.width() > one.width() + 1:
        yield Cut(_place(one), one.text(), f"is {ink.width()} wide, has {one.width()}")
    seen = one.visibleRegion().boundingRect()
    if seen.isEmpty() or _can_be_scrolled(one):
        return
    room = one.rect() if one.wordWrap() else QRect(0, 0, one.width(), min(one.height(), ink.height()))
    if not one.wordWrap():
        room.moveTop((one.height() - room.height()) // 2)
    if (
        seen.top() > room.top() + 2
        or seen.bottom() < room.bottom() - 2
        or seen.right() < min(ink.width(), one.width()) - 2
    ):
        yield Cut(_place(one), one.text(), f"is seen in part: {seen.getRect()} of {room.getRect()}")


def _can_be_scrolled(one: QWidget) -> bool:
    """Whether it stands in a form that Tab scrolls from box to box, and that shows that it goes on."""
    above = one.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is None or not above.verticalScrollBar().isVisible() or above.height() < _FORM:
        return False
    if above.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    return any(box.focusPolicy() & Qt.FocusPolicy.TabFocus for box in above.widget().findChildren(QWidget))


def _of_cells(view: QAbstractItemView) -> Iterator[Cut]:
    """Cells whose words Qt paints: their width, and whether the lower edge cuts through their row."""
    model = view.model()
    port = view.whole_rows() if isinstance(view, TableView) else view.viewport().rect()
    for row in range(model.rowCount()):
        for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
            index = model.index(row, column)
            place = view.visualRect(index)
            if place.isEmpty() or not port.intersects(place) or not index.data():
                continue
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            needed = view.itemDelegate().sizeHint(option, index).width()
            if not isinstance(view, QTableView) and place.height() < 2 * view.fontMetrics().height():
                # An item that was given a size says nothing of its words.
                needed = max(needed, view.fontMetrics().horizontalAdvance(str(index.data())) + 16)
            where = f"{view.objectName() or type(view).__name__}, {column}"
            if needed > min(place.width(), port.width()) + 1:
                yield Cut(where, str(index.data()), f"is {needed} wide, has {place.width()}")
            if place.bottom() > port.bottom() + _EDGE or place.top() < port.top() - _EDGE:
                yield Cut(where, str(index.data()), "lies over the edge")


def _place(label: QWidget) -> str:
    """The page's or card's own name for a label, e.g. `ShiftPage._facts`."""
    above = label.parentWidget()
    while above is not None:
        for name, value in vars(above).items():
            if value is label:
                return f"{type(above).__name__}.{name}"
        if type(above).__module__.startswith("pos.qt") and not vars(above):
            break
        above = above.parentWidget()
    near = label.parentWidget()
    while near is not None and not type(near).__module__.startswith("pos.qt"):
        near = near.parentWidget()
    return f"{type(near).__name__}, {label.objectName() or 'a label'}"
