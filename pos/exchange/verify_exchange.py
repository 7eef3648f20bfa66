"""Exchanges in a shop's SQLite file: what was set off stands on both sides, in the same means, or money is missing.

A refund and the sale after it carry tenders with the reference `EXCHANGE <number of the refund>`. They moved no money,
so that by means they must cancel each other out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from pos.core.wording import translate
from pos.exchange.verify import Wrong

_SET_OFF = re.compile(r"EXCHANGE [0-9A-Za-z-]{1,32}-(\d{2})-(\d{6,9})")
_TENDERS = """SELECT receipt_tenders.reference, receipts.till, receipts.number, receipts.kind, receipt_tenders.means,
    receipt_tenders.kept FROM receipt_tenders JOIN receipts ON receipts.id = receipt_tenders.receipt_id
    WHERE receipt_tenders.reference LIKE 'EXCHANGE %'"""


def check_exchanges(database: Any) -> None:
    """Hold both halves of every exchange against each other; raises Wrong. What only begins alike is no exchange."""
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for reference, till, number, kind, means, kept in database.execute(_TENDERS):
        refund = _SET_OFF.fullmatch(reference)
        if refund is None or refund[1] != till:
            continue
        # The refund bears the number itself, the sale is the next.
        if number != int(refund[2]) + (0 if kind == "REFUND" else 1):
            raise _disagree(reference)
        sums[reference, till][means] += kept if kind == "SALE" else -kept
    for (reference, _), by_means in sums.items():
        if any(by_means.values()):
            raise _disagree(reference)


def _disagree(reference: str) -> Wrong:
    sentence = translate("Verify", "{place}: the two halves of {exchange} do not set off the same.")
    return Wrong("RowsDisagree", sentence, exchange=reference)
