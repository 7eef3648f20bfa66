"""Cards to touch: goods on the shelves, tickets that are held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos.core.regions import full_name
from pos.core.wording import translate
from pos.qt import keys
from pos.qt.parts.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    fitting,
    fitting_points,
    key_width,
    paint_badge,
    paint_elided,
    paint_figure,
    paint_icon,
    paint_key,
    paint_ring,
    paint_seal,
    smooth,
)
from pos.qt.theme import colour, font, in_rows, large, metrics, seal
from pos.qt.tokens import Type


def badge_words(badge: str) -> tuple[str, str]:
    """State and word of a card's badge; empty for none."""
    return {
        "PROMOTION": ("info", translate("Shelves", "Promotion")),
        "NEAR_EXPIRY": ("warn", translate("Shelves", "Near its date")),
        "LOW": ("warn", translate("Shelves", "Few left")),
        "OUT": ("bad", translate("Shelves", "Sold out")),
        "EXPIRED": ("bad", translate("Shelves", "Past its date")),
    }.get(badge, ("", ""))


class PressCard(QAbstractButton):
    """A white card that can be pressed; reached by Tab, its name is spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_ground(
        self, painter: QPainter, *, faded: bool = False, dashed: bool = False, rim: str = "line", air: int = 0
    ) -> None:
        """Ground and border by state; `air` above and below still presses the card."""
        smooth(painter)
        down = self.isDown()
        ground = "line" if down else ("sunken" if faded or self.underMouse() else "surface")
        pen = QPen(colour(rim), 1.4 if dashed else 1)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush if dashed and not self.underMouse() else colour(ground))
        painter.setPen(pen)
        box = self.rect().adjusted(0, air, 0, -air)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        if self.hasFocus():
            paint_ring(painter, box, 9)


class ProductCard(PressCard):
    """Goods on the shelf: name, size, how much is left, price with unit; the weight sign for loose goods; one badge.

    Sold-out goods are greyed and can still be pressed: the refusal says why. `marked` draws the accent border of the
    goods that were added last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(104, 64)
        self._name = self._spec = self._left = self._price = self._unit = self._badge = ""
        self._weighed = self._marked = False

    def draw(
        self,
        code: str,
        name: str,
        spec: str,
        price: str,
        unit: str,
        region: str,
        *,
        weighed: bool,
        badge: str,
        left: str = "",
        asks: bool = False,
    ) -> None:
        """Show goods; the card is called `product_<code>` from now on."""
        self.setObjectName(f"product_{code}")
        self._name, self._spec, self._price, self._unit = name, spec, price, unit
        self._weighed, self._badge, self._left = weighed, badge, left
        words = translate("Shelves", "{name} {spec}, {price} yuan/{unit}")
        if asks:
            words = translate("Shelves", "{name} {spec}, price asked when it is added, per {unit}")
        self.setAccessibleName(words.format(name=name, spec=spec, price=price, unit=unit))
        origin = translate("Origins", "Origin {origin}").format(origin=full_name(region)) if region else ""
        self.setAccessibleDescription(", ".join(part for part in (origin, badge_words(badge)[1], left) if part))
        self.setToolTip(" · ".join(part for part in (f"{name} {spec}".strip(), left) if part))
        self.update()

    def mark(self, marked: bool) -> None:
        """Whether these goods were added last."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def sizeHint(self) -> QSize:
        """Comfortable for a thumb."""
        return QSize(158, 92)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, size, price."""
        painter = QPainter(self)
        out = self._badge in ("OUT", "EXPIRED")
        self.paint_ground(painter, faded=out)
        if self._marked and not self.hasFocus():
            paint_ring(painter, self.rect(), 8, width=2)
        wide, high = self.width(), self.height()
        painter.setPen(colour("ink3" if out else "ink"))
        points = in_rows(12.0)
        if metrics(points, True).horizontalAdvance(self._name) > wide - 20:
            points = in_rows(10.5)
        painter.setFont(font(points, bold=True))
        paint_elided(painter, QRectF(11, 8, wide - 20, 24), LEFT, self._name)
        state, word = badge_words(self._badge)
        small = in_rows(Type.META)
        # The size follows the name where there is room for both; then the second line is for what is left.
        beside = metrics(points, True).horizontalAdvance(self._name) + 6
        named = bool(word and self._left) and beside + metrics(small).horizontalAdvance(self._spec) <= wide - 20
        taken = metrics(Type.HINT, True).horizontalAdvance(word) + 16 if word else 0
        room = wide - 22 - taken - (20 if self._weighed else 0)
        painter.setPen(colour("ink3" if out else "ink2"))
        painter.setFont(font(small))
        if named:
            paint_elided(painter, QRectF(11 + beside, 8, wide - 20 - beside, 25), LEFT, self._spec)
        under = self._under(room, small, named=named)
        painter.setFont(font(fitting_points(under, room, small, least=Type.HINT)))
        paint_elided(painter, QRectF(11, 31, room, 23 if large() else 20), LEFT, under)
        if word:
            paint_badge(painter, wide - 8, 31, state, word)
        if self._weighed:
            paint_icon(painter, QRectF(wide - 26 - taken, 32, 16, 16), "weight", "ink2")
        base = high - 35
        painter.setPen(colour("ink3" if out else "ink"))
        unit = translate("Shelves", "yuan/{unit}").format(unit=self._unit)
        least = metrics(in_rows(Type.HINT)).horizontalAdvance(f"/{self._unit}") + 4
        points = fitting_points(self._price, wide - 17 - least, in_rows(Type.CARD_PRICE), bold=True, least=11)
        painter.setFont(font(points, bold=True))
        painter.drawText(QRectF(11, base, wide - 20, 28), LEFT, self._price)
        left = 11 + metrics(points, True).horizontalAdvance(self._price) + 4
        painter.setPen(colour("ink3" if out else "ink2"))
        painter.setFont(font(in_rows(Type.HINT)))
        # That it is yuan the figure says; a price without its unit says nothing.
        unit = fitting((unit, f"/{self._unit}"), wide - 6 - left, in_rows(Type.HINT))
        paint_elided(painter, QRectF(left, base + 3, wide - 6 - left, 24), LEFT, unit)

    def _under(self, room: float, points: float, *, named: bool) -> str:
        """Size and what is left; where there is room for one of them, the one that stands nowhere else."""
        parts = (self._left,) if named else tuple(part for part in (self._spec, self._left) if part)
        # That goods are loose their sign says too.
        wordings = [words for words in (" · ".join(parts), self._left if self._weighed else "", *parts) if words]
        for size in (points, Type.HINT):
            for words in wordings:
                if metrics(size).horizontalAdvance(words) <= room:
                    return words
        # A rest without its unit says nothing: rather the size, which is shorter.
        return min(parts, key=len, default="")


