"""The right side of the counter: tiles by origin region, and what of today's sales came from where (no money)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from pos.core import catalog
from pos.core.money import Money
from pos.core.receipts import Receipt, ReceiptLine
from pos.core.regions import region_name
from pos.core.reports import region_nets
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.screens import Till

FAVOURITES, MORE = "FAVOURITES", "MORE"
TABS = 6
_GROUPS = {
    "WEIGHED": QT_TRANSLATE_NOOP("Shelves", "By weight"),
    "CHILLED": QT_TRANSLATE_NOOP("Shelves", "Chilled"),
    "FROZEN": QT_TRANSLATE_NOOP("Shelves", "Frozen"),
    "PLAIN": QT_TRANSLATE_NOOP("Shelves", "Packed"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One product's tile."""

    product: str
    name: str
    spec: str
    price: Money
    unit: str
    region: str
    region_name: str
    weighed: bool
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of tiles under one head."""

    region: str
    region_name: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OriginTabRow:
    """One tab: FAVOURITES, a county, or MORE."""

    key: str
    region: str
    name: str


@dataclass(frozen=True, slots=True)
class OriginShare:
    """How much of today's sales came from one county, in basis points; money is not shown to who counts it."""

    region: str
    region_name: str
    share_bp: int


class Shelves:
    """Tiles and shares; read when a tab is chosen or a sale completed, never on a scan."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self.tab = FAVOURITES
        self.tabs: tuple[OriginTabRow, ...] = ()
        self.more: tuple[OriginTabRow, ...] = ()
        self.shelves: tuple[Shelf, ...] = ()
        self.stale = True
        self._shares: tuple[OriginShare, ...] = ()
        self._receipts = 0

    def load(self) -> None:
        """Read the tabs, the chosen tab's shelves and today's shares."""
        with self._till.store.read() as session:
            origins = [
                OriginTabRow(origin, origin, region_name(origin)) for origin, _ in catalog.origins_on_sale(session)
            ]
        favourites = OriginTabRow(FAVOURITES, "", translate("Shelves", "Favourites"))
        self.tabs, self.more = (favourites, *origins[:TABS]), tuple(origins[TABS:])
        self.choose(self.tab)
        self.stale = True

    def choose(self, key: str) -> None:
        """Show one tab: a county's shelves by kind of goods, or the favourites, one shelf an origin."""
        self.tab = key
        with self._till.store.read() as session:
            tiles = catalog.shelf(session, None if key == FAVOURITES else key)
            sold: dict[str, int] = {}
            if key == FAVOURITES:
                rows = session.execute(
                    select(ReceiptLine.product_code, func.count())
                    .where(ReceiptLine.receipt_id > (select(func.max(Receipt.id)).scalar_subquery() - 500))
                    .group_by(ReceiptLine.product_code)
                )
                sold = {row[0]: row[1] for row in rows}
        groups: dict[str, list[catalog.Tile]] = {}
        for tile in tiles:
            groups.setdefault(tile.origin if key == FAVOURITES else tile.group, []).append(tile)
        if key == FAVOURITES:
            order = {tab.region: i for i, tab in enumerate((*self.tabs, *self.more))}
            rows_in_order = sorted(
                groups.items(), key=lambda row: (-sum(sold.get(t.code, 0) for t in row[1]), order.get(row[0], 99))
            )
            self.shelves = tuple(
                Shelf(origin, region_name(origin), region_name(origin), self._cards(tiles, sold))
                for origin, tiles in rows_in_order
            )
        else:
            self.shelves = tuple(
                Shelf(key, region_name(key), translate("Shelves", _GROUPS[group]), self._cards(tiles, sold))
                for group, tiles in groups.items()
            )

    def today(self) -> tuple[tuple[OriginShare, ...], int]:
        """Today's shares by county and the number of sales; read anew after a sale."""
        shift = self._till.shift
        if shift is None:
            return (), 0
        if self.stale:
            with self._till.store.read() as session:
                nets, self._receipts = region_nets(session, self._till.settings.till, shift.business_day)
            whole = sum(nets.values())
            ranked = sorted(nets.items(), key=lambda row: -row[1])
            self._shares = tuple(
                OriginShare(region, region_name(region), net * 10000 // whole) for region, net in ranked if whole
            )
            self.stale = False
        return self._shares, self._receipts

    @staticmethod
    def _cards(tiles: list[catalog.Tile], sold: dict[str, int]) -> tuple[Card, ...]:
        ranked = sorted(tiles, key=lambda tile: -sold.get(tile.code, 0))
        return tuple(
            Card(t.code, t.name, t.spec, t.price, t.unit, t.origin, region_name(t.origin), t.kind == "WEIGHED")
            for t in ranked
        )
