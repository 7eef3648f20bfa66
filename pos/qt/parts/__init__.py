"""The till's parts, for every page. Import from here: `from pos.qt.parts import Button, card, text`.

Words: `text(words, points, bold, tone)`, `Elided(points, bold, tone)`, `rule(upright)`, `Card` / `card(widget)`,
`KeyCap(key)`, `icon_label(name, side, ink)`, `panel_state(widget, "change" | "missing" | "refused" | "warned")`,
`look(widget, name)` for the stylesheet's other looks (theme.py lists them).
Buttons: `Button(label, key, icon, kind, reason)` with `set_reason`, `IconButton(sign)`.
Tellers: `EchoLine`, `Banner` (both `tell(kind, title, detail)`), `StatusChip`, `StateDot(state)`, `KeyLegend`.
Origins: `OriginSeal(region, side)`, `OriginBar().draw([(region, name, Money)])`, `OriginTabs`, `OriginToday`.
Boxes: `ScanBox`, `MoneyField(name, points)`, `Field(label, box, hint)`, `PinBox`, `WordBox`.
Lists: `RowsModel([Column(...)], spoken)` in a `TableView`; a delegate gets the row by `index.data(ROW)`.
Painting in delegates: `paint_seal`, `paint_chip`, `paint_icon`, `paint_key`, `paint_elided`, `colour`, `font`.

A page is a QWidget with `refresh()`, `legend` and `legend_right` (pairs of key and word), `first_focus()`,
`told(problem)`, `scanned(code)` and the signal `leave(page, text)`. It has no `try`: what a verb raises reaches
`pos.qt.problems`, which gives it back to the page in front through `told`. Keys must reach verbs through a signal
(`self._pressed.emit(verb)`): an exception out of an override may end in whoever sent the event.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pos.qt.parts.buttons import Button, IconButton
from pos.qt.parts.fields import Field, MoneyField, PinBox, ScanBox, WordBox
from pos.qt.parts.lines import Banner, EchoLine, KeyLegend, StateDot, StatusChip
from pos.qt.parts.origins import OriginBar, OriginSeal, OriginTab, OriginTabs, OriginToday, Segment, TabFace
from pos.qt.parts.paint import (
    chip_width,
    key_width,
    paint_chip,
    paint_elided,
    paint_icon,
    paint_key,
    paint_pill,
    paint_ring,
    paint_seal,
    seal_colour,
    state_colours,
)
from pos.qt.parts.words import Card, Elided, IconLabel, KeyCap, Mark, card, icon_label, panel_state, rule, text
from pos.qt.theme import colour, font, look, metrics

if TYPE_CHECKING:
    from pos.qt.parts.cards import EmptyCard, HeldCard, ProductCard, ShelfHead
    from pos.qt.parts.tables import ROW, Column, RowsModel, TableView

#: What the login page has no use for is read with the first page that has: the window shall stand soon.
_LATER = {
    "tables": ("ROW", "Column", "RowsModel", "TableView"),
    "cards": ("EmptyCard", "HeldCard", "ProductCard", "ShelfHead"),
}

__all__ = [
    "ROW",
    "Banner",
    "Button",
    "Card",
    "Column",
    "EchoLine",
    "Elided",
    "EmptyCard",
    "Field",
    "HeldCard",
    "IconButton",
    "IconLabel",
    "KeyCap",
    "KeyLegend",
    "Mark",
    "MoneyField",
    "OriginBar",
    "OriginSeal",
    "OriginTab",
    "OriginTabs",
    "OriginToday",
    "PinBox",
    "ProductCard",
    "RowsModel",
    "ScanBox",
    "Segment",
    "ShelfHead",
    "StateDot",
    "StatusChip",
    "TabFace",
    "TableView",
    "WordBox",
    "card",
    "chip_width",
    "colour",
    "font",
    "icon_label",
    "key_width",
    "look",
    "metrics",
    "paint_chip",
    "paint_elided",
    "paint_icon",
    "paint_key",
    "paint_pill",
    "paint_ring",
    "paint_seal",
    "panel_state",
    "rule",
    "seal_colour",
    "state_colours",
    "text",
]


def __getattr__(name: str) -> object:
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"pos.qt.parts.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
