"""What lies on the scale, beside the scan box: it follows the scale, and a touch weighs like its key does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from pos.core.wording import translate
from pos.qt.parts.paint import LEFT, RIGHT, SIGNS, paint_elided, paint_icon, paint_pill, smooth, state_colours
from pos.qt.theme import colour, font, metrics
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.weighing import ScaleFace

#: Milliseconds between two looks at the scale: what is laid on it is seen at once.
LOOK = 150
WIDTH, NARROW = 176, 152


class WeightStrip(QAbstractButton):
    """Net weight in large print, below it how steady it is; `look` answers what the scale says now."""

    def __init__(self, look: Callable[[], ScaleFace | None]) -> None:
        super().__init__()
        self.setObjectName("weightStrip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(WIDTH)
        self._look = look
        self._face: ScaleFace | None = None
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.follow)
        self.follow()
        # Settings count from the next start: where there is no scale now, none comes.
        self.setVisible(self.there)
        if self.there:
            self._timer.start()

    @property
    def there(self) -> bool:
        """A scale is set up."""
        return self._face is not None

    def fit(self, *, narrow: bool, compact: bool) -> None:
        """As high as the scan box."""
        self.setFixedSize(NARROW if narrow else WIDTH, 48 if compact else 56)

    def follow(self) -> None:
        """Show what the scale says now."""
        face = self._look()
        if face is None or face == self._face:
            return
        self._face = face
        weight = f"{face.weight} kg" if face.weight else ""
        said = " ".join(part for part in (translate("Selling", "Scale"), weight, face.words) if part)
        self.setText(said)
        self.setAccessibleName(said)
        self.setToolTip(face.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rim in the state's colour, the weight, its sign and word."""
        face = self._face
        if face is None:
            return
        painter = QPainter(self)
        smooth(painter)
        ground, rim, ink = state_colours(face.state if face.state != "info" else "")
        whole = QRectF(self.rect())
        paint_pill(painter, self.rect(), ground if self.isEnabled() else colour("sunken"), rim, 9)
        sign = SIGNS[face.state] if face.state != "info" else "weight"
        middle = self.height() / 2
        if face.weight:
            painter.setPen(colour("ink"))
            painter.setFont(font(Type.META))
            unit = metrics(Type.META).horizontalAdvance("kg") + 12
            painter.drawText(whole.adjusted(0, 2, -12, -middle + 4), RIGHT, "kg")
            painter.setFont(font(Type.CARD_PRICE, bold=True))
            painter.drawText(whole.adjusted(12, 2, -unit - 4, -middle + 2), RIGHT, face.weight)
            below = QRectF(12, middle + 2, self.width() - 24, middle - 7)
        else:
            below = whole.adjusted(12, 0, -12, 0)
        paint_icon(painter, QRectF(below.left(), below.center().y() - 8, 16, 16), sign, ink)
        painter.setPen(ink)
        painter.setFont(font(Type.META, bold=not face.weight))
        room = below.adjusted(21, -1, 0, 0)
        paint_elided(painter, room, LEFT, face.words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 3))
            painter.drawRoundedRect(whole.adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
