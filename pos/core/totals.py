"""What was sold, summed: the one shape of every report, from an open shift to the district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct, field

from pos.core.labels import NOBODY
from pos.core.money import ZERO, Money
from pos.core.tenders import PAYMENT_CODES, VOUCHER

#: The groups of a report, in the order CONTRACT.md section 2 names them.
GROUPS = (
    "by_region",
    "by_channel",
    "by_buyer_kind",
    "by_means",
    "by_mode",
    "by_producer",
    "by_product",
    "by_clerk",
    "by_hour",
)
#: Further groups, which say more about rows of `by_means` and add up to nothing else: vouchers by who pays for them,
#: and what of each pay-code means nobody but the clerk confirmed. Closings of before have neither.
BY_FUNDER, BY_CLERK = "by_funder", "confirmed_by_clerk"
MORE_GROUPS = (BY_FUNDER, BY_CLERK)


class Group(Struct, frozen=True):
    """One row of a group. Counts are receipts; grams are net of refunds; money before cash rounding.

    In `by_means` money is what was kept and given back in that means, so its sum is net plus rounding.
    """

    gross: Money = ZERO
    refunded: Money = ZERO
    sales: int = 0
    refunds: int = 0
    grams: int = 0

    @property
    def net(self) -> Money:
        """Sold minus taken back."""
        return self.gross - self.refunded

    def __add__(self, other: Group) -> Group:
        return Group(
            self.gross + other.gross,
            self.refunded + other.refunded,
            self.sales + other.sales,
            self.refunds + other.refunds,
            self.grams + other.grams,
        )

    def as_dict(self) -> dict[str, object]:
        """The answer of CONTRACT.md section 2: money as text in yuan."""
        return {
            "gross": str(self.gross),
            "refunded": str(self.refunded),
            "net": str(self.net),
            "sales": self.sales,
            "refunds": self.refunds,
            "grams": self.grams,
        }


class Totals(Struct, frozen=True):
    """Sums over any set of receipts; adding two of them sums disjoint sets.

    `gross` and `refunded` are after discounts and before cash rounding; `discount`, `rounding` and `grams` are net of
    refunds; `certified` is the net of lines whose product certification was valid on their business day.
    """

    sales: int = 0
    refunds: int = 0
    gross: Money = ZERO
    refunded: Money = ZERO
    rounding: Money = ZERO
    discount: Money = ZERO
    grams: int = 0
    certified: Money = ZERO
    groups: Mapping[str, Mapping[str, Group]] = field(
        default_factory=lambda: {name: {} for name in (*GROUPS, *MORE_GROUPS)}
    )

    @property
    def net(self) -> Money:
        """Sold minus taken back."""
        return self.gross - self.refunded

    @property
    def uncertified(self) -> Money:
        """The rest of the net."""
        return self.net - self.certified

    def __add__(self, other: Totals) -> Totals:
        merged: dict[str, dict[str, Group]] = {}
        for name in (*GROUPS, *MORE_GROUPS):
            rows = dict(self.groups.get(name, {}))
            for code, group in other.groups.get(name, {}).items():
                rows[code] = rows.get(code, Group()) + group
            merged[name] = rows
        sums = {name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__ if name != "groups"}
        return Totals(**sums, groups=merged)

    def as_dict(self) -> dict[str, object]:
        """The keys of CONTRACT.md section 2, money as text in yuan, groups largest net first."""
        answer: dict[str, object] = {
            "sales": self.sales,
            "refunds": self.refunds,
            "gross": str(self.gross),
            "refunded": str(self.refunded),
            "net": str(self.net),
            "rounding": str(self.rounding),
            "discount": str(self.discount),
            "grams": self.grams,
        }
        for name in (*GROUPS, *MORE_GROUPS):
            answer[name] = {code: group.as_dict() for code, group in self.ranked(name)}
        answer["certified"] = str(self.certified)
        answer["uncertified"] = str(self.uncertified)
        return answer

    def ranked(self, name: str) -> list[tuple[str, Group]]:
        """One group's rows, largest net first (hours by the clock)."""
        rows = self.groups.get(name, {}).items()
        if name == "by_hour":
            return sorted(rows)
        return sorted(rows, key=lambda row: (-row[1].net.fen, row[0]))

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_dict` wrote (the totals stored with a Z)."""
        groups = {name: _groups(stored[name]) for name in GROUPS}
        groups |= {name: _groups(stored.get(name, {})) for name in MORE_GROUPS}
        if BY_CLERK not in stored:
            # From before a till could ask a payment service: whoever paid by code, the clerk looked and said so.
            means = groups["by_means"]
            groups[BY_CLERK] = {code: means[code] for code in PAYMENT_CODES if code in means}
            groups[BY_FUNDER] = {NOBODY: means[VOUCHER]} if VOUCHER in means else {}
        return cls(
            sales=stored["sales"],
            refunds=stored["refunds"],
            gross=Money.yuan(stored["gross"]),
            refunded=Money.yuan(stored["refunded"]),
            rounding=Money.yuan(stored["rounding"]),
            discount=Money.yuan(stored["discount"]),
            grams=stored["grams"],
            certified=Money.yuan(stored["certified"]),
            groups=groups,
        )


def _groups(stored: Mapping[str, Any]) -> dict[str, Group]:
    return {
        code: Group(Money.yuan(row["gross"]), Money.yuan(row["refunded"]), row["sales"], row["refunds"], row["grams"])
        for code, row in stored.items()
    }


class DrawerCount(Struct, frozen=True):
    """The drawer of one shift. `counted` and `over_short` are None while it is open."""

    shift: int
    z: int | None
    clerk: str
    float_: Money
    cash_sales: Money
    cash_in: Money
    cash_out: Money
    expected: Money
    counted: Money | None
    over_short: Money | None


class Unsettled(Struct, frozen=True):
    """Payments by code (`kind` PAY) or money back (REFUND) of which shop and service do not say the same yet."""

    kind: str
    means: str
    count: int
    amount: Money

    def as_answer(self) -> dict[str, object]:
        """For scripts."""
        return {"kind": self.kind, "means": self.means, "count": self.count, "amount": str(self.amount)}


class DaySummary(Struct, frozen=True):
    """Everything the daily summary shows, on screen and on every paper.

    `title` names the period for people; `product_names` and `producer_names` go from code to name; `medians` and
    counts are whole numbers; `chain_head` is the hash of the till's last journal record, "" if there is none.
    """

    shop: str
    shop_name: str
    till: str
    district: str
    first_day: str
    last_day: str
    as_of: str
    totals: Totals
    drawers: tuple[DrawerCount, ...]
    first_receipt: str
    last_receipt: str
    all_closed: bool
    median_receipt: Money
    product_names: Mapping[str, str]
    producer_names: Mapping[str, str]
    clerk_names: Mapping[str, str]
    overrides: int
    cancelled: int
    drawer_openings: int
    chain_head: str
    sync_file: str
    same_day_last_week: Money | None
    unapproved: int = 0
    #: How often a line, or a part of one, was taken off a ticket before it was paid.
    lines_off: int = 0
    #: Begun up to the end of the period, and still open with the payment services when the figures were taken.
    unsettled: tuple[Unsettled, ...] = ()
