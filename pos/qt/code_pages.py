"""What the pages of the settings share: their tabs, the banner, and the manager's leave in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from pos.core.problems import Problem
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.qt.key_page import COMPACT, KeyPage
from pos.qt.override import OverrideStrip
from pos.qt.parts import Banner, Button, colour

#: The pages beside one another, in the order of their Alt numbers.
BESIDE = (
    ("code_test", QT_TRANSLATE_NOOP("CodePages", "Try a code")),
    ("scanner", QT_TRANSLATE_NOOP("CodePages", "Scanner")),
    ("keys", QT_TRANSLATE_NOOP("CodePages", "Keys")),
    ("printer", QT_TRANSLATE_NOOP("CodePages", "Printer")),
    ("receipt_form", QT_TRANSLATE_NOOP("CodePages", "Receipt")),
    ("own_till", QT_TRANSLATE_NOOP("CodePages", "This till")),
)


def beside_legend() -> tuple[str, str]:
    """The keys that lead from one to the other, with their word."""
    return f"Alt 1-{len(BESIDE)}", translate("Keys", "Other settings")


class Signing(Protocol):
    """A screen whose verbs may want a manager's leave (`pos.screens.signing.WithLeave`)."""

    def look_at_pin(self, pin: str) -> None: ...
    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None: ...


class CodePage(KeyPage):
    """One of them: fill `self.body`. What needs a manager is done through `self._ask_leave(verb)`.

    `signing` is the screen whose verbs may want one; the page that only looks has none.
    """

    def __init__(self, name: str, signing: Signing | None = None) -> None:
        super().__init__()
        self._signing = signing
        self._again: Callable[[], object] | None = None
        self._banner = Banner()
        self._strip = OverrideStrip(self._give_leave, None if signing is None else signing.look_at_pin)
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        for n, (page, word) in enumerate(BESIDE, 1):
            tab = Button(translate("CodePages", word), key=f"Alt {n}")
            tab.setObjectName(f"beside_{page}")
            tab.setCheckable(True)
            tab.setChecked(page == name)
            tab.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            tab.setFixedHeight(44)
            tab.clicked.connect(partial(self._to, page, name, tab))
            tabs.addWidget(tab)
        tabs.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self._whole = whole = QVBoxLayout(self)
        whole.addLayout(tabs)
        whole.addWidget(self._banner)
        whole.addWidget(self._strip)
        whole.addLayout(self.body, 1)
        self._keys = {f"Alt+{n}": partial(self.leave.emit, page, "") for n, (page, _) in enumerate(BESIDE, 1)}
        self._keys |= {"Esc": self._back}

    def refresh(self) -> None:
        """Another visit: nothing is left of what was refused before."""
        self._banner.hide()
        self._strip.put_away()

    def told(self, problem: Problem) -> None:
        """Why it was refused; where a manager is needed, ask for the leave in place."""
        if problem.word == "NotAllowed" and self._again is not None and not self._strip.asking:
            self._strip.ask(problem.title())
        elif self._strip.asking:
            self._strip.say(problem.title())
        else:
            self._banner.tell("bad", problem.title(), problem.advice())

    def scanned(self, code: str) -> None:
        """A scan that this page has no use for."""

    def first_focus(self) -> None:
        """The page itself."""
        self.setFocus()

    def _ask_leave(self, verb: Callable[[], object]) -> None:
        """Do something that a manager may have to allow."""
        self._again = verb
        verb()
        self._again = None
        self._banner.hide()

    def _give_leave(self, pin: str, reason: str) -> None:
        self._pressed.emit(partial(self._do_again, pin, reason))

    def _do_again(self, pin: str, reason: str) -> None:
        if self._again is not None and self._signing is not None:
            self._signing.with_leave(pin, reason, self._again)
        self._again = None
        self._strip.put_away()
        self.first_focus()

    def _to(self, page: str, name: str, tab: Button, _: bool) -> None:
        # Its look says which page this is; another one has its own tabs.
        tab.setChecked(page == name)
        self.leave.emit(page, "")

    def _back(self) -> None:
        if self._strip.asking:
            self._again = None
            self._strip.put_away()
            self.first_focus()
        else:
            self.leave.emit("selling", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air on low screens."""
        super().resizeEvent(event)
        air = 8 if self.height() < COMPACT else 12
        self._whole.setContentsMargins(12, air, 12, air)
        self._whole.setSpacing(6 if self.height() < COMPACT else 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas."""
        QPainter(self).fillRect(self.rect(), colour("canvas"))
