"""The right side of the counter: tiles by origin region, and what of today's sales came from where (no money)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pos.core import catalog, fairs, offers, stock
from pos.core.lines import Terms, priced
from pos.core.money import Money, Quantity
from pos.core.offers import Today
from pos.core.regions import county_short_name
from pos.core.reports import lately_sold, region_nets
from pos.core.shifts import business_day
from pos.core.wording import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from pos.screens import Till

FAVOURITES, MORE = "FAVOURITES", "MORE"
TABS = 6
#: How many receipts back "of late" goes, and how many tiles a favourites shelf has.
LATELY, SHELF = 500, 12
_GROUPS = {
    "WEIGHED": QT_TRANSLATE_NOOP("Shelves", "Loose"),
    "CHILLED": QT_TRANSLATE_NOOP("Shelves", "Chilled"),
    "FROZEN": QT_TRANSLATE_NOOP("Shelves", "Frozen"),
    "PLAIN": QT_TRANSLATE_NOOP("Shelves", "Packed"),
}


class Card(Struct, frozen=True):
    """One product's tile. `price` is what is asked now; where the price is open, `asks`. `badge` is EXPIRED, OUT,
    NEAR_EXPIRY, PROMOTION or LOW, the first that holds; `left` how much is there in words, empty where nobody knows."""

    product: str
    name: str
    spec: str
    price: Money
    unit: str
    region: str
    region_name: str
    weighed: bool
    badge: str = ""
    left: str = ""
    asks: bool = False


class Shelf(Struct, frozen=True):
    """A row of tiles under one head."""

    region: str
    region_name: str
    title: str
    cards: tuple[Card, ...]


class OriginTabRow(Struct, frozen=True):
    """One tab: FAVOURITES, a county, or MORE."""

    key: str
    region: str
    name: str


class OriginShare(Struct, frozen=True):
    """How much of today's sales came from one county, in basis points; money is not shown to who counts it."""

    region: str
    region_name: str
    share_bp: int


class _Board(Struct, frozen=True):
    """A shelf before it is known what of its goods is on hand."""

    region: str
    name: str
    title: str
    tiles: list[catalog.Tile]


