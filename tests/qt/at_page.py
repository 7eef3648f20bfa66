"""Hands and eyes for the page tests: press keys where the focus is, look whether all can be seen and heard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from types import TracebackType
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from pos.core.problems import Problem
from pos.qt import theme
from pos.qt.parts import Banner

#: The page's share of a 1366x768 and a 1024x768 screen, and of the first at 125 % (DESIGN.md section 3).
WIDE, NARROW, LOW = (1294, 680), (964, 680), (1033, 542)


@contextmanager
def before(page: Any, size: tuple[int, int] = WIDE) -> Iterator[Any]:
    """Stand before a page as large as the window gives it; what the shop refuses is told on it, as in the window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app)
    outer = sys.excepthook

    def funnel(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if isinstance(fault, Problem):
            page.told(fault)
        else:
            outer(kind, fault, trace)

    sys.excepthook = funnel
    page.resize(*size)
    page.show()
    page.activateWindow()
    page.first_focus()
    app.processEvents()
    try:
        yield page
    finally:
        sys.excepthook = outer
        page.close()
        page.deleteLater()


def press(page: QWidget, *keys: str) -> None:
    """Press keys by their names, e.g. `Alt+2`, where the focus is."""
    for key in keys:
        combination: QKeyCombination = QKeySequence(key)[0]
        QTest.keyClick(_in_focus(page), combination.key(), combination.keyboardModifiers())


def type_(page: QWidget, words: str) -> None:
    """Type text where the focus is."""
    for character in words:
        if character.isascii():
            QTest.keyClick(_in_focus(page), character)
        else:
            # What an input method commits has no key.
            commit = QInputMethodEvent()
            commit.setCommitString(character)
            QApplication.sendEvent(_in_focus(page), commit)


class _Scanner(QObject):
    read = Signal(str)


def scan(page: Any, code: str) -> None:
    """A scanner's burst, as the window hands it to the page in front."""
    scanner = _Scanner()
    scanner.read.connect(page.scanned)
    scanner.read.emit(code)


def _in_focus(page: QWidget) -> QWidget:
    focus = QApplication.focusWidget()
    return focus if focus is not None and page.isAncestorOf(focus) else page


def banner(page: QWidget) -> Banner:
    """The line at which the page tells what happened."""
    return next(one for one in page.findChildren(Banner) if one.isVisible())


def unnamed(page: QWidget) -> list[str]:
    """Controls that somebody who cannot see would not find."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for kind in (QAbstractButton, QLineEdit)
        for one in page.findChildren(kind)
        if one.isVisible() and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def clipped(page: QWidget) -> list[str]:
    """Visible widgets that reach over their place, and labels whose words do not fit in theirs."""
    for _ in range(3):
        # A layout asks its parents for room by posted events, one level at a time.
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    found = []
    for one in page.findChildren(QWidget):
        if not one.isVisible() or _scrolled(one):
            continue
        place = QRect(one.mapTo(page, QPoint(0, 0)), one.size())
        if not page.rect().contains(place):
            found.append(f"{_name(one)} at {place.getRect()} leaves the page")
        parent = one.parentWidget()
        if parent is not None and not parent.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            found.append(f"{_name(one)} at {one.geometry().getRect()} leaves {_name(parent)} {parent.size().toTuple()}")
        if type(one) is QLabel and one.text():
            # Of one line only the ink must fit: the face keeps much air above its digits.
            ink = one.fontMetrics().tightBoundingRect(one.text())
            needed = one.heightForWidth(one.width()) if one.wordWrap() else ink.height()
            if needed > one.height() + 1 or (not one.wordWrap() and ink.width() > one.width() + 1):
                found.append(f"{_name(one)} {one.size().toTuple()} is too small for {one.text()!r}")
    return found + _overlapping(page)


def _overlapping(page: QWidget) -> list[str]:
    """Neighbours in a layout that lie on each other."""
    found = []
    for parent in [page, *page.findChildren(QWidget)]:
        box = parent.layout()
        if box is None or not parent.isVisible() or isinstance(box, QStackedLayout):
            continue
        laid = [one for one in parent.children() if isinstance(one, QWidget) and one.isVisible() and _laid(box, one)]
        for one, other in combinations(laid, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > 1 and shared.height() > 1:
                found.append(f"{_name(one)} and {_name(other)} lie on each other")
    return found


def _laid(box: QLayout, widget: QWidget) -> bool:
    if box.indexOf(widget) >= 0:
        return True
    inner = [box.itemAt(i).layout() for i in range(box.count())]
    return any(_laid(one, widget) for one in inner if one is not None)


def _scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()} {words!r} {widget.geometry().getRect()}"
