"""The counter scale while selling: what it says now, the tare of the next weighing, and what was weighed already."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pos.core import catalog
from pos.core.catalog import Article
from pos.core.codes import narrow, refuse_unknown
from pos.core.money import Money, Quantity, half_up
from pos.core.problems import Refusal
from pos.core.weighing import (
    EMPTY,
    NoScale,
    NotByWeight,
    ScaleDefect,
    ScaleSilent,
    StillThere,
    Weighing,
    WeightCheck,
    check_weight,
    net_grams,
    quantity_of,
)
from pos.core.wording import translate
from pos.screens import Till
from pos.screens.ticket import Echo


class ScaleFace(Struct, frozen=True):
    """What the strip beside the scan box says. `weight` is the net weight, empty if there is none to be sold."""

    state: Literal["ok", "info", "warn", "bad"]
    weight: str
    words: str


class CounterScale:
    """One till's scale. `tare` is the wrapping in grams that was chosen for the next weighing, None if none was."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self.tare: int | None = None
        self._read: Weighing | None = None
        self._sold: tuple[int, str] | None = None

    @property
    def present(self) -> bool:
        """A scale is set up; it may still be silent."""
        return self._till.devices.scale.state.state != "absent"

    @property
    def answers(self) -> bool:
        """It can be weighed on now."""
        said = self._till.devices.scale.weighing() if self.present else None
        return said is not None and said.rest != "DEFECT"

    def weigh(self, article: Article) -> Quantity:
        """How much of these goods lies on the scale, in their selling unit.

        Refuses NoScale, what `net_grams` refuses, and StillThere for goods that were sold from it already.
        """
        if not self.present:
            raise NoScale
        said = self._till.devices.scale.weighing()
        grams = net_grams(said, self.tare, tare_required=self._till.settings.scale.tare_required)
        if said is not None and self._sold is not None and said.load == self._sold[0]:
            raise StillThere(product=self._sold[1])
        self._read = said
        return quantity_of(grams, article.unit_grams)

    def sold(self, article: Article) -> None:
        """What was weighed last was put on the ticket: the next goods come after it was taken off."""
        if self._read is not None:
            self._sold = (self._read.load, article.name)
        self.tare = None

    def next_tare(self) -> Echo:
        """Choose the next of the shop's tares; without any, press the scale's own tare key."""
        if not self.present:
            raise NoScale
        tares = self._till.settings.scale.tare_g
        if not tares:
            self._till.devices.scale.press("tare")
            return Echo("info", translate("Scale", "The scale takes off what lies on it"))
        required = self._till.settings.scale.tare_required
        choices: list[int | None] = [0, *(one for one in tares if one)] if required else [*tares, None]
        at = choices.index(self.tare) + 1 if self.tare in choices else 0
        self.tare = choices[at % len(choices)]
        if self.tare is None:
            return Echo("info", translate("Scale", "No tare for the next weighing"))
        return Echo("info", translate("Scale", "Tare of the next weighing: {tare} g").format(tare=self.tare))

    @property
    def face(self) -> ScaleFace | None:
        """What it says now, for the strip beside the scan box; None where no scale is set up."""
        if not self.present:
            return None
        said = self._till.devices.scale.weighing()
        tare = translate("Scale", "tare {tare} g").format(tare=self.tare) if self.tare else ""
        if said is not None and said.net and not tare:
            tare = translate("Scale", "net")
        try:
            grams = net_grams(said, self.tare)
        except Refusal as why:
            resting = said is not None and said.rest == "STABLE" and abs(said.grams) <= EMPTY
            if resting or (said is not None and said.rest == "MOVING"):
                word = translate("Scale", "empty") if resting else translate("Scale", "moving")
                return ScaleFace("info", "0.000" if resting else "- - -", " · ".join(filter(None, (word, tare))))
            return ScaleFace("bad" if isinstance(why, ScaleSilent | ScaleDefect) else "warn", "", _short(why))
        taken = said is not None and self._sold is not None and said.load == self._sold[0]
        word = translate("Scale", "sold, take it off") if taken else translate("Scale", "steady")
        weight = f"{grams // 1000}.{grams % 1000:03d}"
        return ScaleFace("info" if taken else "ok", weight, " · ".join(filter(None, (word, tare))))


def check(till: Till, product: str, sold: int, checked: int, kind: str = "") -> WeightCheck:
    """Weigh again what was sold: how many grams are missing, and whether the shop's table permits it.

    `kind` is one of `pos.core.weighing.GOODS`, or empty: the price decides then. Refuses UnknownCode and NotByWeight.
    """
    till.on_duty()
    with till.store.read() as session:
        known = catalog.article_by_any(session, narrow(product))
    if known is None:
        raise refuse_unknown(narrow(product))
    article = known[0]
    if not article.unit_grams:
        raise NotByWeight(product=article.name)
    per_kg = Money(half_up(article.price.fen * 1000, article.unit_grams))
    return check_weight(sold, checked, per_kg, kind, till.settings.scale.shortage)


def _short(why: Refusal) -> str:
    """The refusal in the few words that fit beside the scan box."""
    short = {
        "ScaleSilent": translate("Scale", "silent"),
        "ScaleDefect": translate("Scale", "out of order"),
        "Overloaded": translate("Scale", "too heavy"),
        "UnderZero": translate("Scale", "below zero"),
        "BelowTare": translate("Scale", "less than the tare"),
    }
    return short.get(why.word, why.title())
