"""The right column: goods on the shelves, five rows of three; PgUp and PgDn turn the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pos.core.regions import county_short_name
from pos.core.wording import translate
from pos.qt.parts import Button, ProductCard, ShelfHead, TabFace, text
from pos.qt.parts.paint import CENTRE, figure, paint_pill
from pos.qt.theme import colour, font, large
from pos.qt.tokens import Type

if TYPE_CHECKING:
    from pos.screens.shelves import Card, OriginTabRow, Shelf

GAP = 8
_HEAD = 42
_LOWEST = 80
_MOST = 5
_PAGER = 44
FAVOURITES, MORE = "FAVOURITES", "MORE"


def cards_across() -> int:
    """Goods side by side; large print has room for two."""
    return 2 if large() else 3


def tab_faces(
    rows: tuple[OriginTabRow, ...], more: tuple[OriginTabRow, ...], most: int
) -> tuple[list[TabFace], tuple[OriginTabRow, ...]]:
    """At most `most` tabs: favourites, the counties, a last one for the rest; and the counties behind that one."""
    if len(rows) + bool(more) > most:
        rows, more = rows[: most - 1], (*rows[most - 1 :], *more)
    names = tab_names([row.region for row in rows])
    faces = [
        TabFace(row.key, name or row.name, region=row.region, icon="" if row.region else "leaf")
        for row, name in zip(rows, names, strict=True)
    ]
    if more:
        faces.append(TabFace(MORE, translate("Shelves", "More {n}").format(n=len(more)), icon="more"))
    return faces, more


def tab_name(region: str) -> str:
    """The county as people call it in passing: 张北, 和田; banners and districts keep their whole name."""
    name = county_short_name(region) if region else ""
    return name[:-1] if len(name) > 2 and name[-1] in "县市" else name


def tab_names(regions: Sequence[str]) -> list[str]:
    """Their names in passing; those that would be called the same side by side (和田市 and 和田县) keep their ends."""
    names = [tab_name(region) for region in regions]
    return [
        name if names.count(name) == 1 else county_short_name(region)
        for region, name in zip(regions, names, strict=True)
    ]


class _Row(Struct, frozen=True):
    """One line of the grid: a shelf's head and up to three goods (or, on the last tab, three counties)."""

    region: str
    title: str
    cards: tuple[Card, ...]


