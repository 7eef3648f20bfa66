"""Below the ticket: who buys on which terms, and what is due, readable at arm's length."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.core.money import Money
from pos.core.wording import translate
from pos.qt.parts import Elided, text
from pos.qt.parts.buttons import Button
from pos.qt.parts.paint import LEFT, paint_elided
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen


class BuyerLine(QWidget):
    """Who buys, by which channel, with the love card or not; F7 changes it."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        super().__init__()
        # The words take 30; the rest is the button's, for a thumb.
        self.setFixedHeight(44)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(4, 0, 4, 0)
        self._line.setSpacing(6)
        self._words: tuple[tuple[str, str], ...] = ()
        self._no_card = ("", "")
        self._change = Button(translate("Selling", "Change"), key="F7", kind="bare", points=Type.META)
        self._change.setObjectName("attributesButton")
        self._change.setFixedHeight(44)
        self._change.setAccessibleName(translate("Selling", "Change buyer, channel or love card"))
        self._change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._change.clicked.connect(lambda: pressed())
        self._line.addStretch(1)
        self._line.addWidget(self._change)

    def draw(self, screen: SellingScreen) -> None:
        """Show the three facts."""
        words: tuple[tuple[str, str], ...] = (
            (translate("Selling", "Buyer"), screen.buyer_text),
            (translate("Selling", "Channel"), screen.channel_text),
            (translate("Selling", "Love card"), screen.card_text),
        )
        if screen.agreed_text:
            # There is not room for all of it: a card that was not shown says nothing.
            shown = screen.card_text == translate("Selling", "shown")
            words = (*words[: 3 if shown else 2], (translate("Selling", "Agreed"), screen.agreed_text))
        if words == self._words:
            return
        self._words = words
        self._no_card = (translate("Selling", "Love card"), translate("Selling", "not shown"))
        self.setAccessibleName(", ".join(f"{label} {value}" for label, value in self._words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label and value, side by side."""
        painter = QPainter(self)
        left, end = 4.0, self._change.x() - 4
        words = self._words
        needed = sum(_apart(label, value) for label, value in words)
        if needed > end - left and words[-1] == self._no_card:
            # There is not room for all of it: a card that was not shown says nothing.
            words = words[:-1]
        for label, value in words:
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.META))
            width = metrics(Type.META).horizontalAdvance(label)
            if left + width + 30 > end:
                break
            painter.drawText(QRectF(left, 0, width + 4, self.height() - 1), LEFT, label)
            left += width + 8
            painter.setPen(colour("ink"))
            painter.setFont(font(Type.SMALL, bold=True))
            width = metrics(Type.SMALL, True).horizontalAdvance(value)
            paint_elided(painter, QRectF(left, 0, min(width + 2, end - left), self.height() - 1), LEFT, value)
            left += width + 16


def _apart(label: str, value: str) -> int:
    """How much of the line a fact takes, with the gap after it."""
    return metrics(Type.META).horizontalAdvance(label) + 8 + metrics(Type.SMALL, True).horizontalAdvance(value) + 16


class TotalBlock(QWidget):
    """What is due, readable at arm's length; how many kinds and pieces; what was saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(78)
        self._title = text(translate("Selling", "To pay"), Type.HEADING, bold=True)
        self._counts = Elided(Type.SMALL, tone="ink2")
        self._saved = Elided(Type.META, bold=True, tone="info")
        self._sign = text("¥", Type.PAD, bold=True, tone="ink2")
        self.total = text("0.00", Type.TOTAL, bold=True)
        self.total.setObjectName("totalLabel")
        self._points = Type.TOTAL
        words = QVBoxLayout()
        words.setContentsMargins(4, 6, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._counts)
        words.addWidget(self._saved)
        words.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 6, 0)
        line.setSpacing(4)
        line.addLayout(words, 1)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.total, 0, Qt.AlignmentFlag.AlignVCenter)
        self._sign.setContentsMargins(0, 0, 0, 14)

    def draw(self, screen: SellingScreen, *, empty: bool) -> None:
        """Show the sums."""
        total: Money = screen.total
        # More comes back than is taken: then the customer is owed, and the words above the figure say so.
        owed = total.fen < 0
        self.total.setText((-total if owed else total).grouped())
        self._title.setText(translate("Selling", "To give back") if owed else translate("Selling", "To pay"))
        self._tone("ink3" if empty else "bad" if owed else "ink")
        counts = translate("Selling", "Nothing on the ticket yet") if empty else screen.counts_text
        self._counts.setText(counts)
        saved = translate("Selling", "Saved {amount}").format(amount=screen.saved.grouped()) if screen.saved else ""
        # Money that lies there already is worth more words than what was saved.
        taken = screen.taken_text
        self._saved.setText(translate("Selling", "Taken already: {taken}").format(taken=taken) if taken else saved)
        spoken = translate("Selling", "To pay {amount} yuan, {counts}")
        if owed:
            spoken = translate("Selling", "To give back {amount} yuan, {counts}")
        self.total.setAccessibleName(spoken.format(amount=-total if owed else total, counts=counts))
        self._fit()

    def fit(self, *, compact: bool) -> None:
        """One size smaller on low screens."""
        self._points = Type.TOTAL_COMPACT if compact else Type.TOTAL
        self.setFixedHeight(60 if compact else 78)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """A very large sum gives way a little rather than lose a digit."""
        self._fit()

    def _fit(self) -> None:
        points = self._points
        # The counts beside it are figures too.
        beside = max(160, self._counts.fontMetrics().horizontalAdvance(self._counts.whole_text()) + 52)
        while points > 24 and metrics(points, True).horizontalAdvance(self.total.text()) > self.width() - beside:
            points -= 4
        if self.total.font() != font(points, bold=True):
            self.total.setFont(font(points, bold=True))

    def _tone(self, tone: str) -> None:
        for label in (self.total, self._sign):
            wanted = tone if label is self.total or tone == "ink3" else "ink2"
            if label.property("tone") != wanted:
                label.setProperty("tone", wanted)
                label.style().unpolish(label)
                label.style().polish(label)

    def sizeHint(self) -> QSize:
        """As high as it is fixed to."""
        return QSize(400, self.height())
