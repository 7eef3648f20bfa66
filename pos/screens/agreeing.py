"""What may be agreed for a ticket (F7): motives, purchase modes, fairs of the day, agreements of the buyer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from pos.core import agreements, buyers, fairs
from pos.core.labels import motive_label, purchase_mode_label
from pos.core.lines import Terms
from pos.core.terms import MOTIVES, PURCHASE_MODES
from pos.core.wording import translate

if TYPE_CHECKING:
    from pos.db.store import Store

#: The keys of each kind of choice, in their order: the same key is always the same kind.
KEYS: Mapping[str, Sequence[str]] = {
    "buyer": ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5"),
    "channel": "QWERTYUIOP",
    "motive": "AS",
    "purchase_mode": "DFGH",
    "fair": "JKL",
    "agreement": "ZXCVBNM",
}


class Choice(Struct, frozen=True):
    """One thing that a key sets, or takes back where it is set already: `atom` becomes `code`."""

    key: str
    atom: str
    code: str
    label: str
    set: bool


class FoundBuyer(Struct, frozen=True):
    """A buyer found by number or name."""

    number: str
    name: str


def choices(store: Store, terms: Terms, day: date) -> tuple[Choice, ...]:
    """Everything but the channel that one key may set on this ticket today; the organisations that buy often first."""
    with store.read() as session:
        usual = [(one.number, f"{one.number} {one.name}") for one in buyers.usual_buyers(session, len(KEYS["buyer"]))]
        running = [(fair.number, f"{fair.number} {fair.name}") for fair in fairs.fairs_on(session, day)]
        held = [] if terms.buyer is None else agreements.agreements_of(session, terms.buyer, day)
    offered = {
        "buyer": usual,
        "fair": running,
        "agreement": [(one.number, " ".join(filter(None, (one.number, one.goods)))) for one in held],
        "motive": [(code, motive_label(code)) for code in MOTIVES],
        "purchase_mode": [(code, purchase_mode_label(code)) for code in PURCHASE_MODES],
    }
    return tuple(
        Choice(key, atom, code, label, getattr(terms, atom) == code)
        for atom, rows in offered.items()
        for key, (code, label) in zip(KEYS[atom], rows, strict=False)
    )


def found_buyers(store: Store, wanted: str, most: int) -> tuple[FoundBuyer, ...]:
    """Buyers by number, name or initials; without words the first ones by number."""
    with store.read() as session:
        rows = buyers.find_buyers(session, wanted, most)
        return tuple(FoundBuyer(row.number, row.name) for row in rows)


def agreed_text(terms: Terms) -> str:
    """What is agreed beside buyer, channel and card: `展销会 F2021-01 · 协议 A27-03`; empty if nothing is."""
    parts = []
    if terms.fair is not None:
        parts.append(translate("Selling", "fair {number}").format(number=terms.fair))
    if terms.agreement is not None:
        parts.append(translate("Selling", "agreement {number}").format(number=terms.agreement))
    if terms.purchase_mode is not None:
        parts.append(purchase_mode_label(terms.purchase_mode))
    if terms.motive is not None:
        parts.append(motive_label(terms.motive))
    return " · ".join(parts)
