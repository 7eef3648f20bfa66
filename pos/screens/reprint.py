"""Printing a receipt once more, marked 重印 COPY."""

from __future__ import annotations

from pos.core.reprinting import reprint_receipt
from pos.screens import Till


def reprint(till: Till, text: str = "") -> str:
    """Queue a copy of the receipt with that printed or bare number (of the last one if empty); answers its number.

    Refuses NotAllowed and UnknownReceipt.
    """
    authority = till.authority()
    with till.write() as session:
        printed = reprint_receipt(session, till.stamp(), authority, text, shop=till.settings.shop)
    till.leave = None
    till.printing.wake()
    return printed
