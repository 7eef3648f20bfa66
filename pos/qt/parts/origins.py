"""Where the goods come from: seals, tabs, shares. The character or the county's name always stands with the colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from pos.core.money import Money
from pos.core.regions import full_name, province_character
from pos.core.wording import translate
from pos.qt import keys
from pos.qt.parts.paint import CENTRE, RIGHT, paint_elided, paint_icon, paint_ring, paint_seal, smooth
from pos.qt.parts.words import Card, Elided, text
from pos.qt.theme import colour, font, metrics, seal
from pos.qt.tokens import Type

GAP = 3
_NARROWEST = 30.0


class OriginSeal(QWidget):
    """A seal of 18 (print), 22–24 (rows), 26 (shelves) or 32 (headers) pixels; its name is the whole origin."""

    def __init__(self, region: str, side: int = 24) -> None:
        super().__init__()
        self._region = region
        self.setFixedSize(side, side)
        self.setAccessibleName(translate("Origins", "Origin {origin}").format(origin=full_name(region)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The seal."""
        painter = QPainter(self)
        paint_seal(painter, self.rect(), self._region)


class Segment(Struct, frozen=True):
    """One part of an origin bar: the county, how much of the whole, and what to write if there is room."""

    region: str
    name: str
    weight: int
    words: str


def merge_small(segments: Sequence[Segment], width: float) -> list[Segment]:
    """Largest first; those too narrow for their character become one last segment without a county."""
    ranked = sorted((one for one in segments if one.weight > 0), key=lambda one: -one.weight)
    whole = sum(one.weight for one in ranked)
    kept = list(ranked)
    while len(kept) > 1:
        rest = ranked[len(kept) :]
        room = width - GAP * (len(kept) - (not rest))
        if kept[-1].weight * room / whole >= _NARROWEST:
            break
        kept.pop()
    rest = ranked[len(kept) :]
    if rest:
        name = translate("Origins", "{n} more").format(n=len(rest))
        kept.append(Segment("", name, sum(one.weight for one in rest), ""))
    return kept


