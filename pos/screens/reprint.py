"""Printing a receipt once more, marked 重印 COPY."""

from __future__ import annotations

from sqlalchemy import func, select

from pos.core import journal, print_jobs
from pos.core.permissions import Act
from pos.core.receipts import Receipt, bare_number, receipt_number
from pos.core.refunds import UnknownReceipt
from pos.core.wording import translate
from pos.screens import Till


def reprint(till: Till, text: str = "") -> str:
    """Queue a copy of the receipt with that printed or bare number (of the last one if empty); answers its number.

    Refuses UnknownReceipt.
    """
    till.on_duty()
    own = till.settings.till
    leave = till.leave_to(Act.REPRINT, translate("Refund", "Printing a receipt again"))
    with till.write() as session:
        if text:
            number = bare_number(text, till.settings.shop, own)
        else:
            number = session.scalar(select(func.max(Receipt.number)).where(Receipt.till == own))
        found = session.scalar(select(Receipt.id).where(Receipt.till == own, Receipt.number == number))
        if number is None or found is None:
            raise UnknownReceipt(receipt=text or "-")
        printed = receipt_number(till.settings.shop, own, number)
        by, why = (leave.by, leave.why) if leave else (None, None)
        journal.note(session, till.stamp(), "REPRINT", by=by, why=why, of=printed)
        print_jobs.queue(session, own, till.now(), kind="RECEIPT", receipt_id=found, copy=True)
    till.leave = None
    till.printing.wake()
    return printed
