"""The daily summary and its kin, and a receipt as a file."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pos.commands.answering import DONE, BadDay, a_day, print_now, say, target, till_of
from pos.core.wording import translate

if TYPE_CHECKING:
    from pos.core.totals import DaySummary


def report(args: argparse.Namespace) -> int:
    """`pos report day|month|period`: the daily summary and its kin."""
    from pos.screens.day import day_summary, latest_day, queue_roll, write_pdf, write_xlsx

    till = till_of(args)
    latest = latest_day(till)
    if args.period == "day":
        first = last = a_day(args.date) if args.date else latest
    elif args.period == "month":
        first = a_day(f"{args.month}-01") if args.month else latest.replace(day=1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    else:
        first, last = a_day(args.first), a_day(args.last)
    if last < first:
        raise BadDay(text=f"{first} – {last}")
    summary = day_summary(till, first, last)
    if args.pdf:
        write_pdf(summary, target(args, args.pdf))
    if args.xlsx:
        write_xlsx(summary, target(args, args.xlsx))
    answer: dict[str, object] = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "first_receipt": summary.first_receipt,
        "last_receipt": summary.last_receipt,
        "closed": summary.all_closed,
        **summary.totals.as_dict(),
        "drawer_openings": summary.drawer_openings,
        "unsettled": [one.as_answer() for one in summary.unsettled],
    }
    say(args, answer, report_text(summary, till.settings.columns))
    if args.print and till.settings.printer == "absent":
        print(translate("Command", "No printer is set up; nothing came out on paper."), file=sys.stderr)
    elif args.print:
        queue_roll(till, summary)
        print_now(till)
    return DONE


def report_text(summary: DaySummary, columns: int) -> str:
    """The summary as the receipt printer would say it."""
    from pos.core.paper import plain
    from pos.paper.summary_roll import summary_blocks

    return "\n".join(plain(summary_blocks(summary, columns), columns))


def receipt_pdf(args: argparse.Namespace) -> int:
    """`pos receipt pdf`: a receipt as a PDF copy, in `receipts/` of the shop's folder unless --out names another."""
    from pos.core.receipts import bare_number
    from pos.core.refunds import UnknownReceipt
    from pos.screens.papers import save_receipts

    till = till_of(args)
    number = bare_number(args.number, till.settings.shop, till.settings.till)
    folder = Path(args.out) if args.out else args.folder / "receipts"
    files = [] if number is None else save_receipts(till.store, till.settings, folder, number)
    if not files:
        raise UnknownReceipt(receipt=args.number)
    text = translate("Command", "The receipt was written to {file}.").format(file=files[0])
    say(args, {"ok": True, "file": str(files[0])}, text)
    return DONE
