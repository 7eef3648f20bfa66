"""The till's window: settings, first frame, books, devices, screens, pages, in that order. Knows every room.

The window paints before SQLAlchemy is imported: what needs the books is imported in `fill`, after the first frame.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from pos import settings as settings_file
from pos.core import wording
from pos.core.problems import Problem, Trouble
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt import keys, sounds, theme
from pos.qt import language as qt_language
from pos.qt.background import Background
from pos.qt.main_window import MainWindow
from pos.qt.problems import Funnel

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from pos.db.lock import InstanceLock
    from pos.devices.sounds import Speaker
    from pos.screens import Till
    from pos.screens.printing import PrintWorker
    from pos.settings import Settings
    from pos.training import Training

RAISE = b"raise\n"
log = logging.getLogger("pos.app")


class SettingsUnreadable(Trouble):
    sentence = QT_TRANSLATE_NOOP("Problem", "till.toml cannot be used: {why}.")
    todo = QT_TRANSLATE_NOOP("Problem", "Correct that entry, or put back the copy you made.")


def application() -> QApplication:
    """The one QApplication, made if there is none."""
    standing = QApplication.instance()
    # The style is named at once: a start that makes another one first pays for both.
    app = standing if isinstance(standing, QApplication) else QApplication([*sys.argv[:1], "-style", theme.STYLE])
    if app is not standing:
        app.setProperty("pos_style", theme.STYLE)
    app.setApplicationName("pos")
    app.setQuitOnLastWindowClosed(True)
    theme.load_fonts()
    return app


class Running(QObject):
    """What stands behind an open window: the lock, the till, the print worker. Lets go of all of it when it closes."""

    def __init__(
        self, window: MainWindow, lock: InstanceLock, till: Till, worker: PrintWorker, training: Training
    ) -> None:
        super().__init__(window)
        self.lock, self.till, self.worker, self.training = lock, till, worker, training
        self._background = till.background
        self.speaker: Speaker | None = None
        self._open = True
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._second.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window closes."""
        if event.type() == QEvent.Type.Close:
            self.end()
        return False

    def _tick(self) -> None:
        """A second went by: payment services are asked what is due, whatever page is shown, in training too."""
        self.till.desk.tick()
        if self.training.counter is not None:
            self.training.counter.till.desk.tick()

    def end(self) -> None:
        """Stop printing (what waits, waits in the books), close the books, let go of the lock."""
        if self._open:
            self._open = False
            self._second.stop()
            if self.speaker is not None:
                sounds.use(None)
                self.speaker.close()
            if isinstance(self._background, Background):
                self._background.end()
            self.training.close()
            self.till.devices.close()
            self.worker.stop()
            self.till.store.close()
            self.lock.release()


def build(data: Path) -> MainWindow:
    """The whole till of that folder as a window, without entering the event loop; a Trouble if it cannot be opened."""
    app = application()
    window = first_window(app, _settings(Path(data)))
    fill(window, Path(data))
    return window


def _settings(folder: Path) -> Settings:
    from pos.settings import BadSettings

    if not settings_file.exists(folder):
        from pos.shop import NoTillHere

        raise NoTillHere(folder=folder)
    try:
        return settings_file.load(folder)
    except (BadSettings, OSError) as fault:
        raise SettingsUnreadable(why=fault) from fault


def first_window(app: QApplication, settings: Settings) -> MainWindow:
    """The window with its first frame; nobody can sign in before it is filled."""
    wording.speak(settings.language)
    qt_language.install(app, settings.language)
    keys.use(keys.KeyMap(settings.keys))
    till = translate("Login", "till {n}").format(n=settings.till)
    place = f"{settings.outlet} · {till}" if settings.outlet else till
    return MainWindow(settings.name, place, dark=settings.dark, center_name=settings.center, large=settings.large)


def fill(window: MainWindow, folder: Path) -> None:
    """Open the books and give the window its screens."""
    from pos.db.lock import InstanceLock
    from pos.devices import open_others
    from pos.devices.sounds import Speaker, found_player, silent
    from pos.screens.clock import Clock
    from pos.screens.counter import Counter
    from pos.shop import Services, open_till, start_printing
    from pos.training import Training

    lock = InstanceLock(folder).acquire()
    try:
        till = open_till(folder, Clock.of_environment())
        till.store.serve_window()
        till.devices = open_others(till.settings)
        # Two questions to payment services may be under way, and the pages still have their threads.
        till.background = Background(threads=4)
        worker = start_printing(till)
    except Problem:
        lock.release()
        raise
    counter = Counter(till, worker)
    window.training = Training(counter, worker, Background)
    window.running = running = Running(window, lock, till, worker, window.training)
    if isinstance(till.gateways, Services):
        till.background(till.gateways.warm, lambda _: None)
    # Where there is no screen there is nobody to hear anything either.
    player = silent if QApplication.platformName() == "offscreen" else found_player()
    running.speaker = Speaker(player, lambda: till.settings.volume)
    sounds.use(running.speaker)
    window.attach(counter)
    if not gc.get_freeze_count():
        # What a start leaves stays as well: it need not be looked through for rubbish ever again.
        gc.freeze()
    window.hear(till.settings.scanner_gap, till.settings.scanner_end)


def run(folder: Path) -> int:
    """`pos`: open the window and stay until it is closed; a second start raises the first window instead."""
    import hashlib

    from PySide6.QtNetwork import QLocalServer

    app = application()
    name = "pos-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
    if _raise_other(name):
        return 0
    shown: list[QMainWindow] = []
    server = QLocalServer()
    server.newConnection.connect(lambda: _to_front(server, shown))
    QLocalServer.removeServer(name)
    server.listen(name)
    if settings_file.exists(folder):
        _open(app, folder, shown)
    else:
        _first_start(app, folder, shown)
    code = app.exec()
    server.close()
    return code


