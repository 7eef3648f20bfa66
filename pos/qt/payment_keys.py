"""Which keys the payment page names: taking money, waiting for a payment service, and after completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.core.wording import translate
from pos.qt.key_page import window_keys
from pos.qt.payment_entry import STATIC_QR, VOUCHER

if TYPE_CHECKING:
    from pos.screens.pay_rows import PayRow
    from pos.screens.payment import PaymentScreen

Keys = tuple[tuple[str, str], ...]


def legend(screen: PaymentScreen, standing: PayRow | None) -> Keys:
    """The strip below the page."""
    help_ = ("F1", translate("Keys", "Help"))
    back = ("Esc", translate("Keys", "Back to this ticket"))
    if screen.finished is not None:
        # Nothing can be chosen or taken back any more; the next customer's keys are not named, they just work.
        return (help_, ("Enter", translate("Payment", "Next customer")))
    if standing is not None:
        return (
            help_,
            ("F5", translate("Payment", "Ask again")),
            ("F6", translate("Keys", "Confirm by hand")),
            ("F8", translate("Keys", "Let go by hand"))
            if standing.may_release
            else ("F7", translate("Payment", "Take this payment back")),
            back,
        )
    return (
        help_,
        ("Alt 1-8", translate("Keys", "Means")),
        ("F9", translate("Keys", "Exact")),
        ("Del", translate("Keys", "Take one back")),
        ("Enter", translate("Keys", "Complete")),
        back,
    )


def more(screen: PaymentScreen, standing: PayRow | None) -> Keys:
    """What only the help names."""
    if screen.finished is not None or standing is not None:
        return ()
    below = {VOUCHER: "Alt 9", STATIC_QR: "Alt 0"}
    return (
        *((below[row.code], row.label) for row in screen.means if row.code in below),
        ("Ctrl 1-4", translate("Keys", "Amounts that customers hand over")),
        ("↑ ↓", translate("Keys", "Mark another payment")),
    )


def right(screen: PaymentScreen) -> Keys:
    """The right end of the strip."""
    drawer = ("F4", translate("Keys", "Open the drawer"))
    return window_keys() if screen.finished is not None else (drawer, *window_keys())
