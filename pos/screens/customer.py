"""What the customer sees of the ticket, on a second screen or on a pole: goods, total, what is left, change.

Nothing of the shop's inside: no stock, no codes, no names of staff. Nobody calls this screen when something changes;
it is looked at several times a second and knows itself whether there is anything new.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.core.money import ZERO, Money
from pos.core.regions import county_short_name
from pos.core.tenders import paid
from pos.core.wording import translate

if TYPE_CHECKING:
    from pos.screens.selling import SellingScreen
    from pos.screens.ticket import BasketRow

#: Seconds that a finished sale stays to be read, unless the next one begins.
STAYS = 30.0
#: So many counties are named at the most.
MOST_ORIGINS = 12


class CustomerFace(Struct, frozen=True):
    """What stands there. `origins` are county codes with their names; `qr` is what a code to be paid by says."""

    kind: Literal["idle", "lines", "paying", "done"]
    shop: str
    rows: tuple[BasketRow, ...] = ()
    total: Money = ZERO
    saved: Money = ZERO
    paid: Money = ZERO
    left: Money = ZERO
    title: str = ""
    hint: str = ""
    qr: str = ""
    origins: tuple[tuple[str, str], ...] = ()


class CustomerScreen:
    """The customer's side of one till."""

    def __init__(self, selling: SellingScreen, ticks: Callable[[], float] = time.monotonic) -> None:
        self._selling, self._ticks = selling, ticks
        self._receipt = selling.last_receipt
        self._sold_at = float("-inf")
        self._seen: tuple[object, ...] = ()
        self._told: tuple[str, str] | None = None
        self.face = self._idle()

    def look(self, *, paying: bool = False) -> CustomerFace:
        """What is to be seen now; `paying` says that the payment page stands in front."""
        selling = self._selling
        if selling.last_receipt != self._receipt:
            self._receipt, self._sold_at = selling.last_receipt, self._ticks()
        just_sold = self._ticks() - self._sold_at < STAYS
        signed_in = selling.till.person is not None
        now = (selling.basket, selling.last_receipt, just_sold, paying, signed_in, selling.tabs)
        if len(self._seen) != len(now) or any(a is not b and a != b for a, b in zip(now, self._seen, strict=True)):
            self._seen = now
            self.face = self._made(just_sold=just_sold, paying=paying)
            self._tell_pole()
        return self.face

    def _made(self, *, just_sold: bool, paying: bool) -> CustomerFace:
        selling = self._selling
        basket, rows = selling.basket, selling.rows
        if rows and selling.till.person is not None:
            taken = paid(basket.tenders)
            shown = CustomerFace(
                "paying" if paying or basket.paying else "lines",
                selling.till.settings.name,
                rows=rows,
                total=basket.due,
                saved=selling.saved,
                paid=taken,
                left=max(ZERO, basket.due - taken),
                origins=_origins([row.region for row in rows]),
            )
            if shown.kind == "paying":
                return replace(shown, hint=self._asked(), qr="" if basket.request else self._standing_code())
            return shown
        if just_sold:
            before = self.face if self.face.rows or self.face.kind == "done" else self._idle()
            title = selling.echo.title if selling.echo.kind == "added" else ""
            thanks = translate("Customer", "Thank you, come again")
            return replace(before, kind="done", rows=(), title=before.title or title, hint=thanks, qr="")
        return self._idle()

    def _asked(self) -> str:
        """What the customer is to do now."""
        if self._selling.basket.request:
            return translate("Customer", "Please confirm the payment on your telephone")
        if self._standing_code():
            return translate("Customer", "Scan this code to pay, or show yours")
        return translate("Customer", "Please show your payment code, or pay in cash")

    def _standing_code(self) -> str:
        return self._selling.till.settings.display.pay_qr

    def _idle(self) -> CustomerFace:
        regions = [tab.region for tab in self._selling.tabs if tab.region]
        return CustomerFace("idle", self._selling.till.settings.name, origins=_origins(regions))

    def _tell_pole(self) -> None:
        """The same on two lines; what stands behind the tab goes to the right edge."""
        face, pole = self.face, self._selling.till.devices.display
        if face.kind == "idle":
            lines = (face.shop, translate("Customer", "Welcome"))
        elif face.kind == "lines":
            row = face.rows[self._selling.selected - 1 if 0 < self._selling.selected <= len(face.rows) else -1]
            lines = (f"{row.name}\t{row.amount}", _sum(translate("Customer", "Total"), face.total))
        elif face.kind == "paying":
            left = _sum(translate("Customer", "Still due"), face.left)
            lines = (_sum(translate("Customer", "Total"), face.total), left)
        else:
            lines = (_sum(translate("Customer", "Total"), face.total), face.title.replace(" ", "\t", 1))
        if lines != self._told:
            self._told = lines
            pole.show(*lines)


def _sum(word: str, amount: Money) -> str:
    return f"{word}\t{amount}"


def _origins(regions: list[str]) -> tuple[tuple[str, str], ...]:
    """Each county once, in the order they come."""
    once = list(dict.fromkeys(regions))[:MOST_ORIGINS]
    return tuple((region, county_short_name(region)) for region in once)
