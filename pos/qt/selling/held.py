"""Held tickets and stray codes: a rail at the right of wide windows, a strip above the tabs of narrow ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pos.core.codes import may_be_barcode
from pos.core.wording import translate
from pos.qt import keys
from pos.qt.parts import EmptyCard, HeldCard, text
from pos.qt.parts.cards import PressCard
from pos.qt.parts.paint import CENTRE, LEFT, figure, paint_elided, paint_pill
from pos.qt.selling.lists import clock_of, kinds_of
from pos.qt.theme import colour, font, look, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.core.tickets import HeldTicket
    from pos.screens.ticket import StrayCode

_MOST = 4


class HeldTickets(QWidget):
    """Tickets put aside, each with its Ctrl number. `recall(name)` takes one back, `hold()` puts this one aside."""

    def __init__(self, recall: Callable[[str], object], hold: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("heldTickets")
        self._recall = recall
        self._strip = False
        self._shown: object = None
        self._cards: list[HeldCard] = []
        self._names: list[str] = []
        self._held: tuple[Sequence[HeldTicket], bool] | None = None
        self._title = text(translate("Selling", "Held"), 11, bold=True)
        self._count = text("0", Type.META, bold=True)
        self._count.setAlignment(CENTRE)
        self._count.setFixedSize(24, 24)
        self._hint = EmptyCard(translate("Selling", "No goods to hold"), "F6")
        self._hint.clicked.connect(lambda: hold())
        self._nothing = text(translate("Selling", "Nothing held"), Type.SMALL, tone="ink2")
        self._more = text("", Type.META, tone="ink2")
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addStretch()
        self._head.addWidget(self._count)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setSpacing(8)
        self._box.addLayout(self._head)
        self._box.addWidget(self._nothing)
        self._box.addWidget(self._more)
        self._box.addWidget(self._hint)
        self._box.addStretch(100)
        self._end: QWidget | None = None
        self.fit(strip=False)

    def put_at_end(self, end: QWidget) -> None:
        """Something else that stands at the right end of the strip, while it is shown."""
        self._end = end
        self._box.addWidget(end)

    def fit(self, *, strip: bool) -> None:
        """A rail, or a strip of one line."""
        self._strip = strip
        self._count.setVisible(not strip)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if strip else QBoxLayout.Direction.TopToBottom)
        self._box.setContentsMargins(*((12, 0, 8, 0) if strip else (0, 0, 0, 0)))
        if strip:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
            self.setFixedHeight(44)
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(16777215)
            self.setFixedWidth(128)

    def draw(self, held: Sequence[HeldTicket], can_hold: bool) -> None:
        """Show the tickets, the first held first."""
        state = (tuple(held), can_hold, self._strip, self.width(), self._taken, keys.now())
        if state == self._shown:
            return
        self._shown = state
        self._held = (held, can_hold)
        most = 2 if self._strip else _MOST
        shown = held[:most]
        while len(self._cards) < len(shown):
            card = HeldCard()
            n = len(self._cards)
            card.clicked.connect(lambda _=False, n=n: self._recall(self._names[n]))
            self._cards.append(card)
            self._box.insertWidget(n + 1, card)
        self._names = [ticket.name for ticket in held]
        for n, (card, ticket) in enumerate(zip(self._cards, shown, strict=False), 1):
            amount, kinds = figure(ticket.total), kinds_of(ticket)
            if self._strip and ticket.waits:
                # A strip has no second line for it.
                amount = f"{kinds} {amount}"
            card.draw(f"Ctrl {n}", clock_of(ticket), ticket.name, amount, kinds, strip=self._strip)
        if self._strip:
            shown = shown[: self._fitting(len(shown), more=len(held) > len(shown))]
        # Each is shown or hidden once: a strip too wide for a moment would push the page apart.
        for n, card in enumerate(self._cards):
            card.setVisible(n < len(shown))
        rest = len(held) - len(shown)
        self._more.setText(keys.in_words(translate("Selling", "and {n} more: F5").format(n=rest), "selling"))
        self._more.setVisible(rest > 0)
        self._count.setText(str(len(held)))
        look(self._count, "count" if held else "countnone")
        self._nothing.setVisible(self._strip and not held)
        self._hint.setVisible(not self._strip)
        # What the key does now; how many are held stands above it.
        self._hint.say(
            translate("Selling", "Hold this ticket") if can_hold else translate("Selling", "No goods to hold")
        )
        self._hint.setEnabled(can_hold)
        self.setAccessibleName(translate("Selling", "Held tickets: {n}").format(n=len(held)))
        self.update()

    @property
    def _taken(self) -> int:
        """What stands at the end takes so much of the strip."""
        return 0 if self._end is None or self._end.isHidden() else self._end.sizeHint().width() + 8

    def _fitting(self, wanted: int, *, more: bool) -> int:
        """How many of the strip's cards show name and amount whole; the rest is counted behind them."""
        room = self.width() - self._title.sizeHint().width() - 30 - self._taken
        used = 0
        for n in range(wanted):
            used += self._cards[n].sizeHint().width() + 8
            behind = 96 if more or n < wanted - 1 else 0
            if used + behind > room and n:
                return n
        return wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A longer strip may hold one more."""
        super().resizeEvent(event)
        if self._held is not None:
            self.draw(*self._held)

    def press(self, number: int) -> None:
        """Ctrl+number; a number without a ticket is refused in words."""
        there = 1 <= number <= len(self._names)
        self._recall(self._names[number - 1] if there else f"Ctrl {number}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strip is a white card."""
        if self._strip:
            painter = QPainter(self)
            paint_pill(painter, self.rect(), colour("surface"), colour("line"), radius=9)


