"""A paper that came out before is printed once more, marked 重印 COPY and written down."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pos.core import journal, print_jobs
from pos.core.authority import Authority
from pos.core.journal import Stamp
from pos.core.permissions import Act
from pos.core.receipts import Receipt, bare_number, receipt_number
from pos.core.refunds import UnknownReceipt
from pos.core.wording import translate


def reprint_receipt(session: Session, stamp: Stamp, authority: Authority, text: str, *, shop: str) -> str:
    """Queue a copy of the receipt with that printed or bare number (of the last one if empty); answers its number.

    Refuses NotAllowed and UnknownReceipt.
    """
    authority.leave_to(Act.REPRINT, translate("Refund", "Printing a receipt again"))
    own = stamp.till
    if text:
        number = bare_number(text, shop, own)
    else:
        number = session.scalar(select(func.max(Receipt.number)).where(Receipt.till == own))
    found = session.scalar(select(Receipt.id).where(Receipt.till == own, Receipt.number == number))
    if number is None or found is None:
        raise UnknownReceipt(receipt=text or "-")
    printed = receipt_number(shop, own, number)
    journal.note(session, stamp, "REPRINT", by=authority.by, why=authority.why, of=printed)
    print_jobs.queue(session, own, stamp.at, kind="RECEIPT", receipt_id=found, copy=True)
    return printed


def reprint_paper(session: Session, stamp: Stamp, authority: Authority, job: print_jobs.ListedJob) -> None:
    """Queue a copy of a paper that is no receipt; refuses NotAllowed."""
    what = translate("PrintQueue", "Printing a paper again")
    if job.kind == "X":
        # It says what should be in the drawer, before that is counted.
        authority.leave_to(Act.SEE_CASH, what)
    authority.leave_to(Act.REPRINT, what)
    journal.note(session, stamp, "REPRINT", by=authority.by, why=authority.why, of=job.kind)
    blocks = print_jobs.blocks_of(session, job.id)
    print_jobs.queue(session, stamp.till, stamp.at, kind=job.kind, blocks=blocks, copy=True)