class ShelfHead(QWidget):
    """The head of a shelf: seal over the county's (or the kind's) name, written downwards on the seal's tint."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(42)
        self._region, self._title = "", ""

    def draw(self, region: str, title: str) -> None:
        """Show a county and what the shelf is called."""
        self._region, self._title = region, title
        self.setAccessibleName(translate("Origins", "Origin {origin}").format(origin=full_name(region)))
        self.setAccessibleDescription(title)
        self.setToolTip(title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, seal, characters one below the other."""
        painter = QPainter(self)
        smooth(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(seal(self._region).tint))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)
        low = self.height() < 90
        side, top = (22, 30) if low else (26, 37)
        paint_seal(painter, QRectF(21 - side / 2, 5 if low else 7, side, side), self._region)
        painter.setPen(colour("ink"))
        room = self.height() - top - 2
        if not self._title.isascii():
            for points, step in ((10.0, 16), (9.0, 13), (9.0, 12)):
                if len(self._title) * step <= room:
                    painter.setFont(font(points))
                    for i, character in enumerate(self._title):
                        painter.drawText(QRectF(0, top + i * step - 1, 42, step + 2), CENTRE, character)
                    return
            painter.setFont(font(Type.HINT))
            wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere
            painter.drawText(QRectF(2, top, 38, room), wrapped, self._title)
            return
        # Letters are not written one below the other, and no word is broken: the whole is turned.
        painter.setFont(font(fitting_points(self._title, room, 10, least=Type.HINT)))
        painter.translate(42, top)
        painter.rotate(90)
        paint_elided(painter, QRectF(0, 0, room, 42), CENTRE, self._title)