class Shelves:
    """Tiles and shares; read when a tab is chosen or a sale completed, never on a scan."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self.tab = FAVOURITES
        self.tabs: tuple[OriginTabRow, ...] = ()
        self.more: tuple[OriginTabRow, ...] = ()
        self._boards: list[_Board] = []
        self._shelves: tuple[Shelf, ...] = ()
        self._drawn_at = -1
        #: What is agreed for the ticket on the counter; the tiles ask its prices.
        self._terms, self._today = Terms(), Today()
        self._read_at: tuple[int, int] | None = None
        self._shares: tuple[OriginShare, ...] = ()
        self._receipts = 0

    def load(self) -> None:
        """Read the tabs, the chosen tab's shelves and today's shares."""
        with self._till.store.read() as session:
            origins = [origin for origin, _ in catalog.origins_on_sale(session)]
        tabs = [OriginTabRow(origin, origin, county_short_name(origin)) for origin in origins]
        favourites = OriginTabRow(FAVOURITES, "", translate("Shelves", "Usual"))
        self.tabs, self.more = (favourites, *tabs[:TABS]), tuple(tabs[TABS:])
        self.choose(self.tab)
        self._read_at = None

    def choose(self, key: str) -> None:
        """Show one tab: a county's shelves by kind of goods, or the favourites, one shelf an origin."""
        self.tab = key
        self._boards = self._favourites() if key == FAVOURITES else self._county(key)
        self._stock()

    def shelves(self, terms: Terms, today: Today) -> tuple[Shelf, ...]:
        """The chosen tab's shelves at the prices of that ticket; what is on hand is read anew after a sale."""
        if (terms, today) != (self._terms, self._today):
            self._terms, self._today = terms, today
            self._drawn_at = -1
        if self._drawn_at != self._till.booked and self._boards:
            self._stock()
        return self._shelves

    def _stock(self) -> None:
        """Put the tiles on their shelves, with what is on hand of each: one question for the whole wall."""
        self._drawn_at = self._till.booked
        day = business_day(self._till.now(), self._till.settings.cut_over)
        with self._till.store.read() as session:
            tiles = [tile.id for board in self._boards for tile in board.tiles]
            held = stock.on_shelf(session, tiles, day)
            running = offers.running(session, tiles, day)
            promoted = offers.promoted(session, day, {fair.number for fair in fairs.fairs_on(session, day)})
        today = self._today if self._today.day == day else Today(day)

        def card(tile: catalog.Tile) -> Card:
            tile = replace(tile, offers=running.get(tile.id, ()))
            price, _ = priced(tile, self._terms, today)
            return _card(tile, price, held.get(tile.id), promoted)

        self._shelves = tuple(
            Shelf(board.region, board.name, board.title, tuple(card(tile) for tile in board.tiles))
            for board in self._boards
        )

    def _county(self, origin: str) -> list[_Board]:
        groups: dict[str, list[catalog.Tile]] = {}
        with self._till.store.read() as session:
            for tile in catalog.shelf(session, origin):
                groups.setdefault(tile.group, []).append(tile)
        name = county_short_name(origin)
        return [_Board(origin, name, translate("Shelves", _GROUPS[group]), tiles) for group, tiles in groups.items()]

    def _favourites(self) -> list[_Board]:
        """What sold most of late, origin by origin, filled up with the first of the catalogue."""
        origins = [tab.region for tab in (*self.tabs, *self.more) if tab.region]
        shelves: dict[str, dict[str, catalog.Tile]] = {origin: {} for origin in origins}
        with self._till.store.read() as session:
            sold = lately_sold(session, LATELY)
            for tile in sorted(catalog.tiles(session, sold.keys()), key=lambda tile: -sold[tile.code]):
                shelves.setdefault(tile.origin, {})[tile.code] = tile
            for origin, tiles in shelves.items():
                # One question an origin, and none where enough was sold.
                for tile in () if len(tiles) >= SHELF else catalog.shelf(session, origin, most=SHELF):
                    tiles.setdefault(tile.code, tile)
        weight = {origin: sum(sold.get(code, 0) for code in tiles) for origin, tiles in shelves.items()}
        return [
            _Board(origin, county_short_name(origin), county_short_name(origin), [*tiles.values()][:SHELF])
            for origin, tiles in sorted(shelves.items(), key=lambda row: -weight[row[0]])
            if tiles
        ]

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


def _card(tile: catalog.Tile, price: Money, held: stock.Goods | None, promoted: Collection[str]) -> Card:
    weighed = tile.kind == "WEIGHED"
    return Card(
        tile.code,
        tile.name,
        tile.spec,
        price,
        tile.unit,
        tile.origin,
        county_short_name(tile.origin),
        weighed,
        _badge(held, promoted=tile.code in promoted),
        "" if held is None or not held.there else _left(tile, held.there),
        tile.open_price,
    )


def _left(tile: catalog.Tile, there: Quantity) -> str:
    """How much is there, with its unit; of loose goods not to the gram, and in kilograms where the unit is a weight of
    its own (500克): nobody counts in those."""
    unit, much = tile.unit, there.thousandths
    if tile.kind == "WEIGHED":
        if unit[:1].isdigit() and tile.unit_grams:
            unit, much = translate("Shelves", "kg"), much * tile.unit_grams // 1000
        much = much // 100 * 100
    return translate("Shelves", "{left} {unit} left").format(left=Quantity(much), unit=unit)


def _badge(held: stock.Goods | None, *, promoted: bool) -> str:
    """What the clerk must know first: that nothing may be sold, then that it ends soon."""
    if held is not None and not held.there:
        return "OUT" if held.ended_on is None else "EXPIRED"
    if held is not None and held.near_until is not None:
        return "NEAR_EXPIRY"
    if promoted:
        return "PROMOTION"
    return "LOW" if held is not None and held.there <= stock.FEW else ""
