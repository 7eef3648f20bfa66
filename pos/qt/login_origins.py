"""The left half of the login page: which counties lie on the shelves today, and what is to be known first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.core.regions import county_short_name
from pos.core.wording import translate
from pos.qt.parts import Elided, Mark, OriginSeal, colour, icon_label, text
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.login import LoginScreen

_SHOWN = 8


class OriginsPanel(QFrame):
    """Dark left side: the shop, and which counties' goods are on its shelves today."""

    def __init__(self, shop: str, center: str, place: str) -> None:
        super().__init__()
        self._shop = Elided(Type.SHOP, bold=True, tone="on_rail")
        self._center = Elided(Type.HEADING, tone="rail")
        self._place = Elided(12, tone="rail")
        self._shop.setText(shop)
        self._center.setText(center)
        self._place.setText(place)
        self._head = text(translate("Login", "On the shelves today"), 11, tone="rail")
        self._head.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(12)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(60, 64, 40, 64)
        box.setSpacing(0)
        box.addWidget(Mark(72))
        box.addSpacing(24)
        box.addWidget(self._shop)
        box.addWidget(self._center)
        box.addSpacing(2)
        box.addWidget(self._place)
        box.addStretch(2)
        box.addWidget(self._head)
        box.addSpacing(8)
        box.addLayout(self._grid)
        box.addStretch(3)
        box.addLayout(self._notes)

    def draw(self, screen: LoginScreen) -> None:
        """Shop, counties, notes."""
        self._shop.setText(screen.shop_name)
        self._center.setText(screen.center_name)
        self._place.setText(screen.outlet_text)
        _empty(self._grid)
        _empty(self._notes)
        self._head.setVisible(bool(screen.origins))
        for i, (region, name, kinds) in enumerate(screen.origins[:_SHOWN]):
            self._grid.addWidget(_origin(region, name, kinds), i // 2, i % 2)
        if len(screen.origins) > _SHOWN:
            more = translate("Login", "and {n} more origins").format(n=len(screen.origins) - _SHOWN)
            self._grid.addWidget(text(more, 11, tone="rail"), _SHOWN // 2, 0, 1, 2)
        for icon, words in screen.notes:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            label = text(words, 11, tone="rail")
            label.setWordWrap(True)
            row.addWidget(icon_label(icon, 20, "rail_ink"))
            row.addWidget(label, 1)
            self._notes.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air on low and narrow screens."""
        super().resizeEvent(event)
        side = 60 if self.width() >= 560 else 32
        air = 64 if self.height() >= 690 else 28
        margins = self._box.contentsMargins()
        if margins.left() != side or margins.top() != air:
            self._box.setContentsMargins(side, air, 24 if side == 32 else 40, air)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rail's green, in training too: on the brown that the stripe wears the origins' seals nearly vanish."""
        QPainter(self).fillRect(self.rect(), colour("rail"))


def _origin(region: str, name: str, kinds: int) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    title = text(county_short_name(region) or name, Type.ROW_NAME, bold=True, tone="on_rail")
    count = Elided(Type.SMALL, tone="rail")
    count.setText(translate("Login", "{n} kinds").format(n=kinds))
    line.addWidget(OriginSeal(region, 32))
    line.addWidget(title)
    line.addWidget(count, 1)
    return holder


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
