"""The one funnel for what goes wrong: what is no bug is told on the page in front, a bug in a report."""

from __future__ import annotations

import logging
import sys
import threading
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
from PySide6.QtWidgets import QApplication

from pos import __version__
from pos.core.problems import Problem, Refusal

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
    import platform
    import traceback

    lines = [
        f"pos {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(fault)),
    ]
    return "\n".join(lines)


def show_report(report: str) -> None:
    """The dialog of a bug. What was on the ticket is in the books already; it is there again after a restart."""
    from pos.qt.report import ReportDialog

    if any(isinstance(shown, ReportDialog) for shown in QApplication.topLevelWidgets()):
        # One report at a time: a fault in a paint event comes back with every repaint.
        return
    dialog = ReportDialog(report, QApplication.activeWindow())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
