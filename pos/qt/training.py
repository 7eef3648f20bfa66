"""How training shows: a stripe over the whole window that never goes away, and the rail's other ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos.core.problems import Problem
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.override import OverrideStrip
from pos.qt.parts import paint_elided
from pos.qt.theme import colour, font, metrics, now
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.counter import Counter


class Trainer(Protocol):
    """Who makes the training books and opens them (`pos.training.Training`)."""

    @property
    def on(self) -> bool: ...
    @property
    def making(self) -> bool: ...
    def begin(self, ready: Callable[[Counter], None]) -> bool: ...
    def look_at_pin(self, pin: str) -> None: ...
    def with_leave(self, pin: str, reason: str, verb: Callable[[], object]) -> None: ...
    def end(self) -> Counter: ...


def rail_ground(training: bool) -> QColor:
    """The ground of the rail and of the login page's dark side: nobody takes one kind of till for the other."""
    if not training:
        return colour("rail")
    return colour("warn_soft" if now().dark else "warn")


class TrainingLeave(OverrideStrip):
    """Over the page: the manager's leave for a role that may not practise alone. Enter goes on, Esc sends it away.

    `begin` may refuse; `given` begins once more with PIN and reason; `check` refuses a PIN that is no manager's before
    the reason is typed; `back` gives the focus to the page again.
    """

    def __init__(
        self,
        begin: Callable[[], object],
        given: Callable[[str, str], None],
        check: Callable[[str], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(given, check)
        self._begin, self._back = begin, back
        self._beginning = False
        for box, name in ((self.pin, "trainingPinBox"), (self.reason, "trainingReasonBox")):
            box.setObjectName(name)
            box.returnPressed.connect(self.go_on)

    def begin(self) -> None:
        """Begin training; what is refused comes back through `hears`."""
        self._beginning = True
        self._begin()
        self._beginning = False
        self.put_away()

    def hears(self, problem: Problem) -> bool:
        """Whether a refusal was of this, and is answered here: by asking for a manager, or for another PIN."""
        mine, self._beginning = self._beginning, False
        if mine and self.asking:
            self.say(problem.title())
        elif mine and problem.word == "NotAllowed":
            self.ask(problem.title())
        return mine and self.asking

    def go_on(self) -> None:
        """Enter; that the PIN is no manager's is answered here too."""
        self._beginning = True
        super().go_on()
        self._beginning = False

    def give(self) -> None:
        """Begin once more, with the leave."""
        self._beginning = True
        super().give()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: no training."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            self._back()
        else:
            super().keyPressEvent(event)


class TrainingStripe(QWidget):
    """练习 TRAINING across the window, and how to leave; while the books are made, that they are being made."""

    HEIGHT, LOW = 30, 20

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trainingStripe")
        self.setFixedHeight(self.HEIGHT)
        self._making = False
        self.hide()

    def fit(self, *, compact: bool) -> None:
        """Lower on a low screen."""
        self.setFixedHeight(self.LOW if compact else self.HEIGHT)

    def show_state(self, *, on: bool, making: bool = False) -> None:
        """Training is on, or its books are being made, or neither and the stripe is gone."""
        self._making = making and not on
        self.setVisible(on or making)
        name = f"{self.title()} {self.sentence()}"
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.update()

    def title(self) -> str:
        """The word at the left, in both languages whatever the window's."""
        return "练习 TRAINING"

    def sentence(self) -> str:
        """What it means now."""
        if self._making:
            return translate("Training", "Training begins: goods and people are being copied")
        return translate("Training", "Nothing sold here counts; the drawer stays shut")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Warning ground, bold word, what it means, how to leave."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("warn"))
        # The canvas is light on the dark warning colour, and dark on the light one.
        painter.setPen(colour("canvas"))
        points = Type.BODY if self.height() < self.HEIGHT else Type.HEADING
        painter.setFont(font(points, bold=True))
        wide = metrics(points, True).horizontalAdvance(self.title())
        middle = QRectF(0, 0, self.width(), self.height())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(middle.adjusted(16, 0, 0, 0), left, self.title())
        painter.drawText(middle.adjusted(0, 0, -16, 0), right, self.title())
        painter.setFont(font(Type.SMALL))
        words = self.sentence()
        if not self._making:
            words += " · " + in_words(translate("Training", "F10 leaves it"))
        spot = middle.adjusted(16 + wide + 16, 0, -(16 + wide + 16), 0)
        paint_elided(painter, spot, Qt.AlignmentFlag.AlignCenter, words)
