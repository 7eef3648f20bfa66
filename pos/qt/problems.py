"""The one funnel for what goes wrong: what is no bug is told on the page in front, a bug in a report."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pos import __version__
from pos.core.problems import Problem, Refusal
from pos.core.wording import translate
from pos.qt.parts import Button, text
from pos.qt.tokens import Type

log = logging.getLogger("pos.window")
_qt_log = logging.getLogger("pos.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


_standing: Funnel | None = None


def standing() -> Funnel | None:
    """The funnel that is installed, if any."""
    return _standing


def carry(verb: Callable[[], object]) -> None:
    """Do what a key or a button stands for; what it raises goes the funnel's way, whoever sent the key."""
    try:
        verb()
    except Problem as problem:
        if _standing is None:
            raise
        _standing.take(problem)


class Funnel(QObject):
    """Owns `sys.excepthook` while installed. `tell` shows a Problem on the page in front; `confess` reports a bug."""

    _fell = Signal(object)

    def __init__(self, tell: Callable[[Problem], None], confess: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._tell = tell
        self._confess = confess or show_report
        self._before: tuple[object, ...] | None = None
        self._qt_before: Callable[..., object] | None = None
        # Queued from other threads, direct on this one.
        self._fell.connect(self._land, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Take over; Qt's own messages go to the log."""
        self._before = (sys.excepthook, threading.excepthook)
        global _standing
        _standing = self
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(args.exc_type, args.exc_value, args.exc_traceback)
        self._qt_before = qInstallMessageHandler(self._qt_says)

    def uninstall(self) -> None:
        """Give back what was there before."""
        global _standing
        if _standing is self:
            _standing = None
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before  # type: ignore[assignment]
            self._before = None
            qInstallMessageHandler(self._qt_before)

    def _qt_says(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
        if self._qt_before is not None:
            self._qt_before(kind, context, message)

    def take(self, problem: Problem) -> None:
        """Tell a refusal or a trouble."""
        self._land(problem)

    def _hook(self, kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
        if fault is None or issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        app = QCoreApplication.instance()
        if app is None or QThread.currentThread() is app.thread():
            self._land(fault)
        else:
            self._fell.emit(fault)

    def _land(self, fault: BaseException) -> None:
        if isinstance(fault, Problem):
            if not isinstance(fault, Refusal):
                log.error("%s", fault, exc_info=fault)
            self._tell(fault)
            return
        log.critical("bug", exc_info=fault)
        self._confess(report_of(fault))


def report_of(fault: BaseException) -> str:
    """What a maker needs to know, without goods, amounts or people."""
    lines = [
        f"pos {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(fault)),
    ]
    return "\n".join(lines)


def show_report(report: str) -> None:
    """The dialog of a bug. What was on the ticket is in the books already; it is there again after a restart."""
    if any(isinstance(shown, ReportDialog) for shown in QApplication.topLevelWidgets()):
        # One report at a time: a fault in a paint event comes back with every repaint.
        return
    dialog = ReportDialog(report, QApplication.activeWindow())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class ReportDialog(QDialog):
    """Says that something went wrong in the program, that the ticket is kept, and offers the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(translate("Problem", "The program stumbled"))
        self.resize(720, 460)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(translate("Problem", "Report for the makers"))
        copy = Button(translate("Problem", "Copy the report"))
        copy.clicked.connect(self._copy)
        go_on = Button(translate("Problem", "Go on"), kind="primary", key="Enter")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        advice = text(
            translate(
                "Problem",
                "Every finished sale is stored, and so is the ticket on the counter. "
                "Go on selling; if it happens again, restart the till and hand in this report.",
            )
        )
        advice.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(text(translate("Problem", "The program stumbled over its own fault."), Type.TITLE, bold=True))
        box.addWidget(advice)
        box.addWidget(self._report, 1)
        box.addLayout(buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())
