"""The panel of the change: what goes back, what is missing, or why the last gesture was refused."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.keys import in_words
from pos.qt.marks import dye
from pos.qt.parts import font, metrics, panel_state, text

#: Type sizes of what is told and of what to do now, from large to small.
_SENTENCES = ((12.5, 10.5), (11.5, 10.0), (10.0, 9.0))


def _height(words: str, points: float, width: int, *, bold: bool = False) -> int:
    wrapped = metrics(points, bold).boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, words)
    return wrapped.height()


class ChangePanel(QFrame):
    """The change at arm's length; while something is missing, how much; after a refusal, why and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._title = text("", 14, bold=True)
        self._detail = text("", 11, tone="ink2")
        self._detail.setWordWrap(True)
        self._amount = text("", 51, bold=True)
        self._amount.setObjectName("changeLabel")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch()
        box = QHBoxLayout(self)
        box.setContentsMargins(17, 14, 20, 10)
        box.addLayout(words, 1)
        box.addWidget(self._amount)
        self._box = box
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Lower where the screen is low."""
        self.setMinimumHeight(80 if compact else 108)
        self._box.setContentsMargins(17, 8 if compact else 14, 20, 4 if compact else 10)
        self._points = 36 if compact else 51
        self._amount.setFont(font(self._points, bold=True))

    def show_change(self, change: Money, rounding: Money, *, exact: bool = False, receipt: str = "") -> None:
        """The sale closes or is closed: what goes back to the customer, what the rounding took off, the receipt."""
        # The number alone: with a word before it, it would take two lines on a narrow screen.
        details = [receipt] if receipt else []
        if rounding:
            words = translate("Payment", "Rounded off {amount}, no discount")
            details.append(words.format(amount=-rounding))
        elif exact:
            details.append(translate("Payment", "This means fits exactly"))
        self._draw("change", translate("Payment", "Change"), "\n".join(details), change.grouped())

    def show_giving_back(self, amount: Money, detail: str) -> None:
        """More comes back than is taken: what the customer gets, and in which means."""
        self._draw("back", translate("Payment", "Give back"), detail, amount.grouped())
        # Money that goes out is red; several means and two receipts need the room more than the figure does.
        dye(self._amount, "bad")
        self._amount.setFont(font(min(self._points, 36), bold=True))

    def show_missing(self, missing: Money) -> None:
        """The amount does not close the sale: it will be kept, and this is left."""
        detail = translate("Payment", "Enter keeps this amount; then take the rest")
        self._draw("missing", translate("Payment", "Then still open"), detail, missing.grouped())

    def show_excess(self, excess: Money) -> None:
        """More than is due in a means that gives no change: it would be refused."""
        detail = translate("Payment", "Only cash gives change; type less, or F9 for the exact amount")
        self._draw("missing", translate("Payment", "Too much by"), in_words(detail), excess.grouped())

    def show_problem(self, title: str, advice: str) -> None:
        """Say why the last gesture was refused; the next digit brings the change back."""
        self._draw("refused", title, in_words(advice), "")

    def show_waiting(self, detail: str) -> None:
        """Nobody knows yet what comes of it: no change, and why."""
        self._draw("waiting", translate("Payment", "Change"), detail, "\u2014")
        dye(self._amount, "ink3")
        self._amount.setFont(font(min(self._points, 36), bold=True))

    def show_notice(self, title: str, advice: str) -> None:
        """A payment that was waited for came to nothing: say so, until the next digit."""
        self._draw("warned", title, in_words(advice), "")

    def _points_for(self, title: str, detail: str) -> tuple[float, float]:
        """Sentences get the room that the panel has, and no more: long ones are printed smaller."""
        margins = self._box.contentsMargins()
        width = self.width() - margins.left() - margins.right() - 4
        room = self.minimumHeight() - margins.top() - margins.bottom()
        for large, small in _SENTENCES:
            if _height(title, large, width, bold=True) + _height(detail, small, width) <= room:
                return large, small
        return _SENTENCES[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another size of the words beside the figure."""
        super().resizeEvent(event)
        if self._amount.text():
            self._detail.setFont(font(self._beside(self._amount.text(), self._detail.text())))

    def _beside(self, amount: str, detail: str) -> float:
        """What stands beside the figure is printed smaller where it would not fit below its title."""
        margins = self._box.contentsMargins()
        width = self.width() - margins.left() - margins.right() - 12
        width -= metrics(self._points, True).horizontalAdvance(amount) + 8
        room = self.minimumHeight() - margins.top() - margins.bottom() - _height("0", 14, 100, bold=True) - 8
        sizes = (11.0, 10.0, 9.0)
        return next((size for size in sizes if _height(detail, size, max(width, 40)) <= room), sizes[-1])

    def _draw(self, state: str, title: str, detail: str, amount: str) -> None:
        self._title.setText(title)
        self._title.setWordWrap(not amount)
        large, small = (14.0, self._beside(amount, detail)) if amount else self._points_for(title, detail)
        self._title.setFont(font(large, bold=True))
        self._detail.setFont(font(small))
        self._detail.setText(detail)
        self._amount.setText(amount)
        self._amount.setVisible(bool(amount))
        dye(self._amount, "ink")
        self._amount.setFont(font(self._points, bold=True))
        spoken = translate("Payment", "{what} {amount} yuan").format(what=title, amount=amount)
        self._amount.setAccessibleName(spoken if amount else "")
        self.setAccessibleName(" ".join(part for part in (title, detail) if part))
        panel_state(self, state)