class ProductGrid(QWidget):
    """The shelves of the chosen tab. `add` is called with a product code."""

    def __init__(self, add: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("productGrid")
        self.setAccessibleName(translate("Shelves", "Shelves"))
        self._add = add
        self._rows: tuple[_Row, ...] = ()
        self._seen: object = None
        self._first = 0
        self._most = _MOST
        self._last_added = ""
        self._heads: list[ShelfHead] = []
        self._cards: list[ProductCard] = []
        self._codes: list[str] = []
        self._pager = text("", Type.META, tone="ink2")
        self._pager.setParent(self)
        self._up = self._turn_button("PgUp", translate("Shelves", "Shelves before"), -1)
        self._down = self._turn_button("PgDn", translate("Shelves", "Next shelves"), 1)

    def _turn_button(self, key: str, name: str, by: int) -> Button:
        button = Button("", key=key, points=9.5)
        button.setParent(self)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.turn(by))
        return button

    def draw(self, shelves: Sequence[Shelf], *, one_row_each: bool, last_added: str = "") -> None:
        """Show shelves; `one_row_each` for the favourites, where every origin has a single row."""
        state = (tuple(shelves), one_row_each)
        if state != self._seen:
            self._seen = state
            self._first = 0
            rows: list[_Row] = []
            across = cards_across()
            for shelf in shelves:
                wanted = shelf.cards[:across] if one_row_each else shelf.cards
                rows += [
                    _Row(
                        shelf.region,
                        county_short_name(shelf.region) if one_row_each else shelf.title,
                        tuple(wanted[i : i + across]),
                    )
                    for i in range(0, len(wanted), across)
                ]
            self._rows = tuple(rows)
            self._last_added = last_added
            self._place()
        elif last_added != self._last_added:
            self._last_added = last_added
            self._mark()

    def fit(self, *, narrow: bool) -> None:
        """Five rows, or four on narrow windows and in large print."""
        most = 4 if narrow or large() else _MOST
        if most != self._most:
            self._most = most
            self._first = 0
            self._place()

    def turn(self, by: int) -> None:
        """The next page of shelves, or the one before."""
        per_page = self._per_page()
        last = max(0, (len(self._rows) - 1) // per_page * per_page)
        first = min(last, max(0, self._first + by * per_page))
        if first != self._first:
            self._first = first
            self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the page."""
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer rows before smaller cards."""
        self._first = self._first // self._per_page() * self._per_page()
        self._place()

    def _per_page(self) -> int:
        fitting = max(1, min(self._most, (self.height() + GAP) // (_LOWEST + GAP)))
        if len(self._rows) <= fitting:
            return max(len(self._rows), min(fitting, 4))
        return max(1, min(self._most, (self.height() - _PAGER) // (_LOWEST + GAP)))

    def _place(self) -> None:
        rows, per_page = self._rows, self._per_page()
        pages = len(rows) > per_page
        shown = rows[self._first : self._first + per_page]
        room = self.height() - (_PAGER + GAP if pages else 0)
        high = (room - GAP * (per_page - 1)) / per_page
        across = cards_across()
        wide = (self.width() - _HEAD - GAP * across) / across
        self._grow(len(shown))
        used = 0
        for n, head in enumerate(self._heads):
            head.setVisible(n < len(shown))
            if n < len(shown):
                top = round(n * (high + GAP))
                head.draw(shown[n].region, shown[n].title)
                head.setGeometry(0, top, _HEAD, round(high))
                for i, card in enumerate(shown[n].cards):
                    left = round(_HEAD + GAP + i * (wide + GAP))
                    self._put(used, card, QRect(left, top, round(wide), round(high)))
                    used += 1
        for spare in self._cards[used:]:
            spare.hide()
            spare.setObjectName("")
        del self._codes[used:]
        self._place_pager(pages, per_page)
        self._mark()
        self.update()

    def _put(self, n: int, card: Card, box: QRect) -> None:
        if n == len(self._cards):
            made = ProductCard()
            made.setParent(self)
            made.clicked.connect(lambda _=False, n=n: self._add(self._codes[n]))
            self._cards.append(made)
        if n == len(self._codes):
            self._codes.append(card.product)
        self._codes[n] = card.product
        widget = self._cards[n]
        widget.draw(
            card.product,
            card.name,
            card.spec,
            translate("Shelves", "Asked") if card.asks else figure(card.price),
            card.unit,
            card.region,
            weighed=card.weighed,
            badge=card.badge,
            left=card.left,
            asks=card.asks,
        )
        widget.setGeometry(box)
        widget.show()

    def _grow(self, heads: int) -> None:
        while len(self._heads) < heads:
            head = ShelfHead()
            head.setParent(self)
            self._heads.append(head)

    def _place_pager(self, pages: bool, per_page: int) -> None:
        for widget in (self._pager, self._up, self._down):
            widget.setVisible(pages)
        if not pages:
            return
        top = self.height() - _PAGER
        count = (len(self._rows) + per_page - 1) // per_page
        page = self._first // per_page + 1
        self._up.setGeometry(_HEAD + GAP, top, 92, _PAGER)
        self._down.setGeometry(self.width() - 92, top, 92, _PAGER)
        self._up.setEnabled(page > 1)
        self._down.setEnabled(page < count)
        self._pager.setText(translate("Shelves", "Shelves {page} of {count}").format(page=page, count=count))
        self._pager.setAlignment(CENTRE)
        self._pager.setGeometry(_HEAD + GAP + 96, top, self.width() - _HEAD - GAP - 192, _PAGER)

    def _mark(self) -> None:
        for n, code in enumerate(self._codes):
            self._cards[n].mark(code == self._last_added)

    def paintEvent(self, event: QPaintEvent) -> None:
        """While no goods are there: what will be."""
        if self._rows:
            return
        painter = QPainter(self)
        painter.setPen(colour("ink2"))
        painter.setFont(font(Type.BODY))
        words = translate("Shelves", "No goods on this shelf yet. The manager brings them in from the catalogue.")
        wrapped = CENTRE | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(40, 0, -40, 0), wrapped, words)


class MoreOrigins(QWidget):
    """The counties that have no tab of their own, as big buttons over the shelves."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("moreOrigins")
        self._chosen = chosen
        self._rows: tuple[OriginTabRow, ...] = ()
        self._tabs: list[QWidget] = []
        self.hide()

    def draw(self, rows: Sequence[OriginTabRow]) -> None:
        """Show these counties."""
        from pos.qt.parts import OriginTab

        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            for tab in self._tabs:
                tab.hide()
                tab.deleteLater()
            self._tabs = []
            for row, name in zip(self._rows, tab_names([row.region for row in rows]), strict=True):
                tab = OriginTab()
                tab.setParent(self)
                tab.setObjectName(f"tab_{row.key}")
                tab.draw(name, 0, region=row.region)
                tab.clicked.connect(lambda _=False, key=row.key: self._chosen(key))
                self._tabs.append(tab)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a line as fit."""
        self._place()

    def _place(self) -> None:
        across = max(1, (self.width() + GAP) // (92 + GAP))
        # On a low screen they stand closer, then more of them in a line.
        while across < len(self._tabs) and -(-len(self._tabs) // across) * (62 + GAP) > self.height() + GAP:
            across += 1
        lines = -(-len(self._tabs) // across) if self._tabs else 1
        high = min(72, (self.height() + GAP) // lines - GAP)
        wide = (self.width() - GAP * (across - 1)) // across
        for i, tab in enumerate(self._tabs):
            left, top = i % across * (wide + GAP), i // across * (high + GAP)
            tab.setGeometry(left + 1, top + 1, wide - 2, min(66, high - 2))
            tab.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The canvas, and a white card behind each county."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("canvas"))
        for tab in self._tabs:
            paint_pill(painter, tab.geometry().adjusted(-1, -1, 1, 1), colour("surface"), colour("line"), radius=9)
