"""The right side of the counter: tiles by origin region, and what of today's sales came from where (no money)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.core import catalog
from pos.core.money import Money
from pos.core.regions import county_short_name
from pos.core.reports import lately_sold, region_nets
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.screens import Till

FAVOURITES, MORE = "FAVOURITES", "MORE"
TABS = 6
#: How many receipts back "of late" goes, and how many tiles a favourites shelf has.
LATELY, SHELF = 500, 12
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
        self._read_at: tuple[int, int] | None = None
        self._shares: tuple[OriginShare, ...] = ()
        self._receipts = 0

    def load(self) -> None:
        """Read the tabs, the chosen tab's shelves and today's shares."""
        with self._till.store.read() as session:
            origins = [origin for origin, _ in catalog.origins_on_sale(session)]
        tabs = [OriginTabRow(origin, origin, county_short_name(origin)) for origin in origins]
        favourites = OriginTabRow(FAVOURITES, "", translate("Shelves", "Favourites"))
        self.tabs, self.more = (favourites, *tabs[:TABS]), tuple(tabs[TABS:])
        self.choose(self.tab)
        self._read_at = None

    def choose(self, key: str) -> None:
        """Show one tab: a county's shelves by kind of goods, or the favourites, one shelf an origin."""
        self.tab = key
        self.shelves = self._favourites() if key == FAVOURITES else self._county(key)

    def _county(self, origin: str) -> tuple[Shelf, ...]:
        groups: dict[str, list[catalog.Tile]] = {}
        with self._till.store.read() as session:
            for tile in catalog.shelf(session, origin):
                groups.setdefault(tile.group, []).append(tile)
        name = county_short_name(origin)
        return tuple(
            Shelf(origin, name, translate("Shelves", _GROUPS[group]), self._cards(tiles))
            for group, tiles in groups.items()
        )

    def _favourites(self) -> tuple[Shelf, ...]:
        """What sold most of late, origin by origin, filled up with the first of the catalogue."""
        origins = [tab.region for tab in (*self.tabs, *self.more) if tab.region]
        shelves: dict[str, dict[str, catalog.Tile]] = {origin: {} for origin in origins}
        with self._till.store.read() as session:
            sold = lately_sold(session, LATELY)
            for tile in sorted(catalog.tiles(session, sold.keys()), key=lambda tile: -sold[tile.code]):
                shelves.setdefault(tile.origin, {})[tile.code] = tile
            for origin, tiles in shelves.items():
                for tile in catalog.shelf(session, origin, most=SHELF):
                    tiles.setdefault(tile.code, tile)
        weight = {origin: sum(sold.get(code, 0) for code in tiles) for origin, tiles in shelves.items()}
        return tuple(
            Shelf(origin, county_short_name(origin), county_short_name(origin), self._cards([*tiles.values()][:SHELF]))
            for origin, tiles in sorted(shelves.items(), key=lambda row: -weight[row[0]])
            if tiles
        )

    def today(self) -> tuple[tuple[OriginShare, ...], int]:
        """Today's shares by county and the number of sales; read anew after a sale."""
        shift = self._till.shift
        if shift is None:
            return (), 0
        now = (shift.id, self._till.booked)
        if self._read_at != now:
            with self._till.store.read() as session:
                nets, self._receipts = region_nets(session, self._till.settings.till, shift.business_day)
            whole = sum(nets.values())
            ranked = sorted(nets.items(), key=lambda row: -row[1])
            self._shares = tuple(
                OriginShare(region, county_short_name(region), net * 10000 // whole) for region, net in ranked if whole
            )
            self._read_at = now
        return self._shares, self._receipts

    @staticmethod
    def _cards(tiles: list[catalog.Tile]) -> tuple[Card, ...]:
        return tuple(
            Card(t.code, t.name, t.spec, t.price, t.unit, t.origin, county_short_name(t.origin), t.kind == "WEIGHED")
            for t in tiles
        )