class OriginBar(QWidget):
    """Shares by county in their seals' colours, largest first, 3 px apart.

    `draw([(region, name, Money), ...])` for amounts; `show_segments` for anything else, such as shares in percent.
    With `names=True` each county's name stands under its part.
    """

    def __init__(self, *, names: bool = False) -> None:
        super().__init__()
        self._segments: tuple[Segment, ...] = ()
        self._names = names
        self.setFixedHeight(40 if names else 20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def draw(self, amounts: Sequence[tuple[str, str, Money]]) -> None:
        """Show amounts of money by county."""
        self.show_segments([Segment(region, name, money.fen, money.grouped()) for region, name, money in amounts])

    def show_segments(self, segments: Sequence[Segment]) -> None:
        """Show these parts; they are put in order here."""
        self._segments = tuple(segments)
        ranked = sorted(segments, key=lambda one: -one.weight)
        self.setAccessibleName(", ".join(f"{one.name} {one.words}".strip() for one in ranked))
        self.update()

    @property
    def full(self) -> bool:
        """There is something to show."""
        return bool(self._segments)

    def show_names(self, names: bool) -> None:
        """With or without the counties' names below."""
        self._names = names
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Parts, characters, names."""
        painter = QPainter(self)
        smooth(painter)
        high = 18 if self._names else 20
        parts = merge_small(self._segments, self.width())
        if not parts:
            painter.setBrush(colour("sunken"))
            painter.setPen(QPen(colour("line"), 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, high - 1), 4, 4)
            return
        whole = sum(one.weight for one in parts)
        shares = [one.weight * (self.width() - GAP * (len(parts) - 1)) / whole for one in parts]
        # The last one may be a handful of crumbs: it still must show that it is there, with what stands below it.
        name = metrics(Type.HINT).horizontalAdvance(parts[-1].name) + 2 if self._names else 0
        lacking = max(0.0, min(max(_NARROWEST + 6, name), self.width() / 4) - shares[-1])
        shares[-1] += lacking
        shares[0] -= lacking
        left = 0.0
        for one, width in zip(parts, shares, strict=True):
            self._paint_part(painter, one, QRectF(left, 0, width, high))
            left += width + GAP

    def _paint_part(self, painter: QPainter, one: Segment, box: QRectF) -> None:
        mark = seal(one.region)
        filled = bool(one.region) and not mark.outline
        ink = QColor(mark.on if filled else mark.colour)
        painter.setBrush(QColor(mark.colour if filled else mark.tint))
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(mark.colour), 1))
        painter.drawRoundedRect(box if filled else box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(ink)
        painter.setFont(font(Type.HINT, bold=True))
        character = province_character(one.region) if one.region else "…"
        words = f"{character} {one.words}".strip()
        if metrics(Type.HINT, True).horizontalAdvance(words) > box.width() - 6:
            words = character
        painter.drawText(box.adjusted(0, -1, 0, 0), CENTRE, words)
        if self._names:
            painter.setPen(colour("ink2"))
            painter.setFont(font(Type.HINT))
            paint_elided(painter, QRectF(box.left() - 1, 21, box.width() + 2, 18), CENTRE, one.name)


class OriginToday(Card):
    """Today by origin, on the selling page: shares and receipts, never yuan (who counts the drawer must not know)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("originToday")
        self._shown: object = None
        self._bar = OriginBar(names=True)
        self._counts = Elided(Type.META, tone="ink2")
        self._counts.setAlignment(RIGHT)
        self._empty = text(
            translate("Origins", "After the first sale, each origin's share stands here."), 10, tone="ink2"
        )
        head = QHBoxLayout()
        head.addWidget(text(translate("Origins", "Today by origin"), Type.SMALL, bold=True))
        head.addWidget(self._counts, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addLayout(head)
        self._box.addWidget(self._bar)
        self._box.addWidget(self._empty)
        self.fit(compact=False)

    def fit(self, *, compact: bool) -> None:
        """Three lines, or one on low screens."""
        self._compact = compact
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom)
        self._box.setContentsMargins(*((12, 4, 12, 4) if compact else (12, 7, 12, 4)))
        self._box.setSpacing(12 if compact else 4)
        self._box.setStretch(1, 1 if compact else 0)
        self.setFixedHeight(36 if compact else 80)
        self._fit_bar()

    def _fit_bar(self) -> None:
        full = self._bar.full
        self._bar.show_names(not self._compact)
        self._bar.setFixedHeight(20 if self._compact else (40 if full else 19))
        self._empty.setVisible(not full and not self._compact)
        self._counts.setVisible(not self._compact)

    def show_shares(self, segments: Sequence[Segment], receipts: int) -> None:
        """Show the shares of the day and how many receipts they come from."""
        state = (tuple(segments), receipts)
        if state == self._shown:
            return
        self._shown = state
        if segments:
            words = translate("Origins", "{receipts} receipts · {origins} origins")
            counts = words.format(receipts=receipts, origins=len(segments))
        else:
            counts = translate("Origins", "No sale yet")
        self._counts.setText(counts)
        self._bar.show_segments(segments)
        self._fit_bar()
        self.setAccessibleName(translate("Origins", "Today by origin"))
        self.setAccessibleDescription(f"{counts}. {self._bar.accessibleName()}")


class OriginTab(QAbstractButton):
    """One tab of the shelves: seal over name, its Alt number in the corner; chosen it wears the seal's tint."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(48, 60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._region, self._icon, self._number = "", "", 0

    def draw(self, name: str, number: int, *, region: str = "", icon: str = "") -> None:
        """A county's tab, or one with an icon in the seal's place."""
        self._region, self._icon, self._number = region, icon, number
        self.setText(name)
        self.setAccessibleName(
            translate("Origins", "Origin {origin}").format(origin=full_name(region)) if region else name
        )
        self.setAccessibleDescription(keys.shown(f"Alt {number}", "selling").replace(" ", "+"))
        self.update()

    def nextCheckState(self) -> None:
        """Which tab is chosen, the page says."""

    def sizeHint(self) -> QSize:
        """At least 64 square."""
        return QSize(64, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, seal, name, underline."""
        painter = QPainter(self)
        smooth(painter)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        mark = seal(self._region) if self._region else None
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            tint = QColor(mark.tint) if mark else colour("accent_soft")
            painter.setBrush(tint if chosen else colour("sunken"))
            painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 6, 6)
        spot = QRectF(box.center().x() - 12, 5, 24, 24)
        if self._region:
            paint_seal(painter, spot, self._region)
        else:
            paint_icon(painter, spot.adjusted(1, 1, -1, -1), self._icon, "accent" if self._icon == "leaf" else "ink")
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.HINT))
        if self._number:
            painter.drawText(box.adjusted(0, 0, -5, 0), RIGHT & ~Qt.AlignmentFlag.AlignVCenter, str(self._number))
        painter.setPen(colour("ink"))
        painter.setFont(
            font(10.5 if metrics(Type.SMALL, chosen).horizontalAdvance(self.text()) < box.width() else 9, chosen)
        )
        paint_elided(painter, QRectF(0, 31, box.width(), 22), CENTRE, self.text())
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mark.colour) if mark else colour("accent"))
            painter.drawRect(QRectF(box.left() + 10, box.bottom() - 3, box.width() - 20, 3))
        if self.hasFocus():
            paint_ring(painter, box, 6)


class TabFace(Struct, frozen=True):
    """What one tab shows: its key, a county code or an icon, and its name."""

    key: str
    name: str
    region: str = ""
    icon: str = ""


class OriginTabs(Card):
    """The row of tabs above the shelves; `chosen` is called with a tab's key."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("regionTabs")
        self.setAccessibleName(translate("Origins", "Shelves by origin"))
        self.setFixedHeight(64)
        self._chosen = chosen
        self._faces: tuple[TabFace, ...] = ()
        self._tabs: list[OriginTab] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(4, 3, 4, 3)
        self._line.setSpacing(2)

    def show_tabs(self, faces: Sequence[TabFace], chosen: str) -> None:
        """Show these tabs, numbered from 1, one of them chosen (or none)."""
        if tuple(faces) != self._faces:
            self._faces = tuple(faces)
            self._build()
        for face, tab in zip(self._faces, self._tabs, strict=True):
            tab.setChecked(face.key == chosen)

    def press(self, number: int) -> None:
        """Alt+number; a number without a tab does nothing."""
        if 1 <= number <= len(self._faces):
            self._chosen(self._faces[number - 1].key)

    def _build(self) -> None:
        for tab in self._tabs:
            self._line.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = []
        for number, face in enumerate(self._faces, 1):
            tab = OriginTab()
            tab.setObjectName(f"tab_{face.key}")
            tab.draw(face.name, number, region=face.region, icon=face.icon)
            tab.clicked.connect(lambda _=False, key=face.key: self._chosen(key))
            self._line.addWidget(tab, 1)
            self._tabs.append(tab)
