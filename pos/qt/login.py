"""The login page: who is it, and with how much in the drawer. It is the first thing painted, before there are books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pos.core.money import ZERO
from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.keys import key_name
from pos.qt.login_origins import OriginsPanel
from pos.qt.parts import (
    Button,
    EchoLine,
    KeyLegend,
    MoneyField,
    PinBox,
    text,
)
from pos.qt.problems import carry
from pos.qt.theme import colour
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.login import LoginScreen


class LoginPage(QWidget):
    """Left the counties on today's shelves, right the pad. `leave("selling", "")` when somebody is signed in."""

    leave = Signal(str, str)
    _pressed = Signal(object)

    def __init__(
        self, screen: LoginScreen | None, shop_name: str = "", place_text: str = "", center_name: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("loginPage")
        self._screen = screen
        self._origins = OriginsPanel(shop_name, center_name, place_text)
        self._pad = _Pad(self._type, self._clear, self._back, self._start)
        self._time = text("", Type.TOTAL, bold=True)
        self._date = text("", Type.BUTTON, tone="ink2")
        self._question = text(translate("Login", "Enter your PIN"), Type.TITLE, bold=True)
        self._pin = PinBox()
        self._pin.setAccessibleName(translate("Login", "PIN"))
        self._pin.textEdited.connect(lambda _: self._edited())
        self._float = MoneyField("floatBox", points=Type.PAD)
        self._float.setAccessibleName(translate("Login", "Float in the drawer, in yuan"))
        self._float.setFixedSize(372, 56)
        self._echo = EchoLine("loginBanner", bare=True)
        self._echo.setFixedWidth(480)
        self._legend = KeyLegend(bare=True)
        self._legend.setFixedHeight(36)
        self._training = Button(translate("Login", "Training"), key="F10", icon="cap")
        self._training.setObjectName("trainingButton")
        self._training.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._training.clicked.connect(lambda: carry(self._turn_training))
        self._boxes = QStackedWidget()
        self._pressed.connect(carry)
        self._lay_out()
        if screen is not None:
            self.attach(screen)
        else:
            self._draw()

    # What the window calls

    def attach(self, screen: LoginScreen) -> None:
        """The books are open: PINs are taken from now on; digits typed before are still there."""
        self._screen = screen
        screen.view = self
        self._origins.draw(screen)
        self._draw()

    def wear(self, *, training: bool) -> None:
        """Training or earnest: the button leads to the other."""
        words = translate("Login", "Leave training") if training else translate("Login", "Training")
        self._training.setText(words)
        self._training.setAccessibleName(words)

    def begin(self) -> None:
        """Somebody signed out: a fresh pad, today's shelves."""
        self._pin.clear()
        self._float.clear()
        self._say("plain", "")
        if self._screen is not None:
            self._screen.load()
            self._origins.draw(self._screen)
        self._draw()

    def refresh(self) -> None:
        """Signed in with a shift: on to selling. Without one: ask for the float."""
        screen = self._screen
        if screen is None:
            return
        turned = self._asks_float != screen.needs_shift
        self._draw()
        if turned:
            self._pin.clear()
            self._say("plain", "")
        if screen.needs_shift:
            self.first_focus()

    def tick(self, at: datetime) -> None:
        """Show the till's time."""
        from pos.qt.frame import day_words

        self._time.setText(f"{at:%H:%M}")
        self._date.setText(day_words(at, long=True))

    def first_focus(self) -> None:
        """The box that is asked for."""
        box = self._float if self._asks_float else self._pin
        box.setFocus()

    def told(self, problem: Problem) -> None:
        """Why nobody was signed in, what to do; the dots turn red."""
        self._pin.show_wrong()
        self._say("bad", problem.title(), problem.advice())
        self.first_focus()

    def scanned(self, code: str) -> None:
        """Goods are scanned before anybody is signed in."""
        self._say(
            "info",
            translate("Login", "Nobody is signed in; nothing was put on a ticket."),
            translate("Login", "Enter your PIN first."),
        )

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Keys of this page."""
        return (
            ("0-9", translate("Keys", "Type")),
            ("Enter", translate("Keys", "Begin")),
            ("Esc", translate("Keys", "Clear")),
            ("F1", translate("Keys", "Help")),
        )

    # Building

    def _lay_out(self) -> None:
        centred = Qt.AlignmentFlag.AlignHCenter
        self._boxes.addWidget(_centred(self._pin))
        self._boxes.addWidget(_centred(self._float))
        self._boxes.setFixedHeight(76)
        self._boxes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        right = QVBoxLayout()
        right.setContentsMargins(2, 24, 12, 4)
        right.setSpacing(0)
        right.addStretch(2)
        right.addWidget(self._time, 0, centred)
        right.addWidget(self._date, 0, centred)
        right.addSpacing(10)
        right.addWidget(self._question, 0, centred)
        right.addWidget(self._boxes)
        right.addWidget(self._pad, 0, centred)
        right.addSpacing(8)
        right.addWidget(self._echo, 0, centred)
        right.addStretch(3)
        foot = QHBoxLayout()
        foot.addWidget(self._legend, 1)
        foot.addWidget(self._training)
        right.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._origins)
        line.addLayout(right, 1)
        self._legend.show_keys(self.legend)
        self._say("plain", "")

    @property
    def _asks_float(self) -> bool:
        return self._boxes.currentIndex() == 1

    def _draw(self) -> None:
        screen = self._screen
        asks = screen is not None and screen.needs_shift
        self._boxes.setCurrentIndex(1 if asks else 0)
        self._question.setText(
            translate("Login", "How much float lies in the drawer?") if asks else translate("Login", "Enter your PIN")
        )
        self._pad.ask_money(asks)
        self._draw_start()

    def _draw_start(self) -> None:
        self._pad.start.set_reason(translate("Login", "Opening the books") if self._screen is None else "")

    def _say(self, kind: str, title: str, detail: str = "") -> None:
        if not title:
            forgotten = translate("Login", "PIN forgotten: the manager sets a new one")
            title = translate("Login", "Nothing in it: type 0") if self._asks_float else forgotten
        self._echo.tell(kind, title, detail)

    # What the clerk does

    def _type(self, sign: str) -> None:
        box = self._float if self._asks_float else self._pin
        box.setFocus()
        box.insert(sign)
        self._edited()

    def _clear(self) -> None:
        (self._float if self._asks_float else self._pin).clear()
        self._edited()

    def _back(self) -> None:
        (self._float if self._asks_float else self._pin).backspace()
        self._edited()

    def _edited(self) -> None:
        # Why the books could not be opened stays on view: no PIN helps against that.
        if self._screen is not None and not self._asks_float and self._pin.text():
            self._say("plain", "")

    def _start(self) -> None:
        screen = self._screen
        if screen is None:
            return
        if self._asks_float and not self._float.text():
            # A key that bounced after the PIN must not open a shift with an empty drawer.
            self._say("info", translate("Login", "Nothing in it: type 0"))
            return
        if self._asks_float:
            screen.open_shift(self._float.money() or ZERO)
        elif len(self._pin.text()) >= 4:
            screen.sign_in(self._pin.text())
        else:
            self._say("info", translate("Login", "A PIN has at least four digits"))
            return
        if not screen.needs_shift:
            self._pin.clear()
            self.leave.emit("shift" if screen.close_first else "selling", "")

    def _turn_training(self) -> None:
        if self._screen is not None:
            self.leave.emit("training", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits wherever the focus is, Enter begins, Esc clears."""
        verbs: dict[str, Callable[[], object]] = {
            "Return": self._start,
            "Enter": self._start,
            "Esc": self._clear,
            "F10": self._turn_training,
        }
        typed = event.text()
        if typed.isdigit() or (typed == "." and self._asks_float):
            self._type(typed)
        elif (verb := verbs.get(key_name(event))) is not None:
            self._pressed.emit(verb)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows give the counties less room; low ones show no big clock."""
        super().resizeEvent(event)
        self._origins.setFixedWidth(560 if self.width() >= 1280 else 420)
        self._echo.setFixedWidth(min(480, self.width() - self._origins.width() - 32))
        low = self.height() < 720
        self._time.setVisible(not low)
        # A 1920x1080 screen at 150 % keeps its clock and gives up some of the keys' height.
        self._pad.fit(52 if low else 60 if self.height() < 760 else 72, low=low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas."""
        QPainter(self).fillRect(self.rect(), colour("canvas"))


def _centred(widget: QWidget) -> QWidget:
    """A widget in the middle of the line."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
    return holder


class _Pad(QFrame):
    """Twelve keys of 116 x 72 and 开始."""

    def __init__(
        self,
        typed: Callable[[str], None],
        clear: Callable[[], None],
        back: Callable[[], None],
        start: Callable[[], None],
    ) -> None:
        super().__init__()
        self._keys: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for i, sign in enumerate("123456789"):
            grid.addWidget(self._key(sign, partial(typed, sign)), i // 3, i % 3)
        self._clear = self._key(translate("Login", "Clear"), clear, kind="quiet")
        self._clear_or_point = (clear, partial(typed, "."))
        grid.addWidget(self._clear, 3, 0)
        grid.addWidget(self._key("0", partial(typed, "0")), 3, 1)
        self._point = self._key(".", partial(typed, "."))
        self._point.setAccessibleName(translate("Login", "Point"))
        self._point.hide()
        grid.addWidget(self._point, 3, 0)
        backspace = self._key("", back, kind="quiet")
        backspace.set_icon("backspace")
        backspace.setAccessibleName(translate("Login", "Last digit away"))
        grid.addWidget(backspace, 3, 2)
        self.start = Button(translate("Login", "Begin"), key="Enter", kind="primary")
        self.start.setObjectName("startButton")
        self.start.setFixedHeight(64)
        self.start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.start.clicked.connect(lambda: carry(start))
        grid.addWidget(self.start, 4, 0, 1, 3)

    def _key(self, sign: str, pressed: Callable[[], object], kind: str = "pad") -> Button:
        button = Button(sign, kind=kind)
        button.setObjectName(f"pad_{sign}")
        button.setFixedSize(116, 72)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: pressed())
        self._keys.append(button)
        return button

    def ask_money(self, money: bool) -> None:
        """A point in place of 清 while yuan are typed."""
        self._clear.setVisible(not money)
        self._point.setVisible(money)

    def fit(self, high: int, *, low: bool) -> None:
        """Lower keys on a low screen, still 44 at least."""
        for key in self._keys:
            key.setFixedHeight(high)
        self.start.setFixedHeight(56 if low else 64)
