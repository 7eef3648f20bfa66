"""The right side of the selling page: origin tabs, shelves, the counties behind the last tab, and today by origin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pos.qt.parts import OriginTabs, OriginToday, Segment
from pos.qt.selling.shelves import FAVOURITES, MORE, MoreOrigins, ProductGrid, tab_faces, tab_names

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen

_TABS, _NARROW_TABS = 8, 6


class RightSide:
    """Its four parts, for the page to lay out. `do` runs a verb the page's way, `redraw` draws the page anew."""

    def __init__(
        self,
        page: QWidget,
        screen: SellingScreen,
        add: Callable[[str], object],
        *,
        do: Callable[[Callable[[], object]], None],
        redraw: Callable[[], object],
    ) -> None:
        self._screen, self._do, self._redraw = screen, do, redraw
        self.tabs = OriginTabs(self._choose)
        self.grid = ProductGrid(add)
        self.today = OriginToday()
        self._more = MoreOrigins(self._choose)
        self._more.setParent(page)
        self._on_more = False
        self._seen: object = None
        #: How many tabs there are to choose from.
        self.count = 0

    def draw(self, last_added: str, *, wide: bool) -> None:
        """Pull from the screen; a scan changes nothing of tabs and shares, and the same tuples are quick to compare."""
        screen = self._screen
        self.grid.draw(screen.shelves, one_row_each=screen.tab == FAVOURITES, last_added=last_added)
        standing = (screen.tabs, screen.more, screen.tab, screen.shares, screen.receipts_today, wide)
        if self._on_more or standing != self._seen:
            self._seen = None if self._on_more else standing
            self._draw_tabs(_TABS if wide else _NARROW_TABS)

    def put_back(self) -> None:
        """Esc: the counties behind the last tab are put away."""
        if self._on_more:
            self._on_more = False
            self._redraw()

    def _choose(self, key: str) -> None:
        self._on_more = key == MORE
        self._seen = None  # the pressed tab has changed its own look
        if self._on_more:
            self._redraw()
        else:
            self._do(partial(self._screen.choose_tab, key))

    def _draw_tabs(self, most: int) -> None:
        screen = self._screen
        faces, more = tab_faces(screen.tabs, screen.more, most)
        self.count = len(faces)
        on_more = self._on_more or screen.tab in {row.key for row in more}
        self.tabs.show_tabs(faces, MORE if on_more else screen.tab)
        self._more.draw(more)
        self._more.setVisible(self._on_more)
        if self._on_more:
            self._more.setGeometry(self.grid.geometry())
            self._more.raise_()
        segments = [
            Segment(one.region, name, one.share_bp, f"{(one.share_bp + 50) // 100}%")
            for one, name in zip(screen.shares, tab_names([one.region for one in screen.shares]), strict=True)
        ]
        self.today.show_shares(segments, screen.receipts_today)