def _open(app: QApplication, folder: Path, shown: list[QMainWindow]) -> None:
    window = first_window(app, _settings(folder))
    # What goes wrong while the books are opened is told on the login page.
    window.take_problems()
    shown[:] = [window]

    def painted() -> None:
        _keep_log(folder)
        fill(window, folder)

    window.firstPainted.connect(painted)
    window.showMaximized()


def _first_start(app: QApplication, folder: Path, shown: list[QMainWindow]) -> None:
    from pos.demo import fill_example
    from pos.qt.wizard import WizardPage
    from pos.screens.wizard import WizardScreen
    from pos.shop import make_shop

    qt_language.install(app, wording.spoken())
    theme.wear(app, dark=False)
    window = QMainWindow()
    window.setWindowTitle(translate("Wizard", "A new till"))
    window.resize(1024, 768)
    page = WizardPage(WizardScreen(folder, make_shop, fill_example))
    funnel = Funnel(page.told)
    funnel.install()
    window.setCentralWidget(page)

    def go_on() -> None:
        funnel.uninstall()
        _open(app, folder, shown)
        window.close()

    page.made.connect(go_on)
    shown[:] = [window]
    window.show()
    page.first_focus()


def _raise_other(name: str) -> bool:
    """Whether another window on this folder was found and asked to come to the front."""
    from PySide6.QtNetwork import QLocalSocket

    link = QLocalSocket()
    link.connectToServer(name)
    if not link.waitForConnected(500):
        return False
    link.write(RAISE)
    link.waitForBytesWritten(500)
    link.disconnectFromServer()
    return True


def _to_front(server: QLocalServer, shown: list[QMainWindow]) -> None:
    link = server.nextPendingConnection()
    if link is not None:
        link.disconnectFromServer()
    for window in shown:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def _keep_log(folder: Path) -> None:
    """Ten files of 5 MB under `logs/`: what went wrong, without goods, amounts, PINs or codes."""
    from logging.handlers import RotatingFileHandler

    place = folder / "logs"
    try:
        place.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(place / "till.log", maxBytes=5_000_000, backupCount=10, encoding="utf-8")
    except OSError:
        # A till without a log still sells; `pos check` tells of the folder.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("pos").addHandler(handler)
    logging.getLogger("pos").setLevel(logging.INFO)
    logging.getLogger("pos").propagate = False


# --- pictures of the screens, for the demonstration -------------------------------------------------------------------


def take_pictures(out: Path, *, language: str = "zh_CN", size: tuple[int, int] = (1366, 768)) -> list[Path]:
    """Pictures of every screen, made from the demonstration's own morning; needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import tempfile

    from pos.demo import first_day, make_example_shop

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "shop"
        make_example_shop(folder, language=language)
        window = build(folder)
        try:
            window.resize(*size)
            return _Tour(window, out, first_day()).all()
        finally:
            window.close()


class _Tour:
    """Walks through a morning and takes a picture at every screen."""

    def __init__(self, window: MainWindow, out: Path, gestures: list[str]) -> None:
        from pos.screens.gestures import Gestures

        if window.counter is None:
            raise ValueError("the window has no books yet")
        self._window, self._out, self._gestures = window, out, gestures
        self._counter = window.counter
        self._play = Gestures(self._counter.till)
        self._play.selling = self._counter.selling
        self._taken: list[Path] = []
        self._done = 0

    def all(self) -> list[Path]:
        """Every screen in the order a clerk meets them."""
        selling = self._counter.selling
        self._window.show()
        self._shoot("login")
        self._until(4)
        self._page("selling", "selling-empty")
        self._until(34)
        from pos.core.money import Quantity

        # A fuller ticket than the morning's own, for the picture; taken off again before the morning goes on.
        more = (("SP0020", "2"), ("SP0001", "4.216"), ("SP0082", "1"), ("SP0031", "1"), ("SP0041", "3"))
        for product, quantity in more:
            selling.add(product, Quantity.units(quantity))
        selling.look_around()
        self._page("selling", "selling")
        self._refused("6999990001231")
        for _ in more:
            selling.remove(len(selling.rows))
        self._until(38)
        self._page("payment", "payment")
        self._window.show_page("selling")
        self._until(102)
        self._counter.refund.look_up("DX03-01-000003")
        self._counter.refund.take_all()
        self._page("refund", "refund")
        self._counter.refund.clear()
        self._until(110)
        self._page("shift", "shift-close")
        self._until(111)
        self._counter.day.load()
        self._page("day", "day-summary")
        for page in ("receipts", "staff", "code_test", "scanner", "keys"):
            self._page(page, page.replace("_", "-"))
        return self._taken

    def _until(self, line: int) -> None:
        """Carry out the gestures up to that line of the day, counted from 1."""
        for gesture in self._gestures[self._done : line]:
            self._play.answer(gesture)
        self._done = max(self._done, line)

    def _refused(self, code: str) -> None:
        try:
            self._counter.selling.scan(code)
        except Problem as problem:
            self._window.tell(problem)
        self._shoot("selling-refused")

    def _page(self, page: str, name: str) -> None:
        self._window.show_page(page)
        self._shoot(name)

    def _shoot(self, name: str) -> None:
        app = application()
        app.processEvents()
        background = self._counter.till.background
        if isinstance(background, Background):
            # The sheet beside the day's figures is laid out on a thread of its own.
            background.finish()
        for _ in range(3):
            app.processEvents()
        file = self._out / f"{name}.png"
        self._window.grab().save(str(file))
        self._taken.append(file)
