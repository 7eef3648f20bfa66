"""A window with an afternoon behind it, for the tests of the frame, of selling and of login."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos.qt.main_window import MainWindow
from pos.qt.parts import EchoLine
from tests.qt.fake_screens import FakeCounter, FakeSelling

WIDE, NARROW, LOW = (1366, 768), (1024, 768), (1093, 614)


@contextmanager
def window(
    screen: FakeSelling | None = None, size: tuple[int, int] = WIDE, *, at_work: bool = True, dark: bool = False
) -> Iterator[MainWindow]:
    """The whole till over invented screens; somebody is at work unless said otherwise."""
    app = QApplication.instance() or QApplication([])
    made = MainWindow("大兴分中心", "生物医药基地店 · 01 号机", dark=dark, center_name="北京市消费帮扶双创中心")
    made.resize(*size)
    made.show()
    made.activateWindow()
    made.attach(FakeCounter(screen or FakeSelling.afternoon(), at_work=at_work))  # type: ignore[arg-type]
    app.processEvents()
    try:
        yield made
    finally:
        made.close()
        made.deleteLater()
        # Without an event loop nobody else would carry it out, and every window would restyle all before it.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(at: MainWindow, *keys: str) -> None:
    """Press keys by their names, e.g. `Alt+2`, where the focus is; single signs too."""
    for key in keys:
        target = at.focusWidget() or at.page
        if len(key) == 1:
            QTest.keyClick(target, key)
        else:
            combination: QKeyCombination = QKeySequence(key)[0]
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()


def type_(at: MainWindow, words: str) -> None:
    """Type text where the focus is."""
    press(at, *words)


def see(at: QWidget, name: str) -> QWidget:
    """The visible widget of that objectName."""
    found = [one for one in at.findChildren(QWidget, name) if one.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} are visible"
    return found[0]


def said(at: QWidget, name: str = "banner") -> str:
    """What the echo line says."""
    line = at.findChild(EchoLine, name)
    assert isinstance(line, EchoLine)
    return line.text()


def words(at: QWidget, name: str) -> str:
    """What a label says."""
    label = see(at, name)
    assert isinstance(label, QLabel)
    return label.text()
