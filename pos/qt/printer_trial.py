"""The questions about the test page, each with the sign that stands on the paper beside what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from pos.core.wording import translate
from pos.qt.choice_row import ChoiceRow
from pos.qt.keys import in_words
from pos.qt.parts import Card, WordBox, font, text
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.printer_trial import Seen


class TrialCard(Card):
    """Five questions; `seen` is what was answered."""

    def __init__(self) -> None:
        super().__init__()
        yes_no = [("yes", translate("Trial", "Yes")), ("no", translate("Trial", "No"))]
        rulers = [(str(columns), str(columns)) for columns in (32, 42, 48)]
        lines = [(sign, sign) for sign in "ABCD"]
        codes = [("1", translate("Trial", "1, or both")), ("2", translate("Trial", "Only 2"))]
        ruler = translate("Trial", "1 The longest ruler on one line")
        line = translate("Trial", "2 The line that reads well")
        code = translate("Trial", "3 Which code came out")
        cut = translate("Trial", "4 Was the paper cut")
        drawer = translate("Trial", "5 Did the drawer open")
        self._ruler = ChoiceRow("trialRuler", ruler, rulers, least=46)
        self._number = WordBox()
        self._number.setObjectName("trialNumber")
        self._number.setFixedSize(64, 44)
        self._number.setFont(font(12))
        self._number.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._number.setAccessibleName(translate("Trial", "The last number at the right edge, if it is another"))
        self._number.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,2}"), self._number))
        self._line = ChoiceRow("trialLine", line, lines, least=46)
        self._code = ChoiceRow("trialCode", code, codes, least=46)
        self._cut = ChoiceRow("trialCut", cut, yes_no, least=46)
        self._drawer = ChoiceRow("trialDrawer", drawer, yes_no, least=46)
        self._ruler.chosen.connect(self._number.setText)
        self._number.textEdited.connect(self._ruler.show_value)
        self._lay_out((ruler, line, code, cut, drawer))

    def _lay_out(self, questions: tuple[str, ...]) -> None:
        self._told = text("", Type.BODY, bold=True)
        self._told.setWordWrap(True)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(8)
        self._head = text(translate("Trial", "What the test page shows"), Type.HEADING, bold=True)
        self._box.addWidget(self._head)
        self._box.addWidget(self._told)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        widths = QHBoxLayout()
        widths.setSpacing(6)
        widths.addWidget(self._ruler)
        widths.addWidget(self._number)
        for row, question in enumerate(questions):
            label = text(question, Type.BODY)
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
        grid.addLayout(widths, 0, 1)
        for row, choice in enumerate((self._line, self._code, self._cut, self._drawer), 1):
            grid.addWidget(choice, row, 1)
        self._box.addLayout(grid)
        self._box.addStretch()

    @property
    def seen(self) -> Seen:
        """What was answered so far."""
        from pos.screens.printer_trial import Seen

        return Seen(
            ruler=int(self._number.text() or 0),
            line=self._line.value,
            code=self._code.value,
            cut=self._cut.value,
            drawer=self._drawer.value,
        )

    def begin(self) -> None:
        """Nothing is answered yet."""
        for choice in (self._ruler, self._line, self._code, self._cut, self._drawer):
            choice.show_value("")
        self._number.clear()

    def tell(self, tone: str, words: str) -> None:
        """How the page went out; before that, what to do."""
        self._told.setProperty("tone", {"bad": "bad", "ok": "accent", "info": "info"}.get(tone, "ink2"))
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)
        before = translate("Trial", "F8 prints it. Then answer what you see; F9 sets it at the left.")
        self._told.setText(words or in_words(before, "printer"))

    def fit(self, *, compact: bool) -> None:
        """Less air on a low screen, and no heading."""
        self._head.setHidden(compact)
        air = 8 if compact else 16
        self._box.setContentsMargins(16, air, 16, air)
        self._box.setSpacing(4 if compact else 8)
