"""What a careful clerk would have on a slip of paper: sums of her own, to hold the till's against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos.core.basket import Basket
from pos.core.money import Money
from tests.counter.furnished import ACCOUNT, LIMITS

Asked = Sequence[tuple[int, int]] | None
"""Lines of a receipt and how much of each in thousandths; None: all that is left."""


def half_up(top: int, bottom: int) -> int:
    return (2 * top + bottom) // (2 * bottom)


def asked_in_cash(rest: int) -> int:
    """Down to the 角; less than one is asked in full."""
    return rest - rest % 10 if rest >= 10 else rest


@dataclass
class SoldLine:
    """One line as it was sold, and what of it came back."""

    product: str
    quantity: int
    net: int
    quantity_back: int = 0
    net_back: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.quantity_back

    def worth(self, quantity: int) -> int:
        """All that is left gives all that is left, a part half-up(net x part / sold)."""
        left = self.net - self.net_back
        return left if quantity == self.left else min(left, half_up(self.net * quantity, self.quantity))


@dataclass
class SoldReceipt:
    """A sale; `means` is what was kept of each, set off or not, and `rounding_back` what of its rounding went back."""

    number: str
    lines: dict[int, SoldLine]
    means: dict[str, int]
    rounding: int
    buyer: str | None
    given: int = 0
    net_back: int = 0
    rounding_back: int = 0

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines.values())

    @property
    def open(self) -> list[int]:
        """The lines of which something is left."""
        return [n for n, line in self.lines.items() if line.left]

    def wanted(self, asked: Asked) -> list[tuple[int, int]]:
        return [(n, self.lines[n].left) for n in self.open] if asked is None else list(asked)

    def may(self, asked: Asked) -> bool:
        """Whether so much of it is there to come back."""
        wanted = self.wanted(asked)
        return bool(wanted) and all(n in self.lines and 0 < q <= self.lines[n].left for n, q in wanted)

    def worth(self, asked: Asked) -> tuple[int, int]:
        """Net and rounding of taking that back (CONTRACT.md section 3).

        When all lines are back the customer got what was paid, to the fen; before that never more than it.
        """
        wanted = dict(self.wanted(asked))
        net = sum(self.lines[n].worth(quantity) for n, quantity in wanted.items())
        whole = all(line.left == wanted.get(n, 0) for n, line in self.lines.items())
        if whole:
            return net, self.rounding - self.rounding_back
        return net, min(0, self.net + self.rounding - self.given - net)

    def took_back(self, asked: Asked) -> tuple[int, int]:
        """Write it down; answers net and rounding."""
        wanted, (net, rounding) = self.wanted(asked), self.worth(asked)
        for n, quantity in wanted:
            line = self.lines[n]
            line.net_back += line.worth(quantity)
            line.quantity_back += quantity
        self.net_back += net
        self.rounding_back += rounding
        self.given += net + rounding
        return net, rounding


@dataclass
class Slip:
    """One morning on paper, money in fen."""

    drawer: int = 0
    rounding: int = 0
    numbers: int = 0
    owed: Counter[str] = field(default_factory=Counter)
    #: What was handed over for the ticket on the counter.
    handed: list[tuple[str, int]] = field(default_factory=list)
    sold: list[SoldReceipt] = field(default_factory=list)
    #: Tickets put aside: what was on each.
    held: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def next_number(self, receipt: str) -> None:
        """Numbers have no gap."""
        self.numbers += 1
        assert receipt == f"DX03-01-{self.numbers:06d}", receipt

    def paid_out(self, means: dict[str, str], buyer: str | None = None) -> None:
        """Money went back to the customer, or off an account."""
        self.drawer -= Money.yuan(means.get("CASH", "0")).fen
        assert self.drawer >= 0
        self.on_account(buyer, -Money.yuan(means.get("ORG_CREDIT", "0")).fen)

    def on_account(self, buyer: str | None, fen: int) -> None:
        """Written down for whoever's account it is."""
        if fen:
            account = ACCOUNT[str(buyer)]
            self.owed[account] += fen
            assert fen < 0 or self.owed[account] <= LIMITS[account]

    def sale(self, basket: Basket, told: dict[str, Any]) -> SoldReceipt:
        """A ticket was paid: sum of lines = due = tenders - change - rounding, each by the slip's own arithmetic."""
        total = sum(line.gross.fen - line.off.fen for line in basket.lines)
        set_off = 0 if basket.credit is None else min(total, basket.credit.given.fen)
        before = [(means, amount) for means, amount in self.handed[:-1]]
        last, amount = self.handed[-1]
        rest = total - set_off - sum(money for _, money in before)
        asked = asked_in_cash(rest) if last == "CASH" else rest
        assert amount >= asked if last == "CASH" else amount == asked
        assert told["total"] == str(Money(total))
        assert told["change"] == str(Money(amount - asked))
        assert told["rounding"] == str(Money(asked - rest))
        kept: Counter[str] = Counter()
        for means, money in [*before, (last, asked)]:
            kept[means] += money
        buyer = basket.terms.buyer
        self.drawer += kept["CASH"]
        self.rounding += asked - rest
        self.on_account(buyer, kept["ORG_CREDIT"])
        lines = {
            n: SoldLine(line.article.code, line.quantity.thousandths, line.net.fen)
            for n, line in enumerate(basket.lines, 1)
        }
        self.handed = []
        sold = SoldReceipt(told["receipt"], lines, dict(kept), asked - rest, buyer)
        self.sold.append(sold)
        return sold

    def receipt(self, number: str) -> SoldReceipt:
        return next(sale for sale in self.sold if sale.number == number)


def as_held(basket: Basket) -> tuple[Any, ...]:
    """What must still be on a ticket when it comes back: goods, what was set by hand, and what was agreed."""
    lines = tuple(
        (line.article.code, line.quantity, line.set_price, line.discount + line.discount_cut, line.label)
        for line in basket.lines
    )
    terms = basket.terms
    agreed = (terms.channel, terms.buyer_kind, terms.buyer, terms.agreement, terms.motive, terms.purchase_mode)
    return lines, agreed, terms.love_card, basket.credit, basket.uuid


def shared(weights: Sequence[int], shares: Iterable[int], whole: int) -> bool:
    """Whether shares are in proportion to the fen, and add up."""
    parts, total = list(shares), sum(weights)
    if sum(parts) != whole:
        return False
    return all(abs(part * total - whole * weight) < total for weight, part in zip(weights, parts, strict=True))
