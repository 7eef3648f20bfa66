"""The window: login, or rail, bar, page and key strip. It paints before there are books; `attach` brings the till."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt import keys, problems, sounds, theme
from pos.qt.enters import EnterWatch
from pos.qt.key_page import help_key, window_keys
from pos.qt.keys import key_name
from pos.qt.login import LoginPage
from pos.qt.parts import KeyLegend
from pos.qt.parts.paint import shop_icon
from pos.qt.training import Trainer, TrainingLeave, TrainingStripe

if TYPE_CHECKING:
    from pos.qt.customer import CustomerSide
    from pos.qt.frame import Rail, TopBar
    from pos.qt.wedge import ScannerFilter
    from pos.qt.windows import EveryWindow
    from pos.screens.counter import Counter

WIDE = 1280
COMPACT = 690
STATUS_EVERY = 1000
WATCH_EVERY = 30_000
#: Pages that stand in the rail under another one's name.
BESIDE = {
    "payment": "selling",
    **dict.fromkeys(("scanner", "keys", "printer", "receipt_form", "own_till"), "code_test"),
}
#: Closing a shift and handing in a file happen here: their chip must not lag behind the clerk's eye.
_WATCHED = ("shift", "day")
_SELLS = ("selling", "payment", "refund")


class Page(Protocol):
    """What the window asks of every page."""

    def refresh(self) -> None: ...
    def first_focus(self) -> None: ...
    def told(self, problem: Problem) -> None: ...
    def scanned(self, code: str) -> None: ...


class MainWindow(QMainWindow):
    """One till's window. Pages are made when they are first shown and kept.

    `firstPainted` is emitted once, after the first frame. `counter` is None until `attach`.
    """

    firstPainted = Signal()
    #: Verbs run in a slot: what they refuse must reach the funnel, not whoever sent the key.
    _pressed = Signal(object)

    def __init__(
        self,
        shop_name: str = "",
        place_text: str = "",
        dark: bool = False,
        center_name: str = "",
        *,
        large: bool = False,
    ) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.wear(app, dark=dark, large=large)
        super().__init__()
        self._names = (shop_name, place_text)
        self._pressed.connect(lambda verb: verb())
        self._counter: Counter | None = None
        self._pages: dict[str, QWidget] = {}
        self._at = "login"
        self._painted = False
        #: Seconds since nobody knows whether the ticket on the counter was paid.
        self._unknown_for = 0
        self._keys_shown: tuple[object, ...] = ()
        self._funnel: problems.Funnel | None = None
        self._scanner: ScannerFilter | None = None
        self._heard: EveryWindow | None = None
        self._enters_heard: EveryWindow | None = None
        self._enters = EnterWatch(self)
        #: What customers see, where till.toml says that they see anything.
        self._customer: CustomerSide | None = None
        #: What stands behind the window once the books are open; it lives as long as the window.
        self.running: QObject | None = None
        #: Who opens training books; without one the window has no training.
        self.training: Trainer | None = None
        #: What was in front before training began, to come back to.
        self._earnest: tuple[dict[str, QWidget], QStackedWidget] | None = None
        self._rail: Rail | None = None
        self._bar: TopBar | None = None
        self._stack = QStackedWidget()
        self._column = QVBoxLayout()
        self.setWindowTitle(shop_name or translate("Window", "Till"))
        self.setMinimumSize(1000, 600)
        self.resize(1366, 768)
        self._whole = QStackedWidget()
        self._whole.setObjectName("page")
        around = QWidget()
        self._around = QVBoxLayout(around)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.setSpacing(0)
        self._around.addWidget(self._whole, 1)
        self.setCentralWidget(around)
        self._login = LoginPage(None, shop_name=shop_name, place_text=place_text, center_name=center_name)
        self._login.leave.connect(self._leave)
        self._whole.addWidget(self._login)
        self._pages["login"] = self._login
        self._login.installEventFilter(self)

    # What the program calls

    @property
    def counter(self) -> Counter | None:
        """The till behind the window."""
        return self._counter

    @property
    def page(self) -> QWidget:
        """The page in front."""
        return self._pages[self._at]

    @property
    def page_name(self) -> str:
        """Its name: login, selling, payment, refund, day, shift."""
        return self._at

    def take_problems(self) -> None:
        """From now on what goes wrong is told here, if nobody else listens already."""
        if problems.standing() is None:
            self._funnel = problems.Funnel(self.tell)
            self._funnel.install()

    def attach(self, counter: Counter) -> None:
        """The books are open: from now on PINs are taken, and a scanner is heard on every page."""
        from pos.qt.idle import IdleLock
        from pos.qt.own_keys import OwnKeys
        from pos.qt.wedge import ScannerFilter
        from pos.qt.windows import EveryWindow

        self.setWindowIcon(shop_icon())
        self._counter = counter
        self.take_problems()
        self._stripe = TrainingStripe()
        self._leave_to_train = TrainingLeave(
            self._begin_training, self._train_with_leave, self._look_at_trainers_pin, self._back_to_page
        )
        self._around.insertWidget(0, self._stripe)
        self._around.insertWidget(1, self._leave_to_train)
        # Behind the scanner's filter, which hears what is really pressed.
        self._own_keys = EveryWindow(OwnKeys(self))
        self._scanner = ScannerFilter(self.scanned)
        self._heard = EveryWindow(self._scanner)
        # Heard before the scanner's filter: the Enter that ends a scan counts as well, though no page gets it.
        self._enters_heard = EveryWindow(self._enters)
        self._login.attach(counter.login)
        self._build_frame()
        self._clock = QTimer(self, interval=STATUS_EVERY)
        self._clock.timeout.connect(self._second_over)
        self._clock.start()
        self._watch = QTimer(self, interval=WATCH_EVERY)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        self._customer = self._customers(counter)
        self._idle = IdleLock(counter.till.settings.lock_after_minutes, self._taking_money, self._lock_unattended, self)
        self._tick()
        if counter.till.person is not None and counter.till.shift is not None:
            self.show_page("selling")
        else:
            self._login.first_focus()

    def show_page(self, name: str) -> None:
        """Bring a page to the front; `payment` begins the payment of the ticket, which may refuse."""
        counter = self._counter
        if counter is None:
            return
        if name == "training":
            self.turn_training()
            return
        self._leave_to_train.put_away()
        if name in _SELLS and counter.till.close_first:
            # Yesterday is not closed: its drawer is counted before anything more is sold into it.
            name = "shift"
        if name == "selling" and self._at == "login" and counter.selling.payment_waits:
            # The till was switched off, or locked, while a payment was on its way: that comes first.
            name = "payment"
        page = self._made(name, counter)
        counter.watch()
        before, self._at = self._at, name
        keys.stand_before(name)
        if name == "login":
            self._login.begin()
            self._whole.setCurrentWidget(self._login)
        else:
            self._stack.setCurrentWidget(page)
            self._whole.setCurrentWidget(self._frame)
            if before != name and name != "payment":
                cast(Page, page).refresh()
            self._draw_frame()
        cast(Page, page).first_focus()

    def turn_training(self) -> None:
        """Begin training, or leave it; the ticket of the real till stays where it lies."""
        if self.training is None:
            return
        if self.training.on:
            earnest = self._earnest
            counter = self.training.end()
            if earnest is not None:
                self._change_books(counter, *earnest)
            self._earnest = None
        else:
            self._leave_to_train.begin()

    def _begin_training(self) -> None:
        if self.training is not None and self.training.begin(self._train):
            self._show_training()

    def _look_at_trainers_pin(self, pin: str) -> None:
        if self.training is not None:
            self.training.look_at_pin(pin)

    def _train_with_leave(self, pin: str, reason: str) -> None:
        training = self.training
        if training is not None:
            self._pressed.emit(lambda: training.with_leave(pin, reason, self._leave_to_train.begin))

    def _show_training(self) -> None:
        if self.training is not None:
            self._stripe.show_state(on=self.training.on, making=self.training.making)

    def _train(self, counter: Counter) -> None:
        self._earnest = (self._pages, self._stack)
        self._change_books(counter, {"login": self._login}, QStackedWidget())

    def _change_books(self, counter: Counter, pages: dict[str, QWidget], stack: QStackedWidget) -> None:
        """Put another till behind the window, with pages of its own; those of training are not kept."""
        on = self.training is not None and self.training.on
        old, before = self._stack, self._pages
        self._counter, self._pages, self._stack = counter, pages, stack
        self._at = "login"
        self._column.replaceWidget(old, stack)
        old.hide()
        stack.show()
        self._show_training()
        self._login.wear(training=on)
        if self._rail is not None:
            self._rail.wear(training=on)
        self._keys_shown = ()
        self._login.attach(counter.login)
        self.show_page("selling" if counter.till.person is not None and counter.till.shift is not None else "login")
        if not on:
            before.clear()
            old.deleteLater()

    def tell(self, problem: Problem) -> None:
        """Give a refusal or a trouble to the page in front."""
        sounds.play("refused")
        if self._counter is None or not self._leave_to_train.hears(problem):
            cast(Page, self.page).told(problem)

    def scanned(self, code: str) -> None:
        """Give a scanner's burst to the page in front."""
        page = cast(Page, self.page)
        # Called from an event filter: what the page refuses must not climb out of it.
        problems.carry(lambda: page.scanned(code))

    def hear(self, gap: int, end: str) -> None:
        """How fast this till's scanner types, in milliseconds, and what it ends a scan with."""
        if self._scanner is not None:
            self._scanner.fit(gap, end)

    def lock(self) -> None:
        """Sign out; the ticket stays on the counter."""
        if self._counter is not None:
            if self._counter.till.person is not None:
                self._counter.lock()
            self.show_page("login")

    # Inside

    def _customers(self, counter: Counter) -> CustomerSide | None:
        """What customers see of the real till's tickets; in training they see none."""
        shown = counter.till.settings.display
        if not shown.screen and shown.pole == "absent":
            return None
        from pos.qt.customer import CustomerSide

        return CustomerSide(
            self, shown.screen, lambda: counter.customer.look(paying=self._at == "payment" and self._counter is counter)
        )

    def _taking_money(self) -> bool:
        """Money was taken or asked for: nobody takes the payment away from the clerk who began it."""
        return self._counter is not None and self._counter.selling.payment_begun

    def _lock_unattended(self) -> None:
        if self._counter is not None and self._counter.till.person is not None:
            self.lock()

    def _made(self, name: str, counter: Counter) -> QWidget:
        if name == "payment":
            return self._payment(counter)
        page = self._pages.get(name)
        if page is None:
            from pos.qt.pages import PAGES

            page = PAGES[name](counter)
            self._add(name, page)
        return page

    def _payment(self, counter: Counter) -> QWidget:
        from pos.qt.payment import PaymentPage

        screen = counter.selling.start_payment()
        page = self._pages.get("payment")
        if isinstance(page, PaymentPage):
            page.draw(screen)
            return page
        made = PaymentPage(screen)
        made.hear_enters(self._enters)
        self._add("payment", made)
        return made

    def _add(self, name: str, page: QWidget) -> None:
        from pos.qt.pages import page_title

        page.setObjectName(f"{name}Page")
        if not page.accessibleName():
            page.setAccessibleName(page_title(name))
        self._pages[name] = page
        self._stack.addWidget(page)
        leave = getattr(page, "leave", None)
        if leave is not None:
            leave.connect(self._leave)
        keys_changed = getattr(page, "keysChanged", None)
        if keys_changed is not None:
            keys_changed.connect(self._draw_legend)
        take_ears = getattr(page, "take_ears", None)
        if take_ears is not None:
            take_ears(self._scanner)

    def _build_frame(self) -> None:
        from pos.qt.frame import Rail, TopBar
        from pos.qt.pages import rail_entries

        self._frame = QWidget()
        self._rail = Rail(rail_entries(), self.show_page, self._back_to_page)
        self._bar = TopBar(*self._names)
        self._bar.printing.pressed.connect(lambda: self.show_page("print_queue"))
        self._legend = KeyLegend()
        column = self._column
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._legend)
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._rail)
        line.addLayout(column, 1)
        self._whole.addWidget(self._frame)
        self._fit(self.size())

    def _back_to_page(self) -> None:
        cast(Page, self.page).first_focus()

    def _leave(self, name: str, words: str) -> None:
        """A page asks for another one; `words` belong into the scan box there, with a line end as Enter."""
        from pos.qt.pages import PAGES

        if name not in (*PAGES, "login", "training", "payment"):
            return
        self.show_page(name)
        take = getattr(self.page, "take", None)
        if words and take is not None:
            take(words)

    def _look(self) -> None:
        if self._counter is not None:
            self._counter.watch()

    def _tick(self) -> None:
        if self._counter is None or self._bar is None:
            return
        second_passed = getattr(self.page, "second_passed", None)
        if second_passed is not None:
            second_passed()
        if self._at in _WATCHED:
            self._counter.watch()
        # Books that could not be made are told on the page; the stripe must not go on promising them.
        self._show_training()
        # A page may change its keys while it stands in front: a shift that was closed has nothing left to count.
        self._draw_legend()
        status = self._counter.status()
        self._bar.draw(status)
        self._login.tick(status.now)

    def _second_over(self) -> None:
        """A second is over. As long as nobody knows whether the ticket on the counter was paid, the clerk hears it."""
        self._tick()
        unsure = self._counter is not None and self._counter.selling.payment_unsure
        self._unknown_for = self._unknown_for + 1 if unsure else 0
        if self._unknown_for % sounds.UNKNOWN_EVERY == 1:
            sounds.play("unknown")

    def _draw_frame(self) -> None:
        if self._rail is not None:
            self._rail.show_chosen(BESIDE.get(self._at, self._at))
        self._draw_legend()
        self._tick()

    def _draw_legend(self) -> None:
        page = self.page
        left, right = getattr(page, "legend", ()), getattr(page, "legend_right", ())
        if left and not any(key == "F1" for key, _ in left):
            left = (help_key(), *left)
        if (left, right, keys.now()) != self._keys_shown:
            self._keys_shown = (left, right, keys.now())
            self._legend.show_keys(left, right)

    def _fit(self, size: QSize) -> None:
        if self._rail is None or self._bar is None:
            return
        narrow, compact = size.width() < WIDE, size.height() < COMPACT
        self._stripe.fit(compact=compact)
        self._rail.setFixedWidth(60 if narrow else 72)
        self._bar.setFixedHeight(44 if compact else 52)
        self._bar.fit(narrow=narrow)
        self._legend.setFixedHeight(28 if compact else 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide, narrow or compact."""
        super().resizeEvent(event)
        self._fit(event.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells of the first frame, once it is on the screen."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.firstPainted.emit)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every page: F1 help, F10 change page, F11 shift, F12 lock, Ctrl+J print queue."""
        verbs: dict[str, Callable[[], object]] = {
            "F1": self._help,
            "F10": self._ask_page,
            "F11": lambda: self.show_page("shift"),
            "F12": self.lock,
            "Ctrl+J": lambda: self.show_page("print_queue"),
        }
        verb = verbs.get(key_name(event))
        if verb is None or (self._at == "login" and key_name(event) != "F1"):
            super().keyPressEvent(event)
            return
        # Now, not when the queue is empty: the keys typed right behind it belong to the page it leads to.
        self._pressed.emit(verb)

    def _ask_page(self) -> None:
        if self._rail is not None:
            self._rail.ask()

    def _help(self) -> None:
        from pos.qt.help import HelpPanel

        page = self.page
        help_ = (help_key(),) if self._at != "login" else ()
        keys = (
            *help_,
            *getattr(page, "legend", ()),
            *getattr(page, "more_keys", ()),
            *getattr(page, "legend_right", ()),
        )
        if keys and self._at != "login":
            keys = (*keys, *window_keys(), ("Ctrl J", translate("Keys", "Print queue")))
        if keys:
            HelpPanel(keys, self._whole, cast(Page, page).first_focus)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Timers stop; what is on the counter is in the books."""
        for name in ("_clock", "_watch"):
            timer = getattr(self, name, None)
            if timer is not None:
                timer.stop()
        idle = getattr(self, "_idle", None)
        if idle is not None:
            idle.stop()
        if self._heard is not None:
            self._own_keys.stop()
            self._heard.stop()
            self._heard = None
            if self._enters_heard is not None:
                self._enters_heard.stop()
                self._enters_heard = None
        if self._customer is not None:
            self._customer.end()
            self._customer = None
        if self._funnel is not None:
            self._funnel.uninstall()
            self._funnel = None
        super().closeEvent(event)