class StrayCodes(QWidget):
    """Codes the catalogue did not know, until they are linked or dismissed; `pressed()` asks which goods they are."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("strayCodes")
        self._room, self._any = True, False
        self.setFixedWidth(128)
        self._count: QLabel = text("0", Type.META, bold=True)
        self._count.setAlignment(CENTRE)
        self._count.setFixedSize(24, 24)
        look(self._count, "countwarn")
        self._card = _StrayCard()
        self._card.clicked.connect(lambda: pressed())
        #: Stands for it where there is no rail.
        self.chip = _StrayChip()
        self.chip.clicked.connect(lambda: pressed())
        self.chip.hide()
        head = QHBoxLayout()
        head.addWidget(text(translate("Selling", "To look up"), 11, bold=True))
        head.addStretch()
        head.addWidget(self._count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._card)

    def fit(self, *, shown: bool) -> None:
        """Narrow windows have no room for it but for its chip in the strip of held tickets."""
        self._room = shown
        self.setVisible(shown and self._any)
        self.chip.setVisible(not shown and self._any)

    def draw(self, codes: Sequence[StrayCode]) -> None:
        """Show the newest, and how many."""
        self._any = bool(codes)
        self.setVisible(self._room and self._any)
        self.chip.setVisible(not self._room and self._any)
        if codes:
            self.chip.draw(len(codes))
            self._count.setText(str(len(codes)))
            self._card.draw(codes[0].code, codes[0].note)
            self.setAccessibleName(translate("Selling", "Codes to look up: {n}").format(n=len(codes)))


class _StrayChip(PressCard):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strayChip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def draw(self, count: int) -> None:
        """Show how many wait."""
        self.setText(keys.in_words(translate("Selling", "Look up {n} · Alt U").format(n=count), "selling"))
        self.setAccessibleName(translate("Selling", "Codes to look up: {n}").format(n=count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As long as its words."""
        return QSize(metrics(Type.META, True).horizontalAdvance(self.text()) + 22, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amber frame, one line."""
        painter = QPainter(self)
        self.paint_ground(painter, rim="warn_line", air=5)
        painter.setFont(font(Type.META, bold=True))
        painter.setPen(colour("warn"))
        painter.drawText(QRectF(0, 0, self.width(), 43), CENTRE, self.text())


class _StrayCard(PressCard):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strayCode")
        self.setFixedHeight(86)
        self._code = self._note = ""

    def draw(self, code: str, note: str) -> None:
        """Show a code's end and what is known of it."""
        self._code, self._note = code, note
        self.setAccessibleName(f"{code} {note}")
        self.setAccessibleDescription(self._todo)
        self.setToolTip(code)
        self.update()

    @property
    def _todo(self) -> str:
        if may_be_barcode(self._code):
            return keys.in_words(translate("Selling", "Alt U links it"), "selling")
        return keys.in_words(translate("Selling", "Alt U dismisses it"), "selling")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Amber frame, three lines; of an address the beginning says more than the end."""
        painter = QPainter(self)
        self.paint_ground(painter, rim="warn_line")
        code = self._code.split("://")[-1]
        tail = f"…{code[-7:-3]} {code[-3:]}" if len(code) > 8 and code.isdigit() else code
        lines = (
            (tail, font(Type.SMALL, bold=True), "ink"),
            (self._note, font(Type.META), "ink2"),
            (self._todo, font(Type.META, bold=True), "warn"),
        )
        for i, (words, face, tone) in enumerate(lines):
            painter.setFont(face)
            painter.setPen(colour(tone))
            paint_elided(painter, QRectF(10, 6 + i * 21 + (6 if i == 2 else 0), self.width() - 16, 21), LEFT, words)
