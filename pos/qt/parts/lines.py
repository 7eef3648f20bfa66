"""One-line tellers: the echo line under the scan box, banners of other pages, status chips, the key legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos.core.money import Money
from pos.qt import keys
from pos.qt.parts.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    SIGNS,
    figure,
    key_width,
    paint_elided,
    paint_figure,
    paint_icon,
    paint_key,
    paint_pill,
    smooth,
    state_colours,
)
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

#: One line of three.
_LINE = 17


def _broken(words: str, face: QFontMetrics, room: float) -> tuple[str, str]:
    """As much of a sentence as fits on one line, and the rest; at a space or behind a mark, if there is one near."""
    fits = len(words)
    while fits > 1 and face.horizontalAdvance(words[:fits]) > room:
        fits -= 1
    if fits < len(words):
        near = max((words.rfind(mark, fits // 2, fits) for mark in " ，。；、:"), default=-1)
        western = words[fits - 1].isascii() and words[fits].isascii() and words[fits - 1].isalnum()
        fits = near + 1 if near > 0 and western else fits
    return words[:fits].rstrip(), words[fits:].strip()


class EchoLine(QLabel):
    """What just happened, in a fixed place: it never moves a row and stays until the next word.

    `tell("added", "和田大枣 一级", "3 袋 × 26.80", amount)` is one line; info, warn and bad show two: what happened,
    what to do now. A screen reader hears it as an alert. `text()` is what it says.
    """

    def __init__(self, name: str = "banner", height: int = 56, *, bare: bool = False) -> None:
        """`bare` shows plain words without a box, in the middle."""
        super().__init__()
        self._bare = bare
        self.setObjectName(name)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._kind, self._title, self._detail, self._key = "plain", "", "", ""
        self._amount: Money | None = None

    @property
    def kind(self) -> str:
        """added, info, warn, bad or plain."""
        return self._kind

    def minimumSizeHint(self) -> QSize:
        """It gives way; words end in an ellipsis."""
        return QSize(0, self.height())

    def tell(self, kind: str, title: str, detail: str = "", amount: Money | None = None, key: str = "") -> None:
        """Show and announce it; saying the same again is silent. Keys it names are the shop's own."""
        title, detail = keys.in_words(title) if kind == "plain" else title, keys.in_words(detail)
        kind = "added" if kind == "ok" else kind
        said = (kind, title, detail, amount, key)
        if said == (self._kind, self._title, self._detail, self._amount, self._key):
            return
        self._kind, self._title, self._detail, self._amount, self._key = said
        words = "\n".join(part for part in (title, detail) if part)
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(
            " ".join(part for part in (title, detail, str(amount) if amount is not None else "") if part)
        )
        if title and self.isVisible():
            from PySide6.QtGui import QAccessible, QAccessibleEvent

            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and sign by kind; one line for goods, two for words."""
        painter = QPainter(self)
        smooth(painter)
        loud = self._kind in ("info", "warn", "bad")
        if self._bare and self._kind == "plain":
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.SMALL))
            paint_elided(painter, self.rect(), CENTRE, self._title)
            return
        ground, rim, ink = state_colours(self._kind)
        width = 2.0 if loud else 1.0
        painter.setBrush(ground)
        painter.setPen(QPen(ink if loud else rim, width))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        box = QRectF(self.rect()).adjusted(15, 0, -15, 0)
        sign = "warn" if self._kind == "bad" else SIGNS.get(self._kind)
        if sign:
            paint_icon(painter, QRectF(14, self.height() / 2 - 11, 22, 22), sign, ink)
            box.setLeft(48)
        if self._key:
            cap = key_width(self._key)
            paint_key(painter, QRectF(box.right() - cap, self.height() / 2 - 10, cap, 20), self._key)
            box.setRight(box.right() - cap - 10)
        long = metrics(13.5, True).horizontalAdvance(self._title) > box.width()
        beside = metrics(13.5, True).horizontalAdvance(self._title) + metrics(Type.BODY).horizontalAdvance(self._detail)
        far = self._amount is None and bool(self._detail) and beside + 24 > box.width()
        if (loud and (self._detail or long)) or far:
            self._two_lines(painter, box)
        else:
            self._one_line(painter, box, loud)

    def _two_lines(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(state_colours(self._kind)[2])
        middle = self.height() / 2
        if metrics(11.0, True).horizontalAdvance(self._title) > box.width():
            self._long(painter, box)
            return
        painter.setFont(self._fitting(self._title, box.width(), 12.5, bold=True))
        if not self._detail:
            paint_elided(painter, box.adjusted(0, -1, 0, 0), LEFT, self._title)
            return
        paint_elided(painter, QRectF(box.left(), middle - 23, box.width(), 24), LEFT, self._title)
        painter.setPen(colour("ink"))
        painter.setFont(self._fitting(self._detail, box.width(), 10.5))
        paint_elided(painter, QRectF(box.left(), middle + 1, box.width(), 20), LEFT, self._detail)

    def _long(self, painter: QPainter, box: QRectF) -> None:
        """What happened takes two lines, for its end says what was not done; what to do stands below if there is
        room."""
        first, rest = _broken(self._title, metrics(Type.META, True), box.width())
        most = 3 if self.height() >= 3 * _LINE else 2
        lines = [(first, True), (rest, True), (self._detail, False)][:most]
        if not self._detail:
            lines = lines[:2]
            if most > len(lines):
                lines[1:] = [(words, True) for words in _broken(rest, metrics(Type.META, True), box.width()) if words]
        top = self.height() / 2 - len(lines) * _LINE / 2 - 1
        for n, (words, bold) in enumerate(lines):
            painter.setPen(state_colours(self._kind)[2] if bold else colour("ink"))
            painter.setFont(font(Type.META, bold))
            paint_elided(painter, QRectF(box.left(), top + n * _LINE, box.width(), _LINE + 2), LEFT, words)

    @staticmethod
    def _fitting(words: str, room: float, points: float, bold: bool = False) -> QFont:
        smaller = points - 1.5
        return font(points if metrics(points, bold).horizontalAdvance(words) <= room else smaller, bold)

    def _one_line(self, painter: QPainter, box: QRectF, loud: bool) -> None:
        if self._amount is not None:
            painter.setPen(colour("ink"))
            amount = figure(self._amount)
            points = paint_figure(painter, box.adjusted(0, -1, 0, 0), RIGHT, amount, Type.TITLE)
            box.setRight(box.right() - metrics(points, True).horizontalAdvance(amount) - 12)
        strong = self._kind != "plain"
        painter.setPen(state_colours(self._kind)[2] if loud else colour("ink" if strong else "ink2"))
        size = 13.5 if strong else 12.0
        painter.setFont(font(size, bold=strong))
        room = box.width()
        words = metrics(size, strong).horizontalAdvance(self._title)
        paint_elided(painter, box.adjusted(0, -1, 0, 0), LEFT, self._title)
        if self._detail and words + 24 < room:
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.BODY))
            paint_elided(painter, box.adjusted(words + 12, 0, 0, 0), LEFT, self._detail)


class Banner(EchoLine):
    """The same line at the top of a back-office page: hidden until it has something to say."""

    def __init__(self, name: str = "pageBanner") -> None:
        super().__init__(name, 54)
        self.hide()

    def tell(self, kind: str, title: str, detail: str = "", amount: Money | None = None, key: str = "") -> None:
        """Show it, with its words."""
        super().tell(kind, title, detail, amount, key)
        self.setVisible(bool(title))


class StatusChip(QLabel):
    """A lasting state, top right, never hidden: icon, word, number, sign. `text()` is the word and the number."""

    pressed = Signal()

    def __init__(self, name: str, icon: str, word: str) -> None:
        super().__init__(word)
        self.setObjectName(name)
        self._icon, self._word, self._state, self._figure = icon, word, "ok", ""
        self._small = False
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tell("ok", "")

    @property
    def state(self) -> str:
        """ok, warn, bad or info."""
        return self._state

    def tell(self, state: str, figure: str, word: str = "", explanation: str = "", icon: str = "") -> None:
        """Show a state with its number; `explanation` is heard and shown on hover."""
        self._state, self._figure = state, figure
        self._word = word or self._word
        self._icon = icon or self._icon
        said = f"{self._word} {figure}".strip()
        self.setText(said)
        self.setAccessibleName(said)
        self.setAccessibleDescription(explanation)
        self.setToolTip(explanation)
        self.setFixedWidth(self._width())
        self.update()

    def fit(self, *, small: bool) -> None:
        """Small, it says its word only while something is wrong; icon and sign always stand there."""
        self._small = small
        self.setFixedWidth(self._width())
        self.update()

    @property
    def _shown(self) -> str:
        return "" if self._small and self._state in ("ok", "info") else self._word

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A finger on it asks for more."""
        self.pressed.emit()

    def _width(self) -> int:
        width = 11 + 16 + 7 + metrics(Type.SMALL).horizontalAdvance(self._shown)
        if self._figure:
            width += 6 + metrics(Type.SMALL, True).horizontalAdvance(self._figure)
        return width + 7 + 15 + 10

    def sizeHint(self) -> QSize:
        """Icon, word, number, sign."""
        return QSize(self._width(), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White with a tick, or filled with its sign."""
        painter = QPainter(self)
        ground, rim, ink = state_colours(self._state)
        ok = self._state == "ok"
        paint_pill(painter, self.rect(), colour("surface") if ok else ground, colour("line") if ok else rim)
        paint_icon(painter, QRectF(11, 8, 16, 16), self._icon, "accent" if ok else ink)
        painter.setPen(colour("ink") if ok else ink)
        painter.setFont(font(Type.SMALL))
        left = 34.0
        painter.drawText(QRectF(left, -1, 200, 32), LEFT, self._shown)
        left += metrics(Type.SMALL).horizontalAdvance(self._shown)
        if self._figure:
            painter.setFont(font(Type.SMALL, bold=True))
            painter.drawText(QRectF(left + 6, -1, 200, 32), LEFT, self._figure)
        paint_icon(painter, QRectF(self.width() - 25, 8.5, 15, 15), SIGNS[self._state], "accent" if ok else ink)


class StateDot(QWidget):
    """A round sign before a line of a list: ✓ in order, ! to be looked at. The line says the rest."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, rim, sign."""
        painter = QPainter(self)
        ground, rim, ink = state_colours(self._state)
        paint_pill(painter, self.rect(), ground, rim)
        paint_icon(painter, QRectF(6, 6, 14, 14), SIGNS[self._state], ink)


Legend = Sequence[tuple[str, str]]


#: Between two keys of the strip, and where there are many.
_GAP, _CLOSE = 16, 10
#: Whoever is lost needs these.
_ALWAYS = ("F1", "Enter", "Esc")


class KeyLegend(QLabel):
    """The strip at the bottom: each key in its cap, with its word.

    What does not fit is left out from the end; help, Enter and Esc stay, and so does the right end.
    """

    def __init__(self, *, bare: bool = False) -> None:
        """`bare` paints no ground, for pages without a frame."""
        super().__init__()
        self._bare = bare
        self.setObjectName("keyLegend")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._left: Legend = ()
        self._right: Legend = ()

    def show_keys(self, left: Legend, right: Legend = ()) -> None:
        """Show these keys at the left and these at the right end."""
        self._left, self._right = tuple(left), tuple(right)
        self.setAccessibleName(", ".join(f"{keys.shown(key)} {word}" for key, word in (*left, *right)))
        self.update()

    @staticmethod
    def _width(key: str, word: str) -> int:
        return key_width(key) + 6 + metrics(Type.META).horizontalAdvance(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Caps and words on a white strip."""
        painter = QPainter(self)
        if not self._bare:
            painter.fillRect(self.rect(), colour("surface"))
            painter.fillRect(0, 0, self.width(), 1, colour("line"))
        gap, fitting = self._fitting()
        right = self.width() - 14
        for key, word in reversed(self._right):
            right -= self._width(key, word)
            self._paint_one(painter, right, key, word)
            right -= gap
        left = 14
        for key, word in fitting:
            self._paint_one(painter, left, key, word)
            left += self._width(key, word) + gap

    @property
    def fitting(self) -> Legend:
        """What there is room for, from the left; the rest is in the help."""
        return (*self._fitting()[1], *self._right)

    def _fitting(self) -> tuple[int, Legend]:
        """The gap between two keys, and which stand at the left: closer together first, then fewer."""
        left, gap = list(self._left), _GAP
        while left:
            for gap in (_GAP, _CLOSE):
                wide = sum(self._width(key, word) + gap for key, word in (*left, *self._right)) - gap
                if wide <= self.width() - 28:
                    return gap, tuple(left)
            spare = [entry for entry in left if entry[0] not in _ALWAYS] or left
            left.remove(spare[-1])
        return gap, ()

    def _paint_one(self, painter: QPainter, left: int, key: str, word: str) -> None:
        cap = key_width(key)
        paint_key(painter, QRectF(left, self.height() / 2 - 10, cap, 20), key)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        painter.drawText(QRectF(left + cap + 6, 0, 300, self.height()), LEFT, word)
