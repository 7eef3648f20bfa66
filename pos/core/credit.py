"""Goods of an earlier receipt on a new ticket: they come back, and what they cost is set off against what is taken.

Plain values, so that a basket can carry them; how they are booked stands in `pos.core.exchange`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct

from pos.core.money import ZERO, Money, Quantity


class CreditLine(Struct, frozen=True):
    """One line that comes back: `n` is its number on the old receipt, `amount` what it sets off."""

    n: int
    product: str
    name: str
    spec: str
    unit: str
    region: str
    price: Money
    quantity: Quantity
    grams: int
    amount: Money


class Credit(Struct, frozen=True):
    """Everything of one receipt that comes back on this ticket. `uuid` is that of the refund it will become.

    `rounding` ≤ 0 is the old receipt's cash rounding that goes back with its last goods. `allowed_by` is the number of
    whoever may pay back without a ceiling and took it in or gave leave for it; empty if nobody has.
    """

    uuid: str
    number: int
    receipt: str
    reason: str
    lines: tuple[CreditLine, ...]
    rounding: Money = ZERO
    allowed_by: str = ""

    @property
    def net(self) -> Money:
        """The net that is taken back."""
        return Money(sum(line.amount.fen for line in self.lines))

    @property
    def given(self) -> Money:
        """What it is worth to the customer: what was really paid for these goods."""
        return self.net + self.rounding

    @property
    def asked(self) -> tuple[tuple[int, Quantity], ...]:
        """Lines of the old receipt and how much of each."""
        return tuple((line.n, line.quantity) for line in self.lines)

    def as_draft(self) -> dict[str, Any]:
        """Plain values, to be kept with the ticket."""
        return {
            "uuid": self.uuid,
            "number": self.number,
            "receipt": self.receipt,
            "reason": self.reason,
            "rounding": self.rounding.fen,
            "allowed_by": self.allowed_by,
            "lines": [
                {
                    "n": line.n,
                    "code": line.product,
                    "name": line.name,
                    "spec": line.spec,
                    "unit": line.unit,
                    "region": line.region,
                    "price": line.price.fen,
                    "quantity": line.quantity.thousandths,
                    "grams": line.grams,
                    "amount": line.amount.fen,
                }
                for line in self.lines
            ],
        }

    @classmethod
    def from_draft(cls, draft: Mapping[str, Any]) -> Self:
        """Read what `as_draft` wrote; the amounts stay as the customer was told."""
        lines = tuple(
            CreditLine(
                n=row["n"],
                product=row["code"],
                name=row["name"],
                spec=row["spec"],
                unit=row["unit"],
                region=row["region"],
                price=Money(row["price"]),
                quantity=Quantity(row["quantity"]),
                grams=row["grams"],
                amount=Money(row["amount"]),
            )
            for row in draft["lines"]
        )
        heads = (draft["uuid"], draft["number"], draft["receipt"], draft["reason"])
        return cls(*heads, lines, Money(draft["rounding"]), draft.get("allowed_by", ""))
