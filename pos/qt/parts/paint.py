"""What parts and delegates paint with: seals, key caps, icons, chips."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from pos.paths import resource
from pos.qt import keys
from pos.qt.theme import colour, font, metrics, seal
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from pos.core.money import Money

State = Literal["ok", "warn", "bad", "info"]
Rect = QRect | QRectF

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

#: The least type of a figure, in points.
_SMALLEST = 7.0
#: Each state with its own sign: shape first, colour second.
SIGNS = {"ok": "check", "added": "check", "warn": "warn", "bad": "cross", "info": "info"}


def smooth(painter: QPainter) -> None:
    """Round edges without steps."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


@cache
def _drawing(name: str, ink: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", ink)
    return QSvgRenderer(QByteArray(source.encode()))


def paint_icon(painter: QPainter, rect: Rect, name: str, ink: str | QColor = "ink") -> None:
    """Draw `resources/icons/<name>.svg` into `rect`, in a token's colour or a given one."""
    chosen = colour(ink) if isinstance(ink, str) else ink
    _drawing(name, chosen.name()).render(painter, QRectF(rect))


def shop_icon() -> QIcon:
    """The window's icon: the mark of the rail."""
    from PySide6.QtGui import QIcon, QPixmap

    made = QPixmap(64, 64)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_mark(painter, QRectF(0, 0, 64, 64), colour("rail"), QColor("#F4F6F3"))
    painter.end()
    return QIcon(made)


def paint_mark(painter: QPainter, rect: QRectF, ground: QColor, ink: QColor) -> None:
    """The character 兴 on a rounded square: the till's mark."""
    painter.save()
    smooth(painter)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, rect.width() * 0.2, rect.width() * 0.2)
    painter.setPen(ink)
    painter.setFont(font(rect.width() * 0.48, bold=True))
    painter.drawText(rect, CENTRE, "兴")
    painter.restore()


def seal_colour(region: str) -> QColor:
    """The colour of a county's province."""
    return QColor(seal(region).colour)


