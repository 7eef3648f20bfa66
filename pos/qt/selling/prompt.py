"""A question in the place of scan box and echo line: a name, a price, a PIN, or just Enter; never another window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pos.core.wording import translate
from pos.qt.keys import is_window_key, key_name
from pos.qt.parts import Button, Elided, WordBox, text
from pos.qt.theme import font, look
from pos.qt.tokens import Type

Verb = Callable[[], object]


class Prompt(QFrame):
    """One question. Enter answers it, Esc does not; keys of the window go on to the window, all others stay here.

    `opened` is emitted whenever it asks something else, `closed` when it goes, before the answer is acted upon.
    """

    opened = Signal()
    closed = Signal()
    _answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        look(self, "asked")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Elided(13, bold=True, least=10.5)
        self._detail = text("", Type.META, tone="ink2")
        self._detail.setWordWrap(True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.box = WordBox()
        self.box.setObjectName("promptBox")
        self.box.setFont(font(Type.ROW_NAME, bold=True))
        self.box.setFixedHeight(42)
        self._other = self._button("", "", lambda: self._switch())
        self._take = self._button(translate("Selling", "Take over"), "Enter", lambda: self._answer())
        self._leave = self._button(translate("Selling", "Leave it"), "Esc", lambda: self.close_quietly())
        self._done: Callable[[str], object] | None = None
        self._other_key = ""
        self._other_verb: Verb | None = None
        self._must_have_text = False
        self._lay_out()
        self._answered.connect(lambda done, words: done(words))
        self.hide()

    def _button(self, label: str, key: str, verb: Verb) -> Button:
        button = Button(label, key=key, points=11)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: verb())
        return button

    def _lay_out(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.box, 1)
        answers.addStretch()
        for button in (self._other, self._take, self._leave):
            answers.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 10, 7)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._detail, 1)
        column.addLayout(answers)

    @property
    def asking(self) -> bool:
        """It stands on the page and waits."""
        return not self.isHidden()

    @property
    def secret(self) -> bool:
        """What is typed into it must be seen nowhere."""
        return self.asking and self.box.echoMode() == QLineEdit.EchoMode.Password

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The keys that work while it asks."""
        other = ((self._other_key, self._other.text()),) if self._other_key else ()
        return (("Enter", self._take.text()), *other, ("Esc", self._leave.text()))

    @property
    def detail(self) -> QLabel:
        """The words under the question."""
        return self._detail

    def ask(
        self,
        title: str,
        done: Callable[[str], object],
        *,
        detail: str = "",
        pattern: str = "",
        initial: str = "",
        secret: bool = False,
        needed: bool = True,
        other: tuple[str, str, Verb] | None = None,
        leave: str = "",
    ) -> None:
        """Ask for text. `pattern` limits what can be typed; `other` is (key, word, verb) for a second question.

        `leave` is what Esc does, where it leaves nothing as it was.
        """
        self.box.show()
        self.box.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._begin(title, detail, done, needed, leave)
        self.box.setAccessibleName(title)
        self.box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not (pattern or secret))
        self.box.setValidator(QRegularExpressionValidator(QRegularExpression(pattern or ".*"), self.box))
        self.box.setMaximumWidth(132 if pattern else 16777215)
        self.box.setText(initial)
        self.box.selectAll()
        self._other.setVisible(other is not None)
        if other is not None:
            self._other_key, word, self._other_verb = other
            self._other.setText(word)
            self._other.set_key(self._other_key)
        self.take_focus()
        self.opened.emit()

    def confirm(self, title: str, done: Verb, detail: str = "", *, leave: str = "") -> None:
        """Ask for Enter alone; `leave` is what Esc does, in a word."""
        self.box.setEchoMode(QLineEdit.EchoMode.Normal)
        self.box.hide()
        self._begin(title, detail, lambda _: done(), needed=False, leave=leave)
        self._other.hide()
        self.take_focus()
        self.opened.emit()

    def say(self, sentence: str) -> None:
        """Tell under the question why something was not taken; what was typed stays."""
        self._tell(sentence, "bad")
        self.setAccessibleName(f"{self._title.whole_text()} {sentence}".strip())
        self.take_focus()

    def take_focus(self) -> None:
        """Keys come here."""
        (self if self.box.isHidden() else self.box).setFocus()

    def close_quietly(self) -> None:
        """Put it away without an answer."""
        if self.asking:
            self.box.clear()
            self.hide()
            self.closed.emit()

    def _begin(self, title: str, detail: str, done: Callable[[str], object], needed: bool, leave: str) -> None:
        self._title.setText(title)
        self._leave.setText(leave or translate("Selling", "Leave it"))
        self._tell(detail, "ink2")
        self._done, self._must_have_text = done, needed
        self._other_key, self._other_verb = "", None
        self.setAccessibleName(f"{title} {detail}".strip())
        self.show()
        self.raise_()

    def _tell(self, words: str, tone: str) -> None:
        self._detail.setText(words)
        self._detail.setToolTip(words)
        if self._detail.property("tone") != tone:
            self._detail.setProperty("tone", tone)
            self._detail.style().unpolish(self._detail)
            self._detail.style().polish(self._detail)

    def _switch(self) -> None:
        verb = self._other_verb
        self.close_quietly()
        if verb is not None:
            verb()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc does not, the other key asks the other question."""
        name = key_name(event)
        if name in ("Return", "Enter"):
            # A key that is held down answers one question, not the one behind it too.
            if not event.isAutoRepeat():
                self._answer()
        elif name == "Esc":
            self.close_quietly()
        elif name and name == self._other_key:
            # A key without a name, of an input method or for the sound, answers nothing.
            self._switch()
        elif is_window_key(name):
            event.ignore()

    def _answer(self) -> None:
        words, done = self.box.text().strip(), self._done
        # A question without a box keeps the limits of the one before; they must not hold back its Enter.
        fits = self.box.isHidden() or self.box.hasAcceptableInput()
        if done is None or (self._must_have_text and not words) or not fits:
            return
        self.close_quietly()
        self._answered.emit(done, words)