class HeldCard(PressCard):
    """A held ticket: its Ctrl key, when, whose, how much. `strip` draws it as one line for narrow windows."""

    def __init__(self) -> None:
        super().__init__()
        self._key = self._time = self._name = self._total = self._kinds = ""
        self._strip = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def draw(self, key: str, time: str, name: str, total: str, kinds: str, *, strip: bool) -> None:
        """Show a ticket."""
        self._key, self._time, self._name, self._total, self._kinds = key, time, name, total, kinds
        self._strip = strip
        words = translate("Selling", "Held ticket {name}, {total} yuan, {kinds}, since {time}")
        self.setAccessibleName(words.format(name=name, total=total, kinds=kinds, time=time))
        self.setAccessibleDescription(keys.shown(key, "selling"))
        self.setText(name)
        self.setFixedHeight(44 if strip else 92)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A card in the rail, or as long as its words in the strip."""
        if not self._strip:
            return QSize(128, 92)
        words = metrics(Type.SMALL, True).horizontalAdvance(self._name[:8]) + metrics(Type.SMALL).horizontalAdvance(
            self._total
        )
        return QSize(8 + key_width(self._key) + 8 + words + 10 + 10, 44)

    def minimumSizeHint(self) -> QSize:
        """It may be squeezed a little."""
        return QSize(100, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Hover and focus repaint."""
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card or strip."""
        painter = QPainter(self)
        self.paint_ground(painter, rim="edge" if self._strip else "line", air=5 if self._strip else 0)
        cap = key_width(self._key)
        if self._strip:
            paint_key(painter, QRectF(7, 12, cap, 20), self._key)
            left = 7 + cap + 8
            total = metrics(Type.SMALL).horizontalAdvance(self._total)
            painter.setPen(colour("ink"))
            painter.setFont(font(Type.SMALL, bold=True))
            paint_elided(painter, QRectF(left, 0, self.width() - left - total - 16, 43), LEFT, self._name)
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.SMALL))
            painter.drawText(QRectF(0, 0, self.width() - 9, 43), RIGHT, self._total)
            return
        paint_key(painter, QRectF(9, 9, cap, 20), self._key)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.META))
        painter.drawText(QRectF(0, 8, self.width() - 10, 22), RIGHT, self._time)
        painter.setPen(colour("ink"))
        painter.setFont(font(11, bold=True))
        taken = metrics(Type.BUTTON, True).horizontalAdvance(self._total) + metrics(9.5).horizontalAdvance(self._kinds)
        beside = taken + 26 <= self.width()
        paint_elided(painter, QRectF(10, 35 if beside else 28, self.width() - 18, 22), LEFT, self._name)
        place = QRectF(10, 60 if beside else 65, self.width() - 20, 24)
        paint_figure(painter, place, LEFT, self._total, Type.BUTTON)
        painter.setPen(colour("ink2"))
        painter.setFont(font(9.5))
        # A large amount needs the whole line; what it waits for stands under the name then.
        place = QRectF(0, 61, self.width() - 10, 22) if beside else QRectF(10, 47, self.width() - 20, 18)
        painter.drawText(place, RIGHT if beside else LEFT, self._kinds)


class EmptyCard(PressCard):
    """A dashed place that says what will be here, with its key."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._key = key
        self.setFixedHeight(64)
        self.say(words)

    def say(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(keys.shown(self._key, "selling"))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(128, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dashes, words, key."""
        painter = QPainter(self)
        self.paint_ground(painter, dashed=True, rim="edge")
        painter.setPen(colour("ink2") if self.isEnabled() else colour("ink3"))
        painter.setFont(font(Type.META))
        paint_elided(painter, QRectF(4, 8, self.width() - 8, 24), CENTRE, self.text())
        cap = key_width(self._key)
        paint_key(painter, QRectF((self.width() - cap) / 2, 34, cap, 20), self._key)
