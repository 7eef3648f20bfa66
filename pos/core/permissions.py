"""Who may do what alone: the acts a shop keeps an eye on, and the role matrix of `till.toml`.

What a role may not do alone a manager may allow in place, with PIN and reason (`Authority.leave_to`). An act with a
ceiling is free up to it and asks above it; a role that has the act itself knows no ceiling.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from pos.core.money import Money
from pos.core.wording import QT_TRANSLATE_NOOP, translate

CLERK, MANAGER = "clerk", "manager"


class Act(StrEnum):
    """Something that not everybody may do alone. The value is its key in `[roles.NAME]`."""

    DISCOUNT = "discount"
    PRICE = "price"
    OPEN_PRICE = "open_price"
    REFUND = "refund"
    REFUND_NO_RECEIPT = "refund_no_receipt"
    REFUND_OTHER_MEANS = "refund_other_means"
    DRAWER = "drawer"
    CASH_OUT = "cash_out"
    VOID_LINE = "void_line"
    CANCEL = "cancel"
    REPRINT = "reprint"
    LINK_CODE = "link_code"
    STAFF = "staff"
    SETTINGS = "settings"
    CLOSE_OVER_TOLERANCE = "close_over_tolerance"
    TRAINING = "training"
    SEE_CASH = "see_cash"
    WRITE_OFF = "write_off"
    LABEL_MISMATCH = "label_mismatch"
    PAY_BY_HAND = "pay_by_hand"


LABELS = {
    Act.DISCOUNT: QT_TRANSLATE_NOOP("Permission", "Discount above the ceiling"),
    Act.PRICE: QT_TRANSLATE_NOOP("Permission", "Change a price"),
    Act.OPEN_PRICE: QT_TRANSLATE_NOOP("Permission", "Type an open price above the ceiling"),
    Act.REFUND: QT_TRANSLATE_NOOP("Permission", "Refund above the ceiling"),
    Act.REFUND_NO_RECEIPT: QT_TRANSLATE_NOOP("Permission", "Refund without a receipt"),
    Act.REFUND_OTHER_MEANS: QT_TRANSLATE_NOOP("Permission", "Refund by another means"),
    Act.DRAWER: QT_TRANSLATE_NOOP("Permission", "Open the drawer without a sale"),
    Act.CASH_OUT: QT_TRANSLATE_NOOP("Permission", "Take cash out of the drawer"),
    Act.VOID_LINE: QT_TRANSLATE_NOOP("Permission", "Take a line off the ticket"),
    Act.CANCEL: QT_TRANSLATE_NOOP("Permission", "Cancel the whole ticket"),
    Act.REPRINT: QT_TRANSLATE_NOOP("Permission", "Print a receipt again"),
    Act.LINK_CODE: QT_TRANSLATE_NOOP("Permission", "Link a new code to goods"),
    Act.STAFF: QT_TRANSLATE_NOOP("Permission", "Change staff and roles"),
    Act.SETTINGS: QT_TRANSLATE_NOOP("Permission", "Change the settings"),
    Act.CLOSE_OVER_TOLERANCE: QT_TRANSLATE_NOOP("Permission", "Approve a close over the tolerance"),
    Act.TRAINING: QT_TRANSLATE_NOOP("Permission", "Switch training on and off"),
    Act.SEE_CASH: QT_TRANSLATE_NOOP("Permission", "See what should be in the drawer"),
    Act.WRITE_OFF: QT_TRANSLATE_NOOP("Permission", "Write goods off"),
    Act.LABEL_MISMATCH: QT_TRANSLATE_NOOP("Permission", "Take a scale label that does not fit the price"),
    Act.PAY_BY_HAND: QT_TRANSLATE_NOOP("Permission", "Settle a payment by hand"),
}
#: What everybody may do alone unless the shop says otherwise.
FREE = frozenset({Act.OPEN_PRICE, Act.CASH_OUT, Act.VOID_LINE, Act.CANCEL, Act.REPRINT, Act.TRAINING})
#: What a manager must give a reason for as well: the reason has to stand in the journal.
ASKED_OF_ALL = frozenset({Act.REFUND_OTHER_MEANS, Act.LABEL_MISMATCH, Act.PAY_BY_HAND})
#: Without these nobody could give rights back, so that they cannot be taken from a manager.
MANAGERS_OWN = frozenset({Act.STAFF, Act.SETTINGS})

DISCOUNT_PERCENT, REFUND_YUAN, OPEN_PRICE_YUAN = "discount_percent", "refund_yuan", "open_price_yuan"
#: The ceilings as they stand in `[roles.NAME]`, each with the largest it may be.
CEILINGS = {DISCOUNT_PERCENT: 100, REFUND_YUAN: 10_000_000, OPEN_PRICE_YUAN: 10_000_000}

#: What `[roles.NAME]` says, entry by entry: acts with true or false, ceilings with a whole number.
Rules = Mapping[str, bool | int]


class Role(Struct, frozen=True):
    """What one role may do alone: acts without a ceiling, and up to where those that have one are free."""

    name: str
    acts: frozenset[Act]
    discount_percent: int
    refund: Money
    open_price: Money

    def may(self, act: Act) -> bool:
        """Whether the role does it alone, whatever the amount."""
        return act in self.acts


def act_label(act: Act) -> str:
    """The act in the user's language."""
    return translate("Permission", LABELS[act])


def role_label(name: str) -> str:
    """A role in the user's language; one that the shop named itself is called as it is."""
    if name == CLERK:
        return translate("Permission", "Clerk")
    return translate("Permission", "Manager") if name == MANAGER else name


def role_names(tables: Mapping[str, Rules]) -> tuple[str, ...]:
    """Every role there is: clerk, the shop's own, manager."""
    return (CLERK, *sorted(name for name in tables if name not in (CLERK, MANAGER)), MANAGER)


def role(name: str, tables: Mapping[str, Rules], *, discount_percent: int, refund: Money) -> Role:
    """What that role may do by the shop's tables; the ceilings given are the clerk's where no table says otherwise.

    A role of the shop's own begins with what a clerk may do; one that no table names any more is a clerk's again.
    """
    own = tables.get(name, {})
    rules = own if name == MANAGER else {**tables.get(CLERK, {}), **own}
    base = frozenset(Act) - ASKED_OF_ALL if name == MANAGER else FREE
    acts = frozenset(act for act in Act if rules.get(act.value, act in base))
    return Role(
        name,
        acts | MANAGERS_OWN if name == MANAGER else acts,
        int(rules.get(DISCOUNT_PERCENT, discount_percent)),
        Money(int(rules[REFUND_YUAN]) * 100) if REFUND_YUAN in rules else refund,
        Money(int(rules.get(OPEN_PRICE_YUAN, 0)) * 100),
    )