def paint_seal(painter: QPainter, rect: Rect, region: str) -> None:
    """The origin seal: a rounded square with the province's one character. The county's name must stand beside it."""
    mark = seal(region)
    box = QRectF(rect)
    painter.save()
    smooth(painter)
    radius = box.width() * 0.2
    if mark.outline:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(mark.colour), 1.6))
        painter.drawRoundedRect(box.adjusted(0.8, 0.8, -0.8, -0.8), radius, radius)
        painter.setPen(QColor(mark.colour))
    else:
        painter.setBrush(QColor(mark.colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(QColor(mark.on))
    painter.setFont(font(round(box.width() * 0.49 * 2) / 2, bold=True))
    painter.drawText(box.adjusted(-4, -4, 4, 3), CENTRE, mark.character)
    painter.restore()


def key_width(key: str) -> int:
    """How wide the cap of a key is; the shop's own key stands on it."""
    return cap_width(keys.shown(key))


def cap_width(key: str) -> int:
    """How wide a cap with exactly that on it is."""
    return max(22, metrics(Type.HINT, True).horizontalAdvance(key) + 12)


def key_for(key: str, room: float) -> str:
    """What a cap says where there is so much room: the shop's own key, of a numbered one the digit alone, or nothing.

    What is held with a digit the strip at the bottom names, and every key the help.
    """
    whole = keys.shown(key)
    if cap_width(whole) <= room:
        return whole
    last = whole.rsplit(" ", 1)[-1]
    return last if last.isdigit() else ""


def paint_key(painter: QPainter, rect: Rect, key: str, *, ink: QColor | None = None, on_fill: bool = False) -> None:
    """A key cap, 20 high, with the shop's own key on it; `on_fill` on a filled button."""
    paint_cap(painter, rect, keys.shown(key), ink=ink, on_fill=on_fill)


def paint_cap(painter: QPainter, rect: Rect, key: str, *, ink: QColor | None = None, on_fill: bool = False) -> None:
    """A key cap with exactly that on it."""
    box = QRectF(rect)
    painter.save()
    smooth(painter)
    if on_fill:
        front = ink or colour("on_accent")
        wash, rim = QColor(front), QColor(front)
        wash.setAlphaF(0.12)
        rim.setAlphaF(0.55)
        painter.setBrush(wash)
        painter.setPen(QPen(rim, 1))
    else:
        front = ink or colour("ink2")
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour("edge"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(front)
    painter.setFont(font(Type.HINT, bold=True))
    painter.drawText(box.adjusted(0, -1, 0, 0), CENTRE, key)
    painter.restore()


def paint_pill(painter: QPainter, rect: Rect, ground: QColor, rim: QColor, radius: float | None = None) -> None:
    """A filled, bordered round box; round as a whole unless a radius is given."""
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    smooth(painter)
    painter.setBrush(ground)
    painter.setPen(QPen(rim, 1))
    chosen = box.height() / 2 if radius is None else radius
    painter.drawRoundedRect(box, chosen, chosen)
    painter.restore()


def state_colours(state: str) -> tuple[QColor, QColor, QColor]:
    """Ground, border and text of a state: ok/added, warn, bad, info; anything else is plain."""
    base = {"ok": "accent", "added": "accent", "warn": "warn", "bad": "bad", "info": "info"}.get(state)
    if base is None:
        return colour("sunken"), colour("line"), colour("ink2")
    return colour(f"{base}_soft"), colour(f"{base}_line"), colour(base)


def chip_width(words: str) -> int:
    """How wide `paint_chip` wants to be."""
    return metrics(Type.META, True).horizontalAdvance(words) + 44


def paint_chip(painter: QPainter, rect: Rect, state: str, words: str) -> None:
    """A state in a list row: sign and word, e.g. ✓ 已到账."""
    ground, rim, ink = state_colours(state)
    paint_pill(painter, rect, ground, rim)
    box = QRectF(rect)
    painter.save()
    sign = SIGNS.get(state)
    if sign:
        paint_icon(painter, QRectF(box.left() + 9, box.center().y() - 7.5, 15, 15), sign, ink)
    painter.setPen(ink)
    painter.setFont(font(Type.META, bold=True))
    painter.drawText(box.adjusted(28 if sign else 0, -1, -10 if sign else 0, 0), LEFT if sign else CENTRE, words)
    painter.restore()


def paint_badge(painter: QPainter, right: float, top: float, state: str, words: str) -> None:
    """A small word on a product card, its right upper corner given: 促销, 临期, 量少, 缺货."""
    ground, rim, ink = state_colours(state)
    width = metrics(Type.HINT, True).horizontalAdvance(words) + 10
    box = QRectF(right - width, top, width, 19)
    paint_pill(painter, box, ground, rim, radius=4)
    painter.save()
    painter.setPen(ink)
    painter.setFont(font(Type.HINT, bold=True))
    painter.drawText(box.adjusted(0, -1, 0, 0), CENTRE, words)
    painter.restore()


def paint_elided(painter: QPainter, rect: Rect, align: Qt.AlignmentFlag, words: str) -> None:
    """Text that never leaves its box; what does not fit ends in an ellipsis."""
    box = QRectF(rect).toRect()
    face, room = painter.fontMetrics(), max(0, box.width())
    # Told a width in whole pixels, Qt would shorten words that it counts as exactly so wide.
    fits = face.horizontalAdvance(words) <= room
    fitted = words if fits else face.elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, align, fitted)


def fitting(wordings: Sequence[str], room: float, points: float, *, bold: bool = False) -> str:
    """The first of several wordings, the longest first, that has room; else the last."""
    face = metrics(points, bold)
    return next((words for words in wordings if face.horizontalAdvance(words) <= room), wordings[-1])


def fitting_points(words: str, room: float, points: float, *, bold: bool = False, least: float = 9.5) -> float:
    """The type in which the till's own words have room; never smaller than `least`."""
    while points > least and metrics(points, bold).horizontalAdvance(words) > room:
        points -= 0.5
    return points


def minus(figure: str) -> str:
    """A figure with the sign that is as wide as a digit, in place of the hyphen."""
    return figure.replace("-", "\u2212", 1) if figure.startswith("-") else figure


def figure(amount: Money) -> str:
    """An amount as every page shows it: thousands apart, two decimals, a real minus."""
    return minus(amount.grouped())


def figure_width(words: str, points: float, bold: bool = True) -> int:
    """How wide a column must be inside for that figure."""
    return metrics(points, bold).horizontalAdvance(words) + 2


def paint_figure(
    painter: QPainter, rect: Rect, align: Qt.AlignmentFlag, words: str, points: float, *, bold: bool = True
) -> float:
    """A figure loses no digit: where it is wider than its box its type is stepped down. Answers the points it took."""
    while points > _SMALLEST and figure_width(words, points, bold) > rect.width():
        points -= 0.5
    painter.setFont(font(points, bold))
    painter.drawText(rect, align, words)
    return points


def paint_row(painter: QPainter, box: QRectF, *, chosen: bool, bar: bool = True) -> None:
    """The ground of a table's row and the line under it; the chosen one is tinted, with a bar at its left edge."""
    painter.fillRect(box, colour("accent_soft" if chosen else "surface"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
    if chosen and bar:
        painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), colour("accent"))


def paint_ring(painter: QPainter, rect: Rect, radius: float = 8, ink: str = "accent", width: float = 3) -> None:
    """The focus ring."""
    half = width / 2
    painter.save()
    smooth(painter)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(ink), width))
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def middle(rect: Rect, width: float, height: float) -> QRectF:
    """A box of that size in the middle of another."""
    centre: QPointF = QRectF(rect).center()
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
